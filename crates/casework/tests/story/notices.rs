//! A rule that tells a role: once when it comes to be so, to those who may see the record, until they have read it.

use crate::office::on_both;
use casework::{Error, notices, verify};
use serde_json::json;

#[test]
fn unsafe_case_is_told() {
    on_both(|here| {
        let (_, case) = here.case();
        let unread = || notices::unread(&here.office, &here.supervisor).unwrap();
        assert!(unread().is_empty());
        here.change(case, json!({"risk": "immediate"}));
        let told = unread();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].view.row.id, told[0].rule.as_str()), (case, "unsafe_case_is_told"));
        assert!(told[0].message.get("ne").contains("सुरक्षित"));
        for other in [&here.worker, &here.elsewhere, &here.partner] {
            assert!(matches!(notices::unread(&here.office, other), Err(Error::NotFound)), "not her role");
            assert!(matches!(notices::read(&here.office, other, case, &told[0].rule), Err(Error::NotFound)));
        }
        here.change(case, json!({"care": "kin"}));
        assert_eq!(unread()[0].told, told[0].told, "it is not told again while it stays so");
        notices::read(&here.office, &here.supervisor, case, &told[0].rule).unwrap();
        assert!(unread().is_empty());
        assert!(matches!(notices::read(&here.office, &here.supervisor, case, &told[0].rule), Err(Error::NotFound)));
        here.change(case, json!({"risk": "medium"}));
        assert!(unread().is_empty());
        here.change(case, json!({"risk": "immediate"}));
        assert_eq!(unread().len(), 1, "told anew when it comes to be so anew");

        let faults = || verify::run(&here.office, true, &mut |_| {}).unwrap().faults;
        assert!(faults().is_empty(), "{:#?}", faults());
        here.office.store.write(|writes| writes.run("UPDATE notice SET role = 'trainer'", &[])).unwrap();
        assert!(faults().iter().any(|fault| fault.table == "notice"));
    });
}
