//! The ledger: where it stands, its signed checkpoints, and the check of all of it.

use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::{Error, ledger, verify as check};
use std::sync::Mutex;

/// Checkpoints of one page.
const PAGE: i64 = 25;
/// Faults that a page names; the command names them all.
const NAMED: usize = 100;
/// A check reads everything: one at a time.
static CHECKING: Mutex<()> = Mutex::new(());

#[derive(Template)]
#[template(path = "desk/ledger.html")]
struct LedgerPage<'a> {
    frame: Frame<'a>,
    report: Option<Report>,
    facts: Vec<(String, String, bool)>,
    signed: Vec<Signed>,
    earlier: String,
}

struct Report {
    well: bool,
    title: String,
    looked: String,
    faults: Vec<Fault>,
    more: String,
}

struct Fault {
    table: String,
    row: String,
    seq: String,
    what: String,
}

struct Signed {
    when: String,
    seq: String,
    access: String,
    hash: String,
    key: String,
}

/// `GET /desk/ledger`.
pub fn show(call: &Call) -> Answer {
    Ok(Reply::page(render(&page(call, None)?)))
}

/// `POST /desk/ledger/verify`: checks chain, signatures and every row of state, and shows what was found.
pub fn verify(call: &Call) -> Answer {
    let found = {
        let _turn = CHECKING.try_lock().map_err(|_| Error::Busy)?;
        check::own(&call.app.office, &call.actor)?
    };
    let w = call.words();
    let count = found.faults.len();
    let numbers = [found.entries, found.records, found.access].map(|number| show::digits(call, number));
    let report = Report {
        well: count == 0,
        title: if count == 0 { w.say("ledger-well") } else { w.with("ledger-wrong", "count", count as i64) },
        looked: w
            .with_all("ledger-looked", &[("entries", &numbers[0]), ("records", &numbers[1]), ("access", &numbers[2])]),
        more: if count > NAMED { w.say("ledger-more") } else { String::new() },
        faults: found
            .faults
            .into_iter()
            .take(NAMED)
            .map(|fault| Fault {
                table: fault.table,
                row: fault.row,
                seq: if fault.seq == 0 { String::new() } else { show::digits(call, fault.seq) },
                what: fault.what,
            })
            .collect(),
    };
    Ok(Reply::page(render(&page(call, Some(report))?)))
}

fn page(call: &Call, report: Option<Report>) -> Result<LedgerPage<'_>, Error> {
    let (office, w) = (&call.app.office, call.words());
    let head = ledger::head(office, &call.actor)?;
    let before = call.asked("before").split_once('.').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    let signed = ledger::checkpoints(office, &call.actor, before, PAGE)?;
    let last = if head.seq == 0 { w.say("blank") } else { show::moment(call, head.recorded) };
    let earlier = match signed.last() {
        Some(one) if signed.len() == usize::try_from(PAGE).unwrap_or(0) => {
            format!("/desk/ledger?before={}.{}", one.head.seq, one.head.access_seq)
        }
        _ => String::new(),
    };
    Ok(LedgerPage {
        frame: Frame::new(call, w.say("ledger-title")),
        report,
        facts: vec![
            (w.say("ledger-entries"), show::digits(call, head.seq), false),
            (w.say("ledger-access"), show::digits(call, head.access_seq), false),
            (w.say("ledger-last"), last, false),
            (w.say("ledger-head"), head.hash, true),
            (w.say("ledger-access-head"), head.access_hash, true),
        ],
        signed: signed
            .into_iter()
            .map(|one| Signed {
                when: show::moment(call, one.head.recorded),
                seq: show::digits(call, one.head.seq),
                access: show::digits(call, one.head.access_seq),
                hash: short(&one.head.hash),
                key: short(&one.public),
            })
            .collect(),
        earlier,
    })
}

/// The first sixteen digits of a hash: enough to compare by eye.
fn short(hash: &str) -> String {
    hash.chars().take(16).collect()
}
