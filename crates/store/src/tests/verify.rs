//! What verification finds: every changed value of the ledger, the log and the checkpoints, at its place.

use super::sample::*;
use crate::testing::{Folder, on_both, on_sqlite};
use crate::*;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::json;
use uuid::Uuid;

fn faults(store: &Store) -> Vec<Fault> {
    store.verify_chain(TENANT, |_, _| {}).unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn checkpoint(store: &Store) -> Checkpoint {
    let key = key();
    let public = key.verifying_key().to_bytes();
    store.write(move |writes| writes.checkpoint(TENANT, public, |bytes| key.sign(bytes).to_bytes())).unwrap()
}

fn access(record: Uuid) -> NewAccess {
    NewAccess { actor: Uuid::from_u128(7), act: "view", records: vec![record], detail: json!({"kind": "case"}) }
}

/// Six entries, four access lines, two checkpoints.
fn filled(store: &Store) -> Uuid {
    let first = root(store, TENANT);
    set(store, TENANT, first, "a", "1").unwrap();
    checkpoint(store);
    let second = root(store, TENANT);
    set(store, TENANT, second, "b", "2").unwrap();
    let lines = vec![access(first), access(second)];
    store.write(move |writes| writes.access(TENANT, &lines)).unwrap();
    store
        .change(TENANT, |reads| {
            let row = row(reads, TENANT, second)?.unwrap();
            let tree = row.tree;
            let mut edit = edit(row, "c", "3");
            edit.sealed = vec![sealed("legal", 3), sealed("identity", 4)];
            edit.keys = vec![RecordKey { compartment: "legal", wrapped: vec![4] }];
            let mut change = change(vec![edit], vec![(second, tree)]);
            change.access = vec![access(second), access(first)];
            Ok::<_, Error>(change)
        })
        .unwrap();
    set(store, TENANT, first, "d", "4").unwrap();
    checkpoint(store);
    // Another tenant's rows are not this one's.
    root(store, 2);
    first
}

/// Runs a statement as someone would who has the database and not the program.
fn tamper(store: &Store, sql: &'static str) {
    assert_eq!(store.write(move |writes| writes.run(sql, &[])).unwrap(), 1, "{sql}");
}

#[test]
fn what_was_written_verifies() {
    on_both(|store| {
        assert_eq!(faults(&store), [], "an empty chain");
        filled(&store);
        let mut heard = Vec::new();
        let found = store.verify_chain(TENANT, |done, total| heard.push((done, total))).unwrap();
        assert_eq!(found, []);
        assert_eq!(heard.last(), Some(&(10, 10)));
        assert_eq!(store.verify_chain(2, |_, _| {}).unwrap(), []);
    });
}

/// A statement that tampers, the table and number that verification names first, and a word of what it says.
const TAMPERED: &[(&str, &str, i64, &str)] = &[
    ("UPDATE entry SET kind = 'cask' WHERE tenant = 1 AND seq = 3", "entry", 3, "hash"),
    ("UPDATE entry SET happened = happened + 1 WHERE tenant = 1 AND seq = 3", "entry", 3, "hash"),
    ("UPDATE entry SET recorded = recorded + 1 WHERE tenant = 1 AND seq = 6", "entry", 6, "hash"),
    ("UPDATE entry SET id = tx WHERE tenant = 1 AND seq = 2", "entry", 2, "hash"),
    ("UPDATE entry SET device = actor WHERE tenant = 1 AND seq = 2", "entry", 2, "hash"),
    ("UPDATE entry SET hash = previous WHERE tenant = 1 AND seq = 2", "entry", 2, "hash"),
    ("UPDATE entry SET plain_mac = hash WHERE tenant = 1 AND seq = 4", "entry", 4, "hash"),
    ("UPDATE entry SET sealed_hashes = '{}' WHERE tenant = 1 AND seq = 1", "entry", 1, "hash"),
    ("UPDATE entry SET sealed_hashes = '{' WHERE tenant = 1 AND seq = 1", "entry", 1, "cannot be read"),
    (
        "UPDATE entry SET sealed_hashes = replace(sealed_hashes, ':', ': ') WHERE tenant = 1 AND seq = 1",
        "entry",
        1,
        "hash",
    ),
    ("UPDATE entry SET tenant = 9 WHERE tenant = 1 AND seq = 3", "entry", 4, "missing"),
    ("DELETE FROM entry WHERE tenant = 1 AND seq = 3", "entry", 4, "missing"),
    ("DELETE FROM entry WHERE tenant = 1 AND seq = 6", "checkpoint", 6, "cut"),
    ("UPDATE entry SET seq = 9 WHERE tenant = 1 AND seq = 6", "entry", 9, "missing"),
    ("UPDATE entry_plain SET plain = '{}' WHERE tenant = 1 AND seq = 2", "entry_plain", 2, "not the one"),
    ("UPDATE entry_plain SET plain = plain || ' ' WHERE tenant = 1 AND seq = 2", "entry_plain", 2, "not the one"),
    ("UPDATE entry_plain SET seq = 99 WHERE tenant = 1 AND seq = 2", "entry_plain", 2, "gone"),
    ("DELETE FROM entry_plain WHERE tenant = 1 AND seq = 6", "entry_plain", 6, "gone"),
    ("UPDATE sealed SET key = 'k2' WHERE tenant = 1 AND compartment = 'legal'", "sealed", 5, "not the one"),
    ("UPDATE sealed SET nonce = ciphertext WHERE tenant = 1 AND compartment = 'legal'", "sealed", 5, "not the one"),
    ("UPDATE sealed SET ciphertext = nonce WHERE tenant = 1 AND compartment = 'legal'", "sealed", 5, "not the one"),
    ("UPDATE sealed SET compartment = 'mind' WHERE tenant = 1 AND compartment = 'legal'", "sealed", 5, "gone"),
    ("DELETE FROM sealed WHERE tenant = 1 AND compartment = 'legal'", "sealed", 5, "gone"),
    (
        "INSERT INTO sealed (tenant, record, compartment, entry, key, nonce, ciphertext) SELECT tenant, record, 'mind',
         entry, key, nonce, ciphertext FROM sealed WHERE tenant = 1 AND compartment = 'legal'",
        "sealed",
        6,
        "no entry commits",
    ),
    ("UPDATE ledger_head SET seq = 5 WHERE tenant = 1", "ledger_head", 6, "end"),
    ("UPDATE ledger_head SET hash = access_hash WHERE tenant = 1", "ledger_head", 6, "end"),
    ("UPDATE ledger_head SET access_seq = 3 WHERE tenant = 1", "ledger_head", 4, "access log"),
    ("UPDATE ledger_head SET recorded = 1 WHERE tenant = 1", "ledger_head", 6, "time"),
    ("DELETE FROM ledger_head WHERE tenant = 1", "ledger_head", 6, "end"),
    ("UPDATE access SET detail = '{}' WHERE tenant = 1 AND seq = 2", "access", 2, "hash"),
    ("UPDATE access SET at = at + 1 WHERE tenant = 1 AND seq = 2", "access", 2, "hash"),
    ("UPDATE access SET act = 'list' WHERE tenant = 1 AND seq = 4", "access", 4, "hash"),
    ("UPDATE access SET hash = previous WHERE tenant = 1 AND seq = 2", "access", 2, "hash"),
    ("DELETE FROM access WHERE tenant = 1 AND seq = 2", "access", 3, "missing"),
    ("UPDATE checkpoint SET hash = access_hash WHERE tenant = 1 AND seq = 2", "checkpoint", 2, "signature"),
    ("UPDATE checkpoint SET signed = signed + 1 WHERE tenant = 1 AND seq = 2", "checkpoint", 2, "signature"),
    ("UPDATE checkpoint SET public = hash WHERE tenant = 1 AND seq = 2", "checkpoint", 2, "signature"),
    ("UPDATE checkpoint SET seq = 3 WHERE tenant = 1 AND seq = 2", "checkpoint", 3, "signature"),
    ("UPDATE checkpoint SET signature = hash WHERE tenant = 1 AND seq = 2", "checkpoint", 2, "signature"),
];

#[test]
fn every_tampering_is_named_at_its_place() {
    let whole = Folder::new();
    filled(&Store::open(&whole.url(), testing::clock().0).unwrap());
    for (sql, table, seq, what) in TAMPERED {
        let folder = Folder::new();
        std::fs::copy(whole.path().join("chautari.db"), folder.path().join("chautari.db")).unwrap();
        let store = Store::open(&folder.url(), testing::clock().0).unwrap();
        tamper(&store, sql);
        let found = faults(&store);
        let first = found.first().unwrap_or_else(|| panic!("{sql}: nothing was found"));
        assert_eq!((first.table, first.seq), (*table, *seq), "{sql}: {found:?}");
        assert!(first.what.contains(what), "{sql}: {found:?}");
    }
}

#[test]
fn a_tampering_is_found_on_postgres_too() {
    crate::testing::on_postgres(|store| {
        filled(&store);
        tamper(&store, "UPDATE sealed SET key = 'k2' WHERE tenant = 1 AND compartment = 'legal'");
        tamper(&store, "DELETE FROM entry_plain WHERE tenant = 1 AND seq = 2");
        let found: Vec<_> = faults(&store).into_iter().map(|fault| (fault.table, fault.seq)).collect();
        assert_eq!(found, [("sealed", 5), ("entry_plain", 2)]);
    });
}

#[test]
fn a_ledger_cut_short_with_its_checkpoints_is_found_by_a_witness() {
    on_sqlite(|store| {
        let first = filled(&store);
        let witness = store.read(|reads| reads.checkpoint(TENANT)).unwrap().unwrap();
        assert_eq!((witness.heads.seq, witness.heads.access_seq), (6, 4));
        assert_eq!(store.verify_against(TENANT, std::slice::from_ref(&witness), |_, _| {}).unwrap(), []);
        for sql in [
            "UPDATE ledger_head SET seq = 5, recorded = (SELECT recorded FROM entry WHERE tenant = 1 AND seq = 5),
             hash = (SELECT hash FROM entry WHERE tenant = 1 AND seq = 5) WHERE tenant = 1",
            "DELETE FROM entry WHERE tenant = 1 AND seq = 6",
            "DELETE FROM entry_plain WHERE tenant = 1 AND seq = 6",
            "DELETE FROM checkpoint WHERE tenant = 1 AND seq = 6",
        ] {
            tamper(&store, sql);
        }
        assert_eq!(faults(&store), [], "from within it looks whole");
        let found = store.verify_against(TENANT, std::slice::from_ref(&witness), |_, _| {}).unwrap();
        assert_eq!((found[0].table, found[0].seq), ("checkpoint", 6));
        set(&store, TENANT, first, "e", "5").unwrap();
        let found = store.verify_against(TENANT, &[witness], |_, _| {}).unwrap();
        assert!(found[0].what.contains("another hash"), "{found:?}");
    });
}

#[test]
fn a_checkpoint_by_another_key_is_found() {
    on_sqlite(|store| {
        filled(&store);
        let sql = "INSERT INTO tenant_key (tenant, wrapped, signing, public, created) VALUES (1, $1, $1, $1, 0)";
        store.write(move |writes| writes.run(sql, &[vec![1; 32].into()])).unwrap();
        assert!(faults(&store)[0].what.contains("another key"));
        let public = key().verifying_key().to_bytes().to_vec();
        store.write(move |writes| writes.run("UPDATE tenant_key SET public = $1", &[public.into()])).unwrap();
        assert_eq!(faults(&store), []);
    });
}

#[test]
fn after_an_erasure_the_chain_verifies_and_nothing_is_left() {
    on_both(|store| {
        let kept = root(&store, TENANT);
        let erased = root(&store, TENANT);
        set(&store, TENANT, erased, "note", "x").unwrap();
        store
            .change(TENANT, |reads| {
                let row = row(reads, TENANT, erased)?.unwrap();
                let tree = row.tree;
                let mut erase = edit(row, "ignored", "x");
                (erase.erase, erase.plain, erase.changed) = (true, object(json!({})), vec![]);
                (erase.row.plain, erase.row.fields) = (object(json!({})), object(json!({})));
                Ok::<_, Error>(change(vec![erase], vec![(erased, tree)]))
            })
            .unwrap();
        assert_eq!(faults(&store), []);
        for table in ["record_key", "sealed", "facet", "term"] {
            let sql = format!("SELECT count(*) FROM {table} WHERE tenant = 1 AND record = $1");
            assert_eq!(number(&store, &sql, &[erased.into()]), 0, "{table}");
            assert_eq!(number(&store, &sql, &[kept.into()]), 1, "{table}");
        }
        let plains = store
            .read(|reads| {
                let sql = "SELECT plain FROM entry_plain WHERE tenant = 1 ORDER BY seq";
                reads.all(sql, &[], |row| row.get::<String>(0))
            })
            .unwrap();
        assert_eq!(plains.len(), 2, "of the erased record only the erasure's own part is left");
        assert_eq!(plains[1], r#"{"$erased":true}"#);
        let row = store.read(|reads| row(reads, TENANT, erased)).unwrap().unwrap();
        assert!(row.erased && row.entries.is_empty());
        // Without the erasure's own words the gaps are faults.
        tamper(&store, "DELETE FROM entry_plain WHERE tenant = 1 AND seq = 4");
        assert_eq!(faults(&store)[0].table, "sealed");
    });
}
