//! Storms of many seeds: whatever happens, nodes never break a promise, and agree once it is over.
//!
//! `SEED=n` replays one storm bit for bit, with `BIGRE_TRACE=1` line by line; `BIGRE_STORMS=100000` runs many
//! more. Must not know what a storm is made of.

use bigre_tests::campaign::{number, say, seeds};
use bigre_tests::mesh::Options;
use bigre_tests::scenario::{Report, storm};

/// Storms of an ordinary run, of each sort.
const STORMS: u64 = 120;

fn storms() -> Vec<u64> {
    match number("SEED") {
        Some(seed) => vec![seed],
        None => {
            let more = 0..number("BIGRE_STORMS").unwrap_or(STORMS);
            seeds(include_str!("seeds.txt")).chain(more).collect()
        }
    }
}

fn check(gossip: bool) {
    let lines = std::env::var("BIGRE_TRACE").is_ok();
    let mut failures = Vec::new();
    for seed in storms() {
        match storm(seed, Options { gossip, lines, ..Options::default() }) {
            Ok(Report { hash, healed_ms, edits }) if lines => {
                let text =
                    format!("seed {seed}: hash {hash:016x}, {edits} edits, agreed after {healed_ms} ms\n");
                say(&text);
            }
            Ok(_) => {}
            Err((why, trace)) => {
                say(&format!("{}\n{why}\n", trace.join("\n")));
                failures.push(why);
            }
        }
        if failures.len() > 20 {
            break;
        }
    }
    let how = "SEED=n BIGRE_TRACE=1 cargo test -p bigre-tests --test convergence";
    assert!(failures.is_empty(), "replay with `{how}`:\n{}", failures.join("\n"));
}

#[test]
fn storms_with_gossip() {
    check(true);
}

#[test]
fn storms_without_gossip() {
    check(false);
}

#[test]
fn equal_seeds_give_equal_traces() {
    for seed in 0..6 {
        let once = storm(seed, Options::default()).map(|report| report.hash);
        let again = storm(seed, Options::default()).map(|report| report.hash);
        assert_eq!(once, again, "seed {seed}");
        assert_ne!(once, storm(seed + 6, Options::default()).map(|report| report.hash));
    }
}
