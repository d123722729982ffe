//! What the index keeps, loses and gives back on disk.

use super::super::fixtures::{Draft, NOW, OXALIS, SMART, put, shown, size, small_lexicon};
use super::super::{Change, Index, Query};
use bigre_protocol::directory::entry::{Entry, Kind};
use bigre_protocol::id::{CoopId, EntryId};

fn joiner(id: u8) -> Draft {
    Draft { id, name: "Camille", title: "Menuisière", codes: &["t-joiner"], ..Draft::default() }
}

fn baker(id: u8) -> Draft {
    Draft { id, title: "Pain au levain", codes: &["t-baker"], ..Draft::default() }
}

fn found(index: &Index, text: &str) -> Vec<u8> {
    shown(&index.searcher().search(&Query::words(text, NOW), &small_lexicon()).unwrap().hits)
}

#[test]
fn the_batch_of_the_last_commit_is_told_at_the_next_opening() {
    let dir = tempfile::tempdir().unwrap();
    let (mut index, batch) = Index::open(dir.path()).unwrap();
    assert_eq!(batch, None);
    put(&mut index, &[(OXALIS, joiner(1))]);
    index.commit(41).unwrap();
    index.commit(42).unwrap();
    drop(index);
    let (index, batch) = Index::open(dir.path()).unwrap();
    assert_eq!((batch, index.entries()), (Some(42), 1));
    assert_eq!(found(&index, "menuisier"), [1]);
}

#[test]
fn what_was_not_committed_is_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let mut index = Index::open(dir.path()).unwrap().0;
    put(&mut index, &[(OXALIS, joiner(1))]);
    index.commit(1).unwrap();
    put(&mut index, &[(OXALIS, joiner(2))]);
    index.apply([Change::Remove { coop: OXALIS, id: EntryId([1; 16]) }]).unwrap();
    assert_eq!(found(&index, "menuisier"), [1]);
    drop(index);
    let (index, batch) = Index::open(dir.path()).unwrap();
    assert_eq!((batch, found(&index, "menuisier")), (Some(1), vec![1]));
}

#[test]
fn a_damaged_or_foreign_index_is_started_again() {
    type Damage = fn(&std::path::Path);
    let damages: [Damage; 8] = [
        |dir| std::fs::write(dir.join("meta.json"), b"{").unwrap(),
        |dir| std::fs::remove_file(segment_file(dir, "term")).unwrap(),
        |dir| {
            let file = segment_file(dir, "idx");
            let mut bytes = std::fs::read(&file).unwrap();
            bytes[3] ^= 0xff;
            std::fs::remove_file(&file).unwrap();
            std::fs::write(&file, bytes).unwrap();
        },
        |dir| {
            let meta = std::fs::read_to_string(dir.join("meta.json")).unwrap();
            let current = format!("\"{} 7\"", super::super::document::FORMAT);
            assert!(meta.contains(&current), "{meta}");
            std::fs::write(dir.join("meta.json"), meta.replace(&current, "\"0 7\"")).unwrap();
        },
        // What a power cut leaves: a file cut short, one that is missing, both while the list of files is older, a file that
        // the list has lost.
        |dir| {
            let file = segment_file(dir, "fast");
            let half = std::fs::metadata(&file).unwrap().len() / 2;
            std::fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(half).unwrap();
        },
        |dir| {
            std::fs::write(dir.join(".managed.json"), "[\"meta.json\"]").unwrap();
            std::fs::write(segment_file(dir, "term"), "").unwrap();
        },
        |dir| {
            std::fs::write(dir.join(".managed.json"), "[\"meta.json\"]").unwrap();
            std::fs::remove_file(segment_file(dir, "pos")).unwrap();
        },
        |dir| std::fs::write(dir.join("0123.term"), "lost").unwrap(),
    ];
    for damage in damages {
        let dir = tempfile::tempdir().unwrap();
        let mut index = Index::open(dir.path()).unwrap().0;
        put(&mut index, &[(OXALIS, joiner(1))]);
        index.commit(7).unwrap();
        drop(index);
        damage(dir.path());
        let (mut index, batch) = Index::open(dir.path()).unwrap();
        assert_eq!((batch, index.entries()), (None, 0));
        put(&mut index, &[(OXALIS, joiner(2))]);
        index.commit(8).unwrap();
        assert_eq!(found(&index, "menuisier"), [2]);
    }
}

