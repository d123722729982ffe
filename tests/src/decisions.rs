//! What cooperatives decide during a storm: pages proposed, approved and taken back, cards renewed, a node key changed;
//! and what a cheat does about it.
//!
//! Knows what people may do without asking for the impossible; must not know how a replica copes.

use std::collections::{BTreeMap, BTreeSet};

use bigre_protocol::card::Cut;
use bigre_protocol::envelope::{self, ObjectKind, public_key};
use bigre_protocol::frame::{Frame, Gossip};
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::{Body, Entry, Suspend, Vote};
use bigre_protocol::register::agreement::Ballot;
use bigre_protocol::register::{Act, Rules, attempt, quorum};
use bigre_protocol::replica::{Action, Replica, Signing};
use bigre_protocol::text::Code;
use ed25519_dalek::SigningKey;

use crate::fixtures;
use crate::mesh::Mesh;

/// How long until what no one holds is given up, in milliseconds.
const GIVE_UP_MS: u64 = 3 * 60_000;
const DAY_MS: u64 = 24 * 3_600_000;

/// What was decided so far.
#[derive(Debug, Default)]
pub struct Decisions {
    /// New node keys, which the nodes take up once their card names them.
    keys: BTreeMap<usize, SigningKey>,
    rotated: bool,
    suspended: bool,
    expelled: bool,
    count: u64,
}

impl Decisions {
    /// Somebody does something about the register.
    pub fn act(&mut self, mesh: &mut Mesh) {
        self.take_keys(mesh);
        let at = mesh.rng.index(mesh.size());
        if mesh.machines[at].replica().is_none() {
            return;
        }
        match mesh.rng.below(100) {
            0..14 => self.propose(mesh, at),
            14..70 => self.approve_all(mesh),
            70..75 => self.approve(mesh, at, true),
            75..80 => self.renew(mesh, at),
            80..88 => self.rotate(mesh, at),
            88 => self.suspend(mesh, at),
            89 => mesh.sleep_apart(DAY_MS),
            _ => self.cheat(mesh),
        }
        let guest = mesh.size() - 1;
        if mesh.federation.assents.len() <= guest && (0..guest).any(|at| mesh.knows(at, guest)) {
            mesh.start(guest);
        }
    }

    fn propose(&mut self, mesh: &mut Mesh, at: usize) {
        self.count += 1;
        let founders = mesh.federation.assents.len();
        let whom = mesh.rng.index(founders);
        let coop = mesh.federation.coops[whom];
        let act = match mesh.rng.below(20) {
            0..3 if founders > 4 => Act::Sleep(coop),
            3..6 => Act::Wake(coop),
            6..14 if founders < mesh.size() => mesh.federation.admission(founders),
            14 if founders > 5 && !self.expelled => {
                self.expelled = true;
                let cut = cut(mesh, at, whom);
                Act::Expel { cut, coop, grounds: Code::new("charte-6").expect("a code") }
            }
            _ => Act::Rules(Rules { members: Some(100_000 + self.count), ..Rules::default() }),
        };
        mesh.act(at, Action::Propose { act: Box::new(act), minutes: None });
    }

    /// Everybody approves the first page that they know of.
    fn approve_all(&mut self, mesh: &mut Mesh) {
        let chance = 300 + mesh.rng.below(700);
        for at in 0..mesh.size() {
            if mesh.rng.chance(chance) {
                self.approve(mesh, at, false);
            }
        }
    }

    fn approve(&mut self, mesh: &mut Mesh, at: usize, withdrawn: bool) {
        let Some(replica) = mesh.machines[at].replica() else { return };
        let pages: Vec<ObjectId> = replica.votes().pages().map(|page| page.id).collect();
        let Some(page) = mesh.rng.pick(&pages).copied() else { return };
        let approval = mesh.federation.approval(at, page, withdrawn);
        mesh.act(at, Action::Approval(approval));
    }

