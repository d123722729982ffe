//! Names of columns that hold what the federation must never hold, in French, Dutch and English. Knows names only: what
//! such a column holds is never read.

/// What is forbidden, with patterns of folded names. A pattern is one or more words in a row, anywhere in the name;
/// a star ends a beginning of word.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "birth date",
        &[
            "naissance",
            "ne le",
            "nee le",
            "ne e le",
            "birth*",
            "dob",
            "born",
            "geboorte*",
            "geboren",
            "age",
            "leeftijd",
        ],
    ),
    (
        "social security number",
        &[
            "securite sociale",
            "secu",
            "num secu",
            "nir",
            "niss",
            "nss",
            "ssn",
            "insz",
            "inss",
            "bsn",
            "social security",
            "sociale zekerheid",
            "rijksregister*",
            "registre national",
            "national register",
            "national number",
            "numero national",
            "nationaal nummer",
            "carte d identite",
            "identiteitskaart*",
            "identity card",
            "passeport",
            "paspoort",
            "passport",
            "matricule social",
            "ondernemingsnummer",
            "siret",
            "siren",
        ],
    ),
    ("e-mail address", &["mail", "e mail", "email*", "emails", "courriel*", "mel", "mailadres", "mails"]),
    (
        "telephone number",
        &[
            "tel",
            "telephon*",
            "telefo*",
            "phone*",
            "portable",
            "mobile",
            "gsm",
            "mobiel",
            "fax",
            "whatsapp",
            "signal",
        ],
    ),
    (
        "address",
        &[
            "adress*",
            "adres",
            "adressen",
            "address*",
            "rue",
            "street",
            "straat",
            "domicile",
            "huisnummer",
            "voie",
            "gps",
        ],
    ),
    (
        "bank account",
        &[
            "iban",
            "bic",
            "rib",
            "compte",
            "compte bancaire",
            "bank*",
            "banque",
            "rekening*",
            "account number",
        ],
    ),
    (
        "gender or civil status",
        &[
            "sexe",
            "sex",
            "genre",
            "gender",
            "geslacht",
            "civilite",
            "etat civil",
            "situation familiale",
            "marital*",
            "civil status",
            "burgerlijke staat",
            "aanspreking",
            "mariage",
            "enfants",
            "kinderen",
            "children",
        ],
    ),
    (
        "nationality or origin",
        &["nationalit*", "nationaliteit*", "origine", "afkomst", "origin", "ethni*", "etnisch*"],
    ),
    (
        "health",
        &[
            "sante",
            "health",
            "gezondheid*",
            "handicap*",
            "rqth",
            "invalid*",
            "disabilit*",
            "medical*",
            "medisch*",
            "maladie",
        ],
    ),
    ("photo", &["photo", "photos", "foto", "foto s", "picture", "portrait", "image", "avatar", "pasfoto"]),
    (
        "opinion or belief",
        &["religion", "religie", "syndicat*", "vakbond*", "trade union", "politi*", "opinion*", "geloof"],
    ),
    (
        "income",
        &[
            "salaire*",
            "salary",
            "loon",
            "revenu*",
            "income",
            "inkomen*",
            "chiffre d affaires",
            "omzet",
            "turnover",
        ],
    ),
    ("password", &["mot de passe", "password*", "wachtwoord*", "pin"]),
];

/// What a column of this folded name holds, when that is forbidden.
pub(super) fn what(folded: &str) -> Option<&'static str> {
    let words: Vec<&str> = folded.split(' ').collect();
    let found =
        FORBIDDEN.iter().find(|(_, patterns)| patterns.iter().any(|pattern| matches(&words, pattern)));
    found.map(|(what, _)| *what)
}

fn matches(words: &[&str], pattern: &str) -> bool {
    let pattern: Vec<&str> = pattern.split(' ').collect();
    words.windows(pattern.len()).any(|window| {
        window.iter().zip(&pattern).all(|(word, part)| match part.strip_suffix('*') {
            Some(beginning) => word.starts_with(beginning),
            None => word == part,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_names_are_known_and_others_left_alone() {
        for (name, expected) in [
            ("date de naissance", "birth date"),
            ("geboortedatum", "birth date"),
            ("numero de securite sociale", "social security number"),
            ("niss", "social security number"),
            ("rijksregisternummer", "social security number"),
            ("adresse e mail", "e-mail address"),
            ("email", "e-mail address"),
            ("telephone portable", "telephone number"),
            ("adres", "address"),
            ("adresse postale", "address"),
            ("iban", "bank account"),
            ("burgerlijke staat", "gender or civil status"),
            ("nationaliteit", "nationality or origin"),
            ("sante", "health"),
            ("photo", "photo"),
        ] {
            assert_eq!(what(name), Some(expected), "{name}");
        }
        for name in
            ["", "nom", "teletravail", "mobilite", "photographe", "metier", "langue", "site", "prenom"]
        {
            assert_eq!(what(name), None, "{name}");
        }
    }
}
