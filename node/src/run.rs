//! Starts a node: data directory, store, index, network, local API, and the loop over them; and ends it
//! cleanly. Must not know what any of them does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bigre_protocol::durable::Stored;
use bigre_protocol::envelope::public_key;
use bigre_protocol::id::{CoopId, InstanceId};
use bigre_protocol::register::Register;
use bigre_protocol::replica::{self, Replica};
use bigre_protocol::text::Text;
use prometheus_client::registry::Registry;
use tokio::sync::{mpsc, watch};

use crate::api::model::Problem;
use crate::api::{self, ApiError, AppState};
use crate::config::Config;
use crate::draft::terms::Terms;
use crate::driver::{Driver, DriverError, Facts, Indexer, Parts, now};
use crate::handle::{Handle, REQUESTS};
use crate::identity::{self, DirLock, Identity, IdentityError};
use crate::invitations::Invitations;
use crate::metrics::Metrics;
use crate::network::{self, Command, Multiaddr, NetworkConfig, NetworkError, Peer, PeerId};
use crate::search::{Change, Index, IndexError, Searcher};
use crate::sign_lock::{SignLock, SignLockError};
use crate::store::{State, Store, StoreError, StoreOptions};
use crate::vocabulary;

/// Entries put into the index at once while it is built again.
const REFILL_ENTRIES: usize = 10_000;

