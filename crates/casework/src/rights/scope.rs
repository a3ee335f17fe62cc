//! The rule of [`super::decide`] as a condition on the rows of a list.

use super::BROKEN_GLASS;
use super::grants::{self, DAY, Event, PERSON, Standing};
use crate::actor::Actor;
use forms::Kind;
use forms::roles::{Action, Grant, Relation};
use std::collections::{BTreeMap, BTreeSet};
use store::Param;
use uuid::Uuid;

/// A condition over `r` (the record) and `root` (its root's row), with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// SQL text; parameters are numbered from the `first` that was asked for.
    pub sql: String,
    /// Values of those parameters, in order.
    pub params: Vec<Param>,
    /// True when the condition names `root`, so that the list must join it.
    pub joins_root: bool,
}

/// The same rule as a condition, for `action` over records of `kind`; `None` when nothing is reached.
/// Equal to asking [`super::decide`] of every record: held so by a test on random worlds.
///
/// The list itself keeps to one tenant and kind (`r.tenant = … AND r.kind = …`). [`Action::Create`] reaches nothing:
/// a record that is there is not to be made.
pub fn scope(actor: &Actor, kind: &Kind, action: Action, now: i64, first: usize) -> Option<Scope> {
    let kept = grants::narrowing(actor).is_none_or(|n| grants::keeps_kind(n, kind) && n.actions.contains(&action));
    if action == Action::Create || !kept {
        return None;
    }
    let reaches = reaches(actor, kind, action);
    if reaches.get(&Limits::default()).is_some_and(|reach| reach.all) {
        return Some(Scope { sql: "TRUE".to_owned(), params: Vec::new(), joins_root: false });
    }
    let root = if kind.parent.is_empty() { "r" } else { "root" };
    let rows = Rows { record: "r", root };
    let mut writer = Writer {
        tenant: actor.tenant(),
        me: actor.id(),
        now,
        first,
        params: Vec::new(),
        ids: BTreeMap::new(),
        joins_root: false,
    };
    let terms: Vec<String> =
        reaches.iter().flat_map(|(limits, reach)| writer.terms(kind, limits, reach, rows)).collect();
    let sql = any_of(terms)?;
    Some(Scope { sql, params: writer.params, joins_root: writer.joins_root })
}

/// What limits a grant beside its relation; grants with the same limits are written as one.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Limits {
    stages: BTreeSet<String>,
    within: Option<(String, u32)>,
}

impl Limits {
    fn of(grant: &Grant) -> Self {
        Self { stages: grant.stages.clone(), within: grant.within_days.map(|days| (grant.since.clone(), days)) }
    }
}

/// Which records some relations reach together.
#[derive(Clone, Default, PartialEq)]
struct Reach {
    all: bool,
    sites: BTreeSet<Uuid>,
    owners: BTreeSet<Uuid>,
    authors: BTreeSet<Uuid>,
    person: Option<Uuid>,
    assigned: bool,
    shared: bool,
    broken_glass: bool,
}

