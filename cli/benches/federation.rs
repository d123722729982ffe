//! What a federation costs, measured on real processes over loopback: prints tables, asserts nothing.
//!
//! `cargo bench -p bigre --bench federation` (all), or with `-- copy`, `-- publish`, `-- search`.

#![allow(clippy::print_stdout, reason = "it prints tables")]

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bigre::client::Client;
use bigre::invent::{self, CoopProfile};
use bigre::lab::{self, Lab, Node};
use bigre_node::api::model::{
    Bulk, BulkEntry, BundleReport, Changed, DirectoryView, EntryDraft, PeerView, SearchAnswer, SearchParams,
    Status,
};
use bigre_node::bundle;
use bigre_node::identity::{self, Identity};
use bigre_protocol::directory::entry::{Body, Entry, Kind};
use bigre_protocol::durable::{LastSigned, Stored};
use bigre_protocol::id::{EntryId, InstanceId};
use bigre_protocol::replica::{self, Input, Replica, Request};
use bigre_protocol::text::Text;
use hyper::Method;

/// Directories of the copy, and entries of each.
const COOPS: usize = 10;
const ENTRIES: usize = 10_000;
/// The node that is empty at first; number 0 holds the ten directories, which are those of numbers 1 to 10.
const EMPTY: usize = COOPS + 1;
/// Changes published one by one.
const PUBLISHED: usize = 60;
/// Clock ticks of `/proc/PID/stat` a second (Linux: USER_HZ).
const TICKS: f64 = 100.0;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| word == name);
    let dir = tempfile::Builder::new().prefix("bigre-bench").tempdir()?;
    if is_wanted("copy") || is_wanted("search") {
        copy(&dir.path().join("copy"), is_wanted("search"))?;
    }
    if is_wanted("publish") {
        publish(&dir.path().join("publish"))?;
    }
    Ok(())
}

/// Counts the bytes of every connection that goes through it.
struct Proxy {
    port: u16,
    bytes: [Arc<AtomicU64>; 2],
}

impl Proxy {
    fn start(target: Arc<AtomicU64>) -> io::Result<Proxy> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let proxy = Proxy { port: listener.local_addr()?.port(), bytes: Default::default() };
        let bytes = proxy.bytes.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let port = u16::try_from(target.load(Ordering::Acquire)).unwrap_or(0);
                let Ok(server) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                let _ = (client.set_nodelay(true), server.set_nodelay(true));
                for (from, to, count) in [(&client, &server, &bytes[0]), (&server, &client, &bytes[1])] {
                    if let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) {
                        let count = count.clone();
                        std::thread::spawn(move || pipe(from, to, &count));
                    }
                }
            }
        });
        Ok(proxy)
    }

    fn total(&self) -> u64 {
        self.bytes.iter().map(|bytes| bytes.load(Ordering::Relaxed)).sum()
    }
}

