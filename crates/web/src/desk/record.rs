//! The page of one record: what is known, what happened, what is sealed, who is near.

use super::near::{self, Near};
use super::{Frame, erase, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use crate::form;
use askama::Template;
use casework::files::{self, Told};
use casework::record::{self, Line, View, Wanted};
use casework::{Error, number, reserved};
use forms::kind::About;
use forms::roles::Action;
use forms::{Compartment, Item, Kind, Mission};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "desk/record.html")]
struct RecordPage<'a> {
    frame: Frame<'a>,
    native: String,
    child: bool,
    tags: Vec<Tag>,
    edit: String,
    adds: Vec<Link>,
    print: String,
    stages: Vec<StageMark>,
    moves: Vec<Move>,
    move_address: String,
    version: i64,
    sections: Vec<Section>,
    lines: Vec<StoryLine>,
    earlier: String,
    vault: Vec<Link>,
    people: Vec<Link>,
    children: Vec<Group>,
    facts: Vec<Link>,
    near: Near,
    id: String,
}

/// A link, or a label with its text.
#[derive(Default)]
pub(super) struct Link {
    pub address: String,
    pub label: String,
    pub text: String,
}

struct Tag {
    look: &'static str,
    icon: &'static str,
    text: String,
}

struct StageMark {
    state: &'static str,
    label: String,
}

struct Move {
    code: String,
    label: String,
}

pub(super) struct Section {
    pub label: String,
    pub answers: Vec<Shown>,
}

pub(super) struct Shown {
    pub label: String,
    pub text: String,
    pub other: String,
    /// Where a file is downloaded.
    pub file: String,
    history: String,
}

struct Group {
    label: String,
    items: Vec<Link>,
}

pub(super) struct StoryLine {
    pub month: String,
    pub month_ne: String,
    seal: bool,
    icon: &'static str,
    pub when: String,
    pub who: String,
    pub what: String,
    pub text: String,
    address: String,
}

/// `GET /desk/r/{}`.
pub fn show(call: &Call) -> Answer {
    match record::open(&call.app.office, &call.actor, call.id(0)) {
        Ok(view) => Ok(Reply::page(render(&page(call, view)?))),
        Err(Error::NotFound) => erase::gone(call, call.id(0)),
        Err(error) => Err(error),
    }
}

fn page(call: &Call, view: View) -> Result<RecordPage<'_>, Error> {
    let mission = call.app.office.mission();
    let id = view.row.id;
    let before = call.asked("before").parse().unwrap_or(0);
    let lines = record::timeline(&call.app.office, &call.actor, id, before, 50)?;
    let person = person(call, &view);
    let title = match &person {
        Some(person) if view.kind.title.is_none() => person.title.clone(),
        _ => view.title.clone(),
    };
    let w = call.words();
    let list = (format!("/desk/list/{}", view.kind.name), show::plural(&w, &view.kind, &call.language));
    let mut frame = Frame::new(call, title);
    frame = frame.under(vec![list]);
    if let Some(last) = frame.trail.last_mut() {
        last.label = number::of(&show::prefix(call), &view.row);
    }
    let earlier = match lines.last() {
        Some(line) if lines.len() == 50 => format!("/desk/r/{id}?before={}", line.seq),
        _ => String::new(),
    };
    let child = |view: &View| show::presumed_child(&view.answers);
    let items = under(call, &mission, &view)?;
    let native = person.as_ref().or(Some(&view)).map(|view| show::native_name(&view.answers)).unwrap_or_default();
    Ok(RecordPage {
        native: if native == frame.title { String::new() } else { native },
        child: child(&view) || person.as_ref().is_some_and(child),
        tags: tags(call, &mission, &view),
        edit: if view.access.actions.contains(&Action::Change) { format!("/desk/r/{id}/edit") } else { String::new() },
        adds: adds(call, &mission, &view),
        print: format!("/desk/r/{id}/print"),
        stages: stages(call, &view),
        moves: moves(call, &view),
        move_address: format!("/desk/r/{id}/move"),
        version: view.version,
        sections: sections(call, &mission, &view, &files::of_view(&call.app.office, &call.actor, &view)?),
        lines: story(call, &mission, lines),
        earlier,
        vault: vault(call, &view),
        people: people(person),
        near: near::near(call, &mission, &view, &items)?,
        children: children(call, items),
        facts: facts(call, &view),
        id: id.to_string(),
        frame,
    })
}

