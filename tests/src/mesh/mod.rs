//! The mesh: replicas in virtual time, driven by one queue of events ordered by time and then by sequence.
//!
//! Knows the contract of the program around a replica (durable first, relay only what was accepted, one frame
//! whenever there is room); must not know what a replica does with its inputs. Nothing here reads a clock.

mod links;
mod machine;
mod pipes;
mod show;

use std::collections::BTreeMap;
use std::rc::Rc;

use bigre_protocol::directory::Change;
use bigre_protocol::directory::entry::Entry;
use bigre_protocol::id::{CoopId, EntryId, ObjectId};
use bigre_protocol::replica::{Action, Input, Refusal, Request};

pub use links::Link;
pub use machine::{CrashPoint, Machine};

use crate::checks::{Checks, Edit};
use crate::faults::Weather;
use crate::fixtures::{EPOCH, Federation};
use crate::rng::Rng;
use crate::trace::Trace;

/// What does not change during a run.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Whether gossip is spoken; pulls alone must suffice.
    pub gossip: bool,
    /// A defect: effects leave before their writes are durable.
    pub early: bool,
    /// Whether the trace keeps lines.
    pub lines: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { gossip: true, early: false, lines: false }
    }
}

/// Something that happens later.
#[derive(Debug)]
enum Event {
    /// A node takes what is in its inbox.
    Work { at: usize, run: u64 },
    /// A node's writes are durable.
    Flushed { at: usize, run: u64 },
    /// A replica's time came.
    Wake { at: usize, run: u64 },
    /// An input arrives.
    Arrives { at: usize, run: u64, input: Input },
    /// A gossip message arrives; `again` when it comes twice.
    Gossip { from: usize, to: usize, epoch: u64, bytes: Rc<[u8]>, again: bool },
    /// A stream is negotiated.
    PipeOpens(u64),
    /// A frame arrives.
    PipeFrame { pipe: u64, answer: bool, bytes: Vec<u8> },
    /// Both ends of a stream learn that it is over.
    PipeEnds(u64),
    /// A connection's keep-alive finds out whether the other end is there.
    LinkProbe { pair: (usize, usize), epoch: u64 },
    /// Nodes dial whom they are not connected to.
    Redial,
}

/// The simulated federation.
pub struct Mesh {
    /// Milliseconds since the Unix epoch, by a clock that is right.
    pub now: u64,
    /// The nodes, in the order of the cooperatives' names.
    pub machines: Vec<Machine>,
    /// The connections, by the lower and the higher node.
    pub links: BTreeMap<(usize, usize), Link>,
    /// Who takes part.
    pub federation: Rc<Federation>,
    /// What goes wrong by itself.
    pub weather: Weather,
    /// What must always be true.
    pub checks: Checks,
    /// What happened.
    pub trace: Trace,
    /// Chance.
    pub rng: Rng,
    /// Entries that arrived in the parts of pulls.
    pub carried: u64,
    /// What came of acts upon the register.
    pub acted: BTreeMap<Request, Result<ObjectId, Refusal>>,
    /// Whether nodes dial each other.
    dials: bool,
    options: Options,
    queue: BTreeMap<(u64, u64), Event>,
    sequence: u64,
    pipes: BTreeMap<u64, pipes::Pipe>,
    /// Streams opened by one node to another within a minute, and which minute.
    opened: BTreeMap<(usize, usize), (u64, u64)>,
    next_pipe: u64,
    next_request: u64,
}

impl Mesh {
    /// A federation whose nodes have empty disks and are not started.
    pub fn new(size: usize, seed: u64, options: Options) -> Mesh {
        Mesh::with_guests(size, 0, seed, options)
    }

    /// The same, with guests that may join it: the last nodes.
    pub fn with_guests(founders: usize, guests: usize, seed: u64, options: Options) -> Mesh {
        let size = founders + guests;
        let federation = Rc::new(Federation::with_guests(founders, guests));
        let pairs = (0..size).flat_map(|low| (low + 1..size).map(move |high| (low, high)));
        let mut mesh = Mesh {
            now: EPOCH,
            machines: (0..size).map(|at| Machine::new(federation.coops[at])).collect(),
            links: pairs.map(|pair| (pair, Link::default())).collect(),
            checks: Checks::new(federation.clone()),
            federation,
            weather: Weather::calm(),
            trace: Trace::new(options.lines),
            rng: Rng::new(seed),
            carried: 0,
            acted: BTreeMap::new(),
            dials: true,
            options,
            queue: BTreeMap::new(),
            sequence: 0,
            pipes: BTreeMap::new(),
            opened: BTreeMap::new(),
            next_pipe: 0,
            next_request: 0,
        };
        mesh.after(0, Event::Redial);
        mesh
    }

    /// A calm federation whose nodes are started and connected.
    pub fn started(size: usize, seed: u64, options: Options) -> Mesh {
        let mut mesh = Mesh::new(size, seed, options);
        for at in 0..size {
            mesh.start(at);
        }
        mesh.run(5_000);
        mesh
    }

    /// A node's cooperative acts upon the register.
    pub fn act(&mut self, at: usize, action: Action) -> Request {
        self.next_request += 1;
        let request = Request(self.next_request);
        self.trace.line(|| format!("{} act of {at}: {action:?}", self.now));
        self.give(at, Input::Act { request, action });
        request
    }

