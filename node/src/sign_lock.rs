//! The sign-lock: what this node must never do twice. Knows the highest numbers ever signed and the number
//! of the last durable batch; must not know what is signed nor how the store keeps it.
//!
//! A node restored from an old backup would sign numbers it signed before, with other contents: a fork. This
//! tiny file, kept apart from the store and out of every backup, is made durable before a signature leaves
//! the process.
//!
//! Two slots of 112 bytes, one disk page apart, are written in turn in place: one write and one `fdatasync` a
//! record. A torn write spoils one slot only, and what it was writing was not acknowledged yet.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use bigre_protocol::durable::LastSigned;
use bigre_protocol::register::agreement::Lock;
use sha2::{Digest, Sha256};

/// Marks a slot.
const MAGIC: &[u8; 15] = b"bigre-sign-lock";
/// Version of the slots' layout.
const VERSION: u8 = 1;
/// Magic 15, version 1, then words of 8: turn, directory, batch, journal, ballot 2, acknowledgement 2, key; flags 1;
/// checksum 23.
const SLOT_BYTES: usize = 112;
/// What the checksum covers.
const SUMMED_BYTES: usize = 89;
/// Flags: something is recorded of what was signed; of a ballot; of an acknowledgement.
const SIGNED: u8 = 1;
const BALLOT: u8 = 2;
const ACK: u8 = 4;
/// Where the slots are: one page apart, so that no write touches both.
const OFFSETS: [u64; 2] = [0, 4096];

/// Why the sign-lock cannot be used. The fault is of the disk or of the operator, as each says.
#[derive(Debug, thiserror::Error)]
pub enum SignLockError {
    /// The system refused. Fault: the disk, or the operator's permissions.
    #[error(
        "cannot {doing} the sign-lock {path}: {source}. The node signs nothing without it: check the disk \
         and the permissions of its directory, then start again"
    )]
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried, as "write".
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// Neither slot can be read. Fault: the disk, or whoever wrote into the file.
    #[error(
        "the sign-lock {path} is damaged: neither of its two copies can be read, so the highest number this \
         node signed is not known here. Never put back an older copy. Check the disk, move the file away \
         and start again: the node then asks its peers what they saw of it before it signs anything"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Written by a later version. Fault: the operator, who went back to an older program.
    #[error(
        "the sign-lock {path} was written by a later version of bigre (layout {found}, this one knows \
         {VERSION}): install that version again"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: u8,
    },
}

/// What a slot says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Slot {
    turn: u64,
    signed: Option<LastSigned>,
    batch: u64,
}

impl Slot {
    fn to_bytes(self) -> [u8; SLOT_BYTES] {
        let mut bytes = [0; SLOT_BYTES];
        bytes[..15].copy_from_slice(MAGIC);
        bytes[15] = VERSION;
        let signed = self.signed.unwrap_or_default();
        let (ballot, ack) = (signed.lock.ballot.unwrap_or_default(), signed.lock.ack.unwrap_or_default());
        let words =
            [self.turn, signed.directory, self.batch, signed.journal, ballot.0, ballot.1, ack.0, ack.1];
        for (at, word) in words.into_iter().enumerate() {
            bytes[16 + 8 * at..24 + 8 * at].copy_from_slice(&word.to_le_bytes());
        }
        bytes[80..88].copy_from_slice(&signed.key);
        let flag = |there: bool, flag: u8| if there { flag } else { 0 };
        bytes[88] = flag(self.signed.is_some(), SIGNED)
            | flag(signed.lock.ballot.is_some(), BALLOT)
            | flag(signed.lock.ack.is_some(), ACK);
        let sum = checksum(&bytes[..SUMMED_BYTES]);
        bytes[SUMMED_BYTES..].copy_from_slice(&sum);
        bytes
    }

    /// `Ok(None)` when torn, damaged or never written; `Err` with the version when of a later one.
    fn from_bytes(bytes: &[u8; SLOT_BYTES]) -> Result<Option<Slot>, u8> {
        if bytes[..15] != MAGIC[..] || checksum(&bytes[..SUMMED_BYTES]) != bytes[SUMMED_BYTES..] {
            return Ok(None);
        }
        if bytes[15] != VERSION {
            return Err(bytes[15]);
        }
        let word = |at: usize| {
            let bytes = &bytes[16 + 8 * at..24 + 8 * at];
            bytes.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte))
        };
        let flags = bytes[88];
        let pair = |flag: u8, at: usize| (flags & flag != 0).then(|| (word(at), word(at + 1)));
        let signed = LastSigned {
            key: std::array::from_fn(|at| bytes[80 + at]),
            directory: word(1),
            journal: word(3),
            lock: Lock { ballot: pair(BALLOT, 4), ack: pair(ACK, 6) },
        };
        Ok(Some(Slot { turn: word(0), signed: (flags & SIGNED != 0).then_some(signed), batch: word(2) }))
    }
}

