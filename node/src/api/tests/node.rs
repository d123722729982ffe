//! A node for the tests of the local API: a real store, index and socket, and a small loop behind them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use bigre_protocol::directory::entry::{Entry, Kind};
use bigre_protocol::durable::Write;
use bigre_protocol::id::{CoopId, EntryId, FederationId, PublicKey};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::registry::Registry;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::sync::{mpsc, oneshot, watch};

use crate::api::model::*;
use crate::api::{AppState, bind, serve};
use crate::draft::Draftsman;
use crate::draft::terms::Terms;
use crate::handle::{Edit, Handle, Refused, Request, View};
use crate::search::{Change, Index};
use crate::sign_lock::SignLock;
use crate::store::{Store, StoreOptions};

pub(super) const OXALIS: CoopId = CoopId([1; 32]);
pub(super) const SMART: CoopId = CoopId([2; 32]);
pub(super) const FADED: CoopId = CoopId([3; 32]);

/// What the tests see of the loop.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) blocked: Vec<CoopId>,
    pub(super) edits: usize,
    /// What the next edit is refused with.
    pub(super) refusal: Option<Refused>,
}

/// A running node. Its directory goes when it is dropped.
pub(super) struct Node {
    pub(super) socket: PathBuf,
    pub(super) seen: Arc<Mutex<Seen>>,
    stop: Option<oneshot::Sender<()>>,
    serving: tokio::task::JoinHandle<()>,
    _dir: tempfile::TempDir,
}

impl Node {
    /// Starts one, its own directory empty, those of Smart and of a lapsed cooperative holding `others`.
    pub(super) async fn start(laboratory: bool, others: &[(CoopId, u8, EntryDraft)]) -> Node {
        let dir = tempfile::tempdir().unwrap();
        let lock = SignLock::open(&dir.path().join("sign.lock")).unwrap();
        let options = StoreOptions { cache_bytes: 1 << 20, disk_floor_bytes: 0 };
        let mut store = Store::open(dir.path(), options, lock).unwrap().store;
        store.load(&mut |_| {}).unwrap();
        let (index, _) = Index::open(&dir.path().join("index")).unwrap();
        let (reader, searcher) = (store.reader(), index.searcher());
        let (show, view) = watch::channel(Arc::new(view(1)));
        let (requests, queue) = mpsc::channel(8);
        let seen = Arc::<Mutex<Seen>>::default();
        let mut work = Work { store, index, held: Vec::new(), number: 1, show, seen: seen.clone() };
        for (coop, id, draft) in others {
            let body = Draftsman::with(&Terms::starter()).draft(draft, None).unwrap().body;
            work.put(*coop, Entry::new(EntryId([*id; 16]), [9; 16], &body).unwrap());
        }
        work.commit();
        tokio::spawn(work.run(queue));
        let mut registry = Registry::with_prefix("bigre");
        registry.register("heads", "Heads", Counter::<u64>::default());
        let handle = Handle::new(requests, view);
        let (_, terms) = watch::channel(None);
        let state = AppState::new(handle, reader, searcher, terms, Arc::new(registry), [5; 32], laboratory);
        let socket = dir.path().join("api.sock");
        let listener = bind(&socket).await.unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            serve(listener, state, async move { drop(stopped.await) }).await.unwrap();
        });
        Node { socket, seen, stop: Some(stop), serving, _dir: dir }
    }

    /// Stops it and waits until it has.
    pub(super) async fn stop(mut self) {
        drop(self.stop.take());
        (&mut self.serving).await.unwrap();
    }

    /// Asks, and gives the status and the body.
    pub(super) async fn ask(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> (u16, Vec<u8>) {
        ask(&self.socket, method, path, kind, body).await
    }

    /// Asks for JSON; the status must be this one.
    pub(super) async fn get<T: DeserializeOwned>(&self, status: u16, path: &str) -> T {
        read(status, &self.ask("GET", path, "", b"").await)
    }

    /// Sends JSON; the status must be this one.
    pub(super) async fn send<T: DeserializeOwned>(
        &self,
        status: u16,
        method: &str,
        path: &str,
        body: &impl serde::Serialize,
    ) -> T {
        let body = serde_json::to_vec(body).unwrap();
        read(status, &self.ask(method, path, "application/json", &body).await)
    }

    /// The code of a refusal; its status must be the one of the list.
    pub(super) async fn refusal(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> String {
        let (status, bytes) = self.ask(method, path, kind, body).await;
        let problem: Problem = serde_json::from_slice(&bytes).unwrap();
        let known = crate::api::codes::find(&problem.code).unwrap();
        assert_eq!(status, known.status, "{problem:?}");
        assert!(problem.args.keys().map(String::as_str).eq(known.args.iter().copied()), "{problem:?}");
        problem.code
    }
}

fn read<T: DeserializeOwned>(status: u16, answer: &(u16, Vec<u8>)) -> T {
    assert_eq!(answer.0, status, "{}", String::from_utf8_lossy(&answer.1));
    serde_json::from_slice(&answer.1).unwrap()
}

/// One request over a connection of its own, as plain as HTTP can be.
pub(super) async fn ask(socket: &Path, method: &str, path: &str, kind: &str, body: &[u8]) -> (u16, Vec<u8>) {
    let stream = UnixStream::connect(socket).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let length = body.len();
    let kind = if kind.is_empty() { String::new() } else { format!("content-type: {kind}\r\n") };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{kind}content-length: {length}\r\n\r\n"
    );
    // In one write: a node that answers before it read a body resets the connection.
    let request = [head.as_bytes(), body].concat();
    let sending = tokio::spawn(async move {
        let _ = writing.write_all(&request).await;
        writing
    });
    let mut answer = Vec::new();
    reading.read_to_end(&mut answer).await.unwrap();
    drop(sending.await.unwrap());
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer.split_off(end + 4))
}

