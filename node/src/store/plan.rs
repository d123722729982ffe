//! What a batch of writes comes to, once their order is taken into account. Knows the meaning of each write;
//! must not know what is in the store.

use std::collections::{BTreeMap, HashMap};

use bigre_protocol::directory::entry::Entry;
use bigre_protocol::durable::{LastSigned, ObjectName, Write};
use bigre_protocol::id::{CoopId, EntryId};

/// What becomes of an entry that a batch touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is the put of that index.
    Put(usize),
    /// It goes.
    Gone,
}

/// What becomes of a cooperative's directory.
#[derive(Debug, Default)]
pub(super) struct Directory<'w> {
    /// Everything kept before the batch goes.
    pub(super) dropped: bool,
    /// Rows of removed ids up to this number, kept before the batch, go.
    pub(super) trim: Option<u64>,
    /// Every id touched.
    pub(super) fates: HashMap<EntryId, Fate>,
    /// Entries to keep, in the order of the writes; only those that [`Fate::Put`] names.
    pub(super) puts: Vec<(u64, &'w Entry)>,
    /// Ids to remember as removed, with their number.
    pub(super) removed: Vec<(u64, EntryId)>,
}

/// What a batch comes to.
#[derive(Debug, Default)]
pub(super) struct Plan<'w> {
    /// Objects to keep, or to erase.
    pub(super) objects: BTreeMap<ObjectName, Option<&'w [u8]>>,
    /// Directories touched.
    pub(super) coops: BTreeMap<CoopId, Directory<'w>>,
    /// The numbers to lock.
    pub(super) signs: Option<LastSigned>,
}

impl<'w> Plan<'w> {
    /// Folds writes in their order.
    pub(super) fn of(writes: &'w [Write]) -> Plan<'w> {
        let mut plan = Plan::default();
        for write in writes {
            match write {
                Write::Keep { name, bytes } => {
                    plan.objects.insert(*name, Some(bytes));
                }
                Write::Erase { name } => {
                    plan.objects.insert(*name, None);
                }
                Write::Put { coop, number, entry } => {
                    let directory = plan.coops.entry(*coop).or_default();
                    directory.fates.insert(entry.id, Fate::Put(directory.puts.len()));
                    directory.puts.push((*number, entry));
                }
                Write::Remove { coop, number, id } => {
                    let directory = plan.coops.entry(*coop).or_default();
                    directory.fates.insert(*id, Fate::Gone);
                    directory.removed.push((*number, *id));
                }
                Write::Trim { coop, upto } => {
                    let directory = plan.coops.entry(*coop).or_default();
                    directory.trim = directory.trim.max(Some(*upto));
                    directory.removed.retain(|(number, _)| number > upto);
                }
                Write::Drop { coop } => {
                    plan.coops.insert(*coop, Directory { dropped: true, ..Directory::default() });
                }
                Write::SignLock(signed) => {
                    plan.signs = Some(plan.signs.unwrap_or_default().max(*signed));
                }
            }
        }
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bigre_protocol::directory::entry::Kind;

    const COOP: CoopId = CoopId([1; 32]);

    fn put(id: u8, number: u64) -> Write {
        let entry = Entry { id: EntryId([id; 16]), kind: Kind(1), salt: [0; 16], body: vec![id] };
        Write::Put { coop: COOP, number, entry }
    }

    fn remove(id: u8, number: u64) -> Write {
        Write::Remove { coop: COOP, number, id: EntryId([id; 16]) }
    }

    fn check(writes: &[Write], dropped: bool, trim: Option<u64>, put: &[(u8, u64)], removed: &[(u8, u64)]) {
        let plan = Plan::of(writes);
        let directory = &plan.coops[&COOP];
        assert_eq!((directory.dropped, directory.trim), (dropped, trim));
        let mut found: Vec<_> = directory
            .fates
            .values()
            .filter_map(|fate| match fate {
                Fate::Put(index) => Some((directory.puts[*index].1.id.0[0], directory.puts[*index].0)),
                Fate::Gone => None,
            })
            .collect();
        found.sort_unstable();
        assert_eq!(found, put);
        let ids: Vec<_> = directory.removed.iter().map(|(number, id)| (id.0[0], *number)).collect();
        assert_eq!(ids, removed);
    }

    #[test]
    fn the_order_of_writes_counts() {
        let (drop, trim) = (Write::Drop { coop: COOP }, Write::Trim { coop: COOP, upto: 5 });
        check(&[put(1, 1), put(1, 2), put(2, 3)], false, None, &[(1, 2), (2, 3)], &[]);
        check(&[put(1, 1), remove(1, 2)], false, None, &[], &[(1, 2)]);
        check(&[remove(1, 2), put(1, 3)], false, None, &[(1, 3)], &[(1, 2)]);
        check(&[put(1, 1), remove(2, 2), drop.clone(), put(3, 3)], true, None, &[(3, 3)], &[]);
        check(&[remove(1, 5), remove(2, 6), trim.clone()], false, Some(5), &[], &[(2, 6)]);
        check(&[trim, remove(1, 4)], false, Some(5), &[], &[(1, 4)]);
    }

    #[test]
    fn the_last_object_of_a_name_and_the_highest_number_count() {
        let name = ObjectName::Head(COOP);
        let keep = |tag: u8| Write::Keep { name, bytes: vec![tag] };
        let lock = |directory| Write::SignLock(LastSigned { directory, ..LastSigned::default() });
        let writes = [keep(1), lock(9), keep(2), lock(4)];
        let plan = Plan::of(&writes);
        let signs = plan.signs.map(|signs| signs.directory);
        assert_eq!((plan.objects[&name], signs), (Some(&[2u8][..]), Some(9)));
    }
}
