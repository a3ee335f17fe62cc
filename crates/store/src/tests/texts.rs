//! The SQL of this crate, and the finder of SQL itself.

use crate::testing::{check_text, check_texts, find, on_sqlite};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn every_text_of_this_crate_runs_on_both_engines() {
    check_texts(env!("CARGO_MANIFEST_DIR"));
}

#[test]
fn a_text_in_no_macro_is_found_and_made_ones_are_not() {
    let source = r##"
        const A: &str = sql!("SELECT \"a\" \
            FROM t");
        let c = '"'; let d = '\''; let e: &'static str = "SELECT no macro"; // "SELECT in a comment"
        let f = format!("SELECT {}", 1);
        let g = sql!(r#"SELECT "b""#);
        let h = "nothing";
#[cfg(test)]
mod tests { const X: &str = "SELECT in a test"; }
"##;
    let found: Vec<_> = find("f", source).into_iter().map(|text| (text.place, text.sql, text.registered)).collect();
    let expected =
        [("f:2", "SELECT \"a\" FROM t", true), ("f:4", "SELECT no macro", false), ("f:6", "SELECT \"b\"", true)]
            .map(|(place, sql, registered)| (place.to_owned(), sql.to_owned(), registered));
    assert_eq!(found, expected);
}

#[test]
fn plans_that_read_a_large_table_whole_are_faults() {
    on_sqlite(|store| {
        let refused = |sql: &str| catch_unwind(AssertUnwindSafe(|| check_text(&store, sql))).is_err();
        for whole in [
            "SELECT count(*) FROM record",
            "SELECT id FROM record WHERE plain = $1",
            "SELECT seq FROM entry WHERE tenant = $1 AND actor = $2",
            "SELECT record FROM facet WHERE kind = $1",
        ] {
            assert!(refused(whole), "{whole}");
        }
        for narrow in [
            "SELECT id FROM record WHERE tenant = $1 AND kind = $2 ORDER BY opened, id LIMIT 50",
            "SELECT record FROM term WHERE tenant = $1 AND term = $2 AND kind = $3",
            "SELECT name FROM site",
            "SELECT count(*) FROM record -- whole: a figure",
        ] {
            assert!(!refused(narrow), "{narrow}");
        }
        assert!(refused("SELECT nothing FROM nowhere"));
    });
}
