//! Histories of the fund, of many seeds: whatever up to f cooperatives do, no place of a journal is confirmed twice, no
//! sum is passed, and what honest cooperatives state is confirmed once all is well.
//!
//! `SEED=n` replays one history; `BIGRE_HISTORIES=100000` runs many more, and says how they go on the way. The rules are
//! taken away one at a time: a simulation that lets one of them pass proves nothing.
//! Must not know what a history is made of.

use bigre_protocol::mutant::{MUTANT, Mutant};
use bigre_tests::campaign::{half, number, say, seeds};
use bigre_tests::fund::{Failure, Lead, Options, Report, history, lead};

/// Histories of an ordinary run.
const HISTORIES: u64 = 2_000;
/// Histories within which each defect must be found.
const GATE: u64 = 200;
/// How often a campaign says how it goes.
const PROGRESS: u64 = 1_000;

/// What came of some histories.
#[derive(Default)]
struct Figures {
    histories: u64,
    sums: [u64; 10],
}

impl Figures {
    const NAMES: [&str; 10] = [
        "steps",
        "entries signed",
        "entries confirmed",
        "forked places",
        "disbursed",
        "received",
        "pages",
        "admitted",
        "expelled",
        "put back",
    ];

    fn add(&mut self, report: &Report) {
        self.histories += 1;
        let Report { steps, entries, confirmed, forked, disbursed, received, .. } = report;
        let Report { pages, admitted, expelled, restored, .. } = report;
        let all =
            [steps, entries, confirmed, forked, disbursed, received, pages, admitted, expelled, restored];
        self.sums.iter_mut().zip(all).for_each(|(sum, more)| *sum += more);
    }

    /// What a history holds on average.
    fn say(&self, what: &str) {
        let mut text = format!("{what}: {} histories; one holds", self.histories);
        for (name, sum) in Figures::NAMES.iter().zip(self.sums) {
            let tenths = sum * 10 / self.histories.max(1);
            text += &format!(" | {name} {}.{}", tenths / 10, tenths % 10);
        }
        say(&(text + "\n"));
    }
}

/// No history of these seeds fails.
fn check(what: &str, seeds: impl Iterator<Item = u64>) {
    let mut figures = Figures::default();
    let mut failures = Vec::new();
    for seed in seeds {
        let report = history(seed, Options::default());
        figures.add(&report);
        failures.extend(report.failures.iter().map(|failure| format!("seed {seed}: {failure:?}")));
        if figures.histories.is_multiple_of(PROGRESS) {
            figures.say(what);
        }
        if failures.len() > 20 {
            break;
        }
    }
    figures.say(what);
    let how = "SEED=n cargo test -p bigre-tests --test fund";
    assert!(failures.is_empty(), "replay with `{how}`:\n{}", failures.join("\n"));
}

#[test]
fn up_to_f_cheats_spend_nothing_twice() {
    match number("SEED") {
        Some(seed) => check("replay", std::iter::once(seed)),
        None => check("first half", seeds(include_str!("fund-seeds.txt")).chain(half(HISTORIES, 0))),
    }
}

#[test]
fn up_to_f_cheats_spend_nothing_twice_either() {
    if number("SEED").is_none() {
        check("second half", half(HISTORIES, 1));
    }
}

/// Histories until one fails as expected: with a rule taken away, it must be soon.
fn caught(mutant: Option<Mutant>, options: Options, expected: fn(&Failure) -> bool) {
    MUTANT.set(mutant);
    let fails = |seed: &u64| history(*seed, options).failures.iter().any(expected);
    let found = (0..GATE).find(fails);
    MUTANT.set(None);
    let after = found.map(|seed| seed + 1);
    say(&format!("{mutant:?} with {options:?}: caught after {after:?} histories\n"));
    assert!(found.is_some(), "{mutant:?} with {options:?} passes {GATE} histories");
}

fn two_confirmed(failure: &Failure) -> bool {
    matches!(failure, Failure::TwoConfirmed { .. })
}

#[test]
fn acting_on_first_sight() {
    caught(Some(Mutant::FirstSight), Options::default(), |failure| {
        matches!(failure, Failure::TwoReliedOn { .. })
    });
}

#[test]
fn more_than_half_instead_of_two_thirds() {
    caught(Some(Mutant::Majority), Options::default(), two_confirmed);
}

#[test]
fn a_node_that_forgets_what_it_vouched_for() {
    caught(None, Options { forget: true, ..Options::default() }, two_confirmed);
}

#[test]
fn counting_deliveries_instead_of_ids() {
    caught(Some(Mutant::CountDeliveries), Options::default(), |failure| {
        matches!(failure, Failure::Unbalanced(_) | Failure::Invented(_))
    });
}

#[test]
fn committing_without_a_cap() {
    caught(Some(Mutant::NoCommitCap), Options::default(), |failure| {
        matches!(failure, Failure::OverPledge(_))
    });
}

#[test]
fn accepting_without_a_cap() {
    caught(Some(Mutant::NoAcceptCap), Options::default(), |failure| matches!(failure, Failure::OverGrant(_)));
}

#[test]
fn a_newcomer_and_one_that_left_confirm_no_other_branch() {
    let sound = Options::default();
    for how in [Lead::Before, Lead::After] {
        assert_eq!(lead(sound, how), [], "{how:?}");
    }
    let expected = [Failure::TwoConfirmed { by: 0, seq: 1 }];
    assert_eq!(lead(Options { hasty: true, ..sound }, Lead::Before), expected, "no taking over");
    assert_eq!(lead(Options { by_number: true, ..sound }, Lead::Before), expected, "numbers alone");
    MUTANT.set(Some(Mutant::OnePage));
    let found = lead(sound, Lead::After);
    MUTANT.set(None);
    assert_eq!(found, expected, "the page cited alone");
}
