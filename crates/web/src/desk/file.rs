//! Files of records, as downloads: never shown inside a page of ours.

use crate::answer::{Answer, Reply};
use crate::body::Stream;
use crate::call::Call;
use axum::http::{StatusCode, header};
use casework::files;
use std::sync::Arc;
use uuid::Uuid;

/// `GET /desk/file/{}`: the bytes as they were sent, under the file's own name. Its reading is in the access log before
/// the first of them is sent.
pub fn download(call: &Call) -> Answer {
    give(call, call.id(0))
}

/// A file as an attachment. A page that a browser would still make of it may run nothing and reach nothing.
pub fn give(call: &Call, id: Uuid) -> Answer {
    let mut content = files::open(&call.app.office, &call.actor, id)?;
    let media = match content.told.media.as_str() {
        "text/plain" => "text/plain; charset=utf-8".to_owned(),
        media => media.to_owned(),
    };
    let (name, length) = (files::disposition(&content.told.name), u64::try_from(content.told.bytes).unwrap_or(0));
    let app = Arc::clone(&call.app);
    let stream = Stream::new(length, Box::new(move || content.read(&app.office)));
    let reply = Reply { stream: Some(stream), ..Reply::empty(StatusCode::OK) };
    Ok(reply
        .with(header::CONTENT_TYPE, &media)
        .with(header::CONTENT_DISPOSITION, &name)
        .with(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
}
