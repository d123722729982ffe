//! A federation founded anew after its register was frozen: what the founding page goes on from, and our entries
//! brought over. Must not know how the register was frozen.

use std::path::Path;

use bigre_node::api::model::{Bulk, BulkEntry, Changed};
use bigre_node::{bundle, identity};
use bigre_protocol::directory::entry::{Body, Entry};
use bigre_protocol::frame::Frame;
use bigre_protocol::id::CoopId;
use bigre_protocol::register::{After, Register};
use serde_json::json;

use crate::context::Context;
use crate::exported;
use crate::failure::{Exit, Failure};
use crate::{progress, say};

/// Entries sent to the node at once.
const AT_ONCE: usize = 1_000;

/// The last page of a register in files: what a federation founded anew goes on from.
pub(super) fn after(book: Option<&Path>) -> Result<Option<After>, Failure> {
    let Some(book) = book else { return Ok(None) };
    let register = exported::register(book)?;
    Ok(Some(After(register.federation, register.height, register.head)))
}

/// Publishes our cooperative's entries of the federation before: those of a file that `bigre export` wrote there.
pub(super) fn bring(context: &Context, file: &Path, book: &Path) -> Result<Exit, Failure> {
    let register = exported::register(book)?;
    let legal = identity::current(&context.dir).map_err(super::refused)?.legal;
    let before = register.seats().iter().find(|seat| seat.card().value.legal == legal);
    let unknown = || Failure::new(Exit::Refused, "cli-not-in-book", &[("legal", legal.to_string())]);
    let coop = before.ok_or_else(unknown)?.coop;
    let bytes = std::fs::read(file).map_err(|error| Failure::file("cli-read", file, &error))?;
    let put = ours(&register, &coop, &bytes)?;
    let (client, brought) = (context.client()?, put.len());
    let doing = say!(context.tr, "federation-bringing");
    progress::during(context, &doing, || {
        for put in put.chunks(AT_ONCE) {
            let bulk = Bulk { put: put.to_vec(), remove: Vec::new() };
            let _: Changed = client.send(hyper::Method::POST, "/v1/entries/bulk", &bulk)?;
        }
        Ok::<(), Failure>(())
    })?;
    if context.json {
        context.out.json(&json!({ "entries": brought }));
    } else {
        context.paragraph(&say!(context.tr, "federation-brought", entries = brought as u64));
    }
    Ok(Exit::Done)
}

/// The entries of one cooperative in a bundle, with the ids they had.
fn ours(register: &Register, coop: &CoopId, bytes: &[u8]) -> Result<Vec<BulkEntry>, Failure> {
    let bad = |detail: String| Failure::new(Exit::Refused, "bad-bundle", &[("detail", detail)]);
    let frames = bundle::read(&register.federation, bytes).map_err(|error| bad(error.to_string()))?;
    let mut current = None;
    let mut put = Vec::new();
    for frame in frames {
        match Frame::from_bytes(&frame).map_err(|error| bad(error.to_string()))? {
            Some(Frame::Begin { coop, .. }) => current = Some(coop),
            Some(Frame::Part(part)) if current == Some(*coop) => {
                put.extend(part.put.iter().filter_map(published));
            }
            _ => {}
        }
    }
    Ok(put)
}

/// An entry as the local API takes it; what this version cannot read stays behind.
fn published(entry: &Entry) -> Option<BulkEntry> {
    let mut bulk = BulkEntry::of(entry.id, entry.kind);
    match entry.read().ok()? {
        Body::Member(member) => bulk.member = Some(member),
        Body::Offer(listing) | Body::Need(listing) | Body::Service(listing) => bulk.listing = Some(listing),
        Body::Term(term) => bulk.term = Some(term),
        Body::Unknown => return None,
    }
    Some(bulk)
}
