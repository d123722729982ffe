//! Vectors of the encoding.

use bigre_protocol::codec;
use ciborium::Value;
use serde_json::{Value as Json, json};

use super::fixtures::{codec_name, diagnostic, hex, refused, unhex, value};

const GOOD: &[(&str, &str)] = &[
    ("zero", "00"),
    ("the largest of one byte", "17"),
    ("the smallest of two bytes", "1818"),
    ("the largest of two bytes", "18ff"),
    ("the smallest of three bytes", "190100"),
    ("the smallest of five bytes", "1a00010000"),
    ("the smallest of nine bytes", "1b0000000100000000"),
    ("the largest integer", "1bffffffffffffffff"),
    ("minus one", "20"),
    ("a private header label", "3a00010000"),
    ("the smallest integer", "3bffffffffffffffff"),
    ("no bytes", "40"),
    ("bytes", "430102ff"),
    ("no text", "60"),
    ("text", "64626f6e6a"),
    ("composed text", "65636166c3a9"),
    ("text beyond the first plane", "64f09f8c8d"),
    ("a zero-width joiner is visible enough", "6761e2808d62c3a9"),
    ("text ends at a space", "626120"),
    ("an empty array", "80"),
    ("an array", "83010203"),
    ("an empty map", "a0"),
    ("keys ordered by their bytes, shorter texts first", "a361610161620262616103"),
    ("an integer key before a text key whatever their lengths", "a21818016000"),
    ("false, true, null", "83f4f5f6"),
    ("eight arrays around a number", "818181818181818100"),
];

const BAD: &[(&str, &str)] = &[
    ("nothing at all", ""),
    ("a head cut short", "19ff"),
    ("bytes cut short", "430102"),
    ("an array cut short", "8201"),
    ("a length that cannot be", "9bff00000000000000"),
    ("a map without its last value", "a10a"),
    ("two values", "0000"),
    ("an integer in two bytes", "1805"),
    ("an integer in three bytes", "1900ff"),
    ("an integer in five bytes", "1a0000ffff"),
    ("an integer in nine bytes", "1b00000000ffffffff"),
    ("a length in two bytes", "580101"),
    ("an array's length in two bytes", "980101"),
    ("bytes of indefinite length", "5f4100ff"),
    ("text of indefinite length", "7f6161ff"),
    ("an array of indefinite length", "9fff"),
    ("a map of indefinite length", "bfff"),
    ("a half float", "f93c00"),
    ("a float", "fa47c35000"),
    ("a double", "fb0000000000000000"),
    ("undefined", "f7"),
    ("a simple value", "e0"),
    ("a simple value of two bytes", "f8ff"),
    ("a tag", "c100"),
    ("a big number", "c249010000000000000000"),
    ("a reserved head", "1c"),
    ("a break alone", "ff"),
    ("keys out of order", "a202000100"),
    ("a key twice", "a201000100"),
    ("a longer text before a shorter one", "a262616100616200"),
    ("a text key before an integer key", "a26000181801"),
    ("a key of bytes", "a1416100"),
    ("a key that is an array", "a18000"),
    ("a key that is true", "a1f500"),
    ("a control character", "6107"),
    ("a delete", "617f"),
    ("a control of the second set", "62c285"),
    ("not UTF-8", "61ff"),
    ("half a surrogate pair", "63eda080"),
    ("not composed", "6365cc81"),
    ("a right-to-left override", "63e280ae"),
    ("a right-to-left mark", "63e2808f"),
    ("an isolate", "63e281a6"),
    ("an Arabic letter mark", "62d89c"),
    ("a line separator", "63e280a8"),
    ("a byte order mark", "63efbbbf"),
    ("nine arrays around a number", "81818181818181818100"),
];

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let mut vectors: Vec<Json> = GOOD
        .iter()
        .map(|(name, text)| {
            let bytes = unhex(text);
            assert_eq!(codec::check(&bytes), Ok(()), "{name}");
            json!({ "name": name, "hex": text, "value": diagnostic(&value(&bytes)) })
        })
        .collect();
    vectors.push(many(true));
    vectors.extend(BAD.iter().map(|(name, text)| {
        let bytes = unhex(text);
        let result = codec::check(&bytes).map_err(|error| codec_name(&error));
        refused(json!({ "name": name, "hex": hex(&bytes) }), result)
    }));
    vectors.push(many(false));
    vectors
}

/// An array of as many items as an object may have, itself included, or of one more.
fn many(good: bool) -> Json {
    let count = bigre_protocol::limits::CBOR_ITEMS - usize::from(good);
    let bytes = super::fixtures::cbor(&Value::Array(vec![Value::from(0); count]));
    let result = codec::check(&bytes).map_err(|error| codec_name(&error));
    let head = hex(&bytes[..3]);
    let vector = |name| json!({ "name": name, "hex": head, "then_zero_bytes": count });
    if good {
        assert_eq!(result, Ok(()));
        vector("as many items as there may be")
    } else {
        refused(vector("one item too many"), result)
    }
}
