//! Who is told: a rule that comes to be broken tells a role (`else: {notify: ROLE}`), and each of that role who may see
//! the record finds a line on her desk until she has read it.

use crate::actor::Actor;
use crate::record::{Staged, View, views};
use crate::{Error, Office, Result};
use forms::kind::Otherwise;
use forms::{Label, Mission};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use store::{Param, Row, Table, list, sql};
use uuid::Uuid;

/// Something told.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The record, as its reader sees it.
    pub view: View,
    /// Id of the rule.
    pub rule: String,
    /// What the rule says: words of the mission, never of a person.
    pub message: Label,
    /// When it was told, microseconds.
    pub told: i64,
}

/// Lines read at once; older ones come when these are read.
const MOST: usize = 100;
/// What is older has been dealt with, or a line does not help any more.
const KEPT: i64 = 90 * 86_400 * 1_000_000;

static NOTICE: Table = Table { name: "notice", columns: &["record", "rule", "role", "told"], key: 2 };

fn unread_sql(places: &str) -> String {
    format!(
        "SELECT n.record, n.rule, n.told FROM notice n WHERE n.tenant = $1 AND n.told > $2 AND n.role IN {places} \
     AND NOT EXISTS (SELECT 1 FROM notice_read h WHERE h.tenant = n.tenant AND h.record = n.record AND h.rule = n.rule \
     AND h.account = $3 AND h.read >= n.told) ORDER BY n.told DESC, n.record, n.rule LIMIT {MOST}"
    )
}
const READ: &str = sql!(
    "INSERT INTO notice_read (tenant, record, rule, account, read) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (tenant, record, rule, account) DO UPDATE SET read = excluded.read"
);

/// Notes in a staged record that a rule tells a role.
pub(crate) fn tell(staged: &mut Staged, rule: &str, role: &str, now: i64) {
    let told = staged.reserved.entry("$told").or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(told) = told {
        told.insert(rule.to_owned(), json!({"role": role, "at": now}));
    }
    let values = vec![staged.row.id.into(), rule.to_owned().into(), role.to_owned().into(), now.into()];
    staged.rows.push(Row { table: &NOTICE, values, delete: false });
}

/// True when some rule tells a role that the actor holds.
pub fn hears(mission: &Mission, actor: &Actor) -> bool {
    let mut rules = mission.kinds.values().flat_map(|kind| &kind.rules);
    rules.any(|rule| matches!(&rule.otherwise, Otherwise::Notify(role) if actor.holds(role)))
}

/// What the actor was told and has not read, newest first, of records that are open to her.
///
/// # Errors
/// [`Error::NotFound`] for who is never told anything; what the store says.
pub fn unread(office: &Office, actor: &Actor) -> Result<Vec<Notice>> {
    let mission = office.mission();
    if !hears(&mission, actor) {
        return Err(Error::NotFound);
    }
    let mut params: Vec<Param> = vec![actor.tenant().into(), (office.now() - KEPT).into(), actor.id().into()];
    let places = list(&mut params, actor.roles().map(|role| Param::from(role.name.clone())));
    office.store.read(|reads| {
        let row = |column: &store::Column<'_>| Ok((column.get::<Uuid>(0)?, column.get::<String>(1)?, column.get(2)?));
        let told: Vec<(Uuid, String, i64)> = reads.all(&unread_sql(&places), &params, row)?;
        let ids: Vec<Uuid> = told.iter().map(|(id, ..)| *id).collect();
        let seen = views(office, &mission, actor, &ids, MOST, reads)?;
        let seen: BTreeMap<Uuid, View> = seen.into_iter().map(|view| (view.row.id, view)).collect();
        let notice = |(id, rule, told): (Uuid, String, i64)| {
            let view = seen.get(&id)?.clone();
            let message = view.kind.rules.iter().find(|one| one.id == rule).map(|one| one.message.clone());
            Some(Notice { view, rule, message: message.unwrap_or_default(), told })
        };
        Ok(told.into_iter().filter_map(notice).collect())
    })
}

/// Notes that the actor has read what a rule told her of a record.
///
/// # Errors
/// [`Error::NotFound`] when she has nothing of the kind to read.
pub fn read(office: &Office, actor: &Actor, record: Uuid, rule: &str) -> Result<()> {
    let mine = unread(office, actor)?;
    if !mine.iter().any(|notice| notice.view.row.id == record && notice.rule == rule) {
        return Err(Error::NotFound);
    }
    let params = [actor.tenant().into(), record.into(), rule.to_owned().into(), actor.id().into(), office.now().into()];
    office.store.write(move |writes| writes.run(READ, &params).map_err(Error::from))?;
    Ok(())
}
