//! A form flattened: every field, group and repeat with the repeats around it, found by name as expressions see it.

use crate::kind::{Field, FieldType, Group, Item, Kind, Repeat};
use crate::mission::Mission;
use crate::{CodeList, Label};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The nodes of a form in the order of the survey.
pub(super) struct Shape<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    plan: Arc<Plan>,
}

/// What follows from the nodes of a form and is kept with its kind.
#[derive(Default)]
pub(crate) struct Plan {
    /// Name of each node.
    names: Vec<String>,
    /// Name of a field or repeat → its nodes.
    by_name: HashMap<String, Vec<usize>>,
    order: OnceLock<Result<Vec<usize>, Vec<usize>>>,
}

impl Plan {
    fn of(nodes: &[Node<'_>]) -> Self {
        let mut plan = Self::default();
        for (at, node) in nodes.iter().enumerate() {
            plan.names.push(node.name.to_string());
            if !matches!(node.what, What::Group(_)) {
                plan.by_name.entry(node.name.to_string()).or_default().push(at);
            }
        }
        plan
    }

    fn fits(&self, nodes: &[Node<'_>]) -> bool {
        self.names.len() == nodes.len() && self.names.iter().zip(nodes).all(|(name, node)| *name == node.name)
    }
}

/// A field, group or repeat.
pub(super) struct Node<'a> {
    pub(super) name: Cow<'a, str>,
    /// Names of the repeats around it, outermost first.
    pub(super) scope: Vec<&'a str>,
    /// The group or repeat it stands in.
    pub(super) parent: Option<usize>,
    pub(super) what: What<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    Field(&'a Field),
    /// Where the answer `other` of a field is written out.
    OtherText(&'a Field),
    Group(&'a Group),
    Repeat(&'a Repeat),
}

impl<'a> Shape<'a> {
    /// The form of a kind. What follows from it is worked out at the first call for each kind.
    pub(super) fn of(kind: &'a Kind, mission: &'a Mission) -> Self {
        let shape = Self::flat(kind, mission);
        let plan = kind.kept.plan.get().filter(|plan| plan.fits(&shape.nodes)).cloned();
        let plan = plan.unwrap_or_else(|| {
            let plan = Arc::new(Plan::of(&shape.nodes));
            // Another thread may have been first, or the kind is used with another mission than its own.
            drop(kind.kept.plan.set(plan.clone()));
            plan
        });
        Self { plan, ..shape }
    }

    /// As [`Shape::of`], for a kind that is not yet part of a mission.
    pub(super) fn fresh(kind: &'a Kind, mission: &'a Mission) -> Self {
        let shape = Self::flat(kind, mission);
        Self { plan: Arc::new(Plan::of(&shape.nodes)), ..shape }
    }

    /// All nodes, each after those it depends on, else in the order of the survey; or the nodes of a cycle.
    pub(super) fn order(&self) -> Result<&[usize], &[usize]> {
        let order = self.plan.order.get_or_init(|| super::order::evaluation_order(self));
        order.as_deref().map_err(Vec::as_slice)
    }

    fn flat(kind: &'a Kind, mission: &'a Mission) -> Self {
        let nodes = kind.kept.plan.get().map_or(0, |plan| plan.names.len());
        let mut shape = Self { nodes: Vec::with_capacity(nodes), plan: Arc::default() };
        // A stack of its own, as depth of nesting is not limited.
        let mut open: Vec<(std::slice::Iter<'a, Item>, Option<usize>)> = vec![(kind.survey.iter(), None)];
        while let Some((items, parent)) = open.last_mut() {
            let parent = *parent;
            match items.next() {
                None => drop(open.pop()),
                Some(Item::Field(field)) => shape.add_field(field, parent, mission),
                Some(Item::Group(group)) => {
                    let at = shape.add(Cow::Borrowed(group.name.as_str()), parent, What::Group(group));
                    open.push((group.survey.iter(), Some(at)));
                }
                Some(Item::Repeat(repeat)) => {
                    let at = shape.add(Cow::Borrowed(repeat.name.as_str()), parent, What::Repeat(repeat));
                    open.push((repeat.survey.iter(), Some(at)));
                }
            }
        }
        shape
    }

    fn add_field(&mut self, field: &'a Field, parent: Option<usize>, mission: &Mission) {
        let at = self.add(Cow::Borrowed(field.name.as_str()), parent, What::Field(field));
        if list_of(field, mission).is_some_and(|list| !list.closed) {
            let other = format!("{}_other", field.name);
            self.add(Cow::Owned(other), self.nodes[at].parent, What::OtherText(field));
        }
    }

    fn add(&mut self, name: Cow<'a, str>, parent: Option<usize>, what: What<'a>) -> usize {
        let scope = match parent.map(|at| &self.nodes[at]) {
            None => Vec::new(),
            Some(node) => match node.what {
                What::Repeat(repeat) => [node.scope.as_slice(), &[repeat.name.as_str()]].concat(),
                _ => node.scope.clone(),
            },
        };
        let at = self.nodes.len();
        self.nodes.push(Node { name, scope, parent, what });
        at
    }

    /// The node a name means, seen from inside the repeats `from`: one of the nearest scope around, else the one
    /// nearest by the repeats they share.
    pub(super) fn find(&self, name: &str, from: &[&str], wanted: impl Fn(&Node) -> bool) -> Option<usize> {
        let known = self.plan.by_name.get(name)?;
        let candidates = known.iter().copied().filter(|at| wanted(&self.nodes[*at]));
        let rank = |at: &usize| {
            let scope = &self.nodes[*at].scope;
            (from.starts_with(scope), shared(scope, from), std::cmp::Reverse(*at))
        };
        candidates.max_by_key(rank)
    }

    /// The node at a path of an answer, or of a row's mark.
    pub(super) fn at(&self, path: &str) -> Option<&Node<'a>> {
        let row = super::is_row(path);
        let names = || path.split('/').step_by(2);
        let (name, repeats) = (names().last()?, names().count() - 1);
        let same = |at: &&usize| {
            let node = &self.nodes[**at];
            row == matches!(node.what, What::Repeat(_)) && node.scope.iter().copied().eq(names().take(repeats))
        };
        self.plan.by_name.get(name)?.iter().find(same).map(|at| &self.nodes[*at])
    }

    /// The nearest name that stands in the same scope as `path` says; empty when none is near.
    pub(super) fn nearest(&self, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        let near = self.plan.by_name.keys().map(|known| (crate::expr::distance(name, known), known)).min();
        near.filter(|(distance, _)| *distance <= 2).map(|(_, known)| known.clone()).unwrap_or_default()
    }
}

/// How many repeats two places have in common from the outside.
pub(super) fn shared(one: &[&str], two: &[&str]) -> usize {
    one.iter().zip(two).take_while(|(a, b)| a == b).count()
}

impl<'a> Node<'a> {
    /// The field whose answer stands here, written out or chosen.
    pub(super) fn field(&self) -> Option<&'a Field> {
        match self.what {
            What::Field(field) => Some(field),
            _ => None,
        }
    }
}

/// The code list of a field, if it has one.
pub(super) fn list_of<'m>(field: &Field, mission: &'m Mission) -> Option<&'m Arc<CodeList>> {
    match &field.r#type {
        FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list) => mission.codes.get(list),
        _ => None,
    }
}

