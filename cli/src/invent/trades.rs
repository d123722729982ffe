//! The trades that invented members practise, from `trades.tsv`. Knows their titles, skills and works in three languages;
//! must not know who practises them.

use std::sync::LazyLock;

use super::dice::Dice;
use super::phrases::capital;

/// Trades that are practised by like people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Images, texts, objects.
    Creative,
    /// Live performance.
    Stage,
    /// Computers.
    Digital,
    /// Teaching, advice, languages.
    Knowledge,
    /// Offices and services.
    Service,
    /// Building and repair.
    Building,
    /// Gardens, farms.
    Nature,
    /// Food.
    Food,
    /// Care.
    Health,
}

/// In which language a member writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// Which French form somebody is spoken of in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As `rédactrice`.
    Feminine,
    /// As `rédacteur`.
    Masculine,
    /// As `rédacteur·rice`.
    Both,
}

impl Tongue {
    /// Its ISO 639-1 code.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Tongue::Fr => "fr",
            Tongue::Nl => "nl",
            Tongue::En => "en",
        }
    }
}

/// A trade.
#[derive(Debug)]
pub(super) struct Trade {
    /// How many practise it beside the others.
    pub(super) weight: u32,
    /// Which it is like.
    pub(super) family: Family,
    /// Its code in the starter vocabulary.
    pub(super) code: &'static str,
    /// In French, masculine or common, as `rédacteur`.
    pub(super) fr: &'static str,
    /// In French, feminine, when it is another word.
    pub(super) feminine: &'static str,
    /// In Dutch.
    pub(super) nl: &'static str,
    /// In English.
    pub(super) en: &'static str,
    /// The code of its sector.
    pub(super) sector: &'static str,
    /// The codes of its skills.
    pub(super) skills: Vec<&'static str>,
    works: [Vec<&'static str>; 3],
    /// Names of one's own for it, in French: no vocabulary has them.
    poetic: Vec<&'static str>,
}

/// Every trade, in the order of the file.
pub(super) static TRADES: LazyLock<Vec<Trade>> = LazyLock::new(|| {
    let lines = include_str!("trades.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(read).collect()
});

fn read(line: &'static str) -> Trade {
    let columns: Vec<&str> = line.split('\t').collect();
    assert!(columns.len() == 12, "twelve columns are expected: {line}");
    let list = |at: usize| columns[at].split('|').filter(|text| !text.is_empty()).collect::<Vec<_>>();
    let (fr, feminine) = columns[3].split_once('/').unwrap_or((columns[3], columns[3]));
    Trade {
        weight: columns[0].parse().unwrap_or(1),
        family: family(columns[1]),
        code: columns[2],
        fr,
        feminine,
        nl: columns[4],
        en: columns[5],
        sector: columns[6],
        skills: list(7),
        works: [list(8), list(9), list(10)],
        poetic: list(11),
    }
}

fn family(name: &str) -> Family {
    match name {
        "creative" => Family::Creative,
        "stage" => Family::Stage,
        "digital" => Family::Digital,
        "knowledge" => Family::Knowledge,
        "service" => Family::Service,
        "building" => Family::Building,
        "nature" => Family::Nature,
        "food" => Family::Food,
        "health" => Family::Health,
        other => panic!("no such family of trades: {other}"),
    }
}

impl Trade {
    /// The trade of a French name, masculine or common.
    pub(super) fn called(fr: &str) -> Option<&'static Trade> {
        TRADES.iter().find(|trade| trade.fr == fr)
    }

    /// Whether its works are told in a language.
    pub(super) fn speaks(&self, tongue: Tongue) -> bool {
        !self.works[tongue as usize].is_empty()
    }

    /// Its works in a language; in French where it has none in that one.
    pub(super) fn works(&self, tongue: Tongue) -> &[&'static str] {
        if self.speaks(tongue) { &self.works[tongue as usize] } else { &self.works[0] }
    }

    /// Its name in a language, with both forms in French and a capital.
    pub(super) fn called_in(&self, tongue: Tongue) -> String {
        capital(&match tongue {
            Tongue::Fr => self.inclusive("·"),
            Tongue::Nl => self.nl.into(),
            Tongue::En => self.en.into(),
        })
    }

    /// Its name as somebody writes it: one French form, or both in one of the ways of inclusive writing.
    pub(super) fn title(&self, dice: &mut Dice, tongue: Tongue, form: Form) -> String {
        match (tongue, form) {
            (Tongue::Nl, _) => self.nl.into(),
            (Tongue::En, _) => self.en.into(),
            (Tongue::Fr, Form::Masculine) if dice.chance(60) => self.fr.into(),
            (Tongue::Fr, Form::Feminine) if dice.chance(60) => self.feminine.into(),
            _ => self.inclusive(dice.word(&["·", "·", "·", "-", "."])),
        }
    }

    /// A name of one's own for it, if it has one in this form.
    pub(super) fn poetic(&self, dice: &mut Dice, form: Form) -> Option<&'static str> {
        let fitting: Vec<&str> = self.poetic.iter().copied().filter(|words| fits(words, form)).collect();
        (!fitting.is_empty()).then(|| dice.word(&fitting))
    }

