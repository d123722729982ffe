//! The register in files: exported, and verified off line with nothing but the protocol's rules.
//!
//! Knows the files and their order; must not know of the network nor trust the node that wrote them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bigre_node::api::model::ChainView;
use bigre_protocol::card::Card;
use bigre_protocol::envelope::{Cosigned, Verified};
use bigre_protocol::id::{CoopId, ObjectId};
use bigre_protocol::limits::CARD_BYTES;
use bigre_protocol::register::{Act, Founding, PageError, ReadPage, Register, Sealed, Votes};
use data_encoding::HEXLOWER;
use serde_json::json;

use crate::command::backup::quoted;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::Value;
use crate::out::Tone;
use crate::render::{date, wrap};
use crate::say;

const FOUNDING: &str = "founding.cbor";

fn unhex(text: &str) -> Result<Vec<u8>, Failure> {
    let broken = |error: data_encoding::DecodeError| {
        Failure::new(Exit::NoNode, "cli-broken", &[("error", error.to_string())])
    };
    HEXLOWER.decode(text.as_bytes()).map_err(broken)
}

pub(super) fn export(context: &Context, dir: &Path) -> Result<Exit, Failure> {
    let chain: ChainView = context.client()?.get("/v1/register/chain")?;
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
    let shown = dir.display().to_string();
    if context.json {
        context.out.json(&json!({ "dir": shown, "cards": chain.cards.len(), "pages": chain.pages.len() }));
        return Ok(Exit::Done);
    }
    let (cards, pages) = (chain.cards.len(), chain.pages.len());
    context.paragraph(&say!(
        context.tr,
        "chain-exported",
        dir = shown.as_str(),
        cards = cards,
        pages = pages
    ));
    context.note(&format!("    bigre register verify --offline {}", quoted(&shown)));
    Ok(Exit::Done)
}

/// The files of a folder, in the order of their names; none when there is no such folder.
fn files(dir: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(dir) else { return Ok(found) };
    for entry in entries.flatten().filter(|entry| entry.path().extension().is_some_and(|e| e == "cbor")) {
        let path = entry.path();
        let bytes = std::fs::read(&path).map_err(|error| Failure::file("cli-read", &path, &error))?;
        let folder = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        found.push((format!("{folder}/{}", entry.file_name().to_string_lossy()), bytes));
    }
    found.sort();
    Ok(found)
}

fn unsound(file: &str, error: impl std::fmt::Display) -> Failure {
    let args = [("file", file.to_owned()), ("error", error.to_string())];
    Failure::new(Exit::Refused, "cli-chain-unsound", &args)
}

/// A page that was verified: what it says, and who seals it.
struct Proved {
    page: ReadPage,
    by: [Vec<String>; 3],
    needed: usize,
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

/// The register of a folder, once every page of it was verified.
pub(in crate::command) fn register(dir: &Path) -> Result<Register, Failure> {
    walk(dir, |_| {}, |_| {})
}

/// Verifies a folder page by page.
fn walk(
    dir: &Path,
    begun: impl FnOnce(&Founding),
    mut each: impl FnMut(Proved),
) -> Result<Register, Failure> {
    let path = dir.join(FOUNDING);
    let bytes = std::fs::read(&path).map_err(|error| Failure::file("cli-read", &path, &error))?;
    let founding = Founding::from_bytes(&bytes).map_err(|error| unsound(FOUNDING, error))?;
    let mut register = founding.register();
    let mut cards = files(&dir.join("cards"))?;
    let pages = files(&dir.join("pages"))?;
    begun(&founding);
    for (file, bytes) in &pages {
        let refused = admit(&mut register, &mut cards);
        let page = prove(&register, bytes).map_err(|error| match (&error, refused) {
            // A page that lacks a card says little: the card that was refused says why.
            (PageError::UnknownCard(_), Some((file, why))) => unsound(&file, why),
            _ => unsound(file, error),
        })?;
        register.write(&page.page);
        each(page);
    }
    match admit(&mut register, &mut cards) {
        Some((file, why)) => Err(unsound(&file, why)),
        None => Ok(register),
    }
}

/// Takes in every card that follows one known, until none does; gives the first that is left, with why.
fn admit(register: &mut Register, cards: &mut Vec<(String, Vec<u8>)>) -> Option<(String, String)> {
    loop {
        let before = cards.len();
        let mut refused = None;
        cards.retain(|(file, bytes)| match register.admit_card(bytes) {
            Ok(_) => false,
            Err(error) => {
                refused.get_or_insert_with(|| (file.clone(), error.to_string()));
                true
            }
        });
        if cards.len() == before {
            return refused;
        }
    }
}

fn prove(register: &Register, bytes: &[u8]) -> Result<Proved, PageError> {
    let sealed = Sealed::from_bytes(bytes)?;
    let page = sealed.verify(register)?;
    let mut votes = Votes::new(register);
    votes.gather(register, &[&sealed]);
    let name = |coop: &CoopId| register.card(coop).map_or_else(|| coop.short(), |card| card.name.to_string());
    let by = [votes.approvers(&page.id), votes.ballots_for(&page.id), votes.acks_for(&page.id)];
    let by = by.map(|coops| coops.iter().map(name).collect());
    Ok(Proved { page, by, needed: register.quorum() })
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