    fn renew(&mut self, mesh: &mut Mesh, at: usize) {
        let coop = mesh.federation.coops[at];
        let Some(seat) = mesh.machines[at].replica().and_then(|replica| replica.register().seat(&coop))
        else {
            return;
        };
        let before = seat.card().clone();
        // A node that was restored may not know its last card: people do.
        if !seat.is_member() || highest_card(mesh, at) > before.value.number {
            return;
        }
        let root = fixtures::key(at, 2);
        let card = mesh.federation.next_card(&before, &[&root], |card| card.expires += 1);
        mesh.act(at, Action::Card(card));
    }

    /// A new node key, once, while nothing is being decided: a page that pins the old key needs it.
    fn rotate(&mut self, mesh: &mut Mesh, at: usize) {
        let calm = (0..mesh.size()).all(|at| {
            let machine = &mesh.machines[at];
            let quiet = |replica: &Replica| replica.votes().pages().count() == 0;
            machine.replica().is_some_and(quiet) || machine.run == 0
        });
        let honest = (0..mesh.size()).all(|at| mesh.checks.is_honest(at));
        let coop = mesh.federation.coops[at];
        let ready = mesh.machines[at].is_idle()
            && mesh.machines[at].replica().is_some_and(|replica| replica.signing() == Signing::Ready);
        let number =
            mesh.machines[at].replica().and_then(|replica| Some(replica.register().card(&coop)?.number));
        if self.rotated || !calm || !honest || !ready || number != Some(highest_card(mesh, at)) {
            return;
        }
        let cut = cut(mesh, at, at);
        self.change_key(mesh, at, cut);
        mesh.run(200);
        self.take_keys(mesh);
    }

    fn change_key(&mut self, mesh: &mut Mesh, at: usize, cut: Cut) {
        let coop = mesh.federation.coops[at];
        let replica = mesh.machines[at].replica();
        let Some(before) = replica.and_then(|replica| Some(replica.register().seat(&coop)?.card().clone()))
        else {
            return;
        };
        let number = u8::try_from(before.value.number).unwrap_or(u8::MAX);
        let fresh = fixtures::key(at, 20 + number % 200);
        let root = fixtures::key(at, 2);
        let node = public_key(&fresh);
        let keys = [&root, &fresh];
        let card =
            mesh.federation.next_card(&before, &keys, |card| (card.node, card.cut) = (node, Some(cut)));
        mesh.trace.line(|| format!("{at} changes its key with {cut:?}"));
        self.keys.insert(at, fresh);
        self.rotated = true;
        mesh.act(at, Action::Card(card));
    }

    /// A node takes its new key up once its card names it.
    fn take_keys(&mut self, mesh: &mut Mesh) {
        for (at, key) in self.keys.clone() {
            let coop = mesh.federation.coops[at];
            let named = |replica: &Replica| {
                replica.register().card(&coop).is_some_and(|card| card.node == public_key(&key))
            };
            if mesh.machines[at].replica().is_some_and(named) {
                mesh.rekey(at, key);
                self.keys.remove(&at);
            }
        }
    }

    /// One cooperative calls for a suspension: too few for it to begin.
    fn suspend(&mut self, mesh: &mut Mesh, at: usize) {
        let coop = mesh.federation.coops[(at + 1) % mesh.federation.assents.len()];
        if !std::mem::replace(&mut self.suspended, true) {
            let code = Code::new("spam").expect("a code");
            mesh.act(at, Action::Suspend(Suspend { code, coop, incident: 1 }));
        }
    }

