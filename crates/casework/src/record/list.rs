//! Lists: filters and order on record columns and facets, one keyset page at a time.

use super::load::{self, Loaded};
use super::span::Span;
use super::view::{title_of, version_for};
use crate::actor::Actor;
use crate::rights::{self, Access};
use crate::{Error, Office, Result, access_log, reserved, surroundings};
use forms::answers::Answers;
use forms::roles::Action;
use forms::{Compartment, FieldType, Kind, Mission};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{NewAccess, Param, Reads, RecordRow};
use uuid::Uuid;

/// What is asked of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Conditions that all hold.
    pub filters: Vec<Filter>,
    /// `opened` or an indexed field, `-` before it for newest or largest first; empty for the kind's own order.
    pub sort: String,
    /// The last row of the page before, as its [`Page::next`] gave it.
    pub after: String,
    /// Rows a page, 1–200; 0 for 50.
    pub limit: usize,
    /// Only records under this root.
    pub root: Option<Uuid>,
    /// Only records about this person.
    pub person: Option<Uuid>,
    /// Only dates within these, all of them.
    pub spans: Vec<Span>,
    /// Only records with an open conflict.
    pub conflict: bool,
}

/// One condition: the column or field has one of these values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// `stage`, `site`, `owner`, or an indexed field.
    pub field: String,
    /// Any of these; `me` stands for the actor among owners.
    pub values: Vec<String>,
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its rows.
    pub items: Vec<Item>,
    /// Where the next page starts; empty on the last.
    pub next: String,
}

/// One row of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its kind.
    pub kind: Arc<Kind>,
    /// Its columns; show `answers`, not `plain`.
    pub row: RecordRow,
    /// What the actor may do with it.
    pub access: Access,
    /// The open answers, and the sealed ones she may read when the list opens them (`titles`).
    pub answers: Answers,
    /// Its title, made of what she may read.
    pub title: String,
    /// The person it is about, where she may read who that is.
    pub person: Option<Named>,
    /// The version a change is made against.
    pub version: i64,
}

/// A person that a record is about.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Her title.
    pub title: String,
    /// Her open answers, and those that say who she is.
    pub answers: Answers,
}

/// A page of the records of a kind that the actor may see. Names shown are in the access log before this returns.
///
/// # Errors
/// [`Error::NotFound`] for a kind no record of which is open to the actor; [`Error::Request`] for a filter or order
/// that the kind does not index.
pub fn list(office: &Office, actor: &Actor, kind: &str, query: &Query) -> Result<Page> {
    let mission = office.mission();
    let kind = mission.kinds.get(kind).cloned().ok_or(Error::NotFound)?;
    let page = office.store.read(|reads| read(office, &mission, actor, &kind, query, reads))?;
    note(office, actor, &page.items)?;
    Ok(page)
}

/// The newest records of `kinds` under a root that the actor may see, all read together. Names shown are in the access
/// log before this returns.
///
/// # Errors
/// What the store says.
pub fn children(office: &Office, actor: &Actor, root: Uuid, kinds: &[Arc<Kind>]) -> Result<Vec<Item>> {
    let mission = office.mission();
    let mut sql = Sql::below(actor.tenant(), root);
    let of_kinds: Vec<String> = kinds.iter().filter_map(|kind| sql.kind_in_reach(actor, kind, office.now())).collect();
    if of_kinds.is_empty() {
        return Ok(Vec::new());
    }
    sql.conditions.push(format!("({})", of_kinds.join(" OR ")));
    let items = office.store.read(|reads| -> Result<_> {
        let rows = reads.all(&sql.text(CHILDREN_MAX), &sql.params, load::loaded)?;
        items(office, &mission, actor, rows, reads)
    })?;
    note(office, actor, &items)?;
    Ok(items)
}

/// Most records given below a root, of all kinds together.
const CHILDREN_MAX: usize = 500;

