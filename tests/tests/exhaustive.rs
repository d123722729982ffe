//! Every history of one page: four cooperatives of which one cheats, two pages, three attempts.
//!
//! The rules of a node are the protocol's own ([`Election`], [`Lock`]). Nothing here samples: all states are visited.
//! What stands for more than itself, and why nothing is lost by it:
//!
//! - A node's ballots depend on the highest certificate it knows, on its lock, and where nothing binds on what others
//!   balloted: there, any page may be chosen. Its acknowledgements depend on its lock, on the certificate, and on
//!   what it acknowledged before. Of what it was shown, therefore, the highest certificate is kept; the others can
//!   be shown again. It is shown a certificate when it acts on it: it would not have acted otherwise before.
//! - The cheat signs anything at any time and shows it to anybody: its ballots and acknowledgements are always there.
//! - A node may ballot at any attempt its lock allows, delay acknowledging for ever, and goes on after a seal: it can
//!   do more than a real one.
//! - Honest nodes are alike, and so are the pages: of states that differ by names alone, one is kept.
//!
//! With crashes, three attempts take minutes:
//! `cargo test -p bigre-tests --test exhaustive -- --ignored --nocapture`.
//!
//! Must not know how votes are counted.

use std::collections::BTreeSet;

use bigre_protocol::mutant::{MUTANT, Mutant};
use bigre_protocol::register::agreement::{Ack, Ballot, Election, Lock};
use bigre_tests::campaign::say;
use stateright::{Checker as _, HasDiscoveries, Model, Property};

const HEIGHT: u64 = 1;
const PAGES: [u8; 2] = [0, 1];
const CHEAT: u8 = 3;
const HONEST: [u8; 3] = [0, 1, 2];

/// An attempt and a page.
type Place = (u64, u8);
type Known = Election<u8, u8>;

/// An honest node: what it said, and the highest certificate it knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Node {
    lock: Lock,
    ballots: BTreeSet<Ballot<u8>>,
    acks: BTreeSet<Ack<u8>>,
    highest: Option<Place>,
}

type State = [Node; 3];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    /// A ballot of a node that was shown a certificate; whether it was sent.
    Cast(u8, Option<Place>, Ballot<u8>, bool),
    /// An acknowledgement; whether it was sent.
    Acknowledge(u8, Ack<u8>, bool),
}

/// The rules, and one that may be taken away.
#[derive(Debug, Clone, Copy)]
struct Assembly {
    attempts: u64,
    /// A node may crash once it has kept that it signs, and before it sends what it signed.
    crashes: bool,
    mutant: Option<Mutant>,
}

impl Assembly {
    fn places(&self) -> impl Iterator<Item = Place> {
        (1..=self.attempts).flat_map(|attempt| PAGES.map(|page| (attempt, page)))
    }

    /// Nothing known. The checker has threads of its own: the defect is put in force on each.
    fn nothing(&self) -> Known {
        MUTANT.set(self.mutant);
        Election::new(HEIGHT, HONEST.into_iter().chain([CHEAT]).map(|coop| (coop, true)))
    }

    /// All the ballots for a page at an attempt, the cheat's included.
    fn show(known: &mut Known, state: &State, place: Place) {
        let (attempt, page) = place;
        known.cast(CHEAT, &Ballot { height: HEIGHT, attempt, page, just: None });
        for (coop, node) in HONEST.into_iter().zip(state) {
            let here = node.ballots.iter().filter(|ballot| (ballot.attempt, ballot.page) == place);
            here.for_each(|ballot| _ = known.cast(coop, ballot));
        }
    }

    /// What a node knows, once it was shown a certificate.
    fn known(&self, state: &State, coop: u8, highest: Option<Place>) -> Known {
        let mut known = self.nothing();
        let shown = self.places().filter(|place| Some(*place) <= highest);
        shown.for_each(|place| Self::show(&mut known, state, place));
        state[usize::from(coop)].acks.iter().for_each(|ack| _ = known.acknowledge(coop, ack));
        known
    }

    /// What could be shown to somebody: everything said, and all that the cheat can sign.
    fn everything(&self, state: &State) -> Known {
        let mut known = self.nothing();
        for (attempt, page) in self.places() {
            Self::show(&mut known, state, (attempt, page));
            known.acknowledge(CHEAT, &Ack { height: HEIGHT, attempt, page });
        }
        for (coop, node) in HONEST.into_iter().zip(state) {
            node.acks.iter().for_each(|ack| _ = known.acknowledge(coop, ack));
        }
        known
    }
}

impl Assembly {
    fn sent(&self) -> &'static [bool] {
        if self.crashes { &[true, false] } else { &[true] }
    }

    /// What honest nodes know together, at least: of what the cheat signed, only what they needed to act.
    fn together(&self, state: &State) -> Known {
        let mut known = self.nothing();
        let highest = state.iter().filter_map(|node| node.highest);
        let acked = state.iter().flat_map(|node| &node.acks).map(|ack| (ack.attempt, ack.page));
        let ballots = state.iter().flat_map(|node| &node.ballots);
        let cited = ballots.filter_map(|ballot| Some((ballot.just?, ballot.page)));
        for (attempt, page) in highest.chain(acked).chain(cited) {
            known.cast(CHEAT, &Ballot { height: HEIGHT, attempt, page, just: None });
        }
        for (coop, node) in HONEST.into_iter().zip(state) {
            node.ballots.iter().for_each(|ballot| _ = known.cast(coop, ballot));
            node.acks.iter().for_each(|ack| _ = known.acknowledge(coop, ack));
        }
        known
    }

    /// Whether two attempts seal a page once honest nodes know the same, nothing fails, and the cheat is silent.
    fn ends(&self, state: &State, mut known: Known) -> bool {
        let mut locks: Vec<Lock> = state.iter().map(|node| node.lock).collect();
        let last = locks.iter().filter_map(|lock| lock.ballot).max().map_or(1, |(_, attempt)| attempt);
        for today in last..last + 2 {
            let before = known.clone();
            for (coop, lock) in HONEST.into_iter().zip(&mut locks) {
                if let Some(ballot) = lock.ballot(&before, today, &BTreeSet::from(PAGES)) {
                    lock.cast(HEIGHT, ballot.attempt);
                    known.cast(coop, &ballot);
                }
            }
            let before = known.clone();
            for (coop, lock) in HONEST.into_iter().zip(&mut locks) {
                for ack in lock.acks(&coop, &before) {
                    lock.acknowledge(HEIGHT, ack.attempt);
                    known.acknowledge(coop, &ack);
                }
            }
        }
        known.seal().is_some()
    }
}

