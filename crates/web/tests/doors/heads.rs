//! Lines, headers, methods, addresses and the ways a body says how long it is.

use crate::{Heard, Served, harmless};
use web::Limits;

/// Statuses that are a clear no, and never a fault of the program.
fn refused(heard: &Heard, wanted: &[u16], what: &str) {
    assert!(wanted.contains(&heard.status), "{what}: {heard:?}");
}

#[test]
fn heads_that_are_no_request_are_refused() {
    let served = Served::new(Limits::default());
    harmless(&served, || {
        for (what, bytes, wanted) in [
            (
                "a header of 400 kB",
                format!("GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "a".repeat(400_000)),
                [431, 400],
            ),
            ("400 headers", format!("GET / HTTP/1.1\r\nhost: a\r\n{}\r\n", "x: y\r\n".repeat(400)), [431, 400]),
            ("an address of 100 kB", format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(100_000)), [414, 431]),
            ("TLS", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}\r\n\r\n".to_owned(), [400, 400]),
            ("another version", "GET / HTTP/9.9\r\nhost: a\r\n\r\n".to_owned(), [400, 505]),
            ("HTTP/2 by mistake", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), [400, 0]),
            ("no method", " / HTTP/1.1\r\n\r\n".to_owned(), [400, 400]),
            ("a NUL in a header", "GET / HTTP/1.1\r\nhost: a\r\nx: a\u{0}b\r\n\r\n".to_owned(), [400, 400]),
            ("a folded header", "GET / HTTP/1.1\r\nhost: a\r\nx: a\r\n b\r\n\r\n".to_owned(), [400, 400]),
        ] {
            refused(&served.send(bytes.as_bytes()), &wanted, what);
        }
    });
}

#[test]
fn bodies_of_doubtful_length_are_refused() {
    let served = Served::new(Limits::default());
    harmless(&served, || {
        let post = "POST /desk/sign-in HTTP/1.1\r\nhost: a\r\nconnection: close\r\n";
        for (what, rest, wanted) in [
            ("two lengths", "content-length: 3\r\ncontent-length: 4\r\n\r\nabcd", [400, 400]),
            ("a length that is none", "content-length: 1e3\r\n\r\nabc", [400, 400]),
            ("a negative length", "content-length: -1\r\n\r\n", [400, 400]),
            ("a length beyond numbers", "content-length: 99999999999999999999999\r\n\r\n", [400, 400]),
            ("an unknown coding", "transfer-encoding: gzip\r\n\r\nabc", [400, 501]),
            ("chunked not last", "transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n", [400, 501]),
            ("a chunk size that is none", "transfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", [400, 400]),
            ("a chunk beyond numbers", "transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc", [400, 400]),
            (
                "a chunk extension without end",
                &format!("transfer-encoding: chunked\r\n\r\n1;{}", "a".repeat(200_000)),
                [400, 400],
            ),
        ] {
            refused(&served.send(format!("{post}{rest}").as_bytes()), &wanted, what);
        }
        // Two ways of saying the length: whatever is behind is never taken for a request of its own.
        let behind = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n";
        let both = format!(
            "POST /desk/sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: {}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{behind}",
            5 + behind.len()
        );
        let heard = served.send(both.as_bytes());
        assert!(!heard.body.contains("ok\n"), "{heard:?}");
    });
}

#[test]
fn a_method_that_an_address_does_not_know_is_told_so() {
    let served = Served::new(Limits::default());
    let seat = served.desk.sign_in("maya");
    let cookie = served.cookie(&seat);
    harmless(&served, || {
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO"] {
            for path in ["/", "/desk/", "/en/", "/desk/write"] {
                let heard = served.ask(&format!("{method} {path}"), &[("cookie", &cookie)], b"");
                assert_eq!(heard.status, 405, "{method} {path}: {heard:?}");
                assert!(heard.head.contains("allow: ") && heard.head.contains("nosniff"), "{heard:?}");
                assert!(heard.body.contains("<h1") && heard.body.contains("another way"), "{heard:?}");
            }
            let heard = served.ask(&format!("{method} /api/v1/records/case"), &[], b"");
            assert_eq!(heard.status, 405, "{heard:?}");
            assert!(heard.head.contains("application/problem+json"), "{heard:?}");
        }
        for path in ["/desk/me", "/healthz", "/desk/list/case"] {
            let heard = served.ask(&format!("HEAD {path}"), &[("cookie", &cookie)], b"");
            assert_eq!((heard.status, heard.body.as_str()), (200, ""), "HEAD {path}: {heard:?}");
        }
    });
}

