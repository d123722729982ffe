//! Sentences that invented members write, in French, Dutch and English. Knows templates; must not know people or trades.
//!
//! In a template, `{work}` stands for what is made (`{Work}` with a capital), `{trade}` for a trade, `{town}` for the published place, `{years}` for a
//! number, `{when}` for a time, `{for}` for an occasion.

use super::dice::Dice;
use super::trades::Tongue;

/// What is said of oneself: a first sentence.
const OPENINGS: [&[&str]; 3] = [
    &[
        "Je travaille surtout sur : {work}.",
        "Depuis {years} ans : {work}.",
        "Entrepreneur·e salarié·e et associé·e depuis {years} ans ; {work}, entre autres.",
        "Après une autre vie de salarié·e, me voici à mon compte sans être seul·e.",
        "Artisan·e du sur-mesure : {work}.",
        "J'accompagne associations, collectivités et petits lieux : {work}.",
        "Autodidacte et fier·e de l'être. En ce moment : {work}.",
        "Ce que je sais faire de mieux : {work}.",
    ],
    &[
        "Ik werk vooral aan: {work}.",
        "Al {years} jaar actief. {Work} en meer.",
        "Freelancer maar nooit alleen: lid van de coöperatie sinds {years} jaar.",
        "Ambachtelijk en op maat: {work}.",
        "Ik begeleid verenigingen en kleine organisaties. Nu vooral: {work}.",
    ],
    &[
        "I mostly do this: {work}.",
        "{years} years of practice. {Work}, among others.",
        "Small organisations are my thing: {work}.",
    ],
];
/// What is said next.
const CLOSINGS: [&[&str]; 3] = [
    &[
        "J'aime travailler à plusieurs.",
        "Toujours partant·e pour un coup de main entre coopérateur·rices.",
        "Je cherche des complices pour des chantiers communs.",
        "Échanges de pratiques bienvenus.",
        "On peut en parler autour d'un café.",
        "Je transmets volontiers ce que je sais.",
        "Déplacements possibles en train ou à vélo.",
        "Pas d'urgence, mais du soin.",
    ],
    &[
        "Ik werk graag samen.",
        "Ruilen mag, leren ook.",
        "Op zoek naar compagnons voor gedeelde projecten.",
        "Ik geef mijn kennis graag door.",
        "Verplaatsing met trein of fiets.",
    ],
    &["Happy to work with others.", "Open to swaps and shared jobs.", "I travel by train."],
];
/// Titles of offers.
const OFFERS: [&[&str]; 3] = [
    &[
        "{work}",
        "{work} : je propose mes services",
        "Propose : {work}",
        "Coup de main possible : {work}",
        "Initiation en petit groupe : {work}",
        "{work}, entre coops",
        "{trade} disponible {when}",
        "Chez vous ou chez moi : {work}",
        "À plusieurs, c'est mieux : {work}",
    ],
    &[
        "{work}",
        "Ik bied aan: {work}",
        "{work}, onder coöperanten",
        "{trade} beschikbaar {when}",
        "Samen leren: {work}",
    ],
    &["{work}", "On offer: {work}", "{trade} available {when}"],
];
/// Titles of needs.
const NEEDS: [&[&str]; 3] = [
    &[
        "Cherche {trade} {for}",
        "Besoin d'aide : {work}",
        "Qui connaît un·e {trade} près de {town} ?",
        "Recherche : {work}, {for}",
        "Quelqu'un pour ceci ? {Work}",
        "On cherche un·e complice : {work}",
        "{trade} bienvenu·e {for}",
    ],
    &[
        "Gezocht: {trade} {for}",
        "Wie kent een goede {trade} in de buurt van {town}?",
        "Hulp nodig: {work}",
        "Op zoek naar {trade}",
        "Wie kan dit? {Work}",
    ],
    &["Looking for {trade} {for}", "Help wanted: {work}", "Does anyone know a {trade} near {town}?"],
];
const TIMES: [&[&str]; 3] = [
    &[
        "dès la rentrée",
        "avant l'été",
        "un ou deux jours par mois",
        "pour les rencontres d'août",
        "en semaine",
        "le soir",
    ],
    &["in het najaar", "één dag per week", "na de zomer", "in het weekend"],
    &["this autumn", "one day a week", "in the evening"],
];
const OCCASIONS: [&[&str]; 3] = [
    &[
        "pour notre assemblée générale",
        "pour un lieu partagé",
        "pour une petite compagnie",
        "pour un chantier collectif",
        "pour les rencontres d'août",
        "avant l'été",
    ],
    &[
        "voor onze algemene vergadering",
        "voor een gedeeld atelier",
        "voor een klein gezelschap",
        "tegen het najaar",
    ],
    &["for our general assembly", "for a shared space", "before the summer"],
];
/// What is added about an offer or a need.
const DETAILS: [&[&str]; 3] = [
    &[
        "Dates à convenir, plutôt en semaine ; le soir est possible aussi.",
        "On partage le trajet et le repas.",
        "Échange possible contre un autre savoir-faire.",
        "À préparer ensemble : le premier rendez-vous n'engage à rien.",
        "Lieu accessible en train, hébergement possible.",
    ],
    &[
        "Data af te spreken, liefst in de week.",
        "Ruilen voor iets anders mag.",
        "Vlot bereikbaar met de trein.",
    ],
    &["Dates to be agreed.", "Swaps welcome.", "Close to the station."],
];
/// What is added about an offer.
const OFFERED: [&[&str]; 3] = [
    &[
        "Je viens avec mes outils.",
        "Devis en commun possible avec d'autres membres de la coop.",
        "Pas besoin d'expérience pour apprendre avec moi, l'envie suffit.",
        "Références sur demande, première discussion offerte.",
    ],
    &[
        "Ik breng mijn gereedschap mee.",
        "Eerste gesprek gratis, referenties op vraag.",
        "Ook samen met andere leden.",
    ],
    &["I bring my own tools.", "The first talk is free."],
];
/// What is added about a need.
const NEEDED: [&[&str]; 3] = [
    &[
        "Deux ou trois jours de travail.",
        "Matériel fourni ; il faut juste de bonnes idées.",
        "Le budget est petit, on en parle franchement.",
        "Nous préférons quelqu'un d'une coop de l'alliance.",
    ],
    &["Twee of drie dagen werk.", "Materiaal is er; goede ideeën welkom.", "Liefst iemand van de alliantie."],
    &["Two or three days of work.", "Tools are there, good ideas wanted."],
];