    /// A cheat shows two nodes two things that contradict each other.
    fn cheat(&mut self, mesh: &mut Mesh) {
        let founders = mesh.federation.assents.len();
        let Some(liar) = (0..founders).find(|at| !mesh.checks.is_honest(*at)) else { return };
        let Some(replica) = mesh.machines[liar].replica() else { return };
        let coop = mesh.federation.coops[liar];
        let register = replica.register();
        let Some(before) = register.seat(&coop).map(|seat| seat.card().clone()) else { return };
        let journal = replica.journal(&coop);
        let (seq, previous) = journal.map_or((1, None), |journal| (journal.seq() + 1, journal.head()));
        let pages: Vec<ObjectId> = replica.votes().pages().map(|page| page.id).collect();
        let (page, height) = ((register.height, register.head), register.height + 1);
        let federation = register.federation;
        let choice = mesh.rng.below(4);
        for turn in 0..2 {
            let to = mesh.rng.index(founders);
            let random = ObjectId(mesh.rng.bytes());
            let of_page = pages.get(turn % pages.len().max(1)).copied().unwrap_or(random);
            let just = (choice == 3).then(|| attempt(mesh.now) - 1 - turn as u64);
            let ballot = Ballot { height, attempt: attempt(mesh.now), page: of_page, just };
            let body = if choice == 0 { Body::Propose(random) } else { Body::Vote(Vote::Ballot(ballot)) };
            let (kind, bytes) = body.encode();
            let entry = Entry { seq, body: bytes, kind, page, time: mesh.now, previous };
            let entry =
                envelope::sign(&federation, ObjectKind::Entry, &fixtures::node_key(liar), entry).bytes;
            let root = fixtures::key(liar, 2);
            let card = mesh.federation.next_card(&before, &[&root], |card| card.expires += 1 + turn as u64);
            let object = if choice == 1 { Frame::Card(card) } else { Frame::Entry(entry) };
            mesh.whisper(liar, to, Gossip::Objects(vec![object]).to_bytes());
        }
    }

    /// Whether a quorum surely meets one that holds a node's journal up to an entry.
    pub fn is_held(&self, mesh: &Mesh, at: usize, seq: u64) -> bool {
        let coop = mesh.federation.coops[at];
        let size = mesh.federation.assents.len();
        let others = (0..mesh.size()).filter(|other| *other != at && mesh.checks.is_honest(*other));
        let holders = others.filter(|other| mesh.machines[*other].durable.journal(&coop) >= seq);
        holders.count() > mesh.size() - quorum(size)
    }

    /// Once the faults end: who is outside the federation need not agree, and who signed what nobody holds takes a new
    /// key, which cuts that off.
    pub fn settle(&mut self, mesh: &mut Mesh) {
        mesh.run(GIVE_UP_MS);
        let members = |mesh: &Mesh| {
            let honest = (0..mesh.size()).filter(|at| mesh.checks.is_honest(*at));
            let latest =
                honest.filter_map(|at| mesh.machines[at].replica()).max_by_key(|r| r.register().height);
            let member =
                |at: &usize| latest.is_some_and(|r| r.register().is_member(&mesh.federation.coops[*at]));
            (0..mesh.size()).filter(|at| !member(at)).collect::<BTreeSet<usize>>()
        };
        let apart = members(mesh);
        mesh.checks.set_apart(apart);
        self.take_keys(mesh);
        for at in 0..mesh.size() {
            let stuck =
                mesh.machines[at].replica().is_some_and(|replica| replica.signing() == Signing::Restoring);
            if !stuck || !mesh.checks.counts(at) || self.keys.contains_key(&at) {
                continue;
            }
            let others = (0..mesh.size()).filter(|other| mesh.checks.counts(*other));
            let cuts: Vec<Cut> = others.map(|other| self::cut(mesh, other, at)).collect();
            let journal = cuts.iter().map(|cut| cut.journal).max().unwrap_or_default();
            let directory = cuts.iter().map(|cut| cut.directory).max().unwrap_or_default();
            self.change_key(mesh, at, Cut { journal, directory });
            mesh.run(1_000);
            self.take_keys(mesh);
            mesh.run(GIVE_UP_MS);
        }
        mesh.trace.line(|| format!("{} settled", mesh.now));
    }

