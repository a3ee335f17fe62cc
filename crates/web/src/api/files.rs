//! Files by the API: sent alone, then named by an answer of their record.

use crate::answer::{Answer, Reply};
use crate::call::Call;
use crate::desk;
use crate::upload::{Upload, parameters};
use axum::http::{StatusCode, header};
use casework::Error;
use casework::files::{self, Place};
use serde_json::json;
use uuid::Uuid;

/// Takes in the body of `POST /api/v1/files?kind=…&record=…&path=…`: one file for an answer of a record, which need not
/// be there yet. Its name comes in `Content-Disposition`, never in the address.
///
/// # Errors
/// As [`files::put`].
pub fn take(call: &mut Call, upload: &mut Upload) -> Result<(), Error> {
    let record: Uuid = call.asked("record").parse().map_err(|_| Error::Request("record: the id of a record".into()))?;
    let place = Place { record, kind: call.asked("kind"), path: call.asked("path"), form: record };
    let told = files::put(&call.app.office, &call.actor, &place, call.posted("name"), upload)?;
    call.form.push(("id".into(), told.id.to_string()));
    call.form.push(("media".into(), told.media));
    call.form.push(("bytes".into(), told.bytes.to_string()));
    Ok(())
}

/// The name in a `Content-Disposition`: `filename*` (RFC 8187) before `filename`.
pub fn name(disposition: &str) -> String {
    let all = parameters(disposition);
    let of = |wanted: &str| all.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    match of("filename*").and_then(|value| value.to_lowercase().starts_with("utf-8''").then(|| &value[7..])) {
        Some(encoded) => crate::layer::decode(encoded.replace('+', "%2B").as_bytes()),
        None => of("filename").unwrap_or_default().to_owned(),
    }
}

/// `POST /api/v1/files`: what was taken. It is kept for a day unless an answer names it.
pub fn taken(call: &Call) -> Answer {
    let id = call.posted("id");
    let bytes: i64 = call.posted("bytes").parse().unwrap_or(0);
    let body = json!({"id": id, "media": call.posted("media"), "bytes": bytes});
    Ok(Reply::json(StatusCode::CREATED, &body).with(header::LOCATION, &format!("/api/v1/files/{id}")))
}

/// `GET /api/v1/files/{id}`.
pub fn download(call: &Call) -> Answer {
    desk::file::give(call, call.id(0))
}
