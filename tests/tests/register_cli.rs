//! The register decided by real processes from the command line: pages, approvals, cards, suspension.

#![allow(clippy::unwrap_used, reason = "a test stops at what should not be")]

mod real;

use std::path::Path;
use std::process::{Command, Output};

use bigre::lab::{Lab, Node};
use bigre_node::api::model::{OwnCard, SeatView};

use real::{Mesh, PROGRAM, client, found, mesh, offer, register};
use serde_json::Value;

fn height(node: &Node) -> u64 {
    register(node).map_or(0, |view| view.height)
}

fn seat(node: &Node, name: &str) -> Option<SeatView> {
    register(node)?.seats.into_iter().find(|seat| seat.name == name)
}

fn own(node: &Node) -> OwnCard {
    client(node).get("/v1/register/card").unwrap()
}

/// Four cooperatives, and the passphrase of the laboratory in a file.
fn four() -> Mesh {
    let mesh = mesh(4);
    std::fs::write(mesh.path("passphrase"), "laboratoire\n").unwrap();
    mesh
}

impl Mesh {
    fn bigre_in(&self, lang: &str, data: &Path, words: &[&str]) -> Output {
        Command::new(PROGRAM)
            .arg("--data")
            .arg(data)
            .args(words)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LANG", lang)
            .current_dir(self.dir.path())
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap()
    }

    fn bigre(&self, at: usize, words: &[&str]) -> Output {
        self.bigre_in("en_US.UTF-8", &self.node(at).dir, words)
    }

    fn french(&self, at: usize, words: &[&str]) -> String {
        fits(done(&self.bigre_in("fr_FR.UTF-8", &self.node(at).dir, words)))
    }

    /// The same with the passphrase of the laboratory.
    fn locked(&self, at: usize, words: &[&str]) -> Output {
        let passphrase = self.path("passphrase");
        self.bigre(at, &[words, &["--passphrase-file", &passphrase]].concat())
    }

    /// Proposes a page at a node, and gives its id once every node holds it.
    #[track_caller]
    fn propose(&self, at: usize, words: &[&str]) -> String {
        let said = done(&self.bigre(at, &[&["--json", "register", "propose"], words].concat()));
        let id = json(&said)["id"].as_str().unwrap().to_owned();
        self.until("the proposal is everywhere", |mesh| {
            mesh.lab.nodes.iter().all(|node| {
                register(node).is_some_and(|view| {
                    let mut all = view.proposals.iter().chain(&view.pages);
                    all.any(|page| page.id.to_string() == id)
                })
            })
        });
        id
    }

    /// Has some approve a page, until it is in force everywhere.
    #[track_caller]
    fn seal(&self, id: &str, by: &[usize]) {
        let before = height(self.node(by[0]));
        for at in by {
            done(&self.locked(*at, &["register", "approve", &id[..10]]));
        }
        self.until("the page is in force everywhere", |mesh| {
            mesh.lab.nodes.iter().all(|node| height(node) > before)
        });
    }

    /// A person's key: the file and its public part.
    fn person(&self, name: &str, usage: &str) -> (String, String) {
        let file = self.path(name);
        let new = ["--json", "key", "new", &file, "--use", usage, "--label", name, "--work-factor", "10"];
        let made = json(&done(&self.locked(0, &new)));
        (file, made["public"].as_str().unwrap().to_owned())
    }
}

#[track_caller]
fn done(output: &Output) -> String {
    let (said, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{said}{error}");
    if std::env::var_os("SHOW").is_some() {
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "{said}{error}");
    }
    said.into_owned() + &error
}

#[track_caller]
fn refused(output: &Output, code: i32, says: &str) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{error}");
    assert!(error.contains(says), "`{says}` is not said: {error}");
    assert!(error.contains("hint:"), "no hint: {error}");
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn fits(text: String) -> String {
    let wide = text.lines().find(|line| line.chars().count() > 80 && !line.contains("lab"));
    assert_eq!(wide, None, "{text}");
    text
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in parts {
        assert!(flat.contains(part), "`{part}` is not said: {text}");
    }
}

