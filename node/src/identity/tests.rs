//! Permissions, refusals, and founders who each sign the same page on their own machine.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use bigre_protocol::register::FoundingError;

use super::*;

fn passphrase() -> Passphrase {
    Passphrase::new("les goélands du port".into())
}

fn options(name: &str, siren: u32) -> InitOptions {
    InitOptions {
        name: name.into(),
        legal: format!("FR:SIREN:{siren:09}"),
        addresses: vec!["/dns/node.example.coop/tcp/4040".into()],
        passphrase: passphrase(),
        work_factor: Some(2),
    }
}

type Spoil = fn(&mut InitOptions);

/// A machine of its own for one cooperative.
struct Machine {
    _root: tempfile::TempDir,
    dir: PathBuf,
}

fn machine(name: &str, siren: u32) -> Machine {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("data");
    init(&dir, &options(name, siren)).unwrap();
    Machine { _root: root, dir }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn code<T: std::fmt::Debug>(result: Result<T, IdentityError>) -> String {
    result.unwrap_err().problem().code
}

fn listing(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_identity_is_private_and_whole() {
    let oxalis = machine("Oxalis", 1);
    assert_eq!(listing(&oxalis.dir), ["card.cbor", "config.toml", "format", "keys", "lock"]);
    assert_eq!(mode(&oxalis.dir), 0o700);
    assert_eq!(mode(&oxalis.dir.join(KEYS)), 0o700);
    for file in [ROOT, VOTE, NODE, TRANSPORT, IMPORT, CARD, FORMAT_FILE, "config.toml"] {
        assert_eq!(mode(&oxalis.dir.join(file)), 0o600, "{file}");
    }
    let identity = Identity::load_with(&oxalis.dir, None).unwrap();
    assert_eq!(identity.card.value.name.as_str(), "Oxalis");
    assert_eq!(public_key(&identity.node), identity.card.value.node);
    let root = Identity::unlock_root(&oxalis.dir, &passphrase()).unwrap();
    assert!(identity.card.value.root.keys.contains(&public_key(&root)));
    let vote = Identity::unlock_vote(&oxalis.dir, &passphrase()).unwrap();
    assert_ne!(public_key(&vote), public_key(&root));
    let sealed = fs::read(oxalis.dir.join(ROOT)).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    let config = crate::config::Config::load(&oxalis.dir, &crate::config::Overrides::default()).unwrap();
    assert_eq!(config.network.announce, ["/dns/node.example.coop/tcp/4040"]);
}

#[test]
fn an_identity_is_never_written_over() {
    let oxalis = machine("Oxalis", 1);
    let before = fs::read(oxalis.dir.join(NODE)).unwrap();
    assert_eq!(code(init(&oxalis.dir, &options("Coopaname", 2))), "identity-exists");
    assert_eq!(fs::read(oxalis.dir.join(NODE)).unwrap(), before);
    fs::remove_file(oxalis.dir.join(CARD)).unwrap();
    assert_eq!(code(init(&oxalis.dir, &options("Oxalis", 1))), "identity-leftover");
    assert_eq!(fs::read(oxalis.dir.join(NODE)).unwrap(), before);
}

#[test]
fn a_failed_init_leaves_nothing() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("data");
    let cases: [(&str, Spoil); 5] = [
        ("identity-legal", |o| o.legal = "FR:SIREN:12".into()),
        ("identity-name", |o| o.name = " ".into()),
        ("identity-address", |o| o.addresses = vec!["node.example.coop:4040".into()]),
        ("identity-addresses", |o| o.addresses = vec!["/ip4/1.2.3.4/tcp/1".into(); 9]),
        ("identity-short-passphrase", |o| o.passphrase = Passphrase::new("court".into())),
    ];
    for (expected, spoil) in cases {
        let mut options = options("Oxalis", 1);
        spoil(&mut options);
        assert_eq!(code(init(&dir, &options)), expected);
        assert!(!dir.exists(), "{expected}");
    }
    // A configuration that cannot be named: what was named before it goes away again.
    fs::create_dir(&dir).unwrap();
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o700)).unwrap();
    fs::create_dir(dir.join(FORMAT_FILE)).unwrap();
    assert_eq!(code(init(&dir, &options("Oxalis", 1))), "identity-io");
    assert_eq!(listing(&dir), [FORMAT_FILE, "lock"]);
}

#[test]
fn loose_permissions_are_refused_with_their_cure() {
    let oxalis = machine("Oxalis", 1);
    for (file, loose, tight) in
        [("", 0o755, 0o700), (KEYS, 0o750, 0o700), (NODE, 0o640, 0o600), (IMPORT, 0o604, 0o600)]
    {
        let path = if file.is_empty() { oxalis.dir.clone() } else { oxalis.dir.join(file) };
        fs::set_permissions(&path, fs::Permissions::from_mode(loose)).unwrap();
        let error = Identity::load_with(&oxalis.dir, None).unwrap_err();
        assert_eq!(error.problem().args["command"], format!("chmod {tight:o} {}", path.display()));
        assert_eq!(error.problem().args["mode"], format!("{loose:04o}"));
        fs::set_permissions(&path, fs::Permissions::from_mode(tight)).unwrap();
    }
    Identity::load_with(&oxalis.dir, None).unwrap();
}

