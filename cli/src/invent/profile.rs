//! The five invented cooperatives: their sizes, where their members live, what they practise, in which languages.
//! Knows proportions; must not know names, nor chance.

use super::trades::Family;

/// A cooperative of the alliance, as the invented federation has it: sizes and places are in proportion, people are not real.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoopProfile {
    /// Coopaname, in the region of Paris.
    Coopaname,
    /// Oxalis, in Rhône-Alpes, in Brittany and elsewhere.
    Oxalis,
    /// Smart, in Brussels, Wallonia, Flanders and Lille: by far the largest, half Dutch-speaking here.
    Smart,
    /// Crealead, from Montpellier to Narbonne.
    Crealead,
    /// Grands Ensemble, in Lille and the north.
    GrandsEnsemble,
}

/// A commune where members live, and how many of them beside the others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home {
    /// Its code.
    pub(super) code: &'static str,
    /// Its weight.
    pub(super) weight: u32,
}

impl CoopProfile {
    /// The five, in alphabetical order.
    pub const ALL: [CoopProfile; 5] = [
        CoopProfile::Coopaname,
        CoopProfile::Crealead,
        CoopProfile::GrandsEnsemble,
        CoopProfile::Oxalis,
        CoopProfile::Smart,
    ];

    /// Its name in commands and file names.
    pub const fn slug(self) -> &'static str {
        match self {
            CoopProfile::Coopaname => "coopaname",
            CoopProfile::Oxalis => "oxalis",
            CoopProfile::Smart => "smart",
            CoopProfile::Crealead => "crealead",
            CoopProfile::GrandsEnsemble => "grands-ensemble",
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            CoopProfile::Coopaname => "Coopaname",
            CoopProfile::Oxalis => "Oxalis",
            CoopProfile::Smart => "Smart",
            CoopProfile::Crealead => "Crealead",
            CoopProfile::GrandsEnsemble => "Grands Ensemble",
        }
    }

    /// How many members it has in the demonstration: 5,000 over the five.
    pub const fn members(self) -> usize {
        match self {
            CoopProfile::Coopaname => 700,
            CoopProfile::Oxalis => 330,
            CoopProfile::Smart => 3_500,
            CoopProfile::Crealead => 280,
            CoopProfile::GrandsEnsemble => 190,
        }
    }

    /// How many offers and needs it has in the demonstration: 8,000 over the five.
    pub const fn listings(self) -> usize {
        self.members() * 8 / 5
    }

    pub(super) const fn homes(self) -> &'static [Home] {
        match self {
            CoopProfile::Coopaname => COOPANAME,
            CoopProfile::Oxalis => OXALIS,
            CoopProfile::Smart => SMART,
            CoopProfile::Crealead => CREALEAD,
            CoopProfile::GrandsEnsemble => GRANDS_ENSEMBLE,
        }
    }

    /// How much more a family of trades is practised than elsewhere, in tenths (guess).
    pub(super) const fn leaning(self, family: Family) -> u32 {
        use Family::{Building, Creative, Digital, Food, Health, Knowledge, Nature, Service, Stage};
        match (self, family) {
            (CoopProfile::Smart, Stage) => 25,
            (CoopProfile::Smart, Creative) => 18,
            (CoopProfile::Smart, Building | Food | Nature | Health) => 5,
            (CoopProfile::Coopaname, Knowledge | Service | Digital) => 18,
            (CoopProfile::Coopaname, Building | Nature) => 5,
            (CoopProfile::Oxalis, Nature | Knowledge | Building) => 18,
            (CoopProfile::Crealead, Building | Food | Creative) => 16,
            (CoopProfile::GrandsEnsemble, Building | Service | Food) => 18,
            (CoopProfile::Oxalis | CoopProfile::Crealead | CoopProfile::GrandsEnsemble, Stage) => 5,
            _ => 10,
        }
    }
}

