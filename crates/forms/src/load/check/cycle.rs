//! Calculations that wait for each other.

use super::compartment::read_names;
use super::scope::Scopes;
use crate::load::draft::{Draft, Use, join};
use crate::load::faults::Faults;
use std::collections::{BTreeMap, BTreeSet};

/// Circles named in one kind; repairing these comes first.
const MAX_CIRCLES: usize = 20;

/// Names each circle of calculations once, at one of its members.
pub(super) fn check(faults: &mut Faults, draft: &Draft<'_>, scopes: &Scopes<'_>) {
    let calculations: BTreeMap<String, &Use<'_>> = draft
        .uses
        .iter()
        .filter(|expression| expression.key == "calculation")
        .map(|expression| (join(&expression.scope, &expression.row), expression))
        .collect();
    let mut waits: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, expression) in &calculations {
        let names = read_names(&expression.expression.tree, &expression.expression.reads);
        let on = names.iter().filter_map(|name| {
            let row = scopes.find(name, &expression.scope, &BTreeMap::new()).row()?;
            let (path, _) = calculations.get_key_value(&join(&row.scope, &row.name))?;
            Some(path.as_str())
        });
        waits.insert(path, on.collect());
    }
    for _ in 0..MAX_CIRCLES {
        let Some(circle) = circle(&mut waits) else { return };
        if let Some(expression) = calculations.get(circle[0]) {
            let mut way: Vec<&str> = circle.clone();
            way.push(circle[0]);
            let at = faults.inside(expression.scalar, 0);
            faults.add(at, format!("these calculations wait for each other: {}", way.join(" → ")));
        }
        for member in circle {
            waits.remove(member);
        }
    }
}

/// Removes what waits for nothing, again and again; what is left waits in circles or for one.
fn circle<'n>(waits: &mut BTreeMap<&'n str, BTreeSet<&'n str>>) -> Option<Vec<&'n str>> {
    let mut waited_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, on) in waits.iter() {
        let there: Vec<&str> = on.iter().copied().filter(|other| waits.contains_key(other)).collect();
        left.insert(path, there.len());
        for other in there {
            waited_by.entry(other).or_default().push(path);
        }
    }
    let mut free: Vec<&str> = left.iter().filter(|(_, count)| **count == 0).map(|(path, _)| *path).collect();
    while let Some(path) = free.pop() {
        waits.remove(path);
        for waiting in waited_by.get(path).into_iter().flatten() {
            if let Some(count) = left.get_mut(waiting) {
                *count -= 1;
                if *count == 0 {
                    free.push(waiting);
                }
            }
        }
    }
    let mut way = vec![*waits.keys().next()?];
    loop {
        let next = waits.get(way.last()?)?.iter().copied().find(|other| waits.contains_key(other))?;
        if let Some(begins) = way.iter().position(|path| *path == next) {
            return Some(way.split_off(begins));
        }
        way.push(next);
    }
}
