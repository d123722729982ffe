//! What can be wrong with the configuration: each error names the setting, its value, why, and what to do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Origin, SOCKET_BYTES, variable};
use crate::api::model::Problem;

/// Why the configuration is refused. The fault is of the operator, or of the disk for [`ConfigError::Read`].
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is there and cannot be read.
    #[error("the configuration {path} cannot be read: {source}. Check its owner and its permissions")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("the configuration {path} is not valid TOML, line {line}: {what}. Correct this line")]
    Syntax {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What the parser said, on one line.
        what: String,
    },
    /// A setting that does not exist.
    #[error("there is no setting `{key}`{}. {}", in_file(.place), near_hint(.near))]
    Unknown {
        /// What was written.
        key: String,
        /// The file, unless on the command line.
        place: Option<PathBuf>,
        /// The setting that looks most like it.
        near: Option<&'static str>,
    },
    /// A setting whose value does not fit.
    #[error("`{key}` is `{value}` ({}): {}. {}", from(*.origin, .key), .fault, .fault.hint())]
    Value {
        /// The setting.
        key: &'static str,
        /// Its value, as written.
        value: String,
        /// Where the value comes from.
        origin: Origin,
        /// What is wrong with it.
        fault: Fault,
    },
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Neither true nor false.
    #[error("true or false is expected")]
    NotBool,
    /// Not a list of addresses.
    #[error("a list of multiaddresses is expected")]
    NotList,
    /// Not an address.
    #[error("`{address}` is not a multiaddress that a node can use")]
    NotAddress {
        /// The element at fault.
        address: String,
    },
    /// Not a size.
    #[error("a size is expected")]
    NotSize,
    /// Not a path.
    #[error("a path is expected")]
    NotPath,
    /// A socket's path longer than the system takes.
    #[error("the socket's whole path is {bytes} bytes long, and the system takes {SOCKET_BYTES} at most")]
    SocketTooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not a level of log.
    #[error("a level of log is expected")]
    NotLevel,
    /// Not a format of log.
    #[error("a format of log is expected")]
    NotFormat,
}

impl Fault {
    /// What to write instead.
    pub const fn hint(&self) -> &'static str {
        match self {
            Fault::NotBool => "Write true or false",
            Fault::NotList => "Write a list, as [\"/ip4/0.0.0.0/tcp/4040\"]",
            Fault::NotAddress { .. } => {
                "Write it as /ip4/192.0.2.1/tcp/4040, /ip6/::/udp/4040/quic-v1 or /dns/bigre.example.coop/tcp/4040"
            }
            Fault::NotSize => "Write a number of bytes, or a number and a unit, as \"64 MiB\" or \"1 GiB\"",
            Fault::NotPath => "Write a path, as \"api.sock\" or \"/run/bigre/api.sock\"",
            Fault::SocketTooLong { .. } => "Set a shorter one, as \"/run/bigre/api.sock\"",
            Fault::NotLevel => {
                "Write error, warn, info, debug or trace, or by module, as \"info,libp2p=warn\""
            }
            Fault::NotFormat => "Write text or json",
        }
    }

    /// Stable code, for sentences in other languages.
    pub const fn code(&self) -> &'static str {
        match self {
            Fault::NotBool => "config-not-bool",
            Fault::NotList => "config-not-list",
            Fault::NotAddress { .. } => "config-not-address",
            Fault::NotSize => "config-not-size",
            Fault::NotPath => "config-not-path",
            Fault::SocketTooLong { .. } => "config-socket-too-long",
            Fault::NotLevel => "config-not-level",
            Fault::NotFormat => "config-not-format",
        }
    }
}

impl ConfigError {
    pub(super) fn syntax(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
        let what = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        ConfigError::Syntax { path: path.into(), line: before.matches('\n').count() + 1, what }
    }

    /// The same as a stable code with its arguments.
    pub fn problem(&self) -> Problem {
        let path = |path: &Path| path.display().to_string();
        let (code, args) = match self {
            ConfigError::Read { path: file, source } => {
                ("config-unreadable", vec![("path", path(file)), ("error", source.to_string())])
            }
            ConfigError::Syntax { path: file, line, what } => (
                "config-syntax",
                vec![("path", path(file)), ("line", line.to_string()), ("error", what.clone())],
            ),
            ConfigError::Unknown { key, near, .. } => {
                let near = near.unwrap_or_default().to_string();
                ("config-unknown-key", vec![("key", key.clone()), ("near", near)])
            }
            ConfigError::Value { key, value, origin, fault } => {
                let mut args = vec![
                    ("key", key.to_string()),
                    ("value", value.clone()),
                    ("origin", origin.name().into()),
                    ("variable", variable(key)),
                ];
                match fault {
                    Fault::NotAddress { address } => args.push(("address", address.clone())),
                    Fault::SocketTooLong { bytes } => {
                        args.extend([("bytes", bytes.to_string()), ("most", SOCKET_BYTES.to_string())]);
                    }
                    _ => {}
                }
                (fault.code(), args)
            }
        };
        let args: BTreeMap<String, String> =
            args.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Problem { code: code.into(), message: self.to_string(), args }
    }
}

fn in_file(place: &Option<PathBuf>) -> String {
    place.as_ref().map(|path| format!(" (in {})", path.display())).unwrap_or_default()
}

fn near_hint(near: &Option<&'static str>) -> String {
    match near {
        Some(key) => format!("Did you mean `{key}`? `bigre config show` lists them all"),
        None => "`bigre config show` lists them all".into(),
    }
}

fn from(origin: Origin, key: &str) -> String {
    match origin {
        Origin::Environment => format!("from the environment, {}", variable(key)),
        other => format!("from the {}", if other == Origin::Flag { "command line" } else { other.name() }),
    }
}
