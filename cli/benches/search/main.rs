//! What searching costs at the node, without network nor store: prints tables, asserts nothing.
//!
//! `cargo bench -p bigre --bench search` among 100,000 invented entries; after `--`, `--entries 1000000`, `--quick` (20,000
//! and fewer queries). With `--features compare-sqlite`, SQLite's full text search is asked the same over the same texts.
//! `--eval DIR` asks both the queries of the evaluation in a directory, whose answers are known (see `search-eval`).
//! `--answers FILE` writes what each query found, to compare two versions of the program line by line.
//!
//! Times are of one thread: by the wall, and as worked (`CPU`), which a busy machine changes less.

#![allow(clippy::print_stdout, reason = "it prints tables")]

#[cfg(feature = "compare-sqlite")]
mod eval;
mod measure;
mod queries;
#[cfg(feature = "compare-sqlite")]
mod sqlite;
mod world;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bigre_node::places::Places;
use bigre_node::search::{Change, Hit, Index, Lexicon, Query, Results};
use bigre_node::vocabulary::Vocabulary;
use bigre_protocol::directory::entry::Entry;
use bigre_protocol::id::EntryId;

use measure::{Moment, Resident, Span, Spread, cells, disk, row};
use queries::{Asked, Class, Right};
use world::{NOW, World};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Entries put into the index at once while it is built, as by a node that starts.
const TOGETHER: usize = 10_000;
/// Fewest entries: each class of queries then has something to find.
const LEAST: usize = 1_000;
/// Changes found one by one.
const CHANGED: usize = 200;
/// One entry of so many is replaced before anything is asked: no index is without removed documents for long.
const REPLACED_EVERY: usize = 100;

/// What the command line says.
struct Options {
    entries: usize,
    queries: usize,
    answers: Option<PathBuf>,
    /// Where the files of the evaluation are.
    eval: Option<PathBuf>,
    /// Only tells the memory that searching in this index takes: for a process of its own.
    resident: Option<PathBuf>,
}

impl Options {
    fn read() -> Outcome<Options> {
        let mut options =
            Options { entries: 100_000, queries: 200, answers: None, eval: None, resident: None };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} wants a value"));
            match word.as_str() {
                // Said by cargo.
                "--bench" => {}
                "--quick" => (options.entries, options.queries) = (20_000, 50),
                "--entries" => options.entries = number(&value()?, LEAST)?,
                "--queries" => options.queries = number(&value()?, 1)?,
                "--answers" => options.answers = Some(value()?.into()),
                "--eval" => options.eval = Some(value()?.into()),
                "--resident" => options.resident = Some(value()?.into()),
                _ => {
                    return Err(format!(
                        "{word} is not known: --entries N, --quick, --queries N, --answers FILE, --eval DIR"
                    )
                    .into());
                }
            }
        }
        Ok(options)
    }
}

/// A number of the command line, and no less than some.
fn number(text: &str, least: usize) -> Outcome<usize> {
    let number = text.parse().ok().filter(|number| *number >= least);
    number.ok_or_else(|| format!("`{text}` is not a number of at least {least}").into())
}

