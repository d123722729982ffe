//! The invitations this node gave out: which, until when, who used them. Knows the file they are kept in; must not know
//! the register.

use std::path::{Path, PathBuf};

use bigre_protocol::codec;
use bigre_protocol::id::{EntryId, ObjectId};
use serde::{Deserialize, Serialize};

use crate::identity::{IdentityError, files};

/// Most invitations kept (guess: a few a year are given out).
pub(crate) const MOST: usize = 64;
const FILE: &str = "invitations.cbor";

/// An invitation given out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Given {
    /// Its id.
    pub(crate) id: EntryId,
    /// The card that used it.
    pub(crate) used: Option<ObjectId>,
    /// Whom it is for.
    pub(crate) guest: String,
    /// Until when, in milliseconds since the Unix epoch.
    pub(crate) until: u64,
    /// Whether it was taken back.
    pub(crate) revoked: bool,
}

/// All of them, in the file.
#[derive(Debug)]
pub(crate) struct Invitations {
    path: PathBuf,
    all: Vec<Given>,
}

impl Invitations {
    /// Reads them; none when there is no file.
    pub(crate) fn open(dir: &Path) -> Result<Invitations, IdentityError> {
        let path = dir.join(FILE);
        let all = if path.exists() {
            let bad = |error: codec::CodecError| IdentityError::BadFounding {
                path: path.clone(),
                why: error.to_string(),
            };
            codec::decode(&files::read(&path)?).map_err(bad)?
        } else {
            Vec::new()
        };
        Ok(Invitations { path, all })
    }

    /// All of them, the oldest first.
    pub(crate) fn all(&self) -> &[Given] {
        &self.all
    }

    /// One of them.
    pub(crate) fn get(&self, id: &EntryId) -> Option<&Given> {
        self.all.iter().find(|given| given.id == *id)
    }

    /// Whether somebody may still come with one.
    pub(crate) fn are_out(&self, now: u64) -> bool {
        self.all.iter().any(|given| !given.revoked && given.until > now)
    }

    /// Keeps a new one; the oldest that ended makes room. `false` when there are too many.
    pub(crate) fn add(&mut self, given: Given, now: u64) -> Result<bool, IdentityError> {
        if self.all.len() >= MOST {
            match self.all.iter().position(|given| given.revoked || given.until <= now) {
                Some(ended) => drop(self.all.remove(ended)),
                None => return Ok(false),
            }
        }
        self.all.push(given);
        self.save().map(|()| true)
    }

    /// Changes one; durable on return. `false` when there is no such invitation.
    pub(crate) fn change(
        &mut self,
        id: &EntryId,
        change: impl FnOnce(&mut Given),
    ) -> Result<bool, IdentityError> {
        let Some(given) = self.all.iter_mut().find(|given| given.id == *id) else { return Ok(false) };
        change(given);
        self.save().map(|()| true)
    }

    fn save(&self) -> Result<(), IdentityError> {
        files::replace(&self.path, &codec::encode(&self.all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_kept_used_once_and_revoked() {
        let dir = tempfile::tempdir().unwrap();
        let given = |at: u8| Given {
            id: EntryId([at; 16]),
            used: None,
            guest: "Manucoop".into(),
            until: 10,
            revoked: false,
        };
        let mut invitations = Invitations::open(dir.path()).unwrap();
        for at in 0..u8::try_from(MOST).unwrap() {
            assert!(invitations.add(given(at), 0).unwrap());
        }
        assert!(!invitations.add(given(100), 0).unwrap(), "too many");
        let card = ObjectId([9; 32]);
        assert!(invitations.change(&EntryId([3; 16]), |given| given.used = Some(card)).unwrap());
        assert!(invitations.change(&EntryId([4; 16]), |given| given.revoked = true).unwrap());
        assert!(!invitations.change(&EntryId([99; 16]), |_| {}).unwrap());
        let mut again = Invitations::open(dir.path()).unwrap();
        assert_eq!(again.get(&EntryId([3; 16])).unwrap().used, Some(card));
        assert!(again.are_out(9) && !again.are_out(10));
        assert!(again.add(given(100), 0).unwrap(), "the revoked one makes room");
    }
}
