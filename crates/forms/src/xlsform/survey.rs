//! The survey sheet as a tree: each row a question, a group or a repeat, with its cells as they stand.

use super::choices::Lists;
use super::heading::{self, Heading, Of};
use super::report::{At, Report, What, at};
use super::text;
use super::types::{self, Control, Row as Kind};
use super::workbook::{Row, Sheet};
use crate::{FieldType, Label};
use std::collections::BTreeSet;

/// Deepest nesting of groups and repeats; the tree is walked by calls within calls.
const MAX_DEPTH: usize = 60;
/// Most rows once loops are written out.
const MAX_ROWS: usize = 20_000;

/// A row of the survey with the rows inside it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Row of the sheet.
    pub row: u32,
    /// What it is.
    pub what: Is,
    /// Its name as written: what references mean.
    pub name: String,
    /// Its name with us, when that is already settled.
    pub own_name: Option<String>,
    /// True when its type comes from our own column.
    pub own_type: bool,
    /// Its label, for a row that is not in the sheet.
    pub own_label: Option<Label>,
    /// Its cells, beside type and name.
    pub values: Vec<Value>,
    /// Rows inside.
    pub children: Vec<Node>,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Is {
    /// A question, note, calculation or hidden value; with the largest number of an old type.
    Field(FieldType, Option<u32>),
    /// A heading.
    Group,
    /// Rows given many times.
    Repeat,
}

/// One cell of a row.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// Column from 1.
    pub column: u32,
    /// The column's one name.
    pub name: String,
    /// Tag of its language.
    pub language: Option<String>,
    /// True for a column an XLSForm knows.
    pub known: bool,
    /// True when it comes from one of our columns.
    pub ours: bool,
    /// Its text without outer blanks.
    pub text: String,
}

impl Value {
    /// The column with its language, as `other` keeps it.
    pub(super) fn key(&self) -> String {
        match &self.language {
            Some(language) => format!("{}::{language}", self.name),
            None => self.name.clone(),
        }
    }
}

/// A form's rows and what the survey says of its settings.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Rows of the form.
    pub nodes: Vec<Node>,
    /// Settings written in the survey: name, value, row.
    pub settings: Vec<(&'static str, String, u32)>,
}

/// Reads the survey. Faults go to the report.
pub(super) fn read(sheet: &Sheet, lists: &mut Lists, default_language: &str, report: &mut Report) -> Tree {
    let headings = heading::read(sheet, Of::Survey, report);
    if !headings.iter().any(|h| h.name == "type" && !h.ours) {
        report.fault(at(&sheet.name, 1, 0), "the first row has no heading `type`, and needs one");
        return Tree::default();
    }
    let top = Open { node: node(0, Is::Group, ""), names: BTreeSet::new(), control: Control::Group, list: None };
    let mut reader = Reader {
        sheet,
        headings,
        lists,
        default_language,
        report,
        open: vec![top],
        settings: Vec::new(),
        repeats: BTreeSet::new(),
        rows: 0,
    };
    for row in sheet.rows.iter().skip(1) {
        reader.row(row);
        if reader.rows > MAX_ROWS {
            reader
                .report
                .fault(at(&sheet.name, row.number, 0), format!("more than {MAX_ROWS} rows with loops written out"));
            break;
        }
    }
    reader.finish()
}

fn node(row: u32, what: Is, name: &str) -> Node {
    Node {
        row,
        what,
        name: name.into(),
        own_name: None,
        own_type: false,
        own_label: None,
        values: Vec::new(),
        children: Vec::new(),
    }
}

/// A group, repeat or loop that is not closed yet.
struct Open {
    node: Node,
    /// Names given so far directly inside it.
    names: BTreeSet<String>,
    control: Control,
    list: Option<String>,
}

struct Reader<'a> {
    sheet: &'a Sheet,
    headings: Vec<Heading>,
    lists: &'a mut Lists,
    default_language: &'a str,
    report: &'a mut Report,
    open: Vec<Open>,
    settings: Vec<(&'static str, String, u32)>,
    repeats: BTreeSet<String>,
    rows: usize,
}

