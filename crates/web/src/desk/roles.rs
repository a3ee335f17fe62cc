//! What each role may do, in words. They are changed in files that two people read, not here.

use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::Error;
use forms::roles::{Action, Grant, Manage, Role};
use forms::{Compartment, Mission};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "desk/roles.html")]
struct RolesPage<'a> {
    frame: Frame<'a>,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    label: String,
    factor: bool,
    manages: String,
}

#[derive(Template)]
#[template(path = "desk/role.html")]
struct RolePage<'a> {
    frame: Frame<'a>,
    factor: bool,
    grants: Vec<Words>,
}

/// One grant in words.
struct Words {
    what: String,
    lines: Vec<(String, String)>,
}

/// True for who gives roles, changes them, or looks back at what was done under them.
pub fn may(call: &Call) -> bool {
    [Manage::Users, Manage::Roles, Manage::Audit].into_iter().any(|part| call.actor.manages(part))
}

/// `GET /desk/roles`.
pub fn show(call: &Call) -> Answer {
    if !may(call) {
        return Err(Error::NotFound);
    }
    let mission = call.app.office.mission();
    let mut rows: Vec<Row> = mission
        .roles
        .values()
        .map(|role| Row {
            name: role.name.clone(),
            label: role.label.get(&call.language).to_owned(),
            factor: role.second_factor,
            manages: managed(call, role.grants.iter().flat_map(|grant| grant.manage.iter().copied())),
        })
        .collect();
    rows.sort_by(|a, b| a.label.cmp(&b.label));
    let frame = Frame::new(call, call.words().say("roles-title"));
    Ok(Reply::page(render(&RolesPage { frame, rows })))
}

/// `GET /desk/roles/{}`.
pub fn one(call: &Call) -> Answer {
    let mission = call.app.office.mission();
    let role: &Role = mission.roles.get(call.part(0)).filter(|_| may(call)).ok_or(Error::NotFound)?;
    let frame = Frame::new(call, role.label.get(&call.language).to_owned());
    let page = RolePage {
        frame: frame.under(vec![("/desk/roles".into(), call.words().say("roles-title"))]),
        factor: role.second_factor,
        grants: role.grants.iter().map(|grant| words(call, &mission, grant)).collect(),
    };
    Ok(Reply::page(render(&page)))
}

fn words(call: &Call, mission: &Mission, grant: &Grant) -> Words {
    let w = call.words();
    let mut lines = Vec::new();
    let mut line = |key: &str, text: String| {
        if !text.is_empty() {
            lines.push((w.say(key), text));
        }
    };
    let actions = grant.r#do.iter().map(|action| w.say(&format!("action-{}", action.name().replace('_', "-"))));
    line("grant-do", actions.collect::<Vec<_>>().join(", "));
    if !grant.r#do.is_empty() {
        line("grant-where", w.say(&format!("relation-{}", grant.r#where.name().replace('_', "-"))));
    }
    line("grant-see", parts(call, &grant.see));
    // What may be written says nothing where nothing may be made or changed.
    if grant.r#do.iter().any(|action| matches!(action, Action::Create | Action::Change)) {
        line("grant-write", parts(call, &grant.write));
    }
    line("grant-flag", parts(call, &grant.flag));
    line("grant-only", only(call, mission, grant));
    line("grant-stages", stages(call, mission, grant));
    if let Some(days) = grant.within_days {
        line("grant-within", within(call, mission, grant, i64::from(days)));
    }
    Words { what: what(call, mission, grant), lines }
}

/// What the grant is about: kinds in the plural, by name and by group, or parts of the office.
fn what(call: &Call, mission: &Mission, grant: &Grant) -> String {
    let w = call.words();
    let kinds =
        mission.kinds.values().filter(|kind| grant.kinds.contains(&kind.name) || grant.groups.contains(&kind.group));
    let mut names: Vec<String> = kinds.map(|kind| show::plural(&w, kind, &call.language)).collect();
    let managed = managed(call, grant.manage.iter().copied());
    if !managed.is_empty() {
        names.push(w.with("grant-manage", "parts", managed));
    }
    names.join(", ")
}

fn managed(call: &Call, parts: impl Iterator<Item = Manage>) -> String {
    let w = call.words();
    let parts: BTreeSet<Manage> = parts.collect();
    parts.iter().map(|part| w.say(&format!("manage-{}", part.name()))).collect::<Vec<_>>().join(", ")
}

fn parts(call: &Call, parts: &BTreeSet<Compartment>) -> String {
    let w = call.words();
    parts.iter().map(|part| w.say(&format!("part-{}", part.name()))).collect::<Vec<_>>().join(", ")
}

/// Labels of the single fields; the name where no form asks for it.
fn only(call: &Call, mission: &Mission, grant: &Grant) -> String {
    let label = |name: &String| {
        let mut kinds = mission.kinds.values().filter(|kind| grant.kinds.contains(&kind.name));
        let label = kinds.find_map(|kind| Some(kind.field(name)?.label.get(&call.language).to_owned()));
        label.filter(|label| !label.is_empty()).unwrap_or_else(|| name.clone())
    };
    grant.only.iter().map(label).collect::<Vec<_>>().join(", ")
}

fn stages(call: &Call, mission: &Mission, grant: &Grant) -> String {
    let label = |name: &String| stage(call, mission, grant, name);
    grant.stages.iter().map(label).collect::<Vec<_>>().join(", ")
}

fn stage(call: &Call, mission: &Mission, grant: &Grant, name: &str) -> String {
    let mut kinds = mission.kinds.values();
    kinds
        .find_map(|kind| {
            let named = grant.kinds.contains(&kind.name) || grant.groups.contains(&kind.group);
            kind.stage(name).filter(|_| named).map(|stage| stage.label.get(&call.language).to_owned())
        })
        .unwrap_or_else(|| name.to_owned())
}

fn within(call: &Call, mission: &Mission, grant: &Grant, days: i64) -> String {
    let w = call.words();
    match grant.since.strip_prefix("stage:") {
        Some(name) => {
            let stage = stage(call, mission, grant, name);
            w.with_all("grant-since-stage", &[("count", &show::digits(call, days)), ("stage", &stage)])
        }
        None => w.with("grant-since-made", "count", days),
    }
}
