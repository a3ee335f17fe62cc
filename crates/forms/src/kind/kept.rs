//! What is worked out of a kind once and used at every record: where its fields stand.

use super::{Field, Item};
use crate::answers::Plan;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// What is worked out of a kind when it is first asked for. A copy of a kind begins without it.
#[derive(Default)]
pub struct Kept {
    places: OnceLock<HashMap<String, Vec<usize>>>,
    pub(crate) plan: OnceLock<Arc<Plan>>,
}

impl Clone for Kept {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Kept")
    }
}

impl Kept {
    /// The field or repeat of that name outside of repeats, groups entered. Nothing when it is not known, which does not
    /// mean that it is not there: the survey may have been changed since.
    pub(super) fn find<'a>(&self, survey: &'a [Item], name: &str) -> Option<&'a Item> {
        let places = self.places.get_or_init(|| {
            let mut places = HashMap::new();
            note(survey, &mut Vec::new(), &mut places);
            places
        });
        let (last, groups) = places.get(name)?.split_last()?;
        let mut items = survey;
        for at in groups {
            let Some(Item::Group(group)) = items.get(*at) else { return None };
            items = &group.survey;
        }
        items.get(*last).filter(|item| name_of(item) == Some(name))
    }
}

/// The name of a field or repeat.
fn name_of(item: &Item) -> Option<&str> {
    match item {
        Item::Field(field) => Some(&field.name),
        Item::Repeat(repeat) => Some(&repeat.name),
        Item::Group(_) => None,
    }
}

fn note(survey: &[Item], way: &mut Vec<usize>, places: &mut HashMap<String, Vec<usize>>) {
    for (at, item) in survey.iter().enumerate() {
        way.push(at);
        match (item, name_of(item)) {
            (Item::Group(group), _) => note(&group.survey, way, places),
            (_, Some(name)) => drop(places.entry(name.to_owned()).or_insert_with(|| way.clone())),
            _ => {}
        }
        way.pop();
    }
}

/// The field that an item is.
pub(super) fn as_field(item: &Item) -> Option<&Field> {
    match item {
        Item::Field(field) => Some(field),
        _ => None,
    }
}
