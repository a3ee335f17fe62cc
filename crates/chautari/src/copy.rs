//! `chautari copy`: the database to another engine, with every row and hash as it is.

use crate::say::{self, Progress};
use crate::{Outcome, mission, open, verify};
use anyhow::{Context, Result};
use casework::tenants;
use casework::verify::Wanted;
use serde_json::json;
use store::Store;

/// Copy the database, also to the other engine.
#[derive(clap::Args)]
#[command(
    after_help = "Example: chautari copy --from sqlite:office/chautari.db --to postgres://chautari@localhost/chautari\n\n\
    The target must be empty. Stop `chautari serve` first: what is written meanwhile is not copied. An address with a \
    password goes into CHAUTARI_COPY_FROM or CHAUTARI_COPY_TO, not on the command line."
)]
pub struct Options {
    /// Database to copy from
    #[arg(long, env = "CHAUTARI_COPY_FROM", hide_env_values = true)]
    pub from: String,
    /// Empty database to copy to
    #[arg(long, env = "CHAUTARI_COPY_TO", hide_env_values = true)]
    pub to: String,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs it: exit 1 when the copy does not verify.
pub fn run(options: &Options) -> Result<Outcome> {
    open::must_exist(&options.from)?;
    let from = Store::open(&options.from, open::clock()).context("--from")?;
    let to = Store::open(&options.to, open::clock()).context("--to")?;
    let progress = Progress::of("rows");
    let rows = store::copy(&from, &to, move |_, rows| progress.at(rows))?;
    let tenant = tenants::all(&to)?.first().map_or(1, |tenant| tenant.tenant);
    let mission = mission::for_comparison(&to, tenant, None)?;
    let wanted = Wanted { fold: true, ..Wanted::default() };
    let progress = Progress::of("entries and records");
    let report = casework::verify::stored(&to, &mission, &wanted, &mut |done| progress.at(done))?;
    drop(progress);
    if options.json {
        say::json(&json!({"rows": rows, "verified": report}))?;
    } else {
        println!("{rows} rows copied");
        verify::print(&report);
    }
    Ok(if report.faults.is_empty() { Outcome::Well } else { Outcome::FoundWrong })
}
