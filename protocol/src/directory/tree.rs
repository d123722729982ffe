//! The authenticated set: a Merkle radix tree over entry ids, changed in O(log n) and proved in O(log n).
//!
//! Binary and path-compressed: an inner node stands where two ids first differ, so that one set has one
//! shape and one root, whatever the order of changes. Knows ids and commitments; must not know bodies.

use sha2::{Digest, Sha256};

use super::entry::Kind;
use crate::id::{Commitment, EntryId, Root};

/// What the tree keeps of an entry: 64 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The id.
    pub id: EntryId,
    /// What the id is bound to.
    pub commitment: Commitment,
    /// The directory number at which this node learnt of it.
    pub changed: u64,
    /// Size of the body, in bytes.
    pub size: u16,
    /// The kind.
    pub kind: Kind,
}

/// One step of an inclusion proof, from the leaf upwards.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// The bit of the id that is decided here, 0 being the first.
    pub bit: u8,
    /// The hash of the other side.
    pub other: Root,
}

const LEAF: u8 = 0;
const INNER: u8 = 1;
const EMPTY: u8 = 2;

/// A child: a leaf when the highest bit is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ref(u32);

impl Ref {
    const LEAF_BIT: u32 = 1 << 31;

    fn leaf(index: usize) -> Ref {
        Ref(u32::try_from(index).unwrap_or(u32::MAX) | Self::LEAF_BIT)
    }

    fn inner(index: usize) -> Ref {
        Ref(u32::try_from(index).unwrap_or(u32::MAX))
    }

    fn index(self) -> usize {
        (self.0 & !Self::LEAF_BIT) as usize
    }

    fn is_leaf(self) -> bool {
        self.0 & Self::LEAF_BIT != 0
    }
}

#[derive(Debug, Clone)]
struct Inner {
    children: [Ref; 2],
    hash: [u8; 32],
    bit: u8,
    /// Whether `hash` is that of the children.
    fresh: bool,
}

/// The set.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    top: Option<Ref>,
    leaves: Vec<Leaf>,
    inners: Vec<Inner>,
    free_leaves: Vec<u32>,
    free_inners: Vec<u32>,
}

fn bit_of(id: &EntryId, bit: u8) -> usize {
    usize::from(id.0[usize::from(bit / 8)] >> (7 - bit % 8) & 1)
}

/// The first bit in which two different ids differ.
fn first_difference(a: &EntryId, b: &EntryId) -> u8 {
    let difference = u128::from_be_bytes(a.0) ^ u128::from_be_bytes(b.0);
    u8::try_from(difference.leading_zeros()).unwrap_or(127)
}

fn leaf_hash(id: &EntryId, commitment: &Commitment) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update([LEAF]);
    hash.update(id.0);
    hash.update(commitment.0);
    hash.finalize().into()
}

