//! An exported directory, verified with nothing but the protocol's rules: the register here, the journals beside.
//!
//! Knows the files and their order; must not know of the network nor trust the node that wrote them.

mod journals;
#[cfg(test)]
mod tests;

use std::path::Path;

use bigre_protocol::id::CoopId;
use bigre_protocol::register::{Founding, PageError, ReadPage, Register, Sealed, Votes};

use crate::failure::{Exit, Failure};

pub use journals::{Journals, read};

/// The founding page and the founders' cards.
pub(crate) const FOUNDING: &str = "founding.cbor";

/// The files of a folder, in the order of their names; none when there is no such folder.
fn files(dir: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(dir) else { return Ok(found) };
    for entry in entries.flatten().filter(|entry| entry.path().extension().is_some_and(|e| e == "cbor")) {
        let path = entry.path();
        let bytes = std::fs::read(&path).map_err(|error| Failure::file("cli-read", &path, &error))?;
        let folder = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        found.push((format!("{folder}/{}", entry.file_name().to_string_lossy()), bytes));
    }
    found.sort();
    Ok(found)
}

/// A file that does not verify, and why.
pub(crate) fn unsound(file: &str, error: impl std::fmt::Display) -> Failure {
    let args = [("file", file.to_owned()), ("error", error.to_string())];
    Failure::new(Exit::Refused, "cli-chain-unsound", &args)
}

/// A page that was verified: what it says, and who seals it.
pub(crate) struct Proved {
    /// The page.
    pub(crate) page: ReadPage,
    /// The names of those who approved it, balloted and acknowledged.
    pub(crate) by: [Vec<String>; 3],
    /// How many of each it needs.
    pub(crate) needed: usize,
}

/// The register of a folder, once every page of it was verified.
pub(crate) fn register(dir: &Path) -> Result<Register, Failure> {
    walk(dir, |_| {}, |_| {})
}

/// Verifies a folder page by page.
pub(crate) fn walk(
    dir: &Path,
    begun: impl FnOnce(&Founding),
    mut each: impl FnMut(Proved),
) -> Result<Register, Failure> {
    let path = dir.join(FOUNDING);
    let bytes = std::fs::read(&path).map_err(|error| Failure::file("cli-read", &path, &error))?;
    let founding = Founding::from_bytes(&bytes).map_err(|error| unsound(FOUNDING, error))?;
    let mut register = founding.register();
    let mut cards = files(&dir.join("cards"))?;
    let pages = files(&dir.join("pages"))?;
    begun(&founding);
    for (file, bytes) in &pages {
        let refused = admit(&mut register, &mut cards);
        let page = prove(&register, bytes).map_err(|error| match (&error, refused) {
            // A page that lacks a card says little: the card that was refused says why.
            (PageError::UnknownCard(_), Some((file, why))) => unsound(&file, why),
            _ => unsound(file, error),
        })?;
        register.write(&page.page);
        each(page);
    }
    match admit(&mut register, &mut cards) {
        Some((file, why)) => Err(unsound(&file, why)),
        None => Ok(register),
    }
}

/// Takes in every card that follows one known, until none does; gives the first that is left, with why.
fn admit(register: &mut Register, cards: &mut Vec<(String, Vec<u8>)>) -> Option<(String, String)> {
    loop {
        let before = cards.len();
        let mut refused = None;
        cards.retain(|(file, bytes)| match register.admit_card(bytes) {
            Ok(_) => false,
            Err(error) => {
                refused.get_or_insert_with(|| (file.clone(), error.to_string()));
                true
            }
        });
        if cards.len() == before {
            return refused;
        }
    }
}

fn prove(register: &Register, bytes: &[u8]) -> Result<Proved, PageError> {
    let sealed = Sealed::from_bytes(bytes)?;
    let page = sealed.verify(register)?;
    let mut votes = Votes::new(register);
    votes.gather(register, &[&sealed]);
    let name = |coop: &CoopId| register.card(coop).map_or_else(|| coop.short(), |card| card.name.to_string());
    let by = [votes.approvers(&page.id), votes.ballots_for(&page.id), votes.acks_for(&page.id)];
    let by = by.map(|coops| coops.iter().map(name).collect());
    Ok(Proved { page, by, needed: register.quorum() })
}
