//! Settling a field with two answers: one change to the record, and the conflict closed in the same transaction.

use super::conflicts::{self, Stored};
use super::stage::{self, Staged, version_of};
use super::{load, rules, save, seal};
use crate::actor::Actor;
use crate::error::Clash;
use crate::{Error, Office, Result};
use forms::roles::Action;
use forms::{Compartment, answers};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{Param, Row};
use uuid::Uuid;

/// How a conflict is settled.
#[derive(Clone, Debug, PartialEq)]
pub enum Settled {
    /// What stands stays.
    Stands,
    /// What was kept aside is written.
    Aside,
    /// Neither: this is written; `None` leaves the field blank.
    Other(Option<Value>),
}

/// Settles an open conflict. `base` is the version of the record that the actor looked at.
///
/// The right is `resolve` on the record and reading the field's compartment; `change` is not asked for.
///
/// # Errors
/// [`Error::NotFound`] when the conflict is not open, or not open to the actor; [`Error::Stale`] when the field was
/// changed since; [`Error::Invalid`] and [`Error::Refused`] as for any change. Nothing is saved then.
pub fn resolve(office: &Office, actor: &Actor, id: Uuid, base: i64, how: &Settled) -> Result<save::Saved> {
    let mission = office.mission();
    let tenant = actor.tenant();
    let mut record = Uuid::nil();
    let receipt = office.store.change(tenant, |reads| -> Result<store::Change> {
        let conflict = conflicts::one(reads, tenant, id)?.ok_or(Error::NotFound)?;
        record = conflict.record;
        let loaded = load::one(reads, tenant, record)?.ok_or(Error::NotFound)?;
        let kind = mission.kinds.get(&loaded.row.kind).cloned().ok_or(Error::NotFound)?;
        let wanted = save::Wanted { id: record, kind: kind.name.clone(), base: base.max(1), ..save::Wanted::default() };
        let mut staged = vec![stage::existing(office, &mission, actor, &kind, &wanted, loaded, reads)?];
        apply(office, actor, &conflict, base, how, &mut staged[0])?;
        rules::judge(office, &mission, actor, &wanted, &mut staged, reads)?;
        let mut change = save::assemble(office, actor, &wanted, &staged)?;
        if let Some(one) = change.records.first_mut() {
            one.rows.push(closed(&conflict));
        }
        Ok(change)
    })?;
    Ok(save::Saved { id: record, version: receipt.seqs.first().copied().unwrap_or(0), conflicts: Vec::new() })
}

/// Brings the chosen answer onto the record, if it is not there already.
fn apply(
    office: &Office,
    actor: &Actor,
    conflict: &Stored,
    base: i64,
    how: &Settled,
    staged: &mut Staged,
) -> Result<()> {
    let may = staged.access.may(Action::Resolve)
        && Compartment::from_name(&conflict.compartment).is_some_and(|c| staged.access.see.contains(&c));
    if !may {
        return Err(Error::NotFound);
    }
    let stands = staged.after.get(&conflict.path).cloned();
    let chosen = match how {
        Settled::Stands => stands.clone(),
        Settled::Aside => conflicts::aside(office, actor.tenant(), conflict)?,
        Settled::Other(value) => value.clone(),
    };
    let version = version_of(&staged.row, &conflict.path);
    if version > base {
        let clash = Clash {
            record: conflict.record,
            path: conflict.path.clone(),
            theirs: stands,
            yours: chosen,
            by: Uuid::nil(),
            at: version,
        };
        return Err(Error::Stale(vec![clash]));
    }
    answers::apply(&mut staged.after, &BTreeMap::from([(conflict.path.clone(), chosen)]));
    staged.reserved.insert("$resolved".into(), json!([conflict.id]));
    Ok(())
}

/// The row of the conflict, closed.
fn closed(conflict: &Stored) -> Row {
    Row {
        table: &seal::CONFLICT,
        values: vec![
            conflict.id.into(),
            conflict.record.into(),
            conflict.path.clone().into(),
            conflict.compartment.clone().into(),
            conflict.base.into(),
            conflict.account.into(),
            conflict.at.into(),
            conflict.sealed.key.clone().into(),
            Param::Bytes(conflict.sealed.nonce.to_vec()),
            conflict.sealed.ciphertext.clone().into(),
            false.into(),
        ],
        delete: false,
    }
}
