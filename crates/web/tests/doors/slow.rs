//! Those who are slow, and those who are many: each is left in time, and the others are served.

use crate::{Served, harmless, hear};
use std::io::{Read, Write};
use std::time::{Duration, Instant};
use web::Limits;

fn short() -> Limits {
    Limits {
        head: Duration::from_millis(1_500),
        piece: Duration::from_millis(1_500),
        body: Duration::from_secs(4),
        upload: Duration::from_secs(6),
        answer: Duration::from_secs(2),
        connections: 24,
        ..Limits::default()
    }
}

/// Sends a byte of `bytes` every 200 ms until the connection ends or all is sent; gives how long it took and the answer.
fn trickle(served: &Served, first: &[u8], bytes: &[u8]) -> (Duration, String) {
    let began = Instant::now();
    let mut stream = served.connect();
    stream.write_all(first).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let (mut heard, mut buffer) = (Vec::new(), [0; 4096]);
    let mut rest = bytes.iter();
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => heard.extend_from_slice(&buffer[..count]),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
        let Some(byte) = rest.next() else { break };
        if stream.write_all(&[*byte]).is_err() {
            break;
        }
    }
    (began.elapsed(), String::from_utf8_lossy(&heard).into_owned())
}

#[test]
fn a_head_that_trickles_and_a_connection_that_idles_are_left() {
    let served = Served::new(short());
    harmless(&served, || {
        let (took, _) = trickle(&served, b"GET / HTTP/1.1\r\n", &b"x-a: b\r\n".repeat(100));
        assert!(took < Duration::from_secs(6), "a head that trickles: {took:?}");

        let began = Instant::now();
        let mut idle = served.connect();
        hear(&mut idle);
        assert!(began.elapsed() < Duration::from_secs(6), "nothing at all: {:?}", began.elapsed());

        let mut kept = served.connect();
        kept.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
        let began = Instant::now();
        let heard = hear(&mut kept);
        assert_eq!(heard.status, 200);
        assert!(began.elapsed() < Duration::from_secs(6), "kept open: {:?}", began.elapsed());
    });
}

#[test]
fn a_body_that_trickles_is_told_that_it_is_late() {
    let served = Served::new(short());
    let seat = served.desk.sign_in("maya");
    let (cookie, csrf) = (served.cookie(&seat), served.csrf(&seat));
    harmless(&served, || {
        let form = format!("POST /desk/write HTTP/1.1\r\nhost: a\r\ncookie: {cookie}\r\ncontent-length: 5000\r\n");
        let first = format!("{form}content-type: application/x-www-form-urlencoded\r\n\r\ncsrf={csrf}&");
        let (took, heard) = trickle(&served, first.as_bytes(), &b"a=b&".repeat(1000));
        assert!(took < Duration::from_secs(9), "{took:?}");
        assert!(heard.starts_with("HTTP/1.1 408") && heard.contains("did not arrive in time"), "{heard}");

        let part = format!("--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--b\r\n");
        let first = format!("{form}content-type: multipart/form-data; boundary=b\r\n\r\n{part}");
        let file = b"Content-Disposition: form-data; name=\"copy\"; filename=\"a.pdf\"\r\n\r\n%PDF-".repeat(50);
        let (took, heard) = trickle(&served, first.as_bytes(), &file);
        assert!(took < Duration::from_secs(11), "{took:?}");
        assert!(heard.starts_with("HTTP/1.1 408"), "{heard}");

        let (took, heard) = trickle(&served, format!("{form}\r\ncsrf=").as_bytes(), b"");
        assert!(took < Duration::from_secs(3), "its end is at once seen: {took:?} {heard}");
    });
}

#[test]
fn an_answer_that_nobody_takes_is_left() {
    let served = Served::new(short());
    let file = served.filed(19 * 1024 * 1024);
    let seat = served.desk.sign_in("maya");
    let cookie = served.cookie(&seat);
    harmless(&served, || {
        let mut stream = served.connect();
        let request = format!("GET /desk/file/{file} HTTP/1.1\r\nhost: a\r\ncookie: {cookie}\r\n\r\n");
        stream.write_all(request.repeat(3).as_bytes()).unwrap();
        // Not a byte is read for longer than the program waits; what waits in the sockets is less than a file.
        std::thread::sleep(Duration::from_secs(8));
        let (mut read, mut buffer) = (0, vec![0; 64 * 1024]);
        while let Ok(count @ 1..) = stream.read(&mut buffer) {
            read += count;
        }
        assert!(read < 2 * 19 * 1024 * 1024, "{read} bytes of 3 files");
    });
}

#[test]
fn too_many_connections_are_turned_away_and_the_place_comes_back() {
    let served = Served::new(short());
    harmless(&served, || {
        let many: Vec<_> = (0..24).map(|_| served.connect()).collect();
        let until = Instant::now() + Duration::from_secs(5);
        let full = loop {
            let heard = hear(&mut served.connect());
            if heard.status == 503 || Instant::now() > until {
                break heard;
            }
        };
        assert_eq!(full.status, 503, "{full:?}");
        assert!(full.head.contains("retry-after") && full.body.contains("Too many connections"), "{full:?}");
        drop(many);
        let until = Instant::now() + Duration::from_secs(10);
        while served.ask("GET /healthz", &[], b"").status != 200 {
            assert!(Instant::now() < until, "the places come back");
        }
    });
}

#[test]
fn slow_files_leave_room_for_everything_else() {
    let patient = Limits { piece: Duration::from_secs(20), upload: Duration::from_secs(30), ..short() };
    let served = Served::new(patient);
    let seat = served.desk.sign_in("maya");
    let (cookie, csrf) = (served.cookie(&seat), served.csrf(&seat));
    harmless(&served, || {
        let head = format!(
            "POST /desk/write HTTP/1.1\r\nhost: a\r\ncookie: {cookie}\r\ncontent-length: 5000\r\n\
             content-type: multipart/form-data; boundary=b\r\n\r\n\
             --b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n"
        );
        let slow: Vec<_> = (0..8)
            .map(|_| {
                let mut stream = served.connect();
                stream.write_all(head.as_bytes()).unwrap();
                stream
            })
            .collect();
        let headers = [("cookie", cookie.as_str()), ("content-type", "multipart/form-data; boundary=b")];
        let until = Instant::now() + Duration::from_secs(15);
        let ninth = loop {
            let heard = served.ask("POST /desk/write", &headers, b"--b--\r\n");
            if heard.status == 503 || Instant::now() > until {
                break heard;
            }
        };
        assert_eq!(ninth.status, 503, "{ninth:?}");
        assert!(ninth.head.contains("retry-after"), "{ninth:?}");
        assert_eq!(served.ask("GET /desk/me", &[("cookie", &cookie)], b"").status, 200, "pages are served");
        drop(slow);
    });
}
