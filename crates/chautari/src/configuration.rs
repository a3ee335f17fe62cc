//! `chautari.toml`: one file, each key overridable by the environment. No secret stands in it.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The configuration of an installation. Paths are relative to its file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Name of the association.
    pub name: String,
    /// `sqlite:PATH` or `postgres://…`. Overridden by `CHAUTARI_DATABASE`.
    pub database: String,
    /// File of the master key. Overridden by `CHAUTARI_KEY_FILE`.
    pub key_file: PathBuf,
    /// Folder of the association's own kinds.
    pub overlay: PathBuf,
    /// Address to listen on. Overridden by `CHAUTARI_LISTEN`.
    pub listen: String,
    /// Tenant whose public site is served.
    pub tenant: i64,
    /// Languages offered, the first is the fallback.
    pub languages: Vec<String>,
    /// Whom to tell of a weakness, as `/.well-known/security.txt` shows it (`mailto:…`, `https://…`); empty for none.
    #[serde(default)]
    pub security_contact: String,
    /// Names that separate site and desk.
    #[serde(default)]
    pub hosts: Hosts,
}

/// Names of the hosts; empty when one name serves all.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hosts {
    /// Public site.
    #[serde(default)]
    pub site: String,
    /// Desk and API.
    #[serde(default)]
    pub desk: String,
}

impl Configuration {
    /// Reads a configuration; its paths become absolute or relative to the working folder.
    ///
    /// # Errors
    /// What is wrong in the file, with line and column.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{}: cannot be read; `chautari init DIR` makes one", path.display()))?;
        let mut configuration: Self =
            toml::from_str(&text).with_context(|| format!("{}: not as a configuration is written", path.display()))?;
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(database) = variable("CHAUTARI_DATABASE") {
            configuration.database = database;
        }
        if let Some(file) = variable("CHAUTARI_KEY_FILE") {
            configuration.key_file = file.into();
        }
        if let Some(listen) = variable("CHAUTARI_LISTEN") {
            configuration.listen = listen;
        }
        let contact = &configuration.security_contact;
        let address = ["mailto:", "https://", "tel:"].iter().any(|start| contact.starts_with(start));
        if !contact.is_empty() && (!address || contact.chars().any(|c| c.is_control() || c.is_whitespace())) {
            bail!(
                "{}: security_contact = {contact:?} is no address that begins with mailto:, https:// or tel:",
                path.display()
            );
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        configuration.key_file = folder.join(&configuration.key_file);
        configuration.overlay = folder.join(&configuration.overlay);
        if let Some(file) = configuration.database.strip_prefix("sqlite:") {
            configuration.database = format!("sqlite:{}", folder.join(file).display());
        }
        Ok(configuration)
    }

    /// Writes a new configuration; an existing file is left as it is.
    ///
    /// # Errors
    /// The file exists, or cannot be written.
    pub fn write_new(&self, path: &Path) -> Result<()> {
        use std::io::Write as _;
        let text = toml::to_string_pretty(self).context("the configuration does not write as TOML")?;
        let mut file = std::fs::File::create_new(path)
            .with_context(|| format!("{}: is there already, or cannot be made", path.display()))?;
        file.write_all(text.as_bytes()).with_context(|| format!("{}: cannot be written", path.display()))
    }
}
