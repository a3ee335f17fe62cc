//! Records of the ledger that are not there, and rows of state that no record of the ledger accounts for: a row put
//! into `membership` or `share` would else give someone rights that no entry speaks of.

use super::{Found, Report};
use crate::Result;
use store::{Reads, sql};
use uuid::Uuid;

const GONE: &str = sql!(
    "-- whole: every record of the ledger is looked for
     SELECT e.record, max(e.seq) FROM entry e LEFT JOIN record r ON r.tenant = $1 AND r.id = e.record
     WHERE e.tenant = $1 AND r.id IS NULL GROUP BY e.record ORDER BY max(e.seq) LIMIT 1000"
);

/// Each of these tables is named after the kind of record whose fold it is; facets belong to records of any kind.
const STRAYS: &str = sql!(
    "-- whole: a record is looked for to every row
     SELECT 'facet', t.record FROM facet t LEFT JOIN record r ON r.tenant = $1 AND r.id = t.record
         WHERE t.tenant = $1 AND r.id IS NULL
     UNION SELECT 'site', t.id FROM site t LEFT JOIN record r ON r.tenant = $1 AND r.id = t.id AND r.kind = 'site'
         WHERE t.tenant = $1 AND r.id IS NULL
     UNION SELECT 'membership', t.id FROM membership t
         LEFT JOIN record r ON r.tenant = $1 AND r.id = t.id AND r.kind = 'membership'
         WHERE t.tenant = $1 AND r.id IS NULL
     UNION SELECT 'assignment', t.id FROM assignment t
         LEFT JOIN record r ON r.tenant = $1 AND r.id = t.id AND r.kind = 'assignment'
         WHERE t.tenant = $1 AND r.id IS NULL
     UNION SELECT 'share', t.id FROM share t LEFT JOIN record r ON r.tenant = $1 AND r.id = t.id AND r.kind = 'share'
         WHERE t.tenant = $1 AND r.id IS NULL
     UNION SELECT 'link', t.id FROM link t LEFT JOIN record r ON r.tenant = $1 AND r.id = t.id AND r.kind = 'link'
         WHERE t.tenant = $1 AND r.id IS NULL
     UNION SELECT 'approval', t.id FROM approval t
         LEFT JOIN record r ON r.tenant = $1 AND r.id = t.id AND r.kind = 'approval'
         WHERE t.tenant = $1 AND r.id IS NULL
     LIMIT 1000"
);

/// Adds both to `report`.
pub fn check(reads: &mut Reads<'_>, tenant: i64, report: &mut Report) -> Result<()> {
    for (record, seq) in reads.all(GONE, &[tenant.into()], |column| Ok((column.get::<Uuid>(0)?, column.get(1)?)))? {
        let what = "its entries are there, the record is not";
        report.faults.push(Found { table: "record".into(), row: record.to_string(), seq, what: what.into() });
    }
    for (table, row) in reads.all(STRAYS, &[tenant.into()], |column| Ok((column.get(0)?, column.get::<Uuid>(1)?)))? {
        let what = "no record accounts for this row";
        report.faults.push(Found { table, row: row.to_string(), seq: 0, what: what.into() });
    }
    Ok(())
}
