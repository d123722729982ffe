//! What is said of the next page: proposals, approvals, ballots, acknowledgements; and the seal they make.
//!
//! Knows which of them count; must not know what this node signs (that is `replica`).

use std::collections::{BTreeMap, BTreeSet};

use serde_bytes::ByteBuf;

use super::agreement::Election;
use super::{Approval, PageError, ReadPage, Register};
use crate::codec;
use crate::envelope::{EnvelopeError, ObjectKind, Signed, Verified, key_id};
use crate::id::{CoopId, ObjectId, digest};
use crate::journal::{Body, Entry, SignedEntry, Vote};
use crate::limits;

/// Everything known of the page that comes next. Two nodes that exchanged what they hold, hold the same.
#[derive(Debug, Clone)]
pub struct Votes {
    /// The notices of proposals, by page: who proposed it, and its journal entry.
    notices: BTreeMap<ObjectId, (CoopId, Vec<u8>)>,
    pages: BTreeMap<ObjectId, ReadPage>,
    approvals: BTreeMap<(ObjectId, CoopId), Vec<u8>>,
    withdrawals: BTreeMap<(ObjectId, CoopId), Vec<u8>>,
    /// The last page that came without a notice held here, and its approvals: enough of them are as good as one.
    unannounced: Option<(ReadPage, BTreeMap<CoopId, Vec<u8>>)>,
    votes: BTreeMap<ObjectId, (CoopId, Vote, Vec<u8>)>,
    election: Election<CoopId, ObjectId>,
}

/// A page with all that seals it: whoever knows the page before can verify it off line, years later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The page.
    pub page: Vec<u8>,
    /// The approvals, by vote keys.
    pub approvals: Vec<Vec<u8>>,
    /// Journal entries: ballots and acknowledgements.
    pub votes: Vec<Vec<u8>>,
}

impl Votes {
    /// Nothing said yet about the page after the register's last.
    pub fn new(register: &Register) -> Self {
        let seats = register.seats().iter();
        let electorate = seats.map(|seat| (seat.coop, seat.standing == super::Standing::Active));
        Votes {
            notices: BTreeMap::new(),
            pages: BTreeMap::new(),
            approvals: BTreeMap::new(),
            withdrawals: BTreeMap::new(),
            unannounced: None,
            votes: BTreeMap::new(),
            election: Election::new(register.height + 1, electorate),
        }
    }

    /// Ballots and acknowledgements.
    pub fn election(&self) -> &Election<CoopId, ObjectId> {
        &self.election
    }

    /// The proposals whose page is held, by id.
    pub fn pages(&self) -> impl Iterator<Item = &ReadPage> {
        self.pages.values()
    }

    /// A proposed page.
    pub fn page(&self, id: &ObjectId) -> Option<&ReadPage> {
        self.pages.get(id)
    }

    /// Whether a page is announced and not held.
    pub fn lacks_a_page(&self) -> bool {
        self.notices.keys().any(|page| !self.pages.contains_key(page))
    }

    /// Who approved a page and did not take it back.
    pub fn approvers(&self, page: &ObjectId) -> BTreeSet<CoopId> {
        let of_page = self.approvals.keys().filter(|(of, _)| of == page);
        of_page.filter(|place| !self.withdrawals.contains_key(place)).map(|(_, coop)| *coop).collect()
    }

    /// Who cast a ballot for a page, at any attempt.
    pub fn ballots_for(&self, page: &ObjectId) -> BTreeSet<CoopId> {
        self.voters(page, |vote| matches!(vote, Vote::Ballot(_)))
    }

    /// Who acknowledged a certificate of a page.
    pub fn acks_for(&self, page: &ObjectId) -> BTreeSet<CoopId> {
        self.voters(page, |vote| matches!(vote, Vote::Ack(_)))
    }

    fn voters(&self, page: &ObjectId, is: impl Fn(&Vote) -> bool) -> BTreeSet<CoopId> {
        let of_page = self.votes.values().filter(|(_, vote, _)| vote.page() == *page && is(vote));
        of_page.map(|(coop, _, _)| *coop).collect()
    }

    /// Whether a cooperative approved a page, and whether it took that back.
    pub fn said_by(&self, page: &ObjectId, coop: &CoopId) -> (bool, bool) {
        let place = (*page, *coop);
        (self.approvals.contains_key(&place), self.withdrawals.contains_key(&place))
    }

    /// How many approvals of a page are held. Those taken back count: the order of arrival can't be proved.
    fn approvals_of(&self, page: &ObjectId) -> usize {
        self.approvals.keys().filter(|(of, _)| of == page).count()
    }

    /// How many proposals of a cooperative are open.
    pub fn proposed_by(&self, coop: &CoopId) -> usize {
        self.notices.values().filter(|(by, _)| by == coop).count()
    }