fn checksum(bytes: &[u8]) -> [u8; SLOT_BYTES - SUMMED_BYTES] {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    std::array::from_fn(|at| hash[at])
}

/// The open sign-lock file. One process at a time: the store's own lock sees to it.
#[derive(Debug)]
pub struct SignLock {
    file: File,
    path: PathBuf,
    last: Slot,
    created: bool,
    half: bool,
}

impl SignLock {
    /// Opens the file, or makes it (mode 0600, durable on return).
    pub fn open(path: &Path) -> Result<SignLock, SignLockError> {
        let fail = |doing| move |source| SignLockError::Io { path: path.into(), doing, source };
        let created = !path.try_exists().map_err(fail("look for"))?;
        if created {
            create(path).map_err(fail("create"))?;
        }
        let file = OpenOptions::new().read(true).write(true).open(path).map_err(fail("open"))?;
        let mut slots = [None; 2];
        let mut written = 0;
        for (slot, offset) in slots.iter_mut().zip(OFFSETS) {
            let mut bytes = [0; SLOT_BYTES];
            match file.read_exact_at(&mut bytes, offset) {
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {}
                Err(error) => return Err(fail("read")(error)),
                Ok(()) => {
                    written += usize::from(bytes != [0; SLOT_BYTES]);
                    *slot = Slot::from_bytes(&bytes)
                        .map_err(|found| SignLockError::Newer { path: path.into(), found })?;
                }
            }
        }
        let readable = slots.iter().flatten().count();
        let last = slots.into_iter().flatten().max_by_key(|slot| slot.turn);
        let last = last.ok_or_else(|| SignLockError::Damaged { path: path.into() })?;
        Ok(SignLock { file, path: path.into(), last, created, half: readable < written })
    }

    /// The highest numbers ever signed; `None` when this file does not know.
    pub fn signed(&self) -> Option<LastSigned> {
        self.last.signed
    }

    /// The number of the store's last durable batch.
    pub fn batch(&self) -> u64 {
        self.last.batch
    }

    /// Whether there was no file: a new node, or one whose file was lost.
    pub fn created(&self) -> bool {
        self.created
    }

    /// Whether one of the two copies was unreadable at open: a write cut short by a power loss, which is
    /// harmless, or a bad disk.
    pub fn half(&self) -> bool {
        self.half
    }

    /// Records what is about to leave signed and the last durable batch; durable on return. Neither ever goes back
    /// (but for the journal of a new key): lower numbers are ignored, and nothing is written when nothing rises.
    pub fn record(&mut self, signed: Option<LastSigned>, batch: u64) -> Result<(), SignLockError> {
        let both = match (self.last.signed, signed) {
            (Some(last), Some(signed)) => Some(last.max(signed)),
            (last, signed) => last.or(signed),
        };
        let next = Slot { turn: self.last.turn + 1, signed: both, batch: self.last.batch.max(batch) };
        if (next.signed, next.batch) == (self.last.signed, self.last.batch) {
            return Ok(());
        }
        let fail = |doing| move |source| (doing, source);
        let offset = OFFSETS[usize::from(next.turn % 2 == 1)];
        self.file
            .write_all_at(&next.to_bytes(), offset)
            .map_err(fail("write"))
            .and_then(|()| self.file.sync_data().map_err(fail("make durable")))
            .map_err(|(doing, source)| SignLockError::Io { path: self.path.clone(), doing, source })?;
        self.last = next;
        Ok(())
    }
}

