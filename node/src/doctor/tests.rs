//! Every check, well and unwell.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use bigre_protocol::id::CoopId;
use bigre_protocol::limits::DAY_MS;

use super::*;
use crate::api::model::{DirectoryState, DirectoryView, PeerView, Signing, Status, Storage};
use crate::identity::{self, InitOptions, Passphrase};

const NOW: u64 = 1_795_298_820_000;

fn status() -> Status {
    Status {
        coop: CoopId([1; 32]),
        name: "Oxalis".into(),
        federation: bigre_protocol::id::FederationId([1; 32]),
        federation_name: "Bigre".into(),
        fingerprint: "a-b-c-d-e-f".into(),
        version: "0.2.0".into(),
        started: NOW,
        assents: 4,
        founders: 4,
        cooperatives: 4,
        page: 0,
        awaiting: 0,
        connected: 3,
        up_to_date: true,
        number: 7,
        signing: Signing::Ready,
        isolated: false,
        entries: 10,
        members: 5,
        storage: Storage::default(),
        listening: vec!["/ip4/127.0.0.1/tcp/1".into()],
        warnings: Vec::new(),
    }
}

fn peer(name: &str, ahead_ms: i64) -> PeerView {
    PeerView {
        reached: None,
        coop: CoopId([2; 32]),
        name: name.into(),
        peer_ids: Vec::new(),
        addresses: Vec::new(),
        connected: true,
        since: None,
        last_heard: Some(NOW - 60_000),
        ahead_ms: Some(ahead_ms),
        same: 4,
        directories: 4,
        problem: None,
        version: Some("bigre 0.2.0".into()),
    }
}

fn directory(state: DirectoryState) -> DirectoryView {
    DirectoryView {
        coop: CoopId([2; 32]),
        name: "Smart".into(),
        number: 1,
        root: None,
        entries: 0,
        members: 0,
        bytes: 0,
        signed: None,
        lease_until: None,
        state,
        newest: 1,
        received: 0,
        expected: 0,
        held_by: Vec::new(),
    }
}

fn well() -> Live {
    Live {
        status: status(),
        peers: vec![peer("Smart", 0), peer("Coopaname", 100), peer("Crealead", -100)],
        directories: vec![directory(DirectoryState::Current)],
        reached: Some(Reached { by: 2 }),
        announced: 1,
        listen: 2,
    }
}

/// The code and the verdict of a check, after a change.
fn after(name: &str, change: impl FnOnce(&mut Live)) -> (String, Verdict) {
    let mut state = well();
    change(&mut state);
    let checks = live(&state, NOW);
    let check = checks.iter().find(|check| check.name == name).unwrap();
    (check.finding.code.clone(), check.verdict)
}

fn warning(code: &str) -> Problem {
    Problem { code: code.into(), message: String::new(), args: BTreeMap::new() }
}

#[test]
fn a_node_that_is_well_is_well() {
    let checks = live(&well(), NOW);
    assert!(checks.iter().all(|check| check.verdict == Verdict::Ok), "{checks:?}");
    let names: Vec<&str> = checks.iter().map(|check| check.name).collect();
    assert_eq!(
        names,
        ["listen", "store", "clock", "peers", "directory", "copies", "versions", "reachability"]
    );
    assert_eq!(node(&status(), "0.2.0").verdict, Verdict::Ok);
    assert_eq!(node(&status(), "0.1.0").verdict, Verdict::Warn);
}

