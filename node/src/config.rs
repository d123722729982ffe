//! What an operator may decide: one TOML file, the environment and flags, read into typed values.
//!
//! Knows every setting, its default and where its value came from; must not know what the rest of the node does with
//! it. Secrets are never settings: they are files (see `identity`).

mod error;
mod value;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use error::{ConfigError, Fault};
pub use value::check_address;

/// Name of the file within the data directory.
pub const FILE: &str = "config.toml";
/// Longest path of a Unix socket, in bytes (Linux: `sun_path` holds 108 with its closing zero).
pub const SOCKET_BYTES: usize = 107;

/// The settings, all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `laboratory`: allows the requests that cut peers off, for trials on one machine.
    pub laboratory: bool,
    /// `[network]`.
    pub network: Network,
    /// `[storage]`.
    pub storage: Storage,
    /// `[api]`.
    pub api: Api,
    /// `[log]`.
    pub log: Log,
}

/// `[network]`: how the node meets its peers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Multiaddresses to listen on.
    pub listen: Vec<String>,
    /// Multiaddresses at which other cooperatives reach this node, as its card says. Empty: it only dials.
    pub announce: Vec<String>,
    /// Whether gossip is spoken. Without it everything still arrives, at the rhythm of comparisons.
    pub gossip: bool,
}

/// `[storage]`: what the node may take of the disk and of memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    /// Memory for the store's cache, in bytes.
    pub cache: u64,
    /// Free space below which the node only reads, in bytes.
    pub disk_floor: u64,
}

/// `[api]`: how programs of this machine speak to the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// The Unix socket; a relative path starts at the data directory. See [`Config::socket`].
    pub socket: PathBuf,
}

/// `[log]`: what the node writes on its standard error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// `error`, `warn`, `info`, `debug` or `trace`, for all or by module, as `info,libp2p=warn`.
    pub level: String,
    /// For people or for machines.
    pub format: LogFormat,
}

/// How a line of log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Text.
    Text,
    /// One JSON object a line.
    Json,
}

/// Where a value comes from; a later one wins over an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The configuration file.
    File,
    /// A `BIGRE_…` variable.
    Environment,
    /// The command line.
    Flag,
}

impl Origin {
    /// Its name, stable: `default`, `file`, `environment` or `flag`.
    pub const fn name(self) -> &'static str {
        match self {
            Origin::Default => "default",
            Origin::File => "file",
            Origin::Environment => "environment",
            Origin::Flag => "flag",
        }
    }
}

/// Settings given on the command line: pairs of a dotted key and a value written as in the environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides(Vec<(String, String)>);

impl Overrides {
    /// Adds one, as `("network.gossip", "false")`; a list's elements are separated by commas.
    pub fn set(&mut self, key: &str, value: &str) {
        self.0.push((key.into(), value.into()));
    }

    /// The same, for chains.
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.set(key, value);
        self
    }
}

/// One setting as it is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Its dotted key.
    pub key: &'static str,
    /// Its value, as the file would say it.
    pub value: toml::Value,
    /// Where the value comes from.
    pub origin: Origin,
}

/// What kind of value a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Bool,
    Addresses,
    Size,
    Path,
    Level,
    Format,
}

/// Every setting, in the order of the file.
const SETTINGS: [(&str, Shape); 9] = [
    ("laboratory", Shape::Bool),
    ("network.listen", Shape::Addresses),
    ("network.announce", Shape::Addresses),
    ("network.gossip", Shape::Bool),
    ("storage.cache", Shape::Size),
    ("storage.disk_floor", Shape::Size),
    ("api.socket", Shape::Path),
    ("log.level", Shape::Level),
    ("log.format", Shape::Format),
];

/// The documented defaults; the program's own defaults are read from it, so that the two cannot differ.
const DEFAULTS: &str = include_str!("config/default.toml");

/// The environment variable of a setting: `network.listen` is `BIGRE_NETWORK_LISTEN`.
pub fn variable(key: &str) -> String {
    format!("BIGRE_{}", key.replace('.', "_").to_ascii_uppercase())
}

type Values = BTreeMap<&'static str, (toml::Value, Origin)>;

impl Config {
    /// The settings in force for a data directory: flags win over the environment, over the file, over defaults.
    pub fn load(dir: &Path, overrides: &Overrides) -> Result<Config, ConfigError> {
        let values = gather(dir, overrides, &|name| std::env::var(name).ok())?;
        Config::build(dir, &values)
    }

