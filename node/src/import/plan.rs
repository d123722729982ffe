//! What a file changes in the directory. Knows the members held and those of the file; must not know how either was
//! read, and changes nothing itself.

use std::collections::HashSet;
use std::collections::btree_map::{BTreeMap, Entry};

use bigre_protocol::directory::entry::{Activity, Member};
use bigre_protocol::id::EntryId;
use bigre_protocol::limits::MEMBERS;
use sha2::{Digest, Sha256};

use super::alike::Seeker;
use super::columns::{Column, Columns};
use super::problems::{Fault, Problems};
use super::rows::Row;
use crate::api::model::{ImportChange, ImportReport, Problem};

/// Domain of the ids of imported members.
const ID_DOMAIN: &str = "bigre-import-v1";
/// Most names listed of members added, changed or removed (design).
const NAMES: usize = 50;

/// The id of an imported member: the first half of SHA-256(domain || secret || key).
///
/// The same key gives the same id, so that a file can be imported again; without the secret, an id tells nothing of
/// the key, which is a number of the cooperative's own.
pub fn member_id(secret: &[u8; 32], key: &str) -> EntryId {
    let mut hash = Sha256::new();
    hash.update(ID_DOMAIN);
    hash.update(secret);
    hash.update(key);
    let mut id = [0; EntryId::LEN];
    id.copy_from_slice(&hash.finalize()[..EntryId::LEN]);
    EntryId(id)
}

/// Members of a file by id, each with its line.
pub(super) type Members = BTreeMap<EntryId, (u64, Member)>;

/// The rows of a file by id; the second row of one member is a problem.
pub(super) fn by_id(rows: Vec<Row>, secret: &[u8; 32], problems: &mut Problems) -> Members {
    let mut members = Members::new();
    for row in rows {
        match members.entry(member_id(secret, &row.key)) {
            Entry::Occupied(first) => {
                let fault = Fault::DuplicateMember { line: row.line, other_line: first.get().0 };
                problems.fault(row.line, None, &fault);
            }
            Entry::Vacant(place) => {
                place.insert((row.line, row.member));
            }
        }
    }
    members
}

/// What to do, and the report of it.
#[derive(Debug, Default)]
pub struct Plan {
    /// Members to add or to replace.
    pub put: Vec<(EntryId, Member)>,
    /// Members to take out.
    pub remove: Vec<EntryId>,
    /// What is said of it.
    pub report: ImportReport,
    /// Whether nothing may be written, because of what the report says.
    pub is_refused: bool,
    /// Who looks for members that are in the file twice, or held already.
    pub seeker: Seeker,
}

/// Whom an import takes out.
#[derive(Debug)]
pub(super) enum Removal {
    /// Nobody.
    None,
    /// Who is not in the file, but for those of lines that could not go in.
    Missing(HashSet<EntryId>),
}

/// Compares the members of a file with those held.
pub(super) fn compare(
    mut members: Members,
    held: &BTreeMap<EntryId, Member>,
    columns: &Columns,
    removal: &Removal,
) -> Plan {
    let mut plan = Plan::default();
    let report = &mut plan.report;
    let mut absent: Vec<(&EntryId, &Member)> =
        held.iter().filter(|(id, _)| !members.contains_key(id)).collect();
    if let Removal::Missing(spared) = removal {
        absent.retain(|(id, _)| !spared.contains(id));
        report.counts.removed = absent.len() as u64;
        report.removed = absent.iter().take(NAMES).map(|(_, member)| member.name.to_string()).collect();
        plan.remove = absent.iter().map(|(id, _)| **id).collect();
    } else {
        report.counts.missing = absent.len() as u64;
    }
    while let Some((id, (_, mut member))) = members.pop_first() {
        let Some(before) = held.get(&id) else {
            report.counts.added += 1;
            list(&mut report.added, || member.name.to_string());
            plan.put.push((id, member));
            continue;
        };
        keep_unnamed(&mut member, before, columns);
        if member == *before {
            report.counts.unchanged += 1;
            continue;
        }
        report.counts.changed += 1;
        list(&mut report.changed, || ImportChange {
            name: member.name.to_string(),
            fields: differences(before, &member).into_iter().map(str::to_owned).collect(),
        });
        plan.put.push((id, member));
    }
    plan
}

