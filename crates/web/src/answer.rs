//! What a handler gives back, and how an error becomes an answer: the one place that does so.

use crate::body::Stream;
use crate::call::Call;
use crate::site;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::Error;
use serde::Serialize;

/// What a handler gives.
pub type Answer = Result<Reply, Error>;

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Headers beyond those every answer gets.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// Body.
    pub body: Vec<u8>,
    /// A body that is made while it is sent, instead of `body`.
    pub stream: Option<Stream>,
}

impl Reply {
    /// A page.
    pub fn page(html: String) -> Self {
        Self::of("text/html; charset=utf-8", html.into_bytes())
    }

    /// A page with another status.
    pub fn page_with(status: StatusCode, html: String) -> Self {
        Self { status, ..Self::page(html) }
    }

    /// A body of a media type.
    pub fn of(media: &'static str, body: Vec<u8>) -> Self {
        Self {
            headers: vec![(header::CONTENT_TYPE, HeaderValue::from_static(media))],
            body,
            ..Self::empty(StatusCode::OK)
        }
    }

    /// JSON.
    pub fn json(status: StatusCode, value: &impl Serialize) -> Self {
        let body = serde_json::to_vec(value).expect("plain data with texts as keys is always written as JSON");
        Self { status, ..Self::of("application/json", body) }
    }

    /// Go and see there (303).
    pub fn see(address: &str) -> Self {
        Self::elsewhere(StatusCode::SEE_OTHER, address)
    }

    /// An answer that sends elsewhere; `address` is one of ours and holds nothing typed.
    pub fn elsewhere(status: StatusCode, address: &str) -> Self {
        let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
        Self { headers: vec![(header::LOCATION, location)], ..Self::empty(status) }
    }

    /// An answer without a body.
    pub fn empty(status: StatusCode) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), stream: None }
    }

    /// The same with one more header. A value that is no header value is left out.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let body = self.stream.map_or_else(|| self.body.into(), Stream::body);
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        response
    }
}

/// Status, key of the text (`error-KEY-title`, `error-KEY-text`) and name of the missing right.
pub fn meaning(error: &Error) -> (StatusCode, &'static str, String) {
    match error {
        Error::NotFound => (StatusCode::NOT_FOUND, "not-found", String::new()),
        Error::Forbidden { right } => (StatusCode::FORBIDDEN, "forbidden", right.clone()),
        Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", String::new()),
        Error::Refused(_) => (StatusCode::UNPROCESSABLE_ENTITY, "refused", String::new()),
        Error::Stale(_) => (StatusCode::CONFLICT, "stale", String::new()),
        Error::Request(what) => (StatusCode::BAD_REQUEST, "request", what.clone()),
        Error::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy", String::new()),
        Error::Store(_) => (StatusCode::INTERNAL_SERVER_ERROR, "fault", String::new()),
    }
}

/// The page of an error, on the desk or on the public site. A fault of the program is logged once, here, without
/// anything personal: the store's errors hold no answers.
pub fn error_page(call: &Call, error: &Error) -> Reply {
    let (status, key, detail) = meaning(error);
    if let Error::Store(fault) = error {
        tracing::error!(%fault, "a request failed");
    }
    let reply = match &call.session {
        Some(_) => crate::desk::error(call, status, key, &detail),
        None => site::error(call, status, key, &detail),
    };
    if matches!(error, Error::Busy) { reply.with(header::RETRY_AFTER, "2") } else { reply }
}