fn main() -> Outcome<()> {
    let options = Options::read()?;
    if let Some(dir) = &options.resident {
        return resident(dir);
    }
    let world = World::of(options.entries)?;
    let classes = queries::classes(&world, options.queries);
    let lexicon = Lexicon::of(Vocabulary::starter());
    let dir = tempfile::Builder::new().prefix("bigre-bench").tempdir()?;
    let path = dir.path().join("index");
    println!("\n{} entries, {} trades", world.entries.len(), world.trades.len());
    let mut index = build(&world, &path)?;
    memory(&path, world.entries.len())?;
    change(&world, &mut index, &lexicon)?;
    let searcher = index.searcher();
    let mut answers = String::new();
    let first = Moment::of_thread();
    searcher.search(&Query::words("graphsite", NOW), &lexicon)?;
    println!("\nSearch, ms");
    row("first misspelt word, once", format!("{:.1}", first.elapsed().wall.as_secs_f64() * 1_000.0));
    heading(&["median", "p99", "max", "p99 CPU", "right", "precise"]);
    let mut all = Vec::new();
    for class in &classes {
        let asked = ask(&world, class, |query| Ok(searcher.search(query, &lexicon)?), &mut answers)?;
        all.extend_from_slice(&asked.spans);
        asked.show(class.name);
    }
    cells("all", &Spread::of(&all).cells());
    if let Some(file) = &options.answers {
        std::fs::write(file, answers)?;
    }
    #[cfg(feature = "compare-sqlite")]
    sqlite::compare(&world, &classes, dir.path())?;
    #[cfg(feature = "compare-sqlite")]
    match &options.eval {
        Some(dir) => eval::compare(dir)?,
        None => println!("\nThe evaluation is skipped: `--eval DIR` tells where its files are"),
    }
    #[cfg(not(feature = "compare-sqlite"))]
    println!("\nSQLite is not compared: `--features compare-sqlite` does");
    Ok(())
}

/// The names of columns.
fn heading(names: &[&str]) {
    cells("", &names.iter().map(ToString::to_string).collect::<Vec<_>>());
}

/// Builds the index as a node does that starts without one.
fn build(world: &World, path: &Path) -> Outcome<Index> {
    let begun = Moment::of_process();
    let (mut index, _) = Index::open(path)?;
    for some in world.entries.chunks(TOGETHER) {
        index.apply(some.iter().map(|(coop, entry)| Change::Put { coop: *coop, entry }))?;
    }
    index.commit(1)?;
    let found = begun.elapsed();
    index.rest()?;
    let span = begun.elapsed();
    let count = world.entries.len() as f64;
    let rate = |time: std::time::Duration| format!("{:.0}", count / time.as_secs_f64());
    println!("\nBuilding the index");
    row("entries a second, until all are found", rate(found.wall));
    row("entries a second, until at rest", rate(span.wall));
    row("entries for each second of CPU, all threads", rate(span.cpu));
    row("on disk, bytes an entry", format!("{:.0}", disk(path)? as f64 / count));
    Ok(index)
}

/// Tells the memory of a process that does nothing but search in the index.
fn memory(path: &Path, entries: usize) -> Outcome<()> {
    let said = std::process::Command::new(std::env::current_exe()?).arg("--resident").arg(path).output()?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let mut figures = said.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
    let (Some(own), Some(files)) = (figures.next(), figures.next()) else {
        return Err(format!("the process that measures memory failed: {said}").into());
    };
    println!("\nMemory of a process that opened the index and searched in it");
    row("its own, bytes an entry", format!("{:.0}", own / entries as f64));
    row(
        "mapped files, which the system can take back, bytes an entry",
        format!("{:.0}", files / entries as f64),
    );
    Ok(())
}

/// Prints what opening an index and searching in it add to this process, in bytes.
fn resident(path: &Path) -> Outcome<()> {
    let lexicon = Lexicon::of(Vocabulary::starter());
    let _ = Places::embedded();
    let queries = ["graphiste", "graphsite", "menui", "pain au levain", "loodgieter", ""];
    let ask = |path: &Path| -> Outcome<Index> {
        let index = Index::open(path)?.0;
        for text in queries {
            index.searcher().search(&Query::words(text, NOW), &lexicon)?;
        }
        Ok(index)
    };
    // What is made once for any index is not counted.
    let empty = tempfile::tempdir()?;
    let none = ask(empty.path())?;
    let before = Resident::now();
    let index = ask(path)?;
    let added = Resident::now().since(before);
    println!("{} {}", added.own, added.files);
    drop((none, index));
    Ok(())
}

