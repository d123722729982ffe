//! How rows are named and sealed. Knows every key of the store; must not know when rows are written.
//!
//! | key | value, after its 8 bytes of checksum |
//! |---|---|
//! | `f` | format, u32 little-endian |
//! | `m` | [`Meta`] |
//! | `o` name 41, part 1 | parts 1, bytes of the object |
//! | `e` cooperative 32, pack u32 | entries ([`super::pack`]) |
//! | `r` cooperative 32, number u64, batch u64, part u16 | removed ids, 16 bytes each |
//!
//! Numbers in keys are big-endian, so that rows are in their order. The checksum covers the key too: a value
//! that a damaged disk or a bug shows under another key is not believed.

use bigre_protocol::durable::ObjectName;
use bigre_protocol::id::{CoopId, EntryId};
use sha2::{Digest, Sha256};

use super::engine::ROW_BYTES;

/// The format written by this version.
pub(super) const FORMAT: u32 = 1;
/// Key of the format.
pub(super) const FORMAT_KEY: &[u8] = b"f";
/// Key of the counts.
pub(super) const META_KEY: &[u8] = b"m";
/// First byte of the keys of objects.
pub(super) const OBJECT: u8 = b'o';
/// Bytes of the key of a part of an object.
pub(super) const OBJECT_KEY_BYTES: usize = ObjectName::LEN + 2;
/// First byte of the keys of packs.
pub(super) const PACK: u8 = b'e';
/// First byte of the keys of removed ids.
pub(super) const REMOVED: u8 = b'r';
/// Bytes of a checksum.
pub(super) const SUM_BYTES: usize = 8;
/// Most bytes of an object in one row.
pub(super) const PART_BYTES: usize = ROW_BYTES - SUM_BYTES - 1;
/// Most removed ids in one row.
pub(super) const REMOVED_IDS: usize = (ROW_BYTES - SUM_BYTES) / EntryId::LEN;

/// First bytes of SHA-256 of the key and of what the row holds.
fn sum(key: &[u8], payload: &[u8]) -> [u8; SUM_BYTES] {
    let hash: [u8; 32] = Sha256::new().chain_update(key).chain_update(payload).finalize().into();
    std::array::from_fn(|at| hash[at])
}

/// Writes the checksum into the first bytes of a value, left free for it.
pub(super) fn seal(key: &[u8], value: &mut [u8]) {
    let sum = sum(key, &value[SUM_BYTES..]);
    value[..SUM_BYTES].copy_from_slice(&sum);
}

/// What a value holds; `None` when it is not what was written under that key.
pub(super) fn unseal<'v>(key: &[u8], value: &'v [u8]) -> Option<&'v [u8]> {
    let (found, payload) = value.split_at_checked(SUM_BYTES)?;
    (found == sum(key, payload)).then_some(payload)
}

/// A sealed value of a payload.
pub(super) fn sealed(key: &[u8], payload: &[&[u8]]) -> Vec<u8> {
    let mut value = vec![0; SUM_BYTES];
    payload.iter().for_each(|part| value.extend_from_slice(part));
    seal(key, &mut value);
    value
}

/// Key of a part of an object.
pub(super) fn object_key(name: ObjectName, part: u8) -> [u8; OBJECT_KEY_BYTES] {
    let mut key = [OBJECT; OBJECT_KEY_BYTES];
    key[1..OBJECT_KEY_BYTES - 1].copy_from_slice(&name.to_bytes());
    key[OBJECT_KEY_BYTES - 1] = part;
    key
}

/// Key of a pack.
pub(super) fn pack_key(coop: &CoopId, pack: u32) -> [u8; 37] {
    let mut key = [PACK; 37];
    key[1..33].copy_from_slice(coop.as_bytes());
    key[33..].copy_from_slice(&pack.to_be_bytes());
    key
}

/// Whose pack a key names, and which.
pub(super) fn read_pack_key(key: &[u8]) -> Option<(CoopId, u32)> {
    let (&[PACK], rest) = key.split_first_chunk::<1>()? else { return None };
    let (coop, pack) = rest.split_first_chunk::<32>()?;
    Some((CoopId(*coop), u32::from_be_bytes(pack.try_into().ok()?)))
}

/// Start of the keys of a cooperative's packs or removed ids.
pub(super) fn coop_prefix(tag: u8, coop: &CoopId) -> [u8; 33] {
    let mut key = [tag; 33];
    key[1..].copy_from_slice(coop.as_bytes());
    key
}

/// Key of a row of removed ids: the batch and the part make it new, whatever was removed at that number
/// before.
pub(super) fn removed_key(coop: &CoopId, number: u64, batch: u64, part: u16) -> [u8; 51] {
    let mut key = [REMOVED; 51];
    key[1..33].copy_from_slice(coop.as_bytes());
    key[33..41].copy_from_slice(&number.to_be_bytes());
    key[41..49].copy_from_slice(&batch.to_be_bytes());
    key[49..].copy_from_slice(&part.to_be_bytes());
    key
}

