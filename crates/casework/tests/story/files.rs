//! A copy of a document: sealed as it arrives, read as its record is, gone with it.

use crate::erase::approved;
use crate::office::{Here, changes, on_both, someone};
use casework::actor::Actor;
use casework::draft::{self, Draft};
use casework::files::{self, FILE_MAX_BYTES, Place};
use casework::record::{self, Saved, Wanted};
use casework::{Error, Result, verify};
use forms::answers::ErrorCode;
use serde_json::json;
use std::io::Read;
use uuid::Uuid;

/// A PDF of three sealed chunks.
fn pdf() -> Vec<u8> {
    [b"%PDF-1.7\n".as_slice(), &(0..150_000u32).flat_map(|n| (n / 3).to_le_bytes()).take(150_000).collect::<Vec<_>>()]
        .concat()
}

fn place(document: Uuid) -> Place<'static> {
    Place { record: document, kind: "document", path: "copy", form: document }
}

fn send(here: &Here, document: Uuid) -> Uuid {
    files::put(&here.office, &here.worker, &place(document), "../Asha Tamang.pdf", pdf().as_slice()).unwrap().id
}

fn document(here: &Here, id: Uuid, case: Uuid, file: Uuid) -> Result<Saved> {
    let answers = json!({"document_type": "passport", "holder": "self", "copy": file});
    let wanted =
        Wanted { id, kind: "document".into(), parent: Some(case), changes: changes(answers), ..Wanted::default() };
    record::save(&here.office, &here.worker, &wanted)
}

fn whole(here: &Here, actor: &Actor, id: Uuid) -> Result<Vec<u8>> {
    let mut content = files::open(&here.office, actor, id)?;
    let mut bytes = Vec::new();
    while let Some(piece) = content.read(&here.office)? {
        bytes.extend(piece);
    }
    Ok(bytes)
}

fn filed(here: &Here) -> (Uuid, Uuid, Uuid) {
    let (person, case) = here.case();
    let id = here.office.new_id();
    let file = send(here, id);
    document(here, id, case, file).unwrap();
    (person, id, file)
}

fn psychologist(here: &Here) -> Actor {
    let Actor::Staff(worker) = &here.worker else { unreachable!("she is of the office") };
    someone(&here.office, 1, "Sita Rai", "psychologist", worker.memberships[0].site, None)
}

#[test]
fn a_file_comes_back_as_it_was_sent_and_nothing_of_it_is_in_clear() {
    on_both(|here| {
        let (_, document, file) = filed(&here);
        assert_eq!(whole(&here, &here.worker, file).unwrap(), pdf());
        let view = record::open(&here.office, &here.worker, document).unwrap();
        let told = files::of_view(&here.office, &here.worker, &view).unwrap();
        assert_eq!(
            (told[&file].name.as_str(), told[&file].media.as_str(), told[&file].bytes),
            ("Asha Tamang.pdf", "application/pdf", 150_009)
        );
        assert_eq!(here.number("SELECT count(*) FROM file_chunk"), 3);
        for table in ["file_chunk", "record", "entry_plain", "access"] {
            let stored = here.dump(table);
            assert!(!stored.contains("%PDF") && !stored.contains("Asha") && !stored.contains("Tamang"), "{table}");
        }
        assert!(here.dump("access").contains(&file.to_string()), "the reading is in the log");
    });
}

