//! The bytes of the ledger against answers computed in another language (`tests/vectors.py`).

use crate::ledger::*;
use serde_json::Value;
use uuid::Uuid;

fn answer(name: &str) -> String {
    let answers: Value = serde_json::from_str(include_str!("../../tests/vectors.json")).unwrap();
    answers[name].as_str().unwrap().to_owned()
}

fn id(byte: u8) -> Uuid {
    Uuid::from_bytes([byte; 16])
}

fn state<'a>(compartment: &'a str, nonce: &'a [u8], ciphertext: &'a [u8]) -> Sealed<'a> {
    Sealed { tenant: 3, record: id(0x33), compartment, entry: id(0x11), key: "k1", nonce, ciphertext }
}

#[test]
fn known_answers() {
    let salt: Vec<u8> = (0..32).collect();
    let mac = plain_mac(&salt, r#"{"$stage":"open","place":"चितवन"}"#);
    assert_eq!(hex(&mac), answer("plain_mac"));
    let identity = sealed_hash(&state("identity", &[5; 24], b"secret"));
    let legal = sealed_hash(&state("legal", &[6; 24], b""));
    assert_eq!((hex(&identity), hex(&legal)), (answer("sealed"), answer("legal")));

    let first = Entry {
        tenant: 3,
        seq: 1,
        id: id(0x11),
        tx: id(0x22),
        record: id(0x33),
        kind: "case",
        actor: id(0x44),
        device: None,
        happened: -1,
        recorded: 1_767_225_600_000_000,
        plain_mac: mac,
        sealed: &[],
    };
    let first_hash = entry_hash(&START, &first);
    assert_eq!(hex(&first_hash), answer("first"));
    let second = Entry {
        seq: 2,
        id: id(0x12),
        device: Some(id(0x55)),
        happened: 1_767_225_600_000_001,
        recorded: 1_767_225_600_000_002,
        sealed: &[("identity", identity), ("legal", legal)],
        ..first
    };
    let second_hash = entry_hash(&first_hash, &second);
    assert_eq!(hex(&second_hash), answer("second"));

    let line = Access {
        tenant: 3,
        seq: 1,
        at: 1_767_225_600_000_003,
        actor: id(0x44),
        act: "view",
        records: r#"["33333333-3333-3333-3333-333333333333"]"#,
        detail: r#"{"compartment":"identity"}"#,
    };
    let access = access_hash(&START, &line);
    assert_eq!(hex(&access), answer("access"));
    let heads = Heads { tenant: 3, seq: 2, hash: second_hash, access_seq: 1, access_hash: access };
    assert_eq!(hex(&checkpoint_bytes(&heads, 1_767_225_600_000_004)), answer("checkpoint"));
}

#[test]
fn fields_that_run_together_differ() {
    let hash = |compartment, ciphertext: &[u8]| sealed_hash(&state(compartment, &[0; 24], ciphertext));
    assert_ne!(hash("legal", b"a"), hash("lega", b"la"));
    let row = |key, nonce| sealed_hash(&Sealed { key, nonce, ..state("legal", &[], b"") });
    assert_ne!(row("k12", &b"3"[..]), row("k1", b"23"));
}
