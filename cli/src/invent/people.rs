//! Names of people who do not exist. Knows first names, family names and pseudonyms; must not know what they do.
//!
//! Written for this: each is common in France or in Belgium, their pairs are drawn at random. A pair may be somebody's
//! name all the same; nothing else that is said of it is.

use super::dice::Dice;
use super::trades::Form;

const FEMININE_FR: &str = "\
    Alice|Amandine|Amina|Anaïs|Aurélie|Aïcha|Bérénice|Carole|Clotilde|Céline|Delphine|Djamila|\
    Estelle|Fanny|Fatou|Françoise|Gwenaëlle|Hélène|Inès|Josiane|Laetitia|Louise|Lucie|Léonie|\
    Margaux|Maëlle|Mireille|Mélanie|Nadia|Naïma|Nolwenn|Océane|Odile|Pascale|Pauline|Romane|Sabrina|\
    Samira|Sandrine|Solène|Victoire|Véronique|Yasmine|Zoé|Élise";
const MASCULINE_FR: &str = "\
    Antoine|Arthur|Baptiste|Bastien|Benoît|Boris|Clément|Corentin|Cédric|Damien|Erwan|Farid|Florian|\
    Gaël|Guillaume|Hugo|Idriss|Jean-Luc|Julien|Jérôme|Karim|Kévin|Loïc|Léo|Malik|Mathieu|Maxime|\
    Mehdi|Moussa|Nabil|Olivier|Quentin|Rachid|Raphaël|Samuel|Simon|Stéphane|Sylvain|Tanguy|Thibault|\
    Théo|Valentin|Xavier|Yann|Émile|Étienne";
const EITHER_FR: &str = "\
    Alix|Andréa|Camille|Charlie|Claude|Dominique|Morgan|Noa|Sacha|Swann";
const FIRST_NL: &str = "\
    An|Anke|Bart|Bram|Britt|Charlotte|Daan|Dries|Eline|Els|Emma|Fien|Filip|Hanne|Hilde|Ilse|Jan|\
    Jasper|Jef|Jonas|Joke|Jolien|Karel|Katrien|Kobe|Koen|Lander|Lien|Lieve|Lore|Lotte|Maarten|\
    Marijke|Mieke|Mohamed|Nele|Noor|Pieter|Roos|Ruben|Sander|Sien|Stijn|Tine|Tom|Veerle|Wannes|Wim|\
    Wout|Yara";
const FAMILY_FR: &str = "\
    Abadie|Allard|Amrani|André|Arnaud|Aubert|Bailly|Barbier|Baron|Benali|Bernard|Bertin|Besson|\
    Blanchard|Bonnet|Boucher|Bouvier|Briand|Brun|Carpentier|Chevalier|Clerc|Colin|Cordier|Coste|\
    Coulibaly|Cousin|Da Silva|Daniel|Delattre|Delmas|Deschamps|Diallo|Diop|Dubois|Dufour|Dumas|\
    Dupuis|Durand|Fabre|Faure|Fernandes|Ferrand|Fontaine|Fournier|Garnier|Gauthier|Gérard|Gillet|\
    Giraud|Guérin|Guillou|Haddad|Henry|Hervé|Humbert|Jacob|Joly|Kaya|Lacroix|Lambert|Laurent|\
    Le Gall|Le Goff|Leclercq|Lefèvre|Legrand|Lemaire|Leroy|Lopez|Mahieu|Mallet|Marchand|Marty|\
    Masson|Mercier|Meunier|Morel|Moulin|Navarro|Nguyen|Noël|Olivier|Pascal|Perrin|Petit|Picard|\
    Poirier|Prévost|Renaud|Rey|Rivière|Robin|Rossi|Roussel|Roux|Sanchez|Schneider|Simon|Tanguy|\
    Thomas|Traoré|Vasseur|Vidal|Weber";
const FAMILY_NL: &str = "\
    Aerts|Baert|Bogaert|Claes|Cools|De Backer|De Clercq|De Smet|De Vos|Declercq|Desmet|Devos|\
    Dierckx|Goossens|Hendrickx|Hermans|Jacobs|Janssens|Lambrechts|Lemmens|Maes|Martens|Mertens|\
    Michiels|Moens|Peeters|Pauwels|Segers|Smets|Smeets|Stevens|Thys|Van Acker|Van Damme|\
    Van den Broeck|Van Dyck|Van Hove|Vandenberghe|Verbeke|Verhaegen|Verlinden|Vermeersch|Vermeulen|\
    Verstraete|Willems|Wouters|Yilmaz";
const COLLECTIVE_FR: &[&str] = &["Collectif", "Atelier", "Compagnie", "Les mains de", "Chez"];
const COLLECTIVE_NL: &[&str] = &["Collectief", "Atelier", "Gezelschap", "Bij"];

/// A display name, and in which form its bearer is spoken of: mostly a first and a family name, sometimes less, sometimes
/// a collective's.
pub(super) fn name(dice: &mut Dice, dutch: bool) -> (String, Form) {
    let (firsts, form) = match dice.below(100) {
        _ if dutch => (FIRST_NL, Form::Both),
        0..50 => (FEMININE_FR, Form::Feminine),
        50..92 => (MASCULINE_FR, Form::Masculine),
        _ => (EITHER_FR, Form::Both),
    };
    let first = one_of(dice, firsts);
    let family = one_of(dice, if dutch { FAMILY_NL } else { FAMILY_FR });
    match dice.below(100) {
        0..82 => (format!("{first} {family}"), form),
        82..92 => (format!("{first} {}.", family.chars().next().unwrap_or('X')), form),
        92..97 => (first.into(), form),
        _ => {
            let collective = dice.word(if dutch { COLLECTIVE_NL } else { COLLECTIVE_FR });
            (format!("{collective} {first}"), Form::Both)
        }
    }
}

fn one_of(dice: &mut Dice, names: &'static str) -> &'static str {
    let names: Vec<&str> = names.split('|').collect();
    dice.word(&names)
}
