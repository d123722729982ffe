//! Inputs, outputs and frames in a few words, for the lines of a trace. Must not know what they lead to.

use bigre_protocol::frame::Frame;
use bigre_protocol::replica::{Input, Output};

pub(super) fn show_input(input: &Input) -> String {
    match input {
        Input::Gossip { from, ticket, bytes } => {
            format!("gossip from {} {ticket:?}, {} bytes", from.short(), bytes.len())
        }
        Input::Frame { stream, bytes } => format!("frame on {stream:?}: {}", show_frame(bytes)),
        Input::Edit { request, put, remove } => {
            format!("edit {request:?}: {} put, {} removed", put.len(), remove.len())
        }
        other => format!("{other:?}").chars().take(120).collect(),
    }
}

pub(super) fn show_output(output: &Output) -> String {
    match output {
        Output::Send { stream, bytes } => format!("send on {stream:?}: {}", show_frame(bytes)),
        Output::SendPart { stream, changes, cursor, .. } => {
            format!("part on {stream:?}: {} changes up to {}", changes.len(), cursor.number)
        }
        Output::Publish(bytes) => format!("publish {} bytes", bytes.len()),
        other => format!("{other:?}").chars().take(160).collect(),
    }
}

fn show_frame(bytes: &[u8]) -> String {
    match Frame::from_bytes(bytes) {
        Ok(Some(Frame::Hello(hello))) => {
            let numbers: Vec<u64> = hello.heads.iter().map(|(number, _)| *number).collect();
            format!("HELLO {numbers:?}, asks {:?}, everything: {}", hello.asks.len(), hello.everything)
        }
        Ok(Some(Frame::Begin { coop, full, resumed, .. })) => {
            format!("BEGIN {}, full: {full}, resumed: {resumed}", coop.short())
        }
        Ok(Some(Frame::Part(part))) => format!("PART {} put, {} removed", part.put.len(), part.removed.len()),
        Ok(other) => format!("{other:?}").chars().take(40).collect(),
        Err(error) => format!("not a frame: {error}"),
    }
}
