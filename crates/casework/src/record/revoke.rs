//! What a withdrawn consent ends: shares of the person's cases, closed in the same transaction.

use super::load;
use super::stage::Staged;
use crate::actor::Actor;
use crate::{Result, reserved};
use forms::Mission;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use store::{Reads, sql};
use uuid::Uuid;

const SHARES: &str = sql!(
    "SELECT id FROM record WHERE tenant = $1 AND kind = 'share' AND root = $2 AND erased = FALSE \
     UNION ALL SELECT id FROM record WHERE tenant = $1 AND kind = 'share' AND person = $3 AND erased = FALSE"
);

/// Stages the end of every share that stands under the record's root or is about its person: `last`, a day that is over
/// ([`super::beside::last_day`]), is their last, so that the next request finds them closed.
///
/// # Errors
/// What the store says.
pub fn shares(
    mission: &Mission,
    actor: &Actor,
    of: (Uuid, Option<Uuid>),
    last: &Value,
    reads: &mut Reads<'_>,
) -> Result<Vec<Staged>> {
    let Some(kind) = mission.kinds.get("share") else { return Ok(Vec::new()) };
    let (root, person) = of;
    let params = [actor.tenant().into(), root.into(), person.unwrap_or(root).into()];
    let ids: Vec<Uuid> = reads.all(SHARES, &params, |column| column.get(0))?;
    let mut ended = Vec::new();
    for loaded in load::many(reads, actor.tenant(), &ids)? {
        let before = load::answers_of(&loaded.row);
        if still_open(&before, last) {
            let mut after = before.clone();
            after.insert("until".into(), last.clone());
            ended.push(Staged {
                kind: kind.clone(),
                new: false,
                repeated: false,
                before,
                after,
                reserved: Map::new(),
                conflicts: Vec::new(),
                rows: Vec::new(),
                root_read: Some((loaded.root.id, loaded.root.tree)),
                moved_from: None,
                keys: BTreeMap::new(),
                access: reserved::whole(kind),
                row: loaded.row,
            });
        }
    }
    Ok(ended)
}

/// True for a share without a last day, or whose last day comes after `last`.
fn still_open(answers: &forms::answers::Answers, last: &Value) -> bool {
    let day = |date: &Value| date.get("to").and_then(Value::as_str).and_then(|day| day.parse::<Date>().ok());
    match (answers.get("until").and_then(day), day(last)) {
        (Some(until), Some(last)) => until > last,
        _ => true,
    }
}
