//! YAML as a tree in which every key and value knows its file, line and column.
//!
//! The event parser beneath `serde-saphyr` is read directly: a deserializer stops at its first
//! error, and a person who writes a kind wants to see all of them at once.

use super::faults::Faults;
use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, options};

/// Where something stands: file (its number in [`Faults`]), line and column from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Number of the file.
    pub(super) file: u32,
    /// Line from 1; 0 when the whole file is meant.
    pub(super) line: u32,
    /// Column from 1.
    pub(super) column: u32,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Where it begins.
    pub(super) at: Place,
    /// What it is.
    pub(super) value: Value,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// One text, as written; what it means is decided by whoever reads it.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and their values in the order of the file.
    Mapping(Vec<(Scalar, Node)>),
}

/// A text of the file.
#[derive(Clone, Debug)]
pub(super) struct Scalar {
    /// The text after quotes and escapes.
    pub(super) text: String,
    /// Without quotes, so that YAML readers may take it for a boolean, a number or nothing.
    pub(super) plain: bool,
    /// Where it begins.
    pub(super) at: Place,
    /// Its bytes in the file, quotes included.
    pub(super) bytes: std::ops::Range<usize>,
}

/// Nested lists and mappings of one file: 80 levels of repeats within repeats, far below what the
/// stack of a thread holds.
const MAX_DEPTH: usize = 250;
/// Values of one file.
const MAX_NODES: usize = 200_000;
/// Bytes of one file.
pub(super) const MAX_BYTES: usize = 4 << 20;

impl Node {
    /// The entries of a mapping; empty for anything else.
    pub(super) fn entries(&self) -> &[(Scalar, Node)] {
        if let Value::Mapping(entries) = &self.value { entries } else { &[] }
    }

    /// The items of a list; empty for anything else.
    pub(super) fn items(&self) -> &[Node] {
        if let Value::Sequence(items) = &self.value { items } else { &[] }
    }

    /// The value of a mapping's key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(k, _)| k.text == key).map(|(_, node)| node)
    }

    /// The text of a scalar, unread and unjudged.
    pub(super) fn raw(&self) -> Option<&str> {
        if let Value::Scalar(scalar) = &self.value { Some(&scalar.text) } else { None }
    }

    /// What it is, in words for a message.
    pub(super) fn what(&self) -> &'static str {
        match &self.value {
            Value::Scalar(scalar) if scalar.plain && scalar.text.is_empty() => "nothing",
            Value::Scalar(_) => "a single value",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "keys with values",
        }
    }
}

/// Reads one file into a tree. A fault of the notation ends the reading of this file (there is no
/// way to know what the rest would have been); faults of duplicate keys do not.
pub(super) fn parse(file: u32, text: &str, faults: &mut Faults) -> Option<Node> {
    let mut builder = Builder { file, open: Vec::new(), root: None, nodes: 0, keys: Vec::new() };
    let parser = Parser::new_from_str_with_options(text, limits());
    for next in parser {
        let outcome = match next {
            Ok((event, span)) => builder.take(event, span, faults),
            Err(error) => Err(scan_fault(file, &error)),
        };
        if let Err((at, message)) = outcome {
            faults.add(at, message);
            return None;
        }
    }
    if builder.root.is_none() {
        faults.add(Place { file, line: 0, column: 0 }, "the file is empty; write its keys or remove it");
    }
    builder.root
}

fn limits() -> Options {
    options! {
        strict_indentation: true,
        disallow_directives: true,
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    }
}

type Complaint = (Place, String);

fn scan_fault(file: u32, error: &ScanError) -> Complaint {
    let mark = error.marker();
    let at = Place { file, line: whole(mark.line()), column: whole(mark.col() + 1) };
    (at, format!("this is not YAML: {}", error.info()))
}

