//! The entries that are searched: invented members, offers and needs, moved all over France and Belgium. Knows what each
//! practises, so that answers can be judged; must not know how searching works.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;

use bigre::invent::{self, CoopProfile, InventedMember};
use bigre_node::places::{Places, Precision};
use bigre_protocol::directory::entry::{Activity, Body, Entry};
use bigre_protocol::id::{CoopId, EntryId};
use bigre_protocol::text::{List, Text, TextError};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// Entries invented together: members and listings as many as in the demonstration, five to eight.
const TOGETHER: usize = 13_000;
/// One entry of so many has a word in its title that hardly another has: of all the words of a large directory, most are
/// rare, and the sentences of the invented members would not have them.
const RARE_EVERY: usize = 10;
/// The time at which everything is asked, in milliseconds since the Unix epoch.
pub(crate) const NOW: u64 = 1_800_000_000_000;

/// Draws that are the same every time.
pub(crate) struct Draws(ChaCha8Rng);

impl Draws {
    pub(crate) fn new(seed: u64) -> Draws {
        Draws(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below another.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.0.next_u64() % most.max(1) as u64).unwrap_or(0)
    }

    /// One of several, which are not none.
    pub(crate) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }
}

/// Everything that is searched, and what is known of it.
pub(crate) struct World {
    pub(crate) entries: Vec<(CoopId, Entry)>,
    /// The codes of trades, each with its number.
    pub(crate) trades: BTreeMap<String, u16>,
    /// The trades of each entry.
    pub(crate) practised: HashMap<EntryId, Vec<u16>>,
    pub(crate) rare: Vec<Rare>,
    /// Communes of France and Belgium, each with the inhabitants of all before it and its own.
    communes: Vec<(&'static str, u64)>,
}

/// A rare word.
pub(crate) struct Rare {
    pub(crate) word: String,
    /// The title in which it stands.
    pub(crate) title: String,
    pub(crate) id: EntryId,
}

/// The cooperative of a profile.
pub(crate) fn coop(profile: CoopProfile) -> CoopId {
    CoopId([profile as u8 + 1; 32])
}

impl World {
    /// So many entries, the same every time.
    pub(crate) fn of(count: usize) -> Result<World, Box<dyn Error>> {
        let mut world = World {
            entries: Vec::with_capacity(count),
            trades: BTreeMap::new(),
            practised: HashMap::with_capacity(count),
            rare: Vec::new(),
            communes: communes(),
        };
        let mut draws = Draws::new(0);
        let mut seed = 0;
        while world.entries.len() < count {
            let share = (count - world.entries.len()).min(TOGETHER);
            for profile in CoopProfile::ALL {
                // Five members to eight listings; one more of each, so that the last round fills up.
                let members = share * profile.members() / TOGETHER + 1;
                world.add(seed, profile, members, members * 8 / 5, &mut draws)?;
            }
            seed += 1;
        }
        world.entries.truncate(count);
        let held: HashSet<EntryId> = world.entries.iter().map(|(_, entry)| entry.id).collect();
        world.rare.retain(|rare| held.contains(&rare.id));
        Ok(world)
    }

    fn add(
        &mut self,
        seed: u64,
        profile: CoopProfile,
        members: usize,
        listings: usize,
        draws: &mut Draws,
    ) -> Result<(), Box<dyn Error>> {
        let mut members = invent::members(seed, profile, members);
        members.iter_mut().for_each(|member| self.move_away(member, draws));
        let mut bodies = Vec::new();
        for listing in invent::listings(seed, profile, &members, listings, NOW) {
            let entry = listing.entry()?;
            bodies.push((entry.id, entry.salt, entry.read()?));
        }
        bodies.extend(members.into_iter().map(|m| (m.id, m.salt, Body::Member(m.member))));
        for (id, salt, mut body) in bodies {
            let rare = (draws.below(RARE_EVERY) == 0).then(|| rare_word(draws));
            if let Some(word) = rare
                && retitle(&mut body, |title| format!("{title} {word}")).is_ok()
            {
                let title = activities(&body).first().map(|first| first.title.to_string());
                self.rare.push(Rare { word, title: title.unwrap_or_default(), id });
            }
            let codes = activities(&body).iter().flat_map(|activity| activity.trades.iter());
            let practised: Vec<u16> = codes.map(|code| self.number(code.as_str())).collect();
            self.practised.insert(id, practised);
            self.entries.push((coop(profile), Entry::new(id, salt, &body)?));
        }
        Ok(())
    }

