//! Journals: what is admitted into one, and what is appended to our own. The first valid entry seen at each
//! number is held, in order, and never another.

use std::collections::{BTreeMap, BTreeSet};

use super::{Event, Output, Refusal, Replica};
use crate::codec::Origin;
use crate::durable::{LastSigned, ObjectName, ProofKind, Write};
use crate::envelope::{self, KeyId, ObjectKind, Signed};
use crate::frame::Frame;
use crate::fund::Fact;
use crate::id::{CoopId, ObjectId};
use crate::journal::{Body, Entry, Journal, SignedEntry, Vote, Vouch, confirmed};
use crate::limits;
use crate::pulse::SignedPulse;
use crate::register::Term;
use crate::rejection::Rejection;

/// A journal, and the bytes of its entries.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) journal: Journal,
    pub(super) entries: Vec<Vec<u8>>,
}

impl Book {
    /// An entry's bytes.
    pub(super) fn get(&self, seq: u64) -> Option<&[u8]> {
        let at = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.entries.get(at).map(Vec::as_slice)
    }
}

impl Replica {
    /// A journal, if anything of it is held.
    pub fn journal(&self, coop: &CoopId) -> Option<&Journal> {
        self.books.get(coop).map(|book| &book.journal)
    }

    /// The bytes of a journal's entries, in order.
    pub fn entries(&self, coop: &CoopId) -> &[Vec<u8>] {
        self.books.get(coop).map_or(&[], |book| &book.entries)
    }

    /// Takes a journal entry in. A vote counts by the keys that its page pins, wherever its journal stands.
    pub(super) fn admit_entry(&mut self, now: u64, bytes: &[u8]) -> Result<(), Rejection> {
        let signed = Signed::parse(bytes, limits::ENTRY_BYTES)?;
        if signed.federation != self.register.federation {
            return Err(Rejection::Federation);
        }
        if signed.kind != ObjectKind::Entry as u8 {
            return Err(Rejection::UnknownKind);
        }
        let value: Entry = signed.peek()?;
        let body = value.read()?;
        let said = match body {
            Body::Vote(_) => self.say_vote(now, bytes),
            _ => Err(Rejection::Duplicate),
        };
        let appended = self.verify_entry(bytes).and_then(|(coop, entry)| {
            let noticed = self.term_of(&entry, &coop).is_ok() && self.say_notice(coop, &entry, &body);
            let appended = self.append(now, coop, entry, &body);
            if noticed && appended.is_err() { Ok(()) } else { appended }
        });
        match (said, appended) {
            (Ok(()), _) | (_, Ok(())) => Ok(()),
            (Err(Rejection::Duplicate | Rejection::Stale), why) => why,
            (why, Err(Rejection::Duplicate | Rejection::Stale)) => why,
            (_, why) => why,
        }
    }

    /// Takes an entry back in that our own disk kept: it was verified when it came, and is not verified again.
    pub(super) fn load_entry(&mut self, bytes: Vec<u8>) -> Result<(), Rejection> {
        let (key, entry): (KeyId, SignedEntry) = Signed::kept(bytes)?;
        let Some(fact) = Fact::read_from(Origin::OwnDisk, entry.value.kind, &entry.value.body) else {
            // What is said of the register counts by its own rules.
            return self.admit_entry(u64::MAX, &entry.bytes);
        };
        let (coop, term) = self.term_by(&key, &entry)?;
        self.append_under(u64::MAX, coop, entry, (&Body::Fact(fact?), term))
    }

    /// The term under which an entry counts in its journal.
    pub(super) fn term_of(&self, entry: &SignedEntry, coop: &CoopId) -> Result<Term, Rejection> {
        let signed = Signed::parse(&entry.bytes, limits::ENTRY_BYTES)?;
        let (author, term) = self.term_by(&signed.key, entry)?;
        if author == *coop { Ok(term) } else { Err(Rejection::Void) }
    }

    fn term_by(&self, key: &KeyId, entry: &SignedEntry) -> Result<(CoopId, Term), Rejection> {
        let found = self.register.term(key).ok_or(Rejection::UnknownKey)?;
        if found.1.has_journal(entry.value.seq) { Ok(found) } else { Err(Rejection::Void) }
    }

    pub(super) fn append(
        &mut self,
        now: u64,
        coop: CoopId,
        entry: SignedEntry,
        body: &Body,
    ) -> Result<(), Rejection> {
        let term = self.term_of(&entry, &coop)?;
        self.append_under(now, coop, entry, (body, term))
    }

