//! A federation of real processes: real sockets, real disks, killed and cut off.

#![allow(clippy::unwrap_used, reason = "a test stops at what should not be")]

mod real;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use bigre::client::Client;
use bigre::lab::{self, Node};
use bigre_node::api::model::{Changed, DirectoryView, EntryView, Signing};
use hyper::Method;

use real::{Mesh, PROGRAM, client, found, mesh, offer, status};

fn roots(node: &Node) -> Option<Vec<(u64, String)>> {
    let views: Vec<DirectoryView> = client(node).get("/v1/sync").ok()?;
    Some(
        views
            .iter()
            .map(|view| (view.number, view.root.map(|r| r.to_string()).unwrap_or_default()))
            .collect(),
    )
}

impl Mesh {
    #[track_caller]
    fn converge(&self) {
        let _: Vec<serde_json::Value> = self
            .lab
            .nodes
            .iter()
            .filter_map(|node| client(node).send(Method::POST, "/v1/sync", &()).ok())
            .collect();
        self.until("all hold the same roots", |mesh| {
            let all: Vec<_> = mesh.lab.nodes.iter().map(roots).collect();
            all[0].is_some() && all.windows(2).all(|pair| pair[0] == pair[1])
        });
    }
}

#[test]
fn five_nodes_are_killed_cut_off_and_agree_in_the_end() {
    let mut mesh = mesh(5);
    let words = ["tournesol", "coquelicot", "bleuet", "marguerite", "lavande"];
    for (node, word) in mesh.lab.nodes.iter().zip(words) {
        offer(node, word).unwrap();
    }
    mesh.converge();
    for word in words {
        mesh.until(word, |mesh| mesh.lab.nodes.iter().all(|node| found(node, word) == 1));
    }

    // Killed as by a power cut, right after an acknowledgement: nothing acknowledged is lost.
    let kept = offer(&mesh.lab.nodes[0], "pissenlit").unwrap();
    mesh.lab.nodes[0].kill();
    lab::wait(|| !mesh.lab.nodes[0].is_running());
    offer(&mesh.lab.nodes[1], "primevère").unwrap();
    mesh.lab.start().unwrap();
    mesh.until("the killed node signs again", |mesh| {
        status(&mesh.lab.nodes[0]).is_some_and(|s| s.signing == Signing::Ready && s.number >= kept.number)
    });
    mesh.converge();
    mesh.until("found everywhere", |mesh| mesh.lab.nodes.iter().all(|node| found(node, "pissenlit") == 1));

    // Cut in two, each side goes on; joined again, they agree.
    let side = [mesh.lab.nodes[0].coop, mesh.lab.nodes[1].coop];
    mesh.lab.partition(&side).unwrap();
    mesh.until("the cut is felt", |mesh| status(&mesh.lab.nodes[0]).is_some_and(|s| s.connected == 1));
    offer(&mesh.lab.nodes[0], "capucine").unwrap();
    offer(&mesh.lab.nodes[4], "églantine").unwrap();
    mesh.until("one side knows", |mesh| found(&mesh.lab.nodes[1], "capucine") == 1);
    assert_eq!(found(&mesh.lab.nodes[3], "capucine"), 0, "the other side cannot know");
    mesh.lab.partition(&[]).unwrap();
    mesh.until("all are joined again", |mesh| {
        mesh.lab.nodes.iter().all(|node| status(node).is_some_and(|s| s.connected == 4))
    });
    mesh.converge();
    mesh.until("both are found", |mesh| {
        mesh.lab.nodes.iter().all(|node| found(node, "capucine") == 1 && found(node, "églantine") == 1)
    });

    // What is taken out leaves every index and every disk.
    let id = kept.id.unwrap().to_string();
    let _: Changed = client(&mesh.lab.nodes[0]).delete(&format!("/v1/entries/{id}")).unwrap();
    mesh.converge();
    mesh.until("gone everywhere", |mesh| {
        mesh.lab.nodes.iter().all(|node| {
            found(node, "pissenlit") == 0
                && client(node).get::<EntryView>(&format!("/v1/entries/{id}")).is_err()
        })
    });
}

