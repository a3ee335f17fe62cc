//! The program as it serves, to be asked over HTTP and to be killed.

use super::http::Client;
use super::{Installation, binary};
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long the program may take until it answers.
const START_MAX: Duration = Duration::from_secs(60);

/// A running `chautari serve`; killed when dropped.
pub struct Served {
    pub address: SocketAddr,
    child: Child,
}

impl Served {
    /// Starts it in an installation; what it prints is added to `served.log` beside the installation.
    pub fn start(here: &Installation) -> Self {
        Self::start_by(here, |_| Command::new(binary()))
    }

    /// As [`Served::start`]; `command` gives what is run with the program's own words, for a tracer before it.
    pub fn start_by(here: &Installation, command: impl Fn(SocketAddr) -> Command) -> Self {
        for _ in 0..5 {
            // A port that is free now; another test may take it, then another is tried.
            let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            let mut command = command(address);
            command.args(["serve", "--config", "office/chautari.toml"]).current_dir(here.folder.path());
            command.env("CHAUTARI_LISTEN", address.to_string()).env_remove("CHAUTARI_DATABASE");
            command.env_remove("CHAUTARI_KEY_FILE");
            let log = File::options().create(true).append(true).open(Self::log(here)).unwrap();
            command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
            let mut child = command.spawn().unwrap();
            if answers(address, &mut child) {
                return Self { address, child };
            }
            child.kill().unwrap();
            child.wait().unwrap();
        }
        panic!("it did not start: {}", std::fs::read_to_string(Self::log(here)).unwrap());
    }

    /// Where what it prints is kept.
    pub fn log(here: &Installation) -> PathBuf {
        here.path("served.log")
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The signal 9: nothing is finished, nothing is tidied up.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to stop, as the system does, and waits until it has.
    pub fn stop(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success() && self.child.wait().unwrap().success(), "it did not stop well");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // After a test that failed; else it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn answers(address: SocketAddr, child: &mut Child) -> bool {
    let began = Instant::now();
    while began.elapsed() < START_MAX && child.try_wait().unwrap().is_none() {
        let asked = Client::connect(address).and_then(|mut client| client.get("/healthz"));
        if asked.is_ok_and(|answered| answered.status == 200) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}
