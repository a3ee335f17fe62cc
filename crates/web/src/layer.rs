//! From HTTP to a [`Call`] and back: limits, headers, sessions, who is let in. The only `async` of the crate.

use crate::answer::{Reply, error_page};
use crate::app::Face;
use crate::call::Call;
use crate::limits::{BODY_MOST, PAIRS_MOST, UPLOAD_MOST, UPLOADS_MOST};
use crate::routes::{Door, ROUTES, Route};
use crate::upload::{Upload, is_multipart};
use crate::{api, body, desk, refusal, site};
use axum::Router;
use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use casework::accounts::{self, Session};
use casework::actor::Actor;
use casework::{Error, Office};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

/// The whole program as a service.
pub fn router(face: Face) -> Router {
    let mut router: Router<Face> = Router::new();
    for route in ROUTES {
        router = router.route(&pattern(route.path), endpoint(route));
    }
    let compressed = CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_no_file));
    router.fallback(nothing).method_not_allowed_fallback(another_method).layer(compressed).with_state(face)
}

/// Files are sent as they are: most are compressed already, and their length is then known.
fn is_no_file(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::CONTENT_DISPOSITION)
}

/// `/a/{}/b/{}` as axum writes it.
fn pattern(path: &str) -> String {
    let mut named = String::new();
    for (n, piece) in path.split("{}").enumerate() {
        if n > 0 {
            named.push_str(&format!("{{p{n}}}"));
        }
        named.push_str(piece);
    }
    named
}

fn endpoint(route: &'static Route) -> MethodRouter<Face> {
    let filter = MethodFilter::try_from(Method::from_bytes(route.method.as_bytes()).unwrap_or(Method::GET))
        .unwrap_or(MethodFilter::GET);
    on(filter, move |State(face): State<Face>, parts: Result<RawPathParams, _>, request: Request| {
        // A part that is not UTF-8 names nothing.
        let parts = parts.map(|parts| parts.iter().map(|(_, value)| value.to_owned()).collect());
        serve(face, route, parts.unwrap_or_else(|_: RawPathParamsRejection| Vec::new()), request)
    })
}

const fn nowhere(path: &'static str, door: Door) -> Route {
    Route { method: "GET", path, door, handle: |_| Err(Error::NotFound), files: None }
}

static NOTHING: Route = Route { handle: site::absent, ..nowhere("", Door::Public) };
static NOTHING_DESK: Route = nowhere("/desk", Door::Desk);
static NOTHING_API: Route = nowhere("/api", Door::Api);

/// What is in no route, or not by this method, is answered like what does not exist; on the desk only after signing in.
async fn nothing(State(face): State<Face>, request: Request) -> Response {
    let route = nowhere_for(request.uri().path());
    serve(face, route, Vec::new(), request).await
}

fn nowhere_for(path: &str) -> &'static Route {
    if path.starts_with("/desk") {
        &NOTHING_DESK
    } else if path.starts_with("/api/") {
        &NOTHING_API
    } else {
        &NOTHING
    }
}

/// An address that is there, asked in a way it does not answer to.
async fn another_method(State(face): State<Face>, request: Request) -> Response {
    let route = nowhere_for(request.uri().path());
    let asked = Asked::of(request.into_parts().0, Vec::new());
    on_a_thread(route, move || refusal::reply(&face, route, &asked, StatusCode::METHOD_NOT_ALLOWED, "method")).await
}

async fn serve(face: Face, route: &'static Route, parts: Vec<String>, request: Request) -> Response {
    if let Some(reply) = at_once(&face, route, &request) {
        return finish(route, reply);
    }
    let limits = face.0.settings.limits;
    let (head, body) = request.into_parts();
    let mut asked = Asked::of(head, parts);
    let media = asked.header(&header::CONTENT_TYPE).to_owned();
    // The desk takes forms with and without files, the API one file alone.
    if route.files.is_some() && (route.door == Door::Api || is_multipart(&media)) {
        let Ok(_place) = UPLOADS.try_acquire() else {
            return on_a_thread(route, move || refusal::reply(&face, route, &asked, BUSY, "busy")).await;
        };
        let upload = Upload::new(body::arriving(body, UPLOAD_MOST, limits), &media);
        return on_a_thread(route, move || answer(&face, route, asked, upload)).await;
    }
    match body::gather(body, BODY_MOST, &limits).await {
        Ok(bytes) => {
            asked.body = bytes;
            on_a_thread(route, move || answer(&face, route, asked, None)).await
        }
        Err(kind) => {
            let (status, key) = body::status(kind);
            on_a_thread(route, move || refusal::reply(&face, route, &asked, status, key)).await
        }
    }
}

