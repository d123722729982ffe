//! Imports of files as people make them, well and badly.

use bigre_protocol::limits::MEMBERS;
use proptest::prelude::*;

use super::*;
use crate::api::codes;
use crate::draft::terms::Terms;

const SECRET: [u8; 32] = [7; 32];
const SOUND: &str = "ref,name,activity,trades,skills,languages,place,precision,available,about\n\
    1,Ada Lovelace,Boulangère,boulangère,,fr|nl,Sète,commune,oui,Du pain\n\
    2,Jan Peeters,Schrijnwerker,,,nl,Luik,province,nee,\n\
    3,Zoé,Dompteuse de nuages,,siffler à l'envers,français,34200 Sète,department,,\"Un texte,\nsur deux lignes\"\n";

type Held = BTreeMap<EntryId, Member>;

fn run(file: impl AsRef<[u8]>, options: Options, held: &Held) -> Plan {
    plan(file.as_ref(), &options, &SECRET, held, Draftsman::with(&Terms::starter()))
}

fn after(mut held: Held, plan: &Plan) -> Held {
    for id in &plan.remove {
        held.remove(id);
    }
    held.extend(plan.put.iter().cloned());
    held
}

/// Lines and codes of the problems of a file read with the default options.
fn problems(file: impl AsRef<[u8]>) -> Vec<(u64, String)> {
    let plan = run(&file, Options::default(), &Held::new());
    assert!(plan.put.is_empty() && plan.remove.is_empty(), "{:?}", String::from_utf8_lossy(file.as_ref()));
    assert_eq!(plan.report.problem_count, plan.report.problems.len() as u64);
    plan.report.problems.into_iter().map(|one| (one.line, one.problem.code)).collect()
}

fn check(file: impl AsRef<[u8]>, expected: &[(u64, &str)]) {
    let shown = String::from_utf8_lossy(file.as_ref()).chars().take(80).collect::<String>();
    let found = problems(&file);
    let found: Vec<_> = found.iter().map(|(line, code)| (*line, code.as_str())).collect();
    assert_eq!(found, expected, "{shown}");
    assert!(found.iter().all(|(_, code)| codes::find(code).is_some()));
}

#[test]
fn a_sound_file_is_read_and_a_second_time_changes_nothing() {
    let first = run(SOUND, Options::default(), &Held::new());
    assert_eq!(first.report.problems.len(), 0, "{:?}", first.report.problems);
    assert_eq!((first.report.rows, first.report.counts.added), (3, 3));
    assert_eq!(first.report.own_words, ["siffler à l'envers"]);
    let held = after(Held::new(), &first);
    let ada = held.values().find(|member| &*member.name == "Ada Lovelace").unwrap();
    assert_eq!(ada.activities[0].trades[0].as_str(), "t-baker");
    assert_eq!(ada.place.as_ref().unwrap().code.as_str(), "FR-34301");
    assert_eq!((ada.available, ada.languages.len()), (Some(true), 2));
    let jan = held.values().find(|member| &*member.name == "Jan Peeters").unwrap();
    assert_eq!(jan.place.as_ref().unwrap().code.as_str(), "BE-P60000");
    assert_eq!(jan.activities[0].trades[0].as_str(), "t-joiner");
    let zoe = held.values().find(|member| &*member.name == "Zoé").unwrap();
    assert_eq!(zoe.about.as_deref(), Some("Un texte, sur deux lignes"));

    let again = run(SOUND, Options::default(), &held);
    assert!(again.put.is_empty() && again.remove.is_empty());
    assert_eq!((again.report.counts.unchanged, again.report.counts.changed), (3, 0));
}

#[test]
fn the_number_of_a_member_is_not_published_and_names_no_other() {
    let plan = run("ref,name\nsecret-4711,Ada\n", Options::default(), &Held::new());
    let (id, member) = &plan.put[0];
    let bytes = bigre_protocol::codec::encode(member);
    assert!(!bytes.windows(4).any(|window| window == b"4711"));
    let other = super::plan::member_id(&[8; 32], "secret-4711");
    assert_ne!(*id, other);
}

