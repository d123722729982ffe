//! The node of an honest cooperative: its journals, its pulse, what it takes for confirmed. Knows what it was told; must
//! not know who cheats.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use bigre_protocol::fund::{Effect, Fact, Fund, Void};
use bigre_protocol::id::{CoopId, ObjectId, OpId};
use bigre_protocol::journal::{Journal, Vouch, confirmed, takeover};

use super::law::{Act, Law, Said};
use super::{Coop, Options};

/// A pulse: what a node vouches for of each journal, and its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Beat {
    pub(crate) by: Coop,
    pub(crate) number: u64,
    pub(crate) page: u64,
    pub(crate) claims: Claims,
}

/// The last entry of each journal, by place.
pub(crate) type Claims = BTreeMap<Coop, (u64, ObjectId)>;

/// A journal, and its entries.
#[derive(Debug, Clone, Default)]
pub(crate) struct Book {
    pub(crate) journal: Journal,
    pub(crate) entries: Vec<Rc<Said>>,
}

/// What a node keeps on its disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    pub(crate) height: u64,
    pub(crate) books: BTreeMap<Coop, Book>,
    pub(crate) fund: Fund,
    pub(crate) beats: BTreeMap<Coop, Rc<Beat>>,
    /// Journals whose author contradicted itself.
    pub(crate) forks: BTreeSet<Coop>,
    /// Payments that a receipt was given for.
    pub(crate) banked: BTreeMap<OpId, ObjectId>,
    /// What it vouched for is on this disk.
    pub(crate) remembers: bool,
}

/// What a node said of itself when it was last heard.
#[derive(Debug, Clone)]
pub(crate) struct Hello {
    pub(crate) height: u64,
    pub(crate) journals: Claims,
    /// The numbers of the pulses that it holds.
    pub(crate) pulses: BTreeMap<Coop, u64>,
}

/// What a node does with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    New,
    Held,
    Fork,
    Refused,
}

/// An honest node.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) me: Coop,
    pub(crate) disk: Disk,
    pub(crate) backup: Option<Box<Disk>>,
    /// The others, as heard since it started.
    pub(crate) heard: BTreeMap<Coop, Hello>,
    /// A pulse of our own that others brought after we lost our memory.
    recalled: Option<Rc<Beat>>,
    /// It was put back, and not by a page of the register.
    restored: bool,
    pub(crate) online: bool,
    pub(crate) side: u64,
    options: Options,
    /// Something changed since it was last looked at.
    pub(crate) dirty: bool,
}

impl Node {
    pub(crate) fn new(me: Coop, law: &Law, options: Options) -> Node {
        let mut disk = Disk { remembers: me < law.founders, ..Disk::default() };
        disk.fund.sit(0, law.page(0).sitting.clone());
        Node {
            me,
            disk,
            backup: None,
            heard: BTreeMap::new(),
            recalled: None,
            restored: false,
            online: true,
            side: 0,
            options,
            dirty: false,
        }
    }

    /// The journal of a cooperative, if anything of it is held.
    pub(crate) fn journal(&self, of: Coop) -> Option<&Journal> {
        self.disk.books.get(&of).map(|book| &book.journal)
    }

    /// The last entry of our own journal.
    pub(crate) fn last(&self) -> Option<&Rc<Said>> {
        self.disk.books.get(&self.me).and_then(|book| book.entries.last())
    }

    /// The heads of the journals held.
    pub(crate) fn heads(&self) -> Claims {
        let of = |(by, book): (&Coop, &Book)| Some((*by, (book.journal.seq(), book.journal.head()?)));
        self.disk.books.iter().filter_map(of).collect()
    }

    /// What it says of itself.
    pub(crate) fn hello(&self) -> Hello {
        let pulses = self.disk.beats.iter().map(|(by, beat)| (*by, beat.number)).collect();
        Hello { height: self.disk.height, journals: self.heads(), pulses }
    }

    /// Puts the pages up to one in force.
    pub(crate) fn follow(&mut self, law: &Law, upto: u64) {
        while self.disk.height < upto.min(law.top()) {
            self.disk.height += 1;
            self.dirty = true;
            let page = law.page(self.disk.height);
            self.disk.fund.sit(self.disk.height, page.sitting.clone());
            if let Act::Expel(coop, seq, id) = page.act {
                // What its keys signed beyond may be a thief's: it contradicted nobody.
                self.disk.forks.remove(&coop);
                let Some(journal) = self.journal(coop) else { continue };
                let right = seq == 0 || journal.seq() < seq || journal.id(seq) == id;
                self.cut(law, coop, if right { seq } else { 0 });
            }
        }
    }

