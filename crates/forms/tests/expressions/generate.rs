//! Random expressions over random answers, the same for the same seed, each with the value found here.

use crate::cases::{run, zone};
use crate::form::row;
use forms::expr::Value;
use serde_json::{Map, Value as Json, json};

/// `count` cases.
pub fn cases(seed: u64, count: usize) -> Vec<Json> {
    let mut dice = Dice(seed);
    (0..count).map(|_| case(&mut dice)).collect()
}

fn case(dice: &mut Dice) -> Json {
    let (answers, places) = answers(dice);
    let depth = 2 + dice.below(3);
    let inexact = dice.below(12) == 0;
    let expr = if inexact {
        // Mathematics libraries may differ in the last digit, so these are not made into texts.
        let name = dice.pick(&["sin", "cos", "tan", "atan", "exp", "log", "log10", "sqrt", "exp10", "asin", "acos"]);
        format!("{name}({})", number(dice, 2))
    } else {
        any(dice, depth)
    };
    let mut case = json!({
        "expr": expr,
        "answers": answers,
        "at": dice.pick(&places),
        "zone": dice.pick(&["UTC", "+05:45", "-03:30", "America/New_York"]),
        "today": dice.pick(&["2026-11-24", "2024-02-29", "2025-03-01"]),
        "language": dice.pick(&["en", "ne"]),
        "settings": { "limit": 7, "days": ["sat", "sun"] },
        "roles": ["nurse"],
    });
    match run(&case) {
        Err(_) => case["type"] = "error".into(),
        Ok(value) => {
            let zone = zone(&case);
            case["type"] = if inexact { "near" } else { "all" }.into();
            case["text"] = value.text().into();
            case["truth"] = value.truth().into();
            let number = value.number(&zone);
            case["number"] = if number.is_finite() { number.into() } else { Value::Number(number).text().into() };
        }
    }
    case
}

/// SplitMix64, by Steele, Lea and Flood.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(limit).expect("it is written so")).expect("it is written so")
    }

    pub fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())].clone()
    }
}

/// Answers to the tests' form, and paths in it where an expression can stand.
pub fn answers(dice: &mut Dice) -> (Map<String, Json>, Vec<String>) {
    let mut map = Map::new();
    let mut places = vec![String::new(), "name".into(), "born".into(), "tally".into()];
    for name in
        ["name", "province", "remark", "with_whom", "topic", "topics", "weight", "mood", "tally", "born", "seen"]
    {
        put(&mut map, name, name, dice);
    }
    for kid in 1..=dice.below(4) {
        let kid = format!("kids/{}", row(u32::try_from(kid).expect("it is written so")));
        map.insert(kid.clone(), json!({}));
        places.extend([format!("{kid}/age"), format!("{kid}/nick")]);
        put(&mut map, &format!("{kid}/age"), "tally", dice);
        put(&mut map, &format!("{kid}/nick"), "name", dice);
        for toy in 1..=dice.below(3) {
            let toy = format!("{kid}/toys/{}", row(u32::try_from(toy).expect("it is written so")));
            map.insert(toy.clone(), json!({}));
            places.push(format!("{toy}/cost"));
            put(&mut map, &format!("{toy}/toy"), "name", dice);
            put(&mut map, &format!("{toy}/cost"), "weight", dice);
        }
    }
    (map, places)
}

fn put(map: &mut Map<String, Json>, path: &str, like: &str, dice: &mut Dice) {
    if dice.below(4) == 0 {
        return;
    }
    if dice.below(8) == 0 {
        map.insert(path.into(), json!({ "missing": dice.pick(&["unknown", "not_asked", "refused"]) }));
        return;
    }
    let answer = match like {
        "weight" | "mood" => json!(dice.pick(&["1.50", "0", "-3.25", "0.1", "100", "2.005"])),
        "tally" => json!(dice.pick(&[0, 1, -7, 42, 1999])),
        "born" => date(dice),
        "seen" => json!(dice.pick(&[
            "2024-01-15T10:00:00.000+05:45",
            "2024-03-10T07:30:00.500+00:00",
            "2024-11-03T23:59:59.999-04:00"
        ])),
        "topics" => json!(dice.pick(&[vec!["water"], vec!["water", "school"], vec!["school", "health.eye"]])),
        "topic" => json!(dice.pick(&["water", "school", "other"])),
        _ => json!(dice.pick(&[
            "Maya",
            "नेपाल",
            "a😀b",
            "12",
            "01",
            " x  y ",
            "2024-01-15",
            "yes",
            "1e3",
            "-0.50",
            "[a]"
        ])),
    };
    map.insert(path.into(), answer);
}