/// What the public site has ready, without a thread of its own.
fn at_once(face: &Face, route: &Route, request: &Request) -> Option<Reply> {
    if route.door != Door::Public || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let (office, wants) = (&face.0.office, site::Wants::of(request.headers()));
    let actor = accounts::public(office, face.0.settings.tenant).ok()?;
    face.0.site.at_once(office, &actor, request.uri().path(), &wants)
}

const BUSY: StatusCode = StatusCode::SERVICE_UNAVAILABLE;
static UPLOADS: Semaphore = Semaphore::const_new(UPLOADS_MOST);

async fn on_a_thread(route: &'static Route, work: impl FnOnce() -> Reply + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(reply) => finish(route, reply),
        Err(_) => {
            tracing::error!(route = route.path, "a handler panicked");
            finish(route, Reply::empty(StatusCode::INTERNAL_SERVER_ERROR))
        }
    }
}

/// A request as it was read.
pub struct Asked {
    method: Method,
    /// Its path, without the query.
    pub path: String,
    query: String,
    headers: HeaderMap,
    parts: Vec<String>,
    body: Vec<u8>,
}

impl Asked {
    fn of(head: Parts, parts: Vec<String>) -> Self {
        Self {
            path: head.uri.path().to_owned(),
            query: head.uri.query().unwrap_or("").to_owned(),
            method: head.method,
            headers: head.headers,
            parts,
            body: Vec::new(),
        }
    }

    /// True when nothing is to be changed: reading, also of the head alone.
    fn reads(&self) -> bool {
        self.method == Method::GET || self.method == Method::HEAD
    }

