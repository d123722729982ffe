//! An invented federation: five cooperatives of members who do not exist, the same ones for the same seed. Knows how to
//! write believable entries; must not know any real person, nor where entries go.
//!
//! It serves the demonstration and the benchmarks. Members practise trades of the starter vocabulary, live in real
//! communes, and publish their place as precisely as each chose. A few are there on purpose, so that the searches of the
//! demonstration have answers that are known ([`demo_searches`]).

mod demo;
mod dice;
mod people;
mod phrases;
mod profile;
mod sheet;
mod trades;

use bigre_node::places::{Places, Precision};
use bigre_protocol::directory::entry::{
    Activity, Body, Entry, EntryError, Exchange, Kind, Lang, Listing, Member,
};
use bigre_protocol::id::EntryId;
use bigre_protocol::limits::DAY_MS;
use bigre_protocol::text::{Code, List, Text, TextError};

pub use demo::{DemoSearch, demo_searches};
use dice::Dice;
use phrases::Slots;
pub use profile::CoopProfile;
pub use sheet::{HEADER, SheetError, members_csv};
use trades::{Family, Form, TRADES, Tongue, Trade};

/// A member of the invented federation.
#[derive(Debug, Clone)]
pub struct InventedMember {
    /// Its cooperative.
    pub coop: CoopProfile,
    /// Its entry's id.
    pub id: EntryId,
    /// Its entry's salt.
    pub salt: [u8; 16],
    /// What is published.
    pub member: Member,
    /// The code of the commune where it lives, which may not be published.
    pub home: &'static str,
    /// How precisely it publishes its place; none when not at all.
    pub precision: Option<Precision>,
    trades: Vec<&'static Trade>,
    tongue: Tongue,
    form: Form,
}

impl InventedMember {
    /// Its entry.
    pub fn entry(&self) -> Result<Entry, EntryError> {
        Entry::new(self.id, self.salt, &Body::Member(self.member.clone()))
    }
}

/// An offer or a need of the invented federation.
#[derive(Debug, Clone)]
pub struct InventedListing {
    /// Its entry's id.
    pub id: EntryId,
    /// Its entry's salt.
    pub salt: [u8; 16],
    /// [`Kind::OFFER`] or [`Kind::NEED`].
    pub kind: Kind,
    /// What is published.
    pub listing: Listing,
}

impl InventedListing {
    /// Its entry.
    pub fn entry(&self) -> Result<Entry, EntryError> {
        let listing = self.listing.clone();
        let body = if self.kind == Kind::OFFER { Body::Offer(listing) } else { Body::Need(listing) };
        Entry::new(self.id, self.salt, &body)
    }
}

/// Members of a cooperative: those of the demonstration first, the others drawn from the seed.
///
/// # Panics
/// If a table of this module holds a text or a code that no entry may hold: a defect, found by its tests.
pub fn members(seed: u64, coop: CoopProfile, count: usize) -> Vec<InventedMember> {
    let mut dice = Dice::new(seed, &format!("{}/members", coop.slug()));
    let mut meant = demo::meant(coop);
    (0..count).map(|_| member(&mut dice, coop, meant.next())).collect()
}

/// Offers and needs of some members: six offers to four needs, a third of them until a day of the half-year after `from_ms`
/// (milliseconds since the Unix epoch).
///
/// # Panics
/// As [`members`].
pub fn listings(
    seed: u64,
    coop: CoopProfile,
    members: &[InventedMember],
    count: usize,
    from_ms: u64,
) -> Vec<InventedListing> {
    let mut dice = Dice::new(seed, &format!("{}/listings", coop.slug()));
    let count = if members.is_empty() { 0 } else { count };
    (0..count)
        .map(|_| {
            let by = &members[dice.below(members.len())];
            listing(&mut dice, by, from_ms)
        })
        .collect()
}

