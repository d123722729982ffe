//! The register between people and the replica: what they ask, what they are shown, and who may connect since.

use std::collections::BTreeSet;

use bigre_protocol::card::Cut;
use bigre_protocol::directory::term::WORDS;
use bigre_protocol::durable::ProofKind;
use bigre_protocol::id::{CoopId, ObjectId};
use bigre_protocol::journal::Suspend;
use bigre_protocol::limits::VOCABULARIES;
use bigre_protocol::register::{Act, Page, Published, Register, Rules, Sealed, Seat, Standing, Votes};
use bigre_protocol::replica::{Action, Output, Refusal, Replica, Request as RequestId};
use bigre_protocol::text::{Code, List};
use serde_bytes::ByteBuf;

use super::{Driver, DriverError, Link, Waiting};
use crate::api::model::{
    ActDraft, ChainView, CharterView, HeldView, JournalHead, JournalPart, PageView, ProofObjects, Propose,
    PulseObject, RegisterView, SeatView, SplitView,
};
use crate::api::model::{OwnCard, Problem, SuspendDraft};
use crate::handle::Refused;
use crate::identity;
use crate::network::Command;

/// Bytes written in hexadecimal.
pub(crate) fn unhex(text: &str) -> Result<Vec<u8>, Refused> {
    let bad = || Refused::Register("bad-hexadecimal", "the bytes are not hexadecimal".into());
    data_encoding::HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).map_err(|_| bad())
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

/// A cooperative of any seat, by its name or the start of its id.
pub(super) fn coop(register: &Register, text: &str) -> Result<CoopId, Refused> {
    let wanted = text.trim().to_lowercase();
    let called = |seat: &&Seat| seat.card().value.name.to_lowercase() == wanted;
    let starts = |seat: &&Seat| wanted.len() >= 4 && seat.coop.to_string().starts_with(&wanted);
    let seats = register.seats().iter();
    let mut found: Vec<CoopId> =
        seats.clone().filter(|seat| called(seat) && seat.is_member()).map(|seat| seat.coop).collect();
    if found.is_empty() {
        found = seats.filter(|seat| called(seat) || starts(seat)).map(|seat| seat.coop).collect();
    }
    match found[..] {
        [one] => Ok(one),
        _ => Err(Refused::UnknownCoop { coop: text.into(), known: names(register).join(", ") }),
    }
}

fn names(register: &Register) -> Vec<String> {
    register.seats().iter().map(|seat| seat.card().value.name.to_string()).collect()
}

pub(super) fn code(text: &str) -> Result<Code, Refused> {
    Code::new(text).map_err(|error| Refused::Register("bad-code", error.to_string()))
}

