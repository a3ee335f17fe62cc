//! The one table of routes. A route that is not here is not served; the walk over all of them is a test.

use crate::answer::Answer;
use crate::call::Call;
use crate::upload::Upload;
use crate::{api, assets, desk, site};
use casework::Error;

/// Who is let in before the handler runs. What she may then see or do is decided in casework, record by record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anyone: the public site. No cookie is read or set.
    Public,
    /// Anyone: pages of signing in.
    SignIn,
    /// Someone of the office with a session.
    Desk,
    /// As [`Door::Desk`], and she gave her password within the last five minutes.
    StepUp,
    /// The holder of a bearer token.
    Api,
}

/// Takes in the files of a request.
pub type TakeFiles = fn(&mut Call, &mut Upload) -> Result<(), Error>;

/// One route.
pub struct Route {
    /// `GET`, `POST` or `PATCH`.
    pub method: &'static str,
    /// Its path; `{}` stands for one part.
    pub path: &'static str,
    /// Who is let in.
    pub door: Door,
    /// What answers.
    pub handle: fn(&Call) -> Answer,
    /// What takes in the files that are sent to it, once the caller was let in and before it answers; what it found goes
    /// into the call's form. Without it a body is short and read whole.
    pub files: Option<TakeFiles>,
}

const fn get(path: &'static str, door: Door, handle: fn(&Call) -> Answer) -> Route {
    Route { method: "GET", path, door, handle, files: None }
}

const fn post(path: &'static str, door: Door, handle: fn(&Call) -> Answer) -> Route {
    Route { method: "POST", path, door, handle, files: None }
}

