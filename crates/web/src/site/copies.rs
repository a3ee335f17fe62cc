//! Answers kept as they are sent: compressed once, and not again for the next who asks.

use crate::answer::Reply;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, VecDeque};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::{Arc, RwLock};

/// How hard Brotli tries, of 11. The last two steps take ten times as long for a twentieth of the bytes.
const BROTLI_QUALITY: i32 = 9;
/// Brotli's window: 4 MB, its own default.
const BROTLI_WINDOW: i32 = 22;

/// How a body is written for the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coding {
    /// Brotli.
    Brotli,
    /// gzip.
    Gzip,
    /// As it is.
    #[default]
    Plain,
}

impl Coding {
    /// The best of ours that an `Accept-Encoding` takes.
    pub fn of(accepted: &str) -> Self {
        let takes = |name: &str| {
            accepted.split(',').any(|one| {
                let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
                let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
                coding.trim().eq_ignore_ascii_case(name) && weight.parse::<f32>().is_ok_and(|weight| weight > 0.0)
            })
        };
        if takes("br") {
            Self::Brotli
        } else if takes("gzip") {
            Self::Gzip
        } else {
            Self::Plain
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }

    /// `body` written so.
    fn write(self, body: Vec<u8>) -> Vec<u8> {
        let written = match self {
            Self::Plain => return body,
            Self::Gzip => {
                let mut made = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                made.write_all(&body).and_then(|()| made.finish())
            }
            Self::Brotli => {
                let mut made = Vec::new();
                let settings = brotli::enc::BrotliEncoderParams {
                    quality: BROTLI_QUALITY,
                    lgwin: BROTLI_WINDOW,
                    size_hint: body.len(),
                    ..Default::default()
                };
                brotli::BrotliCompress(&mut body.as_slice(), &mut made, &settings).map(|_| made)
            }
        };
        written.expect("memory takes what is written to it")
    }
}

/// What a request says about how it wants to be answered.
#[derive(Clone, Debug, Default)]
pub struct Wants {
    /// How the body is to be written.
    pub coding: Coding,
    /// Tags of the copies it has.
    pub has: String,
}

impl Wants {
    /// What these headers say.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
        Self { coding: Coding::of(text(header::ACCEPT_ENCODING)), has: text(header::IF_NONE_MATCH).to_owned() }
    }
}

/// An answer as it is sent.
#[derive(Debug)]
pub struct Copy {
    media: &'static str,
    cache: Option<&'static str>,
    coding: Coding,
    tag: HeaderValue,
    body: Vec<u8>,
}

impl Copy {
    /// `body` of a media type, written as `coding` says. `cache` is its `Cache-Control` where it is not the usual one.
    pub fn new(media: &'static str, cache: Option<&'static str>, coding: Coding, body: Vec<u8>) -> Self {
        let body = coding.write(body);
        let mut tag = String::from("\"");
        for byte in Sha256::digest(&body).iter().take(12) {
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        Self { media, cache, coding, tag: HeaderValue::try_from(tag).expect("hexadecimal digits in quotes"), body }
    }

    /// The answer to a request: the body, or that its own copy still holds.
    pub fn reply(&self, wants: &Wants) -> Reply {
        let tag = self.tag.as_bytes();
        let known = wants.has.split(',').map(|one| one.trim().trim_start_matches("W/"));
        let known = known.into_iter().any(|one| one == "*" || one.as_bytes() == tag);
        let mut headers = Vec::with_capacity(5);
        headers.push((header::ETAG, self.tag.clone()));
        headers.push((header::VARY, HeaderValue::from_static("accept-encoding")));
        headers.extend(self.cache.map(|cache| (header::CACHE_CONTROL, HeaderValue::from_static(cache))));
        if known {
            return Reply { headers, ..Reply::empty(StatusCode::NOT_MODIFIED) };
        }
        headers.push((header::CONTENT_TYPE, HeaderValue::from_static(self.media)));
        headers.extend(self.coding.name().map(|name| (header::CONTENT_ENCODING, HeaderValue::from_static(name))));
        Reply { headers, body: self.body.clone(), ..Reply::empty(StatusCode::OK) }
    }
}

/// Copies by address and coding, within a bound: the one made first goes first.
#[derive(Debug)]
pub struct Copies {
    most: usize,
    held: RwLock<Held>,
}

#[derive(Debug, Default)]
struct Held {
    by_path: HashMap<String, [Option<Arc<Copy>>; 3]>,
    order: VecDeque<(String, Coding)>,
    bytes: usize,
}

impl Copies {
    /// None yet; `most` bytes of bodies and addresses.
    pub fn new(most: usize) -> Self {
        Self { most, held: RwLock::default() }
    }