fn segment_file(dir: &std::path::Path, extension: &str) -> std::path::PathBuf {
    let mut files = std::fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
    files.find(|file| file.extension().is_some_and(|e| e == extension)).unwrap()
}

#[test]
fn a_removed_entry_leaves_no_hit() {
    let dir = tempfile::tempdir().unwrap();
    let mut index = Index::open(dir.path()).unwrap().0;
    put(&mut index, &[(OXALIS, joiner(1)), (SMART, joiner(1)), (SMART, joiner(2)), (SMART, baker(3))]);
    index.commit(1).unwrap();
    assert_eq!(found(&index, "menuisier"), [1, 1, 2]);
    index.apply([Change::Remove { coop: SMART, id: EntryId([1; 16]) }]).unwrap();
    index.commit(2).unwrap();
    let hits = index.searcher().search(&Query::words("menuisier", NOW), &small_lexicon()).unwrap().hits;
    let keys: Vec<_> = hits.iter().map(|hit| (hit.coop, hit.id)).collect();
    assert_eq!(keys, [(OXALIS, EntryId([1; 16])), (SMART, EntryId([2; 16]))]);
    index.apply([Change::Drop { coop: SMART }]).unwrap();
    index.commit(3).unwrap();
    assert_eq!((found(&index, "menuisier"), found(&index, "pain")), (vec![1], vec![]));
    index.apply([Change::Remove { coop: OXALIS, id: EntryId([1; 16]) }]).unwrap();
    index.commit(4).unwrap();
    assert_eq!((found(&index, ""), index.entries()), (vec![], 0));
}

#[test]
fn what_is_put_after_a_directory_is_dropped_stays() {
    let dir = tempfile::tempdir().unwrap();
    let mut index = Index::open(dir.path()).unwrap().0;
    let [one, two] = [joiner(1), joiner(2)].map(|draft| draft.entry());
    let put = |entry| Change::Put { coop: SMART, entry };
    index.apply([put(&one), put(&two), Change::Drop { coop: SMART }, put(&two)]).unwrap();
    index.commit(1).unwrap();
    assert_eq!(found(&index, "menuisier"), [2]);
    // Of several changes of one entry, the last counts.
    index.apply([put(&one), Change::Remove { coop: SMART, id: two.id }, put(&two), put(&one)]).unwrap();
    index.apply([Change::Remove { coop: SMART, id: one.id }]).unwrap();
    index.commit(2).unwrap();
    assert_eq!((found(&index, "menuisier"), index.entries()), (vec![2], 1));
}

#[test]
fn a_replaced_entry_is_found_by_what_it_is_now() {
    let dir = tempfile::tempdir().unwrap();
    let mut index = Index::open(dir.path()).unwrap().0;
    put(&mut index, &[(OXALIS, joiner(1)), (OXALIS, baker(1)), (OXALIS, joiner(1)), (OXALIS, baker(1))]);
    index.commit(1).unwrap();
    assert_eq!((found(&index, "menuisier"), found(&index, "pain")), (vec![], vec![1]));
    put(&mut index, &[(OXALIS, joiner(1))]);
    index.commit(2).unwrap();
    assert_eq!((found(&index, "menuisier"), found(&index, "pain"), index.entries()), (vec![1], vec![], 1));
    let unknown = Entry { id: EntryId([1; 16]), kind: Kind(200), salt: [0; 16], body: vec![0xf6] };
    index.apply([Change::Put { coop: OXALIS, entry: &unknown }]).unwrap();
    index.commit(3).unwrap();
    assert_eq!(index.entries(), 0);
}

