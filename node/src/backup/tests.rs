//! What is put back is what was saved, whatever is wrong is said, and nothing is written over.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use bigre_protocol::frame::{Frame, Part};
use bigre_protocol::id::CoopId;

use super::*;
use crate::identity::{CARD, Identity, InitOptions, KEYS, NODE, RESTORED, ROOT, found, founded, init};

const NOW: u64 = 1_795_298_820_000;

fn passphrase() -> Passphrase {
    Passphrase::new("les goélands du port".into())
}

fn other() -> Passphrase {
    Passphrase::new("ouvre-toi sésame".into())
}

/// A machine with an identity.
struct Machine {
    root: tempfile::TempDir,
    dir: PathBuf,
    file: PathBuf,
}

fn machine() -> Machine {
    let root = tempfile::tempdir().unwrap();
    let (dir, file) = (root.path().join("data"), root.path().join("oxalis.bigre"));
    let options = InitOptions {
        name: "Oxalis".into(),
        legal: "FR:SIREN:000000001".into(),
        addresses: vec!["/dns/node.example.coop/tcp/4040".into()],
        passphrase: passphrase(),
        work_factor: Some(2),
    };
    init(&dir, &options).unwrap();
    Machine { root, dir, file }
}

impl Machine {
    fn founded() -> Machine {
        let machine = machine();
        found(&machine.dir, "Bigre", &[machine.dir.join(CARD)], &passphrase()).unwrap();
        machine
    }

    fn bundle(&self) -> Vec<u8> {
        let federation = founded(&self.dir).unwrap().unwrap().founding.federation();
        let begin = Frame::Begin { coop: CoopId([1; 32]), full: true, resumed: false, head: vec![1] };
        let frames = [begin, Frame::Part(Part::default()), Frame::End].map(|frame| frame.to_bytes());
        crate::bundle::write(&federation, &frames)
    }

    fn save(&self, bundle: Option<Vec<u8>>) -> Result<Contents, BackupError> {
        let passphrase = passphrase();
        let options = BackupOptions { bundle, passphrase, work_factor: Some(2), time: NOW, force: false };
        create(&self.dir, &self.file, options)
    }

    fn target(&self) -> PathBuf {
        self.root.path().join("again")
    }
}

#[track_caller]
fn code<T: std::fmt::Debug>(result: Result<T, BackupError>) -> String {
    result.unwrap_err().problem().code
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn listing(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_put_back_is_what_was_saved_without_the_sign_lock() {
    let oxalis = Machine::founded();
    for noise in ["node.log", "CURRENT", "store.lock", "half.new", ".hidden"] {
        fs::write(oxalis.dir.join(noise), "1").unwrap();
    }
    fs::create_dir(oxalis.dir.join("store.1")).unwrap();
    fs::write(oxalis.dir.join("charter.md"), "Charte").unwrap();
    let bundle = oxalis.bundle();
    let made = oxalis.save(Some(bundle.clone())).unwrap();
    assert_eq!(mode(&oxalis.file), 0o600);
    assert!(fs::read(&oxalis.file).unwrap().starts_with(b"age-encryption.org/v1\n-> scrypt "));
    assert_eq!(listing(oxalis.root.path()), ["data", "oxalis.bigre"]);
    let paths: Vec<&str> = made.files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "card.cbor",
            "charter.md",
            "config.toml",
            "federation/assent.cbor",
            "federation/founding.cbor",
            "format",
            "keys/import.key",
            "keys/node.key",
            "keys/root.age",
            "keys/transport.key",
            "keys/vote.age"
        ]
    );
    assert!(made.keys.iter().all(|(_, state)| *state == KeyState::Checked), "{:?}", made.keys);
    assert_eq!((made.name.as_str(), made.time), ("Oxalis", NOW));
    assert_eq!(made.bundle.map(|count| (count.directories, count.entries)), Some((1, 0)));
    assert_eq!(verify(&oxalis.file, &passphrase()).unwrap(), made);

    let target = oxalis.target();
    let restored = restore(&oxalis.file, &target, &passphrase()).unwrap();
    assert_eq!(restored.contents, made);
    assert_eq!(fs::read(restored.bundle.unwrap()).unwrap(), bundle);
    for (path, _) in &made.files {
        assert_eq!(fs::read(target.join(path)).unwrap(), fs::read(oxalis.dir.join(path)).unwrap(), "{path}");
        assert_eq!(mode(&target.join(path)), 0o600, "{path}");
    }
    assert_eq!([mode(&target), mode(&target.join(KEYS)), mode(&target.join("federation"))], [0o700; 3]);
    assert_eq!(
        listing(&target),
        [
            "card.cbor",
            "charter.md",
            "config.toml",
            "federation",
            "format",
            "keys",
            "lock",
            "restore.bundle",
            "restored"
        ]
    );
    Identity::load(&target).unwrap();
    assert_eq!(founded(&target).unwrap(), founded(&oxalis.dir).unwrap());
}

#[test]
fn a_backup_older_than_the_founding_does_not_say_that_nothing_was_signed() {
    let oxalis = machine();
    let made = oxalis.save(None).unwrap();
    assert_eq!((made.federation, made.bundle), (None, None));
    let target = oxalis.target();
    restore(&oxalis.file, &target, &passphrase()).unwrap();
    assert!(target.join(RESTORED).exists());
    found(&target, "Bigre", &[target.join(CARD)], &passphrase()).unwrap();
    assert!(founded(&target).unwrap().is_some());
    assert!(!target.join("sign.lock").exists(), "it would sign before hearing the others");
}

