//! What it costs to fold the fund again from disk: prints a table, asserts nothing but that every fact has effect.
//!
//! `cargo bench -p bigre --bench fund`, or with `-- --entries 100000`.

#![allow(clippy::print_stdout, reason = "it prints tables")]

use std::path::Path;
use std::time::Instant;

use bigre::lab::Lab;
use bigre_node::identity::{self, Identity, SIGN_LOCK};
use bigre_node::sign_lock::SignLock;
use bigre_node::store::{Store, StoreOptions};
use bigre_protocol::durable::{ObjectName, Write};
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::fund::{
    Accept, Ask, Commit, Decision, Disburse, Effect, Fact, Opinion, Pledge, Receipt, View,
};
use bigre_protocol::id::{CoopId, InstanceId, ObjectId, OpId};
use bigre_protocol::journal::{Body, Entry};
use bigre_protocol::money::Amount;
use bigre_protocol::register::Founding;
use bigre_protocol::replica::{self, Replica};
use bigre_protocol::text::{Code, List, Text};

/// Cooperatives, each with a journal.
const COOPS: usize = 7;
/// Writes of a batch.
const BATCH: usize = 4_096;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let at = words.iter().position(|word| word == "--entries");
    let wanted = at.and_then(|at| words.get(at + 1)).map_or(Ok(1_000_000), |text| text.parse())?;
    let dir = tempfile::Builder::new().prefix("bigre-bench").tempdir()?;
    let names: Vec<String> = (0..COOPS).map(|at| format!("Coop {at}")).collect();
    let lab = Lab::found(&dir.path().join("lab"), "Bench", &names)?;
    let home = lab.nodes[0].dir.clone();
    let founded = identity::founded(&home)?.ok_or("not founded")?;
    let mut keys = Vec::new();
    for node in &lab.nodes {
        keys.push((node.coop, Identity::load(&node.dir)?.node));
    }

    let count = fabricate(&home, &founded.founding, keys, wanted)?;

    let before = resident();
    let began = Instant::now();
    let mut store = open(&home)?;
    let who = replica::Identity {
        coop: founded.coop,
        key: Identity::load(&home)?.node,
        instance: InstanceId([1; 8]),
        program: Text::new("bench")?,
    };
    let mut replica = Replica::new(founded.founding.clone(), who);
    store.load(&mut |stored| replica.load(stored))?;
    let read = began.elapsed();
    let began = Instant::now();
    replica.start(TIME + 1);
    let folded = began.elapsed();
    let held: u64 =
        lab.nodes.iter().map(|node| replica.journal(&node.coop).map_or(0, |journal| journal.seq())).sum();
    let began = Instant::now();
    let report = replica.report(2027, None).publish(true);
    let reported = began.elapsed();
    let valid = replica.fund().entered().filter(|(_, entered)| entered.effect == Effect::Valid).count();
    assert_eq!((held, valid as u64), (count, count), "everything is held and has effect");
    let rate = |seconds: f64| format!("{:.0}/s", count as f64 / seconds);
    println!(
        "  {:<44} {:>10.2} s {:>12}",
        "read from the store",
        read.as_secs_f64(),
        rate(read.as_secs_f64())
    );
    println!(
        "  {:<44} {:>10.2} s {:>12}",
        "admitted again and folded",
        folded.as_secs_f64(),
        rate(folded.as_secs_f64())
    );
    let both = (read + folded).as_secs_f64();
    println!("  {:<44} {both:>10.2} s {:>12}", "both", rate(both));
    println!("  {:<44} {:>10.2} s   {}", "the year's report", reported.as_secs_f64(), report.words);
    println!("  {:<44} {:>10} MiB", "memory", (resident() - before) >> 10);
    Ok(())
}

