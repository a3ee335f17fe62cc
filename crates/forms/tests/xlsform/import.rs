//! Forms as people write them: every peculiarity comes in, and nothing is lost without a line.

use crate::support::{english, imported, round_trip, workbook};
use forms::expr::Expression;
use forms::kind::{Compartment, Kind};
use forms::xlsform::{ImportOptions, Line, Refusal, What, import};
use forms::{Field, FieldType, Item};

type Sheets<'a> = &'a [(&'a str, &'a [&'a [&'a str]])];

fn item<'a>(items: &'a [Item], name: &str) -> &'a Item {
    let own = |item: &Item| match item {
        Item::Field(field) => field.name == name,
        Item::Group(group) => group.name == name,
        Item::Repeat(repeat) => repeat.name == name,
    };
    items.iter().find(|item| own(item)).unwrap_or_else(|| panic!("no row {name}"))
}

fn field<'a>(kind: &'a Kind, name: &str) -> &'a Field {
    kind.fields().into_iter().find(|f| f.name == name).unwrap_or_else(|| panic!("no field {name}"))
}

fn inside<'a>(items: &'a [Item], name: &str) -> &'a [Item] {
    match item(items, name) {
        Item::Group(group) => &group.survey,
        Item::Repeat(repeat) => &repeat.survey,
        Item::Field(_) => panic!("{name} is a field"),
    }
}

fn source(expression: Option<&Expression>) -> &str {
    expression.map_or("", |e| &e.source)
}

fn lines(report: &[Line], what: impl Fn(&What) -> bool) -> Vec<(&str, u32, u32, &str)> {
    let found = report.iter().filter(|l| what(&l.what));
    found.map(|l| (l.sheet.as_str(), l.row, l.column, l.text.as_str())).collect()
}

fn comes_back(sheets: Sheets<'_>) {
    let found = imported(sheets);
    round_trip(&found.kind, &found.codes).unwrap_or_else(|e| panic!("{e}"));
}

const STANDARD: Sheets<'static> = &[
    (
        "survey",
        &[
            &["type", "name", "label", "required", "calculation"],
            &["start", "start"],
            &["end", "end"],
            &["select_one consent", "con_Consent", "Consent", "false"],
            &["text", "prs_Title", "Second Name", "false"],
            &["select_one country", "prs_Country", "Country", "true"],
            &["select_multiple exploitation", "vic_Exploitation", "Type"],
            &["calculate", "__version__", "", "", "'vQx7'"],
        ],
    ),
    (
        "choices",
        &[
            &["list_name", "name", "label"],
            &["consent", "YesGiven", "Yes\u{a0}"],
            &["country", "NO", "Norway"],
            &["country", "NP", "Nepal"],
            &["exploitation", "DebtBondage ", "Debt bondage"],
            &["exploitation", "Begging", "Begging"],
        ],
    ),
];

#[test]
fn a_standard_s_form_keeps_its_peculiarities() {
    let found = imported(STANDARD);
    let names: Vec<&str> = found.kind.fields().iter().map(|f| f.name.as_str()).collect();
    let expected = ["start", "end", "con_Consent", "prs_Title", "prs_Country", "vic_Exploitation", "__version__"];
    assert_eq!(names, expected);
    assert_eq!(field(&found.kind, "prs_Title").label.get("en"), "Second Name");
    assert_eq!(source(field(&found.kind, "__version__").calculation.as_ref()), "'vQx7'");
    assert_eq!(field(&found.kind, "prs_Title").required, None);
    assert_eq!(source(field(&found.kind, "prs_Country").required.as_ref()), "true()");
    let codes: Vec<&str> = found.codes.iter().flat_map(|l| &l.codes).map(|c| c.code.as_str()).collect();
    assert_eq!(codes, ["YesGiven", "NO", "NP", "DebtBondage", "Begging"]);
    assert_eq!(found.codes[0].codes[0].label.get("en"), "Yes");
    assert_eq!(lines(&found.report, |w| *w == What::Trimmed), [("choices", 5, 2, "DebtBondage ")]);
    assert!(found.codes.iter().all(|l| l.closed));
    assert_eq!(found.codes.iter().map(|l| l.multiple).collect::<Vec<_>>(), [false, false, true]);
    assert!(found.kind.fields().iter().all(|f| f.compartment == Compartment::Identity && f.purpose == "services"));
    comes_back(STANDARD);
}

