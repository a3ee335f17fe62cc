//! Names of rows: unique in their scope with us, where XLSForm asks only for the nearest group; and
//! the references that follow a renamed row.

use super::choices::Lists;
use super::report::{Report, What, at};
use super::survey::{Is, Node, Value};
use super::text::{self, is_plain_name, plain_name};
use std::collections::{BTreeMap, BTreeSet};

/// A row as references see it.
struct Known {
    /// Names of the groups and repeats around it, from outside, as numbers of rows in the tree.
    around: Vec<usize>,
    /// Its name with us.
    name: String,
}

/// Names of a form: what each name in a reference means.
#[derive(Default)]
pub(super) struct Names {
    rows: Vec<Known>,
    by_name: BTreeMap<String, Vec<usize>>,
}

/// Gives every row its name with us, in the order of the sheet; renamed rows get a line.
pub(super) fn settle(nodes: &mut [Node], sheet: &str, report: &mut Report) -> Names {
    let mut settler = Settler {
        sheet,
        report,
        names: Names::default(),
        taken: BTreeMap::new(),
        groups: BTreeSet::new(),
        numbers: BTreeMap::new(),
    };
    // Names as written come first, so that a made-up name never takes one that a later row has.
    settler.reserve(nodes, 0);
    settler.rows(nodes, &[], 0, "");
    settler.names
}

struct Settler<'a> {
    sheet: &'a str,
    report: &'a mut Report,
    names: Names,
    /// By scope: names as written (false) and names given (true).
    taken: BTreeMap<usize, BTreeMap<String, bool>>,
    /// Names of groups given so far.
    groups: BTreeSet<String>,
    /// Last number tried behind a name, so that a thousand equal names are not tried a thousand times each.
    numbers: BTreeMap<String, u32>,
}

impl Settler<'_> {
    /// Numbers rows as [`Self::rows`] will, and notes each scope's names.
    fn reserve(&mut self, nodes: &[Node], scope: usize) -> usize {
        fn walk(settler: &mut Settler<'_>, nodes: &[Node], scope: usize, next: &mut usize) {
            for node in nodes {
                *next += 1;
                let number = *next;
                settler.taken.entry(scope).or_default().insert(node.name.clone(), false);
                let inner = if node.what == Is::Repeat { number } else { scope };
                walk(settler, &node.children, inner, next);
            }
        }
        let mut next = 0;
        walk(self, nodes, scope, &mut next);
        next
    }

    fn rows(&mut self, nodes: &mut [Node], around: &[usize], scope: usize, group: &str) {
        for node in nodes {
            let number = self.names.rows.len() + 1;
            let name = self.name(node, scope, group);
            if name != node.name && node.own_name.is_none() {
                self.report.line(at(self.sheet, node.row, 0), &node.name, What::Renamed(name.clone()));
            }
            self.taken.entry(scope).or_default().insert(name.clone(), true);
            self.names.rows.push(Known { around: around.to_vec(), name: name.clone() });
            self.names.by_name.entry(node.name.clone()).or_default().push(number - 1);
            node.own_name = Some(name.clone());
            if node.children.is_empty() {
                continue;
            }
            let mut inside = around.to_vec();
            inside.push(number);
            match node.what {
                Is::Repeat => self.rows(&mut node.children, &inside, number, ""),
                _ => self.rows(&mut node.children, &inside, scope, &name),
            }
        }
    }

    fn name(&mut self, node: &Node, scope: usize, group: &str) -> String {
        // A group's name is one of the whole kind, a repeat's one of its scope.
        let holds = node.what == Is::Group;
        let wanted = match &node.own_name {
            Some(own) => own.clone(),
            None if is_plain_name(&node.name) => node.name.clone(),
            None => plain_name(&node.name, &format!("row_{}", node.row)),
        };
        let given = |name: &str| {
            self.taken.get(&scope).and_then(|t| t.get(name)) == Some(&true)
                || holds && node.own_name.is_none() && self.groups.contains(name)
        };
        let free = |name: &str| {
            !(self.taken.get(&scope).is_some_and(|t| t.contains_key(name)) || holds && self.groups.contains(name))
        };
        let name = if !given(&wanted) && (wanted == node.name || node.own_name.is_some() || free(&wanted)) {
            wanted
        } else {
            let base = if group.is_empty() { wanted.clone() } else { format!("{group}_{wanted}") };
            let first = self.numbers.get(&base).map_or(1, |last| last + 1);
            let numbered = (first..).map(|n| (n, if n == 1 { base.clone() } else { format!("{base}_{n}") }));
            // There is always a free one among as many names as there are rows and one more.
            let (number, name) = numbered.take(100_000).find(|(_, name)| free(name)).unwrap_or((first, wanted));
            self.numbers.insert(base, number);
            name
        };
        if holds {
            self.groups.insert(name.clone());
        }
        name
    }
}

