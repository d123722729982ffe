//! The only file that names sled: a durable ordered map of small rows. Knows how to open it, to write to it
//! and to survive its panics; must not know what the rows mean.
//!
//! Measured of sled 0.34.7: it makes its log durable with `sync_file_range`, which a power cut undoes, so
//! every flush is followed by a sync of our own; it panics on a damaged file, so every call is caught; nodes
//! of more than a quarter of a segment leave the log for files that leak, so rows stay under [`ROW_BYTES`].

use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::disk;
use super::error::StoreError;
use super::layout::Tally;

/// Most bytes of a row's value (measured: 16 of these stay in sled's log).
pub(super) const ROW_BYTES: usize = 6 * 1024;
/// How long another handle of this process may keep sled's own lock after it was dropped (guess).
const LOCK_PATIENCE: Duration = Duration::from_secs(5);

/// How many times more a row is asked for than it is needed. sled thinks of its cache's limit at every 64th
/// access of each of its 256 shards only, which with rows of this size is after a gigabyte: the more
/// accesses, the sooner (measured).
const NUDGES: usize = 3;
/// sled's log, within its directory.
const LOG: &str = "db";

/// A row's value, shared with sled's cache.
pub(super) type Bytes = sled::IVec;

/// Why the engine failed.
#[derive(Debug)]
pub(super) enum Fault {
    /// The system refused.
    Io(io::Error),
    /// Somebody else has the file.
    Busy,
    /// The file is not what sled wrote.
    Damaged(String),
}

impl From<sled::Error> for Fault {
    fn from(error: sled::Error) -> Fault {
        match error {
            sled::Error::Io(error) if error.to_string().contains("could not acquire lock") => Fault::Busy,
            sled::Error::Io(error) => {
                let invented = matches!(
                    error.kind(),
                    io::ErrorKind::UnexpectedEof
                        | io::ErrorKind::InvalidData
                        | io::ErrorKind::InvalidInput
                        | io::ErrorKind::Other
                );
                if invented && error.raw_os_error().is_none() {
                    Fault::Damaged(error.to_string())
                } else {
                    Fault::Io(error)
                }
            }
            other => Fault::Damaged(other.to_string()),
        }
    }
}

/// Runs a call of sled; a panic in it means a damaged file.
fn guard<T>(call: impl FnOnce() -> Result<T, sled::Error>) -> Result<T, Fault> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(done) => Ok(done?),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic");
            let line: String = text.lines().next().unwrap_or_default().chars().take(200).collect();
            Err(Fault::Damaged(format!("sled: {line}")))
        }
    }
}

/// Rows to write and to erase, all together or not at all.
#[derive(Default)]
pub(super) struct Changes {
    batch: sled::Batch,
    any: bool,
    added: Tally,
    freed: Tally,
}

impl Changes {
    /// Writes a row, in place of the old value if there is one.
    pub(super) fn insert(&mut self, key: &[u8], value: &[u8], old: Option<&[u8]>) {
        debug_assert!(value.len() <= ROW_BYTES, "a row of {} bytes would leave the log", value.len());
        self.batch.insert(key, value);
        self.any = true;
        self.added.add(key, value);
        if let Some(old) = old {
            self.freed.add(key, old);
        }
    }

    /// Writes a row that is not counted: it counts the others.
    pub(super) fn insert_uncounted(&mut self, key: &[u8], value: &[u8]) {
        self.batch.insert(key, value);
    }

    /// Erases a row of that value.
    pub(super) fn remove(&mut self, key: &[u8], old: &[u8]) {
        self.batch.remove(key);
        self.any = true;
        self.freed.add(key, old);
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        !self.any
    }

    /// Bytes of the rows written, keys included.
    pub(super) fn added_bytes(&self) -> u64 {
        self.added.bytes
    }

    /// What all rows come to once this is applied.
    pub(super) fn after(&self, before: Tally) -> Tally {
        before.change(self.added, self.freed)
    }
}

/// One open sled store.
pub(super) struct Engine {
    db: sled::Db,
    log: File,
    log_path: PathBuf,
    dir: PathBuf,
}

