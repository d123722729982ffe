//! The local API over a real socket, with a small loop behind it.

mod node;
mod refusals;

use std::os::unix::fs::PermissionsExt as _;

use utoipa::OpenApi as _;

use super::model::*;
use super::{ApiError, SOCKET_PATH_BYTES, bind};
use node::{FADED, Node, OXALIS, SMART, ask, member};

/// Every route, as the command line uses them.
const ROUTES: &[(&str, &str)] = &[
    ("get", "/v1/status"),
    ("get", "/v1/peers"),
    ("get", "/v1/sync"),
    ("post", "/v1/sync"),
    ("get", "/v1/identity"),
    ("get", "/v1/search"),
    ("get", "/v1/fair"),
    ("get", "/v1/entries"),
    ("post", "/v1/entries"),
    ("post", "/v1/entries/bulk"),
    ("get", "/v1/entries/{id}"),
    ("put", "/v1/entries/{id}"),
    ("delete", "/v1/entries/{id}"),
    ("post", "/v1/members/import"),
    ("get", "/v1/export"),
    ("post", "/v1/import"),
    ("post", "/v1/compact"),
    ("post", "/v1/lab/block"),
    ("post", "/v1/reach"),
    ("get", "/v1/register"),
    ("get", "/v1/register/card"),
    ("get", "/v1/register/chain"),
    ("get", "/v1/register/charter"),
    ("post", "/v1/register/approvals"),
    ("post", "/v1/register/cards"),
    ("post", "/v1/register/pages"),
    ("post", "/v1/register/suspensions"),
    ("get", "/v1/invitations"),
    ("post", "/v1/invitations"),
    ("delete", "/v1/invitations/{id}"),
    ("get", "/v1/vocabulary"),
    ("get", "/v1/vocabularies"),
    ("post", "/v1/vocabularies/{id}"),
    ("delete", "/v1/vocabularies/{id}"),
    ("get", "/v1/words"),
    ("post", "/v1/words"),
    ("put", "/v1/words/{id}"),
    ("delete", "/v1/words/{id}"),
    ("post", "/v1/vocabulary"),
    ("get", "/v1/places"),
    ("get", "/v1/openapi.json"),
    ("get", "/metrics"),
    ("get", "/v1/fund"),
    ("get", "/v1/fund/guarantees"),
    ("get", "/v1/fund/inbox"),
    ("get", "/v1/fund/payments"),
    ("get", "/v1/fund/report"),
    ("get", "/v1/fund/requests"),
    ("get", "/v1/fund/requests/{id}"),
    ("post", "/v1/fund/facts"),
    ("get", "/v1/register/held"),
    ("get", "/v1/register/journal"),
];

