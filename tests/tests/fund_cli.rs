//! The fund between seven real processes: a request, two funders, a partition, a stolen node key, a repayment and the
//! year's report; and what the commands refuse.

#![allow(clippy::unwrap_used, reason = "a test stops at what should not be")]

mod real;

use std::process::{Command, Output};

use bigre::client::Client;
use bigre_node::api::model::{BundleReport, FundRequest, OwnCard};
use bigre_node::bundle;
use bigre_node::identity::Identity;
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::frame::Frame;
use bigre_protocol::fund::report::Published;
use bigre_protocol::fund::{Commit, Fact};
use bigre_protocol::id::{ObjectId, OpId};
use bigre_protocol::journal::{Body, Entry};
use bigre_protocol::money::Amount;
use bigre_protocol::text::Code;

use real::{Mesh, PROGRAM, approve, client, mesh, register};

const COOPANAME: usize = 0;
const OXALIS: usize = 1;
const SMART: usize = 2;
const CREALEAD: usize = 3;

fn bigre(mesh: &Mesh, node: usize, words: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("--data").arg(&mesh.node(node).dir).args(words).current_dir(mesh.dir.path());
    command.env_clear().env("PATH", "/usr/bin:/bin").env("LANG", "fr_FR.UTF-8").output().unwrap()
}

/// What is said on both ways, with an exit code expected.
#[track_caller]
fn said(mesh: &Mesh, node: usize, words: &[&str], code: i32) -> String {
    let output = bigre(mesh, node, words);
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
    said
}

/// States something, waiting for what it rests on; gives the entry's short id.
#[track_caller]
fn state(mesh: &Mesh, node: usize, words: &[&str]) -> String {
    let words = [&["-q"], words, &["--wait", "60"]].concat();
    said(mesh, node, &words, 0).trim().to_owned()
}

/// Refused, by name, with nothing changed.
#[track_caller]
fn refused(mesh: &Mesh, node: usize, words: &[&str], says: &str) {
    let before = journal(mesh, node);
    let told = said(mesh, node, words, 1);
    assert!(told.contains(says), "`{says}` is not in: {told}");
    assert!(told.contains('→'), "no hint in: {told}");
    assert_eq!(journal(mesh, node), before, "{words:?} changed the journal");
}

fn journal(mesh: &Mesh, node: usize) -> (u64, Option<ObjectId>) {
    let own: OwnCard = client(mesh.node(node)).get("/v1/register/card").unwrap();
    (own.journal, own.journal_id)
}

fn report(mesh: &Mesh, node: usize) -> Option<Published> {
    client(mesh.node(node)).get("/v1/fund/report?year=2027&full=true").ok()
}

fn request(client: &Client, id: &str) -> Option<FundRequest> {
    client.get(&format!("/v1/fund/requests/{id}")).ok()
}

/// A federation whose fund waits for no objection.
fn federation(nodes: usize) -> Mesh {
    let mesh = mesh(nodes);
    let line = ["--line", "advance:5000:0h:repaid", "--line", "aid:2000:0h"];
    said(&mesh, COOPANAME, &[&["register", "propose", "fund-rules"], &line[..]].concat(), 0);
    mesh.until("the page is proposed everywhere", |mesh| {
        mesh.lab.nodes.iter().all(|node| register(node).is_some_and(|view| view.proposals.len() == 1))
    });
    for node in &mesh.lab.nodes[..bigre_protocol::register::quorum(nodes)] {
        let view = register(node).unwrap();
        let page = view.proposals.first().or(view.pages.first()).unwrap().id;
        approve(node, &view, page, false).unwrap();
    }
    mesh.until("the rules are in force everywhere", |mesh| {
        mesh.lab.nodes.iter().all(|node| register(node).is_some_and(|view| view.height == 1))
    });
    mesh
}

