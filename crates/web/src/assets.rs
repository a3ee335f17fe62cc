//! Style sheet, icons and modules: plain files inside the binary, named with their hash so that they may be kept.

use crate::answer::{Answer, Reply};
use crate::call::Call;
use axum::http::header;
use casework::Error;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "../../assets/"]
struct Files;

/// Name with its hash → name of the file.
static NAMED: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| Files::iter().map(|name| (address_of(&name), name.to_string())).collect());

static ADDRESSES: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| NAMED.iter().map(|(hashed, name)| (name.clone(), format!("/assets/{hashed}"))).collect());

/// The address of a file of `assets/`: `chautari.css` → `/assets/chautari.1a2b3c4d.css`.
pub fn address(name: &str) -> &'static str {
    ADDRESSES.get(name).map_or("/assets/", String::as_str)
}

fn address_of(name: &str) -> String {
    let bytes = Files::get(name).map(|file| file.data).unwrap_or_default();
    let digest = Sha256::digest(&bytes);
    let hash: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
        None => format!("{name}.{hash}"),
    }
}

/// `GET /assets/{}`.
pub fn serve(call: &Call) -> Answer {
    let name = NAMED.get(call.part(0)).ok_or(Error::NotFound)?;
    let file = Files::get(name).ok_or(Error::NotFound)?;
    let media = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    Ok(Reply::of(media, file.data.into_owned()).with(header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
}
