//! `bigre member tag`: free words of trades to codes of the list, with how sure each is. What is sure is filled in, the rest
//! is left for a person, with suggestions. Must not know how terms are found.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use bigre_node::api::model::{GuessView, GuessWords, RowProblem};
use hyper::Method;
use serde::Serialize;

use super::{List, difference, review};
use crate::args::TagArgs;
use crate::client::Client;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::mapping::PROBLEM;
use crate::progress::Bar;
use crate::render::{Table, wrap};
use crate::say;
use crate::sheet::write::private;

/// Texts asked of the node at once (the node's bound, and what a body of it may hold).
const AT_ONCE: usize = 100;
/// Longest text that the node looks at, in bytes.
const TEXT_BYTES: usize = 200;
/// Suggestions written for a text.
const SUGGESTIONS: usize = 3;
/// From which confidence a suggestion is called likely (measured, with the confidence itself).
const LIKELY: f32 = 0.4;

/// How sure the words of a list were.
#[derive(Debug, Default, Serialize)]
struct Counts {
    /// Lines of members.
    lines: u64,
    /// Different words that are sure, likely, to be checked, or known to nobody.
    sure: u64,
    likely: u64,
    check: u64,
    none: u64,
    /// Lines of which something is left for a person.
    left: u64,
}

pub(in crate::command) fn run(context: &Context, args: &TagArgs) -> Result<Exit, Failure> {
    let read = List::open(&args.file, &args.reading);
    let Some(list) = super::opened(context, &args.file, read)? else { return Ok(Exit::Refused) };
    let out = args.out.clone().unwrap_or_else(|| review::beside(&args.file, "tagged"));
    let left = args.review.clone().unwrap_or_else(|| review::beside(&args.file, "review"));
    for (path, given) in [(&out, &args.out), (&left, &args.review)] {
        if given.is_none() && path.exists() {
            return Err(Failure::new(
                Exit::Refused,
                "cli-review-exists",
                &[("path", path.display().to_string())],
            ));
        }
    }
    if out == left || out == args.file || left == args.file {
        return Err(Failure::new(Exit::Usage, "cli-tag-same", &[("path", left.display().to_string())]));
    }
    let mut fields: Vec<&'static str> = list.mapping.fields().collect();
    let trades = fields.iter().position(|field| *field == "trades").unwrap_or_else(|| {
        fields.push("trades");
        fields.len() - 1
    });
    let activity = fields.iter().position(|field| *field == "activity");
    let members: Vec<Member> = (list.sound())
        .map(|row| {
            let mut values = list.mapping.row(&row.cells);
            values.resize(fields.len(), String::new());
            Member::new(row.line, values, trades, activity)
        })
        .collect();
    let known = looked_up(context, &members)?;
    let mut counts = Counts { lines: members.len() as u64, ..Counts::default() };
    for guesses in known.values() {
        *match confidence(guesses) {
            Some(sure) if sure >= args.min => &mut counts.sure,
            Some(likely) if likely >= LIKELY => &mut counts.likely,
            Some(_) => &mut counts.check,
            None => &mut counts.none,
        } += 1;
    }
    let tagged: Vec<Tagged> = members.into_iter().map(|member| member.tagged(&known, args.min)).collect();
    let unsure: Vec<&Tagged> = tagged.iter().filter(|one| !one.unsure.is_empty()).collect();
    counts.left = unsure.len() as u64 + list.faults.chunk_by(|a, b| a.line == b.line).count() as u64;
    let head: Vec<String> = fields.iter().map(|name| (*name).to_owned()).collect();
    let lines = tagged.iter().map(|one| Cow::Borrowed(&one.values[..]));
    private(&out, b',', std::iter::once(Cow::Borrowed(&head[..])).chain(lines))?;
    if counts.left > 0 {
        review_file(context, &left, head, &unsure, &list.faults)?;
    }
    told(context, &counts, &out, &left);
    Ok(if counts.left == 0 { Exit::Done } else { Exit::Review })
}

/// Writes the lines whose words are not sure, and the numbers of those that could not be read.
fn review_file(
    context: &Context,
    path: &Path,
    mut head: Vec<String>,
    unsure: &[&Tagged],
    faults: &[RowProblem],
) -> Result<(), Failure> {
    let width = head.len();
    head.extend([review::LINE, PROBLEM, "bigre-words"].map(str::to_owned));
    head.extend((1..=SUGGESTIONS).map(|at| format!("bigre-suggestion-{at}")));
    let of_members = unsure.iter().map(|one| (one.line, one.review(context)));
    let of_faults = faults.iter().map(|fault| {
        let mut line = vec![String::new(); width];
        line.extend([fault.line.to_string(), difference::of_line(context, fault)]);
        line.resize(head.len(), String::new());
        (fault.line, line)
    });
    let mut lines: Vec<(u64, Vec<String>)> = of_members.chain(of_faults).collect();
    lines.sort_by_key(|(line, _)| *line);
    let lines = lines.into_iter().map(|(_, line)| Cow::Owned(line));
    private(path, b',', std::iter::once(Cow::Borrowed(&head[..])).chain(lines))
}

/// One line of a list, as our fields.
struct Member {
    line: u64,
    values: Vec<String>,
    trades: usize,
    /// What is to be understood.
    words: Vec<String>,
}

impl Member {
    /// Free words are those of its trades; if there are none, its activities.
    fn new(line: u64, values: Vec<String>, trades: usize, activity: Option<usize>) -> Member {
        let of = |at: usize| -> Vec<String> {
            let words = values[at].split(['|', ';', ',']).map(str::trim).filter(|word| !word.is_empty());
            let mut met = BTreeSet::new();
            words.filter(|word| met.insert(word.to_lowercase())).map(str::to_owned).collect()
        };
        let words = match of(trades) {
            words if words.is_empty() => activity.map(of).unwrap_or_default(),
            words => words,
        };
        Member { line, values, trades, words }
    }