    /// Takes an entry in, if it is the next one of its journal and nothing speaks against it.
    pub(crate) fn take(&mut self, law: &Law, said: &Rc<Said>) -> Taken {
        let height = self.disk.height;
        if self.journal(said.by).is_some_and(|journal| journal.id(said.seq) == Some(said.id)) {
            return Taken::Held;
        }
        if !law.knows(height, said.by) || said.page > height {
            return Taken::Refused;
        }
        let end = law.end(height, said.by);
        if end.is_some_and(|(seq, _)| said.seq > seq) {
            return Taken::Refused;
        }
        let book = self.disk.books.entry(said.by).or_default();
        if said.seq > book.journal.seq() + 1 {
            return Taken::Refused;
        }
        let Some((entry, fact)) = law.verify(said) else { return Taken::Refused };
        if book.journal.id(said.seq).is_some() {
            match end {
                Some((seq, id)) if book.journal.id(seq) == id => return Taken::Refused,
                // Neither is known to be right until the cut is reached: the later one is followed.
                Some(_) => {
                    self.cut(law, said.by, 0);
                    return self.take(law, said);
                }
                None => {}
            }
            self.disk.forks.insert(said.by);
            return Taken::Fork;
        }
        let backdated = said.page < book.journal.page(book.journal.seq());
        let named = entry.page == (said.page, law.page(said.page).id);
        if !book.journal.is_next(entry) || backdated || !named {
            return Taken::Refused;
        }
        if let Some((seq, id)) = end {
            if said.seq == seq && Some(said.id) != id {
                self.cut(law, said.by, 0);
                return Taken::Refused;
            }
        } else if self.disk.forks.contains(&said.by) {
            return Taken::Refused;
        }
        self.push(law, said.clone(), fact.clone());
        Taken::New
    }

    /// Forgets what came after an entry.
    fn cut(&mut self, law: &Law, of: Coop, keep: u64) {
        let book = self.disk.books.entry(of).or_default();
        book.journal.truncate(keep);
        book.entries.truncate(usize::try_from(keep).unwrap_or(usize::MAX));
        self.disk.fund.forget(&law.coops[of], keep);
        self.dirty = true;
    }

    fn push(&mut self, law: &Law, said: Rc<Said>, fact: Fact) {
        let book = self.disk.books.entry(said.by).or_default();
        book.journal.push(said.id, 200, said.page);
        self.disk.fund.take(law.coops[said.by], (said.seq, said.id), said.page, 0, fact);
        book.entries.push(said);
        self.dirty = true;
    }

    /// Takes a pulse in, if it is newer. Our own, when we lost our memory, is what we remember.
    pub(crate) fn hear(&mut self, beat: &Rc<Beat>) {
        let newer = |held: Option<&Rc<Beat>>| held.is_none_or(|held| held.number < beat.number);
        if beat.by == self.me {
            if !self.disk.remembers && !self.options.forget && newer(self.recalled.as_ref()) {
                self.recalled = Some(beat.clone());
            }
        } else if newer(self.disk.beats.get(&beat.by)) {
            self.disk.beats.insert(beat.by, beat.clone());
            self.dirty = true;
        }
    }

    /// How far a journal is confirmed.
    pub(crate) fn confirmed(&self, law: &Law, of: Coop) -> u64 {
        let Some(journal) = self.journal(of) else { return 0 };
        let vouch = |(by, beat): (&Coop, &Rc<Beat>)| {
            let (seq, id) = *beat.claims.get(&of)?;
            let named = journal.id(seq) == Some(id);
            named.then_some((law.coops[*by], Vouch { seq, page: beat.page }))
        };
        let vouches = self.disk.beats.iter().filter_map(vouch).collect();
        confirmed(journal, &vouches, self.disk.height, |page| &self.disk.fund.sitting(page).active)
    }

    /// Says what is held, if anything of it is new and the node may. `now` is greater each time.
    pub(crate) fn beat(&mut self, law: &Law, now: u64) {
        if !self.online || !law.votes(self.disk.height, self.me) || !self.knows_what_it_held(law) {
            return;
        }
        if !self.disk.remembers && !self.options.by_number {
            for by in &self.disk.forks {
                self.disk.books.entry(*by).or_default().journal.vouch_only(0);
            }
        }
        let held = self.disk.beats.get(&self.me).or(self.recalled.as_ref()).cloned();
        let mut claims = Claims::new();
        for by in 0..law.coops.len() {
            let before = held.as_ref().and_then(|held| held.claims.get(&by).copied());
            let cut = law.end(self.disk.height, by).is_some();
            let book = self.disk.books.entry(by).or_default();
            claims.extend(book.journal.claim(before, cut).map(|claim| (by, claim)));
        }
        let page = self.disk.height;
        if held.as_ref().is_some_and(|held| held.claims == claims && held.page == page) && self.disk.remembers
        {
            return;
        }
        let number = held.map_or(0, |held| held.number + 1).max(now);
        self.disk.beats.insert(self.me, Rc::new(Beat { by: self.me, number, page, claims }));
        (self.disk.remembers, self.recalled, self.dirty) = (true, None, true);
    }

