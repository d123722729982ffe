//! Founders, each on a machine of its own: the program itself, from `init` to the same fingerprint.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in an empty environment.
fn bigre(dir: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bigre"))
        .args(["--data".as_ref(), dir.as_os_str()])
        .args(words)
        .current_dir(dir.parent().unwrap())
        .env_clear()
        .env("HOME", dir.parent().unwrap())
        .output()
        .unwrap()
}

fn done(dir: &Path, words: &[&str]) -> String {
    let output = bigre(dir, words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(dir: &Path, words: &[&str], exit: i32) -> String {
    let output = bigre(dir, words);
    assert_eq!(output.status.code(), Some(exit), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stderr).unwrap()
}

fn init(dir: &Path, name: &str, legal: &str) {
    let passphrase = dir.parent().unwrap().join("passphrase");
    std::fs::write(&passphrase, "les goélands du port\n").unwrap();
    let words = [
        "init",
        "--name",
        name,
        "--legal-id",
        legal,
        "--work-factor",
        "2",
        "--passphrase-file",
        "passphrase",
    ];
    assert!(done(dir, &words).contains(name));
}

fn found(dir: &Path, cards: &[&str]) -> serde_json::Value {
    let mut words =
        vec!["--json", "federation", "found", "--name", "Bigre", "--passphrase-file", "passphrase"];
    words.extend(cards);
    serde_json::from_str(&done(dir, &words)).unwrap()
}

#[test]
fn three_founders_end_with_the_same_words() {
    let root = tempfile::tempdir().unwrap();
    let coops = [
        ("Oxalis", "FR:SIREN:410829477"),
        ("Coopaname", "FR:SIREN:448762526"),
        ("Smart", "BE:BCE:0896755397"),
    ];
    let dirs: Vec<_> = coops.iter().map(|(name, _)| root.path().join(name)).collect();
    for (dir, (name, legal)) in dirs.iter().zip(coops) {
        init(dir, name, legal);
        done(dir, &["card", "export"]);
    }
    let cards = ["oxalis.card", "coopaname.card", "smart.card"];
    let backwards = ["smart.card", "coopaname.card", "oxalis.card"];
    let one = found(&dirs[0], &cards);
    for dir in &dirs[1..] {
        let other = found(dir, &backwards);
        assert_eq!(other["federation"], one["federation"]);
        assert_eq!(other["fingerprint"], one["fingerprint"]);
        assert_ne!(other["coop"], one["coop"]);
    }
    // The same again changes nothing, and needs no passphrase.
    std::fs::remove_file(root.path().join("passphrase")).unwrap();
    assert_eq!(found(&dirs[0], &backwards)["already"], true);
    let shown = done(&dirs[1], &["--lang", "fr", "federation", "show"]);
    assert!(shown.contains(one["fingerprint"].as_str().unwrap()), "{shown}");
    assert!(shown.contains("Coopaname (ici)"), "{shown}");
}

#[test]
fn refusals_say_what_why_and_what_to_do() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("data");
    let text = refused(&dir, &["--lang", "fr", "federation", "show"], 1);
    assert!(text.starts_with("bigre: Il n'y a pas d'identité dans"), "{text}");
    assert!(text.contains("→ Créez-la avec « bigre init »"), "{text}");
    init(&dir, "Oxalis", "FR:SIREN:410829477");
    let text = refused(&dir, &["init", "--name", "Autre", "--legal-id", "FR:SIREN:410829478"], 1);
    assert!(text.contains("already holds the identity of Oxalis"), "{text}");
    let text = refused(&dir, &["status", "--lang", "fr"], 3);
    assert!(text.contains("« bigre node run »"), "{text}");
    let text = refused(&dir, &["--json", "status"], 3);
    let problem: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(problem["code"], "cli-no-node");
    let text = refused(&dir, &["node", "run"], 1);
    assert!(text.contains("no federation yet"), "{text}");
    let text = refused(&dir, &["--lang=fr", "status", "--jason"], 2);
    assert!(text.contains("« --jason » est inconnu ici") && text.contains("--json"), "{text}");
    std::fs::write(dir.join("config.toml"), "[network]\ngosip = true\n").unwrap();
    let text = refused(&dir, &["config", "check"], 1);
    assert!(text.contains("Did you mean \"network.gossip\"?"), "{text}");
}

#[test]
fn a_new_identity_without_terminal_needs_a_file_or_is_given_a_passphrase() {
    let root = tempfile::tempdir().unwrap();
    let words = ["init", "--name", "Oxalis", "--legal-id", "FR:SIREN:410829477", "--work-factor", "2"];
    let one = root.path().join("one");
    let output = Command::new("setsid")
        .arg(env!("CARGO_BIN_EXE_bigre"))
        .args(["--data".as_ref(), one.as_os_str()])
        .args(words)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .output();
    // `setsid` takes the terminal away, where there is one.
    if let Ok(output) = output {
        assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!one.exists());
    }
    let mut words = words.to_vec();
    words.push("--generate-passphrase");
    let output = bigre(&one, &words);
    assert!(output.status.success());
    let told = String::from_utf8(output.stderr).unwrap();
    let passphrase = told.lines().find(|line| line.starts_with("    ")).unwrap().trim();
    std::fs::write(root.path().join("passphrase"), passphrase).unwrap();
    assert!(!String::from_utf8(output.stdout).unwrap().contains(passphrase));
    done(&one, &["card", "export", "one.card"]);
    assert_eq!(found(&one, &["one.card"])["already"], false);
}

#[test]
fn what_needs_no_node_answers_without_one() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("data");
    for shell in ["fish", "bash", "zsh"] {
        assert!(done(&dir, &["completions", shell]).contains("bigre"), "{shell}");
    }
    assert!(done(&dir, &["config", "show", "--example"]).contains("disk_floor"));
    assert!(done(&dir, &["config", "show"]).contains("network.listen"));
    assert!(done(&dir, &["about", "data"]).contains("GeoNames"));
    assert!(done(&dir, &["--lang", "fr", "--help"]).contains("Verbes"));
    assert!(done(&dir, &["--help"]).contains("Usage:"));
    assert!(!dir.exists(), "nothing is made by looking");
}
