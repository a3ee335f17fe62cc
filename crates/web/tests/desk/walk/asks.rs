//! Asking for a route as one of the seats, and what holds of every answer whoever asks.

use super::samples::Sample;
use super::world::World;
use crate::office::{Answer, Seat};
use axum::body::Body;
use axum::http::{Request, header};
use std::collections::BTreeMap;
use web::{Door, ROUTES, Route};

/// The same on every answer (`layer.rs` says why).
const HEADERS: [(&str, &str); 5] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; \
         connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// What a file sent by someone may do in a browser: nothing.
const SANDBOX: &str = "default-src 'none'; sandbox";

/// Who asks and by what.
pub struct Asker<'a> {
    pub name: &'static str,
    pub cookie: Option<String>,
    pub csrf: String,
    pub bearer: Option<&'a str>,
    pub more: Vec<(&'static str, &'static str)>,
}

impl<'a> Asker<'a> {
    pub fn nobody() -> Self {
        Self { name: "nobody", cookie: None, csrf: String::new(), bearer: None, more: Vec::new() }
    }

    pub fn seated(name: &'static str, seat: &Seat<'_>) -> Self {
        Self { name, cookie: Some(seat.cookie.clone()), csrf: seat.csrf.clone(), ..Self::nobody() }
    }

    pub fn bearing(name: &'static str, token: &'a str) -> Self {
        Self { name, bearer: Some(token), ..Self::nobody() }
    }
}

/// The route of a sample.
pub fn route_of(sample: &Sample) -> &'static Route {
    let found = ROUTES.iter().find(|route| format!("{} {}", route.method, route.path) == sample.route);
    found.unwrap_or_else(|| panic!("{} is no route any more: take its line out of walk/samples.rs", sample.route))
}

/// Path and body of a sample with these values.
pub fn filled(sample: &Sample, values: &[String]) -> (String, String) {
    let route = route_of(sample);
    let (inside, outside) = values.split_at(route.path.matches("{}").count());
    let fill = |text: &str, place: &str, values: &[String]| {
        values.iter().fold(text.to_owned(), |text, value| text.replacen(place, value, 1))
    };
    let (path, sent) = (fill(route.path, "{}", inside), fill(sample.sent, "@", outside));
    match sent.split_once('|').unwrap_or((&sent, "")) {
        (query, body) if sent.starts_with('?') => (path + query, body.to_owned()),
        _ => (path, sent),
    }
}

impl World {
    /// Asks, and checks what holds of every answer.
    pub fn ask(&self, who: &Asker<'_>, route: &Route, path: &str, body: &str) -> Answer {
        self.ask_by(route.method, who, route, path, body)
    }

    /// The same by another method.
    pub fn ask_by(&self, method: &str, who: &Asker<'_>, route: &Route, path: &str, body: &str) -> Answer {
        let what = format!("{method} {path} as {}", who.name);
        let mut request = Request::builder().uri(path).method(method);
        for (name, value) in &who.more {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &who.cookie {
            request = request.header(header::COOKIE, format!("desk={cookie}"));
        }
        if let Some(token) = who.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let looks = ["GET", "HEAD"].contains(&method);
        let body = match route.door {
            Door::Desk | Door::StepUp if !looks => format!("csrf={}&{body}", who.csrf),
            _ => body.to_owned(),
        };
        if !looks {
            let media = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
            request = request.header(header::CONTENT_TYPE, media);
        }
        let answer = self.desk.ask(request.body(Body::from(body)).unwrap());
        self.holds(&what, who.name, route, &answer);
        answer
    }

    fn holds(&self, what: &str, who: &str, route: &Route, answer: &Answer) {
        assert!(answer.status < 500, "{what}: {} {}", answer.status, answer.body);
        let header = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
        let download = answer.headers.contains_key(header::CONTENT_DISPOSITION) && header(HEADERS[0].0) == SANDBOX;
        for (name, value) in HEADERS.into_iter().skip(usize::from(download)) {
            assert_eq!(header(name), value, "{what}: {name}");
        }
        assert!(header("permissions-policy").starts_with("geolocation=(self)"), "{what}");
        let kept = header("cache-control");
        if route.door == Door::Public {
            assert!(!kept.is_empty() && answer.cookie.is_empty(), "{what}: {kept} {}", answer.cookie);
        } else {
            assert_eq!(kept, "no-store", "{what}");
        }
        assert!(answer.location.is_empty() || answer.location.starts_with('/'), "{what}: {}", answer.location);
        let headers: String = answer.headers.values().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        for (name, readers) in &self.names {
            assert!(!headers.contains(name), "{what}: {name} stands in a header");
            assert!(readers.contains(&who) || !answer.body.contains(name), "{what}: {name} is read");
        }
    }

    /// Everyone who asks at a door, once signed in.
    pub fn askers(&self, door: Door) -> Vec<Asker<'_>> {
        match door {
            Door::Api => self.tokens.iter().map(|(name, token)| Asker::bearing(name, token)).collect(),
            Door::Public | Door::SignIn => vec![Asker::nobody()],
            Door::Desk | Door::StepUp => {
                let names = super::samples::SEATS.iter().filter(|name| !["nobody", "narrow"].contains(name));
                names.map(|name| Asker::seated(name, &self.desk.sign_in(name))).collect()
            }
        }
    }
}

/// An answer as it is compared: status, headers, bytes. Nothing is taken out of the bytes: the pages of one session carry
/// one value for their forms, and no page holds a number used once. Of the headers `allow` is left out, which says the
/// methods of a route, not what is there.
pub fn compared(answer: &Answer) -> (u16, BTreeMap<String, String>, &[u8]) {
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = answer.headers.iter().filter(|(name, _)| *name != header::ALLOW);
    (answer.status, headers.map(|(name, value)| (name.to_string(), text(value))).collect(), &answer.bytes)
}
