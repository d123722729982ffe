//! A storm from a seed: edits and every fault at once, then the faults end and the nodes must agree.
//!
//! Knows which faults may be combined without asking for the impossible; must not know how a replica copes.

use bigre_protocol::directory::entry::Entry;
use bigre_protocol::durable::LastSigned;
use bigre_protocol::id::EntryId;
use bigre_protocol::replica::Request;

use crate::decisions::Decisions;
use crate::disk::Disk;
use crate::faults::{KINDS, Kind, Lie, Weather};
use crate::fixtures;
use crate::mesh::{CrashPoint, Mesh, Options};
use crate::rng::Rng;

/// How long nodes may take to agree once the faults end, in milliseconds.
pub const HEAL_MS: u64 = 5 * 60_000;
/// How long a node may take to sign once all agree, in milliseconds.
const SIGN_MS: u64 = 90_000;
/// How wrong a clock may be, in milliseconds.
const SKEW_MS: u64 = 10 * 60_000;

/// What came of a storm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The hash of everything that happened.
    pub hash: u64,
    /// How long the nodes took to agree, in milliseconds.
    pub healed_ms: u64,
    /// Edits promised.
    pub edits: u64,
}

/// A storm, and what it may still do.
struct Storm {
    mesh: Mesh,
    edits: Vec<Request>,
    decisions: Decisions,
    /// A node that may contradict itself until it holds this number again: nothing else may be restored.
    fragile: Option<(usize, u64, u64)>,
    bulk: bool,
    /// Entries are so large that a copy takes many frames.
    bulky: bool,
}

/// Runs the storm of a seed; the trace comes with a failure.
pub fn storm(seed: u64, options: Options) -> Result<Report, (String, Vec<String>)> {
    let size = 3 + usize::try_from(seed % 6).unwrap_or(0);
    let mut storm = Storm {
        mesh: Mesh::with_guests(size, usize::from(size < 8 && seed % 4 == 3), seed, options),
        edits: Vec::new(),
        decisions: Decisions::default(),
        fragile: None,
        bulk: seed.is_multiple_of(20),
        bulky: seed % 5 == 1,
    };
    storm.blow();
    let healed_ms = storm.heal();
    let mesh = storm.mesh;
    match mesh.verdict(seed) {
        Ok(()) => {
            let promised =
                storm.edits.iter().filter(|edit| matches!(mesh.checks.answer(**edit), Some(Ok(_))));
            Ok(Report { hash: mesh.trace.hash(), healed_ms, edits: promised.count() as u64 })
        }
        Err(why) => Err((why, mesh.trace.lines().to_vec())),
    }
}

impl Storm {
    fn blow(&mut self) {
        let mesh = &mut self.mesh;
        mesh.weather = Weather::storm(&mut mesh.rng);
        let founders = mesh.federation.assents.len();
        if founders > 3 && mesh.rng.chance(400) {
            for _ in 0..1 + mesh.rng.index((founders - 1) / 3) {
                let at = mesh.rng.index(founders);
                let kind = *mesh.rng.pick(&KINDS).unwrap_or(&Kind::Garbage);
                mesh.machines[at].lie = Some(Lie::new(kind));
                mesh.trace.line(|| format!("{at} lies: {kind:?}"));
                mesh.checks.distrust(at);
            }
        }
        for at in 0..founders {
            if self.mesh.rng.chance(300) {
                self.skew(at);
            }
            self.mesh.start(at);
            let ms = self.mesh.rng.below(3_000);
            self.mesh.run(ms);
        }
        for _ in 0..self.mesh.rng.within(20..90) {
            let ms = if self.mesh.rng.chance(100) { 20_000 } else { 3_000 };
            let ms = self.mesh.rng.below(ms);
            self.mesh.run(ms);
            if self.mesh.checks.failure().is_some() {
                return;
            }
            if self.mesh.rng.chance(450) {
                self.decisions.act(&mut self.mesh);
            } else {
                self.act();
            }
        }
    }

    fn act(&mut self) {
        let at = self.mesh.rng.index(self.mesh.size());
        let other = (at + 1 + self.mesh.rng.index(self.mesh.size() - 1)) % self.mesh.size();
        match self.mesh.rng.below(100) {
            0..55 => self.edit(at),
            55..60 => {
                self.edit(at);
                self.edit(at);
            }
            60..67 => self.crash(at),
            67..76 => self.mesh.start(at),
            76..79 => {
                self.mesh.crash(at, CrashPoint::Now, true);
                self.mesh.start(at);
            }
            79..82 => self.mesh.cut(at, other, true),
            82..85 => self.partition(),
            85..88 => self.mesh.heal_links(),
            88..90 => self.mesh.close(at, other),
            90..92 => {
                let image = self.mesh.machines[at].durable.clone();
                self.mesh.machines[at].images.push(image);
            }
            92..95 => self.restore(at),
            95..97 => self.skew(at),
            97 => {
                let frames = self.mesh.export(other);
                self.mesh.import(at, frames);
            }
            _ => self.mesh.weather = Weather::storm(&mut self.mesh.rng),
        }
    }

