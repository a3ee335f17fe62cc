//! An office of made-up people for the stories.

use casework::actor::Actor;
use casework::record::{self, Saved, Wanted};
use casework::{Office, Result, accounts, tenants};
use forms::load::{Layer, load};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use store::Store;
use store::keys::MasterKey;
use uuid::Uuid;

/// An office with two tenants, and those who act in the stories.
pub struct Here {
    pub office: Arc<Office>,
    /// Social worker of the shelter.
    pub worker: Actor,
    /// Her supervisor.
    pub supervisor: Actor,
    /// Trainer of another site: no right to casework.
    pub elsewhere: Actor,
    /// Social worker of the other tenant.
    pub partner: Actor,
}

/// Runs a story on both engines.
pub fn on_both(story: impl Fn(Here)) {
    store::testing::on_both(|store| story(Here::new(store)));
}

/// As [`on_both`], with the clock, to step it.
pub fn on_both_with_clock(story: impl Fn(Here, Arc<AtomicI64>)) {
    let databases = store::testing::Databases::new();
    for url in databases.urls() {
        let (clock, time) = store::testing::clock();
        story(Here::new(Store::open(&url, clock).unwrap()), time);
    }
}

/// The members of a JSON object as changes.
pub fn changes(answers: Value) -> BTreeMap<String, Option<Value>> {
    match answers {
        Value::Object(map) => map.into_iter().map(|(path, value)| (path, Some(value))).collect(),
        _ => BTreeMap::new(),
    }
}

impl Here {
    pub fn new(store: Store) -> Self {
        let office = Arc::new(Office::new(store, MasterKey::generate(), mission()));
        for (prefix, name) in [("CH", "One"), ("SA", "Two")] {
            tenants::add(&office, office.new_id(), prefix, name).unwrap();
        }
        let shelter = site(&office, 1, "Banke home");
        let other = site(&office, 1, "Office");
        let partner = site(&office, 2, "Elsewhere");
        let above = someone(&office, 1, "Kiran Shah", "case_supervisor", shelter, None).id();
        let worker = someone(&office, 1, "Maya Gurung", "social_worker", shelter, Some(above));
        let supervisor = accounts::staff(&office, 1, above).unwrap();
        let trainer = someone(&office, 1, "Urmila Chaudhary", "trainer", other, None);
        let partner = someone(&office, 2, "Sabina Magar", "social_worker", partner, None);
        Self { office, worker, supervisor, elsewhere: trainer, partner }
    }

    /// A person with a name in both scripts.
    pub fn person(&self, latin: &str, native: &str) -> Uuid {
        let row = format!("names/{}", self.office.new_id());
        let mut answers = json!({"presumed_child": "yes", "sex": "female"});
        answers[&row] = json!({});
        for (column, value) in [("kind", "birth"), ("latin", latin), ("native", native), ("source", "self")] {
            answers[format!("{row}/{column}")] = json!(value);
        }
        self.make("person", None, None, answers).unwrap().id
    }

    /// A person and her case, opened with consent.
    pub fn case(&self) -> (Uuid, Uuid) {
        let person = self.person("Asha Tamang", "आशा तामाङ");
        let wanted = self.case_of(person, &[self.consent("services", "given")]);
        (person, record::save(&self.office, &self.worker, &wanted).unwrap().id)
    }

    pub fn case_of(&self, person: Uuid, consents: &[Wanted]) -> Wanted {
        let answers = json!({
            "source": "border", "ground": "consent", "presenting_concern": ["exploitation"],
            "safe_now": "yes", "risk": "high",
        });
        let children = consents.iter().cloned().map(|c| Wanted { person: Some(person), ..c }).collect();
        Wanted {
            id: self.office.new_id(),
            kind: "case".into(),
            person: Some(person),
            changes: changes(answers),
            children,
            ..Wanted::default()
        }
    }

    pub fn consent(&self, purpose: &str, state: &str) -> Wanted {
        let answers = json!({
            "purpose": purpose, "state": state, "given_by": "child", "how_explained": ["spoken"],
            "understood": "yes", "evidence": ["thumb"],
        });
        Wanted { id: self.office.new_id(), kind: "consent".into(), changes: changes(answers), ..Wanted::default() }
    }

    /// A change by the worker against what stands.
    pub fn change(&self, id: Uuid, answers: Value) -> Saved {
        let view = record::open(&self.office, &self.worker, id).unwrap();
        let wanted = Wanted {
            id,
            kind: view.kind.name.clone(),
            base: view.version,
            changes: changes(answers),
            ..Wanted::default()
        };
        record::save(&self.office, &self.worker, &wanted).unwrap()
    }

    pub fn move_to(&self, id: Uuid, stage: &str) -> Result<Saved> {
        let view = record::open(&self.office, &self.worker, id)?;
        let wanted = Wanted {
            id,
            kind: view.kind.name.clone(),
            base: view.version,
            stage: Some(stage.into()),
            ..Wanted::default()
        };
        record::save(&self.office, &self.worker, &wanted)
    }

    /// The supervisor approves a move.
    pub fn approve(&self, case: Uuid, stage: &str) {
        let version = record::open(&self.office, &self.supervisor, case).unwrap().row.version;
        let answers = json!({
            "stage": stage, "version": version, "decision": "approved",
        });
        let wanted = Wanted {
            id: self.office.new_id(),
            kind: "approval".into(),
            parent: Some(case),
            changes: changes(answers),
            ..Wanted::default()
        };
        record::save(&self.office, &self.supervisor, &wanted).unwrap();
    }