    fn tagged(mut self, known: &HashMap<String, Vec<GuessView>>, least: f32) -> Tagged {
        let (mut codes, mut unsure) = (Vec::new(), Vec::new());
        for word in std::mem::take(&mut self.words) {
            let guesses = known.get(&word).map(Vec::as_slice).unwrap_or_default();
            match guesses.first().filter(|first| first.confidence >= least) {
                Some(first) if !codes.contains(&first.code) => codes.push(first.code.clone()),
                Some(_) => {}
                None => unsure.push((word, guesses.to_vec())),
            }
        }
        let had_trades = !self.values[self.trades].is_empty();
        let kept = unsure.iter().filter(|_| had_trades).map(|(word, _)| word.clone());
        let all: Vec<String> = codes.into_iter().chain(kept).collect();
        self.values[self.trades] = all.join("|");
        Tagged { line: self.line, values: self.values, unsure }
    }
}

/// A line with its codes.
struct Tagged {
    line: u64,
    /// Our fields: the sure codes among the trades, with the words that are not sure as they were.
    values: Vec<String>,
    unsure: Vec<(String, Vec<GuessView>)>,
}

impl Tagged {
    /// As a person corrects it: what is not sure, and for each word what it may mean.
    fn review(&self, context: &Context) -> Vec<String> {
        let tr = &context.tr;
        let words: Vec<&str> = self.unsure.iter().map(|(word, _)| word.as_str()).collect();
        let problem = if self.unsure.iter().all(|(_, guesses)| guesses.is_empty()) {
            say!(tr, "tag-unknown")
        } else {
            say!(tr, "tag-choose")
        };
        let mut line = self.values.clone();
        line.extend([self.line.to_string(), problem, words.join(" | ")]);
        line.extend((0..SUGGESTIONS).map(|at| {
            let of_words = self.unsure.iter().filter_map(|(_, guesses)| guesses.get(at));
            of_words.map(|guess| suggestion(context, guess)).collect::<Vec<_>>().join(" | ")
        }));
        line
    }
}

/// `t-joiner menuisier·ère (probable, 0,62)`
fn suggestion(context: &Context, guess: &GuessView) -> String {
    let how = sureness(context, guess.confidence);
    let number = f64::from((guess.confidence * 100.0).round()) / 100.0;
    say!(
        context.tr,
        "tag-suggestion",
        code = guess.code.as_str(),
        label = guess.label.as_str(),
        how = how,
        confidence = number
    )
}

fn sureness(context: &Context, confidence: f32) -> String {
    if confidence >= LIKELY { say!(context.tr, "tag-likely") } else { say!(context.tr, "tag-check") }
}

fn confidence(guesses: &[GuessView]) -> Option<f32> {
    guesses.first().map(|first| first.confidence)
}

/// What the node makes of each different text.
fn looked_up(context: &Context, members: &[Member]) -> Result<HashMap<String, Vec<GuessView>>, Failure> {
    let texts: BTreeSet<&String> = members.iter().flat_map(|member| &member.words).collect();
    let texts: Vec<&String> = texts.into_iter().collect();
    let bar = Bar::new(context, texts.len() as u64);
    bar.say(say!(context.tr, "tag-doing"));
    let client = context.client()?;
    let mut known = HashMap::with_capacity(texts.len());
    for part in texts.chunks(AT_ONCE) {
        let guesses = ask(&client, context, part)?;
        known.extend(part.iter().map(|text| (*text).clone()).zip(guesses));
        bar.advance(part.len() as u64);
    }
    Ok(known)
}

fn ask(client: &Client, context: &Context, texts: &[&String]) -> Result<Vec<Vec<GuessView>>, Failure> {
    // A longer one is no trade: it is asked as nothing, and left for a person.
    let asked = |text: &&String| if text.len() > TEXT_BYTES { String::new() } else { (*text).clone() };
    let words = GuessWords {
        kind: "trade".into(),
        lang: context.tr.lang().code().into(),
        texts: texts.iter().map(asked).collect(),
    };
    Ok(client.send(Method::POST, "/v1/vocabulary", &words)?)
}

fn told(context: &Context, counts: &Counts, out: &Path, left: &Path) {
    #[derive(Serialize)]
    struct Told<'t> {
        #[serde(flatten)]
        counts: &'t Counts,
        out: &'t Path,
        review: Option<&'t Path>,
    }
    let review = (counts.left > 0).then_some(left);
    if context.json {
        context.out.json(&Told { counts, out, review });
        return;
    }
    let tr = &context.tr;
    let mut table = Table::new([say!(tr, "column-sureness"), say!(tr, "column-words")]);
    for (how, count) in [
        (say!(tr, "tag-sure"), counts.sure),
        (say!(tr, "tag-likely"), counts.likely),
        (say!(tr, "tag-check"), counts.check),
        (say!(tr, "tag-none"), counts.none),
    ] {
        table.row([how.into(), crate::render::number(count, tr).into()]);
    }
    context.note(&table.render(&context.out));
    context.paragraph(&say!(tr, "tag-done", lines = counts.lines, file = out.display().to_string()));
    if let Some(review) = review {
        let text = say!(tr, "tag-left", count = counts.left, file = review.display().to_string());
        context.out.error(&wrap(&text, usize::from(context.out.columns)).join("\n"));
    }
}