    /// All agree: the next page is decided by honest cooperatives, within two days.
    pub fn conclude(&mut self, mesh: &mut Mesh) {
        let honest: Vec<usize> = (0..mesh.size()).filter(|at| mesh.checks.counts(*at)).collect();
        let Some(register) =
            honest.first().and_then(|at| mesh.machines[*at].replica()).map(Replica::register)
        else {
            return;
        };
        let (height, needed) = (register.height, register.quorum());
        let active = |at: &usize| register.is_active(&mesh.federation.coops[*at]);
        let voters: Vec<usize> = honest.iter().copied().filter(active).collect();
        if voters.len() < needed || mesh.checks.failure().is_some() {
            return;
        }
        let mut last = 0;
        for day in 0..4 {
            let at = voters[day % voters.len()];
            let act = Act::Rules(Rules { members: Some(50_000 + day as u64), ..Rules::default() });
            mesh.act(at, Action::Propose { act: Box::new(act), minutes: None });
            mesh.run(90_000);
            for at in &voters {
                let replica = mesh.machines[*at].replica();
                let fresh = replica.map(|replica| {
                    let pages = replica.votes().pages();
                    let fresh = pages.filter(|page| replica.register().is_fresh(&page.value));
                    fresh.map(|page| page.id).take(3).collect::<Vec<_>>()
                });
                let pages = fresh.unwrap_or_default();
                for page in pages {
                    let approval = mesh.federation.approval(*at, page, false);
                    mesh.act(*at, Action::Approval(approval));
                }
            }
            let sealed = |mesh: &mut Mesh| {
                let replicas =
                    || voters.iter().filter_map(|at| Some((*at, mesh.machines[*at].replica()?.register())));
                let Some((_, last)) = replicas().max_by_key(|(_, register)| register.height) else {
                    return false;
                };
                // Whoever is expelled need not learn it.
                let gone = |at: usize| !last.is_member(&mesh.federation.coops[at]);
                replicas().all(|(at, register)| register.height > height || gone(at))
            };
            if mesh.run_until(3 * 60_000, sealed) {
                return;
            }
            last = day;
            mesh.sleep_apart(DAY_MS);
            mesh.run(3 * 60_000);
        }
        let state = |at: &usize| {
            let Some(replica) = mesh.machines[*at].replica() else { return format!("{at} is down") };
            let votes = replica.votes();
            let pages = votes.pages().map(|page| {
                let counts =
                    [votes.approvers(&page.id), votes.ballots_for(&page.id), votes.acks_for(&page.id)];
                (counts.map(|coops| coops.len()), replica.register().is_fresh(&page.value))
            });
            let pages: Vec<_> = pages.collect();
            format!("{at} at {}, {:?}, {pages:?}", replica.register().height, replica.signing())
        };
        let states: Vec<String> = voters.iter().map(state).collect();
        let why = format!("page {} is not sealed after {} days: {}", height + 1, last + 1, states.join("; "));
        mesh.checks.fail(why);
    }
}

/// The highest number of a cooperative's card, on any node.
fn highest_card(mesh: &Mesh, whom: usize) -> u64 {
    let coop = mesh.federation.coops[whom];
    let on_disk = mesh.machines.iter().flat_map(|machine| machine.durable.objects.keys());
    let numbers = on_disk.filter_map(|name| match name {
        bigre_protocol::durable::ObjectName::Card(of, number) if *of == coop => Some(*number),
        _ => None,
    });
    numbers.max().unwrap_or(0)
}

/// Where what a cooperative signed ends, by what a node holds.
fn cut(mesh: &Mesh, at: usize, whom: usize) -> Cut {
    let coop = mesh.federation.coops[whom];
    let Some(replica) = mesh.machines[at].replica() else { return Cut::default() };
    let journal = replica.journal(&coop).map_or((0, None), |held| (held.seq(), held.head()));
    Cut { journal, directory: replica.directory(&coop).map_or(0, |held| held.number()) }
}