fn whole(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A list or mapping whose end has not been seen.
enum Open {
    Sequence(Place, Vec<Node>),
    Mapping(Place, Vec<(Scalar, Node)>, Option<Scalar>),
}

struct Builder {
    file: u32,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    /// Keys of each open mapping, to find a duplicate without reading all its entries again.
    keys: Vec<std::collections::BTreeSet<String>>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span, faults: &mut Faults) -> Result<(), Complaint> {
        let at = Place { file: self.file, line: whole(span.start.line()), column: whole(span.start.col() + 1) };
        if event.tag().is_some() {
            return Err((at, "tags such as `!name` are not used here; remove it".into()));
        }
        if event.anchor_id().is_some_and(|id| id != 0) || event.is_alias() {
            return Err((at, "anchors (`&name`) and aliases (`*name`) are not used here; write the value out".into()));
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                Err((at, "a second document begins here; a file holds one".into()))
            }
            Event::Scalar(text, style, ..) => {
                let bytes = span.byte_range().unwrap_or_default();
                let plain = matches!(style, ScalarStyle::Plain);
                // The parser writes `~` where nothing stands.
                let text = if plain && bytes.is_empty() { String::new() } else { text.into_owned() };
                self.scalar(Scalar { text, plain, at, bytes }, faults)
            }
            Event::SequenceStart(..) => self.begin(Open::Sequence(at, Vec::new())),
            Event::MappingStart(..) => self.begin(Open::Mapping(at, Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, open: Open) -> Result<(), Complaint> {
        let (Open::Sequence(at, _) | Open::Mapping(at, ..)) = &open;
        if let Some(Open::Mapping(_, _, None)) = self.open.last() {
            return Err((*at, "a key must be a text, not a list or a mapping".into()));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err((*at, format!("nested deeper than {MAX_DEPTH} levels")));
        }
        self.keys.push(std::collections::BTreeSet::new());
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Complaint> {
        self.keys.pop();
        match self.open.pop() {
            Some(Open::Sequence(at, items)) => self.put(Node { at, value: Value::Sequence(items) }),
            Some(Open::Mapping(at, entries, _)) => self.put(Node { at, value: Value::Mapping(entries) }),
            None => Ok(()),
        }
    }

    fn scalar(&mut self, scalar: Scalar, faults: &mut Faults) -> Result<(), Complaint> {
        if let Some(Open::Mapping(_, _, key @ None)) = self.open.last_mut() {
            let keys = self.keys.last_mut();
            if keys.is_some_and(|keys| !keys.insert(scalar.text.clone())) {
                faults.add(scalar.at, format!("the key `{}` stands here twice; keep one of the two", scalar.text));
            }
            *key = Some(scalar);
            return Ok(());
        }
        self.put(Node { at: scalar.at, value: Value::Scalar(scalar) })
    }

    fn put(&mut self, node: Node) -> Result<(), Complaint> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err((node.at, format!("the file holds more than {MAX_NODES} values; split it")));
        }
        match self.open.last_mut() {
            Some(Open::Sequence(_, items)) => items.push(node),
            Some(Open::Mapping(_, entries, key)) => {
                if let Some(key) = key.take() {
                    entries.push((key, node));
                }
            }
            None => self.root = Some(node),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::faults::Faults;

    fn faults_of(text: &str) -> Vec<String> {
        let mut faults = Faults::default();
        let file = faults.file("a.yaml", 0, text.to_owned());
        parse(file, text, &mut faults);
        faults.lines()
    }

    #[test]
    fn every_key_and_value_knows_its_place() {
        let mut faults = Faults::default();
        let text = "label: {en: A}\nsurvey:\n  - type: text\n    name: 'b'\n";
        let file = faults.file("a.yaml", 0, text.to_owned());
        let root = parse(file, text, &mut faults).expect("this is YAML");
        let row = &root.get("survey").expect("a survey").items()[0];
        assert_eq!((row.at.line, row.at.column), (3, 5));
        let name = row.get("name").expect("a name");
        assert_eq!((name.at.line, name.at.column, name.raw()), (4, 11, Some("b")));
        assert_eq!(root.get("label").and_then(|l| l.get("en")).map(|n| n.at.column), Some(13));
    }

    #[test]
    fn what_yaml_allows_and_we_do_not_is_named() {
        assert_eq!(faults_of("a: 1\na: 2\n"), ["a.yaml:2:1: the key `a` stands here twice; keep one of the two"]);
        assert!(faults_of("a: &x 1\n")[0].starts_with("a.yaml:1:7: anchors"));
        assert!(faults_of("a: *x\n")[0].starts_with("a.yaml:1:4: this is not YAML"));
        assert!(faults_of("a: !!str 1\n")[0].contains("tags such as"));
        assert!(faults_of("a: 1\n---\nb: 2\n")[0].contains("a second document"));
        assert!(faults_of("? [a, b]\n: 1\n")[0].contains("a key must be a text"));
        assert!(faults_of("")[0].contains("the file is empty"));
        assert!(faults_of("%YAML 1.1\n---\na: 1\n")[0].contains("not YAML"));
    }

    #[test]
    fn deep_and_large_files_end_in_a_fault() {
        assert!(!faults_of(&"[".repeat(100_000)).is_empty());
        let block: String = (0..400).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        assert!(!faults_of(&block).is_empty());
        assert!(faults_of(&format!("[{}]", "1,".repeat(MAX_NODES + 1)))[0].contains("split it"));
    }
}
