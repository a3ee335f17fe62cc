//! Rules and tasks, of a kind's own file and of files that several kinds share.

use super::draft::{Reference, Use};
use super::keys;
use super::reader::{Map, Reader, is_name};
use super::tree::{Node, Place, Value};
use crate::expr::Expression;
use crate::kind::{Event, Otherwise, Rule, TaskRule};

/// Reads rules and tasks for one kind.
pub(super) struct Rules<'s, 'r, 'n> {
    /// Reads single values.
    pub(super) reader: &'s mut Reader<'r>,
    /// Expressions read so far.
    pub(super) uses: Vec<Use<'n>>,
    /// Names of things elsewhere read so far.
    pub(super) references: Vec<(Place, Reference)>,
}

impl<'n> Rules<'_, '_, 'n> {
    /// One rule.
    pub(super) fn rule(&mut self, node: &'n Node) -> Option<Rule> {
        let map = Map::open(node, &keys::RULE, self.reader.faults)?;
        let id = self.id(&map)?;
        let on = map.need("on", self.reader.faults).map_or_else(Vec::new, |events| self.events(events));
        let when = self.expression(&map, "when");
        let require = self.expression(&map, "require");
        if map.get("when").is_none() && map.get("require").is_none() {
            self.reader.faults.add(node.at, format!("the rule `{id}` needs `when`, `require` or both"));
        }
        Some(Rule {
            source: self.reader.text_of(&map, "source"),
            on,
            when,
            require,
            otherwise: map.get("else").and_then(|node| self.otherwise(node)).unwrap_or(Otherwise::Refuse),
            message: self.reader.needed_label(&map, "message"),
            fields: map.get("fields").map_or_else(Vec::new, |node| self.fields(node)),
            safety: self.reader.flag_of(&map, "safety"),
            id,
        })
    }

    /// One task.
    pub(super) fn task(&mut self, node: &'n Node) -> Option<TaskRule> {
        let map = Map::open(node, &keys::TASK, self.reader.faults)?;
        let id = self.id(&map)?;
        let on = map.need("on", self.reader.faults).and_then(|node| self.events(node).into_iter().next());
        let due_node = map.need("due", self.reader.faults);
        let due = due_node.and_then(|node| self.expression_of(node, "due"));
        Some(TaskRule {
            on: on?,
            due: due?,
            r#for: map.need("for", self.reader.faults).map_or_else(String::new, |node| self.who(node)),
            harm: map
                .need("harm", self.reader.faults)
                .and_then(|node| self.reader.number(node, 1..=5))
                .and_then(|harm| u8::try_from(harm).ok())
                .unwrap_or(1),
            until: self.expression(&map, "until"),
            label: self.reader.needed_label(&map, "label"),
            id,
        })
    }

    fn id(&mut self, map: &Map<'n>) -> Option<String> {
        let node = map.need("id", self.reader.faults)?;
        let id = self.reader.text(node)?;
        if !is_name(&id) {
            let message =
                format!("`{id}` cannot be an id: lower-case letters, digits and `_`, beginning with a letter");
            self.reader.faults.add(node.at, message);
        }
        Some(id)
    }

    fn who(&mut self, node: &'n Node) -> String {
        let who = self.reader.text(node).unwrap_or_default();
        if !who.is_empty() && who != "owner" {
            self.references.push((node.at, Reference::Role(who.clone())));
        }
        who
    }

    fn fields(&mut self, node: &'n Node) -> Vec<String> {
        let words = self.reader.words(node);
        self.references.extend(words.iter().map(|(field, at)| (*at, Reference::Field(field.clone()))));
        words.into_iter().map(|(field, _)| field).collect()
    }

    fn expression(&mut self, map: &Map<'n>, key: &'static str) -> Option<Expression> {
        map.get(key).and_then(|node| self.expression_of(node, key))
    }

    fn expression_of(&mut self, node: &'n Node, key: &'static str) -> Option<Expression> {
        let (expression, scalar) = self.reader.expression(node)?;
        let (scope, row) = (String::new(), String::new());
        self.uses.push(Use { expression: expression.clone(), scalar, key, scope, row, list: None, rule: true });
        Some(expression)
    }

    /// One event or a list of them.
    fn events(&mut self, node: &'n Node) -> Vec<Event> {
        match &node.value {
            Value::Sequence(items) => items.iter().filter_map(|item| self.event(item)).collect(),
            _ => self.event(node).into_iter().collect(),
        }
    }

    /// `create`, `change`, `stage:X`, `daily`, or `{at: "${moment}"}`.
    fn event(&mut self, node: &'n Node) -> Option<Event> {
        if let Some(moment) = node.get("at") {
            if node.entries().len() > 1 {
                self.reader.faults.add(node.at, "an event has one key, `at`");
            }
            return self.expression_of(moment, "at").map(Event::At);
        }
        let text = self.reader.text(node)?;
        if let Some(stage) = text.strip_prefix("stage:") {
            let stage = stage.trim().to_owned();
            self.references.push((node.at, Reference::Stage(stage.clone())));
            return Some(Event::Stage(stage));
        }
        match text.as_str() {
            "create" => Some(Event::Create),
            "change" => Some(Event::Change),
            "daily" => Some(Event::Daily),
            _ => {
                let message = format!(
                    "`{text}` is no event; write create, change, stage:NAME, daily or {{at: \"${{a field with a date}}\"}}"
                );
                self.reader.faults.add(node.at, message);
                None
            }
        }
    }

    /// `refuse`, `warn`, `task`, or `move: STAGE`, `revoke: shares`, `notify: ROLE`.
    fn otherwise(&mut self, node: &'n Node) -> Option<Otherwise> {
        let (verb, object) = match &node.value {
            Value::Mapping(entries) if entries.len() == 1 => {
                (entries[0].0.text.clone(), self.reader.text(&entries[0].1)?)
            }
            _ => {
                let text = self.reader.text(node)?;
                match text.split_once(':') {
                    Some((verb, object)) => (verb.trim().to_owned(), object.trim().to_owned()),
                    None => (text, String::new()),
                }
            }
        };
        match (verb.as_str(), object.is_empty()) {
            ("refuse", true) => Some(Otherwise::Refuse),
            ("warn", true) => Some(Otherwise::Warn),
            ("task", true) => Some(Otherwise::Task),
            ("move", false) => {
                self.references.push((node.at, Reference::Stage(object.clone())));
                Some(Otherwise::Move(object))
            }
            ("revoke", false) if object == "shares" => Some(Otherwise::Revoke(object)),
            ("notify", false) => {
                self.references.push((node.at, Reference::Role(object.clone())));
                Some(Otherwise::Notify(object))
            }
            _ => {
                let message = "`else` is refuse, warn, task, {move: STAGE}, {revoke: shares} or {notify: ROLE}";
                self.reader.faults.add(node.at, message);
                None
            }
        }
    }
}