#[test]
fn many_single_changes_do_not_swell_the_directory() {
    let dir = tempfile::tempdir().unwrap();
    let mut index = Index::open(dir.path()).unwrap().0;
    let drafts: Vec<_> = (0..50).map(|id| (OXALIS, joiner(id))).collect();
    put(&mut index, &drafts);
    index.commit(1).unwrap();
    index.rest().unwrap();
    for round in 0..200u8 {
        put(&mut index, &[(OXALIS, if round % 2 == 0 { baker(round % 50) } else { joiner(round % 50) })]);
        index.commit(u64::from(round) + 2).unwrap();
    }
    index.rest().unwrap();
    let swollen = size(dir.path());
    let fresh = tempfile::tempdir().unwrap();
    let mut again = Index::open(fresh.path()).unwrap().0;
    put(&mut again, &drafts);
    again.commit(1).unwrap();
    again.rest().unwrap();
    let live = size(fresh.path());
    assert!(swollen < 3 * live, "{swollen} bytes, {live} live");
    assert_eq!(index.entries(), 50);
}

#[test]
fn a_rest_keeps_what_was_not_committed() {
    let dir = tempfile::tempdir().unwrap();
    let mut index = Index::open(dir.path()).unwrap().0;
    put(&mut index, &[(OXALIS, joiner(1))]);
    index.rest().unwrap();
    index.commit(1).unwrap();
    index.rest().unwrap();
    index.apply([Change::Drop { coop: OXALIS }]).unwrap();
    index.rest().unwrap();
    assert_eq!(found(&index, "menuisier"), [1]);
    index.commit(2).unwrap();
    assert!(found(&index, "menuisier").is_empty());
}

#[test]
fn a_searcher_of_another_thread_follows_the_commits() {
    let dir = tempfile::tempdir().unwrap();
    let mut index = Index::open(dir.path()).unwrap().0;
    let searcher = index.searcher();
    put(&mut index, &[(OXALIS, joiner(1))]);
    index.commit(1).unwrap();
    let thread =
        std::thread::spawn(move || searcher.search(&Query::words("menuisier", NOW), &small_lexicon()));
    assert_eq!(shown(&thread.join().unwrap().unwrap().hits), [1]);
}

#[test]
fn what_is_put_at_once_is_found_in_the_order_of_what_is_put_one_by_one() {
    // More than one thread takes at once, and more than a page keeps while it orders.
    let drafts: Vec<_> = (1..=255)
        .flat_map(|id| {
            [OXALIS, SMART, CoopId([3; 32])]
                .map(|coop| (coop, if id % 3 == 0 { baker(id) } else { joiner(id) }))
        })
        .collect();
    let made = |together: usize| {
        let dir = tempfile::tempdir().unwrap();
        let mut index = Index::open(dir.path()).unwrap().0;
        drafts.chunks(together).for_each(|some| put(&mut index, some));
        index.apply([7, 70, 200].map(|id| Change::Remove { coop: SMART, id: EntryId([id; 16]) })).unwrap();
        index.commit(1).unwrap();
        index.apply([8, 64, 128].map(|id| Change::Remove { coop: OXALIS, id: EntryId([id; 16]) })).unwrap();
        index.commit(2).unwrap();
        (dir, index)
    };
    let listed = |index: &Index| {
        let page = |offset| Query { offset, limit: 100, ..Query::words("", NOW) };
        let pages = (0..8).map(|at| index.searcher().search(&page(at * 100), &small_lexicon()).unwrap());
        pages.flat_map(|found| found.hits).map(|hit| (hit.coop, hit.id)).collect::<Vec<_>>()
    };
    let (at_once, one_by_one) = (made(drafts.len()), made(1));
    let found = listed(&at_once.1);
    assert_eq!(found, listed(&one_by_one.1));
    assert_eq!(found.len(), drafts.len() - 6);
    let first = Query { limit: 5, ..Query::words("", NOW) };
    let first = at_once.1.searcher().search(&first, &small_lexicon()).unwrap();
    assert_eq!(
        (first.total, shown(&first.hits)),
        (found.len(), found[..5].iter().map(|(_, id)| id.as_bytes()[0]).collect())
    );
}
