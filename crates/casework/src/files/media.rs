//! What a file is, by its first bytes. Its name and what a browser calls it say nothing.

use forms::FieldType;

/// Pictures: what a camera, a scanner or a screen makes. No SVG: it is a program that draws.
const IMAGES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/heic"];
/// Containers that hold sound or moving pictures: which cannot be told from their first bytes.
const CONTAINERS: [&str; 3] = ["video/mp4", "video/webm", "video/3gpp"];

/// What may be given to a field of the type, in English; the same as [`fits`] takes.
pub fn wanted(r#type: &FieldType) -> &'static str {
    match r#type {
        FieldType::Photo | FieldType::Signature => "a picture: JPEG, PNG, WebP or HEIC",
        FieldType::Audio => "a recording: MP3, M4A, Ogg, WAV, FLAC, AAC, AMR, WebM or 3GP",
        FieldType::Video => "a film: MP4, QuickTime, WebM or 3GP",
        _ => "a PDF, a picture, a recording, a film, a text, or a document of Word, Excel or LibreOffice",
    }
}

/// What the `accept` of a file input says for a field of the type: a help for the one who chooses, never a check.
pub fn accept(r#type: &FieldType) -> &'static str {
    match r#type {
        FieldType::Photo | FieldType::Signature => "image/jpeg,image/png,image/webp,image/heic",
        FieldType::Audio => "audio/*,video/mp4,video/webm,video/3gpp",
        FieldType::Video => "video/mp4,video/quicktime,video/webm,video/3gpp",
        _ => "",
    }
}

/// True when a file of that media type may be the answer of a field of the type.
pub fn fits(r#type: &FieldType, media: &str) -> bool {
    match r#type {
        FieldType::Photo | FieldType::Signature => IMAGES.contains(&media),
        FieldType::Audio => media.starts_with("audio/") || CONTAINERS.contains(&media),
        FieldType::Video => media.starts_with("video/"),
        FieldType::File => true,
        _ => false,
    }
}

/// The media type of a file that begins so; nothing for one that is not taken.
pub fn of(head: &[u8]) -> Option<&'static str> {
    let at = |place: usize, bytes: &[u8]| head.get(place..).is_some_and(|rest| rest.starts_with(bytes));
    Some(match head {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
        [b'R', b'I', b'F', b'F', ..] if at(8, b"WEBP") => "image/webp",
        [b'R', b'I', b'F', b'F', ..] if at(8, b"WAVE") => "audio/wav",
        _ if at(4, b"ftyp") => brand(head.get(8..12)?),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => "video/webm",
        [b'O', b'g', b'g', b'S', ..] => "audio/ogg",
        [b'f', b'L', b'a', b'C', ..] => "audio/flac",
        [b'#', b'!', b'A', b'M', b'R', ..] => "audio/amr",
        [0xff, 0xf1 | 0xf9, ..] => "audio/aac",
        [b'I', b'D', b'3', ..] | [0xff, 0xfb | 0xf3 | 0xf2 | 0xfa, ..] => "audio/mpeg",
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        [b'P', b'K', 3, 4, ..] => office(head)?,
        _ if is_text(head) => "text/plain",
        _ => return None,
    })
}

/// ISO base media (ISO/IEC 14496-12) names its use in the first brand.
fn brand(brand: &[u8]) -> &'static str {
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"msf1" => "image/heic",
        b"M4A " | b"M4B " => "audio/mp4",
        b"qt  " => "video/quicktime",
        [b'3', b'g', ..] => "video/3gpp",
        _ => "video/mp4",
    }
}

/// A document in a ZIP: OpenDocument says its type in a first member `mimetype`, Office Open XML has its main part in a
/// folder of its own. Any other ZIP is not taken: nobody sees what is in it.
fn office(head: &[u8]) -> Option<&'static str> {
    let named = usize::from(u16::from_le_bytes([*head.get(26)?, *head.get(27)?]));
    let (name, rest) = head.get(30..)?.split_at_checked(named)?;
    let holds = |wanted: &[u8]| head.windows(wanted.len()).any(|part| part == wanted);
    if name == b"mimetype" {
        return ["application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"]
            .into_iter()
            .find(|media| rest.starts_with(media.as_bytes()) && !rest.starts_with(format!("{media}-").as_bytes()));
    }
    if name != b"[Content_Types].xml" && !name.starts_with(b"_rels/") && !name.starts_with(b"docProps/") {
        return None;
    }
    match (holds(b"word/"), holds(b"xl/")) {
        (true, false) => Some(DOCX),
        (false, true) => Some(XLSX),
        _ => None,
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// UTF-8 without control characters that does not begin like markup: a page or a drawing with a program in it is no text.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The piece may end within a character.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or(""),
        Err(_) => return false,
    };
    let begins = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    !begins.is_empty() && !begins.starts_with('<') && !text.chars().any(|c| c.is_control() && !"\t\r\n".contains(c))
}

