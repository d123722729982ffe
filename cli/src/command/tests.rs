//! The screens: what each verb prints of what a node answers, in French, at three widths.

mod fair;
mod watch;

use std::cell::RefCell;
use std::io::{Read as _, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::rc::Rc;

use clap::Parser as _;
use serde_json::{Value, json};

use super::*;
use crate::args::Args;
use crate::i18n::{Lang, Translator};
use crate::out::Out;
use crate::render::width;

/// 2026-11-21 22:07 UTC.
const NOW: u64 = 1_795_298_820_000;
const COOP: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const ID: &str = "abcdefghijklmnopqrstuvwxya";

/// What a node answers to a path, by its beginning.
type Answers = Vec<(&'static str, u16, Value)>;

/// A node that answers what it is told to.
fn node(dir: &Path, answers: Answers) {
    let listener = UnixListener::bind(dir.join("api.sock")).unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.unwrap(), &answers);
        }
    });
}

fn answer(mut stream: UnixStream, answers: &Answers) {
    let mut request = [0; 65_536];
    let read = stream.read(&mut request).unwrap();
    let request = String::from_utf8_lossy(&request[..read]).into_owned();
    let line = request.split(" HTTP/").next().unwrap();
    let known = answers.iter().find(|(beginning, ..)| line.starts_with(beginning));
    let (status, body) = known.map_or((500, json!(line)), |(_, status, body)| (*status, body.clone()));
    let body = body.to_string();
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
}

#[derive(Clone, Default)]
struct Page(Rc<RefCell<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Page {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

/// What a verb printed: results, errors, exit.
struct Printed {
    results: String,
    errors: String,
    exit: Exit,
}

fn print(words: &str, columns: u16, answers: Answers) -> Printed {
    let dir = tempfile::tempdir().unwrap();
    node(dir.path(), answers);
    let args = Args::try_parse_from(words.split_whitespace()).unwrap();
    let (results, errors) = (Page::default(), Page::default());
    let out = Out::into(Box::new(results.clone()), Box::new(errors.clone()), columns);
    let mut context = Context::new(dir.path().into(), &args.global, Translator::new(Lang::Fr));
    context.out = out;
    context.now = NOW;
    let exit =
        run(&context, args.verb).unwrap_or_else(|failure| failure.show(&context.out, &context.tr, false));
    Printed { results: results.text(), errors: errors.text(), exit }
}

/// Prints at three widths, checks that all fits, and gives what was printed at 80 columns.
fn fits(words: &str, answers: &Answers) -> Printed {
    for columns in [40, 120] {
        let printed = print(words, columns, answers.clone());
        for line in printed.results.lines() {
            assert!(width(line) <= usize::from(columns), "{words}, {columns} columns: `{line}`");
        }
    }
    let printed = print(words, 80, answers.clone());
    let wide = printed.results.lines().find(|line| width(line) > 80);
    assert_eq!(wide, None, "{words}");
    printed
}

fn status(change: impl FnOnce(&mut Value)) -> Value {
    let mut status = json!({
        "coop": COOP, "name": "Oxalis", "federation": COOP, "federation_name": "Bigre",
        "fingerprint": "bada-kiku-lomi-nata-pori-zuvo", "version": "0.1.0", "started": NOW - 7_200_000,
        "assents": 5, "founders": 5, "cooperatives": 5, "page": 3, "awaiting": 1, "connected": 4, "up_to_date": true, "number": 17,
        "signing": { "state": "ready" }, "isolated": false, "entries": 12_345, "members": 9_000,
        "storage": { "live_bytes": 1_500_000, "disk_bytes": 3_000_000, "generation": 2 },
        "listening": ["/ip4/192.0.2.1/tcp/4040", "/ip6/2001:db8::1/udp/4040/quic-v1"], "warnings": []
    });
    change(&mut status);
    status
}

fn directory(name: &str, state: &str) -> Value {
    json!({
        "coop": COOP, "name": name, "number": 17, "entries": 412, "members": 300, "bytes": 1000,
        "signed": NOW - 86_400_000, "state": state, "newest": 17, "received": 0, "expected": 0,
        "held_by": ["Oxalis", "Smart", "Coopaname"]
    })
}

fn member() -> Value {
    json!({
        "id": ID, "kind": "member", "coop": COOP, "coop_name": "Oxalis", "confirmed": NOW - 3 * 86_400_000,
        "member": {
            "name": "Camille D.", "about": "Affiches, livres, identités ; vingt ans de métier dans le spectacle vivant.",
            "place": { "code": "FR-34172", "name": "Montpellier" }, "available": true, "languages": ["fr", "oc"],
            "activities": [{ "title": "Graphisme éditorial", "trades": ["t-graphic-designer"], "skills": ["s-layout"] }]
        }
    })
}

#[test]
fn status_says_first_whether_all_is_well() {
    let directories = json!(vec![directory("Oxalis", "current"); 5]);
    let well: Answers =
        vec![("GET /v1/status", 200, status(|_| ())), ("GET /v1/sync", 200, directories.clone())];
    let printed = fits("bigre status", &well);
    let first = printed.results.lines().next().unwrap();
    assert_eq!(first, "À jour : 5 annuaires sur 5, 4 coopératives jointes sur 4");
    assert!(printed.results.contains("2,8 Mio sur le disque"), "{}", printed.results);
    assert!(printed.results.contains("il y a 2 h (2026-11-21 20:07 UTC)"), "{}", printed.results);
    let alone = status(|status| {
        status["connected"] = 0.into();
        status["isolated"] = true.into();
        status["signing"] = json!({ "state": "waiting-for-peers", "heard": 1, "needed": 3 });
        status["warnings"] = json!([
            { "code": "disk-low", "message": "x" },
            { "code": "some-later-code", "message": "A later sentence." }
        ]);
    });
    let printed =
        fits("bigre status", &vec![("GET /v1/status", 200, alone), ("GET /v1/sync", 200, directories)]);
    assert!(printed.results.starts_with("À réparer : 5 annuaires sur 5, 0 coopérative jointe sur 4"));
    assert!(printed.results.contains("! Le disque est presque plein"), "{}", printed.results);
    assert!(printed.results.contains("! A later sentence."), "{}", printed.results);
    let flat = printed.results.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("3 coopératives avant de signer (1 pour l'instant)"), "{flat}");
}

#[test]
fn sync_status_counts_and_never_guesses() {
    let mut pulling = directory("Smart", "pulling");
    pulling["received"] = 120.into();
    pulling["expected"] = 9_000.into();
    pulling["newest"] = 18.into();
    let all = json!([
        directory("Oxalis", "current"),
        pulling,
        directory("Coopaname", "behind"),
        directory("X", "unknown")
    ]);
    let text = fits("bigre sync status", &vec![("GET /v1/sync", 200, all)]).results;
    assert!(text.contains("412 sur 412"), "{text}");
    assert!(text.contains("120 sur"), "{text}");
    assert!(text.contains("jamais reçu"), "{text}");
    assert!(!text.contains('%'), "{text}");
}

#[test]
fn peers_say_why_they_are_away() {
    let peer = |connected: bool, problem: Option<&str>| {
        json!({
            "coop": COOP, "name": "Grands Ensemble", "peer_ids": [], "addresses": ["/dns/node.grands-ensemble.example/tcp/4040"],
            "connected": connected, "since": NOW - 600_000, "same": 4, "directories": 5, "problem": problem
        })
    };
    let peers =
        json!([peer(true, None), peer(false, Some("dial-wrong-peer")), peer(false, Some("later-code"))]);
    let text = fits("bigre peers", &vec![("GET /v1/peers", 200, peers)]).results;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("jointe") && flat.contains("absente") && flat.contains("later-code"), "{text}");
    assert!(flat.contains("clé répond"), "{text}");
    assert!(text.contains("4 sur 5"), "{text}");
}

