//! The story of a kind that comes while the office works: noted in the ledger, followed, never at the cost of answers.

use crate::office::{Here, changes, mission_with, on_both};
use casework::definitions::{self, Files};
use casework::draft::{self, Draft};
use casework::record::{self, Query, Wanted};
use casework::{Error, find, verify};
use forms::Mission;
use serde_json::json;
use store::Param;

const PATH: &str = "protection/market_visit.yaml";
const VISIT: &str = r#"
label: {en: Market visit}
title: "${stalls}"
about: none
group: casework
list: {columns: [stalls, opened], sort: -opened, filters: [weather]}
survey:
  - {type: integer, name: stalls, index: true, required: true, label: {en: Stalls seen}}
  - {type: select_one weather, name: weather, index: true, label: {en: Weather}}
  - {type: text, name: market, search: text, label: {en: Market}}
  - {type: text, name: remarks, compartment: identity, label: {en: Remarks}}
"#;
const WEATHER: &str = "closed: true\ncodes:\n  - {code: dry, label: {en: Dry}}\n  - {code: wet, label: {en: Wet}}\n";

fn files(visit: &str) -> Files {
    [(PATH, visit), ("codes/weather.yaml", WEATHER)].map(|(path, text)| (path.into(), text.into())).into()
}

fn with(visit: &str) -> (Mission, Files) {
    (mission_with(&files(visit)), files(visit))
}

fn visit(here: &Here) -> Wanted {
    let answers = json!({"stalls": 12, "market": "Rupaidiha Bazar", "weather": "wet", "remarks": "Asha sells tea."});
    Wanted { id: here.office.new_id(), kind: "market_visit".into(), changes: changes(answers), ..Wanted::default() }
}

