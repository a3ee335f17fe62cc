//! A small mission, a day, a desk that knows two colleagues.

use crate::form::page::{Around, Part, Shown, render};
use crate::form::{Access, Child, FileLine, Form, Known, Typed};
use crate::say::Texts;
use forms::answers::{self, Answers, FieldError};
use forms::expr::{Env, NoHost};
use forms::load::{Layer, load};
use forms::{Compartment, Kind, Mission};
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use uuid::Uuid;

pub static MISSION: LazyLock<Mission> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mission");
    let mut files = Vec::new();
    gather(&root, "", &mut files);
    load(&[Layer { name: "tests/mission", files }]).expect("the mission of the tests has no fault").mission
});

fn gather(folder: &Path, within: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{within}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files);
        } else {
            files.push((name, std::fs::read(entry.path()).unwrap()));
        }
    }
}

pub static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::load().unwrap());

/// Two colleagues; one more that the reader may not see.
pub struct Desk;

pub const ASHA: &str = "01900000-0000-7000-8000-000000000001";
pub const KIRAN: &str = "01900000-0000-7000-8000-000000000002";
pub const HIDDEN: &str = "01900000-0000-7000-8000-000000000003";

impl Known for Desk {
    fn records(&self, target: &str) -> Vec<(String, String)> {
        assert_eq!(target, "user");
        [(ASHA, "Asha Rai"), (KIRAN, "Kiran \"K\" <Shah>")].map(|(id, name)| (id.to_owned(), name.to_owned())).to_vec()
    }

    fn file(&self, _: &str) -> Option<FileLine> {
        Some(FileLine { name: "a <scan>.pdf".into(), media: "application/pdf".into(), bytes: 1_234_567 })
    }

    fn title(&self, target: &str, id: &str) -> String {
        self.records(target).into_iter().find(|(other, _)| other == id).map(|(_, name)| name).unwrap_or_default()
    }
}

/// What a form is drawn from, changed by a test as it needs.
pub struct Desktop {
    pub kind: Arc<Kind>,
    pub language: &'static str,
    pub answers: Answers,
    pub typed: Typed,
    pub errors: Vec<FieldError>,
    pub access: Access,
    pub children: Vec<Child>,
    pub current: Part,
}

pub fn everything() -> BTreeSet<Compartment> {
    [Compartment::Open, Compartment::Identity].into()
}

impl Desktop {
    pub fn new(kind: &str, language: &'static str) -> Self {
        let kind = MISSION.kinds[kind].clone();
        let mut answers = Answers::new();
        with_env(language, |env| answers::begin(&kind, &MISSION, &mut answers, env));
        Self {
            kind,
            language,
            answers,
            typed: Typed::new(),
            errors: Vec::new(),
            access: Access { see: everything(), write: everything() },
            children: Vec::new(),
            current: Part::Page(0),
        }
    }

    pub fn form<T>(&self, then: impl FnOnce(&Form<'_>) -> T) -> T {
        with_env(self.language, |env| {
            let relevant = answers::relevant(&self.kind, &MISSION, &self.answers, env);
            then(&Form {
                kind: &self.kind,
                mission: &MISSION,
                answers: &self.answers,
                relevant: &relevant,
                typed: &self.typed,
                errors: &self.errors,
                access: &self.access,
                w: TEXTS.words(self.language),
                env,
                known: &Desk,
                sprite: "/assets/sprite.svg",
                children: &self.children,
                prefix: "",
            })
        })
    }

    /// The whole document, or one page of it.
    pub fn html(&self, all: bool) -> String {
        let hidden = [("csrf", "token".to_owned()), ("_id", Uuid::nil().to_string())];
        let around = Around {
            action: "/desk/write",
            hidden: &hidden,
            shown: Shown { current: self.current, all },
            seen: &[0],
            general: &[],
            reason: None,
            subject: None,
            notice: "",
            leave: "/desk/",
        };
        self.form(|form| render(form, &around).to_string())
    }
}

pub fn with_env<T>(language: &str, then: impl FnOnce(&Env<'_>) -> T) -> T {
    let roles = BTreeSet::from(["social_worker".to_owned()]);
    then(&Env {
        today: "2026-11-24".parse().unwrap(),
        now: "2026-11-24T03:15:00Z".parse().unwrap(),
        zone: TimeZone::get("Asia/Kathmandu").unwrap(),
        uuid: &|| Uuid::nil(),
        settings: &MISSION.settings,
        roles: &roles,
        language,
        table: calendar::Table::embedded(),
        host: &NoHost,
    })
}

pub fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Markup with a line for each element, so that a change of one shows as a change of one line.
pub fn lines(html: &str) -> String {
    html.replace("><", ">\n<")
}