#[test]
fn a_search_shows_who_where_and_why() {
    let mut hit = member();
    hit["km"] = json!(12.4);
    hit["why"] =
        json!([{ "reason": "trade", "label": "graphiste" }, { "reason": "title" }, { "reason": "text" }]);
    let answer = json!({
        "total": 31, "page": 1, "hits": [hit], "understood": ["graphiste"], "near": "Montpellier (34)",
        "within_km": 50.0, "suggestions": [], "micros": 900,
        "facets": [
            { "by": "kind", "values": [{ "code": "member", "label": "member", "count": 31 }] },
            { "by": "coop", "values": [{ "code": "a", "label": "Oxalis", "count": 29 }, { "code": "b", "label": "Smart", "count": 2 }] }
        ]
    });
    let words = "bigre search graphiste --near Montpellier --within 50km";
    let printed = fits(
        words,
        &vec![(
            "GET /v1/search?facets=true&near=Montpellier&page=1&per_page=10&q=graphiste&reader=fr&within_km=50.0",
            200,
            answer,
        )],
    );
    assert_eq!(printed.exit, Exit::Done, "{}", printed.errors);
    for part in [
        "31 résultats à 50 km autour de Montpellier (34)",
        "Camille",
        "métier :",
        "1 à 10 sur 31",
        "--page 2",
        "Par coopérative : Oxalis 29 · Smart 2",
    ] {
        assert!(printed.results.contains(part), "{part}: {}", printed.results);
    }
}

#[test]
fn nothing_found_is_said_with_other_ways() {
    let answer = json!({ "total": 0, "page": 1, "hits": [], "understood": [], "suggestions": ["graphiste", "--within 100km"], "micros": 1 });
    let printed = fits("bigre search grafiste", &vec![("GET /v1/search", 200, answer)]);
    assert_eq!(printed.exit, Exit::Refused);
    assert_eq!(printed.results, "");
    assert!(printed.errors.contains("essayez : --within 100km"), "{}", printed.errors);
}

