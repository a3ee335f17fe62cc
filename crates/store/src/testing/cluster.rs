//! A PostgreSQL cluster of the test process: made from the system's programs, gone when the process ends.

use crate::Store;
use postgres::{Client, NoTls};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The line that brings PostgreSQL to a Debian system.
const INSTALL: &str = "apt-get install --yes postgresql";
/// How long a cluster may take to be made and started on a busy machine.
const START_MAX: Duration = Duration::from_secs(120);
/// Database with the schema, from which each test's is copied.
const TEMPLATE: &str = "chautari_template";

/// Runs as the cluster's owner: makes the cluster, runs the server, and removes both when its input ends, which is
/// when the test process does, however it ends.
const SCRIPT: &str = r#"
exec 2>&1
trap '' INT TERM HUP
bin=$1 dir=$2
mkdir -m 700 "$dir" || exit 1
"$bin/initdb" -D "$dir/data" -U chautari -A trust -E UTF8 --no-locale --no-sync >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    -c max_connections=300 -c shared_buffers=32MB -c max_wal_size=256MB >>"$dir/log" 2>&1 &
server=$!
read -r _
kill -QUIT $server
wait $server
rm -rf "$dir"
"#;

struct Cluster {
    folder: PathBuf,
    /// Its input is the server's life line.
    _keeper: Child,
    making: Mutex<()>,
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(start)
}

fn start() -> Cluster {
    let programs = programs();
    // A socket's path may have 107 bytes, which a long TMPDIR would pass.
    let folder = PathBuf::from("/tmp").join(format!("chautari-postgres-{}", std::process::id()));
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    command.args(["-c", SCRIPT, "sh"]).arg(&programs).arg(&folder).current_dir("/");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut keeper = command.spawn().expect("sh (and setpriv for root) can be run");
    let deadline = Instant::now() + START_MAX;
    while let Err(error) = connect(&folder, "postgres") {
        if keeper.try_wait().expect("the keeper's state can be asked").is_some() {
            let mut said = String::new();
            keeper.stdout.take().expect("its output is piped").read_to_string(&mut said).expect("it writes UTF-8");
            panic!("PostgreSQL could not be made in {}: {said}", folder.display());
        }
        assert!(Instant::now() < deadline, "PostgreSQL did not start in {}: {error}", folder.display());
        thread::sleep(Duration::from_millis(50));
    }
    let cluster = Cluster { folder, _keeper: keeper, making: Mutex::new(()) };
    drop(Store::open(&cluster.url(TEMPLATE), super::clock().0).expect("the schema can be made on PostgreSQL"));
    cluster
}

impl Cluster {
    fn url(&self, name: &str) -> String {
        format!("postgres://chautari@{}/{name}", self.folder.display().to_string().replace('/', "%2F"))
    }
}

fn connect(folder: &Path, database: &str) -> Result<Client, postgres::Error> {
    postgres::Config::new().host_path(folder).user("chautari").dbname(database).connect(NoTls)
}

/// The folder of the newest PostgreSQL's programs.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        let programs = entry.path().join("bin");
        programs.join("initdb").exists().then_some((version, programs))
    });
    let Some((_, programs)) = newest.max() else {
        panic!("PostgreSQL is needed to run the tests and is not installed. Install it by: {INSTALL}");
    };
    programs
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0)
}

/// An own database with the schema, deleted when dropped.
pub struct Database {
    name: String,
    url: String,
}

impl Database {
    pub fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let cluster = cluster();
        run(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}"));
        Self { url: cluster.url(&name), name }
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        run(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

fn run(sql: &str) {
    let cluster = cluster();
    // A template cannot be copied twice at once.
    let _making = cluster.making.lock().unwrap_or_else(PoisonError::into_inner);
    let mut client = connect(&cluster.folder, "postgres").expect("the cluster takes connections");
    client.batch_execute(sql).expect("databases can be made and deleted");
}
