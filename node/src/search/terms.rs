//! Knows the fields of the index, and how codes and words become terms: all of them in one field, each after a letter that tells what
//! it says. Must not know entries.
//!
//! One field, because each has its own dictionary to be made, in every segment: with thirteen, a commit of one entry was mostly that.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Index, Term};

use super::fold;

/// What a term says of an entry: its first letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Says {
    Trade = b't',
    Skill = b's',
    Sector = b'x',
    Mode = b'm',
    Learn = b'l',
    Title = b'T',
    /// Own words for what no vocabulary has.
    Words = b'W',
    Name = b'N',
    /// Free text, own words for what is to be learnt, the name of the place.
    About = b'A',
    /// The place and everything that holds it.
    Place = b'p',
    Lang = b'L',
    /// A part of its key: see [`super::removal`].
    Key = b'k',
}

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Fast: what an entry is replaced by, see [`super::document::key`].
    pub(super) key: Field,
    /// Also fast.
    pub(super) coop: Field,
    /// Everything else that is looked for.
    pub(super) terms: Field,
    /// Fast: see [`super::facts::Facts`].
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

impl Fields {
    /// The term of a code or a folded word.
    pub(super) fn term(&self, says: Says, text: &str) -> Term {
        let mut term = String::with_capacity(1 + text.len());
        term.push(char::from(says as u8));
        term.push_str(text);
        Term::from_field_text(self.terms, &term)
    }
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let terms = TextFieldIndexing::default()
        .set_tokenizer(Lines::NAME)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    let fast = || NumericOptions::default().set_fast();
    let fields = Fields {
        key: builder.add_u64_field("key", fast()),
        coop: builder.add_bytes_field("coop", BytesOptions::default().set_indexed().set_fast()),
        terms: builder.add_text_field("terms", TextOptions::default().set_indexing_options(terms)),
        facts: builder.add_u64_field("facts", fast()),
        id: builder.add_u64_field("id", fast()),
        id_end: builder.add_u64_field("id_end", fast()),
        sort: builder.add_bytes_field("sort", BytesOptions::default().set_fast()),
        until: builder.add_u64_field("until", fast()),
    };
    (builder.build(), fields)
}

/// Tells an index how its terms are cut.
pub(super) fn register_tokenizer(index: &mut Index) {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(Lines::NAME, Lines);
    index.set_tokenizers(tokenizers);
}

/// Some terms, one a line: neither a code nor a text of an entry holds an end of line.
#[derive(Debug, Default)]
pub(super) struct Terms(String);

impl Terms {
    pub(super) fn add(&mut self, says: Says, text: &str) {
        self.0.push(char::from(says as u8));
        self.0.push_str(text);
        self.0.push('\n');
    }

    /// Adds the folded words of a text; one that repeats the word before it once.
    pub(super) fn add_words(&mut self, says: Says, text: &str) {
        let mut last = self.0.len();
        fold::each_spelling(text, |word| {
            let next = self.0.len();
            self.add(says, word);
            if self.0[last..next] == self.0[next..] {
                self.0.truncate(next);
            } else {
                last = next;
            }
        });
    }

    pub(super) fn add_lines(&mut self, lines: &str) {
        self.0.push_str(lines);
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// Cuts a text at the ends of its lines.
#[derive(Debug, Clone, Copy)]
struct Lines;

impl Lines {
    const NAME: &str = "lines";
}

/// The lines of one text.
struct Line<'a> {
    rest: &'a str,
    token: Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = Line<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Line<'a> {
        Line { rest: text, token: Token::default() }
    }
}

impl TokenStream for Line<'_> {
    fn advance(&mut self) -> bool {
        let Some((line, rest)) = self.rest.split_once('\n') else { return false };
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(line);
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
    fn a_word_of_both_genders_is_one_term() {
        let mut terms = Terms::default();
        terms.add(Says::Trade, "t-joiner");
        terms.add_words(Says::Title, "Menuisier·ère et menuisière");
        terms.add_words(Says::About, "menuisier");
        assert_eq!(terms.as_str(), "tt-joiner\nTmenuisier\nAmenuisier\n");
    }
}