/// Of the states that differ by names alone, the first.
fn representative(mut state: State) -> State {
    let mut other = state.clone().map(|node| Node {
        lock: node.lock,
        ballots: node.ballots.into_iter().map(|of| Ballot { page: 1 - of.page, ..of }).collect(),
        acks: node.acks.into_iter().map(|of| Ack { page: 1 - of.page, ..of }).collect(),
        highest: node.highest.map(|(attempt, page)| (attempt, 1 - page)),
    });
    state.sort();
    other.sort();
    state.min(other)
}

impl Model for Assembly {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State::default()]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let certificates = self.everything(state).certificates();
        for coop in HONEST {
            let node = &state[usize::from(coop)];
            let higher = certificates.iter().copied().map(Some).filter(|place| *place > node.highest);
            for highest in higher.chain([node.highest]) {
                let known = self.known(state, coop, highest);
                for (attempt, page) in self.places() {
                    let ballot = node.lock.ballot(&known, attempt, &BTreeSet::from([page]));
                    for sent in self.sent() {
                        let cast = ballot.map(|ballot| Action::Cast(coop, highest, ballot, *sent));
                        actions.extend(cast.filter(|cast| !actions.contains(cast)));
                    }
                }
            }
            let known = self.known(state, coop, certificates.last().copied());
            for ack in node.lock.acks(&coop, &known) {
                actions.extend(self.sent().iter().map(|sent| Action::Acknowledge(coop, ack, *sent)));
            }
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        match action {
            Action::Cast(coop, highest, ballot, sent) => {
                let node = &mut state[usize::from(coop)];
                node.highest = highest;
                node.lock.cast(HEIGHT, ballot.attempt);
                node.ballots.extend(sent.then_some(ballot));
            }
            Action::Acknowledge(coop, ack, sent) => {
                let node = &mut state[usize::from(coop)];
                node.highest = node.highest.max(Some((ack.attempt, ack.page)));
                node.lock.acknowledge(HEIGHT, ack.attempt);
                node.acks.extend(sent.then_some(ack));
            }
        }
        Some(representative(state))
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("one page is sealed", |model, state| {
                let pages: BTreeSet<u8> = model.everything(state).seals().map(|(_, page)| page).collect();
                pages.len() < 2
            }),
            Property::always("nobody honest is accused", |model, state| {
                model.everything(state).faults().into_keys().all(|coop| coop == CHEAT)
            }),
            // What makes the pages alike: of two certificates at one attempt the higher page would bind.
            Property::always("one page is certified at an attempt", |model, state| {
                let certificates = model.everything(state).certificates();
                (1..=model.attempts).all(|at| certificates.iter().filter(|(of, _)| *of == at).count() < 2)
            }),
            Property::always("two attempts are enough", |model, state| {
                model.ends(state, model.together(state)) && model.ends(state, model.everything(state))
            }),
            // A model in which nothing happens proves nothing.
            Property::sometimes("the last attempt seals", |model, state| {
                let sealed = model.everything(state).seal();
                sealed.is_some_and(|(attempt, _)| attempt == model.attempts)
            }),
        ]
    }
}

fn explore(attempts: u64, crashes: bool) {
    let model = Assembly { attempts, crashes, mutant: None };
    let found = model.checker().threads(2).spawn_dfs().join();
    let (states, steps) = (found.unique_state_count(), found.state_count());
    say(&format!(
        "{attempts} attempts, crashes: {crashes}: {states} states, {steps} steps, the longest history {}\n",
        found.max_depth()
    ));
    found.assert_properties();
    assert!(found.is_done());
}

/// Whether a history that seals two pages is found.
fn caught(mutant: Mutant) {
    let model = Assembly { attempts: 3, crashes: false, mutant: Some(mutant) };
    let wanted = HasDiscoveries::AllOf(BTreeSet::from(["one page is sealed"]));
    let found = model.checker().finish_when(wanted).spawn_dfs().join();
    let path = found.discovery("one page is sealed").map(|path| path.into_actions());
    say(&format!("{mutant:?}: {} states, {path:#?}\n", found.unique_state_count()));
    assert!(path.is_some(), "{mutant:?} passes");
}

#[test]
fn three_attempts() {
    explore(3, false);
}

#[test]
fn two_attempts_with_crashes() {
    explore(2, true);
}

#[test]
#[ignore = "takes minutes"]
fn three_attempts_with_crashes() {
    explore(3, true);
}

#[test]
fn without_the_lock_two_pages_are_sealed() {
    caught(Mutant::NoLock);
}

#[test]
fn with_acknowledgements_at_any_time_two_pages_are_sealed() {
    caught(Mutant::AckAny);
}