#[test]
fn headings_and_types_of_all_times_mean_the_same() {
    let found = imported(&[
        (
            "Survey",
            &[
                &[
                    "Type",
                    " Name ",
                    "label:English",
                    "label:French",
                    "Relevance",
                    "bind:jr:constraintMsg",
                    "bind:constraint",
                    "readonly",
                    "media:image",
                    "caption:Nepali",
                ],
                &["string", "a", "A", "Un", "", "too long", ". != ''", "true()", "a.png", ""],
                &["add select one prompt using l", "b", "B", "Deux", "${a} = 'x'"],
                &["select all that apply from l", "c", "C"],
            ],
        ),
        ("choices", &[&["list name", "value", "label:English"], &["l", "x", "X"]]),
    ]);
    let a = field(&found.kind, "a");
    assert_eq!((a.label.get("en"), a.label.get("fr")), ("A", "Un"));
    assert_eq!(a.constraint_message.get("en"), "too long");
    assert_eq!(source(a.constraint.as_ref()), ". != ''");
    assert!(a.read_only);
    assert_eq!(a.media["image"].0[""], "a.png");
    assert_eq!(source(field(&found.kind, "b").relevant.as_ref()), "${a} = 'x'");
    assert_eq!(field(&found.kind, "b").r#type, FieldType::SelectOne("l".into()));
    assert_eq!(field(&found.kind, "c").r#type, FieldType::SelectMultiple("l".into()));
}

#[test]
fn another_answer_gets_its_code_and_its_field() {
    let sheets: Sheets<'_> = &[
        (
            "survey",
            &[
                &["type", "name", "label::English (en)", "label::Français (fr)"],
                &["select one from sexes or specify other", "sex", "Sex", "Sexe"],
                &["select_multiple sexes or_other", "more", "More", "Plus"],
            ],
        ),
        (
            "choices",
            &[
                &["list_name", "name", "label::English (en)", "label::Français (fr)"],
                &["sexes", "female", "Female", "Fille"],
            ],
        ),
    ];
    let found = imported(sheets);
    let list = &found.codes[0];
    assert_eq!(list.codes.iter().filter(|c| c.code == "other").count(), 1);
    assert_eq!(list.code("other").unwrap().label.get("fr"), "Autre");
    let other = field(&found.kind, "sex_other");
    assert_eq!(source(other.relevant.as_ref()), "selected(${sex}, 'other')");
    assert_eq!((other.label.get("en"), other.label.get("fr")), ("Specify other.", "Précisez."));
    assert_eq!(other.compartment, Compartment::Identity);
    assert!(lines(&found.report, |w| matches!(w, What::OrOther(name) if name == "more_other")).len() == 1);
    comes_back(sheets);
}

#[test]
fn a_loop_is_written_out() {
    let sheets: Sheets<'_> = &[
        (
            "survey",
            &[
                &["type", "name", "label", "relevant"],
                &["begin loop over toilets", "each"],
                &["integer", "number", "How many %(label)s?"],
                &["text", "where", "Where are they (%(name)s)?", "${number} > 0"],
                &["end loop"],
            ],
        ),
        (
            "choices",
            &[&["list_name", "name", "label"], &["toilets", "pit", "pit latrines"], &["toilets", "bucket", "buckets"]],
        ),
    ];
    let found = imported(sheets);
    let groups = inside(&found.kind.survey, "each");
    let Item::Group(bucket) = item(groups, "bucket") else { panic!() };
    assert_eq!(bucket.label.get("en"), "buckets");
    assert_eq!(field(&found.kind, "number").label.get("en"), "How many pit latrines?");
    assert_eq!(field(&found.kind, "bucket_number").label.get("en"), "How many buckets?");
    assert_eq!(source(field(&found.kind, "bucket_where").relevant.as_ref()), "${bucket_number} > 0");
    assert_eq!(lines(&found.report, |w| *w == What::Loop(2)), [("survey", 5, 1, "toilets")]);
    comes_back(sheets);
}