fn pipe(mut from: TcpStream, mut to: TcpStream, count: &AtomicU64) {
    let mut buffer = vec![0; 256 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        count.fetch_add(read as u64, Ordering::Relaxed);
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

/// CPU seconds of a process so far.
fn cpu(node: &Node) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", node.pid.unwrap_or(0))).unwrap_or_default();
    let after = stat.rsplit(") ").next().unwrap_or_default();
    let field = |at: usize| after.split(' ').nth(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (field(11) + field(12)) / TICKS
}

/// A figure of `/proc/PID/status`, in MiB.
fn memory(node: &Node, name: &str) -> f64 {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", node.pid.unwrap_or(0))).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn row(name: &str, value: String) {
    println!("  {name:<58} {value:>16}");
}

/// The bundle of one cooperative's directory of invented members, signed with its own key.
fn fabricate(node: &Node, seed: u64) -> Outcome<Vec<u8>> {
    let identity = Identity::load(&node.dir)?;
    let founded = identity::founded(&node.dir)?.ok_or("not founded")?;
    let who = replica::Identity {
        coop: founded.coop,
        key: identity.node.clone(),
        instance: InstanceId([1; 8]),
        program: Text::new("bench")?,
    };
    let mut replica = Replica::new(founded.founding.clone(), who);
    let mut entries = BTreeMap::new();
    for member in invent::members(seed, CoopProfile::Smart, ENTRIES) {
        let entry = member.entry()?;
        entries.insert(entry.id, entry);
    }
    let now = millis();
    replica.load(Stored::SignLock(LastSigned::default()));
    replica.start(now);
    let put: Vec<Entry> = entries.values().cloned().collect();
    replica.handle(now, Input::Edit { request: Request(1), put, remove: Vec::new() });
    let fetch = |_: &_, ids: &[EntryId]| {
        Ok::<_, std::convert::Infallible>(ids.iter().filter_map(|id| entries.get(id).cloned()).collect())
    };
    Ok(bundle::write(&replica.register().federation, &replica.export(fetch)?))
}

fn millis() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(0)
}

fn status(node: &Node) -> Outcome<Status> {
    Ok(client(node)?.get("/v1/status")?)
}

fn client(node: &Node) -> Outcome<Client> {
    Ok(Client::new(node.dir.join("api.sock"))?)
}

/// Entries that a search finds: what the index holds.
fn indexed(node: &Node) -> u64 {
    let ask = || -> Outcome<u64> { Ok(client(node)?.get::<SearchAnswer>("/v1/search?per_page=1")?.total) };
    ask().unwrap_or(0)
}

fn copy(dir: &Path, and_search: bool) -> Outcome<()> {
    let target = Arc::new(AtomicU64::new(0));
    let proxy = Proxy::start(target.clone())?;
    // Only the empty node dials, so that every byte goes through the proxy.
    let names: Vec<String> = (0..=EMPTY).map(|at| format!("Coop {at}")).collect();
    let reach = |at: usize, port: u16| {
        if at == 0 {
            proxy.port
        } else if at == COOPS {
            9
        } else {
            port
        }
    };
    let mut lab = found(dir, &names, reach)?;
    target.store(u64::from(lab.nodes[0].port), Ordering::Release);
    let full = lab.nodes[0].dir.clone();
    lab.start_some(|node| node.dir == full)?;
    let total = (COOPS * ENTRIES) as u64;
    println!("\nFilling a node with {COOPS} directories of {ENTRIES} entries, from bundles");
    let started = Instant::now();
    for at in 1..=COOPS {
        let bytes = fabricate(&lab.nodes[at], at as u64)?;
        let report: BundleReport = client(&lab.nodes[0])?.upload("/v1/import", "application/cbor", bytes)?;
        if report.updated.len() != 1 {
            return Err(format!("a bundle was not taken: {report:?}").into());
        }
    }
    lab::wait(|| indexed(&lab.nodes[0]) == total);
    row("directories filled, s", format!("{:.1}", started.elapsed().as_secs_f64()));
    restart(&mut lab, 0)?;
    cold(&mut lab, &proxy, total)?;
    nothing_new(&mut lab, &proxy)?;
    changed(&lab, &proxy)?;
    if and_search {
        search(&lab.nodes[EMPTY])?;
    }
    lab.stop();
    Ok(())
}

fn found(dir: &Path, names: &[String], reach: impl Fn(usize, u16) -> u16) -> Outcome<Lab> {
    let mut lab = Lab::found_through(dir, "Bench", names, reach)?;
    lab.program = PathBuf::from(env!("CARGO_BIN_EXE_bigre"));
    Ok(lab)
}

fn restart(lab: &mut Lab, at: usize) -> Outcome<()> {
    lab.nodes[at].terminate();
    lab::wait(|| !lab.nodes[at].is_running());
    let dir = lab.nodes[at].dir.clone();
    Ok(lab.start_some(|node| node.dir == dir)?)
}

fn cold(lab: &mut Lab, proxy: &Proxy, total: u64) -> Outcome<()> {
    let (bytes, sender) = (proxy.total(), cpu(&lab.nodes[0]));
    let dir = lab.nodes[EMPTY].dir.clone();
    lab.start_some(|node| node.dir == dir)?;
    let node = &lab.nodes[EMPTY];
    let mut connected = None;
    lab::wait(|| {
        let Ok(now) = status(node) else { return false };
        if now.connected > 0 && connected.is_none() {
            connected = Some(Instant::now());
        }
        now.entries == total
    });
    let held = connected.map_or(0.0, |since| since.elapsed().as_secs_f64());
    // Counting everything is itself work for the node: seldom.
    while indexed(node) < total {
        std::thread::sleep(Duration::from_millis(100));
    }
    let seconds = connected.map_or(0.0, |since| since.elapsed().as_secs_f64());
    let wire = (proxy.total() - bytes) as f64;
    println!("\nCold copy of {total} entries to an empty node, durable and indexed");
    row("until held and durable, s", format!("{held:.2}"));
    row("until searchable too, s", format!("{seconds:.2}"));
    row("entries a second", format!("{:.0}", total as f64 / seconds));
    row("receiver, CPU s (process start included)", format!("{:.2}", cpu(node)));
    row("sender, CPU s", format!("{:.2}", cpu(&lab.nodes[0]) - sender));
    row("on the wire, MB", format!("{:.2}", wire / 1e6));
    row("on the wire, bytes an entry", format!("{:.0}", wire / total as f64));
    row("receiver's peak memory, MiB", format!("{:.0}", memory(node, "VmHWM")));
    row("sender's peak memory, MiB", format!("{:.0}", memory(&lab.nodes[0], "VmHWM")));
    Ok(())
}

/// How long after connecting the peer's heads were compared, in milliseconds.
fn compared(node: &Node) -> Option<u64> {
    let peers: Vec<PeerView> = client(node).ok()?.get("/v1/peers").ok()?;
    let peer = peers.into_iter().find(|peer| peer.connected)?;
    Some(peer.last_heard?.saturating_sub(peer.since?))
}

fn nothing_new(lab: &mut Lab, proxy: &Proxy) -> Outcome<()> {
    lab.nodes[EMPTY].terminate();
    lab::wait(|| !lab.nodes[EMPTY].is_running());
    let bytes = proxy.total();
    let started = Instant::now();
    restart(lab, EMPTY)?;
    let ready = started.elapsed().as_secs_f64();
    let node = &lab.nodes[EMPTY];
    lab::wait(|| compared(node).is_some());
    // What both sides still say right after (gossip subscriptions, the end of streams).
    std::thread::sleep(Duration::from_millis(300));
    println!("\nRestart with nothing new");
    row("until the node answers, s", format!("{ready:.2}"));
    row("from connected to compared, ms", format!("{}", compared(node).unwrap_or(0)));
    row("on the wire, handshakes and gossip included, bytes", format!("{}", proxy.total() - bytes));
    row("of which the pull (both HELLOs, DONE), bytes", format!("{}", stream_bytes(node)));
    Ok(())
}

/// Bytes that crossed pull streams since the node started, both ways, frame lengths included.
fn stream_bytes(node: &Node) -> u64 {
    let text = client(node).ok().and_then(|client| client.download("/metrics").ok()).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let of = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).unwrap_or(0.0)
    };
    (of("bigre_network_stream_bytes_received_total") + of("bigre_network_stream_bytes_sent_total")) as u64
}

