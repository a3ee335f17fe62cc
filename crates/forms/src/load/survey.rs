//! The rows of a form.

use super::check;
use super::draft::{Reference, Row, Use, join};
use super::keys;
use super::reader::{Map, Reader};
use super::tree::{Node, Place, Value};
use super::types;
use crate::expr::{Expr, Expression, Start};
use crate::kind::{About, Compartment, Field, FieldType, Group, Item, Merge, Repeat, Search};
use crate::label::Label;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of one form; the longest ones in use have some thousands.
const MAX_ROWS: usize = 5_000;

/// What the rows of a form need to know of their kind.
#[derive(Clone, Copy)]
pub(super) struct Header {
    /// What the kind is about.
    pub(super) about: About,
    /// Whether fields may hold one answer a language.
    pub(super) translated: bool,
}

/// Reads a survey from the top down.
pub(super) struct Survey<'s, 'r, 'n> {
    /// Reads single values.
    pub(super) reader: &'s mut Reader<'r>,
    /// The kind.
    pub(super) header: Header,
    /// Fields an overlay hides.
    pub(super) hidden: &'s BTreeSet<String>,
    /// Rows read so far.
    pub(super) rows: Vec<Row<'n>>,
    /// Expressions read so far.
    pub(super) uses: Vec<Use<'n>>,
    /// Names of things elsewhere read so far.
    pub(super) references: Vec<(Place, Reference)>,
}

/// Where a row stands: the repeats around it, and the compartment they give.
#[derive(Clone, Default)]
struct Around {
    scope: String,
    compartment: Option<Compartment>,
}

impl<'n> Survey<'_, '_, 'n> {
    /// All rows of `survey`.
    pub(super) fn read(&mut self, node: &'n Node) -> Vec<Item> {
        self.rows(node, &Around::default())
    }

    fn rows(&mut self, node: &'n Node, around: &Around) -> Vec<Item> {
        let Value::Sequence(rows) = &node.value else {
            self.reader.faults.add(node.at, format!("a survey is a list of rows, not {}", node.what()));
            return Vec::new();
        };
        if self.rows.len() + rows.len() > MAX_ROWS {
            self.reader.faults.add(node.at, format!("a form has at most {MAX_ROWS} rows; split it into several kinds"));
            return Vec::new();
        }
        rows.iter().filter_map(|row| self.row(row, around)).collect()
    }

    fn row(&mut self, node: &'n Node, around: &Around) -> Option<Item> {
        match node.get("type").and_then(Node::raw) {
            Some("group") => self.group(node, around).map(|group| Item::Group(Box::new(group))),
            Some("repeat") => self.repeat(node, around).map(|repeat| Item::Repeat(Box::new(repeat))),
            _ => self.field(node, around).map(|field| Item::Field(Box::new(field))),
        }
    }

    fn group(&mut self, node: &'n Node, around: &Around) -> Option<Group> {
        let map = Map::open(node, &keys::GROUP, self.reader.faults)?;
        let name = self.name(&map)?;
        self.note_row(node, &name, around, false, None);
        let place = Spot { around, row: &name };
        Some(Group {
            label: self.reader.label_of(&map, "label"),
            hint: self.reader.label_of(&map, "hint"),
            relevant: self.expression(&map, "relevant", place),
            appearance: self.reader.text_of(&map, "appearance"),
            survey: map.need("survey", self.reader.faults).map_or_else(Vec::new, |rows| self.rows(rows, around)),
            other: self.texts(&map, "other"),
            name,
        })
    }

