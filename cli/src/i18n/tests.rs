//! The languages say the same things, with the same arguments, and nothing that is said is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::*;

/// The messages of a language with the variables that each uses.
fn messages(texts: Texts) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase())
            && let Some((key, _)) = line.split_once(" =")
        {
            current = key.to_owned();
            let twice = found.insert(current.clone(), BTreeSet::new()).is_some();
            assert!(!twice, "{current} is there twice");
        }
        for variable in line.split('$').skip(1) {
            let end =
                variable.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(variable.len());
            found.entry(current.clone()).or_default().insert(variable[..end].to_owned());
        }
    }
    found
}

/// The Rust files of a directory of this repository.
fn sources(dir: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

fn own_sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// The texts between quotes that begin with a prefix.
fn literals(text: &str, prefix: &str) -> BTreeSet<String> {
    let kebab = |text: &&str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    text.split('"')
        .filter(|text| text.starts_with(prefix) && text.len() > prefix.len())
        .filter(kebab)
        .map(Into::into)
        .collect()
}

#[test]
fn all_languages_have_the_same_messages_and_variables() {
    let french = messages(FRENCH);
    let keys = |of: &BTreeMap<String, BTreeSet<String>>| of.keys().cloned().collect::<BTreeSet<_>>();
    for other in [messages(ENGLISH), messages(DUTCH)] {
        let lonely: Vec<String> = keys(&french).symmetric_difference(&keys(&other)).cloned().collect();
        assert!(lonely.is_empty(), "in one language only: {lonely:?}");
        for (key, variables) in &french {
            assert_eq!(variables, &other[key], "{key}");
        }
    }
}

#[test]
fn every_text_is_well_formed() {
    for text in [FRENCH, ENGLISH, DUTCH].concat().into_iter().chain([FRENCH_HELP, DUTCH_HELP]) {
        if let Err((_, errors)) = FluentResource::try_new(text.into()) {
            let at = errors[0].pos.start;
            panic!("{errors:?} near {}", &text[at.saturating_sub(60)..text.len().min(at + 60)]);
        }
    }
}

#[test]
fn every_sentence_said_exists_with_its_arguments() {
    let known = messages(FRENCH);
    let mut said = 0;
    for (path, text) in own_sources().iter().filter(|(path, _)| !path.ends_with("i18n/tests.rs")) {
        for call in text.split("say!(").skip(1) {
            let Some((_, rest)) = call.split_once('"') else { continue };
            let Some((key, rest)) = rest.split_once('"') else { continue };
            if key == "key" {
                continue;
            }
            said += 1;
            let variables =
                known.get(key).unwrap_or_else(|| panic!("{}: no sentence `{key}`", path.display()));
            for variable in variables {
                let given = format!("{variable} = ");
                let end = rest.len().min(900);
                let near = (0..=end).rev().find_map(|end| rest.get(..end)).unwrap_or_default();
                assert!(near.contains(&given), "{}: `{key}` needs `{variable}`", path.display());
            }
        }
    }
    assert!(said > 100, "only {said} sentences were found: the search is wrong");
}

#[test]
fn every_problem_has_its_sentence() {
    let known = messages(FRENCH);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut codes = BTreeSet::new();
    for (_, text) in own_sources() {
        for prefix in ["cli-", "usage-", "identity-", "node-stopped"] {
            codes.extend(literals(&text, prefix));
        }
    }
    for (file, prefix) in [
        ("identity/error.rs", "identity-"),
        ("config/error.rs", "config-"),
        ("backup/error.rs", "backup-"),
        ("doctor/local.rs", "doctor-"),
        ("doctor/live.rs", "doctor-"),
        ("vocabulary/official/error.rs", "official-"),
    ] {
        let text = std::fs::read_to_string(root.join("../node/src").join(file)).unwrap();
        codes.extend(literals(&text, prefix));
    }
    let missing: Vec<&String> =
        codes.iter().filter(|code| !known.contains_key(&format!("problem-{code}"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(codes.len() > 40, "only {} codes were found: the search is wrong", codes.len());
}

#[test]
fn every_code_of_the_api_has_its_sentence_with_its_arguments() {
    let known = messages(FRENCH);
    for code in bigre_node::api::codes::CODES {
        let key = format!("problem-{}", code.name);
        assert!(known.contains_key(&key), "no sentence `{key}`");
        for part in [key.clone(), format!("{key}-why"), format!("{key}-hint")] {
            for variable in known.get(&part).into_iter().flatten() {
                assert!(
                    code.args.contains(&variable.as_str()),
                    "`{part}` uses `{variable}`, which nobody gives"
                );
            }
        }
    }
}

#[test]
fn plurals_and_numbers_follow_the_language() {
    let (french, english) = (Translator::new(Lang::Fr), Translator::new(Lang::En));
    assert_eq!(say!(french, "search-total", total = 0_u64), "0 résultat");
    assert_eq!(say!(french, "search-total", total = 1_u64), "1 résultat");
    assert_eq!(say!(french, "search-total", total = 12_345_u64), "12\u{202F}345 résultats");
    assert_eq!(say!(english, "search-total", total = 0_u64), "0 hits");
    assert_eq!(say!(english, "search-total", total = 12_345_u64), "12,345 hits");
    assert_eq!(say!(french, "kilometres", km = 4.5), "4,5 km");
    let dutch = Translator::new(Lang::Nl);
    assert_eq!(say!(dutch, "search-total", total = 0_u64), "0 resultaten");
    assert_eq!(say!(dutch, "search-total", total = 1_u64), "1 resultaat");
    assert_eq!(say!(dutch, "search-total", total = 12_345_u64), "12.345 resultaten");
    assert_eq!(say!(dutch, "kilometres", km = 4.5), "4,5 km");
    assert_eq!(say!(french, "import-unchanged", names = "a\u{1b}[31mb"), "Déjà à jour : a\u{FFFD}[31mb");
}

#[test]
fn the_language_is_the_reader_s() {
    let choose = |words: &str, environment: &[(&str, &str)]| {
        let arguments: Vec<OsString> = words.split(' ').map(OsString::from).collect();
        let get =
            |name: &str| environment.iter().find(|(n, _)| *n == name).map(|(_, value)| value.to_string());
        Lang::choose(&arguments, &get)
    };
    assert_eq!(choose("bigre status", &[]), Lang::En);
    assert_eq!(choose("bigre status", &[("LANG", "fr_BE.UTF-8")]), Lang::Fr);
    assert_eq!(choose("bigre status", &[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")]), Lang::En);
    assert_eq!(
        choose("bigre status", &[("LC_ALL", ""), ("LC_MESSAGES", "nl_BE"), ("LANG", "fr_FR")]),
        Lang::Nl
    );
    assert_eq!(choose("bigre --lang fr status", &[("LANG", "en_GB")]), Lang::Fr);
    assert_eq!(choose("bigre status --lang=fr", &[]), Lang::Fr);
    assert_eq!(choose("bigre search --lang fr pain", &[("LANG", "en_GB")]), Lang::En);
    assert_eq!(choose("bigre --lang fr search --lang en pain", &[]), Lang::Fr);
    assert_eq!(choose("bigre watch add --lang fr pain", &[("LANG", "en_GB")]), Lang::En);
    assert_eq!(choose("bigre watch run --lang fr", &[("LANG", "en_GB")]), Lang::Fr);
    assert_eq!(choose("bigre member add --lang fr", &[("LANG", "en_GB")]), Lang::Fr);
    assert_eq!(choose("bigre --lang xx status", &[("LANG", "fr")]), Lang::Fr);
}
