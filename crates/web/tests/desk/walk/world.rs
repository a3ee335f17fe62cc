//! The office that is walked through: what stands for the `{}` of each route, who sees it, and names nobody else reads.

use super::samples::SEATS;
use crate::office::{Desk, Method, PASSWORD, changes};
use casework::accounts::{self, Scope};
use casework::files::{self, Place};
use casework::people;
use casework::publish::{self, PUBLISHED};
use casework::record::{self, NewHandover, NewLink, OpenConflict, SAME, Wanted, Which};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use store::Store;
use uuid::Uuid;
use web::{Demo, Limits};

/// What a `{}` of a path or an `@` of a form stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Asset,
    Slug,
    Link,
    /// A kind that is listed.
    Kind,
    /// A kind that is viewed or made.
    KindToMake,
    /// A kind that hangs under a case.
    KindBelow,
    KindOfCase,
    KindPage,
    Case,
    CaseVersion,
    /// Whom a case is handed to, and where.
    To,
    ToSite,
    Offer,
    OfferBack,
    Share,
    /// A person who is linked with the first, and the link.
    Other,
    Joined,
    Proposal,
    /// An opening of a record in an emergency.
    Opened,
    /// A copy of a document.
    File,
    /// The id of a record that is to be made.
    Fresh,
    Person,
    Field,
    /// A case of which a rule told something.
    Told,
    Session,
    Token,
    View,
    /// A role that she may act under.
    Post,
    Draft,
    Conflict,
    ConflictVersion,
    Waiting,
    WaitingVersion,
    Colleague,
    Newcomer,
    Membership,
    Site,
    Role,
    CodeList,
}

/// A value of a part, and who sees it.
pub struct There {
    pub text: String,
    pub seen_by: &'static [&'static str],
}

