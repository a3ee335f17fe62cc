//! Finding fields, rows and compartments of a kind by path.

use super::kept::as_field;
use super::{Compartment, Field, FieldType, Item, Kind, Repeat, Stage};
use std::collections::BTreeSet;

impl Kind {
    /// Each field outside repeats, groups entered, in order.
    pub fn fields(&self) -> Vec<&Field> {
        let mut found = Vec::new();
        collect(&self.survey, &mut found);
        found
    }

    /// The field at `path`: `field`, or `repeat/<row id>/field`, to any depth.
    pub fn field(&self, path: &str) -> Option<&Field> {
        let mut parts = path.split('/');
        let name = parts.next()?;
        if parts.next().is_none() {
            return self.outer_field(name);
        }
        let mut survey: &[Item] = &self.outer_repeat(name)?.survey;
        loop {
            let name = parts.next()?;
            match parts.next() {
                None => return find_field(survey, name),
                Some(_row) => survey = &find_repeat(survey, name)?.survey,
            }
        }
    }

    /// The compartment of what stands at `path` (a field, or a row marker `repeat/<row id>`).
    pub fn compartment(&self, path: &str) -> Option<Compartment> {
        let mut parts = path.split('/');
        let name = parts.next()?;
        if parts.next().is_none() {
            return match self.outer_field(name) {
                Some(field) => Some(field.compartment),
                None => other_of(&self.survey, name),
            };
        }
        let repeat = self.outer_repeat(name)?;
        let mut within = Some(repeat.compartment);
        let mut survey: &[Item] = &repeat.survey;
        loop {
            let Some(name) = parts.next() else { return within };
            if parts.next().is_none() {
                return match (within, other_of(survey, name)) {
                    (None | Some(Compartment::Open), Some(other)) => Some(other),
                    _ => within.or_else(|| find_field(survey, name).map(|f| f.compartment)),
                };
            }
            let repeat = find_repeat(survey, name)?;
            within = Some(within.unwrap_or(repeat.compartment));
            survey = &repeat.survey;
        }
    }

    /// The field of that name outside of repeats.
    fn outer_field(&self, name: &str) -> Option<&Field> {
        self.kept.find(&self.survey, name).and_then(as_field).or_else(|| find_field(&self.survey, name))
    }

    /// The repeat of that name outside of repeats.
    fn outer_repeat(&self, name: &str) -> Option<&Repeat> {
        match self.kept.find(&self.survey, name) {
            Some(Item::Repeat(repeat)) => Some(repeat),
            _ => find_repeat(&self.survey, name),
        }
    }

    /// The sealed compartments the kind has fields in.
    pub fn sealed(&self) -> BTreeSet<Compartment> {
        let mut found = BTreeSet::new();
        compartments(&self.survey, &mut found);
        found.remove(&Compartment::Open);
        found
    }

    /// The compartment of the field of that name, wherever it stands, repeats entered.
    pub fn compartment_of_name(&self, name: &str) -> Option<Compartment> {
        named(&self.survey, name, None)
    }

    /// The stage a new record starts in; empty for a kind without stages.
    pub fn initial_stage(&self) -> &str {
        self.stages.iter().find(|s| s.initial).or(self.stages.first()).map_or("", |s| s.name.as_str())
    }

    /// The stage of that name.
    pub fn stage(&self, name: &str) -> Option<&Stage> {
        self.stages.iter().find(|s| s.name == name)
    }
}

fn collect<'a>(survey: &'a [Item], found: &mut Vec<&'a Field>) {
    for item in survey {
        match item {
            Item::Field(field) => found.push(field),
            Item::Group(group) => collect(&group.survey, found),
            Item::Repeat(_) => {}
        }
    }
}

fn find_field<'a>(survey: &'a [Item], name: &str) -> Option<&'a Field> {
    survey.iter().find_map(|item| match item {
        Item::Field(field) if field.name == name => Some(&**field),
        Item::Group(group) => find_field(&group.survey, name),
        _ => None,
    })
}

/// The compartment of the text of "other", `<name>_other`: identity, unless it stands in a sealed repeat.
fn other_of(survey: &[Item], name: &str) -> Option<Compartment> {
    let question = find_field(survey, name.strip_suffix("_other")?)?;
    let chosen = matches!(question.r#type, FieldType::SelectOne(_) | FieldType::SelectMultiple(_));
    (chosen && find_field(survey, name).is_none()).then_some(Compartment::Identity)
}

fn find_repeat<'a>(survey: &'a [Item], name: &str) -> Option<&'a Repeat> {
    survey.iter().find_map(|item| match item {
        Item::Repeat(repeat) if repeat.name == name => Some(&**repeat),
        Item::Group(group) => find_repeat(&group.survey, name),
        _ => None,
    })
}

fn compartments(survey: &[Item], found: &mut BTreeSet<Compartment>) {
    for item in survey {
        match item {
            Item::Field(field) => {
                found.insert(field.compartment);
            }
            Item::Group(group) => compartments(&group.survey, found),
            Item::Repeat(repeat) => {
                found.insert(repeat.compartment);
            }
        }
    }
}

fn named(survey: &[Item], name: &str, within: Option<Compartment>) -> Option<Compartment> {
    survey.iter().find_map(|item| match item {
        Item::Field(field) => (field.name == name).then(|| within.unwrap_or(field.compartment)),
        Item::Group(group) => named(&group.survey, name, within),
        Item::Repeat(repeat) if repeat.name == name => Some(within.unwrap_or(repeat.compartment)),
        Item::Repeat(repeat) => named(&repeat.survey, name, Some(within.unwrap_or(repeat.compartment))),
    })
}
