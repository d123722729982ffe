//! `bigre backup` and `bigre restore`: a node's identity in one locked file, and back.

use std::path::Path;

use bigre_node::backup::{self, BackupError, BackupOptions, Contents, KeyState, Restored};
use bigre_node::identity;
use serde_json::{Value as Json, json};

use super::entry::Lines;
use crate::args::{BackupArgs, BackupVerb, RestoreArgs};
use crate::client::ClientError;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::Value;
use crate::out::Tone;
use crate::render::{date, listed, size, wrap};
use crate::{passphrase, progress, say};

pub(super) fn run(context: &Context, verb: &BackupVerb) -> Result<Exit, Failure> {
    match verb {
        BackupVerb::Create(args) => create(context, args),
        BackupVerb::Verify(args) => {
            let passphrase = passphrase::existing(context, &args.passphrase)?;
            let doing = say!(context.tr, "backup-verifying");
            let verified = progress::during(context, &doing, || backup::verify(&args.file, &passphrase));
            show(context, &args.file, &verified.map_err(refused)?);
            context.note(&say!(context.tr, "backup-sound"));
            Ok(Exit::Done)
        }
    }
}

fn refused(error: BackupError) -> Failure {
    Failure::refused(error.problem())
}

fn create(context: &Context, args: &BackupArgs) -> Result<Exit, Failure> {
    let tr = &context.tr;
    // Before any passphrase is asked for.
    backup::check_place(&context.dir, &args.file, args.force).map_err(refused)?;
    let bundle = if args.identity_only { None } else { bundle(context)? };
    if args.passphrase.passphrase_file.is_none() {
        context.paragraph(&say!(tr, "backup-passphrase"));
    }
    let options = BackupOptions {
        bundle,
        passphrase: passphrase::chosen(context, &args.passphrase)?,
        work_factor: args.work_factor,
        time: context.now,
        force: args.force,
    };
    let doing = say!(tr, "backup-doing");
    let made = progress::during(context, &doing, || backup::create(&context.dir, &args.file, options));
    show(context, &args.file, &made.map_err(refused)?);
    context.paragraph(&say!(tr, "backup-done", file = args.file.display().to_string()));
    Ok(Exit::Done)
}

