//! Vectors of identifiers.

use bigre_protocol::envelope::key_id;
use bigre_protocol::id::{CoopId, EntryId, FederationId, InstanceId, digest};
use serde_json::{Value as Json, json};

use super::fixtures::{hex, public, refused};

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let mut vectors = digests();
    vectors.extend(printed());
    vectors.extend(read());
    for (name, bytes) in [
        ("words of zeros", [0; 32]),
        ("words of ones", [0xff; 32]),
        ("words of one bit", std::array::from_fn(|at| u8::from(at == 7) << 4)),
        ("words see sixty bits", std::array::from_fn(|at| if at == 7 { 0x0f } else { u8::from(at > 7) })),
        ("words of steps", std::array::from_fn(|at| u8::try_from(17 * at % 256).unwrap())),
    ] {
        let words = FederationId(bytes).words();
        vectors.push(json!({ "name": name, "what": "words", "federation": hex(bytes), "words": words }));
    }
    for seed in [7, 9] {
        let key = public(seed);
        let name = format!("key of seed {seed}");
        vectors.push(json!({
            "name": name, "what": "key", "seed": hex([seed; 32]), "key": hex(key.0), "key_id": hex(key_id(&key)),
            "did_key": key.did_key(),
        }));
    }
    vectors
}

fn digests() -> Vec<Json> {
    let cases: [(&str, &str, &[&[u8]]); 5] = [
        ("digest of no part", "bigre-delta-v1", &[]),
        ("digest of an empty part", "bigre-delta-v1", &[b""]),
        ("digest of one part", "bigre-federation-v1", &[b"abc"]),
        ("digest of two parts", "bigre-coop-v1", &[b"ab", b"c"]),
        ("digest of the same bytes cut elsewhere", "bigre-coop-v1", &[b"a", b"bc"]),
    ];
    let vector = |(name, domain, parts): (&str, &str, &[&[u8]])| {
        let hexes: Vec<String> = parts.iter().map(hex).collect();
        json!({ "name": name, "what": "digest", "domain": domain, "parts": hexes, "hash": hex(digest(domain, parts)) })
    };
    cases.into_iter().map(vector).collect()
}

fn printed() -> Vec<Json> {
    let vector = |name: &str, bytes: &[u8], text: String, short: String| json!({ "name": name, "what": "printed", "bytes": hex(bytes), "text": text, "short": short });
    let (entry, coop, instance) = (EntryId([7; 16]), CoopId([0xab; 32]), InstanceId([0xff; 8]));
    vec![
        vector("an entry printed", &entry.0, entry.to_string(), entry.short()),
        vector("a cooperative printed", &coop.0, coop.to_string(), coop.short()),
        vector("an instance printed", &instance.0, instance.to_string(), instance.short()),
    ]
}

fn read() -> Vec<Json> {
    let good = EntryId([7; 16]).to_string();
    let cases = [
        ("a printed entry read", good.clone(), true),
        ("capitals read", good.to_uppercase(), true),
        ("spaces around read", format!(" {good}\n"), true),
        ("too short", good[1..].to_owned(), false),
        ("too long", format!("{good}a"), false),
        ("a character that is not base32", good.replace('a', "1"), false),
        ("padding", format!("{good}======"), false),
        ("bits left over", format!("{}b", &good[..25]), false),
        ("nothing", String::new(), false),
    ];
    let vector = |(name, text, fine): (&str, String, bool)| {
        let result = text.parse::<EntryId>();
        let vector = json!({ "name": name, "what": "read", "length": EntryId::LEN, "text": text });
        match result {
            Ok(id) => {
                assert!(fine, "{name}");
                let mut vector = vector;
                vector["bytes"] = json!(hex(id.0));
                vector
            }
            Err(_) => refused(vector, Err::<(), _>("not-an-id".into())),
        }
    };
    cases.into_iter().map(vector).collect()
}
