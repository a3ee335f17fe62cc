//! Imported kinds as files of the mission.

use crate::support::imported;
use forms::xlsform::to_yaml;
use serde_json::{Value, json};

fn read(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

#[test]
fn files_are_read_as_what_was_imported() {
    let mut found = imported(&[
        (
            "survey",
            &[
                &[
                    "type",
                    "name",
                    "label",
                    "label::Français (fr)",
                    "required",
                    "relevant",
                    "default",
                    "image",
                    "Notes: office",
                    "parameters",
                ],
                &["select_one country", "country", "Country: \"which\"?", "Pays", "yes", "", "NO", "a.png", "no"],
                &["begin repeat", "rows", "Rows", "Lignes", "", "${country} = 'NO'"],
                &["begin group", "g"],
                &["text", "true", "# one", "", "", "", "12", "", "", "rows=3"],
                &["end group"],
                &["end repeat"],
            ],
        ),
        (
            "choices",
            &[
                &["list_name", "name", "label", "from_year"],
                &["country", "NO", "Norway", "1905"],
                &["country", "y", "Yes"],
            ],
        ),
        ("settings", &[&["form_title", "form_id", "version"], &["On: off", "travel", "2"]]),
    ]);
    found.kind.strand = "protection".into();
    found.kind.parent = vec!["case".into()];
    let files = to_yaml(&found.kind, &found.codes);
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["protection/travel.yaml", "codes/country.yaml"]);
    let kind = read(&files[0].1);
    assert_eq!(kind["label"], json!({"en": "On: off"}));
    assert_eq!(kind["parent"], json!(["case"]));
    assert_eq!(kind["settings"], json!({"version": "2"}));
    let country = json!({
        "type": "select_one country", "name": "country", "label": {"en": "Country: \"which\"?", "fr": "Pays"},
        "compartment": "identity", "required": true, "default": "NO", "media": {"image": "a.png"},
        "other": {"Notes: office": "no"},
    });
    assert_eq!(kind["survey"][0], country);
    let rows = json!({
        "type": "repeat", "name": "rows", "label": {"en": "Rows", "fr": "Lignes"}, "compartment": "identity",
        "relevant": "${country} = 'NO'",
        "survey": [{
            "type": "group", "name": "g",
            "survey": [{"type": "text", "name": "true", "label": {"en": "# one"}, "default": "12", "parameters": {"rows": "3"}}],
        }],
    });
    assert_eq!(kind["survey"][1], rows);
    let list = read(&files[1].1);
    let codes = json!([
        {"code": "NO", "label": {"en": "Norway"}, "columns": {"from_year": "1905"}},
        {"code": "y", "label": {"en": "Yes"}},
    ]);
    assert_eq!(list, json!({"closed": true, "codes": codes}));
}

#[test]
fn a_file_reads_well() {
    let found = imported(&[
        (
            "survey",
            &[
                &["type", "name", "label"],
                &["begin group", "home", "Home"],
                &["select_one yn", "safe", "Is it safe?"],
                &["end group"],
            ],
        ),
        ("choices", &[&["list_name", "name", "label"], &["yn", "yes", "Yes"], &["yn", "dk", "Not sure"]]),
        ("settings", &[&["form_title", "form_id"], &["Visit", "visit"]]),
    ]);
    let files = to_yaml(&found.kind, &found.codes);
    insta::assert_snapshot!(format!("{}---\n{}", files[0].1, files[1].1), @r#"
    label: {en: Visit}
    about: none
    survey:
      - type: group
        name: home
        label: {en: Home}
        survey:
          - type: select_one yn
            name: safe
            label: {en: "Is it safe?"}
            compartment: identity
    ---
    closed: true
    codes:
      - {code: "yes", label: {en: "Yes"}}
      - {code: dk, label: {en: Not sure}}
    "#);
}
