//! Who was told, against the entries that told them. Needs no key.

use super::{Batch, Found, Report};
use crate::Result;
use serde_json::Value;
use std::collections::BTreeMap;
use store::{Param, Reads, sql};
use uuid::Uuid;

const NOTICES: &str =
    sql!("SELECT record, rule, role, told FROM notice WHERE tenant = $1 AND record >= $2 AND record <= $3");

/// Checks the notices of a batch of records: for each rule that told someone, the newest time it did.
pub(super) fn check(reads: &mut Reads<'_>, tenant: i64, batch: &Batch, report: &mut Report) -> Result<()> {
    let (Some(first), Some(last)) = (batch.rows.first(), batch.rows.last()) else { return Ok(()) };
    let range: [Param; 3] = [tenant.into(), first.id.into(), last.id.into()];
    let mut stored: BTreeMap<Uuid, BTreeMap<String, (String, i64)>> = BTreeMap::new();
    reads.each(NOTICES, &range, |column| -> store::Result<()> {
        let of_record = stored.entry(column.get(0)?).or_default();
        of_record.insert(column.get(1)?, (column.get(2)?, column.get(3)?));
        Ok(())
    })?;
    for row in &batch.rows {
        let said = if row.erased { BTreeMap::new() } else { said(batch, row.id) };
        if stored.remove(&row.id).unwrap_or_default() != said {
            report.faults.push(Found {
                table: "notice".into(),
                row: row.id.to_string(),
                seq: row.version,
                what: "who was told is not what its entries say".into(),
            });
        }
    }
    Ok(())
}

/// Rule → role and moment, as the newest of a record's entries says.
fn said(batch: &Batch, record: Uuid) -> BTreeMap<String, (String, i64)> {
    let entries = batch.entries.get(&record).map(Vec::as_slice).unwrap_or_default();
    let told = entries.iter().filter_map(|entry| entry.plain.as_ref()?.get("$told")?.as_object());
    let one = |(rule, told): (&String, &Value)| {
        let role = told.get("role").and_then(Value::as_str).unwrap_or_default().to_owned();
        (rule.clone(), (role, told.get("at").and_then(Value::as_i64).unwrap_or(0)))
    };
    told.flat_map(|told| told.iter().map(one)).collect()
}
