//! Unmistakable texts are put where names, notes, secrets and slips of the keyboard go; afterwards they stand in no file
//! of the database, its log or a backup, in nothing the program printed, and in no error or address it answered.

mod scan;

use crate::support::desk::{Desk, between};
use crate::support::http::{Answered, Client};
use crate::support::served::Served;
use crate::support::{Installation, WELL, WRONG, binary, command, store};
use scan::Planted;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use store::testing::Databases;

/// A kind with a field in each compartment, of the association's own folder.
const KIND: &str = r#"
label: {en: Session, fr: Séance, ne: भेट}
title: "'Session'"
about: none
group: casework
retain: {after: created, years: 10}
list: {columns: [opened], sort: -opened}
survey:
  - {type: text, name: place, label: {en: Place, fr: Lieu, ne: ठाउँ}}
  - {type: text, name: told, compartment: mind, label: {en: Told, fr: Dit, ne: भनाइ}}
  - {type: text, name: filed, compartment: legal, label: {en: Filed, fr: Déposé, ne: दर्ता}}
  - {type: text, name: hurt, compartment: health, label: {en: Hurt, fr: Mal, ne: दुखाइ}}
  - {type: text, name: seen_with, compartment: network, search: name, label: {en: Seen with, fr: Vu avec, ne: साथी}}
  - {type: text, name: number, compartment: identity, search: code, label: {en: Number, fr: Numéro, ne: नम्बर}}
  - {type: text, name: asked, compartment: identity, constraint: "string-length(.) < 60", label: {en: Asked, fr: Demandé, ne: सोधेको}}
"#;
/// A role that does everything with it.
const ROLE: &str = "
everyone:
  label: {en: Everyone, fr: Toutes, ne: सबै}
  second_factor: true
  grants:
    - {kinds: [session, person, case, consent], do: [view, create, change, move, export, resolve], where: tenant, see: [open, identity, mind, legal, health, network]}
";
/// An open text: it must be found, or the search is blind.
const OPEN: &str = "barnacle-open-6204";
/// What must not be found.
const GIVEN: &str = "Zylpheraquond";
const FAMILY: &str = "Krummholzwick";
const NATIVE: &str = "झ्यिल्फेराक्वन्द";
const PHONE: &str = "98077665544";
const TOLD: &str = "plumbago-mind-9382";
const FILED: &str = "xenolith-legal-4471";
const HURT: &str = "quincunx-health-2210";
const SEEN_WITH: &str = "Vorpalsentchk";
const NUMBER: &str = "QXJ774499Z";
const DRAFT: &str = "zeugma-draft-6631";
const SOUGHT: &str = "ypsilonsought";
const SIGN_IN: &str = "crwth.signname";
const PASSWORD: &str = "obnubilate vexed lynx 88";
const WRONG_NAME: &str = "tmesis.wrongname";
const WRONG_PASSWORD: &str = "sphygmic wrong ox 31";
const FILE: &str = "gazumpfile";
const SLIP: &str = "Hapaxslip5520";
/// A name that slipped into the place of a field's name.
const KEY: &str = "Tmesis Ölfwick";
const ALL: &[&str] = &[
    GIVEN,
    FAMILY,
    NATIVE,
    PHONE,
    TOLD,
    FILED,
    HURT,
    SEEN_WITH,
    NUMBER,
    DRAFT,
    SOUGHT,
    SIGN_IN,
    PASSWORD,
    WRONG_NAME,
    WRONG_PASSWORD,
    FILE,
    SLIP,
    KEY,
];

#[test]
fn nothing_planted_is_found_on_sqlite() {
    let here = begun();
    story(&here, None);
}

#[test]
fn nothing_planted_is_found_on_postgresql() {
    let here = begun();
    let databases = Databases::new();
    let [_, url] = databases.urls();
    let cluster = url.split_once('@').unwrap().1.rsplit_once('/').unwrap().0.replace("%2F", "/");
    story(&here, Some((&url, Path::new(&cluster))));
}

