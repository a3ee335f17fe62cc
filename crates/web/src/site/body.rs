//! A page's blocks laid out: what stands in the column of text, what across the page, what beside it, what ends it.

use super::around::{Around, WORK};
use super::numbers::{self, Number};
use super::page::{Block, Page};
use super::{drawing, icons};
use std::collections::BTreeSet;

/// The section whose pages show their numbers large, in the text.
const HELP: &str = "help";

/// A page laid out.
#[derive(Default)]
pub struct Body {
    /// The column of text at the start.
    pub opening: Vec<Part>,
    /// What follows across the page.
    pub wide: Vec<Part>,
    /// Last words of a page that has parts across it: they stand on the seat, below "Read on".
    pub closing: Option<Prose>,
    /// Heading of the numbers beside the text; empty when the text shows numbers itself.
    pub beside: String,
    /// Numbers beside the text.
    pub numbers: Vec<Number>,
    /// Icons that these parts use.
    pub icons: BTreeSet<String>,
}

/// A part of a page.
pub enum Part {
    /// A drawing, as SVG.
    Drawing(String),
    /// Texts one after another.
    Text(Vec<Prose>),
    /// Numbers to call, large.
    Numbers(Heading, Vec<Number>),
    /// The responses, as a table.
    Five(Heading, Vec<Line>),
    /// Other pages, each with a line about it.
    Links(Heading, Vec<Line>),
}

/// A text with its heading, and the rights where it speaks of them.
pub struct Prose {
    /// Heading.
    pub heading: Heading,
    /// The six rights, before the text.
    pub rights: Vec<Line>,
}

/// A heading and the text under it.
pub struct Heading {
    /// Its name within the page.
    pub id: String,
    /// What it says, may be empty.
    pub text: String,
    /// HTML of the text under it, may be empty.
    pub html: String,
}

/// Something with a name, an address and a line about it.
pub struct Line {
    /// Icon, empty for none.
    pub icon: String,
    /// Where it leads, empty for nowhere.
    pub address: String,
    /// Name.
    pub name: String,
    /// One line about it.
    pub about: String,
}

impl Body {
    /// Lays out a page.
    pub fn new(around: &Around<'_>, page: &Page) -> Self {
        let mut body = Self::default();
        let mut blocks: Vec<(usize, &Block)> = page.blocks.iter().enumerate().collect();
        let across = |block: &Block| matches!(block.kind.as_str(), "five" | "links");
        if let Some((number, block)) = blocks.last().copied()
            && block.kind == "text"
            && !block.heading.is_empty()
            && blocks.iter().any(|(_, block)| across(block))
        {
            body.closing = Some(Prose { heading: heading(around, block, number), rights: Vec::new() });
            blocks.pop();
        }
        body.put_numbers_beside(around, page, &mut blocks);
        let mut drawings = 0;
        for (number, block) in blocks {
            let Some(part) = body.part(around, number, block, &mut drawings) else { continue };
            let opening = body.wide.is_empty() && !across(block);
            add(if opening { &mut body.opening } else { &mut body.wide }, part);
        }
        body
    }

    /// Numbers stand beside the text, but on the pages of help, where they are the text.
    fn put_numbers_beside(&mut self, around: &Around<'_>, page: &Page, blocks: &mut Vec<(usize, &Block)>) {
        let own = blocks.iter().position(|(_, block)| block.kind == "help");
        if own.is_some() && page.section == HELP {
            return;
        }
        let block = own.map(|at| blocks.remove(at).1);
        let heading = block.map(|block| block.heading.clone()).filter(|heading| !heading.is_empty());
        self.beside = heading.unwrap_or_else(|| around.words.say("site-need-help"));
        self.numbers = numbers::few(around, &numbers::countries(around));
    }

    fn part(&mut self, around: &Around<'_>, number: usize, block: &Block, drawings: &mut usize) -> Option<Part> {
        let heading = || heading(around, block, number);
        match block.kind.as_str() {
            "text" => Some(Part::Text(vec![Prose { heading: heading(), rights: Vec::new() }])),
            "rights" => Some(Part::Text(vec![Prose { heading: heading(), rights: self.rights(around) }])),
            "five" => {
                let lines = self.five(around);
                (!lines.is_empty()).then(|| Part::Five(Heading { id: "five".into(), ..heading() }, lines))
            }
            "links" => {
                let lines = links(around, block);
                (!lines.is_empty()).then(|| Part::Links(heading(), lines))
            }
            "help" => {
                let all = numbers::countries(around);
                let numbers = numbers::list(around, if block.countries.is_empty() { &all } else { &block.countries });
                (!numbers.is_empty()).then(|| Part::Numbers(heading(), numbers))
            }
            "drawing" => {
                let svg = drawing::svg(around, block, *drawings)?;
                *drawings += 1;
                Some(Part::Drawing(svg))
            }
            // A figure is drawn when it is approved, with what was counted; what this program does not know is not.
            _ => None,
        }
    }

    fn rights(&mut self, around: &Around<'_>) -> Vec<Line> {
        let rights = around.mission.rights.iter().map(|right| {
            let page = around.map.pages(around.language).iter().find(|page| page.right == right.code);
            Line {
                icon: format!("i-{}", right.code),
                address: page.map(|page| around.address(page)).unwrap_or_default(),
                name: right.label.get(around.language).to_owned(),
                about: right.hint.get(around.language).to_owned(),
            }
        });
        let rights: Vec<Line> = rights.collect();
        self.icons.extend(rights.iter().map(|line| line.icon.clone()));
        rights
    }

    /// The pages of our work in menus. Each has the icon that bears its English address.
    fn five(&mut self, around: &Around<'_>) -> Vec<Line> {
        let lines = around.in_menu(WORK).map(|page| {
            let english = around.map.page("en", page.record).map_or("", |english| english.slug.as_str());
            let icon = Some(format!("i-{english}")).filter(|icon| icons::has(icon)).unwrap_or_else(|| "i-paper".into());
            Line { icon, address: around.address(page), name: page.menu_title.clone(), about: page.lead.clone() }
        });
        let lines: Vec<Line> = lines.collect();
        self.icons.extend(lines.iter().map(|line| line.icon.clone()));
        lines
    }
}

fn heading(around: &Around<'_>, block: &Block, number: usize) -> Heading {
    Heading { id: format!("b{number}"), text: block.heading.clone(), html: around.markdown(&block.body) }
}

fn links(around: &Around<'_>, block: &Block) -> Vec<Line> {
    let link = |(record, note): &(_, String)| {
        let page = around.map.page(around.language, *record)?;
        Some(Line { icon: String::new(), address: around.address(page), name: page.title.clone(), about: note.clone() })
    };
    block.links.iter().filter_map(link).collect()
}

/// Adds a part; texts that follow one another are one part.
fn add(parts: &mut Vec<Part>, part: Part) {
    match (parts.last_mut(), part) {
        (Some(Part::Text(before)), Part::Text(more)) => before.extend(more),
        (_, part) => parts.push(part),
    }
}
