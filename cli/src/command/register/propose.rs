//! `bigre register propose`: reads the files that a page is made of, and proposes it. Must not know which pages may be.

use std::path::Path;

use bigre_node::api::model::{ActDraft, Acted, Propose};
use data_encoding::HEXLOWER;
use hyper::Method;
use sha2::{Digest as _, Sha256};

use super::{find, fund_rules, show, view};
use crate::args::{MinutesArgs, ProposeVerb};
use crate::client::Client;
use crate::command::bundle::read;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::say;

/// Bytes of a MiB.
const MIB: u64 = 1024 * 1024;

pub(super) fn run(context: &Context, verb: &ProposeVerb) -> Result<Exit, Failure> {
    let client = context.client()?;
    let (act, minutes) = act(&client, verb)?;
    let minutes = match &minutes.minutes {
        Some(path) => Some(HEXLOWER.encode(&Sha256::digest(read(path)?))),
        None => None,
    };
    let acted: Acted =
        client.send(Method::POST, "/v1/register/pages", &Propose { act, minutes: minutes.clone() })?;
    if context.json {
        context.out.json(&acted);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    let id = acted.id.short();
    if !context.quiet {
        let view = view(&client)?;
        if let Ok(page) = find(&view, &acted.id.to_string()) {
            show::tell(context, page);
        }
    }
    context.paragraph(&say!(tr, "register-proposed"));
    context.note(&format!("    bigre register approve {id}"));
    if minutes.is_some() {
        context.paragraph(&say!(tr, "register-minutes-stay"));
    }
    Ok(Exit::Done)
}

fn hex(path: &Path) -> Result<String, Failure> {
    Ok(HEXLOWER.encode(&read(path)?))
}

fn act<'v>(client: &Client, verb: &'v ProposeVerb) -> Result<(ActDraft, &'v MinutesArgs), Failure> {
    Ok(match verb {
        ProposeVerb::Admit { card, charter, minutes } => {
            (ActDraft::Admit { card: hex(card)?, charter: hex(charter)? }, minutes)
        }
        ProposeVerb::Expel { about, grounds, cut_journal, cut_directory } => {
            let cut = cut_journal.zip(*cut_directory).map(|(journal, directory)| [journal, directory]);
            (ActDraft::Expel { coop: about.coop.clone(), grounds: grounds.clone(), cut }, &about.minutes)
        }
        ProposeVerb::Leave { minutes } => (ActDraft::Leave { coop: None }, minutes),
        ProposeVerb::Sleep(about) => (ActDraft::Sleep { coop: about.coop.clone() }, &about.minutes),
        ProposeVerb::Wake(about) => (ActDraft::Wake { coop: about.coop.clone() }, &about.minutes),
        ProposeVerb::Succeed { about, card } => {
            (ActDraft::Succeed { coop: about.coop.clone(), card: hex(card)? }, &about.minutes)
        }
        ProposeVerb::Recognise { coop, branch, minutes } => {
            (ActDraft::Recognise { coop: coop.clone(), card: branch.trim().to_lowercase() }, minutes)
        }
        ProposeVerb::Rules { members, entries, megabytes, charter, vocabulary, no_vocabulary, minutes } => {
            let charter = match charter {
                Some(path) => Some(text(path)?),
                None => None,
            };
            let vocabularies = (*no_vocabulary || !vocabulary.is_empty()).then(|| vocabulary.clone());
            let is_number = members.or(*entries).or(*megabytes).is_some();
            if !is_number && charter.is_none() && vocabularies.is_none() {
                return Err(Failure::new(Exit::Usage, "cli-no-rule", &[]));
            }
            let bytes = megabytes.map(|megabytes| megabytes.saturating_mul(MIB));
            let (members, entries) = (*members, *entries);
            (ActDraft::Rules { members, entries, bytes, charter, vocabularies }, minutes)
        }
        ProposeVerb::FundRules(args) => (fund_rules::act(client, args)?, &args.minutes),
        ProposeVerb::Overrule { request, minutes } => {
            (ActDraft::Overrule { request: request.clone() }, minutes)
        }
        ProposeVerb::Upgrade { protocol, minutes } => (ActDraft::Upgrade { version: *protocol }, minutes),
    })
}

fn text(path: &Path) -> Result<String, Failure> {
    let not_text = |error: std::string::FromUtf8Error| {
        let args = [("path", path.display().to_string()), ("error", error.to_string())];
        Failure::new(Exit::Refused, "cli-not-text", &args)
    };
    String::from_utf8(read(path)?).map_err(not_text)
}