    fn skew(&mut self, at: usize) {
        let ms = i64::try_from(self.mesh.rng.below(2 * SKEW_MS)).unwrap_or(0);
        self.mesh.set_clock(at, ms - i64::try_from(SKEW_MS).unwrap_or(0));
    }

    /// Entries added, changed and removed.
    fn edit(&mut self, at: usize) {
        let mesh = &mut self.mesh;
        if !mesh.machines[at].is_up() {
            return;
        }
        let mut many = 1 + mesh.rng.below(if self.bulky { 30 } else { 4 });
        if self.bulk && mesh.rng.chance(100) {
            many = mesh.rng.within(1_000..4_000);
            self.bulk = false;
        }
        let own = mesh.machines[at].durable.entries.get(&mesh.federation.coops[at]);
        let ids: Vec<EntryId> = own.map(|own| own.keys().copied().collect()).unwrap_or_default();
        let mut put: Vec<Entry> = Vec::new();
        let mut remove = Vec::new();
        for _ in 0..many {
            let id = mesh.rng.pick(&ids).copied();
            match (id, mesh.rng.below(10)) {
                (Some(id), 0..3) if !remove.contains(&id) => put.push(content(&mut mesh.rng, id, self.bulky)),
                (Some(id), 3..6) if !remove.contains(&id) && put.iter().all(|e| e.id != id) => {
                    remove.push(id)
                }
                _ => {
                    let id = EntryId(mesh.rng.bytes());
                    put.push(content(&mut mesh.rng, id, self.bulky));
                }
            }
        }
        put.sort_by_key(|entry| entry.id);
        put.dedup_by_key(|entry| entry.id);
        self.edits.push(mesh.edit(at, put, remove));
    }

    fn crash(&mut self, at: usize) {
        let rng = &mut self.mesh.rng;
        let point = match rng.below(4) {
            0 => CrashPoint::Now,
            1 => CrashPoint::BetweenLockAndStore,
            _ => CrashPoint::AfterEffects(rng.below(20)),
        };
        let power = rng.chance(500);
        self.mesh.crash(at, point, power);
    }

    /// Splits the nodes in two, with a bridge between them or none.
    fn partition(&mut self) {
        let size = self.mesh.size();
        let bridge = self.mesh.rng.chance(400).then(|| self.mesh.rng.index(size));
        let silent = self.mesh.rng.chance(500);
        let side: Vec<bool> = (0..size).map(|_| self.mesh.rng.chance(500)).collect();
        self.mesh.heal_links();
        for low in 0..size {
            for high in low + 1..size {
                if side[low] == side[high] || bridge == Some(low) || bridge == Some(high) {
                    continue;
                }
                self.mesh.forbid(low, high, true);
                if silent {
                    self.mesh.cut(low, high, true);
                    self.mesh.cut(high, low, true);
                } else {
                    self.mesh.close(low, high);
                }
            }
        }
    }

    /// Puts an older image of the disk back: a backup, or an empty disk.
    fn restore(&mut self, at: usize) {
        let mesh = &mut self.mesh;
        if let Some((node, number, seq)) = self.fragile {
            let coop = mesh.federation.coops[node];
            let disk = &mesh.machines[node].durable;
            if mesh.checks.number(disk, &coop) < number || disk.journal(&coop) < seq {
                return;
            }
            self.fragile = None;
        }
        if !mesh.checks.is_honest(at) {
            return;
        }
        mesh.crash(at, CrashPoint::Now, false);
        let images = &mesh.machines[at].images;
        let mut image = match mesh.rng.chance(200) {
            true => Disk::default(),
            false => mesh.rng.pick(images).cloned().unwrap_or_default(),
        };
        let (lock, old_lock) = (mesh.machines[at].durable.lock, image.lock);
        image.lock = lock;
        mesh.machines[at].durable = image;
        let disks: Vec<&Disk> = mesh.machines.iter().map(|machine| &machine.durable).collect();
        let safe = mesh.checks.restored(&disks);
        // A sign-lock that is old too, or lost, is no protection: then enough others must hold the newest head.
        // One that says that nothing was ever signed would be believed.
        let virgin = old_lock.is_some_and(|lock| lock.is_nothing());
        let LastSigned { directory: number, journal: seq, .. } = lock.unwrap_or_default();
        let safe = safe[at] >= number && self.decisions.is_held(mesh, at, seq);
        if !virgin && lock.is_some() && safe && mesh.rng.chance(500) {
            mesh.machines[at].durable.lock = old_lock;
            self.fragile = Some((at, number, seq));
        }
        mesh.trace.line(|| format!("{} restored an older disk, sign-lock {old_lock:?} of {lock:?}", at));
        let ms = mesh.rng.below(5_000);
        mesh.run(ms);
        mesh.start(at);
    }

