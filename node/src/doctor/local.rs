//! What can be seen on the disk, whether the node runs or not. Reads only; must not know what the node says.

use std::path::Path;

use bigre_protocol::limits::DAY_MS;

use super::{Check, Verdict};
use crate::config::{Config, Overrides};
use crate::identity::{self, Identity, IdentityError, NODE, ROOT, SIGN_LOCK, VOTE, files};
use crate::sign_lock::{SignLock, SignLockError};

/// How long before its end a card is worth a look, in milliseconds: 60 days (guess: a general meeting and its calling).
const CARD_NEAR_MS: u64 = 60 * DAY_MS;

/// What was seen on the disk.
#[derive(Debug)]
pub struct Local {
    /// The checks.
    pub checks: Vec<Check>,
    /// The settings, when they can be read.
    pub config: Option<Config>,
    /// How many addresses the card announces; `None` without a card.
    pub announced: Option<usize>,
}

/// Looks at a data directory: settings, permissions, keys, card, sign-lock, room. `now` in milliseconds since the epoch.
pub fn local(dir: &Path, now: u64) -> Local {
    let (settings, config) = settings(dir);
    let mut checks = vec![settings];
    let card = match identity::card(dir).and_then(|card| identity::founded(dir).map(|found| (card, found))) {
        Ok((card, founded)) => {
            checks.push(data(founded.is_some()));
            checks.push(keys(dir));
            checks.push(expiry(card.value.expires, now));
            checks.extend(founded.map(|_| sign_lock(dir)));
            Some(card)
        }
        Err(error) => {
            checks.push(Check::found("data", Verdict::Fail, error.problem()));
            None
        }
    };
    let floor =
        config.as_ref().map_or_else(|| Config::default().storage.disk_floor, |c| c.storage.disk_floor);
    checks.extend(disk(dir, floor));
    Local { checks, config, announced: card.map(|card| card.value.addresses.len()) }
}

fn settings(dir: &Path) -> (Check, Option<Config>) {
    match Config::load(dir, &Overrides::default()) {
        Ok(config) => {
            let message = "The settings can be read.";
            (Check::new("settings", Verdict::Ok, "doctor-settings-ok", message, []), Some(config))
        }
        Err(error) => (Check::found("settings", Verdict::Fail, error.problem()), None),
    }
}

fn data(founded: bool) -> Check {
    if founded {
        let message = "The data directory is private, and its federation is founded.";
        return Check::new("data", Verdict::Ok, "doctor-data-ok", message, []);
    }
    let message = "No federation is founded here yet: exchange cards, then run `bigre federation found`.";
    Check::new("data", Verdict::Warn, "doctor-data-not-founded", message, [])
}

fn keys(dir: &Path) -> Check {
    let locked = [ROOT, VOTE].into_iter().map(|path| dir.join(path)).filter(|path| path.exists());
    let private = locked.map(|path| files::check_private(&path)).collect::<Result<Vec<()>, _>>();
    match private.and_then(|_| Identity::load(dir)) {
        Ok(_) => {
            let message = "The keys can be read, and are the card's.";
            Check::new("keys", Verdict::Ok, "doctor-keys-ok", message, [])
        }
        Err(IdentityError::Io { path, source, .. })
            if path == dir.join(NODE) && source.kind() == std::io::ErrorKind::NotFound =>
        {
            let message = "The node key is not in the data directory: the system keeps it, or it is lost.";
            Check::new("keys", Verdict::Unknown, "doctor-keys-elsewhere", message, [])
        }
        Err(error) => Check::found("keys", Verdict::Fail, error.problem()),
    }
}

fn expiry(expires: u64, now: u64) -> Check {
    let args = || [("expires", expires.to_string())];
    if expires <= now {
        let message = "The card's validity is over: make a new one with the root keys.";
        return Check::new("card", Verdict::Fail, "doctor-card-over", message, args());
    }
    if expires - now < CARD_NEAR_MS {
        let message = "The card's validity ends soon: make a new one with the root keys.";
        return Check::new("card", Verdict::Warn, "doctor-card-near", message, args());
    }
    Check::new("card", Verdict::Ok, "doctor-card-ok", "The card is valid.", args())
}

fn sign_lock(dir: &Path) -> Check {
    let check = |verdict, code, message: String, args: [(&str, String); 1]| {
        Check::new("sign-lock", verdict, code, message, args)
    };
    let path = dir.join(SIGN_LOCK);
    let at = || [("path", path.display().to_string())];
    // Looked for first: opening it would make it.
    if !path.exists() {
        let message =
            "There is no sign-lock, as after a backup was put back: the node hears the others first.";
        return check(Verdict::Warn, "doctor-lock-absent", message.into(), at());
    }
    match SignLock::open(&path) {
        Ok(lock) if lock.half() => {
            let message =
                "One of the two copies in the sign-lock cannot be read: a power cut, or a bad disk.";
            check(Verdict::Warn, "doctor-lock-half", message.into(), at())
        }
        Ok(lock) => {
            let number = lock.signed().unwrap_or_default().directory.to_string();
            let message = "The sign-lock can be read.";
            check(Verdict::Ok, "doctor-lock-ok", message.into(), [("number", number)])
        }
        Err(error @ SignLockError::Damaged { .. }) => {
            check(Verdict::Fail, "doctor-lock-damaged", error.to_string(), at())
        }
        Err(error) => {
            let args = [("error", error.to_string())];
            check(Verdict::Fail, "doctor-lock-unreadable", error.to_string(), args)
        }
    }
}

/// Nothing when there is no such directory: that is said already.
fn disk(dir: &Path, floor: u64) -> Option<Check> {
    let room = rustix::fs::statvfs(dir).ok()?;
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    Some(room_of(free, floor))
}

pub(super) fn room_of(free: u64, floor: u64) -> Check {
    let args = [("free", free.to_string()), ("floor", floor.to_string())];
    if free < floor {
        let message = "Too little room is left on the disk: the node only reads. Make room.";
        return Check::new("disk", Verdict::Fail, "doctor-disk-full", message, args);
    }
    if free / 2 < floor {
        let message = "Little room is left on the disk: make room soon.";
        return Check::new("disk", Verdict::Warn, "doctor-disk-near", message, args);
    }
    Check::new("disk", Verdict::Ok, "doctor-disk-ok", "There is room on the disk.", args)
}
