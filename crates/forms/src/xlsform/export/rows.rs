//! The rows of the survey sheet.

use super::super::fields::{PURPOSE, is_dated};
use super::super::heading::{MEDIA, OURS, TEXTS};
use super::super::language::heading;
use super::super::text::{hide_references, is_dynamic, parameters, write_parameters};
use super::super::types::{self, Row as Kind, YES_NO_LIST};
use super::outcome;
use super::plan::Plan;
use crate::expr::{Expr, Expression};
use crate::kind::{Merge, Search};
use crate::{Field, FieldType, Group, Item, Label, Repeat};
use std::collections::BTreeMap;

/// One row: column → text.
pub(super) type Cells = BTreeMap<String, String>;

/// Writes the rows of a survey in order.
pub(super) struct Rows<'a> {
    plan: &'a Plan,
    next: usize,
    /// Rows so far.
    pub rows: Vec<Cells>,
}

/// A row being written, with the columns that are there only because another program needs them.
struct Writing<'a> {
    plan: &'a Plan,
    number: usize,
    cells: Cells,
    neutral: Vec<String>,
}

impl<'a> Rows<'a> {
    /// Nothing written yet.
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self { plan, next: 0, rows: Vec::new() }
    }

    /// Writes `items`.
    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Field(field) => {
                    let row = self.begin(&field.name);
                    let cells = row.field(field);
                    self.rows.push(cells);
                }
                Item::Group(group) => self.group(group),
                Item::Repeat(repeat) => self.repeat(repeat),
            }
        }
    }

    /// A row with its name.
    fn begin(&mut self, own: &str) -> Writing<'a> {
        let number = self.next;
        self.next += 1;
        let mut row = Writing { plan: self.plan, number, cells: Cells::new(), neutral: Vec::new() };
        let name = &self.plan.rows[number].name;
        row.put("name", name);
        if name != own {
            row.ours("name", own);
        }
        row
    }

    fn group(&mut self, group: &Group) {
        let mut row = self.begin(&group.name);
        row.put("type", "begin group");
        row.texts("label", &group.label);
        row.texts("hint", &group.hint);
        row.expression("relevant", group.relevant.as_ref(), &group.other);
        row.put("appearance", &group.appearance);
        row.other(&group.other);
        let cells = row.done();
        self.rows.push(cells);
        self.items(&group.survey);
        if !group.survey.iter().any(is_shown) {
            // ODK Validate refuses a group in which nothing is shown; the importer knows this row for ours.
            let name = (1u32..).map(|n| format!("nothing_shown_{}_{n}", self.next)).find(|n| self.plan.is_free(n));
            let mut cells = Cells::from([("type".into(), "note".into()), (format!("{OURS}::neutral"), "row".into())]);
            cells.insert("name".into(), name.unwrap_or_default());
            cells.insert("label".into(), "-".into());
            self.rows.push(cells);
        }
        self.rows.push([("type".to_owned(), "end group".to_owned())].into());
    }

    fn repeat(&mut self, repeat: &Repeat) {
        let mut row = self.begin(&repeat.name);
        row.put("type", "begin repeat");
        row.texts("label", &repeat.label);
        row.texts("hint", &repeat.hint);
        row.expression("relevant", repeat.relevant.as_ref(), &repeat.other);
        row.count(repeat);
        row.put("appearance", &repeat.appearance);
        row.ours("compartment", repeat.compartment.name());
        row.other(&repeat.other);
        let cells = row.done();
        self.rows.push(cells);
        self.items(&repeat.survey);
        self.rows.push([("type".to_owned(), "end repeat".to_owned())].into());
    }
}

