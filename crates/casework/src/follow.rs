//! Following the ledger: names kept in memory are brought up to date from the entries since last time.

use crate::record::{answers_of, open_sealed_of_many, row};
use crate::{Office, Result};
use forms::Compartment;
use forms::answers::Answers;
use forms::kind::Search;
use serde_json::Value;
use std::collections::BTreeSet;
use store::RecordRow;
use store::sql;

/// True for kinds whose names are kept in memory.
pub(crate) fn follows(kind: &str) -> bool {
    matches!(kind, "person" | "user" | "site")
}

const HEAD: &str = sql!("SELECT seq FROM ledger_head WHERE tenant = $1");

const CHANGED: &str = sql!(
    "SELECT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain \
     FROM record r WHERE r.tenant = $1 AND r.id IN \
     (SELECT e.record FROM entry e WHERE e.tenant = $1 AND e.seq > $2 AND e.kind IN ('person', 'user', 'site'))"
);

/// Brings the names of a tenant up to the head of its ledger.
///
/// # Errors
/// What the store says, or a sealed name that does not open.
pub fn after(office: &Office, tenant: i64) -> Result<()> {
    let from = office.with_names(tenant, |names| names.seq);
    let (head, rows, opened) = office.store.read(|reads| -> Result<_> {
        let head: i64 = reads.first(HEAD, &[tenant.into()], |column| column.get(0))?.unwrap_or(0);
        if head == from {
            return Ok((head, Vec::new(), std::collections::BTreeMap::new()));
        }
        let rows = reads.all(CHANGED, &[tenant.into(), from.into()], row)?;
        let wanted: Vec<(&RecordRow, BTreeSet<Compartment>)> =
            rows.iter().filter(|row| !row.erased).map(|row| (row, [Compartment::Identity].into())).collect();
        let mut opened = Vec::new();
        for part in wanted.chunks(200) {
            opened.extend(open_sealed_of_many(office, reads, tenant, part)?);
        }
        Ok((head, rows, opened.into_iter().collect::<std::collections::BTreeMap<_, _>>()))
    })?;
    let mission = office.mission();
    for row in rows {
        let mut answers = answers_of(&row);
        answers.extend(opened.get(&row.id).cloned().unwrap_or_default());
        let texts = searchable(&mission, &row.kind, &answers);
        office.with_names_mut(tenant, |names| match row.kind.as_str() {
            "user" => {
                names.staff.insert(row.id, text(&answers, "display_name"));
            }
            "site" => {
                names.sites.insert(row.id, text(&answers, "name"));
            }
            _ if row.erased => names.persons.remove(row.id),
            _ => {
                let list: Vec<&str> = texts.iter().map(String::as_str).collect();
                names.persons.insert(row.id, &list);
            }
        });
    }
    office.with_names_mut(tenant, |names| names.seq = names.seq.max(head));
    Ok(())
}

/// The sealed names of a record, as its kind marks them for search.
fn searchable(mission: &forms::Mission, kind: &str, answers: &Answers) -> Vec<String> {
    let Some(kind) = mission.kinds.get(kind) else { return Vec::new() };
    answers
        .iter()
        .filter(|(path, _)| kind.field(path).is_some_and(|field| field.search == Some(Search::Name)))
        .filter_map(|(_, value)| value.as_str().map(str::to_owned))
        .collect()
}

fn text(answers: &Answers, path: &str) -> String {
    answers.get(path).and_then(Value::as_str).unwrap_or_default().to_owned()
}
