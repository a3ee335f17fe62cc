//! Everything the association's data says of its work, checked and immutable.

use crate::codes::CodeList;
use crate::kind::Kind;
use crate::label::Label;
use crate::roles::Role;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The effective mission: embedded tree, country packs and overlays brought together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Mission {
    /// Kinds by name.
    pub kinds: BTreeMap<String, Arc<Kind>>,
    /// Code lists by name.
    pub codes: BTreeMap<String, Arc<CodeList>>,
    /// Roles by name.
    pub roles: BTreeMap<String, Arc<Role>>,
    /// `setting('name')` → value (`settings.yaml`, country packs).
    pub settings: BTreeMap<String, serde_json::Value>,
    /// The six rights of the child, in order: code, label, one line.
    pub rights: Vec<Right>,
    /// Country packs by ISO 3166 code in lower case.
    pub countries: BTreeMap<String, Country>,
    /// Places of the country packs by P-code.
    #[serde(skip)]
    pub places: BTreeMap<String, Place>,
}

/// One of the six rights of the child.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Right {
    /// `identity`, `education`, `health`, `opinion`, `information`, `protection`.
    pub code: String,
    /// Its name.
    pub label: Label,
    /// What it means, in one line.
    pub hint: Label,
}

/// What a country pack says beside places and codes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2 in lower case.
    pub code: String,
    /// Name.
    pub label: Label,
    /// Numbers to call for help, in order.
    pub help: Vec<HelpNumber>,
    /// IANA time zone.
    pub time_zone: String,
}

/// A number to call for help.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HelpNumber {
    /// As dialled.
    pub number: String,
    /// Whose it is.
    pub label: Label,
    /// What to know before calling: free or not, hours.
    pub hint: Label,
}

/// One place of a country's list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Place {
    /// P-code.
    pub code: String,
    /// P-code of the place it lies in; empty at the top.
    pub within: String,
    /// `province`, `district`, `local_unit`.
    pub level: String,
    /// Name by language.
    pub label: Label,
    /// Number of wards, for local units.
    pub wards: u16,
}