/// Endings of names of a media type; the first is put where a name has none of them.
pub fn endings(media: &str) -> &'static [&'static str] {
    match media {
        "image/jpeg" => &["jpg", "jpeg"],
        "image/png" => &["png"],
        "image/webp" => &["webp"],
        "image/heic" => &["heic", "heif"],
        "audio/wav" => &["wav"],
        "audio/mp4" => &["m4a", "m4b"],
        "audio/ogg" => &["ogg", "oga", "opus"],
        "audio/flac" => &["flac"],
        "audio/amr" => &["amr"],
        "audio/aac" => &["aac"],
        "audio/mpeg" => &["mp3"],
        "video/mp4" => &["mp4", "m4a", "m4v"],
        "video/quicktime" => &["mov"],
        "video/webm" => &["webm", "weba", "mkv"],
        "video/3gpp" => &["3gp", "3g2"],
        "application/pdf" => &["pdf"],
        DOCX => &["docx"],
        XLSX => &["xlsx"],
        "application/vnd.oasis.opendocument.text" => &["odt"],
        "application/vnd.oasis.opendocument.spreadsheet" => &["ods"],
        _ => &["txt", "csv", "md"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(name: &str, rest: &[u8]) -> Vec<u8> {
        let mut head = b"PK\x03\x04".to_vec();
        head.resize(26, 0);
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend([0, 0]);
        [head.as_slice(), name.as_bytes(), rest].concat()
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let ftyp = |brand: &str| [b"\0\0\0\x18ftyp".as_slice(), brand.as_bytes()].concat();
        for (head, media) in [
            (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), "image/jpeg"),
            (b"\x89PNG\r\n\x1a\n".to_vec(), "image/png"),
            (b"RIFF\0\0\0\0WEBPVP8 ".to_vec(), "image/webp"),
            (b"RIFF\0\0\0\0WAVEfmt ".to_vec(), "audio/wav"),
            (ftyp("heic"), "image/heic"),
            (ftyp("M4A "), "audio/mp4"),
            (ftyp("isom"), "video/mp4"),
            (b"\x1a\x45\xdf\xa3".to_vec(), "video/webm"),
            (b"OggS".to_vec(), "audio/ogg"),
            (b"ID3\x04".to_vec(), "audio/mpeg"),
            (b"%PDF-1.7".to_vec(), "application/pdf"),
            (zip("[Content_Types].xml", b"..word/document.xml"), DOCX),
            (zip("_rels/.rels", b"..xl/workbook.xml"), XLSX),
            (zip("mimetype", b"application/vnd.oasis.opendocument.textPK"), "application/vnd.oasis.opendocument.text"),
            ("आशा\n".as_bytes().to_vec(), "text/plain"),
            ("abc आ".as_bytes()[..6].to_vec(), "text/plain"),
        ] {
            assert_eq!(of(&head), Some(media), "{head:?}");
            assert!(fits(&FieldType::File, media));
        }
    }

    #[test]
    fn what_runs_or_hides_something_is_not_taken() {
        for head in [
            b"".as_slice(),
            b"MZ\x90\0",
            b"\x7fELF\x02",
            b"GIF89a\x01\0",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\">",
            b" \xef\xbb\xbf<!DOCTYPE html>",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"a\0b",
            b"a\x1b[2J",
            b"\xffabc",
        ] {
            assert_eq!(of(head), None, "{head:?}");
        }
        assert_eq!(of(&zip("run.exe", b"word/")), None);
        assert_eq!(of(&zip("mimetype", b"application/vnd.oasis.opendocument.text-master")), None);
        assert!(!fits(&FieldType::Photo, "application/pdf") && !fits(&FieldType::Audio, "image/png"));
        assert!(fits(&FieldType::Audio, "video/webm") && !fits(&FieldType::Text, "text/plain"));
    }
}