fn member(dice: &mut Dice, coop: CoopProfile, meant: Option<&demo::Meant>) -> InventedMember {
    let (id, salt) = (EntryId(dice.sixteen()), dice.sixteen());
    let home = meant.map_or_else(|| dice.weighted(coop.homes(), |home| home.weight).code, |meant| meant.home);
    let mut trades = vec![meant.map_or_else(|| drawn(dice, coop), |meant| meant.trade())];
    for _ in 0..[0, 0, 0, 0, 0, 0, 0, 1, 1, 2][dice.below(10)] {
        let other = drawn(dice, coop);
        if !trades.iter().any(|trade| trade.code == other.code) {
            trades.push(other);
        }
    }
    let tongue = meant.map_or_else(|| spoken(dice, home, trades[0]), |meant| meant.tongue);
    let precision = match (meant, dice.below(100)) {
        (Some(_), _) | (None, 0..70) => Some(Precision::Commune),
        (None, 70..90) => Some(Precision::Department),
        (None, 90..97) => Some(Precision::Region),
        _ => None,
    };
    let place = precision.and_then(|precision| Places::embedded().publish(home, precision, tongue.code()));
    let (name, form) = people::name(dice, tongue == Tongue::Nl);
    let mut activities: Vec<Activity> =
        trades.iter().map(|trade| activity(dice, trade, tongue, form)).collect();
    if meant.is_some() {
        activities[0].title = text(&trades[0].called_in(tongue));
    }
    let about = dice.chance(50).then(|| {
        let (work, trade) = (some_work(dice, trades[0], tongue), trades[0].title(dice, tongue, form));
        text(&phrases::about(dice, tongue, &Slots { work: &work, trade: &trade, town: None }))
    });
    let member = Member {
        name: text(&name),
        about,
        place,
        available: [Some(true), Some(true), Some(true), None, Some(false)][dice.below(5)],
        languages: languages(dice, tongue, home),
        activities: list(activities),
    };
    InventedMember { coop, id, salt, member, home, precision, trades, tongue, form }
}

fn listing(dice: &mut Dice, by: &InventedMember, from_ms: u64) -> InventedListing {
    let (id, salt) = (EntryId(dice.sixteen()), dice.sixteen());
    let kind = if dice.chance(60) { Kind::OFFER } else { Kind::NEED };
    let trade = if kind == Kind::OFFER { *dice.pick(&by.trades) } else { drawn(dice, by.coop) };
    let tongue = if trade.speaks(by.tongue) { by.tongue } else { Tongue::Fr };
    let form = if kind == Kind::OFFER { by.form } else { Form::Both };
    let (work, called) = (some_work(dice, trade, tongue), trade.title(dice, tongue, form));
    let place = by.member.place.clone().filter(|_| dice.chance(80));
    let town =
        place.as_ref().filter(|_| by.precision == Some(Precision::Commune)).map(|place| place.name.as_str());
    let slots = Slots { work: &work, trade: &called, town };
    let title = if kind == Kind::OFFER {
        phrases::offer(dice, tongue, &slots)
    } else {
        phrases::need(dice, tongue, &slots)
    };
    let mut activity = activity(dice, trade, tongue, form);
    (activity.title, activity.learn) = (text(&title), List::default());
    let about = dice.chance(65).then(|| text(&phrases::detail(dice, tongue, kind == Kind::OFFER)));
    let until = dice.chance(33).then(|| from_ms + DAY_MS * (7 + dice.below(180) as u64));
    let forms = [Exchange::Paid, Exchange::Exchange, Exchange::Gift, Exchange::MutualAid];
    let wanted = [0, 1, 1, 1, 2][dice.below(5)];
    let exchange = list(dice.some(&forms, wanted).into_iter().copied().collect());
    let languages = by.member.languages.clone();
    InventedListing {
        id,
        salt,
        kind,
        listing: Listing { by: Some(by.id), about, place, until, activity, exchange, languages },
    }
}

/// A trade, as likely as the cooperative leans to its family.
fn drawn(dice: &mut Dice, coop: CoopProfile) -> &'static Trade {
    dice.weighted(&TRADES, |trade| trade.weight * coop.leaning(trade.family))
}

/// In which language somebody of a commune writes: Dutch in Flanders, either in Brussels, sometimes English.
fn spoken(dice: &mut Dice, home: &str, trade: &Trade) -> Tongue {
    let places = Places::embedded();
    let (dutch, english) = match home {
        home if places.contains("BE-R2000", home) => (100, 4),
        home if places.contains("BE-R4000", home) => (30, 10),
        _ => (0, 2),
    };
    let local = if dice.chance(dutch) { Tongue::Nl } else { Tongue::Fr };
    if dice.chance(english) && trade.speaks(Tongue::En) { Tongue::En } else { local }
}

