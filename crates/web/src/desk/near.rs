//! What stands beside a record on its page: what may be done with it, to whom it is open, in whose hands it was, and the
//! records it is linked with.

use super::{erase, glass, handover, link, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use casework::Error;
use casework::record::{self, Item, SAME, View};
use casework::reserved;
use forms::roles::Action;
use forms::{Compartment, Mission};
use serde_json::Value;
use uuid::Uuid;

/// One thing to do.
pub struct Act {
    /// Where it is done.
    pub address: String,
    /// What it says.
    pub label: String,
    /// Its icon.
    pub icon: &'static str,
    /// True for what cannot be undone.
    pub grave: bool,
}

/// Someone the record is or was open to, or in whose hands it was.
pub struct Hand {
    /// Who.
    pub name: String,
    /// What for, until when, in which state.
    pub text: String,
    /// Where it is read whole; empty where she may not.
    pub address: String,
    /// Where a press ends it; empty where it is over or not hers to end.
    pub end: String,
}

/// A linked record.
pub struct Bond {
    /// The link.
    pub id: String,
    /// Where the other record is.
    pub address: String,
    /// Its title.
    pub label: String,
    /// How the two are joined.
    pub text: String,
    /// What a press makes of it: the state and what the button says.
    pub presses: Vec<(&'static str, String)>,
}

/// All of it.
pub struct Near {
    /// What may be done.
    pub acts: Vec<Act>,
    /// Said while the glass is broken; else empty.
    pub glass: String,
    /// Shares, those that hold first.
    pub shares: Vec<Hand>,
    /// Handovers, the newest first.
    pub handovers: Vec<Hand>,
    /// Linked records.
    pub bonds: Vec<Bond>,
}

/// Kinds whose records are shown here, not in the lists of what hangs under a record.
pub fn is_here(kind: &str) -> bool {
    matches!(kind, "share" | "handover")
}

/// What stands beside a record; `items` are the records under it.
pub fn near(call: &Call, mission: &Mission, view: &View, items: &[Item]) -> Result<Near, Error> {
    let of = |kind: &'static str| items.iter().filter(move |item| item.kind.name == kind);
    let mut shares: Vec<(bool, Hand)> = of("share").map(|item| share(call, mission, view, item)).collect();
    shares.sort_by_key(|(current, _)| !current);
    Ok(Near {
        acts: acts(call, mission, view),
        glass: glass::until(call, view.row.root)?,
        shares: shares.into_iter().map(|(_, hand)| hand).collect(),
        handovers: of("handover").map(|item| handed(call, view, item)).collect(),
        bonds: bonds(call, mission, view)?,
    })
}

fn acts(call: &Call, mission: &Mission, view: &View) -> Vec<Act> {
    let id = view.row.id;
    let shares = mission.kinds.get("share").is_some_and(|kind| kind.parent.contains(&view.kind.name));
    let breaks =
        view.access.may(Action::BreakGlass) && view.row.root == id && !view.access.see.contains(&Compartment::Identity);
    [
        (shares && view.access.may(Action::Share), format!("/desk/r/{id}/add/share"), "act-share", "i-share"),
        (handover::may(call, view), format!("/desk/r/{id}/handover"), "act-handover", "i-arrow"),
        (link::may(view), format!("/desk/r/{id}/link"), "act-link", "i-people"),
        (breaks, format!("/desk/break-glass?record={id}"), "act-break-glass", "i-key"),
        (erase::may(call, view), format!("/desk/r/{id}/erase"), "act-erase", "i-cross"),
    ]
    .into_iter()
    .filter(|(may, ..)| *may)
    .map(|(_, address, key, icon)| Act { address, label: call.words().say(key), icon, grave: key == "act-erase" })
    .collect()
}

fn id_in(item: &Item, path: &str) -> Option<Uuid> {
    item.answers.get(path).and_then(Value::as_str).and_then(|id| id.parse().ok())
}

fn said(call: &Call, mission: &Mission, item: &Item, path: &str) -> String {
    let field = item.kind.field(path).zip(item.answers.get(path));
    field.map(|(field, answer)| show::value(call, mission, field, answer)).unwrap_or_default()
}

fn share(call: &Call, mission: &Mission, view: &View, item: &Item) -> (bool, Hand) {
    let w = call.words();
    let until = reserved::until(&item.answers);
    let current = until == 0 || until > call.app.office.now();
    let last = said(call, mission, item, "until");
    let last = w.with(if current { "share-until" } else { "share-ended" }, "date", last);
    let what: Vec<String> = ["purpose", "organisation", "parts"]
        .iter()
        .map(|path| said(call, mission, item, path))
        .chain([last])
        .filter(|text| !text.is_empty())
        .collect();
    let hand = Hand {
        name: id_in(item, "account").map_or_else(String::new, |id| show::staff(call, id)),
        text: what.join(" · "),
        address: format!("/desk/r/{}", item.row.id),
        end: match current && view.access.may(Action::Share) {
            true => format!("/desk/shares/{}/end", item.row.id),
            false => String::new(),
        },
    };
    (current, hand)
}

fn handed(call: &Call, view: &View, item: &Item) -> Hand {
    let w = call.words();
    let name = |path| id_in(item, path).map_or_else(String::new, |id| show::staff(call, id));
    let stage = item.kind.stage(&item.row.stage).map_or("", |stage| stage.label.get(&call.language));
    let site = id_in(item, "to_site").map_or_else(String::new, |id| show::site(call, id));
    let day = show::day_of(call, item.row.opened);
    let open = item.row.stage == "offered";
    Hand {
        name: w.with_all("handover-line", &[("from", &name("from")), ("to", &name("to"))]),
        text: [stage.to_owned(), site, day].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        address: format!("/desk/r/{}", item.row.id),
        end: match open && view.access.may(Action::Transfer) {
            true => format!("/desk/handovers/{}/withdraw", item.row.id),
            false => String::new(),
        },
    }
}

fn bonds(call: &Call, mission: &Mission, view: &View) -> Result<Vec<Bond>, Error> {
    if view.kind.name != "person" && view.kind.links.is_empty() {
        return Ok(Vec::new());
    }
    let (office, actor, w) = (&call.app.office, &call.actor, call.words());
    let links = record::links(office, actor, view.row.id)?;
    let titles = record::titles(office, actor, &links.iter().map(|one| one.other).collect::<Vec<_>>())?;
    let label = |list: &str, code: &str| {
        let code = mission.codes.get(list).and_then(|list| list.code(code));
        code.map_or("", |code| code.label.get(&call.language)).to_owned()
    };
    let mut bonds = Vec::new();
    for one in &links {
        let Some(title) = titles.get(&one.other) else { continue };
        let text = match view.kind.links.get(&one.kind) {
            _ if one.kind == SAME => w.say(&format!("link-{}", one.state.replace('_', "-"))),
            Some(link) if one.first => link.label.get(&call.language).to_owned(),
            Some(link) => link.inverse_label.get(&call.language).to_owned(),
            None => label("link_kind", &one.kind),
        };
        let mut presses = Vec::new();
        if view.access.may(Action::Link) {
            if one.kind == SAME && matches!(one.state.as_str(), "suggested" | "unsure") {
                presses.extend(["same", "not_same"].map(|state| (state, label("link_state", state))));
            }
            presses.push(("ended", w.say("link-take-back")));
        }
        bonds.push(Bond {
            id: one.id.to_string(),
            address: format!("/desk/r/{}", one.other),
            label: title.clone(),
            text,
            presses,
        });
    }
    Ok(bonds)
}

/// `POST /desk/shares/{}/end`: a share ends at once.
pub fn end_share(call: &Call) -> Answer {
    let case = record::end_share(&call.app.office, &call.actor, call.id(0))?;
    Ok(Reply::see(&format!("/desk/r/{case}")))
}
