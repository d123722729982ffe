//! The fund, as this node acts in it: what it states of its own cooperative's money, and on what it acts. Whether a
//! fact has effect is the fold's to say ([`crate::fund`]); here is when an honest node states it.

use std::collections::BTreeMap;

use serde_bytes::ByteBuf;

use super::{Refusal, Replica};
use crate::codec;
use crate::durable::{ObjectName, ProofKind, Write};
use crate::fund::{Effect, Entered, Fact, Fund, Opinion, View, Void};
use crate::id::{CoopId, ObjectId, OpId};
use crate::journal::{Body, SignedEntry, Vouch};
use crate::register::quorum;

/// What this node remembers of requests: the windows for objections run by its own clock.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// When each was first seen here, in milliseconds since the Unix epoch.
    seen: BTreeMap<ObjectId, u64>,
    /// Consents of ours that wait for the end of a window, each with the id that it will have: few, looked at each time.
    planned: BTreeMap<ObjectId, OpId>,
    /// What was found on disk, until `start`: whose request, its number, when it was seen, a planned consent.
    stored: Vec<(CoopId, u64, u64, Option<OpId>)>,
}

impl Followed {
    /// Our clock was put back.
    pub(super) fn turn_back(&mut self, now: u64) {
        self.seen.values_mut().for_each(|seen| *seen = now.min(*seen));
    }
}

/// What a request's [`ObjectName::Request`] holds: when it was seen, and the id of a planned consent.
type Stored = (u64, Option<ByteBuf>);

impl Replica {
    /// The state of the fund.
    pub fn fund(&self) -> &Fund {
        &self.fund
    }

    /// When the window for objections to a request ends by our clock, in milliseconds since the Unix epoch.
    pub fn window_ends(&self, request: &ObjectId) -> Option<u64> {
        let entered = self.fund.get(request)?;
        let Fact::Request(ask) = &entered.fact else { return None };
        let line = self.fund.sitting(entered.page).rules.line(&ask.line)?;
        Some(self.followed.seen.get(request)?.saturating_add(line.window_ms(ask.amount)))
    }

    /// Whether our consent to a request waits for the end of its window.
    pub fn is_consent_planned(&self, request: &ObjectId) -> bool {
        self.followed.planned.contains_key(request)
    }

    /// Whether a cooperative's journal can be relied upon: it is a member, not suspended, and did not contradict itself.
    pub fn is_in_suspense(&self, coop: &CoopId) -> bool {
        !self.register.is_member(coop) || self.proofs.contains_key(&(*coop, ProofKind::Journal))
    }

    pub(super) fn take_fact(&mut self, coop: CoopId, entry: &SignedEntry, fact: &Fact) {
        let (seq, page, time) = (entry.value.seq, entry.value.page.0, entry.value.time);
        self.fund.take(coop, (seq, entry.id), page, time, fact.clone());
        if let Fact::Request(_) = fact {
            // What is on disk about it says when; if nothing does, it is seen now.
            self.followed.seen.insert(entry.id, self.now);
            if !self.loading {
                self.followed.planned.remove(&entry.id);
                self.keep_request(&entry.id, (coop, seq));
            }
        }
    }

    /// Keeps on disk what is remembered of a request, which stands on a journal.
    fn keep_request(&mut self, id: &ObjectId, (coop, seq): (CoopId, u64)) {
        let Some(seen) = self.followed.seen.get(id).copied() else { return };
        let planned = self.followed.planned.get(id).map(|op| ByteBuf::from(op.0.to_vec()));
        let stored: Stored = (seen, planned);
        let name = ObjectName::Request(coop, seq);
        self.persist(Write::Keep { name, bytes: codec::encode(&stored) });
    }

    /// Has our consent to a request wait, or wait no more.
    fn plan(&mut self, request: &ObjectId, op: Option<OpId>) {
        let before = match op {
            Some(op) => self.followed.planned.insert(*request, op),
            None => self.followed.planned.remove(request),
        };
        if before != op
            && let Some(at) = self.fund.get(request).map(|entered| (entered.coop, entered.seq))
        {
            self.keep_request(request, at);
        }
    }

    pub(super) fn load_request(&mut self, coop: CoopId, seq: u64, bytes: &[u8]) {
        let Ok((seen, planned)) = codec::decode::<Stored>(bytes) else { return };
        let planned = planned.and_then(|op| Some(OpId(op.into_vec().try_into().ok()?)));
        self.followed.stored.push((coop, seq, seen, planned));
    }

    /// The windows that ran before this start go on.
    pub(super) fn begin_fund(&mut self, now: u64) {
        for (coop, seq, seen, planned) in std::mem::take(&mut self.followed.stored) {
            let Some(id) = self.journal(&coop).and_then(|journal| journal.id(seq)) else { continue };
            if let Some(known) = self.followed.seen.get_mut(&id) {
                *known = seen.min(now);
                self.followed.planned.extend(planned.map(|op| (id, op)));
            }
        }
    }

