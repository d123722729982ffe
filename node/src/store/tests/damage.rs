//! Flipped bits, cut tails, lost files: damage is said, and nothing is given back that was not written.

use std::path::Path;

use super::fixtures::{Home, Model, OXALIS, Rng, SMART, copy_tree, id, put, tempdir, try_open};
use crate::store::engine::{Changes, Engine};
use crate::store::layout::pack_key;
use crate::store::{Opened, State, Store, StoreError};

/// A closed home, and what it held after each batch. `dense`: nothing in its log is stale.
fn filled(batches: u64, dense: bool) -> (Home, Vec<Model>) {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let mut rng = Rng(17);
    let mut history = vec![Model::default()];
    for number in 0..batches {
        let writes = rng.writes(60, 400, number);
        store.commit(&writes).unwrap();
        let mut model = history.last().unwrap().clone();
        model.apply(&writes);
        history.push(model);
    }
    if dense {
        store.compact().unwrap();
    }
    (home, history)
}

/// What an opening of a spoilt home came to.
#[derive(Debug, PartialEq, Eq, Clone, Copy, PartialOrd, Ord)]
enum Outcome {
    Whole,
    Reported,
    Truncated,
    Damaged,
}

/// Opens a spoilt home: whatever is given was written, whatever is not given is said.
fn judge(home: &Path, history: &[Model]) -> Outcome {
    let Opened { mut store, state } = try_open(home).unwrap();
    let mut found = Model::default();
    let loaded = store.load(&mut |stored| found.add(stored));
    let whole = match &state {
        State::Truncated { found: batch, .. } => &history[usize::try_from(*batch).unwrap()],
        _ => history.last().unwrap(),
    };
    let report = match loaded {
        Ok(report) => report,
        Err(error) => {
            assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
            drop(store);
            // The next start does not try again.
            let again = try_open(home).unwrap();
            assert!(matches!(again.state, State::Damaged { .. }), "{:?}", again.state);
            return Outcome::Damaged;
        }
    };
    assert!(found.is_part_of(whole), "{state:?}: something was given that was not written");
    let complete =
        found.entries == whole.entries && found.objects == whole.objects && found.removed == whole.removed;
    assert!(complete || !report.is_sound() || matches!(state, State::Damaged { .. }), "{state:?} {report:?}");
    let outcome = match state {
        State::Damaged { moved_to } => {
            assert!(moved_to.join("db").exists());
            Outcome::Damaged
        }
        State::Truncated { .. } => Outcome::Truncated,
        State::Clean if report.is_sound() => Outcome::Whole,
        State::Clean => Outcome::Reported,
        other => panic!("{other:?}"),
    };
    // Whatever it was, the node can go on.
    store.commit(&[put(OXALIS, 1_000, 99, 10)]).unwrap();
    assert!(store.verify().unwrap().is_sound());
    outcome
}

fn spoil(home: &Home, history: &[Model], cuts: u64, spoil: impl Fn(&mut Rng, &Path)) -> Vec<Outcome> {
    let images = tempdir();
    let mut rng = Rng(99);
    let mut outcomes: Vec<_> = (0..cuts)
        .map(|cut| {
            let image = images.path().join(cut.to_string());
            copy_tree(home.path(), &image);
            let dense = image.join("store/store.2");
            spoil(&mut rng, &if dense.exists() { dense } else { image.join("store/store.1") });
            let outcome = judge(&image, history);
            std::fs::remove_dir_all(image).unwrap();
            outcome
        })
        .collect();
    outcomes.sort_unstable();
    outcomes
}

fn flip(rng: &mut Rng, path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    let at = rng.len(bytes.len() as u64);
    bytes[at] ^= 1 << rng.below(8);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_flipped_bit_is_never_believed() {
    for dense in [false, true] {
        let (home, history) = filled(25, dense);
        let outcomes = spoil(&home, &history, 60, |rng, store| flip(rng, &store.join("db")));
        assert!(outcomes.iter().any(|outcome| *outcome != Outcome::Whole), "{outcomes:?}");
    }
}

#[test]
fn a_flipped_bit_beside_the_log() {
    let (home, history) = filled(25, false);
    drop(home.open(State::Clean));
    let outcomes = spoil(&home, &history, 40, |rng, store| {
        let mut files: Vec<_> =
            std::fs::read_dir(store).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.is_file() && !path.ends_with("db"));
        files.sort();
        assert!(files.len() >= 2, "{files:?}");
        let file = rng.len(files.len() as u64);
        flip(rng, &files[file]);
    });
    // A snapshot is not needed: without it the whole log is read.
    assert!(outcomes.contains(&Outcome::Whole), "{outcomes:?}");
}

#[test]
fn a_zeroed_page_is_never_believed() {
    for dense in [false, true] {
        let (home, history) = filled(25, dense);
        spoil(&home, &history, 40, |rng, store| {
            let path = store.join("db");
            let mut bytes = std::fs::read(&path).unwrap();
            let page = rng.len(bytes.len() as u64 / 4096) * 4096;
            bytes[page..page + 4096].fill(0);
            std::fs::write(&path, bytes).unwrap();
        });
    }
}

