//! Style sheet, icons and modules: plain files inside the binary, named with their hash so that they may be kept.

use crate::answer::Answer;
use crate::call::Call;
use crate::site::Copy;
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

/// A module is named after all of them, because what it imports is part of what it does.
fn address_of(name: &str) -> String {
    let digest = if is_module(name) {
        let mut all: Vec<_> = Files::iter().filter(|name| is_module(name)).collect();
        all.sort_unstable();
        all.iter().fold(Sha256::new(), |hash, name| hash.chain_update(bytes(name))).finalize()
    } else {
        Sha256::digest(bytes(name))
    };
    let hash: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
        None => format!("{name}.{hash}"),
    }
}

fn is_module(name: &str) -> bool {
    name.ends_with(".js")
}

fn bytes(name: &str) -> Vec<u8> {
    Files::get(name).map(|file| file.data.into_owned()).unwrap_or_default()
}

/// A module with the addresses of those it imports (`from "./name.js"`): a browser knows no others.
fn linked(module: Vec<u8>) -> Vec<u8> {
    let Ok(mut text) = String::from_utf8(module) else { return Vec::new() };
    for name in Files::iter().filter(|name| is_module(name)) {
        text = text.replace(&format!("\"./{name}\""), &format!("\"{}\"", address(&name)));
    }
    text.into_bytes()
}

/// `GET /assets/{}`.
pub fn serve(call: &Call) -> Answer {
    let name = NAMED.get(call.part(0)).ok_or(Error::NotFound)?;
    let body = || if is_module(name) { linked(bytes(name)) } else { bytes(name) };
    let media = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    let make = |coding| Copy::new(media, Some("public, max-age=31536000, immutable"), coding, body());
    Ok(call.app.site.file(&call.path, &call.wants, make))
}

#[cfg(test)]
mod tests {
    use super::{Files, NAMED, address, bytes, is_module, linked};

    #[test]
    fn modules_import_each_other_by_addresses_that_are_served() {
        let mut imports = 0;
        for name in Files::iter().filter(|name| is_module(name)) {
            let text = String::from_utf8(linked(bytes(&name))).unwrap();
            for from in text.split(" from \"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                assert!(NAMED.contains_key(from.trim_start_matches("/assets/")), "{name} imports {from}");
                imports += 1;
            }
        }
        assert!(imports > 10);
        assert_ne!(address("form.js"), "/assets/");
    }
}
