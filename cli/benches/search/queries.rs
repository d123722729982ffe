//! What is asked: classes of queries made from the entries and from the labels of their trades, and what would be a right
//! answer to each. Must not know who answers.

use bigre_node::search::{Near, Query, Sort};
use bigre_node::vocabulary::{Lang, Vocabulary};
use bigre_protocol::directory::entry::{Kind, Lang as WorkLang};
use bigre_protocol::id::EntryId;

use super::world::{Draws, NOW, Rare, World};

/// What answers a query rightly.
#[derive(Debug, Clone)]
pub(crate) enum Right {
    /// Whoever practises the trade of this number.
    Trade(u16),
    /// This entry.
    Entry(EntryId),
}

/// One query.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) query: Query,
    pub(crate) right: Option<Right>,
}

/// Queries of one kind.
pub(crate) struct Class {
    pub(crate) name: &'static str,
    /// Whether words alone are asked for, or words near a place: what a text index can be asked too.
    #[cfg_attr(not(feature = "compare-sqlite"), expect(dead_code, reason = "only a text index asks"))]
    pub(crate) is_text: bool,
    pub(crate) asked: Vec<Asked>,
}

/// Every class, with so many queries each; the same every time.
pub(crate) fn classes(world: &World, count: usize) -> Vec<Class> {
    let mut draws = Draws::new(1);
    let mut made = Vec::new();
    let mut text = |name, make: &mut dyn FnMut(&mut Draws) -> Asked| {
        made.push(Class { name, is_text: true, asked: (0..count).map(|_| make(&mut draws)).collect() });
    };
    let trade = |draws: &mut Draws, lang: Lang, change: &dyn Fn(&mut Draws, &str) -> String| {
        let (label, right) = label(world, draws, lang);
        let typed = change(draws, &label);
        Asked { query: Query::words(&typed, NOW), right: Some(right) }
    };
    text("exact word", &mut |draws| trade(draws, Lang::Fr, &|_, label| forms(label).0));
    text("inclusive", &mut |draws| trade(draws, Lang::Fr, &|_, label| label.to_owned()));
    text("feminine", &mut |draws| trade(draws, Lang::Fr, &|_, label| forms(label).1));
    text("plural", &mut |draws| trade(draws, Lang::Fr, &|_, label| plural(&forms(label).0)));
    text("one typing error", &mut |draws| trade(draws, Lang::Fr, &|d, l| misspelt(d, &forms(l).0, 1)));
    text("two typing errors", &mut |draws| trade(draws, Lang::Fr, &|d, l| misspelt(d, &forms(l).0, 2)));
    text("beginning", &mut |draws| trade(draws, Lang::Fr, &|d, l| begun(d, &forms(l).0)));
    text("Dutch", &mut |draws| trade(draws, Lang::Nl, &|_, label| label.to_owned()));
    text("Dutch, French entries", &mut |draws| {
        let asked = trade(draws, Lang::Nl, &|_, label| label.to_owned());
        let langs = WorkLang::try_from("fr".to_owned()).into_iter().collect();
        Asked { query: Query { langs, ..asked.query }, ..asked }
    });
    text("several words", &mut |draws| {
        let Rare { word, title, id } = draws.pick(&world.rare);
        let others: Vec<&str> = title.split_whitespace().take(2).collect();
        let typed = format!("{} {word}", others.join(" "));
        Asked { query: Query::words(&typed, NOW), right: Some(Right::Entry(*id)) }
    });
    text("rare word", &mut |draws| rare(world, draws, |_, word| word.to_owned()));
    text("rare word, one error", &mut |draws| rare(world, draws, |draws, word| misspelt(draws, word, 1)));
    text("rare word, two errors", &mut |draws| rare(world, draws, |draws, word| misspelt(draws, word, 2)));
    text("rare word, beginning", &mut |draws| rare(world, draws, begun));
    text("no result", &mut |draws| Asked {
        query: Query::words(&format!("zxqw{}kj", draws.below(1_000)), NOW),
        right: None,
    });
    text("nonsense", &mut |draws| {
        let words: Vec<String> = (0..16).map(|_| format!("{:x}", draws.below(1 << 40))).collect();
        Asked { query: Query::words(&words.join(" "), NOW), right: None }
    });
    text("word near a place", &mut |draws| {
        let asked = trade(draws, Lang::Fr, &|_, label| forms(label).0);
        Asked { query: Query { near: near(world, draws), ..asked.query }, right: None }
    });
    made.extend(selections(world, count, &mut draws));
    made
}

