//! Checkpoints as lines to keep elsewhere: a ledger that was cut short or written anew does not contain their heads.

use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use store::Checkpoint;
use store::ledger::{Heads, hex};

/// A checkpoint as a JSON line; bytes are hexadecimal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    tenant: i64,
    seq: i64,
    hash: String,
    access_seq: i64,
    access_hash: String,
    signed: i64,
    public: String,
    signature: String,
}

/// The checkpoint as one line of JSON.
pub fn line(checkpoint: &Checkpoint) -> String {
    let heads = &checkpoint.heads;
    let line = Line {
        tenant: heads.tenant,
        seq: heads.seq,
        hash: hex(&heads.hash),
        access_seq: heads.access_seq,
        access_hash: hex(&heads.access_hash),
        signed: checkpoint.signed,
        public: hex(&checkpoint.public),
        signature: hex(&checkpoint.signature),
    };
    serde_json::to_string(&line).expect("numbers and texts are JSON")
}

/// Reads the lines that `line` wrote; empty lines do not matter.
///
/// # Errors
/// [`Error::Request`] naming the line that is none.
pub fn read(text: &str) -> Result<Vec<Checkpoint>> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| checkpoint(line).ok_or_else(|| wrong(number))).collect()
}

fn wrong(number: usize) -> Error {
    Error::Request(format!("line {number} is no checkpoint; give the lines that `chautari backup` printed"))
}

fn checkpoint(line: &str) -> Option<Checkpoint> {
    let line: Line = serde_json::from_str(line).ok()?;
    let heads = Heads {
        tenant: line.tenant,
        seq: line.seq,
        hash: bytes(&line.hash)?.try_into().ok()?,
        access_seq: line.access_seq,
        access_hash: bytes(&line.access_hash)?.try_into().ok()?,
    };
    Some(Checkpoint { heads, signed: line.signed, public: bytes(&line.public)?, signature: bytes(&line.signature)? })
}

/// The bytes of hexadecimal digits.
pub(crate) fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_and_a_broken_one_is_named() {
        let heads = Heads { tenant: 2, seq: 7, hash: [0xa5; 32], access_seq: 3, access_hash: [0x0f; 32] };
        let kept = Checkpoint { heads, signed: -1, public: vec![1; 32], signature: vec![0xff; 64] };
        let text = format!("{}\n\n{}\n", line(&kept), line(&kept));
        assert_eq!(read(&text).unwrap(), [kept.clone(), kept.clone()]);
        for broken in ["{}", "x", &line(&kept).replace("a5a5", "a5"), &line(&kept).replace("a5a5", "+5a5")] {
            let error = read(&format!("{}\n{broken}", line(&kept))).unwrap_err();
            assert!(error.to_string().starts_with("line 2 "), "{error}");
        }
    }
}
