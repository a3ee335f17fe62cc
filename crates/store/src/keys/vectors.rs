//! Known answers: `tests/keys_vectors.txt`, computed by `tests/keys_vectors.py` on other implementations. Whoever changes
//! a byte of a format fails here, before stored data does.

use super::aead::{Nonce, SealingKey, Secret};
use super::passphrase::Stretch;
use super::*;
use crate::SealedState;
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use uuid::Uuid;

const RECORD: Uuid = Uuid::from_u128(1);
const ENTRY: Uuid = Uuid::from_u128(2);
const FILE: Uuid = Uuid::from_u128(3);

/// The expected value of that name.
fn known(name: &str) -> &'static str {
    let lines = include_str!("../../tests/keys_vectors.txt").lines();
    let mut found = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    found.next().unwrap_or_else(|| panic!("no known answer {name}"))
}

/// Bytes that count up from `start`.
fn run<const N: usize>(start: u8) -> [u8; N] {
    std::array::from_fn(|place| start.wrapping_add(place as u8))
}

fn secret(start: u8) -> Secret {
    Secret::from_slice(&run::<32>(start)).unwrap()
}

fn nonce(which: u8) -> Nonce {
    run(128 + 24 * which)
}

fn master() -> MasterKey {
    MasterKey::from_secret(secret(0))
}

fn tenant() -> TenantKeys {
    TenantKeys::from_secrets(7, secret(32), &secret(64))
}

fn data_key() -> DataKey {
    DataKey::from_secret(secret(96))
}

#[test]
fn tenant_keys_and_signatures_are_as_known() {
    let wrapped = tenant().wrapped_with(&master(), &nonce(0), &nonce(1));
    assert_eq!(hex::encode(&wrapped.public), known("public"));
    assert_eq!(hex::encode(&wrapped.wrapped), known("tenant-key"));
    assert_eq!(hex::encode(&wrapped.signing), known("signing-key"));
    assert_eq!(hex::encode(&tenant().sign(b"head")), known("signature"));
    let opened = TenantKeys::open(7, &master(), &wrapped).unwrap();
    assert_eq!(opened.key.bytes(), secret(32).bytes());
}

#[test]
fn states_and_data_keys_are_as_known() {
    let (keys, key) = (tenant(), data_key());
    let wrapped = keys.wrap_with(RECORD, "identity", &key, &nonce(0));
    assert_eq!(hex::encode(&wrapped), known("record-key"));

    let text = b"{\"name\":\"Maya\"}";
    let ciphertext = keys.seal_state_with(&key, RECORD, "identity", ENTRY, text, &nonce(1));
    assert_eq!(hex::encode(&ciphertext), known("state"));
    let state =
        SealedState { compartment: "identity", key: known("state-key").to_owned(), nonce: nonce(1), ciphertext };
    assert_eq!(keys.open_state(&key, RECORD, ENTRY, &state).unwrap().as_slice(), text);

    let long = keys.seal_state_with(&key, RECORD, "identity", ENTRY, &run::<5000>(0), &nonce(1));
    assert_eq!(hex::encode(&Sha256::digest(long)), known("long-state-digest"));
}

#[test]
fn boxes_are_as_known() {
    let (keys, key) = (tenant(), data_key());
    for (name, root) in [("box", &keys.key), ("box-under", &key.root)] {
        let sealing = SealingKey::derive(root, &boxes::info("draft"));
        let sealed = keys.fill(&sealing, "draft", ENTRY.as_bytes(), b"words", nonce(2));
        assert_eq!(sealed.key, known(&format!("{name}-key")));
        assert_eq!(hex::encode(&sealed.ciphertext), known(name));
    }
}

#[test]
fn pieces_of_files_are_as_known() {
    let sealer = FileSealer::new(&tenant(), &data_key(), RECORD, FILE);
    let chunk = sealer.seal_chunk_with(5, true, b"words", &nonce(3)).unwrap();
    assert_eq!(hex::encode(&chunk.ciphertext), known("piece"));
    assert_eq!(hex::encode(&chunk.id), known("piece-id"));
}

#[test]
fn lookups_are_as_known() {
    assert_eq!(hex::encode(&master().lookup("josé@example.org")), known("lookup-sign-in"));
    assert_eq!(hex::encode(&master().lookup_in("member", "सीता")), known("lookup-member"));
}