/// The person the record is about, where the actor may see her.
fn person(call: &Call, view: &View) -> Option<View> {
    record::open(&call.app.office, &call.actor, view.row.person?).ok()
}

/// Indexed single choices stand as tags below the name.
fn tags(call: &Call, mission: &Mission, view: &View) -> Vec<Tag> {
    let stage = view.kind.stage(&view.row.stage).map(|stage| Tag {
        look: "",
        icon: "i-half",
        text: stage.label.get(&call.language).to_owned(),
    });
    let risk = view.kind.field("risk").and_then(|field| {
        let text = show::value(call, mission, field, view.answers.get("risk")?);
        Some(Tag { look: "", icon: "i-gap", text: format!("{} {text}", field.label.get(&call.language)) })
    });
    stage.into_iter().chain(risk).collect()
}

/// What can be written from here: records that hang under this one, and from a person's page those about her.
fn adds(call: &Call, mission: &Mission, view: &View) -> Vec<Link> {
    let under = mission
        .kinds
        .values()
        .filter(|kind| kind.parent.contains(&view.kind.name) && may_add(call, kind, view))
        .map(|kind| (format!("/desk/r/{}/add/{}", view.row.id, kind.name), kind));
    let about = mission
        .kinds
        .values()
        .filter(|kind| view.kind.name == "person" && kind.about == About::Person && kind.parent.is_empty())
        .filter(|kind| kind.claims.is_none() && call.actor.may_ever(kind, Action::Create))
        .map(|kind| (format!("/desk/new/{}?person={}", kind.name, view.row.id), kind));
    about
        .chain(under)
        .map(|(address, kind)| Link { address, label: kind.label.get(&call.language).to_owned(), text: String::new() })
        .collect()
}

fn may_add(call: &Call, kind: &Kind, view: &View) -> bool {
    if near::is_here(&kind.name) || reserved::is_made_by_actions(&kind.name) {
        return false;
    }
    match reserved::action_on_parent(&kind.name) {
        Some(action) => view.access.actions.contains(&action),
        None => call.actor.may_ever(kind, Action::Create),
    }
}

fn stages(call: &Call, view: &View) -> Vec<StageMark> {
    let here = view.kind.stages.iter().position(|stage| stage.name == view.row.stage);
    view.kind
        .stages
        .iter()
        .enumerate()
        .map(|(n, stage)| StageMark {
            state: match here {
                Some(here) if n < here => "done",
                Some(here) if n == here => "here",
                _ => "",
            },
            label: stage.label.get(&call.language).to_owned(),
        })
        .collect()
}

fn moves(call: &Call, view: &View) -> Vec<Move> {
    if !view.access.actions.contains(&Action::Move) {
        return Vec::new();
    }
    let to = view.kind.stage(&view.row.stage).map(|stage| stage.to.as_slice()).unwrap_or_default();
    to.iter()
        .filter_map(|name| view.kind.stage(name))
        .map(|stage| Move { code: stage.name.clone(), label: stage.label.get(&call.language).to_owned() })
        .collect()
}

/// The files its answers name, by their ids.
type Files = BTreeMap<Uuid, Told>;

pub(super) fn sections(call: &Call, mission: &Mission, view: &View, files: &Files) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut loose = Vec::new();
    for item in &view.kind.survey {
        match item {
            Item::Group(group) => {
                let mut answers = Vec::new();
                shown(call, mission, view, files, &group.survey, "", &mut answers);
                if !answers.is_empty() {
                    sections.push(Section { label: group.label.get(&call.language).to_owned(), answers });
                }
            }
            Item::Repeat(repeat) => repeats(call, mission, view, files, repeat, "", &mut sections),
            Item::Field(_) => shown(call, mission, view, files, std::slice::from_ref(item), "", &mut loose),
        }
    }
    if !loose.is_empty() {
        let label = view.kind.label.get(&call.language).to_owned();
        sections.insert(0, Section { label, answers: loose });
    }
    sections
}

