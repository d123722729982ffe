//! Deterministic CBOR (RFC 8949 section 4.2.1): one value, one encoding. Must not know what it encodes.
//!
//! Encoding is `ciborium`'s, checked; decoding first walks the bytes and refuses whatever is not the one
//! canonical form, then lets `ciborium` build the value. The walk accepts exactly what decoding and
//! encoding again would give back (a property test holds it), without building anything.

use ciborium::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::limits::{CBOR_DEPTH, CBOR_ITEMS};
use crate::text::is_visible;

/// Why bytes are not a value. The fault is of whoever encoded them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// The bytes end too early.
    #[error("the bytes end in the middle of a value")]
    Truncated,
    /// Bytes after the value.
    #[error("{0} bytes follow the value")]
    Trailing(usize),
    /// An integer or a length that has a shorter form.
    #[error("an integer is not in its shortest form at byte {0}")]
    NotShortest(usize),
    /// Tags, floats, indefinite lengths, undefined and other simple values.
    #[error("a kind of value that is not allowed stands at byte {0}")]
    Forbidden(usize),
    /// Map keys out of order or twice.
    #[error("map keys are out of order, or one stands twice, at byte {0}")]
    KeyOrder(usize),
    /// Text that is not UTF-8, not NFC, or holds an invisible character.
    #[error("a text is not valid at byte {0}")]
    Text(usize),
    /// Nested too deep.
    #[error("values are nested more than {CBOR_DEPTH} deep")]
    Depth,
    /// Too many items.
    #[error("more than {CBOR_ITEMS} items")]
    Items,
    /// A map key that is neither a text nor an integer.
    #[error("a map key is neither a text nor an integer at byte {0}")]
    Key(usize),
    /// Canonical, but not the value expected.
    #[error("not the expected fields: {0}")]
    Shape(String),
}

/// Encodes a value.
///
/// # Panics
/// If the type cannot be written canonically: a defect of this crate, found by its tests.
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    let written = ciborium::into_writer(value, &mut bytes);
    assert!(written.is_ok(), "writing to memory does not fail");
    debug_assert_eq!(check(&bytes), Ok(()), "a type of this crate has no canonical form");
    bytes
}

/// Decodes exactly one canonical value. Maps may hold more than is known: a later version's fields.
///
/// serde alone would take a longer array, integers for a byte string, or a map for a name, and so let a relay
/// change the bytes of an object that still verifies: all but the one form is refused.
pub fn decode<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    decode_from(Origin::Anybody, bytes)
}

/// Whose bytes are decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Anybody's.
    Anybody,
    /// Those that [`decode`] took before our own disk kept them, under its checksum: their form is not looked at again.
    OwnDisk,
}

/// Decodes one value of an origin.
pub(crate) fn decode_from<T>(origin: Origin, bytes: &[u8]) -> Result<T, CodecError>
where
    T: Serialize + DeserializeOwned,
{
    if origin == Origin::OwnDisk {
        return read(bytes);
    }
    check(bytes)?;
    let value: T = read(bytes)?;
    let again = encode(&value);
    if again == bytes || covers(&read(bytes)?, &read(&again)?) {
        return Ok(value);
    }
    Err(CodecError::Shape("another form of the same value".into()))
}

/// Byte strings one after the other, as files hold many objects (RFC 8742).
pub fn encode_sequence<'b>(items: impl IntoIterator<Item = &'b [u8]>) -> Vec<u8> {
    items.into_iter().flat_map(|item| encode(&serde_bytes::Bytes::new(item))).collect()
}

/// Reads such a sequence.
pub fn decode_sequence(bytes: &[u8]) -> Result<Vec<Vec<u8>>, CodecError> {
    let (mut rest, mut items) = (bytes, Vec::new());
    while !rest.is_empty() {
        let before = rest;
        let item: serde_bytes::ByteBuf =
            ciborium::from_reader(&mut rest).map_err(|error| CodecError::Shape(shape(&error)))?;
        check(&before[..before.len() - rest.len()])?;
        items.push(item.into_vec());
    }
    Ok(items)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    ciborium::de::from_reader_with_recursion_limit(bytes, CBOR_DEPTH * 4)
        .map_err(|error| CodecError::Shape(shape(&error)))
}

/// Whether what was read says all that is known of it, in the same form, and perhaps more.
fn covers(found: &Value, known: &Value) -> bool {
    match (found, known) {
        (Value::Array(found), Value::Array(known)) => {
            found.len() == known.len() && found.iter().zip(known).all(|(found, known)| covers(found, known))
        }
        (Value::Map(found), Value::Map(known)) => {
            let same = |key: &Value| found.iter().find(|(other, _)| other == key).map(|(_, value)| value);
            known.iter().all(|(key, value)| same(key).is_some_and(|found| covers(found, value)))
        }
        _ => found == known,
    }
}

