//! A kind becomes a workbook that pyxform converts, ODK Validate accepts, and [`super::import`] reads
//! back as the same definition: the survey and its lists. Rules and stages do not travel.

mod lists;
mod outcome;
mod plan;
mod rows;

use super::heading::OURS;
use super::language::heading;
use super::text::hide_references;
use crate::kind::{About, Kind};
use crate::{CodeList, FieldType, Item, Label};
use lists::Lists;
pub(super) use lists::NO_CODE;
use plan::Plan;
use rows::{Cells, Rows, order};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Why a kind could not be written as a workbook.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A field names a list that was not given.
    #[error("the field {field:?} takes its answers from the list {list:?}, which is not there")]
    NoList {
        /// The field.
        field: String,
        /// The list it names.
        list: String,
    },
    /// A text is longer than a cell may be.
    #[error("a text of {length} characters in column {column:?} does not fit into a cell, which holds {most}", most = super::workbook::MAX_CELL_TEXT)]
    TooLong {
        /// The column.
        column: String,
        /// Its length.
        length: usize,
    },
    /// The workbook could not be put together.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
}

/// Writes a kind with the lists it uses as an XLSForm.
///
/// `codes` are the mission's lists by name; those the kind does not use are left out. The same kind gives
/// the same bytes.
///
/// # Errors
/// See [`ExportError`].
pub fn export(kind: &Kind, codes: &BTreeMap<String, Arc<CodeList>>) -> Result<Vec<u8>, ExportError> {
    let plan = Plan::new(kind);
    let mut rows = Rows::new(&plan);
    rows.items(&kind.survey);
    let used = used_lists(kind, codes)?;
    let languages = languages(kind, &used);
    let default = default_language(kind, &languages);
    let mut lists = Lists::new(&default);
    for list in &used {
        lists.list(list);
    }
    if rows.rows.iter().any(|r| r.get("type").is_some_and(|t| t.ends_with(super::types::YES_NO_LIST))) {
        lists.yes_no(&languages);
    }
    let mut settings = settings(kind, &plan, &default);
    if lists.duplicates {
        settings.insert("allow_choice_duplicates".into(), "yes".into());
    }
    for row in rows.rows.iter_mut().filter(|r| r.contains_key("label")) {
        // A label without a language would be one more language beside the form's own.
        if let Some(label) = row.remove("label") {
            row.insert(format!("label::{}", heading(&default)), label);
        }
    }
    let mut book = Workbook::new();
    // The day of writing would make each export another file.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let must = |columns: &[&str]| columns.iter().map(|c| (*c).to_owned()).collect::<BTreeSet<_>>();
    write(&mut book, "survey", &rows.rows, must(&["type", "name"]), order)?;
    if !lists.choices.is_empty() {
        write(&mut book, "choices", &lists.choices, must(&["list_name", "name"]), lists::order)?;
    }
    write(&mut book, "settings", std::slice::from_ref(&settings), BTreeSet::new(), setting_order)?;
    let entities = entities(kind);
    for (name, rows) in [("entities", &entities), ("chautari_lists", &lists.lists), ("chautari_codes", &lists.codes)] {
        if !rows.is_empty() {
            write(&mut book, name, rows, BTreeSet::new(), lists::order)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Keys of a kind that travel in a workbook; its hash follows from them.
const TRAVELS: [&str; 12] = [
    "name",
    "strand",
    "label",
    "hint",
    "title",
    "about",
    "parent",
    "group",
    "translated",
    "survey",
    "settings",
    "hash",
];

/// What a kind says that its workbook does not: its stages, rules, list and the like stay in its file.
pub fn left_out(kind: &Kind) -> Vec<String> {
    let keys = |kind: &Kind| match serde_json::to_value(kind) {
        Ok(serde_json::Value::Object(keys)) => keys,
        _ => serde_json::Map::new(),
    };
    let nothing = keys(&Kind::default());
    let said = keys(kind).into_iter().filter(|(key, value)| nothing.get(key) != Some(value));
    said.map(|(key, _)| key).filter(|key| !TRAVELS.contains(&key.as_str())).collect()
}

/// Writes a sheet: headings, then a row each.
fn write<K: Ord>(
    book: &mut Workbook,
    name: &str,
    rows: &[Cells],
    mut columns: BTreeSet<String>,
    order: impl Fn(&str) -> K,
) -> Result<(), ExportError> {
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    columns.extend(rows.iter().flat_map(|row| row.keys().cloned()));
    let mut columns: Vec<String> = columns.into_iter().collect();
    columns.sort_by_cached_key(|c| order(c));
    for (column, heading) in (0u16..).zip(&columns) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
        sheet.set_column_width(
            column,
            if heading.starts_with("label") || heading.starts_with("hint") { 40 } else { 18 },
        )?;
        for (number, row) in (1u32..).zip(rows) {
            let Some(text) = row.get(heading) else { continue };
            let length = text.chars().count();
            if length > super::workbook::MAX_CELL_TEXT {
                return Err(ExportError::TooLong { column: heading.clone(), length });
            }
            sheet.write_string(number, column, text)?;
        }
    }
    Ok(())
}

/// The lists a kind takes answers from, in the order it names them.
fn used_lists(kind: &Kind, codes: &BTreeMap<String, Arc<CodeList>>) -> Result<Vec<Arc<CodeList>>, ExportError> {
    let mut found: Vec<Arc<CodeList>> = Vec::new();
    let mut add = |list: &Arc<CodeList>| {
        if !found.iter().any(|known| known.name == list.name) {
            found.push(list.clone());
        }
    };
    let mut missing = None;
    each(&kind.survey, &mut |item| {
        let other = match item {
            Item::Field(field) => {
                if let FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list) =
                    &field.r#type
                {
                    match codes.get(list) {
                        Some(list) => add(list),
                        None => missing = Some(ExportError::NoList { field: field.name.clone(), list: list.clone() }),
                    }
                }
                if let Some(list) = field.parameters.get("tick_labelset").and_then(|list| codes.get(list)) {
                    add(list);
                }
                &field.other
            }
            Item::Group(group) => &group.other,
            Item::Repeat(repeat) => &repeat.other,
        };
        // Expressions set apart at import may look into a list by name.
        for text in other.values().filter(|text| text.contains("instance(")) {
            for name in text.split(['\'', '"']).skip(1).step_by(2) {
                if let Some(list) = codes.get(name) {
                    add(list);
                }
            }
        }
    });
    missing.map_or(Ok(found), Err)
}

fn each(items: &[Item], look: &mut impl FnMut(&Item)) {
    for item in items {
        look(item);
        match item {
            Item::Field(_) => {}
            Item::Group(group) => each(&group.survey, look),
            Item::Repeat(repeat) => each(&repeat.survey, look),
        }
    }
}

/// The languages of all texts.
fn languages(kind: &Kind, lists: &[Arc<CodeList>]) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut note = |label: &Label| found.extend(label.0.keys().filter(|tag| !tag.is_empty()).cloned());
    note(&kind.label);
    each(&kind.survey, &mut |item| match item {
        Item::Field(field) => {
            for label in
                [&field.label, &field.hint, &field.guidance_hint, &field.required_message, &field.constraint_message]
            {
                note(label);
            }
        }
        Item::Group(group) => note(&group.label),
        Item::Repeat(repeat) => note(&repeat.label),
    });
    for code in lists.iter().flat_map(|list| &list.codes) {
        note(&code.label);
    }
    found
}

