//! SQLite's full text search over the same texts, as somebody would do it who reads its manual for the first time: one table,
//! each word quoted, all of them wanted, the last one as a beginning, ordered by `rank`. Knows texts and places; must not
//! know how the node searches.
//!
//! Of a code it is given the labels, in the language that the entry is written in: what a page would show.

use std::error::Error;
use std::path::Path;

use bigre_node::places::{Places, haversine_km};
use bigre_node::search::{Hit, Query, Results};
use bigre_node::vocabulary::{Lang, Vocabulary};
use bigre_protocol::directory::entry::{Activity, Body, Entry, Kind, Place};
use bigre_protocol::id::{CoopId, EntryId};
use rusqlite::{Connection, Statement, ToSql, params};

use super::measure::{Moment, Spread, cells, disk, row};
use super::queries::Class;
use super::world::{World, activities};

/// How words are cut, by the name of the column.
pub(crate) const TABLES: [(&str, &str); 2] = [
    ("words", "tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3 4'"),
    ("trigrams", "tokenize = \"trigram remove_diacritics 1\""),
];
/// Queries of each class asked: the slow ones take seconds.
const ASKED: usize = 50;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Fills both kinds of tables, asks them every class of words, and prints what it took.
pub(crate) fn compare(world: &World, classes: &[Class], dir: &Path) -> Outcome<()> {
    for (name, options) in TABLES {
        let dir = dir.join(name);
        std::fs::create_dir(&dir)?;
        let begun = Moment::of_process();
        let connection = fill(world, &dir.join("search.db"), options)?;
        let span = begun.elapsed();
        println!("\nSQLite {}, FTS5 with {options}", rusqlite::version());
        let count = world.entries.len() as f64;
        row("entries a second", format!("{:.0}", count / span.wall.as_secs_f64()));
        row("on disk, bytes an entry", format!("{:.0}", disk(&dir)? as f64 / count));
        super::heading(&["median", "p99", "max", "p99 CPU", "right", "precise"]);
        let mut asking = Asking::over(&connection)?;
        let mut all = Vec::new();
        for class in classes.iter().filter(|class| class.is_text) {
            let some = Class {
                name: class.name,
                is_text: true,
                asked: class.asked.iter().take(ASKED).cloned().collect(),
            };
            let asked = super::ask(world, &some, |query| asking.search(query), &mut String::new())?;
            all.extend_from_slice(&asked.spans);
            asked.show(class.name);
        }
        cells("all", &Spread::of(&all).cells());
    }
    Ok(())
}

fn fill(world: &World, path: &Path, options: &str) -> Outcome<Connection> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL;
         CREATE TABLE entries (id BLOB, lang TEXT, lat REAL, lon REAL);
         CREATE VIRTUAL TABLE texts USING fts5 (title, name, words, about, place, terms, content = '', {options});"
    ))?;
    let transaction = connection.transaction()?;
    {
        let mut entries =
            transaction.prepare("INSERT INTO entries (rowid, id, lang, lat, lon) VALUES (?, ?, ?, ?, ?)")?;
        let mut texts = transaction.prepare(
            "INSERT INTO texts (rowid, title, name, words, about, place, terms) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?;
        for (row, (_, entry)) in (1i64..).zip(&world.entries) {
            let said = Said::of(entry)?;
            let point =
                said.place.as_ref().and_then(|place| Places::embedded().get(place.code.as_str())?.lat_lon);
            entries.execute(params![
                row,
                entry.id.as_bytes(),
                said.langs,
                point.map(|p| p.0),
                point.map(|p| p.1)
            ])?;
            let place = said.place.as_ref().map(|place| place.name.as_str());
            texts.execute(params![row, said.title, said.name, said.words, said.about, place, said.terms])?;
        }
    }
    transaction.commit()?;
    Ok(connection)
}

/// What an entry says, as texts.
#[derive(Default)]
struct Said {
    title: String,
    name: String,
    words: String,
    about: String,
    terms: String,
    langs: String,
    place: Option<Place>,
}

