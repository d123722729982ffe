//! Words that members propose: listed, proposed, approved, merged, withdrawn. Must not know when a word is in force.

use bigre_node::api::model::{Changed, WordApproval, WordDraft, WordView};
use hyper::Method;

use crate::args::WordArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::Translator;
use crate::out::Tone;
use crate::query::encode;
use crate::render::{Cell, Table, listed};
use crate::say;

/// The path of the words, or of one of them, for the reader.
fn path(context: &Context, word: &str) -> String {
    let slash = if word.is_empty() { "" } else { "/" };
    format!("/v1/words{slash}{}?lang={}", encode(word.trim()), context.tr.lang().code())
}

pub(super) fn list(context: &Context) -> Result<Exit, Failure> {
    let words: Vec<WordView> = context.client()?.get(&path(context, ""))?;
    if context.json {
        context.out.json(&words);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    if words.is_empty() {
        context.paragraph(&say!(tr, "words-none"));
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-word"),
        say!(tr, "column-meaning"),
        say!(tr, "column-state"),
        say!(tr, "column-listed-by"),
        say!(tr, "column-code"),
    ]);
    for word in &words {
        let (tone, state) = state(word, tr);
        table.row([
            format!("{} ({})", word.word, word.lang).into(),
            meaning(word, tr).into(),
            Cell::toned(tone, state),
            listed(&word.listed_by, tr).into(),
            Cell::toned(Tone::Dim, word.code.clone()),
        ]);
    }
    context.out.line(&table.render(&context.out));
    Ok(Exit::Done)
}

/// The term that a word names, or what it is a term of.
fn meaning(word: &WordView, tr: &Translator) -> String {
    match (&word.same_as, &word.same_as_label) {
        (Some(_), Some(label)) => label.clone(),
        (Some(code), None) => code.clone(),
        (None, _) => {
            let kind = say!(tr, "term-kind", kind = word.kind.as_str());
            say!(tr, "words-new", kind = kind, broader = word.broader.join(", "))
        }
    }
}

fn state(word: &WordView, tr: &Translator) -> (Tone, String) {
    let listed = u64::try_from(word.listed_by.len()).unwrap_or(u64::MAX);
    match word.in_force {
        true => (Tone::Good, say!(tr, "words-approved")),
        false => (Tone::Warn, say!(tr, "words-missing", count = word.needed.saturating_sub(listed))),
    }
}

pub(super) fn propose(context: &Context, args: &WordArgs) -> Result<Exit, Failure> {
    let draft = WordDraft {
        word: args.word.clone(),
        lang: args.lang.clone(),
        same_as: args.same_as.clone(),
        kind: args.kind.map(|kind| kind.name().to_owned()),
        broader: args.broader.clone(),
    };
    let word: WordView = context.client()?.send(Method::POST, &path(context, ""), &draft)?;
    told(context, &word);
    Ok(Exit::Done)
}

pub(super) fn approve(context: &Context, word: &str, into: Option<&String>) -> Result<Exit, Failure> {
    let approval = WordApproval { into: into.cloned() };
    let word: WordView = context.client()?.send(Method::PUT, &path(context, word), &approval)?;
    told(context, &word);
    Ok(Exit::Done)
}

pub(super) fn withdraw(context: &Context, word: &str) -> Result<Exit, Failure> {
    let changed: Changed = context.client()?.delete(&format!("/v1/words/{}", encode(word.trim())))?;
    super::entry::told(context, &changed, &say!(context.tr, "words-withdrawn", word = word));
    Ok(Exit::Done)
}

fn told(context: &Context, word: &WordView) {
    if context.json {
        context.out.json(word);
        return;
    }
    let tr = &context.tr;
    let (_, state) = state(word, tr);
    context.paragraph(&say!(
        tr,
        "words-listed",
        word = word.word.as_str(),
        meaning = meaning(word, tr),
        code = word.code.as_str(),
        state = state,
    ));
}
