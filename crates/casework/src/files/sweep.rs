//! Files that nothing keeps: their form was thrown away, left, or they did not arrive whole.

use super::{Stored, wrapped_keys};
use crate::{Error, Office, Result, tenants};
use std::collections::BTreeSet;
use store::{Param, list, sql};
use uuid::Uuid;

/// A file is left alone for a day: its form may still be open, or its record be sent later.
const GRACE: i64 = 24 * 3_600 * 1_000_000;
/// Files looked at together.
const BATCH: i64 = 100;

const UNNAMED: &str = sql!(
    "SELECT f.id, f.record, f.compartment, f.media, f.bytes, f.chunks, f.key, f.nonce, f.name, f.complete, f.created \
     FROM file f WHERE f.tenant = $1 AND f.complete = FALSE AND f.created < $2 AND f.id > $3 AND NOT EXISTS \
     (SELECT 1 FROM conflict c WHERE c.tenant = f.tenant AND c.record = f.record AND c.open) ORDER BY f.id LIMIT $4"
);
const GONE: &str = sql!("DELETE FROM file WHERE tenant = $1 AND id = $2 AND complete = FALSE");
const GONE_CHUNKS: &str = sql!("DELETE FROM file_chunk WHERE tenant = $1 AND file = $2");
const GONE_KEY: &str = sql!("DELETE FROM record_key WHERE tenant = $1 AND record = $2 AND compartment = $3");

fn drafts_sql(places: &str) -> String {
    format!("SELECT id FROM draft WHERE tenant = $1 AND id IN {places}")
}

/// Takes away the files that were sent more than a day ago, that no saved answer names and no draft or open conflict
/// keeps; gives how many. Running it twice does no harm.
///
/// # Errors
/// What the store says.
pub fn sweep(office: &Office) -> Result<u64> {
    let mut gone = 0;
    for tenant in tenants::all(&office.store)? {
        let mut after = Uuid::nil();
        loop {
            let files = unnamed(office, tenant.tenant, after)?;
            let Some(last) = files.last().map(|(stored, _)| stored.id) else { break };
            after = last;
            let kept = drafts(office, tenant.tenant, files.iter().filter_map(|(_, form)| *form).collect())?;
            for (stored, form) in files {
                if form.is_none_or(|form| !kept.contains(&form)) {
                    remove(office, tenant.tenant, &stored)?;
                    gone += 1;
                }
            }
        }
    }
    Ok(gone)
}

/// Some files that no answer names, each with the form it was sent with; none for one whose key is gone, as after a
/// restore: nobody can read it.
fn unnamed(office: &Office, tenant: i64, after: Uuid) -> Result<Vec<(Stored, Option<Uuid>)>> {
    let params = [tenant.into(), (office.now() - GRACE).into(), after.into(), BATCH.into()];
    let (stored, wrapped) = office.store.read(|reads| -> Result<_> {
        let stored = reads.all(UNNAMED, &params, Stored::read)?;
        let wrapped = wrapped_keys(reads, tenant, stored.iter().map(|one| one.record))?;
        Ok((stored, wrapped))
    })?;
    let keys = office.keys(tenant)?;
    stored
        .into_iter()
        .map(|one| match one.key(&keys, &wrapped) {
            Ok(key) => Ok((one.clone(), Some(one.label(&keys, &key)?.form))),
            Err(Error::NotFound) => Ok((one, None)),
            Err(error) => Err(error),
        })
        .collect()
}

fn drafts(office: &Office, tenant: i64, forms: BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>> {
    let mut params: Vec<Param> = vec![tenant.into()];
    let places = list(&mut params, forms.into_iter().map(Param::Uuid));
    let found = office.store.read(|reads| reads.all(&drafts_sql(&places), &params, |column| column.get(0)))?;
    Ok(found.into_iter().collect())
}

/// Takes away a file with its chunks and its key, unless a saved answer names it meanwhile.
pub(super) fn remove(office: &Office, tenant: i64, stored: &Stored) -> Result<()> {
    let (id, record, name) = (stored.id, stored.record, stored.key_name());
    office.store.write(move |writes| -> store::Result<()> {
        if writes.run(GONE, &[tenant.into(), id.into()])? == 1 {
            writes.run(GONE_CHUNKS, &[tenant.into(), id.into()])?;
            writes.run(GONE_KEY, &[tenant.into(), record.into(), name.into()])?;
        }
        Ok(())
    })?;
    Ok(())
}
