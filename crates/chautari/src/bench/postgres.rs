//! A PostgreSQL server of its own, from the system's programs, with their own settings; gone when dropped.

use anyhow::{Context, Result, bail};
use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long it may take to be made and started.
const START_MAX: Duration = Duration::from_secs(120);

/// Makes the server, and removes it when its input ends, however this program ends.
const SCRIPT: &str = r#"
exec 2>&1
trap '' INT TERM HUP
bin=$1 dir=$2
mkdir -m 700 "$dir" || exit 1
"$bin/initdb" -D "$dir/data" -U chautari -A trust -E UTF8 --no-locale >"$dir/log" || { cat "$dir/log"; exit 1; }
"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c max_connections=100 >>"$dir/log" 2>&1 &
server=$!
read -r _
kill -INT $server
wait $server
rm -rf "$dir"
"#;

/// The running server.
pub struct Server {
    /// Address of a database that the program makes by itself.
    pub url: String,
    keeper: Child,
}

impl Server {
    /// Makes and starts one; its data stand below `within`.
    pub fn start(within: &Path) -> Result<Self> {
        let folder = within.join("pg");
        let socket = folder.join(".s.PGSQL.5432");
        if socket.as_os_str().len() > 107 {
            bail!("{}: too long a path for a socket; give a shorter --dir", socket.display());
        }
        let mut command = Command::new("sh");
        if std::fs::metadata("/proc/self")?.uid() == 0 {
            // PostgreSQL refuses to run as root.
            command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
        }
        command.args(["-c", SCRIPT, "sh"]).arg(programs()?).arg(&folder).current_dir("/");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut keeper = command.spawn().context("sh (and setpriv for root) cannot be run")?;
        let began = Instant::now();
        while !socket.exists() {
            if keeper.try_wait()?.is_some() {
                let mut said = String::new();
                keeper.stdout.take().context("no output")?.read_to_string(&mut said)?;
                bail!("PostgreSQL could not be made in {}: {said}", folder.display());
            }
            if began.elapsed() > START_MAX {
                bail!("PostgreSQL did not start in {}", folder.display());
            }
            thread::sleep(Duration::from_millis(50));
        }
        let host = folder.display().to_string().replace('/', "%2F");
        Ok(Self { url: format!("postgres://chautari@{host}/bench"), keeper })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // The script ends with the server; when it cannot be waited for, its folder is temporary anyway.
        drop(self.keeper.wait());
    }
}

/// The folder of the newest PostgreSQL's programs.
fn programs() -> Result<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        let programs = entry.path().join("bin");
        programs.join("initdb").exists().then_some((version, programs))
    });
    let (_, programs) = newest.max().context(
        "PostgreSQL is not installed; `apt-get install postgresql`, or give the address of an empty database with --url",
    )?;
    Ok(programs)
}
