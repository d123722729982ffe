//! What the doctor says can be read in both languages, and the file for asking help tells who nobody is.

use std::path::{Path, PathBuf};

use bigre_node::api::model::{DirectoryState, Signing, Storage};
use bigre_node::doctor::Reached;
use bigre_node::identity::{InitOptions, Passphrase};
use bigre_protocol::id::{CoopId, FederationId};
use clap::Parser as _;

use super::*;
use crate::args::Args;
use crate::i18n::Lang;
use crate::out::Out;

/// 2026-11-21 22:07 UTC.
const NOW: u64 = 1_795_298_820_000;
const PASSPHRASE: &str = "les goélands du port";

fn context(dir: &Path, lang: Lang) -> Context {
    let args = Args::try_parse_from(["bigre", "doctor"]).unwrap();
    let mut context = Context::new(dir.into(), &args.global, Translator::new(lang));
    context.out = Out::into(Box::new(std::io::sink()), Box::new(std::io::sink()), 80);
    context.now = NOW;
    context
}

fn identity(root: &Path) -> PathBuf {
    let dir = root.join("data");
    let options = InitOptions {
        name: "Coopérative des Goélands".into(),
        legal: "FR:SIREN:123456789".into(),
        addresses: vec!["/dns/noeud.goelands.example/tcp/4040".into()],
        passphrase: Passphrase::new(PASSPHRASE.into()),
        work_factor: Some(2),
    };
    bigre_node::identity::init(&dir, &options).unwrap();
    std::fs::write(
        dir.join("config.toml"),
        "[network]\nlisten = [\"/ip4/192.0.2.33/tcp/4040\"]\nannounce = [\"/dns/noeud.goelands.example/tcp/4040\"]\n",
    )
    .unwrap();
    dir
}

fn peer(name: &str, last_heard: Option<u64>) -> PeerView {
    PeerView {
        reached: None,
        coop: CoopId([2; 32]),
        name: name.into(),
        peer_ids: vec!["12D3KooWGzB8NqYg1VwZkzhtYV1mGqPq5pXQ9Z7vJ4c9y8JmXQ2a".into()],
        addresses: vec!["/ip4/198.51.100.9/tcp/4040".into()],
        connected: false,
        since: None,
        last_heard,
        ahead_ms: last_heard.map(|_| 700_000),
        same: 1,
        directories: 3,
        problem: Some("dial-refused".into()),
        version: Some("bigre 9.0.0".into()),
    }
}

fn directory(name: &str, state: DirectoryState) -> DirectoryView {
    DirectoryView {
        coop: CoopId([2; 32]),
        name: name.into(),
        number: 1,
        root: None,
        entries: 3,
        members: 2,
        bytes: 0,
        signed: None,
        lease_until: None,
        state,
        newest: 1,
        received: 0,
        expected: 0,
        held_by: vec![name.into()],
    }
}

fn unwell() -> Live {
    let reason = "198.51.100.9:4040 is taken on machine.goelands.example".to_owned();
    let args = [("address", "/ip4/192.0.2.33/tcp/4040".to_owned()), ("reason", reason.clone())];
    let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let status = Status {
        coop: CoopId([1; 32]),
        name: "Coopérative des Goélands".into(),
        federation: FederationId([1; 32]),
        federation_name: "Le Port".into(),
        fingerprint: "bada-kiku-lomi-nata-pori-zuvo".into(),
        version: "0.0.9".into(),
        started: NOW,
        assents: 3,
        founders: 3,
        cooperatives: 3,
        page: 0,
        awaiting: 0,
        connected: 0,
        up_to_date: false,
        number: 7,
        signing: Signing::WaitingForPeers { heard: 1, needed: 2 },
        isolated: true,
        entries: 321,
        members: 123,
        storage: Storage::default(),
        listening: vec!["/ip4/192.0.2.33/tcp/4040".into()],
        warnings: vec![Problem { code: "listen-failed".into(), message: reason, args }],
    };
    Live {
        status,
        peers: vec![peer("Les Sternes", Some(NOW)), peer("Cormorans associés", None)],
        directories: vec![directory("Les Sternes", DirectoryState::Lapsed)],
        reached: Some(Reached { by: 0 }),
        announced: 1,
        listen: 1,
    }
}

fn checks(context: &Context, live: &Live) -> Vec<Check> {
    let mut checks = doctor::local(&context.dir, context.now).checks;
    checks.push(doctor::node(&live.status, PROGRAM));
    checks.extend(doctor::live(live, context.now));
    checks
}

#[test]
fn every_finding_is_told_whole_in_every_language() {
    let root = tempfile::tempdir().unwrap();
    let dir = identity(root.path());
    let mut seen = 0;
    for lang in [Lang::Fr, Lang::Nl, Lang::En] {
        let context = context(&dir, lang);
        for change in 0..6 {
            let mut live = unwell();
            let states = [
                DirectoryState::Current,
                DirectoryState::Behind,
                DirectoryState::Forked,
                DirectoryState::Unknown,
            ];
            live.directories[0].state = *states.get(change).unwrap_or(&DirectoryState::Lapsed);
            live.peers.iter_mut().take(change).for_each(|peer| {
                (peer.last_heard, peer.ahead_ms) = (Some(NOW), Some(change as i64 * 100_000));
            });
            live.peers.truncate(5 - change);
            live.reached = [None, Some(Reached { by: 0 }), Some(Reached { by: 1 })][change % 3];
            live.status.signing = if change % 2 == 0 { Signing::Restoring } else { Signing::Forked };
            for check in checks(&context, &live) {
                let text = told(&check.finding, &context.tr);
                assert!(!text.contains("{$") && !text.contains("problem-"), "{text}");
                assert!(context.tr.has(&format!("problem-{}", check.finding.code)), "{}", check.finding.code);
                assert_ne!(text, check.finding.code);
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn the_file_for_help_says_what_is_wrong_and_not_who() {
    let root = tempfile::tempdir().unwrap();
    let dir = identity(root.path());
    let context = context(&dir, Lang::Fr);
    let live = unwell();
    let text = help_file::text(&context, &checks(&context, &live), Some(&live));
    for expected in
        ["listen-failed", "doctor-clock-wrong", "doctor-card-ok", "entries = 321", "peer 2 = ", "4040"]
    {
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
    }
    let card = bigre_node::identity::card(&dir).unwrap();
    let seed = std::fs::read_to_string(dir.join("keys/node.key")).unwrap();
    let home = root.path().display().to_string();
    let secrets = [
        "Goélands",
        "goelands",
        "Sternes",
        "Cormorans",
        "Le Port",
        "bada-kiku",
        "192.0.2.33",
        "198.51.100.9",
        "12D3Koo",
        "123456789",
        PASSPHRASE,
        &home,
        &card.id.to_string(),
        &card.value.node.to_string(),
        seed.lines().last().unwrap(),
        &CoopId([1; 32]).to_string(),
    ];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} is in:\n{text}");
    }
    // Without a node, and without a card either.
    let lost = self::context(&root.path().join("none"), Lang::En);
    let bare = help_file::text(&lost, &doctor::local(&lost.dir, NOW).checks, None);
    assert!(bare.contains("identity-none") && !bare.contains(&home), "{bare}");
}
