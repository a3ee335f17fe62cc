//! The browser's part under Node: the same dates, answers and consequences as the server's.

use super::filling;
use super::support::{Desktop, MISSION, with_env};
use calendar::{Calendar, Language, PROJECTED_MARGIN, PartialDate, Table, month_name};
use forms::answers;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs a script of `tests/js` with a JSON on its input and gives what it says.
fn node(script: &str, input: &Value) -> String {
    let mut child = Command::new("node")
        .arg("--experimental-default-type=module")
        .arg(root().join("crates/web/tests/js").join(script))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node is needed for the tests of the browser's part; install nodejs 20 or newer");
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_browser_has_the_table_of_the_calendar() {
    let table = Table::embedded();
    let (first, last, known) = (table.first_year(), table.last_year(), table.last_known_year());
    let row = |year| {
        (1..=12).map(|month| table.days_in_month(year, month).unwrap().to_string()).collect::<Vec<_>>().join(", ")
    };
    let longest: Vec<String> = (1..=12)
        .map(|month| (first..=known).map(|year| table.days_in_month(year, month).unwrap()).max().unwrap().to_string())
        .collect();
    let day = answers::bikram_table(table, "en")["day"].clone();
    let mut wanted = format!(
        "export const bikram = {{\n  year: {first},\n  day: {day},\n  known: {known},\n  margin: {PROJECTED_MARGIN},\n  \
         version: {},\n  longest: [{}],\n  months: [\n",
        table.version(),
        longest.join(", ")
    );
    for year in first..=last {
        writeln!(wanted, "    [{}],", row(year)).unwrap();
    }
    wanted.push_str("  ],\n};\n");
    let file = std::fs::read_to_string(root().join("assets/bikram.js")).unwrap();
    let (_, found) = file.split_at(file.find("export").unwrap());
    assert_eq!(found, wanted, "assets/bikram.js is not the table of crates/calendar; write it anew as shown");
}

#[test]
fn dates_mean_the_same_in_the_browser() {
    let table = Table::embedded();
    let mut cases = Vec::new();
    let mut seed: u32 = 7;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    for n in 0..600 {
        let (calendar, cal, first, years) =
            if n % 2 == 0 { (Calendar::BikramSambat, "bs", 1970, 140) } else { (Calendar::Gregorian, "ad", 1915, 140) };
        let year = (first + next(years)).to_string();
        let month = if next(4) == 0 { String::new() } else { next(14).to_string() };
        let day = if month.is_empty() || next(4) == 0 { String::new() } else { next(34).to_string() };
        let estimate = next(6) == 0;
        let date = PartialDate::from_boxes(calendar, &year, &month, &day, estimate, table).ok();
        let beside = |language| date.as_ref().and_then(|date| date.beside(language, table).ok()).unwrap_or_default();
        cases.push(json!({
            "boxes": {"cal": cal, "y": year, "m": month, "d": day, "estimate": estimate},
            "date": date,
            "beside": {"en": beside(Language::English), "fr": beside(Language::French), "ne": beside(Language::Nepali)},
        }));
    }
    let months = |language| {
        let of = |calendar| (1..=12).map(|month| month_name(calendar, month, language)).collect::<Vec<_>>();
        json!({"bs": of(Calendar::BikramSambat), "ad": of(Calendar::Gregorian)})
    };
    let ages: Vec<Value> = (0..=120)
        .flat_map(|years| [("bs", Calendar::BikramSambat), ("ad", Calendar::Gregorian)].map(|(cal, calendar)| (years, cal, calendar)))
        .map(|(years, cal, calendar)| {
            let today = "2026-08-31".parse().unwrap();
            json!({"years": years, "cal": cal, "date": PartialDate::about_years_old(years, today, calendar, table).ok()})
        })
        .collect();
    let names =
        json!({"en": months(Language::English), "fr": months(Language::French), "ne": months(Language::Nepali)});
    assert_eq!(node("dates.js", &json!({"cases": cases, "months": names, "ages": ages})), "843 dates\n");
}

#[test]
fn what_stands_in_the_inputs_is_read_as_the_server_reads_it() {
    let mut desk = Desktop::new("every_type", "en");
    let posted: Vec<(String, String)> = filling::posted().into_iter().flatten().collect();
    filling::post(&mut desk, &crate::form::Scope::All, &posted);
    let html = desk.html(true);
    let pairs = super::support_browser::successful(&html);
    let data: Value = data(&html);
    // A moment keeps the offset of its zone only once the server has read it; as it was drawn it has it.
    node(
        "answers.js",
        &json!({"html": html, "pairs": pairs, "data": data, "wanted": desk.answers, "today": "2026-11-24"}),
    );
}

#[test]
fn rows_and_lists_behave_in_the_browser() {
    assert_eq!(node("rows.js", &Value::Null), "rows\n");
}

fn data(html: &str) -> Value {
    let text = html.split("id=\"form-data\">").nth(1).unwrap().split("</script>").next().unwrap();
    serde_json::from_str(text).unwrap()
}

#[test]
fn what_follows_from_the_answers_is_the_same_in_the_browser() {
    let mut cases = Vec::new();
    let mut data_of_form = Value::Null;
    for (alone, side, brothers) in
        [("yes", "", 0), ("no", "east", 3), ("no", "west", 21), ("", "east", -1), ("yes", "west", 20)]
    {
        let mut desk = Desktop::new("every_type", "en");
        let mut set = |path: &str, value: Value| desk.answers.insert(path.to_owned(), value);
        for (path, text) in [("alone", alone), ("side", side), ("fears", "An aunt"), ("crossing", "biratnagar")] {
            if !text.is_empty() {
                set(path, text.into());
            }
        }
        set("brothers", brothers.into());
        data_of_form = data(&desk.html(true));
        let given = desk.answers.clone();
        let kind = desk.kind.clone();
        let (done, faults) = with_env("en", |env| {
            let done = answers::recompute(&kind, &MISSION, &mut desk.answers, env);
            (done, answers::validate(&kind, &MISSION, &desk.answers, env))
        });
        let choices = with_env("en", |env| answers::choices(&kind, &MISSION, &desk.answers, "crossing", env).len());
        let fault = |path: &str| faults.iter().find(|fault| fault.path == path).map(|fault| fault.code.key());
        cases.push(json!({
            "given": given,
            "answers": desk.answers,
            "relevant": done.relevant,
            "crossings": choices,
            "faults": {"brothers": fault("brothers"), "alone": fault("alone"), "given_name": fault("given_name")},
        }));
    }
    assert_eq!(node("live.js", &json!({"data": data_of_form, "cases": cases})), "5 forms\n");
}
