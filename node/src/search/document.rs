//! Knows what of an entry is searched, and how it is laid out in the index. Must not know how it is looked for.
//!
//! Nothing of a body is kept but codes, folded words and a sorting name: a search gives back keys, and whoever
//! asked reads the bodies from the store.

use std::collections::BTreeSet;

use bigre_protocol::directory::entry::{Activity, Body, Entry, Lang, Place};
use bigre_protocol::id::{CoopId, EntryId, digest};
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Index, TantivyDocument};

use super::area::Areas;
use super::facts::Facts;
use super::fold;

/// Number of this layout and of the folding of words: an index of another number is built again. To be raised
/// with every change of what a document holds.
pub(super) const FORMAT: u32 = 1;
/// Most bytes of the name that entries are sorted by (guess: two entries rarely differ beyond).
const SORT_BYTES: usize = 40;
/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// What an entry is replaced by: see [`key`].
    pub(super) key: Field,
    /// Also fast.
    pub(super) coop: Field,
    pub(super) trade: Field,
    pub(super) skill: Field,
    pub(super) sector: Field,
    pub(super) mode: Field,
    pub(super) learn: Field,
    pub(super) title: Field,
    /// Own words for what no vocabulary has.
    pub(super) words: Field,
    pub(super) name: Field,
    /// Free text, own words for what is to be learnt, the name of the place.
    pub(super) about: Field,
    /// The place and everything that holds it.
    pub(super) place: Field,
    pub(super) lang: Field,
    /// Fast: see [`Facts`].
    pub(super) facts: Field,
    /// Fast: the first 8 bytes of the entry's id.
    pub(super) id: Field,
    /// Fast: its last 8 bytes.
    pub(super) id_end: Field,
    /// Fast: folded name or title.
    pub(super) sort: Field,
    /// Fast: end in milliseconds, 0 for none.
    pub(super) until: Field,
}

/// What an entry is replaced by: 8 bytes of a hash of its cooperative and its id. Short, for there is one an
/// entry; and no cooperative can make one that meets the key of another's entry.
pub(super) fn key(coop: CoopId, id: EntryId) -> u64 {
    let hash = digest("bigre-search-key-v1", &[coop.as_bytes(), id.as_bytes()]);
    halves(&hash[..16]).0
}

/// 16 bytes as two numbers that sort alike.
pub(super) fn halves(bytes: &[u8]) -> (u64, u64) {
    let number = |part: &[u8]| part.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    let (start, end) = bytes.split_at(bytes.len().min(8));
    (number(start), number(end))
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let term = || BytesOptions::default().set_indexed();
    let text = || {
        let words = TextFieldIndexing::default()
            .set_tokenizer(FoldedWords::NAME)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(words)
    };
    let fast = || NumericOptions::default().set_fast();
    let fields = Fields {
        key: builder.add_u64_field("key", NumericOptions::default().set_indexed()),
        coop: builder.add_bytes_field("coop", term().set_fast()),
        trade: builder.add_bytes_field("trade", term()),
        skill: builder.add_bytes_field("skill", term()),
        sector: builder.add_bytes_field("sector", term()),
        mode: builder.add_bytes_field("mode", term()),
        learn: builder.add_bytes_field("learn", term()),
        title: builder.add_text_field("title", text()),
        words: builder.add_text_field("words", text()),
        name: builder.add_text_field("name", text()),
        about: builder.add_text_field("about", text()),
        place: builder.add_bytes_field("place", term()),
        lang: builder.add_bytes_field("lang", term()),
        facts: builder.add_u64_field("facts", fast()),
        id: builder.add_u64_field("id", fast()),
        id_end: builder.add_u64_field("id_end", fast()),
        sort: builder.add_bytes_field("sort", BytesOptions::default().set_fast()),
        until: builder.add_u64_field("until", fast()),
    };
    (builder.build(), fields)
}

/// Tells an index how its text fields are cut into words.
pub(super) fn register_tokenizer(index: &mut Index) {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(FoldedWords::NAME, FoldedWords);
    index.set_tokenizers(tokenizers);
}