    fn append_under(
        &mut self,
        now: u64,
        coop: CoopId,
        entry: SignedEntry,
        (body, term): (&Body, Term),
    ) -> Result<(), Rejection> {
        let ours = coop == self.identity.coop;
        if ours {
            self.note_foreign_entry(entry.value.seq);
        }
        if !ours && entry.value.time > now.saturating_add(limits::AHEAD_MS) {
            return Err(Rejection::Future);
        }
        let book = self.books.entry(coop).or_default();
        let seq = entry.value.seq;
        if let Some(held) = book.journal.id(seq) {
            if held == entry.id {
                return Err(Rejection::Duplicate);
            }
            if let Some(end) = term.end() {
                // The key is retired: it may be stolen, and contradicts nobody. What leads to its cut is right.
                let right = book.journal.id(end.journal.0) == end.journal.1;
                if right {
                    return Err(Rejection::Void);
                }
                // Neither is known to be right until the cut is reached: the later one is followed.
                self.forget_entries(coop, term.begin().journal.0);
                return self.append(now, coop, entry, body);
            }
            if let Some(held) = book.get(seq).map(<[u8]>::to_vec) {
                self.prove(coop, ProofKind::Journal, (held, entry.bytes));
            }
            return Err(Rejection::Frozen);
        }
        if seq == 0 {
            return Err(Rejection::Malformed("entry 0".into()));
        }
        if seq > book.journal.seq() + 1 {
            return Err(Rejection::Gap);
        }
        if !book.journal.is_next(&entry.value) {
            return Err(Rejection::Chain);
        }
        if let Some(end) = term.end()
            && seq == end.journal.0
            && Some(entry.id) != end.journal.1
        {
            // What was taken up to here is not what the cut names: it is fetched again.
            self.forget_entries(coop, term.begin().journal.0);
            return Err(Rejection::Void);
        }
        if self.proofs.contains_key(&(coop, ProofKind::Journal)) {
            return Err(Rejection::Frozen);
        }
        self.check_citation(&coop, &entry.value)?;
        self.take_entry(coop, entry, body);
        Ok(())
    }

    /// An entry cites a page of the register's chain, not older than the entry before it does.
    fn check_citation(&self, coop: &CoopId, entry: &Entry) -> Result<(), Rejection> {
        let (height, id) = entry.page;
        if height > self.register.height {
            return Err(Rejection::Gap);
        }
        let before = self.journal(coop).map_or(0, |journal| journal.page(journal.seq()));
        if height < before || self.page_id(height) != Some(id) {
            return Err(Rejection::Citation);
        }
        Ok(())
    }

    /// Appends an entry that was judged.
    pub(super) fn take_entry(&mut self, coop: CoopId, entry: SignedEntry, body: &Body) {
        let seq = entry.value.seq;
        let book = self.books.entry(coop).or_default();
        book.journal.push(entry.id, entry.bytes.len(), entry.value.page.0);
        if coop == self.identity.coop {
            let mut signed = LastSigned { journal: seq, ..LastSigned::default() };
            if let Body::Vote(vote) = body {
                match vote {
                    Vote::Ballot(ballot) => signed.lock.cast(ballot.height, ballot.attempt),
                    Vote::Ack(ack) => signed.lock.acknowledge(ack.height, ack.attempt),
                }
            }
            if self.loading {
                // The sign-lock says which key signed last; the journal's length is looked at once it is whole.
                self.own.load(LastSigned { journal: 0, ..signed });
            } else {
                self.note_signed(signed);
            }
        }
        if let Body::Suspend(suspend) = body {
            self.note_suspension(coop, suspend, entry.value.time);
        }
        if let Body::Fact(fact) = body {
            self.take_fact(coop, &entry, fact);
        }
        if !self.loading {
            self.persist(Write::Keep { name: ObjectName::Entry(coop, seq), bytes: entry.bytes.clone() });
            self.notify(Event::Entry { coop, seq });
        }
        self.books.entry(coop).or_default().entries.push(entry.bytes);
    }

    /// Signs and publishes an entry of our own journal, with what must come with it.
    pub(super) fn write_entry(
        &mut self,
        now: u64,
        body: &Body,
        with: Vec<Frame>,
    ) -> Result<ObjectId, Refusal> {
        self.may_sign_entry(now)?;
        let coop = self.identity.coop;
        let book = self.books.entry(coop).or_default();
        let (kind, bytes) = body.encode();
        let entry = Entry {
            seq: book.journal.seq() + 1,
            body: bytes,
            kind,
            page: (self.register.height, self.register.head),
            time: now,
            previous: book.journal.head(),
        };
        let federation = self.register.federation;
        let signed = envelope::sign(&federation, ObjectKind::Entry, &self.identity.key, entry);
        debug_assert!(signed.bytes.len() <= limits::ENTRY_BYTES, "bodies are bounded");
        let id = signed.id;
        self.take_entry(coop, signed.clone(), body);
        self.own.count_entry(now);
        if let Body::Vote(_) = body {
            let _ = self.say_vote(now, &signed.bytes);
        }
        self.say_notice(coop, &signed, body);
        let mut objects = vec![Frame::Entry(signed.bytes)];
        objects.extend(with);
        self.tell(objects);
        Ok(id)
    }

