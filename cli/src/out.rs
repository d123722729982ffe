//! What the program writes: the only door to standard output and standard error.
//!
//! Knows widths and colours; must not know what is said. A reader that goes away (`bigre search | head`) is no error.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::args::ColorWhen;

/// Width of what is not a terminal, in columns.
pub const PIPED_COLUMNS: u16 = 80;

/// How a text is meant. Colour only repeats what the words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// All is well.
    Good,
    /// Worth a look.
    Warn,
    /// Something is wrong.
    Bad,
    /// Less important.
    Dim,
    /// More important.
    Strong,
}

impl Tone {
    const fn code(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Good => "\x1b[32m",
            Tone::Warn => "\x1b[33m",
            Tone::Bad => "\x1b[31m",
            Tone::Dim => "\x1b[2m",
            Tone::Strong => "\x1b[1m",
        }
    }
}

/// Where results and errors go.
pub struct Out {
    results: RefCell<Box<dyn Write>>,
    errors: RefCell<Box<dyn Write>>,
    /// Columns of a line of results.
    pub columns: u16,
    /// Whether results are coloured.
    pub color: bool,
    /// Whether errors are coloured.
    pub error_color: bool,
    /// Whether a person looks at the errors as they come, so that progress may be drawn.
    pub live: bool,
}

impl std::fmt::Debug for Out {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Out({} columns)", self.columns)
    }
}

impl Out {
    /// The process's own.
    pub fn process(when: ColorWhen) -> Out {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let allowed = |terminal: bool| match when {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => terminal && !no_color,
        };
        let columns = match rustix::termios::tcgetwinsize(io::stdout()) {
            Ok(size) if size.ws_col > 0 => size.ws_col.clamp(20, 200),
            _ => PIPED_COLUMNS,
        };
        Out {
            results: RefCell::new(Box::new(io::stdout())),
            errors: RefCell::new(Box::new(io::stderr())),
            columns,
            color: allowed(io::stdout().is_terminal()),
            error_color: allowed(io::stderr().is_terminal()),
            live: io::stderr().is_terminal(),
        }
    }

    /// Into two writers, without colour: for tests and for programs that embed this one.
    pub fn into(results: Box<dyn Write>, errors: Box<dyn Write>, columns: u16) -> Out {
        let (results, errors) = (RefCell::new(results), RefCell::new(errors));
        Out { results, errors, columns, color: false, error_color: false, live: false }
    }

    /// One line, or several, of results.
    pub fn line(&self, text: &str) {
        // Nobody listens any more: there is nobody to tell.
        let _ = writeln!(self.results.borrow_mut(), "{text}");
    }

    /// Results as they are.
    pub fn bytes(&self, bytes: &[u8]) -> io::Result<()> {
        let mut results = self.results.borrow_mut();
        results.write_all(bytes).and_then(|()| results.flush())
    }

    /// Results as JSON.
    pub fn json<T: Serialize>(&self, value: &T) {
        self.line(&serde_json::to_string_pretty(value).unwrap_or_else(|_| "null".into()));
    }

    /// One line, or several, on standard error.
    pub fn error(&self, text: &str) {
        let _ = writeln!(self.errors.borrow_mut(), "{text}");
    }

    /// A text in its tone, for results.
    pub fn paint(&self, tone: Tone, text: &str) -> String {
        paint(self.color, tone, text)
    }

    /// A text in its tone, for errors.
    pub fn paint_error(&self, tone: Tone, text: &str) -> String {
        paint(self.error_color, tone, text)
    }
}

fn paint(color: bool, tone: Tone, text: &str) -> String {
    if color && tone != Tone::Plain { format!("{}{text}\x1b[0m", tone.code()) } else { text.into() }
}
