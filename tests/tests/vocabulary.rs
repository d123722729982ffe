//! Vocabularies and words between real processes: published by one cooperative, put in force by the assembly, searched
//! with by all.

#![allow(clippy::unwrap_used, reason = "a test stops at what should not be")]

mod real;

use std::process::{Command, Output};

use bigre::lab::Node;
use bigre_node::api::model::{ActDraft, Acted};
use bigre_node::api::model::{
    Bulk, BulkEntry, Changed, Propose, SearchAnswer, TermView, VocabularyView, WordView,
};
use bigre_protocol::directory::entry::{Kind, Lang, Term, TermKind, TermLabels};
use bigre_protocol::text::{Code, List, Text};
use hyper::Method;

use real::{Mesh, PROGRAM, approve, client, found, mesh, register};

/// Two trades that the vocabulary of the program does not have.
const CRAFTS: &str = "code;kind;label_fr;alt_fr;label_nl;label_en;broader\n\
    c-dowser;trade;sourcier·ère;radiesthésiste;wichelroedeloper;dowser;\n\
    c-lamplighter;trade;allumeur·euse de réverbères;;lantaarnopsteker;lamplighter;c-dowser\n";

impl Mesh {
    fn bigre(&self, at: usize, words: &[&str]) -> Output {
        Command::new(PROGRAM)
            .arg("--data")
            .arg(&self.node(at).dir)
            .args(words)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LANG", "en_US.UTF-8")
            .current_dir(self.dir.path())
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap()
    }

    /// What a verb prints, in JSON.
    #[track_caller]
    fn json<T: serde::de::DeserializeOwned>(&self, at: usize, words: &[&str]) -> T {
        serde_json::from_str(&self.done(at, &[&["--json"], words].concat())).unwrap()
    }

    #[track_caller]
    fn done(&self, at: usize, words: &[&str]) -> String {
        let output = self.bigre(at, words);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        text
    }

