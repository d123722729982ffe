//! Agreement on one page of the register: ballots make a certificate, acknowledgements of it make a seal.
//!
//! Pure and generic over what names a cooperative (`C`) and a page (`P`), so that the very rules that a node
//! follows are simulated by the thousand and explored exhaustively. Knows votes; must not know signatures,
//! pages' contents or time: whoever hands a vote in has verified it.
//!
//! The rules of a node: R1 one ballot per (height, attempt). R2 attempts only increase. R3 knowing a certificate
//! for this height, ballot only its page, citing the highest such attempt. R4 never acknowledge attempt k after
//! balloting at a later one. R5 what was signed is durable before it is sent ([`Lock`] is what must be kept).

use std::collections::{BTreeMap, BTreeSet};

use super::quorum;
use crate::mutant::{Mutant, mutant};

/// A node's vote for the number of a page: at one height it may cast one at each attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ballot<P> {
    /// The page's number.
    pub height: u64,
    /// The day (UTC, since the Unix epoch).
    pub attempt: u64,
    /// The page.
    pub page: P,
    /// The highest earlier attempt at which the node knows a certificate of this page.
    pub just: Option<u64>,
}

/// "I saved this certificate."
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ack<P> {
    /// The page's number.
    pub height: u64,
    /// The attempt at which it was certified.
    pub attempt: u64,
    /// The page.
    pub page: P,
}

/// A contradiction that two signatures prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault<P> {
    /// Ballots for two pages at one attempt.
    TwoBallots(Ballot<P>, Ballot<P>),
    /// An acknowledgement, and a later ballot for another page that cites nothing since.
    BrokenLock(Ack<P>, Ballot<P>),
}

/// Everything said about one height, as far as it is known here. Merging two of them loses nothing and has no
/// order: what nodes know can only grow together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Election<C: Ord, P: Ord> {
    height: u64,
    electorate: BTreeSet<C>,
    quorum: usize,
    /// Who voted, by attempt and page, and by what they cite.
    ballots: BTreeMap<(u64, P), BTreeMap<Option<u64>, BTreeSet<C>>>,
    acks: BTreeMap<(u64, P), BTreeSet<C>>,
}

impl<C: Ord + Copy, P: Ord + Copy> Election<C, P> {
    /// Nothing said yet about a height. Of the cooperatives, only those that are active (`true`) vote.
    pub fn new(height: u64, seats: impl IntoIterator<Item = (C, bool)>) -> Self {
        let seats: Vec<(C, bool)> = seats.into_iter().collect();
        let quorum = quorum(seats.iter().filter(|(_, active)| *active).count());
        let votes = |active: bool| active || mutant(Mutant::FormerCounted);
        let electorate =
            seats.into_iter().filter(|(_, active)| votes(*active)).map(|(coop, _)| coop).collect();
        Election { height, electorate, quorum, ballots: BTreeMap::new(), acks: BTreeMap::new() }
    }

    /// The page's number.
    pub fn height(&self) -> u64 {
        self.height
    }

    /// How many cooperatives must agree.
    pub fn quorum(&self) -> usize {
        self.quorum
    }

    /// Whether a cooperative votes on this page.
    pub fn votes(&self, coop: &C) -> bool {
        self.electorate.contains(coop)
    }

    /// Takes a ballot in; whether it says anything new. One of a stranger, or that cites its own time, is void.
    pub fn cast(&mut self, coop: C, ballot: &Ballot<P>) -> bool {
        if ballot.height != self.height
            || !self.votes(&coop)
            || ballot.just.is_some_and(|just| just >= ballot.attempt)
        {
            return false;
        }
        let of_page = self.ballots.entry((ballot.attempt, ballot.page)).or_default();
        of_page.entry(ballot.just).or_default().insert(coop)
    }

    /// Takes an acknowledgement in; whether it says anything new.
    pub fn acknowledge(&mut self, coop: C, ack: &Ack<P>) -> bool {
        ack.height == self.height
            && self.votes(&coop)
            && self.acks.entry((ack.attempt, ack.page)).or_default().insert(coop)
    }

