//! Bringing a database to the schema this program knows.

use crate::engine::{Connection, text};
use crate::ledger::hex;
use crate::sql::sql;
use crate::{Error, Param, Result};
use sha2::{Digest, Sha256};

/// One step of the schema. A step that has been released is never edited; a change is a new step.
pub struct Migration {
    pub number: i64,
    pub name: &'static str,
    pub script: &'static str,
}

/// All steps in order.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    number: 1,
    name: "0001-foundation.sql",
    script: include_str!("../../../migrations/0001-foundation.sql"),
}];

/// Runs the steps the database lacks, in one transaction that no other process can share.
///
/// # Errors
/// [`Error::Newer`]; [`Error::Engine`] when a step that was run has another text now, or fails.
pub fn migrate(connection: &mut Connection, now: i64) -> Result<()> {
    connection.begin_write()?;
    let done = steps(connection, now);
    match &done {
        Ok(()) => connection.commit()?,
        Err(_) => connection.roll_back()?,
    }
    done
}

fn steps(connection: &mut Connection, now: i64) -> Result<()> {
    connection.lock_schema()?;
    let table = "CREATE TABLE IF NOT EXISTS migration (
        number bigint NOT NULL,
        name text NOT NULL,
        hash text NOT NULL,
        run bigint NOT NULL,
        PRIMARY KEY (number)
    )";
    connection.control(&text::definition(table, connection.dialect())?)?;
    let mut run: Vec<(i64, String)> = Vec::new();
    connection.each(sql!("SELECT number, hash FROM migration ORDER BY number"), &[], |row| {
        run.push((row.get(0)?, row.get(1)?));
        Ok::<_, Error>(true)
    })?;
    let known = MIGRATIONS.last().map_or(0, |last| last.number);
    if let Some((found, _)) = run.last().filter(|(found, _)| *found > known) {
        return Err(Error::Newer { found: *found, known });
    }
    for migration in &MIGRATIONS {
        let hash = hex(&Sha256::digest(migration.script.as_bytes()));
        match run.iter().find(|(number, _)| *number == migration.number) {
            Some((_, found)) if *found == hash => {}
            Some(_) => {
                return Err(Error::Engine(format!(
                    "the database was made by another text of migration {}: it belongs to another build of the program",
                    migration.name
                )));
            }
            None => step(connection, migration, hash, now)?,
        }
    }
    Ok(())
}

fn step(connection: &mut Connection, migration: &Migration, hash: String, now: i64) -> Result<()> {
    for statement in text::statements(migration.script) {
        let words = text::definition(&statement, connection.dialect())?;
        connection.control(&words).map_err(|error| Error::Engine(format!("migration {}: {error}", migration.name)))?;
    }
    let params: [Param; 4] = [migration.number.into(), migration.name.into(), hash.into(), now.into()];
    connection.run(sql!("INSERT INTO migration (number, name, hash, run) VALUES ($1, $2, $3, $4)"), &params)?;
    Ok(())
}