    /// Takes in the notice of a proposal: a verified entry of a voter's journal. What is held is never given up for
    /// what comes later, or a cheat could make others forget a certificate.
    pub fn admit_notice(&mut self, coop: CoopId, page: ObjectId, bytes: Vec<u8>) -> bool {
        let full = self.proposed_by(&coop) >= limits::PROPOSALS_HELD;
        if full || !self.election.votes(&coop) || self.notices.contains_key(&page) {
            return false;
        }
        self.notices.insert(page, (coop, bytes));
        true
    }

    /// Takes a proposed page in, once its notice came, or else q approvals: a cheat that fills its share of notices
    /// with others must not hide from a node what the others decide.
    pub fn admit_page(&mut self, register: &Register, bytes: &[u8]) -> Result<bool, PageError> {
        let page = super::Page::read(bytes, &register.federation)?;
        if self.pages.contains_key(&page.id) {
            return Ok(false);
        }
        register.check(&page.value)?;
        match self.notices.get(&page.id) {
            Some((coop, _)) if *coop == page.value.proposer => {}
            _ => {
                if self.unannounced.as_ref().is_none_or(|(held, _)| held.id != page.id) {
                    self.unannounced = Some((page, BTreeMap::new()));
                }
                return Err(PageError::Stranger);
            }
        }
        self.pages.insert(page.id, page);
        Ok(true)
    }

    /// Takes an approval in, or its withdrawal.
    pub fn admit_approval(&mut self, register: &Register, bytes: &[u8]) -> Result<bool, PageError> {
        let Approval { coop, page, charter, withdrawn } = Approval::peek(bytes)?;
        let of = if withdrawn { &self.withdrawals } else { &self.approvals };
        if of.contains_key(&(page, coop)) {
            return Ok(false);
        }
        let unannounced = self.unannounced.as_ref().filter(|(held, _)| held.id == page && !withdrawn);
        let read = self.pages.get(&page).or(unannounced.map(|(held, _)| held)).ok_or(PageError::Unknown)?;
        let pin = read.value.pins.iter().find(|pin| pin.0 == coop).ok_or(PageError::Stranger)?;
        let card = register.pinned(pin).ok_or(PageError::UnknownCard(coop))?;
        Approval::read(bytes, &register.federation, &card.value)?;
        if charter != register.charter_id() {
            return Err(PageError::Charter);
        }
        if !self.pages.contains_key(&page) {
            return self.approve_unannounced(coop, bytes);
        }
        let of = if withdrawn { &mut self.withdrawals } else { &mut self.approvals };
        of.insert((page, coop), bytes.to_vec());
        Ok(true)
    }

    /// An approval of the page without a notice: with enough of them it is held as the others are.
    fn approve_unannounced(&mut self, coop: CoopId, bytes: &[u8]) -> Result<bool, PageError> {
        let (page, mut approvals) = self.unannounced.take().ok_or(PageError::Unknown)?;
        approvals.insert(coop, bytes.to_vec());
        let (found, needed) = (approvals.len(), self.election.quorum());
        if found < needed {
            self.unannounced = Some((page, approvals));
            return Err(PageError::Approvals { found, needed });
        }
        self.approvals.extend(approvals.into_iter().map(|(coop, bytes)| ((page.id, coop), bytes)));
        self.pages.insert(page.id, page);
        Ok(true)
    }

    /// A page and its approvals, if its notice is not held: it was taken in for these.
    pub fn unannounced(&self, page: &ObjectId) -> Option<(&ReadPage, Vec<&[u8]>)> {
        let page = self.pages.get(page).filter(|page| !self.notices.contains_key(&page.id))?;
        let of_page = self.approvals.iter().filter(|((of, _), _)| *of == page.id);
        Some((page, of_page.map(|(_, bytes)| bytes.as_slice()).collect()))
    }

