//! Forms with files: broken, endless, and with names that would be something else.

use crate::{Heard, Served, harmless};
use web::Limits;

const ID: &str = "01900000-0000-7000-8000-0000000000bb";

fn part(name: &str, value: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

/// The begin of the form of a consent of a case.
fn begun(csrf: &str, case: &str) -> String {
    let pairs = [
        ("csrf", csrf),
        ("_id", ID),
        ("_kind", "document"),
        ("_base", "0"),
        ("_parent", case),
        ("_page", "0"),
        ("_part", "all"),
        ("document_type", "passport"),
        ("holder", "self"),
    ];
    pairs.iter().map(|(name, value)| part(name, value)).collect()
}

fn file(name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("--b\r\nContent-Disposition: form-data; name=\"copy\"; filename=\"{name}\"\r\n\r\n");
    [head.as_bytes(), bytes, b"\r\n"].concat()
}

#[test]
fn forms_with_files_that_are_broken_change_nothing() {
    let served = Served::new(Limits::default());
    let case = served.desk.case().to_string();
    let seat = served.desk.sign_in("maya");
    let (cookie, csrf) = (served.cookie(&seat), served.csrf(&seat));
    let send = |media: &str, body: &[u8]| -> Heard {
        served.ask("POST /desk/write", &[("content-type", media), ("cookie", &cookie)], body)
    };
    harmless(&served, || {
        let good = "multipart/form-data; boundary=b";
        let (begun, end) = (begun(&csrf, &case), format!("{}{}--b--\r\n", part("do", "check"), part("_whole", "yes")));
        let with = |middle: &[u8]| [begun.as_bytes(), middle, end.as_bytes()].concat();
        let many: String = (0..10_000).map(|n| part(&format!("f{n}"), "1")).collect();
        for (what, media, body, wanted) in [
            ("no boundary", "multipart/form-data".to_owned(), with(b""), [400, 403]),
            ("an empty boundary", "multipart/form-data; boundary=".into(), with(b""), [400, 403]),
            (
                "a boundary of 10 kB",
                format!("multipart/form-data; boundary={}", "b".repeat(10_000)),
                with(b""),
                [400, 403],
            ),
            ("another boundary", "multipart/form-data; boundary=c".into(), with(b""), [400, 400]),
            ("no end", good.into(), [begun.as_bytes(), &file("a.pdf", b"%PDF-")].concat(), [400, 400]),
            (
                "cut within a file",
                good.into(),
                [
                    begun.as_bytes(),
                    b"--b\r\nContent-Disposition: form-data; name=\"copy\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7",
                ]
                .concat(),
                [400, 400],
            ),
            ("a part without a name", good.into(), with(b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"), [400, 400]),
            ("a part without a head", good.into(), with(b"--b\r\n\r\nx\r\n"), [400, 400]),
            (
                "a head of 1 MB",
                good.into(),
                with(format!("--b\r\nx: {}\r\n\r\nx\r\n", "a".repeat(1_000_000)).as_bytes()),
                [400, 400],
            ),
            ("10,000 parts", good.into(), with(many.as_bytes()), [413, 413]),
            ("texts of 3 MB", good.into(), with(part("note", &"a".repeat(3_000_000)).as_bytes()), [413, 413]),
            (
                "a file for another question",
                good.into(),
                with(String::from_utf8(file("a.pdf", b"%PDF-")).unwrap().replace("\"copy\"", "\"holder\"").as_bytes()),
                [400, 404],
            ),
            (
                "a file for no record",
                good.into(),
                with(String::from_utf8(file("a.pdf", b"%PDF-")).unwrap().replace("\"copy\"", "\"@x/copy\"").as_bytes()),
                [404, 404],
            ),
        ] {
            let heard = send(&media, &body);
            assert!(
                wanted.contains(&heard.status),
                "{what}: {} {}",
                heard.head,
                &heard.body[..heard.body.len().min(600)]
            );
            assert!(heard.body.contains("<h1"), "{what} is a page");
        }
    });
}

#[test]
fn files_that_are_too_large_are_told_so() {
    let served = Served::new(Limits::default());
    let case = served.desk.case().to_string();
    let seat = served.desk.sign_in("maya");
    let (cookie, csrf) = (served.cookie(&seat), served.csrf(&seat));
    harmless(&served, || {
        let (begun, end) = (begun(&csrf, &case), format!("{}{}--b--\r\n", part("do", "check"), part("_whole", "yes")));
        let headers = [("content-type", "multipart/form-data; boundary=b"), ("cookie", cookie.as_str())];
        let (first, last) = (file("a.pdf", b"%PDF-"), b"\r\n");
        let first = &first[..first.len() - 2];
        let (kilobyte, begun, end) = ([7; 1024], begun.as_bytes(), end.as_bytes());
        for (what, kilobytes, files, wanted, said) in [
            ("a file of 21 MB", 21 * 1024, 1, 422, "larger than 20 MB"),
            ("files of 66 MB", 22 * 1024, 3, 413, "too large"),
        ] {
            let one: [(&[u8], usize); 3] = [(first, 1), (&kilobyte, kilobytes), (last, 1)];
            let mut parts: Vec<(&[u8], usize)> = vec![(begun, 1)];
            parts.extend(one.repeat(files));
            parts.push((end, 1));
            let heard = served.ask_with("POST /desk/write", &headers, &parts);
            assert_eq!(heard.status, wanted, "{what}: {heard:?}");
            assert!(heard.body.contains(said), "{what}: {heard:?}");
        }
    });
}

#[test]
fn names_of_files_are_made_harmless() {
    let served = Served::new(Limits::default());
    let case = served.desk.case().to_string();
    let seat = served.desk.sign_in("maya");
    let (cookie, csrf) = (served.cookie(&seat), served.csrf(&seat));
    let long = "आ".repeat(3_500);
    harmless(&served, || {
        for (name, kept) in [
            ("../../../etc/passwd", "passwd.pdf"),
            ("..\\..\\boot.ini", "boot.ini.pdf"),
            ("a\u{0}b.pdf", "ab.pdf"),
            ("a%0D%0ASet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
            ("exe\u{202e}fdp.exe", "exefdp.exe.pdf"),
            ("a%22; filename=%22b.exe", "a&#34;; filename=&#34;b.exe.pdf"),
            ("<script>alert(1)</script>.pdf", "script&#62;.pdf"),
            ("CON", "CON.pdf"),
            (long.as_str(), "आआआआ"),
        ] {
            let end = format!("{}{}--b--\r\n", part("do", "check"), part("_whole", "yes"));
            let body = [begun(&csrf, &case).as_bytes(), &file(name, b"%PDF-1.7"), end.as_bytes()].concat();
            let headers = [("content-type", "multipart/form-data; boundary=b"), ("cookie", cookie.as_str())];
            let heard = served.ask("POST /desk/write", &headers, &body);
            assert_eq!(heard.status, 200, "{name}: {heard:?}");
            let shown = heard.body.replace("&quot;", "&#34;").replace("&gt;", "&#62;").replace("&lt;", "&#60;");
            assert!(shown.contains(kept), "{name:?} is kept as {kept}: {shown}");
            assert!(!heard.body.contains("<script>alert") && !heard.body.contains('\u{202e}'), "{name}");
        }
    });
}