#[test]
fn addresses_that_name_nothing_are_not_found() {
    let served = Served::new(Limits::default());
    let seat = served.desk.sign_in("maya");
    let cookie = served.cookie(&seat);
    harmless(&served, || {
        for place in ["/", "/en/", "/assets/", "/desk/", "/desk/r/", "/desk/file/", "/desk/list/", "/desk/new/"] {
            for name in [
                "%ff%fe",
                "%zz",
                "%",
                "%00",
                "..%2f..%2fetc%2fpasswd",
                "%E0%A4",
                "a%0d%0aset-cookie:%20x=1",
                "'\"%3cscript%3e",
            ] {
                let heard = served.ask(&format!("GET {place}{name}"), &[("cookie", &cookie)], b"");
                refused(&heard, &[404, 400], &format!("{place}{name}"));
                assert!(!heard.head.contains("set-cookie: x") && !heard.body.contains("<script>"), "{heard:?}");
            }
            let long = served.ask(&format!("GET {place}{}", "a".repeat(20_000)), &[("cookie", &cookie)], b"");
            refused(&long, &[404], place);
        }
        let query = format!("GET /desk/list/case?{}", "a=%ff&".repeat(5_000));
        refused(&served.ask(&query, &[("cookie", &cookie)], b""), &[200, 400, 404], "a query of 5,000 pairs");
        for cookie in ["desk=".to_owned(), format!("desk={}", "a".repeat(10_000)), "desk=%ff; desk=x; =;;".into()] {
            let heard = served.ask("GET /desk/", &[("cookie", &cookie)], b"");
            assert_eq!(heard.status, 303, "{heard:?}");
        }
    });
}

#[test]
fn forms_that_are_broken_change_nothing() {
    let served = Served::new(Limits::default());
    let seat = served.desk.sign_in("maya");
    let (cookie, csrf) = (served.cookie(&seat), served.csrf(&seat));
    let form = ("content-type", "application/x-www-form-urlencoded");
    harmless(&served, || {
        let begun =
            format!("csrf={csrf}&_id=01900000-0000-7000-8000-0000000000aa&_kind=person&_base=0&_page=0&_part=all");
        let whole = "&do=check&_whole=yes";
        let rows: String = (0..100_000).map(|n| format!("&f{n}=1")).collect();
        for (what, body, wanted) in [
            ("no UTF-8", format!("{begun}&sex=%ff%fe{whole}"), vec![200, 422]),
            ("broken percents", format!("{begun}&sex=%&x=%z&%=%{whole}"), vec![200, 422]),
            ("a NUL", format!("{begun}&sex=%00{whole}"), vec![422]),
            ("the same name a hundred times", format!("{begun}{}{whole}", "&sex=female".repeat(100)), vec![200, 422]),
            ("100,000 inputs", format!("{begun}{rows}{whole}"), vec![400]),
            ("3 MB", format!("{begun}&note={}{whole}", "a".repeat(3_000_000)), vec![413]),
            ("cut off", format!("{begun}&sex=fem"), vec![400]),
            ("no id", format!("csrf={csrf}&_id=x&_kind=person&_base=0{whole}"), vec![404]),
            ("no kind", format!("csrf={csrf}&_id=01900000-0000-7000-8000-0000000000aa&_kind=%2e%2e{whole}"), vec![404]),
            (
                "a version beyond numbers",
                format!("{}{whole}", begun.replace("_base=0", "_base=99999999999999999999")),
                vec![200, 404, 422],
            ),
            ("a row that is none", format!("{begun}&names/%2e%2e/latin=x&names/x=&a/b/c/d/e=1{whole}"), vec![200, 422]),
            ("a page that is none", format!("{}{whole}", begun.replace("_page=0", "_page=-1")), vec![200, 422]),
            ("a button that is none", format!("{begun}&do=remove:@x/y&_whole=yes"), vec![200, 422]),
        ] {
            let heard = served.ask("POST /desk/write", &[form, ("cookie", &cookie)], body.as_bytes());
            refused(&heard, &wanted, what);
            assert!(heard.body.contains("<h1"), "{what} is a page: {heard:?}");
        }
        for media in ["text/plain", "application/json", "", "multipart/mixed; boundary=a", "application/xml"] {
            let heard =
                served.ask("POST /desk/write", &[("content-type", media), ("cookie", &cookie)], begun.as_bytes());
            refused(&heard, &[403], media);
        }
        let foreign = [form, ("cookie", cookie.as_str()), ("sec-fetch-site", "cross-site")];
        refused(
            &served.ask("POST /desk/write", &foreign, format!("{begun}{whole}").as_bytes()),
            &[403],
            "another site",
        );
    });
}
