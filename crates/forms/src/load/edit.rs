//! Changing a tree in place, as overlays do.

use super::tree::{Node, Scalar, Value};

impl Node {
    /// The value of a key, to change it.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Mapping(entries) => entries.iter_mut().find(|(k, _)| k.text == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The items of a list, to change them; an empty list for anything else.
    pub(super) fn items_mut(&mut self) -> &mut Vec<Node> {
        if !matches!(self.value, Value::Sequence(_)) {
            self.value = Value::Sequence(Vec::new());
        }
        match &mut self.value {
            Value::Sequence(items) => items,
            _ => unreachable!("the value was made a list above"),
        }
    }

    /// Gives a key its value, replacing the one it has.
    pub(super) fn set(&mut self, key: Scalar, node: Node) {
        if let Value::Mapping(entries) = &mut self.value {
            match entries.iter_mut().find(|(k, _)| k.text == key.text) {
                Some(entry) => *entry = (key, node),
                None => entries.push((key, node)),
            }
        }
    }

    /// Removes a key and gives its value.
    pub(super) fn take(&mut self, key: &str) -> Option<Node> {
        match &mut self.value {
            Value::Mapping(entries) => {
                let at = entries.iter().position(|(k, _)| k.text == key)?;
                Some(entries.remove(at).1)
            }
            _ => None,
        }
    }

    /// True when a key is `true`.
    pub(super) fn is_true(&self, key: &str) -> bool {
        self.get(key).and_then(Node::raw) == Some("true")
    }

    pub(super) fn has_id(&self, id: &str) -> bool {
        self.get("id").and_then(Node::raw) == Some(id)
    }
}