/// Replaces some entries at once, then others one by one until each is found.
fn change(world: &World, index: &mut Index, lexicon: &Lexicon) -> Outcome<()> {
    let some = || world.entries.iter().step_by(REPLACED_EVERY);
    index.apply(some().map(|(coop, entry)| Change::Put { coop: *coop, entry }))?;
    index.commit(2)?;
    index.rest()?;
    let searcher = index.searcher();
    let mut spans = Vec::new();
    let step = (world.entries.len() / CHANGED).max(1);
    for (number, (coop, entry)) in (3u64..).zip(world.entries.iter().step_by(step).take(CHANGED)) {
        let word = format!("trouvaille{number}zz");
        let changed = retitled(entry, &word)?;
        let begun = Moment::of_process();
        index.apply([Change::Put { coop: *coop, entry: &changed }])?;
        index.commit(number)?;
        let found = searcher.search(&Query::words(&word, NOW), lexicon)?;
        spans.push(begun.elapsed());
        if !found.hits.iter().any(|hit| hit.id == entry.id) {
            return Err(format!("{word} is not found").into());
        }
    }
    index.rest()?;
    println!("\nFrom a changed entry to found, {CHANGED} one after another, ms");
    heading(&["median", "p99", "max", "p99 CPU"]);
    cells("", &Spread::of(&spans).cells());
    Ok(())
}

/// The entry with another title.
fn retitled(entry: &Entry, word: &str) -> Outcome<Entry> {
    let mut body = entry.read()?;
    world::retitle(&mut body, |_| word.to_owned())?;
    Ok(Entry::new(entry.id, entry.salt, &body)?)
}

/// How a class of queries was answered.
struct Answered {
    spans: Vec<Span>,
    /// Queries with a right answer among the first ten, and the share of right ones among those; of so many queries.
    right: f64,
    precise: f64,
    judged: usize,
}

/// Asks each query of a class and judges the answers; what was found is added to `said`.
fn ask(
    world: &World,
    class: &Class,
    mut search: impl FnMut(&Query) -> Outcome<Results>,
    said: &mut String,
) -> Outcome<Answered> {
    let mut answered = Answered { spans: Vec::new(), right: 0.0, precise: 0.0, judged: 0 };
    for Asked { query, right } in &class.asked {
        let begun = Moment::of_thread();
        let results = search(query)?;
        answered.spans.push(begun.elapsed());
        let hits: Vec<EntryId> = results.hits.iter().map(|hit| hit.id).collect();
        answered.judge(world, right.as_ref(), &hits);
        let Results { total, hits, understood, suggestions, .. } = results;
        writeln!(said, "{}\t{}\t{total}\t{understood:?}\t{suggestions:?}", class.name, query.text)?;
        for Hit { coop, id, kind, km, why } in hits {
            writeln!(said, "\t{id}\t{}\t{kind:?}\t{km:?}\t{why:?}", coop.short())?;
        }
    }
    Ok(answered)
}

impl Answered {
    /// Judges the first ten answers to a query.
    fn judge(&mut self, world: &World, right: Option<&Right>, hits: &[EntryId]) {
        let Some(right) = right else { return };
        let first = &hits[..hits.len().min(10)];
        let is_right = |id: &&EntryId| match right {
            Right::Entry(entry) => *id == entry,
            Right::Trade(trade) => world.practised.get(*id).is_some_and(|trades| trades.contains(trade)),
        };
        let found = first.iter().filter(is_right).count();
        self.judged += 1;
        self.right += f64::from(u8::from(found > 0));
        self.precise += found as f64 / first.len().max(1) as f64;
    }

    fn show(&self, name: &str) {
        let mut shown = Spread::of(&self.spans).cells().to_vec();
        if self.judged > 0 {
            let share = |sum: f64| format!("{:.3}", sum / self.judged as f64);
            shown.extend([share(self.right), share(self.precise)]);
        }
        cells(name, &shown);
    }
}
