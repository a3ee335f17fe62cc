//! Kinds of records and code lists, as they stand in the mission: to be read, and taken along as a form.

use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::header;
use casework::Error;
use forms::kind::{Event, Otherwise, Rule};
use forms::roles::Manage;
use forms::{Compartment, Field, FieldType, Item, Kind, Mission};
use std::collections::BTreeMap;

/// Media type of a spreadsheet.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Strands in the order of the work.
const STRANDS: [&str; 7] = ["prevention", "protection", "reintegration", "training", "advocacy", "shared", "site"];

#[derive(Template)]
#[template(path = "desk/kinds.html")]
struct KindsPage<'a> {
    frame: Frame<'a>,
    strands: Vec<Strand>,
    lists: Vec<List>,
}

struct Strand {
    label: String,
    kinds: Vec<Line>,
}

struct Line {
    name: String,
    label: String,
    hint: String,
    fields: String,
    stages: String,
}

struct List {
    name: String,
    id: String,
    count: String,
}

fn may(call: &Call) -> Result<(), Error> {
    if call.actor.manages(Manage::Kinds) { Ok(()) } else { Err(Error::NotFound) }
}

/// `GET /desk/kinds`.
pub fn show(call: &Call) -> Answer {
    may(call)?;
    let (w, mission) = (call.words(), call.app.office.mission());
    let mut by_strand: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
    for kind in mission.kinds.values() {
        by_strand.entry(&kind.strand).or_default().push(Line {
            name: kind.name.clone(),
            label: kind.label.get(&call.language).to_owned(),
            hint: kind.hint.get(&call.language).to_owned(),
            fields: show::digits(call, count(&kind.survey)),
            stages: show::digits(call, kind.stages.len()),
        });
    }
    let place = |strand: &str| STRANDS.iter().position(|known| *known == strand).unwrap_or(STRANDS.len());
    let mut strands: Vec<(&str, Vec<Line>)> = by_strand.into_iter().collect();
    strands.sort_by_key(|(strand, _)| place(strand));
    let page = KindsPage {
        frame: Frame::new(call, w.say("forms-title")),
        strands: strands
            .into_iter()
            .map(|(strand, kinds)| {
                let key = format!("strand-{strand}");
                Strand { label: if w.has(&key) { w.say(&key) } else { strand.to_owned() }, kinds }
            })
            .collect(),
        lists: mission
            .codes
            .values()
            .map(|list| List {
                name: list.name.clone(),
                id: list.id.clone(),
                count: show::digits(call, list.codes.len()),
            })
            .collect(),
    };
    Ok(Reply::page(render(&page)))
}

/// Questions of a form, those of its repeats included.
fn count(survey: &[Item]) -> usize {
    survey
        .iter()
        .map(|item| match item {
            Item::Field(_) => 1,
            Item::Group(group) => count(&group.survey),
            Item::Repeat(repeat) => count(&repeat.survey),
        })
        .sum()
}

#[derive(Template)]
#[template(path = "desk/kind.html")]
struct KindPage<'a> {
    frame: Frame<'a>,
    hint: String,
    name: String,
    facts: Vec<(String, String)>,
    stages: Vec<StageLine>,
    fields: Vec<FieldLine>,
    rules: Vec<RuleLine>,
    hash: String,
}

struct StageLine {
    label: String,
    to: String,
    approve: Vec<String>,
}

struct FieldLine {
    heading: bool,
    label: String,
    name: String,
    kind: String,
    list: String,
    part: String,
    sealed: bool,
    notes: String,
}

struct RuleLine {
    message: String,
    when: String,
    require: String,
    events: String,
    outcome: String,
    source: String,
}

/// `GET /desk/kinds/{}`.
pub fn one(call: &Call) -> Answer {
    may(call)?;
    let (w, mission) = (call.words(), call.app.office.mission());
    let kind = mission.kinds.get(call.part(0)).ok_or(Error::NotFound)?;
    let mut fields = Vec::new();
    add_fields(call, &kind.survey, "", &mut fields);
    let frame = Frame::new(call, kind.label.get(&call.language).to_owned());
    let page = KindPage {
        frame: frame.under(vec![("/desk/kinds".into(), w.say("forms-title"))]),
        hint: kind.hint.get(&call.language).to_owned(),
        name: kind.name.clone(),
        facts: facts(call, &mission, kind),
        stages: stages(call, &mission, kind),
        fields,
        rules: kind.rules.iter().map(|rule| rule_line(call, kind, rule)).collect(),
        hash: kind.hash.clone(),
    };
    Ok(Reply::page(render(&page)))
}