/// What a person wants a page to do, in the register's terms.
pub(super) fn act(replica: &Replica, draft: ActDraft) -> Result<Act, Refused> {
    let register = replica.register();
    let cut = |coop: &CoopId| Cut {
        journal: replica.journal(coop).map_or((0, None), |journal| (journal.seq(), journal.head())),
        directory: replica.directory(coop).map_or(0, |directory| directory.number()),
    };
    Ok(match draft {
        ActDraft::Admit { card, charter } => {
            Act::Admit { card: ByteBuf::from(unhex(&card)?), charter: ByteBuf::from(unhex(&charter)?) }
        }
        ActDraft::Expel { coop: name, grounds, cut: given } => {
            let coop = coop(register, &name)?;
            let mut cut = cut(&coop);
            if let Some([journal, directory]) = given {
                let id = replica.journal(&coop).and_then(|held| held.id(journal));
                if journal > 0 && id.is_none() {
                    let detail = format!("this node does not hold entry {journal} of its journal");
                    return Err(Refused::Register("bad-cut", detail));
                }
                cut = Cut { journal: (journal, id), directory };
            }
            Act::Expel { cut, coop, grounds: code(&grounds)? }
        }
        ActDraft::Leave { coop: name } => {
            let coop = name.map_or(Ok(replica.me()), |name| coop(register, &name))?;
            Act::Leave { cut: cut(&coop), coop }
        }
        ActDraft::Sleep { coop: name } => Act::Sleep(coop(register, &name)?),
        ActDraft::Wake { coop: name } => Act::Wake(coop(register, &name)?),
        ActDraft::Succeed { coop: name, card } => {
            let card = unhex(&card)?;
            let read = bigre_protocol::envelope::Cosigned::parse(&card, bigre_protocol::limits::CARD_BYTES)
                .and_then(|cosigned| cosigned.peek::<bigre_protocol::card::Card>())
                .map_err(|error| Refused::Register("card-refused", error.to_string()))?;
            Act::Succeed { cut: read.cut, card: ByteBuf::from(card), coop: coop(register, &name)? }
        }
        ActDraft::Recognise { coop: name, card } => {
            let coop = coop(register, &name)?;
            let branches = register.seat(&coop).map(Seat::branches).unwrap_or_default();
            let mut found = branches.iter().filter(|branch| branch.id.to_string().starts_with(&card));
            let (Some(branch), None) = (found.next(), found.next()) else {
                return Err(Refused::Register("page-refused", "no one such card".into()));
            };
            Act::Recognise { card: branch.id, coop }
        }
        ActDraft::Rules { members, entries, bytes, charter, vocabularies } => {
            let charter = charter.map(|text| ByteBuf::from(text.into_bytes()));
            let vocabularies =
                vocabularies.map(|named| published(register, replica.me(), &named)).transpose()?;
            Act::Rules(Rules { bytes, charter, entries, members, vocabularies })
        }
        ActDraft::FundRules { open, lines, currency, participants } => {
            Act::FundRules(super::fund::rules(register, open, lines, &currency, &participants)?)
        }
        ActDraft::Overrule { request } => {
            let kinds = [bigre_protocol::fund::kind::REQUEST];
            Act::Overrule(super::fund::draft::find(replica.fund(), &request, &kinds)?)
        }
        ActDraft::Upgrade { version } => Act::Upgrade(version),
    })
}

/// Vocabularies as they are named in a proposal: `COOP:NAME`, or `NAME` for one of ours.
fn published(
    register: &Register,
    me: CoopId,
    named: &[String],
) -> Result<List<Published, VOCABULARIES>, Refused> {
    let one = |text: &String| {
        let (by, name) = text.rsplit_once(':').unwrap_or(("", text));
        let coop = if by.is_empty() { me } else { coop(register, by)? };
        let bad = |why: String| Refused::Register("bad-vocabulary", format!("`{text}`: {why}"));
        let name = Code::new(name).map_err(|error| bad(error.to_string()))?;
        if name.as_str() == WORDS {
            return Err(bad("`words` are in force by approval, not by a page".into()));
        }
        Ok(Published { coop, name })
    };
    let found = named.iter().map(one).collect::<Result<Vec<_>, Refused>>()?;
    List::new(found).map_err(|error| Refused::Register("bad-vocabulary", error.to_string()))
}

impl Driver {
    /// Proposes a page.
    pub(super) fn proposal(&self, propose: Propose) -> Result<Action, Refused> {
        let act = Box::new(act(&self.replica, propose.act)?);
        let minutes = propose.minutes.map(|text| {
            let bad = || Refused::Register("bad-hexadecimal", "64 hexadecimal digits are expected".into());
            unhex(&text)?.try_into().map_err(|_| bad())
        });
        Ok(Action::Propose { act, minutes: minutes.transpose()? })
    }

    /// Calls for a suspension.
    pub(super) fn suspension(&self, draft: &SuspendDraft) -> Result<Action, Refused> {
        let coop = coop(self.replica.register(), &draft.coop)?;
        let of_coop = self.replica.suspensions().filter(|(target, _, _)| **target == coop);
        let (last, open) = of_coop.fold((0, None), |(last, open), (_, incident, by)| {
            let ours = by.contains(&self.replica.me());
            (last.max(incident), if ours { open } else { Some(incident) })
        });
        let incident = draft.incident.or(open).unwrap_or(last + 1);
        Ok(Action::Suspend(Suspend { code: code(&draft.reason)?, coop, incident }))
    }

