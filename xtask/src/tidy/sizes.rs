//! No file that someone has to read grows past what can be read at a sitting.

use super::{Fault, Tree};

/// Longest file, in lines (docs/style.md).
const LINES_MAX: usize = 600;
/// What people write and read. Data (code lists, tables, lock files, fixtures) may be long.
const ENDINGS: &[&str] = &[".rs", ".js", ".mjs", ".css", ".html", ".sql", ".py", ".md"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let written = tree.texts().filter(|(path, _)| ENDINGS.iter().any(|ending| path.ends_with(ending)));
    let long = written.filter_map(|(path, text)| {
        let lines = text.lines().count();
        let what = format!("{lines} lines; {LINES_MAX} is the most: split it by idea");
        (lines > LINES_MAX).then(|| Fault::new(path, what))
    });
    long.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_too_much_is_found() {
        let (fits, long) = ("x\n".repeat(600), "x\n".repeat(601));
        let tree = Tree::of(&[("a.rs", &fits), ("b.rs", &long), ("c.csv", &long)]);
        let places: Vec<String> = check(&tree).into_iter().map(|fault| fault.place).collect();
        assert_eq!(places, ["b.rs"]);
    }
}