/// The language the form opens in: what an imported form said; else English where it is spoken; else any.
fn default_language(kind: &Kind, languages: &BTreeSet<String>) -> String {
    let stated = kind.settings.get("default_language").cloned();
    let english = languages.get("en").cloned();
    stated.or(english).or_else(|| languages.first().cloned()).unwrap_or_else(|| "en".into())
}

fn settings(kind: &Kind, plan: &Plan, default: &str) -> Cells {
    let mut cells = Cells::new();
    let mut put = |column: &str, text: &str| {
        if !text.is_empty() {
            cells.insert(column.into(), text.into());
        }
    };
    let ours = |column: &str| format!("{OURS}::{column}");
    let title = if kind.label.is_empty() { &kind.name } else { kind.label.get(default) };
    put("form_title", &title.replace("${", "$ {"));
    put("form_id", &kind.name);
    for (key, text) in kind.settings.iter().filter(|(key, _)| !key.starts_with("entities.")) {
        if plan.resolves(text) {
            put(key, text);
        } else {
            put(&ours(key), &hide_references(text));
        }
    }
    put("default_language", &heading(default));
    if let Some(title) = &kind.title {
        if plan.works_outside(&title.source) {
            put("instance_name", &title.source);
        } else {
            put(&ours("title"), &hide_references(&title.source));
        }
    }
    for (name, label) in [("label", &kind.label), ("hint", &kind.hint)] {
        for (tag, text) in &label.0 {
            put(&ours(&format!("{name}::{}", heading(tag))), &hide_references(text));
        }
    }
    let about = match kind.about {
        About::Person => "person",
        About::Household => "household",
        About::Organisation => "organisation",
        About::None => "none",
    };
    put(&ours("kind"), &kind.name);
    put(&ours("about"), about);
    put(&ours("parent"), &kind.parent.join(" "));
    put(&ours("strand"), &kind.strand);
    put(&ours("group"), &kind.group);
    put(&ours("translated"), if kind.translated { "yes" } else { "" });
    cells
}

fn setting_order(column: &str) -> (usize, String) {
    const ORDER: [&str; 4] = ["form_title", "form_id", "version", "default_language"];
    let last = if column.starts_with(OURS) { ORDER.len() + 1 } else { ORDER.len() };
    (ORDER.iter().position(|c| *c == column).unwrap_or(last), column.into())
}

/// The sheet of entities, as an imported form had it.
fn entities(kind: &Kind) -> Vec<Cells> {
    let mut rows: BTreeMap<u32, Cells> = BTreeMap::new();
    for (key, text) in &kind.settings {
        let parts = key.strip_prefix("entities.").and_then(|rest| rest.split_once('.'));
        if let Some((number, column)) = parts
            && let Ok(number) = number.parse()
        {
            rows.entry(number).or_default().insert(column.into(), text.clone());
        }
    }
    rows.into_values().collect()
}
