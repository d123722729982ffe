//! Why a statement is not read. Knows whose fault each refusal is; must not repeat a text of the file, but for what
//! nobody's name fits into: the name of a message, of an encoding or of a currency.

use super::{AMOUNT_MOST, DEPTH, FILE_BYTES, LINES, TEXT_BYTES};

/// Why a statement is not read. An entry is named by its number in the file, the first being 1; 0 stands for what comes
/// before any.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The system does not give it. Fault: the machine, or who may read what on it.
    #[error("the file cannot be read: {0}")]
    Unreadable(std::io::ErrorKind),
    /// Nothing in it. Fault: the operator.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`FILE_BYTES`]. Fault: the operator.
    #[error("the file is larger than {} MiB: ask for a shorter period", FILE_BYTES >> 20)]
    Large,
    /// Something else than XML. Fault: the operator.
    #[error("this is not XML but {found}: a camt.053 statement is needed")]
    NotXml {
        /// What it seems to be: `pdf`, `zip`, `coda`...
        found: &'static str,
    },
    /// Two bytes a character. Fault: the program that saved it.
    #[error("this is UTF-16: a camt.053 statement is in UTF-8")]
    Utf16,
    /// It says that it is in another encoding than UTF-8. Fault: the bank, or the program that saved it.
    #[error("this is in the encoding `{found}`: a camt.053 statement is in UTF-8")]
    Encoding {
        /// The encoding, if its name is one.
        found: String,
    },
    /// Not the UTF-8 it should be. Fault: the bank, or the program that saved it.
    #[error("line {line}, column {column}: this is not UTF-8")]
    NotUtf8 {
        /// The line of text, the first being 1.
        line: usize,
        /// The byte within it, the first being 1.
        column: usize,
    },
    /// A byte that no text holds. Fault: the file was damaged, or made to harm.
    #[error("the file holds a NUL byte")]
    Nul,
    /// Not well-formed. Fault: the file was damaged or changed.
    #[error("line {line}, column {column}: this is not well-formed XML")]
    Syntax {
        /// The line of text, the first being 1.
        line: usize,
        /// The byte within it, the first being 1.
        column: usize,
    },
    /// It ends too early. Fault: the download was cut.
    #[error("the file ends before the statement does")]
    Truncated,
    /// It declares a type of its own. No bank does: fault of whoever made it.
    #[error("the file holds a DOCTYPE, which no statement needs")]
    Doctype,
    /// It names an entity that XML does not have, or a character that is none. Fault: whoever made it.
    #[error("line {line}, column {column}: this entity is not expanded")]
    Entity {
        /// The line of text, the first being 1.
        line: usize,
        /// The byte within it, the first being 1.
        column: usize,
    },
    /// Elements within elements, more than [`DEPTH`]. Fault: whoever made it.
    #[error("elements stand more than {DEPTH} deep within each other")]
    Deep,
    /// XML of something else. Fault: the operator.
    #[error("this is XML, but no message of ISO 20022: a camt.053 statement is needed")]
    Namespace,
    /// Another message. Fault: the operator.
    #[error("this is a {found} {}, a camt.053 statement is needed", message(.found))]
    OtherMessage {
        /// Which: `camt.054.001.08`.
        found: String,
    },
    /// A version that is not known. Fault: the bank is ahead of this program, or far behind.
    #[error("this is {found}: camt.053.001.02 to camt.053.001.13 are read")]
    Version {
        /// Which: `camt.053.001.01`.
        found: String,
    },
    /// A message without a statement. Fault: the bank.
    #[error("the message holds no statement")]
    NoStatement,
    /// More than [`LINES`]. Fault: the operator.
    #[error("the file holds more than {LINES} lines: ask for a shorter period")]
    Lines,
    /// An entry lacks what every entry has. Fault: the bank.
    #[error("entry {at}: {element} is missing")]
    Missing {
        /// The entry.
        at: usize,
        /// The element.
        element: &'static str,
    },
    /// Something stands twice that stands once. Fault: the bank.
    #[error("entry {at}: {element} stands there twice")]
    Twice {
        /// The entry.
        at: usize,
        /// The element.
        element: &'static str,
    },
    /// An element does not hold what its name says, or more than [`TEXT_BYTES`]. Fault: the bank.
    #[error("entry {at}: what {element} holds is not understood, or longer than {TEXT_BYTES} bytes")]
    Value {
        /// The entry.
        at: usize,
        /// The element.
        element: &'static str,
    },
    /// An amount of nobody knows what. Fault: the bank.
    #[error("entry {at}: an amount has no currency")]
    NoCurrency {
        /// The entry.
        at: usize,
    },
    /// No currency of ISO 4217 that has a minor unit. Fault: the bank.
    #[error("entry {at}: `{found}` is not a currency")]
    UnknownCurrency {
        /// The entry.
        at: usize,
        /// The currency, if it is three capitals; else nothing.
        found: String,
    },
    /// Not a decimal number: an exponent, a comma, words. Fault: the bank.
    #[error("entry {at}: an amount is not a decimal number")]
    Amount {
        /// The entry.
        at: usize,
    },
    /// Below nothing: a statement has directions instead. Fault: the bank.
    #[error("entry {at}: an amount is negative")]
    Negative {
        /// The entry.
        at: usize,
    },
    /// More decimals than the currency has, be they zeros. Fault: the bank.
    #[error("entry {at}: an amount has {found} decimals, {currency} has {most}")]
    Decimals {
        /// The entry.
        at: usize,
        /// How many it has.
        found: usize,
        /// How many the currency has.
        most: usize,
        /// The currency.
        currency: String,
    },
    /// More than [`AMOUNT_MOST`]. Fault: whoever made the file.
    #[error("entry {at}: an amount is larger than {AMOUNT_MOST} minor units")]
    TooMuch {
        /// The entry.
        at: usize,
    },
}

