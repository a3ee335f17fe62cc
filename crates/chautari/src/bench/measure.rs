//! Clients at work for some seconds: how many operations, how long each, and the processor time of the program.

use super::Row;
use super::client::Client;
use super::server::Server;
use anyhow::{Context, Result, anyhow};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// What is measured: `ask` is one operation of a client, given which client it is and how many it did before.
pub struct Work<'a> {
    /// Its name.
    pub what: &'static str,
    /// Clients at once.
    pub clients: usize,
    /// Headers of each request.
    pub headers: &'a str,
    /// One operation.
    pub ask: &'a (dyn Fn(&mut Client, usize, usize) -> Result<()> + Sync),
}

/// Lets the clients work for some seconds, after some that are not counted.
pub fn work(server: &Server, seconds: u64, work: &Work<'_>) -> Result<Row> {
    run(server, Duration::from_secs(seconds.min(2)), work).with_context(|| work.what)?;
    let before = server.cpu()?;
    let began = Instant::now();
    let mut times = run(server, Duration::from_secs(seconds), work).with_context(|| work.what)?;
    let took = began.elapsed().as_secs_f64();
    let cpu = server.cpu()? - before;
    times.sort_unstable();
    let operations = times.len() as f64;
    Ok(Row {
        what: work.what,
        clients: work.clients,
        operations: times.len() as u64,
        per_second: operations / took,
        cpu_ms: cpu.as_secs_f64() * 1000.0 / operations,
        p50_ms: part(&times, 50),
        p99_ms: part(&times, 99),
    })
}

/// The time that `percent` of the operations did not exceed, milliseconds.
fn part(sorted: &[Duration], percent: usize) -> f64 {
    let at = (sorted.len() * percent).div_ceil(100).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

fn run(server: &Server, time: Duration, work: &Work<'_>) -> Result<Vec<Duration>> {
    let start = Barrier::new(work.clients);
    let one = |number: usize| -> Result<Vec<Duration>> {
        let connected = Client::connect(server.address, work.headers);
        start.wait();
        let mut client = connected?;
        let (began, mut times) = (Instant::now(), Vec::new());
        while began.elapsed() < time {
            let asked = Instant::now();
            (work.ask)(&mut client, number, times.len())?;
            times.push(asked.elapsed());
        }
        Ok(times)
    };
    thread::scope(|scope| {
        let one = &one;
        let clients: Vec<_> = (0..work.clients).map(|number| scope.spawn(move || one(number))).collect();
        let mut all = Vec::new();
        for client in clients {
            all.extend(client.join().map_err(|_| anyhow!("a client panicked"))??);
        }
        Ok(all)
    })
}

/// The median of `fdatasync` after writing 4 KiB at the end of a file in `folder`, milliseconds.
pub fn fdatasync_p50_ms(folder: &Path) -> Result<f64> {
    let path = folder.join("fdatasync");
    let mut file = File::create(&path)?;
    let mut times = Vec::new();
    for _ in 0..200 {
        file.write_all(&[7; 4096])?;
        let began = Instant::now();
        file.sync_data()?;
        times.push(began.elapsed());
    }
    std::fs::remove_file(&path)?;
    times.sort_unstable();
    Ok(part(&times, 50))
}

#[cfg(test)]
mod tests {
    use super::part;
    use std::time::Duration;

    #[test]
    fn a_part_is_the_time_that_so_many_did_not_exceed() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!((part(&times, 50), part(&times, 99)), (100.0, 198.0));
        assert_eq!(part(&times[..1], 99), 1.0);
        assert_eq!(part(&[], 99), 0.0);
    }
}
