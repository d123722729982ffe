//! The register: which cooperatives belong to the federation, and with which cards: a fold of its sealed pages
//! and of the cooperatives' cards. Must not know of directories or of the network.

pub mod agreement;
mod founding;
mod page;
mod seal;
mod seat;

use std::collections::{BTreeMap, BTreeSet};

pub use founding::{After, Assent, Founding, FoundingError, FoundingText};
pub use page::{
    Act, Approval, CharterSigned, Page, PageError, Pin, Published, ReadPage, Rules, attempt, charter_id,
    coop_id,
};
pub use seal::{Object, Sealed, Votes};
pub use seat::{Admitted, Seat, Standing, Term};

use crate::card::{Card, Cut};
use crate::envelope::{KeyId, Verified};
use crate::fund::FundRules;
use crate::id::{CoopId, FederationId, ObjectId};
use crate::limits;
use crate::mutant::{Mutant, mutant};
use crate::text::List;

/// The charter that a federation begins with.
pub const CHARTER: &str = include_str!("charter.md");
/// Version of the protocol that this code speaks: an `upgrade` page may ask for a later one.
pub const PROTOCOL: u64 = 1;

/// The cooperatives of a federation. Each has a seat, in the order of the founders' ids and then of admission;
/// a seat is never given to another, so that its place means the same on every node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The federation.
    pub federation: FederationId,
    /// Its name.
    pub name: String,
    /// Number of the last sealed page; 0 after the founding.
    pub height: u64,
    /// The last sealed page; the federation's id after the founding.
    pub head: ObjectId,
    /// The charter in force.
    pub charter: Vec<u8>,
    /// The oldest version of the protocol that may be spoken.
    pub minimum: u64,
    /// Quotas of one cooperative: members, entries, bytes of bodies.
    pub quotas: [u64; 3],
    /// The vocabularies in force beside the one that comes with the program, in the order in which they are read.
    pub vocabularies: Vec<Published>,
    /// The rules of the fund.
    pub fund: FundRules,
    /// Requests of the fund whose objections are overruled.
    pub overruled: BTreeSet<ObjectId>,
    /// Whether a page set the rules of the fund: its currency stays from then on.
    fund_ruled: bool,
    seats: Vec<Seat>,
    places: BTreeMap<CoopId, usize>,
}

/// Two thirds, rounded up: what tolerates as many cheats as can be tolerated (design, section 4).
pub fn quorum(cooperatives: usize) -> usize {
    if mutant(Mutant::Majority) {
        return cooperatives / 2 + 1;
    }
    (2 * cooperatives).div_ceil(3)
}

impl Register {
    fn new(federation: FederationId, name: String, founders: BTreeMap<CoopId, Verified<Card>>) -> Self {
        let seats: Vec<Seat> = founders.into_iter().map(|(coop, card)| Seat::new(coop, card)).collect();
        Register {
            federation,
            name,
            height: 0,
            head: ObjectId(federation.0),
            charter: CHARTER.as_bytes().to_vec(),
            minimum: PROTOCOL,
            quotas: [limits::MEMBERS, limits::ENTRIES, limits::DIRECTORY_BYTES],
            vocabularies: Vec::new(),
            fund: FundRules::default(),
            fund_ruled: false,
            overruled: BTreeSet::new(),
            places: seats.iter().enumerate().map(|(at, seat)| (seat.coop, at)).collect(),
            seats,
        }
    }

    /// Every seat ever taken, in order.
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// A cooperative's seat.
    pub fn seat(&self, coop: &CoopId) -> Option<&Seat> {
        self.seats.get(*self.places.get(coop)?)
    }

