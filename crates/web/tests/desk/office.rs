//! An office of made-up people, and a browser for each of them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use casework::record::{self, Saved, Wanted};
use casework::{Office, accounts, tenants};
use forms::Mission;
use forms::load::{Layer, load};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use store::Store;
use store::keys::MasterKey;
use store::testing::Folder;
use tower::ServiceExt;
use uuid::Uuid;
use web::{App, Demo, Face, Limits, Settings, Site, Texts};

/// The one password of all accounts.
pub const PASSWORD: &str = "three goats on the roof";

/// Sign-in name, name and role of those who are there; the last is of the other tenant.
const PEOPLE: [(&str, &str, &str); 10] = [
    ("maya", "Maya Gurung", "social_worker"),
    ("kiran", "Kiran Shah", "case_supervisor"),
    ("anita", "Anita Karki", "administrator"),
    ("prakash", "Prakash Shah", "auditor"),
    ("denis", "Denis Aubert", "data_protection_lead"),
    ("urmila", "Urmila Chaudhary", "trainer"),
    ("bina", "Bina Rai", "social_worker"),
    ("sunita", "Sunita Rai", "country_director"),
    ("indira", "Indira Rai", "shelter_manager"),
    ("sabina", "Sabina Magar", "case_supervisor"),
];

/// The program with its office.
pub struct Desk {
    pub app: Arc<App>,
    pub clock: Arc<AtomicI64>,
    router: Router,
    users: BTreeMap<&'static str, Uuid>,
    pub site: Uuid,
    _folder: Option<Folder>,
}

/// How a request is made.
#[derive(Clone, Copy, PartialEq)]
pub enum Method {
    Get,
    Post,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub cookie: String,
    pub media: String,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: String,
}

/// Someone's browser.
pub struct Seat<'a> {
    desk: &'a Desk,
    pub cookie: String,
    pub csrf: String,
}

impl Desk {
    /// The office as a demonstration, which asks for no second factor.
    pub fn new() -> Self {
        Self::with(Some(Demo { folder: "chautari-demo".into(), ..Demo::default() }))
    }

    pub fn with(demo: Option<Demo>) -> Self {
        Self::patient(demo, Limits::default())
    }

    /// The office, as patient as it is told.
    pub fn patient(demo: Option<Demo>, limits: Limits) -> Self {
        let folder = Folder::new();
        let (clock, time) = store::testing::clock();
        let mut desk = Self::on(Store::open(&folder.url(), clock).unwrap(), time, demo, limits);
        desk._folder = Some(folder);
        desk
    }

    /// The office on an empty database whose clock is stepped by `time`, as patient as it is told.
    pub fn on(store: Store, time: Arc<AtomicI64>, demo: Option<Demo>, limits: Limits) -> Self {
        Self::over(store, time, demo, limits, |office| {
            let sites = [1, 2].map(|tenant| site(office, tenant));
            let mut users = BTreeMap::new();
            for (name, person, role) in PEOPLE {
                let tenant = if name == "sabina" { 2 } else { 1 };
                let (site, supervisor) = (sites[tenant - 1], users.get("kiran").copied());
                let supervisor = supervisor.filter(|_| name == "maya");
                let user = someone(office, tenant as i64, person, role, (site, "banke"), supervisor);
                accounts::place(office, tenant as i64, user, name, hash(), "{}").unwrap();
                users.insert(name, user);
            }
            (sites[0], users)
        })
    }

    /// An association as `chautari init` leaves it: its office, one administrator, the token of her link.
    pub fn begun() -> (Self, String) {
        let (folder, mut token) = (Folder::new(), String::new());
        let (clock, time) = store::testing::clock();
        let store = Store::open(&folder.url(), clock).unwrap();
        let mut desk = Self::over(store, time, None, Limits::default(), |office| {
            let main = json!({"name": "One", "site_type": "office", "country": "NP", "time_zone": "Asia/Kathmandu"});
            let main = save(office, 1, "site", None, main);
            let admin = someone(office, 1, "Anita Karki", "administrator", (main, "office"), None);
            token = accounts::invite(office, 1, admin, "anita.karki", "{}").unwrap().token;
            (main, BTreeMap::from([("anita", admin)]))
        });
        desk._folder = Some(folder);
        (desk, token)
    }