/// Coopaname: Paris and its region, a few in the west.
const COOPANAME: &[Home] = &[
    Home { code: "FR-75056", weight: 30 }, // Paris
    Home { code: "FR-93048", weight: 10 }, // Montreuil
    Home { code: "FR-93066", weight: 6 },  // Saint-Denis
    Home { code: "FR-94041", weight: 4 },  // Ivry-sur-Seine
    Home { code: "FR-94081", weight: 4 },  // Vitry-sur-Seine
    Home { code: "FR-92050", weight: 4 },  // Nanterre
    Home { code: "FR-93055", weight: 5 },  // Pantin
    Home { code: "FR-93045", weight: 3 },  // Les Lilas
    Home { code: "FR-93001", weight: 3 },  // Aubervilliers
    Home { code: "FR-95018", weight: 2 },  // Argenteuil
    Home { code: "FR-78646", weight: 3 },  // Versailles
    Home { code: "FR-91228", weight: 2 },  // Évry-Courcouronnes
    Home { code: "FR-94028", weight: 3 },  // Créteil
    Home { code: "FR-77288", weight: 1 },  // Melun
    Home { code: "FR-95127", weight: 2 },  // Cergy
    Home { code: "FR-93006", weight: 3 },  // Bagnolet
    Home { code: "FR-94033", weight: 2 },  // Fontenay-sous-Bois
    Home { code: "FR-44109", weight: 3 },  // Nantes
    Home { code: "FR-72181", weight: 3 },  // Le Mans
];

/// Oxalis: Rhône-Alpes, Brittany and elsewhere.
const OXALIS: &[Home] = &[
    Home { code: "FR-69123", weight: 10 }, // Lyon
    Home { code: "FR-74010", weight: 8 },  // Annecy
    Home { code: "FR-73008", weight: 5 },  // Aix-les-Bains
    Home { code: "FR-73065", weight: 8 },  // Chambéry
    Home { code: "FR-38185", weight: 8 },  // Grenoble
    Home { code: "FR-69266", weight: 4 },  // Villeurbanne
    Home { code: "FR-26113", weight: 3 },  // Die
    Home { code: "FR-26108", weight: 2 },  // Crest
    Home { code: "FR-42218", weight: 4 },  // Saint-Étienne
    Home { code: "FR-26362", weight: 3 },  // Valence
    Home { code: "FR-35238", weight: 8 },  // Rennes
    Home { code: "FR-29019", weight: 5 },  // Brest
    Home { code: "FR-29232", weight: 4 },  // Quimper
    Home { code: "FR-56121", weight: 4 },  // Lorient
    Home { code: "FR-56260", weight: 3 },  // Vannes
    Home { code: "FR-22278", weight: 3 },  // Saint-Brieuc
    Home { code: "FR-29046", weight: 2 },  // Douarnenez
    Home { code: "FR-44109", weight: 3 },  // Nantes
    Home { code: "FR-31555", weight: 3 },  // Toulouse
    Home { code: "FR-33063", weight: 2 },  // Bordeaux
    Home { code: "FR-63113", weight: 2 },  // Clermont-Ferrand
    Home { code: "FR-73081", weight: 1 },  // Le Châtelard
    Home { code: "FR-86194", weight: 1 },  // Poitiers
];

