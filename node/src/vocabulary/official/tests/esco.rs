//! ESCO, in three languages, whole and broken.

use super::*;

const WEAVER: &str = "http://data.europa.eu/esco/occupation/aaaaaaaa-1111-4aaa-8aaa-aaaaaaaaaaaa";
const TAMER: &str = "http://data.europa.eu/esco/occupation/bbbbbbbb-2222-4bbb-8bbb-bbbbbbbbbbbb";
const GONE: &str = "http://data.europa.eu/esco/occupation/cccccccc-3333-4ccc-8ccc-cccccccccccc";
const KNOT: &str = "http://data.europa.eu/esco/skill/dddddddd-4444-4ddd-8ddd-dddddddddddd";
const CALM: &str = "http://data.europa.eu/esco/skill/eeeeeeee-5555-4eee-8eee-eeeeeeeeeeee";

fn package() -> Folder {
    let occupations = format!(
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,description,code\n\
         Occupation,{WEAVER},9998,tisseur de brume/tisseuse de brume,\"brumier\nbrumière\nBrumier\",,released,\"Tisse,\n« au matin »\",9998.1\n\
         Occupation,{TAMER},110,dompteur de cailloux/dompteuse de cailloux,,,released,,0110.1\n\
         Occupation,{GONE},9998,allumeur d'étoiles,,,obsolete,,9998.2\n"
    );
    let dutch = format!(
        "\u{feff}preferredLabel;altLabels;conceptUri;conceptType\n\
         mistwever;\"nevelwever\nmistweefster\";{WEAVER};Occupation\n"
    );
    let skills = format!(
        "conceptType,conceptUri,skillType,preferredLabel,altLabels,hiddenLabels,status\n\
         KnowledgeSkillCompetence,{KNOT},skill/competence,nouer un nuage,,noué nuage,released\n\
         KnowledgeSkillCompetence,{CALM},knowledge,calme des pierres,,,released\n"
    );
    let relations = format!(
        "occupationUri,relationType,skillType,skillUri\n\
         {WEAVER},essential,skill/competence,{KNOT}\n{WEAVER},optional,knowledge,{CALM}\n\
         {TAMER},essential,knowledge,{CALM}\n{TAMER},essential,knowledge,{GONE}\n"
    );
    let isco = "conceptType,conceptUri,code,preferredLabel,status\n\
         ISCOGroup,http://data.europa.eu/esco/isco/C9998,9998,Métiers de l'air,released\n";
    let groups = "conceptType,conceptUri,preferredLabel,altLabels,code\n\
         SkillGroup,http://data.europa.eu/esco/skill/S9.8,nouer,,S9.8\n\
         SkillGroup,http://data.europa.eu/esco/isced-f/0999,pierres,,0999\n";
    let above = format!(
        "conceptType,conceptUri,broaderType,broaderUri\n\
         Occupation,{WEAVER},ISCOGroup,http://data.europa.eu/esco/isco/C9998\n"
    );
    let skills_above = format!(
        "conceptType,conceptUri,broaderType,broaderUri\n\
         KnowledgeSkillCompetence,{KNOT},SkillGroup,http://data.europa.eu/esco/skill/S9.8\n\
         KnowledgeSkillCompetence,{CALM},SkillGroup,http://data.europa.eu/esco/isced-f/0999\n\
         KnowledgeSkillCompetence,{CALM},KnowledgeSkillCompetence,{CALM}\n"
    );
    Folder::new(&[
        ("ESCO dataset - v1.2.0 - classification - fr - csv/occupations_fr.csv", &occupations),
        ("ESCO dataset - v1.2.0 - classification - fr - csv/skills_fr.csv", &skills),
        ("ESCO dataset - v1.2.0 - classification - fr - csv/skillGroups_fr.csv", groups),
        ("ESCO dataset - v1.2.0 - classification - fr - csv/ISCOGroups_fr.csv", isco),
        ("ESCO dataset - v1.2.0 - classification - fr - csv/conceptSchemes_fr.csv", "not,looked\nat"),
        ("ESCO dataset - v1.2.0 - classification - fr - csv/broaderRelationsOccPillar_fr.csv", &above),
        ("nl/occupations_nl.csv", &dutch),
        ("relations/occupationSkillRelations.csv", &relations),
        ("relations/broaderRelationsSkillPillar.csv", &skills_above),
    ])
}

#[test]
fn languages_are_joined_and_links_kept() {
    let parsed = package().read(Format::Esco).unwrap();
    is_sound(&parsed);
    let weaver = term(&parsed, "esco:aaaaaaaa1111");
    assert_eq!(weaver.kind, TermKind::Trade);
    assert_eq!(
        labels(weaver),
        "fr:tisseur de brume/tisseuse de brume|brumier|brumière nl:mistwever|nevelwever|mistweefster"
    );
    assert_eq!(
        (codes(&weaver.broader), codes(&weaver.related)),
        ("isco:9998".into(), "esco:dddddddd4444".into())
    );
    assert_eq!(weaver.isco.as_ref().unwrap().as_str(), "9998");
    assert_eq!(
        term(&parsed, "esco:bbbbbbbb2222").isco.as_ref().unwrap().as_str(),
        "0110",
        "a zero taken off"
    );
    let knot = term(&parsed, "esco:dddddddd4444");
    assert_eq!((knot.kind, labels(knot).as_str()), (TermKind::Skill, "fr:nouer un nuage|noué nuage"));
    assert_eq!(codes(&knot.broader), "esco:S9.8");
    assert_eq!(codes(&term(&parsed, "esco:eeeeeeee5555").broader), "isced-f:0999");
    assert_eq!(parsed.terms.len(), 7);
    assert_eq!((parsed.dropped.withdrawn, parsed.dropped.links, parsed.dropped.alternatives), (1, 1, 0));
    assert!(parsed.absent.is_empty());
    let trades = &parsed.coverage[0];
    assert_eq!(
        (trades.kind, trades.terms, trades.labelled["fr"], trades.labelled["nl"]),
        (TermKind::Trade, 3, 3, 1)
    );
}

