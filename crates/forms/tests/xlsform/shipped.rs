//! Every kind of the mission we ship, as an XLSForm: others take it, it comes back the same, and what a sheet cannot
//! say is named.

use crate::support::{odk, same_definition};
use forms::load::{Layer, load};
use forms::xlsform::{ImportOptions, export, import, left_out};
use forms::{CodeList, Kind, Mission};
use std::collections::BTreeMap;
use std::path::Path;

fn mission() -> Mission {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../response");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    load(&[Layer { name: "response", files }]).unwrap_or_else(|faults| panic!("{faults:#?}")).mission
}

/// What a kind says, by key.
fn keys(kind: &Kind) -> BTreeMap<String, serde_json::Value> {
    serde_json::from_str(&kind.definition()).unwrap()
}

/// Something when all that the first says is said by the second.
fn within(first: &serde_json::Value, second: &serde_json::Value) -> Option<()> {
    first.as_object()?.iter().all(|(key, value)| second.get(key) == Some(value)).then_some(())
}

#[test]
fn every_kind_we_ship_travels() {
    let mission = mission();
    let codes: Vec<CodeList> = mission.codes.values().map(|list| (**list).clone()).collect();
    let (mut forms, mut wrong) = (Vec::new(), Vec::new());
    for kind in mission.kinds.values() {
        let bytes = match export(kind, &mission.codes) {
            Ok(bytes) => bytes,
            Err(error) => {
                wrong.push(format!("{}: {error}", kind.name));
                continue;
            }
        };
        let options = ImportOptions { strand: kind.strand.clone(), ..ImportOptions::default() };
        match import(&format!("{}.xlsx", kind.name), &bytes, &options) {
            Err(refusal) => wrong.push(format!("{}: {refusal}", kind.name)),
            Ok(again) => {
                if let Err(why) = same_definition((kind, &codes), (&again.kind, &again.codes)) {
                    wrong.push(format!("{}: {why}", kind.name));
                }
                wrong.extend(again.report.iter().map(|line| format!("{}: {line}", kind.name)));
                let (before, after) = (keys(kind), keys(&again.kind));
                // A workbook states its language and version, which are kept as settings.
                let lost = before.iter().filter(|(key, value)| match (key.as_str(), after.get(*key)) {
                    ("hash", _) => false,
                    ("settings", Some(after)) => within(value, after).is_none(),
                    (_, after) => after != Some(*value),
                });
                let lost: Vec<&String> = lost.map(|(key, _)| key).collect();
                if lost != left_out(kind).iter().collect::<Vec<_>>() {
                    wrong.push(format!("{}: {lost:?} is lost, {:?} is said to be", kind.name, left_out(kind)));
                }
            }
        }
        forms.push((kind.name.clone(), bytes));
    }
    for (name, said) in odk(&forms).unwrap_or_default() {
        wrong.extend(said.map(|said| format!("{name}: {said}")));
    }
    assert!(mission.kinds.len() >= 20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
