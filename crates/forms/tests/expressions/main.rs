//! Expressions and answers: values written in fixtures, the browser's evaluator held to the same, and what becomes of
//! answers on their way into a record.

mod answers;
mod browser;
mod cases;
mod form;
mod generate;
mod posted;
mod properties;

/// Our own cases: what `docs/kinds.md` 4 decides, written by hand.
#[test]
fn own_cases() {
    cases::check(include_str!("../fixtures/expressions.jsonl"), 200);
}

/// Cases on which three other programs agree, kept outside the repository.
#[test]
fn cases_of_the_data_folder() {
    let Ok(folder) = std::env::var("CHAUTARI_DATA") else {
        println!("cases_of_the_data_folder was not part of the run: CHAUTARI_DATA is not set");
        return;
    };
    let lines = std::fs::read_to_string(format!("{folder}/expressions/cases.jsonl")).expect("cases.jsonl");
    cases::check(&lines, 300);
}
