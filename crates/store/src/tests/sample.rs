//! Small records for the tests; no one in them exists.

use crate::*;
use serde_json::{Map, Value, json};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// The tenant most tests write for.
pub const TENANT: i64 = 1;

/// A new id; ids of one test process differ.
pub fn id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(NEXT.fetch_add(1, Ordering::Relaxed)))
}

/// An object from a JSON literal.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// The entry that makes record `record` under `root` (itself for a root).
pub fn new_record(record: Uuid, root: Uuid) -> RecordChange {
    let row = RecordRow {
        id: record,
        kind: if record == root { "case" } else { "case_note" }.into(),
        author: Uuid::from_u128(7),
        root,
        stage: "open".into(),
        opened: 20_454,
        definition: "d1".into(),
        plain: object(json!({"place": "चितवन"})),
        ..RecordRow::default()
    };
    RecordChange {
        entry: id(),
        row,
        new: true,
        changed: vec![],
        plain: object(json!({"place": "चितवन", "$stage": "open"})),
        salt: [9; 32],
        sealed: vec![sealed("identity", 1)],
        keys: vec![RecordKey { compartment: "identity", wrapped: vec![1, 2, 3] }],
        facets: Some(vec![Facet { field: "place".into(), value: "NP-3".into(), rank: 3.0 }]),
        terms: Some(vec![Term("चितवन".into()), Term("चितवन".into())]),
        rows: vec![],
        erase: false,
    }
}

/// The next entry of a record, from its row as read.
pub fn edit(row: RecordRow, path: &str, value: &str) -> RecordChange {
    let mut row = row;
    row.plain.insert(path.into(), value.into());
    RecordChange {
        entry: id(),
        plain: object(json!({ path: value })),
        row,
        new: false,
        changed: vec![path.into()],
        salt: [8; 32],
        sealed: vec![],
        keys: vec![],
        facets: None,
        terms: None,
        rows: vec![],
        erase: false,
    }
}

/// A sealed state whose bytes are all `byte`.
pub fn sealed(compartment: &'static str, byte: u8) -> SealedState {
    SealedState { compartment, key: "k1".into(), nonce: [byte; 24], ciphertext: vec![byte; 100] }
}

/// A change with these records that read these roots.
pub fn change(records: Vec<RecordChange>, read: Vec<(Uuid, i64)>) -> Change {
    Change { tx: id(), actor: Uuid::from_u128(7), happened: testing::START, records, read, ..Change::default() }
}

/// Writes a new root and gives its id.
pub fn root(store: &Store, tenant: i64) -> Uuid {
    let root = id();
    store.change(tenant, |_| Ok::<_, Error>(change(vec![new_record(root, root)], vec![]))).unwrap();
    root
}

/// The row of a record, if it is there.
pub fn row(reads: &mut Reads<'_>, tenant: i64, record: Uuid) -> Result<Option<RecordRow>> {
    let sql = "SELECT kind, site, owner, author, root, parent, person, stage, opened, definition, first, version,
        tree, numbered, erased, entries, fields, plain FROM record WHERE tenant = $1 AND id = $2";
    reads.first(sql, &[tenant.into(), record.into()], |row| {
        let json = |index| Ok::<_, Error>(object(serde_json::from_str(&row.get::<String>(index)?).unwrap()));
        Ok(RecordRow {
            id: record,
            kind: row.get(0)?,
            site: row.get(1)?,
            owner: row.get(2)?,
            author: row.get(3)?,
            root: row.get(4)?,
            parent: row.get(5)?,
            person: row.get(6)?,
            stage: row.get(7)?,
            opened: row.get(8)?,
            definition: row.get(9)?,
            first: row.get(10)?,
            version: row.get(11)?,
            tree: row.get(12)?,
            numbered: row.get(13)?,
            erased: row.get(14)?,
            entries: json(15)?,
            fields: json(16)?,
            plain: json(17)?,
        })
    })
}

/// Changes one field of a record under a reading of its root.
pub fn set(store: &Store, tenant: i64, record: Uuid, path: &str, value: &str) -> Result<Receipt> {
    store.change(tenant, |reads| {
        let row = row(reads, tenant, record)?.expect("the record is there");
        let tree = self::row(reads, tenant, row.root)?.expect("its root is there").tree;
        let root = row.root;
        Ok::<_, Error>(change(vec![edit(row, path, value)], vec![(root, tree)]))
    })
}

/// A number by `sql`.
pub fn number(store: &Store, sql: &str, params: &[Param]) -> i64 {
    store.read(|reads| reads.first(sql, params, |row| row.get(0))).unwrap().expect("one row")
}
