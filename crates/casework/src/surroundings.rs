//! What expressions may know beside the record: the day, the zone, settings, the actor's roles.

use crate::Office;
use crate::actor::Actor;
use calendar::Table;
use forms::Mission;
use forms::expr::{Env, Host, NoHost};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Owns what an [`Env`] borrows.
pub struct Surroundings<'a> {
    mission: &'a Mission,
    now: Timestamp,
    zone: TimeZone,
    roles: BTreeSet<String>,
    language: String,
}

/// The surroundings of an actor at this moment.
pub fn env<'a>(office: &Office, mission: &'a Mission, actor: &Actor) -> Surroundings<'a> {
    Surroundings {
        mission,
        now: Timestamp::from_microsecond(office.now()).unwrap_or(Timestamp::UNIX_EPOCH),
        zone: actor.zone(),
        roles: actor.roles().map(|role| role.name.clone()).collect(),
        language: if actor.language().is_empty() { "en".into() } else { actor.language().into() },
    }
}

impl Surroundings<'_> {
    /// The day it is there.
    pub fn today(&self) -> jiff::civil::Date {
        self.now.to_zoned_datetime(self.zone.clone()).date()
    }

    /// For expressions that need nothing but the record.
    pub fn env(&self) -> Env<'_> {
        self.with(&NoHost)
    }

    /// For rules: with what answers their functions.
    pub fn with<'b>(&'b self, host: &'b dyn Host) -> Env<'b> {
        Env {
            today: self.today(),
            now: self.now,
            zone: self.zone.clone(),
            uuid: &random_id,
            settings: &self.mission.settings,
            roles: &self.roles,
            language: &self.language,
            table: Table::embedded(),
            host,
        }
    }
}

/// `uuid()`: 122 random bits from the operating system.
fn random_id() -> Uuid {
    let mut bytes = [0; 16];
    crate::office::fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