fn read(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    kind: &Arc<Kind>,
    query: &Query,
    reads: &mut Reads<'_>,
) -> Result<Page> {
    let limit = if query.limit == 0 { 50 } else { query.limit.min(200) };
    let mut sql = Sql::new(actor.tenant(), kind, query)?;
    if !sql.scope(actor, kind, office.now()) {
        return Err(Error::NotFound);
    }
    sql.filters(actor, kind, query, office.now())?;
    let text = sql.text(limit + 1);
    let mut rows = reads.all(&text, &sql.params, |column| Ok((load::loaded(column)?, column.get::<f64>(24)?)))?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = match rows.last() {
        Some((loaded, rank)) if more => format!("{rank}.{}", loaded.row.id.simple()),
        _ => String::new(),
    };
    let loaded = rows.into_iter().map(|(loaded, _)| loaded).collect();
    let items = items(office, mission, actor, loaded, reads)?;
    Ok(Page { items, next })
}

fn items(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    rows: Vec<Loaded>,
    reads: &mut Reads<'_>,
) -> Result<Vec<Item>> {
    let now = office.now();
    let facts = load::facts_of_many(reads, actor, mission, &rows, now)?;
    let mut items: Vec<Item> = Vec::with_capacity(rows.len());
    for (Loaded { row, .. }, facts) in rows.into_iter().zip(facts) {
        let Some(kind) = mission.kinds.get(&row.kind).cloned() else { continue };
        let access = reserved::access(actor, &kind, &facts, now);
        let answers = load::answers_of(&row);
        let version = version_for(&row, &access.see);
        items.push(Item { kind, row, access, answers, title: String::new(), person: None, version });
    }
    open_titles(office, mission, actor, &mut items, reads)?;
    Ok(items)
}

/// Makes the titles, opening the sealed parts they need for the whole page at once.
fn open_titles(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    items: &mut [Item],
    reads: &mut Reads<'_>,
) -> Result<()> {
    let wanted: Vec<(&RecordRow, BTreeSet<Compartment>)> = items
        .iter()
        .map(|item| (&item.row, title_compartments(&item.kind).intersection(&item.access.see).copied().collect()))
        .collect();
    let mut opened = load::open_sealed_of_many(office, reads, actor.tenant(), &wanted)?;
    for item in items.iter_mut() {
        item.answers.extend(opened.remove(&item.row.id).unwrap_or_default());
    }
    let persons = persons(office, mission, actor, items, reads)?;
    let around = surroundings::env(office, mission, actor);
    let env = around.env();
    for item in items {
        item.title = title_of(mission, &env, &item.kind, &item.row, &item.answers);
        item.person = item.row.person.and_then(|person| persons.get(&person)).cloned();
    }
    Ok(())
}

/// The persons the rows are about, for those whose identity the actor may see.
fn persons(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    items: &[Item],
    reads: &mut Reads<'_>,
) -> Result<BTreeMap<Uuid, Named>> {
    let Some(kind) = mission.kinds.get("person") else { return Ok(BTreeMap::new()) };
    let ids: BTreeSet<Uuid> = items
        .iter()
        .filter(|item| item.access.see.contains(&Compartment::Identity))
        .filter_map(|item| item.row.person)
        .collect();
    let rows = load::rows_of(reads, actor.tenant(), &ids)?;
    let wanted: Vec<(&RecordRow, BTreeSet<Compartment>)> =
        rows.iter().map(|row| (row, [Compartment::Identity].into())).collect();
    let mut opened = load::open_sealed_of_many(office, reads, actor.tenant(), &wanted)?;
    let around = surroundings::env(office, mission, actor);
    let env = around.env();
    Ok(rows
        .iter()
        .map(|row| {
            let mut answers = load::answers_of(row);
            answers.extend(opened.remove(&row.id).unwrap_or_default());
            (row.id, Named { title: title_of(mission, &env, kind, row, &answers), answers })
        })
        .collect())
}

fn title_compartments(kind: &Kind) -> BTreeSet<Compartment> {
    let Some(title) = &kind.title else { return BTreeSet::new() };
    let mut found: BTreeSet<Compartment> =
        title.reads.iter().filter_map(|name| kind.compartment_of_name(name)).collect();
    found.remove(&Compartment::Open);
    found
}

/// The text of one list, built piece by piece with its parameters.
struct Sql {
    params: Vec<Param>,
    conditions: Vec<String>,
    join: String,
    rank: String,
    descending: bool,
}

