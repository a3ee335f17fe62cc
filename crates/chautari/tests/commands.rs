//! The commands, run as a person runs them: the program itself, in a folder of its own.

#![expect(clippy::unwrap_used, reason = "a command that cannot be run fails the test")]

#[path = "commands/reload.rs"]
mod reload;
mod support;
#[path = "commands/usage.rs"]
mod usage;

use casework::record::{self, Wanted};
use casework::{Error, accounts, files};
use std::fs;
use std::path::Path;
use store::testing::Databases;
use support::{Installation, MISUSED, WELL, WRONG, person, run, run_with};

#[test]
fn verify_finds_a_changed_row_a_lost_key_and_a_ledger_cut_short() {
    let here = Installation::new();
    here.import(&[person(1, "Asha Tamang")]);
    here.run(&["verify", "--open"], WELL);
    let short = fs::read(here.database()).unwrap();

    here.import(&[person(2, "Maya Rai")]);
    let witness = here.folder.path().join("witness.jsonl");
    fs::write(&witness, here.run(&["backup", here.path("backup").to_str().unwrap()], WELL).out).unwrap();
    let against = ["verify", "--witness", witness.to_str().unwrap()];
    here.run(&against, WELL);

    let whole = fs::read(here.database()).unwrap();
    here.sql("DELETE FROM record_key -- whole: damage", &[]);
    here.run(&["verify"], WELL);
    let found = here.run(&["verify", "--open"], WRONG);
    assert!(found.out.contains("its key is missing"), "{}", found.out);

    fs::write(here.database(), &whole).unwrap();
    here.sql("UPDATE record SET stage = 'elsewhere' WHERE tenant = $1 AND kind = 'person'", &[1.into()]);
    let found = here.run(&["verify"], WRONG);
    assert!(found.out.contains("stage is not what its entries say"), "{}", found.out);
    here.run(&["verify", "--chain-only"], WELL);

    fs::write(here.database(), &short).unwrap();
    here.run(&["verify"], WELL);
    let found = here.run(&against, WRONG);
    assert!(found.out.contains("entry"), "{}", found.out);

    fs::write(here.database(), vec![7; whole.len()]).unwrap();
    let found = here.run(&["verify"], WRONG);
    assert!(found.out.contains("the database file"), "{}", found.out);
}

#[test]
fn a_backup_taken_while_someone_writes_holds_all_that_was_saved_before() {
    let here = Installation::new();
    let office = here.office();
    let actor = accounts::system(&office, 1).unwrap();
    let backup = here.path("backup");
    let (begun, writing) = std::sync::mpsc::channel();
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let (office, actor) = (&office, &actor);
    let before = std::thread::scope(|scope| {
        scope.spawn(move || {
            for number in 100.. {
                let mut line: casework::exchange::Line = serde_json::from_str(&person(number, "Sita Lama")).unwrap();
                line.kind = "person".into();
                casework::exchange::import(office, actor, &line).unwrap();
                begun.send(number).unwrap();
                if stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Disconnected) {
                    break;
                }
            }
        });
        let before: Vec<u128> = writing.iter().take(20).collect();
        here.run(&["backup", backup.to_str().unwrap()], WELL);
        drop(stop);
        assert!(writing.iter().count() > 0, "it was written to meanwhile");
        before
    });
    let restored = here.restore(&backup, "restored", WELL);
    assert!(restored.out.contains("all is well"), "{}", restored.out);
    let exported = here.persons("restored");
    for number in before {
        assert!(exported.contains(&uuid::Uuid::from_u128(number).to_string()), "{number} is missing");
    }
    here.at("restored", &["verify", "--open"], WELL);
}

