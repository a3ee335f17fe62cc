//! Tokens of the API: made for one program with less than its holder may do, seen once, ended at any time.

use super::me::{Pick, session};
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::StatusCode;
use casework::Error;
use casework::accounts::{self, Scope};
use forms::Compartment;
use forms::roles::Action;
use std::collections::BTreeSet;

/// What a program may be allowed to do; the rest takes a person.
const ACTIONS: [Action; 4] = [Action::View, Action::Create, Action::Change, Action::Move];
/// Days after which a token may end.
const DAYS: [i64; 4] = [7, 30, 90, 365];

#[derive(Template)]
#[template(path = "desk/tokens.html")]
struct TokensPage<'a> {
    frame: Frame<'a>,
    fresh: String,
    wrong: String,
    label: String,
    kinds: Vec<Pick>,
    actions: Vec<Pick>,
    parts: Vec<Pick>,
    ends: Vec<Pick>,
    held: Vec<Held>,
}

struct Held {
    id: String,
    label: String,
    scope: String,
    times: String,
}

/// `GET /desk/me/tokens`.
pub fn show(call: &Call) -> Answer {
    Ok(Reply::page(render(&page(call, String::new(), String::new())?)))
}

/// `POST /desk/me/tokens`: makes one and shows it, once.
pub fn issue(call: &Call) -> Answer {
    let session = session(call)?;
    let chosen = |name: &str| -> Vec<String> {
        call.form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    };
    let membership = session.membership;
    let scope = Scope { kinds: chosen("kind"), actions: chosen("action"), see: chosen("part"), membership };
    let days: i64 = call.posted("days").parse().unwrap_or(0);
    let w = call.words();
    if call.posted("label").trim().is_empty() || scope.actions.is_empty() || !DAYS.contains(&days) {
        let page = page(call, String::new(), w.say("tokens-incomplete"))?;
        return Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page)));
    }
    let ends = call.app.office.now() + days * 86_400 * 1_000_000;
    let label = call.posted("label").trim();
    let fresh = accounts::issue(&call.app.office, session.tenant, session.account, label, &scope, ends)?;
    Ok(Reply::page(render(&page(call, fresh, String::new())?)))
}

/// `POST /desk/me/tokens/end`: a token works no more.
pub fn end(call: &Call) -> Answer {
    let session = session(call)?;
    let held = accounts::tokens(&call.app.office, session.tenant, session.account)?;
    let one = held.into_iter().find(|token| accounts::hex(&token.id) == call.posted("id")).ok_or(Error::NotFound)?;
    accounts::revoke(&call.app.office, session.tenant, session.account, one.id)?;
    Ok(Reply::see("/desk/me/tokens"))
}

fn page(call: &Call, fresh: String, wrong: String) -> Result<TokensPage<'_>, Error> {
    let session = session(call)?;
    let (w, mission) = (call.words(), call.app.office.mission());
    let was = |name: &str, value: &str| !wrong.is_empty() && call.form.iter().any(|(k, v)| k == name && v == value);
    let pick = |name: &str, code: &str, label: String| Pick { code: code.into(), label, chosen: was(name, code) };
    let mut parts: BTreeSet<Compartment> = BTreeSet::new();
    let mut kinds = Vec::new();
    for kind in mission.kinds.values() {
        if call.views(kind) || call.actor.may_ever(kind, Action::Create) {
            kinds.push(pick("kind", &kind.name, show::plural(&w, kind, &call.language)));
            parts.extend(kind.sealed());
        }
    }
    parts.insert(Compartment::Open);
    let held_parts: BTreeSet<Compartment> = call
        .actor
        .roles()
        .flat_map(|role| &role.grants)
        .flat_map(|grant| grant.see.iter().chain(&grant.write).copied())
        .chain([Compartment::Open])
        .collect();
    let frame = Frame::new(call, w.say("tokens-title"));
    Ok(TokensPage {
        frame: frame.under(vec![("/desk/me".into(), w.say("settings-title"))]),
        label: if wrong.is_empty() { String::new() } else { call.posted("label").to_owned() },
        kinds,
        actions: ACTIONS
            .iter()
            .map(|action| pick("action", action.name(), w.say(&format!("action-{}", action.name()))))
            .collect(),
        parts: parts
            .intersection(&held_parts)
            .map(|part| pick("part", part.name(), w.say(&format!("part-{}", part.name()))))
            .collect(),
        ends: DAYS
            .iter()
            .map(|days| Pick {
                code: days.to_string(),
                label: w.with("tokens-days", "count", *days),
                chosen: *days == 30,
            })
            .collect(),
        held: accounts::tokens(&call.app.office, session.tenant, session.account)?
            .into_iter()
            .map(|token| {
                let (made, ends) = (show::day_of(call, token.created), show::day_of(call, token.expires));
                Held {
                    id: accounts::hex(&token.id),
                    scope: scope(call, &token.scope),
                    label: token.label,
                    times: w.with_all("tokens-times", &[("made", &made), ("ends", &ends)]),
                }
            })
            .collect(),
        fresh,
        wrong,
    })
}

/// What a token may do, in words.
fn scope(call: &Call, scope: &Scope) -> String {
    let (w, mission) = (call.words(), call.app.office.mission());
    let words = |names: &[String], prefix: &str| {
        names.iter().map(|name| w.say(&format!("{prefix}-{}", name.replace('_', "-")))).collect::<Vec<_>>().join(", ")
    };
    let kinds = if scope.kinds.is_empty() {
        w.say("tokens-all-kinds")
    } else {
        let kinds = scope.kinds.iter().filter_map(|name| mission.kinds.get(name));
        kinds.map(|kind| show::plural(&w, kind, &call.language)).collect::<Vec<_>>().join(", ")
    };
    [kinds, words(&scope.actions, "action"), words(&scope.see, "part")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}
