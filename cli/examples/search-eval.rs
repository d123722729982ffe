//! Measures the search on queries whose answers are known: how often a right answer is among the first ten.
//!
//! ```text
//! cargo run --release --example search-eval -- --queries Q.tsv --corpus CORPUS.tsv.gz --data DIR --out RUN.tsv [--offers OFFERS.tsv.gz]
//! ```
//!
//! `Q.tsv` has columns `qid category lang query gold` (ids, best first, separated by commas), `CORPUS.tsv.gz` the columns of
//! ESCO's occupations that may be searched, `DIR` the other tables (`esco_skills`, `rome_appellations`). What is searched is
//! what a node searches with: the vocabulary that comes with the program, and the corpus beside it, as an imported one.
//! Offers are tagged and looked for with the whole of the occupations in `DIR`, of which no label is held out.
//! `BIGRE_MISSES=fr_prefix` lists the queries of a category whose first answer is wrong: the query, where the right one
//! stands, the first answer, the right ones.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints a table")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bigre_node::places::{Places, Precision};
use bigre_node::search::{Change, Index, Lexicon, Near, Query, Searcher};
use bigre_node::vocabulary::publish::{Called, bare, fit, labels};
use bigre_node::vocabulary::{TermKind, Vocabulary};
use bigre_protocol::directory::entry::{Activity, Body, Entry, Lang, Listing};
use bigre_protocol::id::{CoopId, EntryId};
use bigre_protocol::limits::{ABOUT_CHARS, TITLE_CHARS};
use bigre_protocol::text::{Code, List, Text};

type Failure = Box<dyn Error>;

/// Answers looked at.
const FIRST: usize = 10;

/// A file of tab-separated cells, compressed or not, read whole.
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(path: &Path) -> Result<Table, Failure> {
        let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut text = String::new();
        if path.extension().is_some_and(|extension| extension == "gz") {
            flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
        } else {
            text = String::from_utf8(bytes)?;
        }
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = text.lines();
        let header = lines.next().map(cells).unwrap_or_default();
        let mut rows: Vec<Vec<String>> = lines.map(cells).collect();
        rows.iter_mut().for_each(|row| row.resize(header.len(), String::new()));
        Ok(Table { header, rows })
    }

    fn column(&self, name: &str) -> Result<usize, Failure> {
        let at = self.header.iter().position(|column| column == name);
        at.ok_or_else(|| format!("no column {name}").into())
    }
}

/// Terms under the ids of the answers.
struct Terms {
    ids: Vec<String>,
    lexicon: Lexicon,
}

impl Terms {
    /// Of some columns of a table, each of labels separated by bars, made into terms as an importer makes them; beside the
    /// vocabulary that comes with the program, as a node joins them.
    fn of(table: &Table, id: &str, columns: &[&str]) -> Result<Terms, Failure> {
        let id = table.column(id)?;
        let columns = columns
            .iter()
            .map(|name| Ok((name.rsplit_once('_').map_or("fr", |(_, lang)| lang), table.column(name)?)))
            .collect::<Result<Vec<_>, Failure>>()?;
        let isco = table.column("isco").ok();
        let (mut ids, mut terms, mut dropped) = (Vec::new(), Vec::new(), 0);
        for row in &table.rows {
            let mut by_lang: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for (lang, at) in &columns {
                let lang = Some(*lang).filter(|lang| lang.len() == 2).unwrap_or("fr");
                let labels = row[*at].split('|').map(str::trim).filter(|label| !label.is_empty());
                by_lang.entry(lang).or_default().extend(labels);
            }
            let mut called = Vec::new();
            for (lang, labels) in by_lang {
                let fits = |label: &&str| label.chars().count() <= TITLE_CHARS;
                dropped += labels.iter().filter(|label| !fits(label)).count();
                let mut labels = labels.into_iter().filter(fits).map(str::to_owned);
                if let Some(preferred) = labels.next() {
                    let lang = Lang::try_from(lang.to_owned())?;
                    called.push(Called { lang, preferred, alternatives: labels.collect() });
                }
            }
            let mut term = bare(Code::new("corpus")?, Code::new(&ids.len().to_string())?, TermKind::Trade);
            let (labels, _) = labels(called)?;
            term.labels = List::new(labels)?;
            term.isco =
                isco.map(|at| row[at].as_str()).filter(|isco| !isco.is_empty()).map(Code::new).transpose()?;
            dropped += fit(&mut term).ok_or("a term does not fit an entry")?;
            terms.push(term);
            ids.push(row[id].clone());
        }
        if dropped > 0 {
            eprintln!("{dropped} labels do not fit into the entries of a directory, and are left out");
        }
        Ok(Terms { ids, lexicon: Lexicon::with(Vocabulary::starter(), &[terms]) })
    }

