//! What folding makes of real spellings. Knows the expected words; must not know how they are obtained.

use super::super::inclusive::expand;
use super::{distinct, plain, spelled, words};

/// Text, its expansion, its words. The expansions were computed by an independent implementation.
const SPELLINGS: [(&str, &str, &str); 35] = [
    (
        "développeur·euse de logiciels",
        "developpeur developpeuse de logiciels",
        "developpeur developpeur logiciel",
    ),
    ("menuisier·ère", "menuisier menuisiere", "menuisier menuisier"),
    ("graphiste·s", "graphiste", "graphist"),
    ("directeur·rice artistique", "directeur directrice artistique", "directeur directeur artistiqu"),
    ("technicien·ne·s", "technicien technicienne", "technicien technicien"),
    ("développeurs·euses", "developpeur developpeuse", "developpeur developpeur"),
    ("artisan.e.s", "artisan artisane", "artisan artisan"),
    ("vendeur(se)", "vendeur vendeuse", "vendeur vendeur"),
    ("coopérateur⸱ices", "cooperateur cooperatrice", "cooperateur cooperateur"),
    ("entrepreneur.e.s", "entrepreneur entrepreneure", "entrepreneur entrepreneur"),
    ("coprésident•es", "copresident copresidente", "copresident copresident"),
    ("créatif·ve", "creatif creative", "creatif creatif"),
    (
        "Accastilleur(se)-monteur(se) électronique",
        "accastilleur accastilleuse-monteur monteuse electronique",
        "accastilleur accastilleur monteur monteur electroniqu",
    ),
    ("chargé·e de l'édition", "charge chargee de l'edition", "charg charg edition"),
    ("maître·sse d'œuvre", "maitre maitresse d'oeuvre", "maitr maitre oeuvr"),
    ("attaché·e de presse", "attache attachee de presse", "attach attach press"),
    ("ingénieure du son", "ingenieure du son", "ingenieur son"),
    ("conseiller-ère", "conseiller conseillere", "conseiller conseiller"),
    ("ingénieur·e", "ingenieur ingenieure", "ingenieur ingenieur"),
    ("auteur·rice", "auteur autrice", "auteur auteur"),
    ("auteur-compositeur", "auteur-compositeur", "auteur compositeur"),
    ("sage-femme", "sage-femme", "sage femm"),
    ("assistant(e) social(e)", "assistant assistante social sociale", "assistant assistant social social"),
    ("boulanger/ère", "boulanger boulangere", "boulanger boulanger"),
    ("Développeu·r·se", "developpeur developpeuse", "developpeur developpeur"),
    ("collaborateurice", "collaborateur collaboratrice", "collaborateur collaborateur"),
    ("travailleurses", "travailleur travailleuse", "travailleur travailleur"),
    ("collaborateur.trice.s", "collaborateur collaboratrice", "collaborateur collaborateur"),
    ("chargé·e·s", "charge chargee", "charg charg"),
    ("expérimenté·es", "experimente experimentee", "experiment experiment"),
    ("marié⋅e", "marie mariee", "mari mari"),
    ("travailleur/euse", "travailleur travailleuse", "travailleur travailleur"),
    ("un·e", "un une", ""),
    ("tous·tes", "tou toute", "tou tout"),
    (
        "éducateur·rice spécialisé·e",
        "educateur educatrice specialise specialisee",
        "educateur educateur specialis specialis",
    ),
];

#[test]
fn every_inclusive_spelling_is_read() {
    for (text, expanded, folded) in SPELLINGS {
        assert_eq!(expand(&plain(text)), expanded, "{text}");
        assert_eq!(words(text).join(" "), folded, "{text}");
    }
}

#[test]
fn one_trade_has_one_form_whatever_its_spelling() {
    let spellings = [
        "menuisier",
        "menuisière",
        "Menuisiers",
        "menuisières",
        "menuisier·ère",
        "menuisier·ère·s",
        "menuisier.e.s",
        "menuisier(ère)",
        "menuisier/ère",
        "MENUISIER⸱ÈRE",
        "menuisier•ère•s",
        "menuisier(ère)s",
    ];
    for text in spellings {
        assert_eq!(distinct(text), ["menuisier"], "{text}");
    }
    for text in
        ["coiffeureuse", "coiffeur·se", "coiffeu·r·se·s", "coiffeurs·euses", "coiffeuses", "coiffeur(euse)s"]
    {
        assert_eq!(distinct(text), ["coiffeur"], "{text}");
    }
}

#[test]
fn what_is_not_inclusive_stays_apart() {
    for (text, folded) in [
        ("chef-agent-e", "chef agent"),
        ("sage-femme(s)", "sage femm"),
        ("développeur(web)", "developpeur web"),
        ("node.js, C++ et C#", "node js c++ c#"),
        ("œuvre d’art", "oeuvr art"),
        ("aujourd'hui", "aujourd hui"),
        ("webontwikkelaar voor de coöperatie", "webontwikkelaar cooperati"),
        ("bakery and pastry", "bakery pastry"),
        ("Ελένη Дмитрий", "ελενη дмитрии"),
        ("…·.-/()(·)", ""),
        ("", ""),
    ] {
        assert_eq!(distinct(text).join(" "), folded, "{text}");
    }
}

#[test]
fn no_text_makes_it_panic() {
    let pieces =
        ["é", "·", "(", ")", "-", ".", "s", "e", "teurrice", "eurse", "œ", "ß", "字", "1", "'", "(s)", "ab"];
    for a in pieces {
        for b in pieces {
            for c in pieces {
                for d in pieces {
                    let text = [a, b, c, d].concat();
                    words(&text);
                }
            }
        }
    }
}

#[test]
fn a_word_is_shown_as_it_was_written() {
    assert_eq!(spelled("Ébénistes, restauratrices", "ebenist"), Some("Ébénistes"));
    assert_eq!(spelled("Menuisier·ère d'art", "menuisier"), Some("Menuisier·ère"));
    assert_eq!(spelled("Menuisier", "ebenist"), None);
}