/// Whose removed ids a key names, and at which number they went.
pub(super) fn read_removed_key(key: &[u8]) -> Option<(CoopId, u64)> {
    let key: &[u8; 51] = key.try_into().ok()?;
    let (coop, rest) = key[1..].split_first_chunk::<32>()?;
    Some((CoopId(*coop), u64::from_be_bytes(*rest.first_chunk()?)))
}

/// What all rows come to, besides the format and the counts. The sum of their checksums tells a store whose
/// rows are not all of the same moment: sled, on a zeroed page, shows rows of an earlier batch among the
/// others (measured).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// How many.
    pub(super) rows: u64,
    /// Their bytes, keys included.
    pub(super) bytes: u64,
    /// The sum of their checksums, as they stand in them.
    pub(super) digest: u64,
}

impl Tally {
    /// Counts a row.
    pub(super) fn add(&mut self, key: &[u8], value: &[u8]) {
        let sum = value.first_chunk().map_or(0, |sum| u64::from_le_bytes(*sum));
        self.rows += 1;
        self.bytes += (key.len() + value.len()) as u64;
        self.digest = self.digest.wrapping_add(sum);
    }

    /// With some rows more and some less.
    pub(super) fn change(self, added: Tally, freed: Tally) -> Tally {
        Tally {
            rows: (self.rows + added.rows).saturating_sub(freed.rows),
            bytes: (self.bytes + added.bytes).saturating_sub(freed.bytes),
            digest: self.digest.wrapping_add(added.digest).wrapping_sub(freed.digest),
        }
    }
}

/// What the store says of itself, written with every batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Meta {
    /// The number of the last batch.
    pub(super) batch: u64,
    /// How many entries there are.
    pub(super) entries: u64,
    /// How many bodies were erased or replaced since the generation began: their bytes may still be in the
    /// file.
    pub(super) erased: u64,
    /// What all rows come to.
    pub(super) tally: Tally,
}

impl Meta {
    /// The row.
    pub(super) fn to_row(self) -> Vec<u8> {
        let Tally { rows, bytes, digest } = self.tally;
        let words = [self.batch, self.entries, self.erased, rows, bytes, digest].map(u64::to_le_bytes);
        sealed(META_KEY, &[words.as_flattened()])
    }

    /// The reverse.
    pub(super) fn from_row(value: &[u8]) -> Option<Meta> {
        let (words, []) = unseal(META_KEY, value)?.as_chunks() else { return None };
        let words: [[u8; 8]; 6] = words.try_into().ok()?;
        let [batch, entries, erased, rows, bytes, digest] = words.map(u64::from_le_bytes);
        Some(Meta { batch, entries, erased, tally: Tally { rows, bytes, digest } })
    }
}

/// The row of the format.
pub(super) fn format_row(format: u32) -> Vec<u8> {
    sealed(FORMAT_KEY, &[&format.to_le_bytes()])
}

/// The reverse.
pub(super) fn read_format(value: &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(*unseal(FORMAT_KEY, value)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back_and_in_order() {
        let coop = CoopId([9; 32]);
        assert_eq!(read_pack_key(&pack_key(&coop, 77)), Some((coop, 77)));
        assert_eq!(read_removed_key(&removed_key(&coop, 5, 6, 7)), Some((coop, 5)));
        assert!(pack_key(&coop, 255) < pack_key(&coop, 256));
        assert!(removed_key(&coop, 255, 9, 9) < removed_key(&coop, 256, 0, 0));
        assert_eq!(read_pack_key(b"e"), None);
        assert_eq!(read_pack_key(&removed_key(&coop, 1, 1, 1)), None);
        assert_eq!(read_removed_key(b"rxx"), None);
    }

    #[test]
    fn a_value_is_believed_under_its_own_key_only_and_whole_only() {
        let value = sealed(b"key", &[b"some", b"thing"]);
        assert_eq!(unseal(b"key", &value), Some(&b"something"[..]));
        assert_eq!(unseal(b"kez", &value), None);
        for bit in 0..value.len() * 8 {
            let mut bad = value.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(unseal(b"key", &bad), None);
        }
        for len in 0..value.len() {
            assert_eq!(unseal(b"key", &value[..len]), None);
        }
    }

    #[test]
    fn a_tally_does_not_depend_on_the_way_there() {
        let rows: Vec<_> = (0..4u8).map(|tag| (vec![tag; 5], sealed(&[tag; 5], &[&[tag]]))).collect();
        let tally = |of: &[usize]| {
            let mut tally = Tally::default();
            of.iter().for_each(|at| tally.add(&rows[*at].0, &rows[*at].1));
            tally
        };
        assert_eq!(tally(&[0, 1]).change(tally(&[2, 3]), tally(&[1])), tally(&[3, 0, 2]));
        assert_ne!(tally(&[0, 1]), tally(&[0, 2]));
    }

    #[test]
    fn meta_and_format_are_read_back() {
        let meta = Meta {
            batch: u64::MAX,
            entries: 3,
            erased: 1 << 40,
            tally: Tally { rows: 4, bytes: 5, digest: 6 },
        };
        assert_eq!(Meta::from_row(&meta.to_row()), Some(meta));
        assert_eq!(read_format(&format_row(7)), Some(7));
        assert_eq!(read_format(&meta.to_row()), None);
    }
}
