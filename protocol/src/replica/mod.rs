//! A cooperative's node as a pure state machine: `handle(now, input) -> outputs`, and nothing else.
//!
//! Knows the federation's rules and the state they lead to; must not know sockets, disks or clocks. What is
//! received by gossip, by pull, from a file or from disk at start enters through [`admit`], the one door.

mod admit;
mod answering;
mod arrivals;
mod file;
mod gossip;
pub mod io;
mod own;
mod peers;
mod pulling;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::SigningKey;

pub use arrivals::Progress;
pub use io::{Event, Input, Output, Refusal, Request, Stream, Taken, Ticket};
pub use own::Signing;
pub use peers::Peer;

use crate::directory::Directory;
use crate::durable::{ObjectName, Stored, Write};
use crate::id::{CoopId, InstanceId};
use crate::register::{Founding, Register};
use crate::text::Text;
use crate::{codec, limits};

/// Who a replica is.
pub struct Identity {
    /// Its cooperative.
    pub coop: CoopId,
    /// Signs its heads.
    pub key: SigningKey,
    /// New at every start.
    pub instance: InstanceId,
    /// Program and version.
    pub program: Text<{ limits::WORD_CHARS }>,
}

/// The state of a node.
pub struct Replica {
    founding: Founding,
    register: Register,
    identity: Identity,
    directories: BTreeMap<CoopId, Directory>,
    /// Two contradictory heads of a cooperative: its directory is frozen.
    forks: BTreeMap<CoopId, (Vec<u8>, Vec<u8>)>,
    assents: BTreeMap<CoopId, Vec<u8>>,
    own: own::Own,
    peers: BTreeMap<CoopId, Peer>,
    pulls: BTreeMap<Stream, pulling::Pull>,
    /// Directories on their way, kept when a stream breaks so that the copy goes on where it stopped.
    arrivals: BTreeMap<CoopId, arrivals::Arrival>,
    /// Directories that must be copied whole, because an incremental answer did not fit.
    whole: BTreeSet<CoopId>,
    answers: BTreeMap<Stream, answering::Answer>,
    /// Gossip messages whose head, of this number, is being pulled.
    waiting: BTreeMap<CoopId, (Ticket, u64)>,
    next_stream: u64,
    next_purge: u64,
    /// The time of the last input.
    now: u64,
    out: Vec<Output>,
}

impl Replica {
    /// A replica that holds nothing yet; `load` what is on disk, then `start`.
    pub fn new(founding: Founding, identity: Identity) -> Self {
        let register = founding.register();
        assert!(register.card(&identity.coop).is_some(), "our own cooperative is a founder");
        let directories = register.coops().map(|coop| (coop, Directory::default())).collect();
        let others = register.coops().filter(|coop| *coop != identity.coop);
        Replica {
            peers: others.map(|coop| (coop, Peer::default())).collect(),
            founding,
            register,
            identity,
            directories,
            forks: BTreeMap::new(),
            assents: BTreeMap::new(),
            own: own::Own::default(),
            pulls: BTreeMap::new(),
            arrivals: BTreeMap::new(),
            whole: BTreeSet::new(),
            answers: BTreeMap::new(),
            waiting: BTreeMap::new(),
            next_stream: 0,
            next_purge: 0,
            now: 0,
            out: Vec::new(),
        }
    }

    /// Takes one thing found on disk. What does not verify is left out: it will be fetched again.
    pub fn load(&mut self, stored: Stored) {
        match stored {
            Stored::Object { name: ObjectName::Head(coop), bytes } => {
                // Its time and quotas were judged when it came.
                if let Ok((author, head)) = self.verify_head(&bytes)
                    && author == coop
                    && let Some(directory) = self.directories.get_mut(&coop)
                {
                    directory.set_head(head);
                }
            }
            Stored::Object { name: ObjectName::Fork(coop), bytes } => {
                if let Ok((a, b)) = codec::decode::<(serde_bytes::ByteBuf, serde_bytes::ByteBuf)>(&bytes)
                    && self.verify_fork(&a, &b) == Ok(coop)
                {
                    self.forks.insert(coop, (a.into_vec(), b.into_vec()));
                }
            }
            Stored::Object { name: ObjectName::Assent(coop), bytes } => {
                if self.founding.read_assent(&bytes) == Ok(coop) {
                    self.assents.insert(coop, bytes);
                }
            }
            Stored::Object { name: ObjectName::Forgotten(coop), bytes } => {
                if let (Some(directory), Ok(upto)) = (self.directories.get_mut(&coop), codec::decode(&bytes))
                {
                    directory.forget_removals(upto);
                }
            }
            Stored::Entry { coop, number, entry } => {
                if let Some(directory) = self.directories.get_mut(&coop) {
                    directory.put(&entry, number);
                }
            }
            Stored::Removed { coop, number, id } => {
                if let Some(directory) = self.directories.get_mut(&coop)
                    && directory.get(&id).is_none()
                {
                    directory.remove(&id, number);
                }
            }
            Stored::SignLock { number } => self.own.note_signed(number),
        }
    }

