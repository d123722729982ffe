//! Knows what of an entry is searched, and makes the documents of many. Must not know how they are looked for.
//!
//! Nothing of a body is kept but codes, folded words and a sorting name: a search gives back keys, and whoever
//! asked reads the bodies from the store.

use std::thread;

use bigre_protocol::directory::entry::{Activity, Body, Entry, Lang, Place};
use bigre_protocol::id::{CoopId, EntryId, digest};
use tantivy::TantivyDocument;

use super::facts::Facts;
use super::fold;
use super::index::Change;
use super::memory::Memory;
use super::removal;
use super::terms::{Fields, Says, Terms};

/// Number of this layout and of the folding of words: an index of another number is built again. To be raised
/// with every change of what a document holds.
pub(super) const FORMAT: u32 = 3;
/// Most bytes of the name that entries are sorted by (guess: two entries rarely differ beyond).
const SORT_BYTES: usize = 40;
/// Bytes of a document beside its terms and its name (measured).
const DOCUMENT_BYTES: usize = 100;

/// Fewer changes are not worth a thread (guess).
const MANY: usize = 500;
/// Most threads that make documents (guess: the one that writes cannot follow more).
const MOST_THREADS: usize = 4;

/// What an entry is replaced by: 8 bytes of a hash of its cooperative and its id. Short, for there is one an
/// entry; and no cooperative can make one that meets the key of another's entry.
pub(super) fn key(coop: CoopId, id: EntryId) -> u64 {
    let hash = digest("bigre-search-key-v1", &[coop.as_bytes(), id.as_bytes()]);
    halves(&hash[..16]).0
}

/// 16 bytes as two numbers that sort alike.
pub(super) fn halves(bytes: &[u8]) -> (u64, u64) {
    let number = |part: &[u8]| part.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    let (start, end) = bytes.split_at(bytes.len().min(8));
    (number(start), number(end))
}

/// What becomes of an entry.
pub(super) struct Made {
    pub(super) key: u64,
    /// Nothing for one that is removed, of a kind that this version does not know, or with a body that cannot be read.
    pub(super) document: Option<TantivyDocument>,
}

/// Makes the documents of many entries, by as many threads as the machine has: reading entries and folding their words is most of
/// the work of filling an index.
pub(super) struct Makers(Vec<Maker>);

impl Makers {
    pub(super) fn new(fields: Fields) -> Makers {
        let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS);
        let maker = || Maker { fields, terms: Terms::default(), memory: Memory::default() };
        Makers((0..threads).map(|_| maker()).collect())
    }

    /// What becomes of the entries that are put or removed, in their order.
    pub(super) fn make(&mut self, changes: &[Change<'_>]) -> Vec<Made> {
        let share = if changes.len() < MANY { changes.len() } else { changes.len().div_ceil(self.0.len()) };
        let mut parts = self.0.iter_mut().zip(changes.chunks(share.max(1)));
        let Some((first, mine)) = parts.next() else { return Vec::new() };
        thread::scope(|scope| {
            let working: Vec<_> = parts.map(|(maker, part)| scope.spawn(|| maker.make(part))).collect();
            let mut made = first.make(mine);
            for thread in working {
                match thread.join() {
                    Ok(documents) => made.extend(documents),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            made
        })
    }
}

/// Makes documents one after another.
struct Maker {
    fields: Fields,
    /// Those of the document that is being made.
    terms: Terms,
    memory: Memory,
}

impl Maker {
    fn make(&mut self, changes: &[Change<'_>]) -> Vec<Made> {
        let make = |change: &Change<'_>| match change {
            Change::Put { coop, entry } => {
                let key = key(*coop, entry.id);
                Some(Made { key, document: self.document(*coop, key, entry) })
            }
            Change::Remove { coop, id } => Some(Made { key: key(*coop, *id), document: None }),
            Change::Drop { .. } => None,
        };
        changes.iter().filter_map(make).collect()
    }

    fn document(&mut self, coop: CoopId, key: u64, entry: &Entry) -> Option<TantivyDocument> {
        self.terms.clear();
        let mut facts =
            Facts { kind: entry.kind, is_available: false, is_commune: false, ends: false, lat_lon: None };
        self.terms.add(Says::Key, &removal::shared(key));
        let body = entry.read().ok()?;
        let (name, until) = match &body {
            Body::Member(member) => {
                self.add_activities(&member.activities);
                self.terms.add_words(Says::Name, &member.name);
                self.add_rest(&member.languages, member.about.as_deref(), member.place.as_ref(), &mut facts);
                facts.is_available = member.available == Some(true);
                (&*member.name, None)
            }
            Body::Offer(listing) | Body::Need(listing) | Body::Service(listing) => {
                self.add_activities(std::slice::from_ref(&listing.activity));
                self.add_rest(
                    &listing.languages,
                    listing.about.as_deref(),
                    listing.place.as_ref(),
                    &mut facts,
                );
                facts.ends = listing.until.is_some();
                (&*listing.activity.title, listing.until)
            }
            Body::Term(_) | Body::Unknown => return None,
        };
        let mut name = fold::plain(name);
        name.truncate(name.floor_char_boundary(SORT_BYTES));
        let bytes = DOCUMENT_BYTES + name.len() + self.terms.as_str().len();
        let mut document = TantivyDocument::with_capacity(bytes);
        document.add_u64(self.fields.key, key);
        document.add_bytes(self.fields.coop, coop.as_bytes());
        document.add_text(self.fields.terms, self.terms.as_str());
        document.add_u64(self.fields.facts, facts.pack());
        let (start, end) = halves(entry.id.as_bytes());
        document.add_u64(self.fields.id, start);
        document.add_u64(self.fields.id_end, end);
        document.add_bytes(self.fields.sort, name.as_bytes());
        document.add_u64(self.fields.until, until.unwrap_or(0));
        Some(document)
    }

    fn add_activities(&mut self, activities: &[Activity]) {
        for activity in activities {
            self.add_words(Says::Title, &activity.title);
            activity.words.iter().for_each(|word| self.add_words(Says::Words, word));
            for learn in activity.learn.iter() {
                self.terms.add(Says::Learn, learn);
                self.add_words(Says::About, learn);
            }
            for (says, codes) in [
                (Says::Trade, &activity.trades[..]),
                (Says::Sector, &activity.sectors[..]),
                (Says::Mode, &activity.modes[..]),
                (Says::Skill, &activity.skills[..]),
            ] {
                codes.iter().for_each(|code| self.terms.add(says, code.as_str()));
            }
        }
    }

    fn add_rest(&mut self, langs: &[Lang], about: Option<&str>, place: Option<&Place>, facts: &mut Facts) {
        langs.iter().for_each(|lang| self.terms.add(Says::Lang, lang.as_str()));
        about.into_iter().for_each(|about| self.add_words(Says::About, about));
        if let Some(place) = place {
            let area = self.memory.add_place(&mut self.terms, place.code.as_str());
            (facts.lat_lon, facts.is_commune) = (area.lat_lon, area.is_commune);
            self.add_words(Says::About, &place.name);
        }
    }

    fn add_words(&mut self, says: Says, text: &str) {
        self.memory.add_words(&mut self.terms, says, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_sort_as_their_bytes() {
        let id = |first, last| halves(&[[first; 8], [last; 8]].concat());
        assert!(id(1, 2) < id(1, 3) && id(1, 255) < id(2, 0));
        assert_eq!(
            halves(&0x0102_0304_0506_0708_1112_1314_1516_1718_u128.to_be_bytes()),
            (0x0102_0304_0506_0708, 0x1112_1314_1516_1718)
        );
    }
}