/// Why a node does not start, or ends.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The data directory, its keys or its founding page.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// There is no federation yet.
    #[error(
        "no federation is founded in {0}: exchange cards with the other founders, then run `bigre federation found`"
    )]
    NotFounded(PathBuf),
    /// The sign-lock.
    #[error(transparent)]
    SignLock(#[from] SignLockError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The network.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The local API.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// The loop.
    #[error(transparent)]
    Driver(#[from] DriverError),
    /// An address of the configuration.
    #[error("`{0}` is not a multiaddress, as /ip4/0.0.0.0/tcp/4040; see network.listen in config.toml")]
    Address(String),
    /// The system.
    #[error("the system refused {what}: {error}")]
    System {
        /// What was asked.
        what: &'static str,
        /// What it says.
        error: std::io::Error,
    },
}

/// What a running node says once.
#[derive(Debug, Clone)]
pub struct Ready {
    /// The cooperative's name.
    pub name: String,
    /// The federation's name.
    pub federation: String,
    /// Its fingerprint in words.
    pub fingerprint: String,
    /// The socket of the local API.
    pub socket: PathBuf,
}

/// The libp2p peer ids of each cooperative, from the keys on its card.
pub(crate) fn peer_ids(register: &Register) -> BTreeMap<CoopId, Vec<PeerId>> {
    let ids = |coop: CoopId| {
        let keys = register.card(&coop).map(|card| card.transport.to_vec()).unwrap_or_default();
        (coop, keys.iter().filter_map(|key| network::peer_id(&key.0)).collect())
    };
    register.coops().map(ids).collect()
}

/// The peers to pin: every other cooperative, where its card says that it listens.
pub(crate) fn pinned(register: &Register, me: &CoopId) -> Vec<Peer> {
    let mut peers = Vec::new();
    for (coop, ids) in peer_ids(register) {
        if coop == *me {
            continue;
        }
        let addresses = register.card(&coop).map(|card| card.addresses.to_vec()).unwrap_or_default();
        let addresses: Vec<Multiaddr> = addresses.iter().filter_map(|text| text.parse().ok()).collect();
        peers.extend(ids.into_iter().map(|id| Peer { id, addresses: addresses.clone() }));
    }
    peers
}

/// Runs a node until `shutdown`. `ready` is called once, when everything listens.
pub async fn run(
    config: Config,
    dir: PathBuf,
    shutdown: impl Future<Output = ()>,
    ready: impl FnOnce(Ready),
) -> Result<(), RunError> {
    let identity = Identity::load(&dir)?;
    let _lock = DirLock::take(&dir)?;
    let founded = identity::founded(&dir)?.ok_or_else(|| RunError::NotFounded(dir.clone()))?;
    let socket = config.socket(&dir);
    let listener = api::bind(&socket).await?;
    let mut registry = Registry::with_prefix("bigre");
    let metrics = Metrics::register(&mut registry);
    let replica = Replica::new(
        founded.founding.clone(),
        replica::Identity {
            coop: founded.coop,
            key: identity.node.clone(),
            instance: instance()?,
            program: program(),
        },
    );
    let loaded = tokio::task::block_in_place(|| load(&config, &dir, replica, &founded.assent))?;
    let Loaded { store, mut replica, index, searcher, warnings } = loaded;
    let mut begin = replica.start(now());
    begin.extend(take_card(&dir, &identity, &mut replica)?);
    let (network, events) = join(&config, &identity, &replica, &mut registry).await?;
    let indexer =
        Indexer::start(index).map_err(|error| RunError::System { what: "a thread for the index", error })?;
    let reader = store.reader();
    let facts = Facts { started: now(), warnings, dir: dir.clone() };
    let invitations = Invitations::open(&dir)?;
    let (built, terms) = watch::channel(Terms::starter());
    let counted = metrics.clone();
    let (driver, view) = Driver::new(Parts { replica, store, indexer, network, metrics, facts, invitations });
    let (requests, queue) = mpsc::channel(REQUESTS);
    let handle = Handle::new(requests, view.clone());
    let keeping = tokio::spawn(vocabulary::keeper::keep(handle.clone(), reader.clone(), counted, built));
    let state = AppState::new(
        handle,
        reader,
        searcher,
        terms,
        Arc::new(registry),
        *identity.import,
        config.laboratory,
    );
    let status = view.borrow().status.clone();
    ready(Ready {
        name: status.name,
        federation: status.federation_name,
        fingerprint: status.fingerprint,
        socket: socket.clone(),
    });
    let (stop, stopped) = tokio::sync::watch::channel(());
    let serving = tokio::spawn(api::serve(listener, state, async move {
        let mut stopped = stopped;
        let _ = stopped.changed().await;
    }));
    let result = driver.run(begin, queue, events, shutdown).await;
    drop(stop);
    let _ = serving.await;
    keeping.abort();
    let _ = keeping.await;
    let _ = std::fs::remove_file(&socket);
    Ok(result?)
}

/// A card may have come into force just before the end of the last run, or while the node was away.
fn take_card(
    dir: &Path,
    identity: &Identity,
    replica: &mut Replica,
) -> Result<Vec<replica::Output>, RunError> {
    let Some(seat) = replica.register().seat(&replica.me()) else { return Ok(Vec::new()) };
    let card = seat.card().clone();
    if card.value.number == 0 {
        return Ok(Vec::new());
    }
    if let Some(key) = identity::adopt(dir, &card.bytes, &card.value)? {
        return Ok(replica.set_key(key));
    }
    if card.value.node == public_key(&identity.node) {
        return Ok(Vec::new());
    }
    Err(IdentityError::NotTheCards { path: dir.join("keys/node.key") }.into())
}

fn instance() -> Result<InstanceId, RunError> {
    let mut bytes = [0; InstanceId::LEN];
    getrandom::fill(&mut bytes)
        .map_err(|error| RunError::System { what: "random numbers", error: error.into() })?;
    Ok(InstanceId(bytes))
}

fn program() -> Text<{ bigre_protocol::limits::WORD_CHARS }> {
    let name = concat!("bigre ", env!("CARGO_PKG_VERSION"));
    let text = Text::new(name);
    assert!(text.is_ok(), "the program's name is a text");
    text.unwrap_or_else(|_| unreachable!("asserted above"))
}

/// Everything that comes from the disk.
struct Loaded {
    store: Store,
    replica: Replica,
    index: Index,
    searcher: Searcher,
    warnings: Vec<Problem>,
}

fn load(config: &Config, dir: &Path, mut replica: Replica, assent: &[u8]) -> Result<Loaded, RunError> {
    let lock = SignLock::open(&dir.join(identity::SIGN_LOCK))?;
    let options =
        StoreOptions { cache_bytes: config.storage.cache, disk_floor_bytes: config.storage.disk_floor };
    let opened = Store::open(dir, options, lock)?;
    let mut store = opened.store;
    let warnings = warnings(&opened.state);
    let (mut index, in_step) = Index::open(&dir.join("index"))?;
    // A store that lost its end makes an index that knows more: only equal numbers are in step.
    let mut refill = (in_step != Some(store.batch())).then(Vec::new);
    if refill.is_some() && in_step.is_some() {
        index.clear()?;
    }
    let mut failed = None;
    let report = store.load(&mut |stored| {
        if let (Some(entries), Stored::Entry { coop, entry, .. }) = (&mut refill, &stored) {
            entries.push((*coop, entry.clone()));
            if entries.len() >= REFILL_ENTRIES {
                failed = failed.take().or(put(&mut index, entries).err());
            }
        }
        replica.load(stored);
    })?;
    if let Some(mut entries) = refill {
        failed = failed.or(put(&mut index, &mut entries).err());
        failed = failed.or(index.commit(store.batch()).and_then(|()| index.rest()).err());
        tracing::info!(entries = index.entries(), "search index built again");
    }
    if let Some(error) = failed {
        return Err(error.into());
    }
    if !report.is_sound() {
        tracing::warn!("part of the store is damaged: it will be fetched from peers again");
    }
    // Our own founder's signature came from the founding, not from a peer. A newcomer has none.
    if !assent.is_empty() {
        let _ = replica.admit_assent(assent);
    }
    let searcher = index.searcher();
    Ok(Loaded { store, replica, index, searcher, warnings })
}

fn put(
    index: &mut Index,
    entries: &mut Vec<(CoopId, bigre_protocol::directory::entry::Entry)>,
) -> Result<(), IndexError> {
    index.apply(entries.iter().map(|(coop, entry)| Change::Put { coop: *coop, entry }))?;
    entries.clear();
    Ok(())
}

fn warnings(state: &State) -> Vec<Problem> {
    let (code, message, args) = match state {
        State::Fresh | State::Clean => return Vec::new(),
        State::Truncated { expected, found } => (
            "store-truncated",
            "The store lost its last batches, as after a backup was put back: they are fetched from peers.",
            vec![("expected", expected.to_string()), ("found", found.to_string())],
        ),
        State::LockBehind { lock, found } => (
            "lock-behind",
            "The sign-lock is older than the store: peers are asked before anything is signed.",
            vec![("lock", lock.to_string()), ("found", found.to_string())],
        ),
        State::Damaged { moved_to } => (
            "store-damaged",
            "The store could not be read: it was put aside and is filled again from peers.",
            vec![("path", moved_to.display().to_string())],
        ),
    };
    tracing::warn!(code, "{message}");
    let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    vec![Problem { code: code.into(), message: message.into(), args }]
}

async fn join(
    config: &Config,
    identity: &Identity,
    replica: &Replica,
    registry: &mut Registry,
) -> Result<(network::NetworkHandle, network::Events), RunError> {
    let parse = |text: &String| text.parse().map_err(|_| RunError::Address(text.clone()));
    let listen = config.network.listen.iter().map(parse).collect::<Result<Vec<Multiaddr>, _>>()?;
    let register = replica.register();
    let (network, events) = network::start(
        NetworkConfig {
            seed: identity.transport.clone(),
            listen,
            topic: format!("bigre/{}/1", register.federation),
            gossip: config.network.gossip,
        },
        registry,
    )?;
    network.send(Command::SetPeers(pinned(register, &replica.me()))).await;
    Ok((network, events))
}
