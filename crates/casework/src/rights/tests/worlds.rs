//! `decide` and `scope` give the same answer for every record of random worlds, on a real engine.

mod chance;
mod database;

use super::*;
use crate::rights::{Scope, scope};
use chance::Chance;
use database::Database;
use std::collections::BTreeMap;

/// Worlds in one database, a tenant each. Users, sites and persons have the same ids in all of them, so that a
/// condition that forgets the tenant is found out.
const WORLDS: i64 = 320;

/// A record as the tables hold it.
#[derive(Clone, Debug)]
struct Row {
    id: Uuid,
    kind: &'static str,
    site: Option<Uuid>,
    owner: Option<Uuid>,
    author: Uuid,
    root: Uuid,
    person: Option<Uuid>,
    stage: &'static str,
    opened: i64,
    erased: bool,
    /// Facets: field and rank.
    facets: Vec<(&'static str, f64)>,
}

/// A row of `assignment` or `share`.
#[derive(Clone, Debug)]
struct Held {
    root: Uuid,
    account: Uuid,
    until: i64,
}

/// Everything of one tenant.
#[derive(Clone, Debug, Default)]
struct World {
    records: Vec<Row>,
    assignments: Vec<Held>,
    shares: Vec<Held>,
}

/// Name, group, parents.
const KINDS: [(&str, &str, &[&str]); 7] = [
    ("person", "person", &[]),
    ("portrait", "person", &["person"]),
    ("consent", "casework", &["person", "case"]),
    ("case", "casework", &[]),
    ("htcds", "screening", &[]),
    ("follow_up", "casework", &["case"]),
    ("page", "site", &[]),
];

const USERS: [Uuid; 5] = [ME, MATE, TRAINEE, STRANGER, Uuid::from_u128(5)];
const SITES: [Uuid; 4] = [HERE, NEAR, ABROAD, Uuid::from_u128(14)];
const STAGES: [&str; 3] = ["draft", "closed", "handed_over"];

#[test]
fn decide_and_scope_agree_on_random_worlds() {
    let mut chance = Chance::new(20_260);
    let mut database = Database::new();
    let kinds: Vec<Kind> = KINDS.iter().map(|(name, group, parent)| kind(name, group, parent)).collect();
    let (mut seen, mut asked) = (0, 0);
    let mut shapes: BTreeMap<&str, usize> = BTreeMap::new();
    for tenant in 1..=WORLDS {
        let world = world(&mut chance);
        database.add(tenant, &world);
        let actor = actor(&mut chance, tenant, &world);
        for kind in &kinds {
            for action in [Action::View, Action::Change, Action::Export, Action::Create] {
                let scope = scope(&actor, kind, action, NOW, 3);
                let by_sql = scope.as_ref().map_or_else(BTreeSet::new, |s| database.reached(tenant, kind, s));
                let rows = world.records.iter().filter(|row| row.kind == kind.name);
                let by_rule: BTreeSet<Uuid> = rows
                    .filter(|row| decide(&actor, kind, &facts_for(&world, row, actor.id()), NOW).may(action))
                    .map(|row| row.id)
                    .collect();
                assert_eq!(by_sql, by_rule, "world {tenant}, {action:?} {}: {scope:#?}\n{actor:#?}", kind.name);
                seen += by_rule.len();
                asked += scope.iter().len() * world.records.iter().filter(|row| row.kind == kind.name).count();
                count_shape(&mut shapes, scope.as_ref());
            }
        }
    }
    assert!(seen * 10 > asked && seen * 2 < asked, "{seen} of {asked} seen: the worlds say little");
    for shape in ["nothing", "everything", "over r", "joins root", "assignment", "share", "facet", "record a"] {
        assert!(shapes.get(shape).is_some_and(|&count| count > 40), "{shape} is rare: {shapes:?}");
    }
}

/// Both engines take long lists, but not endless ones.
#[test]
fn long_lists_are_cut() {
    let mut staff = staff(vec![(role("worker", vec![grant(Relation::Country, &[Action::View])]), HERE)]);
    staff.memberships[0].country = (1..=1_001).map(|number| id(1_000 + number)).collect();
    let scope = scope(&Actor::Staff(Arc::new(staff)), &case(), Action::View, NOW, 7).unwrap();
    assert_eq!(scope.params.len(), 1_001);
    assert_eq!(scope.sql.matches(" IN (").count(), 2);
    assert!(scope.sql.starts_with("(r.site IN ($7, $8, ") && scope.sql.ends_with(" OR r.site = $1007)"));
    let longest = scope.sql.split(" OR ").map(|list| list.matches('$').count()).max();
    assert_eq!(longest, Some(500));
}

#[test]
fn conditions_are_small() {
    let sql = |kind: &Kind, grants: Vec<Grant>| {
        let scope = scope(&someone(grants), kind, Action::View, NOW, 1).unwrap();
        (scope.sql, scope.joins_root)
    };
    let of = |relation| grant(relation, &[Action::View]);
    let note = |relation| Grant { kinds: vec!["note".to_owned()], ..of(relation) };
    let kept = Grant { within_days: Some(3), ..of(Relation::Owner) };
    assert_eq!(sql(&case(), vec![of(Relation::Site), of(Relation::Tenant), kept.clone()]), ("TRUE".to_owned(), false));
    assert_eq!(sql(&case(), vec![of(Relation::Owner), kept]), ("r.owner = $1".to_owned(), false));
    assert_eq!(
        sql(&case(), vec![of(Relation::Site), of(Relation::Team), of(Relation::Owner)]),
        ("(r.site = $1 OR r.owner IN ($2, $3))".to_owned(), false)
    );
    let under = kind("note", "casework", &["case"]);
    assert_eq!(sql(&under, vec![note(Relation::Site)]), ("root.site = $1".to_owned(), true));
    assert_eq!(sql(&under, vec![note(Relation::Author)]), ("r.author = $1".to_owned(), false));
    assert_eq!(
        sql(&under, vec![note(Relation::Assigned)]),
        (
            "r.root IN (SELECT x.root FROM assignment x WHERE x.tenant = $1 AND x.account = $2 \
             AND (x.until = 0 OR x.until > $3))"
                .to_owned(),
            false
        )
    );
}

/// Counts what a scope is made of, so that the test knows what it has tested.
fn count_shape(shapes: &mut BTreeMap<&str, usize>, scope: Option<&Scope>) {
    let Some(scope) = scope else {
        *shapes.entry("nothing").or_default() += 1;
        return;
    };
    *shapes.entry(if scope.joins_root { "joins root" } else { "over r" }).or_default() += 1;
    for (shape, text) in [
        ("everything", "TRUE"),
        ("assignment", "assignment x"),
        ("share", "share x"),
        ("facet", "facet f"),
        ("record a", "record a"),
    ] {
        *shapes.entry(shape).or_default() += usize::from(scope.sql.contains(text));
    }
}

/// What the tables say of one record, as the record module would read it for `decide`.
fn facts_for(world: &World, row: &Row, me: Uuid) -> Facts {
    let find = |id: Uuid| world.records.iter().find(|row| row.id == id).unwrap();
    let root = find(row.root);
    let current = |rows: &[Held]| -> Vec<Uuid> {
        let mine = rows.iter().filter(|held| held.account == me && held.root == row.root);
        mine.filter(|held| held.until == 0 || NOW < held.until).map(|held| held.root).collect()
    };
    let about = |person: Uuid| {
        let roots = world.records.iter().filter(move |a| a.person == Some(person) && a.id == a.root && a.id != person);
        roots.filter(|a| !a.erased).map(|a| facts_for(world, a, me)).collect()
    };
    Facts {
        record: row.id,
        new: false,
        site: root.site,
        owner: root.owner,
        author: row.author,
        person: if root.kind == "person" { Some(root.id) } else { root.person },
        stage: row.stage.to_owned(),
        opened: row.opened,
        since: row
            .facets
            .iter()
            .map(|&(field, rank)| match field.strip_prefix('$') {
                Some(stage) => (stage.to_owned(), rank as i64),
                None => (field.to_owned(), rank as i64 * DAY),
            })
            .collect(),
        assigned: current(&world.assignments).iter().map(|_| "care".to_owned()).collect(),
        shared: !current(&world.shares).is_empty(),
        lent: BTreeSet::new(),
        broken_glass: world.records.iter().any(|glass| {
            glass.kind == "broken_glass"
                && glass.author == me
                && glass.root == row.root
                && !glass.erased
                && glass.opened > NOW - crate::rights::BROKEN_GLASS
        }),
        about: if root.kind == "person" { about(root.id) } else { Vec::new() },
    }
}

/// Forty records: persons, roots about some of them, records under both; half of the relations expired or another's.
fn world(chance: &mut Chance) -> World {
    let mut world = World::default();
    while world.records.len() < 40 {
        let roots: Vec<Row> = world.records.iter().filter(|row| row.id == row.root).cloned().collect();
        let persons: Vec<Uuid> = roots.iter().filter(|row| row.kind == "person").map(|row| row.id).collect();
        let (kind, _, parents) = KINDS[chance.below(KINDS.len())];
        let parent = roots.iter().filter(|row| parents.contains(&row.kind)).nth(chance.below(4)).cloned();
        if !parents.is_empty() && parent.is_none() {
            continue;
        }
        let id = id(1_000 + world.records.len() as u128);
        let own = (kind != "person" && chance.one_in(2)).then(|| chance.pick(&persons)).flatten();
        let roots_person = parent.as_ref().map(|root| if root.kind == "person" { Some(root.id) } else { root.person });
        world.records.push(Row {
            id,
            kind,
            // A row under another keeps columns of its own; that they are not asked is part of the test.
            site: chance.pick(&SITES).filter(|_| !chance.one_in(8)),
            owner: chance.pick(&USERS).filter(|_| !chance.one_in(4)),
            author: chance.pick(&USERS).filter(|_| !chance.one_in(8)).unwrap_or(Uuid::nil()),
            root: parent.map_or(id, |root| root.id),
            person: roots_person.unwrap_or(if kind == "person" && chance.one_in(2) { Some(id) } else { own }),
            stage: STAGES[chance.below(3)],
            opened: NOW - chance.moment(),
            erased: chance.one_in(6),
            facets: facets(chance),
        });
    }
    let roots: Vec<Uuid> = world.records.iter().map(|row| row.root).collect();
    for _ in 0..8 {
        world.assignments.push(held(chance, &roots));
        world.shares.push(held(chance, &roots));
        world.records.push(glass(chance, &roots));
    }
    world
}

fn facets(chance: &mut Chance) -> Vec<(&'static str, f64)> {
    let mut facets = Vec::new();
    if chance.one_in(2) {
        facets.push(("$stage:handed_over", (NOW - chance.moment()) as f64));
    }
    if chance.one_in(2) {
        facets.push(("released_on", (NOW - chance.moment()).div_euclid(DAY) as f64));
    }
    if chance.one_in(3) {
        facets.push(("$stage:closed", (NOW - chance.moment()) as f64));
    }
    facets
}

fn held(chance: &mut Chance, roots: &[Uuid]) -> Held {
    let until = [0, NOW, NOW + 1, NOW - DAY, NOW + DAY][chance.below(5)];
    Held { root: chance.pick(roots).unwrap_or(ME), account: chance.pick(&USERS[..2]).unwrap_or(ME), until }
}

/// Someone broke the glass before a record: just now, or until this moment, or long ago.
fn glass(chance: &mut Chance, roots: &[Uuid]) -> Row {
    let ago = [0, crate::rights::BROKEN_GLASS - 1, crate::rights::BROKEN_GLASS, 9 * DAY][chance.below(4)];
    Row {
        id: Uuid::from_u128(9_000_000 + u128::from(chance.below(1_000_000) as u32)),
        kind: "broken_glass",
        site: None,
        owner: None,
        author: chance.pick(&USERS[..2]).unwrap_or(ME),
        root: chance.pick(roots).unwrap_or(ME),
        person: None,
        stage: "open",
        opened: NOW - ago,
        erased: chance.one_in(6),
        facets: Vec::new(),
    }
}

/// Staff with up to three memberships, sometimes with a token, or someone without any.
fn actor(chance: &mut Chance, tenant: i64, world: &World) -> Actor {
    let public = |chance: &mut Chance| {
        let id = if chance.one_in(5) { Uuid::nil() } else { ME };
        Arc::new(Public { tenant, id, role: random_role(chance), language: String::new() })
    };
    match chance.below(12) {
        0 => return Actor::Visitor(public(chance)),
        1 => return Actor::Member(public(chance)),
        2 => return Actor::System(public(chance)),
        _ => {}
    }
    let memberships = (0..chance.below(3) + 1).map(|_| (random_role(chance), SITES[chance.below(3)])).collect();
    let narrowed = chance.one_in(5).then(|| Narrowing {
        kinds: if chance.one_in(2) { BTreeSet::new() } else { ["case".to_owned(), "person".to_owned()].into() },
        actions: set(&[Action::View, Action::Export]),
        see: set(&[Compartment::Open]),
    });
    let persons: Vec<Uuid> = world.records.iter().filter(|row| row.kind == "person").map(|row| row.id).collect();
    let person = chance.pick(&persons).filter(|_| !chance.one_in(4));
    let supervised = if chance.one_in(3) { BTreeSet::new() } else { [TRAINEE].into() };
    Actor::Staff(Arc::new(Staff { tenant, person, narrowed, supervised, ..staff(memberships) }))
}

fn random_role(chance: &mut Chance) -> Arc<Role> {
    let grants = (0..=chance.below(7)).map(|_| random_grant(chance)).collect();
    role("random", grants)
}

fn random_grant(chance: &mut Chance) -> Grant {
    let (kind, group, _) = KINDS[chance.below(KINDS.len())];
    let by_group = chance.one_in(2);
    // Tenant-wide grants leave nothing to tell apart, so they are rarer than the others.
    let relation = Relation::ALL[chance.below(Relation::ALL.len())];
    let relation = if relation == Relation::Tenant && !chance.one_in(3) { Relation::Assigned } else { relation };
    let actions: Vec<Action> = [Action::View, Action::Change, Action::Export, Action::Create]
        .into_iter()
        .filter(|action| *action == Action::View || chance.one_in(2))
        .collect();
    let since = ["", "created", "stage:handed_over", "stage:closed", "released_on"][chance.below(5)];
    Grant {
        kinds: if by_group { vec![] } else { vec![kind.to_owned(), "person".to_owned()] },
        groups: if by_group { vec![group.to_owned()] } else { vec![] },
        stages: if chance.one_in(4) { [STAGES[chance.below(3)].to_owned()].into() } else { BTreeSet::new() },
        within_days: chance.one_in(3).then(|| [0, 1, 30][chance.below(3)]),
        since: since.to_owned(),
        ..grant(relation, &actions)
    }
}