/// If this test fails, members imported before are no longer found again: every one of them would come twice.
#[test]
fn a_member_is_found_again_by_later_versions() {
    let plan = run("name\n Zoé  D'Arc-Œuvre \n", Options::default(), &Held::new());
    assert_eq!(plan.put[0].0, super::plan::member_id(&SECRET, "zoe d arc oeuvre"));
    assert_eq!(super::plan::member_id(&SECRET, "1").to_string(), "jnzzuh22lta2q3axggd6aji35u");
}

#[test]
fn changes_name_their_fields_and_what_has_no_column_stays() {
    let held = after(Held::new(), &run(SOUND, Options::default(), &Held::new()));
    let plan = run("ref,nom,lieu\n1,Ada King,Gent\n", Options::default(), &held);
    assert_eq!(plan.report.problems.len(), 0, "{:?}", plan.report.problems);
    assert_eq!(plan.report.changed.len(), 1);
    assert_eq!(plan.report.changed[0].fields, ["name", "place"]);
    assert_eq!((plan.report.counts.missing, plan.report.counts.removed), (2, 0));
    let (_, ada) = &plan.put[0];
    assert_eq!(ada.activities[0].trades[0].as_str(), "t-baker");
    assert_eq!(ada.about.as_deref(), Some("Du pain"));
}

#[test]
fn members_are_taken_out_only_when_asked_and_not_most_of_them() {
    let held = after(Held::new(), &run(SOUND, Options::default(), &Held::new()));
    let two: String = SOUND.lines().take(3).map(|line| format!("{line}\n")).collect();
    let one: String = SOUND.lines().take(2).map(|line| format!("{line}\n")).collect();
    let options = Options { remove_missing: true, ..Options::default() };
    assert_eq!(run(&two, Options::default(), &held).remove.len(), 0);
    let plan = run(&two, options, &held);
    assert_eq!((plan.remove.len(), plan.report.removed.as_slice()), (1, &["Zoé".to_owned()][..]));
    let refused = run(&one, options, &held);
    assert_eq!(refused.report.problems[0].problem.code, "large-shrink");
    assert!(refused.remove.is_empty() && refused.report.counts.removed == 2);
    assert_eq!(run(&one, Options { force: true, ..options }, &held).remove.len(), 2);
}