impl Sql {
    /// What stands below a root, newest first.
    fn below(tenant: i64, root: Uuid) -> Self {
        Self {
            params: vec![tenant.into(), root.into()],
            conditions: vec!["r.tenant = $1".into(), "r.root = $2".into(), "r.erased = FALSE".into()],
            join: String::new(),
            rank: "CAST(r.opened AS double precision)".into(),
            descending: true,
        }
    }

    /// The condition of the records of a kind that the actor reaches; nothing where she reaches none.
    fn kind_in_reach(&mut self, actor: &Actor, kind: &Kind, now: i64) -> Option<String> {
        let (params, conditions) = (self.params.len(), self.conditions.len());
        let place = self.bind(Param::from(kind.name.clone()));
        if !self.scope(actor, kind, now) {
            self.params.truncate(params);
            return None;
        }
        let own: Vec<String> =
            std::iter::once(format!("r.kind = {place}")).chain(self.conditions.drain(conditions..)).collect();
        Some(format!("({})", own.join(" AND ")))
    }

    fn new(tenant: i64, kind: &Kind, query: &Query) -> Result<Self> {
        let sort = if query.sort.is_empty() { kind.list.sort.as_str() } else { query.sort.as_str() };
        let (descending, field) = match sort.strip_prefix('-') {
            Some(field) => (true, field),
            None => (sort.is_empty(), if sort.is_empty() { "opened" } else { sort }),
        };
        let mut sql = Self {
            params: vec![tenant.into(), Param::from(kind.name.clone())],
            conditions: vec!["r.tenant = $1".into(), "r.kind = $2".into(), "r.erased = FALSE".into()],
            join: String::new(),
            rank: "CAST(r.opened AS double precision)".into(),
            descending,
        };
        if field != "opened" {
            if !kind.field(field).is_some_and(|f| f.index) {
                return Err(Error::Request(format!("{} is not ordered by that field", kind.name)));
            }
            let place = sql.bind(Param::from(field.to_owned()));
            sql.join = format!(
                " LEFT JOIN facet s ON s.tenant = r.tenant AND s.record = r.id AND s.kind = $2 AND s.field = {place}"
            );
            sql.rank = format!("COALESCE(s.rank, {})", if descending { "-1e300" } else { "1e300" });
        }
        sql.keyset(query, field == "opened")?;
        Ok(sql)
    }

    fn bind(&mut self, param: Param) -> String {
        self.params.push(param);
        format!("${}", self.params.len())
    }

    fn keyset(&mut self, query: &Query, by_opened: bool) -> Result<()> {
        if query.after.is_empty() {
            return Ok(());
        }
        let broken = || Error::Request("that page of the list is not there; start again from its first page".into());
        let (rank, id) = query.after.rsplit_once('.').ok_or_else(broken)?;
        let rank: f64 = rank.parse().map_err(|_| broken())?;
        let id: Uuid = id.parse().map_err(|_| broken())?;
        let sign = if self.descending { "<" } else { ">" };
        let (column, rank) = if by_opened {
            ("r.opened".to_owned(), self.bind(Param::Int(rank as i64)))
        } else {
            (self.rank.clone(), self.bind(Param::Real(rank)))
        };
        let id = self.bind(id.into());
        self.conditions.push(format!("({column}, r.id) {sign} ({rank}, {id})"));
        Ok(())
    }

    /// Adds the actor's reach; false when she reaches nothing.
    fn scope(&mut self, actor: &Actor, kind: &Kind, now: i64) -> bool {
        if reserved::manage_of(&kind.name).is_some_and(|manage| actor.manages(manage)) {
            return true;
        }
        match rights::scope(actor, kind, Action::View, now, self.params.len() + 1) {
            Some(scope) => {
                self.params.extend(scope.params);
                self.conditions.push(format!("({})", scope.sql));
                true
            }
            None => false,
        }
    }

    fn filters(&mut self, actor: &Actor, kind: &Kind, query: &Query, now: i64) -> Result<()> {
        if let Some(root) = query.root {
            let place = self.bind(root.into());
            self.conditions.push(format!("r.root = {place}"));
        }
        if let Some(person) = query.person {
            let place = self.bind(person.into());
            self.conditions.push(format!("r.person = {place}"));
        }
        for filter in query.filters.iter().filter(|f| !f.values.is_empty()).take(20) {
            self.filter(actor, kind, filter)?;
        }
        for span in query.spans.iter().take(10) {
            self.span(actor, kind, span, now)?;
        }
        if query.conflict {
            self.conditions.push(
                "EXISTS (SELECT 1 FROM conflict c WHERE c.tenant = r.tenant AND c.record = r.id AND c.open)".into(),
            );
        }
        Ok(())
    }

