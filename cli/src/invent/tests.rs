//! What is expected of the invented federation. Knows its figures; must not know how it is drawn.

use std::collections::BTreeSet;

use bigre_node::vocabulary::Vocabulary;
use sha2::{Digest, Sha256};

use super::*;

const SEED: u64 = 2022;
const FROM_MS: u64 = 1_767_225_600_000;

fn entries(seed: u64, coop: CoopProfile, most: usize) -> Vec<Entry> {
    let members = members(seed, coop, coop.members().min(most));
    let listings = listings(seed, coop, &members, coop.listings().min(most), FROM_MS);
    let members = members.iter().map(|one| one.entry().unwrap());
    members.chain(listings.iter().map(|one| one.entry().unwrap())).collect()
}

#[test]
fn one_seed_gives_one_federation() {
    let digest = |seed| {
        let mut hash = Sha256::new();
        for coop in CoopProfile::ALL {
            entries(seed, coop, 100).iter().for_each(|entry| hash.update(entry.commitment().0));
        }
        data_encoding::HEXLOWER.encode(&hash.finalize())
    };
    // It changes with the tables of this module; benchmarks before and after such a change are not comparable.
    assert_eq!(digest(SEED), "10ac095665a432262d122c4d8f13808b2bbdf745fe1567636c8ccacf1fc2e375");
    assert_ne!(digest(SEED), digest(SEED + 1));
}

#[test]
fn the_federation_has_the_size_that_was_meant() {
    assert_eq!(CoopProfile::ALL.iter().map(|coop| coop.members()).sum::<usize>(), 5_000);
    assert_eq!(CoopProfile::ALL.iter().map(|coop| coop.listings()).sum::<usize>(), 8_000);
    let (mut ids, mut bytes, mut count, mut largest) = (BTreeSet::new(), 0, 0, 0);
    for coop in CoopProfile::ALL {
        for entry in entries(SEED, coop, usize::MAX) {
            assert!(entry.read().is_ok());
            assert!(ids.insert(entry.id), "two entries have one id");
            bytes += entry.body.len();
            count += 1;
            largest = largest.max(entry.body.len());
        }
    }
    assert_eq!(count, 13_000);
    let mean = bytes / count;
    assert!((300..400).contains(&mean) && largest < 1_400, "{mean} bytes on average, {largest} at most");
}

#[test]
fn the_demonstration_has_its_answers() {
    let members: Vec<InventedMember> =
        CoopProfile::ALL.into_iter().flat_map(|coop| members(SEED, coop, coop.members())).collect();
    let named = |id: &EntryId| members.iter().find(|one| one.id == *id).unwrap();
    let searches = demo_searches(&members);
    let words: Vec<&str> = searches.iter().map(|search| search.words).collect();
    assert_eq!(words, ["graphiste", "loodgieter", "rédacteur·rice"]);
    for search in &searches {
        assert!((3..400).contains(&search.answers.len()), "{}: {}", search.words, search.answers.len());
    }
    let homes = |at: usize| searches[at].answers.iter().map(|id| named(id).home).collect::<BTreeSet<_>>();
    assert!(["FR-34172", "FR-34301", "FR-34145"].iter().all(|home| homes(0).contains(home)));
    assert!(!homes(0).contains("FR-11262") && !homes(0).contains("FR-59350"));
    let tongues: Vec<Tongue> = searches[1].answers.iter().map(|id| named(id).tongue).collect();
    assert!(tongues.contains(&Tongue::Fr) && tongues.contains(&Tongue::Nl));
    assert!(
        searches[2]
            .answers
            .iter()
            .any(|id| named(id).member.activities[0].title.as_str() == "Rédacteur·rice")
    );
}

#[test]
fn members_are_varied_and_believable() {
    let smart = members(SEED, CoopProfile::Smart, 2_000);
    let share = |test: &dyn Fn(&InventedMember) -> bool| {
        smart.iter().filter(|one| test(one)).count() * 100 / smart.len()
    };
    assert!((40..60).contains(&share(&|one| one.tongue == Tongue::Nl)), "half of Smart writes Dutch");
    assert!((20..40).contains(&share(&|one| one.member.activities.len() > 1)));
    assert!((60..80).contains(&share(&|one| one.precision == Some(Precision::Commune))));
    let trades: BTreeSet<&str> =
        smart.iter().flat_map(|one| one.trades.iter().map(|trade| trade.code)).collect();
    assert_eq!(trades.len(), TRADES.len(), "every trade is practised");
    let titles: BTreeSet<&str> = smart.iter().map(|one| one.member.activities[0].title.as_str()).collect();
    assert!(titles.len() > 400, "{} titles", titles.len());
    assert!(members(SEED, CoopProfile::Crealead, 0).is_empty());
    assert!(listings(SEED, CoopProfile::Crealead, &[], 10, FROM_MS).is_empty());
}

#[test]
fn codes_are_those_of_the_starter_vocabulary() {
    let vocabulary = Vocabulary::starter();
    let check = |code: &str| assert!(vocabulary.get(code).is_some(), "the vocabulary has no {code}");
    for coop in CoopProfile::ALL {
        for one in members(SEED, coop, coop.members()) {
            for activity in one.member.activities.iter() {
                let lists: [&[Code]; 4] =
                    [&activity.trades, &activity.skills, &activity.sectors, &activity.modes];
                lists.iter().flat_map(|codes| codes.iter()).for_each(|code| check(code.as_str()));
                activity.learn.iter().filter(|wish| wish.starts_with("s-")).for_each(|wish| check(wish));
            }
        }
    }
}

#[test]
fn listings_are_by_members_of_the_same_cooperative() {
    let members = members(SEED, CoopProfile::Oxalis, 50);
    let ids: BTreeSet<EntryId> = members.iter().map(|one| one.id).collect();
    let listings = listings(SEED, CoopProfile::Oxalis, &members, 400, FROM_MS);
    assert!(listings.iter().all(|one| one.listing.by.is_some_and(|by| ids.contains(&by))));
    assert!(listings.iter().all(|one| one.listing.until.is_none_or(|until| until > FROM_MS)));
    let offers = listings.iter().filter(|one| one.kind == Kind::OFFER).count();
    assert!((200..280).contains(&offers), "{offers} offers of 400");
}
