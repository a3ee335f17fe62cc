//! Lists as people want them: filters, order and columns kept under an id, so that no address holds what was chosen.
//!
//! A view without a name is the list as someone last narrowed it; with a name it is one she keeps, for herself or for
//! all who hold one of her roles. It says what to look for and gives no right to see it.

use crate::actor::Actor;
use crate::record::{Filter, PERIODS, Query, Span};
use crate::{Error, Office, Result};
use forms::{Compartment, FieldType, Kind};
use serde::{Deserialize, Serialize};
use store::keys::Sealed;
use store::sql;
use store::{Column, Param};
use uuid::Uuid;

/// What a view keeps: codes, ids and days, never typed text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Conditions by code.
    pub filters: Vec<Filter>,
    /// Conditions on dates.
    pub spans: Vec<Span>,
    /// Only records with an open conflict.
    pub conflict: bool,
    /// Order, as in [`Query::sort`]; empty for the kind's own.
    pub sort: String,
    /// Columns; none for the kind's own.
    pub columns: Vec<String>,
}

/// A view.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// Its name; empty for the list as it was last narrowed.
    pub name: String,
    /// The role it is shared with; empty for nobody else.
    pub role: String,
    /// What it keeps.
    pub kept: Kept,
}

/// Views with a name that one person keeps of one kind.
const MOST: usize = 30;
/// Longest name of a view, in characters.
const NAME_MOST: usize = 60;

const ADD: &str =
    sql!("INSERT INTO saved_view (tenant, id, account, kind, name, role, query) VALUES ($1, $2, $3, $4, $5, $6, $7)");
/// Of the lists last narrowed, the one just made and twenty others stay; ids sort by time.
const PRUNE: &str = sql!(
    "DELETE FROM saved_view WHERE tenant = $1 AND account = $2 AND length(name) = 0 AND id <> $3 AND id NOT IN \
     (SELECT v.id FROM saved_view v WHERE v.tenant = $1 AND v.account = $2 AND length(v.name) = 0 \
     ORDER BY v.id DESC LIMIT 20)"
);
const KEEP: &str =
    sql!("UPDATE saved_view SET name = $4, role = $5, query = $6 WHERE tenant = $1 AND id = $2 AND account = $3");
const DROP: &str = sql!("DELETE FROM saved_view WHERE tenant = $1 AND id = $2 AND account = $3 AND kind = $4");

fn named_sql(roles: &str) -> String {
    format!(
        "SELECT id, account, name, role, query FROM saved_view WHERE tenant = $1 AND kind = $2 AND length(name) > 0 \
         AND (account = $3 OR role IN {roles}) ORDER BY id LIMIT 100"
    )
}

fn one_sql(roles: &str) -> String {
    format!(
        "SELECT id, account, name, role, query FROM saved_view WHERE tenant = $1 AND kind = $2 \
         AND (account = $3 OR (role IN {roles} AND length(name) > 0)) AND id = $4"
    )
}

impl Kept {
    /// The query it stands for, from its first page.
    pub fn query(&self) -> Query {
        Query {
            filters: self.filters.clone(),
            spans: self.spans.clone(),
            conflict: self.conflict,
            sort: self.sort.clone(),
            ..Query::default()
        }
    }

    /// What of it fits the kind as it is now: a field may have gone since it was kept.
    #[must_use]
    pub fn fitting(mut self, kind: &Kind) -> Self {
        self.filters.retain(|filter| filters_by(kind, &filter.field) && filter.values.iter().all(|v| is_code(v)));
        self.spans.retain(|span| {
            let known = PERIODS.iter().any(|(name, ..)| *name == span.period);
            let days = span.period.is_empty() && (span.from.is_some() || span.to.is_some());
            dates(kind).any(|field| field == span.field) && (known || days)
        });
        if !sorts(kind).any(|field| field == self.sort.trim_start_matches('-')) {
            self.sort.clear();
        }
        self.columns.retain(|column| columns(kind).any(|known| known == *column));
        self
    }
}

