//! Finding places from what people type: a name, a postal code, an official code, with or without the department.
//! Knows how to read a text and how to order answers; must not know how the table is kept.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::fold::{changes, within_one};
use super::{PlaceInfo, Places, Precision, chosen_code, fold};

/// Most places that a search gives.
pub const FOUND: usize = 20;
/// Most places that a person chooses from.
pub(super) const CHOICES: usize = 9;
/// Most names suggested for an unknown place.
pub(super) const SUGGESTIONS: usize = 5;
/// Shortest name in which a typing error is looked for: in shorter ones, one letter makes another name.
const TYPO_BYTES: usize = 4;

/// How well a place answers, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    /// Its code, its postal code or one of its official names.
    Exact,
    /// A former, partial or foreign name.
    Other,
    /// The beginning of a name.
    Prefix,
    /// A name but for one typing error.
    Typo,
}

/// Answers by place, each with its best match.
type Answers = BTreeMap<usize, Match>;

/// What is said around a name to tell it from its namesakes.
enum Around {
    /// Departments, provinces, regions or countries.
    In(Vec<usize>),
    /// The communes of a postal code.
    Postal(Vec<usize>),
}

impl Places {
    /// The places that a text may mean, best first, [`FOUND`] at most.
    ///
    /// A text is a name ("Sète", "st denis", "Luik"), a postal code, an INSEE or NIS code, a code of ours, or a name with
    /// its department, region or postal code ("Sète (34)", "Saint-Denis 93", "34200 Sète", "Montreuil, Pas-de-Calais").
    /// Exact answers come before beginnings of names, and these before one typing error; then the most populous first.
    pub fn find(&self, text: &str) -> Vec<PlaceInfo<'_>> {
        let answers = self.answers(text);
        self.ordered(answers)
            .into_iter()
            .map(|(index, _)| index)
            .take(FOUND)
            .map(|index| self.table.info(index))
            .collect()
    }

    /// The answers of [`Places::find`] that are as good as the first, when no guess is needed to give them: exact ones,
    /// or the only one that begins so.
    pub(super) fn best(&self, text: &str) -> Vec<PlaceInfo<'_>> {
        let ordered = self.ordered(self.answers(text));
        let first = ordered.first().map(|(_, how)| *how);
        let best = ordered
            .iter()
            .take_while(|(_, how)| Some(*how) == first)
            .map(|(index, _)| self.table.info(*index));
        let best: Vec<_> = best.collect();
        let sure = first.is_some_and(|how| how <= Match::Other || (how == Match::Prefix && best.len() == 1));
        if sure { best } else { Vec::new() }
    }

    /// The places of exactly this name or code, in no order: no beginnings, no typing errors.
    pub fn exactly(&self, text: &str) -> Vec<PlaceInfo<'_>> {
        let mut answers = self.coded(text.trim());
        if answers.is_empty() {
            answers = self.spelled(&fold(text), None);
        }
        if let Some((name, around)) = split_around(text).filter(|_| answers.is_empty()) {
            answers = self
                .around(around)
                .map(|around| self.spelled(&fold(name), Some(&around)))
                .unwrap_or_default();
        }
        let exact = answers.into_iter().filter(|(_, how)| *how <= Match::Other);
        exact.map(|(index, _)| self.table.info(index)).collect()
    }

    /// The places whose names are nearest to a text that names none, [`SUGGESTIONS`] at most.
    pub fn suggest(&self, text: &str) -> Vec<PlaceInfo<'_>> {
        let asked = fold(split_around(text).map_or(text, |(name, _)| name));
        let mut nearest: BTreeMap<usize, usize> = BTreeMap::new();
        // The longest beginning of the text that is a name: "Montpellier centre".
        for (end, _) in asked.match_indices(' ').rev() {
            let exact =
                self.table.beginning(&asked[..end]).iter().filter(|key| self.table.folded(key).len() == end);
            nearest.extend(exact.map(|key| (key.index(), 0)));
            if !nearest.is_empty() {
                break;
            }
        }
        let most = (1 + asked.len() / 4).min(3);
        for key in self.table.keys() {
            if let Some(count) = changes(asked.as_bytes(), self.table.folded(key).as_bytes(), most) {
                nearest.entry(key.index()).and_modify(|least| *least = count.min(*least)).or_insert(count);
            }
        }
        let mut ordered: Vec<(usize, usize)> = nearest.into_iter().collect();
        ordered.sort_by_key(|(index, count)| (*count, Reverse(self.table.population(*index))));
        ordered.into_iter().take(SUGGESTIONS).map(|(index, _)| self.table.info(index)).collect()
    }

    /// Best first: how well, then population, then the finest.
    fn ordered(&self, answers: Answers) -> Vec<(usize, Match)> {
        let mut ordered: Vec<_> = answers.into_iter().collect();
        ordered.sort_by_cached_key(|(index, how)| {
            let info = self.table.info(*index);
            (*how, Reverse(info.population), info.precision, *index)
        });
        ordered
    }

    fn answers(&self, text: &str) -> Answers {
        let text = text.trim();
        // A choice, given back as it was shown.
        let commune = |code: &&str| self.get(code).is_some_and(|place| place.precision == Precision::Commune);
        let coded = self.coded(chosen_code(text).filter(commune).unwrap_or(text));
        if !coded.is_empty() {
            return coded;
        }
        let split = split_around(text).and_then(|(name, around)| Some((name, self.around(around)?)));
        match split {
            // In brackets or after a comma, the department is meant.
            Some((name, around)) if text.contains(['(', ',']) => self.named(&fold(name), Some(&around)),
            // Without them, the whole may be a name: "Paris 11" is not in the Aude.
            Some((name, around)) => {
                let whole = self.spelled(&fold(text), None);
                if whole.is_empty() { self.named(&fold(name), Some(&around)) } else { whole }
            }
            None => self.named(&fold(split_around(text).map_or(text, |(name, _)| name)), None),
        }
    }

    /// The places of a text that is a code.
    fn coded(&self, text: &str) -> Answers {
        let upper = text.to_ascii_uppercase();
        let mut answers = Answers::new();
        let mut add = |code: &str| {
            answers.extend(self.table.index(code).map(|index| (index, Match::Exact)));
        };
        add(&upper);
        if upper.len() >= 2
            && upper.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && upper.contains(|c: char| c.is_ascii_digit())
        {
            add(&format!("FR-D{upper}"));
            add(&format!("FR-{upper}"));
            add(&format!("BE-{upper}"));
            add(&format!("BE-P{upper}"));
            if let Some(region) = upper.strip_prefix('0') {
                add(&format!("BE-R{region}"));
            }
        }
        let postal: Vec<usize> = self.table.of_postal(text).collect();
        if !postal.is_empty() && upper.len() == 5 {
            // 34200 is rather Sète's postal code than the INSEE code of a village.
            answers.values_mut().for_each(|how| *how = Match::Other);
        }
        answers.extend(postal.into_iter().map(|index| (index, Match::Exact)));
        answers
    }

    /// The places of a folded name, by spelling, else by one typing error.
    fn named(&self, name: &str, around: Option<&Around>) -> Answers {
        let mut answers = self.spelled(name, around);
        let exact = answers.values().any(|how| *how <= Match::Other);
        if !exact && name.len() >= TYPO_BYTES {
            for key in self.table.keys() {
                if within_one(name.as_bytes(), self.table.folded(key).as_bytes())
                    && self.is_in(key.index(), around)
                {
                    answers.entry(key.index()).or_insert(Match::Typo);
                }
            }
        }
        answers
    }

    /// The places that have a name, or one that begins so.
    fn spelled(&self, name: &str, around: Option<&Around>) -> Answers {
        let mut answers = Answers::new();
        if name.is_empty() {
            return answers;
        }
        for key in self.table.beginning(name) {
            if self.is_in(key.index(), around) {
                let how = match (self.table.folded(key).len() == name.len(), key.official) {
                    (true, true) => Match::Exact,
                    (true, false) => Match::Other,
                    (false, _) => Match::Prefix,
                };
                answers.entry(key.index()).and_modify(|best| *best = how.min(*best)).or_insert(how);
            }
        }
        answers
    }

    fn is_in(&self, index: usize, around: Option<&Around>) -> bool {
        match around {
            None => true,
            Some(Around::Postal(communes)) => communes.contains(&index),
            Some(Around::In(places)) => self.table.chain(Some(index)).any(|index| places.contains(&index)),
        }
    }

    /// What a qualifier means; none if it means nothing, as "centre".
    fn around(&self, text: &str) -> Option<Around> {
        let postal: Vec<usize> = self.table.of_postal(text).collect();
        if !postal.is_empty() {
            return Some(Around::Postal(postal));
        }
        let upper = text.to_ascii_uppercase();
        let coded = self.table.index(&upper).or_else(|| self.table.index(&format!("FR-D{upper}")));
        let name = fold(text);
        let named = self.table.beginning(&name).iter().filter(|key| {
            let commune = self.table.info(key.index()).precision == Precision::Commune;
            !commune && self.table.folded(key).len() == name.len()
        });
        let places: Vec<usize> = coded.into_iter().chain(named.map(|key| key.index())).collect();
        (!places.is_empty()).then_some(Around::In(places))
    }
}

/// A name and what tells it from its namesakes: in brackets, after a comma, or a number at either end.
fn split_around(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    if let Some((name, rest)) = text.split_once('(') {
        return Some((name.trim(), rest.trim_end_matches(')').trim()));
    }
    if let Some((name, around)) = text.rsplit_once(',') {
        return Some((name.trim(), around.trim()));
    }
    let number = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        matches!(word.len(), 2..=5) && (digits == word.len() || matches!(word, "2A" | "2B" | "2a" | "2b"))
    };
    match (text.rsplit_once(' '), text.split_once(' ')) {
        (Some((name, last)), _) if number(last) => Some((name.trim_end_matches(['-', ' ']), last)),
        (_, Some((first, name))) if number(first) => Some((name.trim_start_matches(['-', ' ']), first)),
        _ => None,
    }
}
