//! Setting up the second factor: the secret and the recovery codes are shown once, the first code puts it into force.

use super::me::{lost_in_words, session};
use super::qr::{self, Qr};
use super::{Frame, render};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::StatusCode;
use casework::{Error, accounts};

#[derive(Template)]
#[template(path = "desk/factor.html")]
struct FactorPage<'a> {
    frame: Frame<'a>,
    demanded: bool,
    begun: bool,
    secret: String,
    uri: String,
    qr: Option<Qr>,
    codes: Vec<String>,
    lost: String,
    wrong: String,
}

fn page<'a>(
    call: &'a Call,
    secret: &str,
    codes: Vec<String>,
    begun: bool,
    wrong: String,
) -> Result<FactorPage<'a>, Error> {
    let mut frame = Frame::new(call, call.words().say("factor-title"));
    frame = frame.under(vec![("/desk/me".into(), call.words().say("settings-title"))]);
    let uri = if secret.is_empty() { String::new() } else { uri(call, &frame.person, secret) };
    let lost = accounts::lost(&call.app.office, call.actor.tenant(), call.actor.id())?;
    let dropped = lost.filter(|lost| lost.confirmed.is_some());
    Ok(FactorPage {
        demanded: accounts::lacks_factor(&call.app.office, &call.actor)?,
        begun,
        qr: (!secret.is_empty()).then(|| qr::code(&uri, call.words().say("factor-qr"))).flatten(),
        lost: dropped.map(|lost| lost_in_words(call, &lost)).unwrap_or_default(),
        uri,
        secret: spaced(secret),
        codes,
        wrong,
        frame,
    })
}

/// What a code app reads (Key Uri Format): whose secret it is and where it is used.
fn uri(call: &Call, person: &str, secret: &str) -> String {
    let issuer = if call.app.settings.name.is_empty() { "Chautari" } else { call.app.settings.name.as_str() };
    let (issuer, person) = (encoded(issuer), encoded(person));
    format!("otpauth://totp/{issuer}:{person}?secret={secret}&issuer={issuer}")
}

/// Percent-encoded, but for letters and digits.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A secret in groups of four, as people copy it.
fn spaced(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// `GET /desk/me/factor`.
pub fn show(call: &Call) -> Answer {
    let session = session(call)?;
    if accounts::recovery_left(&call.app.office, session.tenant, session.account)?.is_some() {
        return Ok(Reply::see("/desk/me"));
    }
    Ok(Reply::page(render(&page(call, "", Vec::new(), false, String::new())?)))
}

/// `POST /desk/me/factor`: makes a new secret and shows it, once.
pub fn start(call: &Call) -> Answer {
    let session = session(call)?;
    let (secret, codes) = accounts::start_factor(&call.app.office, session.tenant, session.account)?;
    Ok(Reply::page(render(&page(call, &secret, codes, true, String::new())?)))
}

/// `POST /desk/me/factor/confirm`: the first code.
pub fn confirm(call: &Call) -> Answer {
    let session = session(call)?;
    if accounts::confirm_factor(&call.app.office, session.tenant, session.account, call.posted("code"))? {
        return Ok(Reply::see("/desk/me?done=factor"));
    }
    let wrong = call.words().say("sign-in-code-wrong");
    Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page(call, "", Vec::new(), true, wrong)?)))
}

#[cfg(test)]
mod tests {
    use super::{encoded, spaced};

    #[test]
    fn a_name_in_any_script_stands_in_the_address() {
        assert_eq!(encoded("Maya G"), "Maya%20G");
        assert_eq!(encoded("ने"), "%E0%A4%A8%E0%A5%87");
        assert_eq!(spaced("ABCDEFGHI"), "ABCD EFGH I");
    }
}