/// True for a column or field that a list of the kind can be narrowed by.
fn filters_by(kind: &Kind, field: &str) -> bool {
    matches!(field, "stage" | "site" | "owner") || kind.field(field).is_some_and(|field| field.index)
}

fn is_code(value: &str) -> bool {
    !value.is_empty() && value.len() <= 64 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.:".contains(&b))
}

/// `opened` and the indexed dates: what a list can be narrowed to a time by.
pub fn dates(kind: &Kind) -> impl Iterator<Item = &str> {
    let date = |field: &&forms::Field| matches!(field.r#type, FieldType::Date | FieldType::Today);
    std::iter::once("opened").chain(indexed(kind).filter(date).map(|field| field.name.as_str()))
}

/// `opened` and the fields a list can be ordered by.
pub fn sorts(kind: &Kind) -> impl Iterator<Item = &str> {
    let several = |field: &&forms::Field| matches!(field.r#type, FieldType::SelectMultiple(_));
    std::iter::once("opened").chain(indexed(kind).filter(move |field| !several(field)).map(|f| f.name.as_str()))
}

/// Columns a list can have, beside the title: those of the record and the indexed fields.
pub fn columns(kind: &Kind) -> impl Iterator<Item = &str> {
    let stages = (!kind.stages.is_empty()).then_some("stage");
    ["number"]
        .into_iter()
        .chain(stages)
        .chain(["site", "owner", "opened"])
        .chain(indexed(kind).map(|f| f.name.as_str()))
}

/// Indexed fields of the open part, outside repeats.
fn indexed(kind: &Kind) -> impl Iterator<Item = &forms::Field> {
    let open = |field: &&forms::Field| field.index && field.compartment == Compartment::Open;
    kind.fields().into_iter().filter(open)
}

/// Keeps a list as it was narrowed, without a name; gives its id.
///
/// # Errors
/// [`Error::NotFound`] for a kind that is not there; what the store says.
pub fn narrow(office: &Office, actor: &Actor, kind: &str, kept: Kept) -> Result<Uuid> {
    let kept = kept.fitting(&*office.kind(kind)?);
    let (tenant, account, id) = (actor.tenant(), actor.id(), office.new_id());
    let params = row(office, tenant, id, account, kind, "", "", &kept)?;
    office.store.write(move |writes| -> Result<()> {
        writes.run(ADD, &params)?;
        writes.run(PRUNE, &[tenant.into(), account.into(), id.into()])?;
        Ok(())
    })?;
    Ok(id)
}

/// The views with a name that she keeps of a kind, and those shared with a role she acts under.
///
/// # Errors
/// What the store says.
pub fn named(office: &Office, actor: &Actor, kind: &str) -> Result<Vec<View>> {
    let (kind, mut params) = (office.kind(kind)?, begin(actor, kind));
    let text = named_sql(&roles(actor, &mut params));
    let rows = office.store.read(|reads| reads.all(&text, &params, read))?;
    rows.into_iter().map(|row| view(office, actor, &kind, row)).collect()
}

/// One view, hers or shared with a role she acts under.
///
/// # Errors
/// [`Error::NotFound`] for any other.
pub fn one(office: &Office, actor: &Actor, kind: &str, id: Uuid) -> Result<View> {
    let (kind, mut params) = (office.kind(kind)?, begin(actor, kind));
    params.push(id.into());
    let text = one_sql(&roles(actor, &mut params));
    let row = office.store.read(|reads| reads.first(&text, &params, read))?;
    view(office, actor, &kind, row.ok_or(Error::NotFound)?)
}

/// Keeps a view under a name, for herself or for all who hold a role of hers; gives its id. One of hers that bears the
/// name is replaced, and hers with a name is renamed; another's is kept as her own.
///
/// # Errors
/// [`Error::NotFound`] for a view she does not see, [`Error::Request`] for a name or role that cannot be.
pub fn keep(office: &Office, actor: &Actor, kind: &str, id: Uuid, name: &str, role: &str) -> Result<Uuid> {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > NAME_MOST {
        return Err(Error::Request("view-name".into()));
    }
    if !role.is_empty() && !actor.holds(role) {
        return Err(Error::Request("view-role".into()));
    }
    let given = one(office, actor, kind, id)?;
    let (tenant, account) = (actor.tenant(), actor.id());
    let hers: Vec<View> = named(office, actor, kind)?.into_iter().filter(|view| view.account == account).collect();
    let same = hers.iter().find(|view| view.name == name).map(|view| view.id);
    if same.is_none() && hers.len() >= MOST && !hers.iter().any(|view| view.id == given.id) {
        return Err(Error::Request("view-most".into()));
    }
    let own = (given.account == account).then_some(given.id);
    let to = same.or(own).unwrap_or_else(|| office.new_id());
    let fresh = row(office, tenant, to, account, kind, &name, role, &given.kept)?;
    let gone = own.filter(|own| *own != to);
    let (kind, there) = (kind.to_owned(), same.or(own).is_some());
    office.store.write(move |writes| -> Result<()> {
        if there {
            let [tenant, id, account, _, name, role, query] = fresh;
            writes.run(KEEP, &[tenant, id, account, name, role, query])?;
        } else {
            writes.run(ADD, &fresh)?;
        }
        if let Some(gone) = gone {
            writes.run(DROP, &[tenant.into(), gone.into(), account.into(), kind.into()])?;
        }
        Ok(())
    })?;
    Ok(to)
}

/// Forgets a view of hers.
///
/// # Errors
/// [`Error::NotFound`] for one that is not hers.
pub fn drop(office: &Office, actor: &Actor, kind: &str, id: Uuid) -> Result<()> {
    let params = [actor.tenant().into(), id.into(), actor.id().into(), Param::from(kind.to_owned())];
    let gone = office.store.write(move |writes| writes.run(DROP, &params).map_err(Error::from))?;
    if gone == 0 { Err(Error::NotFound) } else { Ok(()) }
}

fn begin(actor: &Actor, kind: &str) -> Vec<Param> {
    vec![actor.tenant().into(), kind.to_owned().into(), actor.id().into()]
}

/// The roles she acts under, as a list of places.
fn roles(actor: &Actor, params: &mut Vec<Param>) -> String {
    let roles: Vec<Param> = actor.roles().map(|role| Param::from(role.name.clone())).collect();
    // No view is shared with the role of no name: a list of nothing is no SQL.
    let roles = if roles.is_empty() { vec![Param::from("-".to_owned())] } else { roles };
    store::list(params, roles)
}

type Row = (Uuid, Uuid, Vec<u8>, String, String);

fn read(column: &Column<'_>) -> store::Result<Row> {
    Ok((column.get(0)?, column.get(1)?, column.get(2)?, column.get(3)?, column.get(4)?))
}

fn view(office: &Office, actor: &Actor, kind: &Kind, (id, account, name, role, query): Row) -> Result<View> {
    let damaged = || store::Error::Damaged { table: "saved_view", row: id.to_string(), what: "does not read".into() };
    let name = if name.is_empty() {
        String::new()
    } else {
        let text = office.keys(actor.tenant())?.open_box("view", id.as_bytes(), &Sealed::from_bytes(&name)?)?;
        String::from_utf8(text.to_vec()).map_err(|_| damaged())?
    };
    let kept: Kept = serde_json::from_str(&query).map_err(|_| damaged())?;
    Ok(View { id, account, name, role, kept: kept.fitting(kind) })
}

#[expect(clippy::too_many_arguments, reason = "one for each column of the row")]
fn row(
    office: &Office,
    tenant: i64,
    id: Uuid,
    account: Uuid,
    kind: &str,
    name: &str,
    role: &str,
    kept: &Kept,
) -> Result<[Param; 7]> {
    let sealed = match name {
        "" => Vec::new(),
        name => office.keys(tenant)?.seal_box("view", id.as_bytes(), name.as_bytes()).to_bytes(),
    };
    let query = serde_json::to_string(kept).expect("a view is plain data");
    let (kind, role) = (kind.to_owned(), role.to_owned());
    Ok([tenant.into(), id.into(), account.into(), kind.into(), sealed.into(), role.into(), query.into()])
}
