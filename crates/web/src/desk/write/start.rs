//! What a form begins from: first answers, the answers at a version, the parts she may write of a new record, and what
//! the program itself fills in.

use crate::call::Call;
use crate::form::Access;
use calendar::PartialDate;
use casework::record::{self, View};
use casework::rights::{self, sites_to_create};
use casework::{Error, reserved, surroundings};
use forms::answers::{self, Answers};
use forms::roles::Action;
use forms::{Field, FieldType, Kind, Mission};
use jiff::{Timestamp, ZonedDateTime};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The changes a draft holds.
pub fn changes(kept: &Answers) -> answers::Changes {
    kept.iter().map(|(path, answer)| (path.clone(), (!answer.is_null()).then(|| answer.clone()))).collect()
}

/// What expressions may know beside the record.
pub fn in_env<T>(call: &Call, mission: &Mission, then: impl FnOnce(&forms::expr::Env<'_>) -> T) -> T {
    let surroundings = surroundings::env(&call.app.office, mission, &call.actor);
    let mut env = surroundings.env();
    env.language = &call.language;
    then(&env)
}

/// The first answers of a new record or child.
pub fn begin(call: &Call, kind: &Kind, answers: &mut Answers) {
    let mission = call.app.office.mission();
    in_env(call, &mission, |env| answers::begin(kind, &mission, answers, env));
}

/// What the program itself fills in when a form is begun: the moment, which the record's id tells, the day, the account.
pub fn stamps(call: &Call, kind: &Kind, access: &Access, id: Uuid) -> Answers {
    let begun = id
        .get_timestamp()
        .map(|at| at.to_unix())
        .and_then(|(seconds, nanos)| Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?).ok());
    let Some(begun) = begun.map(|at| at.to_zoned_datetime(call.actor.zone())) else { return Answers::new() };
    let stamp = |field: &&Field| match field.r#type {
        FieldType::Start => Some(moment(&begun)),
        FieldType::Today => PartialDate::from_day(begun.date()).ok().and_then(|day| serde_json::to_value(day).ok()),
        FieldType::Username => Some(call.actor.id().to_string().into()),
        _ => None,
    };
    let fields = kind.fields();
    let hers = fields.iter().filter(|field| access.write.contains(&field.compartment));
    hers.filter_map(|field| Some((field.name.clone(), stamp(field)?))).collect()
}

/// A moment as it is stored.
fn moment(at: &ZonedDateTime) -> Value {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string().into()
}

/// What the program fills in when a form is saved: the moment.
pub fn stamps_of_saving(call: &Call, kind: &Kind, access: &Access) -> Answers {
    let Ok(now) = Timestamp::from_microsecond(call.app.office.now()) else { return Answers::new() };
    let end = |field: &&Field| field.r#type == FieldType::End && access.write.contains(&field.compartment);
    let at = moment(&now.to_zoned_datetime(call.actor.zone()));
    kind.fields().into_iter().filter(end).map(|field| (field.name.clone(), at.clone())).collect()
}

/// The answers at a version: what changed since is as it was.
pub fn as_of(call: &Call, view: &View, version: i64) -> Result<Answers, Error> {
    let mut answers = view.answers.clone();
    let since = view.row.fields.iter().filter(|(path, seq)| {
        let seen = view.kind.compartment(path).is_some_and(|part| view.access.see.contains(&part));
        !path.starts_with('$') && seen && seq.as_i64().is_some_and(|seq| seq > version)
    });
    for (path, _) in since {
        let history = record::history(&call.app.office, &call.actor, view.row.id, path)?;
        match history
            .iter()
            .filter(|one| one.seq <= version)
            .max_by_key(|one| one.seq)
            .and_then(|one| one.value.clone())
        {
            Some(value) => drop(answers.insert(path.clone(), value)),
            None => drop(answers.remove(path)),
        }
    }
    Ok(answers)
}

/// What she may write of a record she makes, and so read while she fills it; nothing when she may not make it. Whether
/// she may here and now is decided when it is saved.
pub fn creating(call: &Call, kind: &Kind, parent: Option<&View>) -> Option<Access> {
    let actor = &call.actor;
    let on_parent = reserved::action_on_parent(&kind.name);
    if let Some(action) = on_parent {
        let may = parent.is_some_and(|view| view.access.actions.contains(&action));
        let whole = reserved::whole(kind);
        return may.then_some(Access { see: whole.see, write: whole.write });
    }
    if reserved::manage_of(&kind.name).is_some_and(|part| rights::manages(actor, part)) {
        let whole = reserved::whole(kind);
        return Some(Access { see: whole.see, write: whole.write });
    }
    let creates = |grant: &&forms::roles::Grant| {
        grant.r#do.contains(&Action::Create) && (grant.kinds.contains(&kind.name) || grant.groups.contains(&kind.group))
    };
    let alone = parent.is_none() && sites_to_create(actor, kind, call.app.office.now()).is_empty();
    let grants: Vec<&forms::roles::Grant> = actor.roles().flat_map(|role| &role.grants).filter(creates).collect();
    if grants.is_empty() || alone {
        return None;
    }
    let parts =
        |grant: &&forms::roles::Grant| if grant.write.is_empty() { grant.see.clone() } else { grant.write.clone() };
    let write: BTreeSet<forms::Compartment> = grants.iter().flat_map(parts).collect();
    Some(Access { see: write.clone(), write })
}
