//! The join door: who comes with an invitation, and what is answered. A newcomer is given nothing but this before its
//! page is sealed.

use bigre_protocol::card::Card;
use bigre_protocol::id::{CoopId, EntryId, ObjectId};
use bigre_protocol::invitation::{Invitation, Question, Reply, Ticket};
use bigre_protocol::register::{Act, CharterSigned, coop_id};
use bigre_protocol::replica::{Action, Input, Output, Refusal, Replica};
use bigre_protocol::text::{List, Text};
use serde_bytes::ByteBuf;

use super::{Driver, DriverError, Waiting, now};
use crate::api::model::{InvitationDraft, InvitationView};
use crate::handle::Refused;
use crate::invitations::Given;
use crate::network::{Command, ExchangeId, PeerId, peer_id};

/// Most addresses on an invitation: a QR code of them must fit a terminal.
const ADDRESSES: usize = 3;
/// Longest life of an invitation, in days (guess).
const DAYS: u64 = 90;
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

fn no(code: &str, detail: impl ToString) -> Reply {
    Reply::No(code.into(), detail.to_string())
}

impl Driver {
    /// Opens the door while somebody may come, and shuts it when nobody is expected.
    pub(super) async fn mind_door(&mut self) {
        let open = self.invitations.are_out(now()) || admissions(&self.replica).next().is_some();
        if std::mem::replace(&mut self.door_open, open) != open {
            self.network.send(Command::JoinDoor { open }).await;
        }
    }

    /// Answers a guest, or proposes its page first.
    pub(super) fn asked(
        &mut self,
        peer: PeerId,
        exchange: ExchangeId,
        request: &[u8],
        outputs: &mut Vec<Output>,
    ) -> Result<(), DriverError> {
        match self.judge(peer, request)? {
            Judged::Answer(reply) => self.answer(exchange, &reply),
            Judged::Propose(card, act) => {
                let request = self.wait(Waiting::Guest(exchange, card));
                let action = Action::Propose { act, minutes: None };
                self.give(Input::Act { request, action }, outputs);
            }
        }
        Ok(())
    }

    /// The page of a guest is proposed, or it could not be.
    pub(super) fn guest_proposed(
        &mut self,
        exchange: ExchangeId,
        card: &ObjectId,
        result: Result<ObjectId, Refusal>,
    ) {
        let reply = match result {
            Ok(_) => self.waiting_for(card).unwrap_or_else(|| no("not-now", "")),
            Err(refusal) => no("not-now", super::perform::refused(&self.replica, refusal)),
        };
        self.answer(exchange, &reply);
    }

    fn answer(&mut self, exchange: ExchangeId, reply: &Reply) {
        // A guest that is not answered asks again: a full queue only delays it.
        let _ = self.network.try_send(Command::JoinAnswer { exchange, answer: reply.to_bytes() });
    }

    fn judge(&mut self, peer: PeerId, request: &[u8]) -> Result<Judged, DriverError> {
        let answer = |reply| Ok(Judged::Answer(reply));
        let Ok(question) = Question::from_bytes(request) else {
            return answer(no("ticket-forged", "the question can't be read"));
        };
        let Ok(ticket) = Ticket::from_bytes(&question.ticket) else {
            return answer(no("ticket-forged", "it can't be read"));
        };
        let register = self.replica.register();
        let sponsor = register.seat(&ticket.invitation.sponsor).filter(|seat| seat.is_member());
        let ours = ticket.federation == register.federation;
        let signed = sponsor
            .is_some_and(|seat| seat.cards().iter().any(|card| ticket.verify(&card.value.node).is_ok()));
        if !ours || !signed {
            return answer(no("ticket-forged", "no member of this federation signed it"));
        }
        let card = match Card::read_founder(&question.card) {
            Ok(card) => card,
            Err(error) => return answer(no("card-refused", error)),
        };
        let its_own = card.value.transport.iter().filter_map(|key| peer_id(&key.0)).any(|id| id == peer);
        if !its_own {
            return answer(no("card-refused", "it is the card of another node"));
        }
        if register.is_member(&coop_id(&register.federation, &card.id)) {
            return answer(Reply::Welcome(ByteBuf::from(self.replica.founding().to_bytes())));
        }
        if let Some(reply) = self.waiting_for(&card.id) {
            return answer(reply);
        }
        if ticket.invitation.until <= now() {
            return answer(no("ticket-expired", ""));
        }
        if ticket.invitation.sponsor != self.replica.me() {
            let name = sponsor.map(|seat| seat.card().value.name.to_string()).unwrap_or_default();
            return answer(Reply::Sponsor(name));
        }
        self.admit(&ticket.invitation, &card.id, question)
    }

