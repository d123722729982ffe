//! The classification of economic activities: Eurostat's NACE (revisions 2 and 2.1), Statbel's NACE-BEL (2008 and
//! 2025), INSEE's NAF (rev. 2 and 2025). Knows their columns and codes.
//!
//! The national ones only add a level below NACE: files of one revision are joined by their codes, and give each other
//! languages. Codes name the revision, since the second one gives some numbers to other activities: `nace-2:62.01`,
//! `nace-2.1:62.10`, with `nace-2:J` above, and `nace-2:62.010` (Belgium) or `nace-2:62.01Z` (France) below.

use bigre_protocol::directory::entry::Lang;
use bigre_protocol::directory::term::TermKind;

use super::drafts::Drafts;
use super::error::OfficialError;
use super::source::Source;
use super::table::Table;
use super::{Format, Parsed, language};

/// Names of the column of codes, folded, as the publishers have called it.
const CODE: [&str; 6] = ["code", "nace code", "cd nacebel", "code naf", "code nace", "nacebel code"];
/// Names of the column of the wider activity.
const PARENT: [&str; 4] = ["parent", "parent code", "cd sup nacebel", "code parent"];
/// Words that a column of titles may hold beside its language.
const TITLE: [&str; 16] = [
    "tx",
    "nacebel",
    "nace",
    "naf",
    "national",
    "title",
    "be",
    "desc",
    "description",
    "heading",
    "label",
    "libelle",
    "intitule",
    "omschrijving",
    "titre",
    "name",
];
/// Names of columns of titles whose language is not said.
const UNSAID: [&str; 8] = [
    "description",
    "heading",
    "title",
    "libelle",
    "intitule",
    "label",
    "omschrijving",
    "intitules de la naf rev 2 version finale",
];
/// Trade in vehicles: a division that revision 2.1 has no more.
const ONLY_REVISION_2: &str = "45";

/// A revision of NACE, by the vocabulary it makes.
const REVISION_2: &str = "nace-2";
const REVISION_2_1: &str = "nace-2.1";

/// A line of a file.
#[derive(Debug)]
struct Line {
    code: Activity,
    /// The section of a division, where the file says so.
    section: Option<char>,
    titles: Vec<(Lang, String)>,
}

/// The code of an activity: a section's letter, or a division's two digits with what follows, without points.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Activity {
    Section(char),
    Numbered(String),
}

