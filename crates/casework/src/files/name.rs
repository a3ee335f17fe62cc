//! A file's own name: cleaned when it comes, written safely when it goes.

use super::media;

/// Longest name kept, in characters.
const MOST: usize = 120;

/// The last part of a path, without what does not show or turns the writing round, not longer than 120 characters, with
/// the ending of its media type. What is left of nothing is `file`.
pub fn clean(name: &str, media: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !is_hidden(*c)).take(4 * MOST).collect();
    let kept = kept.trim().trim_start_matches('.').trim_end_matches('.');
    let endings = media::endings(media);
    let (stem, ending) = match kept.rsplit_once('.') {
        Some((stem, ending)) if endings.contains(&ending.to_lowercase().as_str()) => (stem, ending.to_lowercase()),
        _ => (kept, endings.first().copied().unwrap_or("bin").to_owned()),
    };
    let stem: String = stem.chars().take(MOST - ending.len() - 1).collect();
    let stem = if stem.trim().is_empty() { "file" } else { stem.trim() };
    format!("{stem}.{ending}")
}

/// Marks of direction, joiners of no width, and what stands for nothing: they let one name look like another. The joiner
/// and non-joiner of Indic scripts stay.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
        || matches!(c, '\u{e0000}'..='\u{e0fff}')
}

/// The value of `Content-Disposition` for a download under that name (RFC 6266): an ASCII name for old programs, and the
/// real one percent-encoded, so that nothing in a name can end the value or the header.
pub fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_paths_and_what_does_not_show() {
        for (name, kept) in [
            ("scan.pdf", "scan.pdf"),
            ("Scan.PDF", "Scan.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\Users\\Maya\\a b.pdf", "a b.pdf"),
            ("a\0b\r\nSet-Cookie: x=1.pdf", "abSet-Cookie: x=1.pdf"),
            ("exe\u{202e}fdp.txt", "exefdp.txt.pdf"),
            ("नागरिकता.pdf", "नागरिकता.pdf"),
            ("\"; rm -rf.pdf", "\"; rm -rf.pdf"),
            ("", "file.pdf"),
            ("...", "file.pdf"),
            (".pdf", "pdf.pdf"),
            ("run.exe", "run.exe.pdf"),
        ] {
            assert_eq!(clean(name, "application/pdf"), kept, "{name:?}");
        }
        let long = clean(&"म".repeat(10_000), "image/jpeg");
        assert_eq!(long.chars().count(), MOST);
        assert!(long.ends_with(".jpg"));
    }

    #[test]
    fn a_name_cannot_leave_its_header() {
        for name in ["a\"b.pdf", "a\r\nb.pdf", "a;b=c.pdf", "नाम.pdf", "a%00b.pdf"] {
            let value = disposition(name);
            assert!(value.bytes().all(|b| (0x20..0x7f).contains(&b)), "{value}");
            assert_eq!(value.matches('"').count(), 2, "{value}");
            assert_eq!(value.matches(';').count(), 2, "{value}");
        }
        assert!(disposition("é.pdf").ends_with("UTF-8''%C3%A9.pdf"));
    }
}
