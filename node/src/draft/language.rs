//! Languages of work, from what people type to ISO 639-1. Knows the codes and the usual names; must not know who
//! speaks them.

use bigre_protocol::directory::entry::Lang;

use crate::search::fold::plain;

/// Every code of ISO 639-1 (the standard's list of 2002, with its later changes).
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee \
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja \
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne \
    ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su \
    sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Usual names in French, Dutch and English, without accents or capitals.
const NAMES: &[(&str, &[&str])] = &[
    ("fr", &["francais", "frans", "french"]),
    ("nl", &["neerlandais", "nederlands", "dutch", "flamand", "vlaams", "flemish"]),
    ("en", &["anglais", "engels", "english"]),
    ("de", &["allemand", "duits", "german", "deutsch"]),
    ("es", &["espagnol", "spaans", "spanish", "espanol"]),
    ("it", &["italien", "italiaans", "italian", "italiano"]),
    ("pt", &["portugais", "portugees", "portuguese", "portugues"]),
    ("ar", &["arabe", "arabisch", "arabic"]),
    ("ro", &["roumain", "roemeens", "romanian"]),
    ("pl", &["polonais", "pools", "polish"]),
    ("tr", &["turc", "turks", "turkish"]),
    ("ru", &["russe", "russisch", "russian"]),
    ("uk", &["ukrainien", "oekraiens", "ukrainian"]),
    ("zh", &["chinois", "chinees", "chinese"]),
    ("ja", &["japonais", "japans", "japanese"]),
    ("el", &["grec", "grieks", "greek"]),
    ("ca", &["catalan", "catalaans"]),
    ("oc", &["occitan", "occitaans"]),
    ("br", &["breton", "bretoens"]),
    ("eu", &["basque", "baskisch"]),
    ("co", &["corse", "corsicaans", "corsican"]),
    ("wa", &["wallon", "waals", "walloon"]),
    ("ht", &["creole haitien"]),
    ("ln", &["lingala"]),
    ("sw", &["swahili"]),
    ("wo", &["wolof"]),
    ("he", &["hebreu", "hebreeuws", "hebrew"]),
    ("fa", &["persan", "perzisch", "persian", "farsi"]),
];

/// The language of a code or of a usual name, whatever its case and accents.
pub(crate) fn language(typed: &str) -> Option<Lang> {
    let text = plain(typed.trim());
    let code = match NAMES.iter().find(|(_, names)| names.contains(&text.as_str())) {
        Some((code, _)) => (*code).to_owned(),
        None if text.len() == 2 && CODES.split_whitespace().any(|code| code == text) => text,
        None => return None,
    };
    Lang::try_from(code).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_known() {
        for (typed, code) in [
            ("fr", "fr"),
            ("FR", "fr"),
            (" Français ", "fr"),
            ("Nederlands", "nl"),
            ("anglais", "en"),
            ("oc", "oc"),
        ] {
            assert_eq!(
                language(typed).map(|lang| lang.as_str().to_owned()).as_deref(),
                Some(code),
                "{typed}"
            );
        }
        for typed in ["", "xx", "f", "klingon", "a ", "français anglais"] {
            assert_eq!(language(typed), None, "{typed}");
        }
    }
}
