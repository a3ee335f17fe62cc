//! Changes that share a transaction: how many statements they take, what one bad member does to the others.

use super::sample::*;
use crate::change::Table;
use crate::testing::on_both;
use crate::*;
use serde_json::json;
use uuid::Uuid;

static PUBLICATION: Table = Table {
    name: "publication",
    columns: &["record", "language", "seq", "slug", "title", "body", "published"],
    key: 2,
};

fn publication(record: Uuid, slug: &str, delete: bool) -> Row {
    let values = vec![record.into(), "en".into(), 1.into(), slug.to_owned().into(), "".into(), "".into(), 0.into()];
    Row { table: &PUBLICATION, values, delete }
}

/// A change of everything: an edit below a root with sealed part, facets, terms, a fold, a job and an access line.
fn everything(root: Uuid, tree: i64, note: RecordRow) -> Change {
    let mut edit = edit(note, "a", "1");
    edit.sealed = vec![sealed("identity", 2)];
    edit.facets = Some(vec![Facet { field: "a".into(), value: "1".into(), rank: 1.0 }]);
    edit.terms = Some(vec![Term("one".into())]);
    let mut change = change(vec![edit], vec![(root, tree)]);
    change.jobs = vec![NewJob { id: id(), name: "match".into(), payload: json!({}), due: 0 }];
    change.access = vec![NewAccess { actor: id(), act: "view", records: vec![root], detail: json!({}) }];
    change
}

fn roots_with_note(store: &Store, count: usize) -> Vec<(Uuid, i64, RecordRow)> {
    (0..count)
        .map(|_| {
            let (root, note) = (root(store, TENANT), id());
            let tree = store.read(|reads| row(reads, TENANT, root)).unwrap().unwrap().tree;
            let new = |_: &mut Reads<'_>| Ok::<_, Error>(change(vec![new_record(note, root)], vec![(root, tree)]));
            let tree = store.change(TENANT, new).unwrap().seqs[0];
            (root, tree, store.read(|reads| row(reads, TENANT, note)).unwrap().unwrap())
        })
        .collect()
}

#[test]
fn a_change_alone_takes_at_most_14_statements_and_in_a_group_of_16_at_most_4() {
    on_both(|store| {
        let mut notes = roots_with_note(&store, 17);
        let (root, tree, note) = notes.pop().unwrap();
        let before = store.statements();
        store.submit_all(TENANT, vec![everything(root, tree, note)]).unwrap().pop().unwrap().unwrap();
        let alone = store.statements() - before;
        assert!((10..=14).contains(&alone), "{alone} statements");

        let changes = notes.into_iter().map(|(root, tree, note)| everything(root, tree, note)).collect();
        let before = store.statements();
        for answer in store.submit_all(TENANT, changes).unwrap() {
            answer.unwrap();
        }
        let each = (store.statements() - before).div_ceil(16);
        assert!(each <= 4, "{each} statements each");
        assert_eq!(store.verify_chain(TENANT, |_, _| {}).unwrap(), []);
        assert_eq!(number(&store, "SELECT count(*) FROM job", &[]), 17);
        assert_eq!(number(&store, "SELECT count(*) FROM facet WHERE field = 'a'", &[]), 17);
    });
}

#[test]
fn one_bad_member_does_not_fail_the_others() {
    on_both(|store| {
        let taken = root(&store, TENANT);
        let publish = |record: Uuid, slug: &str| {
            let mut new = new_record(record, record);
            new.rows = vec![publication(record, slug, false)];
            change(vec![new], vec![])
        };
        let first = id();
        store.change(TENANT, |_| Ok::<_, Error>(publish(first, "about"))).unwrap();
        let unread =
            change(vec![edit(store.read(|reads| row(reads, TENANT, taken)).unwrap().unwrap(), "a", "1")], vec![]);
        let changes = vec![publish(id(), "one"), publish(id(), "about"), unread, publish(id(), "two")];
        let answers = store.submit_all(TENANT, changes).unwrap();
        let (good, bad): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        let seqs: Vec<_> = good.into_iter().flat_map(|receipt| receipt.unwrap().seqs).collect();
        assert_eq!(seqs, [3, 4], "no number is skipped");
        assert!(matches!(&bad[0], Err(Error::Exists { table }) if table == "publication"), "{bad:?}");
        assert!(matches!(&bad[1], Err(Error::Engine(text)) if text.contains("without a reading")), "{bad:?}");
        assert_eq!(number(&store, "SELECT count(*) FROM publication", &[]), 3);
        assert_eq!(store.verify_chain(TENANT, |_, _| {}).unwrap(), []);
    });
}