#[test]
fn nothing_is_written_over() {
    let oxalis = machine();
    oxalis.save(None).unwrap();
    let before = fs::read(&oxalis.file).unwrap();
    assert_eq!(code(oxalis.save(None)), "backup-exists");
    assert_eq!(fs::read(&oxalis.file).unwrap(), before);
    let options = |force| BackupOptions {
        bundle: None,
        passphrase: passphrase(),
        work_factor: Some(2),
        time: NOW + 1,
        force,
    };
    // What cannot be put back does not replace what can.
    fs::rename(oxalis.dir.join("keys/import.key"), oxalis.root.path().join("import.key")).unwrap();
    assert_eq!(code(create(&oxalis.dir, &oxalis.file, options(true))), "backup-missing");
    assert_eq!(fs::read(&oxalis.file).unwrap(), before);
    fs::rename(oxalis.root.path().join("import.key"), oxalis.dir.join("keys/import.key")).unwrap();
    create(&oxalis.dir, &oxalis.file, options(true)).unwrap();
    assert_eq!(verify(&oxalis.file, &passphrase()).unwrap().time, NOW + 1);
    let inside = oxalis.dir.join("keys/saved");
    assert_eq!(code(create(&oxalis.dir, &inside, options(false))), "backup-inside");
    assert_eq!(code(restore(&oxalis.file, &oxalis.dir, &passphrase())), "backup-not-empty");
    let empty = oxalis.target();
    fs::create_dir(&empty).unwrap();
    fs::set_permissions(&empty, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(code(restore(&oxalis.file, &empty, &passphrase())), "identity-loose");
    fs::set_permissions(&empty, fs::Permissions::from_mode(0o700)).unwrap();
    restore(&oxalis.file, &empty, &passphrase()).unwrap();
}

#[test]
fn what_is_no_backup_is_refused_and_leaves_nothing() {
    let oxalis = machine();
    oxalis.save(None).unwrap();
    let bytes = fs::read(&oxalis.file).unwrap();
    let target = oxalis.target();
    assert_eq!(code(restore(&oxalis.file, &target, &other())), "backup-passphrase");
    assert_eq!(code(verify(&oxalis.root.path().join("none"), &other())), "identity-io");
    assert_eq!(code(verify(&oxalis.dir.join(ROOT), &passphrase())), "backup-not-one");
    let spoilt = |bytes: &[u8]| {
        fs::write(&oxalis.file, bytes).unwrap();
        code(restore(&oxalis.file, &target, &passphrase()))
    };
    assert_eq!(spoilt(b"PK"), "backup-not-one");
    for end in (30..bytes.len()).step_by(97) {
        assert_eq!(spoilt(&bytes[..end]), "backup-damaged", "cut at {end}");
    }
    let mut changed = bytes.clone();
    let middle = changed.len() - 200;
    changed[middle] ^= 1;
    assert_eq!(spoilt(&changed), "backup-damaged");
    assert!(!target.exists());
}

#[test]
fn parts_that_do_not_agree_are_refused() {
    let oxalis = Machine::founded();
    let archive = || Archive::collect_with(&oxalis.dir, NOW, None, None).unwrap();
    let seal = |archive: &Archive| {
        let sealed = vault::seal_bytes(&oxalis.file, &archive.to_bytes(), &passphrase(), Some(2)).unwrap();
        fs::write(&oxalis.file, sealed).unwrap();
        code(verify(&oxalis.file, &passphrase()))
    };
    let replace = |path: &str, bytes: &[u8]| {
        let mut archive = archive();
        let at = archive.files.iter().position(|(name, _)| name.as_str() == path).unwrap();
        archive.files[at].1 = bytes.to_vec().into();
        seal(&archive)
    };
    let seed = format!("{}\n", "07".repeat(32));
    assert_eq!(replace(NODE, seed.as_bytes()), "backup-not-the-cards");
    assert_eq!(replace("keys/transport.key", seed.as_bytes()), "backup-not-the-cards");
    assert_eq!(replace(ROOT, b"no key"), "backup-damaged");
    assert_eq!(replace(CARD, b"no card"), "backup-damaged");
    assert_eq!(replace("format", b"2\n"), "backup-newer");
    assert_eq!(replace("federation/assent.cbor", b"none"), "backup-damaged");
    for path in ["sign.lock", "../x", "/x", "keys/../x", "keys/a/b", "store.1/x", "lock", "CURRENT"] {
        assert!(!archive::is_identity(path), "{path}");
        let mut archive = archive();
        archive.files.push((bigre_protocol::text::Text::new(path).unwrap(), vec![1].into()));
        archive.files.sort_by(|(a, _), (b, _)| a.cmp(b));
        assert_eq!(seal(&archive), "backup-damaged", "{path}");
    }
    let mut later = archive();
    later.format = 2;
    assert_eq!(seal(&later), "backup-newer");
    let mut twice = archive();
    let first = twice.files[0].clone();
    twice.files.insert(0, first);
    assert_eq!(seal(&twice), "backup-damaged");
    let mut strange = archive();
    strange.bundle = Some(b"no bundle".to_vec().into());
    assert_eq!(seal(&strange), "backup-damaged");
}

#[test]
fn keys_kept_elsewhere_are_said() {
    let oxalis = Machine::founded();
    let credential = oxalis.root.path().join("bigre-node.key");
    fs::rename(oxalis.dir.join(NODE), &credential).unwrap();
    fs::remove_file(oxalis.dir.join("keys/vote.age")).unwrap();
    let contents = |credential| {
        let archive = Archive::collect_with(&oxalis.dir, NOW, None, credential).unwrap();
        check::contents(&archive, &oxalis.file, &other()).unwrap().keys
    };
    use KeyState::{Checked, Elsewhere, Locked};
    let states = |node| [("root", Locked), ("vote", Elsewhere), ("node", node), ("transport", Checked)];
    assert_eq!(contents(None), states(Elsewhere));
    assert_eq!(contents(Some(&*credential)), states(Checked));
}