fn facts(call: &Call, mission: &Mission, kind: &Kind) -> Vec<(String, String)> {
    let w = call.words();
    let label = |name: &String| {
        mission.kinds.get(name).map_or_else(|| name.clone(), |kind| kind.label.get(&call.language).to_owned())
    };
    let parents: Vec<String> = kind.parent.iter().map(label).collect();
    let mut facts = vec![(w.say("kind-name"), kind.name.clone()), (w.say("kind-group"), kind.group.clone())];
    if !parents.is_empty() {
        facts.push((w.say("kind-under"), parents.join(", ")));
    }
    if let Some(retain) = &kind.retain {
        facts.push((w.say("kind-kept"), w.with("kind-kept-years", "count", i64::from(retain.years))));
    }
    let unique: Vec<String> = kind.unique.iter().map(|name| field_label(call, kind, name)).collect();
    if !unique.is_empty() {
        facts.push((w.say("kind-unique"), unique.join(", ")));
    }
    facts
}

fn field_label(call: &Call, kind: &Kind, name: &str) -> String {
    let label = kind.field(name).map(|field| field.label.get(&call.language)).unwrap_or_default();
    if label.is_empty() { name.to_owned() } else { label.to_owned() }
}

fn stages(call: &Call, mission: &Mission, kind: &Kind) -> Vec<StageLine> {
    let w = call.words();
    let label = |name: &str| {
        kind.stage(name).map_or_else(|| name.to_owned(), |stage| stage.label.get(&call.language).to_owned())
    };
    let role = |name: &str| {
        mission.roles.get(name).map_or_else(|| name.to_owned(), |role| role.label.get(&call.language).to_owned())
    };
    kind.stages
        .iter()
        .map(|stage| StageLine {
            label: label(&stage.name),
            to: stage.to.iter().map(|to| label(to)).collect::<Vec<_>>().join(", "),
            approve: stage
                .approve
                .iter()
                .map(|(to, approval)| {
                    let count = show::digits(call, approval.count.max(1));
                    w.with_all(
                        "kind-approval",
                        &[("stage", &label(to)), ("role", &role(&approval.role)), ("count", &count)],
                    )
                })
                .collect(),
        })
        .collect()
}

fn add_fields(call: &Call, survey: &[Item], within: &str, lines: &mut Vec<FieldLine>) {
    for item in survey {
        match item {
            Item::Field(field) => lines.push(field_line(call, field, within)),
            Item::Group(group) => {
                lines.extend(heading(group.label.get(&call.language)));
                add_fields(call, &group.survey, within, lines);
            }
            Item::Repeat(repeat) => {
                let label = call.words().with("kind-repeat", "what", repeat.label.get(&call.language));
                lines.extend(heading(&label));
                add_fields(call, &repeat.survey, &format!("{within}{}/", repeat.name), lines);
            }
        }
    }
}

fn heading(label: &str) -> Option<FieldLine> {
    (!label.is_empty()).then(|| FieldLine {
        heading: true,
        label: label.to_owned(),
        name: String::new(),
        kind: String::new(),
        list: String::new(),
        part: String::new(),
        sealed: false,
        notes: String::new(),
    })
}

fn field_line(call: &Call, field: &Field, within: &str) -> FieldLine {
    let w = call.words();
    let label = field.label.get(&call.language);
    let notes: Vec<String> = [
        (field.required.is_some(), "kind-required"),
        (field.index, "kind-indexed"),
        (field.search.is_some(), "kind-searched"),
        (field.safety, "kind-safety"),
        (field.translated, "kind-translated"),
        (field.hidden, "kind-hidden"),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, key)| w.say(key))
    .collect();
    FieldLine {
        heading: false,
        label: if label.is_empty() { field.name.clone() } else { label.to_owned() },
        name: format!("{within}{}", field.name),
        kind: w.say(type_key(&field.r#type)),
        list: match &field.r#type {
            FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list) => list.clone(),
            _ => String::new(),
        },
        part: w.say(&format!("part-{}", field.compartment.name())),
        sealed: field.compartment != Compartment::Open,
        notes: notes.join(" · "),
    }
}

/// The words for a type of answer.
fn type_key(kind: &FieldType) -> &'static str {
    match kind {
        FieldType::Text => "type-text",
        FieldType::Integer | FieldType::Decimal | FieldType::Range => "type-number",
        FieldType::Date | FieldType::Time | FieldType::Datetime => "type-date",
        FieldType::SelectOne(_) => "type-one",
        FieldType::SelectMultiple(_) => "type-several",
        FieldType::Rank(_) => "type-rank",
        FieldType::YesNo => "type-yes-no",
        FieldType::Acknowledge => "type-acknowledge",
        FieldType::Note => "type-note",
        FieldType::Calculate => "type-calculate",
        FieldType::Photo | FieldType::Audio | FieldType::Video | FieldType::File | FieldType::Signature => "type-file",
        FieldType::Place => "type-place",
        FieldType::Geopoint | FieldType::Geotrace | FieldType::Geoshape => "type-point",
        FieldType::Barcode => "type-barcode",
        FieldType::Ref(_) => "type-ref",
        FieldType::Children(_) => "type-children",
        FieldType::Hidden
        | FieldType::Start
        | FieldType::End
        | FieldType::Today
        | FieldType::Deviceid
        | FieldType::Username => "type-filled",
        FieldType::Foreign(_) => "type-foreign",
    }
}