    /// Takes a ballot or an acknowledgement in: a journal entry signed by the node key that the page pins, whatever
    /// became of that key since. `today` bounds what is not part of a seal.
    pub fn admit_vote(
        &mut self,
        register: &Register,
        bytes: &[u8],
        today: Option<u64>,
    ) -> Result<bool, PageError> {
        let signed = Signed::parse(bytes, limits::ENTRY_BYTES)?;
        let entry: Entry = signed.peek()?;
        let Body::Vote(vote) = entry.read()? else { return Err(PageError::Seal) };
        if vote.place().0 != self.election.height() {
            return Err(PageError::Height { found: vote.place().0, expected: self.election.height() });
        }
        let page = self.pages.get(&vote.page()).ok_or(PageError::Unknown)?;
        if self.approvals_of(&page.id) < self.election.quorum() {
            // A ballot for a page without q approvals is void.
            return Err(PageError::Approvals {
                found: self.approvals_of(&page.id),
                needed: self.election.quorum(),
            });
        }
        let voter = page.value.pins.iter().find_map(|pin| {
            let card = &register.pinned(pin)?.value;
            (key_id(&card.node) == signed.key).then_some((pin.0, card.node))
        });
        let (coop, key) = voter.ok_or(PageError::Stranger)?;
        let entry: SignedEntry = signed.verify(bytes, &register.federation, ObjectKind::Entry, &key)?;
        let attempt = vote.place().1;
        let early = attempt.saturating_add(1) < page.value.first_attempt();
        if early || today.is_some_and(|today| attempt > today + 1) {
            return Err(PageError::Attempt);
        }
        let cites = match vote {
            Vote::Ballot(ballot) => ballot.just,
            Vote::Ack(_) => None,
        };
        if cites.is_some_and(|cited| !self.election.certificates().contains(&(cited, vote.page()))) {
            // It counts only once the certificate that it cites is known; until then a cheat could make any number.
            return Err(PageError::Unknown);
        }
        let new = match vote {
            Vote::Ballot(ballot) => self.election.cast(coop, &ballot),
            Vote::Ack(ack) => self.election.acknowledge(coop, &ack),
        };
        // One vote may stand in two entries, if its author forks its journal: the lowest id is kept, on every node.
        let same = |(by, other, _): &(CoopId, Vote, Vec<u8>)| *by == coop && *other == vote;
        let held = self.votes.iter().find(|(_, held)| same(held)).map(|(id, _)| *id);
        if !new && held.is_none_or(|held| held <= entry.id) {
            return Ok(false);
        }
        held.map(|held| self.votes.remove(&held));
        self.votes.insert(entry.id, (coop, vote, entry.bytes));
        Ok(true)
    }

    /// The pages that q cooperatives approved and that pin no outdated card: those a node may ballot freely.
    pub fn eligible(&self, register: &Register) -> BTreeSet<ObjectId> {
        let pages = self.pages.values().filter(|page| register.is_fresh(&page.value));
        let enough = |page: &&ReadPage| self.approvers(&page.id).len() >= self.election.quorum();
        pages.filter(enough).map(|page| page.id).collect()
    }

    /// The sealed page, when it is known, with what seals it.
    pub fn sealed(&self) -> Option<(ReadPage, Sealed)> {
        let (_, id) = self.election.seal()?;
        let page = self.pages.get(&id)?;
        // Those taken back are left out, unless the others are too few: the order of arrival can't be proved.
        let standing = self.approvers(&id);
        let enough = standing.len() >= self.election.quorum();
        let kept = |coop: &CoopId| !enough || standing.contains(coop);
        let approvals = self.approvals.iter().filter(|((of, coop), _)| *of == id && kept(coop));
        let approvals = approvals.map(|(_, bytes)| bytes.clone()).collect();
        let votes = self.votes_in_order().into_iter().filter(|(vote, _)| vote.page() == id);
        let votes = votes.map(|(_, bytes)| bytes.to_vec()).collect();
        Some((page.clone(), Sealed { page: page.bytes.clone(), approvals, votes }))
    }

    /// Ballots and acknowledgements, each after what it may cite.
    fn votes_in_order(&self) -> Vec<(&Vote, &[u8])> {
        let mut votes: Vec<(&Vote, &[u8])> =
            self.votes.values().map(|(_, vote, bytes)| (vote, bytes.as_slice())).collect();
        votes.sort_by_key(|(vote, _)| vote.place());
        votes
    }

    /// Two journal entries of one cooperative that contradict each other.
    pub fn faults(&self) -> Vec<(CoopId, Vec<u8>, Vec<u8>)> {
        let find = |coop: &CoopId, vote: Vote| {
            let of = |(by, other, _): &&(CoopId, Vote, Vec<u8>)| by == coop && *other == vote;
            self.votes.values().find(of).map(|(_, _, bytes)| bytes.clone())
        };
        let faults = self.election.faults();
        let pair = |(coop, fault): (&CoopId, &super::agreement::Fault<ObjectId>)| {
            let (one, other) = match fault {
                super::agreement::Fault::TwoBallots(a, b) => (Vote::Ballot(*a), Vote::Ballot(*b)),
                super::agreement::Fault::BrokenLock(ack, ballot) => (Vote::Ack(*ack), Vote::Ballot(*ballot)),
            };
            Some((*coop, find(coop, one)?, find(coop, other)?))
        };
        faults.iter().filter_map(pair).collect()
    }

    /// Takes in all that seals of one number hold; gives the cooperatives that contradicted themselves.
    pub fn gather(&mut self, register: &Register, seals: &[&Sealed]) -> Vec<CoopId> {
        for sealed in seals {
            let Ok(page) = super::Page::read(&sealed.page, &register.federation) else { continue };
            self.pages.insert(page.id, page);
            for approval in &sealed.approvals {
                let _ = self.admit_approval(register, approval);
            }
            for vote in sealed.votes_in_order() {
                let _ = self.admit_vote(register, vote, None);
            }
        }
        self.election.faults().into_keys().collect()
    }

