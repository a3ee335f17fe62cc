//! The faults found so far, and the files they are found in.

use super::tree::{Place, Scalar};
use crate::fault::Fault;

/// Faults kept; the rest are counted.
const MAX_FAULTS: usize = 2_000;

/// Words compared with one that is not known.
const MAX_COMPARED: usize = 2_000;

/// Faults and warnings of a loading, with the files' names and texts.
#[derive(Debug, Default)]
pub(super) struct Faults {
    files: Vec<File>,
    faults: Vec<Fault>,
    warnings: Vec<Fault>,
    left_out: usize,
}

#[derive(Debug)]
struct File {
    name: String,
    layer: usize,
    text: String,
}

impl Faults {
    /// Takes a file in and gives its number.
    pub(super) fn file(&mut self, name: &str, layer: usize, text: String) -> u32 {
        self.files.push(File { name: name.to_owned(), layer, text });
        u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX)
    }

    /// Which layer a place belongs to; 0 is our own tree.
    pub(super) fn layer(&self, at: Place) -> usize {
        self.files.get(at.file as usize).map_or(0, |file| file.layer)
    }

    /// Notes what is wrong at a place.
    pub(super) fn add(&mut self, at: Place, message: impl Into<String>) {
        if self.faults.len() >= MAX_FAULTS {
            self.left_out += 1;
            return;
        }
        let fault = self.fault(at, message.into());
        self.faults.push(fault);
    }

    /// Notes what may be wrong at a place.
    pub(super) fn warn(&mut self, at: Place, message: impl Into<String>) {
        if self.warnings.len() < MAX_FAULTS {
            let fault = self.fault(at, message.into());
            self.warnings.push(fault);
        }
    }

    /// Notes what is wrong in the tree we ship, and may be meant in a form that came from elsewhere.
    pub(super) fn demand(&mut self, at: Place, message: impl Into<String>) {
        if self.layer(at) == 0 { self.add(at, message) } else { self.warn(at, message) }
    }

    /// Where the character `offset` (from 0) of a text's value stands in its file: quotes, escapes
    /// and broken lines are stepped over, so that a fault in an expression points at the word.
    pub(super) fn inside(&self, scalar: &Scalar, offset: usize) -> Place {
        let Some(raw) = self.files.get(scalar.at.file as usize).and_then(|f| f.text.get(scalar.bytes.clone())) else {
            return scalar.at;
        };
        let mut at = scalar.at;
        let mut rest = raw.chars();
        for wanted in scalar.text.chars().take(offset.saturating_add(1)).enumerate() {
            let (index, wanted) = wanted;
            loop {
                let Some(found) = rest.next() else { return scalar.at };
                let same = found == wanted || (wanted.is_whitespace() && found == '\n');
                if same && index == offset {
                    return at;
                }
                step(&mut at, found);
                if same {
                    break;
                }
            }
        }
        at
    }

    /// True when nothing is wrong so far.
    pub(super) fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// Faults and warnings, each in the order of files and lines.
    pub(super) fn finish(mut self) -> (Vec<Fault>, Vec<Fault>) {
        for list in [&mut self.faults, &mut self.warnings] {
            list.sort_by(|a, b| (&a.file, a.line, a.column, &a.message).cmp(&(&b.file, b.line, b.column, &b.message)));
            list.dedup();
        }
        if self.left_out > 0 {
            let message = format!("{} more faults are not listed; repair these first", self.left_out);
            self.faults.push(Fault { file: "all files".into(), sheet: None, line: 0, column: 0, message });
        }
        (self.faults, self.warnings)
    }

    #[cfg(test)]
    pub(super) fn lines(self) -> Vec<String> {
        self.finish().0.iter().map(ToString::to_string).collect()
    }

    fn fault(&self, at: Place, message: String) -> Fault {
        let file = self.files.get(at.file as usize).map_or_else(String::new, |file| file.name.clone());
        Fault { file, sheet: None, line: at.line, column: at.column, message }
    }
}

fn step(at: &mut Place, found: char) {
    if found == '\n' {
        at.line += 1;
        at.column = 1;
    } else {
        at.column += 1;
    }
}

/// ` (did you mean `x`?)` when one of the known words is near the given one, else nothing.
pub(super) fn meant<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(given, known).map_or_else(String::new, |word| format!("; did you mean `{word}`?"))
}

/// The known word fewest letters away, if it is near enough to have been meant.
pub(super) fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given: Vec<char> = given.chars().take(64).collect();
    // Of one or two letters every word is near.
    let limit = (given.len() / 3).min(4);
    let near = |word: &&str| word.chars().count().abs_diff(given.len()) <= limit;
    let best = known.into_iter().take(MAX_COMPARED).filter(near).map(|word| (distance(&given, word), word)).min()?;
    (best.0 <= limit).then_some(best.1)
}

/// Letters to insert, drop or change, two swapped neighbours counting once (optimal string
/// alignment).
fn distance(given: &[char], word: &str) -> usize {
    let word: Vec<char> = word.chars().take(64).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (i, g) in given.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, w) in word.iter().enumerate() {
            let changed = last[j] + usize::from(g != w);
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && given[i - 1] == *w && *g == word[j - 1] {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::tree::Value;

    #[test]
    fn the_nearest_word_is_offered_only_when_near() {
        let known = ["label", "relevant", "required", "calculation"];
        assert_eq!(nearest("relevent", known), Some("relevant"));
        assert_eq!(nearest("lable", known), Some("label"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(meant("requird", known), "; did you mean `required`?");
    }

    #[test]
    fn an_offset_is_found_behind_quotes_escapes_and_broken_lines() {
        let mut faults = Faults::default();
        let text = "a: 'it''s x'\nb: >\n  one\n  two\nc: \"q\\\"x\"\n";
        let file = faults.file("a.yaml", 0, text.into());
        let root = super::super::tree::parse(file, text, &mut faults).expect("this is YAML");
        let spot = |key: &str, offset| {
            let Some(Value::Scalar(scalar)) = root.get(key).map(|node| &node.value) else { panic!("no text at {key}") };
            let at = faults.inside(scalar, offset);
            (at.line, at.column)
        };
        assert_eq!(spot("a", 0), (1, 5));
        assert_eq!(spot("a", 5), (1, 11));
        assert_eq!(spot("b", 4), (4, 3));
        assert_eq!(spot("c", 2), (5, 8));
    }
}
