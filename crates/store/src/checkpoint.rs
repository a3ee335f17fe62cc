//! Signed heads of both chains, so that a ledger cut short or written anew can be told from the true one.

use crate::heads;
use crate::ledger::{Hash, Heads, checkpoint_bytes};
use crate::sql::{Column, sql};
use crate::{Error, Reads, Result, Writes};

/// A signed head (Ed25519 over [`checkpoint_bytes`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Where both chains stood.
    pub heads: Heads,
    /// When, microseconds since 1970.
    pub signed: i64,
    /// The signing key's public half.
    pub public: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

impl Writes<'_> {
    /// Signs where both chains of `tenant` stand now and keeps the checkpoint; one at the same heads stays as it is.
    ///
    /// # Errors
    /// What the engine says.
    pub fn checkpoint(
        &mut self,
        tenant: i64,
        public: [u8; 32],
        sign: impl FnOnce(&[u8]) -> [u8; 64],
    ) -> Result<Checkpoint> {
        let signed = self.now();
        let connection = self.reads().connection();
        let heads = heads::lock(connection, &[tenant])?;
        let head = heads.get(&tenant).ok_or_else(|| Error::Engine(format!("tenant {tenant} has no head")))?;
        let heads = Heads {
            tenant,
            seq: head.seq,
            hash: head.hash,
            access_seq: head.access_seq,
            access_hash: head.access_hash,
        };
        let signature = sign(&checkpoint_bytes(&heads, signed)).to_vec();
        connection.run(
            sql!(
                "INSERT INTO checkpoint (tenant, seq, hash, access_seq, access_hash, signed, public, signature)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant, seq, access_seq) DO NOTHING"
            ),
            &[
                tenant.into(),
                heads.seq.into(),
                heads.hash.to_vec().into(),
                heads.access_seq.into(),
                heads.access_hash.to_vec().into(),
                signed.into(),
                public.to_vec().into(),
                signature.clone().into(),
            ],
        )?;
        Ok(Checkpoint { heads, signed, public: public.to_vec(), signature })
    }
}

impl Reads<'_> {
    /// The last checkpoint of `tenant`.
    ///
    /// # Errors
    /// What the engine says; [`Error::Damaged`] when a hash has not 32 bytes.
    pub fn checkpoint(&mut self, tenant: i64) -> Result<Option<Checkpoint>> {
        let sql = sql!(
            "SELECT seq, hash, access_seq, access_hash, signed, public, signature FROM checkpoint
             WHERE tenant = $1 ORDER BY seq DESC, access_seq DESC LIMIT 1 -- whole: the last of an index"
        );
        self.first(sql, &[tenant.into()], |row| {
            let heads = Heads {
                tenant,
                seq: row.get(0)?,
                hash: hash(row, 1)?,
                access_seq: row.get(2)?,
                access_hash: hash(row, 3)?,
            };
            Ok(Checkpoint { heads, signed: row.get(4)?, public: row.get(5)?, signature: row.get(6)? })
        })
    }
}

fn hash(row: &Column<'_>, index: usize) -> Result<Hash> {
    Hash::try_from(row.get::<Vec<u8>>(index)?).map_err(|_| Error::Damaged {
        table: "checkpoint",
        row: "last".into(),
        what: "a hash has not 32 bytes".into(),
    })
}
