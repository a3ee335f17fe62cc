//! What a closure decided: the entries to add to the ledger and the state that goes with them.

use crate::Param;
use serde_json::{Map, Value};
use uuid::Uuid;

/// A decision to write, made on a stated reading of the world. At most 5,000 entries; more are several changes.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// One id for all entries of the change.
    pub tx: Uuid,
    /// Who does it.
    pub actor: Uuid,
    /// On which device, if any.
    pub device: Option<Uuid>,
    /// When it happened, microseconds since 1970.
    pub happened: i64,
    /// Roots that were read, each with the `tree` it had (0 for one that was not there); one that moved makes the
    /// closure run again. The root of every record in `records` must be among them, unless it is made by this change:
    /// the store refuses a change that could rest on a stale reading.
    pub read: Vec<(Uuid, i64)>,
    /// One entry each, in this order.
    pub records: Vec<RecordChange>,
    /// Work queued in the same transaction.
    pub jobs: Vec<NewJob>,
    /// Lines for the access log in the same transaction.
    pub access: Vec<NewAccess>,
    /// Immutable definitions to be there: (hash, kind, canonical JSON).
    pub definitions: Vec<(String, String, String)>,
}

/// One record's part of a change: its entry and its new state.
#[derive(Clone, Debug)]
pub struct RecordChange {
    /// Id of the entry; sealed states are bound to it.
    pub entry: Uuid,
    /// The record's row after the change, with `fields` as read. `first`, `version` and `tree` are set by the store,
    /// which also moves `fields` by `changed` and `entries` by `sealed`.
    pub row: RecordRow,
    /// True when the record is new; when it is there after all, the closure runs again to see it.
    pub new: bool,
    /// Paths whose version becomes this entry's seq (not kept for a new record: `first` says it).
    pub changed: Vec<String>,
    /// The plain part of the entry: changed open paths and reserved paths (`$site`, `$stage`, …).
    pub plain: Map<String, Value>,
    /// Salt of the plain part, from the operating system.
    pub salt: [u8; 32],
    /// New state of each compartment that changed.
    pub sealed: Vec<SealedState>,
    /// Data keys made for it.
    pub keys: Vec<RecordKey>,
    /// All facets of the record after the change; `None` when they did not change. A rank is a finite number.
    pub facets: Option<Vec<Facet>>,
    /// All terms of the record after the change; `None` when they did not change.
    pub terms: Option<Vec<Term>>,
    /// Rows of other tables that are folds of this record (site, membership, assignment, publication, …).
    pub rows: Vec<Row>,
    /// True for an erasure: data keys, sealed states, salts and plain parts of the record's earlier entries, facets and
    /// terms are deleted; `$erased` is put in the entry's plain part and `erased` in the row. The caller empties the
    /// row's `plain` and deletes what `rows` should not show any more.
    pub erase: bool,
}

/// The row of `record`.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct RecordRow {
    pub id: Uuid,
    pub kind: String,
    pub site: Option<Uuid>,
    pub owner: Option<Uuid>,
    pub author: Uuid,
    pub root: Uuid,
    pub parent: Option<Uuid>,
    pub person: Option<Uuid>,
    pub stage: String,
    pub opened: i64,
    pub definition: String,
    pub first: i64,
    pub version: i64,
    pub tree: i64,
    pub numbered: bool,
    pub erased: bool,
    /// Current entry of each compartment: JSON object compartment → entry id.
    pub entries: Map<String, Value>,
    /// Field versions: path → seq, only paths changed since creation.
    pub fields: Map<String, Value>,
    /// Open answers: path → value.
    pub plain: Map<String, Value>,
}

/// A compartment's whole content, sealed, bound to its entry.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct SealedState {
    pub compartment: &'static str,
    pub key: String,
    pub nonce: [u8; 24],
    pub ciphertext: Vec<u8>,
}

/// A wrapped data key.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct RecordKey {
    pub compartment: &'static str,
    pub wrapped: Vec<u8>,
}

/// An indexed answer.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct Facet {
    pub field: String,
    pub value: String,
    pub rank: f64,
}

/// A word of an open text.
#[derive(Clone, Debug, PartialEq)]
pub struct Term(pub String);

/// A row of a table that is a fold of a record: replaced whole by its key, or deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Table, its columns after `tenant`, and how many of them (after `tenant`) make the key.
    pub table: &'static Table,
    /// Values of the columns after `tenant`.
    pub values: Vec<Param>,
    /// True to delete the row of that key.
    pub delete: bool,
}

/// Shape of a table written by [`Row`].
#[derive(Debug, PartialEq)]
pub struct Table {
    /// Name.
    pub name: &'static str,
    /// Columns after `tenant`, the key first.
    pub columns: &'static [&'static str],
    /// How many of `columns` make the key.
    pub key: usize,
}

/// Work to do later.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    /// Id.
    pub id: Uuid,
    /// What to do.
    pub name: String,
    /// Ids and codes only: nothing personal.
    pub payload: Value,
    /// When, microseconds since 1970.
    pub due: i64,
}

/// A line for the access log.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAccess {
    /// Who.
    pub actor: Uuid,
    /// `view`, `list`, `find`, `export`, `sign_in`, `refused`, …
    pub act: &'static str,
    /// Ids of the records seen.
    pub records: Vec<Uuid>,
    /// Compartments, kind, counts: nothing personal.
    pub detail: Value,
}

/// What was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Seq of each record's entry, in the order of [`Change::records`].
    pub seqs: Vec<i64>,
    /// When, microseconds since 1970.
    pub recorded: i64,
}
