//! Giving back everything that is kept, and checking it. Knows what was found and what is missing; must not
//! mend.

use bigre_protocol::durable::Stored;
use bigre_protocol::id::EntryId;

use super::Store;
use super::engine::Fault;
use super::error::StoreError;
use super::place::Places;
use super::walk::{Damage, Found, walk};

/// What [`Store::load`] gave back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoadReport {
    /// Signed objects.
    pub objects: u64,
    /// Entries.
    pub entries: u64,
    /// Removed ids.
    pub removed: u64,
    /// Rows of a later version: kept, not given.
    pub unknown: u64,
    /// Rows that are not what was written: not given, erased by the next batch. The roots of the directories
    /// tell which entries to ask the peers for.
    pub damaged: Vec<Damage>,
    /// Entries that the last batch counted and that were not given.
    pub missing_entries: u64,
}

/// What [`Store::verify`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// Signed objects that are sound.
    pub objects: u64,
    /// Entries that are sound.
    pub entries: u64,
    /// Removed ids that are sound.
    pub removed: u64,
    /// Rows that are not what was written.
    pub damaged: Vec<Damage>,
    /// Entries that should be there and are not, or that are not where they should be.
    pub missing_entries: u64,
    /// Whether the rows are not all those that the last batch left: some are gone, or are of an earlier one.
    pub mixed: bool,
}

impl LoadReport {
    /// Whether everything that was kept was given back.
    pub fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.missing_entries == 0
    }
}

impl VerifyReport {
    /// Whether everything that should be there is there and sound.
    pub fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.missing_entries == 0 && !self.mixed
    }
}

impl Store {
    /// Gives back everything that is kept, checked, in no order that matters; once, before anything else.
    ///
    /// A damaged row is reported and left out. An error means that what was given is not what was kept, or
    /// not all of it: the caller forgets it and ends the process, and the next open moves the store aside.
    pub fn load(&mut self, visit: &mut dyn FnMut(Stored)) -> Result<LoadReport, StoreError> {
        let mut report = LoadReport::default();
        let mut live = self.shared.write();
        let mut places = Places::default();
        let walked = walk(&live.engine, &mut |found| match found {
            Found::Object { name, bytes } => {
                report.objects += 1;
                visit(Stored::Object { name, bytes: bytes.to_vec() });
            }
            Found::Pack { coop, pack, len, slots } => {
                places.directory_mut(coop).begun(pack, len);
                for slot in slots {
                    places.put(coop, slot.id(), pack);
                    visit(Stored::Entry { coop, number: slot.number(), entry: slot.entry() });
                }
            }
            Found::Removed { coop, number, ids, .. } => {
                report.removed += ids.len() as u64;
                ids.iter().for_each(|id| visit(Stored::Removed { coop, number, id: EntryId(*id) }));
            }
            Found::Unknown { .. } => report.unknown += 1,
        });
        let walked = walked.map_err(|fault| self.shared.fail(&live, fault))?;
        if walked.tally != self.meta.tally {
            let fault = Fault::Damaged("rows are missing, or are of an earlier batch".into());
            return Err(self.shared.fail(&live, fault));
        }
        for damage in &walked.damaged {
            tracing::error!(what = damage.what, "store: a row is damaged");
            if let Some((coop, pack)) = super::layout::read_pack_key(&damage.key) {
                places.directory_mut(coop).begun(pack, damage.value.len());
                places.directory_mut(coop).ended(pack);
            }
        }
        if let Some(signed) = self.lock.signed() {
            visit(Stored::SignLock(signed));
        }
        report.entries = places.entries();
        report.missing_entries = self.meta.entries.saturating_sub(report.entries);
        report.damaged.clone_from(&walked.damaged);
        live.places = places;
        drop(live);
        (self.damaged, self.loaded) = (walked.damaged, true);
        Ok(report)
    }

    /// Reads everything again and compares it with what is known of it.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        let live = self.shared.read();
        let mut report = VerifyReport::default();
        let walked = walk(&live.engine, &mut |found| match found {
            Found::Object { .. } => report.objects += 1,
            Found::Pack { coop, pack, slots, .. } => {
                let sound = slots.filter(|slot| live.places.get(&coop, &slot.id()) == Some(pack)).count();
                report.entries += sound as u64;
            }
            Found::Removed { ids, .. } => report.removed += ids.len() as u64,
            Found::Unknown { .. } => {}
        });
        let walked = walked.map_err(|fault| self.shared.fail(&live, fault))?;
        report.damaged = walked.damaged;
        report.mixed = walked.tally != self.meta.tally;
        report.missing_entries = live.places.entries().abs_diff(report.entries);
        Ok(report)
    }
}
