//! One node: a process around a replica, with an inbox, a disk that takes time, and a way to die.
//!
//! Knows in which order inputs, writes and effects happen; must not know what travels between nodes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use bigre_protocol::durable::{LastSigned, Write};
use bigre_protocol::frame::{Frame, Part};
use bigre_protocol::id::CoopId;
use bigre_protocol::replica::{Event as Told, Input, Output, Replica, Stream, Ticket};
use ed25519_dalek::SigningKey;

use super::show::{show_input, show_output};
use super::{Event, Mesh};
use crate::disk::Disk;
use crate::faults::Lie;

/// Where a process dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashPoint {
    /// Now: what was not flushed is lost.
    Now,
    /// Now, but the sign-lock of the writes that are lost is already on disk.
    BetweenLockAndStore,
    /// After so many effects of the batches to come: what follows in them is lost.
    AfterEffects(u64),
}

/// Most inputs taken before one flush.
const BATCH: u64 = 8;
/// Times that a replica may ask for a time that is past before it is a busy loop.
const SPINS: u32 = 20;
/// Most inputs that a node may need within one second of virtual time.
const BUSY: u32 = 20_000;

/// One node.
pub struct Machine {
    /// Its cooperative.
    pub coop: CoopId,
    /// The key that signs for it, if it is not the one it began with.
    key: Option<SigningKey>,
    /// Which process this is; each start and each crash makes another.
    pub run: u64,
    /// The disk, as it will be found after a crash.
    pub durable: Disk,
    /// Older images of it: backups.
    pub images: Vec<Disk>,
    /// Its clock less the right one, in milliseconds.
    pub skew: i64,
    /// How it lies, if it does.
    pub lie: Option<Lie>,
    /// What it told since it was last looked at.
    pub told: Vec<Told>,
    pub(super) replica: Option<Replica>,
    pub(super) streams: BTreeMap<Stream, u64>,
    pub(super) next_inbound: u64,
    pub(super) next_ticket: u64,
    /// Gossip messages that wait for their verdict: who passed them on.
    pub(super) tickets: BTreeMap<Ticket, (usize, Rc<[u8]>)>,
    pub(super) seen: BTreeSet<Rc<[u8]>>,
    undecided: BTreeSet<Ticket>,
    inbox: VecDeque<Input>,
    staged: Vec<Write>,
    effects: VecDeque<Output>,
    busy: bool,
    crash: Option<u64>,
    wake: Option<u64>,
    spins: u32,
    second: (u64, u32),
}

impl Machine {
    pub(super) fn new(coop: CoopId) -> Machine {
        Machine {
            coop,
            run: 0,
            key: None,
            // The founding made the sign-lock: nothing was ever signed.
            durable: Disk { lock: Some(LastSigned::default()), ..Disk::default() },
            images: Vec::new(),
            skew: 0,
            lie: None,
            told: Vec::new(),
            replica: None,
            streams: BTreeMap::new(),
            next_inbound: 1,
            next_ticket: 0,
            tickets: BTreeMap::new(),
            seen: BTreeSet::new(),
            undecided: BTreeSet::new(),
            inbox: VecDeque::new(),
            staged: Vec::new(),
            effects: VecDeque::new(),
            busy: false,
            crash: None,
            wake: None,
            spins: 0,
            second: (0, 0),
        }
    }

    /// Whether it runs.
    pub fn is_up(&self) -> bool {
        self.replica.is_some()
    }

    /// Whether it has nothing to do: what is given to it now is taken first.
    pub fn is_idle(&self) -> bool {
        self.is_up()
            && !self.busy
            && self.inbox.is_empty()
            && self.staged.is_empty()
            && self.effects.is_empty()
    }

    /// Whether everything its replica knows is on its disk.
    pub(super) fn is_flushed(&self) -> bool {
        self.staged.is_empty()
    }

    /// The key that signs for it, if it is not the one it began with.
    pub(super) fn key(&self) -> Option<SigningKey> {
        self.key.clone()
    }

    /// Its replica, while it runs.
    pub fn replica(&self) -> Option<&Replica> {
        self.replica.as_ref()
    }
}

impl Mesh {
    pub(super) fn runs(&self, at: usize, run: u64) -> bool {
        self.machines[at].run == run && self.machines[at].replica.is_some()
    }

    /// The time by a node's own clock.
    pub fn clock(&self, at: usize) -> u64 {
        self.now.saturating_add_signed(self.machines[at].skew)
    }

    /// A node signs with another key from now on.
    pub fn rekey(&mut self, at: usize, key: SigningKey) {
        self.checks.rekeyed(at, &key);
        let machine = &mut self.machines[at];
        machine.key = Some(key.clone());
        if let Some(replica) = &mut machine.replica {
            let outputs = replica.set_key(key);
            self.collect(at, outputs);
            self.settle(at);
        }
    }