/// The office and everything that can be asked for in it.
pub struct World {
    pub desk: Desk,
    /// Values of each part; the first is the one asked for by those who may.
    pub values: BTreeMap<Part, Vec<There>>,
    /// Bearer tokens by the name of their holder.
    pub tokens: BTreeMap<&'static str, String>,
    /// Names of people helped, each with those who may read it.
    pub names: Vec<(&'static str, &'static [&'static str])>,
}

/// Parts whose other values are not a question of who sees them.
pub const FIXED: [Part; 5] = [Part::CaseVersion, Part::ConflictVersion, Part::WaitingVersion, Part::Draft, Part::Fresh];

/// What is there for nobody: no record, no kind, no text in another script.
pub const ABSENT: [&str; 3] = ["0197f2c4-4a4e-7000-8000-0123456789ab", "absent", "%E0%A4%A8"];

impl World {
    pub fn new(store: Store, clock: Arc<AtomicI64>) -> Self {
        let mut desk =
            Desk::on(store, clock, Some(Demo { folder: "chautari-demo".into(), ..Demo::default() }), Limits::default());
        desk.hire(1, "hira", "Hira Oli", "social_worker");
        desk.hire(2, "nisha", "Nisha Rokaya", "social_worker");
        let waiting = waiting(&desk);
        let (conflict, case) = (conflict(&desk), desk.case());
        let elsewhere = desk.case_by("hira", "Deepa Rai", "दीपा राई");
        let partner = desk.case_by("nisha", "Gita Lama", "गीता लामा");
        let gone = desk.case_by("maya", "Radha Mahato", "राधा महतो");
        erase(&desk, gone);
        pages(&desk);
        let mut world = Self { desk, values: BTreeMap::new(), tokens: BTreeMap::new(), names: Vec::new() };
        world.records([case, elsewhere, partner, gone], waiting, conflict);
        world.beside();
        let told = world.desk.case();
        world.desk.change("maya", told, json!({"risk": "immediate"}), None);
        world.put(Part::Told, &[(&told.to_string(), &["kiran"])]);
        world.office();
        world.accounts();
        let both: &[&str] = &["maya", "kiran"];
        world.names = vec![
            ("Asha Tamang", both),
            ("आशा तामाङ", both),
            ("Deepa Rai", &["hira"]),
            ("दीपा राई", &["hira"]),
            ("Gita Lama", &["nisha"]),
            ("गीता लामा", &["nisha"]),
            ("Sita Bote", &["maya", "kiran", "sunita"]),
            ("सीता बोटे", &["maya", "kiran", "sunita"]),
            ("Radha Mahato", &[]),
            ("राधा महतो", &[]),
        ];
        world
    }

    fn put(&mut self, part: Part, values: &[(&str, &'static [&'static str])]) {
        let values = values.iter().map(|(text, seen_by)| There { text: (*text).to_owned(), seen_by });
        self.values.insert(part, values.collect());
    }

    fn records(&mut self, [case, elsewhere, partner, gone]: [Uuid; 4], waiting: Uuid, conflict: OpenConflict) {
        let view = |who, id| record::open(&self.desk.app.office, &self.desk.actor(who), id).unwrap();
        let versions = [case, waiting].map(|id| view("kiran", id).row.version.to_string());
        let persons = [("maya", case), ("hira", elsewhere), ("nisha", partner)]
            .map(|(who, id)| view(who, id).row.person.unwrap().to_string());
        let [a, b, c, d] = [case, elsewhere, partner, gone].map(|id| id.to_string());
        let mine: &[&str] = &["maya", "kiran", "denis", "sunita", "narrow"];
        let theirs: &[&str] = &["hira", "denis", "sunita"];
        // That it was there is told to those who saw it; nothing else is.
        let gone: &[&str] = &["maya", "kiran", "denis", "sunita"];
        self.put(Part::Case, &[(&a, mine), (&b, theirs), (&c, &["nisha"]), (&d, gone)]);
        self.put(Part::CaseVersion, &[(&versions[0], &[])]);
        self.put(Part::Person, &[(&persons[0], mine), (&persons[1], theirs), (&persons[2], &["nisha"])]);
        let readers: &[&str] = &["maya", "kiran", "denis", "sunita", "hira", "nisha"];
        self.put(Part::Field, &[("risk", readers), ("safety_plan", &["maya", "kiran"])]);
        self.put(Part::Conflict, &[(&conflict.id.to_string(), mine)]);
        self.put(Part::ConflictVersion, &[(&conflict.view.row.version.to_string(), &[])]);
        self.put(Part::Waiting, &[(&waiting.to_string(), mine), (&b, theirs), (&c, &["nisha"])]);
        self.put(Part::WaitingVersion, &[(&versions[1], &[])]);
        self.put(Part::Draft, &[(&a, &[])]);
        let files = [file(&self.desk, "maya", case), file(&self.desk, "hira", elsewhere)];
        self.put(Part::File, &[(&files[0], &["maya", "kiran"]), (&files[1], &["hira"])]);
        self.put(Part::Fresh, &[(&self.desk.app.office.new_id().to_string(), &[])]);
    }

    /// What stands beside a case: offers, a share, links, a proposal to erase, an emergency.
    fn beside(&mut self) {
        const READERS: &[&str] = &["maya", "kiran", "denis", "sunita"];
        let (desk, office) = (&self.desk, &self.desk.app.office);
        let actor = |name| desk.actor(name);
        let (bina, site) = (desk.user("bina"), desk.site);
        let [offered, back] = [(); 2].map(|()| {
            let case = desk.case();
            let new = NewHandover { case, to: bina, site, why: "She moves." };
            record::hand_over(office, &actor("kiran"), new).unwrap();
            record::offers(office, &actor("bina")).unwrap().iter().find(|offer| offer.case.id == case).unwrap().id
        });
        let share = desk.share(desk.case(), "indira");
        let person = |case| record::open(office, &actor("maya"), case).unwrap().row.person.unwrap();
        let [first, second, third] = [(); 3].map(|()| person(desk.case()));
        let new = NewLink { from: first, to: second, kind: SAME, state: "suggested", why: "The same village" };
        let link = record::link(office, &actor("maya"), new).unwrap();
        record::propose_erasure(office, &actor("denis"), third, "her_wish", "She asked.").unwrap();
        let proposal = record::erasures(office, &actor("sunita")).unwrap()[0].view.row.id;
        let broken = desk.case_by("maya", "Sita Bote", "सीता बोटे");
        let reason = "The police found a girl at the border.";
        record::break_glass(office, &actor("sunita"), Which::Id(broken), "danger", reason).unwrap();
        let opened = record::openings(office, &actor("denis")).unwrap()[0].view.row.id;
        let all = [offered, back, share, link, proposal, opened, bina, site, third].map(|id| id.to_string());
        self.put(Part::Offer, &[(&all[0], &["bina"])]);
        self.put(Part::OfferBack, &[(&all[1], READERS)]);
        self.put(Part::Share, &[(&all[2], READERS)]);
        self.put(Part::Joined, &[(&all[3], READERS)]);
        self.put(Part::Proposal, &[(&all[4], &["sunita", "denis"])]);
        self.put(Part::Opened, &[(&all[5], &["denis", "kiran", "sunita"])]);
        self.put(Part::To, &[(&all[6], &SEATS)]);
        self.put(Part::ToSite, &[(&all[7], &SEATS)]);
        self.put(Part::Other, &[(&all[8], READERS)]);
    }

    fn office(&mut self) {
        const LISTED: &[&str] = &["maya", "bina", "kiran", "denis", "sunita", "hira", "sabina", "nisha", "narrow"];
        const SUSPECTS: &[&str] = &["kiran", "denis", "sabina"];
        self.put(Part::Kind, &[("case", LISTED), ("membership", &["anita", "prakash"]), ("suspect", SUSPECTS)]);
        self.put(Part::KindOfCase, &[("case", LISTED), ("person", &[]), ("membership", &[])]);
        self.put(Part::KindToMake, &[("case", LISTED), ("membership", &["anita", "prakash"])]);
        self.put(Part::KindBelow, &[("note", LISTED), ("membership", &["anita", "prakash"])]);
        self.put(Part::KindPage, &[("case", &["anita"])]);
        self.put(Part::Role, &[("social_worker", &["anita", "prakash", "denis"])]);
        self.put(Part::CodeList, &[("risk_level", &["anita"])]);
        let sheet = self.desk.send(Method::Get, "/desk/sign-in", None, "").body;
        let name = sheet.split("/assets/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        self.put(Part::Asset, &[(&name, &["nobody"])]);
        self.put(Part::Slug, &[("get-help", &["nobody"]), ("not-yet", &[])]);
    }

    fn accounts(&mut self) {
        let desk = &self.desk;
        let (office, anita) = (&desk.app.office, desk.actor("anita"));
        let rita = desk.make("anita", "user", None, None, json!({"display_name": "Rita Kumal"})).id.to_string();
        let [kiran, sabina] = ["kiran", "sabina"].map(|name| desk.user(name).to_string());
        let [held, post] =
            ["kiran", "maya"].map(|name| people::held(office, &anita, &[desk.user(name)]).unwrap()[0].id.to_string());
        let reset = |name| accounts::reset(office, &anita, desk.user(name)).unwrap().token;
        let (used, link) = (reset("prakash"), reset("indira"));
        accounts::accept(office, &used, PASSWORD).unwrap();
        self.tokens = SEATS.iter().skip(1).map(|name| (*name, token(desk, name))).collect();
        let mine = accounts::tokens(office, 1, desk.user("maya")).unwrap();
        let token = mine.iter().find(|token| token.label == "to end").unwrap();
        let seat = desk.sign_in("maya");
        let view = seat.post("/desk/list/case", "stage=registered").location.rsplit('=').next().unwrap().to_owned();
        let session = accounts::read(office, &seat.cookie).unwrap().unwrap();
        let (token, session) = (accounts::hex(&token.id), accounts::hex(&session.id));
        let (site, case) = (desk.site.to_string(), self.values[&Part::Case][0].text.clone());
        self.put(Part::Colleague, &[(&kiran, &["anita"]), (&sabina, &[]), (&case, &[])]);
        self.put(Part::Newcomer, &[(&rita, &["anita"]), (&sabina, &[]), (&case, &[])]);
        self.put(Part::Membership, &[(&held, &["anita"]), (&case, &[])]);
        self.put(Part::Site, &[(&site, &["anita"])]);
        self.put(Part::Link, &[(&link, &["nobody"]), (&used, &[])]);
        self.put(Part::Token, &[(&token, &["maya"])]);
        self.put(Part::View, &[(&view, &["maya"])]);
        self.put(Part::Post, &[(&post, &["maya"])]);
        self.put(Part::Session, &[(&session, &["maya"])]);
    }
}

/// A token with all of its holder's rights; `narrow` is Maya's and only looks at the open part of cases.
fn token(desk: &Desk, name: &str) -> String {
    let office = &desk.app.office;
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let whole = Scope {
        kinds: Vec::new(),
        actions: names(&["view", "create", "change", "move"]),
        see: names(&["open", "identity", "legal", "health", "mind", "network"]),
        ..Scope::default()
    };
    let narrow =
        Scope { kinds: names(&["case"]), actions: names(&["view"]), see: names(&["open"]), ..Scope::default() };
    let (holder, scope) = if name == "narrow" { ("maya", narrow) } else { (name, whole) };
    let (tenant, ends) = (desk.actor(holder).tenant(), office.now() + 30 * 86_400_000_000);
    let issue = |label| accounts::issue(office, tenant, desk.user(holder), label, &scope, ends).unwrap();
    if name == "narrow" {
        issue("to end");
    }
    issue("walk")
}

/// A copy of a passport in a case.
fn file(desk: &Desk, worker: &str, case: Uuid) -> String {
    let (office, actor, id) = (&desk.app.office, desk.actor(worker), desk.app.office.new_id());
    let place = Place { record: id, kind: "document", path: "copy", form: id };
    let file = files::put(office, &actor, &place, "passport.pdf", b"%PDF-1.7\n".as_slice()).unwrap().id.to_string();
    let answers = changes(json!({"document_type": "passport", "holder": "self", "copy": file}));
    let wanted = Wanted { id, kind: "document".into(), parent: Some(case), changes: answers, ..Wanted::default() };
    record::save(office, &actor, &wanted).unwrap();
    file
}

/// Erases the person of a case, with all that is about her.
fn erase(desk: &Desk, case: Uuid) {
    let (office, lead, director) = (&desk.app.office, desk.actor("denis"), desk.actor("sunita"));
    let person = record::open(office, &lead, case).unwrap().row.person.unwrap();
    record::propose_erasure(office, &lead, person, "her_wish", "She asked for it.").unwrap();
    let proposal = record::erasures(office, &director).unwrap()[0].view.row.id;
    record::decide_erasure(office, &director, proposal, true, "Yes.").unwrap();
    record::erase(office, &lead, person).unwrap();
}

/// A conflict that both who see it may settle.
fn conflict(desk: &Desk) -> OpenConflict {
    desk.conflict();
    record::open_conflicts(&desk.app.office, &desk.actor("kiran"), "", 5).unwrap().0.remove(0)
}

/// A case that waits for its supervisor.
fn waiting(desk: &Desk) -> Uuid {
    let case = desk.case();
    for stage in ["registered", "assessed", "planned", "in_service", "preparing_exit"] {
        desk.change("maya", case, json!({}), Some(stage));
    }
    case
}

/// A page that is published and one that is not.
fn pages(desk: &Desk) {
    let office = &desk.app.office;
    let page = |slug: &str| {
        format!(
            "{{slug: {{en: {slug}}}, section: help, menu: 'no', order: 1, title: {{en: Help}}, lead: {{en: Call.}}}}"
        )
    };
    let files = [("one".to_owned(), page("get-help")), ("two".to_owned(), page("not-yet"))];
    let made = publish::starters(&files, &mut || office.new_id(), &mut || office.new_id()).unwrap();
    for (page, stage) in made.into_iter().zip([PUBLISHED, "draft"]) {
        let wanted = Wanted {
            id: page.id,
            kind: "page".into(),
            changes: changes(json!(page.answers)),
            stage: Some(stage.into()),
            ..Wanted::default()
        };
        record::save(office, &accounts::system(office, 1).unwrap(), &wanted).unwrap();
    }
}