/// What a message of ISO 20022 is, for people.
fn message(found: &str) -> &'static str {
    match found.get(..8) {
        Some("camt.052") => "report",
        Some("camt.054") => "notification",
        _ => "message",
    }
}

impl StatementError {
    /// A stable name: the end of the code of its sentence.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Empty => "empty",
            Self::Large => "large",
            Self::NotXml { .. } => "not-xml",
            Self::Utf16 => "utf16",
            Self::Encoding { .. } => "encoding",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::Nul => "nul",
            Self::Syntax { .. } => "syntax",
            Self::Truncated => "truncated",
            Self::Doctype => "doctype",
            Self::Entity { .. } => "entity",
            Self::Deep => "deep",
            Self::Namespace => "namespace",
            Self::OtherMessage { .. } => "other-message",
            Self::Version { .. } => "version",
            Self::NoStatement => "no-statement",
            Self::Lines => "lines",
            Self::Missing { .. } => "missing",
            Self::Twice { .. } => "twice",
            Self::Value { .. } => "value",
            Self::NoCurrency { .. } => "no-currency",
            Self::UnknownCurrency { .. } => "unknown-currency",
            Self::Amount { .. } => "amount",
            Self::Negative { .. } => "negative",
            Self::Decimals { .. } => "decimals",
            Self::TooMuch { .. } => "too-much",
        }
    }

    /// What its sentence names, by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unreadable(kind) => vec![("error", kind.to_string())],
            Self::Large => vec![("limit", (FILE_BYTES >> 20).to_string())],
            Self::Deep => vec![("limit", DEPTH.to_string())],
            Self::Lines => vec![("limit", LINES.to_string())],
            Self::NotXml { found } => vec![("found", (*found).to_owned())],
            Self::OtherMessage { found } => {
                vec![("found", found.clone()), ("kind", message(found).to_owned())]
            }
            Self::Encoding { found } | Self::Version { found } => vec![("found", found.clone())],
            Self::NotUtf8 { line, column }
            | Self::Syntax { line, column }
            | Self::Entity { line, column } => {
                vec![("line", line.to_string()), ("column", column.to_string())]
            }
            Self::Missing { at, element } | Self::Twice { at, element } | Self::Value { at, element } => {
                vec![("at", at.to_string()), ("element", (*element).to_owned())]
            }
            Self::NoCurrency { at } | Self::Amount { at } | Self::Negative { at } => {
                vec![("at", at.to_string())]
            }
            Self::UnknownCurrency { at, found } => vec![("at", at.to_string()), ("found", found.clone())],
            Self::TooMuch { at } => vec![("at", at.to_string()), ("limit", AMOUNT_MOST.to_string())],
            Self::Decimals { at, found, most, currency } => vec![
                ("at", at.to_string()),
                ("found", found.to_string()),
                ("most", most.to_string()),
                ("currency", currency.clone()),
            ],
            Self::Empty
            | Self::Utf16
            | Self::Nul
            | Self::Truncated
            | Self::Doctype
            | Self::Namespace
            | Self::NoStatement => Vec::new(),
        }
    }
}
