//! Expressions give the values that are written in fixtures.

mod support;

/// Cases on which three other programs agree, kept outside the repository.
#[test]
fn cases_of_the_data_folder() {
    let Ok(folder) = std::env::var("CHAUTARI_DATA") else {
        println!("cases_of_the_data_folder was not part of the run: CHAUTARI_DATA is not set");
        return;
    };
    let lines = std::fs::read_to_string(format!("{folder}/expressions/cases.jsonl")).expect("cases.jsonl");
    let (faults, count) = support::faults(&lines);
    assert!(count > 300, "only {count} cases");
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
}
