//! What the browser's part is given beside the markup: expressions as trees, and the answers that stand in no input.
//!
//! It gets an expression only when its reader may see every field the expression reads; the others are worked out when
//! the form is sent (`docs/kinds.md` 2). The block is data, which a strict content policy lets through: it never runs.

use super::draw::join;
use super::{Form, Html, is_asked, labels, place};
use calendar::{Calendar, Language, month_name};
use forms::answers::{compartment, shape_json};
use forms::expr::{Expr, Expression};
use forms::{Compartment, Field, FieldType, Item, Kind};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Texts the browser's part says itself.
const TEXTS: [&str; 8] = [
    "form-error-required",
    "form-error-constraint",
    "form-error-integer",
    "form-error-decimal",
    "form-error-other",
    "form-worked-out-later",
    "form-filter",
    "form-choose",
];

/// The block of a form and its children.
pub fn block(form: &Form<'_>) -> Html {
    let mut kinds = Map::new();
    let mut answers = Map::new();
    let mut settings = BTreeSet::new();
    for (prefix, one) in every_form(form) {
        let spec = Spec {
            form: &one,
            parts: parts_of(one.kind),
            settings: &mut settings,
            fields: Map::new(),
            order: Vec::new(),
        }
        .read();
        kinds.insert(prefix.clone(), spec);
        answers.insert(prefix, kept(&one));
    }
    let language = Language::from_tag(form.language()).unwrap_or(Language::English);
    let months = |calendar| (1..=12).map(|month| month_name(calendar, month, language)).collect::<Vec<_>>();
    let values: Map<String, Value> =
        settings.into_iter().filter_map(|name| Some((name.clone(), form.env.settings.get(&name)?.clone()))).collect();
    let has_places = kinds.values().any(|spec| spec["places"] == true);
    let data = json!({
        "language": form.language(),
        "today": form.env.today.to_string(),
        "now": form.env.now.as_millisecond(),
        "zone": form.env.zone.iana_name().unwrap_or("UTC"),
        "roles": form.env.roles,
        "settings": values,
        "months": {"bs": months(Calendar::BikramSambat), "ad": months(Calendar::Gregorian)},
        "texts": TEXTS.map(|key| (key.to_owned(), form.w.say(key))).into_iter().collect::<BTreeMap<_, _>>(),
        "units": if has_places { place::units(form) } else { json!({}) },
        "forms": kinds,
        "answers": answers,
    });
    // `<` could end the element; as an escape it is the same JSON.
    let text = data.to_string().replace('<', "\\u003c");
    Html::made(format!("<script type=\"application/json\" id=\"form-data\">{text}</script>"))
}

/// The form itself and its children, each under what the names of its inputs begin with.
fn every_form<'f>(form: &Form<'f>) -> Vec<(String, Form<'f>)> {
    let mut all = vec![(String::new(), *form)];
    for child in form.children {
        all.push((super::child_prefix(child.id), form.of_child(child, "")));
    }
    all
}

/// Answers that stand in no input and that the reader may see: what is worked out or hidden.
fn kept(form: &Form<'_>) -> Value {
    let shown = |path: &str| {
        let asked = form.kind.field(path).is_some_and(is_asked);
        !asked && form.access.see.contains(&compartment(form.kind, path)) && form.kind.field(path).is_some()
    };
    form.answers.iter().filter(|(path, _)| shown(path)).map(|(path, value)| (path.clone(), value.clone())).collect()
}

/// Name of a field or repeat → the parts it can belong to.
fn parts_of(kind: &Kind) -> BTreeMap<String, BTreeSet<Compartment>> {
    let mut parts: BTreeMap<String, BTreeSet<Compartment>> = BTreeMap::new();
    note_parts(&kind.survey, None, &mut parts);
    parts
}

fn note_parts(items: &[Item], within: Option<Compartment>, parts: &mut BTreeMap<String, BTreeSet<Compartment>>) {
    for item in items {
        match item {
            Item::Group(group) => note_parts(&group.survey, within, parts),
            Item::Repeat(repeat) => {
                let within = Some(within.unwrap_or(repeat.compartment));
                parts.entry(repeat.name.clone()).or_default().extend(within);
                note_parts(&repeat.survey, within, parts);
            }
            Item::Field(field) => {
                let own = within.unwrap_or(field.compartment);
                parts.entry(field.name.clone()).or_default().insert(own);
                let other = within.filter(|part| *part != Compartment::Open).unwrap_or(Compartment::Identity);
                parts.entry(format!("{}_other", field.name)).or_default().insert(other);
            }
        }
    }
}

struct Spec<'s, 'f> {
    form: &'s Form<'f>,
    parts: BTreeMap<String, BTreeSet<Compartment>>,
    settings: &'s mut BTreeSet<String>,
    fields: Map<String, Value>,
    order: Vec<String>,
}

