//! The facts as they stand on their journals: found by id, by what they are about, or all in order. Must not know what
//! they come to.

use std::collections::BTreeMap;

use super::fold::Entered;
use crate::id::{CoopId, ObjectId};
use crate::lookup::Lookup;

/// Where a fact stands: which journal, as they came, and its place among the facts there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place(u32, u32);

/// What is known of an id, held or only cited.
#[derive(Debug, Clone, Default)]
struct Known {
    place: Option<Place>,
    /// The facts about it, as they came.
    about: Vec<Place>,
}

/// The facts of all journals.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    coops: BTreeMap<CoopId, u32>,
    journals: Vec<Vec<(ObjectId, Entered)>>,
    known: Lookup<ObjectId, Known>,
}

/// The same facts on the same journals: the rest follows from them.
impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Table {}

impl Table {
    /// A fact.
    pub(super) fn get(&self, id: &ObjectId) -> Option<&Entered> {
        self.at(self.known.get(id)?.place?).map(|(_, entered)| entered)
    }

    /// The same, to change what is known of it.
    pub(super) fn get_mut(&mut self, id: &ObjectId) -> Option<&mut Entered> {
        let Place(journal, at) = self.known.get(id)?.place?;
        self.journals.get_mut(journal as usize)?.get_mut(at as usize).map(|(_, entered)| entered)
    }

    fn at(&self, Place(journal, at): Place) -> Option<(ObjectId, &Entered)> {
        let (id, entered) = self.journals.get(journal as usize)?.get(at as usize)?;
        Some((*id, entered))
    }

    /// All of them, by cooperative and number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&ObjectId, &Entered)> {
        let journals = self.coops.values().filter_map(|journal| self.journals.get(*journal as usize));
        journals.flatten().map(|(id, entered)| (id, entered))
    }

    /// Those about another, by cooperative and number.
    pub(super) fn about(&self, id: &ObjectId) -> Vec<(ObjectId, &Entered)> {
        let about = self.known.get(id).map_or(&[][..], |known| &known.about);
        let mut found: Vec<(ObjectId, &Entered)> = about.iter().filter_map(|place| self.at(*place)).collect();
        found.sort_unstable_by_key(|(_, entered)| (entered.coop, entered.seq));
        found
    }

    /// Puts the next fact of a journal in.
    pub(super) fn push(&mut self, id: ObjectId, entered: Entered) {
        let next = u32::try_from(self.journals.len()).unwrap_or(u32::MAX);
        let journal = *self.coops.entry(entered.coop).or_insert(next);
        if journal == next {
            self.journals.push(Vec::new());
        }
        let Some(facts) = self.journals.get_mut(journal as usize) else { return };
        let place = Place(journal, u32::try_from(facts.len()).unwrap_or(u32::MAX));
        for cited in entered.fact.cites() {
            let about = &mut self.known.or_default(cited).about;
            if about.last() != Some(&place) {
                about.push(place);
            }
        }
        self.known.or_default(id).place = Some(place);
        facts.push((id, entered));
    }

    /// Takes them all, by cooperative and number.
    pub(super) fn into_facts(self) -> impl Iterator<Item = (ObjectId, Entered)> {
        let Table { coops, mut journals, .. } = self;
        coops.into_values().flat_map(move |at| journals.get_mut(at as usize).map(std::mem::take)).flatten()
    }
}
