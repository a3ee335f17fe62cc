//! A published page, read from its answers.

use crate::markdown;
use casework::publish::Published;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Words a minute that people read without haste.
const WORDS_A_MINUTE: usize = 200;

/// A page in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its record.
    pub record: Uuid,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its title in menus.
    pub menu_title: String,
    /// Two sentences that say it all.
    pub lead: String,
    /// Part of the site.
    pub section: String,
    /// Place in its section.
    pub order: i64,
    /// True when menus list it.
    pub menu: bool,
    /// The page it stands below.
    pub parent: Option<Uuid>,
    /// True when the exit stays in view, and the title says nothing.
    pub stay: bool,
    /// The right of the child it is about, if one.
    pub right: String,
    /// When it was last published, microseconds.
    pub published: i64,
    /// Where it stood on an earlier website, one address a line.
    pub old_addresses: String,
    /// What it is made of.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// Code of `block_type`.
    pub kind: String,
    /// Heading, may be empty.
    pub heading: String,
    /// Markdown, may be empty.
    pub body: String,
    /// Pages it links to, with a line about each.
    pub links: Vec<(Uuid, String)>,
    /// Code of the drawing.
    pub drawing: String,
    /// What the drawing shows.
    pub alternative: String,
    /// Countries whose numbers it shows.
    pub countries: Vec<String>,
}

impl Page {
    /// Reads a publication. What it does not know is left out: a page published by a newer program still shows.
    pub fn read(one: &Published) -> Self {
        let answers = Answers(&one.body);
        let title = one.title.clone();
        let menu_title =
            Some(answers.text("menu_title")).filter(|title| !title.is_empty()).unwrap_or_else(|| title.clone());
        Self {
            record: one.record,
            slug: one.slug.clone(),
            menu_title,
            lead: answers.text("lead"),
            section: answers.text("section"),
            order: answers.whole("order"),
            menu: answers.text("menu") == "yes",
            parent: answers.text("parent").parse().ok(),
            stay: answers.text("keep_exit_in_view") == "yes",
            right: answers.text("right"),
            published: one.published,
            old_addresses: answers.text("old_addresses"),
            blocks: answers.rows("blocks").iter().map(|row| Block::read(&answers, row)).collect(),
            title,
        }
    }

    /// Minutes it takes to read, at least one.
    pub fn minutes(&self) -> usize {
        let notes = |block: &Block| block.links.iter().map(|(_, note)| markdown::words(note)).sum::<usize>();
        let block = |block: &Block| markdown::words(&block.heading) + markdown::words(&block.body) + notes(block);
        let words = markdown::words(&self.lead) + self.blocks.iter().map(block).sum::<usize>();
        words.div_ceil(WORDS_A_MINUTE).max(1)
    }
}

impl Block {
    fn read(answers: &Answers<'_>, row: &str) -> Self {
        let text = |field: &str| answers.text(&format!("{row}/{field}"));
        let links = answers.rows(&format!("{row}/links"));
        let link = |link: &String| {
            Some((answers.text(&format!("{link}/page")).parse().ok()?, answers.text(&format!("{link}/note"))))
        };
        Self {
            kind: text("type"),
            heading: text("heading"),
            body: text("body"),
            links: links.iter().filter_map(link).collect(),
            drawing: text("drawing"),
            alternative: text("alternative"),
            countries: answers.list(&format!("{row}/countries")),
        }
    }
}

/// The answers of a publication, by path.
struct Answers<'a>(&'a Map<String, Value>);

impl Answers<'_> {
    fn text(&self, path: &str) -> String {
        self.0.get(path).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn whole(&self, path: &str) -> i64 {
        match self.0.get(path) {
            Some(Value::Number(number)) => number.as_i64().unwrap_or(0),
            Some(Value::String(text)) => text.parse().unwrap_or(0),
            _ => 0,
        }
    }

    fn list(&self, path: &str) -> Vec<String> {
        let codes = self.0.get(path).and_then(Value::as_array);
        codes.into_iter().flatten().filter_map(|code| code.as_str().map(str::to_owned)).collect()
    }

    /// The rows of a repeat as beginnings of paths, in the order of their ids.
    fn rows(&self, repeat: &str) -> Vec<String> {
        let start = format!("{repeat}/");
        let ids = self.0.keys().filter_map(|path| path.strip_prefix(&start)?.split('/').next());
        let rows: BTreeMap<&str, ()> = ids.map(|id| (id, ())).collect();
        rows.into_keys().map(|id| format!("{start}{id}")).collect()
    }
}
