//! Changes: what `append` sets, who must run again, what a failure leaves.

use super::sample::*;
use crate::testing::{START, on_both};
use crate::*;
use serde_json::json;
use std::sync::Barrier;
use std::thread;

#[test]
fn a_new_root_and_its_edit_are_numbered_and_versioned() {
    on_both(|store| {
        let root = root(&store, TENANT);
        let receipt = set(&store, TENANT, root, "stage_note", "x").unwrap();
        assert_eq!(receipt.seqs, [2]);
        assert!(receipt.recorded >= START);
        let row = store.read(|reads| row(reads, TENANT, root)).unwrap().unwrap();
        assert_eq!((row.first, row.version, row.tree), (1, 2, 2));
        assert_eq!(row.fields, object(json!({"stage_note": 2})));
        assert_eq!(row.plain, object(json!({"place": "चितवन", "stage_note": "x"})));
        assert_eq!(row.entries.len(), 1, "the current entry of the sealed compartment is named");
        for table in ["facet", "term", "sealed", "record_key"] {
            assert_eq!(number(&store, &format!("SELECT count(*) FROM {table}"), &[]), 1, "{table}");
        }
        assert_eq!(number(&store, "SELECT count(*) FROM entry_plain", &[]), 2);
    });
}

#[test]
fn a_change_below_a_root_moves_the_root() {
    on_both(|store| {
        let (root, note) = (root(&store, TENANT), id());
        let below = |_: &mut Reads<'_>| Ok::<_, Error>(change(vec![new_record(note, root)], vec![(root, 1)]));
        store.change(TENANT, below).unwrap();
        let row = store.read(|reads| row(reads, TENANT, root)).unwrap().unwrap();
        assert_eq!((row.first, row.version, row.tree), (1, 1, 2));
    });
}

#[test]
fn a_closure_whose_root_moved_runs_again_and_sees_it() {
    on_both(|store| {
        let root = root(&store, TENANT);
        let mut runs = 0;
        let receipt = store
            .change(TENANT, |reads| {
                runs += 1;
                let row = row(reads, TENANT, root)?.unwrap();
                if runs == 1 {
                    let other = store.clone();
                    thread::scope(|scope| scope.spawn(|| set(&other, TENANT, root, "a", "1").unwrap()).join().unwrap());
                }
                let read = vec![(root, row.tree)];
                Ok::<_, Error>(change(vec![edit(row, "b", "2")], read))
            })
            .unwrap();
        assert_eq!((runs, receipt.seqs), (2, vec![3]));
        let row = store.read(|reads| row(reads, TENANT, root)).unwrap().unwrap();
        assert_eq!(row.fields, object(json!({"a": 2, "b": 3})), "the second run started from the moved root");
        let stale =
            store.change(TENANT, |_| Ok::<_, Error>(change(vec![edit(row.clone(), "c", "3")], vec![(root, 1)])));
        assert!(matches!(stale, Err(Error::Busy)), "a reading that never is current is given up");
    });
}

#[test]
fn two_changes_of_one_root_at_once_both_stay() {
    on_both(|store| {
        let root = root(&store, TENANT);
        let barrier = Barrier::new(8);
        thread::scope(|scope| {
            for writer in 0..8 {
                let (store, barrier) = (&store, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    // Busy is an honest answer under this contention; the caller comes again.
                    while let Err(error) = set(store, TENANT, root, &format!("f{writer}"), "x") {
                        assert!(matches!(error, Error::Busy), "{error}");
                    }
                });
            }
        });
        let row = store.read(|reads| row(reads, TENANT, root)).unwrap().unwrap();
        assert_eq!(row.plain.len(), 9, "no edit was lost");
        assert_eq!((row.version, row.fields.len()), (9, 8));
    });
}

#[test]
fn a_record_called_new_that_exists_is_refused() {
    on_both(|store| {
        let root = root(&store, TENANT);
        let mut runs = 0;
        let twice = store.change(TENANT, |_| {
            runs += 1;
            Ok::<_, Error>(change(vec![new_record(root, root)], vec![]))
        });
        assert!(matches!(twice, Err(Error::Exists { .. })));
        assert_eq!(runs, 2, "it ran again to see the record");
        assert_eq!(number(&store, "SELECT count(*) FROM entry", &[]), 1);
    });
}

#[test]
fn a_change_must_have_read_its_root_and_its_record_must_exist() {
    on_both(|store| {
        let root = root(&store, TENANT);
        let row = store.read(|reads| row(reads, TENANT, root)).unwrap().unwrap();
        let unread = store.change(TENANT, |_| Ok::<_, Error>(change(vec![edit(row.clone(), "a", "1")], vec![])));
        assert!(unread.unwrap_err().to_string().contains("without a reading of its root"));
        let mut absent = row.clone();
        absent.id = id();
        let absent = store
            .change(TENANT, |_| Ok::<_, Error>(change(vec![edit(absent.clone(), "a", "1")], vec![(root, row.tree)])));
        assert!(absent.unwrap_err().to_string().contains("does not exist"));
    });
}

#[test]
fn closures_that_fail_or_panic_write_nothing() {
    on_both(|store| {
        let failed = store.change(TENANT, |_| Err::<Change, _>(Error::Key("no".into())));
        assert!(matches!(failed, Err(Error::Key(_))));
        let panicked = store.change::<Error>(TENANT, |_| panic!("a panic that the test wants"));
        assert!(panicked.unwrap_err().to_string().contains("panicked"));
        root(&store, TENANT);
        assert_eq!(number(&store, "SELECT count(*) FROM entry", &[]), 1);
    });
}