#[test]
fn each_bad_file_has_its_code() {
    check("", &[(0, "empty-file")]);
    check("\n\n", &[(0, "empty-file")]);
    check("PK\x03\x04 a spreadsheet", &[(0, "not-csv")]);
    check(b"name\n\0\x01\x02", &[(0, "not-csv")]);
    check(b"\xFF\xFEn\0a\0m\0e\0", &[(0, "utf16")]);
    check(b"n\0a\0m\0e\0\n\0A\0d\0a\0", &[(0, "utf16")]);
    check(b"\xEF\xBB\xBFname\nAda\n", &[(0, "byte-order-mark")]);
    check(b"name\nZo\xE9\n", &[(0, "wrong-encoding")]);
    check("ref;name\n1;Ada\n", &[(1, "wrong-delimiter")]);
    check("ref\tname\n1\tAda\n", &[(1, "wrong-delimiter")]);
    check("ref,activity\n1,Pain\n", &[(1, "missing-column")]);
    check("name,date de naissance\nAda,1815-12-10\n", &[(1, "forbidden-column")]);
    check("name,prénom\nAda,Ada\n", &[(1, "unknown-column")]);
    check("name,nom\nAda,Ada\n", &[(1, "duplicate-column")]);
    check("Ada Lovelace,ada@example.org,1815\n", &[(1, "no-header")]);
    check("name,place\nAda\n", &[(2, "wrong-cell-count")]);
    check("name,place\nAda,Gent,9000\n", &[(2, "wrong-cell-count")]);
    check("name,about\nAda,\"sans fin\nBob,\n", &[(2, "unbalanced-quotes")]);
    check("name\nAda\nBob\nADA\n", &[(4, "duplicate-member")]);
    check("ref,name\n1,Ada\n1,Bob\n", &[(3, "duplicate-member")]);
    check("name,place\nAda,Zzyzx-les-Bains\n", &[(2, "unknown-place")]);
    check("name,place\nAda,Saint-Denis\n", &[(2, "ambiguous-place")]);
    check("name,available\nAda,peut-être\n", &[(2, "unknown-value")]);
    check("name,about\n,x\n", &[(2, "missing-field")]);
    check(format!("name,about\nAda,{}\n", "x".repeat(501)), &[(2, "too-long")]);
    check(format!("name\n{}\nBob\n", "x".repeat(10_000_000)), &[(2, "line-too-long")]);
    check("name\nA\u{202e}da\n", &[(2, "invisible-character")]);
    check("name,secteurs\nAda,astrologie quantique\n", &[(2, "unknown-sector")]);
    check("name,activity,modes\nAda,Pain,en apesanteur\n", &[(2, "unknown-mode")]);
    check("name,modes\nAda,à distance\n", &[(2, "missing-field")]);
    check("name,langues\nAda,klingon\n", &[(2, "unknown-language")]);
    check("name,precision\nAda,galaxie\n", &[(2, "unknown-precision")]);
    check(format!("name\n{}\nAda", "x".repeat(70_000)), &[(2, "line-too-long")]);
    check(format!("{}\nname\nAda", "x".repeat(70_000)), &[(1, "line-too-long")]);
}

#[test]
fn the_flag_named_by_a_problem_mends_it() {
    let check = |file: &[u8], options: Options, name: &str| {
        let plan = run(file, options, &Held::new());
        assert_eq!(plan.report.problems.len(), 0, "{:?}", plan.report.problems);
        assert_eq!(&*plan.put[0].1.name, name);
    };
    let with = |encoding| Options { encoding, ..Options::default() };
    check(b"name\nZo\xE9 \x9Cuvre\n", with(Encoding::Latin1), "Zoé œuvre");
    check(b"\xEF\xBB\xBFname\nAda\n", with(Encoding::Utf8Bom), "Ada");
    for (named, file) in [(";", "ref;name\n1;Ada\n"), ("tab", "ref\tname\n1\tAda\n")] {
        let delimiter = delimiter(named).unwrap();
        check(file.as_bytes(), Options { delimiter, ..Options::default() }, "Ada");
    }
    let mistaken = run("name\nZoé\n", with(Encoding::Latin1), &Held::new());
    assert_eq!(mistaken.report.problems[0].problem.code, "wrong-encoding");
}

#[test]
fn every_problem_is_counted_and_a_hundred_are_listed() {
    let rows: String = (0..300).map(|n| format!("Ada {n},Nulle-Part-{n}\n")).collect();
    let plan = run(format!("name,place\n{rows}"), Options::default(), &Held::new());
    assert_eq!((plan.report.problem_count, plan.report.problems.len()), (300, 100));
    assert_eq!(plan.report.rows, 300);
}