    /// The codes proposed first for a title: that of the corpus, and that of the program's own vocabulary if it is nearer.
    fn first(&self, title: &str) -> Vec<String> {
        let understood = self.lexicon.understand(title, FIRST, |_| false);
        let is_own = |code: &str| code.parse::<usize>().is_err();
        let mut codes: Vec<String> = understood.into_iter().map(|understood| understood.code).collect();
        let end = codes.iter().position(|code| !is_own(code)).map_or(codes.len(), |at| at + 1);
        codes.truncate(end);
        codes.dedup_by(|b, a| is_own(a) && is_own(b));
        codes
    }

    fn search(&self, query: &str) -> Vec<String> {
        let understood = self.lexicon.understand(query, 5 * FIRST, |_| false);
        understood
            .iter()
            .filter_map(|u| self.ids.get(u.code.parse::<usize>().ok()?).cloned())
            .take(FIRST)
            .collect()
    }
}

/// What is measured of a category.
#[derive(Default)]
struct Score {
    queries: usize,
    first: f64,
    success: f64,
    recall: f64,
    rank: f64,
    times: Vec<Duration>,
}

impl Score {
    fn add(&mut self, gold: &HashSet<&str>, found: &[String], time: Duration) {
        let hits: Vec<usize> =
            found.iter().enumerate().filter(|(_, id)| gold.contains(id.as_str())).map(|(at, _)| at).collect();
        self.queries += 1;
        self.first += f64::from(u8::from(hits.first() == Some(&0)));
        self.success += f64::from(u8::from(!hits.is_empty()));
        self.recall += hits.len() as f64 / gold.len().clamp(1, FIRST) as f64;
        self.rank += hits.first().map_or(0.0, |at| 1.0 / (at + 1) as f64);
        self.times.push(time);
    }
}

/// What the command line says.
#[derive(Default)]
struct Options(HashMap<String, PathBuf>);

impl Options {
    fn read() -> Result<Options, Failure> {
        let mut options = Options::default();
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let name = word.strip_prefix("--").ok_or_else(|| format!("{word}: an option is expected"))?;
            let value = words.next().ok_or_else(|| format!("--{name} wants a value"))?;
            options.0.insert(name.to_owned(), value.into());
        }
        Ok(options)
    }

    fn get(&self, name: &str) -> Result<&Path, Failure> {
        self.0.get(name).map(PathBuf::as_path).ok_or_else(|| format!("--{name} is missing").into())
    }
}

/// The offers in an index, each with the trade that is proposed first for its title.
struct Offers {
    searcher: Searcher,
    ids: HashMap<EntryId, String>,
    _dir: tempfile::TempDir,
}