    /// Whether it knows what it vouched for before, or has taken over what enough others hold.
    fn knows_what_it_held(&self, law: &Law) -> bool {
        let careless = if self.restored { self.options.forget } else { self.options.hasty };
        if self.disk.remembers || careless {
            return true;
        }
        let height = self.disk.height;
        let admitted = (0..=height).find(|page| law.votes(*page, self.me)).filter(|_| !self.restored);
        let before = |by: Coop| admitted.is_none_or(|page| page == 0 || law.votes(page - 1, by));
        let voters = law.electorate(height);
        let most = voters.iter().filter(|by| **by != self.me && before(**by)).count();
        let admitted = admitted.and_then(|page| usize::try_from(page).ok());
        let needed = takeover(&law.voters(height), admitted).min(most);
        let counts = |(by, hello): &(&Coop, &Hello)| {
            voters.contains(by) && hello.height == height && self.took_over(**by, hello)
        };
        self.heard.iter().filter(counts).count() >= needed
    }

    fn took_over(&self, by: Coop, hello: &Hello) -> bool {
        let vouches = self.disk.beats.get(&by).is_some_and(|beat| beat.page == self.disk.height);
        let same = |(of, (seq, id)): (&Coop, &(u64, ObjectId))| {
            let journal = self.journal(*of);
            let held = if self.options.by_number {
                journal.is_some_and(|journal| journal.seq() >= *seq)
            } else {
                journal.is_some_and(|journal| journal.id(*seq) == Some(*id))
            };
            held || self.disk.forks.contains(of)
        };
        let said = hello.pulses.get(&self.me).copied().unwrap_or(0);
        let recalled = said <= self.recalled.as_ref().map_or(0, |beat| beat.number);
        (vouches && recalled || self.options.by_number) && hello.journals.iter().all(same)
    }

    /// Whether it may sign: it heard a quorum since it started, and holds all of its own journal that they do.
    pub(crate) fn may_sign(&self, law: &Law) -> bool {
        let height = self.disk.height;
        let own = self.journal(self.me).map_or(0, Journal::seq);
        let behind = |hello: &Hello| hello.journals.get(&self.me).is_some_and(|(seq, _)| *seq > own);
        let heard = self.heard.iter().filter(|(by, _)| law.votes(height, **by)).count() + 1;
        let ready = law.votes(height, self.me) && heard >= law.quorum(height) && self.disk.remembers;
        self.online && ready && !self.heard.values().any(behind)
    }

    /// States a fact, if an honest node may now; why not.
    pub(crate) fn state(&mut self, law: &Law, fact: &Fact) -> Result<Rc<Said>, Option<Void>> {
        if !self.may_sign(law) {
            return Err(None);
        }
        match self.disk.fund.check(&law.coops[self.me], self.disk.height, fact) {
            Effect::Valid => {}
            Effect::Void(void) => return Err(Some(void)),
            Effect::Waiting(_) => return Err(None),
        }
        let place = |coop: &CoopId| law.coops.iter().position(|other| other == coop);
        self.disk
            .fund
            .conduct(fact, |_, entered, must| {
                let of = place(&entered.coop);
                let confirmed = of.is_some_and(|of| self.confirmed(law, of) >= entered.seq);
                if !must || confirmed { Ok(()) } else { Err(Void::NotParticipant) }
            })
            .map_err(|_| None)?;
        let said = Rc::new(law.sign(self.me, self.last().map(Rc::as_ref), self.disk.height, fact));
        self.push(law, said.clone(), fact.clone());
        if let Fact::Receipt(receipt) = fact
            && let Some(payment) = self.disk.fund.get(&receipt.of)
        {
            self.disk.banked.insert(payment.fact.op(), receipt.of);
        }
        Ok(said)
    }

    /// Whether it was put back from a backup once.
    pub(crate) fn restored(&self) -> bool {
        self.restored
    }

    /// Stops and starts again: what is on disk is read anew.
    pub(crate) fn restart(&mut self) {
        self.heard.clear();
        self.recalled = None;
        let before = self.disk.beats.get(&self.me).cloned();
        for (by, book) in &mut self.disk.books {
            let mut journal = Journal::default();
            for said in &book.entries {
                journal.push(said.id, 200, said.page);
            }
            if self.disk.forks.contains(by) {
                let claimed = before.as_ref().and_then(|beat| beat.claims.get(by)).map_or(0, |(seq, _)| *seq);
                journal.vouch_only(claimed);
            }
            book.journal = journal;
        }
        self.dirty = true;
    }

    /// Makes a backup.
    pub(crate) fn save(&mut self) {
        self.backup = Some(Box::new(self.disk.clone()));
    }

    /// Is put back from a backup, which lacks the sign-lock: it does not know what it vouched for since.
    pub(crate) fn restore(&mut self, disk: Disk) {
        self.disk = Disk { remembers: false, ..disk };
        self.restored = true;
        self.restart();
        self.recalled = self.disk.beats.remove(&self.me).filter(|_| !self.options.forget);
    }
}