#[test]
fn an_old_backup_put_back_never_contradicts_itself() {
    let mut mesh = mesh(4);
    offer(&mesh.lab.nodes[0], "avant").unwrap();
    mesh.converge();
    let (dir, backup) = (mesh.lab.nodes[0].dir.clone(), mesh.dir.path().join("backup"));
    mesh.lab.nodes[0].terminate();
    lab::wait(|| !mesh.lab.nodes[0].is_running());
    copy(&dir, &backup);
    mesh.lab.start().unwrap();
    mesh.until("it signs", |mesh| status(&mesh.lab.nodes[0]).is_some_and(|s| s.signing == Signing::Ready));
    let later = offer(&mesh.lab.nodes[0], "après").unwrap();
    mesh.converge();
    mesh.lab.nodes[0].terminate();
    lab::wait(|| !mesh.lab.nodes[0].is_running());
    std::fs::remove_dir_all(&dir).unwrap();
    copy(&backup, &dir);
    mesh.lab.start().unwrap();
    mesh.until("it took its own directory back", |mesh| {
        status(&mesh.lab.nodes[0]).is_some_and(|s| s.number >= later.number && s.signing == Signing::Ready)
    });
    mesh.until("what was signed after the backup is there", |mesh| found(&mesh.lab.nodes[0], "après") == 1);
    assert!(offer(&mesh.lab.nodes[0], "ensuite").unwrap().number > later.number);
    mesh.converge();
    for node in &mesh.lab.nodes {
        let views: Vec<DirectoryView> = client(node).get("/v1/sync").unwrap();
        assert!(views.iter().all(|view| view.state != bigre_node::api::model::DirectoryState::Forked));
    }
}

fn copy(from: &Path, to: &Path) {
    // Rights and all, as a backup does.
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
    let _ = std::fs::remove_file(to.join("api.sock"));
}

fn bigre(dir: &Path, words: &[&str]) -> Output {
    Command::new(PROGRAM)
        .arg("--data")
        .arg(dir)
        .args(words)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("LANG", "en_US.UTF-8")
        .output()
        .unwrap()
}

/// Exit code, and whether the error says something of what is expected.
#[track_caller]
fn refused(output: &Output, code: i32, says: &str) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{error}");
    assert!(error.to_lowercase().contains(&says.to_lowercase()), "`{says}` is not said: {error}");
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let mesh = mesh(2);
    let node = &mesh.lab.nodes[0];
    let files = mesh.dir.path();
    let before = roots(node);
    let long = format!("name,about\nLou,{}\n", "x".repeat(10 << 20));
    // What is wrong with a file stops all of it; what is wrong with a line is left for a person.
    let cases: [(&str, &[u8], i32, &str); 9] = [
        ("semicolon.csv", b"name;activity\nLou;Pain\n", 1, "--delimiter"),
        ("latin1.csv", b"name,activity\nLou,Caf\xe9\n", 1, "--encoding"),
        ("bom.csv", b"\xef\xbb\xbfname,activity\nLou,Pain\n", 1, "--encoding"),
        ("nameless.csv", b"activity\nPain\n", 1, "name"),
        ("twice.csv", b"name,activity\nLou,Pain\nLou,Pain\n", 4, "already"),
        ("birth.csv", b"name,date de naissance\nLou,01/02/1980\n", 1, "date de naissance"),
        ("niss.csv", b"name,NISS\nLou,85073003328\n", 1, "NISS"),
        ("place.csv", b"name,place\nLou,Xyzzyville\n", 4, "Xyzzyville"),
        ("long.csv", long.as_bytes(), 4, "line"),
    ];
    for (name, bytes, code, says) in cases {
        let path = files.join(name);
        std::fs::write(&path, bytes).unwrap();
        let words = ["member", "import", path.to_str().unwrap(), "--dry-run"];
        let output = bigre(&node.dir, if code == 4 { &words } else { &words[..3] });
        let error =
            String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(code), "{name}: {error}");
        assert!(error.to_lowercase().contains(&says.to_lowercase()), "{name}: `{says}` is not said: {error}");
        assert!(!error.contains("85073003328") && !error.contains("01/02/1980"), "{name}: values are echoed");
    }
    let stick = files.join("stick.cbor");
    std::fs::write(&stick, b"not a bundle").unwrap();
    refused(&bigre(&node.dir, &["import", stick.to_str().unwrap()]), 1, "bundle");
    refused(&bigre(&node.dir, &["node", "run"]), 1, "in use");
    refused(&bigre(&node.dir, &["search", "pain", "--near", "Xyzzyville"]), 1, "Xyzzyville");
    refused(&bigre(&node.dir, &["serach"]), 2, "search");
    refused(&bigre(&files.join("nowhere"), &["status"]), 3, "node");
    assert_eq!(roots(node), before, "nothing was written");

    mesh.lab.nodes[1].terminate();
    lab::wait(|| !mesh.lab.nodes[1].is_running());
    let other = &mesh.lab.nodes[1].dir;
    let taken = format!("/ip4/127.0.0.1/tcp/{}", node.port);
    refused(&bigre(other, &["node", "run", "--listen", &taken]), 1, "in use");
    let loose = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(other.join("keys/node.key"), loose).unwrap();
    refused(&bigre(other, &["node", "run"]), 1, "chmod");
    std::fs::set_permissions(
        other.join("keys/node.key"),
        std::os::unix::fs::PermissionsExt::from_mode(0o600),
    )
    .unwrap();
    std::fs::write(other.join("format"), "99\n").unwrap();
    refused(&bigre(other, &["node", "run"]), 1, "99");
}

