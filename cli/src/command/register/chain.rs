//! The register in files: exported, and verified off line with nothing but the protocol's rules.
//!
//! Knows the files and their order; must not know of the network nor trust the node that wrote them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bigre_node::api::model::{ChainView, HeldView, JournalPart};
use bigre_protocol::card::Card;
use bigre_protocol::envelope::{Cosigned, Verified};
use bigre_protocol::id::ObjectId;
use bigre_protocol::limits::CARD_BYTES;
use bigre_protocol::register::{Act, Founding, ReadPage, Register, Sealed};
use data_encoding::HEXLOWER;
use serde_json::json;

use crate::client::Client;
use crate::command::backup::quoted;
use crate::context::Context;
use crate::exported::{FOUNDING, Journals, Proved, unsound, walk};
use crate::failure::{Exit, Failure};
use crate::i18n::Value;
use crate::out::Tone;
use crate::render::{date, wrap};
use crate::say;

fn unhex(text: &str) -> Result<Vec<u8>, Failure> {
    let broken = |error: data_encoding::DecodeError| {
        Failure::new(Exit::NoNode, "cli-broken", &[("error", error.to_string())])
    };
    HEXLOWER.decode(text.as_bytes()).map_err(broken)
}

pub(super) fn export(context: &Context, dir: &Path) -> Result<Exit, Failure> {
    let client = context.client()?;
    // The journals first: a page that comes meanwhile does no harm, an entry that cites one would.
    let journals = journals(&client)?;
    let chain: ChainView = client.get("/v1/register/chain")?;
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error: std::io::Error| Failure::file("cli-write", &path, &error)
    };
    std::fs::create_dir_all(dir).map_err(failed(dir))?;
    let mut there = std::fs::read_dir(dir).map_err(failed(dir))?;
    if there.next().is_some() {
        return Err(Failure::new(Exit::Refused, "cli-not-empty", &[("path", dir.display().to_string())]));
    }
    let write = |path: PathBuf, hex: &str| std::fs::write(&path, unhex(hex)?).map_err(failed(&path));
    write(dir.join(FOUNDING), &chain.founding)?;
    for (folder, objects) in [("cards", &chain.cards), ("pages", &chain.pages)] {
        std::fs::create_dir(dir.join(folder)).map_err(failed(&dir.join(folder)))?;
        for (at, object) in objects.iter().enumerate() {
            write(dir.join(folder).join(format!("{:04}.cbor", at + 1)), object)?;
        }
    }
    for (file, bytes) in journals.files() {
        let path = dir.join(file);
        let folder = path.parent().unwrap_or(dir);
        std::fs::create_dir_all(folder).map_err(failed(folder))?;
        std::fs::write(&path, bytes).map_err(failed(&path))?;
    }
    let shown = dir.display().to_string();
    let entries: usize = journals.journals.iter().map(|(.., entries)| entries.len()).sum();
    let (cards, pages) = (chain.cards.len(), chain.pages.len());
    if context.json {
        context.out.json(&json!({ "dir": shown, "cards": cards, "pages": pages, "entries": entries }));
        return Ok(Exit::Done);
    }
    context.paragraph(&say!(
        context.tr,
        "chain-exported",
        dir = shown.as_str(),
        cards = cards,
        pages = pages,
        entries = entries
    ));
    context.note(&format!("    bigre register verify --offline {}", quoted(&shown)));
    Ok(Exit::Done)
}

/// The journals as the node holds them, up to where they were when it was asked.
fn journals(client: &Client) -> Result<Journals, Failure> {
    let held: HeldView = client.get("/v1/register/held")?;
    let mut journals = Journals::default();
    for head in held.journals {
        let upto = usize::try_from(head.seq).unwrap_or(usize::MAX);
        let mut entries: Vec<Vec<u8>> = Vec::new();
        while entries.len() < upto {
            let path = format!("/v1/register/journal?coop={}&after={}", head.coop, entries.len());
            let part: JournalPart = client.get(&path)?;
            if part.entries.is_empty() {
                break;
            }
            for hex in part.entries.iter().take(upto - entries.len()) {
                entries.push(unhex(hex)?);
            }
        }
        journals.journals.push((head.coop, head.id, entries));
    }
    for pulse in held.pulses {
        journals.pulses.push((pulse.coop, unhex(&pulse.object)?));
    }
    for proof in held.proofs {
        let [a, b] = proof.objects;
        journals.proofs.push((proof.coop, proof.kind, [unhex(&a)?, unhex(&b)?]));
    }
    Ok(journals)
}