#[test]
fn a_name_in_two_groups_is_told_apart_and_references_follow() {
    let sheets: Sheets<'_> = &[(
        "survey",
        &[
            &["type", "name", "label", "relevant"],
            &["begin group", "mother", "Mother"],
            &["text", "age", "Age"],
            &["text", "school", "School of one aged ${age}", "${age} < 18"],
            &["end group"],
            &["begin group", "father", "Father"],
            &["text", "age", "Age"],
            &["text", "work", "Work", "${age} > 18 and ${school} = ''"],
            &["end group"],
            &["begin repeat", "children", "Children"],
            &["text", "age", "Age"],
            &["end repeat"],
        ],
    )];
    let found = imported(sheets);
    assert_eq!(source(field(&found.kind, "school").relevant.as_ref()), "${age} < 18");
    assert_eq!(source(field(&found.kind, "work").relevant.as_ref()), "${father_age} > 18 and ${school} = ''");
    // A repeat is a scope of its own, so its field keeps its name.
    assert!(matches!(item(inside(&found.kind.survey, "children"), "age"), Item::Field(_)));
    assert_eq!(lines(&found.report, |w| *w == What::Renamed("father_age".into())), [("survey", 7, 0, "age")]);
    comes_back(sheets);
}

#[test]
fn cascades_with_a_code_twice_and_their_columns() {
    let sheets: Sheets<'_> = &[
        (
            "survey",
            &[
                &["type", "name", "label", "choice_filter"],
                &["select_one states", "state", "State"],
                &["select_one counties", "county", "County", "cf = ${state}"],
            ],
        ),
        (
            "choices",
            &[
                &["list_name", "name", "label", "cf", "header with spaces"],
                &["states", "texas", "Texas"],
                &["counties", "king", "King", "washington", "x"],
                &["counties", "king", "King", "texas"],
            ],
        ),
        ("settings", &[&["form_title", "allow_choice_duplicates"], &["Places", "yes"]]),
    ];
    let found = imported(sheets);
    let counties = &found.codes[1].codes;
    assert_eq!(counties.iter().map(|c| c.columns["cf"].as_str()).collect::<Vec<_>>(), ["washington", "texas"]);
    assert_eq!(counties[0].columns["header with spaces"], "x");
    assert_eq!(source(field(&found.kind, "county").choice_filter.as_ref()), "cf = ${state}");
    assert_eq!(found.kind.label.get("en"), "Places");
    comes_back(sheets);
}

#[test]
fn repeats_within_repeats_and_tables() {
    let sheets: Sheets<'_> = &[
        (
            "survey",
            &[
                &["type", "name", "label", "repeat_count", "appearance", "calculation"],
                &["integer", "n", "N"],
                &["begin repeat", "households", "Household", "${n}"],
                &["begin repeat", "members", "Member", "2 * ${n}"],
                &["begin group", "table", "", "", "table-list"],
                &["select_one yn", "reads", "Reads"],
                &["end group"],
                &["end repeat"],
                &["end repeat"],
                &["begin_group", "page", "Page", "", "field-list"],
                &["calculate", "all", "", "", "", "count(${households})"],
                &["note", "", "Thanks"],
                &["end_group"],
            ],
        ),
        ("choices", &[&["list_name", "name", "label"], &["yn", "yes", "Yes"], &["yn", "no", "No"]]),
    ];
    let found = imported(sheets);
    let Item::Repeat(households) = item(&found.kind.survey, "households") else { panic!() };
    assert_eq!(source(households.count.as_ref()), "${n}");
    assert_eq!(households.compartment, Compartment::Identity);
    let Item::Group(table) = item(inside(&households.survey, "members"), "table") else { panic!() };
    assert_eq!(table.appearance, "table-list");
    assert!(matches!(item(inside(&found.kind.survey, "page"), "note_12"), Item::Field(_)));
    comes_back(sheets);
}