    /// What is held, in 8 bytes: equal when nothing needs to be exchanged.
    pub fn fingerprint(&self) -> [u8; 8] {
        // A notice alone says nothing, and of a cheat's many not all hold the same.
        let pages = self.pages.keys().map(|page| (2u8, *page, [0; 32]));
        let approvals = self.approvals.keys().map(|(page, coop)| (3, *page, coop.0));
        let withdrawals = self.withdrawals.keys().map(|(page, coop)| (4, *page, coop.0));
        let votes = self.votes.keys().map(|id| (5, *id, [0; 32]));
        let mut all = pages.chain(approvals).chain(withdrawals).chain(votes).peekable();
        if all.peek().is_none() {
            return [0; 8];
        }
        let parts: Vec<u8> = all.flat_map(|(tag, id, coop)| [&[tag][..], &id.0, &coop].concat()).collect();
        let hash = digest("bigre-votes-v1", &[&parts]);
        std::array::from_fn(|at| hash[at])
    }

    /// Everything held, in an order in which it can be taken in: notices, each page with its approvals, votes.
    pub fn objects(&self) -> impl Iterator<Item = Object<'_>> {
        let notices = self.notices.values().map(|(_, bytes)| Object::Entry(bytes));
        let pages = self.pages.values().flat_map(|page| {
            let approvals = self.approvals.iter().chain(&self.withdrawals);
            let of_page = approvals.filter(|((of, _), _)| *of == page.id);
            let of_page = of_page.map(|(_, bytes)| Object::Approval(bytes));
            std::iter::once(Object::Page(&page.bytes)).chain(of_page)
        });
        let votes = self.votes_in_order().into_iter().map(|(_, bytes)| Object::Entry(bytes));
        notices.chain(pages).chain(votes)
    }
}

/// One thing said of the next page.
#[derive(Debug, Clone, Copy)]
pub enum Object<'v> {
    /// A journal entry: a notice, a ballot, an acknowledgement.
    Entry(&'v [u8]),
    /// A proposed page.
    Page(&'v [u8]),
    /// An approval or its withdrawal.
    Approval(&'v [u8]),
}

impl Sealed {
    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let list = |objects: &[Vec<u8>]| objects.iter().cloned().map(ByteBuf::from).collect::<Vec<_>>();
        let page = serde_bytes::Bytes::new(&self.page);
        codec::encode(&(page, list(&self.approvals), list(&self.votes)))
    }

    /// Reads them back.
    pub fn from_bytes(bytes: &[u8]) -> Result<Sealed, PageError> {
        if bytes.len() > limits::SEALED_BYTES {
            return Err(EnvelopeError::Size { found: bytes.len(), most: limits::SEALED_BYTES }.into());
        }
        let (page, approvals, votes): (ByteBuf, Vec<ByteBuf>, Vec<ByteBuf>) = codec::decode(bytes)?;
        let list = |objects: Vec<ByteBuf>| objects.into_iter().map(ByteBuf::into_vec).collect();
        Ok(Sealed { page: page.into_vec(), approvals: list(approvals), votes: list(votes) })
    }

    /// Its votes, each after what it may cite.
    fn votes_in_order(&self) -> Vec<&[u8]> {
        let mut votes: Vec<&[u8]> = self.votes.iter().map(Vec::as_slice).collect();
        votes.sort_by_key(|bytes| place(bytes));
        votes
    }

    /// Verifies that it is the page after a register's last: its act, q approvals, q ballots, q acknowledgements.
    pub fn verify(&self, register: &Register) -> Result<ReadPage, PageError> {
        let page: Verified<super::Page> = super::Page::read(&self.page, &register.federation)?;
        register.check(&page.value)?;
        let mut votes = Votes::new(register);
        votes.pages.insert(page.id, page.clone());
        for approval in &self.approvals {
            votes.admit_approval(register, approval)?;
        }
        let (found, needed) = (votes.approvals_of(&page.id), register.quorum());
        if found < needed {
            return Err(PageError::Approvals { found, needed });
        }
        for vote in self.votes_in_order() {
            votes.admit_vote(register, vote, None)?;
        }
        if votes.election.seal().is_none() { Err(PageError::Seal) } else { Ok(page) }
    }
}

/// Height and attempt of a vote, before verification.
fn place(bytes: &[u8]) -> Option<(u64, u64)> {
    let entry: Entry = Signed::parse(bytes, limits::ENTRY_BYTES).ok()?.peek().ok()?;
    match entry.read().ok()? {
        Body::Vote(vote) => Some(vote.place()),
        _ => None,
    }
}