fn changed(lab: &Lab, proxy: &Proxy) -> Outcome<()> {
    // By a cooperative that signed nothing yet: the others' nodes, which it would have to hear, do not run.
    let members = invent::members(0, CoopProfile::Smart, ENTRIES);
    let mut put = Vec::new();
    let mut own_bytes = 0;
    for invented in members.into_iter().take(100) {
        let mut member = invented.member;
        member.about =
            Some(Text::new("Changé pour mesurer ce que coûtent cent changements parmi cent mille.")?);
        own_bytes += Entry::new(invented.id, [0; 16], &Body::Member(member.clone()))?.size();
        put.push(BulkEntry { member: Some(member), ..BulkEntry::of(invented.id, Kind::MEMBER) });
    }
    let bulk = Bulk { put, remove: Vec::new() };
    let (bytes, since) = (proxy.total(), Instant::now());
    let changed: Changed = client(&lab.nodes[0])?.send(Method::POST, "/v1/entries/bulk", &bulk)?;
    let held = || -> Outcome<bool> {
        let views: Vec<DirectoryView> = client(&lab.nodes[EMPTY])?.get("/v1/sync")?;
        let coop = lab.nodes[0].coop;
        Ok(views.iter().any(|view| view.coop == coop && view.number == changed.number))
    };
    lab::wait(|| held().unwrap_or(false));
    let seconds = since.elapsed().as_secs_f64();
    std::thread::sleep(Duration::from_millis(300));
    let wire = proxy.total() - bytes;
    println!("\n100 entries changed: a head by gossip, then one pull");
    row("their own bytes", format!("{own_bytes}"));
    row("on the wire, bytes", format!("{wire}"));
    row("beyond 1.1 times their own, bytes", format!("{:.0}", wire as f64 - 1.1 * own_bytes as f64));
    row("from the command to durable there, ms", format!("{:.0}", seconds * 1000.0));
    Ok(())
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = ((values.len() as f64 * share).ceil() as usize).clamp(1, values.len().max(1)) - 1;
    values.get(at).copied().unwrap_or(0.0)
}

