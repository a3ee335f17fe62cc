//! Forty people and twenty-five cases at every stage, written day by day by those who work on them.

use super::Story;
use super::chance::Chance;
use super::office::{Made, at};
use super::words::{BOYS, FAMILIES, GIRLS, NOTES, PLANS};
use crate::people::changes;
use anyhow::{Context, Result};
use calendar::PartialDate;
use casework::actor::Actor;
use casework::record::{self, Saved, Wanted};
use casework::{Office, accounts};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use uuid::Uuid;

/// People made.
const PEOPLE: usize = 40;
/// Cases opened, for the first of them.
const CASES: usize = 25;
/// The way of a case, stage by stage.
const WAY: [&str; 7] = ["registered", "assessed", "planned", "in_service", "review", "preparing_exit", "after_care"];

/// Who works on a case.
struct Team<'a> {
    office: &'a Office,
    worker: Actor,
    supervisor: Actor,
}

/// Makes people, cases, their history, and the things a visitor should find: an open conflict, an approval that waits,
/// a withdrawn consent.
pub fn fill(office: &Office, story: &Story, made: &Made, chance: &mut Chance) -> Result<()> {
    let actor = |name: &str| accounts::staff(office, made.tenants[name], made.users[name]);
    let team = Team { office, worker: actor("maya")?, supervisor: actor("kiran")? };
    for number in 0..PEOPLE {
        let opened = 190 - i64::try_from(number).unwrap_or(0) * 4;
        let person = person(&team, story, chance, number, opened).with_context(|| format!("person {number}"))?;
        if number < CASES {
            case(&team, story, chance, number, person, opened).with_context(|| format!("case {number}"))?;
        }
    }
    let partner = Team { office, worker: actor("sabina")?, supervisor: actor("sabina")? };
    let person = person(&partner, story, chance, 3, 60).context("a partner's person")?;
    open_case(&partner, story, chance, person, 60).context("a partner's case")?;
    Ok(())
}

fn person(team: &Team<'_>, story: &Story, chance: &mut Chance, number: usize, days: i64) -> Result<Uuid> {
    let girl = number % 4 != 3;
    let (given, given_ne) = *if girl { chance.one(&GIRLS) } else { chance.one(&BOYS) };
    let (family, family_ne) = *chance.one(&FAMILIES);
    let when = at(story, days, 9);
    let child = number % 5 != 4;
    let age = i16::try_from(chance.below(9)).unwrap_or(0) + if child { 9 } else { 22 };
    let (name, birth, origin) = (chance.id(when), chance.id(when), chance.id(when));
    let mut answers = json!({
        "presumed_child": if child { "yes" } else { "no" },
        "sex": if girl { "female" } else { "male" },
        "languages": ["npi"],
    });
    answers[format!("names/{name}")] = json!({});
    answers[format!("names/{name}/kind")] = json!("birth");
    answers[format!("names/{name}/native")] = json!(format!("{given_ne} {family_ne}"));
    answers[format!("names/{name}/latin")] = json!(format!("{given} {family}"));
    answers[format!("names/{name}/source")] = json!("self");
    answers[format!("names/{name}/preferred")] = json!("yes");
    answers[format!("births/{birth}")] = json!({});
    answers[format!("births/{birth}/date")] = birth_date(story, age, chance)?;
    answers[format!("births/{birth}/basis")] = json!(*chance.one(&["memory", "event", "assessed", "document"]));
    answers[format!("births/{birth}/source")] = json!("self");
    answers[format!("origins/{origin}")] = json!({});
    answers[format!("origins/{origin}/country")] = json!("NP");
    answers[format!("origins/{origin}/source")] = json!("self");
    let wanted = Wanted {
        id: chance.id(when),
        kind: "person".into(),
        happened: when,
        changes: changes(answers),
        ..Wanted::default()
    };
    Ok(save(team, &team.worker, wanted)?.id)
}

/// A year alone for most, as it is in life.
fn birth_date(story: &Story, age: i16, chance: &mut Chance) -> Result<Value> {
    let year = i32::from(story.today.year() - age) + 57;
    let (month, day) = match chance.below(3) {
        0 => (Some(1 + i32::try_from(chance.below(12))?), Some(1 + i32::try_from(chance.below(29))?)),
        1 => (Some(1 + i32::try_from(chance.below(12))?), None),
        _ => (None, None),
    };
    let table = calendar::Table::embedded();
    let date = PartialDate::new(calendar::Calendar::BikramSambat, year, month, day, false, table)
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(serde_json::to_value(date)?)
}

/// A day as an answer.
fn day(moment: i64) -> Result<Value> {
    let day = Timestamp::from_microsecond(moment)?.to_zoned_datetime(TimeZone::UTC).date();
    Ok(serde_json::to_value(PartialDate::from_day(day).map_err(|error| anyhow::anyhow!("{error:?}"))?)?)
}

/// Opens a case with her consent in the same breath.
fn open_case(team: &Team<'_>, story: &Story, chance: &mut Chance, person: Uuid, days: i64) -> Result<Uuid> {
    let when = at(story, days, 11);
    let consent = json!({
        "purpose": "services",
        "state": "given",
        "given_by": "child",
        "how_explained": ["spoken", "pictures"],
        "understood": "yes",
        "evidence": ["thumb"],
        "date": day(when)?,
    });
    let answers = json!({
        "source": *chance.one(&["border", "committee", "family", "police", "teacher"]),
        "ground": "consent",
        "presenting_concern": [*chance.one(&["exploitation", "risk_of_trafficking", "violence", "family"])],
        "safe_now": "yes",
        "risk": *chance.one(&["high", "medium", "low"]),
        "risk_review": day(at(story, days - 30, 9))?,
        "care": *chance.one(&["residential_temporary", "kin", "parents"]),
        "school": *chance.one(&["enrolled_regular", "non_formal", "catch_up"]),
        "home_district": *chance.one(&["NP0328", "NP0323", "NP0557", "NP0329"]),
    });
    let wanted = Wanted {
        id: chance.id(when),
        kind: "case".into(),
        happened: when,
        person: Some(person),
        changes: changes(answers),
        children: vec![Wanted {
            id: chance.id(when),
            kind: "consent".into(),
            happened: when,
            person: Some(person),
            changes: changes(consent),
            ..Wanted::default()
        }],
        ..Wanted::default()
    };
    Ok(save(team, &team.worker, wanted)?.id)
}

