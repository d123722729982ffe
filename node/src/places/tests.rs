//! What is expected of the embedded places. Knows real communes; must not know how they are found.

use super::*;

/// The codes that a text gives, best first.
fn codes(text: &str) -> Vec<&'static str> {
    Places::embedded().find(text).iter().map(|place| place.code).collect()
}

fn first(text: &str) -> &'static str {
    codes(text).first().copied().unwrap_or("nothing")
}

#[test]
fn names_codes_and_typing_errors_find_the_place() {
    let check = |texts: &[&str], code: &str| {
        for text in texts {
            assert_eq!(first(text), code, "{text}");
        }
    };
    check(
        &["Sète", "sete", "SETE", "34200", "34301", "FR-34301", "fr-34301", "Sète (34)", "34200 Sète"],
        "FR-34301",
    );
    check(
        &["Montpellier", "montpelier", "Montpellier (Hérault)", "34000", "montpellier, france"],
        "FR-34172",
    );
    check(&["Bruxelles", "Brussel", "Brussels", "1000", "21004", "Laeken"], "BE-21004");
    check(&["Liège", "Luik", "liege", "4000", "4020", "Angleur", "62063"], "BE-62063");
    check(
        &["Saint-Denis 93", "St Denis (93)", "saint denis 93200", "Saint-Denis, Île-de-France"],
        "FR-93066",
    );
    check(&["Saint-Denis (Réunion)", "Saint-Denis 974", "97400"], "FR-97411");
    check(&["Paris", "75001", "75011", "75116", "75111", "Paris 11e", "Paris 11", "Parijs"], "FR-75056");
    check(&["Lyon", "69003", "69383", "Lyon 3e arrondissement", "lyon 3"], "FR-69123");
    check(&["Marseille", "13013", "Marseille 13", "Marseille (13)"], "FR-13055");
    check(&["L'Haÿ-les-Roses", "hay les roses"], "FR-94038");
    check(&["Lille", "Rijsel", "59000"], "FR-59350");
    check(&["Louvain-la-Neuve", "1348"], "BE-25121");
    check(&["Hérault", "34", "FR-D34"], "FR-D34");
    check(&["2A", "Corse-du-Sud"], "FR-D2A");
    check(&["Bretagne", "Breizh"], "FR-R53");
    check(&["Wallonie", "Wallonië"], "BE-R3000");
    check(&["Belgique", "België", "be"], "BE");
    check(&["Valencienne", "Valanciennes"], "FR-59606");
    check(&["rue des Lilas", "", "  ", "zzzz", "()", ",", "34200 34200"], "nothing");
}

#[test]
fn namesakes_come_by_population_and_exact_before_beginnings() {
    assert_eq!(codes("Saint-Denis")[..2], ["FR-97411", "FR-93066"]);
    assert_eq!(codes("Saint-Denis (30)"), ["FR-30247"]);
    let found = codes("Mont");
    assert_eq!(found.len(), FOUND);
    assert_eq!(Places::embedded().get(found[0]).unwrap().name_fr, "Mont");
    assert!(found.contains(&"FR-34172"), "beginnings follow: {found:?}");
}

#[test]
fn one_text_means_one_place_or_says_why_not() {
    let places = Places::embedded();
    let code = |text: &str| places.resolve(text).map(|place| place.code);
    for (text, expected) in [
        ("Sète", "FR-34301"),
        ("Paris", "FR-75056"),
        ("Paris 11e", "FR-75056"),
        ("Saint-Denis 93", "FR-93066"),
        ("Liège", "BE-62063"),
        ("La Réunion", "FR-D974"),
        ("34200", "FR-34301"),
    ] {
        assert_eq!(code(text), Ok(expected), "{text}");
    }
    let unknown = places.resolve("Montpelier").unwrap_err();
    assert!(unknown.to_string().contains("did you mean Montpellier – Hérault (FR-34172)"), "{unknown}");
    let suggestions = |text: &str| places.suggest(text).iter().map(|place| place.code).collect::<Vec<_>>();
    assert_eq!(suggestions("Bordo").len(), find::SUGGESTIONS);
    assert!(suggestions("Montpellier centre-ville").contains(&"FR-34172"));
    assert!(suggestions("Brusselles").contains(&"BE-21004"));
    assert!(suggestions("xyzxyzxyz").is_empty());
    let two = places.resolve("Saint-Denis").unwrap_err();
    assert!(
        two.to_string()
            .starts_with("several places are called `Saint-Denis`: Saint-Denis – La Réunion (FR-97411)"),
        "{two}"
    );
    for choice in ["Saint-Denis (FR-93066)", "Saint-Denis – Seine-Saint-Denis (FR-93066)"] {
        assert_eq!(code(choice), Ok("FR-93066"), "a choice can be given back as it was shown");
    }
}

