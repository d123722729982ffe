//! A cooperative's directory: an authenticated, replaceable set of entries under one signature.
//!
//! Knows the set, its head and the order in which changes were learnt; must not know bodies once they are
//! committed to, nor who asks.

pub mod entry;
pub mod head;
pub mod term;
pub mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use entry::{Entry, Kind};
use head::SignedHead;
use tree::{Leaf, Step, Tree};

use crate::id::{EntryId, Root};
use crate::limits;

/// A place in the order of changes: what has it or comes before it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cursor {
    /// Directory number of the change.
    pub number: u64,
    /// The last id taken at that number; `None` for all of them.
    pub id: Option<EntryId>,
}

/// One change, as learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// An entry is there, with a body of this size in bytes.
    Put(EntryId, u16),
    /// An entry went.
    Removed(EntryId),
}

/// What stood in the place of a change, to undo it.
#[derive(Debug, Clone, Copy)]
pub struct Before {
    leaf: Option<Leaf>,
    removed: Option<u64>,
}

/// The set, its head, and the order of changes.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    head: Option<SignedHead>,
    tree: Tree,
    /// Every entry by the number at which it was learnt, and every removed id that is remembered.
    order: BTreeSet<(u64, EntryId)>,
    removed: BTreeMap<EntryId, u64>,
    /// Removals before this number, included, are not remembered: older askers get everything.
    forgotten: u64,
    bytes: u64,
    members: u64,
    terms: u64,
}

/// What a term adds to the fingerprint of the terms; nothing for other entries.
fn term_mark(leaf: &Leaf) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = leaf.commitment.0;
    if leaf.kind == Kind::TERM { u64::from_be_bytes([a, b, c, d, e, f, g, h]) } else { 0 }
}

fn leaf(entry: &Entry, changed: u64) -> Leaf {
    Leaf {
        id: entry.id,
        commitment: entry.commitment(),
        changed,
        // A body is at most 4 KiB.
        size: u16::try_from(entry.body.len()).unwrap_or(u16::MAX),
        kind: entry.kind,
    }
}

impl Directory {
    /// The head in force.
    pub fn head(&self) -> Option<&SignedHead> {
        self.head.as_ref()
    }

    /// Its number; 0 when there is none.
    pub fn number(&self) -> u64 {
        self.head.as_ref().map_or(0, |head| head.value.number)
    }

    /// Puts a head in force. The caller has checked it against the set.
    pub fn set_head(&mut self, head: SignedHead) {
        self.head = Some(head);
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// How many members among them.
    pub fn members(&self) -> u64 {
        self.members
    }

    /// A fingerprint of the terms of vocabularies among them: another one when any of them changed.
    pub fn terms(&self) -> u64 {
        self.terms
    }

    /// Bytes of all bodies.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The root of the set as it is.
    pub fn root(&mut self) -> Root {
        self.tree.root()
    }

    /// What is kept of an entry.
    pub fn get(&self, id: &EntryId) -> Option<&Leaf> {
        self.tree.get(id)
    }

    /// All entries, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Leaf> {
        self.tree.iter()
    }

    /// The proof that an entry is in the set.
    pub fn prove(&mut self, id: &EntryId) -> Option<Vec<Step>> {
        self.tree.prove(id)
    }

    /// Adds or replaces an entry, learnt at a number.
    pub fn put(&mut self, entry: &Entry, number: u64) -> Before {
        let removed = self.unremove(&entry.id);
        Before { leaf: self.put_leaf(leaf(entry, number)), removed }
    }

    fn put_leaf(&mut self, leaf: Leaf) -> Option<Leaf> {
        let before = self.tree.insert(leaf);
        if let Some(before) = &before {
            self.uncount(before);
        }
        self.order.insert((leaf.changed, leaf.id));
        self.bytes += u64::from(leaf.size);
        self.members += u64::from(leaf.kind == Kind::MEMBER);
        self.terms ^= term_mark(&leaf);
        before
    }

    /// Takes an entry out at a number, and remembers that it went.
    pub fn remove(&mut self, id: &EntryId, number: u64) -> Before {
        let removed = self.unremove(id);
        let leaf = self.tree.remove(id);
        if let Some(leaf) = &leaf {
            self.uncount(leaf);
        }
        self.removed.insert(*id, number);
        self.order.insert((number, *id));
        Before { leaf, removed }
    }

    /// Undoes one change. Changes are undone in the reverse of their order.
    pub fn undo(&mut self, id: &EntryId, before: Before) {
        if let Some(now) = self.tree.remove(id) {
            self.uncount(&now);
        }
        self.unremove(id);
        if let Some(number) = before.removed {
            self.removed.insert(*id, number);
            self.order.insert((number, *id));
        }
        if let Some(leaf) = before.leaf {
            self.put_leaf(leaf);
        }
    }