/// A case with as many stages behind it as its number says, notes on the way, and what a visitor should find.
fn case(team: &Team<'_>, story: &Story, chance: &mut Chance, number: usize, person: Uuid, opened: i64) -> Result<()> {
    let id = open_case(team, story, chance, person, opened)?;
    let stages = number % (WAY.len() + 2);
    for (step, stage) in WAY.iter().take(stages).enumerate() {
        let days = opened - 4 - i64::try_from(step).unwrap_or(0) * 6;
        if *stage == "after_care" {
            approve(team, story, chance, id, stage, days)?;
        }
        change(team, &team.worker, id, at(story, days, 15), Some(stage), json!({}))?;
        note(team, story, chance, id, days)?;
    }
    if stages > WAY.len() {
        let days = opened - 60;
        change(team, &team.worker, id, at(story, days, 10), None, json!({"closure_reason": "goals_met"}))?;
        approve(team, story, chance, id, "closed", days)?;
        change(team, &team.worker, id, at(story, days, 16), Some("closed"), json!({}))?;
    } else if number % 3 == 1 {
        change(
            team,
            &team.worker,
            id,
            at(story, 9, 12),
            None,
            json!({"risk": "high", "safe_now": "no", "safety_plan": *chance.one(&PLANS)}),
        )?;
    }
    match number {
        1 => conflict(team, story, id),
        2 => withdraw(team, story, chance, id, person),
        _ => Ok(()),
    }
}

fn note(team: &Team<'_>, story: &Story, chance: &mut Chance, parent: Uuid, days: i64) -> Result<()> {
    let when = at(story, days, 17);
    let answers = json!({
        "kind": *chance.one(&["call", "visit", "meeting", "her_words", "observation"]),
        "happened_on": day(when)?,
        "text": *chance.one(&NOTES),
    });
    let wanted = Wanted {
        id: chance.id(when),
        kind: "note".into(),
        happened: when,
        parent: Some(parent),
        changes: changes(answers),
        ..Wanted::default()
    };
    save(team, &team.worker, wanted)?;
    Ok(())
}

/// The supervisor agrees that a case moves to a stage.
fn approve(team: &Team<'_>, story: &Story, chance: &mut Chance, case: Uuid, stage: &str, days: i64) -> Result<()> {
    let when = at(story, days, 14);
    let version = record::open(team.office, &team.supervisor, case)?.version;
    let answers = json!({
        "stage": stage,
        "version": version,
        "decision": "approved",
    });
    let wanted = Wanted {
        id: chance.id(when),
        kind: "approval".into(),
        happened: when,
        parent: Some(case),
        changes: changes(answers),
        ..Wanted::default()
    };
    save(team, &team.supervisor, wanted)?;
    Ok(())
}

/// Two people changed the risk from the same version, one of them away from the office: both values are kept.
fn conflict(team: &Team<'_>, story: &Story, case: Uuid) -> Result<()> {
    let seen = record::open(team.office, &team.worker, case)?.version;
    change(team, &team.supervisor, case, at(story, 3, 10), None, json!({"risk": "low"}))?;
    let wanted = Wanted {
        id: case,
        kind: "case".into(),
        base: seen,
        happened: at(story, 3, 11),
        changes: changes(json!({"risk": "high"})),
        keep_conflicts: true,
        ..Wanted::default()
    };
    save(team, &team.worker, wanted)?;
    Ok(())
}

/// She withdraws her consent to statistics.
fn withdraw(team: &Team<'_>, story: &Story, chance: &mut Chance, case: Uuid, person: Uuid) -> Result<()> {
    let when = at(story, 40, 10);
    let answers = json!({
        "purpose": "statistics",
        "state": "given",
        "given_by": "child",
        "how_explained": ["spoken"],
        "understood": "yes",
        "evidence": ["witness"],
        "date": day(when)?,
    });
    let wanted = Wanted {
        id: chance.id(when),
        kind: "consent".into(),
        happened: when,
        parent: Some(case),
        person: Some(person),
        changes: changes(answers),
        ..Wanted::default()
    };
    let consent = save(team, &team.worker, wanted)?.id;
    change(team, &team.worker, consent, at(story, 12, 10), None, json!({"state": "withdrawn"}))
}

/// A change against the version that stands.
fn change(team: &Team<'_>, by: &Actor, id: Uuid, happened: i64, stage: Option<&str>, answers: Value) -> Result<()> {
    let view = record::open(team.office, by, id)?;
    let wanted = Wanted {
        id,
        kind: view.kind.name.clone(),
        base: view.version,
        happened,
        stage: stage.map(str::to_owned),
        changes: changes(answers),
        ..Wanted::default()
    };
    save(team, by, wanted)?;
    Ok(())
}

fn save(team: &Team<'_>, by: &Actor, wanted: Wanted) -> Result<Saved> {
    record::save(team.office, by, &wanted).map_err(|error| anyhow::anyhow!("{}: {error:?}", wanted.kind))
}
