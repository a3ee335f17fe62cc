//! Whatever is handed in ends in a mission or in faults, soon, and never in a panic.

use super::{faults, load_with};
use crate::load::{Layer, load};
use proptest::prelude::*;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 300,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

#[test]
fn bytes_that_are_no_text_and_files_too_large_are_refused() {
    let files = vec![
        ("shared/a.yaml".to_owned(), vec![0xff, 0xfe, 0x00]),
        ("shared/b.yaml".to_owned(), vec![b' '; (4 << 20) + 1]),
    ];
    let found = load(&[Layer { name: "response", files }]).expect_err("neither can be read");
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        ["response/shared/a.yaml: the file is not UTF-8 text", "response/shared/b.yaml: the file is larger than 4 MiB"]
    );
}

#[test]
fn repeats_may_nest_far_but_not_without_end() {
    let nested = |levels: usize| {
        let open = "{type: repeat, name: r, label: {en: R}, survey: [".repeat(levels);
        let close = "]}".repeat(levels);
        format!("label: {{en: K}}\nabout: none\nsurvey: [{open}{{type: integer, name: a, label: {{en: A}}}}{close}]\n")
    };
    let mission =
        load_with(&[("site/k.yaml", &nested(120))], &[]).expect("a hundred and twenty levels are read").mission;
    assert!(mission.kinds["k"].field(&format!("{}a", "r/1/".repeat(120))).is_some());
    assert_eq!(faults(&[("site/k.yaml", &nested(5000))]).len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_brings_no_further_faults_with_it() {
    let roles = "worker:\n  label: {en: W}\n  second_factor: true\n  grants:\n    - {kinds: [case], do: [view], where: site, only: [given_name], stages: [open]}\n";
    let found = faults(&[("protection/case.yaml", "label: [\n"), ("roles.yaml", roles)]);
    assert!(found.len() == 1 && found[0].starts_with("response/protection/case.yaml:"), "{found:?}");
}

#[test]
fn forms_and_patches_have_a_largest_size() {
    let rows: String = (0..5001).map(|n| format!("  - {{type: yes_no, name: a{n}, label: {{en: A}}}}\n")).collect();
    assert_eq!(super::survey(&rows), ["4:3: a form has at most 5000 rows; split it into several kinds"]);
    let names: String = (0..2001).map(|n| format!("  a{n}: {{}}\n")).collect();
    let found = load_with(&[], &[("protection/case.yaml", &format!("fields:\n{names}"))]).expect_err("too many");
    assert_eq!(found, ["overlay/protection/case.yaml:2:3: a patch holds at most 2000 changes of a sort"]);
    let circles: String =
        (0..300).map(|n| format!("  - {{type: calculate, name: a{n}, calculation: \"${{a{n}}}\"}}\n")).collect();
    assert_eq!(super::survey(&circles).len(), 20);
}

#[test]
fn many_faults_are_counted_and_not_all_kept() {
    let rows: String = (0..3000).map(|n| format!("  - {{type: txet, name: a{n}}}\n")).collect();
    let found = super::survey(&rows);
    assert_eq!(found.len(), 2001);
    assert!(found[2000].contains("more faults are not listed"));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_damaged_file_never_panics(at in 0usize..600, cut in 0usize..40, put in "[ -~\n]{0,12}") {
        for (path, text) in super::BASE {
            let mut damaged = text.to_owned();
            let start = (0..=at.min(damaged.len())).rev().find(|i| damaged.is_char_boundary(*i)).unwrap_or(0);
            let end = (start..=(start + cut).min(damaged.len())).rev().find(|i| damaged.is_char_boundary(*i)).unwrap_or(start);
            damaged.replace_range(start..end, &put);
            let _outcome = faults(&[(path, &damaged)]);
            let _patched = load_with(&[], &[(path, &damaged)]);
        }
    }

    #[test]
    fn any_text_under_any_path_never_panics(path in "(shared|codes|countries/np|site/rules)/[a-z.]{1,12}", text in "\\PC{0,200}") {
        let _outcome = faults(&[(&path, &text)]);
    }
}
