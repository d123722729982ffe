//! A node saved, lost and put back, among real processes; and what the doctor and the keys of people say meanwhile.

#![allow(clippy::unwrap_used, reason = "a test stops at what should not be")]

mod real;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use bigre::lab::{self, Lab, Node};
use bigre_node::api::model::{
    ActDraft, Acted, Changed, DirectoryState, DirectoryView, EntryDraft, Propose, Signing,
};
use bigre_protocol::id::ObjectId;
use hyper::Method;

use real::{Mesh, PROGRAM, approve, client, found, is_ready, mesh, offer, register, status};

const PASSPHRASE: &str = "les goélands du port";

/// Some cooperatives, and two passphrases in files.
fn locked_mesh(count: usize) -> Mesh {
    let mesh = mesh(count);
    std::fs::write(mesh.path("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
    std::fs::write(mesh.path("other"), "ouvre-toi sésame\n").unwrap();
    mesh
}

fn directories(node: &Node) -> Vec<DirectoryView> {
    client(node).get("/v1/sync").unwrap_or_default()
}

impl Mesh {
    /// All hold the same, and nobody signed two things at one number.
    #[track_caller]
    fn agree(&self) {
        let roots =
            |node: &Node| directories(node).iter().map(|view| (view.number, view.root)).collect::<Vec<_>>();
        self.until("all hold the same roots", |mesh| {
            mesh.lab.nodes.iter().for_each(|node| {
                let _: Result<serde_json::Value, _> = client(node).send(Method::POST, "/v1/sync", &());
            });
            let all: Vec<_> = mesh.lab.nodes.iter().map(roots).collect();
            !all[0].is_empty() && all.windows(2).all(|pair| pair[0] == pair[1])
        });
        for view in self.lab.nodes.iter().flat_map(directories) {
            assert_ne!(view.state, DirectoryState::Forked, "{}", view.name);
        }
        assert!(self.is_blameless());
    }

    fn bigre(&self, data: &Path, words: &[&str]) -> Output {
        Command::new(PROGRAM)
            .arg("--data")
            .arg(data)
            .args(words)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LANG", "en_US.UTF-8")
            .output()
            .unwrap()
    }

    /// The same with the passphrase of a file.
    fn locked(&self, data: &Path, words: &[&str], passphrase: &str) -> Output {
        let passphrase = self.path(passphrase);
        self.bigre(data, &[words, &["--passphrase-file", &passphrase]].concat())
    }
}

#[track_caller]
fn done(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{error}");
    String::from_utf8_lossy(&output.stdout).into_owned() + &error
}

#[track_caller]
fn refused(output: &Output, code: i32, says: &str) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{error}");
    assert!(error.contains(says), "`{says}` is not said: {error}");
}

#[test]
fn a_node_put_back_hears_a_quorum_before_it_signs() {
    let mut mesh = locked_mesh(4);
    let dir = mesh.lab.nodes[0].dir.clone();
    offer(&mesh.lab.nodes[0], "avant").unwrap();
    offer(&mesh.lab.nodes[1], "ailleurs").unwrap();
    mesh.agree();
    let file = mesh.path("saved.bigre");
    let made =
        done(&mesh.locked(&dir, &["--json", "backup", "create", &file, "--work-factor", "10"], "passphrase"));
    let made: serde_json::Value = serde_json::from_str(&made).unwrap();
    assert_eq!((&made["bundle"]["entries"], &made["keys"]["node"]), (&2.into(), &"checked".into()));
    assert!(!made["files"].to_string().contains("lock"), "{made}");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let later = offer(&mesh.lab.nodes[0], "après").unwrap();
    mesh.agree();

    // The machine is gone, and everybody else is away.
    mesh.lab.nodes.iter().for_each(Node::kill);
    lab::wait(|| mesh.lab.nodes.iter().all(|node| !node.is_running()));
    std::fs::remove_dir_all(&dir).unwrap();
    let said = done(&mesh.locked(&dir, &["restore", &file], "passphrase"));
    for part in ["must never run", "until 3 cooperatives", "import"] {
        assert!(said.contains(part), "`{part}` is not said: {said}");
    }
    for key in ["node.key", "root.age", "vote.age", "transport.key", "import.key"] {
        let mode = std::fs::metadata(dir.join("keys").join(key)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{key}");
    }
    assert_eq!(std::fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
    assert!(!dir.join("sign.lock").exists());

    // Alone, without and with what the backup held, it signs nothing.
    let alone = mesh.lab.nodes[0].coop;
    mesh.lab.start_some(|node| node.coop == alone).unwrap();
    refused(&mesh.bigre(&dir, &["offer", "add", "trop-tôt"]), 1, "may not sign yet");
    let bundle = dir.join("restore.bundle").display().to_string();
    done(&mesh.bigre(&dir, &["import", &bundle]));
    refused(&mesh.bigre(&dir, &["offer", "add", "trop-tôt"]), 1, "may not sign yet");
    mesh.until("what the backup held is found", |mesh| found(&mesh.lab.nodes[0], "avant") == 1);

    // One more is still no quorum, though it knows what was signed since.
    let one = mesh.lab.nodes[1].coop;
    mesh.lab.start_some(|node| node.coop == one).unwrap();
    mesh.until("it took its own directory back", |mesh| {
        status(&mesh.lab.nodes[0]).is_some_and(|status| status.number >= later.number)
    });
    let waiting = Signing::WaitingForPeers { heard: 2, needed: 3 };
    assert_eq!(status(&mesh.lab.nodes[0]).unwrap().signing, waiting);
    assert!(offer(&mesh.lab.nodes[0], "trop-tôt").is_err());

    // With a quorum, it goes on where it was.
    mesh.lab.start().unwrap();
    mesh.until("it may sign", |mesh| is_ready(mesh.node(0)));
    assert!(offer(&mesh.lab.nodes[0], "ensuite").unwrap().number > later.number);
    mesh.agree();
    for words in ["avant", "après", "ensuite", "ailleurs"] {
        mesh.until(words, |mesh| mesh.lab.nodes.iter().all(|node| found(node, words) == 1));
    }
    assert_eq!(found(&mesh.lab.nodes[2], "trop-tôt"), 0);
}

#[test]
fn five_backups_of_different_ages_contradict_nothing() {
    let mut mesh = locked_mesh(4);
    let (dir, coop) = (mesh.node(0).dir.clone(), mesh.node(0).coop);
    let pages: Vec<ObjectId> = (0..10)
        .map(|nth| {
            let members = Some(1_000_000 + nth as u64);
            let act =
                ActDraft::Rules { members, entries: None, bytes: None, charter: None, vocabularies: None };
            let proposal = Propose { act, minutes: None };
            let proposed: Acted =
                client(mesh.node(nth % 4)).send(Method::POST, "/v1/register/pages", &proposal).unwrap();
            proposed.id
        })
        .collect();
    mesh.until("all is proposed", |mesh| register(mesh.node(0)).is_some_and(|v| v.proposals.len() == 10));
    // Each is an entry of its journal.
    let vote = |mesh: &Mesh, page: ObjectId, withdrawn: bool| {
        let node = mesh.node(0);
        approve(node, &register(node).unwrap(), page, withdrawn).unwrap();
    };
    for (age, page) in pages[..5].iter().enumerate() {
        offer(mesh.node(0), &format!("sauvé {age}")).unwrap();
        vote(&mesh, *page, false);
        let create = ["backup", "create", &mesh.path(&age.to_string()), "--work-factor", "10"];
        done(&mesh.locked(&dir, &create, "passphrase"));
    }
    let mut slowest = Duration::ZERO;
    for age in [3, 0, 4, 1, 2] {
        // Signed since, and then the machine is gone.
        let lost = offer(mesh.node(0), &format!("perdu {age}")).unwrap();
        vote(&mesh, pages[age], true);
        mesh.agree();
        mesh.kill(0);
        std::fs::remove_dir_all(&dir).unwrap();
        done(&mesh.locked(&dir, &["restore", &mesh.path(&age.to_string())], "passphrase"));
        let begun = Instant::now();
        mesh.lab.start_some(|node| node.coop == coop).unwrap();
        mesh.until("it may sign", |mesh| is_ready(mesh.node(0)));
        slowest = slowest.max(begun.elapsed());
        assert!(offer(mesh.node(0), &format!("repris {age}")).unwrap().number > lost.number);
        vote(&mesh, pages[5 + age], false);
        mesh.agree();
    }
    for words in ["sauvé", "perdu", "repris"] {
        mesh.until(words, |mesh| mesh.lab.nodes.iter().all(|node| found(node, words) == 5));
    }
    let text = format!("5 backups put back: it signs again after {slowest:?} at most\n");
    let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
}

#[test]
fn what_cannot_be_saved_or_put_back_is_said_and_changes_nothing() {
    let mesh = locked_mesh(2);
    let (node, new) = (&mesh.lab.nodes[0], mesh.dir.path().join("new"));
    let file = mesh.path("saved.bigre");
    let create: &[&str] = &["backup", "create", &file, "--work-factor", "10"];
    refused(&mesh.locked(&new, create, "passphrase"), 1, "no identity");
    let inside = node.dir.join("saved").display().to_string();
    refused(&mesh.locked(&node.dir, &["backup", "create", &inside], "passphrase"), 1, "lost with it");
    done(&mesh.locked(&node.dir, create, "passphrase"));
    let bytes = std::fs::read(&file).unwrap();
    refused(&mesh.locked(&node.dir, create, "passphrase"), 1, "--force");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    done(&mesh.locked(&node.dir, &[create, &["--force", "--identity-only"]].concat(), "passphrase"));
    let shown = done(&mesh.locked(&new, &["backup", "verify", &file], "passphrase"));
    assert!(shown.contains("Coopaname") && shown.contains("The backup is good"), "{shown}");
    assert!(!shown.contains(PASSPHRASE), "{shown}");

    refused(&mesh.locked(&new, &["restore", &file], "other"), 1, "does not open");
    refused(&mesh.locked(&new, &["backup", "verify", &mesh.path("other")], "other"), 1, "not a backup");
    refused(&mesh.locked(&new, &["backup", "verify", &mesh.path("none")], "other"), 1, "none");
    refused(&mesh.locked(&node.dir, &["restore", &file], "passphrase"), 1, "not empty");
    let short = mesh.path("short");
    std::fs::write(&short, &bytes[..bytes.len() - 100]).unwrap();
    refused(&mesh.locked(&new, &["restore", &short], "passphrase"), 1, "damaged");
    assert!(!new.exists(), "nothing was written");
    // Nobody is there to be asked.
    let output = mesh.bigre(&new, &["restore", &file]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_doctor_tells_what_is_wrong_without_telling_who() {
    let mesh = locked_mesh(2);
    let dir = &mesh.lab.nodes[0].dir;
    let member =
        EntryDraft { kind: "member".into(), name: Some("Camille Durand".into()), ..EntryDraft::default() };
    let _: Changed = client(&mesh.lab.nodes[0]).send(Method::POST, "/v1/entries", &member).unwrap();
    let help = mesh.path("help.txt");
    let said = done(&mesh.bigre(dir, &["--json", "doctor", "--bundle", &help]));
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let checks = said["checks"].as_array().unwrap();
    let wrong: Vec<_> =
        checks.iter().filter(|check| check["verdict"] == "warn" || check["verdict"] == "fail").collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let text = std::fs::read_to_string(&help).unwrap();
    let status = status(&mesh.lab.nodes[0]).unwrap();
    let seed = std::fs::read_to_string(dir.join("keys/node.key")).unwrap();
    let place = mesh.dir.path().display().to_string();
    for secret in [
        "Camille",
        "Durand",
        "Coopaname",
        "Oxalis",
        "12D3Koo",
        "laboratoire",
        &*place,
        &*status.fingerprint,
        &status.coop.to_string(),
        seed.lines().last().unwrap(),
    ] {
        assert!(!text.contains(secret), "{secret} is in:\n{text}");
    }
    assert!(text.contains("members = 1") && text.contains("doctor-clock-ok"), "{text}");

    // Two of two are a quorum: once both are killed, the node does not answer.
    mesh.lab.nodes.iter().for_each(Node::kill);
    lab::wait(|| mesh.lab.nodes.iter().all(|node| !node.is_running()));
    std::fs::set_permissions(dir.join("keys/node.key"), PermissionsExt::from_mode(0o644)).unwrap();
    let output = mesh.bigre(dir, &["doctor"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("chmod") && said.contains("node run") && said.contains("2 to mend"), "{said}");
}

#[test]
fn a_person_makes_a_key_and_shows_it() {
    let mesh = Mesh {
        lab: Lab::found(&tempfile::tempdir().unwrap().path().join("lab"), "Essai", &["Oxalis".into()])
            .unwrap(),
        dir: tempfile::tempdir().unwrap(),
    };
    std::fs::write(mesh.path("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
    let (nowhere, key) = (mesh.dir.path().join("nowhere"), mesh.path("anne.age"));
    let new = ["--json", "key", "new", &key, "--use", "vote", "--label", "Anne", "--work-factor", "10"];
    let made = done(&mesh.locked(&nowhere, &new, "passphrase"));
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let shown = done(&mesh.locked(&nowhere, &["--json", "key", "show", &key], "passphrase"));
    assert_eq!(made, shown);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((&shown["use"], &shown["label"]), (&"vote".into(), &"Anne".into()));
    assert_eq!(shown["public"].as_str().unwrap().len(), 52);
    refused(&mesh.locked(&nowhere, &new, "passphrase"), 1, "already");
    assert!(!nowhere.exists(), "a key needs no node");
}
