//! What `deploy/` holds is what the program expects.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::path::Path;
use std::process::Command;

fn deploy(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_example_configuration_is_the_defaults() {
    assert_eq!(deploy("config.toml"), bigre_node::config::Config::default_toml());
}

#[test]
fn the_containers_and_the_unit_name_verbs_that_exist() {
    for name in ["bigre.service", "Containerfile"] {
        assert!(deploy(name).contains("node"), "{name} runs a node");
    }
    let compose = deploy("compose.yaml");
    for verb in ["init --name", "card export", "federation found --name"] {
        assert!(compose.contains(verb), "{verb}");
    }
}

#[test]
fn the_unit_is_hardened() {
    let unit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/bigre.service");
    let Ok(output) = Command::new("systemd-analyze").args(["security", "--offline=true"]).arg(&unit).output()
    else {
        eprintln!("skipped: systemd-analyze is not on this machine");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let Some(line) = text.lines().find(|line| line.contains("Overall exposure level")) else {
        eprintln!("skipped: this systemd-analyze does not judge files");
        return;
    };
    let level: f64 = line.split(": ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap();
    assert!(level <= 2.0, "{line}");
}
