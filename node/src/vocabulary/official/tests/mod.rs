//! The formats on small invented files: no trade, skill or activity here is in any classification.

use std::path::PathBuf;

use bigre_protocol::codec;
use bigre_protocol::directory::term::{Term, TermKind};
use bigre_protocol::limits::{BODY_BYTES, TERM_ALTERNATIVES, TITLE_CHARS};

use super::{Format, OfficialError, Parsed, archive, notice, read, source};

mod esco;
mod full;
mod nace;
mod rome;

/// A folder of files, thrown away at the end of a test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, format: Format) -> Result<Parsed, OfficialError> {
        read(format, &[self.0.path().into()])
    }

    /// What an error says, with the name of the folder taken off.
    fn error(&self, format: Format) -> String {
        let here = format!("{}/", self.0.path().display());
        self.read(format).unwrap_err().to_string().replace(&here, "")
    }
}

fn term<'p>(parsed: &'p Parsed, code: &str) -> &'p Term {
    parsed.terms.iter().find(|term| term.code.as_str() == code).unwrap_or_else(|| panic!("no term {code}"))
}

/// `fr:preferred|alternative nl:…`
fn labels(term: &Term) -> String {
    let one = |labels: &bigre_protocol::directory::term::TermLabels| {
        let words = std::iter::once(labels.preferred.as_str())
            .chain(labels.alternatives.iter().map(|word| word.as_str()));
        format!("{}:{}", labels.lang.as_str(), words.collect::<Vec<_>>().join("|"))
    };
    term.labels.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn codes(codes: &[bigre_protocol::text::Code]) -> String {
    codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(" ")
}

/// What holds for every vocabulary that may be published.
fn is_sound(parsed: &Parsed) {
    let mut last = "";
    for term in &parsed.terms {
        let body = codec::encode(term);
        assert!(body.len() <= BODY_BYTES && codec::decode::<Term>(&body).is_ok_and(|read| read == *term));
        assert!(term.code.as_str() > last && !term.labels.is_empty(), "{}", term.code);
        assert_eq!(term.vocabulary.as_str(), parsed.vocabulary);
        last = term.code.as_str();
    }
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let error = read(Format::Esco, &["/nowhere/esco.zip".into()]).unwrap_err();
    assert!(error.to_string().starts_with("/nowhere/esco.zip cannot be read"), "{error}");
    assert_eq!(error.problem().code, "official-unreadable");
}

#[test]
fn the_wrong_files_are_answered_with_the_right_ones() {
    let folder = Folder::new(&[("members.csv", "ref,name\n1,Lou\n"), ("notes.md", "hello")]);
    for (format, wanted) in
        [(Format::Esco, "occupations_xx.csv, skills_xx.csv"), (Format::Rome, "unix_referentiel_")]
    {
        let error = folder.read(format).unwrap_err();
        assert_eq!(error.problem().code, "official-missing");
        assert!(error.to_string().contains(wanted) && error.to_string().contains(format.page()), "{error}");
    }
    assert_eq!(folder.read(Format::Nace).unwrap_err().problem().code, "official-column");
    let empty = Folder::new(&[("nace.csv", " \n\n")]);
    assert_eq!(empty.read(Format::Nace).unwrap_err().problem().code, "official-missing");
}

#[test]
fn a_spreadsheet_is_refused_with_the_page_of_the_csv() {
    let folder = Folder::new(&[]);
    folder.write("NACE_Rev2.csv", b"PK\x03\x04\x14\x00\x06\x00 a spreadsheet");
    let error = folder.read(Format::Nace).unwrap_err();
    assert_eq!(error.problem().code, "official-not-text");
    assert!(error.to_string().contains("https://ec.europa.eu/eurostat/web/nace"), "{error}");
    // Named by itself, whatever its extension.
    folder.write("nace.xlsx", b"PK\x03\x04\x14\x00\x06\x00 a spreadsheet");
    let error = read(Format::Nace, &[folder.path("nace.xlsx")]).unwrap_err();
    assert_eq!(error.problem().code, "official-not-text");
}

#[test]
fn archives_are_read_in_place_and_their_names_lead_nowhere() {
    let folder = Folder::new(&[]);
    let table = b"code,libelle\n01,Tissage de brume\n".as_slice();
    let names =
        ["../../evil.csv", "/etc/naf.csv", "__MACOSX/._naf.csv", "data/deep/NAF 2008.CSV", "readme.pdf"];
    archive::pack(&folder.path("naf.zip"), &names.map(|name| (name, table)));
    let sources = source::find(&[folder.0.path().into()]).unwrap();
    assert_eq!(sources.iter().map(|one| one.stem.as_str()).collect::<Vec<_>>(), ["evil", "naf", "naf 2008"]);
    assert_eq!(std::fs::read_dir(folder.0.path()).unwrap().count(), 1, "nothing is unpacked on the disk");
    assert_eq!(sources[0].read().unwrap(), table);
}

#[test]
fn broken_archives_and_bombs_are_refused() {
    let folder = Folder::new(&[("esco.zip", "not an archive")]);
    assert_eq!(folder.read(Format::Esco).unwrap_err().problem().code, "official-archive");
    let bomb = vec![b'a'; 1_000_000];
    archive::pack(&folder.path("bomb.zip"), &[("occupations_fr.csv", &bomb)]);
    assert!(std::fs::metadata(folder.path("bomb.zip")).unwrap().len() < 10_000);
    let code = |name: &str, most: u64| archive::read(&folder.path(name), 0, most).unwrap_err().problem().code;
    assert_eq!(archive::read(&folder.path("bomb.zip"), 0, 1_000_000).unwrap().len(), 1_000_000);
    assert_eq!(code("bomb.zip", 999_999), "official-too-large");
    // One that lies about what comes out: it says one byte.
    let mut lying = std::fs::read(folder.path("bomb.zip")).unwrap();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == 1_000_000_u32.to_le_bytes() {
            lying[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
        }
    }
    folder.write("bomb.zip", &lying);
    assert!(matches!(code("bomb.zip", 999_999).as_str(), "official-archive" | "official-too-large"));
    let many: Vec<String> = (0..=source::FILES).map(|at| format!("{at}.csv")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"a".as_slice())).collect();
    archive::pack(&folder.path("esco.zip"), &many);
    assert_eq!(folder.read(Format::Esco).unwrap_err().problem().code, "official-too-many");
}

#[test]
fn each_vocabulary_has_its_notice() {
    assert_eq!(notice("esco"), Some("This service uses the ESCO classification of the European Commission."));
    assert!(
        notice("nace-2.1").unwrap().contains("Eurostat")
            && notice("rome").unwrap().contains("France Travail")
    );
    assert_eq!((notice("romeo"), notice("words")), (None, None));
}