pub(super) fn verify(context: &Context, dir: &Path) -> Result<Exit, Failure> {
    let loud = !context.json && !context.quiet;
    let mut proved = Vec::new();
    let register = walk(
        dir,
        |founding| {
            if loud {
                founded(context, founding)
            }
        },
        |page| {
            if loud {
                tell(context, &page);
            }
            proved.push(page);
        },
    )?;
    concluded(context, &register, &proved);
    Ok(Exit::Done)
}

fn act(page: &ReadPage) -> &'static str {
    match page.value.act {
        Act::Admit { .. } => "admit",
        Act::Expel { .. } => "expel",
        Act::Leave { .. } => "leave",
        Act::Sleep(_) => "sleep",
        Act::Wake(_) => "wake",
        Act::Succeed { .. } => "succeed",
        Act::Recognise { .. } => "recognise",
        Act::Rules(_) => "rules",
        Act::FundRules(_) => "fund-rules",
        Act::Overrule(_) => "overrule",
        Act::Upgrade(_) => "upgrade",
    }
}

fn founded(context: &Context, founding: &Founding) {
    let tr = &context.tr;
    let name = founding.text.name.as_str();
    let words = founding.federation().words();
    let count = founding.cards.len();
    context.paragraph(&say!(tr, "chain-founded", name = name, words = words, count = count));
}

fn tell(context: &Context, proved: &Proved) {
    let tr = &context.tr;
    let [approvals, ballots, acks] = &proved.by;
    let line = say!(
        tr,
        "chain-page",
        number = proved.page.value.height,
        act = tr.say("chain-act", &[("act", Value::from(act(&proved.page)))]),
        date = date::day(proved.page.value.opened),
        approvals = approvals.len(),
        ballots = ballots.len(),
        acks = acks.len(),
        needed = proved.needed,
        names = acks.join(", "),
    );
    context.note(&wrap(&line, usize::from(context.out.columns)).join("\n"));
}

fn concluded(context: &Context, register: &Register, proved: &[Proved]) {
    if context.json {
        let page = |proved: &Proved| {
            json!({
                "number": proved.page.value.height, "id": proved.page.id, "act": act(&proved.page),
                "needed": proved.needed, "approvals": proved.by[0], "ballots": proved.by[1],
                "acknowledgements": proved.by[2],
            })
        };
        context.out.json(&json!({
            "federation": register.federation, "fingerprint": register.federation.words(),
            "height": register.height, "head": register.head, "members": register.len(),
            "pages": proved.iter().map(page).collect::<Vec<_>>(),
        }));
        return;
    }
    let text = say!(
        context.tr,
        "chain-sound",
        pages = proved.len(),
        members = register.len(),
        head = register.head.short(),
    );
    context.note(&context.out.paint(Tone::Good, &wrap(&text, usize::from(context.out.columns)).join("\n")));
}

/// Every card that a chain holds, by id: the founders', later ones, those of pages. As the node says; not verified.
pub(in crate::command) fn cards_of(chain: &ChainView) -> Result<BTreeMap<ObjectId, Verified<Card>>, Failure> {
    let founding =
        Founding::from_bytes(&unhex(&chain.founding)?).map_err(|error| unsound(FOUNDING, error))?;
    let federation = founding.federation();
    let mut found: BTreeMap<ObjectId, Verified<Card>> =
        founding.cards.into_iter().map(|card| (card.id, card)).collect();
    let mut later: Vec<Vec<u8>> = Vec::new();
    for hex in &chain.cards {
        later.push(unhex(hex)?);
    }
    for hex in &chain.pages {
        let Ok(sealed) = Sealed::from_bytes(&unhex(hex)?) else { continue };
        let Ok(page) = bigre_protocol::register::Page::read(&sealed.page, &federation) else { continue };
        match page.value.act {
            Act::Admit { card, .. } => {
                if let Ok(card) = Card::read_founder(&card) {
                    found.insert(card.id, card);
                }
            }
            Act::Succeed { card, .. } => later.push(card.into_vec()),
            _ => {}
        }
    }
    for bytes in later {
        let Ok(value) = Cosigned::parse(&bytes, CARD_BYTES).and_then(|cosigned| cosigned.peek::<Card>())
        else {
            continue;
        };
        let id = bigre_protocol::envelope::payload_id(
            &federation,
            bigre_protocol::envelope::ObjectKind::Card,
            &bigre_protocol::codec::encode(&value),
        );
        found.insert(id, Verified { value, id, bytes });
    }
    Ok(found)
}