impl Engine {
    /// Opens the store of a directory or makes it, and makes durable whatever was found.
    ///
    /// While it opens, sled replaces its snapshot by a new one and then overwrites what only the old one
    /// needed, without making the new one's name durable. We do so at once, before the log. A power cut
    /// within these milliseconds is harmless where the file system writes names in order (ext4, XFS);
    /// elsewhere it shows as a damaged store.
    pub(super) fn open(dir: &Path, cache_bytes: u64) -> Result<Engine, StoreError> {
        let db = open_twice(dir, cache_bytes).map_err(|fault| explain(fault, dir))?;
        disk::sync_tree(dir, LOG)?;
        let log_path = dir.join(LOG);
        let log = File::open(&log_path).map_err(StoreError::io("open", &log_path))?;
        Ok(Engine { db, log, log_path, dir: dir.into() })
    }

    /// Reads a row.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Bytes>, Fault> {
        guard(|| {
            let found = self.db.get(key)?;
            self.nudge(key, NUDGES)?;
            Ok(found)
        })
    }

    /// Makes sled think of its cache's limit sooner.
    fn nudge(&self, key: &[u8], times: usize) -> Result<(), sled::Error> {
        (0..times).try_for_each(|_| self.db.contains_key(key).map(drop))
    }

    /// Reads the rows whose key starts with `prefix` in the order of keys, from `from` on, until `visit` says
    /// `false`. Not a snapshot: only the writer's own thread sees a state that stands still.
    pub(super) fn scan(
        &self,
        prefix: &[u8],
        from: &[u8],
        visit: &mut dyn FnMut(&[u8], &Bytes) -> bool,
    ) -> Result<(), Fault> {
        let mut rows = guard(|| Ok(self.db.range(from.max(prefix)..)))?;
        while let Some((key, value)) = guard(|| rows.next().transpose())? {
            // A node of rows is accessed once by the scan, and once for each of its rows by this.
            guard(|| self.nudge(&key, 1))?;
            if !key.starts_with(prefix) || !visit(&key, &value) {
                break;
            }
        }
        Ok(())
    }

    /// Applies changes: seen by readers at once, not durable yet.
    pub(super) fn apply(&self, changes: Changes) -> Result<(), Fault> {
        guard(|| self.db.apply_batch(changes.batch))
    }

    /// Makes everything applied durable.
    pub(super) fn make_durable(&self) -> Result<(), StoreError> {
        guard(|| self.db.flush().map(|_| ())).map_err(|fault| self.explain(fault))?;
        disk::sync_file(&self.log, &self.log_path)
    }

    /// Bytes it takes on the disk.
    pub(super) fn disk_bytes(&self) -> u64 {
        disk::used_bytes(&self.dir)
    }

    /// The error that an operator reads.
    pub(super) fn explain(&self, fault: Fault) -> StoreError {
        explain(fault, &self.dir)
    }
}

/// The error that an operator reads, of a store in `dir`.
pub(super) fn explain(fault: Fault, dir: &Path) -> StoreError {
    match fault {
        Fault::Io(source) => StoreError::Io { path: dir.into(), doing: "use", source },
        Fault::Busy => StoreError::Busy { path: dir.into() },
        Fault::Damaged(detail) => StoreError::Damaged { path: dir.into(), detail },
    }
}

/// Opens, if need be without the snapshot: it only shortens the reading of the log.
fn open_twice(dir: &Path, cache_bytes: u64) -> Result<sled::Db, Fault> {
    forget(dir, |name| name.ends_with(".generating")).map_err(Fault::Io)?;
    let detail = match open_patiently(dir, cache_bytes) {
        Err(Fault::Damaged(detail)) => detail,
        other => return other,
    };
    tracing::warn!(?dir, detail, "store refused to open: trying without its snapshot");
    forget(dir, |name| name.starts_with("snap.")).map_err(Fault::Io)?;
    open_patiently(dir, cache_bytes).map_err(|again| match again {
        Fault::Io(error) => Fault::Io(error),
        Fault::Busy | Fault::Damaged(_) => Fault::Damaged(detail),
    })
}

/// Opens, waiting a little for a handle of this process that is on its way out.
fn open_patiently(dir: &Path, cache_bytes: u64) -> Result<sled::Db, Fault> {
    let start = Instant::now();
    loop {
        let config = sled::Config::new().path(dir).cache_capacity(cache_bytes).flush_every_ms(None);
        match guard(|| config.use_compression(false).open()) {
            Err(Fault::Busy) if start.elapsed() < LOCK_PATIENCE => {
                std::thread::sleep(Duration::from_millis(5))
            }
            other => return other,
        }
    }
}

/// Deletes files of a directory by name.
fn forget(dir: &Path, which: impl Fn(&str) -> bool) -> io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(&which) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