#[test]
fn a_cut_tail_is_said() {
    let (home, history) = filled(25, false);
    let outcomes = spoil(&home, &history, 40, |rng, store| {
        let file = std::fs::OpenOptions::new().write(true).open(store.join("db")).unwrap();
        let len = file.metadata().unwrap().len();
        file.set_len(rng.below(len)).unwrap();
    });
    assert!(outcomes.contains(&Outcome::Truncated), "{outcomes:?}");
}

#[test]
fn an_older_copy_put_back_is_said() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let backup = tempdir();
    for number in 1..=5 {
        store.commit(&[put(OXALIS, number, number, 100)]).unwrap();
        if number == 3 {
            copy_tree(&home.store_path(), &backup.path().join("store"));
        }
    }
    drop(store);
    std::fs::remove_dir_all(home.store_path()).unwrap();
    copy_tree(&backup.path().join("store"), &home.store_path());
    let (mut store, found) = home.reload(State::Truncated { expected: 5, found: 3 });
    assert_eq!(found.entries.len(), 3);
    // The numbers of batches go on from the highest ever.
    assert_eq!(store.commit(&[put(OXALIS, 9, 9, 9)]).unwrap(), 6);
    drop(store);
    // The other way round: the sign-lock is lost.
    std::fs::remove_file(home.lock_path()).unwrap();
    home.open(State::LockBehind { lock: 0, found: 6 });
    // And everything but the sign-lock.
    std::fs::remove_dir_all(home.store_path()).unwrap();
}

#[test]
fn a_store_that_is_gone_is_said() {
    let home = Home::new();
    home.open(State::Fresh).commit(&[put(OXALIS, 1, 1, 100)]).unwrap();
    std::fs::remove_dir_all(home.store_path().join("store.1")).unwrap();
    home.open(State::Truncated { expected: 1, found: 0 });
    std::fs::remove_dir_all(home.store_path()).unwrap();
    home.open(State::Truncated { expected: 1, found: 0 });
    for current in [None, Some("no number")] {
        let path = home.store_path().join("CURRENT");
        match current {
            None => std::fs::remove_file(path).unwrap(),
            Some(text) => std::fs::write(path, text).unwrap(),
        }
        let opened = home.try_open().unwrap();
        let State::Damaged { moved_to } = opened.state else { panic!("{:?}", opened.state) };
        assert!(moved_to.join("db").exists());
    }
}

/// What sled does on a zeroed page now and then: a row of an earlier batch, whole and sealed, among the others.
#[test]
fn a_row_of_an_earlier_batch_is_not_believed() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let key = pack_key(&OXALIS, 0);
    store.commit(&[put(OXALIS, 1, 1, 350)]).unwrap();
    let earlier = store.shared.read().engine.get(&key).unwrap().unwrap();
    store.commit(&[put(OXALIS, 1, 2, 350)]).unwrap();
    let mut changes = Changes::default();
    changes.insert_uncounted(&key, &earlier);
    store.shared.read().engine.apply(changes).unwrap();
    assert!(!store.verify().unwrap().is_sound());
    drop(store);
    let mut store = home.try_open().unwrap().store;
    assert!(matches!(store.load(&mut drop), Err(StoreError::Damaged { .. })));
    drop(store);
    assert!(matches!(home.try_open().unwrap().state, State::Damaged { .. }));
}

#[test]
fn a_damaged_pack_is_reported_left_out_and_erased() {
    damaged_pack(|_| ());
    damaged_pack(|store| {
        let done = store.compact().unwrap();
        assert_eq!(done.before.entries, done.after.entries);
        assert!(store.verify().unwrap().is_sound());
    });
}

fn damaged_pack(between: impl Fn(&mut Store)) {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let mut writes: Vec<_> = (0..40).map(|n| put(OXALIS, n, 1, 350)).collect();
    writes.push(put(SMART, 1, 1, 350));
    store.commit(&writes).unwrap();
    drop(store);
    let engine = Engine::open(&home.store_path().join("store.1"), 1 << 20).unwrap();
    let key = pack_key(&OXALIS, 1);
    let mut value = engine.get(&key).unwrap().unwrap().to_vec();
    value[100] ^= 4;
    let mut changes = Changes::default();
    changes.insert_uncounted(&key, &value);
    engine.apply(changes).unwrap();
    engine.make_durable().unwrap();
    drop(engine);

    let Opened { mut store, state } = home.try_open().unwrap();
    assert_eq!(state, State::Clean);
    let mut found = Model::default();
    let report = store.load(&mut |stored| found.add(stored)).unwrap();
    assert_eq!(report.damaged.len(), 1);
    assert!(report.missing_entries > 8);
    assert_eq!(found.entries.len() as u64 + report.missing_entries, 41);
    assert!(!store.verify().unwrap().is_sound());
    let lost = (0..40).find(|n| !found.entries.contains_key(&(OXALIS, id(*n)))).unwrap();
    assert_eq!(store.reader().entry(&OXALIS, &id(lost)).unwrap(), None);
    between(&mut store);
    // The peers give back what is missing; the damaged pack goes with the same batch.
    store.commit(&writes).unwrap();
    assert!(store.verify().unwrap().is_sound());
    drop(store);
    assert_eq!(home.reload(State::Clean).1.entries.len(), 41);
}
