//! The file to send when asking for help: the checks, versions, settings and counts. Must not tell who anybody is: no
//! names, no keys, no addresses of people or machines.

use std::collections::BTreeMap;
use std::path::Path;

use bigre_node::api::model::Problem;
use bigre_node::config::{Config, Overrides};
use bigre_node::doctor::{Check, Live, Mask};
use bigre_node::identity;

use super::{PROGRAM, check_name, told, verdict_name};
use crate::context::Context;
use crate::failure::Failure;
use crate::render::date;
use crate::say;

/// The text of the file.
pub(super) fn text(context: &Context, checks: &[Check], live: Option<&Live>) -> String {
    let tr = &context.tr;
    let mask = mask(context, live);
    let mut text = format!("{}\n\n", say!(tr, "doctor-file-title"));
    text.push_str(&format!("{}: {}\n", say!(tr, "label-made"), date::absolute(context.now)));
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    text.push_str(&format!("{}: {PROGRAM} ({system}, {})\n", say!(tr, "label-version"), tr.lang().code()));

    let mut section = |title: String, lines: Vec<String>| {
        text.push_str(&format!("\n== {title}\n"));
        for line in lines {
            text.push_str(&mask.apply(&line));
            text.push('\n');
        }
    };
    let checks = checks.iter().map(|check| {
        let finding = nameless(&check.finding);
        let (verdict, name) = (verdict_name(check.verdict, tr), check_name(check, tr));
        format!("[{verdict}] {name}: {} ({})", told(&finding, tr), finding.code)
    });
    section(say!(tr, "doctor-file-checks"), checks.collect());
    section(say!(tr, "doctor-file-settings"), settings(context));
    section(say!(tr, "doctor-file-counts"), live.map(counts).unwrap_or_default());
    text
}

/// Writes it where it was asked for; standard output for `-`.
pub(super) fn write(context: &Context, path: &Path, text: &str) -> Result<(), Failure> {
    let written =
        if path == Path::new("-") { context.out.bytes(text.as_bytes()) } else { std::fs::write(path, text) };
    written.map_err(|error| Failure::file("cli-write", path, &error))
}

fn mask(context: &Context, live: Option<&Live>) -> Mask {
    let mut mask = Mask::default().with(&context.dir.display().to_string(), "<data>");
    if let Some(home) = std::env::var_os("HOME") {
        mask = mask.with(&home.to_string_lossy(), "<home>");
    }
    if let Ok(real) = context.dir.canonicalize() {
        mask = mask.with(&real.display().to_string(), "<data>");
    }
    // Of the machine, and of whoever is announced: names of two labels are not seen from their form.
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let mut names: Vec<String> = vec![host.trim().to_owned()];
    if let Ok(card) = identity::card(&context.dir) {
        names.push(card.value.name.to_string());
        names.extend(card.value.addresses.iter().filter_map(|address| host_of(address)));
    }
    if let Some(live) = live {
        names.extend(
            live.peers.iter().flat_map(|peer| &peer.addresses).filter_map(|address| host_of(address)),
        );
        names.push(live.status.name.clone());
        names.push(live.status.fingerprint.clone());
        names.push(live.status.federation_name.clone());
        names.extend(live.peers.iter().map(|peer| peer.name.clone()));
    }
    let telling =
        |name: &&String| !matches!(name.as_str(), "localhost" | "127.0.0.1" | "0.0.0.0" | "::" | "::1");
    names.iter().filter(telling).fold(mask, |mask, name| mask.with(name, "<name>"))
}

/// The host of a multiaddress, as `/dns/oxalis.example/tcp/4040`.
fn host_of(address: &str) -> Option<String> {
    address.split('/').nth(2).map(str::to_owned)
}

/// A finding without the names of cooperatives.
fn nameless(finding: &Problem) -> Problem {
    let args: BTreeMap<String, String> = finding
        .args
        .iter()
        .map(|(name, value)| (name.clone(), if name == "names" { "…".into() } else { value.clone() }))
        .collect();
    Problem { args, ..finding.clone() }
}

fn settings(context: &Context) -> Vec<String> {
    match Config::explain(&context.dir, &Overrides::default()) {
        Ok(settings) => settings
            .iter()
            .map(|setting| format!("{} = {} ({})", setting.key, setting.value, setting.origin.name()))
            .collect(),
        Err(error) => vec![error.problem().code],
    }
}

/// What the node counts, by the names that the local API gives.
fn counts(live: &Live) -> Vec<String> {
    let status = &live.status;
    let number = |name: &str, value: u64| format!("{name} = {value}");
    let mut lines = vec![
        format!("version = {}", status.version),
        format!("started = {}", date::absolute(status.started)),
        number("founders", status.founders),
        number("assents", status.assents),
        number("connected", status.connected),
        number("number", status.number),
        number("entries", status.entries),
        number("members", status.members),
        number("live_bytes", status.storage.live_bytes),
        number("disk_bytes", status.storage.disk_bytes),
        number("generation", status.storage.generation),
    ];
    for (at, peer) in live.peers.iter().enumerate() {
        let version = peer.version.as_deref().unwrap_or("?");
        let ahead = peer.ahead_ms.map_or_else(|| "?".into(), |ahead| ahead.to_string());
        let heard = peer.last_heard.map_or_else(|| "?".into(), date::absolute);
        let problem = peer.problem.as_deref().unwrap_or("-");
        lines.push(format!(
            "peer {} = connected {}, heard {heard}, ahead_ms {ahead}, same {}/{}, {problem}, {version}",
            at + 1,
            peer.connected,
            peer.same,
            peer.directories,
        ));
    }
    lines
}