/// The label of a field's code.
pub(super) fn code_label<'m>(field: &Field, code: &str, mission: &'m Mission) -> Option<&'m Label> {
    match &field.r#type {
        FieldType::Place => mission.places.get(code).map(|place| &place.label),
        FieldType::YesNo => mission.codes.get("yes_no")?.code(code).map(|code| &code.label),
        _ => list_of(field, mission)?.code(code).map(|code| &code.label),
    }
}

/// What the browser's evaluator must know of a form: `{name: [{"scope": [repeats around], "type": …}]}` in the order
/// of the survey; `type` is `repeat`, or the name of the field's type.
pub fn shape_json(kind: &Kind, mission: &Mission) -> serde_json::Value {
    let shape = Shape::of(kind, mission);
    let mut names = serde_json::Map::new();
    for node in &shape.nodes {
        let r#type = match node.what {
            What::Group(_) => continue,
            What::Repeat(_) => "repeat",
            What::OtherText(_) => "text",
            What::Field(field) if field.translated => "translated",
            What::Field(field) => type_name(&field.r#type),
        };
        let place = serde_json::json!({ "scope": node.scope, "type": r#type });
        if let serde_json::Value::Array(places) =
            names.entry(node.name.to_string()).or_insert_with(|| serde_json::Value::Array(Vec::new()))
        {
            places.push(place);
        }
    }
    serde_json::Value::Object(names)
}

/// How the browser reads the stored answer of a type.
fn type_name(r#type: &FieldType) -> &'static str {
    match r#type {
        FieldType::Integer => "integer",
        FieldType::Decimal | FieldType::Range => "decimal",
        FieldType::Date | FieldType::Today => "date",
        FieldType::Datetime | FieldType::Start | FieldType::End => "datetime",
        FieldType::SelectMultiple(_) | FieldType::Rank(_) => "select_multiple",
        _ => "text",
    }
}

/// The month lengths of Bikram Sambat and the names of its months, as the browser's `bs-date()` takes them:
/// `{"year": first year, "day": its first day counted from 1970-01-01, "months": [[lengths]…], "names": […]}`.
pub fn bikram_table(table: &calendar::Table, language: &str) -> serde_json::Value {
    let language = calendar::Language::from_tag(language).unwrap_or(calendar::Language::English);
    let first = calendar::BikramDate { year: table.first_year(), month: 1, day: 1 };
    let day = table.to_gregorian(first).map_or(0, crate::expr::day_number);
    let months: Vec<Vec<i8>> = (table.first_year()..=table.last_year())
        .map(|year| (1..=12).filter_map(|month| table.days_in_month(year, month)).collect())
        .collect();
    let names: Vec<&str> =
        (1..=12).map(|month| calendar::month_name(calendar::Calendar::BikramSambat, month, language)).collect();
    serde_json::json!({ "year": table.first_year(), "day": day, "months": months, "names": names })
}
