//! The sheets with lists of choices, and the two sheets our own export adds for what they cannot say.

use super::export::NO_CODE;
use super::heading::{self, Heading, MEDIA, Of};
use super::report::{Report, What, at};
use super::survey::{truth, words};
use super::text::own_name;
use super::types::YES_NO_LIST;
use super::workbook::{Row, Sheet, Workbook};
use crate::kind::Compartment;
use crate::{Code, CodeList, Label};
use std::collections::{BTreeMap, BTreeSet};

/// The lists of a form.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: Vec<Named>,
}

/// A list with the name the form has for it.
#[derive(Debug)]
pub(super) struct Named {
    /// Name in the form.
    pub written: String,
    /// The list, under its name with us.
    pub list: CodeList,
    /// True when our own export said of it whether several codes may be given.
    told: bool,
}

/// What reading the lists depends on.
pub(super) struct Wanted<'a> {
    /// Tag of texts without a language.
    pub default_language: &'a str,
    /// Codes may stand twice in a list (setting `allow_choice_duplicates`), as in cascades.
    pub duplicates: bool,
    /// Names of lists that are not to be taken.
    pub taken: &'a BTreeSet<String>,
    /// Put before the name of a list that is taken.
    pub prefix: &'a str,
}

impl Lists {
    /// The list the form calls `written`.
    pub(super) fn find(&self, written: &str) -> Option<&Named> {
        self.lists.iter().find(|l| l.written == written)
    }

    /// Each list whose name with us differs: name in the form, name with us.
    pub(super) fn renamed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lists.iter().map(|l| (l.written.as_str(), l.list.name.as_str())).filter(|(a, b)| a != b)
    }

    /// Notes that several codes of the list may be given at once.
    pub(super) fn mark_multiple(&mut self, name: &str) {
        if let Some(found) = self.lists.iter_mut().find(|l| l.list.name == name && !l.told) {
            found.list.multiple = true;
        }
    }

    /// Adds the code `other` unless it is there, and gives the languages of the list's labels.
    pub(super) fn add_other(&mut self, written: &str, default_language: &str) -> Vec<String> {
        let Some(found) = self.lists.iter_mut().find(|l| l.written == written) else { return Vec::new() };
        let codes = &mut found.list.codes;
        let mut languages: BTreeSet<String> = codes.iter().flat_map(|c| c.label.0.keys().cloned()).collect();
        if languages.is_empty() {
            languages.insert(default_language.into());
        }
        if !codes.iter().any(|c| c.code == "other") {
            let label = languages.iter().map(|tag| (tag.clone(), other(tag).to_owned())).collect();
            codes.push(Code { code: "other".into(), label: Label(label), ..Code::default() });
        }
        languages.into_iter().collect()
    }

    /// The lists alone.
    pub(super) fn into_lists(self) -> Vec<CodeList> {
        self.lists.into_iter().map(|l| l.list).collect()
    }
}

fn other(language: &str) -> &'static str {
    match language {
        "fr" => "Autre",
        "ne" => "अन्य",
        _ => "Other",
    }
}

/// Reads the lists of a workbook.
pub(super) fn read(book: &Workbook, wanted: &Wanted<'_>, report: &mut Report) -> Lists {
    let mut lists = Lists::default();
    for (name, external) in [("choices", false), ("external_choices", true)] {
        if let Some(sheet) = book.sheet(name).filter(|s| s.rows.len() > 1) {
            Reader { sheet, wanted, report, lists: &mut lists, external }.read();
        }
    }
    lists.lists.retain(|l| l.written != YES_NO_LIST);
    for named in &mut lists.lists {
        named.list.codes.retain(|c| c.code != NO_CODE);
    }
    if let Some(sheet) = book.sheet("chautari_lists") {
        for row in sheet.rows.iter().skip(1) {
            if let Some(found) = lists.lists.iter_mut().find(|l| l.written == row.text(1)) {
                set_list(&mut found.list, row.text(2), row.text(3));
                found.told |= row.text(2) == "multiple";
            }
        }
    }
    if let Some(sheet) = book.sheet("chautari_codes") {
        for row in sheet.rows.iter().skip(1) {
            let nth = row.text(3).parse::<usize>().unwrap_or(1).saturating_sub(1);
            if let Some(found) = lists.lists.iter_mut().find(|l| l.written == row.text(1))
                && let Some(code) = found.list.codes.iter_mut().filter(|c| c.code == row.text(2)).nth(nth)
            {
                set_code(code, row.text(4), row.text(5));
            }
        }
    }
    lists
}

struct Reader<'a> {
    sheet: &'a Sheet,
    wanted: &'a Wanted<'a>,
    report: &'a mut Report,
    lists: &'a mut Lists,
    external: bool,
}

