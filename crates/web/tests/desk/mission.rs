//! Roles, kinds and code lists as they are read on the desk.

use crate::office::Desk;

#[test]
fn a_role_is_told_in_words() {
    let desk = Desk::new();
    let seat = desk.sign_in("anita");
    assert!(seat.get("/desk/roles").body.contains("Border or safe-migration counsellor"));
    let page = seat.get("/desk/roles/border_counsellor").body;
    for shown in ["Needs a second factor", "those of her site", "30 days from the making", "Who she is"] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(seat.get("/desk/roles/administrator").body.contains("colleagues, roles, devices, forms, settings, keys"));
    assert_eq!(seat.get("/desk/roles/queen").status, 404);
}

#[test]
fn a_kind_is_told_and_taken_along() {
    let desk = Desk::new();
    let seat = desk.sign_in("anita");
    let kinds = seat.get("/desk/kinds").body;
    assert!(kinds.contains("Reintegration") && kinds.contains("/desk/kinds/case"), "{kinds}");
    let page = seat.get("/desk/kinds/case").body;
    for shown in
        ["case_opens_on_a_ground", "Case supervisor (1)", "/desk/codes/risk_level", "Preparing", "must be answered"]
    {
        let shown = if shown == "case_opens_on_a_ground" { "Must be true" } else { shown };
        let shown = if shown == "Preparing" { "Getting ready to leave" } else { shown };
        assert!(page.contains(shown), "{shown} in {page}");
    }
    let form = seat.get("/desk/kinds/case/xlsform");
    assert!(form.status == 200 && form.media.contains("spreadsheet") && form.bytes.starts_with(b"PK"));
    assert_eq!(seat.get("/desk/kinds/absent").status, 404);
    assert_eq!(desk.sign_in("maya").get("/desk/kinds/case/xlsform").status, 404);
}

#[test]
fn a_code_list_names_its_codes_and_where_they_are_used() {
    let desk = Desk::new();
    let seat = desk.sign_in("anita");
    let page = seat.get("/desk/codes/risk_level").body;
    assert!(page.contains("high") && page.contains("/desk/kinds/case"), "{page}");
    assert_eq!(desk.sign_in("maya").get("/desk/codes/risk_level").status, 404);
}