/// What the federation publishes, as the node exports it; nothing when it does not run.
fn bundle(context: &Context) -> Result<Option<Vec<u8>>, Failure> {
    let client = context.client()?;
    let doing = say!(context.tr, "export-doing");
    match progress::during(context, &doing, || client.download("/v1/export")) {
        Ok(bytes) => Ok(Some(bytes.to_vec())),
        Err(ClientError::NoNode { .. }) => {
            context.out.error(&wrapped(context, &say!(context.tr, "backup-no-node")));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn wrapped(context: &Context, text: &str) -> String {
    wrap(text, usize::from(context.out.columns)).join("\n")
}

fn state(state: KeyState) -> &'static str {
    match state {
        KeyState::Checked => "checked",
        KeyState::Locked => "locked",
        KeyState::Elsewhere => "elsewhere",
    }
}

fn as_json(file: &Path, contents: &Contents) -> Json {
    let keys: serde_json::Map<String, Json> =
        contents.keys.iter().map(|(key, how)| ((*key).to_owned(), state(*how).into())).collect();
    let files: Vec<Json> =
        contents.files.iter().map(|(path, bytes)| json!({ "path": path, "bytes": bytes })).collect();
    let published = contents.bundle.map(
        |count| json!({ "bytes": count.bytes, "directories": count.directories, "entries": count.entries }),
    );
    json!({
        "file": file.display().to_string(),
        "name": contents.name,
        "card": contents.card.to_string(),
        "federation": contents.federation.as_ref().map(|(name, _)| name),
        "fingerprint": contents.federation.as_ref().map(|(_, words)| words),
        "time": contents.time,
        "files": files,
        "keys": keys,
        "bundle": published,
    })
}

fn show(context: &Context, file: &Path, contents: &Contents) {
    if context.json {
        context.out.json(&as_json(file, contents));
        return;
    }
    if !context.quiet {
        context.out.line(&lines(context, contents).render(&context.out));
    }
}

fn lines(context: &Context, contents: &Contents) -> Lines {
    let tr = &context.tr;
    let mut lines = Lines::new(&contents.name);
    lines.add(say!(tr, "label-card"), contents.card.to_string());
    let federation = contents.federation.as_ref().map(|(name, words)| format!("{name} ({words})"));
    lines.add(say!(tr, "label-federation"), federation.unwrap_or_else(|| say!(tr, "backup-not-founded")));
    lines.add(say!(tr, "label-made"), date::full(contents.time, context.now, tr));
    let paths: Vec<String> = contents.files.iter().map(|(path, _)| path.clone()).collect();
    lines.add(say!(tr, "label-files"), listed(&paths, tr));
    for (key, how) in &contents.keys {
        let tone = if *how == KeyState::Checked { Tone::Good } else { Tone::Warn };
        let label = tr.say("backup-key", &[("key", Value::from(*key))]);
        lines.add_toned(label, tone, tr.say("backup-key-state", &[("state", Value::from(state(*how)))]));
    }
    let published = match contents.bundle {
        None => say!(tr, "backup-no-bundle"),
        Some(count) => say!(
            tr,
            "backup-bundle",
            entries = count.entries,
            directories = count.directories,
            size = size(count.bytes, tr),
        ),
    };
    lines.add(say!(tr, "label-published"), published);
    lines
}

pub(super) fn restore(context: &Context, args: &RestoreArgs) -> Result<Exit, Failure> {
    backup::check_target(&context.dir).map_err(refused)?;
    let passphrase = passphrase::existing(context, &args.passphrase)?;
    let doing = say!(context.tr, "restore-doing");
    let restored =
        progress::during(context, &doing, || backup::restore(&args.file, &context.dir, &passphrase));
    let restored = restored.map_err(refused)?;
    // Said even to whoever wants little: two nodes with one key contradict each other for ever.
    let warning = wrapped(context, &say!(context.tr, "restore-only-one"));
    context.out.error(&context.out.paint_error(Tone::Warn, &warning));
    if context.json {
        let mut told = as_json(&args.file, &restored.contents);
        told["dir"] = context.dir.display().to_string().into();
        told["import"] = restored.bundle.map(|path| path.display().to_string()).into();
        context.out.json(&told);
        return Ok(Exit::Done);
    }
    say_what_next(context, &restored)?;
    Ok(Exit::Done)
}

fn say_what_next(context: &Context, restored: &Restored) -> Result<(), Failure> {
    let tr = &context.tr;
    let dir = context.dir.display().to_string();
    let made = date::full(restored.contents.time, context.now, tr);
    let name = restored.contents.name.as_str();
    context.paragraph(&say!(tr, "restore-done", name = name, dir = dir.as_str(), made = made));
    let founded = identity::founded(&context.dir).map_err(|error| Failure::refused(error.problem()))?;
    if restored.contents.keys.contains(&("node", KeyState::Elsewhere)) {
        context.paragraph(&say!(tr, "restore-node-key", credential = identity::CREDENTIAL));
    }
    let Some(founded) = founded else {
        context.paragraph(&say!(tr, "restore-not-founded"));
        return Ok(());
    };
    let needed = bigre_protocol::register::quorum(founded.founding.cards.len());
    context.paragraph(&say!(tr, "restore-quarantine", needed = needed));
    let dir = quoted(&dir);
    // Commands are not broken at the width: they are to be copied.
    context.paragraph(&say!(tr, "restore-start"));
    context.note(&format!("    bigre --data {dir} node run"));
    if let Some(bundle) = &restored.bundle {
        context.paragraph(&say!(tr, "restore-import"));
        context.note(&format!("    bigre --data {dir} import {}", quoted(&bundle.display().to_string())));
    }
    Ok(())
}

/// A path, or a value, as a shell takes it.
pub(super) fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+' | '~');
    if path.chars().all(plain) { path.into() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