impl Offers {
    fn of(table: &Table, terms: &Terms) -> Result<Offers, Failure> {
        let columns = ["offer_id", "title", "text", "lang", "country", "place_code"];
        let columns = columns.into_iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
        let dir = tempfile::tempdir()?;
        let (mut index, _) = Index::open(dir.path())?;
        let (mut entries, mut ids) = (Vec::new(), HashMap::new());
        for (number, row) in table.rows.iter().enumerate() {
            let [id, title, text, lang, country, place] =
                [0, 1, 2, 3, 4, 5].map(|at| row[columns[at]].as_str());
            let trades =
                terms.first(title).iter().map(|code| Code::new(code)).collect::<Result<Vec<_>, _>>()?;
            let activity = Activity {
                learn: List::new(vec![])?,
                modes: List::new(vec![])?,
                title: Text::new(cut(title, TITLE_CHARS))?,
                words: List::new(vec![])?,
                skills: List::new(vec![])?,
                trades: List::new(trades)?,
                sectors: List::new(vec![])?,
            };
            let code = format!("{country}-{place}");
            let place = Places::embedded().get(&code);
            let place =
                place.and_then(|place| Places::embedded().publish(place.code, Precision::Commune, lang));
            let body = Body::Offer(Listing {
                by: None,
                about: Some(cut(text, ABOUT_CHARS))
                    .filter(|text| !text.is_empty())
                    .map(Text::new)
                    .transpose()?,
                place,
                until: None,
                activity,
                exchange: List::new(vec![])?,
                languages: List::new(vec![Lang::try_from(lang.to_owned())?])?,
            });
            let entry = EntryId((number as u128 + 1).to_be_bytes());
            ids.insert(entry, id.to_owned());
            entries.push(Entry::new(entry, [0; 16], &body)?);
        }
        index.apply(entries.iter().map(|entry| Change::Put { coop: CoopId([1; 32]), entry }))?;
        index.commit(1)?;
        Ok(Offers { searcher: index.searcher(), ids, _dir: dir })
    }

    fn search(&self, terms: &Terms, words: &str, near: Option<Near>) -> Result<Vec<String>, Failure> {
        let query = Query { near, ..Query::words(words, 0) };
        let found = self.searcher.search(&query, &terms.lexicon)?;
        Ok(found.hits.iter().filter_map(|hit| self.ids.get(&hit.id).cloned()).collect())
    }
}

/// The first characters of a text.
fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

/// The columns of labels of a table of occupations.
const ALL_LABELS: [&str; 6] = ["pref_fr", "alt_fr", "pref_nl", "alt_nl", "pref_en", "alt_en"];

/// What each category searches in, made when first wanted.
struct Corpora<'a> {
    corpus: Table,
    data: &'a Path,
    made: HashMap<&'static str, Terms>,
}

impl Corpora<'_> {
    fn of(&mut self, category: &str) -> Result<&Terms, Failure> {
        let name = match category {
            "xl_nl_to_fr" | "xl_en_to_fr" => "french",
            "skills_xl_en_to_fr" => "skills",
            "rome_short" => "rome",
            "offer_title" | "offer_geo" => "imported",
            _ => "all",
        };
        if !self.made.contains_key(name) {
            let table = |file: &str| Table::read(&self.data.join(file));
            let terms = match name {
                "french" => Terms::of(&self.corpus, "id", &["pref_fr", "alt_fr"])?,
                "skills" => Terms::of(&table("esco_skills.tsv.gz")?, "id", &["pref_fr", "alt_fr"])?,
                "rome" => Terms::of(&table("rome_appellations.tsv.gz")?, "code_ogr", &["long"])?,
                "imported" => Terms::of(&table("esco_occupations.tsv.gz")?, "id", &ALL_LABELS)?,
                _ => Terms::of(&self.corpus, "id", &ALL_LABELS)?,
            };
            self.made.insert(name, terms);
        }
        Ok(&self.made[name])
    }
}

/// The French and Belgian rows of a table of places, read as the node reads its own.
fn places(path: &Path) -> Result<Places, Failure> {
    let table = Table::read(path)?;
    let names =
        ["country", "code", "name", "name_nl", "other_names", "postal_codes", "lat", "lon", "population"];
    let columns = names.into_iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let mut lines =
        vec!["BE\t\tBelgique\tBelgië\t\t\t\t\t\t".to_owned(), "FR\t\tFrance\tFrankrijk\t\t\t\t\t\t".into()];
    for row in &table.rows {
        let cells: Vec<&str> = columns.iter().map(|&at| row[at].as_str()).collect();
        if let [country @ ("BE" | "FR"), code, rest @ ..] = &cells[..] {
            lines.push(format!("{country}-{code}\t{country}\t{}\t", rest.join("\t")));
        }
    }
    lines.sort();
    let header =
        "code\tparent\tname_fr\tname_nl\tother_names\tpostal_codes\tlat\tlon\tpopulation\tapproximate";
    let text = format!("{header}\n{}\n", lines.join("\n"));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes())?;
    Ok(Places::read(&gzip.finish()?)?)
}

