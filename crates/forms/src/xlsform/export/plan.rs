//! What other programs will make of a form: which names and references they take, which expressions
//! they can work out. Everything here is what pyxform 4.5 and ODK Validate 1.20 were seen to refuse.

use super::super::text::{self, Piece, is_plain_name, pieces};
use crate::expr::{Expr, Expression, Origin, function};
use crate::kind::Kind;
use crate::{FieldType, Item};
use std::collections::{BTreeMap, BTreeSet};

/// Functions we have and ODK Validate has not.
const NOT_THERE: [&str; 3] = ["ceiling", "floor", "substring"];
/// Functions ODK Validate takes and we have not, met in imported forms.
const ONLY_THERE: [&str; 13] = [
    "pulldata",
    "instance",
    "current",
    "digest",
    "base64-decode",
    "randomize",
    "extract-signed",
    "intersects",
    "area",
    "property",
    "version",
    "concat",
    "search",
];
/// Functions that take a repeat or all answers of a field inside one.
const OVER_ROWS: [&str; 8] = ["sum", "count", "count-non-empty", "min", "max", "join", "indexed-repeat", "position"];

/// A row of the form as it goes out.
#[derive(Debug, Default)]
pub(super) struct Planned {
    /// Its name in the sheet.
    pub name: String,
    /// Its name with us.
    own: String,
    /// Rows around it, from outside, by number.
    around: Vec<usize>,
    /// Repeats around it, by number.
    repeats: Vec<usize>,
    holds: bool,
    /// True when its relevance, calculation or duty would make a circle.
    pub circular: bool,
}

/// Names and circles of a form, by the number of its rows in order.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Rows in order.
    pub rows: Vec<Planned>,
    own: BTreeMap<String, Vec<usize>>,
    names: BTreeMap<String, usize>,
}

impl Plan {
    /// Looks through a kind.
    pub(super) fn new(kind: &Kind) -> Self {
        let root = kind.settings.get("name").map_or("data", String::as_str);
        let mut plan = Self::default();
        let mut namer = Namer { plan: &mut plan, root, repeats: BTreeSet::new() };
        namer.rows(&kind.survey, &[], &[]);
        for (number, row) in plan.rows.iter().enumerate() {
            plan.own.entry(row.own.clone()).or_default().push(number);
            *plan.names.entry(row.name.clone()).or_default() += 1;
        }
        plan.mark_circles(&kind.survey);
        plan
    }

    /// True when each `${…}` of a text names one row that is called so in the sheet.
    pub(super) fn resolves(&self, source: &str) -> bool {
        text::references(source).is_ok_and(|found| found.iter().all(|r| self.row(&r.name).is_some()))
    }

    /// The row `name` means, when that is beyond doubt.
    fn row(&self, name: &str) -> Option<usize> {
        match self.own.get(name).map(Vec::as_slice) {
            Some([one]) if self.rows[*one].name == name && self.names.get(name) == Some(&1) => Some(*one),
            _ => None,
        }
    }

    /// True when the rows called `name` do not keep a made-up row from having this name.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.names.contains_key(name)
    }

    /// True when other programs can work out `source` for the row of that number.
    pub(super) fn works(&self, source: &str, number: usize) -> bool {
        self.works_at(source, Some(number))
    }

    /// True when other programs can work out `source` for the form as a whole.
    pub(super) fn works_outside(&self, source: &str) -> bool {
        self.works_at(source, None) && !looks_back(source)
    }

    /// True when other programs can work out how many rows a repeat has. They make a row of their own for
    /// it, so an expression that speaks of its own answer would speak of that one.
    pub(super) fn works_as_count(&self, source: &str, number: usize) -> bool {
        self.works(source, number) && !looks_back(source)
    }

    fn works_at(&self, source: &str, number: Option<usize>) -> bool {
        self.resolves(source) && pieces(source).is_some_and(|pieces| self.pieces_work(source, &pieces, number))
    }

    fn pieces_work(&self, source: &str, pieces: &[Piece], number: Option<usize>) -> bool {
        let ours = Expression::parse(source).is_ok();
        let mut brackets: Vec<&str> = Vec::new();
        let mut foreign = source.contains('[') || source.contains("last-saved#");
        for (at, piece) in pieces.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| &pieces[at]);
            let behind = pieces.get(at + 1);
            match piece {
                Piece::Function(name) => {
                    let known =
                        function(name).is_some_and(|f| f.origin == Origin::Odk) && !NOT_THERE.contains(&name.as_str());
                    if !known && !ONLY_THERE.contains(&name.as_str()) {
                        return false;
                    }
                    foreign |= !known;
                    if name == "date" && matches!(pieces.get(at + 2), Some(Piece::Literal(day)) if !is_day(day)) {
                        return false;
                    }
                }
                Piece::Sign('(') => brackets.push(match before {
                    Some(Piece::Function(name)) => name,
                    _ => "",
                }),
                Piece::Sign(')') if brackets.pop().is_none() => return false,
                Piece::Sign('|' | '@') => return false,
                Piece::Sign(twice @ ('/' | ':')) if behind == Some(&Piece::Sign(*twice)) => return false,
                Piece::Field(name) => {
                    let name = name.strip_prefix("last-saved#").unwrap_or(name);
                    let argument = matches!(before, Some(Piece::Sign('(' | ',')))
                        && matches!(behind, Some(Piece::Sign(')' | ',')))
                        && brackets.last().is_some_and(|f| OVER_ROWS.contains(f));
                    if self.row(name).is_none_or(|row| !argument && !self.single(row, number)) {
                        return false;
                    }
                }
                _ => {}
            }
        }
        // An expression that we could not read is trusted only where the reason is known to be ours.
        brackets.is_empty() && (ours || foreign)
    }

    /// True when the row has one answer as seen from the row `from`.
    fn single(&self, row: usize, from: Option<usize>) -> bool {
        let target = &self.rows[row];
        let seen = from.map_or(&[][..], |from| &self.rows[from].repeats);
        !target.holds && target.repeats.iter().all(|repeat| seen.contains(repeat))
    }

    /// Finds the rows whose relevance, calculation or duty depends on itself, however many rows around.
    fn mark_circles(&mut self, survey: &[Item]) {
        let mut reads: Vec<Vec<usize>> = vec![Vec::new(); self.rows.len()];
        self.note_reads(survey, &mut 0, &mut reads);
        let mut readers: Vec<Vec<usize>> = vec![Vec::new(); reads.len()];
        for (row, read) in reads.iter().enumerate() {
            for other in read {
                readers[*other].push(row);
            }
        }
        // What depends on no circle goes, then what no circle depends on; the circles are left.
        let mut left = vec![true; reads.len()];
        peel(&mut left, &reads, &readers);
        peel(&mut left, &readers, &reads);
        for (row, left) in self.rows.iter_mut().zip(left) {
            row.circular = left;
        }
    }

    fn note_reads(&self, items: &[Item], next: &mut usize, reads: &mut [Vec<usize>]) {
        for item in items {
            let number = *next;
            *next += 1;
            let mut note = |expression: &Option<Expression>| {
                let Some(expression) = expression else { return };
                let names =
                    expression.reads.iter().chain(expression.paths.then_some(&expression.names).into_iter().flatten());
                reads[number].extend(names.flat_map(|name| self.own.get(name).into_iter().flatten()));
                let mut itself = false;
                expression.tree.walk(&mut |node| itself |= matches!(node, Expr::Current));
                if itself {
                    reads[number].push(number);
                }
            };
            match item {
                Item::Field(field) => {
                    note(&field.relevant);
                    note(&field.calculation);
                    note(&field.required);
                }
                Item::Group(group) => note(&group.relevant),
                Item::Repeat(repeat) => note(&repeat.relevant),
            }
            // What is inside depends on what makes the group appear.
            reads[number].extend(self.rows[number].around.iter().copied());
            match item {
                Item::Field(_) => {}
                Item::Group(group) => self.note_reads(&group.survey, next, reads),
                Item::Repeat(repeat) => self.note_reads(&repeat.survey, next, reads),
            }
        }
    }
}