#[test]
fn the_clock_is_compared_with_the_median() {
    use Verdict::{Fail, Ok, Unknown, Warn};
    let minute = 60_000;
    for (ahead, verdict) in [
        (vec![], Unknown),
        (vec![0], Ok),
        (vec![minute], Ok),
        (vec![minute + 1], Warn),
        (vec![-minute - 1], Warn),
        (vec![10 * minute], Warn),
        (vec![10 * minute + 1], Fail),
        (vec![0, 0, 60 * minute], Ok),
        (vec![60 * minute, 60 * minute, 0], Fail),
        (vec![0, 4 * minute], Warn),
        (vec![i64::MIN], Fail),
        (vec![i64::MAX, i64::MAX], Fail),
    ] {
        let peers = ahead.iter().map(|ahead| peer("Smart", *ahead)).collect();
        assert_eq!(after("clock", |live| live.peers = peers).1, verdict, "{ahead:?}");
    }
    // The others are ahead: ours is behind.
    let checks = live(&Live { peers: vec![peer("Smart", 90_000)], ..well() }, NOW);
    let clock = checks.iter().find(|check| check.name == "clock").unwrap();
    assert_eq!((&*clock.finding.args["side"], &*clock.finding.args["minutes"]), ("behind", "2"));
    // What was heard long ago tells nothing of today's clock.
    let old =
        |live: &mut Live| live.peers.iter_mut().for_each(|peer| peer.last_heard = Some(NOW - 2 * DAY_MS));
    assert_eq!(after("clock", old).1, Unknown);
}

#[test]
fn fewer_than_a_quorum_is_a_failure_and_one_missing_a_warning() {
    let silent = |count: usize| {
        move |live: &mut Live| {
            live.peers.iter_mut().take(count).for_each(|peer| peer.last_heard = Some(NOW - DAY_MS - 1));
        }
    };
    assert_eq!(after("peers", silent(1)), ("doctor-peers-missing".into(), Verdict::Warn));
    assert_eq!(after("peers", silent(2)), ("doctor-peers-isolated".into(), Verdict::Fail));
    let alone = |live: &mut Live| (live.status.cooperatives, live.peers) = (1, Vec::new());
    assert_eq!(after("peers", alone), ("doctor-peers-ok".into(), Verdict::Ok));
}

#[test]
fn the_other_checks_say_what_is_wrong() {
    use Verdict::{Fail, Ok, Unknown, Warn};
    type Change = fn(&mut Live);
    let cases: [(&str, Change, &str, Verdict); 17] = [
        ("listen", |l| l.status.warnings = vec![warning("listen-failed")], "listen-failed", Warn),
        (
            "listen",
            |l| (l.status.warnings, l.status.listening) = (vec![warning("listen-failed")], vec![]),
            "listen-failed",
            Fail,
        ),
        ("listen", |l| l.status.listening.clear(), "doctor-listen-nowhere", Warn),
        ("listen", |l| (l.status.listening, l.listen) = (vec![], 0), "doctor-listen-ok", Ok),
        ("store", |l| l.status.warnings = vec![warning("store-damaged")], "store-damaged", Warn),
        (
            "directory",
            |l| l.status.signing = Signing::WaitingForPeers { heard: 1, needed: 3 },
            "doctor-directory-waiting",
            Warn,
        ),
        ("directory", |l| l.status.signing = Signing::Restoring, "doctor-directory-restoring", Warn),
        ("directory", |l| l.status.signing = Signing::Forked, "doctor-directory-forked", Fail),
        ("copies", |l| l.directories[0].state = DirectoryState::Forked, "doctor-copies-forked", Warn),
        ("copies", |l| l.directories[0].state = DirectoryState::Lapsed, "doctor-copies-old", Warn),
        ("copies", |l| l.directories[0].state = DirectoryState::Pulling, "doctor-copies-behind", Warn),
        ("versions", |l| l.peers[0].version = Some("bigre 0.10.0".into()), "doctor-versions-old", Warn),
        ("versions", |l| l.peers[0].version = Some("bigre 0.1.9-rc.1".into()), "doctor-versions-ok", Ok),
        ("versions", |l| l.peers.clear(), "doctor-versions-unknown", Unknown),
        ("reachability", |l| l.reached = None, "doctor-reach-unknown", Unknown),
        ("reachability", |l| l.reached = Some(Reached { by: 0 }), "doctor-reach-nobody", Warn),
        ("reachability", |l| (l.reached, l.announced) = (None, 0), "doctor-reach-dials", Ok),
    ];
    for (name, change, code, verdict) in cases {
        assert_eq!(after(name, change), (code.into(), verdict));
    }
}