/// Smart: Brussels, Wallonia, Flanders, Lille.
const SMART: &[Home] = &[
    Home { code: "BE-21004", weight: 12 }, // Bruxelles
    Home { code: "BE-21013", weight: 10 }, // Saint-Gilles
    Home { code: "BE-21015", weight: 10 }, // Schaerbeek
    Home { code: "BE-21009", weight: 10 }, // Ixelles
    Home { code: "BE-21012", weight: 6 },  // Molenbeek-Saint-Jean
    Home { code: "BE-21007", weight: 5 },  // Forest
    Home { code: "BE-21001", weight: 5 },  // Anderlecht
    Home { code: "BE-21005", weight: 3 },  // Etterbeek
    Home { code: "BE-21016", weight: 3 },  // Uccle
    Home { code: "BE-62063", weight: 10 }, // Liège
    Home { code: "BE-92094", weight: 5 },  // Namur
    Home { code: "BE-52011", weight: 5 },  // Charleroi
    Home { code: "BE-53053", weight: 4 },  // Mons
    Home { code: "BE-25121", weight: 3 },  // Ottignies-Louvain-la-Neuve
    Home { code: "BE-63079", weight: 2 },  // Verviers
    Home { code: "BE-57081", weight: 2 },  // Tournai
    Home { code: "BE-81001", weight: 1 },  // Arlon
    Home { code: "BE-61031", weight: 1 },  // Huy
    Home { code: "BE-44021", weight: 20 }, // Gent
    Home { code: "BE-11002", weight: 20 }, // Antwerpen
    Home { code: "BE-24062", weight: 10 }, // Leuven
    Home { code: "BE-12025", weight: 7 },  // Mechelen
    Home { code: "BE-31005", weight: 6 },  // Brugge
    Home { code: "BE-35013", weight: 3 },  // Oostende
    Home { code: "BE-34022", weight: 5 },  // Kortrijk
    Home { code: "BE-71072", weight: 4 },  // Hasselt
    Home { code: "BE-71016", weight: 2 },  // Genk
    Home { code: "BE-41002", weight: 3 },  // Aalst
    Home { code: "BE-46021", weight: 2 },  // Sint-Niklaas
    Home { code: "BE-23088", weight: 2 },  // Vilvoorde
    Home { code: "BE-13040", weight: 1 },  // Turnhout
    Home { code: "FR-59350", weight: 9 },  // Lille
    Home { code: "FR-59512", weight: 2 },  // Roubaix
];

/// Crealead: from Nîmes to Narbonne, mostly around Montpellier.
const CREALEAD: &[Home] = &[
    Home { code: "FR-34172", weight: 30 }, // Montpellier
    Home { code: "FR-34301", weight: 10 }, // Sète
    Home { code: "FR-34032", weight: 8 },  // Béziers
    Home { code: "FR-11262", weight: 7 },  // Narbonne
    Home { code: "FR-34145", weight: 4 },  // Lunel
    Home { code: "FR-34142", weight: 3 },  // Lodève
    Home { code: "FR-34079", weight: 3 },  // Clermont-l'Hérault
    Home { code: "FR-34111", weight: 2 },  // Ganges
    Home { code: "FR-34108", weight: 3 },  // Frontignan
    Home { code: "FR-34157", weight: 2 },  // Mèze
    Home { code: "FR-34057", weight: 4 },  // Castelnau-le-Lez
    Home { code: "FR-34129", weight: 2 },  // Lattes
    Home { code: "FR-34199", weight: 3 },  // Pézenas
    Home { code: "FR-34003", weight: 2 },  // Agde
    Home { code: "FR-34179", weight: 1 },  // Murviel-lès-Montpellier
    Home { code: "FR-11203", weight: 2 },  // Lézignan-Corbières
    Home { code: "FR-30189", weight: 2 },  // Nîmes
];

/// Grands Ensemble: Lille and the north.
const GRANDS_ENSEMBLE: &[Home] = &[
    Home { code: "FR-59350", weight: 25 }, // Lille
    Home { code: "FR-59512", weight: 12 }, // Roubaix
    Home { code: "FR-59599", weight: 9 },  // Tourcoing
    Home { code: "FR-59009", weight: 8 },  // Villeneuve-d'Ascq
    Home { code: "FR-59183", weight: 5 },  // Dunkerque
    Home { code: "FR-59606", weight: 4 },  // Valenciennes
    Home { code: "FR-62041", weight: 4 },  // Arras
    Home { code: "FR-59178", weight: 3 },  // Douai
    Home { code: "FR-62498", weight: 3 },  // Lens
    Home { code: "FR-62119", weight: 2 },  // Béthune
    Home { code: "FR-59017", weight: 2 },  // Armentières
    Home { code: "FR-59295", weight: 1 },  // Hazebrouck
    Home { code: "FR-59392", weight: 1 },  // Maubeuge
    Home { code: "FR-62160", weight: 1 },  // Boulogne-sur-Mer
    Home { code: "FR-59122", weight: 1 },  // Cambrai
];