fn begun() -> Installation {
    let here = Installation::new();
    for (file, text) in [("protection/session.yaml", KIND), ("roles.yaml", ROLE)] {
        let path = here.path("office/overlay").join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    here.run(&["kinds", "reload"], WELL);
    for folder in ["papers", "temporary"] {
        std::fs::create_dir(here.path(folder)).unwrap();
    }
    here
}

/// Everything that may leave a trace, then the search; on PostgreSQL with its address and its folder.
fn story(here: &Installation, postgres: Option<(&str, &Path)>) {
    let mut planted: Vec<Planted> = ALL.iter().map(|text| Planted::new(text)).collect();
    let words = ["user", "add", "Rita Kumal", "--name", SIGN_IN, "--role", "everyone", "--site", "Sathi"];
    let link = between(&here.run(&words, WELL).out, "http://", "\n");
    let token = here.token_of("Rita Kumal");
    if let Some((url, _)) = postgres {
        here.move_to(url);
    }
    for secret in [link.rsplit_once('/').unwrap().1, &token] {
        planted.push(Planted::secret(secret.split_once('.').unwrap().1));
    }
    let served = Served::start_by(here, |_| {
        let mut command = Command::new(binary());
        command.env("RUST_LOG", "trace").env("TMPDIR", here.path("temporary"));
        command
    });
    let mut faults = Vec::new();
    let factor = at_the_desk(&served, &link, &planted, &mut faults);
    planted.push(Planted::new(&factor));
    through_the_api(&served, &token, &planted, &mut faults);
    by_commands(here, &planted, &mut faults);

    let look = |faults: &mut Vec<String>| faults.extend(scan::folder(&planted, here.folder.path(), &["papers"]));
    look(&mut faults);
    served.kill();
    look(&mut faults);
    Served::start(here).stop();
    look(&mut faults);
    if let Some((url, cluster)) = postgres {
        // A reading is no transaction there, in which this word would be refused.
        store(url).read(|reads| reads.each("CHECKPOINT", &[], |_| Ok::<_, store::Error>(()))).unwrap();
        faults.extend(scan::folder(&planted, cluster, &[]));
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} places:\n{}", faults.len(), faults.join("\n"));
    let open = [Planted::new(OPEN)];
    let place: PathBuf = postgres.map_or_else(|| here.path("office"), |(_, cluster)| cluster.to_owned());
    assert!(!scan::folder(&open, &place, &[]).is_empty(), "not even an open text is found: the search is blind");
}

/// Signs in, well and badly; seeks, begins a form and leaves it. Gives the secret of the second factor.
fn at_the_desk(served: &Served, link: &str, planted: &[Planted], faults: &mut Vec<String>) -> String {
    let mut stranger = Desk::new(served);
    stranger.post("/desk/sign-in", &[("name", WRONG_NAME), ("password", WRONG_PASSWORD)]);
    stranger.post("/desk/sign-in", &[("name", SIGN_IN), ("password", WRONG_PASSWORD), ("next", SLIP)]);
    stranger.get(&format!("/desk/r/{SLIP}"));
    stranger.get(&format!("/desk/{SLIP}?text={SOUGHT}"));
    stranger.get(&format!("/en/{SLIP}"));
    let mut rita = Desk::new(served);
    let factor = rita.begin(link, SIGN_IN, PASSWORD);
    assert_eq!(rita.post("/desk/find", &[("text", SOUGHT)]).status, 200);
    let draft = [("hurt", DRAFT), ("_whole", "yes"), ("do", "keep")];
    assert_eq!(rita.submit("/desk/new/session", "/desk/write", &draft).status, 200);
    let long = SLIP.repeat(9);
    let refused = [("asked", long.as_str()), ("_whole", "yes"), ("do", "save")];
    assert_eq!(rita.submit("/desk/new/session", "/desk/write", &refused).status, 422);
    let made = [("told", TOLD), ("filed", FILED), ("place", OPEN), ("_whole", "yes"), ("do", "save")];
    let made = rita.submit("/desk/new/session", "/desk/write", &made);
    assert_eq!(made.status, 303, "{}", made.body);
    let address = made.header("location").unwrap().to_owned();
    assert!(rita.get(address.split('?').next().unwrap()).body.contains(TOLD), "she reads what she wrote");
    rita.get(&format!("/desk/list/session?sort={SLIP}&after={SOUGHT}"));
    rita.post("/desk/me/settings", &[("language", SLIP), ("theme", SLIP)]);
    rita.post("/desk/me/password", &[("old", WRONG_PASSWORD), ("new", PASSWORD)]);
    // Her own pages show her what she types; addresses and headers never do.
    for (asked, answered) in stranger.heard.iter().chain(&rita.heard) {
        faults.extend(scan::bytes(planted, &format!("the head of {asked}"), answered.head.as_bytes()));
    }
    factor
}

/// Makes, changes, reads and lists records, and sends what must be refused.
fn through_the_api(served: &Served, token: &str, planted: &[Planted], faults: &mut Vec<String>) {
    let mut client = Client::with_token(served.address, token).unwrap();
    let mut ask = |method: &str, path: &str, body: &str, status: u16| -> Value {
        let answered: Answered = client.json(method, path, body).unwrap();
        let place = format!("the answer to {method} {path} {}", body.get(..60).unwrap_or(body));
        if answered.status != status {
            faults.push(format!("{place}: {} instead of {status}: {}", answered.status, answered.body));
        }
        faults.extend(scan::bytes(planted, &place, answered.head.as_bytes()));
        // Who may read both values of a clash is shown them.
        if status >= 400 && status != 409 {
            faults.extend(scan::bytes(planted, &place, answered.body.as_bytes()));
        }
        serde_json::from_str(&answered.body).unwrap_or_default()
    };
    let (name, phone) = ("names/00000000-0000-7000-8000-000000000001", "phones/00000000-0000-7000-8000-000000000002");
    let mut person = json!({"presumed_child": "yes", "sex": "female", "may_visit": TOLD, "allergies": HURT});
    let columns = [("kind", "birth"), ("latin", &format!("{GIVEN} {FAMILY}")), ("native", NATIVE), ("source", "self")];
    for (row, columns) in
        [(name, &columns[..]), (phone, &[("number", PHONE), ("whose", "self"), ("safe_to_call", "yes")][..])]
    {
        person[row] = json!({});
        columns.iter().for_each(|(column, value)| person[format!("{row}/{column}")] = json!(value));
    }
    let made = ask("POST", "/api/v1/records/person", &json!({"changes": person}).to_string(), 201);
    let id = made["id"].as_str().unwrap().to_owned();
    ask("GET", &format!("/api/v1/records/person/{id}"), "", 200);
    let session = json!({
        "told": TOLD, "filed": FILED, "hurt": HURT, "seen_with": SEEN_WITH, "number": NUMBER, "asked": SLIP, "place": OPEN,
    });
    let made = ask("POST", "/api/v1/records/session", &json!({"changes": session}).to_string(), 201);
    let (session, version) = (made["id"].as_str().unwrap().to_owned(), &made["version"]);
    let address = format!("/api/v1/records/session/{session}");
    let change = |text: &str| json!({"base": version, "changes": {"told": text}}).to_string();
    ask("PATCH", &address, &change(SOUGHT), 200);
    ask("PATCH", &address, &change(TOLD), 409);
    ask("GET", "/api/v1/records/session", "", 200);
    let no_case = json!({"person": id, "changes": {"source": "border", "ground": "consent", "safety_plan": SLIP}});
    ask("POST", "/api/v1/records/case", &no_case.to_string(), 422);
    for (method, path, body, status) in [
        ("POST", "session".to_owned(), json!({"changes": {"asked": SLIP.repeat(9)}}).to_string(), 422),
        ("POST", "session".into(), json!({"changes": {KEY: "x"}}).to_string(), 422),
        ("POST", "person".into(), json!({"changes": {"sex": SLIP, "birth": {"y": SLIP}}}).to_string(), 422),
        ("POST", "session".into(), json!({"changes": {"told": [SLIP]}}).to_string(), 422),
        ("POST", "session".into(), json!({"id": SLIP}).to_string(), 400),
        ("POST", "session".into(), json!({SLIP: 1}).to_string(), 400),
        ("POST", "session".into(), json!({"stage": SLIP, "changes": {"told": TOLD}}).to_string(), 400),
        ("POST", "session".into(), format!("{{\"changes\": {{\"told\": \"{TOLD}"), 400),
        ("POST", SLIP.into(), json!({"changes": {"told": TOLD}}).to_string(), 404),
        ("GET", format!("session?{SLIP}={SOUGHT}"), String::new(), 400),
        ("GET", format!("session?seen_with={SEEN_WITH}"), String::new(), 400),
        ("GET", format!("session?sort={SLIP}"), String::new(), 400),
        ("GET", format!("session?after={SLIP}"), String::new(), 400),
        ("GET", format!("session/{SLIP}"), String::new(), 404),
    ] {
        ask(method, &format!("/api/v1/records/{path}"), &body, status);
    }
    let mut stranger = Client::with_token(served.address, SLIP).unwrap();
    let refused = stranger.get(&address).unwrap();
    assert_eq!(refused.status, 401);
    faults.extend(scan::bytes(planted, "the answer to a wrong token", (refused.head + &refused.body).as_bytes()));
}

/// Takes in and gives out records, makes a backup and verifies, while the program serves.
fn by_commands(here: &Installation, planted: &[Planted], faults: &mut Vec<String>) {
    let papers = here.path("papers");
    let file = papers.join(format!("{FILE}.jsonl"));
    let good = json!({"changes": {"told": TOLD, "number": NUMBER}});
    let bad = json!({"changes": {"asked": SLIP.repeat(9), KEY: SOUGHT}});
    std::fs::write(&file, format!("{good}\n{bad}\n{{\"changes\": {{\"told\": \"{TOLD}\n")).unwrap();
    let (file, out) = (file.to_str().unwrap(), papers.join(format!("{FILE}.csv")));
    for (words, exit) in [
        (vec!["import", "session", file], WRONG),
        (vec!["export", "session", "--as", "Rita Kumal", out.to_str().unwrap()], WELL),
        (vec!["export", "person", "--as", "Rita Kumal", papers.join("persons.jsonl").to_str().unwrap()], WELL),
        (vec!["backup", here.path("backup").to_str().unwrap()], WELL),
        (vec!["verify", "--open"], WELL),
    ] {
        let words: Vec<&str> = words.iter().copied().chain(["--config", "office/chautari.toml"]).collect();
        let mut command = command(here.folder.path(), &words);
        let ended = command.env("RUST_LOG", "trace").env("TMPDIR", here.path("temporary")).output().unwrap();
        let said = [ended.stdout, ended.stderr].concat();
        assert_eq!(ended.status.code(), Some(exit), "{words:?}: {}", String::from_utf8_lossy(&said));
        // The name of a file is what the person at the terminal has just typed.
        let said = String::from_utf8_lossy(&said).replace(FILE, "");
        faults.extend(scan::bytes(planted, &format!("what {} printed", words[0]), said.as_bytes()));
    }
    assert!(std::fs::read_to_string(out).unwrap().contains(TOLD), "what is given out is in clear");
}