    /// Takes in everything that another knows.
    pub fn merge(&mut self, other: &Self) {
        for (place, by_just) in &other.ballots {
            let here = self.ballots.entry(*place).or_default();
            for (just, coops) in by_just {
                here.entry(*just).or_default().extend(coops);
            }
        }
        for (place, coops) in &other.acks {
            self.acks.entry(*place).or_default().extend(coops);
        }
    }

    /// The certificates known, by attempt: q ballots for one page at one attempt. A ballot that cites an attempt
    /// counts only where the page is known to be certified at that attempt.
    pub fn certificates(&self) -> BTreeSet<(u64, P)> {
        let mut known = BTreeSet::new();
        for ((attempt, page), by_just) in &self.ballots {
            let cited = |just: &Option<u64>| just.is_none_or(|just| known.contains(&(just, *page)));
            let voters: BTreeSet<&C> =
                by_just.iter().filter(|(just, _)| cited(just)).flat_map(|(_, coops)| coops).collect();
            if voters.len() >= self.quorum {
                known.insert((*attempt, *page));
            }
        }
        known
    }

    /// The seal, if one is known: q acknowledgements of one certificate.
    pub fn seal(&self) -> Option<(u64, P)> {
        self.seals().next()
    }

    /// Every seal known: two of different pages prove that more than f cooperatives cheat.
    pub fn seals(&self) -> impl Iterator<Item = (u64, P)> {
        let at_once = mutant(Mutant::EffectAtCertificate);
        let certificates = self.certificates();
        certificates.into_iter().filter(move |place| at_once || self.backers(place) >= self.quorum)
    }

    fn backers(&self, place: &(u64, P)) -> usize {
        self.acks.get(place).map_or(0, BTreeSet::len)
    }

    /// Who voted for a page at an attempt.
    pub fn voters(&self, attempt: u64, page: &P) -> BTreeSet<C> {
        let by_just = self.ballots.get(&(attempt, *page)).into_iter().flat_map(BTreeMap::values);
        by_just.flatten().copied().collect()
    }

    /// Who acknowledged a certificate.
    pub fn ackers(&self, attempt: u64, page: &P) -> BTreeSet<C> {
        self.acks.get(&(attempt, *page)).cloned().unwrap_or_default()
    }

    /// Every contradiction that what is known proves, by who signed it.
    pub fn faults(&self) -> BTreeMap<C, Fault<P>> {
        let mut of: BTreeMap<C, Said<P>> = BTreeMap::new();
        let height = self.height;
        for ((attempt, page), by_just) in &self.ballots {
            let (attempt, page) = (*attempt, *page);
            for (just, coops) in by_just {
                let ballot = Ballot { height, attempt, page, just: *just };
                coops.iter().for_each(|coop| of.entry(*coop).or_default().0.push(ballot));
            }
        }
        for ((attempt, page), coops) in &self.acks {
            let ack = Ack { height, attempt: *attempt, page: *page };
            coops.iter().for_each(|coop| of.entry(*coop).or_default().1.push(ack));
        }
        of.into_iter().filter_map(|(coop, (ballots, acks))| Some((coop, fault(&ballots, &acks)?))).collect()
    }

    /// The page to ballot when no certificate binds: of those that more than f balloted at some attempt, the one with
    /// most ballots at the latest; or else the lowest id. A lone ballot that a cheat shows to one node only must not
    /// part it from the others.
    fn candidate(&self, attempt: u64, eligible: &BTreeSet<P>) -> Option<P> {
        let mut latest: BTreeMap<P, (u64, usize)> = BTreeMap::new();
        let cheats = self.electorate.len().saturating_sub(1) / 3;
        for (at, page) in self.ballots.keys().filter(|(at, page)| *at <= attempt && eligible.contains(page)) {
            let voters = self.voters(*at, page).len();
            if voters > cheats {
                latest.insert(*page, (*at, voters));
            }
        }
        let first = latest.values().map(|(at, _)| *at).max();
        let most = latest.iter().filter(|(_, (at, _))| Some(*at) == first);
        let most = most.max_by(|(a, (_, m)), (b, (_, n))| m.cmp(n).then(b.cmp(a))).map(|(page, _)| *page);
        most.or_else(|| eligible.first().copied())
    }
}

