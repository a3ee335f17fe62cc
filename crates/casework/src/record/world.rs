//! What a rule may see beyond its record: the root, the root's other records, the person and her consents, and the
//! approvals given. Read once, before any rule runs.

use super::load;
use super::stage::Staged;
use crate::Office;
use crate::actor::Actor;
use crate::surroundings::Surroundings;
use forms::answers::{Answers, AnswersView as View};
use forms::expr::{EvalError, Expression, Host, Reader, Value};
use forms::{Kind, Mission};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::sql;
use store::{Reads, RecordRow};
use uuid::Uuid;

/// Functions that need the world.
const FUNCTIONS: [&str; 9] = [
    "records",
    "latest",
    "count-of",
    "consent",
    "person",
    "approvals",
    "distinct-approvers",
    "working-days-since",
    "ref",
];

const TREE: &str = sql!(
    "SELECT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain \
     FROM record r WHERE r.tenant = $1 AND r.erased = FALSE AND (r.root = $2 OR r.root = $3) \
     ORDER BY r.opened, r.id LIMIT 2000"
);

// `CROSS JOIN` has SQLite begin with the records of the tree and not with all approvals there ever were.
const APPROVALS: &str = sql!(
    "SELECT a.record, a.stage, a.version, a.account, a.decision, m.role FROM record r CROSS JOIN approval a \
     JOIN membership m ON m.tenant = a.tenant AND m.account = a.account \
     WHERE r.tenant = $1 AND r.root = $2 AND a.tenant = r.tenant AND a.record = r.id"
);

/// A record around the ones that change.
struct Around {
    kind: Arc<Kind>,
    row: RecordRow,
    answers: Answers,
}

struct Approval {
    record: Uuid,
    stage: String,
    version: i64,
    account: Uuid,
    approved: bool,
    role: String,
}

/// The records around a change.
pub struct World<'m> {
    mission: &'m Mission,
    around: Vec<Around>,
    approvals: Vec<Approval>,
}

impl<'m> World<'m> {
    /// Reads what the rules of the staged records may ask for; nothing when they ask for nothing.
    pub fn load(
        office: &Office,
        mission: &'m Mission,
        actor: &Actor,
        staged: &[Staged],
        reads: &mut Reads<'_>,
    ) -> crate::Result<Self> {
        let mut world = Self { mission, around: Vec::new(), approvals: Vec::new() };
        let moves = staged.iter().any(|one| one.moved_from.is_some());
        let Some(first) = staged.first() else { return Ok(world) };
        if moves || staged.iter().any(|one| asks(&one.kind)) {
            let person = staged.iter().find_map(|one| one.row.person).unwrap_or(first.row.root);
            let params = [actor.tenant().into(), first.row.root.into(), person.into()];
            let sealed = staged.iter().any(|one| expressions(&one.kind).any(reads_person));
            for row in reads.all(TREE, &params, load::row)? {
                if staged.iter().any(|one| one.row.id == row.id) {
                    continue;
                }
                let Some(kind) = mission.kinds.get(&row.kind).cloned() else { continue };
                let mut answers = load::answers_of(&row);
                if sealed && kind.name == "person" {
                    answers.extend(load::open_sealed(office, reads, actor.tenant(), &row, &kind.sealed())?.answers);
                }
                world.around.push(Around { kind, row, answers });
            }
        }
        if moves {
            world.approvals = reads.all(APPROVALS, &[actor.tenant().into(), first.row.root.into()], |column| {
                Ok(Approval {
                    record: column.get(0)?,
                    stage: column.get(1)?,
                    version: column.get(2)?,
                    account: column.get(3)?,
                    approved: column.get::<String>(4)? == "approved",
                    role: column.get(5)?,
                })
            })?;
        }
        Ok(world)
    }

    /// How many distinct people of a role approved the move of a record as it stood before this change.
    pub fn approvers(&self, staged: &Staged, role: &str, not: &str) -> usize {
        let excluded = match not {
            "author" => Some(staged.row.author),
            "owner" => staged.row.owner,
            _ => None,
        };
        self.approvals
            .iter()
            .filter(|a| a.record == staged.row.id && a.stage == staged.row.stage && a.version == staged.row.version)
            .filter(|a| a.approved && (role.is_empty() || a.role == role) && Some(a.account) != excluded)
            .map(|a| a.account)
            .collect::<BTreeSet<_>>()
            .len()
    }
}

/// True when an expression of the kind needs the world.
fn asks(kind: &Kind) -> bool {
    expressions(kind).any(|expression| FUNCTIONS.iter().any(|name| expression.calls.contains(*name)))
}

/// True when an expression may read what is known of the person: by `person()`, by a reference, or by naming her kind.
fn reads_person(expression: &Expression) -> bool {
    expression.calls.contains("ref") || expression.source.contains("person")
}

/// The expressions that are worked out when a record of the kind is saved.
fn expressions(kind: &Kind) -> impl Iterator<Item = &Expression> {
    let of_rules = kind.rules.iter().flat_map(|rule| rule.when.iter().chain(&rule.require));
    let of_fields = kind.fields().into_iter().flat_map(|field| {
        [&field.relevant, &field.required, &field.constraint, &field.calculation, &field.default].into_iter().flatten()
    });
    of_rules.chain(of_fields).chain(&kind.valid)
}