    pub(super) fn acted(&mut self, request: RequestId, result: Result<ObjectId, Refusal>) {
        match self.waiting.remove(&request) {
            Some(Waiting::Act(reply)) => {
                drop(reply.send(result.map_err(|refusal| super::perform::refused(&self.replica, refusal))));
            }
            Some(Waiting::Guest(exchange, card)) => self.guest_proposed(exchange, &card, result),
            _ => {}
        }
    }

    /// Keeps our card in force beside the keys; from here on the key that it names signs.
    pub(super) fn take_card(&mut self) -> Result<Vec<Output>, DriverError> {
        let Some(seat) = self.replica.register().seat(&self.replica.me()) else { return Ok(Vec::new()) };
        let card = seat.card().clone();
        Ok(match identity::adopt(&self.facts.dir, &card.bytes, &card.value)? {
            Some(key) => self.replica.set_key(key),
            None => Vec::new(),
        })
    }

    /// Lets two connected peers go, so that they call this node back, if they can.
    pub(super) fn reach(&mut self) -> u64 {
        let connected = self.links.values().filter_map(|link| link.connected.first().copied());
        let asked = connected.take(2).collect::<Vec<_>>();
        let given = asked.into_iter().map(|peer| self.network.try_send(Command::AwaitDial { peer }));
        given.filter(Result::is_ok).count() as u64
    }

    /// Lets exactly the members connect, where their cards say that they are.
    pub(super) async fn pin(&mut self) {
        self.pin_due = false;
        let peers = crate::run::pinned(self.replica.register(), &self.replica.me());
        let ids = crate::run::peer_ids(self.replica.register());
        let mut links = std::mem::take(&mut self.links);
        for (coop, peers) in ids {
            let link = links.remove(&coop).unwrap_or_default();
            let kept = link.connected.iter().filter(|peer| peers.contains(peer)).copied().collect();
            self.links.insert(coop, Link { connected: kept, peers, ..link });
        }
        self.coops =
            self.links.iter().flat_map(|(coop, link)| link.peers.iter().map(|peer| (*peer, *coop))).collect();
        self.network.send(Command::SetPeers(peers)).await;
        self.view_due = true;
    }
}

/// The register as people see it.
pub(crate) fn view(replica: &Replica, now: u64) -> RegisterView {
    let register = replica.register();
    let active: BTreeSet<CoopId> = register.pins().iter().map(|pin| pin.0).collect();
    let pages = replica.pages().iter().map(|(page, sealed)| {
        let before = replica.register_before(page.value.height);
        let mut votes = Votes::new(&before);
        if let Ok(sealed) = Sealed::from_bytes(sealed) {
            votes.gather(&before, &[&sealed]);
        }
        self::page(register, &page.value, page.id, &votes, "sealed")
    });
    let proposals = replica.votes().pages().map(|page| {
        let votes = replica.votes();
        let certified = votes.election().certificates().iter().any(|(_, id)| *id == page.id);
        let state = if certified {
            "certified"
        } else if !register.is_fresh(&page.value) {
            "outdated"
        } else if votes.approvers(&page.id).len() >= register.quorum() {
            "approved"
        } else {
            "open"
        };
        self::page(register, &page.value, page.id, votes, state)
    });
    RegisterView {
        federation: register.federation,
        me: replica.me(),
        height: register.height,
        head: register.head,
        active: active.len() as u64,
        quorum: register.quorum() as u64,
        charter: register.charter_id(),
        quotas: register.quotas,
        vocabularies: register.vocabularies.iter().map(|of| called(register, of)).collect(),
        isolated: replica.is_isolated(now),
        seats: register.seats().iter().map(|seat| self::seat(replica, seat, now)).collect(),
        pages: pages.collect(),
        proposals: proposals.collect(),
        split: replica.split().map(|split| SplitView {
            number: split.height,
            pages: split.pages.to_vec(),
            guilty: split.guilty.iter().map(|coop| name(register, coop)).collect(),
        }),
    }
}