    fn over(
        store: Store,
        time: Arc<AtomicI64>,
        demo: Option<Demo>,
        limits: Limits,
        fill: impl FnOnce(&Office) -> (Uuid, BTreeMap<&'static str, Uuid>),
    ) -> Self {
        let office = Office::new(store, MasterKey::generate(), mission().clone());
        for (prefix, name) in [("CH", "One"), ("SA", "Two")] {
            tenants::add(&office, office.new_id(), prefix, name).unwrap();
        }
        let (site, users) = fill(&office);
        let settings = Settings {
            tenant: 1,
            languages: ["en", "fr", "ne"].map(str::to_owned).into(),
            origin: "http://127.0.0.1:8080".into(),
            name: "One".into(),
            demo,
            limits,
            ..Settings::default()
        };
        let app = Arc::new(App { office, texts: Texts::load().unwrap(), settings, site: Site::default() });
        let router = web::router(Face(Arc::clone(&app)));
        Self { app, clock: time, router, users, site, _folder: None }
    }

    /// One more colleague at the site of the others.
    pub fn join(&mut self, name: &'static str, person: &str, role: &str) -> Uuid {
        let user = someone(&self.app.office, 1, person, role, (self.site, "banke"), None);
        accounts::place(&self.app.office, 1, user, name, hash(), "{}").unwrap();
        self.users.insert(name, user);
        user
    }

    /// One more role of a colleague, at another site; gives the site.
    pub fn also(&self, name: &str, role: &str) -> Uuid {
        let (office, user) = (&self.app.office, self.users[name]);
        let place = json!({"name": "Jamunaha", "site_type": "post", "country": "NP", "time_zone": "Asia/Kathmandu"});
        let site = save(office, 1, "site", None, place);
        save(office, 1, "membership", Some(user), json!({"user": user, "site": site, "role": role}));
        site
    }

    /// A browser with a cookie that an answer set.
    pub fn seat(&self, answer: &Answer) -> Seat<'_> {
        let token = answer.cookie.split(';').next().unwrap().trim_start_matches("desk=");
        let session = accounts::read(&self.app.office, token).unwrap().unwrap();
        Seat { desk: self, cookie: token.to_owned(), csrf: session.csrf }
    }

    /// Adds someone who signs in, with a role at a new site and in a new team of her own.
    pub fn hire(&mut self, tenant: i64, name: &'static str, person: &str, role: &str) -> Uuid {
        let site = site(&self.app.office, tenant);
        let user = someone(&self.app.office, tenant, person, role, (site, name), None);
        accounts::place(&self.app.office, tenant, user, name, hash(), "{}").unwrap();
        self.users.insert(name, user);
        user
    }

    pub fn user(&self, name: &str) -> Uuid {
        self.users[name]
    }

    pub fn actor(&self, name: &str) -> casework::actor::Actor {
        let staff = |tenant| accounts::staff(&self.app.office, tenant, self.users[name]).unwrap();
        if staff(1).roles().next().is_some() { staff(1) } else { staff(2) }
    }