/// Answers the functions of rules for one of the staged records.
pub struct Judge<'a> {
    /// What was read.
    pub world: &'a World<'a>,
    /// The change, as staged.
    pub staged: &'a [Staged],
    /// Which of them is judged.
    pub index: usize,
    /// Day, zone and settings.
    pub surroundings: &'a Surroundings<'a>,
}

impl<'a> Judge<'a> {
    /// All records of a kind: those staged, then those around, oldest first.
    fn of_kind(&self, name: &str) -> Vec<(&'a Kind, &'a RecordRow, &'a Answers)> {
        let mut found: Vec<(&Kind, &RecordRow, &Answers)> = self
            .world
            .around
            .iter()
            .filter(|one| one.kind.name == name)
            .map(|one| (&*one.kind, &one.row, &one.answers))
            .collect();
        found.extend(
            self.staged.iter().filter(|one| one.kind.name == name).map(|one| (&*one.kind, &one.row, &one.after)),
        );
        found
    }

    fn field(&self, kind: &Kind, answers: &Answers, field: &str) -> Value {
        let env = self.surroundings.env();
        View::new(kind, self.world.mission, answers, &env).field(field, "").unwrap_or(Value::blank())
    }

    /// True when the expression holds for a record, without the functions of rules.
    fn is(&self, kind: &Kind, answers: &Answers, expression: &Expression) -> Result<bool, EvalError> {
        let env = self.surroundings.env();
        let view = View::new(kind, self.world.mission, answers, &env);
        expression.is_true(&view.context(""))
    }

    /// The state of the newest current consent for a purpose, where it is given one organisation's: what she said last
    /// counts, and only while it is valid.
    fn consent(&self, purpose: &str, organisation: Option<&str>) -> Result<Value, EvalError> {
        let mut newest: Option<(i64, String)> = None;
        for (kind, row, answers) in self.of_kind("consent") {
            let named = |field: &str| self.field(kind, answers, field).text();
            if named("purpose") != purpose || organisation.is_some_and(|id| named("organisation") != id) {
                continue;
            }
            let current = kind.valid.as_ref().map_or(Ok(true), |valid| self.is(kind, answers, valid))?;
            if newest.as_ref().is_none_or(|(opened, _)| row.opened >= *opened) {
                let state = if current { self.field(kind, answers, "state").text() } else { "expired".into() };
                newest = Some((row.opened, state));
            }
        }
        Ok(Value::Text(newest.map(|(_, state)| state).unwrap_or_default()))
    }

    fn person(&self, field: &str) -> Value {
        let person = self.staged[self.index].row.person;
        let known = self.of_kind("person");
        let one = known.iter().find(|(_, row, _)| Some(row.id) == person).or(known.first());
        one.map_or(Value::blank(), |(kind, _, answers)| self.field(kind, answers, field))
    }

    fn reference(&self, id: &str, field: &str) -> Value {
        let found = self.world.around.iter().find(|one| one.row.id.to_string() == id);
        found.map_or(Value::blank(), |one| self.field(&one.kind, &one.answers, field))
    }

    fn working_days_since(&self, from: &str) -> Option<f64> {
        let mut day: jiff::civil::Date = from.get(..10)?.parse().ok()?;
        let mut days = 0.0;
        let today = self.surroundings.today();
        while day < today && days < 10_000.0 {
            day = day.tomorrow().ok()?;
            if day.weekday() != jiff::civil::Weekday::Saturday {
                days += 1.0;
            }
        }
        Some(days)
    }
}

impl Host for Judge<'_> {
    fn call(&self, function: &str, arguments: &[Value]) -> Result<Value, EvalError> {
        let text = |n: usize| arguments.get(n).map(Value::text).unwrap_or_default();
        let one = &self.staged[self.index];
        Ok(match function {
            "records" => {
                Value::Nodes(self.of_kind(&text(0)).iter().map(|(_, row, _)| Value::Text(row.id.to_string())).collect())
            }
            "latest" => {
                let records = self.of_kind(&text(0));
                records.last().map_or(Value::blank(), |(kind, _, answers)| self.field(kind, answers, &text(1)))
            }
            "count-of" => {
                let condition = Expression::parse(&text(1)).map_err(|error| EvalError::Host(error.to_string()))?;
                let mut count = 0.0;
                for (kind, _, answers) in self.of_kind(&text(0)) {
                    count += f64::from(u8::from(self.is(kind, answers, &condition)?));
                }
                Value::Number(count)
            }
            "consent" => self.consent(&text(0), arguments.get(1).map(Value::text).as_deref())?,
            "person" => self.person(&text(0)),
            "approvals" => Value::Number(self.world.approvers(one, &text(0), "") as f64),
            "distinct-approvers" => Value::Number(self.world.approvers(one, "", "") as f64),
            "working-days-since" => Value::Number(self.working_days_since(&text(0)).unwrap_or(f64::NAN)),
            "ref" => self.reference(&text(0), &text(1)),
            other => return Err(EvalError::NotHere(other.to_owned())),
        })
    }
}
