//! A site of two pages, served by two programs over one database, as a visitor's browser finds it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use casework::publish::{self, PUBLISHED};
use casework::record::{self, Wanted};
use casework::{Office, accounts, tenants};
use forms::Mission;
use forms::load::{Layer, load};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, OnceLock};
use store::Store;
use store::keys::MasterKey;
use store::testing::{Databases, Folder};
use tower::ServiceExt;
use uuid::Uuid;
use web::{App, Face, Settings, Site, Texts};

/// The page the visitor arrives at.
pub const HOME: Uuid = Uuid::from_u128(1);
/// The page below it.
pub const MORE: Uuid = Uuid::from_u128(2);

const PAGES: [(&str, &str); 2] = [
    (
        "home",
        "
slug: {en: start, fr: debut}
section: about
menu: 'yes'
order: 10
title: {en: Where we begin, fr: Le début}
lead: {en: A load is put down., fr: On pose son sac.}
blocks:
  - {type: text, heading: {en: Who, fr: Qui}, body: {en: 'See [more](page:more).', fr: 'Voir [plus](page:more).'}}
",
    ),
    (
        "more",
        "
slug: {en: know-more, fr: en-savoir-plus}
section: about
menu: 'yes'
order: 20
title: {en: More about it, fr: En savoir plus}
lead: {en: One more., fr: Encore une.}
blocks: [{type: text, body: {en: Children who walk to school., fr: Des enfants vont à l’école.}}]
",
    ),
];

/// One running program.
pub struct Program {
    app: Arc<App>,
    router: Router,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Runs `story` on each engine, with two programs that know nothing of each other over one database.
pub fn on_both(story: impl Fn(&Program, &Program)) {
    let databases = Databases::new();
    for url in databases.urls() {
        let keys = Folder::new();
        let path = keys.path().join("key");
        MasterKey::generate().write_key_file(&path).unwrap();
        let (clock, _time): (_, Arc<AtomicI64>) = store::testing::clock();
        let program = || {
            let store = Store::open(&url, clock.clone()).unwrap();
            Program::over(Office::new(store, MasterKey::from_key_file(&path).unwrap(), mission().clone()))
        };
        let first = program();
        first.fill(&PAGES.map(|(name, text)| (name.to_owned(), text.to_owned())));
        story(&first, &program());
    }
}

/// Runs `story` with a program over an empty database.
pub fn on_sqlite(story: impl Fn(&Program)) {
    store::testing::on_sqlite(|store| {
        story(&Program::over(Office::new(store, MasterKey::generate(), mission().clone())));
    });
}

/// Name and text of the pages a new site begins with.
pub fn content() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../response/site/content");
    read(&folder, &folder, &mut files);
    let text = |(name, bytes): (String, Vec<u8>)| (name.replace(".yaml", ""), String::from_utf8(bytes).unwrap());
    files.into_iter().map(text).collect()
}

impl Program {
    fn over(office: Office) -> Self {
        let settings = Settings {
            tenant: 1,
            languages: ["en", "fr", "ne"].map(str::to_owned).into(),
            origin: "https://chautari.example".into(),
            name: "Chautari".into(),
            ..Settings::default()
        };
        Self::made_of(office, settings)
    }

    fn made_of(office: Office, settings: Settings) -> Self {
        let app = Arc::new(App { office, texts: Texts::load().unwrap(), settings, site: Site::default() });
        Self { router: web::router(Face(app.clone())), app }
    }

    /// The same program, whose configuration names whom to tell of a weakness.
    pub fn telling(&self, contact: &str) -> Self {
        let settings = Settings { security_contact: contact.into(), ..self.app.settings.clone() };
        Self::made_of(Office::new(self.app.office.store.clone(), MasterKey::generate(), mission().clone()), settings)
    }

    /// What its clock says.
    pub fn now(&self) -> i64 {
        self.app.office.now()
    }

    /// Makes the tenant and publishes the pages of these files.
    pub fn fill(&self, files: &[(String, String)]) {
        let office = &self.app.office;
        tenants::add(office, office.new_id(), "CH", "One").unwrap();
        let (mut pages, mut rows) = (0, 100);
        let next = |count: &mut u128| {
            *count += 1;
            Uuid::from_u128(*count)
        };
        let starters = publish::starters(files, &mut || next(&mut pages), &mut || next(&mut rows)).unwrap();
        for page in starters {
            self.save(page.id, json!(page.answers), PUBLISHED);
        }
    }

    /// Changes a page and moves it to a stage.
    pub fn save(&self, id: Uuid, answers: Value, stage: &str) {
        let office = &self.app.office;
        let actor = accounts::system(office, 1).unwrap();
        let base = record::open(office, &actor, id).map_or(0, |view| view.version);
        let changes = answers.as_object().unwrap().iter().map(|(path, value)| (path.clone(), Some(value.clone())));
        let stage = Some(stage.to_owned());
        let wanted = Wanted { id, kind: "page".into(), base, changes: changes.collect(), stage, ..Wanted::default() };
        let title = json!(answers.get("title"));
        record::save(office, &actor, &wanted).unwrap_or_else(|error| panic!("{title}: {error:?}"));
    }

    /// Gives a page another English title and publishes it.
    pub fn publish(&self, id: Uuid, title: &str) {
        self.save(id, json!({}), "draft");
        let title = json!({"text": title, "state": "reviewed"});
        self.save(id, json!({"title": {"en": title, "fr": title}}), PUBLISHED);
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    pub fn asking(&self, path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
        self.ask("GET", path, headers, "")
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(header::HeaderName, &str)], body: &str) -> Answer {
        let mut request = Request::builder().uri(path).method(method);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        if method == "POST" {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        runtime().block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
            Answer { status, headers, bytes }
        })
    }

    /// SQL statements that ran so far.
    pub fn statements(&self) -> u64 {
        self.app.office.store.statements()
    }
}

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap())
}

/// The mission the program ships, read once.
fn mission() -> &'static Mission {
    static MISSION: OnceLock<Mission> = OnceLock::new();
    MISSION.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../response");
        let mut files = Vec::new();
        read(&root, &root, &mut files);
        files.retain(|(name, _)| !name.starts_with("site/content/"));
        let loaded = load(&[Layer { name: "response", files }]);
        loaded.map_err(|faults| faults.iter().map(|fault| format!("{fault}\n")).collect::<String>()).unwrap().mission
    })
}

fn read(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(root, &path, files);
        } else {
            files.push((path.strip_prefix(root).unwrap().display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}