fn search(node: &Node) -> Outcome<()> {
    let client = client(node)?;
    let kinds: [(&str, &[&str]); 5] = [
        (
            "trades, exact",
            &["graphiste", "plombier", "loodgieter", "baker", "rédacteur·rice", "menuisier·ère"],
        ),
        ("typos", &["graphsite", "plonbier", "menuisié", "illustratrise", "devellopeur"]),
        (
            "several words",
            &["affiches pour associations", "relecture de mémoires", "pain au levain", "site web"],
        ),
        ("prefixes", &["graph", "menui", "compt", "photogr", "tradu"]),
        ("everything", &[""]),
    ];
    println!("\nSearch among {} entries, at the node", indexed(node));
    let mut all = Vec::new();
    for (name, words) in kinds {
        let mut times = Vec::new();
        for round in 0..120 {
            let params = SearchParams {
                q: words[round % words.len()].into(),
                near: ["", "Montpellier", "Lille", ""][round % 4].into(),
                within_km: [None, Some(50.0), None, None][round % 4],
                page: 1 + (round as u64 / 40),
                ..SearchParams::default()
            };
            let path = format!("/v1/search{}", bigre::query::query(&params));
            let answer: SearchAnswer = client.get(&path)?;
            times.push(answer.micros as f64 / 1000.0);
        }
        all.extend_from_slice(&times);
        row(&format!("{name}: median / 99th percentile, ms"), spread(&mut times));
    }
    row("all: median / 99th percentile, ms", spread(&mut all));
    Ok(())
}

fn spread(times: &mut [f64]) -> String {
    format!("{:.2} / {:.2}", quantile(times, 0.5), quantile(times, 0.99))
}

fn publish(dir: &Path) -> Outcome<()> {
    let names: Vec<String> = lab::NAMES.iter().take(5).map(ToString::to_string).collect();
    let mut lab = found(dir, &names, |_, port| port)?;
    lab.start()?;
    lab::wait(|| lab.nodes.iter().all(|node| status(node).is_ok_and(|status| status.connected == 4)));
    let mut times = Vec::new();
    for at in 0..PUBLISHED {
        let word = format!("trouvaille{at}");
        let draft = EntryDraft { kind: "offer".into(), title: Some(word.clone()), ..EntryDraft::default() };
        let author = &lab.nodes[at % lab.nodes.len()];
        let started = Instant::now();
        let _: Changed = client(author)?.send(Method::POST, "/v1/entries", &draft)?;
        let slowest = std::thread::scope(|scope| {
            let waits: Vec<_> = lab
                .nodes
                .iter()
                .map(|node| {
                    let path = format!("/v1/search?q={word}&per_page=1");
                    scope.spawn(move || {
                        let Ok(client) = Client::new(node.dir.join("api.sock")) else { return };
                        while client.get::<SearchAnswer>(&path).map_or(0, |answer| answer.total) == 0 {
                            std::thread::sleep(Duration::from_millis(2));
                        }
                    })
                })
                .collect();
            waits.into_iter().for_each(|wait| drop(wait.join()));
            started.elapsed()
        });
        times.push(slowest.as_secs_f64() * 1000.0);
        // A quiet second, so that each is the first change after one.
        if at % lab.nodes.len() == lab.nodes.len() - 1 {
            std::thread::sleep(Duration::from_millis(1_100));
        }
    }
    println!("\nPublished to searchable on all five nodes, {PUBLISHED} changes");
    row("median / 99th percentile, ms", spread(&mut times));
    row("slowest, ms", format!("{:.0}", quantile(&mut times, 1.0)));
    std::thread::sleep(Duration::from_secs(8));
    let idle = lab.nodes.iter().map(|node| memory(node, "VmRSS")).fold(0.0, f64::max);
    row("memory of an idle node, MiB (largest of five)", format!("{idle:.0}"));
    lab.stop();
    Ok(())
}
