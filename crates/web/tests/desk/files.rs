//! A copy of a document: sent with its form as a browser sends it, downloaded from the record's page.

use crate::office::{Desk, Seat, value_after};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use casework::accounts::{self, Scope};
use casework::{files, record, verify};
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;
use uuid::Uuid;
use web::Face;

const EDGE: &str = "----chautariFormBoundary7MA4YWxkTrZu0gW";

struct Got {
    status: u16,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Got {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

fn ask(desk: &Desk, request: Request<Body>) -> Got {
    let router = web::router(Face(Arc::clone(&desk.app)));
    crate::office::runtime().block_on(async {
        let response = router.oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Got { status: head.status.as_u16(), headers: head.headers, bytes }
    })
}

fn part(name: &str, value: &str) -> Vec<u8> {
    format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
}

fn csrf(desk: &Desk, seat: &Seat<'_>) -> String {
    accounts::read(&desk.app.office, &seat.cookie).unwrap().unwrap().csrf
}

/// A form as a browser without JavaScript sends it: texts, then the file input, then what follows it.
fn post(
    desk: &Desk,
    seat: &Seat<'_>,
    texts: &[(&str, &str)],
    file: (&str, &str, &[u8]),
    after: &[(&str, &str)],
) -> Got {
    let (name, given, bytes) = file;
    let head = format!(
        "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{given}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let mut body: Vec<u8> = texts.iter().flat_map(|(name, value)| part(name, value)).collect();
    body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    body.extend(after.iter().flat_map(|(name, value)| part(name, value)));
    body.extend(format!("--{EDGE}--\r\n").bytes());
    let request = Request::post("/desk/write")
        .header(header::COOKIE, format!("desk={}", seat.cookie))
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"));
    ask(desk, request.body(Body::from(body)).unwrap())
}

fn get(desk: &Desk, seat: &Seat<'_>, path: &str) -> Got {
    let request = Request::get(path).header(header::COOKIE, format!("desk={}", seat.cookie));
    ask(desk, request.body(Body::empty()).unwrap())
}

fn pdf() -> Vec<u8> {
    [b"%PDF-1.7\r\n".as_slice(), &b"\r\n------chautari\r\n".repeat(12_000)].concat()
}

/// Fills the form of a document below a case; gives the answer and the record's id.
fn fill(desk: &Desk, seat: &Seat<'_>, case: Uuid, press: &str, file: (&str, &[u8])) -> (Got, Uuid) {
    let page = seat.get(&format!("/desk/r/{case}/add/document")).body;
    assert!(page.contains("enctype=\"multipart/form-data\""), "{page}");
    assert!(page.contains("<input class=\"input\" type=\"file\" id=\"f-copy\" name=\"copy\""), "{page}");
    let id = value_after(&page, "name=\"_id\" ").to_owned();
    let csrf = csrf(desk, seat);
    let texts = [
        ("csrf", csrf.as_str()),
        ("_id", id.as_str()),
        ("_kind", "document"),
        ("_base", "0"),
        ("_parent", &case.to_string()),
        ("_page", "0"),
        ("_part", "all"),
        ("document_type", "passport"),
        ("holder", "self"),
    ];
    let got = post(desk, seat, &texts, ("copy", file.0, file.1), &[("do", press), ("_whole", "yes")]);
    (got, id.parse().unwrap())
}

fn saved(desk: &Desk, seat: &Seat<'_>, case: Uuid) -> (Uuid, Uuid) {
    let (got, id) = fill(desk, seat, case, "save", ("Pass%22port\\..\\scan.pdf", &pdf()));
    assert_eq!((got.status, got.header("location")), (303, format!("/desk/r/{id}").as_str()), "{}", got.text());
    let view = record::open(&desk.app.office, &desk.actor("maya"), id).unwrap();
    (id, view.answers["copy"].as_str().unwrap().parse().unwrap())
}

#[test]
fn a_file_is_sent_with_its_form_and_downloaded_from_its_record() {
    let desk = Desk::new();
    let case = desk.case();
    let seat = desk.sign_in("maya");
    let (id, file) = saved(&desk, &seat, case);
    let page = seat.get(&format!("/desk/r/{id}")).body;
    let link = format!("<a href=\"/desk/file/{file}\" download><bdi>scan.pdf</bdi></a>");
    assert!(page.contains(&link) && page.contains("PDF · 211 kB · "), "{page}");
    let got = get(&desk, &seat, &format!("/desk/file/{file}"));
    assert!(got.status == 200 && got.bytes == pdf(), "{}", got.status);
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-length", &pdf().len().to_string()),
        ("content-disposition", "attachment; filename=\"scan.pdf\"; filename*=UTF-8''scan.pdf"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(got.header(name), value, "{name}");
    }
    let log = desk.sign_in("prakash").get("/desk/log").body;
    assert!(log.contains("Opened a file") && !log.contains("scan.pdf"), "{log}");
    let report = verify::run(&desk.app.office, true, &mut |_| {}).unwrap();
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
}

#[test]
fn a_file_is_not_there_for_who_may_not_read_its_record() {
    let desk = Desk::new();
    let case = desk.case();
    let seat = desk.sign_in("maya");
    let (_, file) = saved(&desk, &seat, case);
    let path = format!("/desk/file/{file}");
    for name in ["urmila", "sabina", "anita", "denis"] {
        let other = desk.sign_in(name);
        let (there, absent) =
            (get(&desk, &other, &path), get(&desk, &other, &format!("/desk/file/{}", desk.app.office.new_id())));
        assert_eq!((there.status, &there.bytes), (404, &absent.bytes), "{name}");
    }
    let nobody = desk.send(crate::office::Method::Get, &path, None, "");
    assert_eq!(nobody.status, 303);
    assert_eq!(get(&desk, &desk.sign_in("kiran"), &path).bytes, pdf(), "her supervisor");
}

#[test]
fn a_draft_keeps_its_file_and_the_box_leaves_or_keeps_it() {
    let desk = Desk::new();
    let case = desk.case();
    let seat = desk.sign_in("maya");
    let (got, id) = fill(&desk, &seat, case, "check", ("scan.pdf", &pdf()));
    assert_eq!(got.status, 200, "{}", got.text());
    assert!(got.text().contains("scan.pdf · PDF · 211 kB"), "the last page names it: {}", got.text());
    let draft = seat.get(&format!("/desk/new/document?draft={id}")).body;
    let file = value_after(&draft, "<input type=\"checkbox\" name=\"copy\" ").to_owned();
    assert!(draft.contains("<bdi>scan.pdf</bdi>"), "{draft}");
    assert_eq!(get(&desk, &seat, &format!("/desk/file/{file}")).status, 404, "not before it is saved");

    let texts = |copy: bool| {
        let mut texts = vec![
            ("csrf".to_owned(), csrf(&desk, &seat)),
            ("_id".into(), id.to_string()),
            ("_kind".into(), "document".into()),
            ("_base".into(), "0".into()),
            ("_parent".into(), case.to_string()),
            ("_page".into(), "0".into()),
            ("_part".into(), "all".into()),
            ("document_type".into(), "passport".into()),
            ("holder".into(), "self".into()),
        ];
        if copy {
            texts.push(("copy".into(), file.clone()));
        }
        texts
    };
    let send = |copy: bool, press: &str| {
        let texts = texts(copy);
        let texts: Vec<(&str, &str)> = texts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        post(&desk, &seat, &texts, ("copy", "", b""), &[("do", press), ("_whole", "yes")])
    };
    assert!(!send(false, "check").text().contains("scan.pdf"), "without the tick it goes");
    assert!(send(true, "check").text().contains("scan.pdf"), "with it, it stays");
    assert_eq!(send(true, "save").status, 303);
    assert_eq!(get(&desk, &seat, &format!("/desk/file/{file}")).bytes, pdf());
}

#[test]
fn a_file_that_is_not_taken_leaves_the_rest_of_the_form() {
    let desk = Desk::new();
    let case = desk.case();
    let seat = desk.sign_in("maya");
    for (bytes, said) in [
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>".to_vec(), "not of a type"),
        ([b"%PDF-".as_slice(), &vec![7; 20 * 1024 * 1024]].concat(), "larger than 20 MB"),
        (Vec::new(), "not of a type"),
    ] {
        let (got, id) = fill(&desk, &seat, case, "save", ("scan.pdf", &bytes));
        assert_eq!(got.status, 422, "{}", got.text());
        assert!(got.text().contains(said), "{}", got.text());
        assert!(record::open(&desk.app.office, &desk.actor("maya"), id).is_err(), "nothing is saved");
        let draft = seat.get(&format!("/desk/new/document?draft={id}")).body;
        assert!(draft.contains("value=\"self\" checked") || draft.contains("value=\"self\" selected"), "{draft}");
    }
    assert_eq!(files::sweep(&desk.app.office).unwrap(), 0, "nothing of them is there");
}

#[test]
fn a_form_with_files_is_refused_without_the_value_of_its_session() {
    let desk = Desk::new();
    let case = desk.case();
    let (maya, kiran) = (desk.sign_in("maya"), desk.sign_in("kiran"));
    let page = maya.get(&format!("/desk/r/{case}/add/document")).body;
    let id = value_after(&page, "name=\"_id\" ").to_owned();
    for value in [String::new(), csrf(&desk, &kiran)] {
        let texts = [("csrf", value.as_str()), ("_id", &id), ("_kind", "document"), ("_base", "0")];
        let got = post(&desk, &maya, &texts, ("copy", "a.pdf", &pdf()), &[("csrf", &csrf(&desk, &maya))]);
        assert_eq!(got.status, 403);
    }
    let stored: i64 = desk
        .app
        .office
        .store
        .read(|reads| reads.first("SELECT count(*) FROM file", &[], |column| column.get(0)))
        .unwrap()
        .unwrap();
    assert_eq!(stored, 0);
}

#[test]
fn the_api_takes_a_file_and_then_its_record() {
    let desk = Desk::new();
    let case = desk.case();
    let scope = Scope {
        kinds: vec!["case".into(), "document".into()],
        actions: vec!["view".into(), "create".into()],
        see: vec!["open".into(), "identity".into()],
        ..Scope::default()
    };
    let office = &desk.app.office;
    let until = office.now() + 3_600_000_000;
    let token = accounts::issue(office, 1, desk.user("maya"), "scanner", &scope, until).unwrap();
    let id = desk.app.office.new_id();
    let send = |query: &str, bytes: Vec<u8>| {
        let request = Request::post(format!("/api/v1/files?{query}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_DISPOSITION, "attachment; filename*=UTF-8''%E0%A4%A8%E0%A4%BE%E0%A4%AE.pdf");
        ask(&desk, request.body(Body::from(bytes)).unwrap())
    };
    let good = format!("kind=document&record={id}&path=copy");
    let got = send(&good, pdf());
    assert_eq!(got.status, 201, "{}", got.text());
    let told: Value = serde_json::from_slice(&got.bytes).unwrap();
    assert_eq!((&told["media"], &told["bytes"]), (&json!("application/pdf"), &json!(pdf().len())));
    for (query, bytes, status) in [
        (good.as_str(), b"MZ\x90\0".to_vec(), 422),
        (good.as_str(), vec![b'a'; 21 * 1024 * 1024], 422),
        ("kind=document&record=x&path=copy", pdf(), 400),
        (&format!("kind=document&record={id}&path=holder"), pdf(), 400),
        (&format!("kind=absent&record={id}&path=copy"), pdf(), 404),
    ] {
        let got = send(query, bytes);
        assert_eq!(got.status, status, "{query}: {}", got.text());
        assert_eq!(got.header("content-type"), "application/problem+json");
    }
    let body = json!({
        "id": id, "parent": case,
        "changes": {"document_type": "passport", "holder": "self", "copy": told["id"]},
    });
    let request = Request::post("/api/v1/records/document")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json");
    let made = ask(&desk, request.body(Body::from(body.to_string())).unwrap());
    assert_eq!(made.status, 201, "{}", made.text());
    let request = Request::get(format!("/api/v1/files/{}", told["id"].as_str().unwrap()))
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    let read = ask(&desk, request.body(Body::empty()).unwrap());
    assert_eq!((read.status, read.bytes == pdf()), (200, true));
    assert!(read.header("content-disposition").contains("UTF-8''%E0%A4%A8"), "{:?}", read.headers);
}
