//! A card that several people sign: who signed, who is missing, and how it comes into force. Must not know what it changes.

use std::path::Path;
use std::time::{Duration, Instant};

use bigre_node::api::model::{Acted, ChainView, OwnCard, Signed as Sent};
use bigre_node::identity::{self, KeyUse};
use bigre_protocol::card::{Card, Keys};
use bigre_protocol::envelope::{ObjectKind, Verified};
use bigre_protocol::id::{FederationId, PublicKey};
use data_encoding::HEXLOWER;
use hyper::Method;
use serde_json::json;

use super::in_force;
use crate::args::CardSignArgs;
use crate::client::{Client, ClientError};
use crate::command::backup::quoted;
use crate::command::entry::Lines;
use crate::command::register::cards_of;
use crate::command::signing::{Draft, envelope, named, open_keys, refused, sign_with, union};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::out::Tone;
use crate::render::{date, listed};
use crate::{passphrase, say};

/// How long the node may take to put a card in force (guess: a slow disk).
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is looked at meanwhile.
const LOOK: Duration = Duration::from_millis(20);

/// The keys that may sign a card: the root keys of both, and its node's that the card before had not.
pub(super) fn may_sign(before: &Card, card: &Card) -> Vec<PublicKey> {
    let mut keys = union(&before.root, &card.root);
    keys.extend(new_node_keys(before, card));
    keys
}

/// The keys of a card's node that the card before had not; a first card follows nothing.
fn new_node_keys(before: &Card, card: &Card) -> Vec<PublicKey> {
    card.new_node_keys(Some(before).filter(|_| card.number > 0))
}

/// Who signed a card, and how many are missing of the keys before and of its own.
pub(super) struct Signed {
    pub(super) signers: Vec<PublicKey>,
    pub(super) old: Keys,
    pub(super) new: Keys,
    pub(super) old_missing: usize,
    pub(super) new_missing: usize,
    /// A new key of its node that did not sign.
    pub(super) unproved: Option<PublicKey>,
}

impl Signed {
    pub(super) fn of(
        draft: &Draft,
        federation: &FederationId,
        before: &Card,
        card: &Card,
    ) -> Result<Signed, Failure> {
        let known = may_sign(before, card);
        let signers = draft.signers(federation, ObjectKind::Card, &known).map_err(envelope)?;
        Ok(Signed {
            unproved: new_node_keys(before, card).into_iter().find(|key| !signers.contains(key)),
            old_missing: before.root.missing(&signers),
            new_missing: card.root.missing(&signers),
            old: before.root.clone(),
            new: card.root.clone(),
            signers,
        })
    }

    pub(super) fn is_enough(&self) -> bool {
        self.old_missing == 0 && self.new_missing == 0 && self.unproved.is_none()
    }

    /// Why it is not published.
    pub(super) fn refusal(&self) -> Failure {
        let needed = self.old_missing.max(self.new_missing);
        match &self.unproved {
            Some(key) if needed == 0 => {
                Failure::new(Exit::Refused, "cli-card-unproved", &[("key", named(key))])
            }
            _ => Failure::new(Exit::Refused, "cli-card-unsigned", &[("needed", needed.to_string())]),
        }
    }

    fn as_json(&self) -> serde_json::Value {
        json!({ "signers": self.signers, "missing_of_previous": self.old_missing, "missing_of_own": self.new_missing })
    }
}

/// Says that a card waits for signatures, and whose.
pub(super) fn saved(context: &Context, path: &Path, signed: &Signed) {
    let file = path.display().to_string();
    if context.json {
        let mut told = signed.as_json();
        told["file"] = file.into();
        context.out.json(&told);
        return;
    }
    let tr = &context.tr;
    context.paragraph(&say!(tr, "card-saved", file = file.as_str()));
    tell_missing(context, signed);
    if signed.is_enough() {
        context.note(&format!("    bigre card publish {}", quoted(&file)));
    } else {
        context.note(&format!("    bigre card sign {} --key …", quoted(&file)));
    }
}