pub(super) fn name(register: &Register, coop: &CoopId) -> String {
    register.card(coop).map_or_else(|| coop.short(), |card| card.name.to_string())
}

fn seat(replica: &Replica, seat: &Seat, now: u64) -> SeatView {
    let card = &seat.card().value;
    let keys = |keys: &bigre_protocol::card::Keys| [u64::from(keys.threshold), keys.keys.len() as u64];
    let standing = match seat.standing {
        Standing::Active => "active",
        Standing::Dormant => "dormant",
        Standing::Left => "left",
        Standing::Expelled => "expelled",
    };
    let journal = replica.journal(&seat.coop);
    let seq = journal.map_or(0, |journal| journal.seq());
    let faults = replica.proofs().filter(|(coop, _)| *coop == seat.coop);
    SeatView {
        coop: seat.coop,
        name: card.name.to_string(),
        standing: standing.into(),
        card: card.number,
        card_id: seat.card().id,
        expires: card.expires,
        legal: card.legal.to_string(),
        root: keys(&card.root),
        vote: keys(&card.vote),
        journal: seq,
        journal_id: journal.and_then(|journal| journal.head()),
        journal_holders: if seq == 0 { 0 } else { replica.entry_holders(&seat.coop, seq).len() as u64 },
        directory: replica.directory(&seat.coop).map_or(0, |directory| directory.number()),
        suspended_until: replica.suspended_until(now, &seat.coop),
        faults: faults.map(|(_, kind)| format!("{kind:?}").to_lowercase()).collect(),
        branches: seat.branches().iter().map(|branch| branch.id).collect(),
    }
}

fn page(register: &Register, page: &Page, id: ObjectId, votes: &Votes, state: &str) -> PageView {
    let called = |coop: &CoopId| name(register, coop);
    let approvers = votes.approvers(&id);
    let electorate = page.pins.iter().map(|pin| pin.0);
    let missing = electorate.clone().filter(|coop| !approvers.contains(coop));
    let (act, detail) = match &page.act {
        Act::Admit { .. } => ("admit", None),
        Act::Expel { grounds, .. } => ("expel", Some(grounds.to_string())),
        Act::Leave { .. } => ("leave", None),
        Act::Sleep(_) => ("sleep", None),
        Act::Wake(_) => ("wake", None),
        Act::Succeed { .. } => ("succeed", None),
        Act::Recognise { card, .. } => ("recognise", Some(card.short())),
        Act::Rules(rules) => ("rules", Some(describe(register, rules))),
        Act::FundRules(rules) => ("fund-rules", Some(super::fund::describe(register, rules))),
        Act::Overrule(request) => ("overrule", Some(request.short())),
        Act::Upgrade(version) => ("upgrade", Some(version.to_string())),
    };
    let subject = match &page.act {
        Act::Admit { card, .. } => {
            bigre_protocol::card::Card::read_founder(card).ok().map(|card| card.value.name.to_string())
        }
        _ => page.subject(&register.federation).map(|coop| called(&coop)),
    };
    PageView {
        number: page.height,
        id,
        act: act.into(),
        subject,
        detail,
        proposer: called(&page.proposer),
        opened: page.opened,
        state: state.into(),
        approvals: approvers.iter().map(called).collect(),
        missing: missing.map(|coop| called(&coop)).collect(),
        needed: bigre_protocol::register::quorum(electorate.count()) as u64,
        ballots: votes.ballots_for(&id).iter().map(called).collect(),
        acknowledgements: votes.acks_for(&id).iter().map(called).collect(),
        minutes: page.minutes.as_ref().map(|hash| hex(hash)),
    }
}

/// A vocabulary as people name it.
fn called(register: &Register, of: &Published) -> String {
    format!("{}:{}", name(register, &of.coop), of.name)
}

