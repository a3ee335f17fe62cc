//! Each check trips on a small file, at the line and column where it should.

mod document;
mod expressions;
mod fields;
mod kinds;
mod limits;
mod overlays;
mod shapes;
mod values;

use super::{Languages, Layer, Loaded, load_for};

/// A small mission without faults: a case, roles, lists and settings the tests build on.
const BASE: [(&str, &str); 7] = [
    (
        "roles.yaml",
        "worker:\n  label: {en: Worker}\n  second_factor: true\n  grants:\n    - {kinds: [case], do: [view, create, change], where: site, see: [open, identity]}\n    - {groups: [protection], do: [approve], where: site, see: [open]}\nguest:\n  label: {en: Guest}\n",
    ),
    ("settings.yaml", "home_alarm: 15\n"),
    (
        "codes/risk.yaml",
        "codes:\n  - {code: low, label: {en: Low}, columns: {area: hills}}\n  - {code: high, label: {en: High}}\n",
    ),
    ("codes/drug.yaml", "compartment: health\ncodes:\n  - {code: daily, label: {en: Daily}}\n"),
    ("codes/consent_purpose.yaml", "closed: true\ncodes:\n  - {code: services, label: {en: Services}}\n"),
    (
        "protection/case.yaml",
        "label: {en: Case}\nabout: person\nstages:\n  open: {initial: true, label: {en: Open}, to: [closed]}\n  closed: {label: {en: Closed}, final: true}\nsurvey:\n  - {type: select_one risk, name: risk, index: true, label: {en: Risk}}\n  - {type: text, name: given_name, compartment: identity, label: {en: Name}}\n  - {type: date, name: seen_on, index: true, label: {en: Seen}}\n",
    ),
    ("codes/country.yaml", "foreign: true\nclosed: true\ncodes:\n  - {code: NP, label: {en: Nepal}}\n"),
];

/// Loads the base with some files added or replaced, and an overlay over it.
fn load_with(files: &[(&str, &str)], overlay: &[(&str, &str)]) -> Result<Loaded, Vec<String>> {
    let base = BASE.iter().filter(|(path, _)| !files.iter().any(|(other, _)| other == path));
    let own = base.chain(files).map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let over = overlay.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let layers = [Layer { name: "response", files: own }, Layer { name: "overlay", files: over }];
    let languages = Languages { own: Vec::new(), overlay: Vec::new() };
    load_for(&layers, &languages).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// The faults of the base with some files added or replaced.
fn faults(files: &[(&str, &str)]) -> Vec<String> {
    load_with(files, &[]).err().unwrap_or_default()
}

/// The faults of a kind about a person with this survey, without the file's name.
fn survey(rows: &str) -> Vec<String> {
    kind(&format!("label: {{en: K}}\nabout: person\nsurvey:\n{rows}"))
}

/// The faults of a kind with this text, without the file's name.
fn kind(text: &str) -> Vec<String> {
    let found = faults(&[("protection/k.yaml", text)]);
    found.into_iter().map(|fault| fault.replace("response/protection/k.yaml:", "")).collect()
}

#[test]
fn the_base_has_no_fault() {
    let loaded = load_with(&[], &[]).expect("the base is right");
    assert_eq!(loaded.mission.kinds["case"].fields().len(), 3);
    assert!(loaded.warnings.is_empty());
}
