//! Searches that are kept: what is new is shown once.

use super::*;

fn found(ids: &[&str]) -> Value {
    let hits: Vec<Value> = ids
        .iter()
        .map(|id| {
            let mut hit = member();
            hit["id"] = (*id).into();
            hit["why"] = json!([{ "reason": "title" }]);
            hit
        })
        .collect();
    let total = hits.len();
    json!({ "total": total, "page": 1, "hits": hits, "understood": [], "suggestions": [], "micros": 1 })
}

/// Prints what a verb says in a data directory whose node finds these.
fn said(dir: &Path, words: &str, answers: Answers) -> Printed {
    let _ = std::fs::remove_file(dir.join("api.sock"));
    node(dir, answers);
    let args = Args::try_parse_from(words.split_whitespace()).unwrap();
    let (results, errors) = (Page::default(), Page::default());
    let mut context = Context::new(dir.into(), &args.global, Translator::new(Lang::Fr));
    context.out = Out::into(Box::new(results.clone()), Box::new(errors.clone()), 80);
    context.now = NOW;
    let exit =
        run(&context, args.verb).unwrap_or_else(|failure| failure.show(&context.out, &context.tr, false));
    Printed { results: results.text(), errors: errors.text(), exit }
}

const OTHER: &str = "bbcdefghijklmnopqrstuvwxya";
const PATH: &str = "GET /v1/search?near=Lyon&page=1&";

#[test]
fn what_is_new_is_shown_once() {
    let dir = tempfile::tempdir().unwrap();
    let say = |words: &str, ids: &[&str]| said(dir.path(), words, vec![(PATH, 200, found(ids))]);
    let added = say("bigre watch add graphiste --near Lyon", &[ID]);
    assert_eq!(added.exit, Exit::Done, "{}", added.errors);
    assert!(added.results.contains("« graphiste »"), "{}", added.results);
    let first = say("bigre watch run", &[ID]);
    assert_eq!(first.exit, Exit::Done, "{}", first.errors);
    assert!(first.results.starts_with("graphiste : 1 nouveauté\n\n"), "{}", first.results);
    assert!(first.results.contains("Camille"), "{}", first.results);
    let again = say("bigre watch run graphiste", &[ID]);
    assert_eq!((again.exit, again.results.as_str()), (Exit::Refused, ""), "{}", again.errors);
    assert_eq!(again.errors, "Rien de nouveau.\n");
    let more = say("bigre watch run --json", &[ID, OTHER]);
    let value: Value = serde_json::from_str(&more.results).unwrap();
    assert_eq!((value["new"].as_u64(), value["watches"][0]["total"].as_u64()), (Some(1), Some(2)));
    assert_eq!(value["watches"][0]["hits"][0]["id"], OTHER);
    assert_eq!((more.exit, say("bigre -q watch run", &[ID]).errors.as_str()), (Exit::Done, ""));
    let list = say("bigre watch list", &[]);
    assert!(list.results.contains("graphiste --near Lyon"), "{}", list.results);
    assert_eq!(say("bigre watch remove Graphiste", &[]).exit, Exit::Done);
    let none = say("bigre watch run", &[]);
    assert_eq!(none.exit, Exit::Refused);
    assert!(none.errors.contains("bigre watch add"), "{}", none.errors);
}

#[test]
fn what_a_search_refuses_is_not_kept_and_the_others_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let refusal =
        json!({ "code": "unknown-trade", "message": "m", "args": { "trade": "xyz", "suggestions": "" } });
    let answers = || {
        let known = ("GET /v1/search?near=Lyon", 200, found(&[ID]));
        vec![known, ("GET /v1/search?", 400, refusal.clone())]
    };
    let say = |words: &str| said(dir.path(), words, answers());
    assert_eq!(say("bigre watch add --trade xyz").exit, Exit::Refused);
    assert_eq!(say("bigre watch add --sort name").exit, Exit::Usage);
    assert_eq!(say("bigre watch list").results, "Aucune recherche n'est gardée.\n");
    // A trade that was known when the search was kept.
    let all = vec![("GET /v1/search", 200, found(&[]))];
    assert_eq!(said(dir.path(), "bigre watch add --trade xyz", all).exit, Exit::Done);
    assert_eq!(say("bigre watch add --near Lyon").exit, Exit::Done);
    assert_eq!(say("bigre watch run xyz").exit, Exit::Refused);
    let printed = say("bigre watch run");
    assert_eq!(printed.exit, Exit::Done, "{}", printed.errors);
    assert!(printed.results.starts_with("Lyon : 1 nouveauté"), "{}", printed.results);
    assert!(printed.errors.starts_with("xyz :\nbigre:"), "{}", printed.errors);
}

#[test]
fn a_kept_search_is_listed_with_all_that_it_selects() {
    let dir = tempfile::tempdir().unwrap();
    let say = |words: &str| said(dir.path(), words, vec![("GET /v1/search", 200, found(&[]))]);
    assert_eq!(say("bigre watch add --wants-to-learn menuiserie").exit, Exit::Done);
    let list = say("bigre watch list --json");
    let value: Value = serde_json::from_str(&list.results).unwrap();
    assert_eq!(
        (&value[0]["name"], &value[0]["search"]["learn"]),
        (&"menuiserie".into(), &"menuiserie".into())
    );
    let list = say("bigre watch list");
    assert!(list.results.contains("--wants-to-learn menuiserie"), "{}", list.results);
}
