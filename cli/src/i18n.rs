//! Sentences in the reader's language, by key, with their arguments and plurals. Must not know when they are said.
//!
//! French and Dutch are the languages of the cooperatives, English the third.

use std::borrow::Cow;
use std::ffi::OsString;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

pub use fluent_bundle::FluentValue as Value;

/// The sentences of one language: interface, refusals, laboratory, care of a node, register, joining, lists of members,
/// vocabularies, their official downloads, the fund, its report.
type Texts = [&'static str; 11];

const FRENCH: Texts = [
    include_str!("../locales/fr.ftl"),
    include_str!("../locales/problems.fr.ftl"),
    include_str!("../locales/lab.fr.ftl"),
    include_str!("../locales/care.fr.ftl"),
    include_str!("../locales/joining.fr.ftl"),
    include_str!("../locales/import.fr.ftl"),
    include_str!("../locales/register.fr.ftl"),
    include_str!("../locales/words.fr.ftl"),
    include_str!("../locales/official.fr.ftl"),
    include_str!("../locales/fund.fr.ftl"),
    include_str!("../locales/report.fr.ftl"),
];
const ENGLISH: Texts = [
    include_str!("../locales/en.ftl"),
    include_str!("../locales/problems.en.ftl"),
    include_str!("../locales/lab.en.ftl"),
    include_str!("../locales/care.en.ftl"),
    include_str!("../locales/joining.en.ftl"),
    include_str!("../locales/import.en.ftl"),
    include_str!("../locales/register.en.ftl"),
    include_str!("../locales/words.en.ftl"),
    include_str!("../locales/official.en.ftl"),
    include_str!("../locales/fund.en.ftl"),
    include_str!("../locales/report.en.ftl"),
];
const DUTCH: Texts = [
    include_str!("../locales/nl.ftl"),
    include_str!("../locales/problems.nl.ftl"),
    include_str!("../locales/lab.nl.ftl"),
    include_str!("../locales/care.nl.ftl"),
    include_str!("../locales/joining.nl.ftl"),
    include_str!("../locales/import.nl.ftl"),
    include_str!("../locales/register.nl.ftl"),
    include_str!("../locales/words.nl.ftl"),
    include_str!("../locales/official.nl.ftl"),
    include_str!("../locales/fund.nl.ftl"),
    include_str!("../locales/report.nl.ftl"),
];
/// The help in French and in Dutch; in English it stands in the code.
const FRENCH_HELP: &str = include_str!("../locales/help.fr.ftl");
const DUTCH_HELP: &str = include_str!("../locales/help.nl.ftl");

/// Says a sentence: `say!(tr, "key", name = value)`.
#[macro_export]
macro_rules! say {
    ($tr:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $tr.say($key, &[$((stringify!($name), $crate::i18n::Value::from($value))),*])
    };
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl Lang {
    /// From `--lang` before `search`, `watch add` or `vocabulary propose` (whose `--lang` is another), else from the environment, else English.
    pub fn choose(arguments: &[OsString], environment: &dyn Fn(&str) -> Option<String>) -> Lang {
        let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
        let (mut watch, mut vocabulary) = (false, false);
        while let Some(word) = words.next() {
            watch |= word == "watch";
            vocabulary |= word == "vocabulary";
            let named = match word.as_ref() {
                "search" | "--" => break,
                "add" if watch => break,
                "propose" if vocabulary => break,
                "--lang" => words.next(),
                other => other.strip_prefix("--lang=").map(|lang| Cow::Owned(lang.to_owned())),
            };
            if let Some(lang) = named.and_then(|name| Lang::named(&name)) {
                return lang;
            }
        }
        let set = |name: &&str| environment(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
        locale.and_then(|locale| Lang::named(locale.get(..2).unwrap_or_default())).unwrap_or(Lang::En)
    }

    fn named(name: &str) -> Option<Lang> {
        match name {
            "fr" => Some(Lang::Fr),
            "nl" => Some(Lang::Nl),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// Its ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::Nl => "nl",
            Lang::En => "en",
        }
    }
}

/// Says sentences in one language.
pub struct Translator {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Translator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Translator({})", self.lang.code())
    }
}

impl Translator {
    /// A translator into a language.
    pub fn new(lang: Lang) -> Translator {
        let (texts, help): (Texts, _) = match lang {
            Lang::Fr => (FRENCH, Some(FRENCH_HELP)),
            Lang::Nl => (DUTCH, Some(DUTCH_HELP)),
            Lang::En => (ENGLISH, None),
        };
        let mut bundle = FluentBundle::new(lang.code().parse().into_iter().collect());
        // Terminals show the marks that isolate directions as blanks.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Fr => french_number,
            Lang::Nl => dutch_number,
            Lang::En => english_number,
        }));
        for text in texts.into_iter().chain(help) {
            // A mistake in one sentence leaves the others; the tests allow none.
            let resource = FluentResource::try_new(text.into()).unwrap_or_else(|(resource, _)| resource);
            let _ = bundle.add_resource(resource);
        }
        Translator { lang, bundle }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether a key has a sentence.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The sentence of a key, with its arguments; the key itself when there is none.
    pub fn say(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.find(key, args).unwrap_or_else(|| key.into())
    }

    /// The sentence of a key, if there is one.
    pub fn find(&self, key: &str, args: &[(&str, Value<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut given = FluentArgs::new();
        for (name, value) in args {
            given.set(*name, visible(value));
        }
        let text = self.bundle.format_pattern(pattern, Some(&given), &mut Vec::new());
        Some(text.into_owned())
    }
}

/// Whatever a peer wrote, a terminal is not to obey it.
fn visible<'a>(value: &'a Value<'a>) -> Value<'a> {
    match value {
        Value::String(text) => Value::String(clean(text)),
        other => other.clone(),
    }
}

/// A text without control characters but line ends.
pub fn clean(text: &str) -> Cow<'_, str> {
    let bad = |c: char| c.is_control() && c != '\n';
    if text.contains(bad) { Cow::Owned(text.replace(bad, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

fn french_number<M>(value: &Value<'_>, _: &M) -> Option<String> {
    number(value, "\u{202F}", ',')
}

fn dutch_number<M>(value: &Value<'_>, _: &M) -> Option<String> {
    number(value, ".", ',')
}

fn english_number<M>(value: &Value<'_>, _: &M) -> Option<String> {
    number(value, ",", '.')
}

fn number(value: &Value<'_>, group: &str, point: char) -> Option<String> {
    let Value::Number(number) = value else { return None };
    Some(grouped(&number.as_string(), group, point))
}

/// `12345.5` as `12 345,5`; numbers of four digits too, so that columns agree.
fn grouped(digits: &str, group: &str, point: char) -> String {
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push_str(group);
        }
        text.push(digit);
    }
    if !rest.is_empty() {
        text.push(point);
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests;
