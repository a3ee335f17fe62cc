//! The file of a kind: what stands around its form.

use super::draft::{Draft, Reference, Use};
use super::keys;
use super::reader::{Map, Reader, is_name};
use super::rule::Rules;
use super::survey::{Header, Survey};
use super::tree::{Node, Place, Value};
use crate::expr::Expression;
use crate::kind::{About, Approval, Claim, Claims, Kind, LinkKind, ListSpec, Retain, Stage, Visible};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a kind before its file is read.
pub(super) struct Known<'n> {
    /// File name without ending.
    pub(super) name: String,
    /// Folder.
    pub(super) strand: String,
    /// Fields an overlay hides.
    pub(super) hidden: BTreeSet<String>,
    /// Rules of shared files that name this kind or that it names.
    pub(super) shared_rules: Vec<&'n Node>,
    /// Tasks of shared files that name this kind.
    pub(super) shared_tasks: Vec<&'n Node>,
}

/// Reads a kind from its tree.
pub(super) fn read<'n>(reader: &mut Reader<'_>, root: &'n Node, known: Known<'n>) -> Option<Draft<'n>> {
    let map = Map::open(root, &keys::KIND, reader.faults)?;
    let about = about(reader, &map);
    let header = Header { about, translated: reader.flag_of(&map, "translated") };
    let (hidden, rows, uses, references) = (&known.hidden, Vec::new(), Vec::new(), Vec::new());
    let mut survey = Survey { reader, header, hidden, rows, uses, references };
    let items = map.get("survey").map_or_else(Vec::new, |node| survey.read(node));
    let Survey { rows, uses, references, .. } = survey;
    let mut rules = Rules { reader, uses, references };
    let mut kind = Kind { survey: items, about, ..Kind::default() };
    read_rules(&mut rules, &map, &known, &mut kind);
    let Rules { uses, references, .. } = rules;
    let mut parts = Parts { reader, map, uses, references };
    parts.fill(&mut kind);
    kind.translated = header.translated;
    if kind.group.is_empty() {
        kind.group.clone_from(&known.strand);
    }
    let (uses, references) = (parts.uses, parts.references);
    Some(Draft { kind: Kind { name: known.name, strand: known.strand, ..kind }, root, rows, uses, references })
}

fn about(reader: &mut Reader<'_>, map: &Map<'_>) -> About {
    const WORDS: [(&str, About); 4] = [
        ("person", About::Person),
        ("household", About::Household),
        ("organisation", About::Organisation),
        ("none", About::None),
    ];
    map.need("about", reader.faults).and_then(|node| reader.choice(node, &WORDS)).unwrap_or_default()
}

fn read_rules<'n>(rules: &mut Rules<'_, '_, 'n>, map: &Map<'n>, known: &Known<'n>, kind: &mut Kind) {
    for node in items(rules.reader, map, "rules") {
        if node.raw().is_some() {
            if let Some(id) = rules.reader.text(node) {
                rules.references.push((node.at, Reference::Rule(id)));
            }
        } else {
            if let Some(kinds) = node.get("kinds") {
                rules.reader.faults.add(kinds.at, "a rule in a kind's own file is that kind's; leave `kinds` out");
            }
            kind.rules.extend(rules.rule(node));
        }
    }
    kind.rules.extend(known.shared_rules.iter().filter_map(|node| rules.rule(node)));
    let own = items(rules.reader, map, "tasks");
    let shared = known.shared_tasks.iter().copied();
    kind.tasks = own.iter().chain(shared).filter_map(|node| rules.task(node)).collect();
}

/// The items of a key that holds a list.
pub(super) fn items<'n>(reader: &mut Reader<'_>, map: &Map<'n>, key: &str) -> &'n [Node] {
    match map.get(key) {
        Some(node) if !matches!(node.value, Value::Sequence(_)) => {
            reader.faults.add(node.at, format!("`{key}` is a list, not {}", node.what()));
            &[]
        }
        Some(node) => node.items(),
        None => &[],
    }
}

/// The keys of a kind beside its survey and rules.
struct Parts<'s, 'r, 'n> {
    reader: &'s mut Reader<'r>,
    map: Map<'n>,
    uses: Vec<Use<'n>>,
    references: Vec<(Place, Reference)>,
}