impl<'a> Reader<'a> {
    fn at(&self, row: u32, column: u32) -> At<'a> {
        at(&self.sheet.name, row, column)
    }

    fn row(&mut self, row: &Row) {
        let mut values = self.values(row);
        let take = |values: &mut Vec<Value>, name: &str, ours: bool| {
            let found = values.iter().position(|v| v.name == name && v.ours == ours)?;
            Some(values.remove(found))
        };
        let (r#type, name) = (take(&mut values, "type", false), take(&mut values, "name", false));
        let (own_type, own_name) = (take(&mut values, "type", true), take(&mut values, "name", true));
        if let Some(disabled) = take(&mut values, "disabled", false)
            && truth(&disabled.text) == Some(true)
        {
            self.report.line(self.at(row.number, disabled.column), &words(row), What::Disabled);
            return;
        }
        if let Some(neutral) = values.iter().find(|v| v.ours && v.name == "neutral").map(|v| v.text.clone()) {
            let neutral: Vec<&str> = neutral.split(' ').collect();
            if neutral.contains(&"row") {
                return;
            }
            values.retain(|v| v.ours || !neutral.contains(&v.name.as_str()));
            values.retain(|v| !(v.ours && v.name == "neutral"));
        }
        overlay(&mut values);
        let Some(r#type) = r#type else {
            self.without_type(row, &values, name.as_ref());
            return;
        };
        let place = self.at(row.number, r#type.column);
        match types::parse(&r#type.text) {
            Err(message) => self.report.fault(place, message),
            Ok(Kind::Setting(setting)) => {
                self.settings.push((setting, name.map(|n| n.text).unwrap_or_default(), row.number));
            }
            Ok(Kind::End(control)) => self.end(control, place, &values),
            Ok(Kind::Begin(control, list)) => {
                let Some(name) = self.name(row, name.as_ref(), &r#type, None) else { return };
                self.begin(
                    control,
                    list,
                    place,
                    Node { values, own_name: own_name.map(|n| n.text), ..node(row.number, Is::Group, &name) },
                );
            }
            Ok(Kind::Field { r#type: found, or_other, most }) => {
                let fixed = match &found {
                    FieldType::Note if name.is_none() => Some(format!("note_{}", row.number)),
                    FieldType::Foreign(word) if word == "audit" => Some("audit".to_owned()),
                    _ => None,
                };
                let Some(name) = self.name(row, name.as_ref(), &r#type, fixed) else { return };
                let restored = own_type.is_some();
                let what = Is::Field(own_type.map_or(found, |t| types::from_written(&t.text)), most);
                let own_name = own_name.map(|n| n.text);
                let made = Node { values, own_name, own_type: restored, ..node(row.number, what, &name) };
                self.field(made, place, &r#type.text, or_other);
            }
        }
    }

    /// The cells below known headings, and lines for those below none.
    fn values(&mut self, row: &Row) -> Vec<Value> {
        let mut found = Vec::new();
        for cell in &row.cells {
            let text = cell.text.trim();
            let Some(heading) = self.headings.iter().find(|h| h.column == cell.column) else {
                self.report.line(at(&self.sheet.name, row.number, cell.column), text, What::NoHeading);
                continue;
            };
            if matches!(heading.name.as_str(), "name" | "type") && text.len() != cell.text.len() && !heading.ours {
                self.report.line(at(&self.sheet.name, row.number, cell.column), &cell.text, What::Trimmed);
            }
            found.push(Value {
                column: cell.column,
                name: heading.name.clone(),
                language: heading.language.clone(),
                known: heading.known,
                ours: heading.ours,
                text: if heading.ours { text::show_references(text) } else { text.into() },
            });
        }
        found
    }

    /// A row without a type: a remark, formulas, or a fault when it has a name or a label.
    fn without_type(&mut self, row: &Row, values: &[Value], name: Option<&Value>) {
        let what = if row.cells.iter().all(|c| c.formula) {
            What::OnlyFormulas
        } else if values.is_empty() && name.is_none() {
            return; // Cells below no heading have their lines already.
        } else if name.is_some() || values.iter().any(|v| v.name == "label") {
            self.report.fault(self.at(row.number, 0), format!("question without a type: {}", words(row)));
            return;
        } else {
            What::Remark
        };
        self.report.line(self.at(row.number, 0), &words(row), what);
    }

    /// The name of a row, checked; `fixed` for rows that are named by their type.
    fn name(&mut self, row: &Row, name: Option<&Value>, r#type: &Value, fixed: Option<String>) -> Option<String> {
        let given = name.map(|n| n.text.clone());
        let place = self.at(row.number, name.map_or(r#type.column, |n| n.column));
        let name = match (given, fixed) {
            (Some(given), Some(fixed)) if given != fixed => {
                self.report.fault(place, format!("a row of type {} is always called {fixed:?}", r#type.text));
                return None;
            }
            (_, Some(fixed)) => fixed,
            (Some(given), None) => given,
            (None, None) => {
                self.report.fault(place, format!("a row of type {:?} needs a name", r#type.text));
                return None;
            }
        };
        if !text::is_xml_name(&name) {
            let message = format!(
                "{name:?} cannot be a name: it begins with a letter or `_` and goes on with letters, digits, `_`, `-` and `.`"
            );
            self.report.fault(place, message);
            return None;
        }
        if name == "meta" && self.open.len() == 1 {
            self.report.fault(place, "the name `meta` is reserved");
            return None;
        }
        if self.open.last_mut().is_some_and(|inner| !inner.names.insert(name.clone())) {
            self.report.fault(place, format!("the name {name:?} stands twice in one group; rename one"));
            return None;
        }
        Some(name)
    }

    fn begin(&mut self, control: Control, list: Option<String>, place: At<'_>, mut node: Node) {
        if self.open.len() > MAX_DEPTH {
            self.report.fault(place, format!("groups are nested more than {MAX_DEPTH} deep"));
        }
        if control == Control::Repeat {
            node.what = Is::Repeat;
            if !self.repeats.insert(node.name.clone()) {
                self.report.fault(place, format!("two repeats are called {:?}; rename one", node.name));
            }
        }
        if control == Control::Loop
            && let Some(list) = &list
            && self.lists.find(list).is_none()
        {
            self.report.fault(place, format!("no list {list:?} on the sheet choices"));
        }
        self.rows += 1;
        self.open.push(Open { node, names: BTreeSet::new(), control, list });
    }

    fn end(&mut self, control: Control, place: At<'_>, values: &[Value]) {
        for value in values.iter().filter(|v| !v.ours) {
            self.report.line(at(place.sheet, place.row, value.column), &value.text, What::Remark);
        }
        match self.open.last() {
            Some(open) if open.control == control && self.open.len() > 1 => {}
            _ => {
                let message = format!(
                    "this ends a {}, but none is open here; see the rows `begin` and `end` above",
                    control.name()
                );
                self.report.fault(place, message);
                return;
            }
        }
        let Some(open) = self.open.pop() else { return };
        let node = match open.list {
            Some(list) if control == Control::Loop => self.unroll(open.node, &list, place),
            _ => open.node,
        };
        // Only the form itself has nothing around it, and it is never popped.
        if let Some(outer) = self.open.last_mut() {
            outer.node.children.push(node);
        }
    }

    /// A loop as a group with one group a code, as pyxform writes it out.
    fn unroll(&mut self, mut node: Node, list: &str, place: At<'_>) -> Node {
        let rows = std::mem::take(&mut node.children);
        let codes = self.lists.find(list).map(|l| l.list.codes.clone()).unwrap_or_default();
        self.report.line(place, list, What::Loop(codes.len()));
        self.rows = self.rows.saturating_add(count(&rows).saturating_mul(codes.len()));
        if self.rows > MAX_ROWS {
            return node;
        }
        for code in &codes {
            let mut inside = rows.clone();
            substitute(&mut inside, &code.code, &code.label, self.default_language);
            node.children.push(Node {
                own_label: Some(code.label.clone()),
                children: inside,
                ..self::node(node.row, Is::Group, &text::plain_name(&code.code, "code"))
            });
        }
        node
    }

    fn field(&mut self, node: Node, place: At<'_>, written: &str, or_other: bool) {
        let Is::Field(r#type, _) = &node.what else { return };
        self.check_choices(&node, r#type, place, written, or_other);
        if node.values.iter().all(|v| v.name != "calculation" && v.name != "default")
            && matches!(r#type, FieldType::Calculate)
            && !node.values.iter().any(|v| v.ours)
        {
            self.report.fault(place, "a row of type calculate needs a calculation");
        }
        let other = or_other.then(|| self.other(&node, place)).flatten();
        self.rows += 1;
        if let Some(inner) = self.open.last_mut() {
            inner.node.children.push(node);
            inner.node.children.extend(other);
        }
    }

    fn check_choices(&mut self, node: &Node, r#type: &FieldType, place: At<'_>, written: &str, or_other: bool) {
        let (FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list)) = r#type else {
            return;
        };
        let Some(found) = self.lists.find(list) else {
            self.report.fault(place, format!("no list {list:?} on the sheet choices"));
            return;
        };
        if matches!(r#type, FieldType::SelectMultiple(_))
            && let Some(code) = found.list.codes.iter().find(|c| c.code.contains(char::is_whitespace))
        {
            let message =
                format!("the list {list:?} has the code {:?}; with {written:?} a code has no blanks", code.code);
            self.report.fault(place, message);
        }
        if or_other && node.values.iter().any(|v| v.name == "choice_filter") {
            self.report.fault(place, "or_other and choice_filter do not go together");
        }
    }

    /// `or_other` in full: the code on the list and a field for the text.
    fn other(&mut self, node: &Node, place: At<'_>) -> Option<Node> {
        let Is::Field(FieldType::SelectOne(list) | FieldType::SelectMultiple(list), _) = &node.what else {
            return None;
        };
        let languages = self.lists.add_other(list, self.default_language);
        let name = format!("{}_other", node.name);
        self.report.line(place, list, What::OrOther(name.clone()));
        let label = languages.iter().map(|tag| (tag.clone(), specify(tag).to_owned())).collect();
        let relevant = Value {
            column: place.column,
            name: "relevant".into(),
            language: None,
            known: true,
            ours: false,
            text: format!("selected(${{{}}}, 'other')", node.name),
        };
        Some(Node {
            own_label: Some(Label(label)),
            values: vec![relevant],
            ..self::node(node.row, Is::Field(FieldType::Text, None), &name)
        })
    }

    fn finish(mut self) -> Tree {
        while self.open.len() > 1 {
            let Some(open) = self.open.pop() else { break };
            let message = format!("this {} ({:?}) is never ended", open.control.name(), open.node.name);
            self.report.fault(self.at(open.node.row, 0), message);
        }
        let nodes = self.open.pop().map(|top| top.node.children).unwrap_or_default();
        Tree { nodes, settings: self.settings }
    }
}

/// Our own columns take the place of the standard ones they stand for.
fn overlay(values: &mut Vec<Value>) {
    let ours: Vec<(String, Option<String>)> =
        values.iter().filter(|v| v.ours && v.known).map(|v| (v.name.clone(), v.language.clone())).collect();
    values.retain(|v| v.ours || !ours.contains(&(v.name.clone(), v.language.clone())));
}

fn count(nodes: &[Node]) -> usize {
    nodes.iter().map(|n| 1 + count(&n.children)).sum()
}

/// Puts a code's name and label where a loop's texts ask for them.
fn substitute(nodes: &mut [Node], code: &str, label: &Label, default_language: &str) {
    for node in nodes {
        for value in &mut node.values {
            let language = value.language.as_deref().unwrap_or(default_language);
            value.text = value.text.replace("%(label)s", label.get(language)).replace("%(name)s", code);
        }
        substitute(&mut node.children, code, label, default_language);
    }
}

/// What the field for another answer is called.
fn specify(language: &str) -> &'static str {
    match language {
        "fr" => "Précisez.",
        "ne" => "खुलाउनुहोस्।",
        _ => "Specify other.",
    }
}

/// The words of a row, for a line or a message.
pub(super) fn words(row: &Row) -> String {
    let words: Vec<&str> = row.cells.iter().map(|c| c.text.trim()).collect();
    words.join(" | ").chars().take(500).collect()
}

/// Yes or no as sheets write it.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "true" | "true()" => Some(true),
        "no" | "false" | "false()" => Some(false),
        _ => None,
    }
}