    /// Puts a node's clock wrong, or right.
    pub fn set_clock(&mut self, at: usize, skew: i64) {
        self.trace.line(|| format!("{} clock of {at}: {skew} ms", self.now));
        self.machines[at].skew = skew;
        self.machines[at].wake = None;
        self.plan_wake(at);
    }

    /// Starts a node from what is on its disk, in any order.
    pub fn start(&mut self, at: usize) {
        if self.machines[at].is_up() {
            return;
        }
        let run = self.machines[at].run + 1;
        self.trace.line(|| format!("{} start of {at}", self.now));
        let mut identity = self.federation.identity(at, run);
        if let Some(key) = self.machines[at].key() {
            identity.key = key;
        }
        let mut replica = Replica::new(self.federation.founding.clone(), identity);
        for stored in self.machines[at].durable.read(&mut self.rng) {
            replica.load(stored);
        }
        let outputs = replica.start(self.clock(at));
        let durable = self.machines[at].durable.clone();
        let old = std::mem::replace(&mut self.machines[at], Machine::new(self.federation.coops[at]));
        let fresh = &mut self.machines[at];
        (fresh.run, fresh.durable, fresh.images) = (run, durable, old.images);
        fresh.key = old.key;
        (fresh.skew, fresh.lie, fresh.told) = (old.skew, old.lie, old.told);
        fresh.replica = Some(replica);
        self.checks.started(at);
        self.collect(at, outputs);
        self.settle(at);
    }

    /// Kills a node. When the power goes, its peers are not told.
    pub fn crash(&mut self, at: usize, point: CrashPoint, power: bool) {
        if let CrashPoint::AfterEffects(count) = point {
            self.machines[at].crash = Some(count);
            return;
        }
        let machine = &mut self.machines[at];
        if machine.replica.take().is_none() {
            return;
        }
        self.trace.line(|| format!("{} crash of {at}: {point:?}, power lost: {power}", self.now));
        machine.run += 1;
        if point == CrashPoint::BetweenLockAndStore {
            // A number of the directory is locked before the batch, the rest after it: a journal has no holes.
            for write in &machine.staged {
                if let Write::SignLock(signed) = write {
                    let first = LastSigned { directory: signed.directory, ..LastSigned::default() };
                    machine.durable.write(&Write::SignLock(first));
                }
            }
        }
        machine.staged.clear();
        self.checks.crashed(at);
        self.unplug(at, power);
    }

    /// A node that was to crash does not.
    pub fn spare(&mut self, at: usize) {
        self.machines[at].crash = None;
    }

    /// Puts an input into a node's inbox.
    pub(super) fn give(&mut self, at: usize, input: Input) {
        if !self.machines[at].is_up() {
            self.checks.dropped(&input);
            return;
        }
        self.machines[at].inbox.push_back(input);
        self.settle(at);
    }

    /// An input that arrives later.
    pub(super) fn give_after(&mut self, ms: u64, at: usize, input: Input) {
        let run = self.machines[at].run;
        self.after(ms, Event::Arrives { at, run, input });
    }

    /// Sees to it that a node works, if it has something to do.
    fn settle(&mut self, at: usize) {
        let machine = &mut self.machines[at];
        let idle = machine.inbox.is_empty() && machine.staged.is_empty() && machine.effects.is_empty();
        if !machine.busy && !idle {
            machine.busy = true;
            let run = machine.run;
            self.after(0, Event::Work { at, run });
        }
    }

    /// Takes some inputs, then flushes.
    pub(super) fn work(&mut self, at: usize) {
        let now = self.clock(at);
        for _ in 0..1 + self.rng.below(BATCH) {
            let machine = &mut self.machines[at];
            let Some(input) = machine.inbox.pop_front() else { break };
            let second = self.now / 1000;
            machine.second =
                if machine.second.0 == second { (second, machine.second.1 + 1) } else { (second, 1) };
            if machine.second.1 > BUSY {
                self.checks.fail(format!("node {at} is in a busy loop: {input:?}"));
            }
            if let Input::Gossip { ticket, .. } = &input {
                machine.undecided.insert(*ticket);
            }
            let woken = matches!(input, Input::Wake);
            let Some(replica) = &mut machine.replica else { return };
            self.trace.line(|| format!("{} {at} <- {}", self.now, show_input(&input)));
            let outputs = replica.handle(now, input);
            machine.spins = if woken && replica.wake_at() <= now { machine.spins + 1 } else { 0 };
            if machine.spins > SPINS {
                self.checks
                    .fail(format!("node {at} wants to be woken at a time that is past, again and again"));
            }
            self.collect(at, outputs);
            let (coops, undecided) = (self.size(), self.machines[at].undecided.len());
            if undecided > coops {
                self.checks.fail(format!("node {at} owes {undecided} verdicts for {coops} directories"));
            }
        }
        if self.machines[at].staged.is_empty() {
            self.perform(at);
        } else {
            if self.options.early {
                self.perform_only(at);
            }
            if self.machines[at].is_up() {
                let (run, ms) = (self.machines[at].run, self.rng.within(self.weather.flush.clone()));
                self.after(ms, Event::Flushed { at, run });
            }
        }
        self.plan_wake(at);
    }