impl Reader<'_> {
    fn read(&mut self) {
        let headings = heading::read(self.sheet, Of::Choices, self.report);
        let column = |name: &str| headings.iter().find(|h| h.name == name).map(|h| h.column);
        let (Some(list), Some(code)) = (column("list_name"), column("name")) else {
            let message = "the first row needs the headings `list_name` and `name`";
            self.report.fault(at(&self.sheet.name, 1, 0), message);
            return;
        };
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        let sheet = self.sheet;
        for row in sheet.rows.iter().skip(1) {
            let (list_name, name) = (row.text(list), row.text(code));
            let place = at(&sheet.name, row.number, 0);
            let empty = |text: &str| matches!(text, "" | "0" | "FALSE") || text.starts_with('#');
            if row.cells.iter().all(|c| c.formula)
                && (list_name.is_empty() || row.cells.iter().all(|c| empty(c.text.trim())))
            {
                self.report.line(place, &words(row), What::OnlyFormulas);
            } else if list_name.is_empty() {
                self.report.line(place, &words(row), What::Remark);
            } else if name.is_empty() {
                self.report
                    .fault(at(&sheet.name, row.number, code), format!("a choice of list {list_name:?} needs a name"));
            } else {
                let first = seen.insert((list_name.into(), name.into()));
                if !first && !self.wanted.duplicates && !self.external {
                    let message = format!(
                        "the code {name:?} stands twice in list {list_name:?}; rename one, or say allow_choice_duplicates: yes on the sheet settings"
                    );
                    self.report.fault(at(&sheet.name, row.number, code), message);
                    continue;
                }
                self.trimmed(row, code);
                let index = match places.get(list_name) {
                    Some(index) => *index,
                    None => {
                        let Some(index) = self.start(list_name, row.number, list) else { continue };
                        places.insert(list_name.into(), index);
                        index
                    }
                };
                let made = self.code(row, name, &headings);
                self.lists.lists[index].list.codes.push(made);
            }
        }
    }

    fn trimmed(&mut self, row: &Row, column: u32) {
        if let Some(cell) = row.cells.iter().find(|c| c.column == column)
            && cell.text.trim() != cell.text
        {
            self.report.line(at(&self.sheet.name, row.number, column), &cell.text, What::Trimmed);
        }
    }

    /// A new list under a name that can be ours; nothing when the form has it already.
    fn start(&mut self, written: &str, row: u32, column: u32) -> Option<usize> {
        let place = at(&self.sheet.name, row, column);
        if self.lists.find(written).is_some() {
            self.report.fault(place, format!("the list {written:?} stands on both sheets of choices; remove one"));
            return None;
        }
        let used = |lists: &Lists, name: &str| {
            self.wanted.taken.contains(name) || lists.lists.iter().any(|l| l.list.name == name)
        };
        let mut name = own_name(written, "list");
        if used(self.lists, &name) {
            name = own_name(&format!("{}_{name}", self.wanted.prefix), "list");
        }
        let base = name.clone();
        for number in 2.. {
            if !used(self.lists, &name) {
                break;
            }
            name = format!("{base}_{number}");
        }
        if name != written {
            self.report.line(place, written, What::Renamed(name.clone()));
        }
        if self.external {
            self.report.line(place, written, What::ExternalList);
        }
        let list = CodeList { name, closed: true, ..CodeList::default() };
        self.lists.lists.push(Named { written: written.into(), list, told: false });
        Some(self.lists.lists.len() - 1)
    }

    fn code(&mut self, row: &Row, name: &str, headings: &[Heading]) -> Code {
        let mut code = Code { code: name.into(), ..Code::default() };
        for cell in &row.cells {
            let place = at(&self.sheet.name, row.number, cell.column);
            let text = cell.text.trim();
            let Some(heading) = headings.iter().find(|h| h.column == cell.column) else {
                self.report.line(place, text, What::NoHeading);
                continue;
            };
            let language = heading.language.as_deref();
            match heading.name.as_str() {
                "list_name" | "name" => {}
                "label" => {
                    let tag = language.unwrap_or(self.wanted.default_language);
                    // A text that names its language goes before one that does not.
                    let known = code.label.0.get(tag).is_some_and(|other| other != text);
                    if known {
                        self.report.line(place, text, What::SecondText);
                    }
                    if !known || language.is_some() {
                        code.label.0.insert(tag.into(), text.into());
                    }
                }
                sort if MEDIA.contains(&sort) => {
                    let key = language.map_or_else(|| sort.to_owned(), |tag| format!("{sort}::{tag}"));
                    code.media.insert(key, text.into());
                }
                _ => {
                    code.columns.insert(heading.written.clone(), text.into());
                }
            }
        }
        code
    }
}

/// Sets what a list says beyond its codes, as our export wrote it.
fn set_list(list: &mut CodeList, key: &str, value: &str) {
    match key {
        "id" => list.id = value.into(),
        "source" => list.source = value.into(),
        "multiple" => list.multiple = truth(value) == Some(true),
        "closed" => list.closed = truth(value) == Some(true),
        "foreign" => list.foreign = truth(value) == Some(true),
        "compartment" => list.compartment = Compartment::from_name(value),
        _ => {}
    }
}

/// Sets what a code says beyond the sheet of choices, as our export wrote it.
fn set_code(code: &mut Code, key: &str, value: &str) {
    let value = value.to_owned();
    match (key, key.split_once("::")) {
        ("from", _) => code.from = value,
        ("until", _) => code.until = value,
        ("unlabelled", _) => code.label.0.clear(),
        (_, Some(("hint", tag))) => drop(code.hint.0.insert(tag.into(), value)),
        (_, Some(("label", tag))) => drop(code.label.0.insert(tag.into(), value)),
        (_, Some(("status", tag))) => drop(code.status.insert(tag.into(), value)),
        (_, Some(("export", standard))) => drop(code.export.insert(standard.into(), value)),
        (_, Some(("column", name))) => drop(code.columns.insert(name.into(), value)),
        (_, Some(("media", sort))) => drop(code.media.insert(sort.into(), value)),
        _ => {}
    }
}
