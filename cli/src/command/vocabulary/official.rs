//! `bigre vocabulary import esco|rome|nace`: what is read of the official downloads, and what is said of it. Must not
//! know how it is published.

use std::path::PathBuf;

use bigre_node::vocabulary::official::{self, Coverage, Dropped, Format, Parsed};
use serde::Serialize;

use crate::args::VocabularyImportArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::out::Tone;
use crate::render::{number, wrap};
use crate::{progress, say};

/// The format that the first word names, and the downloads that follow it; none when a table is given.
pub(super) fn asked(args: &VocabularyImportArgs) -> Result<Option<(Format, &[PathBuf])>, Failure> {
    let Some((first, paths)) = args.files.split_first() else { return Ok(None) };
    let Some(format) = Format::ALL.into_iter().find(|format| first.as_os_str() == format.name()) else {
        return Ok(None);
    };
    let named = |code| Failure::new(Exit::Usage, code, &[("format", format.name().to_owned())]);
    match (paths.is_empty(), &args.name) {
        (true, _) if first.is_file() => Ok(None),
        (true, _) => Err(named("cli-official-path")),
        (false, Some(_)) => Err(named("cli-official-name")),
        (false, None) => Ok(Some((format, paths))),
    }
}

/// What was read, for programs.
#[derive(Debug, Serialize)]
pub(super) struct Read {
    /// The name of the vocabulary.
    pub(super) vocabulary: &'static str,
    terms: usize,
    coverage: Vec<Coverage>,
    dropped: Dropped,
    absent: Vec<&'static str>,
    notice: &'static str,
}

/// Reads the downloads into a table of ours, and says what they hold.
pub(super) fn read(context: &Context, format: Format, paths: &[PathBuf]) -> Result<(Read, Vec<u8>), Failure> {
    let doing = say!(context.tr, "official-reading");
    let parsed = progress::during(context, &doing, || official::read(format, paths));
    let parsed = parsed.map_err(|error| Failure::refused(error.problem()))?;
    if !context.json {
        show(context, &parsed);
    }
    let table = official::write(&parsed.terms);
    let Parsed { vocabulary, terms, dropped, coverage, absent, .. } = parsed;
    let (terms, notice) = (terms.len(), format.notice());
    Ok((Read { vocabulary, terms, coverage, dropped, absent, notice }, table))
}

fn show(context: &Context, parsed: &Parsed) {
    let tr = &context.tr;
    let columns = usize::from(context.out.columns);
    let note = |text: &str| context.note(&wrap(text, columns).join("\n"));
    note(&say!(tr, "official-terms", count = parsed.terms.len() as u64, name = parsed.vocabulary));
    for one in &parsed.coverage {
        let languages: Vec<String> =
            one.labelled.iter().map(|(lang, count)| format!("{lang} {}", number(*count, tr))).collect();
        let kind = bigre_node::draft::kind_name(one.kind);
        note(&say!(
            tr,
            "official-coverage",
            kind = kind,
            terms = number(one.terms, tr),
            languages = languages.join(", ")
        ));
    }
    let warn = |text: &str| context.note(&context.out.paint(Tone::Warn, &wrap(text, columns).join("\n")));
    let dropped = &parsed.dropped;
    for (what, count) in [
        ("withdrawn", dropped.withdrawn),
        ("unlabelled", dropped.unlabelled),
        ("shortened", dropped.shortened),
        ("alternatives", dropped.alternatives),
        ("languages", dropped.languages),
        ("links", dropped.links),
    ] {
        if count > 0 {
            warn(&say!(tr, "official-dropped", what = what, count = count));
        }
    }
    if !parsed.absent.is_empty() {
        warn(&say!(tr, "official-absent", files = parsed.absent.join(", ")));
    }
    note(&say!(tr, "official-notice", notice = parsed.format.notice()));
}