impl Said {
    fn of(entry: &Entry) -> Outcome<Said> {
        let mut said = Said::default();
        let body = entry.read()?;
        let (languages, about) = match &body {
            Body::Member(member) => {
                (said.name, said.place) = (member.name.to_string(), member.place.clone());
                (&member.languages, &member.about)
            }
            Body::Offer(listing) | Body::Need(listing) | Body::Service(listing) => {
                said.place = listing.place.clone();
                (&listing.languages, &listing.about)
            }
            Body::Term(_) | Body::Unknown => return Ok(said),
        };
        said.about = about.as_ref().map(ToString::to_string).unwrap_or_default();
        said.langs = languages.iter().map(|lang| lang.as_str()).collect::<Vec<_>>().join(" ");
        let lang = match languages.first().map(|lang| lang.as_str()) {
            Some("nl") => Lang::Nl,
            Some("en") => Lang::En,
            _ => Lang::Fr,
        };
        activities(&body).iter().for_each(|activity| said.add(activity, lang));
        Ok(said)
    }

    fn add(&mut self, activity: &Activity, lang: Lang) {
        let add = |text: &mut String, more: &str| {
            text.push_str(more);
            text.push('\n');
        };
        add(&mut self.title, activity.title.as_str());
        activity.words.iter().for_each(|word| add(&mut self.words, word.as_str()));
        let codes = activity.trades.iter().chain(activity.skills.iter()).chain(activity.sectors.iter());
        for term in codes.filter_map(|code| Vocabulary::starter().get(code.as_str())) {
            add(&mut self.terms, term.label(lang));
        }
    }
}

/// What asks.
struct Asking<'c> {
    words: Statement<'c>,
    near: Statement<'c>,
}

impl<'c> Asking<'c> {
    fn over(connection: &'c Connection) -> Outcome<Asking<'c>> {
        let found = "SELECT entries.id, entries.lat, entries.lon FROM texts JOIN entries ON entries.rowid = texts.rowid
             WHERE texts MATCH ?1 AND entries.lang LIKE ?2";
        Ok(Asking {
            words: connection.prepare(&format!("{found} ORDER BY rank LIMIT ?3"))?,
            near: connection.prepare(&format!(
                "{found} AND entries.lat BETWEEN ?4 AND ?5 AND entries.lon BETWEEN ?6 AND ?7 ORDER BY rank LIMIT ?3"
            ))?,
        })
    }

    fn search(&mut self, query: &Query) -> Outcome<Results> {
        let (words, limit) = (quoted(&query.text), query.limit as i64);
        let lang = query.langs.first().map_or("%".to_owned(), |lang| format!("%{}%", lang.as_str()));
        let around = query.near.as_ref().and_then(|near| {
            Some((Places::embedded().get(&near.place)?.lat_lon?, near.radius_km.unwrap_or_default()))
        });
        let mut values: Vec<&dyn ToSql> = vec![&words, &lang, &limit];
        let (statement, reach) = match around {
            None => (&mut self.words, [0.0; 4]),
            Some(((lat, lon), km)) => {
                let (lat, lon, high) = (f64::from(lat), f64::from(lon), km / 111.0);
                let wide = high / lat.to_radians().cos();
                (&mut self.near, [lat - high, lat + high, lon - wide, lon + wide])
            }
        };
        if around.is_some() {
            values.extend(reach.iter().map(|value| value as &dyn ToSql));
        }
        let mut rows = statement.query(values.as_slice())?;
        let mut results = Results::default();
        while let Some(row) = rows.next()? {
            let id: [u8; 16] = row.get(0)?;
            if let Some((from, radius)) = around
                && haversine_km(from, (row.get(1)?, row.get(2)?)) > radius
            {
                continue;
            }
            let (coop, kind) = (CoopId([0; 32]), Kind::OFFER);
            results.hits.push(Hit { coop, id: EntryId(id), kind, km: None, why: Vec::new() });
        }
        results.total = results.hits.len();
        Ok(results)
    }
}

/// Each word of a query between quotes, so that none is an operator, and the last one as a beginning.
pub(crate) fn quoted(text: &str) -> String {
    let words = text.split_whitespace().map(|word| format!("\"{}\"", word.replace('"', "\"\"")));
    format!("{}*", words.collect::<Vec<_>>().join(" "))
}