    /// The members, dormant ones included, in order.
    pub fn coops(&self) -> impl Iterator<Item = CoopId> + '_ {
        self.seats.iter().filter(|seat| seat.is_member()).map(|seat| seat.coop)
    }

    /// How many cooperatives vote.
    pub fn active(&self) -> usize {
        self.seats.iter().filter(|seat| seat.standing == Standing::Active).count()
    }

    /// How many members.
    pub fn len(&self) -> usize {
        self.coops().count()
    }

    /// Whether there is none (never, once founded).
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a cooperative is a member, active or dormant.
    pub fn is_member(&self, coop: &CoopId) -> bool {
        self.seat(coop).is_some_and(Seat::is_member)
    }

    /// Whether a cooperative votes.
    pub fn is_active(&self, coop: &CoopId) -> bool {
        self.seat(coop).is_some_and(|seat| seat.standing == Standing::Active)
    }

    /// The card in force of a cooperative.
    pub fn card(&self, coop: &CoopId) -> Option<&Card> {
        self.seat(coop).map(|seat| &seat.card().value)
    }

    /// The term of a node key: whose it is, and from where to where what it signs is valid.
    pub fn term(&self, key: &KeyId) -> Option<(CoopId, Term)> {
        self.seats.iter().find_map(|seat| Some((seat.coop, seat.term(key)?)))
    }

    /// The place of a cooperative's seat.
    pub fn position(&self, coop: &CoopId) -> Option<usize> {
        self.places.get(coop).copied()
    }

    /// How many cooperatives must agree.
    pub fn quorum(&self) -> usize {
        quorum(self.active())
    }

    /// The charter's id.
    pub fn charter_id(&self) -> ObjectId {
        charter_id(&self.charter)
    }

    /// The electorate as the next page must pin it.
    pub fn pins(&self) -> List<Pin, { limits::SEATS }> {
        let active = self.seats.iter().filter(|seat| seat.standing == Standing::Active);
        let pin = |seat: &Seat| Pin(seat.coop, seat.card().value.number, seat.card().id);
        List::new(active.map(pin).collect()).unwrap_or_default()
    }

    /// A page that does an act next, proposed by a cooperative.
    pub fn draft(&self, act: Act, proposer: CoopId, opened: u64, minutes: Option<[u8; 32]>) -> Page {
        Page {
            act,
            pins: self.pins(),
            height: self.height + 1,
            opened,
            minutes: minutes.map(|hash| serde_bytes::ByteBuf::from(hash.to_vec())),
            previous: self.head,
            proposer,
        }
    }

    /// The card that a pin names.
    pub fn pinned(&self, pin: &Pin) -> Option<&Verified<Card>> {
        self.seat(&pin.0)?.find(pin.1, &pin.2)
    }

    /// Whether a page may be written next: number, page before, electorate, act.
    pub fn check(&self, page: &Page) -> Result<(), PageError> {
        if page.height != self.height + 1 {
            return Err(PageError::Height { found: page.height, expected: self.height + 1 });
        }
        if page.previous != self.head {
            return Err(PageError::Previous);
        }
        let active = self.seats.iter().filter(|seat| seat.standing == Standing::Active);
        if !active.map(|seat| seat.coop).eq(page.pins.iter().map(|pin| pin.0)) {
            return Err(PageError::Pins);
        }
        if let Some(pin) = page.pins.iter().find(|pin| self.pinned(pin).is_none()) {
            return Err(PageError::UnknownCard(pin.0));
        }
        if !page.pins.iter().any(|pin| pin.0 == page.proposer) {
            return Err(PageError::Stranger);
        }
        self.check_act(page, &page.act)
    }

    /// The card of a cooperative that a page goes by: the one it pins, or else the last that a sealed page pinned. What
    /// came since does not count: a page means the same to every node at any time.
    fn card_for<'r>(&'r self, page: &Page, seat: &'r Seat) -> &'r Verified<Card> {
        let pinned = page.pins.iter().find(|pin| pin.0 == seat.coop).and_then(|pin| self.pinned(pin));
        pinned.unwrap_or_else(|| seat.settled())
    }

    fn check_act(&self, page: &Page, act: &Act) -> Result<(), PageError> {
        let impossible = |why| Err(PageError::Act(why));
        match act {
            Act::Admit { card, charter } => {
                let card = Card::read_founder(card)?;
                CharterSigned::read(charter, &self.federation, &card, &self.charter_id())?;
                if self.seats.len() >= limits::SEATS {
                    return impossible("every seat is taken");
                }
                if self.position(&coop_id(&self.federation, &card.id)).is_some() {
                    return impossible("it has a seat already");
                }
                self.check_distinct(page, &card.value, None)
            }
            Act::Expel { coop, .. } | Act::Leave { coop, .. } => {
                if !self.is_member(coop) {
                    return impossible("it is not a member");
                }
                if let Act::Expel { cut, .. } | Act::Leave { cut, .. } = act
                    && !cut.is_sound()
                {
                    return impossible("its cut can't be");
                }
                let left = self.active() - usize::from(self.is_active(coop));
                if left == 0 { impossible("nobody would be left") } else { Ok(()) }
            }
            Act::Sleep(coop) if !self.is_active(coop) => impossible("it does not vote now"),
            Act::Sleep(_) if self.active() == 1 => impossible("nobody would be left to vote"),
            Act::Sleep(_) => Ok(()),
            Act::Wake(coop) if self.is_active(coop) || !self.is_member(coop) => {
                impossible("it is not dormant")
            }
            Act::Wake(_) => Ok(()),
            Act::Succeed { cut, card, coop } => {
                let Some(seat) = self.seat(coop).filter(|seat| seat.is_member()) else {
                    return impossible("it is not a member");
                };
                let card = Card::read_successor(card, &self.federation, self.card_for(page, seat))?;
                if card.value.cut != *cut {
                    return impossible("the cut is not the card's");
                }
                self.check_distinct(page, &card.value, Some(coop))
            }
            Act::Recognise { card, coop } => match self.seat(coop) {
                Some(seat) if seat.branches().iter().any(|branch| branch.id == *card) => Ok(()),
                Some(seat) if seat.is_member() => Err(PageError::UnknownCard(*coop)),
                _ => impossible("it is not a member"),
            },
            Act::Rules(rules) => rules.check(),
            Act::FundRules(rules) => {
                let other = self.fund_ruled && rules.currency != self.fund.currency;
                let fine = if other { Err("the fund's currency can't change") } else { rules.check() };
                fine.map_err(PageError::Act)
            }
            Act::Overrule(request) if self.overruled.contains(request) => {
                impossible("it is overruled already")
            }
            Act::Overrule(_) => Ok(()),
            Act::Upgrade(version) if *version <= self.minimum => impossible("it is not a later version"),
            Act::Upgrade(_) => Ok(()),
        }
    }

    /// Refuses a newcomer's or a successor's card that shares its name, legal id or a key with another cooperative's.
    fn check_distinct(&self, page: &Page, card: &Card, except: Option<&CoopId>) -> Result<(), PageError> {
        let keys: BTreeSet<_> = card.all_keys().collect();
        for seat in self.seats.iter().filter(|seat| Some(&seat.coop) != except) {
            let other = &self.card_for(page, seat).value;
            if other.all_keys().any(|key| keys.contains(key)) {
                return Err(PageError::Act("another cooperative has the same key"));
            }
            if !seat.is_member() {
                continue;
            }
            if other.name.to_lowercase() == card.name.to_lowercase() {
                return Err(PageError::Act("a member has the same name"));
            }
            if other.legal == card.legal {
                return Err(PageError::Act("a member has the same legal id"));
            }
        }
        Ok(())
    }

    /// Whether another cooperative's node signs, or connects, with a key of a card: it would not be known whose it is.
    /// Names, and keys that people hold, are not looked at: anybody could copy them, and be quicker with some nodes.
    fn takes_a_node(&self, at: usize, card: &Card) -> bool {
        let keys =
            |card: &Card| -> BTreeSet<_> { card.transport.iter().chain([&card.node]).copied().collect() };
        let ours = keys(card);
        let others = self.seats.iter().enumerate().filter(|(place, _)| *place != at);
        others.flat_map(|(_, seat)| seat.cards()).any(|other| !keys(&other.value).is_disjoint(&ours))
    }

    /// Whether a page pins every cooperative's card in force: no node ballots one that does not, unless bound.
    pub fn is_fresh(&self, page: &Page) -> bool {
        page.pins == self.pins()
    }

    /// Takes in a cooperative's card: the next one, or another with the number of one held.
    pub fn admit_card(&mut self, bytes: &[u8]) -> Result<(CoopId, Admitted), crate::card::CardError> {
        let federation = self.federation;
        let card: Card = crate::envelope::Cosigned::parse(bytes, limits::CARD_BYTES)?.peek()?;
        let mut seats = self.seats.iter().enumerate();
        let before = seats.find_map(|(at, seat)| Some((at, seat.before(&card)?)));
        let (at, before) = before.ok_or(crate::card::CardError::Previous)?;
        let card = Card::read_next(bytes, &federation, before)?;
        if self.takes_a_node(at, &card.value) {
            return Err(crate::card::CardError::Taken);
        }
        let seat = &mut self.seats[at];
        Ok((seat.coop, seat.admit(card)?))
    }

    /// Writes a page that was checked and sealed.
    pub fn write(&mut self, page: &ReadPage) {
        debug_assert_eq!(self.check(&page.value), Ok(()));
        (self.height, self.head) = (page.value.height, page.id);
        // A branch that a sealed page pins wins without a vote, now and later.
        for Pin(coop, number, card) in page.value.pins.iter() {
            if let Some(seat) = self.seat_mut(coop) {
                seat.recognise(card);
                seat.settle(*number);
            }
        }
        match &page.value.act {
            Act::Admit { card, .. } => {
                if let Ok(card) = Card::read_founder(card) {
                    let coop = coop_id(&self.federation, &card.id);
                    self.places.insert(coop, self.seats.len());
                    self.seats.push(Seat::new(coop, card));
                }
            }
            Act::Expel { coop, cut, .. } => self.end(coop, Standing::Expelled, *cut),
            Act::Leave { coop, cut } => self.end(coop, Standing::Left, *cut),
            Act::Sleep(coop) => self.stand(coop, Standing::Dormant),
            Act::Wake(coop) => self.stand(coop, Standing::Active),
            Act::Succeed { card, coop, .. } => {
                let federation = self.federation;
                if let Some(seat) = self.seat_mut(coop) {
                    seat.succeed(card, &federation);
                }
            }
            Act::Recognise { card, coop } => {
                let card = *card;
                if let Some(seat) = self.seat_mut(coop) {
                    seat.recognise(&card);
                }
            }
            Act::Rules(rules) => {
                for (quota, rule) in self.quotas.iter_mut().zip([rules.members, rules.entries, rules.bytes]) {
                    *quota = rule.unwrap_or(*quota);
                }
                if let Some(text) = &rules.charter {
                    self.charter = text.to_vec();
                }
                if let Some(named) = &rules.vocabularies {
                    self.vocabularies = named.to_vec();
                }
            }
            Act::FundRules(rules) => (self.fund, self.fund_ruled) = (rules.clone(), true),
            Act::Overrule(request) => drop(self.overruled.insert(*request)),
            Act::Upgrade(version) => self.minimum = *version,
        }
    }

    fn seat_mut(&mut self, coop: &CoopId) -> Option<&mut Seat> {
        self.seats.get_mut(*self.places.get(coop)?)
    }

    fn stand(&mut self, coop: &CoopId, standing: Standing) {
        if let Some(seat) = self.seat_mut(coop) {
            seat.standing = standing;
        }
    }

    fn end(&mut self, coop: &CoopId, standing: Standing, cut: Cut) {
        if let Some(seat) = self.seat_mut(coop) {
            (seat.standing, seat.end) = (standing, Some(cut));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn quorums_of_the_design() {
        let expected =
            [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (9, 6), (10, 7), (13, 9), (30, 20)];
        for (n, q) in expected {
            assert_eq!(super::quorum(n), q, "n = {n}");
        }
    }
}
