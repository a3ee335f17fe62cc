//! The program as another process, and what the system says of it.

use anyhow::{Context, Result, bail};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a start may take: names are read from all persons.
const START_MAX: Duration = Duration::from_secs(300);
/// Processor time in `/proc` is counted in this many parts of a second (proc(5): `sysconf(_SC_CLK_TCK)`, 100 on Linux).
const TICKS: u32 = 100;

/// The running program; ended when dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    process: Child,
}

impl Server {
    /// Starts the program that runs now, over the installation in `folder`.
    pub fn start(folder: &Path) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let process = Command::new(std::env::current_exe()?)
            .args(["serve", "--config"])
            .arg(folder.join("chautari.toml"))
            .env("CHAUTARI_LISTEN", address.to_string())
            .env_remove("CHAUTARI_DATABASE")
            .env_remove("CHAUTARI_KEY_FILE")
            .stdout(Stdio::null())
            .spawn()
            .context("the program could not be started")?;
        let mut server = Self { address, process };
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            if let Some(status) = server.process.try_wait()? {
                bail!("the program ended by itself: {status}");
            }
            if began.elapsed() > START_MAX {
                bail!("the program did not answer within {} s", START_MAX.as_secs());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// The processor time it has used, in itself and for it in the system.
    pub fn cpu(&self) -> Result<Duration> {
        cpu(&self.proc("stat")?, 14)
    }

    /// Its memory that is in use, MB.
    pub fn resident_mb(&self) -> Result<f64> {
        let text = self.proc("status")?;
        let kib = text.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
        Ok(kib.unwrap_or(0.0) / 1024.0)
    }

    fn proc(&self, file: &str) -> Result<String> {
        let path = format!("/proc/{}/{file}", self.process.id());
        std::fs::read_to_string(&path).with_context(|| format!("{path}: cannot be read; measuring needs Linux"))
    }
}

/// The processor time of the processes that this one started and that have ended.
pub fn cpu_of_ended() -> Result<Duration> {
    cpu(&std::fs::read_to_string("/proc/self/stat").context("measuring needs Linux")?, 16)
}

/// Two fields of `/proc/PID/stat` together, counted from 1: 14 and 15 are the process in itself and in the system, 16
/// and 17 the same of its children that have ended (proc(5)).
fn cpu(stat: &str, first: usize) -> Result<Duration> {
    // The second field is the program's name in parentheses, which may hold spaces.
    let (_, after) = stat.rsplit_once(')').context("/proc has another form")?;
    let ticks: u32 =
        after.split_whitespace().skip(first - 3).take(2).filter_map(|field| field.parse::<u32>().ok()).sum();
    Ok(Duration::from_secs(1) * ticks / TICKS)
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody left to tell.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[cfg(test)]
mod tests {
    use super::cpu;
    use std::time::Duration;

    #[test]
    fn processor_time_is_read_whatever_the_program_is_called() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194304 121 0 0 0 150 50 20 4 20 0 1 0 1216858 3133440 389";
        assert_eq!(cpu(stat, 14).unwrap(), Duration::from_secs(2));
        assert_eq!(cpu(stat, 16).unwrap(), Duration::from_millis(240));
        assert!(cpu("", 14).is_err());
    }
}
