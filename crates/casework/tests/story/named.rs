//! What a record names must be open to who writes it: else whoever knows an id could make herself a reader.

use crate::office::{changes, on_both, someone};
use casework::record::{self, Wanted};
use casework::{Error, Result};
use serde_json::json;
use uuid::Uuid;

fn refused(saved: Result<record::Saved>) -> String {
    match saved {
        Err(Error::Request(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn nobody_makes_a_record_about_someone_who_is_not_open_to_her() {
    on_both(|here| {
        let (person, _) = here.case();
        let site = {
            let system = casework::accounts::system(&here.office, 1).unwrap();
            let answers =
                json!({"name": "Kavre home", "site_type": "shelter", "country": "NP", "time_zone": "Asia/Kathmandu"});
            let id = here.office.new_id();
            let wanted = Wanted { id, kind: "site".into(), changes: changes(answers), ..Wanted::default() };
            record::save(&here.office, &system, &wanted).unwrap().id
        };
        let hira = someone(&here.office, 1, "Hira Oli", "social_worker", site, None);
        let about = |id| record::save(&here.office, &hira, &here.case_of(id, &[here.consent("services", "given")]));
        let hidden = refused(about(person));
        assert_eq!(hidden, refused(about(Uuid::from_u128(7))), "as if nobody were there");
        assert!(matches!(record::open(&here.office, &hira, person), Err(Error::NotFound)));
    });
}

#[test]
fn an_answer_refers_to_what_is_there_and_of_its_kind() {
    on_both(|here| {
        let (person, case) = here.case();
        let row = format!("recruiters/{}", here.office.new_id());
        let view = record::open(&here.office, &here.worker, case).unwrap();
        for id in [Uuid::from_u128(7), person, case] {
            let answers = json!({&row: {}, format!("{row}/relation"): "relative", format!("{row}/suspect"): id});
            let wanted = Wanted {
                id: case,
                kind: "case".into(),
                base: view.version,
                changes: changes(answers),
                ..Wanted::default()
            };
            match record::save(&here.office, &here.worker, &wanted) {
                Err(Error::Invalid(wrong)) => assert_eq!(wrong[0].path, format!("{row}/suspect")),
                other => panic!("{other:?}"),
            }
        }
    });
}
