//! Vectors of signatures and keys at the edges of Ed25519.

use bigre_protocol::envelope::admit_key;
use bigre_protocol::id::PublicKey;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use serde_json::{Value as Json, json};

use super::fixtures::{hex, key, public, unhex};

const SMALL: &str = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa";
const MIXED: &str = "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43";
const OTHER: &str = "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d";
const PRIME: &str = "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623";
const NEGATIVE_ZERO: &str = "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
const MESSAGE_4: &str = "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c";
const MESSAGE_6: &str = "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40";
const MESSAGE_8: &str = "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41";

/// The public cases, in their order: what is at the edge, message, key, both halves of the signature.
const PUBLIC: [(&str, &str, &str, &str, &str); 12] = [
    (
        "S = 0, small A, small R",
        "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6",
        SMALL,
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "0000000000000000000000000000000000000000000000000000000000000000",
    ),
    (
        "small A, mixed R",
        "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
        SMALL,
        MIXED,
        "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
    ),
    (
        "mixed A, small R",
        "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab",
        MIXED,
        SMALL,
        "8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e",
    ),
    (
        "mixed A, mixed R",
        "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
        OTHER,
        "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f",
        "87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009",
    ),
    (
        "holds only with the cofactor",
        MESSAGE_4,
        OTHER,
        "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512",
        "5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09",
    ),
    (
        "holds only with the cofactor, not pre-reduced",
        MESSAGE_4,
        OTHER,
        "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7",
        "e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405",
    ),
    (
        "S > L",
        MESSAGE_6,
        PRIME,
        "e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e",
        "547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514",
    ),
    (
        "S far above L",
        MESSAGE_6,
        PRIME,
        "8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa1942",
        "7e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22",
    ),
    (
        "non-canonical R, hashed reduced",
        MESSAGE_8,
        MIXED,
        NEGATIVE_ZERO,
        "03be9678ac102edcd92b0210bb34d7428d12ffc5df5f37e359941266a4e35f0f",
    ),
    (
        "non-canonical R, hashed as it is",
        MESSAGE_8,
        MIXED,
        NEGATIVE_ZERO,
        "ca8c5b64cd208982aa38d4936621a4775aa233aa0505711d8fdcfdaa943d4908",
    ),
    (
        "non-canonical A, hashed reduced",
        "e96b7021eb39c1a163b6da4e3093dcd3f21387da4cc4572be588fafae23c155b",
        NEGATIVE_ZERO,
        "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc",
        "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
    ),
    (
        "non-canonical A, hashed as it is",
        "39a591f5321bbe07fd5a23dc2f39d025d74526615746727ceefd6e82ae65c06f",
        NEGATIVE_ZERO,
        "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc",
        "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
    ),
];

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let mut vectors = Vec::new();
    for (at, (edge, message, key, r, s)) in PUBLIC.into_iter().enumerate() {
        vectors.push(vector(&format!("speccheck {at}: {edge}"), key, message, &format!("{r}{s}")));
    }
    let (message, signer) = (b"bonjour", public(1));
    let good = hex(key(1).sign(message).to_bytes());
    let (a, message) = (hex(signer.0), hex(message));
    vectors.push(vector("our own, as it should be", &a, &message, &good));
    vectors.push(vector("our own, another message", &a, "00", &good));
    vectors.push(vector("our own, S + L", &a, &message, &plus_order(&good)));
    let zeros = "00".repeat(31);
    let identity = format!("01{zeros}");
    let nothing = format!("{identity}00{zeros}");
    vectors.push(vector("the identity as key and R, S = 0", &identity, &message, &nothing));
    vectors.push(vector("the identity as R", &a, &message, &nothing));
    let above = format!("ee{}7f", "ff".repeat(30));
    vectors.push(vector("the identity with y = p + 1", &above, &message, &nothing));
    vectors.push(vector("a key of order 4", &format!("00{zeros}"), &message, &nothing));
    vectors.push(vector("a key that is no point", &format!("02{zeros}"), &message, &good));
    vectors
}

/// Adds the order of the base point to S.
fn plus_order(signature: &str) -> String {
    let order = unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let mut bytes = unhex(signature);
    let mut carry = 0;
    for (byte, add) in bytes[32..].iter_mut().zip(order) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    hex(bytes)
}

fn vector(name: &str, key: &str, message: &str, signature: &str) -> Json {
    let bytes: [u8; 32] = unhex(key).try_into().unwrap();
    let parsed = Signature::from_bytes(&unhex(signature).try_into().unwrap());
    let verifies = VerifyingKey::from_bytes(&bytes)
        .is_ok_and(|verifier| verifier.verify_strict(&unhex(message), &parsed).is_ok());
    json!({
        "name": name, "key": key, "message": message, "signature": signature, "verifies": verifies,
        "key_admitted": admit_key(&PublicKey(bytes)).is_ok(),
    })
}