#[test]
fn who_was_erased_stays_unreadable_after_an_older_backup_is_restored() {
    let here = Installation::new();
    here.import(&[person(1, "Asha Tamang"), person(2, "Maya Rai")]);
    here.leads();
    let (old, new) = (here.path("old"), here.path("new"));
    here.run(&["backup", old.to_str().unwrap()], WELL);
    {
        let office = here.office();
        let erased = uuid::Uuid::from_u128(1);
        let system = accounts::system(&office, 1).unwrap();
        let refused = record::erase(&office, &system, erased);
        assert!(matches!(refused, Err(Error::Forbidden { .. })), "erasing is a decision of people");
        let (rita, gone) = (here.staff(&office, "Rita Kumal"), here.erase(&office, erased));
        assert!(gone.len() == 2 && gone.contains(&erased), "the person, and the proposal that names her");
        assert!(matches!(record::open(&office, &system, erased), Err(Error::NotFound)));
        office.with_names(1, |names| assert!(names.persons.find("Asha Tamang", 9).is_empty()));
        assert!(matches!(record::erase(&office, &rita, erased), Err(Error::NotFound)));
    }
    here.run(&["verify", "--open"], WELL);
    here.run(&["backup", new.to_str().unwrap()], WELL);

    // The old data file beside both key files, of which the newest counts.
    let one = |dir: &Path, beginning: &str| {
        let mut paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
        paths.find(|path| path.file_name().unwrap().to_str().unwrap().starts_with(beginning)).unwrap()
    };
    fs::copy(one(&old, "data-"), one(&new, "data-")).unwrap();
    fs::copy(one(&old, "keys-"), new.join("keys-20200101T000000Z")).unwrap();
    let restored = here.restore(&new, "restored", WELL);
    assert!(restored.out.contains("erased again: 1"), "{}", restored.out);
    let exported = here.persons("restored");
    assert!(!exported.contains("Asha") && exported.contains("Maya Rai"), "{exported}");
    let left = here.store_at("restored").read(|reads| {
        let sql = "SELECT count(*) FROM record_key WHERE tenant = $1 AND record = $2";
        reads.first(sql, &[1.into(), uuid::Uuid::from_u128(1).into()], |column| column.get::<i64>(0))
    });
    assert_eq!(left.unwrap(), Some(0));

    // With the files of its own moment she is still there: the rule is that of the newest key file.
    let restored = here.restore(&old, "earlier", WELL);
    assert!(restored.out.contains("erased again: 0"), "{}", restored.out);
}

#[test]
fn files_come_back_from_a_backup_but_not_those_of_who_was_erased() {
    let here = Installation::new();
    let kiran = here.colleague("Kiran Shah", "kiran", "case_supervisor");
    let hers = person(1, "Asha Tamang").replacen('{', &format!("{{\"owner\": \"{kiran}\","), 1);
    here.import(&[hers]);
    here.leads();
    let pdf = [b"%PDF-1.7".as_slice(), &[7; 200_000]].concat();
    let read = |office: &casework::Office, file| {
        let mut content = files::open(office, &accounts::system(office, 1).unwrap(), file)?;
        let mut bytes = Vec::new();
        while let Some(piece) = content.read(office)? {
            bytes.extend(piece);
        }
        Ok::<_, Error>(bytes)
    };
    let file = {
        let office = here.office();
        let system = accounts::system(&office, 1).unwrap();
        let id = office.new_id();
        let place = files::Place { record: id, kind: "document", path: "copy", form: id };
        let file = files::put(&office, &system, &place, "Asha.pdf", pdf.as_slice()).unwrap().id;
        let answers = [("document_type", "passport".into()), ("holder", "self".into()), ("copy", file.to_string())];
        let changes = answers.map(|(path, value)| (path.to_owned(), Some(serde_json::Value::from(value)))).into();
        let parent = Some(uuid::Uuid::from_u128(1));
        let wanted = Wanted { id, kind: "document".into(), parent, changes, ..Wanted::default() };
        record::save(&office, &system, &wanted).unwrap();
        file
    };
    let (old, new) = (here.path("old"), here.path("new"));
    here.run(&["backup", old.to_str().unwrap()], WELL);
    here.restore(&old, "restored", WELL);
    here.at("restored", &["verify", "--open"], WELL);
    assert_eq!(read(&here.office_at("restored"), file).unwrap(), pdf);
    let exported = here.run(&["export", "document", "--as", "Kiran Shah"], WELL).out;
    assert!(exported.contains(&file.to_string()) && !exported.contains("Asha.pdf"), "{exported}");
    {
        let office = here.office();
        here.erase(&office, uuid::Uuid::from_u128(1));
        assert!(matches!(read(&office, file), Err(Error::NotFound)));
    }
    here.run(&["backup", new.to_str().unwrap()], WELL);
    let data = |dir: &Path| {
        let mut paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
        paths.find(|path| path.file_name().unwrap().to_str().unwrap().starts_with("data-")).unwrap()
    };
    fs::copy(data(&old), data(&new)).unwrap();
    here.restore(&new, "erased", WELL);
    let office = here.office_at("erased");
    assert!(matches!(read(&office, file), Err(Error::NotFound)), "the old chunks do not open");
    let left = |sql: &str| office.store.read(|reads| reads.first(sql, &[], |column| column.get::<i64>(0))).unwrap();
    assert_eq!(left("SELECT count(*) FROM file_chunk"), Some(0));
}