/// A short cause, without the bytes themselves: they may be personal.
fn shape(error: &ciborium::de::Error<std::io::Error>) -> String {
    match error {
        ciborium::de::Error::Semantic(_, text) => text.chars().take(120).collect(),
        _ => "not readable".into(),
    }
}

/// Checks that bytes are exactly one canonical value.
pub fn check(bytes: &[u8]) -> Result<(), CodecError> {
    let mut walk = Walk { bytes, at: 0, items: 0 };
    walk.value(0)?;
    match bytes.len() - walk.at {
        0 => Ok(()),
        more => Err(CodecError::Trailing(more)),
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    items: usize,
}

impl<'a> Walk<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], CodecError> {
        let end = self.at.checked_add(count).ok_or(CodecError::Truncated)?;
        let taken = self.bytes.get(self.at..end).ok_or(CodecError::Truncated)?;
        self.at = end;
        Ok(taken)
    }

    /// The major type, the additional information, and the argument in its shortest form.
    fn head(&mut self) -> Result<(u8, u8, u64), CodecError> {
        let start = self.at;
        let first = self.take(1)?[0];
        let (major, info) = (first >> 5, first & 0x1f);
        let size = match info {
            0..=23 => return Ok((major, info, u64::from(info))),
            24..=27 => 1usize << (info - 24),
            _ => return Err(CodecError::Forbidden(start)),
        };
        let value = self.take(size)?.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        // Shortest: the value must not fit the next smaller form.
        let shortest = match size {
            1 => value >= 24,
            2 => value > 0xff,
            4 => value > 0xffff,
            _ => value > 0xffff_ffff,
        };
        if major == 7 {
            return Err(CodecError::Forbidden(start));
        }
        if shortest { Ok((major, info, value)) } else { Err(CodecError::NotShortest(start)) }
    }

    fn length(&self, value: u64) -> Result<usize, CodecError> {
        // An element takes at least a byte: a larger length cannot be true, and nothing is allocated for it.
        let length = usize::try_from(value).map_err(|_| CodecError::Truncated)?;
        if length > self.bytes.len() - self.at { Err(CodecError::Truncated) } else { Ok(length) }
    }

    fn value(&mut self, depth: usize) -> Result<(), CodecError> {
        if depth > CBOR_DEPTH {
            return Err(CodecError::Depth);
        }
        self.items += 1;
        if self.items > CBOR_ITEMS {
            return Err(CodecError::Items);
        }
        let start = self.at;
        let (major, info, value) = self.head()?;
        match major {
            0 | 1 => Ok(()),
            2 => {
                let length = self.length(value)?;
                self.take(length).map(|_| ())
            }
            3 => {
                let length = self.length(value)?;
                let bytes = self.take(length)?;
                if text_is_valid(bytes) { Ok(()) } else { Err(CodecError::Text(start)) }
            }
            4 => {
                for _ in 0..self.length(value)? {
                    self.value(depth + 1)?;
                }
                Ok(())
            }
            5 => self.map(value, depth),
            // false, true, null
            7 if matches!(info, 20..=22) => Ok(()),
            _ => Err(CodecError::Forbidden(start)),
        }
    }

    fn map(&mut self, value: u64, depth: usize) -> Result<(), CodecError> {
        let mut previous: &[u8] = &[];
        for _ in 0..self.length(value)? {
            let start = self.at;
            if !matches!(self.bytes.get(start).map(|first| first >> 5), None | Some(0 | 1 | 3)) {
                return Err(CodecError::Key(start));
            }
            self.value(depth + 1)?;
            let key = &self.bytes[start..self.at];
            if key <= previous {
                return Err(CodecError::KeyOrder(start));
            }
            previous = key;
            self.value(depth + 1)?;
        }
        Ok(())
    }
}