fn list<T>(into: &mut Vec<T>, item: impl FnOnce() -> T) {
    if into.len() < NAMES {
        into.push(item());
    }
}

/// What the file has no column for stays as it is held.
fn keep_unnamed(member: &mut Member, held: &Member, columns: &Columns) {
    if !columns.has(Column::Place) {
        member.place.clone_from(&held.place);
    }
    if !columns.has(Column::Languages) {
        member.languages.clone_from(&held.languages);
    }
    if !columns.has(Column::Available) {
        member.available = held.available;
    }
    if !columns.has(Column::About) {
        member.about.clone_from(&held.about);
    }
    if !columns.any_practice() {
        member.activities.clone_from(&held.activities);
        return;
    }
    let (Some(main), Some(before)) = (member.activities.first(), held.activities.first()) else { return };
    if main.title != before.title {
        return;
    }
    let main = merged(main, before, columns);
    let rest: Vec<Activity> =
        if columns.has(Column::Activity) { &member.activities } else { &held.activities }
            .iter()
            .skip(1)
            .cloned()
            .collect();
    let mut all = vec![main];
    all.extend(rest);
    if let Ok(activities) = bigre_protocol::text::List::new(all) {
        member.activities = activities;
    }
}

/// The lists of an activity whose title did not change.
fn merged(new: &Activity, held: &Activity, columns: &Columns) -> Activity {
    let from = |column: Column| if columns.has(column) { new } else { held };
    // Own words come from three columns.
    let own_words =
        [Column::Trades, Column::Skills, Column::Words].into_iter().any(|column| columns.has(column));
    Activity {
        learn: from(Column::Learn).learn.clone(),
        modes: from(Column::Modes).modes.clone(),
        title: new.title.clone(),
        words: if own_words { new.words.clone() } else { held.words.clone() },
        skills: from(Column::Skills).skills.clone(),
        trades: from(Column::Trades).trades.clone(),
        sectors: from(Column::Sectors).sectors.clone(),
    }
}

/// The names of the fields that differ.
fn differences(before: &Member, after: &Member) -> Vec<&'static str> {
    let mut fields = Vec::new();
    let mut note = |differs: bool, name| {
        if differs {
            fields.push(name);
        }
    };
    note(before.name != after.name, "name");
    match (before.activities.first(), after.activities.first()) {
        (Some(a), Some(b)) => {
            note(a.title != b.title, "activity");
            note(a.trades != b.trades, "trades");
            note(a.skills != b.skills, "skills");
            note(a.learn != b.learn, "learn");
            note(a.modes != b.modes, "modes");
            note(a.sectors != b.sectors, "sectors");
            note(a.words != b.words, "words");
        }
        (None, None) => {}
        _ => note(true, "activity"),
    }
    note(before.activities.iter().skip(1).ne(after.activities.iter().skip(1)), "activities");
    note(before.languages != after.languages, "languages");
    note(before.place != after.place, "place");
    note(before.available != after.available, "available");
    note(before.about != after.about, "about");
    fields
}

/// What is wrong with a change as a whole: too many members, or far fewer than before.
pub(super) fn limits(plan: &Plan, held: usize, force: bool, problems: &mut Problems) {
    let removed = plan.remove.len();
    let after = held as u64 - removed as u64 + plan.report.counts.added;
    if after > MEMBERS {
        problems.add(0, None, || {
            Problem::new(
                "quota",
                format!("the directory would hold {after} members, at most {MEMBERS} are allowed: nothing was changed"),
                [("what", "members".into()), ("found", after.to_string()), ("limit", MEMBERS.to_string())],
            )
        });
    }
    if removed * 2 > held && !force {
        problems.add(0, None, || {
            Problem::new(
                "large-shrink",
                format!("{removed} of {held} members would be taken out: check the file, then add --force if it is right"),
                [("held", held.to_string()), ("removed", removed.to_string())],
            )
        });
    }
}