    /// How many nodes.
    pub fn size(&self) -> usize {
        self.machines.len()
    }

    /// Lets so many milliseconds pass, or fewer when a check fails.
    pub fn run(&mut self, ms: u64) {
        let until = self.now + ms;
        while let Some(entry) = self.queue.first_entry() {
            let (time, sequence) = *entry.key();
            if time > until || self.checks.failure().is_some() {
                break;
            }
            let event = entry.remove();
            self.now = time;
            self.trace.numbers(&[time, sequence]);
            self.happen(event);
        }
        self.now = until;
    }

    /// Lets time pass until something is true, for so many milliseconds at most; whether it became true.
    pub fn run_until(&mut self, ms: u64, mut done: impl FnMut(&mut Mesh) -> bool) -> bool {
        let until = self.now + ms;
        loop {
            if done(self) {
                return true;
            }
            if self.now >= until || self.checks.failure().is_some() {
                return false;
            }
            self.run(500.min(until - self.now));
        }
    }

    /// Lets a long time pass while nobody is connected to anybody.
    pub fn sleep_apart(&mut self, ms: u64) {
        self.dials = false;
        for low in 0..self.size() {
            for high in low + 1..self.size() {
                self.close(low, high);
            }
        }
        self.run(ms);
        self.dials = true;
        self.after(0, Event::Redial);
    }

    /// A gossip message that one node sends to another, whatever it is.
    pub fn whisper(&mut self, from: usize, to: usize, bytes: Vec<u8>) {
        let epoch = self.link(from, to).0.epoch;
        self.after(1, Event::Gossip { from, to, epoch, bytes: bytes.into(), again: true });
    }

    /// Gives a node the frames of a file.
    pub fn import(&mut self, at: usize, frames: Vec<Vec<u8>>) {
        self.next_request += 1;
        let request = Request(self.next_request);
        self.give(at, Input::File { request, frames });
    }

    /// Everything that a node holds, as the frames of a file.
    pub fn export(&self, at: usize) -> Vec<Vec<u8>> {
        let disk = &self.machines[at].durable;
        if !self.machines[at].is_flushed() {
            // The replica is ahead of its disk: a file is made of both.
            return Vec::new();
        }
        let changes = |ids: &[EntryId]| ids.iter().map(|id| Change::Put(*id, 0)).collect::<Vec<_>>();
        let fetch = |coop: &CoopId, ids: &[EntryId]| Ok::<_, ()>(disk.bodies(coop, &changes(ids)).0);
        self.machines[at].replica().and_then(|replica| replica.export(fetch).ok()).unwrap_or_default()
    }

    fn after(&mut self, ms: u64, event: Event) {
        self.sequence += 1;
        self.queue.insert((self.now + ms, self.sequence), event);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Work { at, run } if self.runs(at, run) => self.work(at),
            Event::Flushed { at, run } if self.runs(at, run) => self.flushed(at),
            Event::Wake { at, run } if self.runs(at, run) => self.wake(at),
            Event::Arrives { at, run, input } if self.runs(at, run) => self.give(at, input),
            Event::Work { .. } | Event::Flushed { .. } | Event::Wake { .. } | Event::Arrives { .. } => {}
            Event::Gossip { from, to, epoch, bytes, again } => {
                self.gossip_arrives(from, to, epoch, bytes, again);
            }
            Event::PipeOpens(pipe) => self.pipe_opens(pipe),
            Event::PipeFrame { pipe, answer, bytes } => self.pipe_frame(pipe, answer, bytes),
            Event::PipeEnds(pipe) => self.pipe_ends(pipe),
            Event::LinkProbe { pair, epoch } => self.probe(pair, epoch),
            Event::Redial => self.redial(),
        }
    }

    /// Asks a node to change its directory.
    pub fn edit(&mut self, at: usize, put: Vec<Entry>, remove: Vec<EntryId>) -> Request {
        self.next_request += 1;
        let request = Request(self.next_request);
        let edit = Edit {
            at,
            put: put.iter().map(|entry| (entry.id, entry.commitment())).collect(),
            remove: remove.clone(),
        };
        self.trace.line(|| format!("{} edit of {at}: {} put, {} removed", self.now, put.len(), remove.len()));
        self.checks.asked(request, edit);
        self.give(at, Input::Edit { request, put, remove });
        request
    }

    /// What a node sends in place of a frame: itself, unless it lies.
    fn lied_frame(&mut self, at: usize, bytes: Vec<u8>) -> Vec<Vec<u8>> {
        match &mut self.machines[at].lie {
            Some(lie) => lie.frame(&mut self.rng, &self.federation, at, bytes),
            None => vec![bytes],
        }
    }

    /// What a node publishes in place of a message: itself, unless it lies.
    fn lied_gossip(&mut self, at: usize, bytes: Vec<u8>) -> Vec<Vec<u8>> {
        match &mut self.machines[at].lie {
            Some(lie) => lie.gossip(&mut self.rng, &self.federation, at, bytes),
            None => vec![bytes],
        }
    }

    /// What failed, if something did, and how to run it again.
    pub fn verdict(&self, seed: u64) -> Result<(), String> {
        match self.checks.failure() {
            None => Ok(()),
            Some(why) => Err(format!("seed {seed}, {} ms after the start: {why}", self.now - EPOCH)),
        }
    }
}
