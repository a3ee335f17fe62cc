//! Loading a mission from the files of its tree, with every fault named.
//!
//! The grammar is the one of `docs/kinds.md`. Files come as bytes in layers; a later layer may
//! change what an earlier one says within the limits of that page's "Changing the mission".

mod check;
mod codes;
mod country;
mod draft;
mod edit;
mod faults;
mod files;
pub mod keys;
mod kind;
mod overlay;
mod overlay_codes;
mod overlay_rows;
mod places;
mod reader;
mod roles;
mod rule;
mod survey;
mod tree;
mod types;

use crate::codes::CodeList;
use crate::fault::Fault;
use crate::kind::Kind;
use crate::mission::Mission;
use faults::Faults;
use files::Files;
use reader::Reader;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Files of one origin: the tree we ship, an association's folder, its desk.
#[derive(Clone, Debug, Default)]
pub struct Layer<'l> {
    /// What faults call it (`response`, `overlay`, `desk`).
    pub name: &'l str,
    /// Path within the tree, with `/`, and the file's bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A mission that may be used, and what deserves a look all the same.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The effective mission.
    pub mission: Mission,
    /// What is not wrong, but may not be meant.
    pub warnings: Vec<Fault>,
}

/// Languages every label must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages {
    /// In the first layer, the tree we ship.
    pub own: Vec<String>,
    /// In the layers above it, beyond at least one.
    pub overlay: Vec<String>,
}

impl Default for Languages {
    /// English, French and Nepali in our own tree; whatever an association gives in its own.
    fn default() -> Self {
        Self { own: ["en", "fr", "ne"].map(String::from).to_vec(), overlay: Vec::new() }
    }
}

impl Languages {
    fn of_layer(&self, layer: usize) -> &[String] {
        if layer == 0 { &self.own } else { &self.overlay }
    }
}

/// Loads the mission from its layers, the lowest first, with the languages of [`Languages::default`].
///
/// # Errors
/// Every fault of every file, in the order of files and lines.
pub fn load(layers: &[Layer<'_>]) -> Result<Loaded, Vec<Fault>> {
    load_for(layers, &Languages::default())
}

/// Loads the mission from its layers, the lowest first. Kinds, code lists, roles, settings, rights
/// and countries are read, put over one another, checked alone and against each other.
///
/// # Errors
/// Every fault of every file, in the order of files and lines. A fault of YAML's own notation hides
/// the later ones of that file, and nothing else.
pub fn load_for(layers: &[Layer<'_>], languages: &Languages) -> Result<Loaded, Vec<Fault>> {
    let mut faults = Faults::default();
    let files = Files::gather(layers, &mut faults);
    let lists = read_lists(&files, &mut faults, languages);
    let mut reader = Reader { faults: &mut faults, languages, lists: &lists };
    let roles = files.roles.as_ref().map_or_else(Vec::new, |root| roles::read(&mut reader, root));
    let settings = files.settings.as_ref().map_or_else(BTreeMap::new, |root| country::settings(&mut reader, root));
    let rights = files.rights.as_ref().map_or_else(Vec::new, |root| country::rights(&mut reader, root));
    let mut countries = BTreeMap::new();
    for (code, root) in &files.countries {
        countries.extend(country::read(&mut reader, code, root).map(|country| (code.clone(), country)));
    }
    let drafts = files.drafts(&mut reader);
    check::mission(&mut reader, &check::World::new(&files, &drafts, &roles, &settings, &countries));

    let kinds = drafts.into_iter().map(|draft| (draft.kind.name.clone(), Arc::new(hashed(draft.kind)))).collect();
    let roles = roles.into_iter().map(|(role, _)| (role.name.clone(), Arc::new(role))).collect();
    let places = files.places;
    let clean = faults.is_clean();
    let (faults, warnings) = faults.finish();
    if !clean {
        return Err(faults);
    }
    let mission = Mission { kinds, codes: lists, roles, settings, rights, countries, places };
    Ok(Loaded { mission, warnings })
}

fn read_lists(files: &Files, faults: &mut Faults, languages: &Languages) -> BTreeMap<String, Arc<CodeList>> {
    let none = BTreeMap::new();
    let mut reader = Reader { faults, languages, lists: &none };
    let mut lists = BTreeMap::new();
    for (name, root) in &files.lists {
        lists.extend(codes::read(&mut reader, name, root).map(|list| (name.clone(), Arc::new(list))));
    }
    lists
}

fn hashed(mut kind: Kind) -> Kind {
    kind.hash = digest(&kind.definition());
    kind
}

impl Kind {
    /// Canonical JSON (RFC 8785) of the effective definition, without its hash: what is stored once
    /// as the definition its answers were given under.
    pub fn definition(&self) -> String {
        canonical(&Self { hash: String::new(), ..self.clone() })
    }
}

/// Canonical JSON (RFC 8785) of a definition.
pub fn canonical(value: &impl Serialize) -> String {
    serde_json_canonicalizer::to_string(value).expect("definitions hold texts, finite numbers and maps with text keys")
}

/// SHA-256 of a text, hexadecimal.
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
