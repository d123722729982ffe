//! The next card: new keys, a new end, new addresses. Knows what each changes; must not know who has to sign.

use std::path::Path;

use bigre_node::api::model::{OwnCard, RegisterView};
use bigre_node::identity::{self, Identity, IdentityError, KeyUse};
use bigre_protocol::card::{Card, Cut, Keys};
use bigre_protocol::envelope::{ObjectKind, public_key};
use bigre_protocol::id::PublicKey;
use bigre_protocol::limits::CARD_MS;
use bigre_protocol::text::{List, Text};
use ed25519_dalek::SigningKey;
use serde_json::json;

use super::{file_name, in_force, sign};
use crate::args::{
    AddressArgs, NextArgs, RecoverArgs, RenewArgs, RotateKeysArgs, RotateNodeArgs, RotateVerb, SignArgs,
};
use crate::client::Client;
use crate::command::backup::quoted;
use crate::command::signing::{Draft, envelope, has_own, open_keys, refused, sign_with};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::{passphrase, progress, say};

/// The card in force and the one that is to follow it.
struct Next {
    client: Client,
    own: OwnCard,
    card: Card,
}

fn impossible(error: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Refused, "cli-card-impossible", &[("error", error.to_string())])
}

impl Next {
    /// The same card again, with the next number and a new end.
    fn start(context: &Context, name: Option<&str>) -> Result<Next, Failure> {
        let client = context.client()?;
        let own: OwnCard = client.get("/v1/register/card")?;
        let mut card = in_force(&own)?;
        (card.number, card.previous, card.cut) = (own.number + 1, Some(own.id), None);
        card.expires = context.now.saturating_add(CARD_MS);
        if let Some(name) = name {
            card.name = Text::new(name).map_err(impossible)?;
        }
        Ok(Next { client, own, card })
    }

    /// Signs it, then publishes it or writes it for the next person.
    fn finish(self, context: &Context, keys: &[SigningKey], args: &NextArgs) -> Result<Exit, Failure> {
        self.card.check().map_err(impossible)?;
        let before = in_force(&self.own)?;
        let mut draft = Draft::new(ObjectKind::Card, &self.card);
        let known = sign::may_sign(&before, &self.card);
        sign_with(&mut draft, &self.own.federation, ObjectKind::Card, keys, &known)?;
        let signed = sign::Signed::of(&draft, &self.own.federation, &before, &self.card)?;
        if let Some(path) = &args.save {
            draft.save(path)?;
            sign::saved(context, path, &signed);
            return Ok(Exit::Done);
        }
        if !signed.is_enough() {
            return Err(signed.refusal());
        }
        sign::put(context, &self.client, &before, &self.card, &draft)
    }
}

pub(super) fn rotate(context: &Context, verb: &RotateVerb) -> Result<Exit, Failure> {
    match verb {
        RotateVerb::Node(args) => node(context, args),
        RotateVerb::Vote(args) => people(context, args, KeyUse::Vote),
        RotateVerb::Root(args) => people(context, args, KeyUse::Root),
    }
}

fn node(context: &Context, args: &RotateNodeArgs) -> Result<Exit, Failure> {
    let mut next = Next::start(context, args.next.new_name.as_deref())?;
    let mut cut = Cut { journal: (next.own.journal, next.own.journal_id), directory: next.own.directory };
    if let (Some(journal), Some(directory)) = (args.cut_journal, args.cut_directory) {
        let id = match journal {
            0 => None,
            same if same == next.own.journal && args.cut_journal_id.is_none() => next.own.journal_id,
            _ => Some(args.cut_journal_id.ok_or_else(|| {
                Failure::new(Exit::Usage, "cli-cut-id", &[("number", journal.to_string())])
            })?),
        };
        cut = Cut { journal: (journal, id), directory };
    } else {
        // A page's votes count by the keys that it pins: one in the middle of them waits for ours.
        let register: RegisterView = next.client.get("/v1/register")?;
        if let Some(page) = register.proposals.iter().find(|page| page.state == "certified") {
            return Err(Failure::new(
                Exit::Refused,
                "cli-card-certified",
                &[("page", page.number.to_string())],
            ));
        }
    }
    let mut keys = open_keys(context, KeyUse::Root, &args.sign)?;
    let node = identity::next_node_key(&context.dir).map_err(refused)?;
    (next.card.cut, next.card.node) = (Some(cut), public_key(&node));
    keys.push(node);
    next.finish(context, &keys, &args.next)
}