/// True for a row that puts something on the screen.
fn is_shown(item: &Item) -> bool {
    match item {
        Item::Field(field) => is_asked(&field.r#type),
        Item::Group(_) | Item::Repeat(_) => true,
    }
}

/// True for a type that people see.
fn is_asked(r#type: &FieldType) -> bool {
    match r#type {
        FieldType::Calculate
        | FieldType::Hidden
        | FieldType::Start
        | FieldType::End
        | FieldType::Today
        | FieldType::Deviceid
        | FieldType::Username => false,
        FieldType::Foreign(word) => {
            word.starts_with("select_") || word.starts_with("osm") || standard(r#type).is_none()
        }
        _ => true,
    }
}

/// The type in XLSForm's words, when importing them gives the type back.
fn standard(r#type: &FieldType) -> Option<String> {
    let words = match r#type {
        FieldType::Photo => "image".into(),
        FieldType::Datetime => "dateTime".into(),
        FieldType::YesNo => format!("select_one {YES_NO_LIST}"),
        other => types::written(other),
    };
    match types::parse(&words) {
        Ok(Kind::Field { r#type: found, or_other: false, most: None }) if found == *r#type => Some(words),
        _ => None,
    }
}

impl Writing<'_> {
    fn put(&mut self, column: &str, text: &str) {
        if !text.is_empty() {
            self.cells.insert(column.into(), text.into());
        }
    }

    fn ours(&mut self, column: &str, text: &str) {
        self.put(&format!("{OURS}::{column}"), &hide_references(text));
    }

    fn neutral(&mut self, column: &str, text: &str) {
        self.put(column, text);
        self.neutral.push(column.into());
    }

    fn done(mut self) -> Cells {
        let neutral = self.neutral.join(" ");
        self.ours("neutral", &neutral);
        self.cells
    }

    fn field(mut self, field: &Field) -> Cells {
        self.r#type(field);
        self.texts("label", &field.label);
        self.texts("hint", &field.hint);
        self.texts("guidance_hint", &field.guidance_hint);
        self.texts("required_message", &field.required_message);
        self.texts("constraint_message", &field.constraint_message);
        self.media(field);
        if is_asked(&field.r#type) && field.label.is_empty() && field.hint.is_empty() && field.media.is_empty() {
            self.neutral("label", &field.name);
        }
        self.expression("relevant", field.relevant.as_ref(), &field.other);
        match &field.required {
            Some(always) if &*always.source == "true()" => self.put("required", "yes"),
            required => self.expression("required", required.as_ref(), &field.other),
        }
        self.expression("constraint", field.constraint.as_ref(), &field.other);
        self.calculation(field);
        self.expression("choice_filter", field.choice_filter.as_ref(), &field.other);
        self.default(field);
        self.put("read_only", if field.read_only { "yes" } else { "" });
        self.parameters(field);
        self.own_keys(field);
        self.other(&field.other);
        self.done()
    }

    fn r#type(&mut self, field: &Field) {
        let mut appearance = field.appearance.clone();
        let words = match &field.r#type {
            FieldType::Signature => {
                appearance = format!("{appearance} signature").trim().to_owned();
                Some("image".into())
            }
            FieldType::Calculate if field.calculation.is_none() && !field.other.contains_key("calculation") => None,
            FieldType::Foreign(word) if word.contains("${") && !self.plan.resolves(word) => None,
            FieldType::Foreign(word) if word == "background-geopoint" && !field.other.contains_key("trigger") => None,
            FieldType::Photo if appearance.split(' ').any(|w| w == "signature") => None,
            r#type => standard(r#type),
        };
        match words {
            Some(words) => self.put("type", &words),
            None => {
                let near = match &field.r#type {
                    FieldType::Children(_) => "note",
                    FieldType::Calculate => "hidden",
                    FieldType::Photo => "image",
                    _ => "text",
                };
                self.put("type", near);
                self.ours("type", &types::written(&field.r#type));
            }
        }
        self.put("appearance", &appearance);
    }

    fn texts(&mut self, column: &str, label: &Label) {
        for (tag, words) in label.0.iter().filter(|(_, words)| !words.is_empty()) {
            self.text(&format!("{column}::{}", heading(tag)), words);
        }
    }

    /// A text whose references other programs may not find: then they get it without.
    fn text(&mut self, column: &str, words: &str) {
        if self.plan.resolves(words) {
            self.put(column, words);
        } else {
            self.put(column, &words.replace("${", "$ {"));
            self.ours(column, words);
        }
    }

    fn media(&mut self, field: &Field) {
        for (sort, files) in &field.media {
            for (tag, file) in &files.0 {
                let column = if tag.is_empty() { sort.clone() } else { format!("{sort}::{}", heading(tag)) };
                self.text(&column, file);
            }
        }
    }

    /// An expression in its own column, or, when another program could not work it out, in ours.
    fn expression(&mut self, column: &str, expression: Option<&Expression>, other: &BTreeMap<String, String>) {
        let Some(source) = expression.map(|e| &*e.source).or(other.get(column).map(String::as_str)) else { return };
        let circular =
            matches!(column, "relevant" | "calculation" | "required") && self.plan.rows[self.number].circular;
        if !circular && self.plan.works(source, self.number) && !reads_as_truth(column, source) {
            self.put(column, source);
        } else {
            self.ours(column, source);
        }
    }

    fn calculation(&mut self, field: &Field) {
        match &field.calculation {
            Some(calculation) if !outcome::fits(&calculation.tree, &field.r#type) => {
                self.ours("calculation", &calculation.source);
            }
            calculation => self.expression("calculation", calculation.as_ref(), &field.other),
        }
        let standard = field.r#type == FieldType::Calculate && self.cells.get("type").is_some_and(|t| t == "calculate");
        if standard && !self.cells.contains_key("calculation") {
            self.neutral("calculation", "''");
        }
    }

    fn default(&mut self, field: &Field) {
        let Some(default) = &field.default else {
            if let Some(source) = field.other.get("default") {
                let dynamic = is_dynamic(source, is_dated(&field.r#type)) && !is_file(&field.r#type);
                let works = dynamic && self.plan.works(source, self.number);
                if works { self.put("default", source) } else { self.ours("default", source) }
            }
            return;
        };
        let source = &*default.source;
        let literal = matches!(&*default.tree, Expr::Text(text) if text == source);
        let dynamic = is_dynamic(source, is_dated(&field.r#type));
        let works = || {
            dynamic
                && !is_file(&field.r#type)
                && outcome::fits(&default.tree, &field.r#type)
                && self.plan.works(source, self.number)
        };
        match literal {
            true if dynamic || is_doubtful(source) => self.ours("default_text", source),
            false if !works() => self.ours("default", source),
            _ => self.put("default", source),
        }
    }

    fn parameters(&mut self, field: &Field) {
        if field.parameters.is_empty() {
            return;
        }
        let written = write_parameters(&field.parameters);
        let known = types::parameters(&field.r#type);
        let fits = |name: &str| known.is_none_or(|known| known.contains(&name));
        let same =
            parameters(&written).is_ok_and(|pairs| pairs.into_iter().collect::<BTreeMap<_, _>>() == field.parameters);
        let standard = self.cells.keys().all(|k| *k != format!("{OURS}::type"));
        if standard && same && field.parameters.keys().all(|k| fits(k)) && self.plan.resolves(&written) && steps(field)
        {
            self.put("parameters", &written);
        } else {
            // A map of texts always has a JSON.
            self.ours("parameters", &serde_json::to_string(&field.parameters).unwrap_or_default());
        }
    }

    fn own_keys(&mut self, field: &Field) {
        let yes = |yes: bool| if yes { "yes" } else { "" };
        self.ours("compartment", field.compartment.name());
        self.ours("index", yes(field.index));
        self.ours("search", field.search.map_or("", search));
        self.ours("declassifies", &field.declassifies.join(" "));
        self.ours("recompute", if field.recompute_daily { "daily" } else { "" });
        self.ours("merge", merge(field.merge));
        self.ours("safety", yes(field.safety));
        self.ours("translated", yes(field.translated));
        self.ours("was", &field.was.join(" "));
        match field.purpose.as_str() {
            PURPOSE => {}
            "" => self.ours("purpose", "-"),
            purpose => self.ours("purpose", purpose),
        }
    }

    /// The number of rows of a repeat; pyxform makes a row `<name>_count` of anything but a reference.
    fn count(&mut self, repeat: &Repeat) {
        let made_up = format!("{}_count", self.plan.rows[self.number].name);
        let source = repeat.count.as_ref().map(|e| &*e.source).or(repeat.other.get("repeat_count").map(String::as_str));
        let Some(source) = source else { return };
        let simple = source.starts_with("${") && source.ends_with('}') && source.matches("${").count() == 1;
        if (simple || self.plan.is_free(&made_up)) && self.plan.works_as_count(source, self.number) {
            self.put("repeat_count", source);
        } else {
            self.ours("repeat_count", source);
        }
    }

    /// Columns kept from an imported sheet.
    fn other(&mut self, other: &BTreeMap<String, String>) {
        for (key, text) in other {
            let written = match key.split_once("::") {
                Some((name, tag)) if TEXTS.contains(&name) || MEDIA.contains(&name) => {
                    format!("{name}::{}", heading(tag))
                }
                _ => key.clone(),
            };
            let done = self.cells.contains_key(&written) || self.cells.contains_key(&format!("{OURS}::{written}"));
            if done {
                continue;
            }
            self.text(&written, text);
        }
    }
}

/// True for a text in which pyxform may see a piece of an expression.
fn is_doubtful(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric);
    chars.iter().enumerate().any(|(at, c)| match c {
        '\'' | '"' | '$' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '*' | '+' => true,
        '-' => !letter(at.checked_sub(1)) || !letter(Some(at + 1)),
        _ => false,
    })
}

/// True for answers that are files: pyxform takes a default of theirs for a file's name.
fn is_file(r#type: &FieldType) -> bool {
    matches!(r#type, FieldType::Photo | FieldType::Signature | FieldType::Audio | FieldType::Video | FieldType::File)
}

/// True when a cell with this expression would be read as yes or no and not as an expression.
fn reads_as_truth(column: &str, source: &str) -> bool {
    column == "required" && super::super::survey::truth(source).is_some()
}

/// True when the step of a range fits between its ends, which pyxform asks for.
fn steps(field: &Field) -> bool {
    let number = |name: &str, usual: f64| match field.parameters.get(name) {
        Some(text) => text.parse::<f64>().ok().filter(|v| v.is_finite()),
        None => Some(usual),
    };
    if field.r#type != FieldType::Range {
        return true;
    }
    match (number("start", 1.0), number("end", 10.0), number("step", 1.0)) {
        (Some(start), Some(end), Some(step)) => step != 0.0 && step <= (end - start).abs(),
        _ => false,
    }
}

fn search(search: Search) -> &'static str {
    match search {
        Search::Text => "text",
        Search::Name => "name",
        Search::Phone => "phone",
        Search::Code => "code",
    }
}

fn merge(merge: Merge) -> &'static str {
    match merge {
        Merge::Review => "",
        Merge::Latest => "latest",
        Merge::Set => "set",
        Merge::Max => "max",
        Merge::Min => "min",
    }
}

/// The columns of a survey in the order people expect.
pub(super) fn order(column: &str) -> (usize, String) {
    const ORDER: [&str; 22] = [
        "type",
        "name",
        "label",
        "hint",
        "guidance_hint",
        "relevant",
        "required",
        "required_message",
        "constraint",
        "constraint_message",
        "calculation",
        "choice_filter",
        "default",
        "trigger",
        "appearance",
        "read_only",
        "parameters",
        "repeat_count",
        "image",
        "big-image",
        "audio",
        "video",
    ];
    let base = column.split("::").next().unwrap_or(column);
    let place =
        if base == OURS { ORDER.len() + 1 } else { ORDER.iter().position(|c| *c == base).unwrap_or(ORDER.len()) };
    (place, column.into())
}