/// Makes the file whole under another name, then gives it its own: it is there entirely or not at all.
fn create(path: &Path) -> io::Result<()> {
    let draft = path.with_extension("lock.new");
    let mut bytes = vec![0; usize::try_from(OFFSETS[1]).unwrap_or(4096) + SLOT_BYTES];
    bytes[..SLOT_BYTES].copy_from_slice(&Slot::default().to_bytes());
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    std::fs::rename(&draft, path)?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(parent)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("sign.lock");
        (home, path)
    }

    fn signed(directory: u64) -> Option<LastSigned> {
        let lock = Lock { ballot: Some((directory, 1)), ack: None };
        Some(LastSigned { key: [7; 8], directory, journal: directory / 2, lock })
    }

    fn number(lock: &SignLock) -> Option<u64> {
        lock.signed().map(|signed| signed.directory)
    }

    fn spoil(path: &Path, offset: u64) {
        let file = OpenOptions::new().write(true).open(path).unwrap();
        file.write_all_at(&[0xa5; 20], offset + 20).unwrap();
    }

    #[test]
    fn a_new_one_has_signed_nothing() {
        let (_home, path) = home();
        let lock = SignLock::open(&path).unwrap();
        assert_eq!((number(&lock), lock.batch(), lock.created()), (None, 0, true));
        let lock = SignLock::open(&path).unwrap();
        assert_eq!((number(&lock), lock.batch(), lock.created(), lock.half()), (None, 0, false, false));
    }

    #[test]
    fn what_is_recorded_is_read_back_and_never_goes_back() {
        let (_home, path) = home();
        let mut lock = SignLock::open(&path).unwrap();
        for (directory, batch, expected) in [
            (Some(0), 1, (Some(0), 1)),
            (None, 2, (Some(0), 2)),
            (Some(9), 2, (Some(9), 2)),
            (Some(4), 1, (Some(9), 2)),
            (None, 3, (Some(9), 3)),
        ] {
            lock.record(directory.and_then(signed), batch).unwrap();
            lock = SignLock::open(&path).unwrap();
            assert_eq!((number(&lock), lock.batch()), expected);
        }
    }

    #[test]
    fn everything_recorded_is_read_back() {
        let (_home, path) = home();
        let lock = Lock { ballot: Some((3, 20_000)), ack: Some((3, 19_999)) };
        let all = LastSigned { key: [1, 2, 3, 4, 5, 6, 7, 8], directory: 9, journal: 12, lock };
        SignLock::open(&path).unwrap().record(Some(all), 1).unwrap();
        assert_eq!(SignLock::open(&path).unwrap().signed(), Some(all));
        // A new key takes the journal up at its cut.
        let rotated = LastSigned { key: [9; 8], journal: 4, ..LastSigned::default() };
        SignLock::open(&path).unwrap().record(Some(rotated), 1).unwrap();
        assert_eq!(
            SignLock::open(&path).unwrap().signed(),
            Some(LastSigned { key: [9; 8], journal: 4, ..all })
        );
    }

    #[test]
    fn a_torn_slot_leaves_the_one_before() {
        for records in 1..6u64 {
            let (_home, path) = home();
            let mut lock = SignLock::open(&path).unwrap();
            for number in 1..=records {
                lock.record(signed(number * 10), number).unwrap();
            }
            spoil(&path, OFFSETS[usize::from(records % 2 == 1)]);
            let mut lock = SignLock::open(&path).unwrap();
            let before = records - 1;
            assert_eq!(number(&lock), (before > 0).then_some(before * 10));
            assert!(lock.half());
            // The next record goes over the torn slot, not over the good one.
            lock.record(signed(1_000), 99).unwrap();
            let lock = SignLock::open(&path).unwrap();
            assert_eq!((number(&lock), lock.batch(), lock.half()), (Some(1_000), 99, false));
        }
    }

    #[test]
    fn every_torn_length_of_a_write_is_one_or_the_other() {
        let (_home, path) = home();
        let mut lock = SignLock::open(&path).unwrap();
        lock.record(signed(1), 1).unwrap();
        lock.record(signed(2), 2).unwrap();
        let before = std::fs::read(&path).unwrap();
        lock.record(signed(3), 3).unwrap();
        let after = std::fs::read(&path).unwrap();
        for cut in 0..=SLOT_BYTES {
            let mut torn = before.clone();
            let start = usize::try_from(OFFSETS[1]).unwrap();
            torn[start..start + cut].copy_from_slice(&after[start..start + cut]);
            std::fs::write(&path, torn).unwrap();
            let found = number(&SignLock::open(&path).unwrap());
            assert!(found == Some(2) || (found == Some(3) && cut > 16), "{cut}: {found:?}");
        }
    }

    #[test]
    fn two_damaged_slots_are_an_error_that_says_what_to_do() {
        let (_home, path) = home();
        SignLock::open(&path).unwrap().record(signed(1), 1).unwrap();
        OFFSETS.into_iter().for_each(|offset| spoil(&path, offset));
        let error = SignLock::open(&path).unwrap_err();
        assert!(matches!(error, SignLockError::Damaged { .. }));
        assert!(error.to_string().contains("asks its peers"));
        std::fs::write(&path, []).unwrap();
        assert!(matches!(SignLock::open(&path), Err(SignLockError::Damaged { .. })));
    }

    #[test]
    fn a_later_layout_is_refused() {
        let (_home, path) = home();
        SignLock::open(&path).unwrap();
        let mut bytes = Slot { turn: 7, ..Slot::default() }.to_bytes();
        bytes[15] = VERSION + 1;
        let sum = checksum(&bytes[..SUMMED_BYTES]);
        bytes[SUMMED_BYTES..].copy_from_slice(&sum);
        OpenOptions::new().write(true).open(&path).unwrap().write_all_at(&bytes, OFFSETS[1]).unwrap();
        assert!(matches!(SignLock::open(&path), Err(SignLockError::Newer { found: 2, .. })));
    }
}
