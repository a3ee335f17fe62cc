//! The tables of the first migration in SQLite's words, in memory.

use super::{Held, Kind, Row, Scope, Uuid, World};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use std::collections::BTreeSet;
use store::Param;

pub(super) struct Database(Connection);

impl Database {
    pub(super) fn new() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        let migration = include_str!("../../../../../../migrations/0001-foundation.sql");
        let words = [
            ("double precision", "REAL"),
            ("bigint", "INTEGER"),
            ("boolean", "INTEGER"),
            ("bytea", "BLOB"),
            ("uuid", "BLOB"),
        ];
        let text = words.iter().fold(migration.to_owned(), |text, (theirs, ours)| {
            text.replace(&format!(" {theirs}"), &format!(" {ours}"))
        });
        connection.execute_batch(&text).unwrap();
        Self(connection)
    }

    /// Writes a world as one tenant.
    pub(super) fn add(&mut self, tenant: i64, world: &World) {
        let transaction = self.0.transaction().unwrap();
        for row in &world.records {
            record(&transaction, tenant, row);
        }
        for (table, rows) in [("assignment", &world.assignments), ("share", &world.shares)] {
            for (number, held) in rows.iter().enumerate() {
                relation(&transaction, tenant, table, number, held);
            }
        }
        transaction.commit().unwrap();
    }

    /// Ids of the records of a tenant and kind that meet `scope`, whose parameters start at `$3`.
    pub(super) fn reached(&self, tenant: i64, kind: &Kind, scope: &Scope) -> BTreeSet<Uuid> {
        let join =
            if scope.joins_root { "JOIN record root ON root.tenant = r.tenant AND root.id = r.root" } else { "" };
        let sql = format!("SELECT r.id FROM record r {join} WHERE r.tenant = $1 AND r.kind = $2 AND {}", scope.sql);
        let first = [Value::Integer(tenant), Value::Text(kind.name.clone())];
        let values = first.into_iter().chain(scope.params.iter().map(value));
        let mut statement = self.0.prepare(&sql.replace('$', "?")).unwrap();
        let rows = statement.query_map(params_from_iter(values), |row| row.get::<_, Vec<u8>>(0)).unwrap();
        rows.map(|id| Uuid::from_slice(&id.unwrap()).unwrap()).collect()
    }
}

fn record(connection: &Connection, tenant: i64, row: &Row) {
    let bytes = |id: Option<Uuid>| id.map(|id| id.as_bytes().to_vec());
    connection
        .execute(
            "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, ?8, ?9, ?10, '', 0, 0, 0, FALSE, ?11, '{}', '{}', '{}')",
            params![
                tenant,
                bytes(Some(row.id)),
                row.kind,
                bytes(row.site),
                bytes(row.owner),
                bytes(Some(row.author)),
                bytes(Some(row.root)),
                bytes(row.person),
                row.stage,
                row.opened,
                row.erased,
            ],
        )
        .unwrap();
    for (field, rank) in &row.facets {
        connection
            .execute(
                "INSERT INTO facet (tenant, kind, field, value, rank, record) VALUES (?1, ?2, ?3, '', ?4, ?5)",
                params![tenant, row.kind, field, rank, bytes(Some(row.id))],
            )
            .unwrap();
    }
}

fn relation(connection: &Connection, tenant: i64, table: &str, number: usize, held: &Held) {
    let id = Uuid::from_u128(number as u128).as_bytes().to_vec();
    let (root, account) = (held.root.as_bytes().to_vec(), held.account.as_bytes().to_vec());
    let task = if table == "assignment" { ("task, ", "'care', ") } else { ("", "") };
    let sql = format!(
        "INSERT INTO {table} (tenant, id, root, account, {}until) VALUES (?1, ?2, ?3, ?4, {}?5)",
        task.0, task.1
    );
    connection.execute(&sql, params![tenant, id, root, account, held.until]).unwrap();
}

fn value(param: &Param) -> Value {
    match param {
        Param::Text(text) => Value::Text(text.to_string()),
        Param::Int(number) => Value::Integer(*number),
        Param::Real(number) => Value::Real(*number),
        Param::Bool(truth) => Value::Integer(i64::from(*truth)),
        Param::Bytes(bytes) => Value::Blob(bytes.clone()),
        Param::Uuid(id) => Value::Blob(id.as_bytes().to_vec()),
        Param::Null => Value::Null,
    }
}
