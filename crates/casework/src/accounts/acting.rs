//! The actor someone acts as, read from her memberships.

use crate::actor::{Actor, Membership, Public, Staff};
use crate::{Error, Office, Result};
use forms::roles::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Reads;
use store::sql;
use uuid::Uuid;

const MEMBERSHIPS: &str = sql!(
    "SELECT m.role, m.site, s.country, s.time_zone, m.until, r.tree, m.id, made.first FROM membership m \
     JOIN site s ON s.tenant = m.tenant AND s.id = m.site \
     JOIN record r ON r.tenant = m.tenant AND r.id = m.account \
     JOIN record made ON made.tenant = m.tenant AND made.id = m.id \
     WHERE m.tenant = $1 AND m.account = $2"
);
const SITES: &str = sql!("SELECT country, id FROM site WHERE tenant = $1");
const PEOPLE: &str = sql!(
    "SELECT account, team, TRUE FROM membership WHERE tenant = $1 AND supervisor = $2 \
     UNION ALL SELECT m.account, m.team, FALSE FROM membership m WHERE m.tenant = $1 AND m.team <> '' AND m.team IN \
     (SELECT t.team FROM membership t WHERE t.tenant = $1 AND t.account = $2)"
);

/// Someone of the office, with all the roles she holds now. Someone without a membership may do nothing.
///
/// # Errors
/// What the store says.
pub fn staff(office: &Office, tenant: i64, account: Uuid) -> Result<Actor> {
    read(office, tenant, account, |_| {})
}

/// The same person under one of her memberships: as a session or a token acts. One that holds no more lets her do
/// nothing; without a choice it is the first she was given of those that hold.
///
/// # Errors
/// What the store says.
pub fn acting(office: &Office, tenant: i64, account: Uuid, membership: Option<Uuid>) -> Result<Actor> {
    read(office, tenant, account, |held| match membership {
        Some(chosen) => held.retain(|held| held.id == chosen),
        None => held.truncate(1),
    })
}

/// A membership one may act under.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// The record of kind `membership`.
    pub id: Uuid,
    /// The role's name.
    pub role: String,
    /// The site.
    pub site: Uuid,
}

/// The memberships of an account that hold now, in the order of their making.
///
/// # Errors
/// What the store says.
pub fn posts(office: &Office, tenant: i64, account: Uuid) -> Result<Vec<Post>> {
    let (_, held) = office.store.read(|reads| memberships(reads, tenant, account, office.now()))?;
    Ok(held.into_iter().map(|held| Post { id: held.id, role: held.role, site: held.site }).collect())
}

fn read(office: &Office, tenant: i64, account: Uuid, keep: impl FnOnce(&mut Vec<Held>)) -> Result<Actor> {
    let mission = office.mission();
    office.store.read(|reads| {
        let (version, mut held) = memberships(reads, tenant, account, office.now())?;
        keep(&mut held);
        let mut countries: BTreeMap<String, BTreeSet<Uuid>> = BTreeMap::new();
        for (country, site) in reads.all(SITES, &[tenant.into()], |column| Ok((column.get(0)?, column.get(1)?)))? {
            countries.entry(country).or_default().insert(site);
        }
        let zone = held.first().map_or_else(|| "UTC".into(), |held| held.zone.clone());
        let memberships = held
            .into_iter()
            .filter_map(|held| {
                let country = countries.get(&held.country).cloned().unwrap_or_default();
                Some(Membership { role: mission.roles.get(&held.role)?.clone(), site: held.site, country })
            })
            .collect();
        let (mut supervised, mut team) = (BTreeSet::new(), BTreeSet::from([account]));
        for (other, below) in reads.all(PEOPLE, &[tenant.into(), account.into()], |column| {
            Ok((column.get::<Uuid>(0)?, column.get::<bool>(2)?))
        })? {
            if below {
                supervised.insert(other);
            } else {
                team.insert(other);
            }
        }
        Ok(Actor::Staff(Arc::new(Staff {
            tenant,
            user: account,
            version,
            memberships,
            supervised,
            team,
            person: None,
            language: String::new(),
            zone,
            narrowed: None,
        })))
    })
}

/// A role held at a site.
struct Held {
    id: Uuid,
    role: String,
    site: Uuid,
    country: String,
    zone: String,
}

fn memberships(reads: &mut Reads<'_>, tenant: i64, account: Uuid, now: i64) -> Result<(i64, Vec<Held>)> {
    let mut rows = reads.all(MEMBERSHIPS, &[tenant.into(), account.into()], |column| {
        let (role, site, country, zone) = (column.get(0)?, column.get(1)?, column.get(2)?, column.get(3)?);
        let held = Held { id: column.get(6)?, role, site, country, zone };
        Ok((column.get::<i64>(7)?, held, column.get::<i64>(4)?, column.get::<i64>(5)?))
    })?;
    // Here and not in the query: an engine that is to give them in this order goes through the whole ledger's records.
    rows.sort_by_key(|(made, ..)| *made);
    let version = rows.first().map_or(0, |(.., tree)| *tree);
    let current = rows.into_iter().filter(|(_, _, until, _)| *until == 0 || *until > now);
    let held = current.map(|(_, held, ..)| held).collect();
    Ok((version, held))
}

/// The program itself, for scheduled work, imports and the demonstration.
///
/// # Errors
/// [`Error::Request`] when the mission has no role `system`.
pub fn system(office: &Office, tenant: i64) -> Result<Actor> {
    Ok(Actor::System(Arc::new(Public {
        tenant,
        id: Uuid::nil(),
        role: role(office, "system")?,
        language: String::new(),
    })))
}

/// A reader of the public site.
///
/// # Errors
/// [`Error::Request`] when the mission has no role `visitor`.
pub fn public(office: &Office, tenant: i64) -> Result<Actor> {
    Ok(Actor::Visitor(Arc::new(Public {
        tenant,
        id: Uuid::nil(),
        role: role(office, "visitor")?,
        language: String::new(),
    })))
}

fn role(office: &Office, name: &str) -> Result<Arc<Role>> {
    office.mission().roles.get(name).cloned().ok_or_else(|| Error::Request(format!("roles.yaml has no role {name}")))
}
