//! Backups: when the last one was taken, how to take one, how to bring an office back. A page takes none itself: a
//! backup belongs on another disk, which whoever looks after the computer knows.

use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::{Error, backup};
use forms::roles::Manage;

/// Microseconds of a day: an older backup is too old.
const DAY: i64 = 86_400_000_000;

#[derive(Template)]
#[template(path = "desk/backups.html")]
struct BackupsPage<'a> {
    frame: Frame<'a>,
    last: String,
    age: String,
    late: bool,
}

/// True for who looks after the keys, or looks back at what was done.
pub fn may(call: &Call) -> bool {
    call.actor.manages(Manage::Keys) || call.actor.manages(Manage::Audit)
}

/// `GET /desk/backups`.
pub fn show(call: &Call) -> Answer {
    let (w, last) = (call.words(), backup::last(&call.app.office, &call.actor)?);
    let passed = last.map(|last| call.app.office.now() - last);
    let page = BackupsPage {
        frame: Frame::new(call, w.say("backups-title")),
        last: last.map(|last| show::moment(call, last)).unwrap_or_default(),
        age: passed.map(|passed| age(call, passed)).unwrap_or_default(),
        late: passed.is_none_or(|passed| passed > DAY),
    };
    Ok(Reply::page(render(&page)))
}

/// Whether a backup was taken within a day.
///
/// # Errors
/// As [`backup::last`].
pub fn is_fresh(call: &Call) -> Result<bool, Error> {
    let last = backup::last(&call.app.office, &call.actor)?;
    Ok(last.is_some_and(|last| call.app.office.now() - last <= DAY))
}

fn age(call: &Call, passed: i64) -> String {
    let (w, hours) = (call.words(), passed / (DAY / 24));
    if hours < 48 { w.with("backups-hours", "count", hours) } else { w.with("backups-days", "count", hours / 24) }
}