#[test]
fn changes_of_one_root_never_share_a_flush() {
    on_both(|store| {
        let root = root(&store, TENANT);
        let row = store.read(|reads| row(reads, TENANT, root)).unwrap().unwrap();
        let edits = |path| change(vec![edit(row.clone(), path, "1")], vec![(root, 1)]);
        let answers = store.submit_all(TENANT, vec![edits("a"), edits("b")]).unwrap();
        assert!(answers[0].is_ok());
        assert!(matches!(answers[1], Err(Error::Busy)), "the second must run again: {answers:?}");
        // Two that only read a root may share one.
        let reading = |record: Uuid| change(vec![new_record(record, record)], vec![(root, 2)]);
        let before = store.statements();
        let answers = store.submit_all(TENANT, vec![reading(id()), reading(id())]).unwrap();
        assert!(answers.iter().all(Result::is_ok));
        assert!(store.statements() - before <= 10, "they shared a flush");
    });
}

#[test]
fn tenants_share_a_flush_and_keep_their_own_numbers() {
    on_both(|store| {
        let new = |_| change(vec![new_record(id(), id())], vec![]);
        let fresh = |count: usize| {
            (0..count)
                .map(new)
                .map(|mut change| {
                    change.records[0].row.root = change.records[0].row.id;
                    change
                })
                .collect::<Vec<_>>()
        };
        for tenant in [1, 2, 3] {
            let seqs: Vec<_> = store
                .submit_all(tenant, fresh(3))
                .unwrap()
                .into_iter()
                .flat_map(|answer| answer.unwrap().seqs)
                .collect();
            assert_eq!(seqs, [1, 2, 3]);
            assert_eq!(store.verify_chain(tenant, |_, _| {}).unwrap(), []);
        }
    });
}

#[test]
fn folded_rows_are_replaced_and_deleted_by_their_key() {
    on_both(|store| {
        let record = id();
        let with = |row: Row, new: bool, reads: &mut Reads<'_>| {
            let mut part = new_record(record, record);
            let read = if new {
                vec![]
            } else {
                let row = super::sample::row(reads, TENANT, record)?.unwrap();
                let tree = row.tree;
                part = edit(row, "a", "1");
                vec![(record, tree)]
            };
            part.rows = vec![publication(record, "first-of-two", false), row];
            Ok::<_, Error>(change(vec![part], read))
        };
        store.change(TENANT, |reads| with(publication(record, "last-of-two", false), true, reads)).unwrap();
        let slug = "SELECT count(*) FROM publication WHERE slug = 'last-of-two'";
        assert_eq!(number(&store, slug, &[]), 1, "the last row of a key stays");
        store.change(TENANT, |reads| with(publication(record, "", true), false, reads)).unwrap();
        assert_eq!(number(&store, "SELECT count(*) FROM publication", &[]), 0);
    });
}

#[test]
fn definitions_are_kept_once_and_times_never_go_back() {
    let (clock, time) = testing::clock();
    let databases = testing::Databases::new();
    for url in databases.urls() {
        let store = Store::open(&url, clock.clone()).unwrap();
        let new = || {
            let record = id();
            let mut change = change(vec![new_record(record, record)], vec![]);
            change.definitions = vec![("hash".into(), "case".into(), "{}".into())];
            change
        };
        let first = store.change(TENANT, |_| Ok::<_, Error>(new())).unwrap();
        time.fetch_sub(1_000_000, std::sync::atomic::Ordering::Relaxed);
        let second = store.change(TENANT, |_| Ok::<_, Error>(new())).unwrap();
        assert_eq!(second.recorded, first.recorded, "a clock set back does not turn the ledger's time");
        assert_eq!(number(&store, "SELECT count(*) FROM definition", &[]), 1);
        assert_eq!(store.verify_chain(TENANT, |_, _| {}).unwrap(), []);
    }
}