/// What the actor's grants of `action` on `kind` reach, by their limits, without what is reached unlimited anyway.
fn reaches(actor: &Actor, kind: &Kind, action: Action) -> BTreeMap<Limits, Reach> {
    let mut reaches: BTreeMap<Limits, Reach> = BTreeMap::new();
    for standing in grants::standings(actor) {
        for grant in &standing.role.grants {
            if grants::names(grant, kind) && grants::gives(grant, action) {
                reaches.entry(Limits::of(grant)).or_default().add(&standing, grant.r#where, kind);
            }
        }
    }
    if let Some(always) = reaches.get(&Limits::default()).cloned() {
        for (limits, reach) in &mut reaches {
            if *limits != Limits::default() {
                reach.leave_out(&always);
            }
        }
    }
    reaches
}

impl Reach {
    fn add(&mut self, standing: &Standing<'_>, relation: Relation, kind: &Kind) {
        match relation {
            Relation::Tenant => self.all = true,
            Relation::Author => self.authors.extend(Some(standing.me).filter(|me| !me.is_nil())),
            Relation::Myself => self.person = standing.person,
            _ => {}
        }
        let Some((staff, membership)) = standing.office else { return };
        match relation {
            Relation::Site => self.sites.extend([membership.site]),
            Relation::Country => self.sites.extend(&membership.country),
            Relation::Owner => self.owners.extend([staff.user]),
            Relation::Team => self.owners.extend(&staff.team),
            Relation::Assigned => self.assigned = true,
            Relation::CareTeam => {
                self.owners.extend([staff.user]);
                self.assigned = true;
            }
            Relation::Supervised => {
                self.owners.extend(&staff.supervised);
                if !kind.parent.is_empty() {
                    self.authors.extend(&staff.supervised);
                }
            }
            Relation::Shared => self.shared = true,
            Relation::BrokenGlass => self.broken_glass = true,
            Relation::Tenant | Relation::Author | Relation::Myself => {}
        }
    }

    /// Drops what `other` reaches.
    fn leave_out(&mut self, other: &Self) {
        self.sites.retain(|site| !other.sites.contains(site));
        self.owners.retain(|owner| !other.owners.contains(owner));
        self.authors.retain(|author| !other.authors.contains(author));
        self.person = self.person.filter(|_| other.person.is_none());
        self.assigned &= !other.assigned;
        self.shared &= !other.shared;
        self.broken_glass &= !other.broken_glass;
    }

    /// What a record about a person lends to the records under hers.
    fn lent(&self) -> Self {
        Self { authors: BTreeSet::new(), person: None, ..self.clone() }
    }
}

/// The names under which a condition knows a record's row and its root's row.
#[derive(Clone, Copy)]
struct Rows {
    record: &'static str,
    root: &'static str,
}

/// A root record about a person, seen from the record in her tree.
const ABOUT: Rows = Rows { record: "a", root: "a" };

/// Writes conditions and collects their parameters.
struct Writer {
    tenant: i64,
    me: Uuid,
    now: i64,
    first: usize,
    params: Vec<Param>,
    /// Where each id stands in `params`, as there may be thousands.
    ids: BTreeMap<Uuid, usize>,
    joins_root: bool,
}

impl Writer {
    /// The conditions, joined by OR, under which grants with `limits` and `reach` apply.
    fn terms(&mut self, kind: &Kind, limits: &Limits, reach: &Reach, rows: Rows) -> Vec<String> {
        let mut near = self.reach(reach, rows);
        if kind.name == PERSON {
            let own = self.limited(limits, rows.record, near);
            let about = self.reach(reach, ABOUT);
            let about = self.limited(limits, ABOUT.record, about).map(|condition| exists_about(&condition));
            return own.into_iter().chain(about).collect();
        }
        if grants::hangs_under_person(kind) && !reach.all {
            near.extend(any_of(self.reach(&reach.lent(), ABOUT)).map(|condition| exists_about(&condition)));
        }
        self.limited(limits, rows.record, near).into_iter().collect()
    }

    /// `terms` joined by OR, and the limits on `record`.
    fn limited(&mut self, limits: &Limits, record: &str, terms: Vec<String>) -> Option<String> {
        let reached = any_of(terms)?;
        let mut all = Vec::new();
        if !limits.stages.is_empty() {
            all.extend(self.is_in(&format!("{record}.stage"), limits.stages.iter().cloned()));
        }
        if let Some((since, days)) = &limits.within {
            all.push(self.within(since, *days, record));
        }
        if reached != "TRUE" || all.is_empty() {
            all.push(reached);
        }
        Some(if all.len() == 1 { all.remove(0) } else { format!("({})", all.join(" AND ")) })
    }

    /// The conditions, joined by OR, of the relations in `reach`.
    fn reach(&mut self, reach: &Reach, rows: Rows) -> Vec<String> {
        if reach.all {
            return vec!["TRUE".to_owned()];
        }
        let Rows { record, root } = rows;
        let mut terms = Vec::new();
        terms.extend(self.is_in(&format!("{root}.site"), reach.sites.iter().copied()));
        terms.extend(self.is_in(&format!("{root}.owner"), reach.owners.iter().copied()));
        if let Some(person) = reach.person {
            let person = self.bind(person);
            terms.push(format!("{root}.person = {person}"));
            terms.push(format!("{record}.root = {person}"));
        }
        self.joins_root |= root == "root" && !terms.is_empty();
        terms.extend(self.is_in(&format!("{record}.author"), reach.authors.iter().copied()));
        for table in [("assignment", reach.assigned), ("share", reach.shared)] {
            if let (table, true) = table {
                let (tenant, me, now) = (self.bind(self.tenant), self.bind(self.me), self.bind(self.now));
                terms.push(format!(
                    "{record}.root IN (SELECT x.root FROM {table} x \
                     WHERE x.tenant = {tenant} AND x.account = {me} AND (x.until = 0 OR x.until > {now}))"
                ));
            }
        }
        if reach.broken_glass {
            let (tenant, me) = (self.bind(self.tenant), self.bind(self.me));
            let since = self.bind(self.now.saturating_sub(BROKEN_GLASS));
            terms.push(format!(
                "{record}.root IN (SELECT x.root FROM record x WHERE x.tenant = {tenant} AND x.kind = 'broken_glass' \
                 AND x.opened > {since} AND x.author = {me} AND x.erased = FALSE)"
            ));
        }
        terms
    }

    /// The record's event is at most `days` old.
    fn within(&mut self, since: &str, days: u32, record: &str) -> String {
        let grant = Grant { since: since.to_owned(), ..Grant::default() };
        let days = i64::from(days);
        let oldest = self.now.saturating_sub(days.saturating_mul(DAY));
        let (field, oldest, newest) = match Event::of(&grant) {
            Event::Created => {
                let (oldest, now) = (self.bind(oldest), self.bind(self.now));
                return format!("({record}.opened >= {oldest} AND {record}.opened <= {now})");
            }
            Event::Stage(stage) => (format!("$stage:{stage}"), oldest, self.now),
            Event::Date(field) => {
                let today = self.now.div_euclid(DAY);
                (field.to_owned(), today.saturating_sub(days), today)
            }
        };
        let (field, oldest, newest) = (self.bind(field), self.bind(rank(oldest)), self.bind(rank(newest)));
        format!(
            "EXISTS (SELECT 1 FROM facet f WHERE f.tenant = {record}.tenant AND f.record = {record}.id \
             AND f.field = {field} AND f.rank >= {oldest} AND f.rank <= {newest})"
        )
    }

    /// `column` is one of `values`; `None` when there is none.
    fn is_in<T: Into<Param>>(&mut self, column: &str, values: impl Iterator<Item = T>) -> Option<String> {
        let names: Vec<String> = values.map(|value| self.bind(value)).collect();
        let lists = names.chunks(LIST).map(|names| match names {
            [one] => format!("{column} = {one}"),
            several => format!("{column} IN ({})", several.join(", ")),
        });
        any_of(lists.collect())
    }

    /// The name of a parameter with this value, the same for the same value.
    fn bind(&mut self, value: impl Into<Param>) -> String {
        let value = value.into();
        let known = match &value {
            Param::Uuid(id) => self.ids.get(id).copied(),
            other => self.params.iter().position(|param| param == other),
        };
        let index = known.unwrap_or(self.params.len());
        if known.is_none() {
            if let Param::Uuid(id) = value {
                self.ids.insert(id, index);
            }
            self.params.push(value);
        }
        format!("${}", self.first + index)
    }
}

/// Longest list of values in one `IN`.
const LIST: usize = 500;

/// The rank of a facet for this number of microseconds or days; exact to 2^53, which is the year 2255.
#[expect(clippy::cast_precision_loss, reason = "a facet's rank is a double by its column")]
fn rank(number: i64) -> f64 {
    number as f64
}

/// A root record about the person at the root of `r` meets `condition`.
fn exists_about(condition: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM record a WHERE a.tenant = r.tenant AND a.person = r.root AND a.root = a.id \
         AND a.erased = FALSE AND {condition})"
    )
}

/// `terms` joined by OR, in brackets when there are several; `None` when there are none.
fn any_of(mut terms: Vec<String>) -> Option<String> {
    match terms.len() {
        0 => None,
        1 => terms.pop(),
        _ => Some(format!("({})", terms.join(" OR "))),
    }
}
