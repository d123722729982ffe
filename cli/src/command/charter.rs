//! `bigre charter`: the text that every cooperative signs, shown and signed.

use std::path::Path;

use bigre_node::api::model::CharterView;
use bigre_node::identity::{self, Identity, KeyUse, Passphrase};
use bigre_protocol::envelope::ObjectKind;
use bigre_protocol::id::{FederationId, ObjectId};
use bigre_protocol::register::{CHARTER, CharterSigned, charter_id};
use ed25519_dalek::SigningKey;
use serde_json::json;

use super::signing::{Draft, envelope, open_keys, refused, sign_with};
use crate::args::{CharterSignArgs, CharterVerb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::render::wrap;
use crate::say;

/// Name of the signed charter within the data directory.
pub const FILE: &str = "charter-signed.cbor";

pub(super) fn run(context: &Context, verb: &CharterVerb) -> Result<Exit, Failure> {
    match verb {
        CharterVerb::Show => show(context),
        CharterVerb::Sign(args) => sign(context, args),
    }
}

fn show(context: &Context) -> Result<Exit, Failure> {
    let asked = context.client()?.get::<CharterView>("/v1/register/charter").map_err(Failure::from);
    let (charter, in_force) = match asked {
        Ok(charter) => (charter, true),
        Err(failure) if failure.exit == Exit::NoNode => {
            (CharterView { id: charter_id(CHARTER.as_bytes()), text: CHARTER.into() }, false)
        }
        Err(failure) => return Err(failure),
    };
    if context.json {
        context.out.json(&json!({ "id": charter.id, "text": charter.text, "in_force": in_force }));
        return Ok(Exit::Done);
    }
    let text = crate::i18n::clean(charter.text.trim_end());
    context.out.line(&wrap(&text, usize::from(context.out.columns)).join("\n"));
    context.note("");
    let state = if in_force { "force" } else { "built-in" };
    let id = charter.id.short();
    context.paragraph(&say!(context.tr, "charter-id", state = state, id = id));
    Ok(Exit::Done)
}

/// Signs a charter for a federation with the data directory's vote key and further ones, and gives what is to be sent.
/// Fails when they are too few.
pub fn sign_file(
    dir: &Path,
    federation: &FederationId,
    charter: &ObjectId,
    passphrase: &Passphrase,
    extra_keys: &[SigningKey],
) -> Result<Vec<u8>, Failure> {
    let mut keys = extra_keys.to_vec();
    if identity::has_key(dir, KeyUse::Vote) {
        keys.push(Identity::unlock_vote(dir, passphrase).map_err(refused)?);
    }
    let (draft, needed) = signed(dir, federation, charter, &keys, None)?;
    if needed > 0 {
        return Err(too_few(needed));
    }
    Ok(draft.bytes)
}

fn too_few(needed: usize) -> Failure {
    Failure::new(Exit::Refused, "cli-more-signatures", &[("needed", needed.to_string())])
}

/// The charter signed with keys, after what was signed before; and how many more must sign.
fn signed(
    dir: &Path,
    federation: &FederationId,
    charter: &ObjectId,
    keys: &[SigningKey],
    before: Option<Draft>,
) -> Result<(Draft, usize), Failure> {
    let own = identity::card(dir).map_err(refused)?;
    let vote = &own.value.vote;
    let mut draft = Draft::new(ObjectKind::Charter, &CharterSigned { card: own.id, charter: *charter });
    if let Some(before) = before.filter(|before| before.is_of(&draft)) {
        draft = before;
    }
    sign_with(&mut draft, federation, ObjectKind::Charter, keys, &vote.keys)?;
    let signers = draft.signers(federation, ObjectKind::Charter, &vote.keys).map_err(envelope)?;
    let needed = vote.missing(&signers);
    Ok((draft, needed))
}

fn sign(context: &Context, args: &CharterSignArgs) -> Result<Exit, Failure> {
    let charter = args.charter.unwrap_or_else(|| charter_id(CHARTER.as_bytes()));
    let own = identity::card(&context.dir).map_err(refused)?;
    let path = args.out.clone().unwrap_or_else(|| context.dir.join(FILE));
    // Several people may sign one after the other: the same command adds to the file.
    let before = if path.exists() { Draft::read(&path).ok() } else { None };
    let before = before.filter(|before| before.federation() == Some(args.federation));
    let keys = open_keys(context, KeyUse::Vote, &args.sign)?;
    if keys.is_empty() {
        return Err(Failure::new(Exit::Refused, "cli-no-key", &[("use", "vote".into())]));
    }
    let (draft, needed) = signed(&context.dir, &args.federation, &charter, &keys, before)?;
    write_private(&path, &draft.bytes).map_err(|error| Failure::file("cli-write", &path, &error))?;
    let file = path.display().to_string();
    if context.json {
        context.out.json(&json!({
            "file": file, "card": own.id, "charter": charter, "federation": args.federation, "missing": needed,
        }));
        return Ok(Exit::Done);
    }
    context.paragraph(&say!(context.tr, "charter-signed", file = file, id = charter.short()));
    if needed > 0 {
        context.paragraph(&say!(context.tr, "charter-missing", needed = needed));
    }
    Ok(Exit::Done)
}

/// Writes a file for its owner alone, whole or not at all.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let draft = path.with_extension("new");
    let _ = std::fs::remove_file(&draft);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(bytes).and_then(|()| file.sync_all())?;
    std::fs::rename(&draft, path)
}
