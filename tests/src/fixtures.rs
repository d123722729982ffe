//! The cooperatives of the tests, their keys and their entries. Must not know what is tested with them.

use bigre_protocol::card::{Card, Keys};
use bigre_protocol::codec;
use bigre_protocol::directory::entry::{Activity, Body, Entry, Kind, Listing, Member, Place};
use bigre_protocol::envelope::{self, ObjectKind, Verified};
use bigre_protocol::id::{CoopId, EntryId, FederationId, InstanceId, ObjectId};
use bigre_protocol::register::{Act, Approval, CharterSigned, Founding};
use bigre_protocol::replica::Identity;
use bigre_protocol::text::{Code, List, Text};
use ed25519_dalek::SigningKey;
use serde_bytes::ByteBuf;

use crate::rng::Rng;

/// The cooperatives that may take part.
pub const NAMES: [&str; 8] = [
    "oxalis",
    "coopaname",
    "smart",
    "crealead",
    "grands-ensemble",
    "manufacture",
    "artenreel",
    "port-parallele",
];

/// Milliseconds since the Unix epoch at which every test begins.
pub const EPOCH: u64 = 1_750_000_000_000;

/// Cooperatives that founded a federation, and guests that may join it, in the order of [`NAMES`].
#[derive(Debug, Clone)]
pub struct Federation {
    /// Its founding page.
    pub founding: Founding,
    /// Their ids.
    pub coops: Vec<CoopId>,
    /// The founders' assents.
    pub assents: Vec<Vec<u8>>,
}

/// A key of a cooperative: the same in every test.
pub fn key(at: usize, purpose: u8) -> SigningKey {
    let mut seed = [purpose; 32];
    seed[0] = u8::try_from(at).unwrap_or(u8::MAX);
    SigningKey::from_bytes(&seed)
}

fn keys(at: usize, purpose: u8) -> Keys {
    let public = envelope::public_key(&key(at, purpose));
    Keys { keys: List::new(vec![public]).expect("one key"), threshold: 1 }
}

/// The key that signs the heads of a cooperative.
pub fn node_key(at: usize) -> SigningKey {
    key(at, 1)
}

/// Card 0 of a cooperative, signed.
pub fn card(at: usize) -> Vec<u8> {
    let card = Card {
        cut: None,
        name: Text::new(NAMES[at]).expect("a name"),
        node: envelope::public_key(&node_key(at)),
        root: keys(at, 2),
        vote: keys(at, 3),
        legal: Text::new(&format!("FR:SIREN:{:09}", 400_000_000 + at)).expect("a number"),
        nonce: [7; 32],
        number: 0,
        expires: EPOCH + 400 * 24 * 3_600_000,
        previous: None,
        addresses: List::new(vec![Text::new("/dns4/node.example/tcp/4001").expect("an address")])
            .expect("one address"),
        transport: List::new(vec![envelope::public_key(&key(at, 4))]).expect("one key"),
    };
    envelope::cosign(&FederationId::NONE, ObjectKind::Card, &[&key(at, 2), &node_key(at), &key(at, 4)], &card)
}

impl Federation {
    /// The federation of the first cooperatives of [`NAMES`].
    pub fn new(size: usize) -> Federation {
        Federation::with_guests(size, 0)
    }

    /// The same, with guests that may join it.
    pub fn with_guests(founders: usize, guests: usize) -> Federation {
        let cards: Vec<Vec<u8>> = (0..founders + guests).map(card).collect();
        let founding = Founding::new("Bigre", &cards[..founders]).expect("a founding page");
        let mut coops = Vec::new();
        let mut assents = Vec::new();
        for (at, bytes) in cards.iter().enumerate() {
            let id = Card::read_founder(bytes).expect("a card").id;
            coops.push(founding.coop_id(&id));
            if at >= founders {
                continue;
            }
            assents.push(founding.assent(&id, &[&key(at, 2)]));
        }
        Federation { founding, coops, assents }
    }

    /// An approval of a page, or its withdrawal, by a cooperative.
    pub fn approval(&self, at: usize, page: ObjectId, withdrawn: bool) -> Vec<u8> {
        let charter = self.founding.register().charter_id();
        let approval = Approval { coop: self.coops[at], page, charter, withdrawn };
        let federation = self.founding.federation();
        envelope::cosign(&federation, ObjectKind::Approval, &[&key(at, 3)], &approval)
    }

