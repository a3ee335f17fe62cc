//! The sheets `settings` and `entities`.

use super::heading::{self, Of};
use super::language;
use super::report::{Report, What, at};
use super::survey::{truth, words};
use super::text;
use super::workbook::{Sheet, Workbook};
use crate::kind::About;
use std::collections::BTreeMap;

/// Columns of the sheet `entities` (ODK XForms, entities).
const ENTITY_COLUMNS: [&str; 6] = ["list_name", "entity_id", "create_if", "update_if", "label", "repeat"];

/// What the two sheets say.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// Settings by name, as they stand; rows of entities as `entities.<number>.<column>`.
    pub kept: BTreeMap<String, String>,
    /// Where each of them stands: sheet, row, column.
    pub places: BTreeMap<String, (String, u32, u32)>,
    /// Our own settings.
    pub ours: BTreeMap<String, String>,
    /// Tag of the form's default language.
    pub language: Option<String>,
    /// Codes may stand twice in a list.
    pub duplicates: bool,
}

impl Settings {
    /// Takes a setting out.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        self.kept.remove(name)
    }

    /// What our own setting `about` says.
    pub(super) fn about(&self) -> Option<About> {
        match self.ours.get("about").map(String::as_str) {
            Some("person") => Some(About::Person),
            Some("household") => Some(About::Household),
            Some("organisation") => Some(About::Organisation),
            Some("none") => Some(About::None),
            _ => None,
        }
    }
}

/// Reads the two sheets of a workbook.
pub(super) fn read(book: &Workbook, report: &mut Report) -> Settings {
    let mut found = Settings::default();
    if let Some(sheet) = book.sheet("settings").filter(|s| !s.rows.is_empty()) {
        settings(sheet, &mut found, report);
    }
    if let Some(sheet) = book.sheet("entities").filter(|s| s.rows.len() > 1) {
        entities(sheet, &mut found, report);
    }
    found.duplicates = found.kept.get("allow_choice_duplicates").and_then(|v| truth(v)) == Some(true);
    // The form's own default language is what the heading of its texts says, as a tag.
    if let Some(name) = found.kept.get_mut("default_language") {
        let (tag, _) = language::tag(name);
        name.clone_from(&tag);
        found.language = Some(tag);
    }
    found
}

fn settings(sheet: &Sheet, found: &mut Settings, report: &mut Report) {
    let headings = heading::read(sheet, Of::Settings, report);
    let mut rows = sheet.rows.iter().skip(1);
    let Some(row) = rows.next() else { return };
    for cell in &row.cells {
        let place = at(&sheet.name, row.number, cell.column);
        let value = cell.text.trim();
        let Some(heading) = headings.iter().find(|h| h.column == cell.column) else {
            report.line(place, value, What::NoHeading);
            continue;
        };
        let key = match &heading.language {
            Some(tag) => format!("{}::{tag}", heading.name),
            None => heading.name.clone(),
        };
        if heading.ours {
            found.ours.insert(key, text::show_references(value));
            continue;
        }
        if key == "name" && !text::is_xml_name(value) {
            report.fault(place, format!("{value:?} cannot be the name of a form's root"));
        }
        found.places.insert(key.clone(), (sheet.name.clone(), row.number, cell.column));
        found.kept.insert(key, value.into());
    }
    for row in rows {
        report.line(at(&sheet.name, row.number, 0), &words(row), What::Remark);
    }
    let yes = |key: &str| found.kept.get(key).and_then(|v| truth(v)) == Some(true);
    if yes("omit_instanceid") && found.kept.contains_key("public_key") {
        report.fault(at(&sheet.name, row.number, 0), "an encrypted form (public_key) cannot omit its instanceID");
    }
}

fn entities(sheet: &Sheet, found: &mut Settings, report: &mut Report) {
    let headings = heading::read(sheet, Of::Settings, report);
    for heading in headings.iter().filter(|h| !ENTITY_COLUMNS.contains(&h.name.as_str())) {
        let message = format!("{:?} is no column of entities; they are {}", heading.written, ENTITY_COLUMNS.join(", "));
        report.fault(at(&sheet.name, 1, heading.column), message);
    }
    for (number, row) in (1..).zip(sheet.rows.iter().skip(1)) {
        let mut given = BTreeMap::new();
        for cell in &row.cells {
            let place = at(&sheet.name, row.number, cell.column);
            let Some(heading) = headings.iter().find(|h| h.column == cell.column) else {
                report.line(place, cell.text.trim(), What::NoHeading);
                continue;
            };
            let key = format!("entities.{number}.{}", heading.name);
            given.insert(heading.name.as_str(), cell.text.trim());
            found.places.insert(key.clone(), (sheet.name.clone(), row.number, cell.column));
            found.kept.insert(key, cell.text.trim().into());
        }
        let place = at(&sheet.name, row.number, 0);
        if !given.contains_key("list_name") {
            report.fault(place, "an entity names its list in list_name");
        }
        let creates = !given.contains_key("entity_id") || given.contains_key("create_if");
        if creates && !given.contains_key("label") {
            report.fault(place, "an entity that is made needs a label");
        }
        if given.contains_key("update_if") && !given.contains_key("entity_id") {
            report.fault(place, "an entity that is changed needs an entity_id");
        }
    }
}
