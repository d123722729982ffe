//! What the register says, in words: members, pages, who decided them and who is missing. Must not know the rules.

use bigre_node::api::model::{PageView, RegisterView, SeatView};

use super::{find, view};
use crate::command::entry::Lines;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::{Translator, Value};
use crate::out::Tone;
use crate::render::{Cell, Table, date, listed, number, size, wrap};
use crate::say;

pub(super) fn list(context: &Context) -> Result<Exit, Failure> {
    let view = view(&context.client()?)?;
    if context.json {
        context.out.json(&view);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    let mut table = Table::new([
        say!(tr, "column-coop"),
        say!(tr, "column-state"),
        say!(tr, "column-card"),
        say!(tr, "column-valid-until"),
        say!(tr, "column-votes"),
    ]);
    for seat in &view.seats {
        let (tone, state) = standing(context, seat);
        let own = seat.coop == view.me;
        let name =
            if own { say!(tr, "federation-own", name = seat.name.as_str()) } else { seat.name.clone() };
        let expires =
            if seat.expires < context.now { (Tone::Bad, seat.expires) } else { (Tone::Plain, seat.expires) };
        let votes = match seat.standing.as_str() {
            "active" => say!(tr, "register-keys", needed = seat.vote[0], all = seat.vote[1]),
            _ => say!(tr, "no"),
        };
        table.row([
            Cell::toned(if own { Tone::Strong } else { Tone::Plain }, name),
            Cell::toned(tone, state),
            number(seat.card, tr).into(),
            Cell::toned(expires.0, date::day(expires.1)),
            votes.into(),
        ]);
    }
    context.out.line(&table.render(&context.out));
    context.note("");
    let sum = say!(
        tr,
        "register-sum",
        active = view.active,
        quorum = view.quorum,
        height = view.height,
        charter = view.charter.short(),
    );
    context.paragraph(&sum);
    warnings(context, &view);
    proposals(context, &view);
    Ok(Exit::Done)
}

fn standing(context: &Context, seat: &SeatView) -> (Tone, String) {
    let tr = &context.tr;
    let (tone, code) = match seat.standing.as_str() {
        "active" => (Tone::Good, "active"),
        "dormant" => (Tone::Warn, "dormant"),
        "left" => (Tone::Dim, "left"),
        _ => (Tone::Bad, "expelled"),
    };
    let mut parts = vec![tr.say("register-standing", &[("standing", Value::from(code))])];
    let mut tone = tone;
    if let Some(until) = seat.suspended_until {
        parts.push(say!(tr, "register-suspended", until = date::day(until)));
        tone = Tone::Bad;
    }
    for fault in &seat.faults {
        parts.push(tr.say("register-fault", &[("fault", Value::from(fault.as_str()))]));
        tone = Tone::Bad;
    }
    if !seat.branches.is_empty() {
        let ids: Vec<String> = seat.branches.iter().map(|id| id.short()).collect();
        parts.push(say!(tr, "register-branches", cards = listed(&ids, tr)));
        tone = Tone::Bad;
    }
    (tone, parts.join(", "))
}

fn warn(context: &Context, tone: Tone, text: &str) {
    let text = wrap(text, usize::from(context.out.columns)).join("\n");
    context.note(&context.out.paint(tone, &text));
}

fn warnings(context: &Context, view: &RegisterView) {
    let tr = &context.tr;
    if let Some(split) = &view.split {
        let text = say!(tr, "register-split-told", number = split.number, guilty = listed(&split.guilty, tr));
        warn(context, Tone::Bad, &text);
    }
    if view.isolated {
        warn(context, Tone::Warn, &say!(tr, "register-isolated", quorum = view.quorum));
    }
}

fn proposals(context: &Context, view: &RegisterView) {
    let tr = &context.tr;
    context.note("");
    if view.proposals.is_empty() {
        context.paragraph(&say!(tr, "register-no-proposal"));
        return;
    }
    context.paragraph(&say!(tr, "register-proposals", count = view.proposals.len()));
    for page in &view.proposals {
        let mut lines = Lines::new(&format!("{}  {}", page.id.short(), act(page, tr)));
        lines.add(say!(tr, "label-proposed-by"), proposer(context, page));
        lines.add_toned(say!(tr, "label-state"), tone(page), state(page, tr));
        lines.add(say!(tr, "label-approved-by"), listed(&page.approvals, tr));
        lines.add(say!(tr, "label-missing"), listed(&page.missing, tr));
        context.out.line(&lines.render(&context.out));
    }
}

fn proposer(context: &Context, page: &PageView) -> String {
    let when = date::full(page.opened, context.now, &context.tr);
    format!("{}, {when}", page.proposer)
}

fn tone(page: &PageView) -> Tone {
    match page.state.as_str() {
        "sealed" | "certified" | "approved" => Tone::Good,
        "outdated" => Tone::Warn,
        _ => Tone::Plain,
    }
}

/// What a page does.
pub(super) fn act(page: &PageView, tr: &Translator) -> String {
    let detail = page.detail.clone().unwrap_or_default();
    let detail = if page.act == "rules" { rules(&detail, tr) } else { detail };
    let subject = page.subject.clone().unwrap_or_default();
    let args = [
        ("act", Value::from(page.act.as_str())),
        ("subject", Value::from(subject)),
        ("detail", Value::from(detail)),
    ];
    tr.say("register-act", &args)
}

/// `members 100, bytes 1048576` in the reader's language.
fn rules(detail: &str, tr: &Translator) -> String {
    let rule = |text: &str| {
        let (name, value) = text.split_once(' ').unwrap_or((text, ""));
        let shown = match (name, value.parse::<u64>()) {
            ("bytes", Ok(bytes)) => size(bytes, tr),
            (_, Ok(value)) => number(value, tr),
            _ => value.to_owned(),
        };
        tr.say("register-rule", &[("rule", Value::from(name)), ("value", Value::from(shown))])
    };
    listed(&detail.split(", ").map(rule).collect::<Vec<_>>(), tr)
}

/// Where a page stands, and what it still needs.
pub(super) fn state(page: &PageView, tr: &Translator) -> String {
    let count = |list: &[String]| u64::try_from(list.len()).unwrap_or(u64::MAX);
    say!(
        tr,
        "register-state",
        state = page.state.as_str(),
        found = count(&page.approvals),
        of = page.needed,
        more = page.needed.saturating_sub(count(&page.approvals)),
        acks = count(&page.acknowledgements),
        ballots = count(&page.ballots),
    )
}

pub(super) fn page(context: &Context, reference: &str) -> Result<Exit, Failure> {
    let view = view(&context.client()?)?;
    let page = find(&view, reference)?;
    if context.json {
        context.out.json(page);
        return Ok(Exit::Done);
    }
    tell(context, page);
    Ok(Exit::Done)
}

/// A page in sentences.
pub(super) fn tell(context: &Context, page: &PageView) {
    let tr = &context.tr;
    let title = say!(tr, "register-page", number = page.number, act = act(page, tr));
    let mut lines = Lines::new(&title);
    lines.add_toned(say!(tr, "label-state"), tone(page), state(page, tr));
    lines.add(say!(tr, "label-proposed-by"), proposer(context, page));
    lines.add(say!(tr, "label-approved-by"), listed(&page.approvals, tr));
    lines.add(say!(tr, "label-missing"), listed(&page.missing, tr));
    lines.add(say!(tr, "label-ballots"), listed(&page.ballots, tr));
    lines.add(say!(tr, "label-acknowledgements"), listed(&page.acknowledgements, tr));
    if page.state == "sealed" {
        let found = page.acknowledgements.len();
        lines
            .add(say!(tr, "label-sealed-by"), say!(tr, "register-seal", found = found, needed = page.needed));
    }
    if let Some(minutes) = &page.minutes {
        lines.add(say!(tr, "label-minutes"), say!(tr, "register-minutes", hash = minutes.as_str()));
    }
    lines.add_toned(say!(tr, "label-id"), Tone::Dim, page.id.to_string());
    context.out.line(&lines.render(&context.out));
}

pub(super) fn log(context: &Context) -> Result<Exit, Failure> {
    let view = view(&context.client()?)?;
    if context.json {
        context.out.json(&view.pages);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    if view.pages.is_empty() {
        context.note(&say!(tr, "register-no-page"));
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-page"),
        say!(tr, "column-date"),
        say!(tr, "column-what"),
        say!(tr, "column-by"),
        say!(tr, "column-id"),
    ]);
    for page in &view.pages {
        table.row([
            number(page.number, tr).into(),
            date::day(page.opened).into(),
            act(page, tr).into(),
            page.proposer.as_str().into(),
            Cell::toned(Tone::Dim, page.id.short()),
        ]);
    }
    context.out.line(&table.render(&context.out));
    Ok(Exit::Done)
}