fn tell_missing(context: &Context, signed: &Signed) {
    let tr = &context.tr;
    if signed.is_enough() {
        context.paragraph(&say!(tr, "card-enough"));
        return;
    }
    for (keys, more, which) in
        [(&signed.old, signed.old_missing, "old"), (&signed.new, signed.new_missing, "new")]
    {
        let unsigned = keys.keys.iter().filter(|key| !signed.signers.contains(key)).map(named);
        let names = listed(&unsigned.collect::<Vec<_>>(), tr);
        if more > 0 {
            context.paragraph(&say!(tr, "card-missing", which = which, more = more, names = names));
        }
    }
    if let Some(key) = &signed.unproved {
        context.paragraph(&say!(tr, "card-unproved", key = named(key)));
    }
}

/// Publishes a card that enough people signed, and puts the data directory's new keys in place.
pub(super) fn put(
    context: &Context,
    client: &Client,
    before: &Card,
    card: &Card,
    draft: &Draft,
) -> Result<Exit, Failure> {
    let object = HEXLOWER.encode(&draft.bytes);
    let acted: Acted = client.send(Method::POST, "/v1/register/cards", &Sent { object })?;
    let end = Instant::now() + PATIENCE;
    let kept = || identity::current(&context.dir).is_ok_and(|now| now.number >= card.number);
    while !kept() && Instant::now() < end {
        std::thread::park_timeout(LOOK);
    }
    let settled = identity::settle_keys(&context.dir).map_err(refused)?;
    let own = identity::current(&context.dir).map_err(refused)?;
    for (usage, old, new) in
        [(KeyUse::Root, &before.root, &card.root), (KeyUse::Vote, &before.vote, &card.vote)]
    {
        // People hold all the new keys: the directory's own serves to nothing any more, but is never destroyed.
        let gone = !old.keys.iter().any(|key| new.keys.contains(key));
        if gone && own.number >= card.number && !settled.contains(&usage) {
            identity::put_aside(&context.dir, usage, card.number).map_err(refused)?;
        }
    }
    if context.json {
        context.out.json(&json!({ "id": acted.id, "number": card.number, "expires": card.expires }));
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    let until = date::day(card.expires);
    context.paragraph(&say!(tr, "card-in-force", number = card.number, until = until));
    if card.node != before.node {
        context.paragraph(&say!(tr, "card-node-key"));
    }
    Ok(Exit::Done)
}

fn read(path: &Path) -> Result<(Draft, Card), Failure> {
    let draft = Draft::read(path)?;
    let card: Card = draft.payload().map_err(|error| {
        let args = [("path", path.display().to_string()), ("error", error.to_string())];
        Failure::new(Exit::Refused, "cli-draft-bad", &args)
    })?;
    Ok((draft, card))
}

/// The federation and the card before, as the node of this directory knows them; nothing without one.
fn known(context: &Context, card: &Card) -> Result<Option<(FederationId, Card)>, Failure> {
    let client = context.client()?;
    let own: OwnCard = match client.get("/v1/register/card") {
        Err(ClientError::NoNode { .. }) => return Ok(None),
        answer => answer?,
    };
    if card.previous == Some(own.id) {
        return Ok(Some((own.federation, in_force(&own)?)));
    }
    let chain: ChainView = client.get("/v1/register/chain")?;
    let before = card.previous.and_then(|id| cards_of(&chain).ok()?.remove(&id));
    Ok(before.map(|before: Verified<Card>| (own.federation, before.value)))
}

pub(super) fn sign(context: &Context, args: &CardSignArgs) -> Result<Exit, Failure> {
    let (mut draft, card) = read(&args.draft)?;
    let known = known(context, &card)?;
    let federation = known.as_ref().map(|(federation, _)| *federation).or(draft.federation());
    let Some(federation) = federation.or(args.federation) else {
        return Err(Failure::new(Exit::Usage, "cli-federation-unknown", &[]));
    };
    if !context.json && !context.quiet {
        show(context, &card);
    }
    if !args.yes && !passphrase::confirmed(context, &say!(context.tr, "card-ask"))? {
        return Err(Failure::new(Exit::Refused, "cli-not-confirmed", &[]));
    }
    let keys = open_keys(context, KeyUse::Root, &args.sign)?;
    if keys.is_empty() {
        return Err(Failure::new(Exit::Refused, "cli-no-key", &[("use", "root".into())]));
    }
    let Some((_, before)) = known else {
        // Without a node nobody knows the old keys here: the node will tell when the card is published.
        for key in &keys {
            draft.sign(&federation, ObjectKind::Card, key).map_err(envelope)?;
        }
        draft.save(&args.draft)?;
        let file = args.draft.display().to_string();
        if context.json {
            context.out.json(&json!({ "file": file }));
        } else {
            context.paragraph(&say!(context.tr, "card-signed-blind", file = file));
        }
        return Ok(Exit::Done);
    };
    sign_with(&mut draft, &federation, ObjectKind::Card, &keys, &may_sign(&before, &card))?;
    let signed = Signed::of(&draft, &federation, &before, &card)?;
    draft.save(&args.draft)?;
    saved(context, &args.draft, &signed);
    Ok(Exit::Done)
}

fn show(context: &Context, card: &Card) {
    let tr = &context.tr;
    let keys = |keys: &Keys| {
        let names: Vec<String> = keys.keys.iter().map(named).collect();
        say!(tr, "card-keys", needed = keys.threshold, names = listed(&names, tr))
    };
    let mut lines = Lines::new(&say!(tr, "card-number", name = card.name.as_str(), number = card.number));
    lines.add(say!(tr, "label-legal"), card.legal.as_str());
    lines.add(say!(tr, "label-root-keys"), keys(&card.root));
    lines.add(say!(tr, "label-vote-keys"), keys(&card.vote));
    lines.add(say!(tr, "label-node-key"), named(&card.node));
    if let Some(cut) = card.cut {
        let (journal, directory) = (cut.journal.0, cut.directory);
        lines.add(say!(tr, "label-cut"), say!(tr, "card-cut", journal = journal, directory = directory));
    }
    let addresses: Vec<String> = card.addresses.iter().map(ToString::to_string).collect();
    lines.add(say!(tr, "label-addresses"), addresses.join("\n"));
    lines.add(say!(tr, "label-valid-until"), date::day(card.expires));
    context.out.line(&lines.render(&context.out));
}

pub(super) fn publish(context: &Context, path: &Path) -> Result<Exit, Failure> {
    let (draft, card) = read(path)?;
    let client = context.client()?;
    let own: OwnCard = client.get("/v1/register/card")?;
    if card.previous != Some(own.id) {
        let args = [("number", card.number.to_string()), ("current", own.number.to_string())];
        return Err(Failure::new(Exit::Refused, "cli-card-follows-another", &args));
    }
    let before = in_force(&own)?;
    let signed = Signed::of(&draft, &own.federation, &before, &card)?;
    if !signed.is_enough() {
        tell_missing(context, &signed);
        return Err(signed.refusal());
    }
    put(context, &client, &before, &card, &draft)
}

pub(super) fn verify(context: &Context, path: Option<&Path>) -> Result<Exit, Failure> {
    let mut by_page = None;
    let (draft, card) = match path {
        Some(path) => read(path)?,
        None => {
            let own: OwnCard = context.client()?.get("/v1/register/card")?;
            let bytes = HEXLOWER.decode(own.card.as_bytes()).unwrap_or_default();
            by_page = own.by_page;
            (Draft { bytes }, in_force(&own)?)
        }
    };
    // A first card is signed for no federation and follows nothing.
    let (federation, before) = if card.number == 0 {
        (FederationId::NONE, card.clone())
    } else {
        let none = || Failure::new(Exit::Refused, "cli-card-before-unknown", &[]);
        known(context, &card)?.ok_or_else(none)?
    };
    let signed = Signed::of(&draft, &federation, &before, &card)?;
    // A page of the register stands for the root keys that were lost.
    let done = signed.is_enough() || by_page.is_some();
    let exit = if done { Exit::Done } else { Exit::Refused };
    if context.json {
        let mut told = signed.as_json();
        told["number"] = card.number.into();
        told["complete"] = done.into();
        context.out.json(&told);
        return Ok(exit);
    }
    show(context, &card);
    let tr = &context.tr;
    let side = |key: &PublicKey| match (signed.old.keys.contains(key), signed.new.keys.contains(key)) {
        (true, true) => "both",
        (true, false) => "old",
        (false, true) => "new",
        (false, false) => "node",
    };
    for key in &signed.signers {
        context.paragraph(&say!(tr, "card-signer", key = named(key), which = side(key)));
    }
    if let Some(page) = by_page {
        context.paragraph(&say!(tr, "card-by-page", page = page));
    }
    if done && path.is_none() {
        context.note(&context.out.paint(Tone::Good, &say!(tr, "card-sound")));
    } else {
        tell_missing(context, &signed);
    }
    Ok(exit)
}
