//! Both searches over queries whose answers are known, in the files of the evaluation (`cli/examples/search-eval.rs` measures
//! the node's alone, by more categories). Knows the files' columns; must not know how anything is found.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::io::Read as _;
use std::path::Path;

use bigre_node::search::{Added, Lexicon, LexiconBuilder};
use bigre_node::vocabulary::{TermKind, Vocabulary};
use rusqlite::{Connection, params};

use super::measure::{Moment, Span, Spread, cells};
use super::sqlite::{TABLES, quoted};

/// Answers looked at.
const FIRST: usize = 10;
/// Categories that ask for occupations, and may find them by all labels.
const CATEGORIES: &str = "en_syn_far en_syn_near en_typo1 fr_exact fr_fem_plural fr_inclusive fr_prefix fr_syn_far \
    fr_syn_near fr_typo1 fr_typo2 fr_variant natural_en natural_fr natural_nl nl_syn_far nl_syn_near nl_typo1";

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A file of tab-separated cells by the names of its columns, compressed or not.
fn table(path: &Path) -> Outcome<Vec<BTreeMap<String, String>>> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut text = String::new();
    match path.extension().is_some_and(|extension| extension == "gz") {
        true => flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text)?,
        false => (&bytes[..]).read_to_string(&mut text)?,
    };
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned));
    let header: Vec<String> = lines.next().into_iter().flatten().collect();
    Ok(lines.map(|cells| header.iter().cloned().zip(cells).collect()).collect())
}

/// An occupation: its id, its group, and its labels in the three languages.
struct Occupation {
    id: String,
    isco: String,
    labels: Vec<String>,
}

/// Asks both the categories of occupations in a directory of the evaluation's files.
pub(crate) fn compare(dir: &Path) -> Outcome<()> {
    if !dir.is_dir() {
        println!("\nThe evaluation is skipped: {} is no directory", dir.display());
        return Ok(());
    }
    let cell = |row: &BTreeMap<String, String>, name: &str| row.get(name).cloned().unwrap_or_default();
    let labels = ["pref_fr", "alt_fr", "pref_nl", "alt_nl", "pref_en", "alt_en"];
    let corpus: Vec<Occupation> = table(&dir.join("corpus_occupations.tsv.gz"))?
        .iter()
        .map(|row| Occupation {
            id: cell(row, "id"),
            isco: cell(row, "isco"),
            labels: labels.iter().flat_map(|name| labelled(&cell(row, name))).collect(),
        })
        .collect();
    let lexicon = lexicon(&corpus);
    let tables = TABLES.map(|(_, options)| filled(&corpus, options));
    let mut scores: BTreeMap<String, [Score; 3]> = BTreeMap::new();
    for row in table(&dir.join("queries.tsv"))? {
        let (category, query, gold) = (cell(&row, "category"), cell(&row, "query"), cell(&row, "gold"));
        if !CATEGORIES.split_whitespace().any(|one| one == category) {
            continue;
        }
        let gold: HashSet<&str> = gold.split(',').filter_map(|id| id.split('@').next()).collect();
        let scores = scores.entry(category).or_default();
        scores[0].add(&gold, || Ok(understood(&lexicon, &corpus, &query)))?;
        for (score, connection) in scores[1..].iter_mut().zip(&tables) {
            let connection = connection.as_ref().map_err(ToString::to_string)?;
            score.add(&gold, || found(connection, &query))?;
        }
    }
    println!("\nThe evaluation's occupations: a right answer among the first ten, and p99 CPU in ms");
    super::heading(&["queries", "Bigre", "words", "trigrams", "ms", "ms", "ms"]);
    for (category, scores) in &scores {
        let mut shown = vec![scores[0].spans.len().to_string()];
        shown.extend(
            scores.iter().map(|score| format!("{:.3}", score.right as f64 / score.spans.len() as f64)),
        );
        shown.extend(scores.iter().map(|score| Spread::of(&score.spans).cells()[3].clone()));
        cells(category, &shown);
    }
    Ok(())
}

fn labelled(cell: &str) -> Vec<String> {
    cell.split('|').filter(|label| !label.is_empty()).map(str::to_owned).collect()
}

/// How a category was answered.
#[derive(Default)]
struct Score {
    right: usize,
    spans: Vec<Span>,
}

impl Score {
    fn add(&mut self, gold: &HashSet<&str>, ask: impl FnOnce() -> Outcome<Vec<String>>) -> Outcome<()> {
        let begun = Moment::of_thread();
        let found = ask()?;
        self.spans.push(begun.elapsed());
        self.right += usize::from(found.iter().any(|id| gold.contains(id.as_str())));
        Ok(())
    }
}

/// The occupations beside the vocabulary that comes with the program, as an imported one.
fn lexicon(corpus: &[Occupation]) -> Lexicon {
    let mut builder = LexiconBuilder::default();
    for (code, Occupation { isco, labels, .. }) in corpus.iter().enumerate() {
        let isco = Some(isco.as_str()).filter(|isco| !isco.is_empty());
        let code = &code.to_string();
        let added = Added { code, kind: TermKind::Trade, broader: Vec::new(), isco, vocabulary: 1 };
        builder.add(added, labels.iter().map(String::as_str));
    }
    builder.add_all(Vocabulary::starter());
    builder.build()
}

fn understood(lexicon: &Lexicon, corpus: &[Occupation], query: &str) -> Vec<String> {
    let understood = lexicon.understand(query, 5 * FIRST, |_| false);
    let occupations = understood.iter().filter_map(|one| corpus.get(one.code.parse::<usize>().ok()?));
    occupations.take(FIRST).map(|occupation| occupation.id.clone()).collect()
}

/// A table of one row for each occupation.
fn filled(corpus: &[Occupation], options: &str) -> Outcome<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection
        .execute_batch(&format!("CREATE VIRTUAL TABLE labels USING fts5 (id UNINDEXED, said, {options})"))?;
    let transaction = connection.transaction()?;
    for Occupation { id, labels, .. } in corpus {
        transaction.execute("INSERT INTO labels VALUES (?, ?)", params![id, labels.join("\n")])?;
    }
    transaction.commit()?;
    Ok(connection)
}

fn found(connection: &Connection, query: &str) -> Outcome<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT id FROM labels WHERE labels MATCH ? ORDER BY rank LIMIT ?")?;
    let ids = statement.query_map(params![quoted(query), FIRST as i64], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