/// All routes.
pub static ROUTES: &[Route] = &[
    get("/", Door::Public, site::root),
    get("/healthz", Door::Public, site::health),
    get("/leave", Door::Public, site::leave),
    get("/assets/{}", Door::Public, assets::serve),
    get("/en", Door::Public, site::bare),
    get("/fr", Door::Public, site::bare),
    get("/ne", Door::Public, site::bare),
    get("/en/", Door::Public, site::home),
    get("/fr/", Door::Public, site::home),
    get("/ne/", Door::Public, site::home),
    get("/en/feed.xml", Door::Public, site::machines::feed),
    get("/fr/feed.xml", Door::Public, site::machines::feed),
    get("/ne/feed.xml", Door::Public, site::machines::feed),
    get("/en/search", Door::Public, site::search::ask),
    get("/fr/search", Door::Public, site::search::ask),
    get("/ne/search", Door::Public, site::search::ask),
    post("/en/search", Door::Public, site::search::find),
    post("/fr/search", Door::Public, site::search::find),
    post("/ne/search", Door::Public, site::search::find),
    get("/sitemap.xml", Door::Public, site::machines::sitemap),
    get("/robots.txt", Door::Public, site::machines::robots),
    get("/.well-known/security.txt", Door::Public, site::machines::security),
    get("/en/{}", Door::Public, site::page),
    get("/fr/{}", Door::Public, site::page),
    get("/ne/{}", Door::Public, site::page),
    get("/desk/sign-in", Door::SignIn, desk::sign_in::ask),
    post("/desk/sign-in", Door::SignIn, desk::sign_in::enter),
    post("/desk/sign-in/language", Door::SignIn, desk::sign_in::language),
    get("/desk/link/{}", Door::SignIn, desk::sign_in::link),
    post("/desk/link/{}", Door::SignIn, desk::sign_in::use_link),
    post("/desk/lock", Door::Desk, desk::sign_in::lock),
    post("/desk/stay", Door::Desk, desk::sign_in::stay),
    get("/desk/", Door::Desk, desk::home),
    get("/desk/list/{}", Door::Desk, desk::list::show),
    post("/desk/list/{}", Door::Desk, desk::list::narrow),
    post("/desk/list/{}/keep", Door::Desk, desk::list::keep),
    post("/desk/list/{}/drop", Door::Desk, desk::list::drop),
    post("/desk/find", Door::Desk, desk::find::show),
    get("/desk/find", Door::Desk, desk::find::ask),
    get("/desk/r/{}", Door::Desk, desk::record::show),
    get("/desk/r/{}/print", Door::Desk, desk::print::show),
    get("/desk/r/{}/handover", Door::Desk, desk::handover::ask),
    post("/desk/r/{}/handover", Door::Desk, desk::handover::offer),
    get("/desk/handovers", Door::Desk, desk::handover::waiting),
    post("/desk/handovers/{}", Door::Desk, desk::handover::answer),
    post("/desk/handovers/{}/withdraw", Door::Desk, desk::handover::withdraw),
    post("/desk/shares/{}/end", Door::Desk, desk::near::end_share),
    get("/desk/r/{}/link", Door::Desk, desk::link::ask),
    post("/desk/r/{}/link", Door::Desk, desk::link::make),
    post("/desk/links/{}", Door::Desk, desk::link::settle),
    get("/desk/r/{}/erase", Door::StepUp, desk::erase::ask),
    post("/desk/r/{}/erase", Door::StepUp, desk::erase::act),
    get("/desk/erasures", Door::StepUp, desk::erase::waiting),
    post("/desk/erasures/{}", Door::StepUp, desk::erase::decide),
    get("/desk/break-glass", Door::StepUp, desk::glass::ask),
    post("/desk/break-glass", Door::StepUp, desk::glass::open),
    get("/desk/break-glass/reviews", Door::Desk, desk::glass::waiting),
    post("/desk/break-glass/{}", Door::Desk, desk::glass::review),
    get("/desk/r/{}/history/{}", Door::Desk, desk::record::history),
    post("/desk/r/{}/move", Door::Desk, desk::record::move_on),
    get("/desk/r/{}/edit", Door::Desk, desk::write::edit),
    get("/desk/new/{}", Door::Desk, desk::write::new),
    get("/desk/r/{}/add/{}", Door::Desk, desk::write::add),
    Route { files: Some(desk::write::take_files), ..post("/desk/write", Door::Desk, desk::write::save) },
    get("/desk/file/{}", Door::Desk, desk::file::download),
    get("/desk/news", Door::Desk, desk::news::show),
    post("/desk/news", Door::Desk, desk::news::read),
    get("/desk/me", Door::Desk, desk::me::show),
    post("/desk/me/settings", Door::Desk, desk::me::settings),
    post("/desk/me/sessions", Door::Desk, desk::me::sessions),
    post("/desk/me/password", Door::Desk, desk::me::password),
    post("/desk/me/draft", Door::Desk, desk::me::throw_away),
    post("/desk/me/membership", Door::Desk, desk::me::switch),
    post("/desk/me/lost", Door::Desk, desk::me::settle),
    get("/desk/me/factor", Door::Desk, desk::factor::show),
    post("/desk/me/factor", Door::Desk, desk::factor::start),
    post("/desk/me/factor/confirm", Door::Desk, desk::factor::confirm),
    get("/desk/me/tokens", Door::StepUp, desk::tokens::show),
    post("/desk/me/tokens", Door::StepUp, desk::tokens::issue),
    post("/desk/me/tokens/end", Door::Desk, desk::tokens::end),
    get("/desk/again", Door::Desk, desk::again::ask),
    post("/desk/again", Door::Desk, desk::again::confirm),
    get("/desk/conflicts", Door::Desk, desk::conflicts::show),
    post("/desk/conflicts/{}", Door::Desk, desk::conflicts::settle),
    get("/desk/approvals", Door::Desk, desk::approvals::show),
    post("/desk/approvals/{}", Door::Desk, desk::approvals::decide),
    get("/desk/log", Door::Desk, desk::log::show),
    post("/desk/log", Door::Desk, desk::log::find),
    get("/desk/ledger", Door::Desk, desk::ledger::show),
    post("/desk/ledger/verify", Door::Desk, desk::ledger::verify),
    get("/desk/people", Door::Desk, desk::people::show),
    get("/desk/people/{}", Door::Desk, desk::people::one),
    post("/desk/people/{}/invite", Door::StepUp, desk::people::invite),
    post("/desk/people/{}/reset", Door::StepUp, desk::people::reset),
    post("/desk/people/{}/account", Door::StepUp, desk::people::account),
    post("/desk/people/{}/factor", Door::StepUp, desk::people::factor),
    post("/desk/people/{}/role", Door::StepUp, desk::people::give),
    post("/desk/people/{}/role/end", Door::StepUp, desk::people::take),
    get("/desk/roles", Door::Desk, desk::roles::show),
    get("/desk/roles/{}", Door::Desk, desk::roles::one),
    get("/desk/kinds", Door::Desk, desk::kinds::show),
    get("/desk/kinds/{}", Door::Desk, desk::kinds::one),
    get("/desk/kinds/{}/xlsform", Door::Desk, desk::kinds::download),
    get("/desk/codes/{}", Door::Desk, desk::kinds::codes),
    get("/desk/start", Door::Desk, desk::start::show),
    get("/desk/backups", Door::Desk, desk::backups::show),
    get("/desk/settings", Door::Desk, desk::settings::show),
    get("/api/v1/openapi.json", Door::Api, api::openapi),
    get("/api/v1/records/{}", Door::Api, api::list),
    get("/api/v1/records/{}/{}", Door::Api, api::open),
    post("/api/v1/records/{}", Door::Api, api::create),
    Route { method: "PATCH", ..post("/api/v1/records/{}/{}", Door::Api, api::change) },
    Route { files: Some(api::files::take), ..post("/api/v1/files", Door::Api, api::files::taken) },
    get("/api/v1/files/{}", Door::Api, api::files::download),
];

/// True for the path of a page of the desk that anyone with a session may ask for.
pub fn is_page(path: &str) -> bool {
    let fits = |route: &Route| {
        let (wanted, given) = (route.path.split('/'), path.split('/'));
        wanted.clone().count() == given.clone().count() && wanted.zip(given).all(|(w, g)| w == g || w == "{}")
    };
    ROUTES.iter().any(|route| route.method == "GET" && matches!(route.door, Door::Desk | Door::StepUp) && fits(route))
}