    pub fn pass(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000_000, Ordering::Relaxed);
    }

    pub fn sign_in(&self, name: &str) -> Seat<'_> {
        let form = format!("name={name}&password={}", PASSWORD.replace(' ', "+"));
        let answer = self.send(Method::Post, "/desk/sign-in", None, &form);
        assert_eq!(answer.status, 303, "{name} signs in: {}", answer.body);
        self.seat(&answer)
    }

    pub fn send(&self, method: Method, path: &str, cookie: Option<&str>, form: &str) -> Answer {
        let mut request = Request::builder().uri(path).method(if method == Method::Get { "GET" } else { "POST" });
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, format!("desk={cookie}"));
        }
        if method == Method::Post {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        self.ask(request.body(Body::from(form.to_owned())).unwrap())
    }

    /// What the program answers to any request.
    pub fn ask(&self, request: Request<Body>) -> Answer {
        runtime().block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let one = |name| response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
            let (location, cookie) = (one(header::LOCATION), one(header::SET_COOKIE));
            let (media, status) = (one(header::CONTENT_TYPE), response.status().as_u16());
            let headers = response.headers().clone();
            let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Answer { status, location, cookie, media, headers, bytes, body }
        })
    }

    /// What the API answers to the holder of a token: the status, and the JSON of the body.
    pub fn api(&self, token: &str, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let request = Request::builder()
            .uri(path)
            .method(if method == Method::Get { "GET" } else { "POST" })
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let answer = self.ask(request);
        (answer.status, serde_json::from_slice(&answer.bytes).unwrap())
    }

    /// A person and her case, written by Maya.
    pub fn case(&self) -> Uuid {
        self.case_by("maya", "Asha Tamang", "आशा तामाङ")
    }

    /// A person of that name in both scripts, and her case, written by a social worker.
    pub fn case_by(&self, worker: &str, latin: &str, native: &str) -> Uuid {
        let row = format!("names/{}", self.app.office.new_id());
        let mut answers = json!({"presumed_child": "yes", "sex": "female"});
        answers[&row] = json!({});
        for (column, value) in [("kind", "birth"), ("latin", latin), ("native", native), ("source", "self")] {
            answers[format!("{row}/{column}")] = json!(value);
        }
        let person = self.make(worker, "person", None, None, answers).id;
        let consent = Wanted {
            id: self.app.office.new_id(),
            kind: "consent".into(),
            person: Some(person),
            changes: changes(json!({
                "purpose": "services", "state": "given", "given_by": "child", "how_explained": ["spoken"],
                "understood": "yes", "evidence": ["thumb"],
            })),
            ..Wanted::default()
        };
        let case = Wanted {
            id: self.app.office.new_id(),
            kind: "case".into(),
            person: Some(person),
            changes: changes(json!({
                "source": "border", "ground": "consent", "presenting_concern": ["exploitation"],
                "safe_now": "yes", "risk": "high",
            })),
            children: vec![consent],
            ..Wanted::default()
        };
        record::save(&self.app.office, &self.actor(worker), &case).unwrap().id
    }

    /// A case whose risk two people changed from the same version: Kiran to low, Maya to medium.
    pub fn conflict(&self) -> Uuid {
        let case = self.case();
        let seen = record::open(&self.app.office, &self.actor("maya"), case).unwrap().version;
        self.change("kiran", case, json!({"risk": "low"}), None);
        let wanted = Wanted {
            id: case,
            kind: "case".into(),
            base: seen,
            changes: changes(json!({"risk": "medium"})),
            keep_conflicts: true,
            ..Wanted::default()
        };
        assert_eq!(record::save(&self.app.office, &self.actor("maya"), &wanted).unwrap().conflicts, ["risk"]);
        case
    }

    pub fn change(&self, name: &str, id: Uuid, answers: Value, stage: Option<&str>) -> Saved {
        let view = record::open(&self.app.office, &self.actor(name), id).unwrap();
        let wanted = Wanted {
            id,
            kind: view.kind.name.clone(),
            base: view.version,
            changes: changes(answers),
            stage: stage.map(str::to_owned),
            ..Wanted::default()
        };
        record::save(&self.app.office, &self.actor(name), &wanted).unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// A share of a case by Maya, for "services", in the part that says who she is.
    pub fn share(&self, case: Uuid, with: &str) -> Uuid {
        let today = jiff::Timestamp::from_microsecond(self.app.office.now()).unwrap();
        let last = today.to_zoned_datetime(jiff::tz::TimeZone::UTC).date() + jiff::ToSpan::days(30);
        let until = calendar::PartialDate::from_day(last).unwrap();
        let answers = json!({
            "account": self.user(with), "purpose": "services", "parts": ["identity"], "reason": "She meets her.",
            "until": until,
        });
        self.make("maya", "share", Some(case), None, answers).id
    }

    pub fn make(&self, name: &str, kind: &str, parent: Option<Uuid>, person: Option<Uuid>, answers: Value) -> Saved {
        let id = self.app.office.new_id();
        let wanted = Wanted { id, kind: kind.into(), parent, person, changes: changes(answers), ..Wanted::default() };
        record::save(&self.app.office, &self.actor(name), &wanted).unwrap()
    }
}

