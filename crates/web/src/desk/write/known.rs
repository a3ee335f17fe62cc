//! The records a form offers to choose from, read once a request.

use crate::call::Call;
use crate::desk::show;
use crate::form::{FileLine, Known};
use casework::files;
use casework::record::{self, Query};
use std::cell::RefCell;
use std::collections::HashMap;
use uuid::Uuid;

/// Most records offered in one list; the newest.
const MOST: usize = 200;

/// What the actor may choose from.
pub struct Records<'a> {
    call: &'a Call,
    lists: RefCell<HashMap<String, Vec<(String, String)>>>,
    titles: RefCell<HashMap<String, String>>,
}

impl<'a> Records<'a> {
    /// Of one request.
    pub fn new(call: &'a Call) -> Self {
        Self { call, lists: RefCell::default(), titles: RefCell::default() }
    }

    fn read(&self, target: &str) -> Vec<(String, String)> {
        let (office, actor) = (&self.call.app.office, &self.call.actor);
        let sorted = |mut all: Vec<(String, String)>| {
            all.sort_by(|a, b| a.1.cmp(&b.1));
            all
        };
        match target {
            "user" => sorted(office.with_names(actor.tenant(), |names| {
                names.staff.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
            })),
            "site" => sorted(office.with_names(actor.tenant(), |names| {
                names.sites.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
            })),
            kind => {
                let query = Query { limit: MOST, ..Query::default() };
                // A kind of which she may see no record offers none, as one that has none.
                let page = record::list(office, actor, kind, &query).unwrap_or_default();
                page.items.into_iter().map(|item| (item.row.id.to_string(), item.title)).collect()
            }
        }
    }
}

impl Known for Records<'_> {
    fn records(&self, target: &str) -> Vec<(String, String)> {
        if let Some(list) = self.lists.borrow().get(target) {
            return list.clone();
        }
        let list = self.read(target);
        self.lists.borrow_mut().insert(target.to_owned(), list.clone());
        list
    }

    fn file(&self, id: &str) -> Option<FileLine> {
        let told = files::told(&self.call.app.office, &self.call.actor, id.parse().ok()?).ok()?;
        Some(FileLine { name: told.name, media: told.media, bytes: told.bytes })
    }

    fn title(&self, target: &str, id: &str) -> String {
        if let Some(title) = self.titles.borrow().get(id) {
            return title.clone();
        }
        let listed = self.records(target).into_iter().find(|(other, _)| other == id).map(|(_, title)| title);
        let title = listed.unwrap_or_else(|| match (target, id.parse::<Uuid>()) {
            ("user", Ok(id)) => show::staff(self.call, id),
            ("site", Ok(id)) => show::site(self.call, id),
            (_, Ok(id)) => {
                record::open(&self.call.app.office, &self.call.actor, id).map(|view| view.title).unwrap_or_default()
            }
            (_, Err(_)) => String::new(),
        });
        self.titles.borrow_mut().insert(id.to_owned(), title.clone());
        title
    }
}