    fn number(&mut self, code: &str) -> u16 {
        let next = u16::try_from(self.trades.len()).unwrap_or(u16::MAX);
        *self.trades.entry(code.to_owned()).or_insert(next)
    }

    /// Lets a member live in any commune, the large ones more often, as precisely told as before.
    fn move_away(&self, member: &mut InventedMember, draws: &mut Draws) {
        let Some(precision) = member.precision else { return };
        let home = self.commune(draws);
        let lang = member.member.languages.first().map_or("fr", |lang| lang.as_str());
        member.member.place = Places::embedded().publish(home, precision, lang);
        // Somebody's listings name the place of the member.
        (member.home, member.precision) = (home, Some(precision));
    }

    /// A commune, as likely as it is large.
    pub(crate) fn commune(&self, draws: &mut Draws) -> &'static str {
        let all = self.communes.last().map_or(1, |(_, people)| *people);
        let one = draws.below(usize::try_from(all).unwrap_or(1)) as u64;
        self.communes[self.communes.partition_point(|(_, people)| *people <= one)].0
    }
}

/// What the bearer of an entry does.
pub(crate) fn activities(body: &Body) -> &[Activity] {
    match body {
        Body::Member(member) => &member.activities,
        Body::Offer(listing) | Body::Need(listing) | Body::Service(listing) => {
            std::slice::from_ref(&listing.activity)
        }
        Body::Term(_) | Body::Unknown => &[],
    }
}

/// Changes the title of what is done first; fails if the new one is too long.
pub(crate) fn retitle(body: &mut Body, change: impl Fn(&str) -> String) -> Result<(), TextError> {
    let mut changed = activities(body).to_vec();
    if let Some(first) = changed.first_mut() {
        first.title = Text::new(&change(first.title.as_str()))?;
    }
    match (body, changed.pop()) {
        (Body::Member(member), Some(last)) => {
            changed.push(last);
            member.activities = List::new(changed)?;
        }
        (Body::Offer(listing) | Body::Need(listing), Some(activity)) => listing.activity = activity,
        _ => {}
    }
    Ok(())
}

/// The communes of both countries, found by trying every code there may be; each with the inhabitants up to it.
fn communes() -> Vec<(&'static str, u64)> {
    let departments = (1..=95).map(|number| format!("{number:02}")).chain(["2A".into(), "2B".into()]);
    let french = departments.flat_map(|department| (1..1_000).map(move |n| format!("FR-{department}{n:03}")));
    let belgian = (10_000..100_000).map(|number| format!("BE-{number}"));
    let mut people = 0;
    let places = french.chain(belgian).filter_map(|code| Places::embedded().get(&code));
    let communes = places.filter(|place| place.precision == Precision::Commune && place.lat_lon.is_some());
    communes
        .map(|place| {
            people += u64::from(place.population.unwrap_or(100).max(100));
            (place.code, people)
        })
        .collect()
}

/// A word of four syllables, which means nothing.
fn rare_word(draws: &mut Draws) -> String {
    const BEGINNINGS: [&str; 16] =
        ["b", "br", "ch", "d", "f", "g", "gl", "l", "m", "n", "p", "pl", "r", "s", "t", "v"];
    const ENDINGS: [&str; 8] = ["a", "ar", "en", "il", "o", "or", "u", "on"];
    (0..4).map(|_| format!("{}{}", *draws.pick(&BEGINNINGS), *draws.pick(&ENDINGS))).collect()
}