/// Reads the files: all that have a column of codes and one of titles.
pub(super) fn read(
    sources: &[Source],
    missing: impl Fn(Vec<&'static str>) -> OfficialError,
) -> Result<Parsed, OfficialError> {
    let mut files: Vec<(&Source, &'static str, Vec<Line>)> = Vec::new();
    let mut refused = None;
    for source in sources {
        let Some(table) = Table::open(Format::Nace, source)? else { continue };
        match columns(&table, &source.stem) {
            Ok(columns) => {
                let lines = lines(&table, &columns)?;
                if !lines.is_empty() {
                    files.push((source, revision(&source.stem, &lines), lines));
                }
            }
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    let Some((first, vocabulary, _)) = files.first() else {
        return Err(refused.unwrap_or_else(|| missing(vec!["code, parent, description (CSV)"])));
    };
    if let Some((other, ..)) = files.iter().find(|(_, revision, _)| revision != vocabulary) {
        return Err(OfficialError::Mixed { one: first.shown.clone(), other: other.shown.clone() });
    }
    let vocabulary = *vocabulary;
    let mut drafts = Drafts::default();
    for line in files.iter().flat_map(|(.., lines)| lines) {
        let code = line.code.shown(vocabulary);
        let mut term = drafts.term(&code, &code, TermKind::Sector)?;
        for (lang, title) in &line.titles {
            term.preferred(*lang, title);
        }
    }
    for line in files.iter().flat_map(|(.., lines)| lines) {
        let mut wider = line.code.wider(line.section);
        while let Some(activity) = wider {
            let code = activity.shown(vocabulary);
            if drafts.has(&code) {
                drafts.broader(&line.code.shown(vocabulary), &code);
                break;
            }
            wider = activity.wider(None);
        }
    }
    Ok(drafts.finish(Format::Nace, vocabulary, Vec::new()))
}

/// Where a file has its codes, the wider ones, and titles by language.
#[derive(Debug)]
struct Columns {
    code: usize,
    parent: Option<usize>,
    titles: Vec<(usize, Lang)>,
}

fn columns(table: &Table, stem: &str) -> Result<Columns, OfficialError> {
    let code = table.required("code", &CODE)?;
    let mut titles: Vec<(usize, Lang)> = Vec::new();
    for (at, header) in table.header.iter().enumerate() {
        if let Some(lang) = title(header).filter(|lang| titles.iter().all(|(_, other)| other != lang)) {
            titles.push((at, lang));
        }
    }
    if titles.is_empty() {
        let column = table.required("description", &UNSAID)?;
        let mut labels = Vec::new();
        table.each(|row| {
            labels.push(row.cell(column).to_owned());
            Ok(())
        })?;
        let lang =
            language::of_stem(stem).1.or_else(|| language::of_labels(labels.iter().map(String::as_str)));
        let unknown = || OfficialError::Language { file: table.file.clone() };
        titles.push((column, lang.ok_or_else(unknown)?));
    }
    Ok(Columns { code, parent: table.column(&PARENT), titles })
}

/// The language of a column of titles: `TX_NACEBEL_FR`, `NATIONAL_TITLE_BE_NL`, `EN_DESC`, `fr`.
fn title(header: &str) -> Option<Lang> {
    let mut words: Vec<&str> = header.split(' ').collect();
    let at = words.iter().rposition(|word| language::of_code(word).is_some())?;
    let lang = language::of_code(words.remove(at));
    lang.filter(|_| words.iter().all(|word| TITLE.contains(word)))
}

fn lines(table: &Table, columns: &Columns) -> Result<Vec<Line>, OfficialError> {
    let mut lines = Vec::new();
    let mut section = None;
    table.each(|row| {
        let cell = row.cell(columns.code);
        if cell.is_empty() {
            return Ok(());
        }
        let code = Activity::read(cell).ok_or_else(|| row.wrong("code", cell))?;
        if let Activity::Section(letter) = code {
            section = Some(letter);
        }
        let above = match Activity::read(row.cell(columns.parent)) {
            Some(Activity::Section(letter)) => Some(letter),
            // `A01`, or else the section that came last: lists go from each section to what it holds.
            _ => cell.chars().next().filter(char::is_ascii_uppercase).or(section),
        };
        let titles = columns.titles.iter().map(|(at, lang)| (*lang, row.cell(*at).to_owned()));
        lines.push(Line { code, section: above, titles: titles.collect() });
        Ok(())
    })?;
    Ok(lines)
}

/// Which revision a file is of: by what only one has; a part of a list, by the name of its file.
fn revision(stem: &str, lines: &[Line]) -> &'static str {
    let held =
        |line: &Line| matches!(&line.code, Activity::Numbered(code) if code.starts_with(ONLY_REVISION_2));
    let name: String = stem.chars().filter(char::is_ascii_alphanumeric).collect();
    let named = name.contains("2008") || (name.contains("rev2") && !name.contains("rev21"));
    if lines.iter().any(held) || named { REVISION_2 } else { REVISION_2_1 }
}

impl Activity {
    /// Reads `A`, `SECTION A`, `01`, `01.1`, `A01.1`, `0111`, `01.110`, `01.11Z`.
    fn read(text: &str) -> Option<Activity> {
        let text = text.strip_prefix("SECTION").map_or(text, str::trim_start);
        let mut letters = text.chars();
        if let (Some(letter @ 'A'..='Z'), None) = (letters.next(), letters.next()) {
            return Some(Activity::Section(letter));
        }
        let number = text.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(text);
        let code: String = number.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
        let digits = code.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(&code);
        let sound = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let right = matches!((digits.len(), code.len()), (2, 2) | (3, 3) | (4, 4 | 5) | (5, 5));
        (sound && right).then_some(Activity::Numbered(code))
    }

    /// Its code in a vocabulary, with points.
    fn shown(&self, vocabulary: &str) -> String {
        match self {
            Activity::Section(letter) => format!("{vocabulary}:{letter}"),
            Activity::Numbered(code) => match code.split_at_checked(2) {
                Some((division, rest)) if !rest.is_empty() => format!("{vocabulary}:{division}.{rest}"),
                _ => format!("{vocabulary}:{code}"),
            },
        }
    }

    /// The activity just above.
    fn wider(&self, section: Option<char>) -> Option<Activity> {
        match self {
            Activity::Section(_) => None,
            Activity::Numbered(code) if code.len() == 2 => section.map(Activity::Section),
            Activity::Numbered(code) => Some(Activity::Numbered(code.get(..code.len() - 1)?.to_owned())),
        }
    }
}
