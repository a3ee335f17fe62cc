//! What of the database goes into which file of a backup, and how both come together again.
//!
//! The data file holds no data key, so that a person erased later stays unreadable in it; the key file also says who
//! was erased, so that restoring an older data file erases her there too.

use crate::actor::Actor;
use crate::record;
use crate::{Error, Office, Result, tenants, witness};
use forms::roles::Manage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;
use store::ledger::hex;
use store::{NewAccess, Store, sql};
use uuid::Uuid;

/// A line of the key file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    /// A row of `record_key`.
    Key { tenant: i64, record: Uuid, compartment: String, wrapped: String },
    /// A record that was erased.
    Erased { tenant: i64, record: Uuid },
}

/// What came back from a key file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Data keys put in.
    pub keys: u64,
    /// Records erased again, because they were erased after the data file was written.
    pub erased: u64,
}

/// Longest line of a key file; a key's row has some 250 bytes.
const LINE_MOST: u64 = 4096;
/// Keys put in by one transaction.
const BATCH: usize = 500;

const KEYS: &str = sql!(
    "SELECT tenant, record, compartment, wrapped FROM record_key ORDER BY tenant, record, compartment \
     -- whole: a backup leaves no key out"
);
const ERASED: &str = sql!(
    "SELECT tenant, id FROM record WHERE erased = TRUE ORDER BY tenant, id \
     -- whole: a backup leaves no erasure out"
);
const BRING: &str = sql!(
    "INSERT INTO record_key (tenant, record, compartment, wrapped) \
     SELECT r.tenant, r.id, $3, $4 FROM record r WHERE r.tenant = $1 AND r.id = $2 AND r.erased = FALSE"
);
const STANDS: &str = sql!("SELECT erased FROM record WHERE tenant = $1 AND id = $2");

/// The texts that empty what a data file is without: data keys, and what is of use to nobody later.
const WITHOUT: [&str; 4] = [
    sql!("DELETE FROM record_key -- whole: kept in the key file"),
    sql!("DELETE FROM draft -- whole: forms begun and not saved"),
    sql!("DELETE FROM session -- whole: nobody is signed in after a restore"),
    sql!("DELETE FROM one_time_link -- whole: used once, short-lived"),
];

const LAST: &str =
    sql!("SELECT at FROM access WHERE tenant = $1 AND actor = $2 AND act = 'backup' ORDER BY seq DESC LIMIT 1");

/// Notes in every tenant's access log that a backup is whole and on disk.
///
/// # Errors
/// What the store says.
pub fn note(office: &Office) -> Result<()> {
    let tenants = tenants::all(&office.store)?;
    office.store.write(move |writes| -> Result<()> {
        for tenant in &tenants {
            let line = NewAccess { actor: Uuid::nil(), act: "backup", records: vec![], detail: serde_json::json!({}) };
            writes.access(tenant.tenant, &[line])?;
        }
        Ok(())
    })
}

/// When the last backup was taken, microseconds, as the access log of the actor's tenant says. A database that was
/// restored does not know of the backup it came from.
///
/// # Errors
/// [`Error::NotFound`] for an actor who neither looks after keys nor audits.
pub fn last(office: &Office, actor: &Actor) -> Result<Option<i64>> {
    if !actor.manages(Manage::Keys) && !actor.manages(Manage::Audit) {
        return Err(Error::NotFound);
    }
    let params = [actor.tenant().into(), Uuid::nil().into()];
    Ok(office.store.read(|reads| reads.first(LAST, &params, |column| column.get::<i64>(0)))?)
}

/// A copy of the whole database at this moment as a new SQLite file, opened; others go on writing meanwhile.
///
/// # Errors
/// What the store says.
pub fn take(store: &Store, working: &Path) -> Result<Store> {
    store.backup_to(working)?;
    let clock = store.clone();
    Ok(Store::open(&format!("sqlite:{}", working.display()), Arc::new(move || clock.now()))?)
}

/// Gives the lines of the key file: every data key of `copy`, and every record that is erased in it.
///
/// # Errors
/// What the store or `write` says.
pub fn keys(copy: &Store, write: &mut dyn FnMut(&str) -> std::io::Result<()>) -> Result<()> {
    let mut put = |line: &Line| {
        let mut text = serde_json::to_string(line).expect("ids and texts are JSON");
        text.push('\n');
        write(&text).map_err(|source| store::Error::Io { path: "the key file".into(), source })
    };
    copy.read(|reads| -> store::Result<()> {
        reads.each(KEYS, &[], |column| {
            let wrapped: Vec<u8> = column.get(3)?;
            let (tenant, record, compartment) = (column.get(0)?, column.get(1)?, column.get(2)?);
            put(&Line::Key { tenant, record, compartment, wrapped: hex(&wrapped) })
        })?;
        reads.each(ERASED, &[], |column| put(&Line::Erased { tenant: column.get(0)?, record: column.get(1)? }))
    })?;
    Ok(())
}

/// Takes out of `copy` what a data file is without; deleted rows are overwritten in the file.
///
/// # Errors
/// What the store says.
pub fn strip(copy: &Store) -> Result<()> {
    copy.write(|writes| -> store::Result<()> {
        for sql in WITHOUT {
            writes.run(sql, &[])?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Puts the keys of a key file into a restored database, and erases again who was erased since it was written. Keys of
/// records that are erased, or are not there, stay out.
///
/// # Errors
/// [`Error::Request`] for a line that is none; what the store says.
pub fn bring_keys(office: &Office, mut lines: impl BufRead) -> Result<Brought> {
    let (mut brought, mut erased, mut batch) = (Brought::default(), BTreeSet::new(), Vec::new());
    let mut text = String::new();
    for number in 1.. {
        text.clear();
        let read = std::io::Read::take(&mut lines, LINE_MOST).read_line(&mut text);
        let read = read.map_err(|source| store::Error::Io { path: "the key file".into(), source })?;
        if read == 0 {
            break;
        }
        match line(&text) {
            Some(Ok(key)) => batch.push(key),
            Some(Err(record)) => {
                erased.insert(record);
            }
            None => return Err(Error::Request(format!("line {number} of the key file does not read"))),
        }
        if batch.len() >= BATCH {
            brought.keys += put(office, std::mem::take(&mut batch))?;
        }
    }
    brought.keys += put(office, batch)?;
    for (tenant, record) in erased {
        let stands = office
            .store
            .read(|reads| reads.first(STANDS, &[tenant.into(), record.into()], |column| column.get::<bool>(0)))?;
        if stands == Some(false) {
            record::erase_again(office, tenant, record)?;
            brought.erased += 1;
        }
    }
    Ok(brought)
}

/// Tenant, record, compartment, wrapped key.
type Key = (i64, Uuid, String, Vec<u8>);

fn line(text: &str) -> Option<std::result::Result<Key, (i64, Uuid)>> {
    Some(match serde_json::from_str(text).ok()? {
        Line::Key { tenant, record, compartment, wrapped } => {
            Ok((tenant, record, compartment, witness::bytes(&wrapped)?))
        }
        Line::Erased { tenant, record } => Err((tenant, record)),
    })
}

fn put(office: &Office, keys: Vec<Key>) -> Result<u64> {
    Ok(office.store.write(move |writes| -> store::Result<u64> {
        let mut done = 0;
        for (tenant, record, compartment, wrapped) in keys {
            done += writes.run(BRING, &[tenant.into(), record.into(), compartment.into(), wrapped.into()])?;
        }
        Ok(done)
    })?)
}