#[test]
fn a_member_is_shown_with_the_labels_of_the_vocabulary() {
    let terms =
        json!([{ "code": "t-graphic-designer", "kind": "trade", "label": "graphiste", "labels": {} }]);
    let answers = vec![("GET /v1/entries/abcd", 200, member()), ("GET /v1/vocabulary?codes=", 200, terms)];
    let text = fits("bigre member show abcd", &answers).results;
    for part in ["Camille D.", "graphiste", "s-layout", "Montpellier", "oui", "il y a 3 jours", ID] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let offer = print("bigre offer show abcd", 80, answers);
    assert_eq!(offer.exit, Exit::Refused);
    assert!(offer.errors.contains("« abcd » est une personne, pas une offre."), "{}", offer.errors);
}

#[test]
fn an_edit_changes_only_what_is_given() {
    let mut entry = member();
    entry["member"]["place"] = json!({ "code": "FR-D34", "name": "Hérault" });
    let view = serde_json::from_value(entry).unwrap();
    let bigre_node::api::model::EntryView { member: Some(person), .. } = &view else { panic!("a member") };
    let mut edited = draft::of_member(&view, person);
    let words = "bigre member edit abcd --available non --skill s-printing";
    let Verb::Member(crate::args::MemberVerb::Edit { flags, .. }) =
        Args::try_parse_from(words.split_whitespace()).unwrap().verb
    else {
        panic!("an edit")
    };
    draft::member(&mut edited, &flags);
    assert_eq!((edited.name.as_deref(), edited.available), (Some("Camille D."), Some(false)));
    assert_eq!((edited.place.as_deref(), edited.precision.as_deref()), (Some("FR-D34"), Some("department")));
    assert_eq!(
        (&edited.practice.trades[..], &edited.practice.skills[..]),
        (&["t-graphic-designer".into()][..], &["s-printing".into()][..])
    );
}

#[test]
fn an_import_shows_the_difference_or_the_lines_at_fault() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("members.csv");
    let names: String = (0..12).map(|n| format!("Ada {n};Pain;Montpelier\n")).collect();
    std::fs::write(&file, format!("nom;métier;lieu\n{names}")).unwrap();
    let words = format!("bigre member import {} --dry-run --delimiter ;", file.display());
    let path = "POST /v1/members/import?dry_run=true&hints=true&partial=true";
    let report = json!({
        "dry_run": true, "rows": 300, "added": ["Ada", "Zoé"], "changed": [{ "name": "Camille", "fields": ["place", "skills"] }],
        "removed": [], "counts": { "added": 280, "changed": 1, "removed": 0, "unchanged": 19, "missing": 2 },
        "problems": [], "own_words": ["dinanderie"], "number": 0,
        "notes": [{ "line": 4, "column": "place", "problem": { "code": "place-chosen", "message": "m",
            "args": { "place": "Saint-Denis", "chosen": "Saint-Denis (93)", "others": "Saint-Denis (974)" } } }]
    });
    let printed = fits(&words, &vec![(path, 200, report)]);
    assert_eq!(printed.exit, Exit::Done, "{}", printed.errors);
    for part in [
        "280 personnes à ajouter",
        "+ Ada",
        "278 autres",
        "~ Camille (place, skills)",
        "dinanderie",
        "ligne 4",
        "Essai à blanc",
    ] {
        assert!(printed.results.contains(part), "{part}: {}", printed.results);
    }
    let report = json!({
        "dry_run": true, "rows": 1, "added": [], "changed": [], "removed": [], "counts": {"added": 0, "changed": 0, "removed": 0,
        "unchanged": 0, "missing": 0}, "problem_count": 120, "own_words": [], "number": 0,
        "problems": [{ "line": 12, "column": "lieu", "problem": { "code": "unknown-place", "message": "m",
            "args": { "place": "Montpelier", "suggestions": "Montpellier" } } }]
    });
    let printed = fits(&words, &vec![(path, 422, report)]);
    assert_eq!(printed.exit, Exit::Refused);
    for part in
        ["120 problèmes, rien n'est écrit", "ligne 12, colonne « lieu » : Le lieu", "119 autres problèmes"]
    {
        assert!(printed.errors.contains(part), "{part}: {}", printed.errors);
    }
}

#[test]
fn a_refusal_of_the_node_is_told_in_french() {
    let problem =
        json!({ "code": "waiting-for-peers", "message": "m", "args": { "heard": "1", "needed": "3" } });
    let printed = print("bigre member add --name Ada", 80, vec![("POST /v1/entries", 409, problem)]);
    assert_eq!(printed.exit, Exit::Refused);
    let lines: Vec<&str> = printed.errors.lines().collect();
    assert_eq!(lines[0], "bigre: Le nœud ne peut pas encore signer.");
    assert!(lines[1].contains("3 coopératives (1 pour l'instant)"), "{lines:?}");
    assert!(lines[2].starts_with("  → Attendez"), "{lines:?}");
}

#[test]
fn json_is_what_the_node_says() {
    let printed = print("bigre status --json", 80, vec![("GET /v1/status", 200, status(|_| ()))]);
    let value: Value = serde_json::from_str(&printed.results).unwrap();
    assert_eq!(value["number"], 17);
}
