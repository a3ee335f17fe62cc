//! The access log: who saw what, who signed in, what was refused. Newest first, each line in words.

use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::access_log::{self, Seen};
use casework::record;
use forms::Mission;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Lines of one page.
const PAGE: i64 = 50;
/// Records that one line names; of more, only the number is said.
const NAMED: usize = 6;

#[derive(Template)]
#[template(path = "desk/log.html")]
struct LogPage<'a> {
    frame: Frame<'a>,
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

/// `GET /desk/log`.
pub fn show(call: &Call) -> Answer {
    let before = call.asked("before").parse().unwrap_or(0);
    let seen = access_log::newest(&call.app.office, &call.actor, before, PAGE)?;
    let ids: Vec<Uuid> = seen.iter().flat_map(|line| line.records.iter().take(NAMED).copied()).collect();
    let visible = record::visible(&call.app.office, &call.actor, &ids)?;
    let mission = call.app.office.mission();
    let mut days: Vec<Day> = Vec::new();
    for one in &seen {
        let label = show::day_of(call, one.at);
        let line = line(call, &mission, &visible, one);
        match days.last_mut() {
            Some(day) if day.label == label => day.lines.push(line),
            _ => days.push(Day { label, lines: vec![line] }),
        }
    }
    let earlier = match seen.last() {
        Some(last) if seen.len() == usize::try_from(PAGE).unwrap_or(0) => format!("/desk/log?before={}", last.seq),
        _ => String::new(),
    };
    let frame = Frame::new(call, call.words().say("log-title"));
    Ok(Reply::page(render(&LogPage { frame, days, earlier })))
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
                short: id.simple().to_string()[24..].to_uppercase(),
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
    [kind, conflicts, parts, wrong, what]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}