fn describe(register: &Register, rules: &Rules) -> String {
    let number = |name: &str, value: Option<u64>| value.map(|value| format!("{name} {value}"));
    let parts = [
        number("members", rules.members),
        number("entries", rules.entries),
        number("bytes", rules.bytes),
        rules
            .charter
            .as_ref()
            .map(|text| format!("charter {}", bigre_protocol::register::charter_id(text).short())),
        rules.vocabularies.as_ref().map(|named| {
            let named: Vec<String> = named.iter().map(|of| called(register, of)).collect();
            format!("vocabularies {}", named.join(" "))
        }),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The charter in force.
pub(crate) fn charter(register: &Register) -> CharterView {
    CharterView { id: register.charter_id(), text: String::from_utf8_lossy(&register.charter).into_owned() }
}

/// Our card in force, and what the next one needs.
pub(crate) fn own_card(replica: &Replica) -> Option<OwnCard> {
    let (me, register) = (replica.me(), replica.register());
    let card = register.seat(&me)?.card();
    let puts = |act: &Act| matches!(act, Act::Succeed { card: of, .. } if **of == card.bytes);
    let by_page = replica.pages().iter().find(|(page, _)| puts(&page.value.act));
    let journal = replica.journal(&me);
    Some(OwnCard {
        card: hex(&card.bytes),
        id: card.id,
        number: card.value.number,
        by_page: by_page.map(|(page, _)| page.value.height),
        federation: register.federation,
        journal: journal.map_or(0, |journal| journal.seq()),
        journal_id: journal.and_then(|journal| journal.head()),
        directory: replica.directory(&me).map_or(0, |directory| directory.number()),
    })
}

/// All that is needed to verify the register off line.
pub(crate) fn chain(replica: &Replica) -> ChainView {
    let cards = replica.register().seats().iter().flat_map(|seat| {
        let later = seat.cards().iter().skip(1);
        later.filter(|card| !seat.came_by_page(card.value.number)).map(|card| hex(&card.bytes))
    });
    ChainView {
        founding: hex(&replica.founding().to_bytes()),
        cards: cards.collect(),
        pages: replica.pages().iter().map(|(_, sealed)| hex(sealed)).collect(),
    }
}

/// Entries of a journal in one answer (guess: a few hundred KiB).
const JOURNAL_PART: usize = 500;

/// How far the journals are held, and what says so.
pub(crate) fn held(replica: &Replica) -> HeldView {
    let head = |seat: &Seat| {
        let journal = replica.journal(&seat.coop)?;
        Some(JournalHead { coop: seat.coop, seq: journal.seq(), id: journal.head()? })
    };
    let proof = |(coop, kind, [a, b]): (CoopId, ProofKind, [&[u8]; 2])| ProofObjects {
        coop,
        kind: kind as u64,
        objects: [hex(a), hex(b)],
    };
    let pulses = replica.pulses().map(|(coop, pulse)| PulseObject { coop: *coop, object: hex(&pulse.bytes) });
    HeldView {
        journals: replica.register().seats().iter().filter_map(head).collect(),
        pulses: pulses.collect(),
        proofs: replica.proof_objects().map(proof).collect(),
    }
}

/// Entries of a journal after one.
pub(crate) fn journal(replica: &Replica, coop: &CoopId, after: u64) -> JournalPart {
    let skipped = usize::try_from(after).unwrap_or(usize::MAX);
    let entries = replica.entries(coop).iter().skip(skipped).take(JOURNAL_PART);
    JournalPart { entries: entries.map(|entry| hex(entry)).collect() }
}

/// A refusal of the register, with its stable code.
pub(crate) fn problem(code: &'static str, detail: &str) -> Problem {
    let said = match code {
        "page-refused" => "the page can't be written",
        "card-refused" => "the card can't be put in force",
        "invitation-refused" => "no invitation was given out",
        "invitation-unknown" => "no one invitation begins so",
        _ => "the request can't be used",
    };
    Problem::new(code, format!("{said}: {detail}"), [("detail", detail.to_owned())])
}
