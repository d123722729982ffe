//! The register's next page: what is said of it, what this node says, and its seal.
//!
//! Who approves is decided by people; ballots and acknowledgements only number what they approved, and this node
//! casts them by itself, by the rules of [`crate::register::agreement`].

use std::collections::BTreeSet;

use super::{Action, Event, Refusal, Replica, Request};
use crate::durable::{ObjectName, Write};
use crate::frame::Frame;
use crate::fund::Sitting;
use crate::id::{CoopId, ObjectId};
use crate::journal::{Body, SignedEntry, Suspend, Vote};
use crate::limits;
use crate::register::agreement::Lock;
use crate::register::{Act, Approval, Page, PageError, ReadPage, Register, Sealed, Votes, attempt};
use crate::rejection::Rejection;

/// Two seals of one number.
#[derive(Debug, Clone)]
pub struct Split {
    /// The number.
    pub height: u64,
    /// The pages.
    pub pages: [ObjectId; 2],
    /// The cooperatives that both seals prove to have contradicted themselves.
    pub guilty: Vec<CoopId>,
}

impl Replica {
    /// What is said of the next page.
    pub fn votes(&self) -> &Votes {
        &self.votes
    }

    /// The sealed pages, from number 1 on.
    pub fn pages(&self) -> &[(ReadPage, Vec<u8>)] {
        &self.pages
    }

    /// Why the register is frozen, if it is.
    pub fn split(&self) -> Option<&Split> {
        self.split.as_ref()
    }

    /// The id of a page of the chain; of number 0, the federation's.
    pub(super) fn page_id(&self, height: u64) -> Option<ObjectId> {
        let Some(at) = height.checked_sub(1) else { return Some(ObjectId(self.register.federation.0)) };
        self.pages.get(usize::try_from(at).ok()?).map(|(page, _)| page.id)
    }

    fn say(&mut self, object: &Frame) {
        self.next_said += 1;
        self.persist(Write::Keep { name: ObjectName::Said(self.next_said), bytes: object.to_bytes() });
    }

    pub(super) fn say_vote(&mut self, now: u64, bytes: &[u8]) -> Result<(), Rejection> {
        let today = (!self.loading).then(|| attempt(now));
        if !self.votes.admit_vote(&self.register, bytes, today)? {
            return Err(Rejection::Duplicate);
        }
        self.say(&Frame::Entry(bytes.to_vec()));
        for (coop, one, other) in self.votes.faults() {
            self.prove(coop, crate::durable::ProofKind::Votes, (one, other));
        }
        Ok(())
    }

    /// An entry that proposes a page for the next number.
    pub(super) fn say_notice(&mut self, coop: CoopId, entry: &SignedEntry, body: &Body) -> bool {
        let Body::Propose(page) = body else { return false };
        let now_decided = entry.value.page == (self.register.height, self.register.head);
        let new = now_decided && self.votes.admit_notice(coop, *page, entry.bytes.clone());
        if new {
            self.say(&Frame::Entry(entry.bytes.clone()));
        }
        new
    }

    pub(super) fn admit_page(&mut self, bytes: &[u8]) -> Result<(), Rejection> {
        if !self.votes.admit_page(&self.register, bytes)? {
            return Err(Rejection::Duplicate);
        }
        self.say(&Frame::Page(bytes.to_vec()));
        self.notify(Event::Register);
        Ok(())
    }

    pub(super) fn admit_approval(&mut self, bytes: &[u8]) -> Result<(), Rejection> {
        if !self.votes.admit_approval(&self.register, bytes)? {
            return Err(Rejection::Duplicate);
        }
        let page = Approval::peek(bytes)?.page;
        let unannounced = self.votes.unannounced(&page).map(|(page, approvals)| {
            let approvals = approvals.into_iter().filter(|other| *other != bytes);
            let approvals = approvals.map(|other| Frame::Approval(other.to_vec()));
            std::iter::once(Frame::Page(page.bytes.clone())).chain(approvals).collect::<Vec<_>>()
        });
        // The page was taken in for its approvals: all of them are kept.
        unannounced.unwrap_or_default().iter().for_each(|object| self.say(object));
        self.say(&Frame::Approval(bytes.to_vec()));
        self.notify(Event::Register);
        Ok(())
    }