/// Smart's node key, stolen: a commit signed after what Smart itself signed, given to another node on a stick.
fn theft(mesh: &Mesh, of: &str) -> Vec<u8> {
    let own: OwnCard = client(mesh.node(SMART)).get("/v1/register/card").unwrap();
    let view = register(mesh.node(SMART)).unwrap();
    let request = request(&client(mesh.node(SMART)), of).unwrap();
    let commit = Commit {
        op: OpId([66; 16]),
        line: Code::new("advance").unwrap(),
        year: 2027,
        until: request.until,
        amount: Amount::new(100_000).unwrap(),
        request: request.id,
        decision: None,
    };
    let (kind, body) = Body::Fact(Fact::Commit(commit)).encode();
    let entry = Entry {
        seq: own.journal + 1,
        body,
        kind,
        page: (view.height, view.head),
        time: request.time,
        previous: own.journal_id,
    };
    let key = Identity::load(&mesh.node(SMART).dir).unwrap().node;
    let signed = envelope::sign(&own.federation, ObjectKind::Entry, &key, entry);
    bundle::write(&own.federation, &[Frame::Entry(signed.bytes).to_bytes()])
}

#[test]
fn a_request_from_pledge_to_report_through_a_partition_and_a_theft() {
    let mesh = federation(7);
    state(&mesh, OXALIS, &["fund", "pledge", "2027", "12000", "--line", "advance", "--hours", "40"]);
    state(&mesh, SMART, &["fund", "pledge", "2027", "5000", "--line", "advance"]);
    let ask = ["fund", "request", "new", "--line", "advance", "--amount", "1500", "--repay", "6x250"];
    let id = state(&mesh, COOPANAME, &[&ask[..], &["--until", "2027-06-30"]].concat());
    for node in [OXALIS, SMART, CREALEAD] {
        state(&mesh, node, &["fund", "opinion", &id, "consent"]);
    }
    state(&mesh, COOPANAME, &["fund", "decide", &id]);
    let of_oxalis = state(&mesh, OXALIS, &["fund", "commit", &id, "900", "--year", "2027"]);
    let of_smart = state(&mesh, SMART, &["fund", "commit", &id, "600", "--year", "2027"]);
    state(&mesh, COOPANAME, &["fund", "accept", &of_oxalis]);
    let sent = state(&mesh, OXALIS, &["fund", "disburse", &of_oxalis]);
    state(&mesh, COOPANAME, &["fund", "receipt", &sent]);

    // Coopaname alone: it may say no to what is confirmed, but what it accepts reaches nobody; Smart waits.
    said(&mesh, COOPANAME, &["fund", "request", "show", &id], 0);
    mesh.until("the commit is confirmed", |mesh| {
        let found = request(&client(mesh.node(COOPANAME)), &id).unwrap();
        found.commits.iter().all(|commit| commit.confirmation.confirmed)
    });
    let side = [COOPANAME, 4, 5].map(|at| mesh.node(at).coop);
    mesh.lab.partition(&side).unwrap();
    state(&mesh, COOPANAME, &["fund", "accept", &of_smart]);
    let told = said(&mesh, 4, &["fund", "request", "show", &id], 0);
    assert!(told.contains("Smart"), "{told}");
    refused(&mesh, SMART, &["fund", "disburse", &of_smart, "--wait", "1"], "Rien de l’engagement");
    mesh.lab.partition(&[]).unwrap();
    let paid = state(&mesh, SMART, &["fund", "disburse", &of_smart, "--bank-ref", "VIR 2027-118"]);
    state(&mesh, COOPANAME, &["fund", "receipt", &paid]);

    // A thief signs with Smart's key and shows it to one node; Smart cuts before it, and what the thief signed is gone.
    let forged = theft(&mesh, &id);
    let (journal, _) = journal(&mesh, SMART);
    let _: BundleReport =
        client(mesh.node(CREALEAD)).upload("/v1/import", "application/cbor", forged).unwrap();
    mesh.until("the forgery is seen", |mesh| {
        request(&client(mesh.node(CREALEAD)), &id).unwrap().commits.len() == 3
    });
    std::fs::write(mesh.path("secret"), "laboratoire\n").unwrap();
    let own: OwnCard = client(mesh.node(SMART)).get("/v1/register/card").unwrap();
    let (cut, number) = (journal.to_string(), own.directory.to_string());
    let rotate = ["card", "rotate", "node", "--cut-journal", &cut, "--cut-directory", &number];
    said(&mesh, SMART, &[&rotate[..], &["--passphrase-file", &mesh.path("secret")]].concat(), 0);
    mesh.until("the forgery is gone everywhere", |mesh| {
        let gone = |node| request(&client(node), &id).is_some_and(|found| found.commits.len() == 2);
        mesh.lab.nodes.iter().all(gone)
    });
    state(&mesh, SMART, &["fund", "pledge", "2027", "6000", "--line", "advance"]);

    let back = state(&mesh, COOPANAME, &["fund", "repay", &of_oxalis, "250"]);
    state(&mesh, OXALIS, &["fund", "receipt", &back]);
    mesh.until("every node gives the same report", |mesh| {
        let reports: Vec<_> = (0..7).map(|node| report(mesh, node)).collect();
        let done = |report: &Option<Published>| {
            report.as_ref().is_some_and(|p| p.report.summary.entries.unconfirmed == 0)
        };
        reports.iter().all(done) && reports.windows(2).all(|pair| pair[0] == pair[1])
    });
    // The same from files, without any node.
    said(&mesh, CREALEAD, &["register", "export", "cahier"], 0);
    let audit = said(
        &mesh,
        CREALEAD,
        &["--json", "fund", "audit", "--offline", "cahier", "--year", "2027", "--full"],
        0,
    );
    assert_eq!(serde_json::from_str::<Published>(&audit).unwrap(), report(&mesh, CREALEAD).unwrap());
    assert!(mesh.is_blameless(), "the thief contradicted Smart, not Smart itself");
}