/// Ballots and acknowledgements of one cooperative.
type Said<P> = (Vec<Ballot<P>>, Vec<Ack<P>>);

fn fault<P: Ord + Copy>(ballots: &[Ballot<P>], acks: &[Ack<P>]) -> Option<Fault<P>> {
    for (at, one) in ballots.iter().enumerate() {
        let same = |other: &&Ballot<P>| other.attempt == one.attempt && other.page != one.page;
        if let Some(other) = ballots[at + 1..].iter().find(same) {
            return Some(Fault::TwoBallots(*one, *other));
        }
    }
    acks.iter().find_map(|ack| {
        let broken = |ballot: &&Ballot<P>| breaks(ack, ballot);
        Some(Fault::BrokenLock(*ack, *ballots.iter().find(broken)?))
    })
}

/// Whether a ballot breaks the lock that an acknowledgement set.
pub fn breaks<P: PartialEq>(ack: &Ack<P>, ballot: &Ballot<P>) -> bool {
    ack.height == ballot.height
        && ballot.attempt > ack.attempt
        && ballot.page != ack.page
        && ballot.just.is_none_or(|just| just < ack.attempt)
}

/// What a node signed last, as (height, attempt): durable before anything signed leaves it (R5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Lock {
    /// Its last ballot.
    pub ballot: Option<(u64, u64)>,
    /// Its last acknowledgement.
    pub ack: Option<(u64, u64)>,
}

impl Lock {
    /// The ballot that a node may cast now, if any. `eligible`: the pages that q cooperatives approved and that
    /// pin no outdated card.
    pub fn ballot<C: Ord + Copy, P: Ord + Copy>(
        &self,
        election: &Election<C, P>,
        attempt: u64,
        eligible: &BTreeSet<P>,
    ) -> Option<Ballot<P>> {
        let height = election.height;
        let now = Some((height, attempt));
        if self.ballot >= now || self.ack > now {
            return None;
        }
        let certificates = election.certificates();
        let binding = certificates.last().filter(|_| !mutant(Mutant::NoLock));
        match binding {
            // It only waits for acknowledgements.
            Some((certified, _)) if *certified >= attempt => None,
            Some((_, page)) if mutant(Mutant::Abstain) && !eligible.contains(page) => None,
            Some((certified, page)) => Some(Ballot { height, attempt, page: *page, just: Some(*certified) }),
            None => {
                let page = election.candidate(attempt, eligible)?;
                Some(Ballot { height, attempt, page, just: None })
            }
        }
    }

    /// The acknowledgements that a node owes now, in order.
    pub fn acks<C: Ord + Copy, P: Ord + Copy>(&self, me: &C, election: &Election<C, P>) -> Vec<Ack<P>> {
        if !election.votes(me) {
            return Vec::new();
        }
        let height = election.height;
        let owed = |attempt: u64| {
            let place = Some((height, attempt));
            self.ballot <= place && self.ack < place || mutant(Mutant::AckAny)
        };
        let certificates = election.certificates().into_iter();
        certificates
            .filter(|(attempt, page)| owed(*attempt) && !election.ackers(*attempt, page).contains(me))
            .map(|(attempt, page)| Ack { height, attempt, page })
            .collect()
    }

    /// Whether the certificate that was last acknowledged at this height is known: a node restored from a backup may
    /// know by its journal that it is bound, and not yet to what.
    pub fn remembers<C: Ord + Copy, P: Ord + Copy>(&self, election: &Election<C, P>) -> bool {
        match self.ack {
            Some((height, attempt)) if height == election.height => {
                election.certificates().iter().any(|(at, _)| *at >= attempt)
            }
            _ => true,
        }
    }

    /// Records what is about to be signed.
    pub fn cast(&mut self, height: u64, attempt: u64) {
        self.ballot = self.ballot.max(Some((height, attempt)));
    }