    /// Forgets what a retired key signed beyond its cut.
    pub(super) fn cut_journals(&mut self) {
        let mut cuts = Vec::new();
        for seat in self.register.seats() {
            let Some(book) = self.books.get(&seat.coop) else { continue };
            let terms = seat.terms();
            let ends = terms.iter().zip(terms.iter().skip(1).map(Some).chain([None]));
            for (term, next) in ends {
                let Some(end) = term.end() else { continue };
                // What follows the cut counts only if the next key signed it.
                let beyond = (end.journal.0.saturating_add(1)..=book.journal.seq()).find(|seq| {
                    let signed = book.get(*seq).and_then(|b| Signed::parse(b, limits::ENTRY_BYTES).ok());
                    let by = |key| signed.as_ref().is_some_and(|s| s.key == envelope::key_id(key));
                    by(&term.key) || next.is_none()
                });
                let off_chain = book.journal.id(end.journal.0) != end.journal.1 && end.journal.0 > 0;
                if let Some(beyond) = beyond {
                    cuts.push((seat.coop, beyond - 1));
                } else if off_chain && book.journal.seq() >= end.journal.0 {
                    // We hold a branch that the cut does not name: it is fetched again.
                    cuts.push((seat.coop, 0));
                }
            }
        }
        for (coop, keep) in cuts {
            self.forget_entries(coop, keep);
        }
    }

    /// Forgets what came after an entry of a journal.
    fn forget_entries(&mut self, coop: CoopId, keep: u64) {
        let Some(book) = self.books.get_mut(&coop) else { return };
        let last = book.journal.seq();
        book.journal.truncate(keep);
        book.entries.truncate(usize::try_from(keep).unwrap_or(usize::MAX));
        self.fund.forget(&coop, keep);
        for seq in keep.saturating_add(1)..=last {
            self.persist(Write::Erase { name: ObjectName::Entry(coop, seq) });
        }
    }

    /// The cooperatives whose pulses say that they hold an entry, this one included if it does.
    pub fn entry_holders(&self, coop: &CoopId, seq: u64) -> BTreeSet<CoopId> {
        let Some(book) = self.books.get(coop) else { return BTreeSet::new() };
        let Some(at) = self.register.position(coop) else { return BTreeSet::new() };
        let holds =
            |held: u64, id: Option<ObjectId>| held >= seq && id.is_some() && book.journal.id(held) == id;
        let mut holders: BTreeSet<CoopId> = self
            .pulses
            .iter()
            .filter(|(_, pulse)| pulse.value.journals.get(at).is_some_and(|(seq, id)| holds(*seq, *id)))
            .map(|(coop, _)| *coop)
            .collect();
        if book.journal.seq() >= seq {
            holders.insert(self.identity.coop);
        }
        holders
    }

    /// What each cooperative's pulse vouches for of a journal, where it names an entry that we hold.
    pub fn vouched(&self, coop: &CoopId) -> BTreeMap<CoopId, Vouch> {
        let (Some(journal), Some(at)) = (self.journal(coop), self.register.position(coop)) else {
            return BTreeMap::new();
        };
        let of_pulse = |pulse: &SignedPulse| {
            let (seq, id) = pulse.value.journals.get(at).copied()?;
            (seq > 0 && journal.id(seq) == id).then_some(Vouch { seq, page: pulse.value.page.0 })
        };
        self.pulses.iter().filter_map(|(by, pulse)| Some((*by, of_pulse(pulse)?))).collect()
    }

    /// Up to which entry a journal is confirmed, by the pulses held: only then is it acted upon.
    pub fn confirmed(&self, coop: &CoopId) -> u64 {
        let Some(journal) = self.journal(coop) else { return 0 };
        confirmed(journal, &self.vouched(coop), self.register.height, |page| &self.fund.sitting(page).active)
    }

    /// Whether an entry is confirmed.
    pub fn is_confirmed(&self, coop: &CoopId, seq: u64) -> bool {
        (1..=self.confirmed(coop)).contains(&seq)
    }

    /// Answers a request about the register.
    pub(super) fn acted(&mut self, request: super::Request, result: Result<ObjectId, Refusal>) {
        self.out.push(Output::Acted { request, result });
    }
}