#[test]
fn an_expression_of_another_program_never_costs_its_field() {
    let sheets: Sheets<'_> = &[(
        "survey",
        &[
            &["type", "name", "label", "calculation", "relevant", "read_only", "trigger"],
            &["text", "a", "A"],
            &["calculate", "b", "", "pulldata('towns', 'name', 'code', ${a})"],
            &["text", "c", "C", "", "current()/../a[1] = 'x'", "${a} = 'z'", "${a}"],
            &["text", "d", "D", "", "${a} = ‘x’"],
            &["text", "e", "E", "", "${a}"],
        ],
    )];
    let found = imported(sheets);
    let b = field(&found.kind, "b");
    assert_eq!((&b.calculation, b.other["calculation"].as_str()), (&None, "pulldata('towns', 'name', 'code', ${a})"));
    let unknown = lines(&found.report, |w| *w == What::UnknownFunction("pulldata".into()));
    assert_eq!(unknown, [("survey", 3, 4, "pulldata('towns', 'name', 'code', ${a})")]);
    let c = field(&found.kind, "c");
    assert_eq!(c.other["relevant"], "current()/../a[1] = 'x'");
    assert_eq!((c.other["read_only"].as_str(), c.other["trigger"].as_str()), ("${a} = 'z'", "${a}"));
    assert_eq!(source(field(&found.kind, "d").relevant.as_ref()), "${a} = 'x'");
    assert_eq!(lines(&found.report, |w| *w == What::Quotes), [("survey", 5, 5, "${a} = ‘x’")]);
    assert_eq!(lines(&found.report, |w| *w == What::BlankAsFalse), [("survey", 6, 5, "${a}")]);
    comes_back(sheets);
}

#[test]
fn remarks_formulas_and_strays_are_listed_and_not_taken() {
    let found = imported(&[
        (
            "survey",
            &[
                &["_Category", "type", "name", "label", "disabled"],
                &["About the farmer"],
                &["", "text", "farmer", "Name"],
                &["", "text", "old", "Old question", "yes"],
                &["", "", "", "=A2"],
                &["", "text", "field", "Field", "", "stray"],
            ],
        ),
        (
            "choices",
            &[&["list_name", "name", "label"], &["l", "a", "A"], &["", "", "a remark"], &["=A9", "=B9", "=C9"]],
        ),
        ("notes", &[&["Do not forget"]]),
    ]);
    assert_eq!(found.kind.fields().len(), 2);
    assert_eq!(
        lines(&found.report, |w| *w == What::Remark),
        [("choices", 3, 0, "a remark"), ("survey", 2, 0, "About the farmer")]
    );
    assert_eq!(lines(&found.report, |w| *w == What::Disabled), [("survey", 4, 5, "text | old | Old question | yes")]);
    let formulas: Vec<_> = lines(&found.report, |w| *w == What::OnlyFormulas).into_iter().map(|l| (l.0, l.1)).collect();
    assert_eq!(formulas, [("choices", 4), ("survey", 5)]);
    assert_eq!(lines(&found.report, |w| *w == What::NoHeading), [("survey", 6, 6, "stray")]);
    assert_eq!(lines(&found.report, |w| *w == What::UnknownSheet), [("notes", 0, 0, "notes")]);
    assert_eq!(lines(&found.report, |w| *w == What::UnknownColumn), [("survey", 1, 1, "_Category")]);
}

#[test]
fn columns_nobody_knows_are_kept_and_go_out_again() {
    let sheets: Sheets<'_> = &[
        (
            "survey",
            &[
                &["type", "name", "label", "Office notes", "bind::odk:length", "image"],
                &["begin group", "g", "G", "first", "", "g.png"],
                &["text", "a", "A", "second", "10"],
                &["end group"],
                &["begin repeat", "r", "R", "third"],
                &["text", "b", "B"],
                &["end repeat"],
            ],
        ),
        ("settings", &[&["form_title", "form_id", "style", "version"], &["F", "f-1", "pages", "3"]]),
    ];
    let found = imported(sheets);
    let Item::Group(group) = item(&found.kind.survey, "g") else { panic!() };
    assert_eq!(group.other["Office notes"], "first");
    assert_eq!(group.other["image"], "g.png");
    assert_eq!(field(&found.kind, "a").other["bind::odk:length"], "10");
    let Item::Repeat(repeat) = item(&found.kind.survey, "r") else { panic!() };
    assert_eq!(repeat.other["Office notes"], "third");
    assert_eq!(found.kind.settings["style"], "pages");
    assert_eq!((found.kind.name.as_str(), found.kind.settings["form_id"].as_str()), ("f_1", "f-1"));
    let bytes = round_trip(&found.kind, &found.codes).unwrap_or_else(|e| panic!("{e}"));
    let again = import("x.xlsx", &bytes, &ImportOptions::default()).unwrap();
    assert_eq!(again.kind.settings["style"], "pages");
    assert_eq!(again.kind.settings["form_id"], "f-1");
}

