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
    ("UPDATE entry SET kind = CAST(x'ff' AS text) WHERE tenant = 1 AND seq = 3", "entry", 3, "UTF-8"),
    ("UPDATE entry_plain SET plain = CAST(x'ff' AS text) WHERE tenant = 1 AND seq = 3", "entry_plain", 3, "UTF-8"),
    ("UPDATE access SET act = CAST(x'ff' AS text) WHERE tenant = 1 AND seq = 3", "access", 3, "UTF-8"),
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

/// Flips one bit of a value as stored; `None` for a value with no bytes.
fn flipped(value: Param, random: u64) -> Option<Param> {
    let flip = |mut bytes: Vec<u8>| {
        let place = usize::try_from(random >> 8).unwrap() % bytes.len().max(1);
        *bytes.get_mut(place)? ^= 1 << (random % 8);
        Some(bytes)
    };
    match value {
        Param::Int(number) => Some(Param::Int(number ^ (1 << (random % 40)))),
        Param::Bytes(bytes) => flip(bytes).map(Param::Bytes),
        _ => None,
    }
}

#[test]
fn every_flipped_bit_of_a_stored_value_is_found() {
    let folder = Folder::new();
    let store = Store::open(&folder.url(), testing::clock().0).unwrap();
    filled(&store);
    let tables = schema::tables().unwrap();
    let tables: Vec<_> = ["entry", "entry_plain", "sealed", "access", "checkpoint"]
        .map(|name| tables.iter().find(|table| table.name == name).unwrap())
        .into();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut tried = 0;
    while tried < 250 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let table = tables[random as usize % tables.len()];
        let (column, word) = &table.columns[(random >> 8) as usize % table.columns.len()];
        let row = (random >> 16) % 6;
        let (name, text) = (table.name.clone(), word == "text");
        let bytes = if word == "bigint" { column.clone() } else { format!("CAST({column} AS blob)") };
        let sql = format!("SELECT rowid, {bytes} FROM {name} ORDER BY rowid LIMIT 1 OFFSET {row}");
        let found = store.read(|reads| {
            reads.first(&sql, &[], |row| {
                let value = match row.get::<Option<i64>>(1) {
                    Ok(number) => number.map(Param::Int),
                    Err(_) => Some(Param::Bytes(row.get(1)?)),
                };
                Ok((row.get::<i64>(0)?, value))
            })
        });
        let Some((rowid, Some(before))) = found.unwrap() else { continue };
        let Some(after) = flipped(before.clone(), random >> 24) else { continue };
        let cast = if text { "CAST($1 AS text)" } else { "$1" };
        let update = format!("UPDATE {name} SET {column} = {cast} WHERE rowid = $2");
        let set = |value: Param| {
            let update = update.clone();
            store.write(move |writes| writes.run(&update, &[value, rowid.into()]))
        };
        if set(after).is_err() {
            continue; // the flipped key is that of another row
        }
        let tenants = store.read(|reads| reads.ledger_tenants()).unwrap();
        let found: Vec<_> = tenants.iter().flat_map(|tenant| store.verify_chain(*tenant, |_, _| {}).unwrap()).collect();
        assert!(!found.is_empty(), "{name}.{column} of row {rowid}: nothing was found");
        set(before).unwrap();
        tried += 1;
    }
    for tenant in [1, 2] {
        assert_eq!(store.verify_chain(tenant, |_, _| {}).unwrap(), [], "all flips were taken back");
    }
}

#[test]
fn a_damaged_file_is_reported_as_such() {
    let folder = Folder::new();
    let path = folder.path().join("chautari.db");
    let store = Store::open(&folder.url(), testing::clock().0).unwrap();
    filled(&store);
    assert_eq!(store.check_file().unwrap(), Vec::<String>::new());
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    // A page of an index in the middle of the file.
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 64].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let store = Store::open(&folder.url(), testing::clock().0).unwrap();
    assert!(store.check_file().map_or(true, |lines| !lines.is_empty()));
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

#[test]
fn nothing_of_an_erased_text_lingers_in_the_file() {
    let folder = Folder::new();
    let store = Store::open(&folder.url(), testing::clock().0).unwrap();
    let secret = "a-text-that-is-erased";
    let holds = || {
        let files =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
        files.into_iter().any(|bytes| bytes.windows(secret.len()).any(|window| window == secret.as_bytes()))
    };
    let root = root(&store, TENANT);
    set(&store, TENANT, root, "note", secret).unwrap();
    assert!(holds());
    store
        .change(TENANT, |reads| {
            let row = row(reads, TENANT, root)?.unwrap();
            let tree = row.tree;
            let mut erase = edit(row, "note", "");
            (erase.erase, erase.plain, erase.row.plain) = (true, object(json!({})), object(json!({})));
            Ok::<_, Error>(change(vec![erase], vec![(root, tree)]))
        })
        .unwrap();
    assert!(!holds(), "neither the file nor its log has it");
}
