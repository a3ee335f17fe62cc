//! Every definition is the text its hash names, and every record's is there.

use super::{Found, Report};
use crate::Result;
use forms::load::digest;
use store::{Store, sql};

const ALL: &str = sql!("SELECT hash, body FROM definition WHERE tenant = $1");
const LACKING: &str = sql!(
    "-- whole: every record's definition is looked for
     SELECT DISTINCT r.definition FROM record r LEFT JOIN definition d \
     ON d.tenant = r.tenant AND d.hash = r.definition \
     WHERE r.tenant = $1 AND r.definition <> '' AND d.hash IS NULL"
);

/// Adds the definitions of a tenant that are missing or are not what their hash says.
pub fn check(store: &Store, tenant: i64, report: &mut Report) -> Result<()> {
    let mut wrong = Vec::new();
    let lacking = store.read(|reads| -> Result<Vec<String>> {
        reads.each(ALL, &[tenant.into()], |column| -> store::Result<()> {
            // A text that does not read is the text of no definition.
            let text = |index| column.get(index).unwrap_or_else(|error: store::Error| error.to_string());
            let (hash, body): (String, String) = (text(0), text(1));
            if digest(&body) != hash {
                wrong.push((hash, "is not the text that its hash names"));
            }
            Ok(())
        })?;
        Ok(reads.all(LACKING, &[tenant.into()], |column| {
            Ok(column.get(0).unwrap_or_else(|error: store::Error| error.to_string()))
        })?)
    })?;
    wrong.extend(lacking.into_iter().map(|hash| (hash, "is missing, and records were written under it")));
    for (row, what) in wrong {
        report.faults.push(Found { table: "definition".into(), row, seq: 0, what: what.into() });
    }
    Ok(())
}