#[test]
fn a_kind_that_comes_into_force_is_an_entry_and_its_records_name_it() {
    on_both(|here| {
        let nothing = Files::new();
        let first = definitions::put_in_force(&here.office, 1, &here.office.mission(), &nothing).unwrap();
        assert!(first.new.contains(&"kinds/case".into()) && first.new.contains(&"roles/lawyer".into()));
        let version = definitions::version(&here.office.store, 1).unwrap();
        assert!(matches!(record::save(&here.office, &here.worker, &visit(&here)), Err(Error::NotFound)));

        let (mission, files) = with(VISIT);
        let difference = definitions::put_in_force(&here.office, 1, &mission, &files).unwrap();
        assert_eq!(difference.new, ["codes/weather", "kinds/market_visit"]);
        assert!(difference.changed.is_empty() && difference.gone.is_empty(), "{difference:?}");
        assert!(definitions::version(&here.office.store, 1).unwrap() > version);
        assert_eq!(definitions::files(&here.office.store, 1).unwrap(), Some(files.clone()));
        assert_eq!(definitions::files(&here.office.store, 2).unwrap(), None, "the other tenant has not heard of it");
        let hash = mission.kinds["market_visit"].hash.clone();
        here.office.set_mission(mission);

        let saved = record::save(&here.office, &here.worker, &visit(&here)).unwrap();
        let view = record::open(&here.office, &here.worker, saved.id).unwrap();
        assert_eq!(view.row.definition, hash);
        let list = record::list(&here.office, &here.worker, "market_visit", &Query::default()).unwrap();
        assert_eq!(list.items.len(), 1);

        let found = find::find(&here.office, &here.worker, "bazar rupaidiha").unwrap();
        assert_eq!(found.iter().map(|view| view.row.id).collect::<Vec<_>>(), [saved.id]);
        assert!(find::find(&here.office, &here.worker, "bazar nowhere").unwrap().is_empty(), "every word counts");
        assert!(find::find(&here.office, &here.elsewhere, "bazar").unwrap().is_empty());

        let before = here.number("SELECT count(*) FROM entry");
        let again = definitions::put_in_force(&here.office, 1, &here.office.mission(), &files).unwrap();
        assert!(again.is_empty() && here.number("SELECT count(*) FROM entry") == before, "what stands is no entry");
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}

#[test]
fn a_change_is_written_under_the_definition_in_force() {
    on_both(|here| {
        let bring = |visit: &str| {
            let (mission, files) = with(visit);
            definitions::put_in_force(&here.office, 1, &mission, &files).unwrap();
            let hash = mission.kinds["market_visit"].hash.clone();
            here.office.set_mission(mission);
            hash
        };
        let first = bring(VISIT);
        let id = record::save(&here.office, &here.worker, &visit(&here)).unwrap().id;
        let second = bring(&VISIT.replace("name: market, search: text", "name: market, search: text, index: true"));
        let stands = || record::open(&here.office, &here.worker, id).unwrap().row.definition;
        assert_eq!(stands(), first, "an answer keeps the definition it was given under");
        here.change(id, json!({"remarks": "Nobody came."}));
        assert_eq!(stands(), second);
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}

#[test]
fn records_are_found_by_a_question_that_comes_to_be_indexed() {
    on_both(|here| {
        let without = VISIT.replace("search: text, ", "").replace("name: stalls, index: true", "name: stalls");
        let without = without.replace("[stalls, opened]", "[opened]");
        let bring = |visit: &str| {
            let (mission, files) = with(visit);
            definitions::put_in_force(&here.office, 1, &mission, &files).unwrap();
            here.office.set_mission(mission);
        };
        bring(&without);
        let ids: Vec<_> =
            (0..450).map(|_| record::save(&here.office, &here.worker, &visit(&here)).unwrap().id).collect();
        let found = |words: &str| find::find(&here.office, &here.worker, words).unwrap().len();
        let facets = || here.number("SELECT count(*) FROM facet WHERE field = 'stalls'");
        assert_eq!((found("bazar"), facets()), (0, 0));
        bring(VISIT);
        assert_eq!((found("bazar"), facets()), (30, 450));
        let first = Query { sort: "stalls".into(), limit: 200, ..Query::default() };
        let list = record::list(&here.office, &here.worker, "market_visit", &first).unwrap();
        assert!(list.items.iter().all(|item| ids.contains(&item.row.id)) && list.items.len() == 200);
        bring(&without);
        assert_eq!((found("bazar"), facets()), (0, 0), "and no longer, when it no longer is");
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}

#[test]
fn no_mission_takes_the_field_of_an_answer_away() {
    on_both(|here| {
        let (mission, files) = with(VISIT);
        definitions::put_in_force(&here.office, 1, &mission, &files).unwrap();
        here.office.set_mission(mission);
        let misfits = |visit: &str, weather: &str| {
            let mut files = self::files(visit);
            files.insert("codes/weather.yaml".into(), weather.into());
            let faults = definitions::misfits(&here.office.store, 1, &mission_with(&files)).unwrap();
            faults.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let bare = VISIT.lines().filter(|line| !line.contains("remarks")).collect::<Vec<_>>().join("\n");
        assert!(misfits(&bare, WEATHER).is_empty(), "nobody has answered it yet");

        // A form that was begun holds an answer as a record does.
        let draft = Draft { id: here.office.new_id(), kind: "market_visit".into(), ..Draft::default() };
        draft::keep(&here.office, &here.worker, &draft).unwrap();
        assert_eq!(misfits(&bare, WEATHER).len(), 1);
        draft::forget(&here.office, &here.worker, draft.id).unwrap();
        assert!(misfits(&bare, WEATHER).is_empty());

        record::save(&here.office, &here.worker, &visit(&here)).unwrap();
        let gone = misfits(&bare, WEATHER);
        assert!(gone[0].starts_with("protection/market_visit.yaml: remarks: is gone"), "{gone:?}");
        let opened = misfits(&VISIT.replace("compartment: identity", "compartment: legal"), WEATHER);
        assert!(opened[0].contains("compartment is legal and was identity"), "{opened:?}");
        let retyped = misfits(&VISIT.replace("type: integer", "type: decimal"), WEATHER);
        assert!(retyped[0].contains("its type is decimal and was integer"), "{retyped:?}");
        let fewer = WEATHER.lines().filter(|line| !line.contains("wet")).collect::<Vec<_>>().join("\n");
        assert!(misfits(VISIT, &fewer)[0].starts_with("codes/weather.yaml: the code wet is gone"));
        let whole = definitions::misfits(&here.office.store, 1, &mission_with(&Files::new())).unwrap();
        assert!(whole[0].to_string().starts_with("protection/market_visit.yaml: has records"), "{whole:?}");
        assert!(misfits(&VISIT.replace("Stalls seen", "Stalls"), WEATHER).is_empty(), "words may change");
    });
}

#[test]
fn verify_finds_a_definition_that_was_changed_or_lost() {
    on_both(|here| {
        here.case();
        let sound = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(sound.faults.is_empty(), "{:#?}", sound.faults);
        let found = |sql: &'static str| {
            let params: [Param; 1] = [1.into()];
            here.office.store.write(move |writes| writes.run(sql, &params)).unwrap();
            let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
            report.faults.iter().map(|fault| format!("{}: {}", fault.table, fault.what)).collect::<Vec<_>>()
        };
        let changed = found("UPDATE definition SET body = '{}' WHERE tenant = $1 AND kind = 'case'");
        assert_eq!(changed, ["definition: is not the text that its hash names"]);
        let lost = found("DELETE FROM definition WHERE tenant = $1 AND kind = 'case'");
        assert_eq!(lost, ["definition: is missing, and records were written under it"]);
    });
}
