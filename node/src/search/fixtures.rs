//! Small directories and a small vocabulary for the tests of the search. Must not be used outside them.

use std::path::Path;

use bigre_protocol::directory::entry::{Activity, Body, Entry, Lang, Listing, Member, Place};
use bigre_protocol::id::{CoopId, EntryId};
use bigre_protocol::text::{Code, List, Text};

use super::{Added, Change, Hit, Index, Lexicon, LexiconBuilder, Query, Results};
use crate::places::Places;
use crate::vocabulary::TermKind;

pub(super) const OXALIS: CoopId = CoopId([1; 32]);
pub(super) const SMART: CoopId = CoopId([2; 32]);
/// The time of every test.
pub(super) const NOW: u64 = 1_000_000;

/// A vocabulary of a few trades in three languages.
pub(super) fn small_lexicon() -> Lexicon {
    let mut builder = LexiconBuilder::default();
    let mut add = |code, kind, broader: Option<&'static str>, labels: &[&'static str]| {
        let broader = Vec::from_iter(broader);
        builder.add(Added { code, kind, broader, isco: None, vocabulary: 0 }, labels.iter().copied());
    };
    add("x-wood", TermKind::Sector, None, &["bois", "hout", "wood"]);
    add("t-joiner", TermKind::Trade, Some("x-wood"), &["menuisier·ère", "schrijnwerker", "joiner"]);
    add(
        "t-fitter",
        TermKind::Trade,
        Some("t-joiner"),
        &["menuisier·ère d'agencement", "interieurbouwer", "shopfitter"],
    );
    add("t-baker", TermKind::Trade, None, &["boulanger·ère", "bakker", "baker", "pain"]);
    add("t-webdev", TermKind::Trade, None, &["développeur·euse web", "webontwikkelaar", "web developer"]);
    add("t-potter", TermKind::Trade, None, &["potier·ère", "pottenbakker", "potter"]);
    add("t-driver", TermKind::Trade, None, &["chauffeur·euse", "chauffeur", "driver"]);
    add("s-web", TermKind::Skill, None, &["web"]);
    add("s-python", TermKind::Skill, None, &["Python"]);
    add("s-viennoiserie", TermKind::Skill, Some("t-baker"), &["viennoiserie", "pastry"]);
    add("m-remote", TermKind::Mode, None, &["à distance", "op afstand", "remote"]);
    builder.build()
}

/// An entry being described. What is not said is empty.
#[derive(Debug, Default, Clone)]
pub(super) struct Draft {
    pub(super) id: u8,
    /// A member when there is a name.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) codes: &'static [&'static str],
    pub(super) learn: &'static [&'static str],
    pub(super) words: &'static [&'static str],
    pub(super) about: &'static str,
    pub(super) place: &'static str,
    pub(super) lang: &'static str,
    pub(super) available: Option<bool>,
    pub(super) until: Option<u64>,
    pub(super) is_need: bool,
}

impl Draft {
    pub(super) fn entry(&self) -> Entry {
        let codes = |prefix: &str| {
            let mine = self.codes.iter().filter(|code| code.starts_with(prefix));
            mine.map(|code| Code::new(code).unwrap()).collect::<Vec<_>>()
        };
        let own = |words: &[&str]| words.iter().map(|word| Text::new(word).unwrap()).collect::<Vec<_>>();
        let activity = Activity {
            learn: List::new(own(self.learn)).unwrap(),
            modes: List::new(codes("m-")).unwrap(),
            title: Text::new(if self.title.is_empty() { "Activité" } else { self.title }).unwrap(),
            words: List::new(own(self.words)).unwrap(),
            skills: List::new(codes("s-")).unwrap(),
            trades: List::new(codes("t-")).unwrap(),
            sectors: List::new(codes("x-")).unwrap(),
        };
        let about = (!self.about.is_empty()).then(|| Text::new(self.about).unwrap());
        let place = (!self.place.is_empty()).then(|| {
            let name = Places::embedded().get(self.place).map_or("Ailleurs", |place| place.name_fr);
            Place { code: Code::new(self.place).unwrap(), name: Text::new(name).unwrap() }
        });
        let lang = (!self.lang.is_empty()).then(|| Lang::try_from(self.lang.to_owned()).unwrap());
        let languages = List::new(lang.into_iter().collect()).unwrap();
        let body = if !self.name.is_empty() {
            let activities = List::new(vec![activity]).unwrap();
            let name = Text::new(self.name).unwrap();
            Body::Member(Member { name, about, place, available: self.available, languages, activities })
        } else {
            let exchange = List::new(vec![]).unwrap();
            let listing =
                Listing { by: None, about, place, until: self.until, activity, exchange, languages };
            if self.is_need { Body::Need(listing) } else { Body::Offer(listing) }
        };
        Entry::new(EntryId([self.id; 16]), [0; 16], &body).unwrap()
    }
}

/// An index in a directory that goes away with it.
pub(super) struct Held {
    pub(super) index: Index,
    pub(super) lexicon: Lexicon,
    _dir: tempfile::TempDir,
}

impl Held {
    /// An index of some entries, each with its cooperative.
    pub(super) fn of(drafts: &[(CoopId, Draft)]) -> Held {
        let dir = tempfile::tempdir().unwrap();
        let mut index = Index::open(dir.path()).unwrap().0;
        put(&mut index, drafts);
        index.commit(1).unwrap();
        Held { index, lexicon: small_lexicon(), _dir: dir }
    }

    pub(super) fn search(&self, query: &Query) -> Results {
        self.index.searcher().search(query, &self.lexicon).unwrap()
    }

    /// The first bytes of the ids found, in order.
    pub(super) fn found(&self, query: &Query) -> Vec<u8> {
        shown(&self.search(query).hits)
    }

    /// The same for words alone.
    pub(super) fn words(&self, text: &str) -> Vec<u8> {
        self.found(&Query::words(text, NOW))
    }
}

pub(super) fn shown(hits: &[Hit]) -> Vec<u8> {
    hits.iter().map(|hit| hit.id.as_bytes()[0]).collect()
}

pub(super) fn put(index: &mut Index, drafts: &[(CoopId, Draft)]) {
    let entries: Vec<(CoopId, Entry)> = drafts.iter().map(|(coop, draft)| (*coop, draft.entry())).collect();
    index.apply(entries.iter().map(|(coop, entry)| Change::Put { coop: *coop, entry })).unwrap();
}

/// Bytes of the files of a directory.
pub(super) fn size(dir: &Path) -> u64 {
    std::fs::read_dir(dir).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum()
}