impl Names {
    /// The name with us of what `${name}` means for a row inside `around`; whether it stands more than once.
    fn find(&self, name: &str, around: &[usize]) -> Found<'_> {
        let candidates = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let shared = |row: usize| self.rows[row].around.iter().zip(around).take_while(|(a, b)| a == b).count();
        match candidates {
            [] => Found::Nothing,
            [one] => Found::One(&self.rows[*one].name),
            many => {
                let best = many.iter().map(|row| shared(*row)).max().unwrap_or(0);
                let mut nearest = many.iter().filter(|row| shared(**row) == best);
                match (nearest.next(), nearest.next()) {
                    (Some(row), None) => Found::Nearest(&self.rows[*row].name),
                    _ => Found::Several,
                }
            }
        }
    }

    /// The text with every reference by the name the row has with us. `around`: where the text stands.
    pub(super) fn follow(
        &self,
        text: &str,
        place: super::report::At<'_>,
        around: &[usize],
        report: &mut Report,
    ) -> String {
        if !text.contains("${") {
            return text.into();
        }
        let references = match text::references(text) {
            Ok(found) => found,
            Err(piece) => {
                let message = format!("{piece:?} is no reference; write ${{name}} with the name of a row");
                report.fault(place, message);
                return text.into();
            }
        };
        let mut followed = String::new();
        let mut from = 0;
        for reference in references {
            let name = match self.find(&reference.name, around) {
                Found::One(name) => name,
                Found::Nearest(name) => {
                    report.line(place, &reference.name, What::Nearest(name.into()));
                    name
                }
                // Every form has this one without naming it.
                Found::Nothing if reference.name == "instanceID" => "instanceID",
                Found::Nothing => {
                    report.fault(place, format!("${{{}}}: no row of the survey has this name", reference.name));
                    &reference.name
                }
                Found::Several => {
                    let message = format!("${{{}}}: several rows have this name; rename all but one", reference.name);
                    report.fault(place, message);
                    &reference.name
                }
            };
            followed.push_str(&text[from..reference.start]);
            followed.push_str(name);
            from = reference.end;
        }
        followed.push_str(&text[from..]);
        followed
    }

    /// Makes every cell's references follow the names with us, and lists the names of their lists.
    pub(super) fn follow_all(&self, nodes: &mut [Node], sheet: &str, lists: &Lists, report: &mut Report) {
        let renamed: Vec<(&str, &str)> = lists.renamed().collect();
        let mut next = 0;
        self.walk(nodes, &[], &mut next, &mut |value, row, around| {
            if value.ours {
                return;
            }
            value.text = self.follow(&value.text, at(sheet, row, value.column), around, report);
            for (written, name) in &renamed {
                for quote in ['\'', '"'] {
                    let call = format!("instance({quote}{written}{quote})");
                    if value.text.contains(&call) {
                        value.text = value.text.replace(&call, &format!("instance({quote}{name}{quote})"));
                    }
                }
            }
        });
    }

    fn walk(
        &self,
        nodes: &mut [Node],
        around: &[usize],
        next: &mut usize,
        change: &mut impl FnMut(&mut Value, u32, &[usize]),
    ) {
        for node in nodes {
            *next += 1;
            let mut inside = around.to_vec();
            inside.push(*next);
            // A repeat's own texts stand where its rows stand: `relevant` of a group may name its fields' siblings.
            for value in &mut node.values {
                change(value, node.row, around);
            }
            self.walk(&mut node.children, &inside, next, change);
        }
    }
}

enum Found<'a> {
    One(&'a str),
    Nearest(&'a str),
    Several,
    Nothing,
}
