//! One activity: its trades, skills, sectors and modes from words to codes. Knows which words must be known and which
//! may be the member's own; must not know the rest of an entry.

use bigre_protocol::directory::entry::Activity;
use bigre_protocol::limits::{TITLE_CHARS, WORD_CHARS};
use bigre_protocol::text::{Code, Text};

use super::terms::KINDS;
use super::{DraftError, Note, Work};
use crate::api::model::Practice;
use crate::vocabulary::{self, Lang, Term, TermKind};

/// What the words of an activity were understood as.
#[derive(Default)]
struct Understood {
    trades: Vec<Code>,
    skills: Vec<Code>,
    words: Vec<Text<WORD_CHARS>>,
}

impl Work<'_> {
    /// An activity; `field` names its title in errors.
    pub(super) fn activity(
        &mut self,
        field: &str,
        title: Option<&str>,
        practice: &Practice,
    ) -> Option<Activity> {
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        let mut understood = Understood::default();
        self.understand(TermKind::Trade, &practice.trades, &mut understood);
        self.understand(TermKind::Skill, &practice.skills, &mut understood);
        for word in given(&practice.words) {
            understood.words.extend(self.text("words", word));
        }
        if let (Some(title), true) = (title, understood.trades.is_empty() && practice.trades.is_empty()) {
            self.title_as_trade(title, &mut understood);
        }
        let title = match title {
            Some(title) => self.text::<TITLE_CHARS>(field, title),
            None => self.title_of(field, practice),
        };
        let sectors = self.codes(TermKind::Sector, &practice.sectors);
        let modes = self.codes(TermKind::Mode, &practice.modes);
        let learn = given(&practice.learn).filter_map(|typed| self.learn(typed)).collect();
        Some(Activity {
            learn: self.list("learn", learn),
            modes: self.list("modes", modes),
            words: self.list("words", understood.words),
            skills: self.list("skills", understood.skills),
            trades: self.list("trades", understood.trades),
            sectors: self.list("sectors", sectors),
            title: title?,
        })
    }

    /// Trades or skills: a word of the other kind goes where it belongs, an unknown one becomes the member's own.
    fn understand(&mut self, kind: TermKind, typed: &[String], into: &mut Understood) {
        let other = if kind == TermKind::Trade { TermKind::Skill } else { TermKind::Trade };
        for typed in given(typed) {
            match self.terms.find(kind, typed).or_else(|| self.terms.find(other, typed)) {
                Some(term) => match (code(term), term.kind) {
                    (Some(code), TermKind::Trade) => into.trades.push(code),
                    (Some(code), _) => into.skills.push(code),
                    (None, _) => {}
                },
                None if looks_like_code(typed) => {
                    self.errors.push(DraftError::Term { kind, text: typed.into() });
                }
                None => {
                    let field = if kind == TermKind::Trade { "trades" } else { "skills" };
                    into.words.extend(self.own_word(field, typed));
                }
            }
        }
    }

    fn own_word(&mut self, field: &str, typed: &str) -> Option<Text<WORD_CHARS>> {
        let word = self.text::<WORD_CHARS>(field, typed)?;
        self.own.push(word.as_str().to_owned());
        Some(word)
    }

    /// The code of a skill or a trade that the member wants to learn, or the member's own word.
    fn learn(&mut self, typed: &str) -> Option<Text<WORD_CHARS>> {
        let term =
            self.terms.find(TermKind::Skill, typed).or_else(|| self.terms.find(TermKind::Trade, typed));
        match term {
            Some(term) => self.text("learn", &term.code),
            None if looks_like_code(typed) => {
                self.errors.push(DraftError::Term { kind: TermKind::Skill, text: typed.into() });
                None
            }
            None => self.own_word("learn", typed),
        }
    }

    /// Sectors or modes: each must be known.
    fn codes(&mut self, kind: TermKind, typed: &[String]) -> Vec<Code> {
        let mut codes = Vec::new();
        for typed in given(typed) {
            match self.terms.find(kind, typed) {
                Some(term) => codes.extend(code(term)),
                None => self.errors.push(DraftError::Term { kind, text: typed.into() }),
            }
        }
        codes
    }

    fn title_as_trade(&mut self, title: &str, into: &mut Understood) {
        let Some(term) = self.terms.labelled(TermKind::Trade, title) else { return };
        if let Some(code) = code(term) {
            into.trades.push(code);
            let label = term.label(Lang::Fr).to_owned();
            self.notes.push(Note::TitleIsTrade { title: title.into(), label });
        }
    }

    /// A title for who gave none: the first trade, skill, word or sector, as it was typed.
    fn title_of(&mut self, field: &str, practice: &Practice) -> Option<Text<TITLE_CHARS>> {
        let typed = [&practice.trades, &practice.skills, &practice.words, &practice.sectors];
        let Some(first) = typed.into_iter().flat_map(|typed| given(typed)).next() else {
            self.errors.push(DraftError::Missing(field.into()));
            return None;
        };
        let coded = KINDS.into_iter().find_map(|kind| self.terms.code(kind, first));
        self.text(field, coded.map_or(first, |term| term.label(Lang::Fr)))
    }
}

fn given(values: &[String]) -> impl Iterator<Item = &str> {
    values.iter().map(|value| value.trim()).filter(|value| !value.is_empty())
}

fn code(term: &Term) -> Option<Code> {
    Code::new(&term.code).ok()
}

/// Whether a text was meant as a code, as `t-baker`: an unknown one is a typing error, not somebody's own word.
fn looks_like_code(typed: &str) -> bool {
    let rest = KINDS.into_iter().find_map(|kind| typed.strip_prefix(vocabulary::prefix(kind)));
    rest.is_some_and(|rest| {
        rest.len() > 2 && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}