#[test]
fn lines_that_cannot_go_in_are_left_out_when_asked() {
    let partial = Options { partial: true, remove_missing: true, force: true, ..Options::default() };
    let held = after(
        Held::new(),
        &run("ref,name,place\n1,Ada,Gent\n2,Bob,Gent\n3,Zoé,Gent\n", partial, &Held::new()),
    );
    // Bob's line cannot go in: he stays as he is. Zoé is in no line: she is taken out.
    let file = "ref,name,place\n1,Ada King,Gent\n2,Bob,Nulle-Part\n4,Éve,Gent\n4,Éve encore,Gent\n";
    let plan = run(file, partial, &held);
    let found: Vec<_> =
        plan.report.problems.iter().map(|one| (one.line, one.problem.code.as_str())).collect();
    assert_eq!(found, [(3, "unknown-place"), (5, "duplicate-member")]);
    let counts = &plan.report.counts;
    assert_eq!((counts.added, counts.changed, counts.removed, plan.is_refused), (1, 1, 1, false));
    assert_eq!(plan.report.removed, ["Zoé"]);
    // A line that nobody can read may be anybody's.
    let plan = run("ref,name,place\n1,Ada\n4,Éve,Gent\n", partial, &held);
    assert_eq!((plan.remove.len(), plan.put.len()), (0, 1));
    assert_eq!(plan.report.notes[0].problem.code, "nobody-removed");
    // What is wrong with the file as such stops all of it.
    let plan = run("ref,name,mail\n1,Ada,x\n", partial, &held);
    assert!(plan.is_refused && plan.put.is_empty());
    let rows: String = (0..300).map(|n| format!("Ada {n},Nulle-Part-{n}\n")).collect();
    assert_eq!(run(format!("name,place\n{rows}"), partial, &held).report.problems.len(), 300);
}

#[test]
fn who_may_be_there_twice_is_hinted_and_nothing_more() {
    let held = after(
        Held::new(),
        &run("ref,name,place\n1,Marie Martin,Gent\n2,Lou,Gent\n", Options::default(), &Held::new()),
    );
    let file = "ref,name,place\n7,MARTIN Marie,Gent\n8,Jean Petit,Sète\n9,Petit Jean,Montpellier\n10,Lou,Lyon\n\
        11,Jean Petit,Lille\n12,Ada Lovelace,Sète\n";
    let mut plan = run(file, Options::default(), &held);
    assert_eq!((plan.report.counts.added, plan.put.len()), (6, 6));
    let elsewhere = |name: &str, place: &str| {
        run(format!("name,place\n{name},{place}\n"), Options::default(), &Held::new()).put[0].1.clone()
    };
    let mut seeker = std::mem::take(&mut plan.seeker);
    seeker.look("Smart", &elsewhere("Ada Lovelace", "Frontignan"));
    seeker.look("Smart", &elsewhere("Ada Lovelace", "Lille"));
    let (found, count) = seeker.finish();
    let found: Vec<_> = found.iter().map(|one| (one.line, one.with.as_str(), one.other_line)).collect();
    assert_eq!(found, [(2, "held", None), (4, "line", Some(3)), (7, "elsewhere", None)]);
    assert_eq!(count, 3);
}

#[test]
fn headings_are_known_forbidden_or_neither() {
    assert_eq!(heading("Commune"), Heading::Field("place"));
    assert_eq!(heading("Adresse"), Heading::Forbidden("address"));
    assert_eq!(heading("compétances"), Heading::Unknown("skills".into()));
    assert_eq!(folded("N° Adhérent"), "n adherent");
    assert_eq!(check_headings(["nom", "IBAN"].into_iter())[0].problem.code, "forbidden-column");
    assert!(check_headings(["nom", "lieu"].into_iter()).is_empty());
    assert_eq!(fields().count(), 14);
}

#[test]
fn a_sheet_is_read_whole_with_its_lines() {
    let sheet = read_csv(b"nom;lieu\nAda;\"Gent\nZuid\"\n\nBob\nZo\xE9;\n", Encoding::Latin1, b';').unwrap();
    assert_eq!(sheet.headings, ["nom", "lieu"]);
    let lines: Vec<_> = sheet.lines.iter().map(|line| (line.number, line.cells[0].as_str())).collect();
    assert_eq!(lines, [(2, "Ada"), (6, "Zoé")]);
    assert_eq!((sheet.faults[0].line, sheet.faults[0].problem.code.as_str()), (5, "wrong-cell-count"));
    assert_eq!(read_csv(b"", Encoding::Utf8, b',').unwrap_err()[0].problem.code, "empty-file");
    assert_eq!(read_csv(b"a;b\n", Encoding::Utf8, b',').unwrap_err()[0].problem.code, "wrong-delimiter");
}

