//! What a closure may not state, and how connections are set.

use super::sample::*;
use crate::change::Table;
use crate::prepare::RECORDS_MAX;
use crate::testing::{self, Databases, Folder, on_both, on_sqlite};
use crate::*;
use std::os::unix::fs::PermissionsExt as _;
use std::thread;

static LINK: Table = Table { name: "link", columns: &["id", "kind", "a", "b", "state"], key: 1 };

#[test]
fn what_a_closure_states_wrongly_is_named_and_nothing_is_written() {
    on_sqlite(|store| {
        let said = |spoil: &dyn Fn(&mut RecordChange)| {
            let record = id();
            let mut new = new_record(record, record);
            spoil(&mut new);
            let result = store.change(TENANT, |_| Ok::<_, Error>(change(vec![new.clone()], vec![])));
            result.unwrap_err().to_string()
        };
        let facet = |rank| vec![Facet { field: "age".into(), value: "x".into(), rank }];
        for rank in [f64::NAN, f64::INFINITY] {
            assert!(said(&|new| new.facets = Some(facet(rank))).contains("facet age"));
        }
        assert!(said(&|new| new.sealed.push(sealed("identity", 2))).contains("two states of one compartment"));
        assert!(said(&|new| new.erase = true).contains("seals nothing"));
        let short = Row { table: &LINK, values: vec![id().into()], delete: false };
        assert!(said(&|new| new.rows = vec![short.clone()]).contains("a row of link has 1 values"));
        assert!(said(&|new| new.row.stage = "a\0b".into()).contains("NUL"));
        let record = id();
        let many = change(vec![new_record(record, record); RECORDS_MAX + 1], vec![]);
        let many = store.change(TENANT, |_| Ok::<_, Error>(many.clone()));
        assert!(many.unwrap_err().to_string().contains("at most 5000"));
        assert_eq!(number(&store, "SELECT count(*) FROM entry", &[]), 0);
    });
}

#[test]
fn a_value_of_another_type_is_refused_in_one_row_and_in_many() {
    on_both(|store| {
        let link = |second: Param| Row {
            table: &LINK,
            values: vec![id().into(), "same".into(), id().into(), second, "open".into()],
            delete: false,
        };
        let write = |rows: Vec<Row>| {
            let record = id();
            let new = RecordChange { rows, ..new_record(record, record) };
            store.change(TENANT, |_| Ok::<_, Error>(change(vec![new.clone()], vec![])))
        };
        assert!(write(vec![link("text".into())]).is_err());
        assert!(write(vec![link(id().into()), link("text".into())]).is_err());
        assert!(write(vec![link(id().into()), link(Param::Null)]).is_err(), "NULL where there must be a value");
        write(vec![link(id().into()), link(id().into())]).unwrap();
        assert_eq!(number(&store, "SELECT count(*) FROM link", &[]), 2);
    });
}

#[test]
fn a_change_may_hold_many_records_and_repeat_facets() {
    on_both(|store| {
        let root = id();
        let mut records = vec![new_record(root, root)];
        records.extend((1..RECORDS_MAX).map(|_| new_record(id(), root)));
        let facet = Facet { field: "a".into(), value: "b".into(), rank: 1.0 };
        records[0].facets = Some(vec![facet.clone(), facet]);
        let receipt = store.change(TENANT, |_| Ok::<_, Error>(change(records.clone(), vec![]))).unwrap();
        assert_eq!(receipt.seqs, (1..=RECORDS_MAX as i64).collect::<Vec<_>>());
        assert_eq!(number(&store, "SELECT tree FROM record WHERE id = $1", &[root.into()]), RECORDS_MAX as i64);
        assert_eq!(number(&store, "SELECT count(*) FROM facet WHERE record = $1", &[root.into()]), 1);
        assert_eq!(store.verify_chain(TENANT, |_, _| {}).unwrap(), []);
    });
}

#[test]
fn a_record_changed_twice_in_one_change_keeps_both_versions() {
    on_both(|store| {
        let root = root(&store, TENANT);
        store
            .change(TENANT, |reads| {
                let before = row(reads, TENANT, root)?.unwrap();
                let tree = before.tree;
                let first = edit(before, "a", "1");
                let second = edit(first.row.clone(), "b", "2");
                Ok::<_, Error>(change(vec![first, second], vec![(root, tree)]))
            })
            .unwrap();
        let row = store.read(|reads| row(reads, TENANT, root)).unwrap().unwrap();
        assert_eq!((row.first, row.version, row.tree), (1, 3, 3));
        assert_eq!(row.fields, object(serde_json::json!({"a": 2, "b": 3})));
        assert_eq!(row.plain.len(), 3);
    });
}