#[test]
fn a_file_is_read_as_its_record_and_its_part_are() {
    on_both(|here| {
        let (_, document, file) = filed(&here);
        let reader = psychologist(&here);
        assert!(record::open(&here.office, &reader, document).is_ok(), "she sees the open part");
        for other in [&reader, &here.elsewhere, &here.partner] {
            assert!(matches!(whole(&here, other, file), Err(Error::NotFound)));
            assert!(matches!(files::told(&here.office, other, file), Err(Error::NotFound)));
        }
        for other in [&reader, &here.elsewhere] {
            let refused = files::put(&here.office, other, &place(document), "a.pdf", pdf().as_slice());
            assert!(matches!(refused, Err(Error::NotFound | Error::Forbidden { .. })), "{refused:?}");
        }
        let elsewhere = files::put(&here.office, &here.partner, &place(document), "a.pdf", pdf().as_slice()).unwrap();
        assert!(files::told(&here.office, &here.worker, elsewhere.id).is_err(), "it is of her own tenant's record");
        assert_eq!(whole(&here, &here.supervisor, file).unwrap(), pdf());
        assert!(matches!(whole(&here, &here.worker, here.office.new_id()), Err(Error::NotFound)));
    });
}

#[test]
fn an_answer_names_only_a_file_that_was_sent_for_it() {
    on_both(|here| {
        let (_, first, file) = filed(&here);
        let (_, case) = here.case();
        let id = here.office.new_id();
        for foreign in [file, here.office.new_id()] {
            let refused = document(&here, id, case, foreign);
            let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
            assert_eq!(errors[0].path, "copy");
        }
        let sent = send(&here, id);
        assert!(matches!(whole(&here, &here.worker, sent), Err(Error::NotFound)), "not before it is saved");
        assert!(files::told(&here.office, &here.worker, sent).is_ok(), "her form shows it");
        assert!(files::told(&here.office, &here.supervisor, sent).is_err(), "nobody else's does");
        document(&here, id, case, sent).unwrap();
        assert_eq!(whole(&here, &here.supervisor, sent).unwrap(), pdf());
        here.change(first, json!({"holder": "family"}));
        assert_eq!(whole(&here, &here.worker, file).unwrap(), pdf(), "it stays when something else changes");
    });
}

#[test]
fn a_file_of_another_type_or_too_long_leaves_nothing() {
    on_both(|here| {
        let id = here.office.new_id();
        let put = |from: &mut dyn Read| files::put(&here.office, &here.worker, &place(id), "a.pdf", from).unwrap_err();
        let error = put(&mut b"MZ\x90\0 a program that says it is a PDF".as_slice());
        assert!(matches!(error, Error::Invalid(errors) if matches!(errors[0].code, ErrorCode::Type(_))));
        let mut long = b"%PDF-".chain(std::io::repeat(7).take(FILE_MAX_BYTES - 4));
        assert!(matches!(put(&mut long), Error::Invalid(errors) if matches!(errors[0].code, ErrorCode::TooLong(_))));
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::ConnectionReset.into())
            }
        }
        let kept = pdf();
        assert!(matches!(put(&mut kept.as_slice().chain(Broken)), Error::Store(store::Error::Io { .. })));
        assert_eq!(here.number("SELECT count(*) FROM file") + here.number("SELECT count(*) FROM file_chunk"), 0);
        assert_eq!(
            here.number(
                "SELECT count(*) FROM record_key WHERE compartment > 'identity/'  AND compartment < 'identity0'"
            ),
            0
        );
        let whole_length = b"%PDF-".chain(std::io::repeat(7).take(FILE_MAX_BYTES - 5));
        files::put(&here.office, &here.worker, &place(id), "a.pdf", whole_length).unwrap();
    });
}

#[test]
fn what_no_form_keeps_is_swept_away() {
    on_both(|here| {
        let (_, _, named) = filed(&here);
        let (kept, left) = (here.office.new_id(), here.office.new_id());
        let drafted = send(&here, kept);
        let abandoned = send(&here, left);
        let form = Draft { id: kept, kind: "document".into(), ..Draft::default() };
        draft::keep(&here.office, &here.worker, &form).unwrap();
        assert_eq!(files::sweep(&here.office).unwrap(), 0, "not on the same day");
        // A day goes by: the moment they were sent is moved back instead of the clock.
        here.office
            .store
            .write(|writes| writes.run("UPDATE file SET created = created - $1", &[(25 * 3_600_000_000i64).into()]))
            .unwrap();
        assert_eq!(files::sweep(&here.office).unwrap(), 1);
        assert_eq!(files::sweep(&here.office).unwrap(), 0, "twice does no harm");
        let told = |id| files::told(&here.office, &here.worker, id).is_ok();
        assert!(told(named) && told(drafted) && !told(abandoned));
        draft::forget(&here.office, &here.worker, kept).unwrap();
        assert_eq!(files::sweep(&here.office).unwrap(), 1);
        assert!(told(named) && !told(drafted));
        assert_eq!(here.number("SELECT count(*) FROM file_chunk"), 3);
    });
}

