//! Random batches from a seed, compared with a plain map after each, through reopenings and compactions.

use super::fixtures::{Home, Model, OXALIS, Rng, id};
use crate::store::{State, Store};

fn check(store: &Store, model: &Model, rng: &mut Rng, ids: u64) {
    assert_eq!(store.size().entries, model.entries.len() as u64);
    let reader = store.reader();
    for _ in 0..5 {
        let id = id(rng.below(ids));
        let expected = model.entries.get(&(OXALIS, id)).map(|(_, entry)| entry.clone());
        assert_eq!(reader.entry(&OXALIS, &id).unwrap(), expected);
    }
}

fn run(seed: u64, ids: u64) {
    let mut rng = Rng(seed);
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let mut model = Model::default();
    for step in 0..80 {
        let most = if rng.one_in(10) { 400 } else { 12 };
        let writes = rng.writes(most, ids, step);
        store.commit(&writes).unwrap();
        model.apply(&writes);
        check(&store, &model, &mut rng, ids);
        if rng.one_in(12) {
            store.compact().unwrap();
            check(&store, &model, &mut rng, ids);
        }
        if rng.one_in(8) {
            let report = store.verify().unwrap();
            assert!(report.is_sound(), "seed {seed} step {step}: {report:?}");
            let size = store.size();
            drop(store);
            let (reopened, found) = home.reload(State::Clean);
            assert_eq!(found, model, "seed {seed} step {step}");
            assert_eq!(reopened.size().live_bytes, size.live_bytes, "seed {seed} step {step}");
            assert_eq!(reopened.size().erased, size.erased);
            store = reopened;
        }
    }
    let blobs = std::fs::read_dir(home.store_path().join(format!("store.{}/blobs", store.size().generation)));
    assert_eq!(blobs.map_or(0, Iterator::count), 0, "rows stay in the log");
}

#[test]
fn random_batches_few_ids() {
    (1..=4).for_each(|seed| run(seed, 40));
}

#[test]
fn random_batches_many_ids() {
    (5..=8).for_each(|seed| run(seed, 1_500));
}

/// However many entries go, a few at a time, those that stay do not each keep a pack for themselves.
#[test]
fn packs_stay_filled() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let mut rng = Rng(9);
    let ids = 600;
    let all: Vec<_> = (0..ids).map(|n| super::put(OXALIS, n, 0, 200 + rng.len(300))).collect();
    let gone: Vec<_> =
        (0..ids).filter(|n| n % 10 != 0).map(|n| super::remove(OXALIS, n * 7 % ids, 1)).collect();
    for writes in all.chunks(50).chain(gone.chunks(20)) {
        store.commit(writes).unwrap();
    }
    let live = store.shared.read();
    let directory = live.places.directory(&OXALIS).unwrap();
    let packs: std::collections::BTreeSet<u32> = (0..ids).filter_map(|n| directory.get(&id(n))).collect();
    assert_eq!(directory.len(), 60);
    assert!(packs.len() <= 9, "60 entries in {} packs", packs.len());
}
