//! Members as a spreadsheet that the import accepts. Knows its columns; must not know how members are invented.

use bigre_node::places::{Places, Precision};
use bigre_protocol::text::{Code, Text};

use super::InventedMember;

/// The columns, in their order.
pub const HEADER: [&str; 14] = [
    "ref",
    "name",
    "activity",
    "trades",
    "skills",
    "learn",
    "modes",
    "sectors",
    "languages",
    "place",
    "precision",
    "available",
    "about",
    "words",
];

/// Why the sheet cannot be written. The fault is of this program: memory does not fail.
#[derive(Debug, thiserror::Error)]
#[error("the members cannot be written as CSV")]
pub struct SheetError(#[from] csv::Error);

/// The members as CSV: UTF-8, commas, one line a member with its main activity, lists separated by `|`.
///
/// The place is the commune as a person types it ("Sète (34)"), and `precision` says how much of it to publish: what
/// the import makes of a line is the member that was given, with its first activity alone.
pub fn members_csv(members: &[InventedMember]) -> Result<String, SheetError> {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    sheet.write_record(HEADER)?;
    for member in members {
        sheet.write_record(line(member))?;
    }
    let bytes = sheet.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn line(invented: &InventedMember) -> [String; 14] {
    let member = &invented.member;
    let first = member.activities.first();
    let of =
        |read: fn(&bigre_protocol::directory::entry::Activity) -> String| first.map(read).unwrap_or_default();
    let languages: Vec<&str> = member.languages.iter().map(|lang| lang.as_str()).collect();
    let available = match member.available {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    [
        invented.id.short(),
        member.name.to_string(),
        of(|activity| activity.title.to_string()),
        of(|activity| codes(&activity.trades)),
        of(|activity| codes(&activity.skills)),
        of(|activity| texts(&activity.learn)),
        of(|activity| codes(&activity.modes)),
        of(|activity| codes(&activity.sectors)),
        languages.join("|"),
        invented.precision.map(|_| place(invented)).unwrap_or_default(),
        invented.precision.map(precision).unwrap_or_default().into(),
        available.into(),
        member.about.as_ref().map(Text::to_string).unwrap_or_default(),
        of(|activity| texts(&activity.words)),
    ]
}

/// The commune as a person types it, told from its namesakes by its department, or by its country in Belgium.
fn place(invented: &InventedMember) -> String {
    let places = Places::embedded();
    let lang = invented.tongue.code();
    let name = |code: &str| places.get(code).map_or("", |place| place.name(lang)).to_owned();
    let around = match places.coarsen(invented.home, Precision::Department) {
        Some(department) if department.starts_with("FR-D") => department["FR-D".len()..].into(),
        _ => name("BE"),
    };
    format!("{} ({around})", name(invented.home))
}

const fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Commune => "commune",
        Precision::Department => "department",
        Precision::Region => "region",
        Precision::Country => "country",
    }
}

fn codes(codes: &[Code]) -> String {
    codes.iter().map(Code::as_str).collect::<Vec<_>>().join("|")
}

fn texts<const MOST: usize>(texts: &[Text<MOST>]) -> String {
    texts.iter().map(Text::as_str).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::super::{CoopProfile, members};
    use super::*;

    #[test]
    fn the_sheet_gives_back_what_was_published() {
        let places = Places::embedded();
        for coop in CoopProfile::ALL {
            let members = members(1, coop, 400);
            let sheet = members_csv(&members).unwrap();
            let mut lines = csv::Reader::from_reader(sheet.as_bytes());
            assert_eq!(lines.headers().unwrap(), HEADER.as_slice());
            for (line, invented) in lines.records().zip(&members) {
                let line = line.unwrap();
                assert_eq!(&line[1], invented.member.name.as_str());
                let published = invented.member.place.as_ref().map(|place| place.code.as_str());
                let Some(precision) = invented.precision else {
                    assert_eq!((&line[9], published), ("", None));
                    continue;
                };
                let read = places.resolve(&line[9]).unwrap_or_else(|error| panic!("{error}"));
                assert_eq!(places.coarsen(read.code, precision), published, "{}", &line[9]);
            }
        }
    }
}
