//! Seven cooperatives' journals, signed with the keys of the tests: good entries and others. Knows how they are signed and
//! what holds them; must not know what they say.

use std::collections::BTreeMap;

use bigre::exported::Journals;
use bigre_protocol::codec;
use bigre_protocol::durable::ProofKind;
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::fund::{Effect, Fact};
use bigre_protocol::id::{CoopId, ObjectId, OpId};
use bigre_protocol::journal::{Body, Entry, SignedEntry, Vote};
use bigre_protocol::limits::DAY_MS;
use bigre_protocol::money::Amount;
use bigre_protocol::pulse::Pulse;
use bigre_protocol::register::agreement::{Ack, Ballot};
use bigre_protocol::register::{Act, Page, Sealed};
use bigre_protocol::replica::Replica;
use bigre_protocol::text::{Code, List};
use bigre_tests::fixtures::{EPOCH, Federation, node_key};

/// How many cooperatives there are.
pub(crate) const SIZE: usize = 7;

/// What was written so far, held by a replica that only reads.
pub(crate) struct Scribe {
    pub(crate) federation: Federation,
    pub(crate) replica: Replica,
    pub(crate) time: u64,
    pages: Vec<Vec<u8>>,
    ops: u64,
    /// What becomes of the facts, by cooperative: how many, and how many without effect yet or ever.
    pub(crate) stated: BTreeMap<usize, [usize; 2]>,
}

pub(crate) fn amount(minor: u64) -> Amount {
    Amount::new(minor).unwrap()
}

pub(crate) fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

impl Scribe {
    pub(crate) fn new() -> Scribe {
        let federation = Federation::new(SIZE);
        let replica = Replica::reader(federation.founding.clone()).unwrap();
        Scribe { federation, replica, time: EPOCH, pages: Vec::new(), ops: 0, stated: BTreeMap::new() }
    }

    pub(crate) fn coop(&self, at: usize) -> CoopId {
        self.federation.coops[at]
    }

    /// A new name for an act.
    pub(crate) fn op(&mut self) -> OpId {
        self.ops += 1;
        let mut op = [0xb1; 16];
        op[8..].copy_from_slice(&self.ops.to_be_bytes());
        OpId(op)
    }

    /// The next entry of a journal, signed and not written.
    pub(crate) fn sign(&self, at: usize, body: &Body) -> SignedEntry {
        let register = self.replica.register();
        let journal = self.replica.journal(&self.coop(at));
        let (kind, body) = body.encode();
        let entry = Entry {
            seq: journal.map_or(0, |journal| journal.seq()) + 1,
            body,
            kind,
            page: (register.height, register.head),
            time: self.time,
            previous: journal.and_then(|journal| journal.head()),
        };
        envelope::sign(&register.federation, ObjectKind::Entry, &node_key(at), entry)
    }

    /// Writes the next entry of a journal.
    pub(crate) fn write(&mut self, at: usize, body: &Body) -> SignedEntry {
        self.time += 37 * 60_000;
        let entry = self.sign(at, body);
        self.replica.read_entry(&self.coop(at), &entry.bytes).unwrap();
        entry
    }

    /// States a fact, good or not, under a name of its own.
    pub(crate) fn state(&mut self, at: usize, mut fact: Fact) -> ObjectId {
        let op = self.op();
        fact.set_op(op);
        self.repeat(at, fact)
    }

    /// States a fact under the name that it has.
    pub(crate) fn repeat(&mut self, at: usize, fact: Fact) -> ObjectId {
        let id = self.write(at, &Body::Fact(fact)).id;
        let [all, idle] = self.stated.entry(at).or_default();
        *all += 1;
        *idle += usize::from(self.replica.fund().get(&id).unwrap().effect != Effect::Valid);
        id
    }

    /// Seals a page by what some cooperatives sign.
    pub(crate) fn seal(&mut self, act: Act, by: &[usize]) {
        let register = self.replica.register();
        let opened = self.time;
        let draft = register.draft(act, self.coop(by[0]), opened, None);
        let page = Page::read(&draft.to_bytes(), &register.federation).unwrap();
        let (height, attempt) = (register.height + 1, opened / DAY_MS);
        let approvals = by.iter().map(|at| self.federation.approval(*at, page.id, false)).collect();
        let ballot = Body::Vote(Vote::Ballot(Ballot { height, attempt, page: page.id, just: None }));
        let ack = Body::Vote(Vote::Ack(Ack { height, attempt, page: page.id }));
        let mut votes = Vec::new();
        for vote in [ballot, ack] {
            votes.extend(by.iter().map(|at| self.write(*at, &vote).bytes).collect::<Vec<_>>());
        }
        let sealed = Sealed { page: page.bytes, approvals, votes }.to_bytes();
        self.replica.read_page(&sealed).unwrap();
        self.pages.push(sealed);
    }

    /// A cooperative shows others a different next entry, and they tell.
    pub(crate) fn fork(&mut self, at: usize, held: &Body, other: &Body) {
        let other = self.sign(at, other).bytes;
        let held = self.write(at, held).bytes;
        let coop = self.coop(at);
        self.replica.read_proof(&coop, ProofKind::Journal, &held, &other).unwrap();
    }

    /// What a node says that it holds: the whole, but for the last entries of each journal.
    pub(crate) fn pulse(&mut self, at: usize, but: u64) {
        let register = self.replica.register();
        let journals: Vec<_> = register
            .seats()
            .iter()
            .map(|seat| {
                let journal = self.replica.journal(&seat.coop);
                let seq = journal.map_or(0, |journal| journal.seq().saturating_sub(but));
                (seq, journal.and_then(|journal| journal.id(seq)))
            })
            .collect();
        let pulse = Pulse {
            page: (register.height, register.head),
            time: self.time,
            number: self.time,
            directories: List::new(vec![0; journals.len()]).unwrap(),
            journals: List::new(journals).unwrap(),
        };
        let pulse = envelope::sign(&register.federation, ObjectKind::Pulse, &node_key(at), pulse);
        let coop = self.coop(at);
        self.replica.read_pulse(&coop, &pulse.bytes).unwrap();
    }

    /// The directory that a node would export: paths and bytes.
    pub(crate) fn files(&self) -> Vec<(std::path::PathBuf, Vec<u8>)> {
        let founding = self.federation.founding.to_bytes();
        assert_eq!(codec::check(&founding), Ok(()));
        let mut files = vec![("founding.cbor".into(), founding)];
        let pages = self.pages.iter().enumerate();
        files.extend(pages.map(|(at, page)| (format!("pages/{:04}.cbor", at + 1).into(), page.clone())));
        files.extend(Journals::of(&self.replica).files());
        files
    }
}