    /// Takes a sealed page in: the next one is put in force, another one of a number already written freezes the
    /// register.
    pub(super) fn admit_sealed(&mut self, bytes: &[u8]) -> Result<(), Rejection> {
        let sealed = Sealed::from_bytes(bytes)?;
        let page = Page::read(&sealed.page, &self.register.federation)?;
        if self.split.is_some() {
            return Err(Rejection::Split);
        }
        let height = page.value.height;
        if height > self.register.height {
            let page = sealed.verify(&self.register)?;
            self.check_checkpoint(&page)?;
            self.write_page(&page, bytes.to_vec());
            return Ok(());
        }
        if height == 0 || self.page_id(height) == Some(page.id) {
            return Err(Rejection::Duplicate);
        }
        let before = self.register_before(height);
        sealed.verify(&before)?;
        self.freeze_register(height, bytes.to_vec());
        Ok(())
    }

    /// A newcomer's chain must lead through the page that its invitation names: stolen old keys could make another.
    fn check_checkpoint(&self, page: &ReadPage) -> Result<(), Rejection> {
        match self.founding.checkpoint {
            Some((height, id)) if height == page.value.height && id != page.id => Err(Rejection::Split),
            _ => Ok(()),
        }
    }

    /// The register as it was before a page.
    pub fn register_before(&self, height: u64) -> Register {
        let mut register = self.founding.register();
        // Cards in force since are needed to know what a page pins.
        let mut cards: Vec<&[u8]> = Vec::new();
        for seat in self.register.seats() {
            let own = seat.cards().iter().filter(|card| !seat.came_by_page(card.value.number));
            cards.extend(own.skip(1).map(|card| card.bytes.as_slice()));
            cards.extend(seat.branches().iter().map(|card| card.bytes.as_slice()));
        }
        let give = |register: &mut Register| {
            while cards
                .iter()
                .any(|card| matches!(register.admit_card(card), Ok((_, crate::register::Admitted::Next))))
            {
            }
        };
        give(&mut register);
        for (page, _) in self.pages.iter().take_while(|(page, _)| page.value.height < height) {
            register.write(page);
            give(&mut register);
        }
        register
    }

    /// Puts a sealed page in force.
    fn write_page(&mut self, page: &ReadPage, sealed: Vec<u8>) {
        let cards = |register: &Register| {
            register
                .seats()
                .iter()
                .map(|seat| (seat.coop, seat.card().value.number, seat.card().id))
                .collect()
        };
        let before: BTreeSet<(CoopId, u64, ObjectId)> = cards(&self.register);
        self.register.write(page);
        self.fund.sit(page.value.height, Sitting::of(&self.register));
        let after: BTreeSet<(CoopId, u64, ObjectId)> = cards(&self.register);
        // A succession or a recognition puts a card in force too.
        for (coop, number, _) in after.difference(&before).filter(|(_, number, _)| *number > 0) {
            self.notify(Event::Card { coop: *coop, number: *number });
        }
        let height = page.value.height;
        self.persist(Write::Keep { name: ObjectName::Sealed(height), bytes: sealed.clone() });
        for place in 1..=self.next_said {
            self.persist(Write::Erase { name: ObjectName::Said(place) });
        }
        self.next_said = 0;
        self.pages.push((page.clone(), sealed));
        self.votes = Votes::new(&self.register);
        if let Some(coop) = Self::ends(&page.value.act) {
            self.notify(Event::Ended(coop));
        }
        self.notify(Event::Sealed(height));
        self.register_changed();
    }

    fn freeze_register(&mut self, height: u64, other: Vec<u8>) {
        let Some((_, ours)) = height.checked_sub(1).and_then(|at| self.pages.get(usize::try_from(at).ok()?))
        else {
            return;
        };
        let buffers = (serde_bytes::Bytes::new(ours), serde_bytes::Bytes::new(&other));
        let bytes = crate::codec::encode(&buffers);
        self.persist(Write::Keep { name: ObjectName::Split, bytes: bytes.clone() });
        self.load_split(&bytes);
    }