#[test]
fn a_page_is_proposed_approved_taken_back_sealed_and_verified_off_line() {
    let mesh = four();
    says(
        &done(&mesh.bigre(0, &["register", "list"])),
        &["4 cooperatives vote; 3 must agree", "Nothing is proposed"],
    );
    refused(&mesh.bigre(0, &["register", "propose", "rules"]), 2, "No rule");
    refused(&mesh.bigre(0, &["register", "show", "7"]), 1, "No page answers");
    refused(&mesh.bigre(0, &["register", "propose", "wake", "Oxalis"]), 1, "not dormant");
    let minutes = mesh.path("minutes.txt");
    std::fs::write(&minutes, "L'assemblée décide.\n").unwrap();
    let rules = ["rules", "--members", "100", "--megabytes", "8", "--minutes", &minutes];
    let id = mesh.propose(0, &rules);
    let short = &id[..10];

    // One approves and takes it back: that is final.
    refused(&mesh.locked(3, &["register", "withdraw", short]), 1, "nothing to take back");
    says(&done(&mesh.locked(3, &["register", "approve", short])), &["1 of 3 approvals, 2 more needed"]);
    says(&done(&mesh.locked(3, &["register", "withdraw", short])), &["0 of 3 approvals"]);
    refused(&mesh.locked(3, &["register", "approve", short]), 1, "approval was taken back");
    mesh.until("the withdrawal is known", |mesh| {
        register(mesh.node(0)).is_some_and(|view| view.proposals[0].approvals.is_empty())
    });
    let text = mesh.french(1, &["register", "list"]);
    says(
        &text,
        &["coopérative", "Une page est proposée", "100 membres par coopérative et 8", "il en manque 3"],
    );
    says(&mesh.french(1, &["register", "show", short]), &["manquent", "Crealead", "SHA-256"]);

    mesh.seal(&id, &[0, 1, 2]);
    for node in &mesh.lab.nodes {
        let view = register(node).unwrap();
        assert_eq!((view.head.to_string(), view.quotas[0], view.quotas[2]), (id.clone(), 100, 8 << 20));
    }
    refused(&mesh.locked(0, &["register", "approve", "1"]), 1, "in force");
    refused(&mesh.locked(0, &["register", "withdraw", short]), 1, "in force");
    for at in 0..4 {
        says(&mesh.french(at, &["register", "log"]), &["nouvelles règles", "Coopaname", short]);
    }
    says(&fits(done(&mesh.bigre(2, &["register", "log"]))), &["new rules: 100 members", short]);
    let text = mesh.french(2, &["register", "show", "1"]);
    says(&text, &["en vigueur", "scellée par", "bulletins de", "approuvée par"]);
    assert_eq!(json(&done(&mesh.bigre(2, &["register", "log", "--json"])))[0]["id"], id.as_str());
    says(&mesh.french(0, &["charter", "show"]), &["La charte en vigueur"]);
    offline(&mesh);
}

/// The exported register verifies, and no changed byte does.
fn offline(mesh: &Mesh) {
    // A card between two pages: the second names it.
    done(&mesh.locked(1, &["card", "renew"]));
    mesh.until("the card is everywhere", |mesh| {
        mesh.lab.nodes.iter().all(|node| seat(node, "Oxalis").is_some_and(|seat| seat.card == 1))
    });
    let second = mesh.propose(1, &["sleep", "Crealead"]);
    mesh.seal(&second, &[0, 1, 2]);
    let dir = mesh.path("export");
    says(&done(&mesh.bigre(3, &["register", "export", &dir])), &["1 card, 2 pages", "register verify"]);
    refused(&mesh.bigre(3, &["register", "export", &dir]), 1, "not empty");
    let nowhere = mesh.dir.path().join("nowhere");
    let verify = |lang: &str| mesh.bigre_in(lang, &nowhere, &["register", "verify", "--offline", &dir]);
    says(
        &done(&verify("en_US.UTF-8")),
        &["Page 1", "Page 2", "a member no longer votes", "All is well: 2 pages"],
    );
    says(&done(&verify("fr_FR.UTF-8")), &["Page 2", "accusés", "Tout est en ordre"]);
    for file in ["pages/0001.cbor", "pages/0002.cbor", "cards/0001.cbor", "founding.cbor"] {
        let path = Path::new(&dir).join(file);
        let good = std::fs::read(&path).unwrap();
        for at in (0..good.len()).step_by(good.len() / 24) {
            let mut spoilt = good.clone();
            spoilt[at] ^= 1;
            std::fs::write(&path, &spoilt).unwrap();
            refused(&verify("en_US.UTF-8"), 1, "does not verify");
        }
        let mut spoilt = good.clone();
        spoilt[good.len() / 2] ^= 4;
        std::fs::write(&path, &spoilt).unwrap();
        let error = verify("en_US.UTF-8");
        if file != "founding.cbor" {
            refused(&error, 1, file);
        }
        std::fs::write(&path, &good).unwrap();
    }
    done(&verify("en_US.UTF-8"));
}

