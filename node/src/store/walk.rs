//! Reading the whole store, row by row, believing nothing unchecked. Knows how rows make objects, packs and
//! removed ids; must not know why they are read.

use bigre_protocol::durable::ObjectName;
use bigre_protocol::id::{CoopId, EntryId};

use super::engine::{Bytes, Engine, Fault};
use super::layout::{
    FORMAT_KEY, META_KEY, OBJECT, OBJECT_KEY_BYTES, PACK, REMOVED, Tally, read_pack_key, read_removed_key,
    unseal,
};
use super::pack::{self, Slots};

/// A row, or the rows of an object, found whole.
pub(super) enum Found<'r> {
    /// An object.
    Object {
        /// Its name.
        name: ObjectName,
        /// The object.
        bytes: &'r [u8],
    },
    /// A pack of entries.
    Pack {
        /// Whose directory.
        coop: CoopId,
        /// Its number.
        pack: u32,
        /// Bytes of its value.
        len: usize,
        /// The entries.
        slots: Slots<'r>,
    },
    /// Removed ids.
    Removed {
        /// Whose directory.
        coop: CoopId,
        /// The number at which they went.
        number: u64,
        /// The ids.
        ids: &'r [[u8; EntryId::LEN]],
        /// The row, to copy.
        row: (&'r [u8], &'r [u8]),
    },
    /// A row of a later version: kept as it is.
    Unknown {
        /// The row, to copy.
        row: (&'r [u8], &'r [u8]),
    },
}

/// A row that is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What it was, for the operator.
    pub what: String,
    pub(super) key: Vec<u8>,
    pub(super) value: Vec<u8>,
}

/// What a walk came across.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// What all rows come to, damaged ones included.
    pub(super) tally: Tally,
    /// Rows that are not what was written.
    pub(super) damaged: Vec<Damage>,
}

/// An object of which not all the parts were read.
struct Pending {
    name: ObjectName,
    parts: u8,
    next: u8,
    bytes: Vec<u8>,
    rows: Vec<(Vec<u8>, Bytes)>,
}

/// Reads every row but the format and the counts.
pub(super) fn walk(engine: &Engine, visit: &mut dyn FnMut(Found<'_>)) -> Result<Walked, Fault> {
    let mut walked = Walked::default();
    let mut pending = None;
    engine.scan(&[], &[], &mut |key, value| {
        if key == FORMAT_KEY || key == META_KEY {
            return true;
        }
        walked.tally.add(key, value);
        let object = key[0] == OBJECT;
        if !object {
            walked.unfinished(&mut pending);
        }
        let seen =
            if object { part(key, value, &mut pending, &mut walked, visit) } else { row(key, value, visit) };
        if seen.is_none() {
            walked.damage(key, value);
        }
        true
    })?;
    walked.unfinished(&mut pending);
    Ok(walked)
}

impl Walked {
    /// Gives up an object whose last parts are missing: each of its rows is damage.
    fn unfinished(&mut self, pending: &mut Option<Pending>) {
        for (key, value) in pending.take().into_iter().flat_map(|pending| pending.rows) {
            self.damage(&key, &value);
        }
    }

    fn damage(&mut self, key: &[u8], value: &[u8]) {
        self.damaged.push(Damage { what: describe(key), key: key.to_vec(), value: value.to_vec() });
    }
}

/// A row that is not a part of an object; `None` when damaged.
fn row(key: &[u8], value: &Bytes, visit: &mut dyn FnMut(Found<'_>)) -> Option<()> {
    match key[0] {
        PACK => {
            let (coop, pack) = read_pack_key(key)?;
            let slots = pack::read(key, value)?;
            visit(Found::Pack { coop, pack, len: value.len(), slots });
        }
        REMOVED => {
            let (coop, number) = read_removed_key(key)?;
            let (ids, []) = unseal(key, value)?.as_chunks() else { return None };
            visit(Found::Removed { coop, number, ids, row: (key, value) });
        }
        _ => visit(Found::Unknown { row: (key, value) }),
    }
    Some(())
}

/// A part of an object; `None` when damaged or out of its order.
fn part(
    key: &[u8],
    value: &Bytes,
    pending: &mut Option<Pending>,
    walked: &mut Walked,
    visit: &mut dyn FnMut(Found<'_>),
) -> Option<()> {
    let (Some(name), Some(&number)) = (key.get(1..OBJECT_KEY_BYTES - 1), key.get(OBJECT_KEY_BYTES - 1))
    else {
        return None;
    };
    let Some(name) = ObjectName::from_bytes(name) else {
        visit(Found::Unknown { row: (key, value) });
        return Some(());
    };
    if number == 0 || pending.as_ref().is_some_and(|pending| pending.name != name) {
        walked.unfinished(pending);
    }
    let (&parts, bytes) = unseal(key, value)?.split_first()?;
    if number == 0 {
        *pending = Some(Pending { name, parts, next: 0, bytes: Vec::new(), rows: Vec::new() });
    }
    let open = pending.as_mut().filter(|open| (open.parts, open.next) == (parts, number))?;
    open.bytes.extend_from_slice(bytes);
    open.rows.push((key.to_vec(), value.clone()));
    open.next += 1;
    if open.next == open.parts {
        visit(Found::Object { name, bytes: &open.bytes });
        *pending = None;
    }
    Some(())
}

/// What a row was, for the operator: no name and no id that could be a person's.
fn describe(key: &[u8]) -> String {
    let coop = |at: usize| match key.get(at..at + 32).and_then(|coop| coop.try_into().ok()) {
        Some(coop) => CoopId(coop).short(),
        None => "an unknown cooperative".into(),
    };
    match key.first() {
        Some(&OBJECT) => format!("a signed object of {}", coop(2)),
        Some(&PACK) => format!("a pack of entries of {}", coop(1)),
        Some(&REMOVED) => format!("removed ids of {}", coop(1)),
        _ => "a row of an unknown kind".into(),
    }
}
