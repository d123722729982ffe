//! What is wrong with an exported directory is said, with the file.

use std::path::{Path, PathBuf};

use super::*;

fn recorded() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/fund")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
}

/// The first file of a folder of the recorded federation.
fn first(folder: &str) -> String {
    files(&recorded().join(folder)).unwrap()[0].0.clone()
}

/// What is said of the recorded federation, once it was changed.
fn said(change: impl FnOnce(&Path)) -> (String, String) {
    let dir = tempfile::tempdir().unwrap();
    copy(&recorded(), dir.path());
    change(dir.path());
    let Err(failure) = read(dir.path()) else { panic!("it verifies") };
    let arg = |name: &str| failure.problem.args.get(name).cloned().unwrap_or_default();
    (format!("{} {}", failure.problem.code, arg("file")), arg("error"))
}

fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).unwrap();
    change(&mut bytes);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn what_is_whole_verifies() {
    let replica = read(&recorded()).unwrap();
    assert_eq!(replica.register().len(), 6);
    assert!(replica.report(2025, None).summary.forks == 1);
}

#[test]
fn each_damage_is_named() {
    let (journal, pulse, proof) = (first("journals"), first("pulses"), first("proofs"));
    let refused = |change: &dyn Fn(&Path)| said(change);
    let at = |what: &str| format!("cli-chain-unsound {what}");

    // A bit of the last signature; the end; everything.
    let (file, error) = refused(&|dir| edit(&dir.join(&journal), |bytes| *bytes.last_mut().unwrap() ^= 1));
    assert!(file.starts_with(&at(&journal)) && file.contains("entry"), "{file}");
    assert_eq!(error, "the signature does not verify");
    let (file, _) = refused(&|dir| edit(&dir.join(&journal), |bytes| bytes.truncate(bytes.len() - 1)));
    assert_eq!(file, at(&journal));
    let (file, error) = refused(&|dir| std::fs::remove_file(dir.join(&journal)).unwrap());
    assert!(file == at(&journal) && error.contains("it has 0"), "{file} {error}");
    // An entry left out at the end, or in the middle.
    let without = |dir: &Path, at: usize| {
        edit(&dir.join(&journal), |bytes| {
            let mut entries = bigre_protocol::codec::decode_sequence(bytes).unwrap();
            entries.remove(at.min(entries.len() - 1));
            *bytes = bigre_protocol::codec::encode_sequence(entries.iter().map(Vec::as_slice));
        });
    };
    let (file, error) = refused(&|dir| without(dir, usize::MAX));
    assert!(file == at(&journal) && error.contains("heads.cbor says"), "{error}");
    let (file, error) = refused(&|dir| without(dir, 3));
    assert_eq!((file, error.as_str()), (at(&format!("{journal}, entry 4")), "more must be fetched first"));
    // A journal under another's name, or nobody's.
    let other = files(&recorded().join("journals")).unwrap()[1].0.clone();
    let (file, error) = refused(&|dir| {
        std::fs::copy(dir.join(&other), dir.join(&journal)).unwrap();
    });
    assert_eq!((file, error.as_str()), (at(&format!("{journal}, entry 1")), "signed by an unknown key"));
    let (file, _) =
        refused(&|dir| std::fs::rename(dir.join(&journal), dir.join("journals/mine.cbor")).unwrap());
    assert_eq!(file, at("journals/mine.cbor"));
    // A pulse, a proof.
    let (file, _) = refused(&|dir| edit(&dir.join(&pulse), |bytes| *bytes.last_mut().unwrap() ^= 1));
    assert_eq!(file, at(&pulse));
    let (file, error) = refused(&|dir| {
        let name = proof.replace("-2.cbor", "-4.cbor");
        std::fs::rename(dir.join(&proof), dir.join(name)).unwrap();
    });
    assert_eq!(
        (file, error.as_str()),
        (at(&proof.replace("-2", "-4")), "the two objects do not contradict each other")
    );
    let (file, _) = refused(&|dir| std::fs::rename(dir.join(&proof), dir.join("proofs/x.cbor")).unwrap());
    assert_eq!(file, at("proofs/x.cbor"));
    // A register that is not the journals'.
    let (file, error) = refused(&|dir| {
        std::fs::copy(recorded().join("../register/founding.cbor"), dir.join("founding.cbor"))
            .map(drop)
            .unwrap();
        std::fs::remove_dir_all(dir.join("pages")).unwrap();
    });
    assert!(file.starts_with(&at("proofs/")) || file.starts_with(&at("journals/")), "{file} {error}");
    let (file, _) = refused(&|dir| std::fs::remove_file(dir.join("pages/0002.cbor")).unwrap());
    assert_eq!(file, at("pages/0003.cbor"));
    let (code, _) = refused(&|dir| std::fs::remove_file(dir.join("heads.cbor")).unwrap());
    assert_eq!(code.trim(), "cli-read");
}