#[test]
fn two_programs_write_one_chain_and_lose_no_update() {
    let databases = Databases::new();
    for url in databases.urls() {
        let stores = [(); 2].map(|()| Store::open(&url, testing::clock().0).unwrap());
        let root = root(&stores[0], TENANT);
        let count = |row: &RecordRow| row.plain.get("count").map_or(0, |text| text.as_str().unwrap().parse().unwrap());
        thread::scope(|scope| {
            for store in stores.iter().chain(&stores) {
                scope.spawn(move || {
                    for _ in 0..5 {
                        let add = |reads: &mut Reads<'_>| {
                            let row = row(reads, TENANT, root)?.unwrap();
                            let (tree, next) = (row.tree, count(&row) + 1_i64);
                            Ok::<_, Error>(change(vec![edit(row, "count", &next.to_string())], vec![(root, tree)]))
                        };
                        // Busy is an honest answer under this contention; the caller comes again.
                        while let Err(error) = store.change(TENANT, add) {
                            assert!(matches!(error, Error::Busy), "{error}");
                        }
                        super::sample::root(store, TENANT);
                    }
                });
            }
        });
        let row = stores[1].read(|reads| row(reads, TENANT, root)).unwrap().unwrap();
        assert_eq!(count(&row), 20, "every addition saw the one before it");
        assert_eq!(stores[0].verify_chain(TENANT, |_, _| {}).unwrap(), []);
        assert_eq!(number(&stores[0], "SELECT seq FROM ledger_head WHERE tenant = 1", &[]), 41);
    }
}

#[test]
fn sqlite_writes_to_disk_before_it_answers_and_keeps_its_file_private() {
    let folder = Folder::new();
    let store = Store::open(&folder.url(), testing::clock().0).unwrap();
    let set = |pragma: &'static str| {
        let sql = format!("PRAGMA {pragma}");
        let ask =
            |row: &Column<'_>| row.get::<i64>(0).map(|number| number.to_string()).or_else(|_| row.get::<String>(0));
        let read = store.read(|reads| reads.first(&sql, &[], ask)).unwrap().unwrap();
        let written = store.write(move |writes| writes.reads().first(&format!("PRAGMA {pragma}"), &[], ask)).unwrap();
        (read, written.unwrap())
    };
    let both = |value: &str| (value.to_owned(), value.to_owned());
    assert_eq!(set("journal_mode"), both("wal"));
    assert_eq!(set("synchronous").1, "2", "2 is FULL");
    assert_eq!(set("secure_delete").1, "1");
    assert_eq!(set("cache_size"), ("-3072".to_owned(), "-4096".to_owned()));
    let mode = std::fs::metadata(folder.path().join("chautari.db")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn postgres_writes_to_disk_even_where_the_server_would_not() {
    let databases = Databases::new();
    let [_, url] = databases.urls();
    let name = url.rsplit_once('/').unwrap().1.to_owned();
    let setting = |store: &Store| {
        let sql = "SELECT current_setting('synchronous_commit')";
        store.read(|reads| reads.first(sql, &[], |row| row.get::<String>(0))).unwrap().unwrap()
    };
    let store = Store::open(&url, testing::clock().0).unwrap();
    for (given, kept) in [("off", "on"), ("remote_apply", "remote_apply")] {
        let sql = format!("ALTER DATABASE {name} SET synchronous_commit = {given}");
        store.write(move |writes| writes.run(&sql, &[])).unwrap();
        assert_eq!(setting(&Store::open(&url, testing::clock().0).unwrap()), kept);
    }
}

#[test]
fn a_database_that_the_server_lacks_is_made() {
    let databases = Databases::new();
    let [_, url] = databases.urls();
    let other = format!("{url}_other");
    let store = Store::open(&other, testing::clock().0).unwrap();
    root(&store, TENANT);
}

#[test]
fn a_full_disk_fails_what_does_not_fit_and_nothing_else() {
    let folder = Folder::new();
    let store = Store::open(&folder.url(), testing::clock().0).unwrap();
    let root = root(&store, TENANT);
    // The writer's connection may not make the file larger; a big change then finds the disk full.
    let limit = |pages: i64| {
        let sql = format!("PRAGMA max_page_count = {pages}");
        store.write(move |writes| writes.reads().first(&sql, &[], |row| row.get::<i64>(0))).unwrap()
    };
    let pages = number(&store, "PRAGMA page_count", &[]);
    limit(pages + 2);
    let big = |record: uuid::Uuid| {
        let mut new = new_record(record, record);
        new.sealed[0].ciphertext = vec![1; 100_000];
        change(vec![new], vec![])
    };
    assert!(store.change(TENANT, |_| Ok::<_, Error>(big(id()))).is_err(), "alone");
    let small = id();
    let answers = store.submit_all(TENANT, vec![big(id()), big(id()), change(vec![new_record(small, small)], vec![])]);
    let failed: Vec<bool> = answers.unwrap().iter().map(Result::is_err).collect();
    assert!(failed[0] && failed[1], "in a group");
    limit(1_000_000);
    set(&store, TENANT, root, "a", "1").unwrap();
    let there = store.read(|reads| row(reads, TENANT, small)).unwrap().is_some();
    assert_eq!(there, !failed[2], "what is answered is what is there");
    assert_eq!(store.verify_chain(TENANT, |_, _| {}).unwrap(), []);
    assert_eq!(store.check_file().unwrap(), Vec::<String>::new());
}
