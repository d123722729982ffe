//! Tells what was not understood of the arguments, in the reader's language. Must not know the verbs.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::{Exit, Failure};
use crate::i18n::{Lang, Translator};
use crate::out::Out;

/// Prints help and version as they are, mistakes as the other errors are.
pub(crate) fn explain(error: &clap::Error, tr: &Translator, out: &Out) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            let text = if out.color { text.ansi().to_string() } else { text.to_string() };
            out.line(text.trim_end());
            return Exit::Done;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let text = error.render();
            out.error(text.to_string().trim_end());
            return Exit::Usage;
        }
        _ => {}
    }
    match failure(error) {
        Some(failure) => failure.show(out, tr, false),
        None => {
            // A kind that has no sentence of ours: clap's own, without its leading word.
            let text = error.render().to_string();
            out.error(&format!("bigre: {}", text.trim_start_matches("error: ").trim_end()));
            if tr.lang() == Lang::En {
                out.error("  see `bigre --help`");
            }
            Exit::Usage
        }
    }
}

fn failure(error: &clap::Error) -> Option<Failure> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let code = match error.kind() {
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-verb",
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => "usage-no-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-bad-value",
        ErrorKind::MissingRequiredArgument => "usage-missing",
        ErrorKind::MissingSubcommand => "usage-no-verb",
        ErrorKind::ArgumentConflict => "usage-conflict",
        _ => return None,
    };
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .map(text)
            .concat();
    let verb = text(ContextKind::InvalidSubcommand);
    let args = [
        ("argument", text(ContextKind::InvalidArg)),
        ("value", text(ContextKind::InvalidValue)),
        ("valid", text(ContextKind::ValidValue)),
        ("other", text(ContextKind::PriorArg)),
        ("verb", verb),
        ("suggested", suggested),
    ];
    Some(Failure::new(Exit::Usage, code, &args))
}
