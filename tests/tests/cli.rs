//! The manual, run: the tutorial of the README as a stranger would type it.

use std::net::TcpListener;
use std::process::Command;

const README: &str = include_str!("../../README.md");
const PROGRAM: &str = env!("CARGO_BIN_EXE_bigre-under-test");

/// The shell lines of the tutorial, in order.
fn tutorial() -> String {
    let start = README.find("## Tutorial").expect("the README has a tutorial");
    let text = &README[start..];
    let end = text[3..].find("\n## ").map_or(text.len(), |at| at + 3);
    let blocks = text[..end].split("```sh\n").skip(1);
    blocks.filter_map(|block| block.split("```").next()).collect()
}

#[test]
fn the_tutorial_does_what_it_says() {
    let dir = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(PROGRAM, dir.path().join("bigre")).unwrap();
    let mut script = tutorial();
    assert!(script.contains("bigre --data smart     search loodgieter"), "the tutorial searches");
    let listeners: Vec<TcpListener> = (0..3).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    for (at, listener) in listeners.iter().enumerate() {
        let port = listener.local_addr().unwrap().port().to_string();
        script = script.replace(&format!("/tcp/404{}", at + 1), &format!("/tcp/{port}"));
    }
    drop(listeners);
    let script = format!("set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n{script}");
    let output = Command::new("bash")
        .arg("-c")
        .arg(&script)
        .current_dir(dir.path())
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", dir.path().display()))
        .env("HOME", dir.path())
        .env("LANG", "fr_FR.UTF-8")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let told = String::from_utf8_lossy(&output.stderr);
    let logs: String = ["oxalis", "coopaname", "smart"]
        .iter()
        .filter_map(|name| std::fs::read_to_string(dir.path().join(format!("{name}.log"))).ok())
        .collect();
    assert!(output.status.success(), "{said}\n{told}\n{logs}");
    for expected in ["Camille B.", "Sacha", "\"kind\": \"member\"", "Coopaname", "Smart"] {
        assert!(said.contains(expected), "`{expected}` is not in:\n{said}\n{told}");
    }
    // The three founders ended with the same six words.
    let words: Vec<&str> = said
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')'))
        .filter(|word| word.split('-').count() == 6)
        .collect();
    assert!(words.len() >= 3 && words.windows(2).all(|pair| pair[0] == pair[1]), "{words:?}\n{said}");
}
