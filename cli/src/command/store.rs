//! `bigre store`: keeps the disk tidy.

use bigre_node::api::model::Compacted;

use crate::args::StoreVerb;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::render::size;
use crate::{progress, say};

pub(super) fn run(context: &Context, verb: &StoreVerb) -> Result<Exit, Failure> {
    let StoreVerb::Compact = verb;
    let client = context.client()?;
    let doing = say!(context.tr, "store-doing");
    let done: Compacted = progress::during(context, &doing, || client.post("/v1/compact"))?;
    if context.json {
        context.out.json(&done);
        return Ok(Exit::Done);
    }
    let (before, after) = (size(done.before_bytes, &context.tr), size(done.after_bytes, &context.tr));
    context.note(&say!(context.tr, "store-compacted", before = before, after = after));
    Ok(Exit::Done)
}