    /// Begins, once everything on disk was loaded: what does not match its head is dropped.
    pub fn start(&mut self, now: u64) -> Vec<Output> {
        self.now = now;
        let coops: Vec<CoopId> = self.register.coops().collect();
        for coop in coops {
            let Some(directory) = self.directories.get_mut(&coop) else { continue };
            let whole = directory.head().is_some_and(|head| {
                head.value.count == directory.len() as u64 && head.value.bytes == directory.bytes()
            });
            let matches = whole && directory.head().map(|head| head.value.root) == Some(directory.root());
            if !matches && (directory.head().is_some() || !directory.is_empty()) {
                *directory = Directory::default();
                self.persist(Write::Drop { coop });
                self.notify(Event::Damaged(coop));
            }
        }
        self.begin_own(now);
        std::mem::take(&mut self.out)
    }

    /// Takes one input; gives back its effects, in order.
    pub fn handle(&mut self, now: u64, input: Input) -> Vec<Output> {
        if now < self.now {
            self.turn_back(now);
        }
        self.now = now;
        match input {
            Input::Connected(coop) => self.connected(now, coop),
            Input::Disconnected(coop) => self.disconnected(coop),
            Input::Gossip { from, ticket, bytes } => self.gossip(now, from, ticket, &bytes),
            Input::Opened { stream, peer } => self.opened(stream, peer),
            Input::Room(stream) => self.room(now, stream),
            Input::Frame { stream, bytes } => self.frame(now, stream, &bytes),
            Input::Closed(stream) => self.closed(now, stream),
            Input::Edit { request, put, remove } => self.edit(now, request, put, remove),
            Input::File { request, frames } => self.file(now, request, &frames),
            Input::Compare => self.peers.values_mut().for_each(|peer| peer.compare_at(now)),
            Input::Wake => {}
        }
        self.seal(now);
        self.compare(now);
        self.schedule(now);
        self.purge(now);
        std::mem::take(&mut self.out)
    }

    /// When [`Input::Wake`] should come next, if nothing else does before.
    pub fn wake_at(&self) -> u64 {
        let own = self.own_wakes_at();
        self.peers_wake_at().min(own).min(self.next_purge)
    }

    fn persist(&mut self, write: Write) {
        self.out.push(Output::Persist(write));
    }

    fn notify(&mut self, event: Event) {
        self.out.push(Output::Notify(event));
    }

    fn room(&mut self, now: u64, stream: Stream) {
        if self.pulls.contains_key(&stream) {
            self.greet(now, stream);
        } else {
            self.answer_room(stream);
        }
    }

    fn frame(&mut self, now: u64, stream: Stream, bytes: &[u8]) {
        if self.pulls.contains_key(&stream) {
            self.pull_frame(now, stream, bytes);
        } else {
            self.answer_frame(now, stream, bytes);
        }
    }

    fn closed(&mut self, now: u64, stream: Stream) {
        self.answers.remove(&stream);
        self.fail_pull(now, stream);
    }

    /// Our clock was put back: nothing waits for the times it showed before.
    fn turn_back(&mut self, now: u64) {
        self.next_purge = self.next_purge.min(now);
        self.own.turn_back(now);
        self.pulls.values_mut().for_each(|pull| pull.turn_back(now));
        self.peers.values_mut().for_each(|peer| peer.turn_back(now));
    }
}
