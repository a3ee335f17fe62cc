//! Which row a name means from where.

use crate::codes::CodeList;
use crate::kind::{Compartment, FieldType};
use crate::load::draft::{Draft, Row};
use crate::load::faults::Faults;
use crate::load::reader::Reader;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows of a kind by scope and by name.
pub(super) struct Scopes<'w> {
    by_scope: BTreeMap<&'w str, BTreeMap<&'w str, &'w Row<'w>>>,
    anywhere: BTreeMap<&'w str, Vec<&'w Row<'w>>>,
}

/// What a name means.
#[derive(Clone, Copy)]
pub(super) enum Found<'w> {
    /// A row.
    Row(&'w Row<'w>),
    /// The text of the answer `other` of a row.
    OtherText(&'w Row<'w>),
    /// Several rows in several repeats.
    Several,
    /// Nothing.
    Nothing,
}

impl<'w> Found<'w> {
    /// The row, or the row whose `other` text it is.
    pub(super) fn row(self) -> Option<&'w Row<'w>> {
        match self {
            Self::Row(row) | Self::OtherText(row) => Some(row),
            _ => None,
        }
    }

    /// The row itself, not the text of its `other`.
    pub(super) fn plain_row(self) -> Option<&'w Row<'w>> {
        if let Self::Row(row) = self { Some(row) } else { None }
    }

    /// The compartment of what is read; nothing for a group, which holds no answer.
    pub(super) fn compartment(self, draft: &Draft<'_>) -> Option<Compartment> {
        match self {
            Self::Row(row) => row.field.as_ref().map(|field| field.compartment).or_else(|| of_repeat(row, draft)),
            Self::OtherText(row) if row.scope.is_empty() => Some(Compartment::Identity),
            Self::OtherText(row) => row.field.as_ref().map(|field| field.compartment),
            _ => None,
        }
    }
}

fn of_repeat(row: &Row<'_>, draft: &Draft<'_>) -> Option<Compartment> {
    if !row.repeat {
        return None;
    }
    let path: String = row.inner_scope().split('/').map(|name| format!("{name}/_/")).collect();
    draft.kind.compartment(path.trim_end_matches('/'))
}

impl<'w> Scopes<'w> {
    /// Sorts rows by scope and name.
    pub(super) fn new(rows: &'w [Row<'w>]) -> Self {
        let mut by_scope: BTreeMap<&str, BTreeMap<&str, &Row<'w>>> = BTreeMap::new();
        let mut anywhere: BTreeMap<&str, Vec<&Row<'w>>> = BTreeMap::new();
        for row in rows {
            by_scope.entry(&row.scope).or_default().entry(&row.name).or_insert(row);
            anywhere.entry(&row.name).or_default().push(row);
        }
        Self { by_scope, anywhere }
    }

    /// The row a name means in a scope: one of the scope itself, else of the scopes around it, else
    /// the only one of that name in any repeat.
    pub(super) fn find(&self, name: &str, scope: &str, lists: &BTreeMap<String, Arc<CodeList>>) -> Found<'w> {
        match self.exact(name, scope) {
            Found::Nothing => {}
            found => return found,
        }
        let asked = name.strip_suffix("_other").map_or(Found::Nothing, |base| self.exact(base, scope));
        match asked {
            Found::Row(row) if takes_other(row, lists) => Found::OtherText(row),
            _ => Found::Nothing,
        }
    }

    fn exact(&self, name: &str, scope: &str) -> Found<'w> {
        let mut around = Some(scope);
        while let Some(scope) = around {
            if let Some(row) = self.by_scope.get(scope).and_then(|rows| rows.get(name)) {
                return Found::Row(row);
            }
            around = match scope.rsplit_once('/') {
                Some((outer, _)) => Some(outer),
                None if scope.is_empty() => None,
                None => Some(""),
            };
        }
        match self.anywhere.get(name).map(Vec::as_slice) {
            Some([row]) => Found::Row(row),
            Some(_) => Found::Several,
            None => Found::Nothing,
        }
    }

    /// True when some row has that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.anywhere.contains_key(name)
    }

    /// The row at a path (`field`, `repeat/field`), or of that name outside repeats.
    pub(super) fn at(&self, path: &str) -> Option<&'w Row<'w>> {
        let (scope, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.by_scope.get(scope).and_then(|rows| rows.get(name)).copied()
    }

    /// All names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'w str> + '_ {
        self.anywhere.keys().copied()
    }
}

fn takes_other(row: &Row<'_>, lists: &BTreeMap<String, Arc<CodeList>>) -> bool {
    match row.field.as_ref().map(|field| &field.r#type) {
        Some(FieldType::SelectOne(list) | FieldType::SelectMultiple(list)) => {
            lists.get(list).is_none_or(|list| list.takes_other())
        }
        _ => false,
    }
}

/// Names are unique within their scope, and neither an earlier name nor the place of another
/// answer's `other` text is taken.
pub(super) fn unique_names(reader: &mut Reader<'_>, draft: &Draft<'_>) {
    let mut taken: BTreeMap<(&str, String), &Row<'_>> = BTreeMap::new();
    let mut found = Vec::new();
    for row in &draft.rows {
        if taken.insert((&row.scope, row.name.clone()), row).is_some() {
            let message = format!("`{}` stands here twice; a name is unique in its kind or its repeat", row.name);
            found.push((row.place("name"), message));
        }
    }
    let mut earlier: BTreeMap<(&str, &str), ()> = BTreeMap::new();
    for row in &draft.rows {
        if takes_other(row, reader.lists) && taken.contains_key(&(row.scope.as_str(), format!("{}_other", row.name))) {
            let message = format!(
                "`{0}_other` is where the answer `other` of `{0}` is written out; name the field otherwise",
                row.name
            );
            let at = taken[&(row.scope.as_str(), format!("{}_other", row.name))].place("name");
            found.push((at, message));
        }
        for was in row.field.iter().flat_map(|field| &field.was) {
            let again = earlier.insert((&row.scope, was), ()).is_some();
            if again || taken.contains_key(&(row.scope.as_str(), was.clone())) {
                let message =
                    format!("`{was}` cannot be an earlier name of `{}`: another field has or had it", row.name);
                found.push((row.place("was"), message));
            }
        }
    }
    report(reader.faults, found);
}

fn report(faults: &mut Faults, found: Vec<(crate::load::tree::Place, String)>) {
    for (at, message) in found {
        faults.add(at, message);
    }
}
