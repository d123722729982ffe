//! The store against a plain map. Knows the store's interface and, to spoil it, its rows.

mod compaction;
mod damage;
mod fixtures;
mod model;
mod power;

use bigre_protocol::durable::{LastSigned, ObjectName, ProofKind, Stored, Write};

use crate::sign_lock::SignLock;

use super::disk::probe;
use super::engine::{Changes, Engine};
use super::layout::{FORMAT_KEY, format_row};
use super::{State, Store, StoreError, StoreOptions};
use fixtures::{COOPANAME, Home, Model, OPTIONS, OXALIS, SMART, entry, id, put, remove, sign_lock};

#[test]
fn every_kind_of_write_is_given_back() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let names = [
        ObjectName::Head(OXALIS),
        ObjectName::Proof(SMART, ProofKind::Directory),
        ObjectName::Assent(OXALIS),
    ];
    let lengths = [0, 300, 70_000];
    let mut writes: Vec<Write> = names
        .into_iter()
        .zip(lengths)
        .map(|(name, len)| Write::Keep { name, bytes: (0..=u8::MAX).cycle().take(len).collect() })
        .collect();
    writes.extend([put(OXALIS, 1, 1, 350), put(OXALIS, 2, 1, 0), put(SMART, 1, 7, 4096)]);
    writes.extend([remove(OXALIS, 3, 2), remove(SMART, 1, 8), sign_lock(12)]);
    assert_eq!(store.commit(&writes).unwrap(), 1);
    let mut model = Model::default();
    model.apply(&writes);
    assert_eq!(store.sign_lock().signed().map(|signed| signed.directory), Some(12));
    assert!(store.verify().unwrap().is_sound());
    drop(store);
    assert_eq!(home.reload(State::Clean).1, model);
}

#[test]
fn trimmed_ids_and_dropped_directories_are_gone() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let mut model = Model::default();
    for writes in [
        vec![put(OXALIS, 1, 1, 10), put(SMART, 1, 1, 10), remove(OXALIS, 2, 4), remove(OXALIS, 3, 5)],
        vec![Write::Trim { coop: OXALIS, upto: 4 }, remove(SMART, 9, 9)],
        vec![Write::Drop { coop: SMART }],
        vec![Write::Drop { coop: COOPANAME }, put(SMART, 5, 1, 10)],
    ] {
        store.commit(&writes).unwrap();
        model.apply(&writes);
    }
    let reader = store.reader();
    assert_eq!(reader.entry(&SMART, &id(1)).unwrap(), None);
    assert_eq!(reader.entry(&SMART, &id(5)).unwrap(), Some(entry(5, 1, 10)));
    drop((store, reader));
    assert_eq!(home.reload(State::Clean).1, model);
}

#[test]
fn an_object_that_shrinks_leaves_nothing_behind() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let name = ObjectName::Head(OXALIS);
    for len in [40_000, 6_000, 13_000, 0, 6_135, 6_136] {
        store.commit(&[Write::Keep { name, bytes: vec![7; len] }]).unwrap();
        drop(store);
        let (reopened, found) = home.reload(State::Clean);
        assert_eq!(found.objects[&name].len(), len);
        store = reopened;
    }
}

#[test]
fn readers_see_every_entry_while_the_writer_moves_them() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let ids: Vec<_> = (0..200).map(id).collect();
    store.commit(&(0..200).map(|n| put(OXALIS, n, 0, 300)).collect::<Vec<_>>()).unwrap();
    let reader = store.reader();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                let found = reader.entries(&OXALIS, &ids).unwrap();
                assert!(found.iter().zip(&ids).all(|(entry, id)| entry.as_ref().unwrap().id == *id));
                assert!(reader.entry(&OXALIS, &ids[77]).unwrap().is_some());
            }
        });
        for round in 1..60 {
            let writes: Vec<_> =
                (0..200).step_by(7).map(|n| put(OXALIS, (n + round) % 200, round, 500)).collect();
            store.commit(&writes).unwrap();
            if round % 20 == 0 {
                store.compact().unwrap();
            }
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn entries_are_returned_in_the_order_asked() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    store.commit(&(0..300).map(|n| put(OXALIS, n, 0, 100)).collect::<Vec<_>>()).unwrap();
    let asked: Vec<u64> = (0..400).map(|n| n * 37 % 350).chain([5, 5]).collect();
    let found = store.reader().entries(&OXALIS, &asked.iter().map(|n| id(*n)).collect::<Vec<_>>()).unwrap();
    let expected: Vec<_> = asked.iter().map(|n| (*n < 300).then(|| entry(*n, 0, 100))).collect();
    assert_eq!(found, expected);
    assert_eq!(store.reader().entry(&SMART, &id(1)).unwrap(), None);
}

