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

impl Mission {
    /// The value of a setting at a site of `country` (its code, or empty): the country's, else the
    /// mission's.
    pub fn setting(&self, country: &str, name: &str) -> Option<&serde_json::Value> {
        let own = self.countries.get(country).and_then(|country| country.settings.get(name));
        own.or_else(|| self.settings.get(name))
    }

    /// SHA-256 over everything the mission says, hexadecimal: kinds and lists by their hashes, the
    /// rest by its canonical JSON. Two processes with the same hash judge alike.
    pub fn hash(&self) -> String {
        let kinds: BTreeMap<&str, &str> =
            self.kinds.iter().map(|(name, kind)| (name.as_str(), kind.hash.as_str())).collect();
        let codes: BTreeMap<&str, String> =
            self.codes.iter().map(|(name, list)| (name.as_str(), list.hash())).collect();
        let places: Vec<&Place> = self.places.values().collect();
        let whole = serde_json::json!({
            "kinds": kinds,
            "codes": codes,
            "roles": self.roles,
            "settings": self.settings,
            "rights": self.rights,
            "countries": self.countries,
            "places": places,
        });
        crate::load::digest(&crate::load::canonical(&whole))
    }
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
    /// Settings that are otherwise there, by name.
    pub settings: BTreeMap<String, serde_json::Value>,
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