    /// Our own invitation: once, unless it was revoked, and with the charter signed.
    fn admit(
        &mut self,
        invitation: &Invitation,
        card: &ObjectId,
        question: Question,
    ) -> Result<Judged, DriverError> {
        let answer = |reply| Ok(Judged::Answer(reply));
        match self.invitations.get(&invitation.id) {
            None => return answer(no("ticket-unknown", "")),
            Some(given) if given.revoked => return answer(no("ticket-revoked", "")),
            Some(given) if given.used.is_some_and(|used| used != *card) => {
                return answer(no("ticket-used", ""));
            }
            Some(_) => {}
        }
        let register = self.replica.register();
        let read = Card::read_founder(&question.card);
        let fine = |charter: &ByteBuf| {
            read.as_ref().is_ok_and(|card| {
                CharterSigned::read(charter, &register.federation, card, &register.charter_id()).is_ok()
            })
        };
        let Some(charter) = question.charter.filter(fine) else {
            return answer(Reply::Charter(ByteBuf::from(register.charter.clone())));
        };
        // Durable before the page is: it serves once.
        self.invitations.change(&invitation.id, |given| given.used = Some(*card))?;
        Ok(Judged::Propose(*card, Box::new(Act::Admit { card: question.card, charter })))
    }

    /// What is said of a guest's page, if it is proposed.
    fn waiting_for(&self, card: &ObjectId) -> Option<Reply> {
        let page = admissions(&self.replica).find(|(_, of)| of == card)?.0;
        let (register, votes) = (self.replica.register(), self.replica.votes());
        let name =
            |coop: &CoopId| register.card(coop).map_or_else(|| coop.short(), |card| card.name.to_string());
        let approvers = votes.approvers(&page);
        let all = register.pins();
        let missing = all.iter().map(|pin| pin.0).filter(|coop| !approvers.contains(coop));
        let missing = missing.map(|coop| name(&coop)).collect();
        Some(Reply::Waiting(register.quorum() as u64, approvers.iter().map(name).collect(), missing))
    }

    /// Gives an invitation out.
    pub(super) fn invite(
        &mut self,
        draft: &InvitationDraft,
    ) -> Result<Result<InvitationView, Refused>, DriverError> {
        let refused = |detail: &str| Ok(Err(Refused::Register("invitation-refused", detail.into())));
        let Ok(guest) = Text::new(&draft.guest) else { return refused("the guest's name can't be used") };
        if !(1..=DAYS).contains(&draft.days) {
            return refused("between 1 and 90 days are possible");
        }
        if !self.replica.register().is_active(&self.replica.me()) {
            return Ok(Err(Refused::NotMember));
        }
        let mut id = [0; 16];
        if getrandom::fill(&mut id).is_err() {
            return refused("the system gives no random numbers");
        }
        let invitation = Invitation {
            id: EntryId(id),
            guest,
            until: now() + draft.days * DAY_MS,
            sponsor: self.replica.me(),
            register: (self.replica.register().height, self.replica.register().head),
            addresses: addresses(&self.replica),
        };
        if invitation.addresses.is_empty() {
            return refused("no address is on any card: see `bigre card address`");
        }
        let given = Given {
            id: invitation.id,
            used: None,
            guest: draft.guest.clone(),
            until: invitation.until,
            revoked: false,
        };
        let ticket = self.replica.sign_invitation(invitation);
        if !self.invitations.add(given.clone(), now())? {
            return refused("64 invitations are out: revoke some");
        }
        Ok(Ok(InvitationView { ticket: Some(ticket.to_text()), ..view(&given) }))
    }

    /// Every invitation given out.
    pub(super) fn given(&self) -> Vec<InvitationView> {
        self.invitations.all().iter().map(view).collect()
    }

    /// Takes one back, by the start of its id.
    pub(super) fn revoke(&mut self, start: &str) -> Result<Result<InvitationView, Refused>, DriverError> {
        let start = start.to_lowercase();
        let found = self.invitations.all().iter().filter(|given| given.id.to_string().starts_with(&start));
        let [id] = found.map(|given| given.id).collect::<Vec<_>>()[..] else {
            return Ok(Err(Refused::Register("invitation-unknown", start)));
        };
        self.invitations.change(&id, |given| given.revoked = true)?;
        let given = self.invitations.get(&id).map(view);
        Ok(given.ok_or(Refused::Register("invitation-unknown", start)))
    }
}

enum Judged {
    Answer(Reply),
    Propose(ObjectId, Box<Act>),
}

/// The pages proposed that admit somebody, and the cards that they admit.
fn admissions(replica: &Replica) -> impl Iterator<Item = (ObjectId, ObjectId)> {
    replica.votes().pages().filter_map(|page| match &page.value.act {
        Act::Admit { card, .. } => Some((page.id, Card::read_founder(card).ok()?.id)),
        _ => None,
    })
}

/// Where a guest may ask: here first, then at other members'.
fn addresses(replica: &Replica) -> List<(Text<200>, bigre_protocol::id::PublicKey), 8> {
    let (me, register) = (replica.me(), replica.register());
    let others = register.coops().filter(|coop| *coop != me);
    let of = |coop: CoopId| {
        let card = register.card(&coop)?;
        Some((card.addresses.first()?.clone(), *card.transport.first()?))
    };
    let found = std::iter::once(me).chain(others).filter_map(of).take(ADDRESSES).collect();
    List::new(found).unwrap_or_default()
}

fn view(given: &Given) -> InvitationView {
    let state = match given {
        Given { revoked: true, .. } => "revoked",
        Given { used: Some(_), .. } => "used",
        Given { until, .. } if *until <= now() => "expired",
        _ => "open",
    };
    InvitationView {
        id: given.id.to_string(),
        guest: given.guest.clone(),
        until: given.until,
        state: state.into(),
        ticket: None,
    }
}
