//! Assemblies of many seeds: whatever up to f cooperatives do, no number has two pages, and decisions come through.
//!
//! `SEED=n` replays one history; `BIGRE_HISTORIES=1000000` runs many more, and says how they go on the way. The
//! rules are taken away one at a time: a simulation that lets one of them pass proves nothing.
//! Must not know what a history is made of.

use bigre_protocol::mutant::{MUTANT, Mutant};
use bigre_tests::assembly::{Failure, Options, history};
use bigre_tests::campaign::{half, number, say, seeds};

/// Histories of an ordinary run.
const HISTORIES: u64 = 10_000;
/// Histories within which each defect must be found.
const GATE: u64 = 10_000;
/// How often a campaign says how it goes.
const PROGRESS: u64 = 50_000;

/// What came of some histories.
#[derive(Default)]
struct Figures {
    histories: u64,
    pages: u64,
    /// Histories by the attempts that the page after the healing took.
    attempts: [u64; 4],
    worst: u64,
    two_seals: u64,
}

impl Figures {
    /// Runs the history of a seed; what must not happen, and did.
    fn add(&mut self, seed: u64, options: Options) -> Vec<Failure> {
        let report = history(seed, options);
        self.histories += 1;
        self.pages += report.pages;
        self.two_seals += u64::from(report.two_seals);
        if let Some(attempts) = report.attempts {
            self.attempts[usize::try_from(attempts).unwrap_or(3).min(3)] += 1;
            self.worst = self.worst.max(attempts);
        }
        report.failures
    }

    fn say(&self, what: &str) {
        let Figures { histories, pages, attempts: [_, first, second, later], worst, two_seals } = self;
        say(&format!(
            "{what}: {histories} histories, {pages} pages sealed, {two_seals} numbers sealed twice; after the \
             healing sealed at attempt 1: {first}, 2: {second}, later: {later}; worst {worst}\n"
        ));
    }
}

/// No history of these seeds fails.
fn check(what: &str, seeds: impl Iterator<Item = u64>, options: Options, is_failure: fn(&Failure) -> bool) {
    let mut figures = Figures::default();
    let mut failures = Vec::new();
    for seed in seeds {
        let failed = figures.add(seed, options).into_iter().filter(is_failure);
        failures.extend(failed.map(|failure| format!("seed {seed}: {failure:?}")));
        if figures.histories.is_multiple_of(PROGRESS) {
            figures.say(what);
        }
        if failures.len() > 20 {
            break;
        }
    }
    figures.say(what);
    let how = "SEED=n cargo test -p bigre-tests --test register";
    assert!(failures.is_empty(), "replay with `{how}`:\n{}", failures.join("\n"));
}

#[test]
fn up_to_f_cheats_break_nothing() {
    match number("SEED") {
        Some(seed) => check("replay", std::iter::once(seed), Options::default(), |_| true),
        None => check(
            "first half",
            seeds(include_str!("register-seeds.txt")).chain(half(HISTORIES, 0)),
            Options::default(),
            |_| true,
        ),
    }
}

#[test]
fn up_to_f_cheats_break_nothing_either() {
    if number("SEED").is_none() {
        check("second half", half(HISTORIES, 1), Options::default(), |_| true);
    }
}

#[test]
fn too_many_cheats_are_proved_guilty() {
    let options = Options { too_many: true, ..Options::default() };
    let many = number("BIGRE_HISTORIES").unwrap_or(HISTORIES) / 5;
    let unjust = |failure: &Failure| matches!(failure, Failure::Accused(_) | Failure::Unproved { .. });
    check("too many cheats", 0..many, options, unjust);
    let broken = (0..300).filter(|seed| history(*seed, options).two_seals).count();
    assert!(broken > 5, "only {broken} numbers sealed twice: nothing was tried");
}

#[test]
fn what_the_defects_are_tried_with_breaks_nothing_alone() {
    check("own people", 0..500, Options { own_people: true, ..Options::default() }, |_| true);
    check("expulsions", 0..500, Options { expel: true, ..Options::default() }, |_| true);
}

#[test]
fn cheats_who_go_on_delay_and_break_nothing() {
    let options = Options { restless: true, ..Options::default() };
    check("restless cheats", 0..500, options, |failure| !matches!(failure, Failure::Stuck));
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

fn two_seals(failure: &Failure) -> bool {
    matches!(failure, Failure::TwoSeals { held: true, .. })
}

fn stuck(failure: &Failure) -> bool {
    matches!(failure, Failure::Stuck)
}

#[test]
fn a_node_that_ignores_certificates() {
    caught(Some(Mutant::NoLock), Options::default(), two_seals);
}

#[test]
fn a_node_that_acknowledges_at_any_time() {
    caught(Some(Mutant::AckAny), Options::default(), two_seals);
}

#[test]
fn a_node_that_forgets_what_it_signed() {
    caught(None, Options { forget: true, ..Options::default() }, two_seals);
}

#[test]
fn more_than_half_instead_of_two_thirds() {
    caught(Some(Mutant::Majority), Options::default(), two_seals);
}

#[test]
fn a_page_in_force_as_soon_as_certified() {
    caught(Some(Mutant::EffectAtCertificate), Options::default(), two_seals);
}

#[test]
fn former_cooperatives_still_counted() {
    let expel = Options { expel: true, ..Options::default() };
    caught(Some(Mutant::FormerCounted), expel, two_seals);
}

#[test]
fn timers_instead_of_the_calendar() {
    caught(None, Options { timers: true, ..Options::default() }, stuck);
}

#[test]
fn a_node_that_abstains_on_what_its_people_refused() {
    let own_people = Options { own_people: true, ..Options::default() };
    caught(Some(Mutant::Abstain), own_people, stuck);
}
