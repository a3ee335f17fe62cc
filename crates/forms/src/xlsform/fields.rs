//! Rows of the tree as items of a kind: each cell to the key it is with us.

use super::heading::MEDIA;
use super::report::{At, Report, What, at};
use super::survey::{Is, Node, Value, truth};
use super::{text, types};
use crate::expr::{Expression, NoteKind};
use crate::kind::{Compartment, Merge, Search};
use crate::{Field, FieldType, Group, Item, Label, Repeat};
use std::collections::BTreeMap;

/// Purpose a field is collected for when nothing is said (`docs/kinds.md` 2).
pub(super) const PURPOSE: &str = "services";

/// What making items depends on.
pub(super) struct Maker<'a> {
    /// Name of the sheet.
    pub sheet: &'a str,
    /// Tag of texts without a language.
    pub default_language: &'a str,
    /// Lines and faults.
    pub report: &'a mut Report,
    /// Names of the form's lists by the name the sheet has for them.
    pub lists: &'a BTreeMap<String, String>,
}

impl<'a> Maker<'a> {
    /// The items of the rows `nodes`.
    pub(super) fn items(&mut self, nodes: Vec<Node>) -> Vec<Item> {
        nodes.into_iter().map(|node| self.item(node)).collect()
    }

    fn item(&mut self, node: Node) -> Item {
        match &node.what {
            Is::Group => Item::Group(Box::new(self.group(node))),
            Is::Repeat => Item::Repeat(Box::new(self.repeat(node))),
            Is::Field(r#type, most) => {
                let (r#type, most) = (r#type.clone(), *most);
                Item::Field(Box::new(self.field(node, r#type, most)))
            }
        }
    }

    fn at(&self, row: u32, column: u32) -> At<'a> {
        at(self.sheet, row, column)
    }

    fn group(&mut self, node: Node) -> Group {
        let mut group = Group { name: node.own_name.unwrap_or(node.name), ..Group::default() };
        for value in node.values {
            match value.name.as_str() {
                "label" => self.put_text(&mut group.label, &value, node.row),
                "hint" => self.put_text(&mut group.hint, &value, node.row),
                "relevant" => group.relevant = self.expression(&value, node.row, &mut group.other),
                "appearance" => group.appearance = value.text,
                _ => drop(group.other.insert(value.key(), value.text)),
            }
        }
        own_label(&mut group.label, node.own_label);
        group.survey = self.items(node.children);
        group
    }

    fn repeat(&mut self, node: Node) -> Repeat {
        let name = node.own_name.unwrap_or(node.name);
        let mut repeat = Repeat { name, compartment: Compartment::Identity, ..Repeat::default() };
        for value in node.values {
            match value.name.as_str() {
                "label" => self.put_text(&mut repeat.label, &value, node.row),
                "hint" => self.put_text(&mut repeat.hint, &value, node.row),
                "relevant" => repeat.relevant = self.expression(&value, node.row, &mut repeat.other),
                "repeat_count" => repeat.count = self.expression(&value, node.row, &mut repeat.other),
                "appearance" => repeat.appearance = value.text,
                "compartment" if value.ours => repeat.compartment = self.compartment(&value, node.row),
                _ => drop(repeat.other.insert(value.key(), value.text)),
            }
        }
        own_label(&mut repeat.label, node.own_label);
        repeat.survey = self.items(node.children);
        repeat
    }

    fn field(&mut self, node: Node, r#type: FieldType, most: Option<u32>) -> Field {
        let mut field = Field {
            name: node.own_name.unwrap_or(node.name),
            r#type: self.listed(r#type),
            compartment: Compartment::Identity,
            purpose: PURPOSE.into(),
            ..Field::default()
        };
        if let FieldType::Foreign(word) = &field.r#type {
            self.report.line(self.at(node.row, 0), word, What::ForeignType);
        }
        for value in node.values {
            if value.ours && self.own_key(&mut field, &value, node.row) {
                continue;
            }
            self.standard_key(&mut field, value, node.row);
        }
        own_label(&mut field.label, node.own_label);
        // A drawn signature is an image of that appearance in XLSForm, a type of its own with us.
        if matches!(field.r#type, FieldType::Photo | FieldType::Signature) && !node.own_type {
            let words: Vec<&str> = field.appearance.split(' ').filter(|w| !w.is_empty()).collect();
            if words.contains(&"signature") {
                field.appearance = words.into_iter().filter(|w| *w != "signature").collect::<Vec<_>>().join(" ");
                field.r#type = FieldType::Signature;
            }
        }
        if let Some(most) = most {
            self.report.line(self.at(node.row, 0), &field.name, What::ReadAs(format!("integer up to {most}")));
            if field.constraint.is_none() {
                field.constraint = Expression::parse(&format!("0 <= . and . <= {most}")).ok();
            }
        }
        field
    }

    /// The type with the name its list has with us.
    fn listed(&self, r#type: FieldType) -> FieldType {
        let name = |list: String| self.lists.get(&list).cloned().unwrap_or(list);
        match r#type {
            FieldType::SelectOne(list) => FieldType::SelectOne(name(list)),
            FieldType::SelectMultiple(list) => FieldType::SelectMultiple(name(list)),
            FieldType::Rank(list) => FieldType::Rank(name(list)),
            other => other,
        }
    }

    fn standard_key(&mut self, field: &mut Field, value: Value, row: u32) {
        match value.name.as_str() {
            "label" => self.put_text(&mut field.label, &value, row),
            "hint" => self.put_text(&mut field.hint, &value, row),
            "guidance_hint" => self.put_text(&mut field.guidance_hint, &value, row),
            "required_message" => self.put_text(&mut field.required_message, &value, row),
            "constraint_message" => self.put_text(&mut field.constraint_message, &value, row),
            "relevant" => field.relevant = self.expression(&value, row, &mut field.other),
            "constraint" => field.constraint = self.expression(&value, row, &mut field.other),
            "calculation" => field.calculation = self.expression(&value, row, &mut field.other),
            "choice_filter" => field.choice_filter = self.expression(&value, row, &mut field.other),
            "required" => match truth(&value.text) {
                Some(true) => field.required = Expression::parse("true()").ok(),
                Some(false) => {}
                None => field.required = self.expression(&value, row, &mut field.other),
            },
            "read_only" => match truth(&value.text) {
                Some(yes) => field.read_only = yes,
                None => {
                    let why = "only yes or no can be read-only here".into();
                    self.report.line(self.at(row, value.column), &value.text, What::NotUnderstood(why));
                    field.other.insert(value.key(), value.text);
                }
            },
            "default" => self.default(field, &value, row),
            "default_text" if value.ours => field.default = Some(Expression::literal(&value.text)),
            "appearance" => field.appearance = value.text,
            "parameters" => self.parameters(field, &value, row),
            sort if MEDIA.contains(&sort) => {
                let files = field.media.entry(sort.into()).or_default();
                files.0.insert(value.language.clone().unwrap_or_default(), value.text);
            }
            _ => drop(field.other.insert(value.key(), value.text)),
        }
    }

    /// Our own columns beside those that stand for a standard one. False for a column it does not know.
    fn own_key(&mut self, field: &mut Field, value: &Value, row: u32) -> bool {
        let words = || value.text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let yes = truth(&value.text) == Some(true);
        match value.name.as_str() {
            "compartment" => field.compartment = self.compartment(value, row),
            "index" => field.index = yes,
            "safety" => field.safety = yes,
            "translated" => field.translated = yes,
            "recompute" => field.recompute_daily = value.text == "daily",
            "purpose" => field.purpose = if value.text == "-" { String::new() } else { value.text.clone() },
            "declassifies" => field.declassifies = words(),
            "was" => field.was = words(),
            "search" => match search(&value.text) {
                Some(found) => field.search = Some(found),
                None => self.not_a_word(value, row, "text, name, phone, code"),
            },
            "merge" => match merge(&value.text) {
                Some(found) => field.merge = found,
                None => self.not_a_word(value, row, "review, latest, set, max, min"),
            },
            _ => return false,
        }
        true
    }

    fn compartment(&mut self, value: &Value, row: u32) -> Compartment {
        Compartment::from_name(&value.text).unwrap_or_else(|| {
            let known: Vec<&str> = Compartment::ALL.into_iter().map(Compartment::name).collect();
            self.not_a_word(value, row, &known.join(", "));
            Compartment::Identity
        })
    }

    fn not_a_word(&mut self, value: &Value, row: u32, known: &str) {
        let message = format!("{:?} is no {}; it is one of {known}", value.text, value.name);
        self.report.fault(self.at(row, value.column), message);
    }

    fn put_text(&mut self, label: &mut Label, value: &Value, row: u32) {
        let tag = value.language.as_deref().unwrap_or(self.default_language);
        if let Some(other) = label.0.get(tag)
            && *other != value.text
        {
            self.report.line(self.at(row, value.column), &value.text, What::SecondText);
            if value.language.is_none() {
                return;
            }
        }
        label.0.insert(tag.into(), value.text.clone());
    }

    /// The expression of a cell; one that is not understood is kept in `other` under its column's name.
    fn expression(&mut self, value: &Value, row: u32, other: &mut BTreeMap<String, String>) -> Option<Expression> {
        let place = self.at(row, value.column);
        let source = match text::straight(&value.text) {
            Some(straight) => {
                self.report.line(place, &value.text, What::Quotes);
                straight
            }
            None => value.text.clone(),
        };
        let what = match Expression::parse_noting(&source) {
            Ok((expression, notes)) => match notes.iter().find(|n| n.kind == NoteKind::Arguments) {
                Some(note) => What::NotUnderstood(note.message.clone()),
                None => {
                    let truth = matches!(value.name.as_str(), "relevant" | "required" | "constraint" | "choice_filter");
                    if notes.iter().any(|n| n.kind == NoteKind::BlankAsBoolean)
                        || truth && expression.ambiguous_as_boolean()
                    {
                        self.report.line(place, &source, What::BlankAsFalse);
                    }
                    return Some(expression);
                }
            },
            Err(error) => match error.unknown_function {
                Some(function) => What::UnknownFunction(function),
                None => What::NotUnderstood(error.to_string()),
            },
        };
        self.report.line(place, &source, what);
        other.insert(value.name.clone(), source);
        None
    }

    /// A default is a text, or an expression where pyxform takes it for one.
    fn default(&mut self, field: &mut Field, value: &Value, row: u32) {
        field.default = if value.ours || text::is_dynamic(&value.text, is_dated(&field.r#type)) {
            self.expression(value, row, &mut field.other)
        } else {
            Some(Expression::literal(&value.text))
        };
    }

    fn parameters(&mut self, field: &mut Field, value: &Value, row: u32) {
        let place = self.at(row, value.column);
        if value.ours {
            match serde_json::from_str(&value.text) {
                Ok(found) => field.parameters = found,
                Err(e) => self.report.fault(place, format!("parameters cannot be read: {e}")),
            }
            return;
        }
        let pairs = match text::parameters(&value.text) {
            Ok(pairs) => pairs,
            Err(piece) => {
                let message = format!("{piece:?} is no parameter; write name=value, parted by blanks");
                self.report.fault(place, message);
                return;
            }
        };
        for (name, given) in pairs {
            let known = types::parameters(&field.r#type);
            if let Some(known) = known.filter(|known| !known.contains(&name.as_str())) {
                let message = format!("{name:?} is no parameter of this type; it takes {}", known.join(", "));
                self.report.fault(place, message);
            } else if let Some(message) = wrong(&name, &given) {
                self.report.fault(place, message);
            }
            field.parameters.insert(name, given);
        }
    }
}

/// What is wrong with a parameter's value.
fn wrong(name: &str, value: &str) -> Option<String> {
    let whole = value.parse::<i64>().is_ok();
    let number = value.parse::<f64>().is_ok_and(f64::is_finite);
    let fits = match name {
        "rows" | "max-pixels" => whole,
        "start" | "end" | "tick_interval" | "placeholder" => number,
        "step" => number && value.parse::<f64>() != Ok(0.0),
        "randomize" | "identify-user" | "track-changes" => matches!(value, "true" | "false"),
        "seed" => number || value.starts_with("${"),
        "quality" => matches!(value, "voice-only" | "low" | "normal" | "external"),
        _ => true,
    };
    (!fits).then(|| format!("the parameter {name} cannot be {value:?}"))
}

/// Types in whose defaults a minus is a hyphen.
pub(super) fn is_dated(r#type: &FieldType) -> bool {
    matches!(
        r#type,
        FieldType::Date | FieldType::Datetime | FieldType::Geopoint | FieldType::Geotrace | FieldType::Geoshape
    )
}

fn own_label(label: &mut Label, own: Option<Label>) {
    if let Some(own) = own {
        for (tag, text) in own.0 {
            label.0.entry(tag).or_insert(text);
        }
    }
}

fn search(word: &str) -> Option<Search> {
    Some(match word {
        "text" => Search::Text,
        "name" => Search::Name,
        "phone" => Search::Phone,
        "code" => Search::Code,
        _ => return None,
    })
}

fn merge(word: &str) -> Option<Merge> {
    Some(match word {
        "review" => Merge::Review,
        "latest" => Merge::Latest,
        "set" => Merge::Set,
        "max" => Merge::Max,
        "min" => Merge::Min,
        _ => return None,
    })
}