    /// The same, one by one, with where each value comes from.
    pub fn explain(dir: &Path, overrides: &Overrides) -> Result<Vec<Setting>, ConfigError> {
        let mut values = gather(dir, overrides, &|name| std::env::var(name).ok())?;
        Config::build(dir, &values)?;
        let setting = |key| values.remove(key).map(|(value, origin)| Setting { key, value, origin });
        Ok(SETTINGS.map(|(key, _)| key).into_iter().filter_map(setting).collect())
    }

    /// The defaults as a documented file.
    pub fn default_toml() -> String {
        DEFAULTS.into()
    }

    /// The file that a new node starts with: everything documented, nothing set but the addresses to announce, so
    /// that defaults that a later version improves apply.
    pub fn initial_toml(announce: &[String]) -> String {
        let mut text = String::new();
        for line in DEFAULTS.lines() {
            let kept = line.is_empty() || line.starts_with(['#', '[']);
            if line.starts_with("announce =") && !announce.is_empty() {
                text.push_str(&format!("announce = {}", toml::Value::from(announce.to_vec())));
            } else if kept {
                text.push_str(line);
            } else {
                text.push('#');
                text.push_str(line);
            }
            text.push('\n');
        }
        text
    }

    /// The path of the local API's socket, for a data directory.
    pub fn socket(&self, dir: &Path) -> PathBuf {
        dir.join(&self.api.socket)
    }

    fn build(dir: &Path, values: &Values) -> Result<Config, ConfigError> {
        let read = |key: &'static str| value::Read::of(key, values);
        let config = Config {
            laboratory: read("laboratory").bool()?,
            network: Network {
                listen: read("network.listen").addresses()?,
                announce: read("network.announce").addresses()?,
                gossip: read("network.gossip").bool()?,
            },
            storage: Storage {
                cache: read("storage.cache").size()?,
                disk_floor: read("storage.disk_floor").size()?,
            },
            api: Api { socket: PathBuf::from(read("api.socket").text(Fault::NotPath)?) },
            log: Log { level: read("log.level").level()?, format: read("log.format").format()? },
        };
        let bytes = config.socket(dir).as_os_str().len();
        if bytes > SOCKET_BYTES {
            return Err(read("api.socket").fault(Fault::SocketTooLong { bytes }));
        }
        Ok(config)
    }
}

impl Default for Config {
    fn default() -> Self {
        let mut values = Values::new();
        let read = merge_file(&mut values, DEFAULTS, Path::new(FILE), Origin::Default);
        let built = read.and_then(|()| Config::build(Path::new(""), &values));
        built.unwrap_or_else(|error| unreachable!("the defaults are tested: {error}"))
    }
}

/// Lays the four sources one over the other.
fn gather(
    dir: &Path,
    overrides: &Overrides,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Values, ConfigError> {
    let mut values = Values::new();
    merge_file(&mut values, DEFAULTS, Path::new(FILE), Origin::Default)?;
    let path = dir.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => merge_file(&mut values, &text, &path, Origin::File)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(source) => return Err(ConfigError::Read { path, source }),
    }
    for (key, shape) in SETTINGS {
        if let Some(text) = environment(&variable(key)) {
            values.insert(key, (value::from_text(shape, &text), Origin::Environment));
        }
    }
    for (key, text) in &overrides.0 {
        let Some((key, shape)) = SETTINGS.iter().find(|(known, _)| known == key) else {
            return Err(ConfigError::Unknown { key: key.clone(), place: None, near: value::nearest(key) });
        };
        values.insert(key, (value::from_text(*shape, text), Origin::Flag));
    }
    Ok(values)
}

fn merge_file(values: &mut Values, text: &str, path: &Path, origin: Origin) -> Result<(), ConfigError> {
    let table: toml::Table = text.parse().map_err(|error| ConfigError::syntax(path, text, &error))?;
    for (name, value) in table {
        match value {
            toml::Value::Table(section) => {
                for (inner, value) in section {
                    place(values, format!("{name}.{inner}"), value, path, origin)?;
                }
            }
            value => place(values, name, value, path, origin)?,
        }
    }
    Ok(())
}

fn place(
    values: &mut Values,
    key: String,
    value: toml::Value,
    path: &Path,
    origin: Origin,
) -> Result<(), ConfigError> {
    match SETTINGS.iter().find(|(known, _)| *known == key) {
        Some((known, _)) => values.insert(known, (value, origin)),
        None => {
            let near = value::nearest(&key);
            return Err(ConfigError::Unknown { key, place: Some(path.into()), near });
        }
    };
    Ok(())
}

#[cfg(test)]
mod tests;
