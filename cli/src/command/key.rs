//! `bigre key`: makes and shows the key that one person holds.

use bigre_node::identity::{self, IdentityError, KeyNote, KeyUse};
use bigre_protocol::envelope::public_key;
use bigre_protocol::id::PublicKey;
use serde_json::json;

use super::entry::Lines;
use crate::args::{KeyArgs, KeyUseName, KeyVerb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::Value;
use crate::{passphrase, progress, say};

pub(super) fn run(context: &Context, verb: &KeyVerb) -> Result<Exit, Failure> {
    match verb {
        KeyVerb::New(args) => new(context, args),
        KeyVerb::Show { file, passphrase } => {
            let passphrase = passphrase::existing(context, passphrase)?;
            let doing = say!(context.tr, "key-opening");
            let read = progress::during(context, &doing, || identity::read_key_file(file, &passphrase));
            let (key, note) = read.map_err(refused)?;
            show(context, &public_key(&key), &note);
            Ok(Exit::Done)
        }
    }
}

fn refused(error: IdentityError) -> Failure {
    Failure::refused(error.problem())
}

fn new(context: &Context, args: &KeyArgs) -> Result<Exit, Failure> {
    // Before any passphrase is asked for: a key is never written over.
    if args.file.exists() {
        return Err(refused(IdentityError::FileExists { path: args.file.clone() }));
    }
    let usage = match args.usage {
        KeyUseName::Root => KeyUse::Root,
        KeyUseName::Vote => KeyUse::Vote,
    };
    let note = KeyNote { usage: Some(usage), label: args.label.clone() };
    let passphrase = passphrase::chosen(context, &args.passphrase)?;
    let doing = say!(context.tr, "key-doing");
    let made = progress::during(context, &doing, || {
        identity::new_key_file(&args.file, &note, &passphrase, args.work_factor)
    });
    let key = made.map_err(refused)?;
    context.paragraph(&say!(context.tr, "key-made", file = args.file.display().to_string()));
    show(context, &key, &note);
    Ok(Exit::Done)
}

fn show(context: &Context, key: &PublicKey, note: &KeyNote) {
    let usage = note.usage.map(KeyUse::name);
    if context.json {
        context.out.json(&json!({ "public": key.to_string(), "use": usage, "label": note.label }));
        return;
    }
    let tr = &context.tr;
    let mut lines = Lines::new(&key.to_string());
    if let Some(usage) = usage {
        lines.add(say!(tr, "label-key-use"), tr.say("key-use", &[("usage", Value::from(usage))]));
    }
    lines.add(say!(tr, "label-key-holder"), note.label.as_str());
    context.out.line(&lines.render(&context.out));
}