    /// The admission of a guest.
    pub fn admission(&self, at: usize) -> Act {
        let card = card(at);
        let id = Card::read_founder(&card).expect("a card").id;
        let charter = CharterSigned { card: id, charter: self.founding.register().charter_id() };
        let federation = self.founding.federation();
        let charter = envelope::cosign(&federation, ObjectKind::Charter, &[&key(at, 3)], &charter);
        Act::Admit { card: ByteBuf::from(card), charter: ByteBuf::from(charter) }
    }

    /// The next card of a cooperative, changed, signed by the keys given: its root's, and its node's that are new.
    pub fn next_card(
        &self,
        before: &Verified<Card>,
        keys: &[&SigningKey],
        change: impl FnOnce(&mut Card),
    ) -> Vec<u8> {
        let mut card = before.value.clone();
        (card.number, card.previous, card.cut) = (card.number + 1, Some(before.id), None);
        change(&mut card);
        envelope::cosign(&self.founding.federation(), ObjectKind::Card, keys, &card)
    }

    /// Who the node of a cooperative is, in one of its runs.
    pub fn identity(&self, at: usize, run: u64) -> Identity {
        let mut instance = run.to_be_bytes();
        instance[0] = u8::try_from(at).unwrap_or(u8::MAX);
        Identity {
            coop: self.coops[at],
            key: node_key(at),
            instance: InstanceId(instance),
            program: Text::new("bigre-tests").expect("a program"),
        }
    }

    /// The place of a cooperative in [`NAMES`].
    pub fn position(&self, coop: &CoopId) -> Option<usize> {
        self.coops.iter().position(|other| other == coop)
    }
}

const WORDS: [&str; 12] = [
    "menuiserie",
    "traduction",
    "maraîchage",
    "illustration",
    "couture",
    "réparation de vélos",
    "boulangerie",
    "théâtre",
    "électricité",
    "jardins partagés",
    "comptabilité",
    "céramique",
];

fn sentence(rng: &mut Rng, chars: usize) -> String {
    let mut text = String::from("Je propose");
    while text.chars().count() < chars {
        text.push(' ');
        text.push_str(rng.pick(&WORDS).copied().unwrap_or("rien"));
    }
    text.chars().take(chars).collect::<String>().trim().to_owned()
}

fn activity(rng: &mut Rng) -> Activity {
    let title = sentence(rng, 40);
    let trade = Code::new(&format!("t-{}", rng.below(500))).expect("a code");
    Activity {
        learn: List::default(),
        modes: List::default(),
        title: Text::new(&title).expect("a title"),
        words: List::default(),
        skills: List::default(),
        trades: List::new(vec![trade]).expect("one trade"),
        sectors: List::default(),
    }
}

/// The body of a member or of an offer, about 350 bytes.
pub fn body(rng: &mut Rng) -> Body {
    let about = Text::new(&sentence(rng, 180)).ok();
    let place = Place {
        code: Code::new(&format!("FR-{:05}", rng.below(95_000))).expect("a code"),
        name: Text::new("Saint-Étienne").expect("a place"),
    };
    if rng.chance(700) {
        let name = format!("Camille {}", rng.below(1_000_000));
        Body::Member(Member {
            name: Text::new(&name).expect("a name"),
            about,
            place: Some(place),
            available: Some(rng.chance(500)),
            languages: List::default(),
            activities: List::new(vec![activity(rng)]).expect("one activity"),
        })
    } else {
        Body::Offer(Listing {
            by: None,
            about,
            place: Some(place),
            until: None,
            activity: activity(rng),
            exchange: List::default(),
            languages: List::default(),
        })
    }
}

/// A new entry, about 350 bytes.
pub fn entry(rng: &mut Rng) -> Entry {
    let id = EntryId(rng.bytes());
    entry_at(rng, id)
}

/// New content for an id.
pub fn entry_at(rng: &mut Rng, id: EntryId) -> Entry {
    let body = body(rng);
    Entry::new(id, rng.bytes(), &body).expect("an entry")
}

/// A large entry of a kind that this version does not know: few of them fill a frame.
pub fn bulky(rng: &mut Rng, id: EntryId) -> Entry {
    let bytes: [u8; 3_000] = rng.bytes();
    let text: String = bytes.iter().map(|byte| char::from(b'a' + byte % 26)).collect();
    Entry { id, kind: Kind(200), salt: rng.bytes(), body: codec::encode(&text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_the_size_of_real_ones() {
        let mut rng = Rng::new(1);
        for _ in 0..50 {
            let size = entry(&mut rng).size();
            assert!((250..450).contains(&size), "{size}");
        }
    }
}
