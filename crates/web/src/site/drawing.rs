//! Drawings. They are part of the page, so that they follow its colours, light or dark, and cost no request.

use super::around::Around;
use super::page::Block;

/// Where the drawing's words go.
const WORDS: &str = "<!--words-->";

static CHAUTARI: &str = include_str!("../../templates/site/chautari.svg");

/// The SVG of a block's drawing, with its words as title and description. `number` keeps the names within several
/// drawings of one page apart. `None` for a drawing that this program does not have.
pub fn svg(around: &Around<'_>, block: &Block, number: usize) -> Option<String> {
    let drawing = match block.drawing.as_str() {
        "chautari" => CHAUTARI,
        _ => return None,
    };
    let label =
        around.mission.codes.get("page_drawing").and_then(|list| list.code(&block.drawing)).map(|code| &code.label);
    let title = escaped(label.map_or("", |label| label.get(around.language)));
    let start = if number == 0 { "sc-".to_owned() } else { format!("sc{number}-") };
    let alternative = escaped(&block.alternative);
    let words = format!("<title id=\"{start}t\">{title}</title><desc id=\"{start}d\">{alternative}</desc>");
    Some(drawing.trim_end().replace("sc-", &start).replacen(WORDS, &words, 1))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