fn repeats(
    call: &Call,
    mission: &Mission,
    view: &View,
    files: &Files,
    repeat: &forms::Repeat,
    within: &str,
    sections: &mut Vec<Section>,
) {
    let rows = row_paths(view, &format!("{within}{}", repeat.name));
    for (n, row) in rows.iter().enumerate() {
        let mut answers = Vec::new();
        shown(call, mission, view, files, &repeat.survey, &format!("{row}/"), &mut answers);
        let label = format!("{} {}", repeat.label.get(&call.language), n + 1);
        sections.push(Section { label, answers });
        for item in &repeat.survey {
            if let Item::Repeat(inner) = item {
                repeats(call, mission, view, files, inner, &format!("{row}/"), sections);
            }
        }
    }
}

/// Paths of the rows of a repeat, `repeat/<id>`, in order.
fn row_paths(view: &View, repeat: &str) -> Vec<String> {
    let depth = repeat.matches('/').count() + 1;
    view.answers
        .keys()
        .filter(|path| {
            path.starts_with(repeat) && path[repeat.len()..].starts_with('/') && path.matches('/').count() == depth
        })
        .cloned()
        .collect()
}

fn shown(
    call: &Call,
    mission: &Mission,
    view: &View,
    files: &Files,
    survey: &[Item],
    within: &str,
    answers: &mut Vec<Shown>,
) {
    for item in survey {
        match item {
            Item::Group(group) => shown(call, mission, view, files, &group.survey, within, answers),
            Item::Repeat(_) => {}
            Item::Field(field) => {
                let path = format!("{within}{}", field.name);
                let Some(value) = view.answers.get(&path) else { continue };
                let label = field.label.get(&call.language).to_owned();
                if label.is_empty() {
                    continue;
                }
                let other = view.answers.get(&format!("{path}_other")).and_then(Value::as_str).unwrap_or_default();
                let versioned = view.row.fields.contains_key(&path);
                let file = value.as_str().and_then(|id| files.get(&id.parse().ok()?));
                answers.push(Shown {
                    label,
                    text: file.map_or_else(|| show::value(call, mission, field, value), |file| file.name.clone()),
                    other: file.map_or_else(|| other.to_owned(), |file| about_file(call, file)),
                    file: file.map(|file| format!("/desk/file/{}", file.id)).unwrap_or_default(),
                    history: if versioned {
                        format!("/desk/r/{}/history/{}", view.row.id, path.replace('/', "~"))
                    } else {
                        String::new()
                    },
                });
            }
        }
    }
}

/// `PDF · 1.2 MB · 24 November 2026`.
fn about_file(call: &Call, file: &Told) -> String {
    let about = form::about_file(&call.words(), &file.media, file.bytes);
    format!("{about} · {}", show::day_of(call, file.created))
}

pub(super) fn story(call: &Call, mission: &Mission, lines: Vec<Line>) -> Vec<StoryLine> {
    let mut last = String::new();
    lines
        .into_iter()
        .map(|line| {
            let (month, month_ne) = show::month(call, line.happened);
            let new = month != last;
            last.clone_from(&month);
            let (what, icon) = what(call, &line);
            StoryLine {
                month: if new { month } else { String::new() },
                month_ne,
                seal: line.changed.is_empty() && !line.parts.is_empty() && !line.made,
                icon,
                when: show::moment(call, line.happened),
                who: show::staff(call, line.actor),
                what,
                text: changes(call, mission, &line),
                address: format!("/desk/r/{}", line.record),
            }
        })
        .collect()
}

fn what(call: &Call, line: &Line) -> (String, &'static str) {
    let w = call.words();
    let kind = line.kind.label.get(&call.language);
    match (&line.stage, line.made) {
        (_, true) => (w.with("story-made", "kind", kind), "i-paper"),
        (Some(stage), _) => {
            let label = line.kind.stage(stage).map_or(stage.as_str(), |stage| stage.label.get(&call.language));
            (w.with("story-moved", "stage", label), "i-route")
        }
        _ => (w.with("story-changed", "kind", kind), "i-history"),
    }
}

fn changes(call: &Call, mission: &Mission, line: &Line) -> String {
    if line.made {
        return String::new();
    }
    let mut texts: Vec<String> = line
        .changed
        .iter()
        .filter_map(|(path, value)| {
            let field = line.kind.field(path)?;
            let label = field.label.get(&call.language);
            (!label.is_empty()).then(|| format!("{label} {}", show::value(call, mission, field, value)))
        })
        .collect();
    texts.extend(line.parts.iter().map(|part| call.words().with("story-part", "part", part_name(call, *part))));
    texts.join(" · ")
}