#[test]
fn a_node_key_is_renewed_while_the_node_runs() {
    let mesh = four();
    let first = offer(mesh.node(0), "avant").unwrap();
    let id = mesh.propose(0, &["rules", "--members", "100"]);
    mesh.until("all hold it", |mesh| mesh.lab.nodes.iter().all(|node| found(node, "avant") == 1));
    let before = own(mesh.node(0));
    assert!(before.journal > 0 && before.directory >= first.number);
    says(&done(&mesh.locked(0, &["card", "rotate", "node"])), &["Card 1 is in force", "new key"]);
    assert!(!mesh.node(0).dir.join("keys/node.next.key").exists());

    let second = offer(mesh.node(0), "après").unwrap();
    assert!(second.number > first.number);
    mesh.until("what the new key signed is everywhere", |mesh| {
        mesh.lab.nodes.iter().all(|node| found(node, "après") == 1 && found(node, "avant") == 1)
    });
    // Its journal goes on, and a page that pins the new card is sealed with its ballot.
    let page = mesh.propose(0, &["rules", "--members", "200"]);
    assert!(own(mesh.node(0)).journal > before.journal);
    says(&done(&mesh.bigre(1, &["register", "list"])), &["outdated", "2 pages are proposed"]);
    refused(&mesh.locked(1, &["register", "approve", &id]), 1, "outdated");
    mesh.seal(&page, &[0, 1, 2]);
    says(&mesh.french(0, &["card", "verify"]), &["Cette fiche est en vigueur", "fiche 1"]);
    refused(
        &mesh.locked(0, &["card", "rotate", "node", "--cut-journal", "1", "--cut-directory", "1"]),
        2,
        "journal entry 1",
    );
    let add = "/dns/bigre.example.coop/tcp/4040";
    refused(&mesh.locked(0, &["card", "address", "--remove", add]), 1, "no address");
    refused(&mesh.locked(0, &["card", "address", "--add", "bigre.example.coop:4040"]), 1, "/dns/");
    says(&done(&mesh.locked(0, &["card", "address", "--add", add])), &["Card 2 is in force"]);
    says(&mesh.french(0, &["card", "verify"]), &[add, "/ip4/127.0.0.1/tcp/"]);
    done(&mesh.locked(0, &["card", "address", "--remove", add]));
    assert_eq!(own(mesh.node(0)).number, 3);
}