    /// States a fact on our journal, if an honest node may now. Stated before under the same id, it is not stated again: the
    /// entry of then is given. A consent before the end of the window waits for it: the request is given.
    pub(super) fn state(&mut self, now: u64, fact: Fact) -> Result<ObjectId, Refusal> {
        let me = self.identity.coop;
        if let Some(id) = self.fund.account(&me).and_then(|account| account.stated(&fact.op())) {
            let same = self.fund.get(&id).is_some_and(|entered| entered.fact == fact);
            return if same { Ok(id) } else { Err(Refusal::Fact(Void::Repeated)) };
        }
        self.may_sign_entry(now)?;
        if self.split.is_some() {
            return Err(Refusal::Split);
        }
        match self.fund.check(&me, self.register.height, &fact) {
            Effect::Valid => {}
            Effect::Void(void) => return Err(Refusal::Fact(void)),
            Effect::Waiting(entry) => return Err(Refusal::NotHeld(entry)),
        }
        self.may_act(now, &fact)?;
        if let Fact::Opinion(opinion) = &fact {
            let wait = opinion.view == View::Consent && self.must_wait(now, &opinion.request);
            self.plan(&opinion.request, wait.then_some(opinion.op));
            if wait {
                return Ok(opinion.request);
            }
        }
        self.write_entry(now, &Body::Fact(fact), Vec::new())
    }

    /// A consent waits while objections may come, and while another cooperative's stands: it replaces our own.
    fn must_wait(&self, now: u64, request: &ObjectId) -> bool {
        let objects = self.fund.objections(request).iter().any(|by| *by != self.identity.coop);
        objects || self.window_ends(request).is_some_and(|end| now < end)
    }

    /// What the fold can't know: who confirmed what, and whether the others can be heard.
    fn may_act(&self, now: u64, fact: &Fact) -> Result<(), Refusal> {
        if fact.is_payment() && self.is_isolated(now) {
            return Err(Refusal::Isolated);
        }
        if let Fact::Release(release) = fact
            && let Some(view) = self.fund.guarantee(&release.of)
            && view.accepted.is_some()
            && now < view.guarantee.until
        {
            return Err(Refusal::Fact(Void::ReliedOn));
        }
        self.fund.conduct(fact, |id, entered, confirmed| {
            if !fact.contests() && self.is_suspended(now, &entered.coop) {
                return Err(Refusal::Suspended(entered.coop));
            }
            if confirmed { self.must_be_confirmed(id, entered) } else { Ok(()) }
        })
    }

    fn must_be_confirmed(&self, id: &ObjectId, entered: &Entered) -> Result<(), Refusal> {
        if self.is_confirmed(&entered.coop, entered.seq) {
            return Ok(());
        }
        let (held, needed) = self.support(&self.vouched(&entered.coop), entered);
        Err(Refusal::Unconfirmed { entry: *id, held, needed })
    }

    /// Who vouches for a fact, and how many must, after the first page whose voters are too few that do; if none is, after
    /// the page that it cites. `vouched`: of its journal.
    pub fn support(&self, vouched: &BTreeMap<CoopId, Vouch>, entered: &Entered) -> (Vec<CoopId>, usize) {
        let of_page = |page: u64| {
            let active = &self.fund.sitting(page).active;
            let holds = |by: &&CoopId| vouched.get(*by).is_some_and(|vouch| vouch.seq >= entered.seq);
            (active.iter().filter(holds).copied().collect::<Vec<_>>(), quorum(active.len()))
        };
        let mut pages = (entered.page..=self.register.height).map(of_page);
        pages.find(|(held, needed)| held.len() < *needed).unwrap_or_else(|| of_page(entered.page))
    }

    /// Signs the consents whose window ended without an objection; forgets those that came too late.
    pub(super) fn consent(&mut self, now: u64) {
        let planned: Vec<(ObjectId, OpId)> =
            self.followed.planned.iter().map(|(request, op)| (*request, *op)).collect();
        for (request, op) in planned {
            if self.fund.must_be_open(&request).is_err() {
                self.plan(&request, None);
            } else if !self.must_wait(now, &request) {
                let opinion = Opinion { op, code: None, view: View::Consent, request };
                // Refused, it waits: for the quorum that this node must hear, for one.
                let _ = self.state(now, Fact::Opinion(opinion));
            }
        }
    }

    /// When the next planned consent is due.
    pub(super) fn fund_wakes_at(&self) -> u64 {
        let planned = self.followed.planned.keys();
        let ends = planned.filter_map(|id| self.window_ends(id)).filter(|end| *end > self.now);
        ends.min().unwrap_or(u64::MAX)
    }
}
