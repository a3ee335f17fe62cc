//! An installation in a folder of its own, and the program run in it.

use casework::Office;
use casework::actor::Actor;
use casework::record::{self, Query};
use forms::load::{Layer, load};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use store::keys::MasterKey;
use store::testing::Folder;
use store::{Param, Store};

/// Exit of a command that had nothing to say against what it was asked about.
pub const WELL: i32 = 0;
/// Exit of one that found something wrong.
pub const WRONG: i32 = 1;
/// Exit of one that was used wrongly.
pub const MISUSED: i32 = 2;

/// What a command printed.
pub struct Said {
    pub out: String,
    pub err: String,
}

/// Runs the program and checks its exit.
pub fn run(words: &[&str], exit: i32) -> Said {
    run_in(&std::env::temp_dir(), words, "", exit)
}

/// As [`run`], with something on standard input.
pub fn run_with(folder: &Path, words: &[&str], typed: &str, exit: i32) -> Said {
    run_in(folder, words, typed, exit)
}

/// As [`run_with`].
pub fn run_in(folder: &Path, words: &[&str], typed: &str, exit: i32) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chautari"))
        .args(words)
        .current_dir(folder)
        .env_remove("CHAUTARI_DATABASE")
        .env_remove("CHAUTARI_KEY_FILE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may have ended: that is no fault of the test.
    drop(child.stdin.take().unwrap().write_all(typed.as_bytes()));
    let ended = child.wait_with_output().unwrap();
    let said = Said { out: String::from_utf8(ended.stdout).unwrap(), err: String::from_utf8(ended.stderr).unwrap() };
    assert_eq!(ended.status.code(), Some(exit), "chautari {words:?}\n{}{}", said.out, said.err);
    said
}

/// A person as a line to import; her id is the number.
pub fn person(number: u128, name: &str) -> String {
    let row = format!("names/{}", uuid::Uuid::from_u128(number + (7 << 76) + (1 << 63)));
    let mut changes = serde_json::json!({"presumed_child": "yes", "sex": "female"});
    changes[&row] = serde_json::json!({});
    for (column, value) in [("kind", "birth"), ("latin", name), ("source", "self")] {
        changes[format!("{row}/{column}")] = serde_json::json!(value);
    }
    serde_json::json!({"id": uuid::Uuid::from_u128(number), "changes": changes}).to_string()
}

/// An association begun by `chautari init`, in `office/` of a temporary folder.
pub struct Installation {
    pub folder: Folder,
}

impl Installation {
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// One that was begun with further words.
    pub fn with(words: &[&str]) -> Self {
        let folder = Folder::new();
        let first = ["init", "office", "--name", "Sathi", "--admin", "Maya Gurung", "--trust-shares"];
        run_in(folder.path(), &[&first, words].concat(), "", WELL);
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("office/chautari.db")
    }

    /// Runs a command of this installation.
    pub fn run(&self, words: &[&str], exit: i32) -> Said {
        self.at("office", words, exit)
    }

    /// Runs a command of the installation in another folder.
    pub fn at(&self, folder: &str, words: &[&str], exit: i32) -> Said {
        let file = format!("{folder}/chautari.toml");
        let words: Vec<&str> = words.iter().copied().chain(["--config", &file]).collect();
        run_in(self.folder.path(), &words, "", exit)
    }

    pub fn restore(&self, backup: &Path, into: &str, exit: i32) -> Said {
        let words = ["restore", backup.to_str().unwrap(), "--into", into, "--key-file", "office/master.key"];
        run_in(self.folder.path(), &words, "", exit)
    }

    /// Imports persons.
    pub fn import(&self, lines: &[String]) {
        let file = self.path("import.jsonl");
        std::fs::write(&file, lines.join("\n")).unwrap();
        self.run(&["import", "person", file.to_str().unwrap()], WELL);
    }

    pub fn store_at(&self, folder: &str) -> Store {
        store(&format!("sqlite:{}", self.path(folder).join("chautari.db").display()))
    }

    /// Changes a row behind the program's back.
    pub fn sql(&self, sql: &'static str, params: &[Param]) {
        let params = params.to_vec();
        let done = self.store_at("office").write(move |writes| writes.run(sql, &params)).unwrap();
        assert!(done > 0, "{sql} changed nothing");
    }

    /// The office, opened beside the program.
    pub fn office(&self) -> Office {
        self.office_at("office")
    }

    /// The same in another folder, with the same key.
    pub fn office_at(&self, folder: &str) -> Office {
        let master = MasterKey::from_key_file(&self.path("office/master.key")).unwrap();
        let office = Office::new(self.store_at(folder), master, mission());
        casework::catch_up(&office, 1).unwrap();
        office
    }

    /// All that is said of persons in an installation's folder, as the program itself reads it.
    pub fn persons(&self, folder: &str) -> String {
        let office = self.office_at(folder);
        let system = casework::accounts::system(&office, 1).unwrap();
        let (mut query, mut all) = (Query { limit: 200, ..Query::default() }, String::new());
        loop {
            let page = record::list(&office, &system, "person", &query).unwrap();
            for item in &page.items {
                let view = record::open(&office, &system, item.row.id).unwrap();
                all += &format!("{} {}\n", view.row.id, serde_json::to_string(&view.answers).unwrap());
            }
            if page.next.is_empty() {
                return all;
            }
            query.after = page.next;
        }
    }

    /// Adds someone of the office; gives her id.
    pub fn colleague(&self, person: &str, name: &str, role: &str) -> String {
        let words = ["user", "add", person, "--name", name, "--role", role, "--site", "Sathi", "--json"];
        let added: serde_json::Value = serde_json::from_str(&self.run(&words, WELL).out).unwrap();
        added["user"].as_str().unwrap().to_owned()
    }

    /// One lead proposes to erase a record and does it, once the other approved; gives the records that went.
    pub fn erase(&self, office: &Office, id: uuid::Uuid) -> Vec<uuid::Uuid> {
        let [rita, sunita] = ["Rita Kumal", "Sunita Rai"].map(|name| self.staff(office, name));
        record::propose_erasure(office, &rita, id, "her_wish", "She asked for it.").unwrap();
        let proposed = record::erasures(office, &sunita).unwrap()[0].view.row.id;
        record::decide_erasure(office, &sunita, proposed, true, "Yes.").unwrap();
        record::erase(office, &rita, id).unwrap()
    }

    /// The two who may erase together.
    pub fn leads(&self) {
        self.colleague("Rita Kumal", "rita", "data_protection_lead");
        self.colleague("Sunita Rai", "sunita", "data_protection_lead");
    }

    pub fn staff(&self, office: &Office, name: &str) -> Actor {
        let id = office.with_names(1, |names| *names.staff.iter().find(|(_, found)| *found == name).unwrap().0);
        casework::accounts::staff(office, 1, id).unwrap()
    }
}

/// Opens a database with the computer's clock.
pub fn store(url: &str) -> Store {
    #[expect(clippy::disallowed_methods, reason = "beside the program, which has the same clock")]
    Store::open(url, Arc::new(|| jiff::Timestamp::now().as_microsecond())).unwrap()
}

fn mission() -> forms::Mission {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../response");
    let mut files = Vec::new();
    walk(&root, &root, &mut files);
    files.retain(|(path, _)| !path.starts_with("site/content/"));
    files.sort();
    load(&[Layer { name: "response", files }]).unwrap().mission
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.push((name, std::fs::read(&path).unwrap()));
        }
    }
}