#[test]
fn a_file_is_erased_with_its_record() {
    on_both(|here| {
        let (person, document, file) = filed(&here);
        let Actor::Staff(worker) = &here.worker else { unreachable!("she is of the office") };
        let lead = someone(&here.office, 1, "Rita Kumal", "data_protection_lead", worker.memberships[0].site, None);
        approved(&here, &lead, person);
        let erased = record::erase(&here.office, &lead, person).unwrap();
        assert!(erased.contains(&document));
        assert!(matches!(whole(&here, &here.worker, file), Err(Error::NotFound)));
        for table in ["file", "file_chunk", "record_key WHERE compartment > 'identity/' AND compartment < 'identity0'"]
        {
            assert_eq!(here.number(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
        }
        assert!(faults(&here).is_empty(), "{:#?}", faults(&here));
    });
}

fn faults(here: &Here) -> Vec<String> {
    let wanted = verify::Wanted { fold: true, open: Some(here.office.master()), ..verify::Wanted::default() };
    let report = verify::stored(&here.office.store, &here.office.mission(), &wanted, &mut |_| {}).unwrap();
    report.faults.into_iter().map(|fault| format!("{} {}", fault.table, fault.what)).collect()
}

#[test]
fn verify_finds_a_changed_lost_or_foreign_file() {
    for (damage, table, said) in [
        ("UPDATE file_chunk SET ciphertext = id WHERE n = 1", "file_chunk", "hashes"),
        ("DELETE FROM file_chunk WHERE n = 2", "file_chunk", "not all there"),
        ("DELETE FROM file", "file", "not there"),
        ("UPDATE file SET media = 'text/html'", "file", "not the one"),
        ("UPDATE file SET bytes = bytes + 1", "file", "not the one"),
        ("UPDATE file SET name = nonce", "file", "does not open"),
        ("UPDATE entry_plain SET plain = '{}' WHERE plain LIKE '%$files%'", "file", "no entry names it"),
    ] {
        on_both(|here| {
            filed(&here);
            assert!(faults(&here).is_empty(), "{:#?}", faults(&here));
            here.office.store.write(|writes| writes.run(damage, &[])).unwrap();
            let found = faults(&here);
            assert!(found.iter().any(|one| one.starts_with(table) && one.contains(said)), "{damage}: {found:#?}");
        });
    }
}

#[test]
fn a_copy_of_the_database_has_the_files() {
    on_both(|here| {
        let (_, _, file) = filed(&here);
        let folder = store::testing::Folder::new();
        let other = store::Store::open(&folder.url(), store::testing::clock().0).unwrap();
        store::copy(&here.office.store, &other, |_, _| {}).unwrap();
        let chunks = |store: &store::Store| {
            let sql = "SELECT n, id, ciphertext FROM file_chunk WHERE tenant = 1 AND file = $1 ORDER BY n";
            let row = |column: &store::Column<'_>| {
                Ok((column.get::<i64>(0)?, column.get::<Vec<u8>>(1)?, column.get::<Vec<u8>>(2)?))
            };
            store.read(|reads| reads.all(sql, &[file.into()], row)).unwrap()
        };
        assert_eq!(chunks(&other), chunks(&here.office.store));
        assert_eq!(chunks(&other).len(), 3);
    });
}
