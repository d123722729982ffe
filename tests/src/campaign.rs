//! How campaigns are asked for, and how they say what came of them. Must not know what they try.

use std::io::Write as _;
use std::ops::Range;

/// A number in the environment, as `SEED` or `BIGRE_HISTORIES`.
pub fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Says something while a test runs, also when it passes.
pub fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// The seeds of a file that once failed: the first word of each line; lines of words alone are remarks.
pub fn seeds(lines: &str) -> impl Iterator<Item = u64> {
    lines.lines().filter_map(|line| line.split_whitespace().next()?.parse().ok())
}

/// One of two halves of `BIGRE_HISTORIES` seeds, or of as many as are usual, so that two tests share the work.
pub fn half(usual: u64, which: u64) -> Range<u64> {
    let all = number("BIGRE_HISTORIES").unwrap_or(usual);
    all * which / 2..all * (which + 1) / 2
}
