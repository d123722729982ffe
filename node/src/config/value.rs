//! Reads one setting's value, whatever source it came from. Must not know which settings there are but by their list.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{ConfigError, Fault, LogFormat, Origin, SETTINGS, Shape, Values};

/// Units of a size, with the powers of 1024 first: they are what memory and disks are told in here.
const UNITS: [(&str, u64); 9] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
    ("kB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("TB", 1_000_000_000_000),
    ("B", 1),
];

/// A value written in the environment or on the command line, as the file would say it.
pub(super) fn from_text(shape: Shape, text: &str) -> toml::Value {
    let text = text.trim();
    match (shape, text) {
        (Shape::Bool, "true" | "1") => toml::Value::Boolean(true),
        (Shape::Bool, "false" | "0") => toml::Value::Boolean(false),
        (Shape::Addresses, _) => {
            let elements = text.split(',').map(str::trim).filter(|element| !element.is_empty());
            toml::Value::Array(elements.map(toml::Value::from).collect())
        }
        _ => toml::Value::from(text),
    }
}

/// The setting whose name looks most like what was typed: the same last part, or few letters apart.
pub(super) fn nearest(typed: &str) -> Option<&'static str> {
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let names = SETTINGS.map(|(key, _)| key);
    if let Some(same) = names.iter().find(|key| last(key) == last(typed)) {
        return Some(same);
    }
    let best = names.into_iter().min_by_key(|key| distance(key, typed))?;
    (distance(best, typed) <= 3).then_some(best)
}

/// Letters to add, take out or change (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.chars().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Checks a multiaddress that a node listens on or announces: an address or a name, then TCP or QUIC, and no peer id.
pub fn check_address(address: &str) -> Result<(), Fault> {
    let bad = || Fault::NotAddress { address: address.chars().take(200).collect() };
    let parts: Vec<&str> = address.split('/').collect();
    let ["", family, host, transport, port, rest @ ..] = &parts[..] else { return Err(bad()) };
    let host_fits = match *family {
        "ip4" => host.parse::<Ipv4Addr>().is_ok(),
        "ip6" => host.parse::<Ipv6Addr>().is_ok(),
        "dns" | "dns4" | "dns6" => is_host_name(host),
        _ => false,
    };
    let transport_fits = matches!((*transport, rest), ("tcp", []) | ("udp", ["quic-v1"]));
    if host_fits && transport_fits && port.parse::<u16>().is_ok() && address.len() <= 200 {
        Ok(())
    } else {
        Err(bad())
    }
}

/// RFC 1123: labels of letters, digits and inner hyphens.
fn is_host_name(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(label)
}

/// One setting about to be read.
pub(super) struct Read<'a> {
    key: &'static str,
    value: Option<&'a (toml::Value, Origin)>,
}

impl<'a> Read<'a> {
    pub(super) fn of(key: &'static str, values: &'a Values) -> Self {
        Read { key, value: values.get(key) }
    }

    fn raw(&self) -> Option<&'a toml::Value> {
        self.value.map(|(value, _)| value)
    }

    pub(super) fn fault(&self, fault: Fault) -> ConfigError {
        let value = match self.raw() {
            Some(toml::Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let origin = self.value.map_or(Origin::Default, |(_, origin)| *origin);
        ConfigError::Value { key: self.key, value, origin, fault }
    }

    pub(super) fn bool(&self) -> Result<bool, ConfigError> {
        self.raw().and_then(toml::Value::as_bool).ok_or_else(|| self.fault(Fault::NotBool))
    }

    pub(super) fn text(&self, fault: Fault) -> Result<String, ConfigError> {
        match self.raw().and_then(toml::Value::as_str) {
            Some(text) if !text.is_empty() => Ok(text.into()),
            _ => Err(self.fault(fault)),
        }
    }

    pub(super) fn addresses(&self) -> Result<Vec<String>, ConfigError> {
        let Some(toml::Value::Array(elements)) = self.raw() else { return Err(self.fault(Fault::NotList)) };
        let address = |element: &toml::Value| {
            let text = element.as_str().ok_or_else(|| self.fault(Fault::NotList))?;
            check_address(text).map_err(|fault| self.fault(fault))?;
            Ok(text.to_string())
        };
        elements.iter().map(address).collect()
    }

    pub(super) fn size(&self) -> Result<u64, ConfigError> {
        let bytes = match self.raw() {
            Some(toml::Value::Integer(bytes)) => u64::try_from(*bytes).ok(),
            Some(toml::Value::String(text)) => parse_size(text),
            _ => None,
        };
        bytes.ok_or_else(|| self.fault(Fault::NotSize))
    }

    pub(super) fn level(&self) -> Result<String, ConfigError> {
        let text = self.text(Fault::NotLevel)?;
        let level = |word: &str| matches!(word, "off" | "error" | "warn" | "info" | "debug" | "trace");
        let target = |word: &str| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"_:".contains(&b))
        };
        let directive = |part: &str| match part.split_once('=') {
            Some((module, word)) => target(module) && level(word),
            None => level(part),
        };
        if text.split(',').all(|part| directive(part.trim())) {
            Ok(text)
        } else {
            Err(self.fault(Fault::NotLevel))
        }
    }

    pub(super) fn format(&self) -> Result<LogFormat, ConfigError> {
        match self.raw().and_then(toml::Value::as_str) {
            Some("text") => Ok(LogFormat::Text),
            Some("json") => Ok(LogFormat::Json),
            _ => Err(self.fault(Fault::NotFormat)),
        }
    }
}

/// `64 MiB`, `1GiB`, `1048576`.
pub(super) fn parse_size(text: &str) -> Option<u64> {
    let text = text.trim();
    let (number, scale) = UNITS
        .iter()
        .find_map(|(unit, scale)| text.strip_suffix(unit).map(|number| (number, *scale)))
        .unwrap_or((text, 1));
    number.trim_end().parse::<u64>().ok()?.checked_mul(scale)
}
