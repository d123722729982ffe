//! How a refusal is made and answered: a [`Problem`] with its HTTP status. Knows codes and sentences; must not know
//! the routes.

use std::fmt::Display;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::codes;
use super::model::Problem;
use crate::handle::Refused;

impl Problem {
    /// A problem of the list in [`codes`].
    ///
    /// # Panics
    /// In debug builds, if the code or its arguments are not those of the list: a defect of the caller.
    pub fn new<const N: usize>(
        code: &'static str,
        message: impl Display,
        args: [(&str, String); N],
    ) -> Problem {
        let problem = Problem {
            code: code.into(),
            message: message.to_string(),
            args: args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        };
        debug_assert!(
            codes::find(code).is_some_and(|known| problem
                .args
                .keys()
                .map(String::as_str)
                .eq(known.args.iter().copied())),
            "{code} with {:?} is not in the list of codes",
            problem.args.keys()
        );
        problem
    }

    /// The HTTP status of an answer that carries it alone.
    pub fn status(&self) -> StatusCode {
        let status = codes::find(&self.code).and_then(|code| StatusCode::from_u16(code.status).ok());
        status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Something of ours broke. `detail` must hold nothing personal.
    pub fn internal(detail: impl Display) -> Problem {
        let detail = detail.to_string();
        let message =
            format!("the node could not answer ({detail}): look at its log, and report this if it goes on");
        Problem::new("internal", message, [("detail", detail)])
    }

    /// A parameter of the query cannot be used.
    pub fn parameter(parameter: &str, detail: impl Display) -> Problem {
        let detail = detail.to_string();
        let message = format!("the parameter `{parameter}` cannot be used: {detail}");
        Problem::new("bad-parameter", message, [("parameter", parameter.into()), ("detail", detail)])
    }

    /// No entry has this id.
    pub fn no_entry(id: impl Display) -> Problem {
        let id = id.to_string();
        let message = format!("no entry has the id `{id}`: list or search entries to find theirs");
        Problem::new("entry-not-found", message, [("id", id)])
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status(), Json(self)).into_response()
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        let said = refused.to_string();
        match refused {
            Refused::WaitingForPeers { heard, needed } => Problem::new(
                "waiting-for-peers",
                format!("{said}: wait until more of them are connected"),
                [("heard", heard.to_string()), ("needed", needed.to_string())],
            ),
            Refused::Restoring => Problem::new("restoring", format!("{said}: wait until it has it"), []),
            Refused::Forked => Problem::new(
                "forked",
                format!("{said}: the cooperative's keys must be renewed, see the guide"),
                [],
            ),
            Refused::Quota { what, found, most } => Problem::new(
                "quota",
                format!("{said}: nothing was changed"),
                [("what", what.into()), ("found", found.to_string()), ("limit", most.to_string())],
            ),
            Refused::Unknown(id) => Problem::no_entry(id),
            Refused::DiskLow => Problem::new("disk-low", format!("{said}: make room on the disk"), []),
            Refused::TooOften => Problem::new("too-many-heads", said, []),
            Refused::Twin => Problem::new(
                "twin",
                format!("{said}: stop the other one, or renew the node key with `bigre card rotate node`"),
                [],
            ),
            Refused::NotMember => Problem::new("not-a-member", said, []),
            Refused::UnknownCoop { coop, known } => {
                Problem::new("unknown-coop", said, [("coop", coop), ("known", known)])
            }
            Refused::Register(code, detail) => crate::driver::problem(code, &detail),
            Refused::Fund(problem) => *problem,
            Refused::Bundle(detail) => Problem::new("bad-bundle", said, [("detail", detail)]),
            Refused::Stopping => Problem::new("stopping", format!("{said}: start it again"), []),
        }
    }
}

/// Names or choices in one argument.
pub(crate) fn listed(items: &[impl AsRef<str>]) -> String {
    items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

/// As " Did you mean …?", or nothing.
pub(crate) fn did_you_mean(suggestions: &str) -> String {
    if suggestions.is_empty() { String::new() } else { format!(". Did you mean {suggestions}?") }
}