#[test]
fn archives_give_what_folders_give_in_any_order() {
    let package = package();
    let whole = package.read(Format::Esco).unwrap();
    let inner = "ESCO dataset - v1.2.0 - classification - fr - csv";
    let names: Vec<String> = std::fs::read_dir(package.path(inner))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let files: Vec<(String, Vec<u8>)> = names
        .into_iter()
        .map(|name| (name.clone(), std::fs::read(package.path(inner).join(name)).unwrap()))
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    archive::pack(&package.path("fr.zip"), &files);
    let paths = ["relations", "nl", "fr.zip"].map(|name| package.path(name));
    assert_eq!(read(Format::Esco, &paths).unwrap(), whole);
}

#[test]
fn what_is_not_there_is_said() {
    let package = package();
    std::fs::remove_dir_all(package.path("relations")).unwrap();
    let absent = package.read(Format::Esco).unwrap().absent;
    assert_eq!(absent, ["occupationSkillRelations_xx.csv", "broaderRelationsSkillPillar_xx.csv"]);
    std::fs::remove_dir_all(package.path("ESCO dataset - v1.2.0 - classification - fr - csv")).unwrap();
    let error = package.error(Format::Esco);
    assert!(error.contains("skills_xx.csv expected") && !error.contains("occupations_xx"), "{error}");
}

#[test]
fn broken_files_are_named_with_the_line() {
    let header = "conceptType,conceptUri,preferredLabel,altLabels";
    let error = |occupations: &str| {
        let skills = format!("{header}\n");
        Folder::new(&[("occupations_fr.csv", occupations), ("skills_fr.csv", &skills)]).error(Format::Esco)
    };
    let row = format!("Occupation,{WEAVER},tisseur,");
    for (text, expected) in [
        (
            format!("{header}\n{row}\nOccupation,{TAMER},dompteur"),
            "occupations_fr.csv, line 3: the line has 3 cells",
        ),
        (
            format!("{header}\n{row}\nOccupation,{TAMER},\"dompteur,"),
            "occupations_fr.csv, line 3: a quotation mark",
        ),
        (
            format!("{header}\nOccupation,nowhere,a,"),
            "occupations_fr.csv, line 2, column conceptUri: `nowhere`",
        ),
        (format!("{header}\nOccupation,http://x/esco/skill/a b,a,"), "line 2, column conceptUri"),
        (format!("{header}\nOccupation,,a,"), "line 2, column conceptUri: ``"),
        ("conceptUri,label\n".into(), "occupations_fr.csv: no column is named preferredLabel"),
        (format!("{header}\n{row}\nO,{TAMER},{},", "x".repeat(300_000)), "line 3: the line is longer"),
        (
            format!("{header}\nO,{}f,a,\nO,{},b,", &WEAVER[..WEAVER.len() - 1], WEAVER),
            "would both have the code",
        ),
    ] {
        let error = error(&text);
        assert!(error.contains(expected), "{error}");
    }
    let nameless = Folder::new(&[("occupations.csv", header)]).error(Format::Esco);
    assert!(nameless.contains("occupations.csv: its language is not known"), "{nameless}");
}

#[test]
fn what_is_too_large_for_an_entry_is_made_to_fit() {
    let long = "tisser la brume ".repeat(20);
    let many: Vec<String> = (0..300).map(|at| format!("brumier numéro {at} du matin et du soir")).collect();
    let related: String =
        (0..70).map(|at| format!("{WEAVER},essential,,http://x/esco/skill/S{at:02}\n")).collect();
    let skills: String = (0..70).map(|at| format!("S,http://x/esco/skill/S{at:02},savoir {at},\n")).collect();
    let folder = Folder::new(&[
        (
            "occupations_fr.csv",
            &format!(
                "conceptType,conceptUri,preferredLabel,altLabels\nO,{WEAVER},{long},\"{}\n{long}\"\nO,{TAMER},\" \u{202e} \",\n",
                many.join("\n")
            ),
        ),
        ("skills_fr.csv", &format!("conceptType,conceptUri,preferredLabel,altLabels\n{skills}")),
        (
            "occupationSkillRelations_fr.csv",
            &format!("occupationUri,relationType,skillType,skillUri\n{related}"),
        ),
    ]);
    let parsed = folder.read(Format::Esco).unwrap();
    is_sound(&parsed);
    let weaver = term(&parsed, "esco:aaaaaaaa1111");
    let preferred = weaver.labels[0].preferred.as_str();
    assert!(preferred.ends_with("brume tisser…") && preferred.chars().count() <= TITLE_CHARS, "{preferred}");
    let kept = weaver.labels[0].alternatives.len();
    assert!(kept > 40 && kept < TERM_ALTERNATIVES, "{kept}");
    assert_eq!(parsed.dropped.alternatives, 301 - kept as u64);
    assert_eq!((parsed.dropped.shortened, parsed.dropped.links, parsed.dropped.unlabelled), (1, 6, 1));
}