#[test]
fn a_restore_overwrites_nothing_and_takes_no_damaged_file() {
    let here = Installation::new();
    let backup = here.path("backup");
    fs::create_dir(&backup).unwrap();
    fs::write(backup.join("keys-20200101T000000Z"), "old").unwrap();
    fs::write(backup.join("keys-mine.txt"), "not ours").unwrap();
    here.run(&["backup", backup.to_str().unwrap()], WELL);
    let mut names: Vec<String> =
        fs::read_dir(&backup).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(
        names[0].starts_with("data-2") && names[1].starts_with("keys-2") && names[2] == "keys-mine.txt",
        "{names:?}"
    );
    assert!(names[1].as_str() > "keys-2021", "the old key file is gone");

    let full = here.path("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("mine"), "x").unwrap();
    let refused = here.restore(&backup, "full", MISUSED);
    assert!(refused.err.contains("not an empty folder"), "{}", refused.err);

    let data = backup.join(&names[0]);
    let mut bytes = fs::read(&data).unwrap();
    assert!(!bytes.windows(15).any(|part| part == b"SQLite format 3"), "the data file is sealed");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&data, bytes).unwrap();
    let refused = here.restore(&backup, "damaged", MISUSED);
    assert!(refused.err.contains("changed or cut off"), "{}", refused.err);
    assert!(!here.path("damaged").exists() && !here.path("damaged.restoring").exists());
}

#[test]
fn a_copy_to_postgresql_and_back_keeps_every_hash() {
    let here = Installation::new();
    here.import(&[person(1, "Asha Tamang")]);
    let databases = Databases::new();
    let [back, postgres] = databases.urls();
    let first = format!("sqlite:{}", here.database().display());
    for (from, to) in [(&first, &postgres), (&postgres, &back)] {
        let copied = run(&["copy", "--from", from, "--to", to], WELL);
        assert!(copied.out.contains("all is well"), "{}", copied.out);
    }
    let heads = |url: &str| {
        support::store(url)
            .read(|reads| {
                let sql = "SELECT tenant, seq, hash, access_seq, access_hash FROM ledger_head ORDER BY tenant";
                reads.all(sql, &[], |column| {
                    let hashes: (Vec<u8>, Vec<u8>) = (column.get(2)?, column.get(4)?);
                    Ok((column.get::<i64>(0)?, column.get::<i64>(1)?, column.get::<i64>(3)?, hashes))
                })
            })
            .unwrap()
    };
    assert!(heads(&first)[0].1 > 0);
    assert_eq!(heads(&first), heads(&postgres));
    assert_eq!(heads(&first), heads(&back));
    let refused = run(&["copy", "--from", &first, "--to", &back], MISUSED);
    assert!(refused.err.contains("not empty"), "{}", refused.err);
}

#[test]
fn shares_bring_the_key_back_and_tenants_are_added() {
    let here = Installation::new();
    let shares = here.run(&["key", "shares"], WELL).out;
    let lines: Vec<&str> = shares.lines().filter(|line| line.split(' ').all(|group| group.len() == 5)).collect();
    let lines: Vec<&str> = lines.into_iter().filter(|line| line.split(' ').count() == 6).collect();
    assert_eq!(lines.len(), 9, "{shares}");
    let typed = format!("\n{}\n\n{}\n", lines[..3].join("\n").to_lowercase(), lines[6..].join(" "));
    run_with(here.folder.path(), &["key", "recover", "--into", "back.key"], &typed, WELL);
    assert_eq!(fs::read(here.path("back.key")).unwrap(), fs::read(here.path("office/master.key")).unwrap());
    let refused = run_with(here.folder.path(), &["key", "recover", "--into", "back.key"], &typed, MISUSED);
    assert!(refused.err.contains("back.key"), "{}", refused.err);
    let one = run_with(here.folder.path(), &["key", "recover", "--into", "one.key"], &lines[..3].join("\n"), MISUSED);
    assert!(one.err.contains("2 are needed"), "{}", one.err);

    here.run(&["tenant", "add", "Partner", "--prefix", "PA"], WELL);
    here.run(&["tenant", "add", "Partner", "--prefix", "pa"], MISUSED);
    let list = here.run(&["tenant", "list", "--json"], WELL).out;
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    assert_eq!((list[1]["tenant"].as_i64(), list[1]["name"].as_str()), (Some(2), Some("Partner")));
}

