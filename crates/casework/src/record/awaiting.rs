//! Records whose next stage waits for the actor's approval.

use super::load::parse_id;
use super::view::{self, View};
use crate::actor::Actor;
use crate::{Error, Office, Result, access_log, rights};
use forms::Kind;
use forms::roles::Action;
use serde_json::json;
use std::collections::BTreeSet;
use store::{NewAccess, Param, Reads};
use uuid::Uuid;

/// A record that waits, with the moves the actor may approve.
#[derive(Clone, Debug)]
pub struct Awaiting {
    /// The record, as she sees it.
    pub view: View,
    /// The moves, in the order of the stage's own list.
    pub asked: Vec<Asked>,
}

/// One move that needs approvals.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The stage it leads to.
    pub stage: String,
    /// How many people must approve.
    pub need: usize,
    /// How many have, for the record as it stands.
    pub have: usize,
    /// True when she may not be among them: she wrote it, or owns it.
    pub barred: bool,
}

/// The records it may find: those in stages from which the actor's roles approve a move that leads to a final stage
/// (`closing`), or one that does not.
fn of_scope_sql(condition: &str, limit: usize) -> String {
    format!(
        "SELECT r.id, r.opened FROM record r JOIN record root ON root.tenant = r.tenant AND root.id = r.root \
     WHERE r.tenant = $1 AND r.erased = FALSE AND (r.opened < $2 OR (r.opened = $2 AND r.id < $3)) AND ({condition}) ORDER BY r.opened DESC, r.id DESC LIMIT {limit}"
    )
}
fn given_sql(places: &str) -> String {
    format!(
        "SELECT DISTINCT a.record, a.stage, a.version, a.account, a.decision, m.role FROM approval a \
     JOIN membership m ON m.tenant = a.tenant AND m.account = a.account WHERE a.tenant = $1 AND a.record IN {places}"
    )
}

/// Records that wait for the actor, newest first, after the one that `after` names; with what names the next page,
/// empty on the last. Records she has decided on as they stand are left out.
///
/// # Errors
/// [`Error::NotFound`] for an actor whose roles approve nothing; what the store says.
pub fn awaiting(
    office: &Office,
    actor: &Actor,
    closing: bool,
    after: &str,
    limit: usize,
) -> Result<(Vec<Awaiting>, String)> {
    let mission = office.mission();
    let (opened, id) = after
        .split_once('.')
        .and_then(|(opened, id)| Some((opened.parse::<i64>().ok()?, parse_id(id).ok()?)))
        .unwrap_or((i64::MAX, Uuid::nil()));
    let mut params: Vec<Param> = vec![actor.tenant().into(), opened.into(), id.into()];
    let mut terms = Vec::new();
    let mut approves = false;
    for kind in mission.kinds.values() {
        let Some(scope) = rights::scope(actor, kind, Action::Approve, office.now(), params.len() + 1) else { continue };
        approves |= kind.stages.iter().any(|stage| moves(actor, kind, &stage.name, None).next().is_some());
        let stages: Vec<&str> = kind
            .stages
            .iter()
            .filter(|stage| moves(actor, kind, &stage.name, Some(closing)).next().is_some())
            .map(|stage| stage.name.as_str())
            .collect();
        if stages.is_empty() {
            continue;
        }
        params.extend(scope.params);
        params.push(kind.name.clone().into());
        let name = params.len();
        let list = store::list(&mut params, stages.into_iter().map(|stage| Param::from(stage.to_owned())));
        terms.push(format!("(r.kind = ${name} AND r.stage IN {list} AND {})", scope.sql));
    }
    if !approves {
        return Err(Error::NotFound);
    }
    if terms.is_empty() {
        return Ok((Vec::new(), String::new()));
    }
    let text = of_scope_sql(&terms.join(" OR "), limit + 1);
    let (found, next) = office.store.read(|reads| -> Result<_> {
        let mut rows: Vec<(Uuid, i64)> = reads.all(&text, &params, |column| Ok((column.get(0)?, column.get(1)?)))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|(id, opened)| format!("{opened}.{}", id.simple()));
        let ids: Vec<Uuid> = rows.into_iter().map(|(id, _)| id).collect();
        let views = view::views(office, &mission, actor, &ids, limit, reads)?;
        Ok((asked(actor, views, closing, reads)?, next.unwrap_or_default()))
    })?;
    note(office, actor, &found)?;
    Ok((found, next))
}