    fn span(&mut self, actor: &Actor, kind: &Kind, span: &Span, now: i64) -> Result<()> {
        if span.field == "opened" {
            let (from, to) = span.moments(&actor.zone(), now);
            let conditions: Vec<String> = [(from, ">="), (to, "<")]
                .into_iter()
                .filter_map(|(at, sign)| Some(format!("r.opened {sign} {}", self.bind(at?.into()))))
                .collect();
            self.conditions.extend(conditions);
            return Ok(());
        }
        if !kind.field(&span.field).is_some_and(|f| f.index && matches!(f.r#type, FieldType::Date | FieldType::Today)) {
            return Err(Error::Request(format!("{} has no list by that date", kind.name)));
        }
        let (from, to) = span.ranks(&actor.zone(), now);
        let field = self.bind(Param::from(span.field.clone()));
        let bounds: String = [(from, ">="), (to, "<=")]
            .into_iter()
            .filter_map(|(rank, sign)| Some(format!(" AND f.rank {sign} {}", self.bind(Param::Real(rank?)))))
            .collect();
        self.conditions.push(format!(
            "EXISTS (SELECT 1 FROM facet f WHERE f.tenant = r.tenant AND f.record = r.id AND f.field = {field}{bounds})"
        ));
        Ok(())
    }

    fn filter(&mut self, actor: &Actor, kind: &Kind, filter: &Filter) -> Result<()> {
        let mut places = Vec::new();
        for value in filter.values.iter().take(100) {
            let param = match filter.field.as_str() {
                "owner" if value == "me" => Param::Uuid(actor.id()),
                "site" | "owner" => {
                    Param::Uuid(value.parse().map_err(|_| Error::Request(format!("{}: not an id", filter.field)))?)
                }
                _ => Param::from(value.clone()),
            };
            places.push(self.bind(param));
        }
        let any = places.join(", ");
        let condition = match filter.field.as_str() {
            "stage" => format!("r.stage IN ({any})"),
            "site" => format!("r.site IN ({any})"),
            "owner" => format!("r.owner IN ({any})"),
            field if kind.field(field).is_some_and(|f| f.index) => {
                let field = self.bind(Param::from(field.to_owned()));
                format!(
                    "EXISTS (SELECT 1 FROM facet f WHERE f.tenant = r.tenant AND f.record = r.id AND f.field = {field} \
                     AND f.value IN ({any}))"
                )
            }
            _ => return Err(Error::Request(format!("{} is not filtered by that field", kind.name))),
        };
        self.conditions.push(condition);
        Ok(())
    }

    fn text(&self, limit: usize) -> String {
        let direction = if self.descending { "DESC" } else { "ASC" };
        let order = if self.join.is_empty() { "r.opened" } else { self.rank.as_str() };
        format!(
            "SELECT {}, root.id, root.site, root.owner, root.person, root.tree, {} FROM record r \
             JOIN record root ON root.tenant = r.tenant AND root.id = r.root{} \
             WHERE {} ORDER BY {order} {direction}, r.id {direction} LIMIT {limit}",
            load::COLUMNS,
            self.rank,
            self.join,
            self.conditions.join(" AND "),
        )
    }
}

/// Notes whose names are shown, one line a kind.
fn note(office: &Office, actor: &Actor, items: &[Item]) -> Result<()> {
    let mut seen: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    let named =
        |item: &Item| item.access.see.contains(&Compartment::Identity) && !title_compartments(&item.kind).is_empty();
    for item in items.iter().filter(|item| item.person.is_some() || named(item)) {
        seen.entry(&item.kind.name).or_default().push(item.row.id);
    }
    if seen.is_empty() || matches!(actor, Actor::System(_)) {
        return Ok(());
    }
    let lines = seen.into_iter().map(|(kind, records)| NewAccess {
        actor: actor.id(),
        act: "list",
        records,
        detail: json!({ "kind": kind }),
    });
    access_log::note(office, actor.tenant(), lines.collect())
}