#[test]
fn what_a_forbidden_column_holds_is_in_no_report() {
    for (header, value) in [
        ("date de naissance", "1815-12-10"),
        ("Né(e) le", "1815-12-10"),
        ("geboortedatum", "10/12/1815"),
        ("N° de sécurité sociale", "2 15 12 75 116 001 23"),
        ("rijksregisternummer", "85.07.30-033 28"),
        ("NISS", "85073003328"),
        ("E-mail", "ada@example.org"),
        ("Téléphone", "0612345678"),
        ("Adresse", "1 rue de la Paix"),
        ("IBAN", "FR7630006000011234567890189"),
        ("sexe", "féminin"),
        ("burgerlijke staat", "gehuwd"),
        ("nationalité", "britannique"),
        ("santé", "migraine"),
        ("photo", "ada.jpg"),
    ] {
        let file = format!("nom,{header}\nAda,{value}\n");
        let plan = run(&file, Options::default(), &Held::new());
        let report = serde_json::to_string(&plan.report).unwrap();
        assert!(report.contains("forbidden-column"), "{header}: {report}");
        assert!(!report.contains(value) && !report.contains("Ada"), "{header}");
        // Nor from a file without a first line of names.
        let plan = run(format!("Ada Lovelace,x,{value}\n"), Options::default(), &Held::new());
        let report = serde_json::to_string(&plan.report).unwrap();
        assert!(!plan.report.problems.is_empty());
        assert!(
            !value.contains(|c: char| c.is_ascii_digit() || c == '@') || !report.contains(value),
            "{report}"
        );
    }
}

#[test]
fn a_directory_has_a_quota() {
    let rows: String = (0..=MEMBERS).map(|n| format!("{n},M\n")).collect();
    let plan = run(format!("ref,name\n{rows}"), Options::default(), &Held::new());
    assert_eq!(plan.report.problems[0].problem.code, "quota");
    assert!(plan.put.is_empty());
}

fn options() -> impl Strategy<Value = Options> {
    let encoding = prop_oneof![Just(Encoding::Utf8), Just(Encoding::Utf8Bom), Just(Encoding::Latin1)];
    let delimiter = prop_oneof![Just(b','), Just(b';'), Just(b'\t')];
    (encoding, delimiter, any::<bool>(), any::<bool>()).prop_map(
        |(encoding, delimiter, remove_missing, force)| Options {
            delimiter,
            encoding,
            remove_missing,
            force,
            partial: false,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), options in options()) {
        let plan = run(bytes, options, &Held::new());
        prop_assert!(plan.report.problem_count > 0 || !plan.put.is_empty() || plan.report.rows == 0);
    }

    #[test]
    fn nor_does_what_looks_like_a_file(
        cells in proptest::collection::vec("[ \"\n\r,;|a-zéA0-9\u{0}\u{202e}'-]{0,12}", 0..40),
        width in 1usize..5,
        options in options(),
    ) {
        let mut file = String::from("ref,name,place,trades\n");
        for row in cells.chunks(width) {
            file.push_str(&row.join(","));
            file.push('\n');
        }
        let plan = run(file, options, &Held::new());
        prop_assert!(plan.report.problem_count == 0 || plan.put.is_empty());
    }

    #[test]
    fn a_file_read_twice_changes_nothing(names in proptest::collection::btree_set("[a-z]{3,9}", 1..20)) {
        let rows: String = names.iter().enumerate().map(|(n, name)| format!("{n},{name},Gent,{name}\n")).collect();
        let file = format!("ref,name,place,activity\n{rows}");
        let first = run(&file, Options::default(), &Held::new());
        prop_assert_eq!(first.report.counts.added as usize, names.len());
        let again = run(&file, Options::default(), &after(Held::new(), &first));
        prop_assert_eq!(again.report.counts.unchanged as usize, names.len());
        prop_assert!(again.put.is_empty());
    }
}
