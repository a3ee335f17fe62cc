//! A workbook becomes a kind and its lists.

use super::choices::{self, Wanted};
use super::fields::Maker;
use super::names;
use super::report::{Line, Refusal, Report, What, at};
use super::settings::{self, Settings};
use super::survey::{self, Node};
use super::text::own_name;
use super::workbook::{self, FORM_SHEETS, Sheet, Workbook};
use crate::expr::Expression;
use crate::kind::{About, Kind};
use crate::{CodeList, FieldType, Item, Label};
use std::collections::{BTreeMap, BTreeSet};

/// What the person who imports says of the form.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Name of the kind; else the form's id, else the file's name, made a name of ours.
    pub name: Option<String>,
    /// What its records are about; else what our own export wrote; else nobody.
    pub about: Option<About>,
    /// Kinds it hangs under; else what our own export wrote.
    pub parent: Vec<String>,
    /// Strand it goes into; else what our own export wrote.
    pub strand: String,
    /// Tag of texts without a language, where the form does not say: the installation's first language.
    /// When it is empty and such texts are there, the import is refused and asks for it.
    pub default_language: String,
    /// Names of lists there are already: an imported list of such a name is called `<kind>_<name>`.
    pub lists_taken: BTreeSet<String>,
}

/// An imported form.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The kind. Its hash is empty: the mission that takes it works it out.
    pub kind: Kind,
    /// Its lists, each closed.
    pub codes: Vec<CodeList>,
    /// What was changed, kept apart or left out, each with its place.
    pub report: Vec<Line>,
}

/// Reads an XLSForm.
///
/// `file_name` is used for messages and, without another, for the kind's name; what the file is, its first
/// bytes tell. Every field starts in compartment `identity`, every list is closed. Macros are never run.
///
/// # Errors
/// [`Refusal::TableOfRows`] for a table of cases. [`Refusal::Faults`] for what is no workbook or too large,
/// and for a form that pyxform refuses too, with sheet, row and reason.
pub fn import(file_name: &str, bytes: &[u8], options: &ImportOptions) -> Result<Imported, Refusal> {
    let book = workbook::read(bytes).map_err(|message| Refusal::Faults(vec![workbook::whole(file_name, message)]))?;
    let mut report = Report { file: file_name.into(), ..Report::default() };
    let sheet = survey_sheet(&book, file_name)?;
    other_sheets(&book, sheet, &mut report);
    let mut settings = settings::read(&book, &mut report);
    let name = kind_name(file_name, options, &settings);
    let default_language = settings.language.clone().unwrap_or_else(|| options.default_language.clone());
    let wanted = Wanted {
        default_language: &default_language,
        duplicates: settings.duplicates,
        taken: &options.lists_taken,
        prefix: &name,
    };
    let mut lists = choices::read(&book, &wanted, &mut report);
    let mut tree = survey::read(sheet, &mut lists, &default_language, &mut report);
    for (setting, value, row) in std::mem::take(&mut tree.settings) {
        settings.places.insert(setting.into(), (sheet.name.clone(), row, 0));
        settings.kept.insert(setting.into(), value);
    }
    check(&tree.nodes, sheet, &settings, &mut report);
    let names = names::settle(&mut tree.nodes, &sheet.name, &mut report);
    names.follow_all(&mut tree.nodes, &sheet.name, &lists, &mut report);
    for (key, value) in &mut settings.kept {
        if let Some((sheet, row, column)) = settings.places.get(key).filter(|_| !key.ends_with(".list_name")) {
            *value = names.follow(value, at(sheet, *row, *column), &[], &mut report);
        }
    }
    let by_name = lists.renamed().map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    let mut maker =
        Maker { sheet: &sheet.name, default_language: &default_language, report: &mut report, lists: &by_name };
    let survey = maker.items(tree.nodes);
    let mut kind = Kind { name, survey, ..Kind::default() };
    fill(&mut kind, settings, options, &default_language, &mut report);
    mark_multiple(&kind.survey, &mut lists);
    let codes = lists.into_lists();
    say_language(&book, sheet, &kind, &codes, options, &default_language, &mut report);
    if !report.faults.is_empty() {
        return Err(Refusal::Faults(report.faults));
    }
    Ok(Imported { kind, codes, report: report.lines })
}