#[test]
fn a_full_disk_refuses_before_anything_is_written() {
    let home = Home::new();
    home.open(State::Fresh).commit(&[put(OXALIS, 1, 1, 10)]).unwrap();
    let lock = SignLock::open(&home.lock_path()).unwrap();
    let floor = StoreOptions { disk_floor_bytes: u64::MAX, ..OPTIONS };
    let mut store = Store::open(&home.store_path(), floor, lock).unwrap().store;
    store.load(&mut drop).unwrap();
    let writes = [put(OXALIS, 2, 2, 10), sign_lock(5)];
    for _ in 0..2 {
        let error = store.commit(&writes).unwrap_err();
        assert!(matches!(error, StoreError::DiskLow { .. }), "{error}");
        assert!(error.to_string().contains("make room"));
    }
    assert_eq!(store.sign_lock().signed().map(|signed| signed.directory), None);
    assert!(store.reader().entry(&OXALIS, &id(1)).unwrap().is_some());
    drop(store);
    let (mut store, found) = home.reload(State::Clean);
    assert_eq!(found.entries.len(), 1);
    store.commit(&writes).unwrap();
}

#[test]
fn after_a_failed_sync_nothing_more_is_taken() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    store.commit(&[put(OXALIS, 1, 1, 10)]).unwrap();
    probe::fault(Some(probe::Fault::Fail));
    let failed = store.commit(&[put(OXALIS, 2, 2, 10), sign_lock(3)]);
    probe::fault(None);
    assert!(matches!(failed, Err(StoreError::Io { .. })));
    assert!(matches!(store.commit(&[put(OXALIS, 3, 3, 10)]), Err(StoreError::Stopped { .. })));
    assert!(matches!(store.compact(), Err(StoreError::Stopped { .. })));
    // What was about to be signed is locked although the batch failed.
    assert_eq!(store.sign_lock().signed().map(|signed| signed.directory), Some(3));
    drop(store);
    let (_, found) = home.reload(State::Clean);
    assert!(found.entries.contains_key(&(OXALIS, id(1))) && !found.entries.contains_key(&(OXALIS, id(3))));
}

#[test]
fn a_later_format_is_refused_and_left_alone() {
    let home = Home::new();
    drop(home.open(State::Fresh));
    let engine = Engine::open(&home.store_path().join("store.1"), 1 << 20).unwrap();
    let mut changes = Changes::default();
    changes.insert_uncounted(FORMAT_KEY, &format_row(2));
    engine.apply(changes).unwrap();
    engine.make_durable().unwrap();
    drop(engine);
    for _ in 0..2 {
        let error = home.try_open().err().unwrap();
        assert!(matches!(error, StoreError::NewerFormat { found: 2, known: 1, .. }), "{error}");
        assert!(error.to_string().contains("install that version again"));
    }
}

#[test]
fn two_nodes_cannot_have_one_store() {
    let home = Home::new();
    let _store = home.open(State::Fresh);
    assert!(matches!(home.try_open(), Err(StoreError::Busy { .. })));
}

#[test]
fn a_signature_alone_is_locked_without_a_batch() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    assert_eq!(store.commit(&[]).unwrap(), 0);
    assert_eq!(store.commit(&[sign_lock(4)]).unwrap(), 0);
    drop(store);
    let (mut store, found) = home.reload(State::Clean);
    assert_eq!(found.signed, Some(4));
    assert_eq!(store.commit(&[put(OXALIS, 1, 1, 1)]).unwrap(), 1);
    let mut given = Vec::new();
    drop(store);
    home.try_open().unwrap().store.load(&mut |stored| given.push(stored)).unwrap();
    assert!(given.contains(&Stored::SignLock(LastSigned { directory: 4, ..LastSigned::default() })));
}
