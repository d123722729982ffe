//! What a running node says of itself and of the others. Knows what the numbers mean; must not know how they came.

use bigre_protocol::limits::{AHEAD_MS, FRESH_MS};
use bigre_protocol::register::quorum;

use super::{Check, Verdict};
use crate::api::model::{DirectoryState, DirectoryView, PeerView, Signing, Status};

/// How much our clock may differ before it is worth a look, in milliseconds: one minute (guess: no network time).
const CLOCK_NEAR_MS: u64 = 60 * 1_000;

/// Who reached this node, as far as it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// How many other cooperatives opened a connection to this node themselves.
    pub by: u64,
}

/// What a running node says.
#[derive(Debug, Clone)]
pub struct Live {
    /// `GET /v1/status`.
    pub status: Status,
    /// `GET /v1/peers`.
    pub peers: Vec<PeerView>,
    /// `GET /v1/sync`.
    pub directories: Vec<DirectoryView>,
    /// Who reached it; `None` when nobody can tell.
    pub reached: Option<Reached>,
    /// How many addresses its card announces.
    pub announced: usize,
    /// How many addresses it is set to listen on.
    pub listen: usize,
}

/// Looks at what a running node says. `now` in milliseconds since the epoch.
pub fn live(live: &Live, now: u64) -> Vec<Check> {
    let mut checks = vec![listening(&live.status, live.listen)];
    checks.extend(warnings(&live.status));
    checks.push(clock(&live.peers, now));
    checks.push(heard(&live.peers, live.status.cooperatives, now));
    checks.push(directory(&live.status));
    checks.push(copies(&live.directories));
    checks.push(versions(&live.status.version, &live.peers));
    checks.push(reachability(live.reached, live.announced));
    checks
}

/// The node answers; `program` is the version of whoever asks.
pub fn node(status: &Status, program: &str) -> Check {
    let args = [("version", status.version.clone()), ("program", program.into())];
    if status.version == program {
        let message = "The node runs and answers.";
        return Check::new("node", Verdict::Ok, "doctor-node-ok", message, args);
    }
    let message = "The node runs another version than this program: start it again.";
    Check::new("node", Verdict::Warn, "doctor-node-other-version", message, args)
}

fn listening(status: &Status, wanted: usize) -> Check {
    let problem = status.warnings.iter().find(|warning| warning.code == "listen-failed");
    match problem {
        Some(problem) if status.listening.is_empty() => {
            Check::found("listen", Verdict::Fail, problem.clone())
        }
        Some(problem) => Check::found("listen", Verdict::Warn, problem.clone()),
        None if status.listening.is_empty() && wanted > 0 => {
            let message = "The node does not listen yet: look again in a moment, then at its log.";
            Check::new("listen", Verdict::Warn, "doctor-listen-nowhere", message, [])
        }
        None => {
            let args = [("count", status.listening.len().to_string())];
            Check::new("listen", Verdict::Ok, "doctor-listen-ok", "The node listens.", args)
        }
    }
}

/// What else the node wants looked at.
fn warnings(status: &Status) -> Vec<Check> {
    let others = status.warnings.iter().filter(|warning| warning.code != "listen-failed");
    let checks: Vec<Check> =
        others.map(|warning| Check::found("store", Verdict::Warn, warning.clone())).collect();
    if checks.is_empty() {
        return vec![Check::new("store", Verdict::Ok, "doctor-store-ok", "The store is sound.", [])];
    }
    checks
}

fn is_fresh(peer: &PeerView, now: u64) -> bool {
    peer.last_heard.is_some_and(|heard| heard.saturating_add(FRESH_MS) >= now)
}

/// Our clock against the median of those of the cooperatives heard in the last day.
fn clock(peers: &[PeerView], now: u64) -> Check {
    let heard = peers.iter().filter(|peer| is_fresh(peer, now));
    let mut ahead: Vec<i64> = heard.filter_map(|peer| peer.ahead_ms).collect();
    ahead.sort_unstable();
    let middle = (ahead.get(ahead.len().wrapping_sub(1) / 2), ahead.get(ahead.len() / 2));
    let (Some(low), Some(high)) = middle else {
        let message = "No other cooperative was heard in the last day: nothing to compare the clock with.";
        return Check::new("clock", Verdict::Unknown, "doctor-clock-unknown", message, []);
    };
    let median = low.midpoint(*high);
    let off = median.unsigned_abs();
    // When the others are ahead, our own clock is behind.
    let side = if median > 0 { "behind" } else { "ahead" };
    let args = [("side", side.to_owned()), ("minutes", off.div_ceil(60_000).to_string())];
    let hint = "set it by the network, as with systemd-timesyncd";
    if off > AHEAD_MS {
        let message = format!("The clock is wrong, and the others refuse what this node signs: {hint}.");
        return Check::new("clock", Verdict::Fail, "doctor-clock-wrong", message, args);
    }
    if off > CLOCK_NEAR_MS {
        let message = format!("The clock is off by minutes: {hint}.");
        return Check::new("clock", Verdict::Warn, "doctor-clock-off", message, args);
    }
    Check::new("clock", Verdict::Ok, "doctor-clock-ok", "The clock agrees with the others'.", [])
}

fn names<'a>(of: impl Iterator<Item = &'a String>) -> String {
    of.cloned().collect::<Vec<_>>().join(", ")
}

