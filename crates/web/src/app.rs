//! What every request is given.

use crate::limits::Limits;
use crate::say::Texts;
use crate::site::Site;
use casework::Office;
use std::sync::Arc;

/// The running program: the office behind it and how it is shown.
pub struct App {
    /// Store, keys, mission.
    pub office: Office,
    /// Texts of the program in every language.
    pub texts: Texts,
    /// How it was started.
    pub settings: Settings,
    /// What the public site keeps in memory.
    pub site: Site,
}

/// How the program was started.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Tenant whose public site this is.
    pub tenant: i64,
    /// Languages offered, the first is the fallback.
    pub languages: Vec<String>,
    /// Address the public site is reached at, without a path (`https://chautari.example`); what is shared begins so.
    pub origin: String,
    /// The association's name, as the public site and the desk show it.
    pub name: String,
    /// The demonstration: what its pages say and offer beyond those of a real office.
    pub demo: Option<Demo>,
    /// True when the program is reached over TLS (behind a proxy or itself): cookies get their prefix.
    pub secure: bool,
    /// Whom to tell of a weakness in the program, as an address (`mailto:…`, `https://…`); empty for nobody.
    pub security_contact: String,
    /// Hosts that separate site and desk, in production.
    pub hosts: Hosts,
    /// How patient the program is.
    pub limits: Limits,
}

/// Names of the hosts, empty when one name serves all.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    /// Public site.
    pub site: String,
    /// Desk and API.
    pub desk: String,
}

/// What the demonstration shows.
#[derive(Clone, Debug, Default)]
pub struct Demo {
    /// Accounts offered at sign-in.
    pub accounts: Vec<DemoAccount>,
    /// Their one password.
    pub password: String,
    /// Folder the demonstration lives in.
    pub folder: String,
}

/// An account of the demonstration.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct DemoAccount {
    /// Sign-in name.
    pub name: String,
    /// Her name.
    pub person: String,
    /// Her role's name.
    pub role: String,
    /// Her site's name.
    pub site: String,
}

/// What is served: an [`App`] shared by all requests.
#[derive(Clone)]
pub struct Face(pub Arc<App>);
