//! The file comes back as it was, nothing overwrites what cannot be read, and what was shown is not new.

use std::os::unix::fs::PermissionsExt as _;

use super::*;

fn watch(name: &str) -> Watch {
    let search = SearchParams {
        q: "soudure".into(),
        near: "Nantes".into(),
        within_km: Some(30.0),
        ..SearchParams::default()
    };
    Watch { name: name.into(), added: 7, search, shown: Vec::new() }
}

fn mark(number: usize) -> Mark {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&number.to_be_bytes());
    Mark::of(&CoopId([1; 32]), &EntryId(id))
}

fn marks(numbers: impl IntoIterator<Item = usize>) -> Vec<Mark> {
    numbers.into_iter().map(mark).collect()
}

fn code<T: std::fmt::Debug>(result: Result<T, Failure>) -> String {
    result.unwrap_err().problem.code
}

#[test]
fn what_is_kept_comes_back_and_is_private() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Watches::load(dir.path()).unwrap().watches.is_empty());
    let mut kept = watch("Chantier Nantes");
    kept.remember(&marks(0..3));
    Watches::change(dir.path(), |watches| watches.add(kept.clone())).unwrap();
    let found = Watches::load(dir.path()).unwrap();
    let one = &found.watches[found.find(" chantier nantes").unwrap()];
    assert_eq!((&one.name, one.added, &one.shown), (&kept.name, 7, &kept.shown));
    assert_eq!((one.search.q.as_str(), one.search.within_km), ("soudure", Some(30.0)));
    for file in [FILE, LOCK] {
        let mode = std::fs::metadata(dir.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let text = std::fs::read_to_string(dir.path().join(FILE)).unwrap();
    assert!(!text.contains(&EntryId([0; 16]).to_string()), "{text}");
}

#[test]
fn a_name_is_taken_once_whatever_its_capitals() {
    let dir = tempfile::tempdir().unwrap();
    let add = |name: &str| Watches::change(dir.path(), |watches| watches.add(watch(name)));
    add("pain").unwrap();
    assert_eq!(code(add("Pain")), "cli-watch-taken");
    assert_eq!(code(Watches::load(dir.path()).unwrap().find("vin")), "cli-watch-unknown");
    assert_eq!(name("  deux   mots ").as_deref(), Some("deux mots"));
    for bad in ["", "  ", "a\u{1b}[2J", &"a".repeat(NAME_CHARS + 1)] {
        assert_eq!(name(bad), None, "{bad:?}");
    }
}

#[test]
fn no_more_than_the_bound_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let full = |watches: &mut Watches| (0..MOST).try_for_each(|one| watches.add(watch(&format!("w{one}"))));
    Watches::change(dir.path(), full).unwrap();
    let more = Watches::change(dir.path(), |watches| watches.add(watch("more")));
    assert_eq!(code(more), "cli-watch-full");
    assert_eq!(Watches::load(dir.path()).unwrap().watches.len(), MOST);
}

#[test]
fn what_cannot_be_read_is_refused_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE);
    let one = serde_json::to_string(&watch("a")).unwrap();
    let cases = [
        (String::new(), "cli-watch-damaged"),
        ("{".into(), "cli-watch-damaged"),
        (r#"{"format":0,"watches":[]}"#.into(), "cli-watch-damaged"),
        (r#"{"format":1,"watches":[{}]}"#.into(), "cli-watch-damaged"),
        (r#"{"format":1,"watches":[],"more":1}"#.into(), "cli-watch-damaged"),
        (format!(r#"{{"format":1,"watches":[{one},{one}]}}"#), "cli-watch-damaged"),
        (format!(r#"{{"format":1,"watches":[{}]}}"#, one.replace("[]", r#"["AAAA"]"#)), "cli-watch-damaged"),
        (r#"{"format":2,"watches":{"later":true}}"#.into(), "cli-watch-newer"),
    ];
    for (text, expected) in cases {
        std::fs::write(&path, &text).unwrap();
        assert_eq!(code(Watches::load(dir.path())), expected, "{text}");
        let added = Watches::change(dir.path(), |watches| watches.add(watch("b")));
        assert_eq!(code(added), expected, "{text}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn changes_at_once_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for one in 0..8 {
            let dir = dir.path();
            scope.spawn(move || {
                Watches::change(dir, |watches| watches.add(watch(&format!("w{one}")))).unwrap();
            });
        }
    });
    assert_eq!(Watches::load(dir.path()).unwrap().watches.len(), 8);
}

#[test]
fn only_what_was_not_shown_is_new() {
    let mut watch = watch("a");
    assert_eq!(watch.unseen(marks([3, 1, 3]), |mark| *mark), marks([3, 1]));
    watch.remember(&marks([3, 1]));
    assert_eq!(watch.unseen(marks([1, 2, 3]), |mark| *mark), marks([2]));
    assert_eq!(watch.unseen(marks([1, 3]), |mark| *mark), marks([]));
    // The same id in another cooperative is another entry.
    let other = Mark::of(&CoopId([2; 32]), &EntryId([0; 16]));
    assert_ne!(other, mark(0));
}

#[test]
fn what_is_found_no_longer_is_forgotten_first() {
    let mut watch = watch("a");
    watch.remember(&marks(0..MOST_SHOWN));
    // The first is still found: it stays, and the second goes.
    watch.remember(&marks([0, MOST_SHOWN]));
    assert_eq!(watch.shown.len(), MOST_SHOWN);
    assert_eq!(watch.unseen(marks([0, 1, 2, MOST_SHOWN]), |mark| *mark), marks([1]));
}
