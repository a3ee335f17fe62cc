//! The files of all layers, sorted by what they hold and put over one another.

use super::country::{is_country, whole};
use super::draft::Draft;
use super::faults::{Faults, meant};
use super::kind::Known;
use super::reader::{Reader, is_name};
use super::tree::{self, MAX_BYTES, Node, Place};
use super::{Layer, keys, kind, overlay, overlay_codes, places};
use crate::mission;
use std::collections::{BTreeMap, BTreeSet};

/// Files of one loading; a mission has some hundreds.
const MAX_FILES: usize = 20_000;
/// Bytes of all files together.
const MAX_TOTAL: usize = 256 << 20;

/// What the layers hold, each file's tree already patched by the layers above.
#[derive(Default)]
pub(super) struct Files {
    /// Kinds by name: strand and tree.
    pub(super) kinds: BTreeMap<String, (String, Node)>,
    /// Names of kinds that have a file, readable or not.
    pub(super) kind_names: BTreeMap<String, (String, Place)>,
    /// Fields that overlays hide, by kind.
    hidden: BTreeMap<String, BTreeSet<String>>,
    /// Files of shared rules, by path.
    pub(super) rules: BTreeMap<String, Node>,
    /// Code lists by name.
    pub(super) lists: BTreeMap<String, Node>,
    /// Names of lists that have a file, readable or not.
    pub(super) list_names: BTreeSet<String>,
    /// Countries by code.
    pub(super) countries: BTreeMap<String, Node>,
    /// Places of all countries by code.
    pub(super) places: BTreeMap<String, mission::Place>,
    /// `roles.yaml`.
    pub(super) roles: Option<Node>,
    /// `settings.yaml`.
    pub(super) settings: Option<Node>,
    /// `rights.yaml`.
    pub(super) rights: Option<Node>,
}

