//! Looks for what is new: asks for each saved search, shows what it has not shown yet, then remembers it.

use std::path::Path;

use bigre_node::api::model::{SearchAnswer, SearchHit, SearchParams};
use serde_json::{Value, json};

use crate::client::Client;
use crate::command::search;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::Lang;
use crate::out::Tone;
use crate::query::query;
use crate::render::wrap;
use crate::say;
use crate::watches::{MOST_SHOWN, Mark, Watch, Watches};

/// Hits asked for at once: as many as a node gives.
const PER_PAGE: u64 = 100;

/// What one look at all the searches, or at one, gave.
pub(super) struct Round {
    looks: Vec<(Watch, Result<Found, Failure>)>,
}

/// What was found for one of them.
struct Found {
    /// The answer, with what is new alone.
    answer: SearchAnswer,
    /// All that was found.
    marks: Vec<Mark>,
}

pub(super) fn run(context: &Context, name: Option<&str>) -> Result<Exit, Failure> {
    let round = Round::ask(context, name)?;
    if let (Some(_), Some((_, failure))) = (name, round.failures().next()) {
        return Err(failure.clone());
    }
    if context.json {
        round.deliver(context, &serde_json::to_string_pretty(&round.json()).unwrap_or_default())?;
    } else {
        round.deliver(context, &round.text(context, context.now))?;
    }
    if !context.json {
        round.failures().for_each(|(watch, failure)| complain(context, &watch.name, failure));
    }
    let failed = round.failures().next().map(|(_, failure)| failure.exit);
    if round.count() > 0 {
        return Ok(Exit::Done);
    }
    if failed.is_none() && !context.json && !context.quiet {
        context.out.error(&say!(context.tr, "watch-nothing"));
    }
    Ok(failed.unwrap_or(Exit::Refused))
}

/// Says that a search failed, and why.
pub(super) fn complain(context: &Context, name: &str, failure: &Failure) {
    if !context.json {
        context.out.error(&say!(context.tr, "watch-failed", name = name));
    }
    failure.show(&context.out, &context.tr, context.json);
}

/// One page of a saved search.
pub(super) fn page(
    client: &Client,
    search: &SearchParams,
    page: u64,
    per_page: u64,
    reader: Lang,
) -> Result<SearchAnswer, Failure> {
    let asked = SearchParams { reader: reader.code().into(), page, per_page, ..search.clone() };
    Ok(client.get(&format!("/v1/search{}", query(&asked)))?)
}

/// Says that a search finds more than is looked at.
pub(super) fn warn_if_many(context: &Context, answer: &SearchAnswer) {
    if answer.total > MOST_SHOWN as u64 {
        context.paragraph(&say!(context.tr, "watch-many", total = answer.total, limit = MOST_SHOWN as u64));
    }
}

impl Round {
    /// Asks for the search of that name, or for all. That no node answers ends it.
    pub(super) fn ask(context: &Context, name: Option<&str>) -> Result<Round, Failure> {
        let mut watches = Watches::load(&context.dir)?;
        let chosen = match name {
            Some(name) => vec![watches.watches.swap_remove(watches.find(name)?)],
            None => watches.watches,
        };
        if chosen.is_empty() {
            return Err(Failure::new(Exit::Refused, "cli-watch-none", &[]));
        }
        let client = context.client()?;
        let mut looks = Vec::new();
        for watch in chosen {
            match Found::ask(&client, &watch, context.tr.lang()) {
                Err(failure) if failure.exit == Exit::NoNode => return Err(failure),
                found => looks.push((watch, found)),
            }
        }
        Ok(Round { looks })
    }

    /// How much is new.
    pub(super) fn count(&self) -> usize {
        self.found().map(|(_, found)| found.answer.hits.len()).sum()
    }

    /// The searches that were refused, and why.
    pub(super) fn failures(&self) -> impl Iterator<Item = (&Watch, &Failure)> {
        self.looks.iter().filter_map(|(watch, found)| Some((watch, found.as_ref().err()?)))
    }

    /// What is new, for programs.
    pub(super) fn json(&self) -> Value {
        let watches = self.looks.iter().map(|(watch, found)| match found {
            Ok(Found { answer, .. }) => json!({
                "name": watch.name, "new": answer.hits.len(), "total": answer.total, "hits": answer.hits,
            }),
            Err(failure) => json!({ "name": watch.name, "problem": failure.problem }),
        });
        json!({ "new": self.count(), "watches": watches.collect::<Vec<_>>() })
    }

    /// What is new, as a search shows it; nothing when nothing is.
    pub(super) fn text(&self, context: &Context, now: u64) -> String {
        let blocks = self.found().filter(|(_, found)| !found.answer.hits.is_empty()).map(|(watch, found)| {
            let (name, count) = (watch.name.as_str(), found.answer.hits.len() as u64);
            let heading = say!(context.tr, "watch-new", name = name, count = count);
            let heading = wrap(&heading, usize::from(context.out.columns)).join("\n");
            let how = search::Shown { now, ..search::Shown::plain(context) };
            let table = search::table(context, &found.answer, &how).render(&context.out);
            format!("{}\n\n{table}", context.out.paint(Tone::Strong, &heading))
        });
        blocks.collect::<Vec<_>>().join("\n\n")
    }

    /// Prints what is new, then remembers it: what nobody could read is new again next time.
    pub(super) fn deliver(&self, context: &Context, text: &str) -> Result<(), Failure> {
        if !text.is_empty() {
            let printed = context.out.bytes(format!("{text}\n").as_bytes());
            printed.map_err(|error| Failure::file("cli-write", Path::new("-"), &error))?;
        }
        if self.count() == 0 {
            return Ok(());
        }
        Watches::change(&context.dir, |watches| {
            for (watch, found) in self.found().filter(|(_, found)| !found.answer.hits.is_empty()) {
                // One of that name that was added meanwhile is another search.
                let same = |kept: &&mut Watch| kept.name == watch.name && kept.added == watch.added;
                if let Some(kept) = watches.watches.iter_mut().find(same) {
                    kept.remember(&found.marks);
                }
            }
            Ok(())
        })
    }

    /// The answers that there were.
    fn found(&self) -> impl Iterator<Item = (&Watch, &Found)> {
        self.looks.iter().filter_map(|(watch, found)| Some((watch, found.as_ref().ok()?)))
    }
}

impl Found {
    /// All pages of a search, as deep as a search is remembered.
    fn ask(client: &Client, watch: &Watch, reader: Lang) -> Result<Found, Failure> {
        let mut answer = page(client, &watch.search, 1, PER_PAGE, reader)?;
        let mut read = 1;
        while read * PER_PAGE < answer.total.min(MOST_SHOWN as u64) {
            read += 1;
            answer.hits.extend(page(client, &watch.search, read, PER_PAGE, reader)?.hits);
        }
        answer.hits.truncate(MOST_SHOWN);
        let marks = answer.hits.iter().map(mark).collect();
        answer.hits = watch.unseen(answer.hits, mark);
        Ok(Found { answer, marks })
    }
}

fn mark(hit: &SearchHit) -> Mark {
    Mark::of(&hit.entry.coop, &hit.entry.id)
}