/// Writes journals of that many entries into a store; gives how many there are.
fn fabricate(
    home: &Path,
    founding: &Founding,
    keys: Vec<(CoopId, ed25519_dalek::SigningKey)>,
    wanted: u64,
) -> Outcome<u64> {
    let began = Instant::now();
    let mut pen = Pen { founding, keys, last: vec![(0, None); COOPS], op: 0, writes: Vec::new() };
    let mut store = open(home)?;
    store.load(&mut drop)?;
    let mut bytes = 0u64;
    let mut count = 0u64;
    while count < wanted {
        pen.story(usize::try_from(count)? / 7)?;
        if pen.writes.len() >= BATCH || count + 64 >= wanted {
            let writes = std::mem::take(&mut pen.writes);
            bytes += writes.iter().map(size).sum::<u64>();
            store.commit(&writes)?;
        }
        count = pen.last.iter().map(|(seq, _)| seq).sum();
    }
    store.commit(&std::mem::take(&mut pen.writes))?;
    drop(store);
    println!(
        "{count} entries of {COOPS} journals, {} MiB, signed and written in {:.0} s",
        bytes >> 20,
        began.elapsed().as_secs_f64()
    );
    Ok(count)
}

/// When everything is signed.
const TIME: u64 = 1_800_000_000_000;

fn open(dir: &Path) -> Outcome<Store> {
    let options = StoreOptions { cache_bytes: 64 << 20, disk_floor_bytes: 0 };
    Ok(Store::open(dir, options, SignLock::open(&dir.join(SIGN_LOCK))?)?.store)
}

fn size(write: &Write) -> u64 {
    if let Write::Keep { bytes, .. } = write { bytes.len() as u64 } else { 0 }
}

/// Resident memory of this process, in KiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Writes the journals.
struct Pen<'f> {
    founding: &'f Founding,
    keys: Vec<(CoopId, ed25519_dalek::SigningKey)>,
    last: Vec<(u64, Option<ObjectId>)>,
    op: u128,
    writes: Vec<Write>,
}

impl Pen<'_> {
    fn op(&mut self) -> OpId {
        self.op += 1;
        OpId(self.op.to_be_bytes())
    }

    fn write(&mut self, at: usize, fact: Fact) -> ObjectId {
        let federation = self.founding.federation();
        let (kind, body) = Body::Fact(fact).encode();
        let (coop, key) = &self.keys[at];
        let (seq, previous) = self.last[at];
        let page = (0, ObjectId(federation.0));
        let entry = Entry { seq: seq + 1, body, kind, page, time: TIME, previous };
        let signed = envelope::sign(&federation, ObjectKind::Entry, key, entry);
        self.last[at] = (seq + 1, Some(signed.id));
        self.writes.push(Write::Keep { name: ObjectName::Entry(*coop, seq + 1), bytes: signed.bytes });
        signed.id
    }

    /// A request of one cooperative, decided by four others, funded and paid by another: ten entries.
    fn story(&mut self, number: usize) -> Outcome<()> {
        let (line, amount) = (Code::new("aid")?, Amount::new(100).ok_or("an amount")?);
        let asker = number % COOPS;
        let other = |step: usize| (asker + step) % COOPS;
        let (op, until) = (self.op(), TIME + 1);
        let pledge = Pledge { op, line: line.clone(), year: 2027, hours: 1, amount };
        self.write(other(1), Fact::Pledge(pledge));
        let op = self.op();
        let ask = Ask { op, line: line.clone(), plan: None, until, amends: None, amount, members: 0 };
        let request = self.write(asker, Fact::Request(ask));
        let mut opinions = Vec::new();
        for step in 1..=4 {
            let op = self.op();
            let opinion = Opinion { op, code: None, view: View::Consent, request };
            opinions.push(self.write(other(step), Fact::Opinion(opinion)));
        }
        let op = self.op();
        let opinions = List::new(opinions)?;
        let decision = self.write(asker, Fact::Decision(Decision { op, granted: amount, request, opinions }));
        let op = self.op();
        let commit = Commit { op, line, year: 2027, until, amount, request, decision: Some(decision) };
        let commit = self.write(other(1), Fact::Commit(commit));
        let op = self.op();
        let accept = self.write(asker, Fact::Accept(Accept { op, amount, commit, direct: false, request }));
        let op = self.op();
        let disburse = Disburse { op, accept, amount, commit, reference: None };
        let of = self.write(other(1), Fact::Disburse(disburse));
        let op = self.op();
        self.write(asker, Fact::Receipt(Receipt { of, op, amount }));
        Ok(())
    }
}