#[test]
fn what_may_not_be_is_refused_by_name_and_changes_nothing() {
    let mesh = federation(4);
    let new = ["fund", "request", "new", "--until", "2027-06-30", "--line"];
    let ask = |rest: &[&'static str]| -> Vec<&'static str> { [&new[..], rest].concat() };
    for (words, says) in [
        (ask(&["advance", "--amount", "6000"]), "cette ligne va jusqu’à 5\u{a0}000,00\u{a0}EUR"),
        (ask(&["loterie", "--amount", "10"]), "pas de ligne « loterie »"),
        (ask(&["guarantee", "--amount", "10"]), "pas de ligne"),
        (ask(&["advance", "--amount", "0"]), "montant nul"),
        (ask(&["advance", "--amount", "1500", "--repay", "5x250"]), "échéances"),
        (ask(&["aid", "--amount", "1500", "--repay", "6x250"]), "échéances"),
    ] {
        refused(&mesh, COOPANAME, &words, says);
    }
    for (words, says) in [
        (ask(&["advance", "--amount", "12,345"]), "trop de décimales"),
        (ask(&["advance", "--amount", "-5"]), ""),
        (ask(&["advance", "--amount", "15 USD"]), "pas la monnaie du fonds"),
        (ask(&["advance", "--amount", "99999999999999999999"]), "dépasse"),
        (ask(&["advance", "--amount", "mille"]), "pas un montant"),
    ] {
        let told = said(&mesh, COOPANAME, &words, 2);
        assert!(told.contains(says), "`{says}` is not in: {told}");
    }
    let id = state(&mesh, COOPANAME, &ask(&["advance", "--amount", "1000"]));
    let commit = up_to_the_commit(&mesh, &id);
    from_the_commit(&mesh, &id, &commit);
}

fn up_to_the_commit(mesh: &Mesh, id: &str) -> String {
    refused(mesh, COOPANAME, &["fund", "opinion", id, "consent"], "ne donne pas d’avis");
    refused(mesh, COOPANAME, &["fund", "decide", id], "0 consentements sur 2 requis");
    state(mesh, OXALIS, &["fund", "pledge", "2027", "500", "--line", "advance"]);
    refused(mesh, OXALIS, &["fund", "commit", id, "100", "--year", "2027"], "pas encore accordée");
    state(mesh, OXALIS, &["fund", "opinion", id, "consent"]);
    state(mesh, SMART, &["fund", "opinion", id, "object", "--code", "rule-2"]);
    mesh.until("the objection came", |mesh| {
        request(&client(mesh.node(COOPANAME)), id).unwrap().opinions.len() == 2
    });
    refused(mesh, COOPANAME, &["fund", "decide", id], "Une objection tient");
    // Answered, the objection is replaced.
    state(mesh, SMART, &["fund", "opinion", id, "consent"]);
    state(mesh, COOPANAME, &["fund", "decide", id, "--amount", "800"]);
    refused(mesh, COOPANAME, &["fund", "decide", id], "déjà décidée");
    refused(mesh, COOPANAME, &["fund", "decide", "zzzzzz"], "Aucune écriture");
    let commit = state(mesh, OXALIS, &["fund", "commit", id, "500", "--year", "2027"]);
    refused(
        mesh,
        OXALIS,
        &["fund", "commit", id, "1", "--year", "2027"],
        "il ne reste que 0,00\u{a0}EUR de votre apport",
    );
    refused(mesh, OXALIS, &["fund", "pledge", "2027", "499", "--line", "advance"], "ne peut baisser");
    commit
}

fn from_the_commit(mesh: &Mesh, id: &str, commit: &str) {
    refused(mesh, OXALIS, &["fund", "disburse", commit], "Rien de l’engagement");
    state(mesh, COOPANAME, &["fund", "accept", commit, "400"]);
    refused(mesh, COOPANAME, &["fund", "accept", commit, "200"], "il ne reste que 100,00\u{a0}EUR");
    refused(mesh, SMART, &["fund", "accept", commit, "10"], "autre coopérative");
    refused(
        mesh,
        OXALIS,
        &["fund", "disburse", commit, "450", "--wait", "9"],
        "il ne reste que 400,00\u{a0}EUR",
    );
    let paid = state(mesh, OXALIS, &["fund", "disburse", commit, "--id", "virement-1"]);
    assert_eq!(state(mesh, OXALIS, &["fund", "disburse", commit, "--id", "virement-1"]), paid, "said once");
    refused(mesh, OXALIS, &["fund", "commit", id, "1", "--id", "virement-1"], "déjà été dite");
    mesh.until("the payment is confirmed", |mesh| {
        let found = request(&client(mesh.node(COOPANAME)), id).unwrap();
        found.commits[0].payments.iter().any(|payment| payment.confirmation.confirmed)
    });
    refused(mesh, COOPANAME, &["fund", "receipt", &paid, "399,99"], "est de 400,00\u{a0}EUR");
    refused(mesh, SMART, &["fund", "receipt", &paid], "autre coopérative");
    refused(mesh, COOPANAME, &["fund", "receipt", commit], "il faut « disburse, repay, honour »");
    state(mesh, COOPANAME, &["fund", "receipt", &paid]);
    refused(mesh, COOPANAME, &["fund", "receipt", &paid], "déjà dit");
    refused(mesh, COOPANAME, &["fund", "repay", id, "500"], "il ne reste que 400,00\u{a0}EUR à rembourser");
    refused(mesh, SMART, &["fund", "dispute", &paid, "--code", "late"], "n’y prend pas part");
    let dispute = state(mesh, COOPANAME, &["fund", "dispute", &paid, "--code", "late"]);
    refused(
        mesh,
        OXALIS,
        &["fund", "settle", &dispute, "--code", "paid", "--wait", "9"],
        "autre coopérative",
    );
    state(mesh, COOPANAME, &["fund", "settle", &paid, "--code", "paid"]);
    refused(mesh, COOPANAME, &["fund", "correct", id], "ne se contre-passe pas");
    refused(
        mesh,
        OXALIS,
        &["guarantee", "offer", "Oxalis", "--ceiling", "5", "--until", "2027-12-31"],
        "soi-même",
    );
    refused(
        mesh,
        OXALIS,
        &["guarantee", "offer", "Smart", "--ceiling", "5", "--until", "2027-12-31"],
        "capacité",
    );
}