fn others() -> Vec<(bigre_protocol::id::CoopId, u8, EntryDraft)> {
    vec![
        (SMART, 0x21, member("Jan Peeters", "Schrijnwerker", "Gent")),
        (SMART, 0x22, member("Émilie", "Boulangère", "Liège")),
        (FADED, 0x31, member("Ancien Boulanger", "Boulanger", "Liège")),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_described_and_every_description_is_a_route() {
    let document = serde_json::to_value(super::routes::Description::openapi()).unwrap();
    let mut described = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "delete"] {
            if let Some(operation) = item.get(method) {
                assert!(
                    operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
                    "{method} {path}"
                );
                described.push((method, path.as_str()));
            }
        }
    }
    let mut expected = ROUTES.to_vec();
    expected.sort();
    described.sort();
    assert_eq!(described, expected);

    let node = Node::start(true, &[]).await;
    for (method, path) in ROUTES {
        let path = path.replace("{id}", "aaaaaaaa");
        let (status, body) = node.ask(&method.to_uppercase(), &path, "application/json", b"{}").await;
        let code = serde_json::from_slice::<Problem>(&body).map(|problem| problem.code).unwrap_or_default();
        assert!(
            status != 405 && code != "unknown-route" && code != "internal",
            "{method} {path}: {status} {code}"
        );
    }
    let served: serde_json::Value = node.get(200, "/v1/openapi.json").await;
    assert_eq!(served, document);
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_node_tells_of_itself() {
    let node = Node::start(false, &[]).await;
    let status: Status = node.get(200, "/v1/status").await;
    assert_eq!((status.coop, status.number), (OXALIS, 1));
    let directories: Vec<DirectoryView> = node.get(200, "/v1/sync").await;
    assert_eq!(directories.len(), 3);
    let _: Vec<PeerView> = node.get(200, "/v1/peers").await;
    let _: IdentityView = node.get(200, "/v1/identity").await;
    let asked: Asked = node.send(200, "POST", "/v1/sync", &()).await;
    assert_eq!(asked, Asked { asked: 7 });
    let compacted: Compacted = node.send(200, "POST", "/v1/compact", &()).await;
    assert_eq!(compacted, Compacted { before_bytes: 100, after_bytes: 40 });
    let (status, text) = node.ask("GET", "/metrics", "", b"").await;
    assert!(status == 200 && text.ends_with(b"# EOF\n") && text.starts_with(b"# HELP bigre_heads"));
    assert_eq!(
        node.refusal("POST", "/v1/lab/block", "application/json", b"{\"coops\":[]}").await,
        "not-a-laboratory"
    );
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_added_shown_replaced_and_taken_out() {
    let node = Node::start(false, &others()).await;
    let added: Changed = node.send(201, "POST", "/v1/entries", &member("Zoé", "Boulangère", "Sète")).await;
    assert_eq!((added.number, added.notes[0].code.as_str()), (2, "title-is-trade"));
    let zoe = added.id.unwrap().to_string();
    let offer = EntryDraft {
        kind: "offer".into(),
        title: Some("Pain au levain".into()),
        by: Some("ZOE".into()),
        ..EntryDraft::default()
    };
    let offered: Changed = node.send(201, "POST", "/v1/entries", &offer).await;
    let offered = offered.id.unwrap().to_string();
    let shown: EntryView = node.get(200, &format!("/v1/entries/{}", &offered[..10])).await;
    assert_eq!((shown.kind.as_str(), shown.by_name.as_deref()), ("offer", Some("Zoé")));
    let of_smart: EntryView = node.get(200, "/v1/entries/eeqs").await;
    assert_eq!(of_smart.coop_name, "Smart Coopérative");

    let draft = member("Zoé", "Boulangère", "Sète");
    let same: Changed = node.send(200, "PUT", &format!("/v1/entries/{}", &zoe[..8]), &draft).await;
    assert_eq!(same.number, 3, "what changes nothing signs nothing");
    let moved: Changed =
        node.send(200, "PUT", &format!("/v1/entries/{zoe}"), &member("Zoé", "Boulangère", "Gent")).await;
    assert_eq!((moved.number, moved.id), (4, added.id));

    let page: EntryPage = node.get(200, "/v1/entries?per_page=1&page=2").await;
    assert_eq!((page.total, page.entries.len(), page.entries[0].id.to_string()), (2, 1, zoe.clone()));
    let members: EntryPage = node.get(200, "/v1/entries?kind=member&coop=smart%20cooperative").await;
    let names: Vec<_> =
        members.entries.iter().map(|one| one.member.as_ref().unwrap().name.to_string()).collect();
    assert_eq!(names, ["Émilie", "Jan Peeters"]);

    let gone: Changed = node.send(200, "DELETE", &format!("/v1/entries/{zoe}"), &()).await;
    assert_eq!(gone.notes[0].code, "listings-removed");
    let left: EntryPage = node.get(200, "/v1/entries").await;
    assert_eq!(left.total, 0);
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_come_from_a_file_once() {
    let node = Node::start(false, &[]).await;
    let file = "ref;nom;activité;lieu\n1;Ada;Boulangère;Sète\n2;Jan;Schrijnwerker;Gent\n".as_bytes();
    let path = "/v1/members/import?delimiter=%3B";
    let import = async |path: &str, file: &[u8]| -> (u16, ImportReport) {
        let (status, body) = node.ask("POST", path, "text/csv", file).await;
        (status, serde_json::from_slice(&body).unwrap())
    };
    let (status, report) = import(&format!("{path}&dry_run=true"), file).await;
    assert_eq!((status, report.dry_run, report.counts.added, report.number), (200, true, 2, 0));
    assert_eq!(node.seen.lock().unwrap().edits, 0);
    let (_, report) = import(path, file).await;
    assert_eq!((report.counts.added, report.number), (2, 2));
    let (_, report) = import(path, file).await;
    assert_eq!((report.counts.unchanged, report.number), (2, 0));
    assert_eq!(node.seen.lock().unwrap().edits, 1);
    let (status, report) = import("/v1/members/import", file).await;
    assert_eq!((status, report.problems[0].problem.code.as_str()), (422, "wrong-delimiter"));
    let (status, report) = import(&format!("{path}&remove_missing=true"), b"ref;nom\n").await;
    assert_eq!((status, report.problems[0].problem.code.as_str()), (422, "large-shrink"));
    let (status, report) = import(&format!("{path}&remove_missing=true&force=true"), b"ref;nom\n").await;
    assert_eq!((status, report.counts.removed), (200, 2));
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_says_what_it_understood_and_why() {
    let node = Node::start(false, &others()).await;
    let _: Changed = node.send(201, "POST", "/v1/entries", &member("Zoé", "Boulangère", "Sète")).await;
    let answer: SearchAnswer = node.get(200, "/v1/search?q=bakker&reader=nl").await;
    let names: Vec<_> =
        answer.hits.iter().map(|hit| hit.entry.member.as_ref().unwrap().name.to_string()).collect();
    assert_eq!(answer.total, 2, "{names:?}: a lapsed directory is not shown");
    assert!(answer.understood.iter().any(|label| label == "bakker"), "{:?}", answer.understood);
    assert!(answer.hits[0].why.iter().any(|why| *why == Reason::Trade { label: "bakker".into() }));
    let near: SearchAnswer = node.get(200, "/v1/search?q=boulanger&near=Montpellier&within_km=50").await;
    assert_eq!((near.total, near.near.as_deref()), (1, Some("Montpellier (Hérault)")));
    assert!(near.hits[0].km.is_some_and(|km| km > 10.0 && km < 50.0));
    for words in ["boulanger%20pr%C3%A8s%20de%20Montpellier", "bakker%20near%20montpellier&within_km=30"] {
        let said: SearchAnswer = node.get(200, &format!("/v1/search?q={words}")).await;
        let around = (said.total, said.near.as_deref(), said.within_km);
        assert_eq!(around, (1, Some("Montpellier (Hérault)"), Some(30.0)), "{words}");
    }
    let within: SearchAnswer = node.get(200, "/v1/search?q=bakker%20in%20Montpellier").await;
    assert_eq!((within.total, within.within_km), (0, None));
    for many in ["near=Saint-Denis", "q=pain%20pr%C3%A8s%20de%20Saint-Denis"] {
        let asked: Problem = node.get(422, &format!("/v1/search?{many}")).await;
        assert_eq!((asked.code.as_str(), asked.args["place"].as_str()), ("ambiguous-place", "Saint-Denis"));
        assert_eq!(asked.args["choices"].split(", ").count(), 4, "{}", asked.args["choices"]);
    }
    let counted: SearchAnswer = node.get(200, "/v1/search?q=bakker&facets=true&reader=nl").await;
    let facets: Vec<(&str, &str, u64)> = counted
        .facets
        .iter()
        .map(|facet| (facet.by.as_str(), facet.values[0].label.as_str(), facet.values[0].count))
        .collect();
    assert_eq!(
        facets[..3],
        [("kind", "member", 2), ("coop", "Oxalis", 1), ("sector", "voeding en ambachtelijke productie", 2)]
    );
    let service =
        EntryDraft { kind: "service".into(), title: Some("Fournil".into()), ..EntryDraft::default() };
    let _: Changed = node.send(201, "POST", "/v1/entries", &service).await;
    let services: SearchAnswer = node.get(200, "/v1/search?q=fournil&kind=service&facets=true").await;
    let kinds = &services.facets[0].values;
    assert_eq!((kinds.len(), kinds[0].code.as_str(), kinds[0].count), (1, "service", 1));
    let others: SearchAnswer = node.get(200, "/v1/search?q=bakker&other_trade=true&sort=fresh").await;
    assert_eq!(others.total, 1, "the joiner");
    let of_smart: SearchAnswer =
        node.get(200, "/v1/search?coop=smart&trade=menuisier&sort=name&kind=member,offer").await;
    assert_eq!(of_smart.total, 1);
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fair_counts_what_may_be_shown() {
    let node = Node::start(false, &others()).await;
    let _: Changed = node.send(201, "POST", "/v1/entries", &member("Zoé", "Boulangère", "Sète")).await;
    let rows = async |asked: &str| -> Vec<(String, u64)> {
        let answer: FairAnswer = node.get(200, &format!("/v1/fair{asked}")).await;
        answer.rows.into_iter().map(|row| (row.label, row.counted.members)).collect()
    };
    let row = |label: &str, members: u64| (label.to_owned(), members);
    assert_eq!(rows("?reader=nl").await, [row("bakker", 2), row("schrijnwerker", 1)], "lapsed: not counted");
    assert_eq!(rows("?sector=x-crafts&reader=en").await, [row("joiner", 1)]);
    assert_eq!(rows("?kind=offer").await, []);
    let places = rows("?by=place&trade=boulanger").await;
    assert_eq!(places, [row("Hérault", 1), row("Province de Liège", 1)]);
    assert_eq!(rows("?by=place&near=Montpellier&within_km=50").await, [row("Hérault", 1)]);
    let answer: FairAnswer = node.get(200, "/v1/fair?by=coop").await;
    let first = &answer.rows[0];
    assert_eq!((first.label.as_str(), first.counted.members), ("Smart Coopérative", 2));
    assert_eq!(answer.rows.len(), 3, "those with nothing tell why");
    assert_eq!(answer.rows[2].state, Some(DirectoryState::Lapsed));
    assert_eq!(rows("?by=coop&near=Montpellier&within_km=50").await, [row("Oxalis", 1)]);
    let nothing: FairAnswer = node.get(200, "/v1/fair?near=Lille&within_km=5").await;
    assert_eq!((nothing.total, nothing.suggestions.is_empty()), (0, false));
    let second: FairAnswer = node.get(200, "/v1/fair?per_page=1&page=9").await;
    assert_eq!((second.total, second.page, second.rows.len()), (2, 2, 1), "no page lies beyond the last");
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_and_places_are_explained() {
    let node = Node::start(false, &[]).await;
    let terms: Vec<TermView> = node.get(200, "/v1/vocabulary?q=boulang%C3%A8re&kind=trade&lang=en").await;
    assert_eq!((terms[0].code.as_str(), terms[0].label.as_str()), ("t-baker", "baker"));
    let all: Vec<TermView> = node.get(200, "/v1/vocabulary").await;
    assert!(all.len() > 500);
    let asked = GuessWords {
        kind: "trade".into(),
        lang: "nl".into(),
        texts: vec!["boulangère".into(), String::new(), "menusier".into(), "xyzzy".into()],
    };
    let guessed: Vec<Vec<GuessView>> = node.send(200, "POST", "/v1/vocabulary", &asked).await;
    assert_eq!(guessed.len(), 4);
    assert_eq!((guessed[0][0].code.as_str(), guessed[0][0].label.as_str()), ("t-baker", "bakker"));
    assert!(guessed[0][0].confidence > 0.9 && guessed[2][0].confidence < 0.8);
    assert_eq!(guessed[2][0].code, "t-joiner");
    assert!(guessed[1].is_empty() && guessed[2].len() <= 3);
    let places: Vec<PlaceView> = node.get(200, "/v1/places?q=34200").await;
    assert!(places.iter().any(|place| place.code == "FR-34301" && place.within.contains(&"Hérault".into())));
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bundles_go_out_and_in() {
    let node = Node::start(true, &[]).await;
    let (status, bundle) = node.ask("GET", "/v1/export", "", b"").await;
    assert_eq!((status, bundle.as_slice()), (200, &b"bundle"[..]));
    let (status, report) = node.ask("POST", "/v1/import", "application/cbor", &bundle).await;
    assert_eq!((status, serde_json::from_slice::<BundleReport>(&report).unwrap().directories), (200, 2));
    assert_eq!(node.refusal("POST", "/v1/import", "application/cbor", b"x").await, "bad-bundle");
    let blocked: Block = node.send(200, "POST", "/v1/lab/block", &Block { coops: vec![SMART] }).await;
    // The loop answers in order: once it has compacted, it has cut.
    let _: Compacted = node.send(200, "POST", "/v1/compact", &()).await;
    assert_eq!((blocked.coops, node.seen.lock().unwrap().blocked.clone()), (vec![SMART], vec![SMART]));
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_is_this_users_and_of_one_node() {
    let node = Node::start(false, &[]).await;
    let mode = std::fs::metadata(&node.socket).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(matches!(bind(&node.socket).await, Err(ApiError::Live(_))));
    assert_eq!(ask(&node.socket, "GET", "/v1/status", "", b"").await.0, 200, "trying does not disturb");
    node.stop().await;

    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("api.sock");
    drop(bind(&path).await.unwrap());
    assert!(path.exists(), "a node that died leaves its socket");
    drop(bind(&path).await.unwrap());
    let file = dir.path().join("file");
    std::fs::write(&file, "x").unwrap();
    assert!(matches!(bind(&file).await, Err(ApiError::NotASocket(_))));
    let long = dir.path().join("x".repeat(SOCKET_PATH_BYTES));
    let error = bind(&long).await.unwrap_err();
    assert!(matches!(error, ApiError::PathTooLong { .. }) && error.to_string().contains("107"));
    assert!(matches!(bind(&dir.path().join("none/api.sock")).await, Err(ApiError::Io { .. })));
}
