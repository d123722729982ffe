//! Federations of real processes, for the tests that want real sockets and real disks.

#![allow(dead_code, reason = "each test uses a part")]

use std::path::PathBuf;

use bigre::client::{Client, ClientError};
use bigre::lab::{self, Lab, Node};
use bigre_node::api::model::{
    Acted, Changed, EntryDraft, RegisterView, SearchAnswer, Signed, Signing, Status,
};
use bigre_node::identity::{Identity, Passphrase};
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::id::ObjectId;
use bigre_protocol::register::Approval;
use hyper::Method;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_bigre-under-test");

/// A laboratory that stops its nodes when the test ends, however it ends.
pub(crate) struct Mesh {
    pub(crate) lab: Lab,
    pub(crate) dir: tempfile::TempDir,
}

impl Drop for Mesh {
    fn drop(&mut self) {
        self.lab.nodes.iter().for_each(Node::kill);
    }
}

/// Some cooperatives that are joined and sign.
pub(crate) fn mesh(count: usize) -> Mesh {
    let dir = tempfile::tempdir().unwrap();
    let name = |at| lab::NAMES.get(at).map_or_else(|| format!("Coop {}", at + 1), ToString::to_string);
    let names: Vec<String> = (0..count).map(name).collect();
    let mut lab = Lab::found(&dir.path().join("lab"), "Essai", &names).unwrap();
    lab.program = PathBuf::from(PROGRAM);
    lab.start().unwrap();
    let mesh = Mesh { lab, dir };
    mesh.until("all are joined", |mesh| {
        mesh.lab.nodes.iter().all(|node| {
            status(node).is_some_and(|s| s.connected == count as u64 - 1 && s.signing == Signing::Ready)
        })
    });
    mesh
}

impl Mesh {
    #[track_caller]
    pub(crate) fn until(&self, what: &str, is: impl Fn(&Mesh) -> bool) {
        lab::wait(|| is(self));
        assert!(is(self), "never came true: {what}");
    }

    pub(crate) fn node(&self, at: usize) -> &Node {
        &self.lab.nodes[at]
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }

    /// Kills a node as a power cut does.
    pub(crate) fn kill(&self, at: usize) {
        self.node(at).kill();
        lab::wait(|| !self.node(at).is_running());
    }

    /// Nobody is proved to have contradicted anything, on any node.
    pub(crate) fn is_blameless(&self) -> bool {
        let views = self.lab.nodes.iter().filter_map(register);
        views
            .into_iter()
            .all(|view| view.split.is_none() && view.seats.iter().all(|seat| seat.faults.is_empty()))
    }
}

pub(crate) fn client(node: &Node) -> Client {
    Client::new(node.dir.join("api.sock")).unwrap()
}

pub(crate) fn status(node: &Node) -> Option<Status> {
    client(node).get("/v1/status").ok()
}

pub(crate) fn is_ready(node: &Node) -> bool {
    status(node).is_some_and(|status| status.signing == Signing::Ready)
}

pub(crate) fn register(node: &Node) -> Option<RegisterView> {
    client(node).get("/v1/register").ok()
}

pub(crate) fn offer(node: &Node, title: &str) -> Result<Changed, ClientError> {
    let draft = EntryDraft { kind: "offer".into(), title: Some(title.into()), ..EntryDraft::default() };
    client(node).send(Method::POST, "/v1/entries", &draft)
}

pub(crate) fn found(node: &Node, words: &str) -> u64 {
    let path = format!("/v1/search?q={words}&per_page=1");
    client(node).get::<SearchAnswer>(&path).map_or(0, |answer| answer.total)
}

/// A cooperative's people approve a page, or take that back.
pub(crate) fn approve(
    node: &Node,
    view: &RegisterView,
    page: ObjectId,
    withdrawn: bool,
) -> Result<Acted, ClientError> {
    let key = Identity::unlock_vote(&node.dir, &Passphrase::new("laboratoire".into())).unwrap();
    let approval = Approval { coop: node.coop, page, charter: view.charter, withdrawn };
    let bytes = envelope::cosign(&view.federation, ObjectKind::Approval, &[&key], &approval);
    let object = data_encoding::HEXLOWER.encode(&bytes);
    client(node).send(Method::POST, "/v1/register/approvals", &Signed { object })
}