#[test]
fn damage_is_named() {
    let oxalis = machine("Oxalis", 1);
    let wrong = Passphrase::new("ouvre-toi sésame".into());
    assert_eq!(code(Identity::unlock_root(&oxalis.dir, &wrong)), "identity-passphrase");
    let file = |name: &str, bytes: &[u8]| fs::write(oxalis.dir.join(name), bytes).unwrap();
    file(FORMAT_FILE, b"2\n");
    assert_eq!(code(Identity::load_with(&oxalis.dir, None)), "identity-newer");
    file(FORMAT_FILE, b"one");
    assert_eq!(code(Identity::load_with(&oxalis.dir, None)), "identity-bad-format");
    file(FORMAT_FILE, b"1\n");
    file(IMPORT, b"abcd\n");
    assert_eq!(code(Identity::load_with(&oxalis.dir, None)), "identity-bad-key");
    file(NODE, format!("{}\n", "07".repeat(32)).as_bytes());
    assert_eq!(code(Identity::load_with(&oxalis.dir, None)), "identity-not-the-cards");
    file(CARD, b"no card");
    assert_eq!(code(Identity::load_with(&oxalis.dir, None)), "identity-bad-card");
    assert_eq!(code(Identity::load_with(&oxalis.dir.join("nowhere"), None)), "identity-none");
}

#[test]
fn the_node_key_may_be_a_credential() {
    let oxalis = machine("Oxalis", 1);
    let credentials = tempfile::tempdir().unwrap();
    fs::rename(oxalis.dir.join(NODE), credentials.path().join(CREDENTIAL)).unwrap();
    assert_eq!(code(Identity::load_with(&oxalis.dir, None)), "identity-io");
    Identity::load_with(&oxalis.dir, Some(credentials.path())).unwrap();
}

#[test]
fn one_process_at_a_time() {
    let oxalis = machine("Oxalis", 1);
    let held = DirLock::take(&oxalis.dir).unwrap();
    let error = DirLock::take(&oxalis.dir).unwrap_err();
    assert!(error.to_string().contains(&std::process::id().to_string()), "{error}");
    drop(held);
    DirLock::take(&oxalis.dir).unwrap();
}

#[test]
fn founders_on_different_machines_sign_the_same_page() {
    let (oxalis, smart) = (machine("Oxalis", 1), machine("Smart", 2));
    let cards = [oxalis.dir.join(CARD), smart.dir.join(CARD)];
    let reversed = [smart.dir.join(CARD), oxalis.dir.join(CARD), smart.dir.join(CARD)];
    let one = found(&oxalis.dir, "Bigre", &cards, &passphrase()).unwrap();
    let two = found(&smart.dir, "Bigre", &reversed, &passphrase()).unwrap();
    assert_eq!(one.founding.federation().words(), two.founding.federation().words());
    assert_eq!(one.founding, two.founding);
    assert_ne!(one.coop, two.coop);
    assert_eq!(one.founding.read_assent(&two.assent).unwrap(), two.coop);
    assert_eq!(mode(&oxalis.dir.join("federation/founding.cbor")), 0o600);
    let again = found(&oxalis.dir, "Bigre", &reversed, &Passphrase::new("not even asked".into())).unwrap();
    assert!(again.already);
    assert_eq!(founded(&oxalis.dir).unwrap().unwrap(), Founded { already: true, ..one });
    assert_eq!(coop(&smart.dir).unwrap(), Some(two.coop));
    assert_eq!(code(found(&oxalis.dir, "Autre", &cards, &passphrase())), "identity-other-federation");
    assert_eq!(code(found(&oxalis.dir, "Bigre", &cards[..1], &passphrase())), "identity-other-federation");
}

#[test]
fn a_founding_that_cannot_be_is_refused() {
    let (oxalis, smart, twin) = (machine("Oxalis", 1), machine("Smart", 2), machine("OXALIS", 3));
    let own = oxalis.dir.join(CARD);
    assert_eq!(
        code(found(&oxalis.dir, "Bigre", &[smart.dir.join(CARD)], &passphrase())),
        "identity-not-a-founder"
    );
    let error = found(&oxalis.dir, "Bigre", &[own.clone(), twin.dir.join(CARD)], &passphrase()).unwrap_err();
    assert!(matches!(error, IdentityError::Founding { error: FoundingError::Twice("name") }));
    let foreign = oxalis.dir.join("config.toml");
    let error = found(&oxalis.dir, "Bigre", &[own.clone(), foreign.clone()], &passphrase()).unwrap_err();
    assert_eq!(error.problem().args["path"], foreign.display().to_string());
    let wrong = Passphrase::new("ouvre-toi sésame".into());
    assert_eq!(code(found(&oxalis.dir, "Bigre", std::slice::from_ref(&own), &wrong)), "identity-passphrase");
    assert_eq!(founded(&oxalis.dir).unwrap(), None);
    assert!(!oxalis.dir.join(".federation").exists());
}
