//! What lists and searches find records by, made anew when a kind comes to index or search other questions.

use super::fits::Shape;
use super::{InForce, body};
use crate::record::facets_of;
use crate::{Office, Result};
use forms::{Kind, Mission, answers};
use serde_json::{Map, Value};
use std::sync::Arc;
use store::{Param, Table, Writes, sql};
use uuid::Uuid;

/// Records of one transaction: other writers wait no longer than these take.
const BATCH: i64 = 200;
static FACET: Table = Table { name: "facet", columns: &["record", "field", "value", "kind", "rank"], key: 3 };
static TERM: Table = Table { name: "term", columns: &["record", "term", "kind"], key: 2 };

const HEAD: &str = sql!("SELECT seq FROM ledger_head WHERE tenant = $1 FOR UPDATE");
const RECORDS: &str = sql!(
    "SELECT id, opened, plain FROM record WHERE tenant = $1 AND kind = $2 AND erased = FALSE \
     AND (opened > $3 OR (opened = $3 AND id > $4)) ORDER BY opened, id LIMIT $5"
);

fn facets_gone_sql(records: &str) -> String {
    format!("DELETE FROM facet WHERE tenant = $1 AND record IN {records}")
}

fn terms_gone_sql(records: &str) -> String {
    format!("DELETE FROM term WHERE tenant = $1 AND record IN {records}")
}

/// Indexes the records of every kind that indexes or searches other questions than the definition in force.
///
/// # Errors
/// What the store says.
pub fn anew(office: &Office, tenant: i64, stands: &InForce, mission: &Mission) -> Result<()> {
    for (name, hash) in &stands.kinds {
        let Some(kind) = mission.kinds.get(name).filter(|kind| kind.hash != *hash) else { continue };
        let Some(old) = body(&office.store, tenant, hash)? else { continue };
        if Shape::of(&old)?.found_by() != Shape::of(&kind.definition())?.found_by() {
            of_kind(office, tenant, kind)?;
        }
    }
    Ok(())
}

fn of_kind(office: &Office, tenant: i64, kind: &Arc<Kind>) -> Result<()> {
    let mut after = (i64::MIN, Uuid::nil());
    loop {
        let kind = Arc::clone(kind);
        let last = office.store.write(move |writes| -> store::Result<_> { batch(writes, tenant, &kind, after) })?;
        let Some(last) = last else { return Ok(()) };
        after = last;
    }
}

/// Indexes some records; gives the last of them. Who writes to the ledger waits meanwhile, so that nothing newer is
/// written over.
fn batch(
    writes: &mut Writes<'_>,
    tenant: i64,
    kind: &Kind,
    (opened, id): (i64, Uuid),
) -> store::Result<Option<(i64, Uuid)>> {
    writes.reads().first(HEAD, &[tenant.into()], |column| column.get::<i64>(0))?;
    let params = [tenant.into(), kind.name.clone().into(), opened.into(), id.into(), BATCH.into()];
    let records: Vec<(Uuid, i64, String)> =
        writes.reads().all(RECORDS, &params, |column| Ok((column.get(0)?, column.get(1)?, column.get(2)?)))?;
    let Some(last) = records.last().map(|(id, opened, _)| (*opened, *id)) else { return Ok(None) };
    let mut gone = vec![tenant.into()];
    let places = store::list(&mut gone, records.iter().map(|(id, ..)| Param::from(*id)));
    writes.run(&facets_gone_sql(&places), &gone)?;
    writes.run(&terms_gone_sql(&places), &gone)?;
    let (mut facets, mut terms) = (Vec::new(), Vec::new());
    for (id, _, plain) in &records {
        let plain: Map<String, Value> = serde_json::from_str(plain).unwrap_or_default();
        facets.extend(facets_of(kind, &plain).into_iter().map(|facet| {
            vec![(*id).into(), facet.field.into(), facet.value.into(), kind.name.clone().into(), facet.rank.into()]
        }));
        let words = answers::terms(kind, &plain.into_iter().collect());
        terms.extend(words.into_iter().map(|word| vec![(*id).into(), word.into(), kind.name.clone().into()]));
    }
    writes.add(&FACET, tenant, facets)?;
    writes.add(&TERM, tenant, terms)?;
    Ok(Some(last))
}