    fn repeat(&mut self, node: &'n Node, around: &Around) -> Option<Repeat> {
        let map = Map::open(node, &keys::REPEAT, self.reader.faults)?;
        let name = self.name(&map)?;
        self.note_row(node, &name, around, true, None);
        let stated = self.stated_compartment(&map);
        let compartment = around.compartment.or(stated).unwrap_or_default();
        if let (Some(outer), Some(own)) = (around.compartment, stated)
            && outer != own
        {
            let message = format!(
                "this repeat stands in one of compartment `{}` and cannot be `{}`; a repeat has one compartment with all that is in it",
                outer.name(),
                own.name()
            );
            self.reader.faults.add(map.place("compartment"), message);
        }
        let inner = Around { scope: join(&around.scope, &name), compartment: Some(compartment) };
        let place = Spot { around, row: &name };
        Some(Repeat {
            label: self.reader.wanted_label(&map, "label"),
            hint: self.reader.label_of(&map, "hint"),
            relevant: self.expression(&map, "relevant", place),
            count: self.expression(&map, "repeat_count", place),
            appearance: self.reader.text_of(&map, "appearance"),
            compartment,
            survey: map.need("survey", self.reader.faults).map_or_else(Vec::new, |rows| self.rows(rows, &inner)),
            other: self.texts(&map, "other"),
            name,
        })
    }

    fn field(&mut self, node: &'n Node, around: &Around) -> Option<Field> {
        let map = Map::open(node, &keys::FIELD, self.reader.faults)?;
        let r#type = self.field_type(&map)?;
        let name = self.name(&map)?;
        let place = Spot { around, row: &name };
        let mut field = Field {
            label: self.question(&map, &r#type),
            hint: self.reader.label_of(&map, "hint"),
            guidance_hint: self.reader.label_of(&map, "guidance_hint"),
            relevant: self.expression(&map, "relevant", place),
            required: self.required(&map, place),
            required_message: self.reader.label_of(&map, "required_message"),
            constraint: self.expression(&map, "constraint", place),
            constraint_message: self.reader.label_of(&map, "constraint_message"),
            calculation: self.expression(&map, "calculation", place),
            choice_filter: self.choice_filter(&map, &r#type, place),
            default: self.default(&map, place),
            appearance: self.reader.text_of(&map, "appearance"),
            read_only: self.reader.flag_of(&map, "read_only"),
            parameters: self.parameters(&map),
            media: map.get("media").map_or_else(BTreeMap::new, |node| media(self.reader, node)),
            index: self.reader.flag_of(&map, "index"),
            search: self.search(&map),
            declassifies: self.reader.words_of(&map, "declassifies"),
            recompute_daily: self.recompute(&map),
            merge: self.merge(&map),
            purpose: self.purpose(&map),
            safety: self.reader.flag_of(&map, "safety"),
            translated: self.reader.flag_of(&map, "translated"),
            was: self.reader.words_of(&map, "was"),
            other: self.texts(&map, "other"),
            compartment: Compartment::Open,
            hidden: self.hidden.contains(&join(&around.scope, &name)),
            r#type,
            name,
        };
        field.compartment = self.compartment(&map, &field, around);
        check::field::check(self.reader, node, &field, self.header);
        self.note_row(node, &field.name, around, false, Some(field.clone()));
        Some(field)
    }

    fn note_row(&mut self, node: &'n Node, name: &str, around: &Around, repeat: bool, field: Option<Field>) {
        self.rows.push(Row { scope: around.scope.clone(), name: name.to_owned(), node, field, repeat });
    }

    /// The name of a row. Names of imported forms keep their letters, so the shape is XLSForm's,
    /// less what would be taken for a path or for a reserved part of the ledger.
    fn name(&mut self, map: &Map<'n>) -> Option<String> {
        let node = map.need("name", self.reader.faults)?;
        let name = self.reader.text(node)?;
        let first = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let shaped = first && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b));
        if !shaped || name.len() > 127 || name == "_id" {
            let message = format!(
                "`{name}` cannot be a field's name: letters, digits, `_`, `.` and `-`, beginning with a letter or `_`, at most 127; `_id`, `$…` and `/` are reserved"
            );
            self.reader.faults.add(node.at, message);
            return None;
        }
        Some(name)
    }

