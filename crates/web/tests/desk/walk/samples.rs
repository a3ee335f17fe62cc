//! One sample, or more, of every route: a line each. A route without one makes the walk fail with its name.
//!
//! A line says: the route; who may (the first of them does it at the end, the others are refused nothing either);
//! what stands for the `{}` of the path and then for the `@` of what is sent; what is sent. Everyone else is answered
//! as if nothing were there, but those named by `but`: they see it and are told the right they lack.

use super::world::Part;
use Part::*;

/// One way to ask for a route.
pub struct Sample {
    /// Method and path, as in the table of routes.
    pub route: &'static str,
    /// Who may, of [`SEATS`].
    pub by: &'static [&'static str],
    /// What stands for the `{}` of the path, then for the `@` of `sent`.
    pub parts: &'static [Part],
    /// The form, the JSON or the file that is sent; what begins with `?` belongs to the address, up to a `|`.
    pub sent: &'static str,
    /// Status for those who may.
    pub gives: u16,
    /// Who sees it and may not, with the right that the refusal names.
    pub but: &'static [(&'static str, &'static str)],
}

/// Everyone who asks: nobody, the people of the office, another site, another tenant, and a token of Maya's that only
/// looks at the open part of cases.
#[rustfmt::skip]
pub const SEATS: [&str; 13] = [
    "nobody", "maya", "bina", "kiran", "anita", "prakash", "denis", "urmila", "sunita", "hira", "sabina", "nisha", "narrow",
];
const NOBODY: &[&str] = &["nobody"];
#[rustfmt::skip]
const STAFF: &[&str] = &[
    "urmila", "maya", "bina", "kiran", "anita", "prakash", "denis", "sunita", "hira", "sabina", "nisha",
];
/// The same; the first of them changes her password and is not asked again.
#[rustfmt::skip]
const RENEWS: &[&str] = &[
    "hira", "urmila", "maya", "bina", "kiran", "anita", "prakash", "denis", "sunita", "sabina", "nisha",
];
#[rustfmt::skip]
const TOKENS: &[&str] = &[
    "maya", "bina", "kiran", "anita", "prakash", "denis", "urmila", "sunita", "hira", "sabina", "nisha", "narrow",
];
/// Everyone to whom some case is open.
const CASES: &[&str] = &["maya", "bina", "kiran", "denis", "sunita", "hira", "sabina", "nisha"];
/// Those to whom the first case is open.
const READERS: &[&str] = &["maya", "kiran", "denis", "sunita"];
const WORKERS: &[&str] = &["maya", "bina", "hira", "nisha"];
const CHANGE: &[(&str, &str)] = &[("denis", "change"), ("sunita", "change")];
const CREATE: &[(&str, &str)] = &[("kiran", "create"), ("denis", "create"), ("sunita", "create"), ("sabina", "create")];
const TRANSFER: &[(&str, &str)] = &[("maya", "transfer"), ("denis", "transfer")];
const LINK: &[(&str, &str)] = &[("denis", "link"), ("sunita", "link")];
const ERASE: &[(&str, &str)] = &[("maya", "erase"), ("kiran", "erase"), ("sunita", "erase")];