    /// Someone else at the shelter, with this role.
    pub fn colleague(&self, name: &str, role: &str) -> Actor {
        someone(&self.office, 1, name, role, self.shelter(), None)
    }

    /// The site of the worker.
    pub fn shelter(&self) -> Uuid {
        let Actor::Staff(worker) = &self.worker else { unreachable!("she is of the office") };
        worker.memberships[0].site
    }

    /// The office reads who someone is again, as each request does.
    pub fn again(&self, actor: &Actor) -> Actor {
        accounts::staff(&self.office, actor.tenant(), actor.id()).unwrap()
    }

    /// Another organisation, as the directory knows it.
    pub fn organisation(&self, name: &str) -> Uuid {
        let system = accounts::system(&self.office, 1).unwrap();
        let answers = json!({"name": name, "organisation_type": "ngo"});
        make(&self.office, &system, "organisation", None, None, answers).unwrap().id
    }

    /// Her answer to one purpose, under the case.
    pub fn agreed(&self, case: Uuid, purpose: &str, state: &str, organisation: Option<Uuid>) -> Uuid {
        let mut consent = self.consent(purpose, state);
        consent.parent = Some(case);
        if let Some(organisation) = organisation {
            consent.changes.insert("organisation".into(), Some(json!(organisation)));
        }
        record::save(&self.office, &self.worker, &consent).unwrap().id
    }

    /// A share of a case by its worker for sixty days, in the parts that are named.
    pub fn share(&self, case: Uuid, with: &Actor, purpose: &str, parts: Value) -> Wanted {
        let last = store::testing::START / 86_400_000_000 + 60;
        let day = jiff::civil::date(1970, 1, 1) + jiff::ToSpan::days(last);
        let day = calendar::PartialDate::from_day(day).unwrap();
        let answers =
            json!({"account": with.id(), "purpose": purpose, "parts": parts, "reason": "She meets her.", "until": day});
        let (id, mut changes) = (self.office.new_id(), changes(answers));
        changes.retain(|_, answer| *answer != Some(json!([])));
        Wanted { id, kind: "share".into(), parent: Some(case), changes, ..Wanted::default() }
    }

    fn make(&self, kind: &str, parent: Option<Uuid>, person: Option<Uuid>, answers: Value) -> Result<Saved> {
        make(&self.office, &self.worker, kind, parent, person, answers)
    }

    /// The number that a text finds.
    pub fn number(&self, sql: &str) -> i64 {
        self.office.store.read(|reads| reads.first(sql, &[], |row| row.get(0))).unwrap().unwrap()
    }

    /// Everything that stands in a table, as text.
    pub fn dump(&self, table: &str) -> String {
        let columns = match table {
            "record" => vec!["stage", "entries", "fields", "plain"],
            "entry_plain" => vec!["plain"],
            "facet" => vec!["field", "value"],
            "term" => vec!["term"],
            "access" => vec!["records", "detail"],
            "job" => vec!["payload"],
            _ => vec!["ciphertext"],
        };
        let mut text = String::new();
        for column in columns {
            let sql = format!("SELECT {column} FROM {table}");
            self.office
                .store
                .read(|reads| {
                    reads.each(&sql, &[], |row| -> store::Result<()> {
                        if column == "ciphertext" {
                            text += &String::from_utf8_lossy(&row.get::<Vec<u8>>(0)?);
                        } else {
                            text += &row.get::<String>(0)?;
                        }
                        Ok(())
                    })
                })
                .unwrap();
        }
        text
    }
}

fn make(
    office: &Office,
    actor: &Actor,
    kind: &str,
    parent: Option<Uuid>,
    person: Option<Uuid>,
    answers: Value,
) -> Result<Saved> {
    let id = office.new_id();
    record::save(
        office,
        actor,
        &Wanted { id, kind: kind.into(), parent, person, changes: changes(answers), ..Wanted::default() },
    )
}

fn site(office: &Office, tenant: i64, name: &str) -> Uuid {
    let answers = json!({"name": name, "site_type": "shelter", "country": "NP", "time_zone": "Asia/Kathmandu"});
    make(office, &accounts::system(office, tenant).unwrap(), "site", None, None, answers).unwrap().id
}

/// Someone of the office with a role at a site.
pub fn someone(office: &Office, tenant: i64, name: &str, role: &str, site: Uuid, supervisor: Option<Uuid>) -> Actor {
    let system = accounts::system(office, tenant).unwrap();
    let user = make(office, &system, "user", None, None, json!({"display_name": name})).unwrap().id;
    let mut answers = json!({"user": user, "site": site, "role": role, "team": "banke"});
    if let Some(supervisor) = supervisor {
        answers["supervisor"] = json!(supervisor);
    }
    make(office, &system, "membership", Some(user), None, answers).unwrap();
    accounts::staff(office, tenant, user).unwrap()
}

/// The mission the program ships.
pub fn mission() -> forms::Mission {
    mission_with(&BTreeMap::new())
}

/// The mission the program ships with an overlay's files.
pub fn mission_with(overlay: &BTreeMap<String, String>) -> forms::Mission {
    let overlay = overlay.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../response");
    let mut files = Vec::new();
    read(&root, &root, &mut files);
    let layers = [Layer { name: "response", files }, Layer { name: "overlay", files: overlay }];
    load(&layers).unwrap_or_else(|faults| panic!("{faults:#?}")).mission
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