#[test]
fn of_two_servers_with_one_key_one_stops_and_says_why() {
    let mut mesh = mesh(4);
    offer(&mesh.lab.nodes[0], "Pain au levain").unwrap();
    let first = mesh.lab.nodes[0].clone();
    first.kill();
    mesh.until("it is dead", |mesh| !mesh.lab.nodes[0].is_running());
    let copy = mesh.lab.dir.join("copy");
    let copied = Command::new("cp").arg("-r").arg(&first.dir).arg(&copy).status().unwrap();
    assert!(copied.success());
    let _ = std::fs::remove_file(copy.join("api.sock"));
    mesh.lab.start().unwrap();
    let log = std::fs::File::create(copy.join("copy.log")).unwrap();
    let second = Command::new(PROGRAM)
        .args(["--data", copy.to_str().unwrap(), "node", "run", "--listen", "/ip4/127.0.0.1/tcp/0"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap();
    let _second = Stopped(second);
    let logs = [copy.join("copy.log"), first.dir.join("node.log")];
    let says = |path: &PathBuf| {
        std::fs::read_to_string(path).is_ok_and(|log| log.contains("two servers run with one data directory"))
    };
    let sockets = [copy.join("api.sock"), first.dir.join("api.sock")];
    mesh.until("one of them stops and says why", |_| {
        for socket in &sockets {
            // What the others heard is told when heads are compared: now, and not within the minute.
            let _ = Client::new(socket.clone()).unwrap().post::<serde_json::Value>("/v1/sync");
        }
        logs.iter().any(says)
    });
}

/// A process that is killed when the test ends, however it ends.
struct Stopped(std::process::Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What joining says at each step that fails.
#[test]
fn joining_says_which_step_fails() {
    let mesh = mesh(4);
    let dir = mesh.lab.dir.clone();
    let secret = dir.join("secret");
    std::fs::write(&secret, "laboratoire\n").unwrap();
    let secret = secret.to_str().unwrap().to_owned();
    let oxalis = mesh.lab.nodes[1].clone();
    let guest = |name: &str, siren: u32| {
        let data = dir.join(name);
        let legal = format!("FR:SIREN:{siren:09}");
        let init = [
            "init",
            "--name",
            name,
            "--legal-id",
            &legal,
            "--passphrase-file",
            &secret,
            "--work-factor",
            "10",
        ];
        assert!(bigre(&data, &init).status.success());
        data
    };
    let (manu, other) = (guest("Manucoop", 900_000_100), guest("Autre", 900_000_101));
    let invite = |extra: &[&str]| {
        let output = bigre(&oxalis.dir, &[&["invite", "--for", "Manucoop", "--json"], extra].concat());
        let view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (view["id"].as_str().unwrap().to_owned(), view["ticket"].as_str().unwrap().to_owned())
    };
    let join = |data: &Path, ticket: &str, extra: &[&str]| {
        let output = bigre(data, &[&["join", ticket, "--json"], extra].concat());
        let last = if output.status.success() { output.stdout } else { output.stderr };
        let text = String::from_utf8_lossy(&last).into_owned();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
        value["code"].as_str().or(value["state"].as_str()).unwrap().to_owned()
    };
    assert_eq!(join(&manu, "BIGRE1ABC", &[]), "join-ticket-unreadable");
    let (id, revoked) = invite(&[]);
    assert!(bigre(&oxalis.dir, &["invite", "revoke", &id]).status.success());
    assert_eq!(join(&manu, &revoked, &[]), "join-nobody", "the door is shut while nobody is expected");
    let (_, ticket) = invite(&[]);
    assert_eq!(join(&manu, &revoked, &[]), "join-ticket-revoked");
    assert_eq!(join(&manu, &ticket, &[]), "join-charter");
    let sign = ["--sign-charter", "--passphrase-file", &secret];
    assert_eq!(join(&manu, &ticket, &sign), "waiting");
    assert_eq!(join(&manu, &ticket, &[]), "waiting");
    assert_eq!(join(&other, &ticket, &sign), "join-ticket-used");
    oxalis.kill();
    mesh.until("it is dead", |_| !oxalis.is_running());
    // The others know that the page is proposed; they know nothing of another's invitation.
    assert_eq!(join(&manu, &ticket, &[]), "waiting");
    assert_eq!(join(&other, &ticket, &[]), "join-sponsor");
}