/// What stands in the slots of a template.
pub(super) struct Slots<'a> {
    /// For `{work}`.
    pub(super) work: &'a str,
    /// For `{trade}`.
    pub(super) trade: &'a str,
    /// For `{town}`; templates that need it are passed over without it.
    pub(super) town: Option<&'a str>,
}

/// One or two sentences about oneself.
pub(super) fn about(dice: &mut Dice, tongue: Tongue, slots: &Slots<'_>) -> String {
    let opening = filled(dice, OPENINGS[tongue as usize], tongue, slots);
    if dice.chance(65) { format!("{opening} {}", dice.word(CLOSINGS[tongue as usize])) } else { opening }
}

/// The title of an offer.
pub(super) fn offer(dice: &mut Dice, tongue: Tongue, slots: &Slots<'_>) -> String {
    filled(dice, OFFERS[tongue as usize], tongue, slots)
}

/// The title of a need.
pub(super) fn need(dice: &mut Dice, tongue: Tongue, slots: &Slots<'_>) -> String {
    filled(dice, NEEDS[tongue as usize], tongue, slots)
}

/// What is added to an offer or to a need: one sentence or two.
pub(super) fn detail(dice: &mut Dice, tongue: Tongue, is_offer: bool) -> String {
    let own = dice.word(if is_offer { OFFERED } else { NEEDED }[tongue as usize]);
    let common = dice.word(DETAILS[tongue as usize]);
    match dice.below(4) {
        0 => own.into(),
        1 => common.into(),
        _ => format!("{own} {common}"),
    }
}

fn filled(dice: &mut Dice, templates: &[&str], tongue: Tongue, slots: &Slots<'_>) -> String {
    let possible: Vec<&str> =
        templates.iter().copied().filter(|text| slots.town.is_some() || !text.contains("{town}")).collect();
    let years = (2 + dice.below(23)).to_string();
    let text = dice
        .word(&possible)
        .replace("{when}", dice.word(TIMES[tongue as usize]))
        .replace("{for}", dice.word(OCCASIONS[tongue as usize]))
        .replace("{years}", &years)
        .replace("{work}", slots.work)
        .replace("{Work}", &capital(slots.work))
        .replace("{trade}", slots.trade)
        .replace("{town}", slots.town.unwrap_or_default());
    capital(&text)
}

/// The text with a capital first.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
