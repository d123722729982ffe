//! Members of a file who may be one person twice: in the file, among those held, or in another cooperative. Knows names
//! and places; decides nothing: what it says is a hint for people.

use std::collections::{BTreeMap, HashMap};

use bigre_protocol::directory::entry::Member;
use bigre_protocol::id::EntryId;

use super::plan::Members;
use super::rows::folded_name;
use crate::api::model::Alike;
use crate::places::Places;

/// Most hints listed; beyond, they are only counted (guess: nobody reads more).
const LISTED: usize = 1_000;
/// Most lines of one name that are compared with each other (bound of the work).
const NAMESAKES: usize = 20;
/// How far two places of one person may lie from each other, in kilometres (guess: who moved, or works in the next town).
const NEAR_KM: f64 = 30.0;

/// A line of the file.
#[derive(Debug)]
struct Seen {
    line: u64,
    name: String,
    place: Option<String>,
    is_new: bool,
}

/// Looks for members who are like those of a file.
#[derive(Debug, Default)]
pub struct Seeker {
    by_name: HashMap<String, Vec<Seen>>,
    found: Vec<Alike>,
    count: u64,
}

impl Seeker {
    /// With the lines of a file, compared with each other and with the members held.
    pub(super) fn of(members: &Members, held: &BTreeMap<EntryId, Member>) -> Seeker {
        let mut seeker = Seeker::default();
        for (id, (line, member)) in members {
            let seen = Seen {
                line: *line,
                name: member.name.to_string(),
                place: place(member),
                is_new: !held.contains_key(id),
            };
            seeker.by_name.entry(key(&member.name)).or_default().push(seen);
        }
        seeker.within();
        for (id, member) in held {
            if !members.contains_key(id) {
                let other =
                    Alike { with: "held".into(), id: Some(*id), place: shown(member), ..Alike::default() };
                seeker.compare(member, &other, true);
            }
        }
        seeker
    }

    /// Compares a member of another cooperative.
    pub fn look(&mut self, coop: &str, member: &Member) {
        let other = Alike {
            with: "elsewhere".into(),
            coop: Some(coop.to_owned()),
            place: shown(member),
            ..Alike::default()
        };
        self.compare(member, &other, false);
    }

    /// The hints by line, and how many there are.
    pub fn finish(mut self) -> (Vec<Alike>, u64) {
        self.found.sort_by(|a, b| (a.line, &a.with, a.other_line).cmp(&(b.line, &b.with, b.other_line)));
        (self.found, self.count)
    }

    fn within(&mut self) {
        let mut found = Vec::new();
        for (name, lines) in &mut self.by_name {
            lines.sort_by_key(|seen| seen.line);
            lines.truncate(NAMESAKES);
            for (at, one) in lines.iter().enumerate().skip(1) {
                let first = lines[..at].iter().find(|first| {
                    // Of two who are held already, somebody decided.
                    (first.is_new || one.is_new)
                        && (first.place == one.place && first.place.is_some()
                            || is_whole(name) && near(first.place.as_deref(), one.place.as_deref(), true))
                });
                found.extend(first.map(|first| Alike {
                    line: one.line,
                    name: one.name.clone(),
                    with: "line".into(),
                    other_line: Some(first.line),
                    ..Alike::default()
                }));
            }
        }
        found.into_iter().for_each(|alike| self.add(alike));
    }

    /// Compares a member who is not in the file; `unplaced` counts who tells no place as near.
    fn compare(&mut self, member: &Member, other: &Alike, unplaced: bool) {
        let name = key(&member.name);
        let Some(lines) = self.by_name.get(&name) else { return };
        let theirs = place(member);
        let is_alike = |seen: &&Seen| {
            let is_same = seen.place == theirs && theirs.is_some();
            seen.is_new
                && (is_same || is_whole(&name) && near(seen.place.as_deref(), theirs.as_deref(), unplaced))
        };
        let Some(seen) = lines.iter().find(is_alike) else { return };
        let alike = Alike { line: seen.line, name: seen.name.clone(), ..other.clone() };
        self.add(alike);
    }

    fn add(&mut self, alike: Alike) {
        self.count += 1;
        if self.found.len() < LISTED {
            self.found.push(alike);
        }
    }
}

/// A name as names are compared: folded, its words in alphabetical order.
fn key(name: &str) -> String {
    let folded = folded_name(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether a name has more than a first name: many share that.
fn is_whole(name: &str) -> bool {
    name.contains(' ')
}

fn place(member: &Member) -> Option<String> {
    member.place.as_ref().map(|place| place.code.as_str().to_owned())
}

fn shown(member: &Member) -> Option<String> {
    member.place.as_ref().map(|place| place.name.to_string())
}

fn near(one: Option<&str>, other: Option<&str>, unplaced: bool) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return unplaced };
    let places = Places::embedded();
    one == other
        || places.contains(one, other)
        || places.contains(other, one)
        || places.distance_km(one, other).is_some_and(|km| km <= NEAR_KM)
}
