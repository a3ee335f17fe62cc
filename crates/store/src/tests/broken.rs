//! Connections to PostgreSQL that break: at rest, and in the middle of a commit.

use super::sample::*;
use crate::testing::{self, Databases, Folder, on_postgres};
use crate::*;
use std::io::{Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::thread;
use uuid::Uuid;

const PASS: u8 = 0;
/// The connection breaks before the server hears of the commit.
const BEFORE: u8 = 1;
/// The connection breaks after the server has committed and before the program hears of it.
const AFTER: u8 = 2;

/// A socket that passes everything on, until it sees a commit while told to break.
struct Proxy {
    folder: Folder,
    mode: Arc<AtomicU8>,
}

impl Proxy {
    fn new(server: PathBuf) -> Self {
        let folder = Folder::new();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let mode = Arc::new(AtomicU8::new(PASS));
        let proxy = Self { folder, mode: Arc::clone(&mode) };
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (server, mode) = (UnixStream::connect(server.join(".s.PGSQL.5432")).unwrap(), Arc::clone(&mode));
                thread::spawn(move || pass(client, server, &mode));
            }
        });
        proxy
    }

    fn url(&self, name: &str) -> String {
        format!("postgres://chautari@{}/{name}", self.folder.path().display().to_string().replace('/', "%2F"))
    }
}

fn pass(mut client: UnixStream, mut server: UnixStream, mode: &AtomicU8) {
    let (mut back, mut out) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    thread::spawn(move || {
        // Either end may go first; there is nothing to do about it.
        drop(std::io::copy(&mut back, &mut out));
        drop(out.shutdown(std::net::Shutdown::Both));
    });
    let mut bytes = [0; 65_536];
    while let Ok(count @ 1..) = client.read(&mut bytes) {
        let commits = bytes[..count].windows(6).any(|word| word == b"COMMIT");
        let told = if commits { mode.swap(PASS, Ordering::SeqCst) } else { PASS };
        if told == PASS {
            server.write_all(&bytes[..count]).unwrap();
            continue;
        }
        client.shutdown(std::net::Shutdown::Both).unwrap();
        if told == AFTER {
            server.write_all(&bytes[..count]).unwrap();
        }
        break;
    }
    // A polite end lets the server finish what it was sent.
    drop(server.write_all(b"X\0\0\0\x04"));
}

/// Splits the address of a test's database into the socket's folder and the database's name.
fn parts(url: &str) -> (PathBuf, &str) {
    let (host, name) = url.rsplit_once('/').unwrap();
    (Path::new(&host.rsplit_once('@').unwrap().1.replace("%2F", "/")).to_owned(), name)
}

#[test]
fn a_commit_that_is_not_answered_is_looked_up() {
    let databases = Databases::new();
    let [_, url] = databases.urls();
    let (socket, name) = parts(&url);
    let proxy = Proxy::new(socket);
    let store = Store::open(&proxy.url(name), testing::clock().0).unwrap();
    let root = root(&store, TENANT);
    for (mode, runs_wanted, number) in [(AFTER, 1, 2), (BEFORE, 2, 3), (AFTER, 1, 4)] {
        let mut runs = 0;
        proxy.mode.store(mode, Ordering::SeqCst);
        let receipt = store
            .change(TENANT, |reads| {
                runs += 1;
                let row = row(reads, TENANT, root)?.unwrap();
                let tree = row.tree;
                Ok::<_, Error>(change(vec![edit(row, "a", "1")], vec![(root, tree)]))
            })
            .unwrap();
        assert_eq!((receipt.seqs, runs), (vec![number], runs_wanted), "written once, whether or not it was heard");
        assert_eq!(proxy.mode.load(Ordering::SeqCst), PASS, "the commit was broken");
    }
    assert_eq!(store.verify_chain(TENANT, |_, _| {}).unwrap(), []);
}

#[test]
fn after_the_server_ends_all_connections_the_store_goes_on() {
    on_postgres(|store| {
        let root = root(&store, TENANT);
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        // The connection that ends the others is of the pool; the writer's own is among the ended.
        store.read(|reads| reads.all(end, &[], |row| row.get::<bool>(0))).unwrap();
        assert_eq!(set(&store, TENANT, root, "a", "1").unwrap().seqs, [2], "the writer connects anew");
        let own = "SELECT pg_terminate_backend(pg_backend_pid())";
        assert!(store.read(|reads| reads.all(own, &[], |row| row.get::<bool>(0))).is_err());
        assert_eq!(number(&store, "SELECT count(*) FROM entry", &[]), 2, "a lost connection is not lent again");
    });
}

/// Threads that write while connections are ended under them.
const WRITERS: u128 = 6;

#[test]
fn what_was_acknowledged_while_connections_were_cut_is_there() {
    on_postgres(|store| {
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let stop = AtomicBool::new(false);
        let (acknowledged, refused) = thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let (store, stop) = (&store, &stop);
                    scope.spawn(move || {
                        let (mut done, mut refused) = (Vec::new(), 0);
                        for number in 1.. {
                            if stop.load(Ordering::Relaxed) {
                                break;
                            }
                            let record = Uuid::from_u128(writer << 64 | number);
                            let new =
                                |_: &mut Reads<'_>| Ok::<_, Error>(change(vec![new_record(record, record)], vec![]));
                            match store.change(TENANT, new) {
                                Ok(_) => done.push(record),
                                Err(_) => refused += 1,
                            }
                        }
                        (done, refused)
                    })
                })
                .collect();
            // The connection that counts may be one that was cut.
            let count = |reads: &mut Reads<'_>| reads.first("SELECT count(*) FROM entry", &[], |row| row.get::<i64>(0));
            let written = || store.read(count).ok().flatten().unwrap_or_default();
            for _ in 0..12 {
                // The connection that cuts may itself be one that was cut before.
                drop(store.read(|reads| reads.all(cut, &[], |row| row.get::<bool>(0))));
                let began = written();
                while written() < began + 30 {
                    thread::yield_now();
                }
            }
            stop.store(true, Ordering::Relaxed);
            let ended: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
            let refused: usize = ended.iter().map(|(_, refused)| refused).sum();
            (ended.into_iter().flat_map(|(done, _)| done).collect::<Vec<_>>(), refused)
        });
        for record in &acknowledged {
            let found = store.read(|reads| row(reads, TENANT, *record)).unwrap();
            assert!(found.is_some(), "{record} was acknowledged and is gone ({refused} were refused)");
        }
        assert!(acknowledged.len() > 300);
        assert_eq!(store.verify_chain(TENANT, |_, _| {}).unwrap(), []);
    });
}