#[test]
fn vote_and_root_keys_pass_to_other_people() {
    let mesh = four();
    let dir = &mesh.node(0).dir;
    let before = own(mesh.node(0)).number;
    says(&done(&mesh.locked(0, &["card", "renew"])), &["Card 1 is in force"]);
    says(&done(&mesh.locked(0, &["card", "rotate", "vote", "--work-factor", "10"])), &["Card 2 is in force"]);
    assert_eq!(own(mesh.node(0)).number, before + 2);
    assert!(dir.join("keys/vote.2.age").exists() && !dir.join("keys/vote.next.age").exists());
    mesh.until("the card is everywhere", |mesh| {
        mesh.lab.nodes.iter().all(|node| seat(node, "Coopaname").is_some_and(|seat| seat.card == 2))
    });
    let page = mesh.propose(1, &["rules", "--members", "100"]);
    mesh.seal(&page, &[0, 1, 2]);

    // Two people take the root over: the old key and both new ones sign, one after the other.
    let ((anne, anne_key), (bo, bo_key)) = (mesh.person("anne.age", "root"), mesh.person("bo.age", "root"));
    let draft = mesh.path("next.card");
    let rotate = ["card", "rotate", "root", "--key", &anne_key, "--key", &bo_key, "--threshold", "2"];
    refused(&mesh.locked(0, &rotate), 1, "2 more signatures");
    let saved = done(&mesh.locked(0, &[&rotate[..], &["--save", &draft]].concat()));
    says(&saved, &["2 more of the card's own root keys", "bigre card sign"]);
    refused(&mesh.bigre(0, &["card", "publish", &draft]), 1, "2 more signatures");
    let nowhere = mesh.dir.path().join("nowhere");
    let passphrase = mesh.path("passphrase");
    let sign = ["card", "sign", &draft, "--key", &anne, "--passphrase-file", &passphrase];
    // Anne signs on a machine without a node.
    says(&done(&mesh.bigre_in("fr_FR.UTF-8", &nowhere, &sign)), &["Sans nœud"]);
    let verified = mesh.bigre(0, &["card", "verify", &draft]);
    assert_eq!(verified.status.code(), Some(1));
    says(&String::from_utf8_lossy(&verified.stdout), &["1 more of the card's own root keys", &bo_key[..10]]);
    let (vote, _) = mesh.person("vote.age", "vote");
    refused(&mesh.locked(0, &["card", "sign", &draft, "--key", &vote]), 1, "serves to approve pages");
    says(&done(&mesh.locked(0, &["card", "sign", &draft, "--key", &bo])), &["Enough keys have signed"]);
    says(&done(&mesh.bigre(0, &["card", "publish", &draft])), &["Card 3 is in force"]);
    assert!(dir.join("keys/root.3.age").exists() && !dir.join("keys/root.age").exists());
    says(&mesh.french(0, &["register", "list"]), &["Coopaname"]);
    refused(&mesh.bigre(0, &["card", "publish", &draft]), 1, "does not follow");

    // From now on both sign; and two people share the vote.
    refused(&mesh.locked(0, &["card", "renew"]), 1, "2 more signatures");
    let (zoe, zoe_key) = mesh.person("zoe.age", "vote");
    let (max, max_key) = mesh.person("max.age", "vote");
    let rotate = ["card", "rotate", "vote", "--key", &zoe_key, "--key", &max_key, "--threshold", "2"];
    done(&mesh.locked(0, &[&rotate[..], &["--sign-with", &anne, "--sign-with", &bo]].concat()));
    assert!(dir.join("keys/vote.4.age").exists() && !dir.join("keys/vote.age").exists());
    mesh.until("the card is everywhere", |mesh| {
        mesh.lab.nodes.iter().all(|node| seat(node, "Coopaname").is_some_and(|seat| seat.vote == [2, 2]))
    });
    let page = mesh.propose(1, &["rules", "--members", "300"]);
    refused(&mesh.locked(0, &["register", "approve", &page]), 1, "no vote key");
    refused(&mesh.locked(0, &["register", "approve", &page, "--key", &zoe]), 1, "1 more signature");
    let part = mesh.path("part");
    says(
        &done(&mesh.locked(0, &["register", "approve", &page, "--key", &zoe, "--save", &part])),
        &["One vote key more"],
    );
    refused(
        &mesh.locked(0, &["register", "approve", &page, "--key", &max, "--from", &draft]),
        1,
        "something else",
    );
    done(&mesh.locked(0, &["register", "approve", &page, "--key", &max, "--from", &part]));
    mesh.seal(&page, &[1, 2]);
}

/// Crealead lost its root key, and made new ones behind another passphrase; the others put them in force.
fn recovered(mesh: &Mesh) -> String {
    std::fs::remove_file(mesh.node(3).dir.join("keys/root.age")).unwrap();
    refused(&mesh.locked(3, &["card", "renew"]), 1, "1 more signature");
    let card = mesh.path("crealead-recovery.card");
    let new = mesh.path("new");
    std::fs::write(&new, "ouvre-toi sésame\n").unwrap();
    let recover = ["card", "recover", "--vote", "--work-factor", "10", "--passphrase-file", &new];
    says(&done(&mesh.bigre(3, &recover)), &["propose succeed Crealead", "crealead-recovery.card"]);
    let page = mesh.propose(0, &["succeed", "Crealead", "--card", &card]);
    mesh.seal(&page, &[0, 1, 2]);
    mesh.until("the new card is everywhere", |mesh| {
        mesh.lab.nodes.iter().all(|node| seat(node, "Crealead").is_some_and(|seat| seat.card == 1))
    });
    new
}

