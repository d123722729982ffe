//! The conventions that a machine can check, over every source file of the workspace.
//!
//! Knows files and lines; must not know what they do.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.ends_with("target") {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    for package in ["protocol", "node", "cli", "tests"] {
        walk(&root().join(package), &mut paths);
    }
    assert!(paths.len() > 30, "the sources are not where they were: {paths:?}");
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap_or_default())).collect()
}

/// What comes before the tests of a file; nothing of a file that is only tests.
fn outside_tests<'a>(path: &Path, text: &'a str) -> &'a str {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_test = path.components().any(|part| part.as_os_str() == "tests")
        || name.ends_with("tests.rs")
        || name == "fixtures.rs";
    if is_test { "" } else { text.split("#[cfg(test)]").next().unwrap_or_default() }
}

fn check(what: &str, is_wrong: impl Fn(&Path, &str) -> bool) {
    let sources = sources();
    let wrong: Vec<_> =
        sources.iter().filter(|(path, text)| is_wrong(path, text)).map(|(path, _)| path).collect();
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
}

#[test]
fn files_begin_with_what_they_know() {
    check("no `//!` first", |_, text| !text.starts_with("//!"));
}

#[test]
fn long_files_say_why_in_their_first_line() {
    let why = |text: &str| text.lines().next().is_some_and(|line| line.contains("long because"));
    check("more than 600 lines, without `long because`", |_, text| text.lines().count() > 600 && !why(text));
}

#[test]
fn nothing_is_left_to_do_and_nothing_is_assumed() {
    let words = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!(".unw", "rap()"),
        concat!("dbg", "!("),
    ];
    check("left to do, or assumed", |path, text| {
        words.iter().any(|word| outside_tests(path, text).contains(word))
    });
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let places =
        [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/Us", "ers/")];
    check("a path of one machine", |_, text| places.iter().any(|place| text.contains(place)));
}

#[test]
fn changes_are_told() {
    assert!(root().join("CHANGELOG.md").exists(), "CHANGELOG.md is missing");
}
