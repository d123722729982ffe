//! Knows what is said in full and in initials alike: `ressources humaines` and `RH`, in the three languages. Must not know
//! accents nor capitals: it is given folded text.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// Initials, and what they stand for; where languages have their own, the French ones. Only phrases that are one thing: of
/// `hygiène, sécurité, environnement`, labels have a part.
const ACRONYMS: [(&str, &[&str]); 21] = [
    (
        "tic",
        &[
            "technologies de l'information et de la communication",
            "technologies de l'information et des communications",
            "information and communications technology",
            "information and communication technology",
            "information and communications technologies",
            "informatie- en communicatietechnologie",
            "informatie en communicatietechnologie",
            "ict",
        ],
    ),
    ("rh", &["ressources humaines", "human resources", "personeelszaken", "hr", "hrm"]),
    ("ia", &["intelligence artificielle", "artificial intelligence", "kunstmatige intelligentie"]),
    ("ess", &["economie sociale et solidaire"]),
    ("cao", &["conception assistee par ordinateur", "computer-aided design", "computer aided design"]),
    ("dao", &["dessin assiste par ordinateur"]),
    ("pao", &["publication assistee par ordinateur", "desktop publishing", "dtp"]),
    ("mao", &["musique assistee par ordinateur"]),
    ("gpao", &["gestion de production assistee par ordinateur"]),
    ("ux", &["experience utilisateur", "user experience", "gebruikerservaring"]),
    ("ui", &["interface utilisateur", "user interface", "gebruikersinterface"]),
    ("seo", &["referencement naturel", "search engine optimisation", "search engine optimization"]),
    ("lsf", &["langue des signes francaise"]),
    ("fle", &["francais langue etrangere"]),
    ("vae", &["validation des acquis de l'experience"]),
    ("eps", &["education physique et sportive"]),
    ("pjj", &["protection judiciaire de la jeunesse"]),
    ("rse", &["responsabilite societale des entreprises", "corporate social responsibility", "csr"]),
    ("ong", &["organisation non gouvernementale", "non-governmental organisation", "ngo"]),
    ("sig", &["systeme d'information geographique", "systemes d'information geographique"]),
    ("crm", &["gestion de la relation client", "customer relationship management"]),
];

/// A folded text with initials in the place of what they stand for; nothing when it holds none.
pub(super) fn shorten(text: &str) -> Option<String> {
    let is_inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut short = String::new();
    let mut written = 0;
    for found in MEANINGS.finder.find_iter(text) {
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        if !is_inside(before.chars().next_back()) && !is_inside(after.chars().next()) {
            short.push_str(&text[written..found.start()]);
            short.push_str(MEANINGS.initials[found.pattern()]);
            written = found.end();
        }
    }
    (written > 0).then(|| short + &text[written..])
}

/// What is looked for, all at once, and the initials of each.
struct Meanings {
    finder: AhoCorasick,
    initials: Vec<&'static str>,
}

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    let pairs =
        || ACRONYMS.iter().flat_map(|(initials, meanings)| meanings.iter().map(|one| (*initials, *one)));
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .prefilter(false)
        .build(pairs().map(|(_, one)| one));
    match finder {
        Ok(finder) => Meanings { finder, initials: pairs().map(|(initials, _)| initials).collect() },
        Err(error) => panic!("the acronyms are too many to be looked for: {error}"),
    }
});

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn what_is_written_in_full_becomes_its_initials() {
        for (text, short) in [
            ("assistante ressources humaines", Some("assistante rh")),
            ("hr adviseur", Some("rh adviseur")),
            (
                "responsable des technologies de l'information et de la communication",
                Some("responsable des tic"),
            ),
            ("ict-consultant en human resources", Some("tic-consultant en rh")),
            ("responsable rh", None),
            ("chris", None),
            ("district", None),
            ("", None),
        ] {
            assert_eq!(shorten(text).as_deref(), short);
        }
    }
}
