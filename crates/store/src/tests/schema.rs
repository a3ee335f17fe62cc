//! The schema: the same on both engines, what `migrations/schema.sql` says, every key with the tenant first.

use crate::engine::text;
use crate::migrate::MIGRATIONS;
use crate::testing::{self, Databases, on_postgres, on_sqlite};
use crate::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Keys that do not start with the tenant, and why.
const WITHOUT_TENANT: [&str; 2] = [
    "sign_in",   // how a sign-in finds its tenant
    "migration", // the schema itself
];

/// Columns of each table, as `name type` with NOT NULL, sorted by table.
type Columns = BTreeMap<String, Vec<String>>;
/// Columns of each unique index or key, by table.
type Keys = BTreeMap<String, Vec<Vec<String>>>;

fn sqlite_catalogue(store: &Store) -> (Columns, Keys) {
    let sql = "SELECT tables.name, columns.name, lower(columns.type), columns.\"notnull\" FROM sqlite_master AS tables,
        pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'
        ORDER BY tables.name, columns.cid";
    let mut columns = Columns::new();
    let mut keys = Keys::new();
    store
        .read(|reads| {
            reads.each::<Error>(sql, &[], |row| {
                let null = if row.get::<bool>(3)? { " not null" } else { "" };
                let line = format!("{} {}{null}", row.get::<String>(1)?, row.get::<String>(2)?);
                columns.entry(row.get(0)?).or_default().push(line);
                Ok(())
            })?;
            let sql = "SELECT tables.name, indexes.name, columns.name, columns.seqno FROM sqlite_master AS tables,
                pragma_index_list(tables.name) AS indexes, pragma_index_info(indexes.name) AS columns
                WHERE tables.type = 'table' AND indexes.origin = 'u'
                UNION ALL SELECT tables.name, 'primary', columns.name, columns.pk FROM sqlite_master AS tables,
                pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' AND columns.pk > 0
                ORDER BY 1, 2, 4";
            let mut last = String::new();
            reads.each::<Error>(sql, &[], |row| {
                let (table, index) = (row.get::<String>(0)?, row.get::<String>(1)?);
                let name = format!("{table} {index}");
                let lists = keys.entry(table).or_default();
                if name != last {
                    lists.push(Vec::new());
                    last = name;
                }
                lists.last_mut().unwrap().push(row.get(2)?);
                Ok(())
            })
        })
        .unwrap();
    sorted(columns, keys)
}

fn postgres_catalogue(store: &Store) -> (Columns, Keys) {
    let sql = "SELECT CAST(table_name AS text), CAST(column_name AS text), CAST(data_type AS text),
        CAST(is_nullable AS text), CAST(collation_name AS text) FROM information_schema.columns
        WHERE table_schema = 'public' ORDER BY table_name, ordinal_position";
    let mut columns = Columns::new();
    let mut keys = Keys::new();
    store
        .read(|reads| {
            reads.each::<Error>(sql, &[], |row| {
                let word = row.get::<String>(2)?;
                assert!(word != "text" || row.get::<String>(4)? == "C", "a text must sort by its bytes");
                let null = if row.get::<String>(3)? == "NO" { " not null" } else { "" };
                columns.entry(row.get(0)?).or_default().push(format!("{} {word}{null}", row.get::<String>(1)?));
                Ok(())
            })?;
            let sql = "SELECT CAST(conrelid AS regclass)::text, conname::text, attname::text
                FROM pg_constraint, unnest(conkey) WITH ORDINALITY AS place(number, position), pg_attribute
                WHERE contype IN ('p', 'u', 'f') AND connamespace = 'public'::regnamespace
                    AND attrelid = conrelid AND attnum = place.number
                ORDER BY 1, 2, place.position";
            let mut last = String::new();
            reads.each::<Error>(sql, &[], |row| {
                let lists = keys.entry(row.get(0)?).or_default();
                let name = row.get::<String>(1)?;
                if name != last {
                    lists.push(Vec::new());
                    last = name;
                }
                lists.last_mut().unwrap().push(row.get(2)?);
                Ok(())
            })
        })
        .unwrap();
    sorted(columns, keys)
}

fn sorted(columns: Columns, mut keys: Keys) -> (Columns, Keys) {
    keys.values_mut().for_each(|lists| lists.sort());
    (columns, keys)
}