fn people(context: &Context, args: &RotateKeysArgs, usage: KeyUse) -> Result<Exit, Failure> {
    let mut next = Next::start(context, args.next.new_name.as_deref())?;
    let sign = SignArgs { keys: args.sign_with.clone(), passphrase: args.passphrase.clone() };
    let own_root = args.sign_with.is_empty() && has_own(context, KeyUse::Root)?;
    let mut keys = Vec::new();
    let new = if args.new_keys.is_empty() {
        // The same passphrase as the root key's, asked for once; that key proves that it was not mistyped.
        let passphrase = if own_root {
            let passphrase = passphrase::existing(context, &args.passphrase)?;
            keys.push(Identity::unlock_root(&context.dir, &passphrase).map_err(refused)?);
            passphrase
        } else {
            keys.extend(open_keys(context, KeyUse::Root, &sign)?);
            passphrase::chosen(context, &args.passphrase)?
        };
        let key = own_key(context, usage, &passphrase, args.work_factor)?;
        let public = public_key(&key);
        if usage == KeyUse::Root {
            keys.push(key);
        }
        Keys { keys: List::new(vec![public]).map_err(impossible)?, threshold: 1 }
    } else {
        keys.extend(open_keys(context, KeyUse::Root, &sign)?);
        Keys { keys: List::new(args.new_keys.clone()).map_err(impossible)?, threshold: args.threshold }
    };
    match usage {
        KeyUse::Root => next.card.root = new,
        KeyUse::Vote => next.card.vote = new,
    }
    next.finish(context, &keys, &args.next)
}

/// A fresh key of the data directory.
fn own_key(
    context: &Context,
    usage: KeyUse,
    passphrase: &identity::Passphrase,
    work: Option<u8>,
) -> Result<SigningKey, Failure> {
    let doing = say!(context.tr, "key-doing");
    progress::during(context, &doing, || identity::next_key(&context.dir, usage, passphrase, work))
        .map_err(refused)
}

pub(super) fn renew(context: &Context, args: &RenewArgs) -> Result<Exit, Failure> {
    let next = Next::start(context, args.next.new_name.as_deref())?;
    let keys = open_keys(context, KeyUse::Root, &args.sign)?;
    next.finish(context, &keys, &args.next)
}

pub(super) fn address(context: &Context, args: &AddressArgs) -> Result<Exit, Failure> {
    let mut next = Next::start(context, args.next.new_name.as_deref())?;
    let mut addresses: Vec<String> = next.card.addresses.iter().map(ToString::to_string).collect();
    if !args.address.is_empty() {
        addresses.clone_from(&args.address);
    }
    for gone in &args.remove {
        let before = addresses.len();
        addresses.retain(|address| address != gone);
        if addresses.len() == before {
            return Err(Failure::new(Exit::Refused, "cli-no-such-address", &[("address", gone.clone())]));
        }
    }
    addresses.extend(
        args.add.iter().filter(|new| !next.card.addresses.iter().any(|a| a.as_str() == *new)).cloned(),
    );
    let mut checked = Vec::new();
    for address in &addresses {
        // As `bigre init` checks them.
        bigre_node::config::check_address(address)
            .map_err(|fault| refused(IdentityError::Address { address: address.clone(), fault }))?;
        checked.push(Text::new(address).map_err(impossible)?);
    }
    let found = checked.len();
    let checked = List::new(checked).map_err(|_| refused(IdentityError::Addresses { found }))?;
    next.card.addresses = checked;
    let keys = open_keys(context, KeyUse::Root, &args.sign)?;
    next.finish(context, &keys, &args.next)
}

/// A card with new root keys that they alone signed: the others decide whether to recognise it.
pub(super) fn recover(context: &Context, args: &RecoverArgs) -> Result<Exit, Failure> {
    let mut next = Next::start(context, None)?;
    let default = file_name(&next.card.name, "-recovery");
    let path = args.save.as_deref().unwrap_or(Path::new(&default));
    let passphrase = passphrase::chosen(context, &args.passphrase)?;
    let only = |key: PublicKey| List::new(vec![key]).map(|keys| Keys { keys, threshold: 1 });
    let root = own_key(context, KeyUse::Root, &passphrase, args.work_factor)?;
    next.card.root = only(public_key(&root)).map_err(impossible)?;
    if args.vote {
        let vote = own_key(context, KeyUse::Vote, &passphrase, args.work_factor)?;
        next.card.vote = only(public_key(&vote)).map_err(impossible)?;
    }
    next.card.check().map_err(impossible)?;
    let mut draft = Draft::new(ObjectKind::Card, &next.card);
    draft.sign(&next.own.federation, ObjectKind::Card, &root).map_err(envelope)?;
    draft.save(path)?;
    let (file, name) = (path.display().to_string(), next.card.name.to_string());
    if context.json {
        context.out.json(&json!({ "file": file, "number": next.card.number, "root": public_key(&root) }));
        return Ok(Exit::Done);
    }
    context.paragraph(&say!(context.tr, "recover-done", file = file.as_str()));
    context.note(&format!("    bigre register propose succeed {} --card {}", quoted(&name), quoted(&file)));
    Ok(Exit::Done)
}
