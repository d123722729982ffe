//! The yearly report: a recorded federation, read back by the program and by the second implementation.
//!
//! `BIGRE_BLESS=1` writes `tests/vectors/fund/`; otherwise its files must be, byte for byte, what this code makes.
//! `tests/verify/fund.py tests/vectors/fund --check` folds the same directory without this code.

#![allow(clippy::unwrap_used, reason = "every function here is a test's")]

use std::path::{Path, PathBuf};

use bigre::exported;
use bigre_protocol::fund::Effect;
use bigre_protocol::fund::report::Published;
use bigre_protocol::replica::Replica;
use bigre_tests::campaign::number;

#[path = "report/scribe.rs"]
mod scribe;
#[path = "report/story.rs"]
mod story;

/// Of which years there are reports.
const YEARS: [u16; 2] = [2025, 2026];

fn text(published: &Published) -> String {
    serde_json::to_string_pretty(published).unwrap() + "\n"
}

/// The reports of a replica, with the names of their files.
fn reports(replica: &Replica) -> Vec<(PathBuf, Vec<u8>)> {
    let report = |year: &u16| {
        let text = text(&replica.report(*year, None).publish(true));
        (format!("report-{year}.json").into(), text.into_bytes())
    };
    YEARS.iter().map(report).collect()
}

fn write(dir: &Path, files: &[(PathBuf, Vec<u8>)]) {
    for (name, bytes) in files {
        let path = dir.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

#[test]
fn a_recorded_federation() {
    let scribe = story::tell(2025, 30);
    let mut files = scribe.files();
    files.extend(reports(&scribe.replica));
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/fund"));
    if std::env::var_os("BIGRE_BLESS").is_some() {
        let _ = std::fs::remove_dir_all(root);
        write(root, &files);
    }
    for (name, bytes) in &files {
        assert!(
            std::fs::read(root.join(name)).unwrap_or_default() == *bytes,
            "{name:?} is not what the code makes"
        );
    }
    // Read back from the files, as an auditor does.
    let read = exported::read(root).unwrap();
    assert_eq!(reports(&read), reports(&scribe.replica));
    assert!(read.fund() == scribe.replica.fund());
    let facts = read.fund().entered().count();
    assert!(facts >= 500, "{facts} facts");
    let count =
        |is: fn(&Effect) -> bool| read.fund().entered().filter(|(_, entered)| is(&entered.effect)).count();
    let (valid, waiting) = (count(|e| *e == Effect::Valid), count(|e| matches!(e, Effect::Waiting(_))));
    assert!(valid >= 300 && waiting > 0, "{valid} have effect, {waiting} wait: the story must be rich");
    let mut whys: Vec<&str> = read
        .fund()
        .entered()
        .filter_map(
            |(_, entered)| if let Effect::Void(why) = &entered.effect { Some(why.name()) } else { None },
        )
        .collect();
    whys.sort_unstable();
    whys.dedup();
    assert!(whys.len() >= 20, "the story breaks too few rules: {whys:?}");
}

/// With `BIGRE_STORIES` and `BIGRE_STORIES_DIR`: writes that many other federations, for the second implementation.
#[test]
fn other_federations() {
    let dir = std::env::var("BIGRE_STORIES_DIR").map(PathBuf::from);
    for seed in 0..number("BIGRE_STORIES").unwrap_or(3) {
        let scribe = story::tell(seed, 12);
        let held = tempfile::tempdir().unwrap();
        let root = dir.as_ref().map_or(held.path().to_owned(), |dir| dir.join(seed.to_string()));
        let mut files = scribe.files();
        files.extend(reports(&scribe.replica));
        write(&root, &files);
        assert_eq!(reports(&exported::read(&root).unwrap()), reports(&scribe.replica), "seed {seed}");
    }
}
