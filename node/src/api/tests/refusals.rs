//! Every refusal is a problem with its code and its status.

use super::node::{Node, member};
use super::others;
use crate::api::model::{Changed, EntryDraft};
use crate::api::{CSV_BYTES, JSON_BYTES};
use crate::handle::Refused;

const JSON: &str = "application/json";

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_are_none() {
    let node = Node::start(false, &[]).await;
    assert_eq!(node.refusal("GET", "/v2/nothing", "", b"").await, "unknown-route");
    assert_eq!(node.refusal("PATCH", "/v1/status", "", b"").await, "wrong-method");
    assert_eq!(node.refusal("DELETE", "/v1/search", "", b"").await, "wrong-method");
    assert_eq!(node.refusal("POST", "/v1/entries", JSON, b"{").await, "bad-json");
    assert_eq!(node.refusal("POST", "/v1/entries", JSON, b"{\"kindd\":\"member\"}").await, "bad-json");
    assert_eq!(node.refusal("POST", "/v1/entries/bulk", JSON, b"{").await, "bad-json");
    assert_eq!(
        node.refusal("POST", "/v1/entries/bulk", JSON, b"{\"put\":[{\"kind\":\"x\"}]}").await,
        "kind-mismatch"
    );
    assert_eq!(node.refusal("POST", "/v1/entries", "text/plain", b"{}").await, "wrong-content-type");
    assert_eq!(
        node.refusal("POST", "/v1/entries", JSON, &vec![b' '; JSON_BYTES + 1]).await,
        "body-too-large"
    );
    let large = vec![b'x'; CSV_BYTES + 1];
    assert_eq!(node.refusal("POST", "/v1/members/import", "text/csv", &large).await, "body-too-large");
    assert_eq!(node.refusal("GET", "/v1/entries?page=x", "", b"").await, "bad-parameter");
    assert_eq!(node.refusal("GET", "/v1/search?colour=red", "", b"").await, "bad-parameter");
    assert_eq!(node.refusal("GET", "/v1/entries/%FF%FE", "", b"").await, "bad-parameter");
    assert_eq!(node.refusal("GET", "/v1/vocabulary?kind=colour", "", b"").await, "bad-parameter");
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_that_are_none() {
    let node = Node::start(false, &others()).await;
    let added: Changed = node.send(201, "POST", "/v1/entries", &member("Zoé", "Pain", "Sète")).await;
    let zoe = added.id.unwrap().to_string();
    let check = async |method: &str, path: &str, code: &str| {
        assert_eq!(node.refusal(method, path, "", b"").await, code, "{method} {path}");
    };
    check("GET", "/v1/entries/abc", "id-too-short").await;
    check("GET", "/v1/entries/no%20id", "bad-id").await;
    check("GET", "/v1/entries/0000", "bad-id").await;
    check("GET", "/v1/entries/zzzzzzzz", "entry-not-found").await;
    check("GET", "/v1/entries/geytcmj", "entry-not-found").await;
    check("DELETE", "/v1/entries/zzzzzzzz", "entry-not-found").await;
    check("DELETE", "/v1/entries/eeqs", "not-ours").await;
    check("GET", "/v1/entries?coop=inconnue", "unknown-coop").await;
    check("GET", "/v1/entries?coop=fanee", "lapsed").await;
    check("GET", "/v1/entries?kind=colour", "unknown-kind").await;

    let draft = |change: &dyn Fn(&mut EntryDraft)| {
        let mut draft = member("Ada", "Pain", "Sète");
        change(&mut draft);
        serde_json::to_vec(&draft).unwrap()
    };
    let refuse = async |method: &str, path: &str, body: Vec<u8>, code: &str| {
        assert_eq!(node.refusal(method, path, JSON, &body).await, code);
    };
    refuse("POST", "/v1/entries", draft(&|d| d.kind = "colour".into()), "unknown-kind").await;
    refuse("POST", "/v1/entries", draft(&|d| d.name = None), "missing-field").await;
    refuse("POST", "/v1/entries", draft(&|d| d.place = Some("Nulle-Part".into())), "unknown-place").await;
    refuse("POST", "/v1/entries", draft(&|d| d.place = Some("Saint-Denis".into())), "ambiguous-place").await;
    let offer = |d: &mut EntryDraft| {
        (d.kind, d.name, d.by) = ("offer".into(), None, Some("Personne".into()));
    };
    refuse("POST", "/v1/entries", draft(&offer), "member-not-found").await;
    let offer = |d: &mut EntryDraft| (d.kind, d.name) = ("offer".into(), None);
    refuse("PUT", &format!("/v1/entries/{zoe}"), draft(&offer), "kind-mismatch").await;
    let _: Changed = node.send(201, "POST", "/v1/entries", &member("zoe", "Vin", "Gent")).await;
    let offer = |d: &mut EntryDraft| (d.kind, d.name, d.by) = ("need".into(), None, Some("ZOÉ".into()));
    refuse("POST", "/v1/entries", draft(&offer), "ambiguous-member").await;
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn searches_that_are_none() {
    let node = Node::start(false, &[]).await;
    for (query, code) in [
        ("near=Nulle-Part", "unknown-place"),
        ("coop=inconnue", "unknown-coop"),
        ("trade=zzzz", "unknown-trade"),
        ("skill=zzzz", "unknown-skill"),
        ("sector=zzzz", "unknown-sector"),
        ("mode=zzzz", "unknown-mode"),
        ("lang=klingon", "unknown-language"),
        ("kind=colour", "unknown-kind"),
        ("sort=colour", "unknown-sort"),
        ("sort=distance", "no-place"),
        ("within_km=10", "no-place"),
        ("q=plombier&within_km=10", "no-place"),
        ("q=le%20la%20de", "no-words"),
        ("q=%F0%9F%8D%9E", "no-words"),
        ("other_trade=true", "bad-parameter"),
        ("q=plombier&same_place=true", "bad-parameter"),
        ("near=Gent&within_km=-1", "bad-parameter"),
        ("near=Gent&within_km=NaN", "bad-parameter"),
        ("page=1000000", "bad-parameter"),
    ] {
        assert_eq!(node.refusal("GET", &format!("/v1/search?{query}"), "", b"").await, code, "{query}");
    }
    for (query, code) in [
        ("by=colour", "bad-parameter"),
        ("colour=red", "bad-parameter"),
        ("near=Nulle-Part", "unknown-place"),
        ("coop=inconnue", "unknown-coop"),
        ("trade=zzzz", "unknown-trade"),
        ("sector=zzzz", "unknown-sector"),
        ("kind=colour", "unknown-kind"),
        ("within_km=10", "no-place"),
        ("near=Gent&within_km=0", "bad-parameter"),
        ("by=place&near=Gent&within_km=2001", "bad-parameter"),
    ] {
        assert_eq!(node.refusal("GET", &format!("/v1/fair?{query}"), "", b"").await, code, "{query}");
    }
    let long = format!("/v1/search?q={}", "x".repeat(501));
    assert_eq!(node.refusal("GET", &long, "", b"").await, "too-long");
    for (query, code) in [("delimiter=%7C", "unknown-delimiter"), ("encoding=ebcdic", "unknown-encoding")] {
        let path = format!("/v1/members/import?{query}");
        assert_eq!(node.refusal("POST", &path, "text/csv", b"name\n").await, code);
    }
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_loop_refuses() {
    let node = Node::start(false, &[]).await;
    let draft = serde_json::to_vec(&member("Ada", "Pain", "Sète")).unwrap();
    for (refusal, code) in [
        (Refused::WaitingForPeers { heard: 1, needed: 4 }, "waiting-for-peers"),
        (Refused::Restoring, "restoring"),
        (Refused::Forked, "forked"),
        (Refused::Quota { what: "members", found: 3, most: 2 }, "quota"),
        (Refused::DiskLow, "disk-low"),
        (Refused::TooOften, "too-many-heads"),
        (Refused::Stopping, "stopping"),
    ] {
        node.seen.lock().unwrap().refusal = Some(refusal);
        assert_eq!(node.refusal("POST", "/v1/entries", JSON, &draft).await, code);
    }
    node.stop().await;
}