    /// Ends the faults; how long the nodes took to agree.
    fn heal(&mut self) -> u64 {
        let mesh = &mut self.mesh;
        mesh.trace.line(|| format!("{} the faults end", mesh.now));
        mesh.weather = Weather::calm();
        mesh.heal_links();
        let repents = mesh.rng.chance(500);
        for at in 0..mesh.size() {
            mesh.spare(at);
            if repents {
                mesh.machines[at].lie = None;
            }
            mesh.set_clock(at, 0);
            mesh.start(at);
        }
        let begun = mesh.now;
        self.decisions.settle(mesh);
        agree(mesh, HEAL_MS);
        let healed = mesh.now - begun;
        sign(mesh);
        self.decisions.conclude(mesh);
        let disks: Vec<&Disk> = mesh.machines.iter().map(|machine| &machine.durable).collect();
        mesh.checks.final_state(&disks);
        healed
    }
}

fn content(rng: &mut Rng, id: EntryId, bulky: bool) -> Entry {
    if bulky { fixtures::bulky(rng, id) } else { fixtures::entry_at(rng, id) }
}

/// Lets time pass until the nodes agree and every edit is answered, or fails.
pub fn agree(mesh: &mut Mesh, ms: u64) {
    let mut why = String::new();
    let agreed = mesh.run_until(ms, |mesh| match difference(mesh) {
        None => true,
        Some(difference) => {
            why = difference;
            false
        }
    });
    if !agreed {
        mesh.checks.fail(format!("after {} s: {why}", ms / 1000));
    }
}

/// What keeps the nodes from being in agreement.
pub fn difference(mesh: &mut Mesh) -> Option<String> {
    let waiting = (0..mesh.size()).find(|at| mesh.checks.counts(*at) && mesh.checks.waiting(*at) > 0);
    if let Some(at) = waiting {
        return Some(format!("node {at} has not answered an edit"));
    }
    let disks: Vec<&Disk> = mesh.machines.iter().map(|machine| &machine.durable).collect();
    mesh.checks.disagreement(&disks).or_else(|| {
        let replicas: Vec<_> = mesh.machines.iter().map(|machine| machine.replica()).collect();
        mesh.checks.register_disagreement(&replicas)
    })
}

/// Whether nobody but a liar holds the newest head of a node that lost it: it waits for as long as that one
/// is avoided.
fn only_a_liar_has_it(mesh: &mut Mesh, at: usize) -> bool {
    let coop = mesh.federation.coops[at];
    let held = mesh.checks.number(&mesh.machines[at].durable, &coop);
    let liars: Vec<usize> = (0..mesh.size()).filter(|other| !mesh.checks.is_honest(*other)).collect();
    liars.into_iter().any(|liar| mesh.checks.number(&mesh.machines[liar].durable, &coop) > held)
}

/// Every honest node can sign, and the others follow.
fn sign(mesh: &mut Mesh) {
    if mesh.checks.failure().is_some() {
        return;
    }
    for at in 0..mesh.size() {
        if !mesh.checks.counts(at) || only_a_liar_has_it(mesh, at) {
            continue;
        }
        let entry = fixtures::entry(&mut mesh.rng);
        let mut request = mesh.edit(at, vec![entry.clone()], Vec::new());
        let mut last = None;
        let signed = mesh.run_until(SIGN_MS, |mesh| match mesh.checks.answer(request).cloned() {
            Some(Ok(_)) => true,
            Some(Err(refusal)) => {
                last = Some(refusal);
                request = mesh.edit(at, vec![entry.clone()], Vec::new());
                false
            }
            None => false,
        });
        if !signed {
            mesh.checks.fail(format!("node {at} does not sign: {last:?}"));
        }
    }
    agree(mesh, HEAL_MS);
}
