//! Sites and people of an office, made as the records they are.

use anyhow::Result;
use casework::record::{self, Wanted};
use casework::{Office, accounts};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Makes a site.
pub fn add_site(office: &Office, tenant: i64, name: &str, kind: &str, country: &str, zone: &str) -> Result<Uuid> {
    let answers = json!({"name": name, "site_type": kind, "country": country, "time_zone": zone});
    save(office, tenant, "site", None, answers)
}

/// Makes someone of the office with her roles at sites.
pub fn add(office: &Office, tenant: i64, name: &str, roles: &[(&str, Uuid)]) -> Result<Uuid> {
    let user = save(office, tenant, "user", None, json!({"display_name": name}))?;
    for (role, site) in roles {
        member(office, tenant, user, role, *site, "", None)?;
    }
    Ok(user)
}

/// Gives someone a role at a site.
pub fn member(
    office: &Office,
    tenant: i64,
    user: Uuid,
    role: &str,
    site: Uuid,
    team: &str,
    supervisor: Option<Uuid>,
) -> Result<Uuid> {
    let mut answers = json!({"user": user, "site": site, "role": role});
    if !team.is_empty() {
        answers["team"] = json!(team);
    }
    if let Some(supervisor) = supervisor {
        answers["supervisor"] = json!(supervisor);
    }
    save(office, tenant, "membership", Some(user), answers)
}

fn save(office: &Office, tenant: i64, kind: &str, parent: Option<Uuid>, answers: Value) -> Result<Uuid> {
    let actor = accounts::system(office, tenant)?;
    let wanted =
        Wanted { id: office.new_id(), kind: kind.into(), parent, changes: changes(answers), ..Wanted::default() };
    Ok(record::save(office, &actor, &wanted)?.id)
}

/// The members of a JSON object as changes.
pub fn changes(answers: Value) -> BTreeMap<String, Option<Value>> {
    match answers {
        Value::Object(map) => map.into_iter().map(|(path, value)| (path, Some(value))).collect(),
        _ => BTreeMap::new(),
    }
}