    /// Records what is about to be signed.
    pub fn acknowledge(&mut self, height: u64, attempt: u64) {
        self.ack = self.ack.max(Some((height, attempt)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn election(n: u8) -> Election<u8, char> {
        Election::new(1, (0..n).map(|coop| (coop, true)))
    }

    fn ballot(attempt: u64, page: char, just: Option<u64>) -> Ballot<char> {
        Ballot { height: 1, attempt, page, just }
    }

    #[test]
    fn three_of_four_certify_and_seal() {
        let mut of = election(4);
        (0..2).for_each(|coop| assert!(of.cast(coop, &ballot(5, 'a', None))));
        assert!(of.certificates().is_empty());
        assert!(of.cast(2, &ballot(5, 'a', None)));
        let lock = Lock::default();
        let ack = Ack { height: 1, attempt: 5, page: 'a' };
        assert_eq!(lock.acks(&3, &of), vec![ack]);
        (0..3).for_each(|coop| assert!(of.acknowledge(coop, &ack)));
        assert_eq!(of.seal(), Some((5, 'a')));
    }

    #[test]
    fn a_certificate_binds_and_a_later_ballot_refuses_its_acknowledgement() {
        let mut of = election(4);
        (0..3).for_each(|coop| assert!(of.cast(coop, &ballot(5, 'b', None))));
        let eligible = BTreeSet::from(['a', 'b']);
        let free = Lock::default();
        assert_eq!(free.ballot(&of, 5, &eligible), None, "it only waits for acknowledgements");
        assert_eq!(free.ballot(&of, 6, &eligible), Some(ballot(6, 'b', Some(5))));
        let later = Lock { ballot: Some((1, 6)), ack: None };
        assert!(later.acks(&3, &of).is_empty());
    }

    #[test]
    fn a_ballot_that_cites_nothing_known_does_not_count() {
        let mut of = election(4);
        (0..3).for_each(|coop| assert!(of.cast(coop, &ballot(6, 'a', Some(5)))));
        assert!(of.certificates().is_empty());
        (0..3).for_each(|coop| assert!(of.cast(coop, &ballot(5, 'a', None))));
        assert_eq!(of.certificates(), BTreeSet::from([(5, 'a'), (6, 'a')]));
    }

    #[test]
    fn the_free_choice_follows_the_others() {
        let mut of = election(7);
        let eligible = BTreeSet::from(['a', 'b']);
        assert_eq!(Lock::default().ballot(&of, 5, &eligible), Some(ballot(5, 'a', None)));
        // Up to two of seven may be cheats: what they alone ballot leads nobody.
        (0..2).for_each(|coop| assert!(of.cast(coop, &ballot(5, 'b', None))));
        assert_eq!(Lock::default().ballot(&of, 5, &eligible), Some(ballot(5, 'a', None)));
        assert!(of.cast(2, &ballot(5, 'b', None)));
        assert_eq!(Lock::default().ballot(&of, 5, &eligible), Some(ballot(5, 'b', None)));
        (3..6).for_each(|coop| assert!(of.cast(coop, &ballot(5, 'a', None))));
        assert_eq!(Lock::default().ballot(&of, 5, &eligible), Some(ballot(5, 'a', None)), "the lowest id");
    }

    #[test]
    fn contradictions_are_found() {
        let mut of = election(4);
        of.cast(0, &ballot(5, 'a', None));
        of.cast(0, &ballot(5, 'b', None));
        of.acknowledge(1, &Ack { height: 1, attempt: 5, page: 'a' });
        of.cast(1, &ballot(6, 'b', Some(4)));
        of.acknowledge(2, &Ack { height: 1, attempt: 5, page: 'a' });
        of.cast(2, &ballot(7, 'b', Some(6)));
        let faults = of.faults();
        assert!(matches!(faults[&0], Fault::TwoBallots(..)));
        assert!(matches!(faults[&1], Fault::BrokenLock(..)));
        assert!(!faults.contains_key(&2), "it cites what was certified since");
    }
}
