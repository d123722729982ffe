//! `bigre doctor`: looks at the data directory and at the running node, and says what is wrong and what to do.

mod help_file;

use std::time::{Duration, Instant};

use bigre_node::api::model::{Called, DirectoryView, PeerView, Problem, Status};
use bigre_node::doctor::{self, Check, Live, Local, Verdict};
use serde_json::json;

use crate::args::DoctorArgs;
use crate::client::Client;
use crate::context::Context;
use crate::failure::{Exit, Failure, Told};
use crate::i18n::{Translator, Value};
use crate::out::Tone;
use crate::render::{Cell, Table, date, size};
use crate::{progress, say};

/// How often it is looked whether a peer called back.
const LOOK: Duration = Duration::from_millis(250);
/// The version of this program.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

pub(super) fn run(context: &Context, args: &DoctorArgs) -> Result<Exit, Failure> {
    let (checks, live) = look(context);
    let worst = checks.iter().map(|check| check.verdict).max().unwrap_or(Verdict::Unknown);
    if let Some(path) = &args.bundle {
        let text = help_file::text(context, &checks, live.as_ref());
        help_file::write(context, path, &text)?;
    }
    if context.json {
        context.out.json(&json!({ "verdict": worst, "checks": checks }));
    } else {
        show(context, &checks, worst);
        if let Some(path) = &args.bundle {
            context.paragraph(&say!(context.tr, "doctor-file", file = path.display().to_string()));
        }
    }
    Ok(if worst == Verdict::Fail { Exit::Refused } else { Exit::Done })
}

/// Every check, and what the node said if it answers.
fn look(context: &Context) -> (Vec<Check>, Option<Live>) {
    let Local { mut checks, config, announced } = doctor::local(&context.dir, context.now);
    let Some(config) = config else { return (checks, None) };
    let asked = Client::new(config.socket(&context.dir)).map_err(Failure::from);
    let live = asked.and_then(|client| ask(context, &client)).map(|(status, peers, directories)| Live {
        reached: reached(&peers),
        status,
        peers,
        directories,
        announced: announced.unwrap_or(0),
        listen: config.network.listen.len(),
    });
    match live {
        Err(failure) => {
            checks.push(Check::found("node", Verdict::Fail, failure.problem));
            (checks, None)
        }
        Ok(live) => {
            checks.push(doctor::node(&live.status, PROGRAM));
            // A running node read its key: it is where the system keeps it.
            let found = |check: &Check| check.finding.code != "doctor-keys-elsewhere";
            checks.retain(found);
            checks.extend(doctor::live(&live, context.now));
            (checks, Some(live))
        }
    }
}

/// What the node says, once a peer had the time to call it back if none ever did.
fn ask(context: &Context, client: &Client) -> Result<(Status, Vec<PeerView>, Vec<DirectoryView>), Failure> {
    let mut peers: Vec<PeerView> = client.get("/v1/peers")?;
    if peers.iter().all(|peer| peer.reached.is_none()) && peers.iter().any(|peer| peer.connected) {
        let called: Called = client.post("/v1/reach")?;
        let doing = say!(context.tr, "doctor-calling");
        progress::during(context, &doing, || -> Result<(), Failure> {
            let until = Instant::now() + Duration::from_millis(called.within_ms);
            while Instant::now() < until && peers.iter().all(|peer| peer.reached.is_none()) {
                std::thread::sleep(LOOK);
                peers = client.get("/v1/peers")?;
            }
            Ok(())
        })?;
    }
    Ok((client.get("/v1/status")?, peers, client.get("/v1/sync")?))
}

/// How many cooperatives called this node themselves; nobody can tell while none is connected.
fn reached(peers: &[PeerView]) -> Option<doctor::Reached> {
    let by = peers.iter().filter(|peer| peer.reached.is_some()).count() as u64;
    let any = peers.iter().any(|peer| peer.connected || peer.reached.is_some());
    any.then_some(doctor::Reached { by })
}

/// A finding with its sizes and dates as people read them.
fn readable(finding: &Problem, tr: &Translator) -> Problem {
    let mut finding = finding.clone();
    for (name, value) in &mut finding.args {
        let Ok(number) = value.parse() else { continue };
        match name.as_str() {
            "free" | "floor" => *value = size(number, tr),
            "expires" => *value = date::day(number),
            _ => {}
        }
    }
    finding
}

/// What a check found, and what to do.
fn told(finding: &Problem, tr: &Translator) -> String {
    Told::of(&readable(finding, tr), tr).line()
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Ok => Tone::Good,
        Verdict::Unknown => Tone::Dim,
        Verdict::Warn => Tone::Warn,
        Verdict::Fail => Tone::Bad,
    }
}

fn verdict_name(verdict: Verdict, tr: &Translator) -> String {
    tr.say("doctor-verdict", &[("verdict", Value::from(verdict.name()))])
}

fn check_name(check: &Check, tr: &Translator) -> String {
    tr.say("doctor-check", &[("check", Value::from(check.name))])
}

fn show(context: &Context, checks: &[Check], worst: Verdict) {
    let tr = &context.tr;
    let mut table =
        Table::new([say!(tr, "column-state"), say!(tr, "column-what"), say!(tr, "column-finding")]);
    for check in checks.iter().filter(|check| !context.quiet || check.verdict >= Verdict::Warn) {
        table.row([
            Cell::toned(tone(check.verdict), verdict_name(check.verdict, tr)),
            check_name(check, tr).into(),
            told(&check.finding, tr).into(),
        ]);
    }
    context.out.line(&table.render(&context.out));
    let count = |verdict| checks.iter().filter(|check| check.verdict == verdict).count();
    let line = say!(
        tr,
        "doctor-summary",
        fail = count(Verdict::Fail),
        warn = count(Verdict::Warn),
        all = checks.len(),
    );
    context.out.line(&context.out.paint(tone(worst), &line));
}

#[cfg(test)]
mod tests;
