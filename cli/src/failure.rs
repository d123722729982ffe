//! Why a verb did not do what was asked: a coded problem and an exit code, shown in the reader's language.

use std::process::ExitCode;

use bigre_node::api::model::Problem;
use bigre_protocol::money::Currency;

use crate::i18n::{Translator, Value, clean};
use crate::out::{Out, Tone};
use crate::render::money;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Refused, or nothing found or new.
    Refused = 1,
    /// Not understood.
    Usage = 2,
    /// No node answers.
    NoNode = 3,
    /// Done, but for what is left for a person: lines set aside in a file.
    Review = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a verb failed.
#[derive(Debug, Clone)]
pub struct Failure {
    /// How the program ends.
    pub exit: Exit,
    /// What happened.
    pub problem: Problem,
}

/// Arguments that are counts: sentences agree with them in number.
const COUNTS: [&str; 12] = [
    "heard", "needed", "found", "limit", "removed", "held", "count", "least", "most", "seconds", "expected",
    "bytes",
];

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.problem.message)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// A refusal.
    pub fn refused(problem: Problem) -> Failure {
        Failure { exit: Exit::Refused, problem }
    }

    /// One of the command line's own: a code of `problems.*.ftl` with its arguments.
    pub fn new(exit: Exit, code: &str, args: &[(&str, String)]) -> Failure {
        let args = args.iter().map(|(name, value)| ((*name).to_string(), value.clone())).collect();
        Failure { exit, problem: Problem { code: code.into(), message: code.into(), args } }
    }

    /// A file that cannot be read or written.
    pub fn file(code: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
        let args = [("path", path.display().to_string()), ("error", error.to_string())];
        Failure::new(Exit::Refused, code, &args)
    }

    /// Prints it on standard error, as three lines at most: what, why, hint.
    pub fn show(&self, out: &Out, tr: &Translator, json: bool) -> Exit {
        if json {
            let text = serde_json::to_string(&self.problem).unwrap_or_default();
            out.error(&text);
            return self.exit;
        }
        let told = Told::of(&self.problem, tr);
        out.error(&format!("{} {}", out.paint_error(Tone::Bad, "bigre:"), told.what));
        for (text, tone) in [(told.why, Tone::Plain), (told.hint, Tone::Strong)] {
            if let Some(text) = text {
                out.error(&format!("  {}", out.paint_error(tone, &text)));
            }
        }
        self.exit
    }
}

/// A problem in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened.
    pub what: String,
    /// Why.
    pub why: Option<String>,
    /// What to do, with its leading word.
    pub hint: Option<String>,
}

impl Told {
    /// Looks the sentences of a code up; the English message stands in for a code of a later version.
    pub fn of(problem: &Problem, tr: &Translator) -> Told {
        let args: Vec<(&str, Value<'_>)> =
            problem.args.iter().map(|(name, value)| (name.as_str(), argument(name, value, tr))).collect();
        let key = format!("problem-{}", problem.code);
        let Some(what) = tr.find(&key, &args) else {
            return Told { what: clean(&problem.message).into_owned(), why: None, hint: None };
        };
        let part = |part: &str| tr.find(&format!("{key}-{part}"), &args);
        let hint = part("hint").map(|hint| tr.say("hint", &[("hint", Value::from(hint))]));
        Told { what, why: part("why"), hint }
    }

    /// On one line.
    pub fn line(&self) -> String {
        let parts = [Some(&self.what), self.why.as_ref(), self.hint.as_ref()];
        parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
    }
}

/// Sentences choose between what is there and `none`: no variant can be named after an empty text.
fn argument<'a>(name: &str, value: &'a str, tr: &Translator) -> Value<'a> {
    if let Some(money) = read_money(value, tr) {
        return Value::from(money);
    }
    match value.parse::<u64>() {
        Err(_) if value.is_empty() => Value::from("none"),
        Ok(number) if COUNTS.contains(&name) => Value::from(number),
        _ => Value::from(value),
    }
}

/// `1500.00 EUR`, as the node writes amounts, in the reader's way.
fn read_money(value: &str, tr: &Translator) -> Option<String> {
    let (plain, code) = value.split_once(' ')?;
    let currency: Currency = code.parse().ok()?;
    let minor = currency.read(plain).ok()?.minor();
    (currency.plain(u128::from(minor)) == plain).then(|| money(minor, currency, tr))
}
