//! What commands print: JSON for programs, progress for whoever waits at a terminal.

use anyhow::Result;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::time::Duration;

/// How long work goes on before its progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// Prints something as JSON on standard output.
///
/// # Errors
/// Something that is not JSON, which no command has.
pub fn json(value: &impl Serialize) -> Result<()> {
    println!("{}", serde_json::to_string_pretty(value)?);
    Ok(())
}

/// How far work is, on standard error of a terminal, once it has gone on for a second. It is gone when dropped.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins; `what` is counted (`records`).
    pub fn of(what: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {human_pos} {msg}, {elapsed}");
        bar.set_style(style.expect("the template names parts that there are"));
        bar.set_message(what);
        Self { bar }
    }

    /// Begins something that cannot be counted.
    pub fn busy(what: &'static str) -> Self {
        let bar = ProgressBar::new_spinner();
        bar.set_message(what);
        bar.enable_steady_tick(PATIENCE / 10);
        Self { bar }
    }

    /// So many are done.
    pub fn at(&self, done: impl TryInto<u64>) {
        // Standard error that is no terminal stays hidden whatever the target.
        if self.bar.is_hidden() && self.bar.elapsed() >= PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(done.try_into().unwrap_or(0));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
