//! Changing a tree in place, as overlays do.

use super::faults::Faults;
use super::tree::{Node, Scalar, Value};

impl Node {
    /// The value of a key, to change it.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Mapping(entries) => entries.iter_mut().find(|(k, _)| k.text == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The list a node is, to add to it or take from it; nothing for anything else.
    pub(super) fn list_mut(&mut self) -> Option<&mut Vec<Node>> {
        if let Value::Sequence(items) = &mut self.value { Some(items) } else { None }
    }

    /// The items of a list, to change them; none for anything else.
    pub(super) fn items_mut(&mut self) -> &mut [Node] {
        if let Value::Sequence(items) = &mut self.value { items } else { &mut [] }
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

/// Notes a fault unless a patch's value is a list.
pub(super) fn is_list(faults: &mut Faults, key: &str, node: &Node) -> bool {
    let right = matches!(node.value, Value::Sequence(_));
    if !right {
        faults.add(node.at, format!("`{key}` is a list, not {}", node.what()));
    }
    right
}

/// Notes a fault unless a patch's value is keys with values.
pub(super) fn is_mapping(faults: &mut Faults, what: &str, node: &Node) -> bool {
    let right = matches!(node.value, Value::Mapping(_));
    if !right {
        faults.add(node.at, format!("{what} is written as names with values, not as {}", node.what()));
    }
    right
}
