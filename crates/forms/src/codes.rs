//! Code lists: closed sets of answers with labels in every language.

use crate::label::Label;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One list of codes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CodeList {
    /// File name without ending, as fields name it (`exploitation_type`).
    pub name: String,
    /// Number in the domain's catalogue (`CL-01`), empty for an imported list.
    pub id: String,
    /// Where the codes come from.
    pub source: String,
    /// True when several codes of it may be true at once.
    pub multiple: bool,
    /// True when nothing may be added: no `unknown`, `not_asked`, `refused`, `other`.
    pub closed: bool,
    /// True for a list of another body: its codes are kept to the letter, and no overlay adds one.
    #[serde(default)]
    pub foreign: bool,
    /// Compartment (`health`, `network`) that answers from this list belong to, if not open.
    pub compartment: Option<crate::kind::Compartment>,
    /// The codes in order.
    pub codes: Vec<Code>,
}

/// One code of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// The stored value, kept to the letter.
    pub code: String,
    /// What people read.
    pub label: Label,
    /// Longer explanation, if any.
    pub hint: Label,
    /// State of each language's text: `draft` or `reviewed`.
    pub status: BTreeMap<String, String>,
    /// First day it may be used (ISO), empty for always.
    pub from: String,
    /// Last day it may be used (ISO), empty while in use.
    pub until: String,
    /// Mapping to other standards: name of the standard → its code (`htcds` → `Servitude`).
    pub export: BTreeMap<String, String>,
    /// Further columns of the choices sheet, for choice filters and round trips.
    pub columns: BTreeMap<String, String>,
    /// Media of the choice: `image`, `audio`, … → file name.
    pub media: BTreeMap<String, String>,
}

impl CodeList {
    /// The code `code`, if the list has it.
    pub fn code(&self, code: &str) -> Option<&Code> {
        self.codes.iter().find(|c| c.code == code)
    }

    /// True when an answer may be `other` with its text in `<name>_other`, and may be missing as
    /// `unknown`, `not_asked` or `refused`.
    pub fn takes_other(&self) -> bool {
        !self.closed
    }

    /// Canonical JSON (RFC 8785) of the list: what an answer's code meant when it was given.
    pub fn definition(&self) -> String {
        crate::load::canonical(self)
    }

    /// SHA-256 of [`CodeList::definition`], hexadecimal.
    pub fn hash(&self) -> String {
        crate::load::digest(&self.definition())
    }
}
