//! In which order answers are worked out: what is read before what reads it.

use super::shape::{Shape, What};
use crate::expr::Expression;
use crate::kind::Kind;
use crate::mission::Mission;
use std::collections::BTreeSet;

/// The calculations of a kind in the order in which they are worked out, each as `repeat/field` or `field`.
///
/// # Errors
/// The fields of a cycle, each reading the next and the last reading the first; a loader refuses such a kind. A field
/// takes part by its calculation, its relevance, and the relevance of the groups and repeats it stands in.
pub fn calculation_order(kind: &Kind) -> Result<Vec<String>, Vec<String>> {
    let mission = Mission::default();
    let shape = Shape::fresh(kind, &mission);
    let order =
        evaluation_order(&shape).map_err(|cycle| cycle.iter().map(|at| shape.title(*at)).collect::<Vec<_>>())?;
    let calculated = |at: &usize| shape.nodes[*at].field().is_some_and(|field| field.calculation.is_some());
    Ok(order.iter().filter(|at| calculated(at)).map(|at| shape.title(*at)).collect())
}

/// All nodes, each after those it depends on, else in the order of the survey; or the nodes of a cycle.
pub(super) fn evaluation_order(shape: &Shape) -> Result<Vec<usize>, Vec<usize>> {
    let needs: Vec<BTreeSet<usize>> = (0..shape.nodes.len()).map(|at| needs(shape, at)).collect();
    let mut waiting: Vec<usize> = needs.iter().map(BTreeSet::len).collect();
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (at, needs) in needs.iter().enumerate() {
        for needed in needs {
            readers[*needed].push(at);
        }
    }
    let mut ready: BTreeSet<usize> = (0..needs.len()).filter(|at| waiting[*at] == 0).collect();
    let mut order = Vec::with_capacity(needs.len());
    while let Some(at) = ready.pop_first() {
        order.push(at);
        for reader in &readers[at] {
            waiting[*reader] -= 1;
            if waiting[*reader] == 0 {
                ready.insert(*reader);
            }
        }
    }
    if order.len() == needs.len() { Ok(order) } else { Err(cycle(&needs, &waiting)) }
}

/// What must be known before a node is.
fn needs(shape: &Shape, at: usize) -> BTreeSet<usize> {
    let node = &shape.nodes[at];
    let (own, also): (_, Option<&Expression>) = match node.what {
        What::Field(field) => (field.relevant.as_ref(), field.calculation.as_ref()),
        What::OtherText(_) => (None, None),
        What::Group(group) => (group.relevant.as_ref(), None),
        What::Repeat(repeat) => (repeat.relevant.as_ref(), None),
    };
    let mut needs: BTreeSet<usize> = node.parent.into_iter().collect();
    if let What::OtherText(_) = node.what {
        // It stands just after the field it belongs to.
        needs.insert(at - 1);
    }
    for expression in [own, also].into_iter().flatten() {
        let names = expression.reads.iter().chain(&expression.names);
        for name in names {
            needs.extend(shape.find(name, &node.scope, |_| true));
        }
    }
    // A group or repeat may read what it holds; then the reading is the cycle, not the standing inside.
    needs
}

/// Follows what is still waited for until a node comes up twice.
fn cycle(needs: &[BTreeSet<usize>], waiting: &[usize]) -> Vec<usize> {
    let mut path: Vec<usize> = Vec::new();
    let mut next = (0..needs.len()).find(|at| waiting[*at] > 0);
    while let Some(at) = next {
        if let Some(start) = path.iter().position(|seen| *seen == at) {
            return path.split_off(start);
        }
        path.push(at);
        next = needs[at].iter().copied().find(|needed| waiting[*needed] > 0);
    }
    path
}

impl Shape<'_> {
    /// The name of a node with the repeats around it.
    fn title(&self, at: usize) -> String {
        let node = &self.nodes[at];
        node.scope.iter().copied().chain([&*node.name]).collect::<Vec<_>>().join("/")
    }
}