fn expected() -> (Columns, Keys) {
    let mut columns = Columns::new();
    let mut keys = Keys::new();
    for statement in text::statements(&schema_file()) {
        let Some(rest) = statement.strip_prefix("CREATE TABLE ") else { continue };
        let shape = schema::shape(rest).unwrap();
        let (_, body) = rest.split_once('(').unwrap();
        let lines = body.lines().map(|line| line.trim().trim_end_matches(',').to_lowercase());
        let lines =
            lines.filter(|line| shape.columns.iter().any(|(name, word)| line.starts_with(&format!("{name} {word}"))));
        columns.insert(shape.name.clone(), lines.collect());
        let mut lists = vec![shape.key];
        lists.extend(shape.unique);
        lists.sort();
        keys.insert(shape.name, lists);
    }
    (columns, keys)
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations"))
}

fn schema_file() -> String {
    std::fs::read_to_string(folder().join("schema.sql")).unwrap()
}

fn for_sqlite(columns: Columns) -> Columns {
    let words = [
        ("double precision", "real"),
        ("bigint", "integer"),
        ("boolean", "integer"),
        ("bytea", "blob"),
        ("uuid", "blob"),
    ];
    let line = |line: String| {
        let (name, rest) = line.split_once(' ').unwrap();
        let word = words.iter().find(|(from, _)| rest.starts_with(from));
        word.map_or(line.clone(), |(from, to)| format!("{name} {}", rest.replacen(from, to, 1)))
    };
    columns.into_iter().map(|(table, lines)| (table, lines.into_iter().map(line).collect())).collect()
}

#[test]
fn both_engines_have_the_schema_that_is_checked_in() {
    let (columns, keys) = expected();
    let same = |found: (Columns, Keys), columns: &Columns| {
        assert_eq!(found.0.keys().collect::<Vec<_>>(), columns.keys().collect::<Vec<_>>());
        for (table, lines) in columns {
            assert_eq!((&found.0[table], &found.1[table]), (lines, &keys[table]), "{table}");
        }
    };
    on_postgres(|store| same(postgres_catalogue(&store), &columns));
    on_sqlite(|store| same(sqlite_catalogue(&store), &for_sqlite(columns.clone())));
}

#[test]
fn every_key_starts_with_the_tenant() {
    on_postgres(|store| {
        let (columns, keys) = postgres_catalogue(&store);
        assert!(columns.len() > 30);
        for table in columns.keys() {
            let lists = keys.get(table).unwrap_or_else(|| panic!("{table} has no key"));
            for key in lists.iter().filter(|_| !WITHOUT_TENANT.contains(&table.as_str())) {
                assert_eq!(key[0], "tenant", "{table}");
            }
        }
    });
}

#[test]
fn every_migration_file_is_run() {
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "schema.sql")
        .collect();
    files.sort();
    let run: Vec<&str> = MIGRATIONS.iter().map(|migration| migration.name).collect();
    assert_eq!(files, run);
    assert!(MIGRATIONS.iter().enumerate().all(|(index, migration)| migration.number == index as i64 + 1));
}

#[test]
fn a_newer_schema_and_a_changed_migration_are_refused() {
    let databases = Databases::new();
    for url in databases.urls() {
        let open = || Store::open(&url, testing::clock().0);
        let run = |store: &Store, sql: &'static str| store.write(move |writes| writes.run(sql, &[])).unwrap();
        let store = open().unwrap();
        run(&store, "INSERT INTO migration (number, name, hash, run) VALUES (99, 'later', '', 0)");
        assert!(matches!(open(), Err(Error::Newer { found: 99, known: 1 })));
        run(&store, "DELETE FROM migration WHERE number = 99");
        run(&store, "UPDATE migration SET hash = 'other'");
        let Err(error) = open() else { panic!("a changed migration was taken") };
        assert!(error.to_string().contains("0001-foundation.sql"), "{error}");
    }
}

#[test]
fn two_processes_can_open_an_empty_database_at_once() {
    let databases = Databases::new();
    for url in databases.urls() {
        std::thread::scope(|scope| {
            let openers: Vec<_> =
                (0..4).map(|_| scope.spawn(|| Store::open(&url, testing::clock().0).map(drop))).collect();
            for opener in openers {
                opener.join().unwrap().unwrap();
            }
        });
    }
}
