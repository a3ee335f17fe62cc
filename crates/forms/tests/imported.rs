//! A form that was imported and written as files of an overlay loads, and to the same kind.

use forms::load::{Languages, Layer, load_for};
use forms::xlsform::{ImportOptions, import, to_yaml};
use std::path::Path;

/// Workbooks below a folder.
fn workbooks(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "xls" || ending == "xlsx"));
    found.sort();
    found
}

#[test]
fn imported_forms_load() {
    let Ok(data) = std::env::var("CHAUTARI_DATA") else {
        println!("imported_forms_load: CHAUTARI_DATA is not set, so real forms were not part of the run");
        return;
    };
    let mut wrong = Vec::new();
    for path in
        workbooks(&Path::new(&data).join("xlsforms")).into_iter().chain(workbooks(&Path::new(&data).join("htcds")))
    {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let bytes = std::fs::read(&path).expect("the form can be read");
        let options =
            ImportOptions { strand: "shared".into(), default_language: "en".into(), ..ImportOptions::default() };
        let Ok(imported) = import(&name, &bytes, &options) else {
            println!("{name}: not imported");
            continue;
        };
        let files = to_yaml(&imported.kind, &imported.codes);
        let files = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        let layers = [Layer { name: "response", files: Vec::new() }, Layer { name: "overlay", files }];
        match load_for(&layers, &Languages::default()) {
            Err(faults) => wrong.extend(faults.iter().map(|fault| format!("{name}: {fault}"))),
            Ok(loaded) => {
                let kind = &loaded.mission.kinds[&imported.kind.name];
                if kind.definition() != imported.kind.definition() {
                    wrong.push(format!("{name}: not the same kind"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
