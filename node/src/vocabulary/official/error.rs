//! What can be wrong with an official download: each error says what happened, where, and what to do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Format;
use crate::api::model::Problem;

/// Most characters of a cell that are repeated in an error.
const SHOWN_CHARS: usize = 40;

/// Why an official download cannot be read. The fault is of the operator or of the file, as each says.
#[derive(Debug, thiserror::Error)]
pub enum OfficialError {
    /// Not there, or not to be read. Fault: the operator.
    #[error("{path} cannot be read: {error}. Check the path")]
    Unreadable {
        /// What was given.
        path: PathBuf,
        /// What the system says.
        error: String,
    },
    /// Files of something else. Fault: the operator.
    #[error(
        "{paths}: {} expected, and not found. Download {} from {} and give its folder or its zip",
        .missing.join(", "), .format.download(), .format.page()
    )]
    Missing {
        /// What was looked for.
        format: Format,
        /// Where: the paths given.
        paths: String,
        /// The files that are not there, as they are called.
        missing: Vec<&'static str>,
    },
    /// A column that the format has. Fault: the file is another one, or was changed.
    #[error(
        "{file}: no column is named {column}. Download {} from {}",
        .format.download(), .format.page()
    )]
    Column {
        /// What was looked for.
        format: Format,
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
    },
    /// A line that cannot be read. Fault: the file was cut or changed.
    #[error("{file}, line {line}: {}. Download the file again", .problem.message)]
    Line {
        /// The file.
        file: String,
        /// The line, the first being 1.
        line: u64,
        /// What is wrong with it.
        problem: Box<Problem>,
    },
    /// A cell that does not hold what its column should. Fault: the file was changed.
    #[error("{file}, line {line}, column {column}: `{value}` is not understood. Download the file again")]
    Value {
        /// The file.
        file: String,
        /// The line, the first being 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// What the cell holds, cut short.
        value: String,
    },
    /// A spreadsheet, or anything else but text. Fault: the operator.
    #[error("{file} is not a CSV file. Download the CSV of {} from {}", .format.download(), .format.page())]
    NotText {
        /// What was looked for.
        format: Format,
        /// The file.
        file: String,
    },
    /// A file whose language neither its name nor its words tell. Fault: the operator.
    #[error("{file}: its language is not known. Put it at the end of the name, as in name_fr.csv")]
    Language {
        /// The file.
        file: String,
    },
    /// Not a zip archive, locked, or damaged.
    #[error("{path} cannot be unpacked: {why}. Download it again")]
    Archive {
        /// The archive.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Larger than any official file.
    #[error(
        "{file} is larger than {most} bytes once unpacked: it is no official file. Look for the right one"
    )]
    TooLarge {
        /// The file.
        file: String,
        /// Most bytes.
        most: u64,
    },
    /// More files than any official download.
    #[error("there are more than {most} files in {path}. Give the folder of the download alone")]
    TooMany {
        /// The folder or the archive.
        path: PathBuf,
        /// Most files.
        most: usize,
    },
    /// Two revisions of one classification, where a code does not mean the same. Fault: the operator.
    #[error("{one} and {other} are of two revisions of NACE. Import them one after the other")]
    Mixed {
        /// A file.
        one: String,
        /// One of the other revision.
        other: String,
    },
    /// Two concepts whose short codes are the same. Fault: nobody's.
    #[error("{one} and {other} would both have the code {code}: nothing can be imported. Tell the project")]
    Clash {
        /// The code.
        code: String,
        /// A concept.
        one: String,
        /// Another.
        other: String,
    },
}

impl OfficialError {
    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> OfficialError {
        OfficialError::Unreadable { path: path.into(), error: error.to_string() }
    }

    pub(super) fn value(file: &str, line: u64, column: &'static str, value: &str) -> OfficialError {
        let value =
            value.chars().filter(|c| bigre_protocol::text::is_visible(*c)).take(SHOWN_CHARS).collect();
        OfficialError::Value { file: file.into(), line, column, value }
    }

    /// The same as a stable code with its arguments.
    pub fn problem(&self) -> Problem {
        let path = |path: &Path| ("path", path.display().to_string());
        let file = |file: &str| ("file", file.to_owned());
        let format =
            |format: &Format| [("format", format.name().to_owned()), ("page", format.page().to_owned())];
        let (code, args) = match self {
            OfficialError::Unreadable { path: at, error } => {
                ("official-unreadable", vec![path(at), ("error", error.clone())])
            }
            OfficialError::Missing { format: of, paths, missing } => {
                let mut args = vec![("path", paths.clone()), ("files", missing.join(", "))];
                args.extend(format(of));
                ("official-missing", args)
            }
            OfficialError::Column { format: of, file: at, column } => {
                let mut args = vec![file(at), ("column", (*column).into())];
                args.extend(format(of));
                ("official-column", args)
            }
            OfficialError::Line { file: at, line, problem } => {
                ("official-line", vec![file(at), ("line", line.to_string()), ("what", problem.code.clone())])
            }
            OfficialError::Value { file: at, line, column, value } => {
                let line = ("line", line.to_string());
                let args = vec![file(at), line, ("column", (*column).into()), ("value", value.clone())];
                ("official-value", args)
            }
            OfficialError::NotText { format: of, file: at } => {
                let mut args = vec![file(at)];
                args.extend(format(of));
                ("official-not-text", args)
            }
            OfficialError::Language { file: at } => ("official-language", vec![file(at)]),
            OfficialError::Archive { path: at, why } => {
                ("official-archive", vec![path(at), ("error", why.clone())])
            }
            OfficialError::TooLarge { file: at, most } => {
                ("official-too-large", vec![file(at), ("most", most.to_string())])
            }
            OfficialError::TooMany { path: at, most } => {
                ("official-too-many", vec![path(at), ("most", most.to_string())])
            }
            OfficialError::Mixed { one, other } => {
                ("official-mixed", vec![("one", one.clone()), ("other", other.clone())])
            }
            OfficialError::Clash { code, one, other } => (
                "official-clash",
                vec![("term", code.clone()), ("one", one.clone()), ("other", other.clone())],
            ),
        };
        let args: BTreeMap<String, String> =
            args.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Problem { code: code.into(), message: self.to_string(), args }
    }
}
