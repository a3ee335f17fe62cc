//! From HTTP to a [`Call`] and back: limits, headers, sessions, who is let in. The only `async` of the crate.

use crate::answer::{Reply, error_page};
use crate::app::Face;
use crate::call::Call;
use crate::routes::{Door, ROUTES, Route};
use crate::{api, desk, site};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use casework::accounts::{self, Session};
use casework::actor::Actor;
use casework::{Error, Office};
use std::sync::Arc;
use std::time::Duration;
use tower_http::compression::CompressionLayer;

/// Largest body of a form or of an API request.
const BODY_MOST: usize = 2 * 1024 * 1024;
/// How long a client may take to send its request.
const BODY_WAIT: Duration = Duration::from_secs(20);

/// Answers on a listener until `stop` is done; what was begun is finished.
///
/// # Errors
/// What the system says of the listener.
pub async fn serve_on(
    listener: std::net::TcpListener,
    face: Face,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    axum::serve(listener, router(face)).with_graceful_shutdown(stop).await
}

/// The whole program as a service.
pub fn router(face: Face) -> Router {
    let mut router: Router<Face> = Router::new();
    for route in ROUTES {
        router = router.route(&pattern(route.path), endpoint(route));
    }
    router.fallback(nothing).layer(CompressionLayer::new()).with_state(face)
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
    on(filter, move |State(face): State<Face>, parts: RawPathParams, request: Request| {
        let parts = parts.iter().map(|(_, value)| value.to_owned()).collect();
        serve(face, route, parts, request)
    })
}

static NOTHING: Route = Route { method: "GET", path: "", door: Door::Public, handle: site::absent };
static NOTHING_DESK: Route = Route { method: "GET", path: "/desk", door: Door::Desk, handle: |_| Err(Error::NotFound) };
static NOTHING_API: Route = Route { method: "GET", path: "/api", door: Door::Api, handle: |_| Err(Error::NotFound) };

/// What is in no route is answered like what does not exist; on the desk only after signing in.
async fn nothing(State(face): State<Face>, request: Request) -> Response {
    let path = request.uri().path();
    let route = if path.starts_with("/desk") {
        &NOTHING_DESK
    } else if path.starts_with("/api/") {
        &NOTHING_API
    } else {
        &NOTHING
    };
    serve(face, route, Vec::new(), request).await
}

async fn serve(face: Face, route: &'static Route, parts: Vec<String>, request: Request) -> Response {
    if let Some(reply) = at_once(&face, route, &request) {
        return finish(route, reply);
    }
    let (head, body) = request.into_parts();
    let body = match tokio::time::timeout(BODY_WAIT, to_bytes(body, BODY_MOST)).await {
        Ok(Ok(body)) => body.to_vec(),
        Ok(Err(_)) => {
            return finish(route, Reply { status: StatusCode::PAYLOAD_TOO_LARGE, headers: vec![], body: vec![] });
        }
        Err(_) => return finish(route, Reply { status: StatusCode::REQUEST_TIMEOUT, headers: vec![], body: vec![] }),
    };
    let asked = Asked {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or("").to_owned(),
        headers: head.headers,
        parts,
        body,
    };
    let work = tokio::task::spawn_blocking(move || answer(&face, route, asked));
    match work.await {
        Ok(reply) => finish(route, reply),
        Err(_) => {
            tracing::error!(route = route.path, "a handler panicked");
            finish(route, Reply { status: StatusCode::INTERNAL_SERVER_ERROR, headers: vec![], body: vec![] })
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

struct Asked {
    method: Method,
    path: String,
    query: String,
    headers: HeaderMap,
    parts: Vec<String>,
    body: Vec<u8>,
}

impl Asked {
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

fn answer(face: &Face, route: &Route, asked: Asked) -> Reply {
    let office = &face.0.office;
    let mut call = Call {
        app: Arc::clone(&face.0),
        actor: match accounts::public(office, face.0.settings.tenant) {
            Ok(actor) => actor,
            Err(_) => return Reply { status: StatusCode::INTERNAL_SERVER_ERROR, headers: vec![], body: vec![] },
        },
        session: None,
        language: language(face, &asked),
        accept_language: asked.header(&header::ACCEPT_LANGUAGE).to_owned(),
        wants: site::Wants::of(&asked.headers),
        agent: asked.header(&header::USER_AGENT).to_owned(),
        token: asked.cookie(desk::cookie_name(face.0.settings.secure)).to_owned(),
        query: pairs(asked.query.as_bytes()),
        form: Vec::new(),
        path: asked.path.clone(),
        parts: asked.parts.clone(),
        body: Vec::new(),
    };
    if asked.header(&header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded") {
        call.form = pairs(&asked.body);
    }
    if let Err(refused) = enter(office, route, &asked, &mut call) {
        return refused;
    }
    call.body = asked.body;
    match (route.handle)(&call) {
        Ok(reply) => reply,
        Err(error) if route.door == Door::Api => api::problem(&error),
        Err(error) => error_page(&call, &error),
    }
}

/// Lets the caller in by the route's door, or answers why not.
fn enter(office: &Office, route: &Route, asked: &Asked, call: &mut Call) -> Result<(), Reply> {
    match route.door {
        Door::Public => Ok(()),
        Door::SignIn => from_here(asked),
        Door::Desk | Door::StepUp => {
            let session = accounts::read(office, &call.token).map_err(|error| error_page(call, &error))?;
            let Some(session) = session else {
                return Err(Reply::see(&desk::sign_in_address(&asked.path, asked.method == Method::GET)));
            };
            from_here(asked)?;
            let actor = accounts::staff(office, session.tenant, session.account).map_err(|e| error_page(call, &e))?;
            call.language = desk::language_of(call, &session);
            let stale = route.door == Door::StepUp && !session.is_stepped_up(office.now());
            let forged = asked.method != Method::GET && call.posted("csrf") != session.csrf;
            sign(call, actor.reading(&call.language), session);
            if forged {
                return Err(error_page(call, &Error::Forbidden { right: "post from another page".into() }));
            }
            if stale {
                return Err(Reply::see(&desk::again_address(&asked.path, asked.method == Method::GET)));
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
    if asked.method == Method::GET {
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
    if same { Ok(()) } else { Err(Reply { status: StatusCode::FORBIDDEN, headers: vec![], body: vec![] }) }
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
        .take(5000)
        .map(|pair| {
            let end = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            (decode(&pair[..end]), decode(pair.get(end + 1..).unwrap_or_default()))
        })
        .collect()
}

fn decode(text: &[u8]) -> String {
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

/// The headers every answer gets.
fn finish(route: &Route, reply: Reply) -> Response {
    let mut response = reply.into_response();
    if response.body_is_empty_error() {
        *response.body_mut() = Body::from(plain(response.status()));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    }
    let headers = response.headers_mut();
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
          font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
          frame-ancestors 'none'; base-uri 'none'",
        ),
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
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => format!("Too large: a form holds at most {} MB.\n", BODY_MOST / 1024 / 1024),
        StatusCode::REQUEST_TIMEOUT => {
            "The request did not arrive in time. Nothing was changed; send it again.\n".into()
        }
        other => format!("{other}\n"),
    }
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