fn text_is_valid(bytes: &[u8]) -> bool {
    if bytes.is_ascii() {
        return !bytes.iter().any(u8::is_ascii_control);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.chars().all(is_visible) && unicode_normalization::is_nfc(text),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ciborium::Value;
    use proptest::prelude::*;

    #[test]
    fn a_sequence_is_read_back() {
        let items: Vec<Vec<u8>> = vec![vec![], vec![1; 23], vec![2; 300]];
        let bytes = encode_sequence(items.iter().map(Vec::as_slice));
        assert_eq!(decode_sequence(&bytes), Ok(items));
        assert_eq!(decode_sequence(&[]), Ok(vec![]));
        // Cut short, of another kind, longer than needed.
        for bad in [&bytes[..bytes.len() - 1], &[0x01][..], &[0x58, 0x01, 0x00][..], &[0x5f, 0xff][..]] {
            assert!(decode_sequence(bad).is_err(), "{bad:02x?}");
        }
    }

    #[test]
    fn every_other_form_is_refused() {
        let cases: &[(&[u8], CodecError)] = &[
            (&[], CodecError::Truncated),
            (&[0x18, 0x05], CodecError::NotShortest(0)),
            (&[0x19, 0x00, 0xff], CodecError::NotShortest(0)),
            (&[0x1b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], CodecError::NotShortest(0)),
            (&[0x5f, 0x41, 0x00, 0xff], CodecError::Forbidden(0)),
            (&[0x9f, 0xff], CodecError::Forbidden(0)),
            (&[0xf9, 0x3c, 0x00], CodecError::Forbidden(0)),
            (&[0xfb, 0, 0, 0, 0, 0, 0, 0, 0], CodecError::Forbidden(0)),
            (&[0xf7], CodecError::Forbidden(0)),
            (&[0xc1, 0x00], CodecError::Forbidden(0)),
            (&[0x00, 0x00], CodecError::Trailing(1)),
            (&[0xa2, 0x02, 0x00, 0x01, 0x00], CodecError::KeyOrder(3)),
            (&[0xa2, 0x01, 0x00, 0x01, 0x00], CodecError::KeyOrder(3)),
            (&[0x61, 0x07], CodecError::Text(0)),
            (&[0x61, 0xff], CodecError::Text(0)),
            (&[0x63, 0x65, 0xcc, 0x81], CodecError::Text(0)),
            (&[0x63, 0xe2, 0x80, 0xae], CodecError::Text(0)),
            (&[0x9b, 0xff, 0, 0, 0, 0, 0, 0, 0], CodecError::Truncated),
            (&[0x81; 12], CodecError::Depth),
            (&[0xa1, 0x41, 0x61, 0x00], CodecError::Key(1)),
        ];
        for (bytes, error) in cases {
            assert_eq!(check(bytes).as_ref(), Err(error), "{bytes:02x?}");
        }
    }

    fn canonical(value: Value) -> Value {
        match value {
            Value::Array(items) => Value::Array(items.into_iter().map(canonical).collect()),
            Value::Map(pairs) => {
                let mut pairs: Vec<(Vec<u8>, Value, Value)> = pairs
                    .into_iter()
                    .map(|(k, v)| {
                        let mut bytes = Vec::new();
                        ciborium::into_writer(&k, &mut bytes).unwrap();
                        (bytes, k, canonical(v))
                    })
                    .collect();
                pairs.sort_by(|a, b| a.0.cmp(&b.0));
                pairs.dedup_by(|a, b| a.0 == b.0);
                Value::Map(pairs.into_iter().map(|(_, k, v)| (k, v)).collect())
            }
            other => other,
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<i64>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            Just(Value::Null),
            proptest::collection::vec(any::<u8>(), 0..20).prop_map(Value::Bytes),
            "[a-zé ]{0,12}".prop_map(Value::Text),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
                proptest::collection::vec(("[a-z]{1,6}".prop_map(Value::Text), inner), 0..6)
                    .prop_map(Value::Map),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_encoded_canonically_is_accepted(value in value()) {
            let mut bytes = Vec::new();
            ciborium::into_writer(&canonical(value), &mut bytes).unwrap();
            prop_assert_eq!(check(&bytes), Ok(()));
        }

        #[test]
        fn what_is_accepted_is_what_encoding_again_gives(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if check(&bytes).is_ok() {
                let value: Value = ciborium::from_reader(bytes.as_slice()).unwrap();
                let mut again = Vec::new();
                ciborium::into_writer(&canonical(value), &mut again).unwrap();
                prop_assert_eq!(again, bytes);
            }
        }

        #[test]
        fn one_changed_byte_is_refused_or_is_another_value(value in value(), at in any::<proptest::sample::Index>(), bit in 0u8..8) {
            let mut bytes = Vec::new();
            ciborium::into_writer(&canonical(value), &mut bytes).unwrap();
            let before: Value = ciborium::from_reader(bytes.as_slice()).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            if check(&bytes).is_ok() {
                let after: Value = ciborium::from_reader(bytes.as_slice()).unwrap();
                prop_assert_ne!(before, after);
            }
        }
    }
}