    #[track_caller]
    fn refused(&self, at: usize, words: &[&str]) -> String {
        let output = self.bigre(at, words);
        assert!(!output.status.success(), "{words:?} was taken");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// Puts vocabularies in force.
    #[track_caller]
    fn rules(&self, named: &[&str]) {
        let vocabularies = Some(named.iter().map(|name| (*name).to_owned()).collect());
        let act = ActDraft::Rules { members: None, entries: None, bytes: None, charter: None, vocabularies };
        let proposed: Acted = client(self.node(0))
            .send(Method::POST, "/v1/register/pages", &Propose { act, minutes: None })
            .unwrap();
        let before = register(self.node(0)).unwrap().height;
        for at in 0..self.lab.nodes.len() {
            let knows = |mesh: &Mesh| {
                register(mesh.node(at))
                    .is_some_and(|view| view.proposals.iter().any(|page| page.id == proposed.id))
            };
            self.until("the proposal is known", knows);
            let view = register(self.node(at)).unwrap();
            approve(self.node(at), &view, proposed.id, false).unwrap();
        }
        self.until("the rules are in force", |mesh| {
            mesh.lab.nodes.iter().all(|node| register(node).is_some_and(|view| view.height == before + 1))
        });
    }
}

fn search(node: &Node, words: &str) -> SearchAnswer {
    client(node).get(&format!("/v1/search?q={words}&reader=en")).unwrap()
}

#[test]
fn a_vocabulary_in_force_finds_on_every_node_what_is_written_in_another_language() {
    let mesh = mesh(2);
    let table = mesh.path("crafts.csv");
    std::fs::write(&table, CRAFTS).unwrap();
    let import = ["vocabulary", "import", table.as_str(), "--name", "crafts"];
    let dry = mesh.done(0, &[&import[..], &["--dry-run"]].concat());
    assert!(dry.contains("2 terms to add") && dry.contains("+ sourcier·ère (c-dowser)"), "{dry}");
    let none: Vec<VocabularyView> = mesh.json(0, &["vocabulary", "list"]);
    assert_eq!(none.len(), 1, "a dry run writes nothing");
    mesh.done(0, &import);
    mesh.done(0, &["vocabulary", "import", &table, "--name", "other"]);

    // Published, it is known everywhere, and in force nowhere.
    mesh.until("the vocabularies spread", |mesh| {
        let all: Vec<VocabularyView> = client(mesh.node(1)).get("/v1/vocabularies").unwrap();
        all.iter().map(|one| (one.terms, one.labels, one.in_force)).skip(1).eq([(2, 7, false), (2, 7, false)])
    });
    mesh.rules(&[&format!("{}:crafts", mesh.node(0).name)]);
    let named = register(mesh.node(1)).unwrap().vocabularies;
    assert_eq!(named, [format!("{}:crafts", mesh.node(0).name)]);

    // A trade of it is taken by the other node, and found in three languages on the first.
    mesh.until("the trade is known", |mesh| {
        mesh.lab.nodes.iter().all(|node| {
            let terms: Vec<TermView> = client(node).get("/v1/vocabulary?codes=c-dowser&lang=nl").unwrap();
            terms.iter().any(|term| term.label == "wichelroedeloper")
        })
    });
    mesh.done(1, &["offer", "add", "Recherche d'eau", "--trade", "sourcière"]);
    for words in ["dowser", "wichelroedeloper", "radiesth%C3%A9siste"] {
        mesh.until(words, |mesh| mesh.lab.nodes.iter().all(|node| found(node, words) == 1));
    }
    let answer = search(mesh.node(0), "dowser");
    assert_eq!(answer.understood, ["dowser"]);
    let shown = mesh.done(0, &["offer", "show", &answer.hits[0].entry.id.to_string()]);
    assert!(shown.contains("dowser"), "a code is shown by its label: {shown}");
    // Nodes that hold the same answer the same.
    let hits = |at: usize| {
        search(mesh.node(at), "allumeur").hits.into_iter().map(|hit| hit.entry.id).collect::<Vec<_>>()
    };
    assert_eq!(hits(0), hits(1));

    // Taken out of force, it finds no more.
    mesh.rules(&[]);
    mesh.until("the vocabulary is forgotten", |mesh| found(mesh.node(0), "wichelroedeloper") == 0);
    let report: bigre_node::api::model::ImportReport = mesh.json(0, &["vocabulary", "remove", "crafts"]);
    assert_eq!(report.counts.removed, 2);
    assert!(mesh.refused(0, &["vocabulary", "remove", "crafts"]).contains("crafts"));
    assert!(mesh.refused(0, &["vocabulary", "import", &table, "--name", "words"]).contains("words"));
}

#[test]
fn a_word_that_enough_cooperatives_list_is_found_by_all() {
    let mesh = mesh(3);
    mesh.done(2, &["offer", "add", "Du bon pain", "--trade", "t-baker"]);
    let propose = ["vocabulary", "propose", "croustillier", "--lang", "fr", "--as", "boulangère"];
    let word: WordView = mesh.json(0, &propose);
    assert_eq!((word.same_as.as_deref(), word.in_force, word.needed), (Some("t-baker"), false, 2));
    let again: WordView = mesh.json(0, &propose);
    assert_eq!(again, word, "proposed twice, it is listed once");
    mesh.until("the word is known", |mesh| {
        let words: Vec<WordView> = client(mesh.node(1)).get("/v1/words").unwrap();
        words.len() == 1 && !words[0].ours
    });
    let words = mesh.done(1, &["vocabulary", "words"]);
    assert!(words.contains("croustillier") && words.contains("1 approval missing"), "{words}");
    let approved: WordView = mesh.json(1, &["vocabulary", "approve", "croustillier"]);
    assert!(approved.in_force && approved.ours && approved.listed_by.len() == 2, "{approved:?}");
    mesh.until("the word finds", |mesh| {
        mesh.lab.nodes.iter().all(|node| search(node, "croustillier").understood == ["baker"])
    });
    let near: Vec<TermView> = mesh.json(2, &["vocabulary", "lookup", "croustillier"]);
    assert_eq!(near[0].code, "t-baker");
    mesh.until("the offer is found", |mesh| found(mesh.node(0), "croustillier") == 1);

    // Merged elsewhere by one, two others still say what it was proposed for.
    mesh.done(2, &["vocabulary", "approve", "croustillier"]);
    mesh.done(2, &["vocabulary", "merge", &word.code, "--into", "t-joiner"]);
    let said: Vec<WordView> = mesh.json(2, &["vocabulary", "words"]);
    assert_eq!((said.len(), said[0].same_as.as_deref()), (1, Some("t-baker")));
    // A term of its own, and a word in a circle with itself.
    let new = [
        "vocabulary",
        "propose",
        "zythologue",
        "--lang",
        "fr",
        "--new",
        "--kind",
        "trade",
        "--broader",
        "x-food",
    ];
    assert_eq!(mesh.json::<WordView>(0, &new).broader, ["x-food"]);
    for bad in [
        vec!["vocabulary", "propose", "x", "--lang", "fr", "--as", "t-nothing"],
        vec!["vocabulary", "propose", "x", "--lang", "klingon", "--as", "t-baker"],
        vec!["vocabulary", "propose", "", "--lang", "fr", "--as", "t-baker"],
        vec!["vocabulary", "propose", "a\u{202e}b", "--lang", "fr", "--as", "t-baker"],
        vec!["vocabulary", "approve", "nothing"],
        vec!["vocabulary", "merge", word.code.as_str(), "--into", word.code.as_str()],
        vec!["vocabulary", "withdraw", "nothing"],
    ] {
        mesh.refused(0, &bad);
    }
    mesh.done(0, &["vocabulary", "withdraw", "croustillier"]);
    mesh.done(1, &["vocabulary", "withdraw", &word.code]);
    mesh.until("the word is forgotten", |mesh| found(mesh.node(0), "croustillier") == 0);
}

#[test]
fn hostile_terms_neither_stop_a_node_nor_mislead_it() {
    let mesh = mesh(2);
    let code = |text: &str| Code::new(text).unwrap();
    let called = |text: &str| TermLabels {
        lang: Lang::try_from("fr".to_owned()).unwrap(),
        preferred: Text::new(text).unwrap(),
        alternatives: List::default(),
    };
    let term = |vocabulary: &str, name: &str, label: &str, broader: &str, same_as: Option<&str>| Term {
        code: code(name),
        isco: Some(code("7512")),
        kind: TermKind::Trade,
        labels: List::new(vec![called(label)]).unwrap(),
        broader: List::new(vec![code(broader)]).unwrap(),
        related: List::default(),
        same_as: same_as.map(code),
        vocabulary: code(vocabulary),
    };
    let mut terms = vec![
        term("odd", "o-1", "premierterme", "o-2", Some("o-2")),
        term("odd", "o-2", "secondterme", "o-1", Some("o-3")),
        term("odd", "o-3", "troisiemeterme", "o-3", Some("o-1")),
        term("odd", "o-4", "quatriemeterme", "o-4", Some("o-4")),
        term("odd", "o-4", "encorequatre", "o-4", None),
        term("odd", "t-baker", "usurpateur", "x-food", None),
        Term { labels: List::default(), ..term("odd", "o-5", "x", "o-1", None) },
        // No word: its code is not made of it.
        term("words", "w-aaaaaaaaaaaaaaaa", "falsifie", "x-food", Some("t-baker")),
    ];
    terms.extend(
        (0..300).map(|at| term("odd", &format!("many-{at}"), "memelibelle", "many-0", Some("many-1"))),
    );
    let entry = |term: Term| BulkEntry { term: Some(term), ..BulkEntry::of(None, Kind::TERM) };
    let put: Vec<BulkEntry> = terms.into_iter().map(entry).collect();
    for at in 0..2 {
        let bulk = Bulk { put: put.clone(), remove: Vec::new() };
        let _: Changed = client(mesh.node(at)).send(Method::POST, "/v1/entries/bulk", &bulk).unwrap();
    }
    mesh.rules(&[&format!("{}:odd", mesh.node(0).name), &format!("{}:none", mesh.node(1).name)]);
    mesh.until("the odd vocabulary is searched with", |mesh| {
        mesh.lab.nodes.iter().all(|node| search(node, "troisiemeterme").understood == ["troisiemeterme"])
    });
    for node in &mesh.lab.nodes {
        assert_eq!(search(node, "usurpateur").understood, [""; 0], "a code of the program's own stays");
        assert_eq!(search(node, "falsifie").understood, [""; 0], "a forged word is none");
        let words: Vec<WordView> = client(node).get("/v1/words").unwrap();
        assert!(words.is_empty());
        for words in ["premierterme", "secondterme", "memelibelle"] {
            assert!(!search(node, words).understood.is_empty(), "{words}");
        }
        // Of two terms with one code, the one whose entry has the smaller id holds.
        let of_one_code = ["quatriemeterme", "encorequatre"].map(|words| search(node, words).understood);
        assert!(of_one_code.iter().any(|understood| !understood.is_empty()), "{of_one_code:?}");
        let _: SearchAnswer = client(node).get("/v1/search?trade=o-1").unwrap();
    }
}

#[test]
fn a_service_is_published_found_counted_and_changed_like_an_offer() {
    let mesh = mesh(2);
    mesh.done(
        0,
        &["service", "add", "Comptabilité mutualisée", "--trade", "t-accountant", "--place", "Lyon"],
    );
    mesh.until("the service is found", |mesh| {
        let path = "/v1/search?q=comptabilit%C3%A9&kind=service";
        mesh.lab.nodes.iter().all(|node| client(node).get::<SearchAnswer>(path).unwrap().total == 1)
    });
    let hit = search(mesh.node(1), "comptabilit%C3%A9").hits.remove(0).entry;
    let id = hit.id.to_string();
    assert_eq!((hit.kind.as_str(), hit.listing.unwrap().by), ("service", None));
    let printed = mesh.done(1, &["search", "comptable", "--kind", "service"]);
    assert!(printed.contains("service: Comptabilité"), "{printed}");
    assert!(mesh.done(1, &["trades"]).contains("services"));
    mesh.done(0, &["service", "edit", &id, "--title", "Paie mutualisée"]);
    let shown = mesh.done(0, &["service", "show", &id]);
    assert!(shown.contains("Paie mutualisée") && shown.contains("Lyon"), "{shown}");
    assert!(mesh.done(0, &["service", "list"]).contains("Paie"));
    mesh.refused(0, &["offer", "show", &id]);
    mesh.done(0, &["service", "remove", &id]);
    mesh.until("the service is gone", |mesh| found(mesh.node(1), "mutualis%C3%A9e") == 0);
}

/// An official download in two languages, with invented concepts.
fn download(mesh: &Mesh) -> String {
    let weaver = "http://data.europa.eu/esco/occupation/aaaaaaaa-1111-4aaa-8aaa-aaaaaaaaaaaa";
    let knot = "http://data.europa.eu/esco/skill/dddddddd-4444-4ddd-8ddd-dddddddddddd";
    let header = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status";
    let trades = |label: &str, others: &str| {
        format!("{header}\nOccupation,{weaver},9998,{label},\"{others}\",released\n")
    };
    let folder = mesh.dir.path().join("download");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in [
        (
            "occupations_fr.csv",
            trades("tisseur de brume/tisseuse de brume", "tisseur de brume\ntisseuse de brume"),
        ),
        ("occupations_nl.csv", trades("mistwever", "nevelwever")),
        ("skills_fr.csv", format!("{header}\nSkill,{knot},,nouer un nuage,,released\n")),
        (
            "occupationSkillRelations.csv",
            format!("occupationUri,relationType,skillUri\n{weaver},essential,{knot}\n"),
        ),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder.display().to_string()
}

#[test]
fn an_official_download_becomes_a_vocabulary_of_all() {
    let mesh = mesh(2);
    let folder = download(&mesh);
    let import = ["vocabulary", "import", "esco", folder.as_str()];
    let dry: serde_json::Value = mesh.json(0, &[&import[..], &["--dry-run"]].concat());
    assert_eq!((dry["counts"]["added"].as_u64(), dry["official"]["terms"].as_u64()), (Some(2), Some(2)));
    assert_eq!(dry["official"]["coverage"][0]["labelled"]["nl"], 1);
    mesh.done(0, &import);
    let again: bigre_node::api::model::ImportReport = mesh.json(0, &import);
    assert_eq!((again.counts.unchanged, again.counts.added, again.counts.changed), (2, 0, 0));

    mesh.rules(&[&format!("{}:esco", mesh.node(0).name)]);
    mesh.until("the trade is known", |mesh| {
        mesh.lab.nodes.iter().all(|node| {
            let terms: Vec<TermView> = client(node).get("/v1/vocabulary?codes=esco:aaaaaaaa1111").unwrap();
            !terms.is_empty()
        })
    });
    mesh.done(1, &["offer", "add", "Au petit matin", "--trade", "tisseuse de brume"]);
    mesh.until("a Dutch word finds it", |mesh| {
        mesh.lab.nodes.iter().all(|node| found(node, "mistwever") == 1)
    });
    let notice = "This service uses the ESCO classification of the European Commission.";
    assert!(mesh.done(1, &["about", "data"]).replace('\n', " ").contains(notice));

    // What is not understood is named, and nothing is written.
    std::fs::write(std::path::Path::new(&folder).join("skills_fr.csv"), "conceptUri,preferredLabel\nx\n")
        .unwrap();
    assert!(mesh.refused(0, &import).contains("skills_fr.csv, line 2"));
    std::fs::remove_file(std::path::Path::new(&folder).join("skills_fr.csv")).unwrap();
    assert!(mesh.refused(0, &import).contains("https://esco.ec.europa.eu"));
    assert!(mesh.refused(0, &["vocabulary", "import", "rome"]).contains("rome"));
    assert!(mesh.refused(0, &[&import[..], &["--name", "mine"]].concat()).contains("--name"));
    assert!(
        mesh.refused(0, &["vocabulary", "import", "a.csv", "b.csv", "--name", "x"]).contains("One table")
    );
    assert!(mesh.refused(0, &["vocabulary", "import", "a.csv"]).contains("--name"));
}
