//! An office with a shelter, two who work in it, and their browsers.

use crate::answer::Reply;
use crate::app::{App, Settings};
use crate::call::Call;
use crate::desk::write;
use crate::form::tests_browser::successful;
use crate::say::Texts;
use crate::site::Site;
use casework::accounts::{self, Session};
use casework::actor::Actor;
use casework::record::{self, Saved, View, Wanted};
use casework::{Error, Office, tenants};
use forms::load::{Layer, load};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use store::keys::MasterKey;
use uuid::Uuid;

/// The office.
pub struct Here {
    pub app: Arc<App>,
    /// Social worker of the shelter.
    pub worker: Actor,
    /// Her supervisor.
    pub colleague: Actor,
    /// Someone who may not see cases.
    pub trainer: Actor,
}

/// Runs a story in a fresh office.
pub fn in_office(story: impl Fn(Here)) {
    store::testing::on_sqlite(|store| {
        let office = Office::new(store, MasterKey::generate(), mission());
        tenants::add(&office, office.new_id(), "CH", "One").unwrap();
        let shelter = site(&office, "Banke home");
        let above = someone(&office, "Kiran Shah", "case_supervisor", shelter, None).id();
        let worker = someone(&office, "Maya Gurung", "social_worker", shelter, Some(above));
        let colleague = accounts::staff(&office, 1, above).unwrap();
        let trainer = someone(&office, "Urmila Thapa", "trainer", shelter, None);
        let settings =
            Settings { tenant: 1, languages: ["en", "fr", "ne"].map(String::from).to_vec(), ..Settings::default() };
        let app = App { office, texts: Texts::load().unwrap(), settings, site: Site::default() };
        story(Here { app: Arc::new(app), worker, colleague, trainer });
    });
}

impl Here {
    /// Looks at a page.
    pub fn get(
        &self,
        actor: &Actor,
        handle: fn(&Call) -> crate::answer::Answer,
        parts: &[&str],
    ) -> Result<Reply, Error> {
        handle(&self.call(actor, parts, Vec::new()))
    }

    /// Posts the inputs of a page, some of them changed, with a pressed button.
    pub fn press(&self, actor: &Actor, page: &Reply, changed: &[(&str, &str)], button: &str) -> Result<Reply, Error> {
        let mut pairs: Vec<(String, String)> = successful(&text(page));
        for (name, _) in changed {
            pairs.retain(|(other, _)| other != name);
        }
        pairs.extend(changed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        pairs.push(("do".into(), button.into()));
        write::save(&self.call(actor, &[], pairs))
    }

    fn call(&self, actor: &Actor, parts: &[&str], form: Vec<(String, String)>) -> Call {
        Call {
            wants: crate::site::Wants::default(),
            app: Arc::clone(&self.app),
            actor: actor.clone(),
            session: Some(Session {
                membership: None,
                tenant: 1,
                id: Vec::new(),
                account: actor.id(),
                csrf: "token".into(),
                created: 0,
                seen: 0,
                stepped_up: 0,
                agent: String::new(),
                settings: "{}".into(),
            }),
            language: "en".into(),
            path: "/desk/".into(),
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            query: Vec::new(),
            form,
            body: Vec::new(),
            accept_language: String::new(),
            agent: String::new(),
            token: String::new(),
            refused: Vec::new(),
        }
    }

    /// A record as the worker sees it.
    pub fn open(&self, id: Uuid) -> View {
        record::open(&self.app.office, &self.worker, id).unwrap()
    }

    /// A person.
    pub fn person(&self) -> Uuid {
        let row = format!("names/{}", self.app.office.new_id());
        let mut answers = json!({"presumed_child": "yes", "sex": "female"});
        answers[&row] = json!({});
        for (column, value) in [("kind", "birth"), ("latin", "Asha Tamang"), ("source", "self")] {
            answers[format!("{row}/{column}")] = json!(value);
        }
        make(&self.app.office, &self.worker, "person", None, answers).id
    }
}

/// The text of a page.
pub fn text(page: &Reply) -> String {
    String::from_utf8(page.body.clone()).unwrap()
}

/// Where an answer leads.
pub fn location(reply: &Reply) -> String {
    let found = reply.headers.iter().find(|(name, _)| name == axum::http::header::LOCATION);
    found.map(|(_, value)| value.to_str().unwrap().to_owned()).unwrap_or_else(|| panic!("{}", visible(reply)))
}

/// What a page says at its top, for a test that fails.
pub fn visible(reply: &Reply) -> String {
    let text = text(reply);
    let from = text.find("id=\"errors\"").unwrap_or(0);
    format!("{} {}", reply.status, text[from..].chars().take(1500).collect::<String>())
}

fn make(office: &Office, actor: &Actor, kind: &str, parent: Option<Uuid>, answers: Value) -> Saved {
    let changes: BTreeMap<String, Option<Value>> =
        answers.as_object().unwrap().iter().map(|(path, value)| (path.clone(), Some(value.clone()))).collect();
    let wanted = Wanted { id: office.new_id(), kind: kind.into(), parent, changes, ..Wanted::default() };
    record::save(office, actor, &wanted).unwrap()
}

fn site(office: &Office, name: &str) -> Uuid {
    let answers = json!({"name": name, "site_type": "shelter", "country": "NP", "time_zone": "Asia/Kathmandu"});
    make(office, &accounts::system(office, 1).unwrap(), "site", None, answers).id
}

fn someone(office: &Office, name: &str, role: &str, site: Uuid, supervisor: Option<Uuid>) -> Actor {
    let system = accounts::system(office, 1).unwrap();
    let user = make(office, &system, "user", None, json!({"display_name": name})).id;
    let mut answers = json!({"user": user, "site": site, "role": role, "team": "banke"});
    if let Some(supervisor) = supervisor {
        answers["supervisor"] = json!(supervisor);
    }
    make(office, &system, "membership", Some(user), answers);
    accounts::staff(office, 1, user).unwrap()
}

/// The mission the program ships.
fn mission() -> forms::Mission {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../response");
    let mut files = Vec::new();
    read(&root, &root, &mut files);
    load(&[Layer { name: "response", files }]).unwrap_or_else(|faults| panic!("{faults:#?}")).mission
}

fn read(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            read(root, &path, files);
        } else if !name.starts_with("site/content/") {
            files.push((name, std::fs::read(&path).unwrap()));
        }
    }
}
