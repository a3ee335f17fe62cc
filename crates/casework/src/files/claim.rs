//! A saved answer takes the file it names: the file is then part of its record.

use super::{OF_RECORD, Stored, is_file, media};
use crate::Result;
use crate::actor::Actor;
use crate::record::Staged;
use forms::Label;
use forms::answers::{self, ErrorCode, FieldError};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::ledger::hex;
use store::{Param, Reads, list};
use uuid::Uuid;

/// Looks at the answers that name another file than before, and gives what is wrong with them: each must be a file of
/// this record and compartment, of a type the field takes, and whole. Files that no answer named so far are noted with
/// what commits to their bytes.
///
/// # Errors
/// What the store says.
pub(crate) fn claim(actor: &Actor, staged: &mut Staged, reads: &mut Reads<'_>) -> Result<Vec<FieldError>> {
    let named = |(path, value): (String, Option<Value>)| {
        let field = staged.kind.field(&path).filter(|field| is_file(&field.r#type))?;
        Some((path, field.r#type.clone(), value?.as_str()?.parse::<Uuid>().ok()?))
    };
    let named: Vec<_> = answers::diff(&staged.before, &staged.after).into_iter().filter_map(named).collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let tenant = actor.tenant();
    let of_record = reads.all(OF_RECORD, &[tenant.into(), staged.row.id.into()], Stored::read)?;
    let mut wrong = Vec::new();
    let mut fresh: BTreeMap<Uuid, &Stored> = BTreeMap::new();
    for (path, r#type, id) in named {
        let compartment = staged.kind.compartment(&path);
        let stored = of_record.iter().find(|one| one.id == id && one.chunks > 0);
        match stored.filter(|one| compartment.is_some_and(|part| one.is_in(part))) {
            Some(one) if media::fits(&r#type, &one.media) => {
                if !one.complete {
                    fresh.insert(id, one);
                }
            }
            _ => {
                let code = ErrorCode::Type("the id of a file that was sent for this answer");
                wrong.push(FieldError { path, code, message: Label::default() });
            }
        }
    }
    let hashes = hashes(reads, tenant, fresh.keys().copied())?;
    staged.rows.extend(fresh.values().map(|one| one.named()));
    let commitments: Map<String, Value> = fresh
        .values()
        .map(|one| (one.id.to_string(), commitment(one, hashes.get(&one.id).map(String::as_str).unwrap_or_default())))
        .collect();
    if !commitments.is_empty() {
        staged.reserved.insert("$files".into(), Value::Object(commitments));
    }
    Ok(wrong)
}

/// What an entry says of a file it names first: what it is, how long, and the hash of its chunks.
pub(crate) fn commitment(stored: &Stored, hash: &str) -> Value {
    json!({"compartment": stored.compartment, "media": stored.media, "bytes": stored.bytes, "hash": hash})
}

fn hashes_sql(places: &str) -> String {
    format!("SELECT file, id FROM file_chunk WHERE tenant = $1 AND file IN {places} ORDER BY file, n")
}

/// File → SHA-256 of the hashes of its sealed chunks, in their order.
fn hashes(reads: &mut Reads<'_>, tenant: i64, files: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, String>> {
    let mut params: Vec<Param> = vec![tenant.into()];
    let places = list(&mut params, files.map(Param::Uuid));
    let mut digests: BTreeMap<Uuid, Sha256> = BTreeMap::new();
    if params.len() > 1 {
        reads.each(&hashes_sql(&places), &params, |column| -> store::Result<()> {
            digests.entry(column.get(0)?).or_default().update(column.get::<Vec<u8>>(1)?);
            Ok(())
        })?;
    }
    Ok(digests.into_iter().map(|(id, digest)| (id, hex(&digest.finalize()))).collect())
}