fn date(dice: &mut Dice) -> Json {
    use calendar::{Calendar, PartialDate, Table};
    let calendar = dice.pick(&[Calendar::Gregorian, Calendar::BikramSambat]);
    let year = if calendar == Calendar::Gregorian { 1995 } else { 2052 }
        + i32::try_from(dice.below(34)).expect("it is written so");
    let month = (dice.below(3) > 0).then(|| i32::try_from(1 + dice.below(12)).expect("it is written so"));
    let day = month.filter(|_| dice.below(3) > 0).map(|_| i32::try_from(1 + dice.below(28)).expect("it is written so"));
    let estimate = month.is_none() && dice.below(2) == 0;
    json!(PartialDate::new(calendar, year, month, day, estimate, Table::embedded()).expect("it is written so"))
}

fn any(dice: &mut Dice, depth: usize) -> String {
    match dice.below(4) {
        0 => number(dice, depth),
        1 => text(dice, depth),
        2 => truth(dice, depth),
        _ => day(dice, depth),
    }
}

fn number(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 {
        let plain =
            ["0", "1", "2", "-3", "0.5", "1.005", "2.675", "19737", "12345.678", "${tally}", "${weight}", "${age}"];
        return dice.pick(&plain).to_owned();
    }
    let less = depth - 1;
    match dice.below(16) {
        0..=3 => {
            let operator = dice.pick(&["+", "-", "*", "div", "mod"]);
            format!("({} {operator} {})", any_number(dice, less), any_number(dice, less))
        }
        4 => format!("round({}, {})", number(dice, less), dice.pick(&["0", "1", "2", "-1", "-2"])),
        5 => format!("{}({})", dice.pick(&["int", "floor", "ceiling", "abs", "round", "number"]), any(dice, less)),
        6 => format!("{}({}, {})", dice.pick(&["min", "max"]), any(dice, less), dice.pick(&["${age}", "${cost}", "3"])),
        7 => format!("sum({})", dice.pick(&["${age}", "${cost}", "${kids}/age", "${weight}"])),
        8 => format!("{}({})", dice.pick(&["count", "count-non-empty"]), dice.pick(&["${kids}", "${toys}", "${nick}"])),
        9 => format!("string-length({})", text(dice, less)),
        10 => format!("count-selected({})", text(dice, less)),
        11 => {
            format!("{}({})", dice.pick(&["age-low", "age-high", "days-since", "decimal-date-time"]), day(dice, less))
        }
        12 => format!("if({}, {}, {})", truth(dice, less), number(dice, less), number(dice, less)),
        13 => dice.pick(&["position(..)", "position(../..)", "indexed-repeat(${age}, ${kids}, 2)", "."]).to_owned(),
        14 => format!("pow({}, {})", number(dice, less), dice.pick(&["2", "3", "1", "0"])),
        _ => format!("-{}", number(dice, less)),
    }
}

/// Mostly a number, as of itself.
fn any_number(dice: &mut Dice, depth: usize) -> String {
    if dice.below(5) == 0 { any(dice, depth) } else { number(dice, depth) }
}

