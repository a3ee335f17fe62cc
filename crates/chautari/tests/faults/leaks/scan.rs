//! Looking for texts in files and answers, in every way in which they may have been written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Letters of base64.
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A text that must not be found, with what it looks like in each writing.
pub struct Planted {
    pub text: String,
    looks: Vec<(&'static str, Vec<u8>)>,
}

impl Planted {
    pub fn new(text: &str) -> Self {
        let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let percent = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let hexadecimal: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        let mut looks = vec![
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-16, low byte first", utf16(u16::to_le_bytes)),
            ("UTF-16, high byte first", utf16(u16::to_be_bytes)),
            ("hexadecimal", hexadecimal.clone().into_bytes()),
            ("reversed", text.chars().rev().collect::<String>().into_bytes()),
        ];
        if !text.is_ascii() {
            looks.push(("percent-encoded", percent(text).into_bytes()));
            looks.push(("escaped as in JSON", escaped.into_bytes()));
        }
        // Three bytes are four letters: the same text looks different after one or two other bytes.
        for (before, name) in ["base64", "base64, one byte later", "base64, two bytes later"].into_iter().enumerate() {
            looks.push((name, base64(text.as_bytes(), before)));
        }
        Self { text: text.to_owned(), looks }
    }

    /// A secret in hexadecimal, of which not even the bytes may be stored.
    pub fn secret(text: &str) -> Self {
        let mut planted = Self::new(text);
        let digits = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
        planted.looks.push(("its bytes", (0..text.len()).step_by(2).map(digits).collect()));
        planted
    }
}

/// What is found in some bytes, each with `place`. Large and small letters count as the same.
pub fn bytes(planted: &[Planted], place: &str, bytes: &[u8]) -> Vec<String> {
    let looks: Vec<(&str, &str, Vec<u8>)> = planted
        .iter()
        .flat_map(|planted| planted.looks.iter().map(|(name, look)| (planted.text.as_str(), *name, small(look))))
        .collect();
    // By their first two bytes, so that each place of a large file is looked at once.
    let mut beginning = vec![Vec::new(); 1 << 16];
    for (number, (_, _, look)) in looks.iter().enumerate() {
        beginning[usize::from(look[0]) << 8 | usize::from(look[1])].push(number);
    }
    let bytes = small(bytes);
    let mut found: BTreeSet<&usize> = BTreeSet::new();
    for (at, pair) in bytes.windows(2).enumerate() {
        let begun = &beginning[usize::from(pair[0]) << 8 | usize::from(pair[1])];
        found.extend(begun.iter().filter(|number| bytes[at..].starts_with(&looks[**number].2)));
    }
    let line = |number: usize| format!("{place} holds {:?} ({})", looks[number].0, looks[number].1);
    found.into_iter().copied().map(line).collect()
}

fn small(bytes: &[u8]) -> Vec<u8> {
    bytes.to_ascii_lowercase()
}

/// What is found in the files of a folder and of all below it; files that `left_out` names by a part of their path are
/// not looked at.
pub fn folder(planted: &[Planted], folder: &Path, left_out: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(folder) {
        let name = path.display().to_string();
        if left_out.iter().any(|part| name.contains(part)) {
            continue;
        }
        found.extend(bytes(planted, &name, name.as_bytes()));
        // A file of a running server may go away meanwhile.
        if let Ok(content) = std::fs::read(&path) {
            found.extend(bytes(planted, &name, &content));
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// The letters of base64 that depend on the text alone, when so many bytes stand before it.
fn base64(text: &[u8], before: usize) -> Vec<u8> {
    let padded: Vec<u8> = std::iter::repeat_n(0, before).chain(text.iter().copied()).collect();
    let letters = padded.chunks_exact(3).flat_map(|three| {
        let number = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        [18, 12, 6, 0].map(|shift| BASE64[(number >> shift & 63) as usize])
    });
    // The first letters hold bits of what stands before.
    letters.skip([0, 2, 3][before]).collect()
}

#[test]
fn a_text_is_found_in_every_writing() {
    let planted = [Planted::new("zylphera-7714"), Planted::new("झ्यिल्फेरा")];
    for bytes_with in [
        b"..zylphera-7714..".to_vec(),
        b"..ZYLPHERA-7714..".to_vec(),
        "x".encode_utf16().chain("zylphera-7714".encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        b"enlscGhlcmEtNzcxNA==".to_vec(),
        b"eHp5bHBoZXJhLTc3MTR4".to_vec(),
        b"eHh6eWxwaGVyYS03NzE0eA==".to_vec(),
        b"7a796c70686572612d37373134".to_vec(),
        "…झ्यिल्फेरा…".as_bytes().to_vec(),
        b"%E0%A4%9D%E0%A5%8D%E0%A4%AF%E0%A4%BF%E0%A4%B2%E0%A5%8D%E0%A4%AB%E0%A5%87%E0%A4%B0%E0%A4%BE".to_vec(),
        b"\\u091d\\u094d\\u092f\\u093f\\u0932\\u094d\\u092b\\u0947\\u0930\\u093e".to_vec(),
    ] {
        assert!(!bytes(&planted, "", &bytes_with).is_empty(), "{}", String::from_utf8_lossy(&bytes_with));
    }
    assert!(bytes(&planted, "", b"zylpher").is_empty());
}
