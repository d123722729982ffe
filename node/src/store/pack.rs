//! Several entries in one value. Knows how they are laid side by side; must not know which pack an entry
//! belongs in.
//!
//! sled's cost is per key, not per byte: a dozen entries in a value make each a dozen times cheaper. An entry
//! is id 16, number 8, salt 16, kind 1, length of the body 2, body; numbers are little-endian.

use bigre_protocol::directory::entry::{Entry, Kind};
use bigre_protocol::id::EntryId;

use super::engine::ROW_BYTES;
use super::layout::{SUM_BYTES, seal, unseal};

/// Bytes of an entry besides its body.
pub(super) const FRAME_BYTES: usize = 16 + 8 + 16 + 1 + 2;
/// Longest body that fits.
pub(super) const LONGEST_BODY: usize = ROW_BYTES - SUM_BYTES - FRAME_BYTES;
/// A pack that an erasure leaves shorter than this gives its entries to others.
pub(super) const THIN_BYTES: usize = ROW_BYTES / 2;

const _: () = assert!(bigre_protocol::limits::BODY_BYTES <= LONGEST_BODY, "every allowed body fits a pack");

/// An entry inside a pack, not copied.
#[derive(Clone, Copy)]
pub(super) struct Slot<'p> {
    raw: &'p [u8],
}

impl<'p> Slot<'p> {
    /// The bytes as they lie.
    pub(super) fn raw(self) -> &'p [u8] {
        self.raw
    }

    /// Its id.
    pub(super) fn id(self) -> EntryId {
        EntryId(std::array::from_fn(|at| self.raw[at]))
    }

    /// The directory number of its last change.
    pub(super) fn number(self) -> u64 {
        u64::from_le_bytes(std::array::from_fn(|at| self.raw[16 + at]))
    }

    /// The entry, copied out.
    pub(super) fn entry(self) -> Entry {
        Entry {
            id: self.id(),
            salt: std::array::from_fn(|at| self.raw[24 + at]),
            kind: Kind(self.raw[40]),
            body: self.raw[FRAME_BYTES..].to_vec(),
        }
    }
}

/// The entries of a pack, in their order.
#[derive(Clone, Copy)]
pub(super) struct Slots<'p> {
    rest: &'p [u8],
}

impl<'p> Iterator for Slots<'p> {
    type Item = Slot<'p>;

    fn next(&mut self) -> Option<Slot<'p>> {
        let len = slot_len(self.rest)?;
        let (raw, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(Slot { raw })
    }
}

/// Bytes of the first slot; `None` when not even its frame is there.
fn slot_len(bytes: &[u8]) -> Option<usize> {
    let len = bytes.get(FRAME_BYTES - 2..FRAME_BYTES)?;
    Some(FRAME_BYTES + usize::from(u16::from_le_bytes([len[0], len[1]])))
}

/// Reads a pack; `None` when it is not what was written under that key.
pub(super) fn read<'v>(key: &[u8], value: &'v [u8]) -> Option<Slots<'v>> {
    let slots = Slots { rest: unseal(key, value)? };
    let mut all = slots;
    all.by_ref().for_each(drop);
    all.rest.is_empty().then_some(slots)
}

/// A pack being filled.
pub(super) struct Builder {
    bytes: Vec<u8>,
}

impl Builder {
    /// An empty one.
    pub(super) fn new() -> Builder {
        let mut bytes = Vec::with_capacity(ROW_BYTES);
        bytes.resize(SUM_BYTES, 0);
        Builder { bytes }
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.len() == SUM_BYTES
    }

    /// Its bytes once sealed.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether an entry of a body of so many bytes still fits.
    pub(super) fn fits(&self, body: usize) -> bool {
        fits(self.bytes.len(), body)
    }

    /// Adds an entry. Panics when it does not fit: our bug.
    pub(super) fn push(&mut self, number: u64, entry: &Entry) {
        assert!(self.fits(entry.body.len()), "a body of {} bytes was let through", entry.body.len());
        let len = u16::try_from(entry.body.len()).unwrap_or(u16::MAX);
        self.bytes.extend_from_slice(entry.id.as_bytes());
        self.bytes.extend_from_slice(&number.to_le_bytes());
        self.bytes.extend_from_slice(&entry.salt);
        self.bytes.push(entry.kind.0);
        self.bytes.extend_from_slice(&len.to_le_bytes());
        self.bytes.extend_from_slice(&entry.body);
    }

    /// Adds an entry as it lay in another pack. Panics when it does not fit: our bug.
    pub(super) fn push_slot(&mut self, slot: Slot<'_>) {
        assert!(self.fits(slot.raw.len() - FRAME_BYTES), "a pack was overfilled");
        self.bytes.extend_from_slice(slot.raw);
    }

    /// The sealed value.
    pub(super) fn seal(&mut self, key: &[u8]) -> &[u8] {
        seal(key, &mut self.bytes);
        &self.bytes
    }

    /// What is in it.
    pub(super) fn slots(&self) -> Slots<'_> {
        Slots { rest: &self.bytes[SUM_BYTES..] }
    }

    /// Empties it.
    pub(super) fn clear(&mut self) {
        self.bytes.truncate(SUM_BYTES);
    }
}

/// Whether an entry of a body of so many bytes fits a pack that has so many.
pub(super) fn fits(len: usize, body: usize) -> bool {
    len + FRAME_BYTES + body <= ROW_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(tag: u8, body: usize) -> Entry {
        Entry { id: EntryId([tag; 16]), kind: Kind(tag), salt: [tag ^ 0xff; 16], body: vec![tag; body] }
    }

    #[test]
    fn what_is_packed_is_read_back() {
        let bodies = [0, 1, 350, 4096, 17];
        let mut builder = Builder::new();
        for (tag, body) in (1u8..).zip(bodies) {
            assert!(builder.fits(body));
            builder.push(u64::from(tag) << 40, &entry(tag, body));
        }
        let value = builder.seal(b"k").to_vec();
        let found: Vec<_> = read(b"k", &value).unwrap().map(|slot| (slot.number(), slot.entry())).collect();
        let expected: Vec<_> =
            (1u8..).zip(bodies).map(|(tag, body)| (u64::from(tag) << 40, entry(tag, body))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_slot_is_carried_over_byte_for_byte() {
        let mut first = Builder::new();
        first.push(3, &entry(7, 33));
        let mut second = Builder::new();
        first.slots().for_each(|slot| second.push_slot(slot));
        assert_eq!(first.seal(b"a"), second.seal(b"a"));
        second.clear();
        assert!(second.is_empty());
    }

    #[test]
    fn the_longest_body_fits_alone_and_no_longer_one() {
        assert!(Builder::new().fits(LONGEST_BODY));
        assert!(!Builder::new().fits(LONGEST_BODY + 1));
        let mut builder = Builder::new();
        builder.push(1, &entry(1, LONGEST_BODY));
        assert_eq!(builder.seal(b"k").len(), ROW_BYTES);
    }

    #[test]
    fn a_sealed_value_whose_entries_do_not_end_with_it_is_refused() {
        let mut builder = Builder::new();
        builder.push(1, &entry(1, 10));
        builder.bytes.push(0);
        let value = builder.seal(b"k").to_vec();
        assert!(read(b"k", &value).is_none());
        assert!(read(b"k", &[]).is_none());
    }
}
