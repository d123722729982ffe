//! The manuals, run: the tutorial of the README and the guides of the register, as a stranger would type them.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU16, Ordering};

const README: &str = include_str!("../../README.md");
const REGISTRE: &str = include_str!("../../docs/registre.md");
const REGISTER: &str = include_str!("../../docs/register.md");
const FONDS: &str = include_str!("../../docs/fonds.md");
const PROGRAM: &str = env!("CARGO_BIN_EXE_bigre-under-test");

/// The shell lines of a text, in order.
fn lines(text: &str) -> String {
    text.split("```sh\n").skip(1).filter_map(|block| block.split("```").next()).collect()
}

/// A port that nothing listens on. Below those that the system gives to outgoing connections: a script may need it
/// only half a minute later.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 8_000).unwrap_or(0);
    let ports = std::iter::repeat_with(|| 20_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 8_000);
    ports.take(8_000).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}

/// The tutorial of the README.
fn tutorial() -> &'static str {
    let start = README.find("## Tutorial").expect("the README has a tutorial");
    let text = &README[start..];
    let end = text[3..].find("\n## ").map_or(text.len(), |at| at + 3);
    &text[..end]
}

/// Types a script in a new directory, with free ports in the place of those it names. Gives what it said.
fn typed(script: &str, ports: &[u16], lang: &str, logs: &[&str], end: &str) -> String {
    let dir = tempfile::tempdir().expect("a directory");
    std::os::unix::fs::symlink(PROGRAM, dir.path().join("bigre")).expect("a link");
    let mut script = script.to_owned();
    for port in ports {
        script = script.replace(&format!("/tcp/{port}"), &format!("/tcp/{}", free_port()));
    }
    let script =
        format!("set -euo pipefail\ntrap '{end} kill $(jobs -p) 2>/dev/null || true; wait' EXIT\n{script}");
    let output = Command::new("bash")
        .arg("-c")
        .arg(&script)
        .current_dir(dir.path())
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", dir.path().display()))
        .env("HOME", dir.path())
        .env("LANG", lang)
        .output()
        .expect("bash");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = String::from_utf8_lossy(&output.stderr);
    let read = |name: &&str| std::fs::read_to_string(Path::new(dir.path()).join(name)).ok();
    let logs: String = logs.iter().filter_map(read).collect();
    assert!(output.status.success(), "{said}\n{told}\n{logs}");
    said
}

#[test]
fn the_tutorial_does_what_it_says() {
    let script = lines(tutorial());
    assert!(script.contains("bigre --data smart     search loodgieter"), "the tutorial searches");
    let logs = ["oxalis.log", "coopaname.log", "smart.log"];
    let said = typed(&script, &[4041, 4042, 4043], "fr_FR.UTF-8", &logs, "");
    for expected in ["Camille B.", "Sacha", "\"kind\": \"member\"", "Coopaname", "Smart"] {
        assert!(said.contains(expected), "`{expected}` is not in:\n{said}");
    }
    // The three founders ended with the same six words.
    let words: Vec<&str> = said
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')'))
        .filter(|word| word.split('-').count() == 6)
        .collect();
    assert!(words.len() >= 3 && words.windows(2).all(|pair| pair[0] == pair[1]), "{words:?}\n{said}");
}

/// The guide of the register: joining, the three key emergencies, the proof off line, the brake.
fn guide(text: &str, lab: &str, lang: &str, expected: &[&str]) {
    let script = lines(text);
    let end = format!("bigre mesh down --lab {lab} >/dev/null 2>&1;");
    let said = typed(&script, &[4777, 4778], lang, &["manucoop.log", "nouveau.log", "new.log"], &end);
    for expected in expected {
        assert!(said.contains(expected), "`{expected}` is not in:\n{said}");
    }
}

#[test]
fn the_french_guide_of_the_register_does_what_it_says() {
    guide(
        REGISTRE,
        "essai",
        "fr_FR.UTF-8",
        &["La charte", "approbation", "Votre coopérative est membre", "de la fédération d'avant", "Affiches"],
    );
}

#[test]
fn the_english_guide_of_the_register_does_what_it_says() {
    guide(
        REGISTER,
        "trial",
        "en_GB.UTF-8",
        &["The charter", "approvals", "Your cooperative is a member", "of the federation before", "Posters"],
    );
}

#[test]
fn the_guide_of_the_fund_does_what_it_says() {
    let said = typed(&lines(FONDS), &[], "fr_FR.UTF-8", &[], "bigre mesh down --lab essai >/dev/null 2>&1;");
    for expected in ["Personne n’y est nommé", "il faut attendre", "plus que l'apport"] {
        assert!(said.contains(expected), "`{expected}` is not in:\n{said}");
    }
}

#[test]
fn both_guides_type_the_same() {
    let plain = |text: &str, names: [&str; 4]| {
        let names = names.into_iter().zip(["LAB", "BOOK", "NEW", "BUNDLE"]);
        names.fold(lines(text), |text, (name, plain)| text.replace(name, plain))
    };
    let verbs = |text: &str| -> Vec<String> {
        let words = |line: &str| line.split('"').next().unwrap_or_default().trim().to_owned();
        text.lines().filter(|line| line.starts_with("bigre")).map(words).collect()
    };
    let (fr, en) = (
        plain(REGISTRE, ["essai", "cahier", "nouveau", "annuaires.cbor"]),
        plain(REGISTER, ["trial", "book", "new", "directories.cbor"]),
    );
    assert_eq!(verbs(&fr), verbs(&en));
}