    /// Freezes the register below two seals of one number.
    pub(super) fn load_split(&mut self, bytes: &[u8]) {
        let Ok((a, b)) = crate::codec::decode::<(serde_bytes::ByteBuf, serde_bytes::ByteBuf)>(bytes) else {
            return;
        };
        let (Ok(a), Ok(b)) = (Sealed::from_bytes(&a), Sealed::from_bytes(&b)) else { return };
        let Ok(first) = Page::read(&a.page, &self.register.federation) else { return };
        let height = first.value.height;
        let before = self.register_before(height);
        let (Ok(one), Ok(other)) = (a.verify(&before), b.verify(&before)) else { return };
        let mut both = Votes::new(&before);
        let guilty = both.gather(&before, &[&a, &b]);
        self.split = Some(Split { height, pages: [one.id, other.id], guilty });
        self.splits = vec![a.to_bytes(), b.to_bytes()];
        self.pages.truncate(usize::try_from(height - 1).unwrap_or(usize::MAX));
        self.votes = Votes::new(&before);
        self.fund.sit(before.height, Sitting::of(&before));
        self.register = before;
        self.notify(Event::Split(height));
        self.register_changed();
    }

    /// Does what this node owes the next page: puts it in force once sealed, acknowledges, ballots.
    pub(super) fn assemble(&mut self, now: u64) {
        while self.split.is_none()
            && let Some((page, sealed)) = self.votes.sealed()
        {
            if self.check_checkpoint(&page).is_err() {
                return;
            }
            self.write_page(&page, sealed.to_bytes());
        }
        // Each of ours may make the certificate or the seal.
        while self.vote(now) {
            if self.votes.sealed().is_some() {
                self.assemble(now);
                return;
            }
        }
    }

    /// Casts one vote that is owed; whether there was one.
    fn vote(&mut self, now: u64) -> bool {
        let me = self.identity.coop;
        if !self.register.is_active(&me)
            || self.split.is_some()
            || self.is_isolated(now)
            // A clock that runs ahead would vote on a day that has not come, and could not on this one.
            || !self.has_passed(now, attempt(now) * limits::DAY_MS)
            || self.may_sign_entry(now).is_err()
        {
            return false;
        }
        let lock: Lock = self.own.lock();
        let election = self.votes.election();
        let owed = lock.acks(&me, election).first().map(|ack| Vote::Ack(*ack));
        let owed = owed.or_else(|| {
            if !lock.remembers(election) {
                return None;
            }
            let eligible = self.votes.eligible(&self.register);
            lock.ballot(election, attempt(now), &eligible).map(Vote::Ballot)
        });
        owed.is_some_and(|vote| self.write_entry(now, &Body::Vote(vote), Vec::new()).is_ok())
    }

    /// When a vote may be owed without anything new being said: the next day, while something is being decided.
    pub(super) fn assembly_wakes_at(&self, now: u64) -> u64 {
        let undecided = !self.votes.eligible(&self.register).is_empty()
            || !self.votes.election().certificates().is_empty();
        if undecided { (attempt(now) + 1) * limits::DAY_MS } else { u64::MAX }
    }

    /// Does what a person asks of the register.
    pub(super) fn act(&mut self, now: u64, request: Request, action: Action) {
        let result = match action {
            Action::Propose { act, minutes } => self.propose(now, *act, minutes),
            Action::Approval(bytes) => self.approve(now, &bytes),
            Action::Card(bytes) => self.take_card(&bytes),
            Action::Suspend(suspend) => self.suspend(now, suspend),
            Action::Fact(fact) => self.state(now, *fact),
        };
        self.acted(request, result);
    }

    fn propose(&mut self, now: u64, act: Act, minutes: Option<[u8; 32]>) -> Result<ObjectId, Refusal> {
        let me = self.identity.coop;
        if self.split.is_some() {
            return Err(Refusal::Split);
        }
        if !self.register.is_active(&me) {
            return Err(Refusal::NoVoice);
        }
        let page = self.register.draft(act, me, now, minutes);
        self.register.check(&page).map_err(Refusal::Page)?;
        let bytes = page.to_bytes();
        let read = Page::read(&bytes, &self.register.federation).map_err(Refusal::Page)?;
        if self.votes.page(&read.id).is_some() {
            return Ok(read.id);
        }
        if self.votes.proposed_by(&me) >= limits::PROPOSALS {
            return Err(Refusal::Proposals);
        }
        self.write_entry(now, &Body::Propose(read.id), vec![Frame::Page(bytes.clone())])?;
        let _ = self.admit_page(&bytes);
        Ok(read.id)
    }

