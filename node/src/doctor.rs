//! What a volunteer has looked at before asking for help: a list of checks, each with a verdict and what to do.
//!
//! Knows what is well and what is not, on the disk and in what the node says of itself; must not mend anything, nor ask
//! the network.

mod live;
mod local;
mod mask;

use std::fmt::Display;

use serde::Serialize;

use crate::api::model::Problem;

pub use live::{Live, Reached, live, node};
pub use local::{Local, local};
pub use mask::Mask;

/// What a check found, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All is well.
    Ok,
    /// It cannot be told.
    Unknown,
    /// Worth a look.
    Warn,
    /// Something must be done.
    Fail,
}

impl Verdict {
    /// Its name, stable: `ok`, `unknown`, `warn` or `fail`.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Ok => "ok",
            Verdict::Unknown => "unknown",
            Verdict::Warn => "warn",
            Verdict::Fail => "fail",
        }
    }
}

/// One check.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// What was looked at, stable, as `sign-lock`.
    pub name: &'static str,
    /// How it is.
    pub verdict: Verdict,
    /// What was found, as a stable code with its arguments. Sizes are in bytes, instants in milliseconds since the Unix
    /// epoch, names of cooperatives in the argument `names`.
    #[serde(flatten)]
    pub finding: Problem,
}

impl Check {
    /// A check whose finding is known by its own code.
    pub fn found(name: &'static str, verdict: Verdict, finding: Problem) -> Check {
        Check { name, verdict, finding }
    }

    fn new<const N: usize>(
        name: &'static str,
        verdict: Verdict,
        code: &'static str,
        message: impl Display,
        args: [(&str, String); N],
    ) -> Check {
        let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Check { name, verdict, finding: Problem { code: code.into(), message: message.to_string(), args } }
    }
}

#[cfg(test)]
mod tests;