#[test]
fn a_cooperative_without_its_root_key_is_recognised_by_the_others() {
    let mesh = four();
    recovered(&mesh);
    says(&mesh.french(0, &["register", "log"]), &["Crealead continue avec de nouvelles", "clés racines"]);
    let export = mesh.path("export");
    done(&mesh.bigre(0, &["register", "export", &export]));
    says(
        &done(&mesh.bigre(0, &["register", "verify", "--offline", &export])),
        &["new root keys for a member", "1 page verified"],
    );
}

#[test]
fn a_recognised_cooperative_goes_on_with_its_new_keys() {
    let mesh = four();
    let new = recovered(&mesh);
    done(&mesh.bigre(3, &["card", "renew", "--passphrase-file", &new]));
    mesh.until("the next card is everywhere", |mesh| {
        mesh.lab.nodes.iter().all(|node| seat(node, "Crealead").is_some_and(|seat| seat.card == 2))
    });
    let page = mesh.propose(3, &["rules", "--entries", "500"]);
    done(&mesh.bigre(3, &["register", "approve", &page, "--passphrase-file", &new]));
    mesh.seal(&page, &[0, 1]);
    let export = mesh.path("export");
    done(&mesh.bigre(0, &["register", "export", &export]));
    says(&done(&mesh.bigre(0, &["register", "verify", "--offline", &export])), &["2 pages verified"]);
}

#[test]
fn two_of_four_suspend_a_cooperative() {
    let mesh = four();
    refused(&mesh.bigre(0, &["suspend", "Nobody", "--reason", "stolen-key"]), 1, "Nobody");
    refused(&mesh.bigre(0, &["suspend", "Coopaname", "--reason", "stolen-key"]), 1, "another member");
    refused(&mesh.bigre(0, &["suspend", "Smart", "--reason", "stolen key"]), 1, "code");
    let said = done(&mesh.bigre(0, &["suspend", "Smart", "--reason", "stolen-key"]));
    says(&said, &["once 2 cooperatives have called", "One more cooperative is needed"]);
    let journal = own(mesh.node(0)).journal;
    mesh.until("the call is known", |mesh| {
        seat(mesh.node(1), "Coopaname").is_some_and(|seat| seat.journal >= journal)
    });
    let said = mesh.french(1, &["suspend", "Smart", "--reason", "stolen-key"]);
    says(&said, &["est suspendue jusqu'au 20", "2 coopératives l'ont demandé"]);
    mesh.until("all know", |mesh| {
        mesh.lab
            .nodes
            .iter()
            .all(|node| seat(node, "Smart").is_some_and(|seat| seat.suspended_until.is_some()))
    });
    says(&mesh.french(0, &["register", "list"]), &["suspendue", "jusqu'au 20"]);
}

#[test]
fn the_charter_is_signed_before_anybody_is_asked() {
    let dir = tempfile::tempdir().unwrap();
    let lab = Lab::found(&dir.path().join("lab"), "Essai", &["Oxalis".into()]).unwrap();
    let mesh = Mesh { lab, dir };
    std::fs::write(mesh.path("passphrase"), "laboratoire\n").unwrap();
    let text = mesh.french(0, &["charter", "show"]);
    says(&text, &["Aucun nœud ne répond", "Une coopérative, une voix"]);
    let federation = "a".repeat(52);
    let sign = ["--json", "charter", "sign", "--federation", &federation];
    let said = json(&done(&mesh.locked(0, &sign)));
    assert_eq!(said["missing"], 0);
    let path = mesh.node(0).dir.join("charter-signed.cbor");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let card = bigre_node::identity::card(&mesh.node(0).dir).unwrap();
    let charter = bigre_protocol::register::charter_id(bigre_protocol::register::CHARTER.as_bytes());
    let federation = federation.parse().unwrap();
    let read = |charter| {
        let bytes = std::fs::read(&path).unwrap();
        bigre_protocol::register::CharterSigned::read(&bytes, &federation, &card, charter)
    };
    read(&charter).unwrap();
    assert!(read(&card.id).is_err());
    let passphrase = bigre_node::identity::Passphrase::new("laboratoire".into());
    let again =
        bigre::command::charter::sign_file(&mesh.node(0).dir, &federation, &charter, &passphrase, &[]);
    assert_eq!(again.unwrap(), std::fs::read(&path).unwrap());
    refused(&mesh.locked(0, &["charter", "sign", "--federation", "x"]), 2, "x");
    refused(&mesh.bigre(0, &["register", "list"]), 3, "node");
}
