//! A cooperative's node as a pure state machine: `handle(now, input) -> outputs`, and nothing else.
//!
//! Knows the federation's rules and the state they lead to; must not know sockets, disks or clocks. What is
//! received by gossip, by pull, from a file or from disk at start enters through [`admit`], the one door of
//! directories, or through [`objects`], that of everything else.

mod admit;
mod answering;
mod arrivals;
mod assembly;
mod audit;
mod file;
mod fund;
mod gossip;
pub mod io;
mod journals;
mod lacking;
mod load;
mod objects;
mod own;
mod peers;
mod pulling;
mod pulses;
mod report;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::SigningKey;

pub use arrivals::Progress;
pub use assembly::Split;
pub use io::{Action, Event, Input, Output, Refusal, Request, Stream, Taken, Ticket};
pub use own::Signing;
pub use peers::Peer;

use crate::directory::Directory;
use crate::durable::{ObjectName, ProofKind, Write};
use crate::fund::{Fund, Sitting};
use crate::id::{CoopId, InstanceId};
use crate::limits;
use crate::pulse::SignedPulse;
use crate::register::{Founding, ReadPage, Register, Votes};
use crate::text::Text;

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
    /// Sealed pages with what seals them, from number 1 on.
    pages: Vec<(ReadPage, Vec<u8>)>,
    /// What is said of the next page.
    votes: Votes,
    /// The number under which the last thing said is kept on disk.
    next_said: u64,
    /// Two seals of one number: the register is frozen.
    split: Option<Split>,
    splits: Vec<Vec<u8>>,
    books: BTreeMap<CoopId, journals::Book>,
    fund: Fund,
    /// Requests of the fund, as this node follows them.
    followed: fund::Followed,
    pulses: BTreeMap<CoopId, SignedPulse>,
    next_pulse: u64,
    /// Calls for suspension: target and incident; who called, and when.
    suspensions: BTreeMap<(CoopId, u64), BTreeMap<CoopId, Vec<u64>>>,
    /// Two contradictory objects of a cooperative: what it signs there is frozen.
    proofs: BTreeMap<(CoopId, ProofKind), objects::Pair>,
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
    /// Objects found on disk, until `start`.
    stored: BTreeMap<ObjectName, Vec<u8>>,
    /// Whether what is taken in comes from our own disk.
    loading: bool,
    out: Vec<Output>,
}

impl Replica {
    /// A replica that holds nothing yet; `load` what is on disk, then `start`.
    pub fn new(founding: Founding, identity: Identity) -> Self {
        let register = founding.register();
        let directories = register.coops().map(|coop| (coop, Directory::default())).collect();
        let mut fund = Fund::default();
        fund.sit(0, Sitting::of(&register));
        let others = register.coops().filter(|coop| *coop != identity.coop);
        Replica {
            peers: others.map(|coop| (coop, Peer::default())).collect(),
            founding,
            identity,
            directories,
            pages: Vec::new(),
            votes: Votes::new(&register),
            next_said: 0,
            split: None,
            splits: Vec::new(),
            books: BTreeMap::new(),
            fund,
            followed: fund::Followed::default(),
            pulses: BTreeMap::new(),
            next_pulse: 0,
            suspensions: BTreeMap::new(),
            proofs: BTreeMap::new(),
            register,
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
            stored: BTreeMap::new(),
            loading: false,
            out: Vec::new(),
        }
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
            Input::Act { request, action } => self.act(now, request, action),
            Input::File { request, frames } => self.file(now, request, &frames),
            Input::Compare => self.peers.values_mut().for_each(|peer| peer.compare_at(now)),
            Input::Wake => {}
        }
        self.assemble(now);
        self.consent(now);
        self.seal(now);
        self.pulse(now);
        self.compare(now);
        self.schedule(now);
        self.purge(now);
        std::mem::take(&mut self.out)
    }

    /// When [`Input::Wake`] should come next, if nothing else does before.
    pub fn wake_at(&self) -> u64 {
        let own = self.own_wakes_at();
        let assembly = self.assembly_wakes_at(self.now);
        self.peers_wake_at()
            .min(own)
            .min(assembly)
            .min(self.pulse_wakes_at())
            .min(self.fund_wakes_at())
            .min(self.next_purge)
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
        self.followed.turn_back(now);
        self.next_pulse = self.next_pulse.min(now);
        self.own.turn_back(now);
        self.pulls.values_mut().for_each(|pull| pull.turn_back(now));
        self.peers.values_mut().for_each(|peer| peer.turn_back(now));
    }
}
