//! The one table of routes. A route that is not here is not served; the walk over all of them is a test.

use crate::answer::Answer;
use crate::call::Call;
use crate::{api, assets, desk, site};

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
}

const fn get(path: &'static str, door: Door, handle: fn(&Call) -> Answer) -> Route {
    Route { method: "GET", path, door, handle }
}

const fn post(path: &'static str, door: Door, handle: fn(&Call) -> Answer) -> Route {
    Route { method: "POST", path, door, handle }
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
    get("/en/{}", Door::Public, site::page),
    get("/fr/{}", Door::Public, site::page),
    get("/ne/{}", Door::Public, site::page),
    get("/desk/sign-in", Door::SignIn, desk::sign_in::ask),
    post("/desk/sign-in", Door::SignIn, desk::sign_in::enter),
    post("/desk/sign-in/language", Door::SignIn, desk::sign_in::language),
    get("/desk/link/{}", Door::SignIn, desk::sign_in::link),
    post("/desk/link/{}", Door::SignIn, desk::sign_in::use_link),
    post("/desk/lock", Door::Desk, desk::sign_in::lock),
    get("/desk/", Door::Desk, desk::home),
    get("/desk/list/{}", Door::Desk, desk::list::show),
    post("/desk/find", Door::Desk, desk::find::show),
    get("/desk/find", Door::Desk, desk::find::ask),
    get("/desk/r/{}", Door::Desk, desk::record::show),
    get("/desk/r/{}/print", Door::Desk, desk::record::print),
    get("/desk/r/{}/history/{}", Door::Desk, desk::record::history),
    post("/desk/r/{}/move", Door::Desk, desk::record::move_on),
    get("/desk/r/{}/edit", Door::Desk, desk::write::edit),
    get("/desk/new/{}", Door::Desk, desk::write::new),
    get("/desk/r/{}/add/{}", Door::Desk, desk::write::add),
    post("/desk/write", Door::Desk, desk::write::save),
    get("/api/v1/openapi.json", Door::Api, api::openapi),
    get("/api/v1/records/{}", Door::Api, api::list),
    get("/api/v1/records/{}/{}", Door::Api, api::open),
    post("/api/v1/records/{}", Door::Api, api::create),
    Route { method: "PATCH", path: "/api/v1/records/{}/{}", door: Door::Api, handle: api::change },
];