    /// Both forms in one: `rédacteur·rice`, `développeur·euse web`.
    pub(super) fn inclusive(&self, point: &str) -> String {
        let words: Vec<String> = self
            .fr
            .split(' ')
            .zip(self.feminine.split(' '))
            .map(|(m, f)| if m == f { m.into() } else { format!("{m}{point}{}", ending(f)) })
            .collect();
        words.join(" ")
    }
}

/// Whether words said of somebody are in a form: `tisseuse de phrases` is feminine, `oreille publique` is either.
fn fits(words: &str, form: Form) -> bool {
    let noun = words.split(' ').next().unwrap_or_default();
    let feminine = ["euse", "rice", "ère", "enne"].iter().any(|end| noun.ends_with(end));
    match form {
        Form::Feminine => noun.ends_with('e'),
        Form::Masculine => !feminine,
        Form::Both => true,
    }
}

/// What inclusive writing adds of a feminine word.
fn ending(feminine: &str) -> &'static str {
    const ENDINGS: [(&str, &str); 5] =
        [("trice", "rice"), ("euse", "euse"), ("ère", "ère"), ("enne", "ne"), ("onne", "ne")];
    ENDINGS.iter().find(|(end, _)| feminine.ends_with(end)).map_or("e", |(_, added)| added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_written_in_one() {
        for (fr, inclusive) in [
            ("rédacteur", "rédacteur·rice"),
            ("développeur web", "développeur·euse web"),
            ("plombier", "plombier·ère"),
            ("comédien", "comédien·ne"),
            ("consultant", "consultant·e"),
            ("chargé de production", "chargé·e de production"),
            ("graphiste", "graphiste"),
        ] {
            assert_eq!(Trade::called(fr).unwrap().inclusive("·"), inclusive);
        }
    }

    #[test]
    fn words_of_ones_own_agree() {
        assert!(fits("tisseuse de phrases", Form::Feminine) && !fits("tisseuse de phrases", Form::Masculine));
        assert!(fits("tisseur de phrases", Form::Masculine) && !fits("tisseur de phrases", Form::Feminine));
        assert!(fits("oreille publique", Form::Feminine) && fits("oreille publique", Form::Masculine));
    }

    #[test]
    fn every_trade_is_whole() {
        assert!(TRADES.len() >= 60);
        for trade in TRADES.iter() {
            assert!(trade.weight > 0 && trade.skills.len() >= 2, "{}", trade.fr);
            assert!(!trade.works[0].is_empty() && !trade.works[1].is_empty(), "{}", trade.fr);
        }
    }
}
