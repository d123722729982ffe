//! The node of an honest cooperative. Knows what it was told and what it signed; must not know who cheats.

use std::collections::{BTreeMap, BTreeSet};

use bigre_protocol::register::agreement::{Ack, Ballot, Lock};

use super::{Act, Coop, Known, Page, PageId};

/// Who belongs, or belonged (`false`).
pub(crate) type Seats = BTreeMap<Coop, bool>;

/// Who belongs after a page.
pub(crate) fn after(seats: &Seats, act: Act) -> Seats {
    let mut seats = seats.clone();
    match act {
        Act::Nothing => None,
        Act::Expel(coop) => seats.insert(coop, false),
        Act::Admit(coop) => seats.insert(coop, true),
    };
    seats
}

/// Nothing known yet about a height.
pub(crate) fn nothing(height: u64, seats: &Seats) -> Known {
    Known::new(height, seats.iter().map(|(coop, active)| (*coop, *active)))
}

/// An honest node.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    me: Coop,
    /// The pages in force.
    pub(crate) chain: Vec<PageId>,
    /// What it knows of each height, the one in course last.
    pub(crate) known: Vec<Known>,
    seats: Seats,
    lock: Lock,
    /// Pages whose deliberation is won, as far as it knows. A crash loses them.
    pub(crate) pages: BTreeSet<PageId>,
    pub(crate) online: bool,
    /// The side of the partition it is on.
    pub(crate) side: u64,
    /// How far its calendar is ahead.
    pub(crate) ahead: u64,
}

impl Node {
    pub(crate) fn new(me: Coop, seats: &Seats) -> Node {
        Node {
            me,
            chain: Vec::new(),
            known: vec![nothing(0, seats)],
            seats: seats.clone(),
            lock: Lock::default(),
            pages: BTreeSet::new(),
            online: true,
            side: 0,
            ahead: 0,
        }
    }

    /// The number of the page in course.
    pub(crate) fn height(&self) -> u64 {
        self.chain.len() as u64
    }

    /// The height and the attempt of its last ballot.
    pub(crate) fn balloted(&self) -> Option<(u64, u64)> {
        self.lock.ballot
    }

    /// What is known of the height in course.
    pub(crate) fn current(&mut self) -> &mut Known {
        let last = self.known.len() - 1;
        &mut self.known[last]
    }

    /// Whether it has a voice.
    pub(crate) fn votes(&mut self) -> bool {
        let me = self.me;
        self.current().votes(&me)
    }

    /// Whether it knows a page that may come next.
    pub(crate) fn eligible(&self, pages: &BTreeMap<PageId, Page>) -> BTreeSet<PageId> {
        let next = |id: &&PageId| {
            pages
                .get(id)
                .is_some_and(|page| page.height == self.height() && page.parent.as_ref() == self.chain.last())
        };
        self.pages.iter().filter(next).copied().collect()
    }

    /// Decides on a ballot, and keeps that it did.
    pub(crate) fn ballot(&mut self, attempt: u64, eligible: &BTreeSet<PageId>) -> Option<Ballot<PageId>> {
        let lock = self.lock;
        let ballot = lock.ballot(self.current(), attempt, eligible)?;
        self.lock.cast(ballot.height, ballot.attempt);
        Some(ballot)
    }

    /// Decides on acknowledgements, and keeps that it did.
    pub(crate) fn acks(&mut self) -> Vec<Ack<PageId>> {
        let (lock, me) = (self.lock, self.me);
        let acks = lock.acks(&me, self.current());
        acks.iter().for_each(|ack| self.lock.acknowledge(ack.height, ack.attempt));
        acks
    }

    /// Puts the next page in force, if it is sealed.
    pub(crate) fn seal(&mut self, pages: &BTreeMap<PageId, Page>) -> Option<PageId> {
        let (_, id) = self.current().seal()?;
        let act = pages.get(&id).map_or(Act::Nothing, |page| page.act);
        self.seats = after(&self.seats, act);
        self.chain.push(id);
        self.known.push(nothing(self.height(), &self.seats));
        Some(id)
    }

    /// Loses what only memory held; and, where the rules are broken, what was signed.
    pub(crate) fn crash(&mut self, forget: bool) {
        self.pages.clear();
        if forget {
            self.lock = Lock::default();
        }
    }
}