fn machine(root: &Path) -> std::path::PathBuf {
    let dir = root.join("data");
    let passphrase = Passphrase::new("les goélands du port".into());
    let options = InitOptions {
        name: "Oxalis".into(),
        legal: "FR:SIREN:000000001".into(),
        addresses: vec!["/dns/node.example.coop/tcp/4040".into()],
        passphrase: passphrase.clone(),
        work_factor: Some(2),
    };
    identity::init(&dir, &options).unwrap();
    identity::found(&dir, "Bigre", &[dir.join("card.cbor")], &passphrase).unwrap();
    dir
}

fn looked_at(dir: &Path, now: u64, name: &str) -> (String, Verdict) {
    let seen = local(dir, now);
    let check = seen.checks.iter().find(|check| check.name == name);
    check.map_or((String::new(), Verdict::Ok), |check| (check.finding.code.clone(), check.verdict))
}

#[test]
fn the_disk_is_looked_at_and_not_changed() {
    let root = tempfile::tempdir().unwrap();
    let dir = machine(root.path());
    let seen = local(&dir, NOW);
    let names: Vec<&str> = seen.checks.iter().map(|check| check.name).collect();
    assert_eq!(names, ["settings", "data", "keys", "card", "sign-lock", "disk"]);
    assert_eq!((seen.announced, seen.config.is_some()), (Some(1), true));
    let wrong: Vec<_> = seen.checks.iter().filter(|c| c.name != "disk" && c.verdict != Verdict::Ok).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let expires = identity::card(&dir).unwrap().value.expires;
    let card = |now| looked_at(&dir, now, "card").1;
    let near = expires - 60 * DAY_MS;
    assert_eq!([near, near + 1, expires - 1, expires].map(card), {
        use Verdict::{Fail, Ok, Warn};
        [Ok, Warn, Warn, Fail]
    });

    let lock = dir.join("sign.lock");
    let bytes = std::fs::read(&lock).unwrap();
    std::fs::write(&lock, vec![1; bytes.len()]).unwrap();
    assert_eq!(looked_at(&dir, NOW, "sign-lock"), ("doctor-lock-damaged".into(), Verdict::Fail));
    let mut half = bytes.clone();
    half[20] ^= 1;
    std::fs::write(&lock, half).unwrap();
    assert_eq!(looked_at(&dir, NOW, "sign-lock"), ("doctor-lock-half".into(), Verdict::Warn));
    std::fs::remove_file(&lock).unwrap();
    assert_eq!(looked_at(&dir, NOW, "sign-lock"), ("doctor-lock-absent".into(), Verdict::Warn));
    assert!(!lock.exists(), "looking made it");
}

#[test]
fn what_is_wrong_on_the_disk_is_named() {
    let root = tempfile::tempdir().unwrap();
    let dir = machine(root.path());
    let key = dir.join("keys/node.key");
    let mode = |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    for (path, loose, tight, name) in [
        (&key, 0o640, 0o600, "keys"),
        (&dir.join("keys/root.age"), 0o644, 0o600, "keys"),
        (&dir, 0o755, 0o700, "data"),
    ] {
        mode(path, loose);
        assert_eq!(looked_at(&dir, NOW, name), ("identity-loose".into(), Verdict::Fail));
        mode(path, tight);
    }
    std::fs::write(&key, format!("{}\n", "07".repeat(32))).unwrap();
    assert_eq!(looked_at(&dir, NOW, "keys"), ("identity-not-the-cards".into(), Verdict::Fail));
    std::fs::remove_file(&key).unwrap();
    assert_eq!(looked_at(&dir, NOW, "keys"), ("doctor-keys-elsewhere".into(), Verdict::Unknown));
    std::fs::write(dir.join("config.toml"), "[storage]\nspeed = 1\n").unwrap();
    assert_eq!(looked_at(&dir, NOW, "settings").1, Verdict::Fail);
    std::fs::remove_dir_all(dir.join("federation")).unwrap();
    assert_eq!(looked_at(&dir, NOW, "data"), ("doctor-data-not-founded".into(), Verdict::Warn));
    assert_eq!(looked_at(&root.path().join("none"), NOW, "data"), ("identity-none".into(), Verdict::Fail));
    let rooms = [99, 100, 199, 200].map(|free| local::room_of(free, 100).verdict);
    assert_eq!(rooms, [Verdict::Fail, Verdict::Warn, Verdict::Warn, Verdict::Ok]);
}