/// Queries that are more than their words.
fn selections(world: &World, count: usize, draws: &mut Draws) -> Vec<Class> {
    let mut made = Vec::new();
    let mut class = |name, make: &mut dyn FnMut(&mut Draws) -> Query| {
        let asked = (0..count).map(|_| Asked { query: make(draws), right: None }).collect();
        made.push(Class { name, is_text: false, asked });
    };
    let trades: Vec<&String> = world.trades.keys().collect();
    let sector = |draws: &mut Draws| {
        let trade = Vocabulary::starter().get(draws.pick::<&String>(&trades));
        trade.and_then(|term| term.broader.clone()).into_iter().collect::<Vec<_>>()
    };
    let word = |draws: &mut Draws| Query::words(&forms(&label(world, draws, Lang::Fr).0).0, NOW);
    let all = || Query::words("", NOW);
    let lang = |code: &str| WorkLang::try_from(code.to_owned()).into_iter().collect::<Vec<_>>();
    class("trade code", &mut |draws| Query { trades: vec![(*draws.pick(&trades)).clone()], ..all() });
    class("sector", &mut |draws| Query { sectors: sector(draws), ..all() });
    class("word and filters", &mut |draws| Query {
        kinds: vec![Kind::MEMBER],
        langs: lang(draws.pick::<&str>(&["fr", "nl", "en"])),
        available_only: true,
        ..word(draws)
    });
    class("filters alone", &mut |draws| Query {
        kinds: vec![Kind::OFFER],
        modes: vec!["m-remote".into()],
        langs: lang(draws.pick::<&str>(&["fr", "nl", "en"])),
        ..all()
    });
    class("in a place", &mut |draws| {
        let near = near(world, draws).map(|near| Near { radius_km: None, ..near });
        Query { near, ..all() }
    });
    class("word by distance", &mut |draws| Query {
        near: near(world, draws),
        sort: Sort::Distance,
        ..word(draws)
    });
    class("everything", &mut |_| all());
    class("everything by distance", &mut |draws| {
        let near = near(world, draws).map(|near| Near { radius_km: Some(2_000.0), ..near });
        Query { near, sort: Sort::Distance, ..all() }
    });
    class("everything, page 100", &mut |_| Query { offset: 990, ..all() });
    class("everything, last page", &mut |_| Query { offset: Query::DEEPEST, limit: Query::MOST, ..all() });
    class("word, page 100", &mut |draws| Query { offset: 990, ..word(draws) });
    made
}

fn near(world: &World, draws: &mut Draws) -> Option<Near> {
    let radius_km = Some(*draws.pick(&[10.0, 25.0, 50.0, 100.0]));
    Some(Near { place: world.commune(draws).to_owned(), radius_km })
}

/// The label of a trade that some entries have, as a vocabulary writes it.
fn label(world: &World, draws: &mut Draws, lang: Lang) -> (String, Right) {
    let trades: Vec<(&String, &u16)> = world.trades.iter().collect();
    let (code, number) = *draws.pick(&trades);
    let label = Vocabulary::starter().get(code).map_or("", |term| term.label(lang));
    (label.to_owned(), Right::Trade(*number))
}

fn rare(world: &World, draws: &mut Draws, change: impl Fn(&mut Draws, &str) -> String) -> Asked {
    let Rare { word, id, .. } = draws.pick(&world.rare);
    let typed = change(draws, word);
    Asked { query: Query::words(&typed, NOW), right: Some(Right::Entry(*id)) }
}

/// The masculine and the feminine of a label in inclusive writing (`menuisier·ère`).
fn forms(label: &str) -> (String, String) {
    const ENDINGS: [(&str, &str); 7] = [
        ("ère", "er"),
        ("euse", "eur"),
        ("rice", "eur"),
        ("ienne", "ien"),
        ("ive", "if"),
        ("trice", "teur"),
        ("se", "x"),
    ];
    let both = label.split(' ').map(|word| match word.split_once('·') {
        None => (word.to_owned(), word.to_owned()),
        Some((masculine, end)) => {
            let ending = ENDINGS.iter().find(|(feminine, _)| *feminine == end);
            let stem = ending.and_then(|(_, cut)| masculine.strip_suffix(cut)).unwrap_or(masculine);
            (masculine.to_owned(), format!("{stem}{end}"))
        }
    });
    let (masculine, feminine): (Vec<String>, Vec<String>) = both.unzip();
    (masculine.join(" "), feminine.join(" "))
}

/// Each word in the plural, as French makes it most often.
fn plural(label: &str) -> String {
    let words = label.split(' ').map(|word| match word.chars().last() {
        Some('s' | 'x' | 'z') => word.to_owned(),
        _ if word.chars().count() < 4 || word.contains(['\'', '’']) => word.to_owned(),
        _ => format!("{word}s"),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The text with so many typing errors in its longest word, never in the first letter: letters exchanged, left out, doubled
/// or replaced.
fn misspelt(draws: &mut Draws, text: &str, errors: usize) -> String {
    let mut words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
    let Some(word) = words.iter_mut().max_by_key(|word| word.len()) else { return String::new() };
    // Far apart, so that two errors do not undo each other.
    let part = (word.len().saturating_sub(2) / errors).max(1);
    for error in 0..errors {
        let at = (1 + error * part + draws.below(part)).min(word.len().saturating_sub(2));
        match draws.below(4) {
            0 if word[at] != word[at + 1] => word.swap(at, at + 1),
            1 => drop(word.remove(at)),
            2 => word.insert(at, word[at]),
            _ => word[at] = if word[at] == 'e' { 'a' } else { 'e' },
        }
    }
    words.into_iter().map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// The beginning of a text: four letters, or two thirds of it.
fn begun(_: &mut Draws, text: &str) -> String {
    let letters = text.chars().count();
    text.chars().take((letters * 2 / 3).max(4)).collect()
}