/// The loop: edits, look-ups, and nothing of the federation.
struct Work {
    store: Store,
    index: Index,
    held: Vec<(CoopId, Entry)>,
    number: u64,
    show: watch::Sender<Arc<View>>,
    seen: Arc<Mutex<Seen>>,
}

impl Work {
    async fn run(mut self, mut queue: mpsc::Receiver<Request>) {
        while let Some(request) = queue.recv().await {
            match request {
                Request::Edit { edit, reply } => drop(reply.send(self.edit(edit))),
                Request::Ids { coop, kind, reply } => drop(reply.send(self.ids(coop, kind))),
                Request::Find { prefix, reply } => {
                    let found = self.held.iter().map(|(coop, entry)| (*coop, entry.id));
                    drop(reply.send(
                        found.filter(|(_, id)| id.to_string().starts_with(&prefix)).take(10).collect(),
                    ));
                }
                Request::Export { reply } => drop(reply.send(b"bundle".to_vec())),
                Request::Import { bytes, reply } => {
                    let report = BundleReport { directories: 2, ..BundleReport::default() };
                    let result =
                        if bytes == b"bundle" { Ok(report) } else { Err(Refused::Bundle("no".into())) };
                    drop(reply.send(result));
                }
                Request::Block(coops) => self.seen.lock().unwrap().blocked = coops.into_iter().collect(),
                Request::Compare { reply } => drop(reply.send(7)),
                Request::Act { reply, .. } => drop(reply.send(Err(Refused::NotMember))),
                // The register's and the fund's answers are tested with real nodes.
                Request::Reach { reply } => drop(reply.send(0)),
                Request::Look(_)
                | Request::Invite { .. }
                | Request::Invitations { .. }
                | Request::Revoke { .. } => {}
                Request::Compact { reply } => drop(reply.send(Ok((100, 40)))),
            }
        }
    }

    fn ids(&self, coop: CoopId, kind: Option<Kind>) -> Vec<EntryId> {
        let is_asked =
            |(of, entry): &&(CoopId, Entry)| *of == coop && kind.is_none_or(|kind| entry.kind == kind);
        let mut ids: Vec<EntryId> = self.held.iter().filter(is_asked).map(|(_, entry)| entry.id).collect();
        ids.sort();
        ids
    }

    fn put(&mut self, coop: CoopId, entry: Entry) {
        self.held.retain(|(of, held)| (*of, held.id) != (coop, entry.id));
        self.store.commit(&[Write::Put { coop, number: self.number, entry: entry.clone() }]).unwrap();
        self.index.apply([Change::Put { coop, entry: &entry }]).unwrap();
        self.held.push((coop, entry));
    }

    fn edit(&mut self, edit: Edit) -> Result<u64, Refused> {
        let refusal = {
            let mut seen = self.seen.lock().unwrap();
            seen.edits += 1;
            seen.refusal.take()
        };
        if let Some(refusal) = refusal {
            return Err(refusal);
        }
        self.number += 1;
        for id in edit.remove {
            let before = self.held.len();
            self.held.retain(|(of, held)| (*of, held.id) != (OXALIS, id));
            if self.held.len() == before {
                return Err(Refused::Unknown(id));
            }
            self.store.commit(&[Write::Remove { coop: OXALIS, number: self.number, id }]).unwrap();
            self.index.apply([Change::Remove { coop: OXALIS, id }]).unwrap();
        }
        edit.put.into_iter().for_each(|entry| self.put(OXALIS, entry));
        self.commit();
        Ok(self.number)
    }

    fn commit(&mut self) {
        self.index.commit(self.number).unwrap();
        self.show.send_replace(Arc::new(view(self.number)));
    }
}

fn view(number: u64) -> View {
    let status = Status {
        coop: OXALIS,
        name: "Oxalis".into(),
        federation: FederationId([4; 32]),
        federation_name: "Bigre !".into(),
        fingerprint: "ba be bi bo bu by".into(),
        version: "0.1.0".into(),
        started: 1,
        assents: 3,
        founders: 3,
        cooperatives: 3,
        page: 0,
        awaiting: 0,
        connected: 2,
        up_to_date: true,
        number,
        signing: Signing::Ready,
        isolated: false,
        entries: 0,
        members: 0,
        storage: Storage::default(),
        listening: Vec::new(),
        warnings: Vec::new(),
    };
    let identity = IdentityView { coop: OXALIS, node_key: PublicKey([6; 32]), did: "did:key:z6Mk".into() };
    let directories = vec![
        directory(OXALIS, "Oxalis", DirectoryState::Current),
        directory(SMART, "Smart Coopérative", DirectoryState::Current),
        directory(FADED, "Fanée", DirectoryState::Lapsed),
    ];
    View { status, peers: Vec::new(), directories, identity, vocabularies: Default::default() }
}

fn directory(coop: CoopId, name: &str, state: DirectoryState) -> DirectoryView {
    DirectoryView {
        coop,
        name: name.into(),
        number: 1,
        root: None,
        entries: 0,
        members: 0,
        bytes: 0,
        signed: Some(1_700_000_000_000),
        lease_until: None,
        state,
        newest: 1,
        received: 0,
        expected: 0,
        held_by: Vec::new(),
    }
}

/// A draft of a member.
pub(super) fn member(name: &str, title: &str, place: &str) -> EntryDraft {
    EntryDraft {
        kind: "member".into(),
        name: Some(name.into()),
        title: Some(title.into()),
        place: Some(place.into()),
        ..EntryDraft::default()
    }
}
