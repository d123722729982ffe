//! Compaction: what it keeps, what it erases, and being killed anywhere in it.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use bigre_protocol::durable::Write;

use super::fixtures::{
    COOPANAME, Home, Model, OXALIS, Rng, SMART, copy_tree, put, remove, tempdir, try_open,
};
use crate::store::disk::probe;
use crate::store::{State, Store};

fn filled() -> (Home, Store, Model) {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let (mut model, mut rng) = (Model::default(), Rng(3));
    for number in 0..12 {
        let writes = rng.writes(60, 200, number);
        store.commit(&writes).unwrap();
        model.apply(&writes);
    }
    (home, store, model)
}

/// Copies a home at each step of what `run` does.
fn record(home: &Path, run: impl FnOnce()) -> (tempfile::TempDir, Vec<PathBuf>) {
    let images = tempdir();
    let taken = Rc::new(RefCell::new(Vec::new()));
    let (from, to, list) = (home.to_path_buf(), images.path().to_path_buf(), Rc::clone(&taken));
    probe::set(Some(Box::new(move |_, _| {
        let image = to.join(list.borrow().len().to_string());
        copy_tree(&from, &image);
        list.borrow_mut().push(image);
    })));
    run();
    probe::set(None);
    let taken = taken.borrow().clone();
    (images, taken)
}

fn names(home: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(home.join("store")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn check(image: &Path, model: &Model, states: &[State]) {
    let opened = try_open(image).unwrap();
    assert!(states.contains(&opened.state), "{}: {:?}", image.display(), opened.state);
    let mut store = opened.store;
    let mut found = Model::default();
    assert!(store.load(&mut |stored| found.add(stored)).unwrap().is_sound());
    assert_eq!(found, *model, "{}", image.display());
    let generations =
        names(image).into_iter().filter(|name| name.starts_with("store.") && name != "store.lock");
    assert_eq!(generations.count(), 1, "{}: {:?}", image.display(), names(image));
    // It goes on from there.
    store.commit(&[put(OXALIS, 999, 99, 10)]).unwrap();
    store.compact().unwrap();
}

#[test]
fn killed_anywhere_in_a_compaction_nothing_is_lost() {
    let (home, mut store, model) = filled();
    let (_images, taken) = record(home.path(), || {
        store.compact().unwrap();
    });
    assert!(taken.len() > 10, "{}", taken.len());
    taken.iter().for_each(|image| check(image, &model, &[State::Clean]));
}

#[test]
fn killed_while_the_old_generation_is_being_deleted() {
    let (home, mut store, model) = filled();
    let (_images, taken) = record(home.path(), || {
        store.compact().unwrap();
    });
    let deleting = taken.iter().rfind(|image| image.join("store/store.1").exists()).unwrap();
    assert!(deleting.join("store/store.2").exists());
    for gone in ["db", "conf"] {
        let image = deleting.with_extension(gone);
        copy_tree(deleting, &image);
        std::fs::remove_file(image.join("store/store.1").join(gone)).unwrap();
        check(&image, &model, &[State::Clean]);
    }
}

#[test]
fn killed_anywhere_in_the_first_start() {
    let home = Home::new();
    let (_images, taken) = record(home.path(), || drop(home.open(State::Fresh)));
    assert!(taken.len() > 5);
    taken.iter().for_each(|image| check(image, &Model::default(), &[State::Fresh, State::Clean]));
}

fn holds(dir: &Path, marker: &[u8]) -> bool {
    std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            holds(&path, marker)
        } else {
            std::fs::read(path).unwrap().windows(marker.len()).any(|window| window == marker)
        }
    })
}

#[test]
fn an_erased_body_is_in_no_file_after_compaction() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    let marked = |coop, n, marker: &str| {
        let mut write = put(coop, n, 1, 0);
        if let Write::Put { entry, .. } = &mut write {
            entry.body = marker.as_bytes().to_vec();
        }
        write
    };
    let mut writes: Vec<_> = (10..60).map(|n| put(OXALIS, n, 1, 300)).collect();
    writes.push(marked(OXALIS, 1, "the one that is removed"));
    writes.push(marked(OXALIS, 2, "the one that is replaced"));
    writes.push(marked(SMART, 3, "the one whose directory goes"));
    writes.push(marked(COOPANAME, 4, "the one that stays"));
    store.commit(&writes).unwrap();
    let drop_smart = Write::Drop { coop: SMART };
    store.commit(&[remove(OXALIS, 1, 2), put(OXALIS, 2, 2, 50), drop_smart]).unwrap();
    assert_eq!(store.size().erased, 3);
    let all = ["is removed", "is replaced", "whose directory goes", "that stays"];
    assert!(all.iter().all(|marker| holds(home.path(), marker.as_bytes())), "the search finds what is there");
    let done = store.compact().unwrap();
    assert_eq!((done.before.erased, done.after.erased, done.after.generation), (3, 0, 2));
    let found: Vec<_> = all.iter().map(|marker| holds(home.path(), marker.as_bytes())).collect();
    assert_eq!(found, [false, false, false, true]);
}

#[test]
fn a_bloated_store_says_so_and_shrinks() {
    let home = Home::new();
    let mut store = home.open(State::Fresh);
    for part in 0..4 {
        let ids = part * 2_000..(part + 1) * 2_000;
        store.commit(&ids.map(|n| put(OXALIS, n, part, 3_000)).collect::<Vec<_>>()).unwrap();
    }
    assert!(!store.needs_compaction(), "{:?}", store.size());
    store.commit(&[Write::Drop { coop: OXALIS }, put(OXALIS, 1, 5, 10)]).unwrap();
    assert!(store.needs_compaction(), "{:?}", store.size());
    let done = store.compact().unwrap();
    assert!(done.after.disk_bytes < done.before.disk_bytes / 10, "{done:?}");
    assert!(!store.needs_compaction() && store.verify().unwrap().is_sound());
}