    fn approve(&mut self, now: u64, bytes: &[u8]) -> Result<ObjectId, Refusal> {
        let approval = Approval::peek(bytes).map_err(Refusal::Page)?;
        if approval.coop != self.identity.coop {
            return Err(Refusal::Page(PageError::Stranger));
        }
        self.may_sign_entry(now)?;
        let (given, taken_back) = self.votes.said_by(&approval.page, &approval.coop);
        if approval.withdrawn && !given {
            return Err(Refusal::Page(PageError::Act("there is no approval to take back")));
        }
        if !approval.withdrawn && taken_back {
            return Err(Refusal::Page(PageError::Act("its approval was taken back, which stands")));
        }
        if !self.votes.admit_approval(&self.register, bytes).map_err(Refusal::Page)? {
            return Ok(approval.page);
        }
        self.say(&Frame::Approval(bytes.to_vec()));
        let body =
            if approval.withdrawn { Body::Withdraw(bytes.to_vec()) } else { Body::Approve(bytes.to_vec()) };
        self.write_entry(now, &body, vec![Frame::Approval(bytes.to_vec())])?;
        self.notify(Event::Register);
        Ok(approval.page)
    }

    fn take_card(&mut self, bytes: &[u8]) -> Result<ObjectId, Refusal> {
        match self.admit_card(bytes) {
            Ok(()) => self.tell(vec![Frame::Card(bytes.to_vec())]),
            Err(Rejection::Duplicate) => {}
            Err(why) => return Err(Refusal::Rejected(why)),
        }
        let seats = self.register.seats().iter();
        let card = seats.map(|seat| seat.card()).find(|card| card.bytes == bytes);
        card.map(|card| card.id).ok_or(Refusal::Rejected(Rejection::Frozen))
    }

    fn suspend(&mut self, now: u64, suspend: Suspend) -> Result<ObjectId, Refusal> {
        if !self.register.is_active(&self.identity.coop) {
            return Err(Refusal::NoVoice);
        }
        if !self.register.is_member(&suspend.coop) || suspend.coop == self.identity.coop {
            return Err(Refusal::Page(PageError::Act("it is not another member")));
        }
        self.write_entry(now, &Body::Suspend(suspend), Vec::new())
    }

    /// A cooperative calls for the suspension of another.
    pub(super) fn note_suspension(&mut self, by: CoopId, suspend: &Suspend, time: u64) {
        let calls = self.suspensions.entry((suspend.coop, suspend.incident)).or_default();
        let times = calls.entry(by).or_default();
        // Once, and once renewed.
        if times.len() < 2 {
            times.push(time);
        }
    }

    /// Until when a cooperative is suspended: floor(n/3)+1 members called for it within 21 days.
    pub fn suspended_until(&self, now: u64, coop: &CoopId) -> Option<u64> {
        let needed = self.register.active() / 3 + 1;
        let of_coop = self.suspensions.iter().filter(|((target, _), _)| target == coop);
        let until = of_coop.filter_map(|(_, calls)| {
            let by = calls.iter().filter(|(by, _)| self.register.is_active(by));
            let mut ends: Vec<u64> = by
                .filter_map(|(_, times)| times.iter().max())
                .map(|time| time.saturating_add(limits::SUSPENSION_MS))
                .filter(|end| *end > now)
                .collect();
            // It ends when fewer than needed still stand.
            ends.sort_unstable_by(|a, b| b.cmp(a));
            ends.get(needed - 1).copied()
        });
        until.max()
    }

    pub(super) fn is_suspended(&self, now: u64, coop: &CoopId) -> bool {
        !self.suspensions.is_empty() && self.suspended_until(now, coop).is_some()
    }

    /// The calls for suspension: which cooperative, which incident, who called.
    pub fn suspensions(&self) -> impl Iterator<Item = (&CoopId, u64, Vec<CoopId>)> {
        self.suspensions
            .iter()
            .map(|((coop, incident), calls)| (coop, *incident, calls.keys().copied().collect()))
    }

    /// Fewer than q cooperatives were heard within 24 hours: no ballot and no acknowledgement.
    pub fn is_isolated(&self, now: u64) -> bool {
        self.fresh(now) < self.register.quorum()
    }
}
