//! What is answered to a request that was refused before its route saw it: too large, too slow, asked another way. Like
//! every error it is a page in the reader's language, or a problem in JSON for the API.

use crate::answer::Reply;
use crate::app::Face;
use crate::call::Call;
use crate::layer::{Asked, call_of};
use crate::routes::{Door, Route};
use crate::{api, site};
use axum::http::{StatusCode, header};

/// The answer to a request of nobody known; `key` names its texts (`error-KEY-title`).
pub fn reply(face: &Face, route: &Route, asked: &Asked, status: StatusCode, key: &'static str) -> Reply {
    match call_of(face, asked) {
        Some(call) => page(&call, route, status, key),
        None => Reply::empty(status),
    }
}

/// The answer to a call.
pub fn page(call: &Call, route: &Route, status: StatusCode, key: &'static str) -> Reply {
    let reply = match (route.door, &call.session) {
        (Door::Api, _) => api::refused(status, key, detail(key)),
        (_, Some(_)) => crate::desk::error(call, status, key, ""),
        (_, None) => site::error(call, status, key, ""),
    };
    if status == StatusCode::SERVICE_UNAVAILABLE { reply.with(header::RETRY_AFTER, "5") } else { reply }
}

fn detail(key: &str) -> &'static str {
    match key {
        "too-large" => "A body holds at most 2 MB, a file at most 20 MB. Nothing was changed.",
        "late" => "The request did not arrive in time. Nothing was changed; send it again.",
        "method" => "This address does not answer to this method; the header Allow names those it does.",
        "busy" => "Too much is going on; try again in a moment.",
        _ => "The request is cut off, or not as its headers say. Nothing was changed.",
    }
}
