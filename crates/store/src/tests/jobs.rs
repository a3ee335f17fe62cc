//! The queue of work to do later.

use super::sample::*;
use crate::testing::{self, Databases};
use crate::*;
use serde_json::json;
use std::sync::atomic::Ordering;
use std::thread;
use uuid::Uuid;

fn queue(store: &Store, due: i64) -> Uuid {
    let job = NewJob { id: id(), name: "mail".into(), payload: json!({"record": "r"}), due };
    let queued = job.id;
    store.change(TENANT, |_| Ok::<_, Error>(Change { jobs: vec![job.clone()], ..change(vec![], vec![]) })).unwrap();
    queued
}

fn take(store: &Store) -> Vec<Job> {
    store.write(|writes| writes.take_jobs(TENANT, 10)).unwrap()
}

#[test]
fn jobs_are_taken_when_due_done_once_and_tried_again_with_growing_delay() {
    let databases = Databases::new();
    for url in databases.urls() {
        let (clock, time) = testing::clock();
        let store = Store::open(&url, clock).unwrap();
        let late = queue(&store, store.now() + 3_600_000_000);
        let due = queue(&store, 0);
        let taken = take(&store);
        assert_eq!(taken.iter().map(|job| (job.id, job.tries)).collect::<Vec<_>>(), [(due, 1)]);
        assert_eq!((taken[0].name.as_str(), &taken[0].payload), ("mail", &json!({"record": "r"})));
        assert_eq!(take(&store), [], "a taken job is not taken twice");
        time.fetch_add(LEASE, Ordering::Relaxed);
        let again = take(&store);
        assert_eq!((again[0].id, again[0].tries), (due, 2), "a job whose taker never came back is due again");

        store.write(move |writes| writes.job_failed(TENANT, &again[0], "no answer".into())).unwrap();
        time.fetch_add(19_000_000, Ordering::Relaxed);
        assert_eq!(take(&store), [], "the second delay is 20 seconds");
        time.fetch_add(1_000_000, Ordering::Relaxed);
        let third = take(&store);
        assert_eq!(third[0].tries, 3);
        store.write(move |writes| writes.job_done(TENANT, third[0].id)).unwrap();
        time.fetch_add(3_600_000_000, Ordering::Relaxed);
        let rest = take(&store);
        assert_eq!(rest.iter().map(|job| job.id).collect::<Vec<_>>(), [late]);

        let hopeless = Job { tries: TRIES_MAX, ..rest[0].clone() };
        store.write(move |writes| writes.job_failed(TENANT, &hopeless, "no".into())).unwrap();
        time.fetch_add(100 * LEASE, Ordering::Relaxed);
        assert_eq!(take(&store), [], "after the last try it rests");
        assert_eq!(number(&store, "SELECT count(*) FROM job WHERE state = 'failed' AND error = 'no'", &[]), 1);
    }
}

#[test]
fn two_takers_share_the_jobs() {
    testing::on_both(|store| {
        for _ in 0..20 {
            queue(&store, 0);
        }
        let mut taken: Vec<Uuid> = thread::scope(|scope| {
            let takers: Vec<_> = (0..4).map(|_| scope.spawn(|| take(&store))).collect();
            takers.into_iter().flat_map(|taker| taker.join().unwrap()).map(|job| job.id).collect()
        });
        taken.extend(take(&store).iter().map(|job| job.id));
        let count = taken.len();
        taken.sort();
        taken.dedup();
        assert_eq!((count, taken.len()), (20, 20));
    });
}
