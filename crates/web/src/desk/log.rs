//! The access log: who saw what, who signed in, what was refused. Newest first, each line in words.

use super::me::Pick;
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::StatusCode;
use casework::access_log::{self, Seen, Sought};
use casework::{Error, record};
use forms::Mission;
use forms::roles::Manage;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Lines of one page.
const PAGE: usize = 50;
/// Records that one line names; of more, only the number is said.
const NAMED: usize = 6;

#[derive(Template)]
#[template(path = "desk/log.html")]
struct LogPage<'a> {
    frame: Frame<'a>,
    people: Vec<Pick>,
    record: String,
    day: String,
    narrowed: bool,
    wrong: String,
    days: Vec<Day>,
    earlier: String,
}

struct Day {
    label: String,
    lines: Vec<Line>,
}

struct Line {
    time: String,
    who: String,
    what: String,
    about: String,
    refused: bool,
    records: Vec<Record>,
    more: String,
}

struct Record {
    short: String,
    address: String,
}

/// What is looked for, as the address says it: an id, the digits of a record, a day.
struct Asked {
    who: Option<Uuid>,
    record: String,
    day: Option<Date>,
}

impl Asked {
    fn of(read: impl Fn(&str) -> String) -> Self {
        let digits = |text: String| if text.bytes().all(|b| b.is_ascii_hexdigit()) { text } else { String::new() };
        Self { who: read("who").parse().ok(), record: digits(read("record")), day: read("day").parse().ok() }
    }

    fn address(&self, before: i64) -> String {
        let pairs = [
            self.who.map(|who| format!("who={who}")),
            (!self.record.is_empty()).then(|| format!("record={}", self.record)),
            self.day.map(|day| format!("day={day}")),
            (before > 0).then(|| format!("before={before}")),
        ];
        let pairs: Vec<String> = pairs.into_iter().flatten().collect();
        format!("/desk/log?{}", pairs.join("&")).trim_end_matches('?').to_owned()
    }

    fn sought(&self, call: &Call, before: i64) -> Sought {
        let midnight = |day: Date| Some(day.to_zoned_datetime(call.actor.zone()).ok()?.timestamp().as_microsecond());
        Sought {
            actor: self.who,
            record: (!self.record.is_empty()).then(|| self.record.clone()),
            within: self.day.and_then(|day| Some((midnight(day)?, midnight(day.tomorrow().ok()?)?))),
            before,
        }
    }
}

/// `GET /desk/log`.
pub fn show(call: &Call) -> Answer {
    let asked = Asked::of(|name| call.asked(name).to_owned());
    Ok(Reply::page(render(&page(call, &asked, String::new())?)))
}

/// `POST /desk/log`: finds the record of a number, and leads to what is looked for.
pub fn find(call: &Call) -> Answer {
    if !call.actor.manages(Manage::Audit) {
        return Err(Error::NotFound);
    }
    let mut asked = Asked::of(|name| call.posted(name).to_owned());
    asked.record = match call.posted("record").trim() {
        "" => String::new(),
        text => match access_log::record_of(&call.app.office, &call.actor, text) {
            Ok(digits) => digits,
            Err(Error::NotFound) => {
                let page = page(call, &asked, call.words().say("log-no-record"))?;
                return Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page)));
            }
            Err(error) => return Err(error),
        },
    };
    Ok(Reply::see(&asked.address(0)))
}

fn page<'a>(call: &'a Call, asked: &Asked, wrong: String) -> Result<LogPage<'a>, Error> {
    let before = call.asked("before").parse().unwrap_or(0);
    let found = access_log::look(&call.app.office, &call.actor, &asked.sought(call, before), PAGE)?;
    let ids: Vec<Uuid> = found.lines.iter().flat_map(|line| line.records.iter().take(NAMED).copied()).collect();
    let visible = record::visible(&call.app.office, &call.actor, &ids)?;
    let mission = call.app.office.mission();
    let mut days: Vec<Day> = Vec::new();
    for one in &found.lines {
        let label = show::day_of(call, one.at);
        let line = line(call, &mission, &visible, one);
        match days.last_mut() {
            Some(day) if day.label == label => day.lines.push(line),
            _ => days.push(Day { label, lines: vec![line] }),
        }
    }
    let mut people = call.app.office.with_names(call.actor.tenant(), |names| {
        let pick = |(id, name): (&Uuid, &String)| Pick {
            code: id.to_string(),
            label: name.clone(),
            chosen: Some(*id) == asked.who,
        };
        names.staff.iter().map(pick).collect::<Vec<_>>()
    });
    people.sort_by(|a, b| a.label.cmp(&b.label));
    let typed = call.posted("record");
    Ok(LogPage {
        people,
        record: if typed.is_empty() { asked.record.clone() } else { typed.to_owned() },
        day: asked.day.map(|day| day.to_string()).unwrap_or_default(),
        narrowed: asked.who.is_some() || asked.day.is_some() || !asked.record.is_empty(),
        wrong,
        days,
        earlier: if found.before > 0 { asked.address(found.before) } else { String::new() },
        frame: Frame::new(call, call.words().say("log-title")),
    })
}

fn line(call: &Call, mission: &Mission, visible: &BTreeSet<Uuid>, seen: &Seen) -> Line {
    let w = call.words();
    let key = format!("log-{}", seen.act.replace('_', "-"));
    let rest = seen.records.len().saturating_sub(NAMED);
    Line {
        time: show::time_of(call, seen.at),
        who: show::staff(call, seen.actor),
        what: if w.has(&key) { w.say(&key) } else { w.say("log-other") },
        about: about(call, mission, seen),
        refused: seen.act == "refused",
        records: seen
            .records
            .iter()
            .take(NAMED)
            .map(|id| Record {
                short: access_log::short(*id),
                address: if visible.contains(id) { format!("/desk/r/{id}") } else { String::new() },
            })
            .collect(),
        more: if rest == 0 { String::new() } else { w.with("log-more", "count", rest as i64) },
    }
}

/// What the line says beyond the act: the kind, the parts that were read, what was wrong or done. Codes alone.
fn about(call: &Call, mission: &Mission, seen: &Seen) -> String {
    let w = call.words();
    let text = |name: &str| seen.detail.get(name).and_then(Value::as_str);
    let known = |prefix: &str, code: &str| {
        let key = format!("{prefix}-{}", code.replace('_', "-"));
        w.has(&key).then(|| w.say(&key))
    };
    let kind = text("kind").and_then(|name| mission.kinds.get(name)).map(|kind| match seen.records.len() {
        1 => kind.label.get(&call.language).to_owned(),
        _ => show::plural(&w, kind, &call.language),
    });
    let parts = seen.detail.get("see").and_then(Value::as_array).map(|parts| {
        let names = parts.iter().filter_map(Value::as_str).filter_map(|part| known("part", part));
        names.collect::<Vec<_>>().join(", ")
    });
    let wrong = text("wrong").and_then(|code| known("log-wrong", code));
    let what = text("what").and_then(|code| known("log-account", code));
    let conflicts = (text("kind") == Some("conflict")).then(|| w.say("nav-conflicts"));
    let role =
        text("role").and_then(|name| mission.roles.get(name)).map(|role| role.label.get(&call.language).to_owned());
    [kind, conflicts, parts, wrong, what, role]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}
