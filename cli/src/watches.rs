//! The searches kept on this machine, and what each has shown: one private file of the data directory.
//!
//! Knows how the file is kept, bounded and refused; must not know how anything is searched or shown. Nothing of it
//! leaves the machine. Readers need no lock, since the file is replaced whole; who changes it holds the lock from
//! reading to writing, so that of two changes at once none is lost.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use bigre_node::api::model::SearchParams;
use bigre_node::identity;
use bigre_protocol::id::{CoopId, EntryId};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

use crate::failure::{Exit, Failure};

/// Name of the file in the data directory.
pub const FILE: &str = "watches.json";
/// Most searches kept (design: what a person still overlooks).
pub const MOST: usize = 100;
/// Most entries remembered for each search: as many as a node lets read of one.
pub const MOST_SHOWN: usize = 10_000;
/// Most characters of a name (guess: what fits a line of a table).
pub const NAME_CHARS: usize = 60;

const LOCK: &str = "watches.lock";
/// Layout of the file that this version writes.
const FORMAT: u64 = 1;
/// Largest file read, in bytes: a full one is 25 MB.
const MOST_BYTES: u64 = 64 << 20;
/// Bytes of a mark: no two of a million entries share one.
const MARK_BYTES: usize = 16;

/// What is remembered of an entry: a hash of its cooperative and its id, the same whatever becomes of its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark([u8; MARK_BYTES]);

impl Mark {
    /// Of an entry.
    pub fn of(coop: &CoopId, id: &EntryId) -> Mark {
        let hash = Sha256::new().chain_update(coop.0).chain_update(id.0).finalize();
        let mut mark = [0; MARK_BYTES];
        mark.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Mark(mark)
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Mark, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(de::Error::custom)?;
        bytes.try_into().map(Mark).map_err(|_| de::Error::custom("not a mark"))
    }
}

/// One search.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// What it is called.
    pub name: String,
    /// When it was added, in milliseconds since the Unix epoch.
    pub added: u64,
    /// What is looked for; no reader and no page.
    pub search: SearchParams,
    /// What it has shown, the longest ago first.
    pub shown: Vec<Mark>,
}

impl Watch {
    /// What of the found was not shown yet, each once, in the same order.
    pub fn unseen<T>(&self, found: Vec<T>, mark: impl Fn(&T) -> Mark) -> Vec<T> {
        let mut known: HashSet<Mark> = self.shown.iter().copied().collect();
        found.into_iter().filter(|one| known.insert(mark(one))).collect()
    }

    /// Remembers what was found; of what is no longer found, the longest ago is forgotten first.
    pub fn remember(&mut self, found: &[Mark]) {
        let mut seen: HashSet<Mark> = found.iter().copied().collect();
        self.shown.retain(|mark| !seen.contains(mark));
        self.shown.extend(found.iter().copied().filter(|mark| seen.remove(mark)));
        self.shown.drain(..self.shown.len().saturating_sub(MOST_SHOWN));
    }
}

/// All of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watches {
    format: u64,
    /// In the order in which they were added.
    pub watches: Vec<Watch>,
}

impl Watches {
    /// What the file of a data directory holds; none when there is no file.
    pub fn load(dir: &Path) -> Result<Watches, Failure> {
        let path = dir.join(FILE);
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
        match read {
            Ok(_) => Watches::parse(&bytes, &path),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Ok(Watches { format: FORMAT, watches: Vec::new() })
            }
            Err(error) => Err(Failure::file("cli-read", &path, &error)),
        }
    }

    /// Reads, changes and writes the file, alone.
    pub fn change<T>(
        dir: &Path,
        change: impl FnOnce(&mut Watches) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let _lock = lock(&dir.join(LOCK))?;
        let mut watches = Watches::load(dir)?;
        let changed = change(&mut watches)?;
        let path = dir.join(FILE);
        let bytes = serde_json::to_vec(&watches)
            .map_err(|error| Failure::file("cli-write", &path, &std::io::Error::other(error)))?;
        identity::write_private(&path, &bytes).map_err(|error| Failure::refused(error.problem()))?;
        Ok(changed)
    }

    /// The place of the one of that name, whatever its capitals.
    pub fn find(&self, name: &str) -> Result<usize, Failure> {
        let place = self.watches.iter().position(|watch| same(&watch.name, name));
        place.ok_or_else(|| {
            let names: Vec<&str> = self.watches.iter().map(|watch| watch.name.as_str()).collect();
            let args = [("name", name.to_owned()), ("names", names.join(", "))];
            Failure::new(Exit::Refused, "cli-watch-unknown", &args)
        })
    }

    /// One more.
    pub fn add(&mut self, watch: Watch) -> Result<(), Failure> {
        if self.find(&watch.name).is_ok() {
            return Err(Failure::new(Exit::Refused, "cli-watch-taken", &[("name", watch.name)]));
        }
        if self.watches.len() >= MOST {
            return Err(Failure::new(Exit::Refused, "cli-watch-full", &[("limit", MOST.to_string())]));
        }
        self.watches.push(watch);
        Ok(())
    }

    fn parse(bytes: &[u8], path: &Path) -> Result<Watches, Failure> {
        #[derive(Deserialize)]
        struct Format {
            format: u64,
        }
        let refused = |code| Failure::new(Exit::Refused, code, &[("path", path.display().to_string())]);
        if bytes.len() as u64 > MOST_BYTES {
            return Err(refused("cli-watch-damaged"));
        }
        match serde_json::from_slice(bytes) {
            Ok(Format { format }) if format > FORMAT => return Err(refused("cli-watch-newer")),
            _ => {}
        }
        let watches: Option<Watches> = serde_json::from_slice(bytes).ok();
        watches.filter(Watches::is_sound).ok_or_else(|| refused("cli-watch-damaged"))
    }

    fn is_sound(&self) -> bool {
        let mut names = HashSet::new();
        let mut each = self.watches.iter();
        self.format == FORMAT
            && self.watches.len() <= MOST
            && each.all(|watch| {
                watch.shown.len() <= MOST_SHOWN
                    && name(&watch.name).as_deref() == Some(watch.name.as_str())
                    && names.insert(watch.name.to_lowercase())
            })
    }
}

/// A name as it is kept: no more than a line of a table, no control character, one blank between words.
pub fn name(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS && !name.chars().any(char::is_control);
    fits.then_some(name)
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.trim().to_lowercase()
}

/// Waits until nobody else changes the file; the system lets go of the lock when a process dies.
fn lock(path: &PathBuf) -> Result<File, Failure> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
    let held = file.and_then(|file| file.lock().map(|()| file));
    held.map_err(|error| Failure::file("cli-write", path, &error))
}

#[cfg(test)]
mod tests;