#[test]
fn places_hold_each_other() {
    let places = Places::embedded();
    let chain = |code: &str| places.within(code).iter().map(|place| place.code).collect::<Vec<_>>();
    assert_eq!(chain("FR-34301"), ["FR-34301", "FR-D34", "FR-R76", "FR"]);
    assert_eq!(chain("BE-62063"), ["BE-62063", "BE-P60000", "BE-R3000", "BE"]);
    assert_eq!(chain("BE-21004"), ["BE-21004", "BE-R4000", "BE"]);
    assert_eq!(chain("FR-98818"), ["FR-98818", "FR-D988", "FR"]);
    assert!(chain("FR-00000").is_empty());
    assert!(places.contains("FR-R76", "FR-34301") && places.contains("FR", "FR"));
    assert!(!places.contains("FR-34301", "FR-R76") && !places.contains("nowhere", "nowhere"));
    for (code, precision, coarse) in [
        ("FR-34301", Precision::Commune, Some("FR-34301")),
        ("FR-34301", Precision::Department, Some("FR-D34")),
        ("FR-34301", Precision::Region, Some("FR-R76")),
        ("BE-21004", Precision::Department, Some("BE-R4000")),
        ("FR-98818", Precision::Region, Some("FR")),
        ("FR-R76", Precision::Commune, Some("FR-R76")),
        ("FR-00000", Precision::Country, None),
    ] {
        assert_eq!(places.coarsen(code, precision), coarse, "{code} {precision:?}");
    }
    let place = places.publish("BE-11002", Precision::Commune, "nl").unwrap();
    assert_eq!((place.code.as_str(), place.name.as_str()), ("BE-11002", "Antwerpen"));
    assert_eq!(places.get("BE-11002").unwrap().name("en"), "Antwerpen");
    assert_eq!(places.get("BE-62063").unwrap().name("en"), "Liège");
}

#[test]
fn distances_are_those_of_the_map() {
    let places = Places::embedded();
    for (a, b, km) in [
        ("FR-34172", "FR-34301", 28.0),
        ("FR-75056", "FR-13055", 660.0),
        ("BE-21004", "BE-62063", 90.0),
        ("FR-34172", "FR-34172", 0.0),
    ] {
        let found = places.distance_km(a, b).unwrap();
        assert!((found - km).abs() <= 0.03 * km, "{a} {b}: {found}");
    }
    assert_eq!(places.distance_km("FR", "FR-34172"), None);
    assert_eq!(places.distance_km("FR-00000", "FR-34172"), None);
    assert!(places.get("FR-D34").unwrap().approximate && !places.get("FR-34172").unwrap().approximate);
}

#[test]
fn the_table_is_whole_and_small() {
    let places = Places::read(include_bytes!("../../data/places/places.tsv.gz")).unwrap();
    assert_eq!(places.len(), 35_676);
    assert!(places.bytes() < 8 * 1024 * 1024, "{} bytes", places.bytes());
    for place in places.find("Saint-Denis") {
        assert_eq!(places.get(place.code), Some(place));
        assert!(Code::new(place.code).is_ok());
    }
}

#[test]
fn bad_tables_are_refused() {
    use std::io::Write;
    let pack = |text: &str| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    let header =
        "code\tparent\tname_fr\tname_nl\tother_names\tpostal_codes\tlat\tlon\tpopulation\tapproximate\n";
    let error = |lines: &str| Places::read(&pack(&format!("{header}{lines}"))).unwrap_err().to_string();
    assert_eq!(Places::read(&pack(&format!("{header}FR\t\tFrance\t\t\t\t\t\t\t\n"))).unwrap().len(), 1);
    assert!(matches!(Places::read(b"not gzip"), Err(TableError::Unreadable(_))));
    assert!(matches!(Places::read(&pack("code\n")), Err(TableError::Header)));
    assert!(error("FR\n").contains("line 2"));
    assert!(error("FR\t\tFrance\t\t\t\tnorth\t\t\t\n").contains("latitude"));
    assert!(error("FR\tEU\tFrance\t\t\t\t\t\t\t\n").contains("parent"));
    assert!(error("FR\tFR\tFrance\t\t\t\t\t\t\t\n").contains("holds itself"));
    assert!(error("FR\t\tFrance\t\t\t\t\t\t\t\nBE\t\tBelgique\t\t\t\t\t\t\t\n").contains("after"));
}
