//! Whether a mission still holds what records and begun forms were filled with: no answer may lose its field.

use super::{InForce, in_force};
use crate::{Error, Result};
use forms::{Fault, Mission};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::{Store, sql};

const USED: &str = sql!(
    "-- whole: every definition in use is looked for
     SELECT DISTINCT kind, definition FROM record WHERE tenant = $1 AND definition <> ''"
);
const BEGUN: &str = sql!("SELECT DISTINCT kind FROM draft WHERE tenant = $1");
const BODIES: &str =
    sql!("SELECT hash, body FROM definition WHERE tenant = $1 AND kind NOT IN ('$overlay', '$role', '$settings')");

/// What keeps a mission from being brought into force in a tenant: kinds, fields and codes in use that it lacks, or
/// whose type or compartment it changes. A kind is in use when it has a record or a form that was begun.
///
/// # Errors
/// What the store says.
pub fn misfits(store: &Store, tenant: i64, mission: &Mission) -> Result<Vec<Fault>> {
    let stands = in_force(store, tenant)?.unwrap_or_default();
    let (mut used, bodies) = store.read(|reads| -> Result<_> {
        let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (kind, hash) in reads.all(USED, &[tenant.into()], |c| Ok((c.get::<String>(0)?, c.get::<String>(1)?)))? {
            used.entry(kind).or_default().insert(hash);
        }
        for kind in reads.all(BEGUN, &[tenant.into()], |column| column.get::<String>(0))? {
            used.entry(kind).or_default();
        }
        let bodies = reads.all(BODIES, &[tenant.into()], |c| Ok((c.get::<String>(0)?, c.get::<String>(1)?)))?;
        Ok((used, bodies.into_iter().collect::<BTreeMap<_, _>>()))
    })?;
    let mut faults = Vec::new();
    let mut lists = BTreeSet::new();
    for (name, hashes) in &mut used {
        hashes.extend(stands.kinds.get(name).cloned());
        let mut old = Shape::default();
        for body in hashes.iter().filter_map(|hash| bodies.get(hash)) {
            old.add(&read(body)?);
        }
        lists.extend(old.lists.iter().cloned());
        kind(name, &old, mission, &mut faults)?;
    }
    codes(&lists, &stands, &bodies, mission, &mut faults)?;
    Ok(faults)
}

fn kind(name: &str, old: &Shape, mission: &Mission, faults: &mut Vec<Fault>) -> Result<()> {
    let Some(kind) = mission.kinds.get(name) else {
        let message = "has records or forms that were begun, and is gone; put its file back".to_owned();
        faults.push(fault(format!("{}/{name}.yaml", old.strand), message));
        return Ok(());
    };
    let new = Shape::of(&kind.definition())?;
    let file = format!("{}/{name}.yaml", kind.strand);
    for (path, (r#type, compartment)) in &old.fields {
        let message = match new.fields.get(path) {
            None => format!(
                "{path}: is gone, and its answers would be lost; put it back (`relevant: \"false()\"` stops asking it)"
            ),
            Some((other, _)) if other != r#type => {
                format!("{path}: its type is {other} and was {type}; give the new question a name of its own")
            }
            Some((_, other)) if other != compartment => format!(
                "{path}: its compartment is {other} and was {compartment}; answers stay in the part they were given in"
            ),
            Some(_) => continue,
        };
        faults.push(fault(file.clone(), message));
    }
    Ok(())
}

/// Codes that answers may hold are retired by `until`, never taken away.
fn codes(
    lists: &BTreeSet<String>,
    stands: &InForce,
    bodies: &BTreeMap<String, String>,
    mission: &Mission,
    faults: &mut Vec<Fault>,
) -> Result<()> {
    for name in lists {
        let Some(body) = stands.codes.get(name).and_then(|hash| bodies.get(hash)) else { continue };
        let old = read(body)?;
        let new = mission.codes.get(name);
        for code in old["codes"].as_array().into_iter().flatten().filter_map(|code| code["code"].as_str()) {
            if new.is_none_or(|list| list.code(code).is_none()) {
                let message = format!("the code {code} is gone; put it back and retire it with `until: DATE`");
                faults.push(fault(format!("codes/{name}.yaml"), message));
            }
        }
    }
    Ok(())
}

fn fault(file: String, message: String) -> Fault {
    Fault { file, sheet: None, line: 0, column: 0, message }
}

fn read(body: &str) -> Result<Value> {
    serde_json::from_str(body).map_err(|_| {
        let what = "does not read".into();
        Error::Store(store::Error::Damaged { table: "definition", row: String::new(), what })
    })
}

/// What answers hold on to in a definition.
#[derive(Default)]
pub(super) struct Shape {
    strand: String,
    /// Path without row ids → type and compartment.
    fields: BTreeMap<String, (String, String)>,
    lists: BTreeSet<String>,
    /// Path without row ids, and how lists and searches find a record by it.
    found_by: BTreeSet<(String, String)>,
}

impl Shape {
    /// The shape of a kind's canonical JSON.
    pub(super) fn of(definition: &str) -> Result<Self> {
        let mut shape = Self::default();
        shape.add(&read(definition)?);
        Ok(shape)
    }

    /// The questions that lists and searches find records by.
    pub(super) fn found_by(&self) -> &BTreeSet<(String, String)> {
        &self.found_by
    }

    /// Adds a kind's canonical JSON.
    fn add(&mut self, kind: &Value) {
        self.strand = text(&kind["strand"]);
        self.survey(&kind["survey"], "");
    }

    fn survey(&mut self, survey: &Value, within: &str) {
        for item in survey.as_array().into_iter().flatten() {
            if let Some(group) = item.get("group") {
                self.survey(&group["survey"], within);
            } else if let Some(repeat) = item.get("repeat") {
                let path = format!("{within}{}", text(&repeat["name"]));
                self.fields.insert(path.clone(), ("repeat".into(), text(&repeat["compartment"])));
                self.survey(&repeat["survey"], &format!("{path}/"));
            } else if let Some(field) = item.get("field") {
                self.field(field, within);
            }
        }
    }

    fn field(&mut self, field: &Value, within: &str) {
        let (r#type, list) = match &field["type"] {
            Value::Object(map) => {
                map.iter().next().map_or_else(Default::default, |(name, of)| (name.clone(), text(of)))
            }
            name => (text(name), String::new()),
        };
        if r#type.starts_with("select_") || r#type == "rank" {
            self.lists.insert(list.clone());
        }
        if field["index"] == true || !field["search"].is_null() {
            let how = format!("{} {} {} {}", field["type"], field["compartment"], field["index"], field["search"]);
            self.found_by.insert((format!("{within}{}", text(&field["name"])), how));
        }
        // Neither keeps an answer.
        if r#type != "note" && r#type != "children" {
            let words = format!("{type} {list}").trim_end().to_owned();
            self.fields.insert(format!("{within}{}", text(&field["name"])), (words, text(&field["compartment"])));
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