fn inner_hash(bit: u8, left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update([INNER, bit]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// The root of no entry at all.
pub fn empty_root() -> Root {
    Root(Sha256::digest([EMPTY]).into())
}

impl Tree {
    /// How many entries.
    pub fn len(&self) -> usize {
        self.leaves.len() - self.free_leaves.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.top.is_none()
    }

    /// The leaf nearest to an id: the one that shares the decided bits.
    fn nearest(&self, id: &EntryId) -> Option<usize> {
        let mut at = self.top?;
        while !at.is_leaf() {
            let inner = &self.inners[at.index()];
            at = inner.children[bit_of(id, inner.bit)];
        }
        Some(at.index())
    }

    /// What is kept of an entry.
    pub fn get(&self, id: &EntryId) -> Option<&Leaf> {
        self.nearest(id).map(|index| &self.leaves[index]).filter(|leaf| leaf.id == *id)
    }

    /// Adds or replaces; gives back what was there.
    pub fn insert(&mut self, leaf: Leaf) -> Option<Leaf> {
        let Some(nearest) = self.nearest(&leaf.id) else {
            self.top = Some(self.new_leaf(leaf));
            return None;
        };
        if self.leaves[nearest].id == leaf.id {
            self.mark(&leaf.id);
            return Some(std::mem::replace(&mut self.leaves[nearest], leaf));
        }
        let bit = first_difference(&leaf.id, &self.leaves[nearest].id);
        let new = self.new_leaf(leaf);
        // Walk down to where the new inner node belongs: above the first node that decides a later bit.
        let mut parent: Option<(usize, usize)> = None;
        let mut at = self.top.unwrap_or(new);
        while !at.is_leaf() && self.inners[at.index()].bit < bit {
            let inner = &mut self.inners[at.index()];
            inner.fresh = false;
            let side = bit_of(&leaf.id, inner.bit);
            parent = Some((at.index(), side));
            at = inner.children[side];
        }
        let children = if bit_of(&leaf.id, bit) == 0 { [new, at] } else { [at, new] };
        let inner = self.new_inner(Inner { children, hash: [0; 32], bit, fresh: false });
        match parent {
            Some((index, side)) => self.inners[index].children[side] = inner,
            None => self.top = Some(inner),
        }
        None
    }

    /// Takes an entry out; gives back what was there.
    pub fn remove(&mut self, id: &EntryId) -> Option<Leaf> {
        self.get(id)?;
        let mut above: Option<(usize, usize)> = None;
        let mut parent: Option<(usize, usize)> = None;
        let mut at = self.top?;
        while !at.is_leaf() {
            let inner = &mut self.inners[at.index()];
            inner.fresh = false;
            let side = bit_of(id, inner.bit);
            above = parent;
            parent = Some((at.index(), side));
            at = inner.children[side];
        }
        self.free_leaves.push(at.0 & !Ref::LEAF_BIT);
        let removed = self.leaves[at.index()];
        match parent {
            None => self.top = None,
            Some((index, side)) => {
                let sibling = self.inners[index].children[1 - side];
                self.free_inners.push(Ref::inner(index).0);
                match above {
                    Some((index, side)) => self.inners[index].children[side] = sibling,
                    None => self.top = Some(sibling),
                }
            }
        }
        Some(removed)
    }

    fn new_leaf(&mut self, leaf: Leaf) -> Ref {
        if let Some(index) = self.free_leaves.pop() {
            self.leaves[index as usize] = leaf;
            return Ref(index | Ref::LEAF_BIT);
        }
        self.leaves.push(leaf);
        Ref::leaf(self.leaves.len() - 1)
    }

    fn new_inner(&mut self, inner: Inner) -> Ref {
        if let Some(index) = self.free_inners.pop() {
            self.inners[index as usize] = inner;
            return Ref(index);
        }
        self.inners.push(inner);
        Ref::inner(self.inners.len() - 1)
    }

    fn mark(&mut self, id: &EntryId) {
        let Some(mut at) = self.top else { return };
        while !at.is_leaf() {
            let inner = &mut self.inners[at.index()];
            inner.fresh = false;
            at = inner.children[bit_of(id, inner.bit)];
        }
    }

    /// The root. Hashes only what changed since the last call.
    pub fn root(&mut self) -> Root {
        match self.top {
            Some(top) => Root(self.hash(top)),
            None => empty_root(),
        }
    }

    fn hash(&mut self, at: Ref) -> [u8; 32] {
        if at.is_leaf() {
            let leaf = &self.leaves[at.index()];
            return leaf_hash(&leaf.id, &leaf.commitment);
        }
        let inner = &self.inners[at.index()];
        if inner.fresh {
            return inner.hash;
        }
        let (bit, [left, right]) = (inner.bit, inner.children);
        let hash = inner_hash(bit, &self.hash(left), &self.hash(right));
        let inner = &mut self.inners[at.index()];
        inner.hash = hash;
        inner.fresh = true;
        hash
    }

    /// All leaves, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Leaf> {
        let mut stack: Vec<Ref> = self.top.into_iter().collect();
        std::iter::from_fn(move || {
            let mut at = stack.pop()?;
            while !at.is_leaf() {
                let [left, right] = self.inners[at.index()].children;
                stack.push(right);
                at = left;
            }
            Some(&self.leaves[at.index()])
        })
    }

    /// The proof that an entry is in the set: from its leaf to the root.
    pub fn prove(&mut self, id: &EntryId) -> Option<Vec<Step>> {
        self.get(id)?;
        let mut steps = Vec::new();
        let mut at = self.top?;
        while !at.is_leaf() {
            let Inner { bit, children, .. } = self.inners[at.index()];
            let side = bit_of(id, bit);
            steps.push(Step { bit, other: Root(self.hash(children[1 - side])) });
            at = children[side];
        }
        steps.reverse();
        Some(steps)
    }
}

/// The root that a proof leads to: it holds if that is the root of a verified head.
pub fn root_of(id: &EntryId, commitment: &Commitment, steps: &[Step]) -> Option<Root> {
    let mut hash = leaf_hash(id, commitment);
    let mut below = 128;
    for Step { bit, other } in steps {
        if *bit >= below {
            return None;
        }
        below = *bit;
        hash = match bit_of(id, *bit) {
            0 => inner_hash(*bit, &hash, &other.0),
            _ => inner_hash(*bit, &other.0, &hash),
        };
    }
    Some(Root(hash))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    fn leaf(id: u8, value: u8) -> Leaf {
        // Ids that share long prefixes as well as short ones.
        let id = EntryId(std::array::from_fn(|i| if i == usize::from(id % 16) { id } else { 0 }));
        Leaf { id, commitment: Commitment([value; 32]), changed: 1, size: 1, kind: Kind::MEMBER }
    }

    /// The definition, without any cleverness: split the sorted leaves at the first bit where they differ.
    fn plain_root(leaves: &[(EntryId, Commitment)]) -> [u8; 32] {
        match leaves {
            [] => empty_root().0,
            [(id, commitment)] => leaf_hash(id, commitment),
            [first, .., last] => {
                let bit = first_difference(&first.0, &last.0);
                let split = leaves.partition_point(|(id, _)| bit_of(id, bit) == 0);
                inner_hash(bit, &plain_root(&leaves[..split]), &plain_root(&leaves[split..]))
            }
        }
    }

    proptest! {
        #[test]
        fn any_order_of_changes_gives_the_root_of_the_definition(
            changes in proptest::collection::vec((any::<u8>(), any::<u8>(), any::<bool>()), 0..120)
        ) {
            let mut tree = Tree::default();
            let mut model = BTreeMap::new();
            for (id, value, remove) in changes {
                let leaf = leaf(id, value);
                if remove {
                    prop_assert_eq!(tree.remove(&leaf.id).map(|l| l.commitment), model.remove(&leaf.id));
                } else {
                    let before = model.insert(leaf.id, leaf.commitment);
                    prop_assert_eq!(tree.insert(leaf).map(|l| l.commitment), before);
                }
                if value % 3 == 0 {
                    tree.root();
                }
            }
            let leaves: Vec<_> = model.iter().map(|(id, c)| (*id, *c)).collect();
            prop_assert_eq!(tree.root(), Root(plain_root(&leaves)));
            prop_assert_eq!(tree.len(), leaves.len());
            prop_assert_eq!(tree.iter().map(|l| (l.id, l.commitment)).collect::<Vec<_>>(), leaves.clone());
            let root = tree.root();
            for (id, commitment) in &leaves {
                let steps = tree.prove(id).unwrap();
                prop_assert_eq!(root_of(id, commitment, &steps), Some(root));
                let forged = Commitment(commitment.0.map(|b| b ^ 1));
                prop_assert_ne!(root_of(id, &forged, &steps), Some(root));
            }
        }
    }
}
