//! Vectors of roots and of proofs.

use bigre_protocol::codec;
use bigre_protocol::directory::entry::Kind;
use bigre_protocol::directory::tree::{Leaf, Step, Tree, root_of};
use bigre_protocol::id::{Commitment, EntryId, Root};
use serde_json::{Value as Json, json};

use super::fixtures::{hex, refused};

fn leaf(id: [u8; 16], value: u8) -> Leaf {
    Leaf { id: EntryId(id), commitment: Commitment([value; 32]), changed: 1, size: 1, kind: Kind::MEMBER }
}

fn first(byte: u8) -> [u8; 16] {
    std::array::from_fn(|at| if at == 0 { byte } else { 0 })
}

fn last(byte: u8) -> [u8; 16] {
    std::array::from_fn(|at| if at == 15 { byte } else { 0 })
}

/// Ids that look random: a fixed sequence.
fn scattered(count: u8) -> Vec<Leaf> {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()
    };
    (0..count)
        .map(|value| {
            let (high, low) = (next(), next());
            leaf(std::array::from_fn(|at| if at < 8 { high[at] } else { low[at - 8] }), value)
        })
        .collect()
}

fn tree(leaves: &[Leaf]) -> Tree {
    let mut tree = Tree::default();
    for leaf in leaves {
        tree.insert(*leaf);
    }
    tree
}

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let sets = [
        ("no entry", vec![]),
        ("one entry", vec![leaf([0; 16], 1)]),
        ("the same entry with another content", vec![leaf([0; 16], 2)]),
        ("two that differ in the first bit", vec![leaf(first(0), 1), leaf(first(0x80), 2)]),
        ("two that differ in the last bit", vec![leaf(last(0), 1), leaf(last(1), 2)]),
        ("three", vec![leaf(first(0), 1), leaf(first(1), 2), leaf(last(1), 3)]),
        ("given out of order", vec![leaf(last(1), 3), leaf(first(1), 2), leaf(first(0), 1)]),
        ("a long common prefix", (0..8).map(|at| leaf(last(at * 31), at)).collect()),
        ("every bit a branch", (0..128).map(|bit| leaf(one_bit(bit), bit)).collect()),
        ("forty scattered", scattered(40)),
    ];
    let mut vectors = Vec::new();
    for (name, leaves) in &sets {
        let pairs: Vec<[String; 2]> =
            leaves.iter().map(|leaf| [hex(leaf.id.0), hex(leaf.commitment.0)]).collect();
        let root = tree(leaves).root();
        vectors.push(json!({ "name": name, "what": "root", "leaves": pairs, "root": hex(root.0) }));
    }
    for (name, leaves, at) in [
        ("proof in a set of one", &sets[1].1, 0),
        ("proof of the first of two", &sets[3].1, 0),
        ("proof of the second of two", &sets[4].1, 1),
        ("proof with 127 steps", &sets[8].1, 127),
        ("proof among forty", &sets[9].1, 17),
    ] {
        let mut tree = tree(leaves);
        let leaf = leaves[at];
        let steps = tree.prove(&leaf.id).unwrap();
        let root = tree.root();
        assert_eq!(root_of(&leaf.id, &leaf.commitment, &steps), Some(root));
        vectors.push(proof(name, &leaf, &steps, &root));
    }
    vectors.extend(forged(&sets[9].1));
    vectors
}

fn one_bit(bit: u8) -> [u8; 16] {
    (1u128 << (127 - bit)).to_be_bytes()
}

fn proof(name: &str, leaf: &Leaf, steps: &[Step], root: &Root) -> Json {
    json!({
        "name": name, "what": "proof", "id": hex(leaf.id.0), "commitment": hex(leaf.commitment.0), "root": hex(root.0),
        "hex": hex(codec::encode(&steps)),
    })
}

/// Proofs that lead elsewhere or nowhere.
fn forged(leaves: &[Leaf]) -> Vec<Json> {
    let mut tree = tree(leaves);
    let root = tree.root();
    let leaf = leaves[17];
    let steps = tree.prove(&leaf.id).unwrap();
    let with = |change: fn(&mut Vec<Step>)| {
        let mut steps = steps.clone();
        change(&mut steps);
        steps
    };
    let other = Leaf { commitment: Commitment([0xee; 32]), ..leaf };
    let moved = Leaf { id: leaves[3].id, ..leaf };
    let cases = [
        ("proof of another content", other, steps.clone()),
        ("proof of another id", moved, steps.clone()),
        ("proof without its first step", leaf, steps[1..].to_vec()),
        ("proof without its last step", leaf, steps[..steps.len() - 1].to_vec()),
        ("proof with steps out of order", leaf, with(|steps| steps.swap(0, 1))),
        ("proof with one step twice", leaf, with(|steps| steps.insert(0, steps[0].clone()))),
        ("proof with another side", leaf, with(|steps| steps[0].other = Root([0; 32]))),
        ("proof with another bit", leaf, with(|steps| steps[0].bit += 1)),
        ("proof with a bit beyond the id", leaf, with(|steps| steps[0].bit = 128)),
    ];
    let vector = |(name, leaf, steps): (&str, Leaf, Vec<Step>)| {
        let result =
            (root_of(&leaf.id, &leaf.commitment, &steps) == Some(root)).then_some(()).ok_or("not-proved");
        refused(proof(name, &leaf, &steps, &root), result.map_err(String::from))
    };
    cases.into_iter().map(vector).collect()
}