fn rule_line(call: &Call, kind: &Kind, rule: &Rule) -> RuleLine {
    let w = call.words();
    let stage = |name: &String| {
        kind.stage(name).map_or_else(|| name.clone(), |stage| stage.label.get(&call.language).to_owned())
    };
    let events = rule.on.iter().map(|event| match event {
        Event::Create => w.say("rule-create"),
        Event::Change => w.say("rule-change"),
        Event::Stage(name) => w.with("rule-stage", "stage", stage(name)),
        Event::Daily => w.say("rule-daily"),
        Event::At(_) => w.say("rule-at"),
    });
    let message = rule.message.get(&call.language);
    RuleLine {
        message: if message.is_empty() { rule.id.clone() } else { message.to_owned() },
        events: events.collect::<Vec<_>>().join(", "),
        outcome: match &rule.otherwise {
            Otherwise::Refuse => w.say("rule-refuse"),
            Otherwise::Warn => w.say("rule-warn"),
            Otherwise::Task => w.say("rule-task"),
            Otherwise::Move(name) => w.with("rule-move", "stage", stage(name)),
            Otherwise::Revoke(_) => w.say("rule-revoke"),
            Otherwise::Notify(_) => w.say("rule-notify"),
        },
        when: rule.when.as_ref().map(|e| e.source.to_string()).unwrap_or_default(),
        require: rule.require.as_ref().map(|e| e.source.to_string()).unwrap_or_default(),
        source: rule.source.clone(),
    }
}

/// `GET /desk/kinds/{}/xlsform`: the form as a spreadsheet that other tools read.
pub fn download(call: &Call) -> Answer {
    may(call)?;
    let mission = call.app.office.mission();
    let kind = mission.kinds.get(call.part(0)).ok_or(Error::NotFound)?;
    let file = forms::xlsform::export(kind, &mission.codes).map_err(|error| Error::Request(error.to_string()))?;
    let name = format!("attachment; filename=\"{}.xlsx\"", kind.name);
    Ok(Reply::of(XLSX, file).with(header::CONTENT_DISPOSITION, &name))
}

#[derive(Template)]
#[template(path = "desk/codes.html")]
struct CodesPage<'a> {
    frame: Frame<'a>,
    facts: Vec<(String, String)>,
    draft: bool,
    rows: Vec<CodeLine>,
    used: Vec<(String, String)>,
}

struct CodeLine {
    code: String,
    label: String,
    hint: String,
    draft: bool,
    retired: String,
}

/// `GET /desk/codes/{}`.
pub fn codes(call: &Call) -> Answer {
    may(call)?;
    let (w, mission) = (call.words(), call.app.office.mission());
    let list = mission.codes.get(call.part(0)).ok_or(Error::NotFound)?;
    let rows: Vec<CodeLine> = list
        .codes
        .iter()
        .map(|code| CodeLine {
            code: code.code.clone(),
            label: code.label.get(&call.language).to_owned(),
            hint: code.hint.get(&call.language).to_owned(),
            draft: code.status.get(&call.language).is_some_and(|status| status == "draft"),
            retired: code.until.clone(),
        })
        .collect();
    let used = mission
        .kinds
        .values()
        .filter(|kind| uses(&kind.survey, &list.name))
        .map(|kind| (format!("/desk/kinds/{}", kind.name), kind.label.get(&call.language).to_owned()))
        .collect();
    let mut facts = vec![(w.say("codes-count"), show::digits(call, list.codes.len()))];
    facts.extend([(w.say("codes-id"), list.id.clone()), (w.say("codes-source"), list.source.clone())]);
    facts.push((w.say("codes-open"), w.say(if list.closed { "codes-closed-text" } else { "codes-open-text" })));
    facts.retain(|(_, text)| !text.is_empty());
    let frame = Frame::new(call, list.name.clone());
    let page = CodesPage {
        frame: frame.under(vec![("/desk/kinds".into(), w.say("forms-title"))]),
        facts,
        draft: rows.iter().any(|row| row.draft),
        rows,
        used,
    };
    Ok(Reply::page(render(&page)))
}

fn uses(survey: &[Item], list: &str) -> bool {
    survey.iter().any(|item| match item {
        Item::Field(field) => match &field.r#type {
            FieldType::SelectOne(name) | FieldType::SelectMultiple(name) | FieldType::Rank(name) => name == list,
            _ => false,
        },
        Item::Group(group) => uses(&group.survey, list),
        Item::Repeat(repeat) => uses(&repeat.survey, list),
    })
}