fn waiting_sql(condition: &str) -> String {
    format!(
        "SELECT count(*) FROM (SELECT r.id FROM record r JOIN record root ON root.tenant = r.tenant AND root.id = r.root \
     WHERE r.tenant = $1 AND r.kind = $2 AND r.stage = $3 AND r.author <> $4 AND r.erased = FALSE AND ({condition}) LIMIT 100) AS w"
    )
}

/// How many records of a reserved kind stand at a stage and wait for the actor's decision: she has `approve` on them and
/// did not make them. At most a hundred.
///
/// # Errors
/// What the store says.
pub(super) fn waiting(office: &Office, actor: &Actor, kind: &str, stage: &str) -> Result<usize> {
    let mission = office.mission();
    let scope = mission.kinds.get(kind).and_then(|kind| rights::scope(actor, kind, Action::Approve, office.now(), 5));
    let Some(scope) = scope else { return Ok(0) };
    let mut params: Vec<Param> =
        vec![actor.tenant().into(), kind.to_owned().into(), stage.to_owned().into(), actor.id().into()];
    params.extend(scope.params);
    let text = waiting_sql(&scope.sql);
    let count: Option<i64> = office.store.read(|reads| reads.first(&text, &params, |column| column.get(0)))?;
    Ok(usize::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// The moves out of a stage that a role of the actor approves; with `closing`, only those to a final stage or only
/// those to another.
fn moves<'k>(
    actor: &'k Actor,
    kind: &'k Kind,
    from: &str,
    closing: Option<bool>,
) -> impl Iterator<Item = (&'k str, &'k forms::kind::Approval)> {
    let stage = kind.stage(from);
    stage
        .into_iter()
        .flat_map(|stage| stage.to.iter().filter_map(|to| Some((to.as_str(), stage.approve.get(to)?))))
        .filter(move |(to, approval)| {
            let ends = kind.stage(to).is_some_and(|stage| stage.r#final);
            actor.holds(&approval.role) && closing.is_none_or(|closing| closing == ends)
        })
}

struct Given {
    record: Uuid,
    stage: String,
    version: i64,
    account: Uuid,
    approved: bool,
    role: String,
}

fn asked(actor: &Actor, views: Vec<View>, closing: bool, reads: &mut Reads<'_>) -> Result<Vec<Awaiting>> {
    if views.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<Param> = vec![actor.tenant().into()];
    let places = store::list(&mut params, views.iter().map(|view| Param::Uuid(view.row.id)));
    let given = reads.all(&given_sql(&places), &params, |column| {
        Ok(Given {
            record: column.get(0)?,
            stage: column.get(1)?,
            version: column.get(2)?,
            account: column.get(3)?,
            approved: column.get::<String>(4)? == "approved",
            role: column.get(5)?,
        })
    })?;
    let mut found = Vec::new();
    for view in views.into_iter().filter(|view| view.access.may(Action::Approve)) {
        let asked: Vec<Asked> = moves(actor, &view.kind, &view.row.stage, Some(closing))
            .filter_map(|(stage, approval)| one(actor, &view, stage, approval, &given))
            .collect();
        if !asked.is_empty() {
            found.push(Awaiting { view, asked });
        }
    }
    Ok(found)
}

/// A move as it stands; nothing when she has decided on it.
fn one(actor: &Actor, view: &View, stage: &str, approval: &forms::kind::Approval, given: &[Given]) -> Option<Asked> {
    let excluded = match approval.not.as_str() {
        "author" => Some(view.row.author),
        "owner" => view.row.owner,
        _ => None,
    };
    let of_this = |one: &&Given| one.record == view.row.id && one.stage == stage && one.version == view.row.version;
    if given.iter().filter(of_this).any(|one| one.account == actor.id()) {
        return None;
    }
    let have: BTreeSet<Uuid> = given
        .iter()
        .filter(of_this)
        .filter(|one| one.approved && one.role == approval.role && Some(one.account) != excluded)
        .map(|one| one.account)
        .collect();
    Some(Asked {
        stage: stage.to_owned(),
        need: usize::from(approval.count.max(1)),
        have: have.len(),
        barred: excluded == Some(actor.id()),
    })
}

fn note(office: &Office, actor: &Actor, found: &[Awaiting]) -> Result<()> {
    let opened = found.iter().filter(|one| one.view.parts.iter().any(|part| part.open));
    let records: Vec<Uuid> = opened.map(|one| one.view.row.id).collect();
    if records.is_empty() {
        return Ok(());
    }
    let line = NewAccess { actor: actor.id(), act: "list", records, detail: json!({"kind": "approval"}) };
    access_log::note(office, actor.tenant(), vec![line])
}