fn text(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 {
        let plain = [
            "''",
            "'a'",
            "'10'",
            "'a b  c'",
            "'नेपाल'",
            "'x😀y'",
            "${name}",
            "${nick}",
            "${toy}",
            "${topics}",
            "${remark}",
        ];
        return dice.pick(&plain).to_owned();
    }
    let less = depth - 1;
    match dice.below(14) {
        0 | 1 => format!("concat({}, {})", any(dice, less), any(dice, less)),
        2 => {
            format!("join({}, {}, {})", text(dice, less), dice.pick(&["${nick}", "${toy}", "${age}"]), any(dice, less))
        }
        3 => format!("substr({}, {}, {})", text(dice, less), small(dice), small(dice)),
        4 => format!("substring({}, {}, {})", text(dice, less), small(dice), small(dice)),
        5 => format!("substring-{}({}, {})", dice.pick(&["before", "after"]), text(dice, less), text(dice, less)),
        6 => format!("translate({}, {}, {})", text(dice, less), text(dice, less), text(dice, less)),
        7 => format!("normalize-space({})", text(dice, less)),
        8 => format!("string({})", any(dice, less)),
        9 => format!("coalesce({}, {})", any(dice, less), any(dice, less)),
        10 => format!("selected-at({}, {})", text(dice, less), small(dice)),
        11 => format!("format-date-time({}, '%Y-%n-%e %a %H:%M:%S.%3')", day(dice, less)),
        12 => format!("bs-date({}, {})", day(dice, less), dice.pick(&["'%Y-%m-%d'", "'%b %e'", "'%y'"])),
        _ => dice.pick(&["jr:choice-name(${topics}, '${topics}')", "missing(${name})", "setting('days')"]).to_owned(),
    }
}

fn small(dice: &mut Dice) -> String {
    dice.pick(&["0", "1", "2", "-1", "-2", "1.5", "9", "${tally}", "''"]).to_owned()
}

fn truth(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 {
        return dice.pick(&["true()", "false()", "${name}", "${tally}", "role('nurse')"]).to_owned();
    }
    let less = depth - 1;
    match dice.below(12) {
        0..=2 => {
            let operator = dice.pick(&["=", "!=", "<", "<=", ">", ">="]);
            format!("({} {operator} {})", any(dice, less), any(dice, less))
        }
        3 | 4 => {
            let operator = dice.pick(&["=", "!=", "<", "<=", ">", ">="]);
            format!("({} {operator} {})", day(dice, less), day(dice, less))
        }
        5 => format!("({} {} {})", truth(dice, less), dice.pick(&["and", "or"]), truth(dice, less)),
        6 => format!("not({})", any(dice, less)),
        7 => format!("selected({}, {})", text(dice, less), text(dice, less)),
        8 => {
            let name = dice.pick(&["contains", "starts-with", "ends-with"]);
            format!("{name}({}, {})", text(dice, less), text(dice, less))
        }
        9 => format!("regex({}, {})", text(dice, less), dice.pick(PATTERNS)),
        10 => format!("boolean-from-string({})", any(dice, less)),
        _ => format!("checklist({}, {}, {}, {})", small(dice), small(dice), any(dice, less), any(dice, less)),
    }
}

const PATTERNS: &[&str] = &[
    "'\\d+'",
    "'[a-z ]*'",
    "'.*'",
    "'\\S+'",
    "'\\W+|a'",
    "'(a|b)*x?.y'",
    "'[^a]{2,5}'",
    "'^.{1,3}$'",
    "'\\[a\\]'",
    "'[\\u0900-\\u097F]+'",
];

fn day(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 {
        let plain = [
            "today()",
            "now()",
            "${born}",
            "${seen}",
            "date('2010-06-15')",
            "'2024-01-15'",
            "date-time('2024-07-01T12:00')",
        ];
        return dice.pick(&plain).to_owned();
    }
    let less = depth - 1;
    match dice.below(6) {
        0 => format!("date({})", day(dice, less)),
        1 => format!("date-time({})", day(dice, less)),
        2 => format!("days-after({}, {})", day(dice, less), number(dice, less)),
        3 => format!("date(15000 + ({} mod 5000))", number(dice, less)),
        4 => format!("if({}, {}, {})", truth(dice, less), day(dice, less), day(dice, less)),
        _ => day(dice, 0),
    }
}
