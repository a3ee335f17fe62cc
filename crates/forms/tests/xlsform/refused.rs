//! What pyxform refuses is refused here too, with sheet, row and reason.

use crate::support::{english, odk, workbook};
use forms::xlsform::{Refusal, import};

type Sheets<'a> = &'a [(&'a str, &'a [&'a [&'a str]])];

const CHOICES: (&str, &[&[&str]]) =
    ("choices", &[&["list_name", "name", "label"], &["l", "x", "X"], &["l", "y z", "Y"]]);
const HEAD: &[&str] = &["type", "name", "label"];

/// Sheets; sheet and row of the fault; a piece of its words.
const REFUSED: &[(Sheets<'static>, &str, u32, &str)] = &[
    (&[("survey", &[&["name", "label"], &["a", "A"]]), CHOICES], "survey", 1, "no heading `type`"),
    (&[("survey", &[&["type", "name", "label", "caption"], &["text", "a", "A", "B"]])], "survey", 1, "two headings"),
    (&[("survey", &[HEAD, &["", "a", "A"]])], "survey", 2, "without a type"),
    (&[("survey", &[HEAD, &["", "", "A"]])], "survey", 2, "without a type"),
    (&[("survey", &[HEAD, &["foo", "a", "A"]])], "survey", 2, "unknown question type"),
    (&[("survey", &[HEAD, &["Text", "a", "A"]])], "survey", 2, "did you mean \"text\""),
    (&[("survey", &[HEAD, &["cascading_select l", "a", "A"]]), CHOICES], "survey", 2, "unknown question type"),
    (&[("survey", &[HEAD, &["text", "", "A"]])], "survey", 2, "needs a name"),
    (&[("survey", &[HEAD, &["text", "a b", "A"]])], "survey", 2, "cannot be a name"),
    (&[("survey", &[HEAD, &["text", "1a", "A"]])], "survey", 2, "cannot be a name"),
    (&[("survey", &[HEAD, &["text", "meta", "A"]])], "survey", 2, "reserved"),
    (&[("survey", &[HEAD, &["text", "a", "A"], &["text", "a", "B"]])], "survey", 3, "stands twice"),
    (&[("survey", &[HEAD, &["calculate", "a", "A"]])], "survey", 2, "needs a calculation"),
    (&[("survey", &[HEAD, &["begin group", "g", "G"], &["text", "a", "A"]])], "survey", 2, "never ended"),
    (&[("survey", &[HEAD, &["text", "a", "A"], &["end group"]])], "survey", 3, "none is open"),
    (
        &[("survey", &[HEAD, &["begin group", "g", "G"], &["text", "a", "A"], &["end repeat"]])],
        "survey",
        4,
        "none is open",
    ),
    (
        &[(
            "survey",
            &[
                HEAD,
                &["begin repeat", "r", "R"],
                &["text", "a", "A"],
                &["end repeat"],
                &["begin group", "g", "G"],
                &["begin repeat", "r", "R"],
                &["text", "a", "A"],
                &["end repeat"],
                &["end group"],
            ],
        )],
        "survey",
        6,
        "two repeats",
    ),
    (
        &[("survey", &[HEAD, &["begin repeat", "data", "R"], &["text", "a", "A"], &["end repeat"]])],
        "survey",
        2,
        "name of the form itself",
    ),
    (&[("survey", &[HEAD, &["select_one nope", "a", "A"]]), CHOICES], "survey", 2, "no list \"nope\""),
    (&[("survey", &[HEAD, &["select_one l", "a", "A"]])], "survey", 2, "no list \"l\""),
    (&[("survey", &[HEAD, &["select_multiple l", "a", "A"]]), CHOICES], "survey", 2, "has no blanks"),
    (
        &[("survey", &[HEAD, &["begin loop over nope", "a", "A"], &["end loop"]]), CHOICES],
        "survey",
        2,
        "no list \"nope\"",
    ),
    (
        &[
            ("survey", &[&["type", "name", "label", "choice_filter"], &["select_one l or_other", "a", "A", "true()"]]),
            CHOICES,
        ],
        "survey",
        2,
        "or_other and choice_filter",
    ),
    (
        &[
            ("survey", &[HEAD, &["select_one l", "a", "A"]]),
            ("choices", &[&["list_name", "name", "label"], &["l", "", "X"]]),
        ],
        "choices",
        2,
        "needs a name",
    ),
    (
        &[
            ("survey", &[HEAD, &["select_one l", "a", "A"]]),
            ("choices", &[&["list_name", "name", "label"], &["l", "4", "X"], &["l", "4", "Y"]]),
        ],
        "choices",
        3,
        "stands twice",
    ),
    (
        &[("survey", &[HEAD, &["select_one l", "a", "A"]]), ("choices", &[&["list_name", "label"], &["l", "X"]])],
        "choices",
        1,
        "`list_name` and `name`",
    ),
    (&[("survey", &[HEAD, &["text", "a", "Hi ${b}"]])], "survey", 2, "no row of the survey"),
    (&[("survey", &[HEAD, &["text", "a", "Hi ${ a}"]])], "survey", 2, "is no reference"),
    (&[("survey", &[HEAD, &["text", "a", "Hi ${a"]])], "survey", 2, "is no reference"),
    (
        &[(
            "survey",
            &[
                HEAD,
                &["begin group", "g", "G"],
                &["text", "a", "A"],
                &["end group"],
                &["begin group", "h", "H"],
                &["text", "a", "A"],
                &["end group"],
                &["note", "n", "${a}"],
            ],
        )],
        "survey",
        8,
        "several rows",
    ),
    (
        &[("survey", &[&["type", "name", "label", "parameters"], &["text", "a", "A", "colour=red"]])],
        "survey",
        2,
        "no parameter of this type",
    ),
    (
        &[("survey", &[&["type", "name", "label", "parameters"], &["text", "a", "A", "rows"]])],
        "survey",
        2,
        "is no parameter",
    ),
    (
        &[("survey", &[&["type", "name", "label", "parameters"], &["range", "a", "A", "start=x"]])],
        "survey",
        2,
        "cannot be",
    ),
    (&[("survey", &[HEAD, &["audit", "watch", ""]])], "survey", 2, "always called"),
    (&[("survey", &[HEAD, &["background-geopoint", "a", "A"]])], "survey", 2, "needs a trigger"),
    (&[("survey", &[HEAD, &["select_one_from_file a.doc", "a", "A"]])], "survey", 2, "must end with"),
    (
        &[("survey", &[&["type", "name", "label", "save_to"], &["text", "a", "A", "b"]])],
        "survey",
        2,
        "needs a sheet `entities`",
    ),
    (
        &[("survey", &[HEAD, &["text", "a", "A"]]), ("entities", &[&["list_name", "colour"], &["l", "red"]])],
        "entities",
        1,
        "no column of entities",
    ),
    (
        &[("survey", &[HEAD, &["text", "a", "A"]]), ("settings", &[&["form_title", "name"], &["T", "a b"]])],
        "settings",
        2,
        "root",
    ),
    (
        &[("survey", &[HEAD, &["text", "a", "A"]]), ("settings", &[&["instance_name"], &["${nope}"]])],
        "settings",
        2,
        "no row of the survey",
    ),
];

#[test]
fn each_fault_names_its_place_and_reason() {
    for (sheets, sheet, row, words) in REFUSED {
        match import("form.xlsx", &workbook(sheets), &english()) {
            Err(Refusal::Faults(faults)) => {
                let found = faults.iter().find(|f| f.message.contains(words));
                let fault = found.unwrap_or_else(|| panic!("{words:?} is not among {faults:?}"));
                assert_eq!((fault.sheet.as_deref(), fault.line), (Some(*sheet), *row), "{fault}");
                assert_eq!(fault.file, "form.xlsx");
            }
            other => panic!("{words:?}: {other:?}"),
        }
    }
}

/// The table above says what pyxform says: each of its forms is refused there.
#[test]
fn pyxform_refuses_them_too() {
    let forms: Vec<_> =
        REFUSED.iter().map(|(sheets, _, row, words)| (format!("{words} in row {row}"), workbook(sheets))).collect();
    for (name, said) in odk(&forms).unwrap_or_default() {
        assert!(said.is_some(), "pyxform takes the form with {name:?}");
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let sheets: Sheets<'_> =
        &[("survey", &[HEAD, &["foo", "a", "A"], &["text", "b b", "B"], &["select_one l", "c", "C"]])];
    let Err(Refusal::Faults(faults)) = import("f.xlsx", &workbook(sheets), &english()) else { panic!() };
    assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [2, 3, 4]);
}
