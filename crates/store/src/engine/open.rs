//! From the address of a database to connections.

use super::{Connection, postgres, sqlite};
use crate::pool::Make;
use crate::{Error, Result};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

/// How long a server may take to answer, unless the address says otherwise.
const CONNECT_WAIT: Duration = Duration::from_secs(10);

/// An address that was understood.
#[derive(Clone)]
pub enum Address {
    Sqlite(PathBuf),
    Postgres(Box<::postgres::Config>),
}

impl Address {
    /// Reads `sqlite:PATH`, `postgres://…` or `postgresql://…`.
    ///
    /// # Errors
    /// [`Error::Address`], without the password.
    pub fn parse(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let mut config: ::postgres::Config =
                url.parse().map_err(|_| Error::Address { url: without_password(url) })?;
            if config.get_connect_timeout().is_none() {
                config.connect_timeout(CONNECT_WAIT);
            }
            if config.get_application_name().is_none() {
                config.application_name("chautari");
            }
            if config.get_dbname().is_some() {
                return Ok(Self::Postgres(Box::new(config)));
            }
        }
        Err(Error::Address { url: without_password(url) })
    }

    /// How many connections read at once.
    pub fn readers(&self) -> usize {
        match self {
            Self::Sqlite(_) => 4,
            Self::Postgres(_) => 16,
        }
    }

    /// True when closures that write run on the writer's thread (there is one writer), not on their caller's.
    pub fn one_writer(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Makes the database of a PostgreSQL address when the server does not have it.
    pub fn make_database(&self) -> Result<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(config) => postgres::make_database(config),
        }
    }

    /// What makes connections that write.
    pub fn writers(&self, statements: &Arc<AtomicU64>) -> Make {
        self.connections(statements, sqlite::Role::Writer)
    }

    /// What makes connections that read (and on PostgreSQL also run closures that write).
    pub fn pooled(&self, statements: &Arc<AtomicU64>) -> Make {
        self.connections(statements, sqlite::Role::Reader)
    }

    fn connections(&self, statements: &Arc<AtomicU64>, role: sqlite::Role) -> Make {
        let (address, statements) = (self.clone(), Arc::clone(statements));
        Box::new(move || {
            Ok(match &address {
                Self::Sqlite(path) => {
                    Connection::sqlite(sqlite::Connection::open(path, role)?, Arc::clone(&statements))
                }
                Self::Postgres(config) => {
                    Connection::postgres(postgres::Connection::open(config)?, Arc::clone(&statements))
                }
            })
        })
    }
}

/// The address with its password replaced by `…`.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let Some((who, host)) = authority.rsplit_once('@') else { return url.to_owned() };
    let user = who.split(':').next().unwrap_or_default();
    let secret = if who.contains(':') { ":…" } else { "" };
    format!("{scheme}://{user}{secret}@{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_is_refused_without_its_password() {
        for url in ["", "sqlite:", "data.db", "mysql://a/b", "postgres://host", "postgres://u:secret@h:x/y"] {
            let Err(error) = Address::parse(url) else { panic!("{url} was taken") };
            assert!(matches!(error, Error::Address { .. }), "{error}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        assert!(matches!(Address::parse("sqlite:a b.db"), Ok(Address::Sqlite(path)) if path.as_os_str() == "a b.db"));
        assert!(matches!(Address::parse("postgresql://u@%2Fsocket/name"), Ok(Address::Postgres(_))));
    }
}
