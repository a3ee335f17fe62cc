//! Every door to the records follows one rule: what opens is what is listed, found, named, looked back at, settled,
//! approved and exported.

use crate::office::{Here, changes, on_both};
use casework::actor::{Actor, PUBLIC_ROLES};
use casework::record::{self, Query, Wanted};
use casework::{Error, exchange, find};
use forms::roles::Action;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

type Ids = BTreeSet<Uuid>;

/// Someone of each role beside the worker, her supervisor and who works elsewhere; and three cases: one that nobody
/// else is near to, one that each of them is assigned to, one with a field that two people answered.
fn fill(here: &Here) -> Vec<Actor> {
    let mission = here.office.mission();
    let roles = mission.roles.keys().filter(|role| !PUBLIC_ROLES.contains(&role.as_str()));
    let mut actors: Vec<Actor> = roles.map(|role| here.colleague("Someone Else", role)).collect();
    let (_, assigned, disputed) = (here.case(), here.case().1, here.case().1);
    for actor in &actors {
        let task = json!({"account": actor.id(), "task": "care"});
        save(here, "assignment", assigned, task);
    }
    let version = record::open(&here.office, &here.worker, disputed).unwrap().version;
    here.change(disputed, json!({"risk": "low"}));
    let wanted = Wanted {
        id: disputed,
        kind: "case".into(),
        base: version,
        changes: changes(json!({"risk": "medium"})),
        keep_conflicts: true,
        ..Wanted::default()
    };
    record::save(&here.office, &here.worker, &wanted).unwrap();
    actors.extend([here.worker.clone(), here.supervisor.clone(), here.elsewhere.clone(), here.partner.clone()]);
    actors
}

fn save(here: &Here, kind: &str, parent: Uuid, answers: Value) {
    let (id, parent) = (here.office.new_id(), Some(parent));
    let wanted = Wanted { id, kind: kind.into(), parent, changes: changes(answers), ..Wanted::default() };
    record::save(&here.office, &here.worker, &wanted).unwrap();
}

/// Ids and kinds of all records of the first tenant, which are no one's of the other.
fn all(here: &Here) -> Vec<(Uuid, String)> {
    let sql = "SELECT id, kind FROM record WHERE tenant = 1";
    here.office.store.read(|reads| reads.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))).unwrap()
}

fn listed(here: &Here, actor: &Actor, kind: &str) -> Ids {
    match record::list(&here.office, actor, kind, &Query { limit: 200, ..Query::default() }) {
        Ok(page) => page.items.iter().map(|item| item.row.id).collect(),
        Err(Error::NotFound) => Ids::new(),
        Err(error) => panic!("{kind}: {error:?}"),
    }
}

fn exported(here: &Here, actor: &Actor, kind: &str) -> Ids {
    let mut ids = Ids::new();
    let done = exchange::export(&here.office, actor, kind, &mut |line| {
        ids.extend(line.id);
        Ok(())
    });
    assert!(matches!(done, Ok(_) | Err(Error::NotFound | Error::Forbidden { .. })), "{kind}: {done:?}");
    ids
}

#[test]
fn every_door_opens_to_the_same_records() {
    on_both(|here| {
        let (actors, office) = (fill(&here), &here.office);
        let all = all(&here);
        let ids: Vec<Uuid> = all.iter().map(|(id, _)| *id).collect();
        let whole: Ids = ids.iter().copied().collect();
        let kinds: BTreeSet<&str> = all.iter().map(|(_, kind)| kind.as_str()).collect();
        let mut counts = BTreeSet::new();
        for actor in &actors {
            let who = actor.roles().map(|role| role.name.as_str()).collect::<Vec<_>>().join(" ");
            let open = |id: &Uuid| match record::open(office, actor, *id) {
                Ok(view) => Some(view),
                Err(Error::NotFound) => None,
                Err(error) => panic!("{who}: {error:?}"),
            };
            let views: Vec<_> = ids.iter().filter_map(open).collect();
            let open: Ids = views.iter().map(|view| view.row.id).collect();
            let of = |kind: &str, may: Action| -> Ids {
                let some = views.iter().filter(|view| view.kind.name == kind && view.access.may(may));
                some.map(|view| view.row.id).collect()
            };
            counts.insert(open.len());
            assert_eq!(record::visible(office, actor, &ids).unwrap(), open, "{who} visible");
            let named: Ids = record::titles(office, actor, &ids).unwrap().into_keys().collect();
            assert_eq!(named, open, "{who} named");
            for kind in &kinds {
                assert_eq!(&listed(&here, actor, kind) & &whole, of(kind, Action::View), "{who} lists {kind}");
                assert_eq!(&exported(&here, actor, kind) & &whole, of(kind, Action::Export), "{who} exports {kind}");
            }
            for id in &ids {
                let seen = record::timeline(office, actor, *id, 0, 5).is_ok();
                assert_eq!(seen, open.contains(id), "{who} looks back at {id}");
            }
            let reads = |path: &String| path.starts_with("names/") && path.ends_with("/latin");
            let readers = views.iter().filter(|view| view.kind.name == "person" && view.answers.keys().any(reads));
            let readers: Ids = readers.map(|view| view.row.id).collect();
            let found: Ids = find::find(office, actor, "Asha Tamang").unwrap().iter().map(|view| view.row.id).collect();
            assert_eq!(found, readers, "{who} finds by name those whose names she reads");
            let conflicts = record::open_conflicts(office, actor, "", 50).map_or(Vec::new(), |(found, _)| found);
            let disputed: Ids = conflicts.iter().map(|one| one.view.row.id).collect();
            assert!(disputed.is_subset(&of("case", Action::Resolve)), "{who} settles {disputed:?}");
            let waiting = record::awaiting(office, actor, true, "", 50).map_or(Vec::new(), |(found, _)| found);
            assert!(
                waiting.iter().all(|one| of(&one.view.kind.name, Action::Approve).contains(&one.view.row.id)),
                "{who}"
            );
        }
        assert!(counts.len() > 6 && counts.first() == Some(&0), "the roles see different things: {counts:?}");
    });
}
