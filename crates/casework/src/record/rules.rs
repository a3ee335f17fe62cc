//! Calculations, validation and rules, over all records of a change together: "a case opens only with a consent" is
//! judged when the consent is staged beside the case.

use super::beside;
use super::load;
use super::named;
use super::revoke;
use super::save::Wanted;
use super::stage::Staged;
use super::world::{Judge, World};
use crate::actor::Actor;
use crate::error::Broken;
use crate::{Error, Office, Result, files, notices, surroundings};
use forms::answers::{self, FieldError};
use forms::expr::Context;
use forms::kind::{Event, Otherwise, Rule};
use forms::{Kind, Mission};
use serde_json::json;
use store::Reads;

/// Works out calculations, validates, and judges the rules of every staged record.
///
/// # Errors
/// [`Error::Invalid`], [`Error::Refused`].
pub fn judge(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    wanted: &Wanted,
    staged: &mut Vec<Staged>,
    reads: &mut Reads<'_>,
) -> Result<()> {
    named::check(office, mission, actor, staged, reads)?;
    let surroundings = surroundings::env(office, mission, actor);
    let world = World::load(office, mission, actor, staged, reads)?;
    let mut wrong = Vec::new();
    for index in 0..staged.len() {
        let mut after = std::mem::take(&mut staged[index].after);
        {
            let one = &staged[index];
            let host = Judge { world: &world, staged, index, surroundings: &surroundings };
            let env = surroundings.with(&host);
            if one.new {
                wrong.extend(prefixed(index, answers::begin(&one.kind, mission, &mut after, &env)));
            }
            let done = answers::recompute(&one.kind, mission, &mut after, &env);
            if one.new || after != one.before {
                let found = answers::validate_recomputed(&one.kind, mission, &after, done, &env);
                wrong.extend(prefixed(index, found));
            }
        }
        staged[index].after = after;
        wrong.extend(prefixed(index, files::claim(actor, &mut staged[index], reads)?));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let broken = rules(mission, &surroundings, &world, wanted, staged, office.now())?;
    if !broken.is_empty() {
        return Err(Error::Refused(broken));
    }
    approvals(&world, staged)?;
    unique(actor, staged, reads)?;
    let withdrawn: Vec<_> = staged
        .iter()
        .filter(|one| one.reserved.contains_key("$revoke"))
        .map(|one| (one.row.root, one.row.person))
        .collect();
    for of in withdrawn {
        staged.extend(revoke::shares(mission, actor, of, &beside::last_day(office)?, reads)?);
    }
    for one in staged.iter_mut() {
        one.note_stage(office.now());
    }
    Ok(())
}

/// Errors of children name the child, as `children/<number>/path`.
fn prefixed(index: usize, errors: Vec<FieldError>) -> Vec<FieldError> {
    errors
        .into_iter()
        .map(
            |error| {
                if index == 0 {
                    error
                } else {
                    FieldError { path: format!("children/{index}/{}", error.path), ..error }
                }
            },
        )
        .collect()
}

fn rules(
    mission: &Mission,
    surroundings: &surroundings::Surroundings<'_>,
    world: &World<'_>,
    wanted: &Wanted,
    staged: &mut [Staged],
    now: i64,
) -> Result<Vec<Broken>> {
    let mut broken = Vec::new();
    let mut moves = Vec::new();
    let mut told = Vec::new();
    for index in 0..staged.len() {
        let one = &staged[index];
        if !one.new && one.is_unchanged() {
            continue;
        }
        let host = Judge { world, staged, index, surroundings };
        let env = surroundings.with(&host);
        let view = answers::AnswersView::new(&one.kind, mission, &one.after, &env);
        let context = view.context("");
        for rule in one.kind.rules.iter().filter(|rule| rule.on.iter().any(|event| happens(event, one))) {
            if holds(rule, &one.kind, &context)? {
                continue;
            }
            match &rule.otherwise {
                Otherwise::Warn if !wanted.reason.trim().is_empty() => {}
                Otherwise::Refuse | Otherwise::Warn => broken.push(Broken {
                    rule: rule.id.clone(),
                    message: rule.message.clone(),
                    fields: rule.fields.clone(),
                    reason: rule.otherwise == Otherwise::Warn,
                }),
                Otherwise::Move(stage) => moves.push((index, stage.clone())),
                Otherwise::Revoke(what) => moves.push((index, format!("$revoke:{what}"))),
                Otherwise::Notify(role) => {
                    // Told when it comes to be so, not again at every change while it stays so.
                    let before = answers::AnswersView::new(&one.kind, mission, &one.before, &env);
                    if one.new || one.moved_from.is_some() || holds(rule, &one.kind, &before.context(""))? {
                        told.push((index, rule.id.clone(), role.clone()));
                    }
                }
                Otherwise::Task => {}
            }
        }
    }
    for (index, what) in moves {
        follow(&mut staged[index], &what);
    }
    for (index, rule, role) in told {
        notices::tell(&mut staged[index], &rule, &role, now);
    }
    Ok(broken)
}

/// What a rule does without refusing: the record moves, or what was granted ends in the same transaction.
fn follow(staged: &mut Staged, what: &str) {
    match what.strip_prefix("$revoke:") {
        Some(granted) => {
            staged.reserved.insert("$revoke".into(), json!(granted));
        }
        None if staged.row.stage != what => {
            staged.moved_from = Some(std::mem::replace(&mut staged.row.stage, what.to_owned()));
            staged.reserved.insert("$stage".into(), json!(what));
        }
        None => {}
    }
}

fn happens(event: &Event, staged: &Staged) -> bool {
    match event {
        Event::Create => staged.new,
        Event::Change => staged.new || staged.before != staged.after,
        Event::Stage(stage) => staged.moved_from.is_some() && staged.row.stage == *stage,
        Event::Daily | Event::At(_) => false,
    }
}

/// True when the rule does not apply or its requirement is met.
fn holds(rule: &Rule, kind: &Kind, context: &Context<'_>) -> Result<bool> {
    let truth = |expression: &forms::expr::Expression| {
        expression
            .is_true(context)
            .map_err(|error| Error::Request(format!("rule {} of {}: {error}", rule.id, kind.name)))
    };
    if let Some(when) = &rule.when
        && !truth(when)?
    {
        return Ok(true);
    }
    rule.require.as_ref().map_or(Ok(false), truth)
}

/// A move that needs approvals has them, from distinct people, for the version as it stands.
fn approvals(world: &World<'_>, staged: &[Staged]) -> Result<()> {
    for one in staged {
        let Some(from) = &one.moved_from else { continue };
        let Some(needed) = one.kind.stage(from).and_then(|stage| stage.approve.get(&one.row.stage)) else { continue };
        let given = world.approvers(one, &needed.role, &needed.not);
        if given < usize::from(needed.count.max(1)) {
            return Err(Error::Refused(vec![Broken {
                rule: format!("approval:{}", needed.role),
                message: forms::Label::default(),
                fields: Vec::new(),
                reason: false,
            }]));
        }
    }
    Ok(())
}

fn same_sql(condition: &str) -> String {
    format!(
        "SELECT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain \
     FROM record r WHERE r.tenant = $1 AND r.kind = $2 AND r.erased = FALSE AND r.id <> $3 AND {condition}"
    )
}

/// At most one current record of the values a kind calls unique, under the same root or about the same person.
fn unique(actor: &Actor, staged: &[Staged], reads: &mut Reads<'_>) -> Result<()> {
    for one in staged.iter().filter(|one| one.new && !one.kind.unique.is_empty()) {
        let (condition, holder) = match one.row.person {
            Some(person) => ("r.person = $4", person),
            None => ("r.root = $4", one.row.root),
        };
        let params = [actor.tenant().into(), one.kind.name.clone().into(), one.row.id.into(), holder.into()];
        let others = reads.all(&same_sql(condition), &params, load::row)?;
        let same = |row: &store::RecordRow| {
            one.kind.unique.iter().all(|field| match field.as_str() {
                "person" => row.person == one.row.person,
                field => row.plain.get(field) == one.after.get(field),
            })
        };
        if others.iter().any(same) {
            return Err(Error::Refused(vec![Broken {
                rule: "unique".into(),
                message: forms::Label::default(),
                fields: one.kind.unique.clone(),
                reason: false,
            }]));
        }
    }
    Ok(())
}
