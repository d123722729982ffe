//! `bigre invite`: gives invitations out, lists them, takes them back.

use bigre_node::api::model::{InvitationDraft, InvitationView};
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};

use crate::args::{InviteArgs, InviteVerb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::out::Tone;
use crate::render::{Cell, Table, date};
use crate::say;

/// Characters of a line of a ticket: an e-mail does not break it.
const LINE: usize = 64;

pub(super) fn run(context: &Context, args: &InviteArgs) -> Result<Exit, Failure> {
    match &args.verb {
        None => give(context, args),
        Some(InviteVerb::List) => list(context),
        Some(InviteVerb::Revoke { id }) => {
            let view: InvitationView = context.client()?.delete(&format!("/v1/invitations/{id}"))?;
            if context.json {
                context.out.json(&view);
            } else {
                context.paragraph(&say!(context.tr, "invite-revoked", guest = view.guest.as_str()));
            }
            Ok(Exit::Done)
        }
    }
}

fn give(context: &Context, args: &InviteArgs) -> Result<Exit, Failure> {
    let draft = InvitationDraft { guest: args.guest.clone().unwrap_or_default(), days: args.days };
    let view: InvitationView = context.client()?.send(hyper::Method::POST, "/v1/invitations", &draft)?;
    if context.json {
        context.out.json(&view);
        return Ok(Exit::Done);
    }
    let ticket = view.ticket.clone().unwrap_or_default();
    let until = date::full(view.until, context.now, &context.tr);
    context.paragraph(&say!(context.tr, "invite-given", guest = view.guest.as_str(), until = until));
    context.note("");
    for line in ticket.as_bytes().chunks(LINE) {
        context.out.line(&String::from_utf8_lossy(line));
    }
    if !args.no_qr && !context.quiet {
        match drawn(&ticket, usize::from(context.out.columns)) {
            Some(code) => context.note(&format!("\n{code}")),
            None => context.paragraph(&say!(context.tr, "invite-no-qr")),
        }
    }
    context.note("");
    context.paragraph(&say!(context.tr, "invite-next", id = view.id.chars().take(10).collect::<String>()));
    Ok(Exit::Done)
}

/// The QR code of a text, when it fits so many columns.
fn drawn(text: &str, columns: usize) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    // Four modules of quiet zone on each side, or one: readers want four, and cope with less.
    let quiet = [4, 1].into_iter().find(|quiet| code.width() + 2 * quiet <= columns)?;
    let drawn = code
        .render::<Dense1x2>()
        .quiet_zone(quiet == 4)
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    if quiet == 4 {
        return Some(drawn);
    }
    let edge = "█".repeat(code.width() + 2);
    let lines = drawn.lines().map(|line| format!("█{line}█"));
    Some(
        std::iter::once("▄".repeat(code.width() + 2))
            .chain(lines)
            .chain([edge])
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

fn list(context: &Context) -> Result<Exit, Failure> {
    let all: Vec<InvitationView> = context.client()?.get("/v1/invitations")?;
    if context.json {
        context.out.json(&all);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    if all.is_empty() {
        context.note(&say!(tr, "invite-none"));
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-guest"),
        say!(tr, "column-state"),
        say!(tr, "column-until"),
        say!(tr, "column-id"),
    ]);
    for view in &all {
        let tone = if view.state == "open" { Tone::Good } else { Tone::Dim };
        table.row([
            view.guest.as_str().into(),
            Cell::toned(tone, say!(tr, "invite-state", state = view.state.as_str())),
            date::full(view.until, context.now, tr).as_str().into(),
            Cell::toned(Tone::Dim, view.id.chars().take(10).collect::<String>()),
        ]);
    }
    context.out.line(&table.render(&context.out));
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_of_three_addresses_fits_a_terminal() {
        let text = "A".repeat(800);
        for columns in [100, 87] {
            let code = drawn(&text, columns).expect("it fits");
            let width = code.lines().next().map_or(0, |line| line.chars().count());
            assert!(width <= columns, "{width}");
        }
        assert!(drawn(&text, 40).is_none(), "nothing is better than half a code");
    }
}