    fn uncount(&mut self, before: &Leaf) {
        self.order.remove(&(before.changed, before.id));
        self.bytes -= u64::from(before.size);
        self.members -= u64::from(before.kind == Kind::MEMBER);
        self.terms ^= term_mark(before);
    }

    fn unremove(&mut self, id: &EntryId) -> Option<u64> {
        let number = self.removed.remove(id)?;
        self.order.remove(&(number, *id));
        Some(number)
    }

    /// Removals up to this number, included, are not remembered.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Forgets the removals up to a number, included.
    pub fn forget_removals(&mut self, upto: u64) {
        self.forgotten = self.forgotten.max(upto);
        let gone: Vec<(EntryId, u64)> =
            self.removed.iter().filter(|(_, n)| **n <= upto).map(|(id, n)| (*id, *n)).collect();
        for (id, number) in gone {
            self.removed.remove(&id);
            self.order.remove(&(number, id));
        }
    }

    /// The number up to which removals should be forgotten to stay within the bound, if any.
    pub fn forget_upto(&self) -> Option<u64> {
        let over = self.removed.len().checked_sub(limits::REMOVED_IDS + 1)?;
        let mut numbers: Vec<u64> = self.removed.values().copied().collect();
        // Half at once, so that it is rarely done.
        let at = over + limits::REMOVED_IDS / 2;
        Some(*numbers.select_nth_unstable(at).1)
    }

    /// Whether "everything since this number" can be answered without sending everything.
    pub fn knows_since(&self, number: u64) -> bool {
        number >= self.forgotten && number <= self.number()
    }

    /// The changes after a cursor, in their order.
    pub fn changes_after(&self, cursor: Cursor) -> impl Iterator<Item = (Cursor, Change)> + '_ {
        let from = match cursor.id {
            Some(id) => Bound::Excluded((cursor.number, id)),
            None => Bound::Excluded((cursor.number, EntryId([0xff; 16]))),
        };
        self.order.range((from, Bound::Unbounded)).map(|(number, id)| {
            let change = match self.tree.get(id) {
                Some(leaf) => Change::Put(*id, leaf.size),
                None => Change::Removed(*id),
            };
            (Cursor { number: *number, id: Some(*id) }, change)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: u8, body: &[u8]) -> Entry {
        Entry { id: EntryId([id; 16]), kind: Kind::MEMBER, salt: [0; 16], body: body.to_vec() }
    }

    #[test]
    fn changes_come_in_the_order_they_were_learnt() {
        let mut directory = Directory::default();
        directory.put(&entry(2, b"b"), 1);
        directory.put(&entry(1, b"a"), 1);
        directory.put(&entry(3, b"c"), 2);
        directory.put(&entry(1, b"aa"), 3);
        directory.remove(&EntryId([2; 16]), 4);
        let after = |cursor| directory.changes_after(cursor).map(|(_, change)| change).collect::<Vec<_>>();
        let (one, two, three) = (EntryId([1; 16]), EntryId([2; 16]), EntryId([3; 16]));
        let all = [Change::Put(three, 1), Change::Put(one, 2), Change::Removed(two)];
        assert_eq!(after(Cursor::default()), all);
        assert_eq!(after(Cursor { number: 2, id: None }), all[1..]);
        assert_eq!(after(Cursor { number: 3, id: Some(one) }), all[2..]);
        assert_eq!((directory.len(), directory.bytes(), directory.members()), (2, 3, 2));
    }

    #[test]
    fn what_is_undone_leaves_the_same_root() {
        let mut directory = Directory::default();
        directory.put(&entry(1, b"a"), 1);
        directory.put(&entry(2, b"b"), 1);
        let root = directory.root();
        directory.remove(&EntryId([9; 16]), 1);
        let order = directory.order.clone();
        for entry in [entry(1, b"x"), entry(7, b"x"), entry(9, b"x")] {
            let before = directory.put(&entry, 2);
            directory.undo(&entry.id, before);
        }
        let before = directory.remove(&EntryId([2; 16]), 2);
        directory.undo(&EntryId([2; 16]), before);
        assert_eq!((directory.root(), directory.terms()), (root, 0));
        assert_eq!(directory.order, order);
        let term = |body: &[u8]| Entry { kind: Kind::TERM, ..entry(5, body) };
        directory.put(&term(b"a"), 3);
        let terms = directory.terms();
        let before = directory.put(&term(b"b"), 4);
        assert_ne!(directory.terms(), terms);
        directory.undo(&EntryId([5; 16]), before);
        assert_eq!(directory.terms(), terms);
        directory.remove(&EntryId([5; 16]), 4);
        assert_eq!(directory.terms(), 0);
    }
}
