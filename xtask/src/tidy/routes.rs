//! Every page is in docs/pages.md, the list of what a reader has looked at.

use super::{Fault, Tree};

const ROUTES: &str = "crates/web/src/routes.rs";
const PAGES: &str = "docs/pages.md";
/// Routes that answer with something else than a page.
const NO_PAGES: &[&str] = &["/assets/", "/healthz", "/metrics", "/media/", "/api/"];
/// Addresses that only lead to a page.
const ONLY_LEAD: &[&str] = &["/", "/en", "/fr", "/ne"];
/// Ends of addresses that give a file.
const FILES: &[&str] = &["/xlsform", "/desk/file/{}", ".xml", ".txt"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let (Some(routes), Some(listed)) = (tree.text(ROUTES), tree.text(PAGES)) else {
        return vec![Fault::new(PAGES, format!("it or {ROUTES} is missing"))];
    };
    let mut faults = Vec::new();
    for path in pages(routes) {
        if !listed.contains(&format!("`{path}`")) {
            faults.push(Fault::new(PAGES, format!("`{path}` of {ROUTES} has no row")));
        }
    }
    let addresses: Vec<&str> = pages(routes).collect();
    for path in listed.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()) {
        if !addresses.contains(&path) {
            faults.push(Fault::new(PAGES, format!("`{path}` is no page")));
        }
    }
    faults
}

/// What a browser can open.
fn pages(routes: &str) -> impl Iterator<Item = &str> {
    let is_page = |path: &str| {
        let other = NO_PAGES.iter().any(|start| path.starts_with(start)) || FILES.iter().any(|end| path.ends_with(end));
        !other && !ONLY_LEAD.contains(&path)
    };
    all(routes).filter(move |(method, path)| *method == "get" && is_page(path)).map(|(_, path)| path)
}

/// Method and path of each route, as the table writes them: `get("/desk/", …`.
fn all(routes: &str) -> impl Iterator<Item = (&str, &str)> {
    routes.lines().filter_map(|line| {
        let line = line.trim();
        let (method, rest) = line.split_once("(\"")?;
        let path = rest.split('"').next()?;
        (matches!(method, "get" | "post") && path.starts_with('/')).then_some((method, path))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "    get(\"/desk/\", Door::Desk, a),\n    post(\"/desk/x\", Door::Desk, b),\n    get(\"/healthz\", c),\n    \
         get(\"/en\", d),\n    get(\"/desk/kinds/{}/xlsform\", e),\n";

    fn count(listed: &str) -> usize {
        check(&Tree::of(&[(ROUTES, TABLE), (PAGES, listed)])).len()
    }

    #[test]
    fn a_page_without_a_row_and_a_row_without_a_page_are_found() {
        assert_eq!(count("| `/desk/` | yes |\n"), 0);
        assert_eq!(count("| desk | yes |\n"), 1);
        assert_eq!(count("| `/desk/` | yes |\n| `/desk/gone` | yes |\n"), 1);
    }
}
