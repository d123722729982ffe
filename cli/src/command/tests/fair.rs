//! The screens of the trade fair.

use super::*;

fn row(label: &str, members: u64) -> Value {
    json!({ "code": "t-x", "label": label, "members": members, "offers": 1200, "needs": 0 })
}

fn answer(by: &str, rows: &[Value]) -> Value {
    json!({
        "by": by, "total": rows.len(), "page": 1, "rows": rows, "suggestions": [], "micros": 1,
        "counted": { "members": 12_345, "offers": 1_200, "needs": 0 },
        "apart": { "members": 0, "offers": 0, "needs": 0 }
    })
}

fn zeros() -> Value {
    json!({ "members": 0, "offers": 0, "needs": 0 })
}

#[test]
fn trades_are_counted_by_kind() {
    let long = "technicien·ne de maintenance des installations de chauffage et de climatisation";
    let mut counted = answer("trade", &[row("graphiste", 292), row(long, 9)]);
    counted["total"] = 65.into();
    counted["apart"]["members"] = 7.into();
    let path = "GET /v1/fair?by=trade&page=1&per_page=25&reader=fr&sector=art%20et%20culture";
    let printed = fits("bigre trades art et culture", &vec![(path, 200, counted)]);
    assert_eq!(printed.exit, Exit::Done, "{}", printed.errors);
    for part in [
        "65 métiers : 12\u{202F}345 personnes, 1\u{202F}200 offres et 0 besoin\n",
        "Sans métier de ce secteur : 7",
        "1 à 25 sur 65. La suite : --page 2",
    ] {
        assert!(printed.results.contains(part), "{part}: {}", printed.results);
    }
    assert!(!printed.results.contains("t-x"), "a label is enough: {}", printed.results);
}

#[test]
fn only_the_kinds_asked_for_are_shown() {
    let counted = answer("sector", &[row("bois", 0)]);
    let path = "GET /v1/fair?by=sector&coop=Smart&kind=offer%2Cneed&";
    let words = "bigre trades --sectors --kind offer --kind need --coop Smart";
    let text = fits(words, &vec![(path, 200, counted)]).results;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "1 secteur : 1\u{202F}200 offres et 0 besoin");
    assert_eq!(lines[2], "secteur  offres  besoins", "{text}");
}

#[test]
fn a_place_that_is_no_department_says_so() {
    let place = |label: &str, code: &str, precision: &str| {
        let mut row = row(label, 4);
        row["code"] = code.into();
        row["precision"] = precision.into();
        row
    };
    let mut counted =
        answer("place", &[place("Hérault", "FR-D34", "department"), place("Occitanie", "FR-R76", "region")]);
    counted["near"] = "Occitanie".into();
    let path = "GET /v1/fair?by=place&near=Occitanie&page=1&per_page=25&reader=fr&trade=menuisier";
    let text = fits("bigre places --near Occitanie --trade menuisier", &vec![(path, 200, counted)]).results;
    for part in ["2 lieux :", "— Occitanie", "Occitanie (région)", "FR-D34"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn cooperatives_say_how_new_they_are() {
    let coop = |name: &str, state: &str| {
        let mut row = row(name, 300);
        row["code"] = COOP.into();
        row["state"] = state.into();
        row["confirmed"] = (NOW - 86_400_000).into();
        row
    };
    let rows = [coop("Grands Ensemble", "current"), coop("Smart", "lapsed")];
    let text = fits("bigre coops", &vec![("GET /v1/fair?by=coop&", 200, answer("coop", &rows))]).results;
    for part in ["à jour, il y a 1 jour", "caché", "aaaaaaaa"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn nothing_counted_says_what_to_do() {
    let mut nothing = answer("trade", &[]);
    nothing["counted"] = zeros();
    let print = |words: &str, answer: &Value| {
        let printed = fits(words, &vec![("GET /v1/fair", 200, answer.clone())]);
        assert_eq!((printed.exit, printed.results.as_str()), (Exit::Refused, ""));
        printed.errors.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(print("bigre trades", &nothing).contains("« bigre member add »"));
    assert!(print("bigre trades --kind need", &nothing).contains("Retirez une option."));
    nothing["near"] = "Saint-Denis (La Réunion)".into();
    nothing["suggestions"] = json!(["50 km"]);
    let far = print("bigre trades --near Saint-Denis --within 5km", &nothing);
    for part in ["compris comme : Saint-Denis (La Réunion)", "essayez : 50 km", "--within 100km"] {
        assert!(far.contains(part), "{part}: {far}");
    }
    nothing["apart"]["needs"] = 5.into();
    assert!(print("bigre trades bois", &nothing).contains("--sector \"bois\" »"));
    assert!(print("bigre trades", &nothing).contains("mots de chaque personne"));
}