fn languages(dice: &mut Dice, tongue: Tongue, home: &str) -> List<Lang, 8> {
    let mut spoken = vec![tongue.code()];
    let others: &[(&str, usize)] = if home.starts_with("BE") {
        &[("fr", 55), ("nl", 35), ("en", 50), ("de", 4)]
    } else {
        &[("fr", 100), ("en", 35), ("es", 8), ("ar", 4)]
    };
    for (lang, percent) in others {
        if dice.chance(*percent) && !spoken.contains(lang) {
            spoken.push(lang);
        }
    }
    list(spoken.into_iter().filter_map(|lang| Lang::try_from(lang.to_owned()).ok()).collect())
}

fn activity(dice: &mut Dice, trade: &Trade, tongue: Tongue, form: Form) -> Activity {
    let mut title = trade.title(dice, tongue, form);
    let mut words = Vec::new();
    let poetic = if tongue == Tongue::Fr && dice.chance(30) { trade.poetic(dice, form) } else { None };
    if let Some(poetic) = poetic {
        title = if dice.chance(50) { format!("{title} « {poetic} »") } else { poetic.into() };
        words.push(text(poetic));
    } else if dice.chance(40) {
        let work = some_work(dice, trade, tongue);
        let joint = if tongue == Tongue::Fr { " : " } else { ": " };
        title = [title, work].join(joint);
    }
    let some_skills = 1 + dice.below(4);
    let mut sectors = vec![code(trade.sector)];
    if dice.chance(25) {
        sectors.push(code(dice.word(&[
            "x-social-economy",
            "x-sustainability",
            "x-public-interest",
            "x-arts-culture",
        ])));
    }
    sectors.dedup();
    Activity {
        learn: if dice.chance(35) { list(vec![text(wish(dice))]) } else { List::default() },
        modes: list(modes(dice, trade.family)),
        title: text(&phrases::capital(&title)),
        words: list(words),
        skills: list(dice.some(&trade.skills, some_skills).into_iter().map(|skill| code(skill)).collect()),
        trades: list(vec![code(trade.code)]),
        sectors: list(sectors),
    }
}

/// What somebody wants to learn: a skill of any trade, sometimes in words of one's own.
fn wish(dice: &mut Dice) -> &'static str {
    const OWN: [&str; 5] =
        ["défendre mes prix", "dire non", "la soudure à l'arc", "vendre autrement", "parler à la radio"];
    let trade = dice.pick(&TRADES);
    if dice.chance(10) { dice.word(&OWN) } else { dice.word(&trade.skills) }
}

fn modes(dice: &mut Dice, family: Family) -> Vec<Code> {
    let likely: &[&str] = match family {
        Family::Digital | Family::Knowledge | Family::Service => {
            &["m-remote", "m-on-site", "m-shared-space", "m-mission", "m-peer"]
        }
        Family::Creative => &["m-remote", "m-workshop", "m-shared-space", "m-made-to-measure", "m-teaching"],
        Family::Stage => &["m-itinerant", "m-collective", "m-on-site", "m-mission", "m-evening-weekend"],
        Family::Building | Family::Nature => {
            &["m-on-site", "m-collective", "m-made-to-measure", "m-emergency", "m-exchange"]
        }
        Family::Food | Family::Health => &["m-workshop", "m-on-site", "m-teaching", "m-part-time"],
    };
    let count = [0, 1, 1, 2][dice.below(4)];
    dice.some(likely, count).into_iter().map(|mode| code(mode)).collect()
}

fn some_work(dice: &mut Dice, trade: &Trade, tongue: Tongue) -> String {
    dice.word(trade.works(tongue)).into()
}

fn text<const MOST: usize>(words: &str) -> Text<MOST> {
    sound(Text::new(words), words)
}

fn code(words: &str) -> Code {
    sound(Code::new(words), words)
}

fn list<T, const MOST: usize>(values: Vec<T>) -> List<T, MOST> {
    let count = values.len();
    sound(List::new(values), &format!("{count} values"))
}

/// A value of ours: when it is not valid, a table of this module is wrong.
fn sound<T>(value: Result<T, TextError>, shown: &str) -> T {
    match value {
        Ok(value) => value,
        Err(error) => panic!("an invented value is not valid, {error}: {shown}"),
    }
}

#[cfg(test)]
mod tests;
