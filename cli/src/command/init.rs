//! `bigre init`: makes a new identity, and says what comes next.

use bigre_node::identity::{self, IdentityError, InitOptions};
use serde_json::json;

use crate::args::InitArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::out::Tone;
use crate::{passphrase, progress, say};

pub(super) fn run(context: &Context, args: &InitArgs) -> Result<Exit, Failure> {
    let refused = |error: IdentityError| Failure::refused(error.problem());
    // Before any passphrase is asked for: an identity that is there is never written over.
    if let Ok(card) = identity::card(&context.dir) {
        let name = card.value.name.to_string();
        return Err(refused(IdentityError::Exists { dir: context.dir.clone(), name }));
    }
    let passphrase = match args.generate_passphrase {
        true => passphrase::generated()?,
        false => passphrase::chosen(context, &args.passphrase)?,
    };
    let options = InitOptions {
        name: args.name.clone(),
        legal: args.legal_id.clone(),
        addresses: args.announce.clone(),
        passphrase,
        work_factor: args.work_factor,
    };
    let doing = say!(context.tr, "init-doing");
    let card =
        progress::during(context, &doing, || identity::init(&context.dir, &options)).map_err(refused)?;
    if args.generate_passphrase {
        context.out.error(&say!(context.tr, "init-passphrase"));
        context.out.error(&format!("\n    {}\n", context.out.paint_error(Tone::Strong, &options.passphrase)));
    }
    let dir = context.dir.display().to_string();
    if context.json {
        context
            .out
            .json(&json!({ "dir": dir, "card": card.id.to_string(), "name": card.value.name.as_str() }));
        return Ok(Exit::Done);
    }
    context.paragraph(&say!(context.tr, "init-done", name = card.value.name.as_str(), dir = dir));
    context.paragraph(&say!(context.tr, "init-card", id = card.id.short()));
    context.paragraph(&say!(context.tr, "init-next"));
    Ok(Exit::Done)
}