/// What a path holds.
enum Slot<'p> {
    Kind(&'p str, &'p str),
    Rules,
    List(&'p str),
    Country(&'p str),
    Places,
    Roles,
    Settings,
    Rights,
    Content,
    Later,
}

impl Files {
    /// Reads all files, the lowest layer first, each layer's in the order of their paths.
    pub(super) fn gather(layers: &[Layer<'_>], faults: &mut Faults) -> Self {
        let mut found = Self::default();
        let mut places = BTreeMap::new();
        let (mut count, mut total) = (0, 0_usize);
        for (number, layer) in layers.iter().enumerate() {
            let mut files: Vec<&(String, Vec<u8>)> = layer.files.iter().collect();
            files.sort_by(|a, b| a.0.cmp(&b.0));
            for (path, bytes) in files {
                (count, total) = (count + 1, total.saturating_add(bytes.len()));
                if count > MAX_FILES || total > MAX_TOTAL {
                    let file = faults.file(&format!("{}/{path}", layer.name), number, String::new());
                    faults
                        .add(whole(file), format!("the mission has more than {MAX_FILES} files or {MAX_TOTAL} bytes"));
                    return found;
                }
                found.file(faults, &mut places, number, (layer.name, path), bytes);
            }
        }
        check_places(faults, &places);
        found.places = places.into_iter().map(|(code, (place, _))| (code, place)).collect();
        found
    }

    fn file(
        &mut self,
        faults: &mut Faults,
        places: &mut BTreeMap<String, (mission::Place, Place)>,
        layer: usize,
        (layer_name, path): (&str, &str),
        bytes: &[u8],
    ) {
        let name = format!("{layer_name}/{path}");
        let text = if bytes.len() > MAX_BYTES { None } else { std::str::from_utf8(bytes).ok() };
        let file = faults.file(&name, layer, text.unwrap_or_default().to_owned());
        let slot = match slot(path) {
            Ok(slot) => slot,
            Err(message) => return faults.add(whole(file), message),
        };
        if let Slot::Kind(strand, kind) = slot
            && !self.note_kind(faults, strand, kind, whole(file))
        {
            return;
        }
        if let Slot::List(list) = slot {
            self.list_names.insert(list.to_owned());
        }
        let Some(text) = text else {
            let why =
                if bytes.len() > MAX_BYTES { "the file is larger than 4 MiB" } else { "the file is not UTF-8 text" };
            return faults.add(whole(file), why);
        };
        match slot {
            Slot::Later => faults.warn(whole(file), "indicators and reports are kept, but not read by this version"),
            Slot::Places => {
                let rows = places::read(faults, file, text);
                places.extend(rows.into_iter().map(|(place, at)| (place.code.clone(), (place, at))));
            }
            _ => {
                if let Some(node) = tree::parse(file, text, faults) {
                    self.put(faults, &slot, path, node);
                }
            }
        }
    }

    /// Notes a kind's file; false, with a fault, when a kind of that name stands in another strand.
    fn note_kind(&mut self, faults: &mut Faults, strand: &str, kind: &str, at: Place) -> bool {
        match self.kind_names.get(kind) {
            Some((other, _)) if other != strand => {
                let message = format!("`{kind}` is also a kind of {other}/; a kind's name is unique over the strands");
                faults.add(at, message);
                false
            }
            Some(_) => true,
            None => self.kind_names.insert(kind.to_owned(), (strand.to_owned(), at)).is_none(),
        }
    }

    /// Takes a tree in, or puts it over the one of a lower layer.
    fn put(&mut self, faults: &mut Faults, slot: &Slot<'_>, path: &str, node: Node) {
        match slot {
            Slot::Kind(strand, name) => match self.kinds.get_mut(*name) {
                Some((_, base)) => {
                    overlay::kind(faults, base, &node, self.hidden.entry((*name).to_owned()).or_default());
                }
                None => {
                    self.kinds.insert((*name).to_owned(), ((*strand).to_owned(), node));
                }
            },
            Slot::Rules => match self.rules.get_mut(path) {
                Some(base) => over_rules(faults, base, &node),
                None => {
                    self.rules.insert(path.to_owned(), node);
                }
            },
            Slot::List(name) => match self.lists.get_mut(*name) {
                Some(base) => overlay_codes::list(faults, base, &node),
                None => {
                    self.lists.insert((*name).to_owned(), node);
                }
            },
            Slot::Country(code) => match self.countries.get_mut(*code) {
                Some(base) => overlay_codes::country(faults, base, &node),
                None => {
                    self.countries.insert((*code).to_owned(), node);
                }
            },
            Slot::Roles => over(&mut self.roles, node, |base, node| overlay_codes::roles(faults, base, &node)),
            Slot::Settings => over(&mut self.settings, node, |base, node| overlay_codes::settings(faults, base, &node)),
            Slot::Rights => over(&mut self.rights, node, |base, node| overlay_codes::rights(faults, base, &node)),
            Slot::Places | Slot::Content | Slot::Later => {}
        }
    }

    /// Reads every kind, with the shared rules that name it or that it names.
    pub(super) fn drafts<'n>(&'n self, reader: &mut Reader<'_>) -> Vec<Draft<'n>> {
        let mut drafts = Vec::new();
        for (name, (strand, root)) in &self.kinds {
            let known = Known {
                name: name.clone(),
                strand: strand.clone(),
                hidden: self.hidden.get(name).cloned().unwrap_or_default(),
                shared_rules: self.shared("rules", name, root),
                shared_tasks: self.shared("tasks", name, root),
            };
            drafts.extend(kind::read(reader, root, known));
        }
        drafts
    }

    /// Rules or tasks of shared files that name the kind, or whose id its file names.
    fn shared<'n>(&'n self, key: &str, name: &str, root: &Node) -> Vec<&'n Node> {
        let named: BTreeSet<&str> = root.get(key).map_or(&[][..], Node::items).iter().filter_map(Node::raw).collect();
        let all = self.rules.values().flat_map(|file| file.get(key).map_or(&[][..], Node::items));
        all.filter(|node| {
            let kinds = node.get("kinds").map_or(&[][..], Node::items);
            kinds.iter().any(|kind| kind.raw() == Some(name))
                || node.get("id").and_then(Node::raw).is_some_and(|id| named.contains(id))
        })
        .collect()
    }
}