fn heard(peers: &[PeerView], cooperatives: u64, now: u64) -> Check {
    let absent = || peers.iter().filter(|peer| !is_fresh(peer, now));
    let needed = quorum(usize::try_from(cooperatives).unwrap_or(usize::MAX));
    // This one counts too.
    let heard = peers.len() - absent().count() + 1;
    let missing =
        [("count", absent().count().to_string()), ("names", names(absent().map(|peer| &peer.name)))];
    if heard < needed {
        let message = "Fewer cooperatives than a quorum were heard in the last day: check the connection.";
        let [count, names] = missing;
        let args = [("heard", heard.to_string()), ("needed", needed.to_string()), count, names];
        return Check::new("peers", Verdict::Fail, "doctor-peers-isolated", message, args);
    }
    if absent().next().is_some() {
        let message = "Some cooperatives were not heard in the last day: ask their volunteers.";
        return Check::new("peers", Verdict::Warn, "doctor-peers-missing", message, missing);
    }
    let connected = peers.iter().filter(|peer| peer.connected).count();
    let args = [("connected", connected.to_string()), ("count", peers.len().to_string())];
    Check::new("peers", Verdict::Ok, "doctor-peers-ok", "Every cooperative was heard in the last day.", args)
}

fn directory(status: &Status) -> Check {
    let check = |verdict, code, message| Check::new("directory", verdict, code, message, []);
    match &status.signing {
        Signing::Ready => check(Verdict::Ok, "doctor-directory-ok", "The node may sign."),
        Signing::WaitingForPeers { heard, needed } => {
            let message = "The node signs nothing before it heard a quorum: wait until others are joined.";
            let args = [("heard", heard.to_string()), ("needed", needed.to_string())];
            Check::new("directory", Verdict::Warn, "doctor-directory-waiting", message, args)
        }
        Signing::Restoring => check(
            Verdict::Warn,
            "doctor-directory-restoring",
            "The node fetches its own directory back from the others before it signs: wait.",
        ),
        Signing::Twin => check(
            Verdict::Fail,
            "doctor-directory-twin",
            "Another node signs with this node's key: stop it, or renew the node key.",
        ),
        Signing::NotMember => check(
            Verdict::Warn,
            "doctor-directory-not-member",
            "This cooperative is not a member of the federation, not yet or no more.",
        ),
        Signing::Forked => check(
            Verdict::Fail,
            "doctor-directory-forked",
            "Two contradictory versions carry this cooperative's signature: stop every copy of the node.",
        ),
    }
}

fn copies(directories: &[DirectoryView]) -> Check {
    use DirectoryState::{Behind, Forked, Lapsed, Pulling, Unknown};
    // What nobody published yet is unknown to everybody.
    let published = directories.iter().filter(|directory| directory.state != Unknown).count();
    let of = |states: &[DirectoryState]| {
        let found: Vec<&String> =
            directories.iter().filter(|d| states.contains(&d.state)).map(|d| &d.name).collect();
        (!found.is_empty())
            .then(|| [("count", found.len().to_string()), ("names", names(found.iter().copied()))])
    };
    let check = |verdict, code, message, args| Check::new("copies", verdict, code, message, args);
    if let Some(args) = of(&[Forked]) {
        let message = "A directory is frozen: its cooperative signed two contradictory versions. Tell them.";
        return check(Verdict::Warn, "doctor-copies-forked", message, args);
    }
    if let Some(args) = of(&[Lapsed]) {
        let message = "Directories were not confirmed for long and are hidden: ask their volunteers.";
        return check(Verdict::Warn, "doctor-copies-old", message, args);
    }
    if let Some(args) = of(&[Behind, Pulling]) {
        let message = "Newer directories are known and being fetched: wait.";
        return check(Verdict::Warn, "doctor-copies-behind", message, args);
    }
    let args = [("count", published.to_string()), ("names", String::new())];
    check(Verdict::Ok, "doctor-copies-ok", "Every directory is as new as any known.", args)
}

/// The numbers of a version, as `0.12.3` or `bigre 0.12.3`.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let mut parts = version.rsplit(' ').next()?.split(['-', '+']).next()?.split('.').map(str::parse);
    Some([parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?])
}

fn versions(own: &str, peers: &[PeerView]) -> Check {
    let theirs = peers.iter().filter_map(|peer| numbers(peer.version.as_deref()?));
    let Some(newest) = theirs.clone().max() else {
        let message = "No other cooperative's version is known yet.";
        return Check::new("versions", Verdict::Unknown, "doctor-versions-unknown", message, []);
    };
    let count = theirs.filter(|theirs| Some(*theirs) > numbers(own)).count();
    let newest = newest.map(|number| number.to_string()).join(".");
    let args = [("own", own.to_owned()), ("newest", newest), ("count", count.to_string())];
    if count > 0 {
        let message = "Others run a later version: install it.";
        return Check::new("versions", Verdict::Warn, "doctor-versions-old", message, args);
    }
    Check::new(
        "versions",
        Verdict::Ok,
        "doctor-versions-ok",
        "No other cooperative runs a later version.",
        args,
    )
}

/// Whether others reach this node themselves, where its card says that they do.
fn reachability(reached: Option<Reached>, announced: usize) -> Check {
    let check = |verdict, code, message, args| Check::new("reachability", verdict, code, message, args);
    if announced == 0 {
        let message = "The card announces no address: this node calls the others, and none calls it.";
        return Check::new("reachability", Verdict::Ok, "doctor-reach-dials", message, []);
    }
    let args = |by: u64| [("count", by.to_string())];
    match reached {
        None => {
            let message = "No other cooperative has called this node yet, as far as it knows.";
            Check::new("reachability", Verdict::Unknown, "doctor-reach-unknown", message, [])
        }
        Some(Reached { by: 0 }) => {
            let message = "No other cooperative reaches this node: open its port for TCP and UDP.";
            check(Verdict::Warn, "doctor-reach-nobody", message, args(0))
        }
        Some(Reached { by }) => check(Verdict::Ok, "doctor-reach-ok", "Others reach this node.", args(by)),
    }
}
