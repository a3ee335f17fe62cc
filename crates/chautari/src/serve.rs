//! Serving: bind, answer, stop when asked.

use crate::Outcome;
use crate::configuration::Configuration;
use crate::{mission, open};
use anyhow::{Context, Result, bail};
use casework::{Office, checkpoint, files};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use web::{App, Face, Settings};

/// How often it is looked whether a checkpoint is due and whether other kinds were brought into force.
const LOOK: Duration = Duration::from_secs(1);
/// How long after a look that failed.
const LOOK_AGAIN: Duration = Duration::from_secs(60);
/// How often files that no form keeps are taken away, microseconds.
const SWEEP: i64 = 3_600 * 1_000_000;

/// Serve the public site, the desk and the API.
#[derive(clap::Args)]
#[command(after_help = "Example: chautari serve --config office/chautari.toml")]
pub struct Options {
    /// The installation's configuration
    #[arg(long, default_value = "chautari.toml")]
    pub config: PathBuf,
    /// A proxy in front of this program speaks TLS
    #[arg(long)]
    pub behind_proxy: bool,
}

/// Runs until the process is told to stop.
pub fn run(options: &Options) -> Result<Outcome> {
    let configuration = Configuration::read(&options.config)?;
    let address: SocketAddr = configuration
        .listen
        .parse()
        .with_context(|| format!("listen = {:?} is not an address such as 127.0.0.1:8080", configuration.listen))?;
    if !address.ip().is_loopback() && !options.behind_proxy {
        bail!(
            "{address} is reached from other computers: names would travel in clear. Put a proxy with TLS in front \
             and start with --behind-proxy, or listen on 127.0.0.1"
        );
    }
    let office = open::office(&configuration)?;
    mission::note(&office, configuration.tenant, &configuration.overlay)?;
    if mission::differs(&office, configuration.tenant, &configuration.overlay) {
        eprintln!(
            "{} holds other files than those in force; `chautari kinds reload` takes them",
            configuration.overlay.display()
        );
    }
    let origin = match configuration.hosts.site.as_str() {
        "" => format!("http://{address}"),
        site => format!("https://{site}"),
    };
    let settings = Settings {
        origin,
        tenant: configuration.tenant,
        languages: configuration.languages.clone(),
        name: configuration.name.clone(),
        security_contact: configuration.security_contact.clone(),
        demo: None,
        secure: options.behind_proxy,
        hosts: web::Hosts { site: configuration.hosts.site.clone(), desk: configuration.hosts.desk.clone() },
        limits: web::Limits::default(),
    };
    let listener = TcpListener::bind(address).with_context(|| format!("{address}: cannot be listened on"))?;
    println!("{} at http://{address}/", configuration.name);
    until_stopped(listener, Arc::new(app(office, settings)?))?;
    Ok(Outcome::Well)
}

/// The program as it is served.
pub fn app(office: Office, settings: Settings) -> Result<App> {
    let texts = web::Texts::load().map_err(anyhow::Error::msg)?;
    Ok(App { office, texts, settings, site: web::Site::default() })
}

/// Answers on a listener until the process is told to stop; what was begun is finished.
pub fn until_stopped(listener: TcpListener, app: Arc<App>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(48)
        .enable_all()
        .build()
        .context("the threads that answer requests could not be started")?;
    let behind = Behind::start(Arc::clone(&app))?;
    let served = runtime.block_on(web::serve(listener, Face(app), told_to_stop())).context("serving ended");
    behind.stop();
    served
}

/// The thread that signs checkpoints, follows the kinds in force and takes away files that no form keeps, while the
/// program serves.
struct Behind {
    stop: mpsc::Sender<()>,
    thread: JoinHandle<()>,
}

impl Behind {
    fn start(app: Arc<App>) -> Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let work = move || {
            let (mut watch, mut kinds) = (checkpoint::Watch::default(), mission::Watch::default());
            let mut swept = 0;
            loop {
                let mut wait = LOOK;
                if let Err(error) = watch.look(&app.office) {
                    tracing::error!(%error, "no checkpoint could be signed; tried again in a minute");
                    wait = LOOK_AGAIN;
                }
                if let Err(error) = kinds.look(&app.office, app.settings.tenant) {
                    tracing::error!("the kinds stay as they were: {error:#}");
                    wait = LOOK_AGAIN;
                }
                if app.office.now() >= swept + SWEEP {
                    swept = app.office.now();
                    if let Err(error) = files::sweep(&app.office) {
                        tracing::error!(%error, "files that no form keeps stay for another hour");
                    }
                }
                if stopped.recv_timeout(wait) != Err(mpsc::RecvTimeoutError::Timeout) {
                    break;
                }
            }
            if let Err(error) = checkpoint::all(&app.office) {
                tracing::error!(%error, "no last checkpoint could be signed");
            }
        };
        let thread = std::thread::Builder::new().name("behind".into()).spawn(work);
        Ok(Self { stop, thread: thread.context("the thread behind the pages could not be started")? })
    }

    /// Signs where the chains stand, and ends.
    fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the thread behind the pages had panicked");
        }
    }
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
