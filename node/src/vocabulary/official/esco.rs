//! ESCO's CSV package, versions 1.0 to 1.2: occupations, skills, their groups and what links them. Knows its files and
//! columns.
//!
//! A concept is known by its URI, the same in every language and version. What ends the URI of an occupation or a
//! skill is a random UUID of 36 characters, where a code has 32 at most, and an entry 4 KiB for all its links: the code
//! is `esco:` and the first twelve hexadecimal digits, those before the version of the UUID. All 48 bits are random:
//! the odds that two of 20,000 concepts share them are one in a million, and an import says so. The address of a
//! concept is found with them, and no code depends on which files were there. ESCO's own short codes (`2654.1.7`) are
//! given anew with every version, and skills have none.

use bigre_protocol::directory::entry::Lang;
use bigre_protocol::directory::term::TermKind;
use bigre_protocol::text::Code;

use super::drafts::Drafts;
use super::error::OfficialError;
use super::source::Source;
use super::table::Table;
use super::{Format, Parsed, language};

/// Hexadecimal digits of a UUID that a code keeps.
const DIGITS: usize = 12;

/// A file of the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum File {
    Concepts(TermKind),
    Skills,
    Broader,
}

/// The files that are read: their name in lower case, without language; as it is shown; what they hold.
const FILES: [(&str, &str, File); 7] = [
    ("occupations", "occupations_xx.csv", File::Concepts(TermKind::Trade)),
    ("skills", "skills_xx.csv", File::Concepts(TermKind::Skill)),
    ("iscogroups", "ISCOGroups_xx.csv", File::Concepts(TermKind::Trade)),
    ("skillgroups", "skillGroups_xx.csv", File::Concepts(TermKind::Skill)),
    ("occupationskillrelations", "occupationSkillRelations_xx.csv", File::Skills),
    ("broaderrelationsoccpillar", "broaderRelationsOccPillar_xx.csv", File::Broader),
    ("broaderrelationsskillpillar", "broaderRelationsSkillPillar_xx.csv", File::Broader),
];
/// How many of them, the first ones, an import cannot do without.
const NEEDED: usize = 2;

/// Reads the package, in one language or several.
pub(super) fn read(
    sources: &[Source],
    missing: impl Fn(Vec<&'static str>) -> OfficialError,
) -> Result<Parsed, OfficialError> {
    let mut drafts = Drafts::default();
    let mut absent = Vec::new();
    for (at, (name, shown, file)) in FILES.iter().enumerate() {
        let mut found = false;
        for source in sources {
            let (base, lang) = language::of_stem(&source.stem);
            if base != *name {
                continue;
            }
            let Some(table) = Table::open(Format::Esco, source)? else { continue };
            match file {
                File::Concepts(kind) => {
                    let lang = lang.ok_or_else(|| OfficialError::Language { file: source.shown.clone() })?;
                    concepts(&table, lang, *kind, &mut drafts)?;
                }
                File::Skills => skills(&table, &mut drafts)?,
                File::Broader => broader(&table, &mut drafts)?,
            }
            found = true;
        }
        if !found {
            absent.push((at, *shown));
        }
    }
    if absent.iter().any(|(at, _)| *at < NEEDED) {
        return Err(missing(
            absent.into_iter().filter(|(at, _)| *at < NEEDED).map(|(_, shown)| shown).collect(),
        ));
    }
    Ok(drafts.finish(Format::Esco, "esco", absent.into_iter().map(|(_, shown)| shown).collect()))
}

/// A file of concepts in one language.
fn concepts(table: &Table, lang: Lang, kind: TermKind, drafts: &mut Drafts) -> Result<(), OfficialError> {
    let uri = table.required("conceptUri", &["concepturi"])?;
    let label = table.required("preferredLabel", &["preferredlabel"])?;
    let others = [table.column(&["altlabels"]), table.column(&["hiddenlabels"])];
    let (status, group) = (table.column(&["status"]), table.column(&["iscogroup"]));
    table.each(|row| {
        let address = row.cell(uri);
        let code = code(address).ok_or_else(|| row.wrong("conceptUri", address))?;
        let mut term = drafts.term(&code, address, kind)?;
        term.preferred(lang, row.cell(label));
        for column in others.into_iter().flatten() {
            term.alternatives(lang, row.cell(column).lines());
        }
        if kind == TermKind::Trade {
            // Spreadsheets take the zero of the armed forces off.
            let isco = row.cell(group);
            term.isco(&if isco.len() == 3 { format!("0{isco}") } else { isco.to_owned() });
        }
        if !matches!(row.cell(status), "" | "released" | "published") {
            term.withdraw();
        }
        Ok(())
    })
}

/// Which occupation needs which skill.
fn skills(table: &Table, drafts: &mut Drafts) -> Result<(), OfficialError> {
    let occupation = table.required("occupationUri", &["occupationuri"])?;
    let skill = table.required("skillUri", &["skilluri"])?;
    let relation = table.required("relationType", &["relationtype"])?;
    table.each(|row| {
        if row.cell(relation) == "essential" {
            let (trade, skill) = (row.cell(occupation), row.cell(skill));
            let trade = code(trade).ok_or_else(|| row.wrong("occupationUri", trade))?;
            drafts.related(&trade, &code(skill).ok_or_else(|| row.wrong("skillUri", skill))?);
        }
        Ok(())
    })
}

/// Which concept is narrower than which.
fn broader(table: &Table, drafts: &mut Drafts) -> Result<(), OfficialError> {
    let concept = table.required("conceptUri", &["concepturi"])?;
    let broader = table.required("broaderUri", &["broaderuri"])?;
    table.each(|row| {
        let (narrow, wide) = (row.cell(concept), row.cell(broader));
        let narrow = code(narrow).ok_or_else(|| row.wrong("conceptUri", narrow))?;
        drafts.broader(&narrow, &code(wide).ok_or_else(|| row.wrong("broaderUri", wide))?);
        Ok(())
    })
}

/// The code of a concept's URI: `esco:00030d092b3a`, `esco:S4.8.1`, `isco:2654`, `isced-f:0011`.
fn code(uri: &str) -> Option<String> {
    let (_, path) = uri.split_once("/esco/")?;
    let (scheme, name) = path.split_once('/')?;
    let code = match scheme {
        "isco" => format!("isco:{}", name.strip_prefix('C').unwrap_or(name)),
        "isced-f" => format!("isced-f:{name}"),
        _ => format!("esco:{}", digits(name).unwrap_or_else(|| name.into())),
    };
    Code::new(&code).is_ok().then_some(code)
}

/// The first digits of a UUID, in lower case.
fn digits(name: &str) -> Option<String> {
    let groups: Vec<&str> = name.split('-').collect();
    let right = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]);
    let hex = right && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hex.then(|| name.replace('-', "").to_lowercase().chars().take(DIGITS).collect())
}