#[test]
fn entities_are_kept() {
    let sheets: Sheets<'_> = &[
        ("survey", &[&["type", "name", "label", "save_to"], &["text", "a", "A", "full_name"]]),
        ("entities", &[&["dataset", "label"], &["people", "${a}"]]),
    ];
    let found = imported(sheets);
    assert_eq!(field(&found.kind, "a").other["save_to"], "full_name");
    assert_eq!(found.kind.settings["entities.1.list_name"], "people");
    let bytes = round_trip(&found.kind, &found.codes).unwrap_or_else(|e| panic!("{e}"));
    let again = import("x.xlsx", &bytes, &ImportOptions::default()).unwrap();
    assert_eq!(again.kind.settings["entities.1.label"], "${a}");
}

#[test]
fn texts_without_a_language_are_in_the_default_one() {
    let survey: &[&[&str]] = &[&["type", "name", "label", "label::English"], &["text", "a", "आफ्नो नाम", "Name"]];
    let stated: Sheets<'_> = &[("survey", survey), ("settings", &[&["default_language"], &["नेपाली (ne)"]])];
    let a = imported(stated);
    assert_eq!(field(&a.kind, "a").label.0.keys().collect::<Vec<_>>(), ["en", "ne"]);
    assert!(lines(&a.report, |w| matches!(w, What::Language(_))).is_empty());
    let unstated = workbook(&[("survey", survey)]);
    let french = ImportOptions { default_language: "fr".into(), ..ImportOptions::default() };
    let b = import("x.xlsx", &unstated, &french).unwrap();
    assert_eq!(field(&b.kind, "a").label.0["fr"], "आफ्नो नाम");
    assert_eq!(lines(&b.report, |w| *w == What::Language("fr".into())), [("survey", 1, 3, "label")]);
    let refused = import("x.xlsx", &unstated, &ImportOptions::default()).unwrap_err();
    assert!(refused.to_string().contains("say which"), "{refused}");
}

#[test]
fn names_and_lists_that_cannot_be_ours_are_renamed() {
    let sheets: Sheets<'_> = &[
        (
            "survey",
            &[
                &["type", "name", "label", "relevant"],
                &["text", "नाम", "Name"],
                &["select_one YES_NO", "b", "B", "${नाम} != ''"],
                &["select_one gender", "c", "C"],
            ],
        ),
        ("choices", &[&["list_name", "name", "label"], &["YES_NO", "Yes", "Yes"], &["gender", "F", "F"]]),
    ];
    let options =
        ImportOptions { name: Some("../Intake Form".into()), lists_taken: ["gender".to_owned()].into(), ..english() };
    let found = import("x.xlsx", &workbook(sheets), &options).unwrap();
    assert_eq!(found.kind.name, "intake_form");
    let b = field(&found.kind, "b");
    assert_eq!(source(b.relevant.as_ref()), "${row_2} != ''");
    assert_eq!(b.r#type, FieldType::SelectOne("yes_no".into()));
    assert_eq!(field(&found.kind, "c").r#type, FieldType::SelectOne("intake_form_gender".into()));
    assert_eq!(lines(&found.report, |w| *w == What::Renamed("row_2".into())), [("survey", 2, 0, "नाम")]);
    assert_eq!(lines(&found.report, |w| *w == What::Renamed("yes_no".into())), [("choices", 2, 1, "YES_NO")]);
}

#[test]
fn what_is_no_form_is_told_apart() {
    let rows =
        workbook(&[("Cases 2026", &[&["Name", "Age", "District"], &["Asha", "12", "Banke"], &["Bina", "14", "Dang"]])]);
    match import("cases.xlsx", &rows, &english()).unwrap_err() {
        Refusal::TableOfRows { sheet, headings } => {
            assert_eq!((sheet.as_str(), headings.len()), ("Cases 2026", 3));
        }
        Refusal::Faults(faults) => panic!("{faults:?}"),
    }
    // A column of formulas below headings is no record, so this is an empty sheet and no table.
    let formulas = workbook(&[("Sheet1", &[&["Name", "Age"], &["=A9", "=B9"]])]);
    assert!(matches!(import("x.xlsx", &formulas, &english()), Err(Refusal::Faults(_))));
    let misspelt =
        workbook(&[("surveys", &[&["type", "name"], &["text", "a"]]), ("choices", &[&["list_name", "name"]])]);
    assert!(import("x.xlsx", &misspelt, &english()).unwrap_err().to_string().contains("call it `survey`"));
}