    fn header(&self, name: &HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    fn cookie(&self, name: &str) -> &str {
        self.headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
            .unwrap_or("")
    }
}

/// The call of a request, of nobody yet; nothing when the database does not answer.
pub fn call_of(face: &Face, asked: &Asked) -> Option<Call> {
    Some(Call {
        app: Arc::clone(&face.0),
        actor: accounts::public(&face.0.office, face.0.settings.tenant).ok()?,
        session: None,
        language: language(face, asked),
        accept_language: asked.header(&header::ACCEPT_LANGUAGE).to_owned(),
        wants: site::Wants::of(&asked.headers),
        agent: asked.header(&header::USER_AGENT).to_owned(),
        token: asked.cookie(desk::cookie_name(face.0.settings.secure)).to_owned(),
        query: pairs(asked.query.as_bytes()),
        form: Vec::new(),
        path: asked.path.clone(),
        parts: asked.parts.clone(),
        body: Vec::new(),
        refused: Vec::new(),
    })
}

fn answer(face: &Face, route: &'static Route, asked: Asked, mut upload: Option<Upload>) -> Reply {
    let office = &face.0.office;
    let Some(mut call) = call_of(face, &asked) else { return Reply::empty(StatusCode::INTERNAL_SERVER_ERROR) };
    if asked.header(&header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded") {
        call.form = pairs(&asked.body);
    }
    let entered = enter(office, route, &asked, &mut call, upload.as_mut());
    if let Some(kind) = upload.as_ref().and_then(Upload::failure) {
        let (status, key) = body::status(kind);
        return refusal::page(&call, route, status, key);
    }
    if let Err(refused) = entered {
        return refused;
    }
    if route.door == Door::Api && upload.is_some() {
        call.form.push(("name".into(), api::files::name(asked.header(&header::CONTENT_DISPOSITION))));
    }
    call.body = asked.body;
    let taken = match (route.files, upload.as_mut()) {
        (Some(take), Some(upload)) => take(&mut call, upload),
        _ => Ok(()),
    };
    if let Some(kind) = upload.as_ref().and_then(Upload::failure) {
        let (status, key) = body::status(kind);
        return refusal::page(&call, route, status, key);
    }
    match taken.and_then(|()| (route.handle)(&call)) {
        Ok(reply) => reply,
        Err(error) if route.door == Door::Api => api::problem(&error),
        Err(error) => error_page(&call, &error),
    }
}

/// Lets the caller in by the route's door, or answers why not.
fn enter(
    office: &Office,
    route: &Route,
    asked: &Asked,
    call: &mut Call,
    upload: Option<&mut Upload>,
) -> Result<(), Reply> {
    match route.door {
        Door::Public => Ok(()),
        Door::SignIn => from_here(asked),
        Door::Desk | Door::StepUp => {
            let session = accounts::read(office, &call.token).map_err(|error| error_page(call, &error))?;
            let Some(session) = session else {
                return Err(locked(office, route, asked, call, upload));
            };
            from_here(asked)?;
            if let Some(upload) = upload {
                // The value that shows that the form is ours stands before its files.
                upload.texts(&mut call.form).map_err(|_| Reply::empty(StatusCode::BAD_REQUEST))?;
            }
            let actor = acting(office, &session).map_err(|e| error_page(call, &e))?;
            call.language = desk::language_of(call, &session);
            let stale = route.door == Door::StepUp && !session.is_stepped_up(office.now());
            let forged = !asked.reads() && call.posted("csrf") != session.csrf;
            sign(call, actor.reading(&call.language), session);
            if forged {
                return Err(error_page(call, &Error::Forbidden { right: "post from another page".into() }));
            }
            if stale {
                return Err(Reply::see(&desk::again_address(&asked.path, asked.reads())));
            }
            if waits_for_factor(route, call).map_err(|error| error_page(call, &error))? {
                return Err(Reply::see("/desk/me/factor"));
            }
            Ok(())
        }
        Door::Api => {
            let bearer = asked.header(&header::AUTHORIZATION).strip_prefix("Bearer ").unwrap_or("");
            match accounts::bearer(office, bearer).map_err(|error| api::problem(&error))? {
                Some(actor) => {
                    call.actor = actor.reading(&call.language);
                    Ok(())
                }
                None => Err(api::unauthorised()),
            }
        }
    }
}

/// Whom a session acts as.
fn acting(office: &Office, session: &Session) -> Result<Actor, Error> {
    accounts::acting(office, session.tenant, session.account, session.membership)
}

/// Nobody is signed in: to sign-in, and from there back. A form that comes too late, from a session that only was idle,
/// is kept as a draft first; nothing else is done with it.
fn locked(office: &Office, route: &Route, asked: &Asked, call: &mut Call, upload: Option<&mut Upload>) -> Reply {
    let here = if asked.query.is_empty() { asked.path.clone() } else { format!("{}?{}", asked.path, asked.query) };
    let back = if asked.reads() { here } else { String::new() };
    if route.path == "/desk/write" && from_here(asked).is_ok() {
        match late_form(office, call, upload) {
            Ok(Some(_)) if call.posted("_quiet") == "yes" => {
                return Reply::empty(StatusCode::NO_CONTENT);
            }
            Ok(Some(kept)) => return Reply::see(&desk::sign_in_address(&kept)),
            Ok(None) => {}
            // What could not be kept is not hers to write; signing in says so.
            Err(error) => tracing::debug!(%error, "a late form was not kept"),
        }
    }
    Reply::see(&desk::sign_in_address(&back))
}

/// The address a late form goes on at, once it is kept. Its files are not: they are chosen again.
fn late_form(office: &Office, call: &mut Call, upload: Option<&mut Upload>) -> Result<Option<String>, Error> {
    let Some(session) = accounts::idle(office, &call.token)? else { return Ok(None) };
    if let Some(upload) = upload {
        while upload.next(&mut call.form).is_ok_and(|file| file.is_some()) {}
    }
    if session.csrf != call.posted("csrf") {
        return Ok(None);
    }
    let actor = acting(office, &session)?;
    call.language = desk::language_of(call, &session);
    let nobody = std::mem::replace(&mut call.actor, actor.reading(&call.language));
    let kept = desk::write::keep_late(call);
    call.actor = nobody;
    kept.map(Some)
}

/// True while a role of hers demands a second factor and she has none: then only setting it up and locking are open to
/// her. The demonstration has no second factors.
fn waits_for_factor(route: &Route, call: &Call) -> Result<bool, Error> {
    let open = route.path == "/desk/lock" || route.path.starts_with("/desk/me/factor");
    Ok(!open && call.app.settings.demo.is_none() && accounts::lacks_factor(&call.app.office, &call.actor)?)
}

fn sign(call: &mut Call, actor: Actor, session: Session) {
    call.actor = actor;
    call.session = Some(session);
}

/// A posted form must come from a page of ours: browsers say so in `Sec-Fetch-Site`, older ones in `Origin`.
fn from_here(asked: &Asked) -> Result<(), Reply> {
    if asked.reads() {
        return Ok(());
    }
    let site = asked.header(&HeaderName::from_static("sec-fetch-site"));
    let origin = asked.header(&header::ORIGIN);
    let host = asked.header(&header::HOST);
    let same = match (site, origin) {
        ("same-origin" | "none", _) => true,
        ("", "") => true,
        ("", origin) => origin.split_once("://").is_some_and(|(_, rest)| rest == host),
        _ => false,
    };
    if same { Ok(()) } else { Err(Reply::empty(StatusCode::FORBIDDEN)) }
}

/// The language of the address, of the person's choice, or of the browser.
fn language(face: &Face, asked: &Asked) -> String {
    let offered = &face.0.settings.languages;
    let first = asked.path.trim_start_matches('/').split('/').next().unwrap_or("");
    let chosen = asked.cookie("language");
    let browser = asked.header(&header::ACCEPT_LANGUAGE);
    [first, chosen]
        .into_iter()
        .map(str::to_owned)
        .chain(browser.split(',').map(|part| part.trim().chars().take(2).collect::<String>().to_lowercase()))
        .find(|language| offered.contains(language))
        .or_else(|| offered.first().cloned())
        .unwrap_or_else(|| "en".into())
}

/// Pairs of a query or a form. Text that is not UTF-8 keeps its readable part.
pub fn pairs(text: &[u8]) -> Vec<(String, String)> {
    text.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .take(PAIRS_MOST)
        .map(|pair| {
            let end = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            (decode(&pair[..end]), decode(pair.get(end + 1..).unwrap_or_default()))
        })
        .collect()
}

/// Percent-encoded text.
pub fn decode(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = rest.as_slice().get(..2).and_then(|two| std::str::from_utf8(two).ok());
                match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                    Some(value) => {
                        bytes.push(value);
                        rest.nth(1);
                    }
                    None => bytes.push(b'%'),
                }
            }
            byte => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What a page of ours may load and where it may send: nothing but this program.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
    media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