/// The sheet of the survey; else what the workbook is instead.
fn survey_sheet<'a>(book: &'a Workbook, file: &str) -> Result<&'a Sheet, Refusal> {
    if let Some(sheet) = book.sheet("survey") {
        return Ok(sheet);
    }
    let headings = |sheet: &Sheet| -> Vec<String> {
        sheet.rows.first().map_or_else(Vec::new, |row| row.cells.iter().map(|c| c.text.trim().to_owned()).collect())
    };
    let like_survey = |sheet: &Sheet| {
        let headings: Vec<String> = headings(sheet).iter().map(|h| h.to_lowercase()).collect();
        ["type", "name"].iter().all(|wanted| headings.iter().any(|h| h == wanted))
    };
    // A workbook of one sheet is taken for its survey, as pyxform does.
    if let [only] = book.sheets.as_slice()
        && like_survey(only)
    {
        return Ok(only);
    }
    let fault = |message: String| Err(Refusal::Faults(vec![workbook::whole(file, message)]));
    if let Some(sheet) = book.sheets.iter().find(|s| like_survey(s)) {
        return fault(format!(
            "there is no sheet `survey`; the sheet {:?} looks like one, so call it `survey`",
            sheet.name
        ));
    }
    let table = book.sheets.iter().find(|s| {
        let row_of_data = |row: &workbook::Row| row.cells.iter().any(|c| !c.formula);
        headings(s).len() > 1 && s.rows.iter().skip(1).any(row_of_data)
    });
    match table {
        Some(sheet) => Err(Refusal::TableOfRows { sheet: sheet.name.clone(), headings: headings(sheet) }),
        None => fault("there is no sheet `survey`, so this is no form".into()),
    }
}

fn other_sheets(book: &Workbook, survey: &Sheet, report: &mut Report) {
    for sheet in &book.sheets {
        let known = FORM_SHEETS.iter().any(|name| sheet.name.trim().eq_ignore_ascii_case(name));
        if !known && sheet.name != survey.name && !sheet.rows.is_empty() {
            report.line(at(&sheet.name, 0, 0), &sheet.name, What::UnknownSheet);
        }
    }
    if book.macros {
        report.line(at("", 0, 0), "vbaProject.bin", What::Macros);
    }
}

fn kind_name(file: &str, options: &ImportOptions, settings: &Settings) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let id = settings.kept.get("form_id").map_or(stem, String::as_str);
    // Names become paths of files: whatever a sheet or a person says is made a name of ours.
    let said = options.name.as_deref().or(settings.ours.get("kind").map(String::as_str));
    own_name(said.unwrap_or(id), "form")
}

/// Faults that only the whole form shows.
fn check(nodes: &[Node], sheet: &Sheet, settings: &Settings, report: &mut Report) {
    let root = settings.kept.get("name").map_or("data", String::as_str);
    let entities = settings.kept.keys().any(|k| k.starts_with("entities."));
    each(nodes, &mut |node| {
        if node.what == survey::Is::Repeat && node.name == root {
            report.fault(
                at(&sheet.name, node.row, 0),
                format!("a repeat cannot have the name of the form itself, {root:?}"),
            );
        }
        if let Some(value) = node.values.iter().find(|v| v.name == "save_to" && !v.ours) {
            let place = at(&sheet.name, node.row, value.column);
            if !entities {
                report.fault(place, "save_to needs a sheet `entities` that declares the entity");
            } else if !matches!(node.what, survey::Is::Field(..)) {
                report.fault(place, "groups and repeats cannot be saved to an entity");
            }
        }
        if let survey::Is::Field(FieldType::Foreign(word), _) = &node.what
            && word == "background-geopoint"
            && !node.values.iter().any(|v| v.name == "trigger")
        {
            report.fault(at(&sheet.name, node.row, 0), "background-geopoint needs a trigger");
        }
    });
}

fn each(nodes: &[Node], look: &mut impl FnMut(&Node)) {
    for node in nodes {
        look(node);
        each(&node.children, look);
    }
}

/// Settings of our own that have a key of the kind.
const OWN: [&str; 7] = ["kind", "about", "parent", "strand", "group", "translated", "title"];