impl Spec<'_, '_> {
    fn read(mut self) -> Value {
        let survey = &self.form.kind.survey;
        self.items(survey, "", None);
        let fields = self.form.kind.fields();
        json!({
            "shape": shape_json(self.form.kind, self.form.mission),
            "lists": self.lists(),
            "rows": self.fields,
            "order": self.order,
            "places": fields.iter().any(|field| field.r#type == FieldType::Place),
        })
    }

    /// Rows in the repeats `scope`, inside the group or repeat `around`.
    fn items(&mut self, items: &[Item], scope: &str, around: Option<&str>) {
        for item in items {
            match item {
                Item::Field(field) => self.field(field, scope, around),
                Item::Group(group) => {
                    let entry = self.expressions(&[("relevant", group.relevant.as_ref())]);
                    self.add(&join(scope, &group.name), "group", around, entry);
                    self.items(&group.survey, scope, Some(&join(scope, &group.name)));
                }
                Item::Repeat(repeat) => {
                    let entry = self.expressions(&[("relevant", repeat.relevant.as_ref())]);
                    let inside = join(scope, &repeat.name);
                    self.add(&inside, "repeat", around, entry);
                    self.items(&repeat.survey, &inside, Some(&inside));
                }
            }
        }
    }

    fn field(&mut self, field: &Field, scope: &str, around: Option<&str>) {
        let mut entry = self.expressions(&[
            ("relevant", field.relevant.as_ref()),
            ("required", field.required.as_ref()),
            ("constraint", field.constraint.as_ref()),
            ("calculation", field.calculation.as_ref()),
            ("filter", field.choice_filter.as_ref()),
        ]);
        for (key, label) in
            [("required_message", &field.required_message), ("constraint_message", &field.constraint_message)]
        {
            let (text, _) = labels::spoken(label, self.form.language());
            if !text.is_empty() {
                entry.insert(key.into(), text.into());
            }
        }
        if field.choice_filter.is_some()
            && let FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list) = &field.r#type
        {
            entry.insert("list".into(), list.as_str().into());
        }
        self.add(&join(scope, &field.name), "field", around, entry);
    }

    /// A row of the form goes along when something is worked out for it, or for what it stands in.
    fn add(&mut self, key: &str, sort: &str, around: Option<&str>, mut entry: Map<String, Value>) {
        if entry.is_empty() && sort == "field" && around.is_none() {
            return;
        }
        if let Some(around) = around {
            entry.insert("in".into(), around.into());
        }
        entry.insert("sort".into(), sort.into());
        self.order.push(key.to_owned());
        self.fields.insert(key.to_owned(), Value::Object(entry));
    }

    fn expressions(&mut self, all: &[(&str, Option<&Expression>)]) -> Map<String, Value> {
        let mut found = Map::new();
        for (key, expression) in all {
            let Some(expression) = expression.filter(|expression| self.may_read(expression)) else { continue };
            self.note_settings(expression);
            let tree = serde_json::to_value(&*expression.tree).unwrap_or_default();
            found.insert((*key).to_owned(), tree);
        }
        found
    }

    /// True when the reader may see all that the expression reads.
    fn may_read(&self, expression: &Expression) -> bool {
        let open = |name: &String| self.parts.get(name).is_none_or(|parts| parts.is_subset(&self.form.access.see));
        expression.reads.iter().chain(&expression.names).all(open)
    }

    fn note_settings(&mut self, expression: &Expression) {
        expression.tree.walk(&mut |node| {
            if let Expr::Call(name, arguments) = node
                && name == "setting"
                && let Some(Expr::Text(setting)) = arguments.first()
            {
                self.settings.insert(setting.clone());
            }
        });
    }

    /// The lists whose choices are filtered or named by an expression: code → columns and label.
    fn lists(&self) -> Value {
        let filtered: BTreeSet<&str> = self.fields.values().filter_map(|row| row.get("list")?.as_str()).collect();
        let names: BTreeSet<String> = self.named_fields();
        let mut lists = Map::new();
        for name in filtered {
            lists.insert(name.to_owned(), self.list(name));
        }
        let mut fields = Map::new();
        for field in names {
            if let Some((FieldType::SelectOne(list) | FieldType::SelectMultiple(list), name)) = self.named(&field) {
                lists.entry(list.clone()).or_insert_with(|| self.list(list));
                fields.insert(name.to_owned(), list.as_str().into());
            }
        }
        json!({"codes": lists, "of": fields})
    }

    fn named(&self, name: &str) -> Option<(&FieldType, &str)> {
        let field = self.form.kind.fields().into_iter().find(|field| field.name == name)?;
        Some((&field.r#type, &field.name))
    }

    /// Fields whose choices an expression names by `jr:choice-name`.
    fn named_fields(&self) -> BTreeSet<String> {
        let calls = |field: &&&Field| {
            let all = [&field.relevant, &field.calculation, &field.constraint, &field.required];
            all.into_iter().flatten().any(|expression| expression.calls.contains("jr:choice-name"))
        };
        let fields = self.form.kind.fields();
        let readers = fields.iter().filter(calls);
        readers.flat_map(|field| field.calculation.iter().flat_map(|e| e.reads.iter().cloned())).collect()
    }

    fn list(&self, name: &str) -> Value {
        let Some(list) = self.form.mission.codes.get(name) else { return json!({}) };
        let entry = |code: &forms::Code| {
            let (label, _) = labels::spoken(&code.label, self.form.language());
            (code.code.clone(), json!({"label": label, "columns": code.columns}))
        };
        list.codes.iter().map(entry).collect::<Map<_, _>>().into()
    }
}