    /// The copy of an address.
    pub fn get(&self, path: &str, coding: Coding) -> Option<Arc<Copy>> {
        let held = self.held.read().expect("no holder of the copies' lock panics");
        held.by_path.get(path)?[coding as usize].clone()
    }

    /// The copy of an address, made where there is none.
    pub fn get_or_make(&self, path: &str, coding: Coding, make: impl FnOnce() -> Copy) -> Arc<Copy> {
        if let Some(copy) = self.get(path, coding) {
            return copy;
        }
        let copy = Arc::new(make());
        let size = size(path, &copy);
        let mut held = self.held.write().expect("no holder of the copies' lock panics");
        let there = held.by_path.get(path).is_some_and(|all| all[coding as usize].is_some());
        if size > self.most || there {
            return copy;
        }
        while held.bytes + size > self.most {
            held.forget_first();
        }
        held.bytes += size;
        held.order.push_back((path.to_owned(), coding));
        held.by_path.entry(path.to_owned()).or_default()[coding as usize] = Some(copy.clone());
        copy
    }

    /// Bytes held.
    #[cfg(test)]
    pub fn bytes(&self) -> usize {
        self.held.read().unwrap().bytes
    }
}

impl Held {
    fn forget_first(&mut self) {
        let Some((path, coding)) = self.order.pop_front() else { return };
        let Some(all) = self.by_path.get_mut(&path) else { return };
        if let Some(copy) = all[coding as usize].take() {
            self.bytes -= size(&path, &copy);
        }
        if all.iter().all(Option::is_none) {
            self.by_path.remove(&path);
        }
    }
}

/// What a copy takes: its body, its address twice, and what stands around them.
fn size(path: &str, copy: &Copy) -> usize {
    const AROUND: usize = 256;
    copy.body.len() + 2 * path.len() + AROUND
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    const TEXT: &str = "A load is put down under the tree, and someone asks where you come from. ";

    #[test]
    fn the_best_coding_that_is_taken_is_used() {
        for (accepted, coding) in [
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip", Coding::Gzip),
            ("GZIP;q=0.5, br;q=0", Coding::Gzip),
            ("br;q=0.1", Coding::Brotli),
            ("gzip;q=0", Coding::Plain),
            ("gzip;q=nothing", Coding::Plain),
            ("identity", Coding::Plain),
            ("", Coding::Plain),
        ] {
            assert_eq!(Coding::of(accepted), coding, "{accepted}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = TEXT.repeat(200).into_bytes();
        let (mut gzip, mut brotli) = (Vec::new(), Vec::new());
        let small = Coding::Gzip.write(text.clone());
        flate2::read::GzDecoder::new(small.as_slice()).read_to_end(&mut gzip).unwrap();
        assert_eq!(gzip, text);
        let small = Coding::Brotli.write(text.clone());
        brotli::BrotliDecompress(&mut small.as_slice(), &mut brotli).unwrap();
        assert_eq!(brotli, text);
        assert_eq!(Coding::Plain.write(text.clone()), text);
    }

    #[test]
    fn a_copy_that_is_there_already_is_not_sent() {
        let copy = |coding| Copy::new("text/html", None, coding, TEXT.as_bytes().to_vec());
        let (gzip, brotli) = (copy(Coding::Gzip), copy(Coding::Brotli));
        let tag = gzip.tag.to_str().unwrap();
        let has = |has: &str| Wants { coding: Coding::Gzip, has: has.into() };
        for known in [tag.to_owned(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".into()] {
            let reply = gzip.reply(&has(&known));
            assert_eq!((reply.status.as_u16(), reply.body.len()), (304, 0), "{known}");
        }
        for other in ["", "\"x\"", brotli.tag.to_str().unwrap()] {
            let reply = gzip.reply(&has(other));
            assert_eq!((reply.status.as_u16(), &reply.body), (200, &gzip.body), "{other}");
        }
    }

    #[test]
    fn copies_stay_within_their_bound() {
        let copies = Copies::new(4_000);
        let plain = || Copy::new("text/html", None, Coding::Plain, vec![b'x'; 1_000]);
        for page in 0..20 {
            copies.get_or_make(&format!("/en/{page}"), Coding::Plain, plain);
            assert!(copies.bytes() <= 4_000);
        }
        let there = |page: usize| copies.get(&format!("/en/{page}"), Coding::Plain).is_some();
        assert_eq!((0..20).filter(|page| there(*page)).collect::<Vec<_>>(), [17, 18, 19]);
        copies.get_or_make("/en/large", Coding::Plain, || Copy::new("text/html", None, Coding::Plain, vec![0; 5_000]));
        assert!(there(19) && copies.get("/en/large", Coding::Plain).is_none(), "what is too large drives out nothing");
        copies.get_or_make("/en/19", Coding::Plain, || panic!("it is there"));
    }
}