#[test]
fn passphrase_files_are_as_known() {
    let salt = run(224);
    let how = Stretch { memory_kib: 1024, passes: 2 };
    let file = master().under_passphrase_with("six words in a row, é", how, salt, &nonce(0)).unwrap();
    let expected = format!(
        "chautari passphrase 1\nmemory-kib 1024\npasses 2\nsalt {}\nkey {}\n",
        known("passphrase-salt"),
        known("passphrase-key")
    );
    assert_eq!(file.text(), expected);
    let file = PassphraseFile::parse(&expected).unwrap();
    assert_eq!(MasterKey::from_passphrase("six words in a row, é", &file).unwrap(), master());
}

#[test]
fn shares_are_as_known_and_give_the_key() {
    for (needed, count) in [(2, 3), (3, 5)] {
        let shared = share::with_digest(&secret(0));
        let coefficients = run::<70>(17);
        let coefficients = &coefficients[..shared.len() * usize::from(needed - 1)];
        let made = share::numbered(shamir::split_with(&shared, count, coefficients), needed, [0xca, 0xfe, 0x01, 0x23]);
        let mut given = Vec::new();
        for share in &made {
            let expected = known(&format!("share-{}-of-{count}", share.number()));
            assert_eq!(share.text().replace('\n', " "), expected);
            given.push(Share::from_text(expected).unwrap());
        }
        assert_eq!(MasterKey::recover(&given[usize::from(count - needed)..]).unwrap(), master());
    }
}

#[test]
fn backups_are_as_known() {
    let mut writer = BackupWriter::new_with(Vec::new(), &master(), "data", secret(96), &nonce(0)).unwrap();
    writer.write_all(&run::<65_546>(0)).unwrap();
    let file = writer.finish().unwrap();
    assert_eq!(hex::encode(&file[..120]), known("backup-start"));
    assert_eq!(hex::encode(&Sha256::digest(&file)), known("backup-digest"));
    let mut content = Vec::new();
    BackupReader::new(file.as_slice(), &master()).unwrap().read_to_end(&mut content).unwrap();
    assert_eq!(content, run::<65_546>(0));
}

#[test]
fn nothing_that_is_printed_for_debugging_has_a_byte_of_a_key() {
    let (master, keys, key) = (master(), tenant(), data_key());
    let values = shamir::split_with(&share::with_digest(&secret(0)), 3, &run::<35>(17));
    let shares = share::numbered(values, 2, [0xca, 0xfe, 0x01, 0x23]);
    let share_value = shares[0].text();
    let mut writer = BackupWriter::new_with(Vec::new(), &master, "data", secret(96), &nonce(0)).unwrap();
    writer.write_all(b"Maya").unwrap();
    let finished =
        BackupWriter::new_with(Vec::new(), &master, "data", secret(96), &nonce(0)).unwrap().finish().unwrap();
    let reader = BackupReader::new(finished.as_slice(), &master).unwrap();
    let sealer = FileSealer::new(&keys, &key, RECORD, FILE);
    let passphrase = master
        .under_passphrase_with("six words in a row", Stretch { memory_kib: 64, passes: 1 }, run(224), &nonce(0))
        .unwrap();
    let printed = [
        format!("{:#?}{:?}", secret(96), SealingKey::derive(&secret(96), "x")),
        format!("{master:#?}{keys:#?}{key:#?}{sealer:#?}"),
        format!("{shares:#?}{writer:#?}{reader:#?}{passphrase:#?}"),
        format!("{:#?}", keys.seal_box("draft", b"", b"Maya")),
        format!("{:#?}", sealer.seal_chunk(0, true, b"Maya").unwrap()),
    ]
    .concat();
    let printed = printed.split_whitespace().collect::<String>().to_lowercase();
    // Three bytes in a row of each fixed key, as a list and in hexadecimal digits.
    for start in [0u8, 32, 64, 96] {
        for place in start..start + 30 {
            let bytes = [place, place + 1, place + 2];
            let list = format!("{},{},{}", bytes[0], bytes[1], bytes[2]);
            assert!(!printed.contains(&list) && !printed.contains(&hex::encode(&bytes)), "{bytes:?} in {printed}");
        }
    }
    for group in share_value.split_whitespace().skip(3) {
        assert!(!printed.contains(&group.to_lowercase()), "{group} in {printed}");
    }
    assert!(!printed.contains("maya") && !printed.contains("77,97,121"), "{printed}");
}