#[test]
fn records_go_out_and_come_in_whole_or_not_at_all() {
    let here = Installation::new();
    let kiran = here.colleague("Kiran Shah", "kiran", "case_supervisor");
    let file = here.path("people.jsonl");
    let hers = |number, name| person(number, name).replacen('{', &format!("{{\"owner\": \"{kiran}\","), 1);
    let text = [hers(1, "Asha Tamang"), "{\"changes\": {".into(), hers(2, "Maya Rai").replace("female", "purple")];
    fs::write(&file, text.join("\n")).unwrap();
    let taken = here.run(&["import", "person", file.to_str().unwrap()], WRONG);
    assert!(taken.out.contains("line 2: not taken") && taken.out.contains("line 3: not taken"), "{}", taken.out);
    assert!(taken.out.contains("1 lines taken, 2 not"), "{}", taken.out);
    assert_eq!(here.persons("office").lines().count(), 1, "what is not taken is not half there");

    let exported = here.run(&["export", "person", "--as", "Kiran Shah"], WELL).out;
    assert!(exported.lines().count() == 1 && exported.contains("Asha Tamang"), "{exported}");
    fs::write(&file, exported.replace("female", "male")).unwrap();
    here.run(&["import", "person", file.to_str().unwrap()], WELL);
    let stale = here.run(&["import", "person", file.to_str().unwrap()], WELL);
    assert!(!stale.out.contains("conflict;"), "a line taken twice changes nothing: {}", stale.out);
    fs::write(&file, exported.replace("female", "unknown")).unwrap();
    let clash = here.run(&["import", "person", file.to_str().unwrap(), "--json"], WELL);
    let clash: serde_json::Value = serde_json::from_str(&clash.out).unwrap();
    assert_eq!((&clash["taken"], &clash["conflicts"], &clash["lines"][0]["line"]), (&1.into(), &1.into(), &1.into()));

    let table = here.path("people.csv");
    let words = ["export", "person", table.to_str().unwrap(), "--as", "Kiran Shah", "--json"];
    let told: serde_json::Value = serde_json::from_str(&here.run(&words, WELL).out).unwrap();
    assert_eq!((told["records"].as_i64(), told["kind"].as_str()), (Some(1), Some("person")));
    here.run(&words, MISUSED);
    let other = Installation::new();
    other.run(&["import", "person", table.to_str().unwrap(), "--new"], WELL);
    let there = other.persons("office");
    assert!(there.contains("Asha Tamang") && there.contains("\"male\""), "{there}");
}

#[test]
fn an_export_is_the_act_of_a_person_whom_the_access_log_names() {
    let here = Installation::new();
    let kiran = here.colleague("Kiran Shah", "kiran", "case_supervisor");
    let line = person(1, "Asha Tamang").replacen('{', &format!("{{\"owner\": \"{kiran}\","), 1);
    here.import(&[line, person(2, "Maya Rai")]);
    let unnamed = here.run(&["export", "person"], MISUSED);
    assert!(unnamed.err.contains("--as") && unnamed.out.is_empty(), "{}", unnamed.err);
    let exported = here.run(&["export", "person", "--as", "Kiran Shah"], WELL).out;
    assert!(exported.contains("Asha") && !exported.contains("Maya Rai"), "only what is hers: {exported}");
    let office = here.office();
    let lines = office
        .store
        .read(|reads| {
            let sql = "SELECT records, actor FROM access WHERE tenant = $1 AND act = 'export'";
            reads.all(sql, &[1.into()], |column| Ok((column.get::<String>(0)?, column.get::<uuid::Uuid>(1)?)))
        })
        .unwrap();
    assert_eq!(lines.len(), 1);
    assert!(lines[0].0.contains(&uuid::Uuid::from_u128(1).to_string()) && lines[0].1.to_string() == kiran);
    let system = accounts::system(&office, 1).unwrap();
    let refused = casework::exchange::export(&office, &system, "person", &mut |_| Ok(()));
    assert!(matches!(refused, Err(Error::Forbidden { .. })), "an export is a decision of people");
    here.colleague("Rita Kumal", "rita", "data_protection_lead");
    let refused = here.run(&["export", "person", "--as", "Rita Kumal"], MISUSED);
    assert!(refused.err.contains("not export it"), "{}", refused.err);
}