/// The headers every answer gets.
fn finish(route: &Route, reply: Reply) -> Response {
    let mut response = reply.into_response();
    if response.body_is_empty_error() {
        *response.body_mut() = Body::from(plain(response.status()));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    }
    let headers = response.headers_mut();
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("permissions-policy", "geolocation=(self), camera=(self), microphone=(self), interest-cohort=()"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        let kept = if route.door == Door::Public { "no-cache" } else { "no-store" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    }
    response
}

trait EmptyError {
    fn body_is_empty_error(&self) -> bool;
}

impl EmptyError for Response {
    fn body_is_empty_error(&self) -> bool {
        use axum::body::HttpBody as _;
        (self.status().is_client_error() || self.status().is_server_error()) && self.body().is_end_stream()
    }
}

fn plain(status: StatusCode) -> String {
    format!("{status}\n")
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn pairs_of_a_form_are_read_whatever_stands_in_them() {
        assert_eq!(
            pairs(b"a=1&b=%E0%A4%A8+x&c"),
            [("a".into(), "1".into()), ("b".into(), "न x".into()), ("c".into(), String::new()),]
        );
        assert_eq!(
            pairs(b"a=%zz&=&%=%"),
            [("a".into(), "%zz".into()), (String::new(), String::new()), ("%".into(), "%".into()),]
        );
        assert_eq!(pairs(b"a=%FF")[0].1, "\u{fffd}");
    }
}
