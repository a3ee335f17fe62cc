//! Icons of the sprite. A page of the site carries only those it uses, within itself.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

static SPRITE: &str = include_str!("../../../../assets/sprite.svg");

/// Name → the whole symbol.
static SYMBOLS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let symbols = SPRITE.match_indices("<symbol ").filter_map(|(start, _)| {
        let symbol = SPRITE[start..].split_inclusive("</symbol>").next()?;
        let name = symbol.split("id=\"").nth(1)?.split('"').next()?;
        Some((name, symbol))
    });
    symbols.collect()
});

/// True when there is an icon of that name.
pub fn has(name: &str) -> bool {
    SYMBOLS.contains_key(name)
}

/// The symbols of these names.
pub fn symbols(names: &BTreeSet<String>) -> String {
    names.iter().filter_map(|name| SYMBOLS.get(name.as_str()).copied()).collect()
}