/// Their codes that a text may mean.
fn find_place(places: &Places, query: &str) -> Vec<String> {
    let found = places.find(query).into_iter().take(FIRST);
    found.map(|place| place.code.split_once('-').map_or(place.code, |(_, code)| code).to_owned()).collect()
}

/// Around which place a query for offers looks: `FR:59650:Wattrelos`, and a radius.
fn near(row: &[String], queries: &Table) -> Result<Option<Near>, Failure> {
    let (place, radius) = (&row[queries.column("place")?], &row[queries.column("radius_km")?]);
    let mut parts = place.split(':');
    let (Some(country), Some(code)) = (parts.next(), parts.next()) else { return Ok(None) };
    Ok(Some(Near { place: format!("{country}-{code}"), radius_km: radius.parse().ok() }))
}

fn main() -> Result<(), Failure> {
    let options = Options::read()?;
    let queries = Table::read(options.get("queries")?)?;
    let mut corpora = Corpora {
        corpus: Table::read(options.get("corpus")?)?,
        data: options.get("data")?,
        made: HashMap::new(),
    };
    let (qid, category) = (queries.column("qid")?, queries.column("category")?);
    let query = queries.column("query")?;
    let gold_at = queries.column("gold").or_else(|_| queries.column("gold_offers"))?;
    let offers = match options.get("offers") {
        Ok(path) => Some(Offers::of(&Table::read(path)?, corpora.of("offer_title")?)?),
        Err(_) => None,
    };
    let places = places(&options.get("data")?.join("places.tsv.gz"))?;
    let misses = std::env::var("BIGRE_MISSES").ok();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut run = String::new();
    for row in &queries.rows {
        let (category, query) = (row[category].as_str(), row[query].as_str());
        let terms = corpora.of(category)?;
        let begun = Instant::now();
        let found = match (category, &offers) {
            ("place", _) => find_place(&places, query),
            ("offer_title" | "offer_geo", Some(offers)) => {
                let near = near(row, &queries)?;
                offers.search(terms, query, near)?
            }
            _ => terms.search(query),
        };
        let time = begun.elapsed();
        let gold: HashSet<&str> =
            row[gold_at].split(',').map(|id| id.split('@').next().unwrap_or(id)).collect();
        scores.entry(category.to_owned()).or_default().add(&gold, &found, time);
        if let "xl_nl_to_fr" | "xl_en_to_fr" = category {
            let begun = Instant::now();
            let found = corpora.of("all")?.search(query);
            let name = format!("{category}, all labels");
            scores.entry(name).or_default().add(&gold, &found, begun.elapsed());
        }
        if misses.as_deref() == Some(category) && found.first().is_none_or(|id| !gold.contains(id.as_str())) {
            let at = found.iter().position(|id| gold.contains(id.as_str()));
            eprintln!("{query}\t{at:?}\t{}\t{}", found.first().cloned().unwrap_or_default(), row[gold_at]);
        }
        run.push_str(&format!("{}\t{}\n", row[qid], found.join(",")));
    }
    if let Ok(out) = options.get("out") {
        std::fs::write(out, run)?;
    }
    println!("{:<24}{:>5}{:>8}{:>8}{:>8}{:>8}{:>9}", "category", "n", "S@1", "S@10", "R@10", "MRR", "p99 ms");
    for (category, score) in &mut scores {
        let n = score.queries as f64;
        score.times.sort_unstable();
        let p99 = score.times[(score.times.len() - 1) * 99 / 100].as_secs_f64() * 1_000.0;
        println!(
            "{category:<24}{:>5}{:>8.3}{:>8.3}{:>8.3}{:>8.3}{p99:>9.2}",
            score.queries,
            score.first / n,
            score.success / n,
            score.recall / n,
            score.rank / n
        );
    }
    Ok(())
}