    /// Sorts the outputs of one input: writes to be flushed, effects for after.
    fn collect(&mut self, at: usize, outputs: Vec<Output>) {
        let machine = &mut self.machines[at];
        for output in outputs {
            self.trace.line(|| format!("{} {at} -> {}", self.now, show_output(&output)));
            match output {
                Output::Persist(write) => machine.staged.push(write),
                other => {
                    if let Output::Verdict { ticket, .. } = &other
                        && !machine.undecided.remove(ticket)
                    {
                        self.checks.fail(format!("node {at} gives a verdict twice: {ticket:?}"));
                    }
                    machine.effects.push_back(other);
                }
            }
        }
    }

    pub(super) fn flushed(&mut self, at: usize) {
        let machine = &mut self.machines[at];
        let writes = std::mem::take(&mut machine.staged);
        self.checks.before(at, &machine.durable, &writes);
        for write in &writes {
            machine.durable.write(write);
        }
        self.checks.committed(at, &machine.durable, &writes, &mut self.rng);
        self.perform(at);
    }

    /// Does the effects in their order, then looks at the inbox again.
    fn perform(&mut self, at: usize) {
        self.perform_only(at);
        if self.machines[at].is_up() {
            self.machines[at].busy = false;
            self.settle(at);
        }
    }

    fn perform_only(&mut self, at: usize) {
        while let Some(effect) = self.machines[at].effects.pop_front() {
            match self.machines[at].crash {
                Some(0) => {
                    let power = self.rng.chance(500);
                    self.crash(at, CrashPoint::Now, power);
                    return;
                }
                Some(left) => self.machines[at].crash = Some(left - 1),
                None => {}
            }
            self.effect(at, effect);
        }
    }

    fn effect(&mut self, at: usize, effect: Output) {
        if self.machines[at].lie.is_none() {
            self.checks.effect(at, &effect, &self.machines[at].durable);
        }
        match effect {
            Output::Persist(_) => {}
            Output::Verdict { ticket, verdict } => self.judged(at, ticket, verdict),
            Output::Publish(bytes) => self.publish(at, bytes),
            Output::Open { stream, peer } => self.open(at, stream, &peer),
            Output::Send { stream, bytes } => self.send(at, stream, bytes),
            Output::SendPart { stream, coop, changes, cursor } => {
                // Bodies as they are now; what changed meanwhile comes again, before END.
                let (put, removed) = self.machines[at].durable.bodies(&coop, &changes);
                self.send(at, stream, Frame::Part(Part { put, removed, cursor }).to_bytes());
            }
            Output::Finish(stream) => self.finish(at, stream),
            Output::Reset(stream) => self.reset(at, stream),
            Output::Bounce(peer) => self.bounce(at, &peer),
            Output::Done { request, result } => {
                self.trace.line(|| format!("{} {at} done {request:?}: {result:?}", self.now));
                self.checks.done(request, result);
            }
            Output::Imported { .. } => {}
            Output::Acted { request, result } => drop(self.acted.insert(request, result)),
            Output::Notify(event) => {
                if let Told::Ended(coop) = &event
                    && let Some(other) = self.federation.position(coop)
                    && other != at
                {
                    self.close(at, other);
                }
                self.checks.told(at, &event);
                self.machines[at].told.push(event);
            }
        }
    }

    /// Wakes a replica when it wants to be.
    pub(super) fn wake(&mut self, at: usize) {
        self.machines[at].wake = None;
        let now = self.clock(at);
        let due = self.machines[at].replica().is_some_and(|replica| replica.wake_at() <= now);
        if due {
            self.give(at, Input::Wake);
        } else {
            self.plan_wake(at);
        }
    }

    fn plan_wake(&mut self, at: usize) {
        let now = self.clock(at);
        let Some(wanted) = self.machines[at].replica().map(Replica::wake_at) else { return };
        let ms = wanted.saturating_sub(now).clamp(1, 3_600_000);
        let machine = &mut self.machines[at];
        if machine.wake.is_none_or(|planned| self.now + ms < planned) {
            machine.wake = Some(self.now + ms);
            let run = machine.run;
            self.after(ms, Event::Wake { at, run });
        }
    }
}