const fn get(path: &'static str, by: &'static [&'static str], parts: &'static [Part]) -> Sample {
    Sample { route: path, by, parts, sent: "", gives: 200, but: &[] }
}

const fn post(path: &'static str, by: &'static [&'static str], parts: &'static [Part], sent: &'static str) -> Sample {
    Sample { gives: 303, sent, ..get(path, by, parts) }
}

impl Sample {
    const fn gives(self, gives: u16) -> Self {
        Self { gives, ..self }
    }

    const fn but(self, but: &'static [(&'static str, &'static str)]) -> Self {
        Self { but, ..self }
    }
}

/// All samples.
pub static SAMPLES: &[Sample] = &[
    get("GET /", NOBODY, &[]).gives(302),
    get("GET /healthz", NOBODY, &[]),
    get("GET /leave", NOBODY, &[]),
    get("GET /assets/{}", NOBODY, &[Asset]),
    get("GET /en", NOBODY, &[]).gives(301),
    get("GET /fr", NOBODY, &[]).gives(301),
    get("GET /ne", NOBODY, &[]).gives(301),
    get("GET /en/", NOBODY, &[]),
    get("GET /fr/", NOBODY, &[]),
    get("GET /ne/", NOBODY, &[]),
    get("GET /en/{}", NOBODY, &[Slug]),
    get("GET /fr/{}", NOBODY, &[Slug]).gives(302),
    get("GET /ne/{}", NOBODY, &[Slug]).gives(302),
    get("GET /en/feed.xml", NOBODY, &[]),
    get("GET /fr/feed.xml", NOBODY, &[]).gives(404),
    get("GET /ne/feed.xml", NOBODY, &[]).gives(404),
    get("GET /en/search", NOBODY, &[]),
    get("GET /fr/search", NOBODY, &[]),
    get("GET /ne/search", NOBODY, &[]),
    post("POST /en/search", NOBODY, &[], "words=help").gives(200),
    post("POST /fr/search", NOBODY, &[], "words=aide").gives(200),
    post("POST /ne/search", NOBODY, &[], "words=help").gives(200),
    get("GET /sitemap.xml", NOBODY, &[]),
    get("GET /robots.txt", NOBODY, &[]),
    get("GET /.well-known/security.txt", NOBODY, &[]).gives(404),
    get("GET /desk/sign-in", NOBODY, &[]),
    post("POST /desk/sign-in", NOBODY, &[], "name=maya&password=three+goats+on+the+roof"),
    post("POST /desk/sign-in/language", NOBODY, &[], "language=ne"),
    get("GET /desk/link/{}", NOBODY, &[Link]),
    post("POST /desk/link/{}", NOBODY, &[Link], "password=four+boats+on+the+lake"),
    post("POST /desk/lock", STAFF, &[], ""),
    post("POST /desk/stay", STAFF, &[], "").gives(204),
    get("GET /desk/", STAFF, &[]).gives(303),
    get("GET /desk/list/{}", CASES, &[Kind]),
    post("POST /desk/list/{}", CASES, &[Kind], "stage=registered"),
    post("POST /desk/list/{}/keep", CASES, &[Kind], "name=Mine"),
    post("POST /desk/list/{}/drop", &["maya"], &[KindOfCase, View], "?view=@"),
    get("GET /desk/find", STAFF, &[]),
    post("POST /desk/find", STAFF, &[], "text=Aasha+Taamang").gives(200),
    get("GET /desk/r/{}", READERS, &[Case]),
    get("GET /desk/r/{}/print", READERS, &[Case]),
    get("GET /desk/r/{}/handover", &["kiran", "sunita"], &[Case]).but(TRANSFER),
    post("POST /desk/r/{}/handover", &["kiran", "sunita"], &[Case, To, ToSite], "to=@&to_site=@&why=She+moves")
        .but(TRANSFER),
    get("GET /desk/handovers", &["bina", "maya", "kiran", "hira", "sabina", "nisha"], &[]),
    post("POST /desk/handovers/{}", &["bina"], &[Offer], "answer=decline&words=Too+many"),
    post("POST /desk/handovers/{}/withdraw", &["kiran", "sunita"], &[OfferBack], "").but(TRANSFER),
    post("POST /desk/shares/{}/end", &["maya", "kiran"], &[Share], "").but(&[("denis", "share"), ("sunita", "share")]),
    get("GET /desk/r/{}/link", &["maya", "kiran"], &[Person]).but(LINK),
    post("POST /desk/r/{}/link", &["maya", "kiran"], &[Person, Other], "kind=same_person:suggested&why=x&to=@")
        .but(LINK),
    post("POST /desk/links/{}", &["maya", "kiran"], &[Joined], "state=not_same").but(LINK),
    get("GET /desk/r/{}/erase", &["denis"], &[Case]).but(ERASE),
    post("POST /desk/r/{}/erase", &["denis"], &[Case], "do=propose&ground=her_wish&reason=She+asked").but(ERASE),
    get("GET /desk/erasures", &["sunita", "denis"], &[]),
    post("POST /desk/erasures/{}", &["sunita"], &[Proposal], "decision=refused&words=No").but(&[("denis", "approve")]),
    get("GET /desk/break-glass", &["sunita"], &[]),
    post("POST /desk/break-glass", &["sunita"], &[Case], GLASS),
    get("GET /desk/break-glass/reviews", &["kiran", "denis", "sabina"], &[]),
    post("POST /desk/break-glass/{}", &["denis", "kiran"], &[Opened], "finding=justified&words=Yes")
        .but(&[("sunita", "approve")]),
    get("GET /desk/r/{}/history/{}", READERS, &[Case, Field]),
    post("POST /desk/r/{}/move", &["maya", "kiran"], &[Case], "stage=registered")
        .but(&[("denis", "move"), ("sunita", "move")]),
    get("GET /desk/r/{}/edit", &["maya", "kiran"], &[Case]).but(CHANGE),
    get("GET /desk/new/{}", WORKERS, &[KindToMake]).but(CREATE),
    get("GET /desk/r/{}/add/{}", &["maya"], &[Case, KindBelow]).but(&[
        ("kiran", "create"),
        ("denis", "create"),
        ("sunita", "create"),
    ]),
    post("POST /desk/write", STAFF, &[], "").gives(400),
    post("POST /desk/write", &["maya", "kiran"], &[Case], "_whole=yes&_base=1&do=keep&_id=@").gives(200).but(CHANGE),
    get("GET /desk/file/{}", &["maya", "kiran"], &[File]),
    get("GET /desk/news", &["kiran", "sabina"], &[]),
    post("POST /desk/news", &["kiran"], &[Told], "rule=unsafe_case_is_told&record=@"),
    get("GET /desk/me", STAFF, &[]),
    post("POST /desk/me/settings", STAFF, &[], "language=en&theme=dark"),
    post("POST /desk/me/sessions", &["maya"], &[Session], "id=@"),
    post("POST /desk/me/password", RENEWS, &[], "old=three+goats+on+the+roof&new=four+boats+on+the+lake"),
    post("POST /desk/me/draft", STAFF, &[Draft], "id=@"),
    post("POST /desk/me/membership", &["maya"], &[Post], "id=@"),
    post("POST /desk/me/lost", STAFF, &[], "").gives(404),
    get("GET /desk/me/factor", STAFF, &[]),
    post("POST /desk/me/factor", STAFF, &[], "").gives(200),
    post("POST /desk/me/factor/confirm", STAFF, &[], "code=000000").gives(422),
    get("GET /desk/me/tokens", STAFF, &[]),
    post("POST /desk/me/tokens", STAFF, &[], "label=figures&action=view&part=open&kind=case&days=7").gives(200),
    post("POST /desk/me/tokens/end", &["maya"], &[Token], "id=@"),
    get("GET /desk/again", STAFF, &[]),
    post("POST /desk/again", STAFF, &[], "password=three+goats+on+the+roof"),
    get("GET /desk/conflicts", &["maya", "bina", "kiran", "hira", "sabina", "nisha"], &[]),
    post("POST /desk/conflicts/{}", &["kiran", "maya"], &[Conflict, ConflictVersion], "choice=stands&base=@"),
    get("GET /desk/approvals", &["kiran", "sabina"], &[]),
    post(
        "POST /desk/approvals/{}",
        &["kiran"],
        &[Waiting, WaitingVersion],
        "stage=after_care&decision=approved&version=@",
    )
    .but(&[("maya", "approve"), ("denis", "approve"), ("sunita", "approve")]),
    get("GET /desk/log", &["prakash", "denis"], &[]),
    post("POST /desk/log", &["prakash", "denis"], &[], "act=view"),
    get("GET /desk/ledger", &["prakash", "denis"], &[]),
    post("POST /desk/ledger/verify", &["prakash", "denis"], &[], "").gives(200),
    get("GET /desk/people", &["anita"], &[]),
    get("GET /desk/people/{}", &["anita"], &[Colleague]),
    post("POST /desk/people/{}/invite", &["anita"], &[Newcomer], "name=rita").gives(200),
    post("POST /desk/people/{}/reset", &["anita"], &[Colleague], "").gives(200),
    post("POST /desk/people/{}/account", &["anita"], &[Colleague], "do=close"),
    post("POST /desk/people/{}/factor", &["anita"], &[Colleague], "do=ask").gives(400),
    post("POST /desk/people/{}/role", &["anita"], &[Newcomer, Site], "role=trainer&team=north&site=@"),
    post("POST /desk/people/{}/role/end", &["anita"], &[Colleague, Membership], "id=@"),
    get("GET /desk/roles", &["anita", "prakash", "denis"], &[]),
    get("GET /desk/roles/{}", &["anita", "prakash", "denis"], &[Role]),
    get("GET /desk/kinds", &["anita"], &[]),
    get("GET /desk/kinds/{}", &["anita"], &[KindPage]),
    get("GET /desk/kinds/{}/xlsform", &["anita"], &[KindPage]),
    get("GET /desk/codes/{}", &["anita"], &[CodeList]),
    get("GET /desk/start", &["anita"], &[]),
    get("GET /desk/backups", &["anita", "prakash", "denis"], &[]),
    get("GET /desk/settings", &["anita"], &[]),
    get("GET /api/v1/openapi.json", TOKENS, &[]),
    get("GET /api/v1/files/{}", &["maya", "kiran"], &[File]),
    post("POST /api/v1/files", WORKERS, &[Fresh], "?kind=document&record=@&path=copy|%PDF-1.7\n").gives(201),
    get("GET /api/v1/records/{}", LISTERS, &[Kind]),
    get("GET /api/v1/records/{}/{}", &["maya", "kiran", "denis", "sunita", "narrow"], &[KindOfCase, Case]),
    post(
        "POST /api/v1/records/{}",
        WORKERS,
        &[KindToMake, Person],
        r#"{"person": "@", "changes": {"source": "border", "ground": "court", "ground_reason": "Order 7",
            "presenting_concern": ["exploitation"], "safe_now": "yes", "risk": "high"}}"#,
    )
    .gives(201)
    .but(&[
        ("kiran", "create"),
        ("denis", "create"),
        ("sunita", "create"),
        ("sabina", "create"),
        ("narrow", "create"),
    ]),
    post("PATCH /api/v1/records/{}/{}", &["maya", "kiran"], &[KindOfCase, Case, CaseVersion], PATCH).gives(200).but(&[
        ("denis", "write:open"),
        ("sunita", "write:open"),
        ("narrow", "write:open"),
    ]),
];

const GLASS: &str = "record=@&category=danger&reason=The+police+found+a+girl+at+the+border";
const LISTERS: &[&str] = &["maya", "bina", "kiran", "denis", "sunita", "hira", "sabina", "nisha", "narrow"];
const PATCH: &str = r#"{"base": @, "changes": {"risk": "low"}}"#;
