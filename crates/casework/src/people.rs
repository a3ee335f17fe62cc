//! Who holds which role where, for who manages users.

use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::roles::Manage;
use store::Param;
use store::sql;
use uuid::Uuid;

/// A role someone holds or held at a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The record of kind `membership`.
    pub id: Uuid,
    /// Whose: her record of kind `user`.
    pub account: Uuid,
    /// The site.
    pub site: Uuid,
    /// The role's name.
    pub role: String,
    /// Her team there, perhaps empty.
    pub team: String,
    /// Her supervisor there.
    pub supervisor: Option<Uuid>,
    /// Microseconds from which it holds no more; 0 for open-ended.
    pub until: i64,
    /// Version of the record, to change it against.
    pub version: i64,
}

impl Held {
    /// True while it holds.
    pub fn is_current(&self, now: i64) -> bool {
        self.until == 0 || self.until > now
    }
}

fn held_sql(places: &str) -> String {
    format!(
        "SELECT m.id, m.account, m.site, m.role, m.team, m.supervisor, m.until, r.version FROM membership m \
     JOIN record r ON r.tenant = m.tenant AND r.id = m.id WHERE m.tenant = $1 AND m.account IN {places} ORDER BY m.id"
    )
}

/// All roles of these users, those that ended included, in the order of their making.
///
/// # Errors
/// [`Error::NotFound`] for an actor who does not manage users.
pub fn held(office: &Office, actor: &Actor, users: &[Uuid]) -> Result<Vec<Held>> {
    if !actor.manages(Manage::Users) {
        return Err(Error::NotFound);
    }
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<Param> = vec![actor.tenant().into()];
    let places = store::list(&mut params, users.iter().copied().map(Param::Uuid));
    office
        .store
        .read(|reads| {
            reads.all(&held_sql(&places), &params, |column| {
                Ok(Held {
                    id: column.get(0)?,
                    account: column.get(1)?,
                    site: column.get(2)?,
                    role: column.get(3)?,
                    team: column.get(4)?,
                    supervisor: column.get(5)?,
                    until: column.get(6)?,
                    version: column.get(7)?,
                })
            })
        })
        .map_err(|error: store::Error| Error::from(error))
}

/// How much of an office there is: what an installation's first steps are marked by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Begun {
    /// Sites there are, up to two.
    pub sites: i64,
    /// Users there are, up to two.
    pub users: i64,
    /// Roles given, up to two.
    pub roles: i64,
    /// Whether a record of anything else was written.
    pub records: bool,
}

const BEGUN: &str = sql!(
    "SELECT (SELECT count(*) FROM (SELECT id FROM site WHERE tenant = $1 LIMIT 2) s), \
     (SELECT count(*) FROM (SELECT id FROM record WHERE tenant = $1 AND kind = 'user' LIMIT 2) u), \
     (SELECT count(*) FROM (SELECT id FROM membership WHERE tenant = $1 LIMIT 2) m)"
);
const WRITTEN: &str = sql!("SELECT id FROM record WHERE tenant = $1 AND kind = $2 LIMIT 1");

/// How far the office has been set up, for who manages users.
///
/// # Errors
/// [`Error::NotFound`] for everyone else.
pub fn begun(office: &Office, actor: &Actor) -> Result<Begun> {
    if !actor.manages(Manage::Users) {
        return Err(Error::NotFound);
    }
    let tenant = actor.tenant();
    office.store.read(|reads| {
        let (sites, users, roles) = reads
            .first(BEGUN, &[tenant.into()], |c| Ok((c.get::<i64>(0)?, c.get::<i64>(1)?, c.get::<i64>(2)?)))?
            .unwrap_or_default();
        let person = reads.first(WRITTEN, &[tenant.into(), "person".into()], |c| c.get::<Uuid>(0))?;
        Ok(Begun { sites, users, roles, records: person.is_some() })
    })
}