    fn field_type(&mut self, map: &Map<'n>) -> Option<FieldType> {
        let node = map.need("type", self.reader.faults)?;
        let text = self.reader.text(node)?;
        match types::field_type(&text) {
            Ok(found) => {
                let reference = match &found {
                    FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list) => {
                        Some(Reference::List(list.clone()))
                    }
                    FieldType::Ref(kind) => Some(Reference::Target(kind.clone())),
                    FieldType::Children(kind) => Some(Reference::Child(kind.clone())),
                    _ => None,
                };
                self.references.extend(reference.map(|reference| (node.at, reference)));
                Some(found)
            }
            Err(message) => {
                self.reader.faults.add(node.at, message);
                None
            }
        }
    }

    /// The label; only values nobody is asked for may do without one.
    fn question(&mut self, map: &Map<'n>, r#type: &FieldType) -> Label {
        let silent = matches!(
            r#type,
            FieldType::Calculate
                | FieldType::Hidden
                | FieldType::Start
                | FieldType::End
                | FieldType::Today
                | FieldType::Deviceid
                | FieldType::Username
                | FieldType::Children(_)
                | FieldType::Foreign(_)
        );
        if silent { self.reader.label_of(map, "label") } else { self.reader.wanted_label(map, "label") }
    }

    fn expression(&mut self, map: &Map<'n>, key: &'static str, place: Spot<'_>) -> Option<Expression> {
        let node = map.get(key)?;
        self.expression_of(node, key, place, None)
    }

    fn expression_of(
        &mut self,
        node: &'n Node,
        key: &'static str,
        place: Spot<'_>,
        list: Option<String>,
    ) -> Option<Expression> {
        let (expression, scalar) = self.reader.expression(node)?;
        let (scope, row) = (place.around.scope.clone(), place.row.to_owned());
        self.uses.push(Use { expression: expression.clone(), scalar, key, scope, row, list, rule: false });
        Some(expression)
    }

    fn required(&mut self, map: &Map<'n>, place: Spot<'_>) -> Option<Expression> {
        let node = map.get("required")?;
        match &node.value {
            Value::Scalar(scalar) if scalar.plain && scalar.text == "true" => Expression::parse("true()").ok(),
            Value::Scalar(scalar) if scalar.plain && scalar.text == "false" => None,
            _ => self.expression_of(node, "required", place, None),
        }
    }

    fn choice_filter(&mut self, map: &Map<'n>, r#type: &FieldType, place: Spot<'_>) -> Option<Expression> {
        let node = map.get("choice_filter")?;
        let (FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list)) = r#type else {
            self.reader.faults.add(node.at, "only select_one, select_multiple and rank have choices to filter");
            return None;
        };
        self.expression_of(node, "choice_filter", place, Some(list.clone()))
    }

    fn default(&mut self, map: &Map<'n>, place: Spot<'_>) -> Option<Expression> {
        let node = map.get("default")?;
        let text = self.reader.text(node)?;
        if Expression::parse(&text).is_ok_and(|expression| is_dynamic(&expression.tree)) {
            return self.expression_of(node, "default", place, None);
        }
        Some(Expression::literal(&text))
    }

    fn parameters(&mut self, map: &Map<'n>) -> BTreeMap<String, String> {
        match map.get("parameters") {
            None => BTreeMap::new(),
            Some(node) => match node.raw() {
                None => self.reader.texts(node),
                Some(text) => {
                    let mut found = BTreeMap::new();
                    for part in text.split([' ', ',', ';']).filter(|part| !part.is_empty()) {
                        match part.split_once('=') {
                            Some((name, value)) => {
                                found.insert(name.to_owned(), value.to_owned());
                            }
                            None => self.reader.faults.add(
                                node.at,
                                format!("`{part}` is no parameter; write {{start: 0, end: 10}} or \"start=0 end=10\""),
                            ),
                        }
                    }
                    found
                }
            },
        }
    }

    fn texts(&mut self, map: &Map<'n>, key: &str) -> BTreeMap<String, String> {
        map.get(key).map_or_else(BTreeMap::new, |node| self.reader.texts(node))
    }

    fn search(&mut self, map: &Map<'n>) -> Option<Search> {
        const WORDS: [(&str, Search); 4] =
            [("text", Search::Text), ("name", Search::Name), ("phone", Search::Phone), ("code", Search::Code)];
        self.reader.choice(map.get("search")?, &WORDS)
    }

    fn recompute(&mut self, map: &Map<'n>) -> bool {
        map.get("recompute").and_then(|node| self.reader.choice(node, &[("daily", true)])).unwrap_or(false)
    }

    fn merge(&mut self, map: &Map<'n>) -> Merge {
        const WORDS: [(&str, Merge); 5] = [
            ("review", Merge::Review),
            ("latest", Merge::Latest),
            ("set", Merge::Set),
            ("max", Merge::Max),
            ("min", Merge::Min),
        ];
        map.get("merge").and_then(|node| self.reader.choice(node, &WORDS)).unwrap_or_default()
    }

    fn purpose(&mut self, map: &Map<'n>) -> String {
        match map.get("purpose") {
            None => "services".to_owned(),
            Some(node) => {
                let purpose = self.reader.text(node).unwrap_or_default();
                self.references.push((node.at, Reference::Purpose(purpose.clone())));
                purpose
            }
        }
    }

    fn stated_compartment(&mut self, map: &Map<'n>) -> Option<Compartment> {
        let words = Compartment::ALL.map(|compartment| (compartment.name(), compartment));
        self.reader.choice(map.get("compartment")?, &words)
    }

    /// The compartment of a field: its repeat's; else the stated one; else its code list's; else open.
    fn compartment(&mut self, map: &Map<'n>, field: &Field, around: &Around) -> Compartment {
        let stated = self.stated_compartment(map);
        if let Some(of_repeat) = around.compartment {
            if let Some(own) = stated.filter(|own| *own != of_repeat) {
                let message = format!(
                    "`{}` stands in a repeat of compartment `{}` and cannot be `{}`; a repeat has one compartment",
                    field.name,
                    of_repeat.name(),
                    own.name()
                );
                self.reader.faults.add(map.place("compartment"), message);
            }
            return of_repeat;
        }
        stated.or_else(|| check::field::list_compartment(self.reader, &field.r#type)).unwrap_or_default()
    }
}

/// The row an expression belongs to.
#[derive(Clone, Copy)]
struct Spot<'p> {
    around: &'p Around,
    row: &'p str,
}

/// True for a default that is worked out: it calls a function, reads a field, or is a text in
/// quotes. All else (`5`, `2026-11-24`, `north west`) is the value itself, as in XLSForm.
fn is_dynamic(tree: &Expr) -> bool {
    let mut found = matches!(tree, Expr::Text(_));
    tree.walk(&mut |node| {
        found |= match node {
            Expr::Call(..) | Expr::Field(_) | Expr::Current => true,
            Expr::Path(path) => path.start != Start::Up(0),
            _ => false,
        }
    });
    found
}

/// Media by sort: one file name for all languages, or one a language.
pub(super) fn media(reader: &mut Reader<'_>, node: &Node) -> BTreeMap<String, Label> {
    if !matches!(node.value, Value::Mapping(_)) {
        reader.faults.add(node.at, "media are written by sort: {image: file.png}");
    }
    let mut found = BTreeMap::new();
    for (sort, file) in node.entries() {
        let label = match &file.value {
            Value::Mapping(_) => Label(reader.texts(file)),
            _ => Label(reader.text(file).map(|name| (String::new(), name)).into_iter().collect()),
        };
        found.insert(sort.text.clone(), label);
    }
    found
}