fn over(slot: &mut Option<Node>, node: Node, put: impl FnOnce(&mut Node, Node)) {
    match slot {
        Some(base) => put(base, node),
        None => *slot = Some(node),
    }
}

/// A shared rule file of a higher layer: new rules and tasks are added, words of known ones changed.
fn over_rules(faults: &mut Faults, base: &mut Node, patch: &Node) {
    for (key, value) in patch.entries().iter().filter(|(key, _)| keys::RULES_FILE.keys.contains(&key.text.as_str())) {
        if key.text == "rules" {
            overlay::rules(faults, base, key, value);
        } else {
            overlay::append(faults, base, key, value);
        }
    }
    super::reader::Map::open(patch, &keys::RULES_FILE, faults);
}

fn slot(path: &str) -> Result<Slot<'_>, String> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["roles.yaml"] => Ok(Slot::Roles),
        ["rights.yaml"] => Ok(Slot::Rights),
        ["settings.yaml"] => Ok(Slot::Settings),
        ["codes", file] => stem(file).map(Slot::List),
        ["countries", code, "country.yaml"] if is_country(code) => Ok(Slot::Country(code)),
        ["countries", code, "places.csv"] if is_country(code) => Ok(Slot::Places),
        ["countries", ..] => {
            Err("a country's files are countries/<two lower-case letters>/country.yaml and places.csv".into())
        }
        ["indicators" | "reports", ..] => Ok(Slot::Later),
        [strand, "content", file] if keys::STRANDS.contains(strand) => stem(file).map(|_| Slot::Content),
        [strand, "rules", file] if keys::STRANDS.contains(strand) => stem(file).map(|_| Slot::Rules),
        [strand, file] if keys::STRANDS.contains(strand) => stem(file).map(|name| Slot::Kind(strand, name)),
        [first, ..] => {
            let known = keys::STRANDS.into_iter().chain(["codes", "countries", "indicators", "reports"]);
            let files = ["roles.yaml", "rights.yaml", "settings.yaml"];
            let hint = meant(first, known.clone().chain(files));
            let all: Vec<&str> = known.collect();
            Err(format!(
                "there is no place for this file in a mission{hint} (folders: {}; files: {})",
                all.join(", "),
                files.join(", ")
            ))
        }
        [] => Err("the file has no name".into()),
    }
}

/// The name of a YAML file without its ending.
fn stem(file: &str) -> Result<&str, String> {
    file.strip_suffix(".yaml").filter(|stem| is_name(stem)).ok_or_else(|| {
        format!("`{file}` is no file of a mission: lower-case letters, digits and `_`, with `.yaml` at the end")
    })
}

/// A place lies in a place that exists, and no place lies in itself by any way round.
fn check_places(faults: &mut Faults, places: &BTreeMap<String, (mission::Place, Place)>) {
    for (place, at) in places.values() {
        if place.within.is_empty() {
            continue;
        }
        let mut steps = 0;
        let mut above = Some(place.within.as_str());
        while let Some(code) = above.filter(|code| !code.is_empty()) {
            steps += 1;
            let next = places.get(code).map(|(place, _)| place.within.as_str());
            if next.is_none() && steps == 1 {
                faults.add(*at, format!("the place `{}` lies within `{code}`, which is not in the list", place.code));
            }
            if steps > 12 {
                faults.add(*at, format!("the place `{}` lies within itself by a way round", place.code));
                break;
            }
            above = next;
        }
    }
}