/// Takes rows away as long as all they point to is gone.
fn peel(left: &mut [bool], to: &[Vec<usize>], from: &[Vec<usize>]) {
    let mut waiting: Vec<usize> = to.iter().map(|rows| rows.iter().filter(|row| left[**row]).count()).collect();
    let mut ready: Vec<usize> = (0..to.len()).filter(|row| left[*row] && waiting[*row] == 0).collect();
    while let Some(row) = ready.pop() {
        left[row] = false;
        for other in from[row].iter().filter(|other| left[**other]) {
            waiting[*other] -= 1;
            if waiting[*other] == 0 {
                ready.push(*other);
            }
        }
    }
}

/// True when the expression speaks of the answer it belongs to, or of its place.
fn looks_back(source: &str) -> bool {
    let own = |piece: &Piece| *piece == Piece::Sign('.') || *piece == Piece::Function("once".into());
    pieces(source).is_none_or(|pieces| pieces.iter().any(own))
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// Gives rows the names they have in the sheet: ours, unless another program would refuse it.
struct Namer<'a> {
    plan: &'a mut Plan,
    root: &'a str,
    repeats: BTreeSet<String>,
}

impl Namer<'_> {
    fn rows(&mut self, items: &[Item], around: &[usize], repeats: &[usize]) {
        let wanted: BTreeSet<&str> = items.iter().map(name).collect();
        let mut siblings: BTreeSet<String> = BTreeSet::new();
        for item in items {
            let own = name(item);
            let repeat = matches!(item, Item::Repeat(_));
            let audit = matches!(item, Item::Field(f) if f.r#type == FieldType::Foreign("audit".into()));
            let refused = |name: &str| {
                !is_plain_name(name)
                    || name == "meta"
                    || siblings.contains(name)
                    || repeat && (name == self.root || self.repeats.contains(name))
            };
            let base = text::plain_name(own, "row");
            let mut sheet_name = if audit { "audit".to_owned() } else { own.to_owned() };
            for number in 2u32.. {
                if !refused(&sheet_name) && (sheet_name == own || audit || !wanted.contains(sheet_name.as_str())) {
                    break;
                }
                sheet_name = format!("{base}_{number}");
            }
            siblings.insert(sheet_name.clone());
            if repeat {
                self.repeats.insert(sheet_name.clone());
            }
            let number = self.plan.rows.len();
            self.plan.rows.push(Planned {
                name: sheet_name,
                own: own.into(),
                around: around.to_vec(),
                repeats: repeats.to_vec(),
                holds: !matches!(item, Item::Field(_)),
                circular: false,
            });
            let mut inside = around.to_vec();
            inside.push(number);
            match item {
                Item::Field(_) => {}
                Item::Group(group) => self.rows(&group.survey, &inside, repeats),
                Item::Repeat(repeat) => {
                    let mut within = repeats.to_vec();
                    within.push(number);
                    self.rows(&repeat.survey, &inside, &within);
                }
            }
        }
    }
}

fn name(item: &Item) -> &str {
    match item {
        Item::Field(field) => &field.name,
        Item::Group(group) => &group.name,
        Item::Repeat(repeat) => &repeat.name,
    }
}
