//! Signed heads: their signatures, and the places in both chains they must be found at.

use super::{Faults, hash};
use crate::ledger::{Hash, Heads, checkpoint_bytes};
use crate::sql::sql;
use crate::{Checkpoint, Reads, Result};
use ed25519_dalek::{Signature, VerifyingKey};

/// Hashes that the chains must have at given numbers, sorted by number.
#[derive(Default)]
pub struct Marks {
    pub ledger: Vec<(i64, Hash)>,
    pub access: Vec<(i64, Hash)>,
}

/// Reads the checkpoints of a tenant, adds the witnesses of that tenant, and checks their signatures.
pub fn read(reads: &mut Reads<'_>, tenant: i64, witnesses: &[Checkpoint], faults: &mut Faults) -> Result<Marks> {
    let known = sql!("SELECT public FROM tenant_key WHERE tenant = $1");
    let known = reads.first(known, &[tenant.into()], |row| row.get::<Vec<u8>>(0))?;
    let sql = sql!(
        "SELECT seq, hash, access_seq, access_hash, signed, public, signature FROM checkpoint -- whole: verification
         WHERE tenant = $1 ORDER BY seq, access_seq"
    );
    let mut marks = Marks::default();
    reads.each(sql, &[tenant.into()], |row| {
        let heads = Heads {
            tenant,
            seq: row.get(0)?,
            hash: hash(&row.get::<Vec<u8>>(1)?),
            access_seq: row.get(2)?,
            access_hash: hash(&row.get::<Vec<u8>>(3)?),
        };
        add(&mut marks, &heads, row.get(4)?, &row.get::<Vec<u8>>(5)?, &row.get::<Vec<u8>>(6)?, &known, faults);
        Ok::<_, crate::Error>(())
    })?;
    for witness in witnesses.iter().filter(|witness| witness.heads.tenant == tenant) {
        let Checkpoint { heads, signed, public, signature } = witness;
        add(&mut marks, heads, *signed, public, signature, &known, faults);
    }
    marks.ledger.sort_unstable();
    marks.access.sort_unstable();
    Ok(marks)
}

fn add(
    marks: &mut Marks,
    heads: &Heads,
    signed: i64,
    public: &[u8],
    signature: &[u8],
    known: &Option<Vec<u8>>,
    faults: &mut Faults,
) {
    let key = <[u8; 32]>::try_from(public).ok().and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let signature = Signature::from_slice(signature).ok();
    let fits = key
        .zip(signature)
        .is_some_and(|(key, signature)| key.verify_strict(&checkpoint_bytes(heads, signed), &signature).is_ok());
    if !fits {
        faults.add("checkpoint", None, heads.seq, "the signature does not fit");
    } else if known.as_ref().is_some_and(|known| known != public) {
        faults.add("checkpoint", None, heads.seq, "signed by another key than the tenant's");
    }
    marks.ledger.push((heads.seq, heads.hash));
    marks.access.push((heads.access_seq, heads.access_hash));
}

/// Follows a chain along its marks.
pub struct Along<'a> {
    marks: &'a [(i64, Hash)],
}

impl<'a> Along<'a> {
    pub fn new(marks: &'a [(i64, Hash)], start: &Hash, faults: &mut Faults) -> Self {
        let mut along = Self { marks };
        along.pass(0, start, faults);
        along
    }

    /// The chain has `hash` at `seq`.
    pub fn pass(&mut self, seq: i64, hash: &Hash, faults: &mut Faults) {
        while let Some(((marked, wanted), rest)) = self.marks.split_first().filter(|((marked, _), _)| *marked <= seq) {
            if *marked < seq || wanted != hash {
                faults.add("checkpoint", None, *marked, "the chain has another hash here than the checkpoint");
            }
            self.marks = rest;
        }
    }

    /// The chain ends; marks that lie beyond it show that it was cut.
    pub fn end(self, faults: &mut Faults) {
        if let Some((marked, _)) = self.marks.first() {
            faults.add("checkpoint", None, *marked, "the chain ends before this checkpoint: its end was cut off");
        }
    }
}