impl Parts<'_, '_, '_> {
    fn fill(&mut self, kind: &mut Kind) {
        let map = self.map;
        kind.label = self.reader.needed_label(&map, "label");
        kind.hint = self.reader.label_of(&map, "hint");
        kind.title = self.expression("title");
        kind.valid = self.expression("valid");
        kind.parent = self.parents();
        kind.group = self.name_of("group");
        kind.number = Some(self.name_of("number")).filter(|series| !series.is_empty());
        kind.retain = map.get("retain").and_then(|node| self.retain(node));
        kind.list = map.get("list").map_or_else(ListSpec::default, |node| self.list(node));
        kind.stages = map.get("stages").map_or_else(Vec::new, |node| self.stages(node));
        kind.unique = self.reader.words_of(&map, "unique");
        kind.claims = map.get("claims").map(|node| self.claims(node));
        kind.links = map.get("links").map_or_else(BTreeMap::new, |node| self.links(node));
        kind.publishes = self.reader.flag_of(&map, "publishes");
        kind.visible = map
            .get("visible")
            .and_then(|node| self.reader.choice(node, &[("when_both_closed", Visible::WhenBothClosed)]))
            .unwrap_or_default();
        kind.export = map.get("export").map_or_else(BTreeMap::new, |node| self.export(node));
        kind.settings = map.get("settings").map_or_else(BTreeMap::new, |node| self.reader.texts(node));
    }

    fn expression(&mut self, key: &'static str) -> Option<Expression> {
        let (expression, scalar) = self.map.get(key).and_then(|node| self.reader.expression(node))?;
        let (scope, row) = (String::new(), String::new());
        self.uses.push(Use { expression: expression.clone(), scalar, key, scope, row, list: None, rule: true });
        Some(expression)
    }

    fn parents(&mut self) -> Vec<String> {
        let words = self.map.get("parent").map_or_else(Vec::new, |node| self.reader.words(node));
        self.references.extend(words.iter().map(|(kind, at)| (*at, Reference::Parent(kind.clone()))));
        words.into_iter().map(|(kind, _)| kind).collect()
    }

    fn name_of(&mut self, key: &str) -> String {
        let Some(node) = self.map.get(key) else { return String::new() };
        let name = self.reader.text(node).unwrap_or_default();
        if !name.is_empty() && !is_name(&name) {
            let message =
                format!("`{name}` cannot be a name: lower-case letters, digits and `_`, beginning with a letter");
            self.reader.faults.add(node.at, message);
        }
        name
    }

    fn retain(&mut self, node: &Node) -> Option<Retain> {
        const EVENTS: [(&str, &str); 4] = [
            ("root.closed", "root.closed"),
            ("last(about)", "last(about)"),
            ("closed", "closed"),
            ("created", "created"),
        ];
        let map = Map::open(node, &keys::RETAIN, self.reader.faults)?;
        let after = map.need("after", self.reader.faults).and_then(|node| self.reader.choice(node, &EVENTS));
        let years = map.need("years", self.reader.faults).and_then(|node| self.reader.number(node, 0..=150));
        let or_until_age = map.get("or_until_age").and_then(|node| self.reader.number(node, 1..=120));
        Some(Retain { after: after?.to_owned(), years: years?, or_until_age })
    }

    fn list(&mut self, node: &Node) -> ListSpec {
        let Some(map) = Map::open(node, &keys::LIST, self.reader.faults) else { return ListSpec::default() };
        ListSpec {
            columns: self.reader.words_of(&map, "columns"),
            sort: self.reader.text_of(&map, "sort"),
            filters: self.reader.words_of(&map, "filters"),
        }
    }

    fn stages(&mut self, node: &Node) -> Vec<Stage> {
        if !matches!(node.value, Value::Mapping(_)) {
            self.reader.faults.add(node.at, "stages are written by name: {draft: {initial: true, …}}");
        }
        node.entries().iter().filter_map(|(key, value)| self.stage(&key.text, key.at, value)).collect()
    }

    fn stage(&mut self, name: &str, at: Place, node: &Node) -> Option<Stage> {
        if !is_name(name) {
            let message =
                format!("`{name}` cannot be a stage: lower-case letters, digits and `_`, beginning with a letter");
            self.reader.faults.add(at, message);
        }
        let map = Map::open(node, &keys::STAGE, self.reader.faults)?;
        let reopen = map.get("reopen").and_then(|node| {
            let role = self.reader.text(node)?;
            self.references.push((node.at, Reference::Role(role.clone())));
            Some(role)
        });
        let to = map.get("to").map_or_else(Vec::new, |node| self.reader.words(node));
        self.references.extend(to.iter().map(|(stage, at)| (*at, Reference::Stage(stage.clone()))));
        Some(Stage {
            name: name.to_owned(),
            label: self.reader.needed_label(&map, "label"),
            initial: self.reader.flag_of(&map, "initial"),
            r#final: self.reader.flag_of(&map, "final"),
            approve: self.approvals(&map, &to),
            to: to.into_iter().map(|(stage, _)| stage).collect(),
            reopen,
        })
    }

    fn approvals(&mut self, stage: &Map<'_>, to: &[(String, Place)]) -> BTreeMap<String, Approval> {
        const WHO: [(&str, &str); 2] = [("author", "author"), ("owner", "owner")];
        let mut found = BTreeMap::new();
        for (target, node) in stage.get("approve").map_or(&[][..], Node::entries) {
            if !to.iter().any(|(stage, _)| *stage == target.text) {
                let message = format!("`{}` is not among the stages this one may move `to`", target.text);
                self.reader.faults.add(target.at, message);
            }
            let Some(map) = Map::open(node, &keys::APPROVAL, self.reader.faults) else { continue };
            let role = map.need("role", self.reader.faults).and_then(|node| {
                let role = self.reader.text(node)?;
                self.references.push((node.at, Reference::Role(role.clone())));
                Some(role)
            });
            let approval = Approval {
                role: role.unwrap_or_default(),
                count: map.get("count").and_then(|node| self.reader.number(node, 1..=20)).unwrap_or(1),
                not: map.get("not").and_then(|node| self.reader.choice(node, &WHO)).unwrap_or_default().to_owned(),
            };
            found.insert(target.text.clone(), approval);
        }
        found
    }

    /// `{name: {latin: [a, b], source: self}, birth: field}`.
    fn claims(&mut self, node: &Node) -> Claims {
        if !matches!(node.value, Value::Mapping(_)) {
            self.reader.faults.add(node.at, "claims are written by name: {name: {latin: [given, family]}}");
        }
        let mut claims = BTreeMap::new();
        for (name, value) in node.entries() {
            if !keys::CLAIM_NAMES.contains(&name.text.as_str()) {
                let hint = super::faults::meant(&name.text, keys::CLAIM_NAMES);
                let known = keys::CLAIM_NAMES.join(", ");
                self.reader.faults.add(name.at, format!("`{}` is no claim{hint}; there are {known}", name.text));
            }
            let mut claim = Claim::default();
            if value.raw().is_some() {
                claim.from.insert("value".to_owned(), self.fields(value));
            } else if let Some(map) = Map::open(value, &keys::CLAIM, self.reader.faults) {
                for column in ["latin", "native", "value"] {
                    if let Some(fields) = map.get(column) {
                        claim.from.insert(column.to_owned(), self.fields(fields));
                    }
                }
                claim.source = self.reader.text_of(&map, "source");
            }
            claims.insert(name.text.clone(), claim);
        }
        Claims { claims }
    }

    fn fields(&mut self, node: &Node) -> Vec<String> {
        let words = self.reader.words(node);
        self.references.extend(words.iter().map(|(field, at)| (*at, Reference::Field(field.clone()))));
        words.into_iter().map(|(field, _)| field).collect()
    }

    fn links(&mut self, node: &Node) -> BTreeMap<String, LinkKind> {
        let mut links = BTreeMap::new();
        for (name, value) in node.entries() {
            let Some(map) = Map::open(value, &keys::LINK, self.reader.faults) else { continue };
            let inverse = map.need("inverse", self.reader.faults).and_then(|node| self.reader.text(node));
            let link = LinkKind {
                inverse: inverse.unwrap_or_default(),
                label: self.reader.needed_label(&map, "label"),
                inverse_label: self.reader.label_of(&map, "inverse_label"),
            };
            links.insert(name.text.clone(), link);
        }
        links
    }

    /// `{htcds: {our_field: itsField}}`.
    fn export(&mut self, node: &Node) -> BTreeMap<String, BTreeMap<String, String>> {
        let mut found = BTreeMap::new();
        for (standard, fields) in node.entries() {
            known_standard(self.reader, &standard.text, standard.at);
            for (field, _) in fields.entries() {
                self.references.push((field.at, Reference::Field(field.text.clone())));
            }
            found.insert(standard.text.clone(), self.reader.texts(fields));
        }
        found
    }
}

/// Names a standard we do not know, unless it is an association's own (`x_…`).
pub(super) fn known_standard(reader: &mut Reader<'_>, standard: &str, at: Place) {
    if !keys::STANDARDS.contains(&standard) && !standard.starts_with("x_") {
        let known = keys::STANDARDS.join(", ");
        let message = format!("`{standard}` is no standard we know ({known}); one of your own begins with `x_`");
        reader.faults.add(at, message);
    }
}