impl Seat<'_> {
    pub fn get(&self, path: &str) -> Answer {
        self.desk.send(Method::Get, path, Some(&self.cookie), "")
    }

    pub fn post(&self, path: &str, form: &str) -> Answer {
        let form = format!("csrf={}&{form}", self.csrf);
        self.desk.send(Method::Post, path, Some(&self.cookie), &form)
    }
}

/// The value of the hidden or read-only input of that name or class, the first on the page.
pub fn value_after<'a>(body: &'a str, before: &str) -> &'a str {
    let rest = &body[body.find(before).unwrap_or_else(|| panic!("no {before} in {body}")) + before.len()..];
    let rest = &rest[rest.find("value=\"").unwrap() + 7..];
    &rest[..rest.find('"').unwrap()]
}

/// What stands between tags.
pub fn texts(body: &str) -> Vec<String> {
    let inner = body.split_once("<body").map_or(body, |(_, inner)| inner);
    inner
        .split('<')
        .filter_map(|piece| piece.split_once('>'))
        .flat_map(|(_, text)| text.split(['·', ',', '\n']))
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

/// True for a text that looks like the key of one, as a missing text is shown.
pub fn is_key(text: &str) -> bool {
    const PREFIXES: [&str; 50] = [
        "view",
        "filter",
        "span",
        "period",
        "lost",
        "backups",
        "office",
        "idle",
        "settings",
        "factor",
        "step",
        "tokens",
        "conflict",
        "approvals",
        "log",
        "ledger",
        "people",
        "account",
        "invite",
        "roles",
        "grant",
        "relation",
        "manage",
        "forms",
        "strand",
        "kind",
        "rule",
        "type",
        "codes",
        "start",
        "part",
        "action",
        "nav",
        "column",
        "error",
        "send",
        "kinds",
        "acting",
        "act",
        "share",
        "handover",
        "handovers",
        "link",
        "erase",
        "erased",
        "erasures",
        "glass",
        "refused",
        "confidential",
        "printed",
    ];
    text.contains('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        && text.split('-').next().is_some_and(|first| PREFIXES.contains(&first))
}

/// The members of a JSON object as changes.
pub fn changes(answers: Value) -> BTreeMap<String, Option<Value>> {
    match answers {
        Value::Object(map) => map.into_iter().map(|(path, value)| (path, Some(value))).collect(),
        _ => BTreeMap::new(),
    }
}

pub fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap())
}

fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| accounts::hash(PASSWORD).unwrap())
}

fn save(office: &Office, tenant: i64, kind: &str, parent: Option<Uuid>, answers: Value) -> Uuid {
    let system = accounts::system(office, tenant).unwrap();
    let id = office.new_id();
    let wanted = Wanted { id, kind: kind.into(), parent, changes: changes(answers), ..Wanted::default() };
    record::save(office, &system, &wanted).unwrap().id
}

fn site(office: &Office, tenant: i64) -> Uuid {
    let answers = json!({"name": "Banke home", "site_type": "shelter", "country": "NP", "time_zone": "Asia/Kathmandu"});
    save(office, tenant, "site", None, answers)
}

fn someone(
    office: &Office,
    tenant: i64,
    name: &str,
    role: &str,
    (site, team): (Uuid, &str),
    supervisor: Option<Uuid>,
) -> Uuid {
    let user = save(office, tenant, "user", None, json!({"display_name": name}));
    let mut answers = json!({"user": user, "site": site, "role": role, "team": team});
    if let Some(supervisor) = supervisor {
        answers["supervisor"] = json!(supervisor);
    }
    save(office, tenant, "membership", Some(user), answers);
    user
}

/// The mission the program ships, read once.
fn mission() -> &'static Mission {
    static MISSION: OnceLock<Mission> = OnceLock::new();
    MISSION.get_or_init(|| mission_with(&[]))
}

/// The mission the program ships with an overlay's files.
pub fn mission_with(overlay: &[(&str, &str)]) -> Mission {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../response");
    let mut files = Vec::new();
    read(&root, &root, &mut files);
    let overlay = overlay.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
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
