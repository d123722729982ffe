//! What all nodes go by: who is who, and the pages that were sealed. Must not know who holds what.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use bigre_protocol::envelope::{self, ObjectKind, Signed};
use bigre_protocol::fund::{Fact, FundRules, Line, Sitting};
use bigre_protocol::id::{CoopId, FederationId, ObjectId, PublicKey};
use bigre_protocol::journal::{Entry, SignedEntry};
use bigre_protocol::limits;
use bigre_protocol::money::Amount;
use bigre_protocol::register::quorum;
use bigre_protocol::text::{Code, List};
use ed25519_dalek::SigningKey;

use super::Coop;
use crate::fixtures::node_key;

/// The year of every pledge.
pub(crate) const YEAR: u16 = 2026;

/// What a page decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Nothing,
    Admit(Coop),
    /// With the last entry of the journal that counts.
    Expel(Coop, u64, Option<ObjectId>),
}

/// A page of the register.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) id: ObjectId,
    pub(crate) act: Act,
    pub(crate) sitting: Sitting,
}

/// A fact on a journal, signed.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) by: Coop,
    pub(crate) seq: u64,
    pub(crate) page: u64,
    pub(crate) id: ObjectId,
    pub(crate) fact: Fact,
    bytes: Vec<u8>,
    /// What any node reads in these bytes: the same, so that it is worked out once.
    read: OnceCell<Option<(Entry, Fact)>>,
}

/// Who is who, and the pages: number 0 is the founding.
pub(crate) struct Law {
    federation: FederationId,
    keys: Vec<SigningKey>,
    public: Vec<PublicKey>,
    pub(crate) coops: Vec<CoopId>,
    pub(crate) founders: usize,
    pub(crate) pages: Vec<Page>,
}

/// An amount of so many minor units.
pub(crate) fn amount(minor: u64) -> Amount {
    Amount::new(minor).unwrap_or_default()
}

/// A line of the fund.
pub(crate) fn line(name: &str) -> Code {
    Code::new(name).expect("a code")
}

fn rules() -> FundRules {
    let of = |name: &str, maximum, repayable| Line {
        code: line(name),
        quick: None,
        window: 0,
        maximum: amount(maximum),
        repayable,
    };
    let lines = List::new(vec![of("aid", 300, false), of("advance", 400, true)]).expect("two lines");
    FundRules { open: 4, lines, ..FundRules::default() }
}

fn page_id(height: u64) -> ObjectId {
    let mut id = [9; 32];
    id[..8].copy_from_slice(&height.to_be_bytes());
    ObjectId(id)
}

impl Law {
    /// A federation of so many founders, and guests that may join it.
    pub(crate) fn new(founders: usize, guests: usize) -> Law {
        let keys: Vec<SigningKey> = (0..founders + guests).map(node_key).collect();
        let public: Vec<PublicKey> = keys.iter().map(envelope::public_key).collect();
        let coop = |at: usize| {
            let mut id = public[at].0;
            id[0] = u8::try_from(at).unwrap_or(u8::MAX);
            CoopId(id)
        };
        let coops: Vec<CoopId> = (0..founders + guests).map(coop).collect();
        let active: BTreeSet<CoopId> = coops[..founders].iter().copied().collect();
        let sitting = Sitting { rules: rules(), members: active.clone(), active, overruled: BTreeSet::new() };
        let founding = Page { id: page_id(0), act: Act::Nothing, sitting };
        Law { federation: FederationId([3; 32]), keys, public, coops, founders, pages: vec![founding] }
    }

    /// The number of the last page that was sealed.
    pub(crate) fn top(&self) -> u64 {
        self.pages.len() as u64 - 1
    }

    /// A page; the last one for a number that there is not.
    pub(crate) fn page(&self, height: u64) -> &Page {
        let at = usize::try_from(height).unwrap_or(usize::MAX);
        self.pages.get(at).unwrap_or(&self.pages[self.pages.len() - 1])
    }

    /// Who votes after a page.
    pub(crate) fn electorate(&self, height: u64) -> Vec<Coop> {
        let active = &self.page(height).sitting.active;
        (0..self.coops.len()).filter(|at| active.contains(&self.coops[*at])).collect()
    }

    /// How many vote after each page up to one.
    pub(crate) fn voters(&self, height: u64) -> Vec<usize> {
        self.upto(height).map(|page| page.sitting.active.len()).collect()
    }

    /// Whether a cooperative votes after a page.
    pub(crate) fn votes(&self, height: u64, coop: Coop) -> bool {
        self.page(height).sitting.active.contains(&self.coops[coop])
    }

    /// How many of those who vote after a page must agree.
    pub(crate) fn quorum(&self, height: u64) -> usize {
        quorum(self.page(height).sitting.active.len())
    }

    /// Seals one page more.
    pub(crate) fn seal(&mut self, act: Act) {
        let mut sitting = self.page(u64::MAX).sitting.clone();
        match act {
            Act::Nothing => {}
            Act::Admit(coop) => drop(sitting.active.insert(self.coops[coop])),
            Act::Expel(coop, ..) => drop(sitting.active.remove(&self.coops[coop])),
        }
        sitting.members = sitting.active.clone();
        self.pages.push(Page { id: page_id(self.top() + 1), act, sitting });
    }

    /// Whether a cooperative was ever admitted, as the pages up to one say.
    pub(crate) fn knows(&self, height: u64, coop: Coop) -> bool {
        coop < self.founders || self.upto(height).any(|page| page.act == Act::Admit(coop))
    }

    /// Where a cooperative's journal ends, as the pages up to one say.
    pub(crate) fn end(&self, height: u64, coop: Coop) -> Option<(u64, Option<ObjectId>)> {
        self.upto(height).find_map(|page| match page.act {
            Act::Expel(of, seq, id) if of == coop => Some((seq, id)),
            _ => None,
        })
    }

    fn upto(&self, height: u64) -> impl Iterator<Item = &Page> {
        self.pages.iter().take(usize::try_from(height).unwrap_or(usize::MAX).saturating_add(1))
    }

    /// Signs a fact on a journal, after an entry and citing a page.
    pub(crate) fn sign(&self, by: Coop, after: Option<&Said>, page: u64, fact: &Fact) -> Said {
        let entry = Entry {
            seq: after.map_or(0, |said| said.seq) + 1,
            body: fact.to_bytes(),
            kind: fact.kind(),
            page: (page, self.page(page).id),
            time: 1_000,
            previous: after.map(|said| said.id),
        };
        let signed = envelope::sign(&self.federation, ObjectKind::Entry, &self.keys[by], entry);
        let SignedEntry { value, id, bytes } = signed;
        Said { by, seq: value.seq, page, id, fact: fact.clone(), bytes, read: OnceCell::new() }
    }

    /// Reads an entry as a node does that receives it.
    pub(crate) fn verify<'s>(&self, said: &'s Said) -> Option<&'s (Entry, Fact)> {
        said.read.get_or_init(|| self.read(said)).as_ref()
    }

    fn read(&self, said: &Said) -> Option<(Entry, Fact)> {
        let signed = Signed::parse(&said.bytes, limits::ENTRY_BYTES).ok()?;
        let key = &self.public[said.by];
        let entry = signed.verify::<Entry>(&said.bytes, &self.federation, ObjectKind::Entry, key).ok()?;
        let fact = Fact::read(entry.value.kind, &entry.value.body)?.ok()?;
        (entry.id == said.id).then_some((entry.value, fact))
    }
}
