//! What every command has: an example, exits that scripts can rely on, and JSON where it prints data.

use crate::support::{Installation, MISUSED, WELL, WRONG, person, run, run_in};
use serde_json::Value;
use std::fs;
use store::testing::Folder;

/// Commands that print no data: one serves until it is stopped, two say of their own form what they found.
const WITHOUT_JSON: [&str; 3] = ["serve", "doctor", "bench"];

/// Every command that is no group of commands, as the program names them itself.
fn commands(above: &[String], found: &mut Vec<Vec<String>>) {
    let words: Vec<&str> = above.iter().map(String::as_str).chain(["--help"]).collect();
    let help = run(&words, WELL).out;
    let Some((_, list)) = help.split_once("\nCommands:\n") else {
        found.push(above.to_vec());
        return;
    };
    for line in list.lines().take_while(|line| !line.is_empty()).filter(|line| line.starts_with("  ")) {
        // Deeper lines go on with what stands above them.
        let Some(name) = line.strip_prefix("  ").filter(|line| !line.starts_with(' ')) else { continue };
        let name = name.split(' ').next().unwrap();
        if name != "help" {
            commands(&[above, &[name.to_owned()]].concat(), found);
        }
    }
}

#[test]
fn every_command_shows_an_example_and_gives_json_where_it_prints_data() {
    let mut found = Vec::new();
    commands(&[], &mut found);
    assert!(found.len() >= 20, "{found:?}");
    for command in found {
        let words: Vec<&str> = command.iter().map(String::as_str).chain(["--help"]).collect();
        let (help, name) = (run(&words, WELL).out, command.join(" "));
        assert!(help.contains(&format!("Example: chautari {name}")), "{name}: {help}");
        assert!(help.contains("--json") || WITHOUT_JSON.contains(&command[0].as_str()), "{name} has no --json");
        let wrong: Vec<&str> = command.iter().map(String::as_str).chain(["--frobnicate"]).collect();
        assert!(run(&wrong, MISUSED).err.contains("--frobnicate"), "{name}");
    }
}

#[test]
fn what_is_used_wrongly_says_so_and_makes_nothing() {
    let folder = Folder::new();
    for (words, said) in [
        ("verify --config nowhere.toml", "nowhere.toml"),
        ("backup there --config nowhere.toml", "nowhere.toml"),
        ("restore nowhere --into there --key-file nowhere.key", "nowhere.key"),
        ("copy --from sqlite:nowhere.db --to sqlite:there.db", "nowhere.db: no database is there"),
        ("key recover --into there.key", "no share was given"),
        ("kinds reload --config nowhere.toml", "nowhere.toml"),
        ("kinds import nowhere.xlsx", "nowhere.xlsx"),
        ("kinds export unicorn there.xlsx", "unicorn: no such kind"),
        ("init there --name Sathi", "Name of the first administrator"),
        ("init there --name Sathi --admin Maya --prefix toolong", "toolong"),
        ("init there --name Sathi --admin Maya --language de", "de: there are texts"),
        ("init there --name Sathi --admin Maya --country xx", "xx: no such country"),
        ("init there --name Sathi --admin Maya --time-zone Mars/Olympus", "Mars/Olympus: no such time zone"),
        ("demo --listen 0.0.0.0:80 --dir there", "this computer alone"),
    ] {
        let refused = run_in(folder.path(), &words.split(' ').collect::<Vec<_>>(), "", MISUSED);
        assert!(refused.err.contains(said), "{words}: {}", refused.err);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "what is used wrongly makes nothing");
}

#[test]
fn json_is_one_whole_document_on_standard_output() {
    let folder = Folder::new();
    let words = ["init", "office", "--name", "Sathi", "--admin", "Maya Gurung", "--json"];
    let json = |text: &str| -> Value { serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}")) };
    let begun = json(&run_in(folder.path(), &words, "", WELL).out);
    assert_eq!(begun["shares"].as_array().unwrap().len(), 3);
    assert!(begun["link"].as_str().unwrap().contains("/desk/link/") && begun["sign_in_name"] == "maya.gurung");

    let here = Installation { folder };
    here.import(&[person(1, "Asha Tamang")]);
    let path = |name: &str| here.path(name).to_str().unwrap().to_owned();
    let told = |words: &[&str], exit: i32| {
        let words: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
        json(&here.run(&words, exit).out)
    };
    assert_eq!(told(&["verify"], WELL)["faults"], Value::Array(Vec::new()));
    let saved = told(&["backup", &path("backup")], WELL);
    assert!(saved["data"].as_str().unwrap().contains("data-") && saved["checkpoints"][0]["seq"].is_i64(), "{saved}");
    assert_eq!(told(&["key", "shares"], WELL)[0]["needed"], 2);
    assert_eq!(told(&["tenant", "add", "Partner", "--prefix", "PA"], WELL)["prefix"], "PA");
    assert!(told(&["user", "list"], WELL).as_object().unwrap().values().any(|name| name == "Maya Gurung"));
    assert_eq!(told(&["kinds", "reload"], WELL)["reloaded"], true);
    let bare = |words: &[&str], exit: i32| json(&run_in(here.folder.path(), words, "", exit).out);
    let restored = bare(&["restore", "backup", "--into", "again", "--key-file", "office/master.key", "--json"], WELL);
    assert_eq!(restored["erased_again"], 0);
    let copied = bare(&["copy", "--from", "sqlite:office/chautari.db", "--to", "sqlite:copy.db", "--json"], WELL);
    assert!(copied["rows"].as_i64().unwrap() > 100 && copied["verified"]["faults"] == Value::Array(Vec::new()));
    assert_eq!(bare(&["kinds", "check", "--json"], WELL)["loads"], true);
    assert_eq!(bare(&["kinds", "export", "case", "case.xlsx", "--json"], WELL)["kind"], "case");
    let imported = bare(&["kinds", "import", "case.xlsx", "--json"], WELL);
    assert!(imported["files"]["shared/case.yaml"].is_string(), "{imported}");
    fs::File::create(here.path("vast.xlsx")).unwrap().set_len(1 << 40).unwrap();
    let vast = run_in(here.folder.path(), &["kinds", "import", "vast.xlsx"], "", MISUSED);
    assert!(vast.err.contains("a form has at most"), "{}", vast.err);
    fs::write(here.path("torn.xlsx"), "PK torn").unwrap();
    assert_eq!(bare(&["kinds", "import", "torn.xlsx", "--json"], WRONG)["imported"], false);
}