/// Label, title, place and settings of the kind.
fn fill(kind: &mut Kind, mut settings: Settings, options: &ImportOptions, language: &str, report: &mut Report) {
    let title = settings.take("form_title");
    let language = if language.is_empty() { "en" } else { language };
    let words = title.unwrap_or_else(|| kind.name.replace('_', " "));
    kind.label = Label([(language.to_owned(), words)].into());
    for (key, value) in &settings.ours {
        match key.split_once("::") {
            Some(("label", tag)) => drop(kind.label.0.insert(tag.into(), value.clone())),
            Some(("hint", tag)) => drop(kind.hint.0.insert(tag.into(), value.clone())),
            _ if OWN.contains(&key.as_str()) => {}
            // Settings whose references another program would not find travel as ours.
            _ => drop(settings.kept.insert(key.clone(), value.clone())),
        }
    }
    let written = settings.ours.get("title").cloned();
    if let Some(source) = written.clone().or_else(|| settings.kept.get("instance_name").cloned()) {
        match Expression::parse(&source) {
            Ok(expression) => {
                kind.title = Some(expression);
                settings.kept.remove("instance_name");
            }
            Err(error) => {
                let place = settings.places.get("instance_name").cloned().unwrap_or_default();
                let what = match error.unknown_function.clone() {
                    Some(function) => What::UnknownFunction(function),
                    None => What::NotUnderstood(error.to_string()),
                };
                report.line(at(&place.0, place.1, place.2), &source, what);
            }
        }
    }
    kind.about = options.about.or_else(|| settings.about()).unwrap_or_default();
    kind.parent = match settings.ours.get("parent") {
        Some(parents) if options.parent.is_empty() => parents.split_whitespace().map(str::to_owned).collect(),
        _ => options.parent.clone(),
    };
    kind.strand = match settings.ours.get("strand") {
        Some(strand) if options.strand.is_empty() => own_name(strand, "shared"),
        _ => options.strand.clone(),
    };
    kind.group = settings.ours.get("group").unwrap_or(&kind.strand).clone();
    kind.translated = settings.ours.get("translated").is_some_and(|v| v == "yes");
    if settings.kept.get("form_id") == Some(&kind.name) {
        settings.kept.remove("form_id");
    }
    kind.settings = settings.kept;
}

fn mark_multiple(items: &[Item], lists: &mut choices::Lists) {
    for item in items {
        match item {
            Item::Field(field) => {
                if let FieldType::SelectMultiple(list) = &field.r#type {
                    lists.mark_multiple(list);
                }
            }
            Item::Group(group) => mark_multiple(&group.survey, lists),
            Item::Repeat(repeat) => mark_multiple(&repeat.survey, lists),
        }
    }
}

/// Says which language texts without one were taken to be in, or asks for it.
fn say_language(
    book: &Workbook,
    survey: &Sheet,
    kind: &Kind,
    codes: &[CodeList],
    options: &ImportOptions,
    language: &str,
    report: &mut Report,
) {
    let stated = kind.settings.contains_key("default_language");
    if stated {
        return;
    }
    let bare = |sheet: &Sheet| -> Option<(u32, String)> {
        let cells = &sheet.rows.first()?.cells;
        let cell = cells.iter().find(|c| {
            let name = c.text.trim().to_lowercase();
            matches!(
                name.as_str(),
                "label" | "caption" | "hint" | "guidance_hint" | "constraint_message" | "required_message"
            )
        })?;
        let used = sheet.rows.iter().skip(1).any(|row| !row.text(cell.column).is_empty());
        used.then(|| (cell.column, cell.text.clone()))
    };
    let lists = codes.iter().any(|l| !l.codes.is_empty()).then(|| book.sheet("choices")).flatten();
    for sheet in std::iter::once(survey).chain(lists) {
        let Some((column, text)) = bare(sheet) else { continue };
        let place = at(&sheet.name, 1, column);
        if language.is_empty() {
            report.fault(place, "these texts have no language; say which they are in");
        } else if !options.default_language.is_empty() {
            report.line(place, &text, What::Language(language.into()));
        }
    }
}

/// A map of the lists by name, as [`super::export`] takes them.
impl Imported {
    /// The lists by name.
    pub fn lists(&self) -> BTreeMap<String, std::sync::Arc<CodeList>> {
        self.codes.iter().map(|list| (list.name.clone(), std::sync::Arc::new(list.clone()))).collect()
    }
}