impl Fields {
    /// The document of an entry; nothing for a kind that this version does not know, or a body that cannot be
    /// read.
    pub(super) fn document(
        &self,
        coop: CoopId,
        key: u64,
        entry: &Entry,
        areas: &mut Areas,
    ) -> Option<TantivyDocument> {
        let mut document = TantivyDocument::new();
        document.add_u64(self.key, key);
        document.add_bytes(self.coop, coop.as_bytes());
        let (start, end) = halves(entry.id.as_bytes());
        document.add_u64(self.id, start);
        document.add_u64(self.id_end, end);
        let mut about = String::new();
        let mut facts =
            Facts { kind: entry.kind, is_available: false, is_commune: false, ends: false, lat_lon: None };
        match entry.read().ok()? {
            Body::Member(member) => {
                self.add_activities(&mut document, &member.activities, &mut about);
                document.add_text(self.name, folded(&[member.name.as_str()]));
                self.add_sort(&mut document, member.name.as_str());
                self.add_langs(&mut document, &member.languages);
                add_folded(&mut about, member.about.as_deref().unwrap_or(""));
                facts.is_available = member.available == Some(true);
                self.add_place(&mut document, (member.place.as_ref(), areas), &mut facts, &mut about);
                document.add_u64(self.until, 0);
            }
            Body::Offer(listing) | Body::Need(listing) | Body::Service(listing) => {
                self.add_activities(&mut document, std::slice::from_ref(&listing.activity), &mut about);
                self.add_sort(&mut document, listing.activity.title.as_str());
                self.add_langs(&mut document, &listing.languages);
                add_folded(&mut about, listing.about.as_deref().unwrap_or(""));
                facts.ends = listing.until.is_some();
                self.add_place(&mut document, (listing.place.as_ref(), areas), &mut facts, &mut about);
                document.add_u64(self.until, listing.until.unwrap_or(0));
            }
            Body::Term(_) | Body::Unknown => return None,
        }
        document.add_text(self.about, about);
        document.add_u64(self.facts, facts.pack());
        Some(document)
    }

    fn add_activities(&self, document: &mut TantivyDocument, activities: &[Activity], about: &mut String) {
        let (mut titles, mut words) = (String::new(), String::new());
        let mut codes: BTreeSet<(Field, &str)> = BTreeSet::new();
        for activity in activities {
            add_folded(&mut titles, activity.title.as_str());
            activity.words.iter().for_each(|word| add_folded(&mut words, word.as_str()));
            for learn in activity.learn.iter() {
                codes.insert((self.learn, learn.as_str()));
                add_folded(about, learn.as_str());
            }
            for (field, list) in [
                (self.trade, &activity.trades[..]),
                (self.sector, &activity.sectors[..]),
                (self.mode, &activity.modes[..]),
                (self.skill, &activity.skills[..]),
            ] {
                codes.extend(list.iter().map(|code| (field, code.as_str())));
            }
        }
        document.add_text(self.title, titles);
        if !words.is_empty() {
            document.add_text(self.words, words);
        }
        for (field, code) in codes {
            document.add_bytes(field, code.as_bytes());
        }
    }

    fn add_langs(&self, document: &mut TantivyDocument, langs: &[Lang]) {
        for lang in langs {
            document.add_bytes(self.lang, lang.as_str().as_bytes());
        }
    }

    fn add_sort(&self, document: &mut TantivyDocument, name: &str) {
        let mut name = fold::plain(name);
        name.truncate(name.floor_char_boundary(SORT_BYTES));
        document.add_bytes(self.sort, name.as_bytes());
    }

    fn add_place(
        &self,
        document: &mut TantivyDocument,
        (place, areas): (Option<&Place>, &mut Areas),
        facts: &mut Facts,
        about: &mut String,
    ) {
        if let Some(place) = place {
            let area = areas.of(place.code.as_str());
            facts.lat_lon = area.lat_lon;
            facts.is_commune = area.is_commune;
            for code in &area.codes {
                document.add_bytes(self.place, code.as_bytes());
            }
            add_folded(about, place.name.as_str());
        }
    }
}

/// The folded words of some texts, one space between them.
fn folded(texts: &[&str]) -> String {
    let mut words = String::new();
    texts.iter().for_each(|text| add_folded(&mut words, text));
    words
}

/// Adds the folded words of a text.
fn add_folded(words: &mut String, text: &str) {
    fold::each_word(text, |word| {
        words.push_str(word);
        words.push(' ');
    });
}

/// Cuts a text that is already folded at its spaces.
#[derive(Debug, Clone, Copy)]
struct FoldedWords;

impl FoldedWords {
    const NAME: &str = "folded";
}

/// The words of one text.
struct Words<'a> {
    rest: &'a str,
    token: Token,
}

impl Tokenizer for FoldedWords {
    type TokenStream<'a> = Words<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words<'a> {
        Words { rest: text, token: Token::default() }
    }
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        let Some((word, rest)) = self.rest.split_once(' ') else { return false };
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(word);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_sort_as_their_bytes() {
        let id = |first, last| halves(&[[first; 8], [last; 8]].concat());
        assert!(id(1, 2) < id(1, 3) && id(1, 255) < id(2, 0));
        assert_eq!(
            halves(&0x0102_0304_0506_0708_1112_1314_1516_1718_u128.to_be_bytes()),
            (0x0102_0304_0506_0708, 0x1112_1314_1516_1718)
        );
    }
}