/// Name of a compartment.
fn part_name(call: &Call, part: Compartment) -> String {
    call.words().say(&format!("part-{}", part.name()))
}

pub(super) fn vault(call: &Call, view: &View) -> Vec<Link> {
    let mission = call.app.office.mission();
    view.parts
        .iter()
        .filter(|part| !part.open)
        .map(|part| {
            let roles: Vec<&str> =
                part.roles.iter().filter_map(|role| Some(mission.roles.get(role)?.label.get(&call.language))).collect();
            Link {
                label: part_name(call, part.compartment),
                text: call.words().with("sealed-for", "roles", roles.join(", ")),
                address: String::new(),
            }
        })
        .collect()
}

fn people(person: Option<View>) -> Vec<Link> {
    person
        .map(|view| Link { address: format!("/desk/r/{}", view.row.id), label: view.title, text: String::new() })
        .into_iter()
        .collect()
}

/// The records that hang under it, as she may see them.
fn under(call: &Call, mission: &Mission, view: &View) -> Result<Vec<record::Item>, Error> {
    let kinds: Vec<Arc<Kind>> =
        mission.kinds.values().filter(|kind| kind.parent.contains(&view.kind.name)).cloned().collect();
    record::children(&call.app.office, &call.actor, view.row.root, &kinds)
}

fn children(call: &Call, items: Vec<record::Item>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for item in items.into_iter().filter(|item| !near::is_here(&item.kind.name)) {
        let link = Link {
            address: format!("/desk/r/{}", item.row.id),
            label: item.title,
            text: show::day_of(call, item.row.opened),
        };
        let label = show::plural(&call.words(), &item.kind, &call.language);
        match groups.iter_mut().find(|group| group.label == label) {
            Some(group) => group.items.push(link),
            None => groups.push(Group { label, items: vec![link] }),
        }
    }
    groups
}

pub(super) fn facts(call: &Call, view: &View) -> Vec<Link> {
    let w = call.words();
    let fact = |key: &str, text: String| Link { label: w.say(&format!("column-{key}")), text, address: String::new() };
    let mut facts = vec![fact("number", number::of(&show::prefix(call), &view.row))];
    facts.extend(view.row.owner.map(|id| fact("owner", show::staff(call, id))));
    facts.extend(view.row.site.map(|id| fact("site", show::site(call, id))));
    facts.push(fact("opened", show::day_of(call, view.row.opened)));
    facts
}

#[derive(Template)]
#[template(path = "desk/history.html")]
struct HistoryPage<'a> {
    frame: Frame<'a>,
    versions: Vec<VersionLine>,
    back: String,
}

struct VersionLine {
    when: String,
    who: String,
    text: String,
}

/// `GET /desk/r/{}/history/{}`: every value a field had.
pub fn history(call: &Call) -> Answer {
    let (id, path) = (call.id(0), call.part(1).replace('~', "/"));
    let versions = record::history(&call.app.office, &call.actor, id, &path)?;
    let view = record::open(&call.app.office, &call.actor, id)?;
    let mission = call.app.office.mission();
    let field = view.kind.field(&path).ok_or(Error::NotFound)?;
    let w = call.words();
    let versions = versions
        .into_iter()
        .rev()
        .map(|version| VersionLine {
            when: show::moment(call, version.happened),
            who: show::staff(call, version.actor),
            text: version.value.map_or_else(|| w.say("blank"), |value| show::value(call, &mission, field, &value)),
        })
        .collect();
    let frame = Frame::new(call, w.with("history-of", "field", field.label.get(&call.language)));
    Ok(Reply::page(render(&HistoryPage { frame, versions, back: format!("/desk/r/{id}") })))
}

/// `POST /desk/r/{}/move`: the next stage.
pub fn move_on(call: &Call) -> Answer {
    let view = record::open(&call.app.office, &call.actor, call.id(0))?;
    let wanted = Wanted {
        id: view.row.id,
        kind: view.kind.name.clone(),
        base: call.posted("base").parse().unwrap_or(view.version),
        stage: Some(call.posted("stage").to_owned()),
        reason: call.posted("reason").to_owned(),
        ..Wanted::default()
    };
    record::save(&call.app.office, &call.actor, &wanted)?;
    Ok(Reply::see(&format!("/desk/r/{}", view.row.id)))
}
