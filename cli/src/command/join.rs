//! `bigre join`: answers an invitation, step by step, and says which one failed.

use std::time::{Duration, Instant};

use bigre_node::identity::{self, Identity, IdentityError};
use bigre_node::network::{Multiaddr, join, peer_id};
use bigre_protocol::card::Card;
use bigre_protocol::envelope::{ObjectKind, Verified, cosign};
use bigre_protocol::id::PublicKey;
use bigre_protocol::invitation::{Question, Reply, Ticket};
use bigre_protocol::register::{CharterSigned, Founding, charter_id};
use serde_bytes::ByteBuf;
use serde_json::json;

use crate::args::JoinArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::render::date;
use crate::{passphrase, progress, say};

/// How often the decision is asked for while waiting.
const EVERY: Duration = Duration::from_secs(5);
/// Where the signature of the charter is kept.
pub(super) const CHARTER: &str = "charter-signed.cbor";

fn refused(error: IdentityError) -> Failure {
    Failure::refused(error.problem())
}

fn failed(code: &str, args: &[(&str, String)]) -> Failure {
    Failure::new(Exit::Refused, code, args)
}

pub(super) fn run(context: &Context, args: &JoinArgs) -> Result<Exit, Failure> {
    let ticket = read(&args.ticket)?;
    let identity = Identity::load(&context.dir).map_err(refused)?;
    if let Some(founded) = identity::founded(&context.dir).map_err(refused)? {
        if founded.founding.federation() == ticket.federation {
            return Ok(welcome(context, &founded.founding));
        }
        let name = founded.founding.text.name.to_string();
        return Err(failed("join-other-federation", &[("name", name)]));
    }
    let until = date::full(ticket.invitation.until, context.now, &context.tr);
    let words = ticket.federation.words();
    let guest = ticket.invitation.guest.to_string();
    context.paragraph(&say!(context.tr, "join-ticket", guest = guest, until = until, words = words));
    let mut joining = Joining { context, args, ticket, identity, signed: None };
    joining.signed = std::fs::read(context.dir.join(CHARTER)).ok();
    joining.run()
}

/// The invitation: what was typed, or what a file holds.
fn read(text: &str) -> Result<Ticket, Failure> {
    if let Some(ticket) = Ticket::from_text(text) {
        return Ok(ticket);
    }
    let bad = || failed("join-ticket-unreadable", &[]);
    let found = if text == "-" {
        std::io::read_to_string(std::io::stdin()).map_err(|_| bad())?
    } else {
        // What is neither a ticket nor a file is a ticket badly copied.
        std::fs::read_to_string(text).map_err(|_| bad())?
    };
    Ticket::from_text(&found).ok_or_else(bad)
}

struct Joining<'c> {
    context: &'c Context,
    args: &'c JoinArgs,
    ticket: Ticket,
    identity: Identity,
    signed: Option<Vec<u8>>,
}

impl Joining<'_> {
    fn run(&mut self) -> Result<Exit, Failure> {
        let started = Instant::now();
        let mut shown = None;
        loop {
            match self.ask()? {
                Reply::Welcome(founding) => return self.enter(&founding),
                Reply::Charter(text) => self.charter(&text)?,
                Reply::No(code, detail) => {
                    return Err(failed(&format!("join-{code}"), &[("detail", detail)]));
                }
                Reply::Sponsor(name) => return Err(failed("join-sponsor", &[("name", name)])),
                Reply::Waiting(needed, approved, missing) => {
                    if shown.replace(approved.len()) != Some(approved.len()) {
                        self.waiting(needed, &approved, &missing);
                    }
                    let Some(wait) = self.args.wait.map(Duration::from_secs) else { return Ok(Exit::Done) };
                    if started.elapsed() + EVERY > wait {
                        return Ok(Exit::Refused);
                    }
                    std::thread::sleep(EVERY);
                }
            }
        }
    }

    /// Asks at each address until one answers for itself.
    fn ask(&self) -> Result<Reply, Failure> {
        let question = Question {
            card: ByteBuf::from(self.identity.card.bytes.clone()),
            ticket: ByteBuf::from(self.ticket.bytes.clone()),
            charter: self.signed.clone().map(ByteBuf::from),
        };
        let question = question.to_bytes();
        let mut failure = failed("join-no-address", &[]);
        let mut elsewhere = None;
        for (address, key) in self.ticket.invitation.addresses.iter() {
            match self.ask_at(address.as_str(), key, &question) {
                Ok(Reply::Sponsor(name)) => elsewhere = Some(Reply::Sponsor(name)),
                Ok(reply) => return Ok(reply),
                Err(error) => {
                    if !self.context.json {
                        error.show(&self.context.out, &self.context.tr, false);
                    }
                    failure = error;
                }
            }
        }
        elsewhere.ok_or_else(|| failed("join-nobody", &[("detail", failure.to_string())]))
    }

    fn ask_at(&self, address: &str, key: &PublicKey, question: &[u8]) -> Result<Reply, Failure> {
        let at = || [("address", address.to_owned())];
        let to = peer_id(&key.0).ok_or_else(|| failed("join-step-key", &at()))?;
        let target: Multiaddr = address.parse().map_err(|_| failed("join-step-address", &at()))?;
        let doing = say!(self.context.tr, "join-asking", address = address);
        let seed = self.identity.transport.clone();
        let answered = progress::during(self.context, &doing, || -> Result<_, Failure> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime =
                runtime.map_err(|error| failed("join-step-system", &[("error", error.to_string())]))?;
            Ok(runtime.block_on(join::ask(seed, to, target, question.to_vec())))
        })?;
        let bytes = answered.map_err(|error| failed(step(&error), &at()))?;
        Reply::from_bytes(&bytes).map_err(|_| failed("join-step-answer", &at()))
    }

    /// The charter is to be signed: it is shown, and signed when that was asked for.
    fn charter(&mut self, text: &[u8]) -> Result<(), Failure> {
        let path = self.context.dir.join(CHARTER);
        let charter = charter_id(text);
        if self.signed.take().is_some() {
            // Another charter came into force meanwhile.
            let _ = std::fs::remove_file(&path);
        }
        if !self.args.sign_charter {
            if !self.context.json {
                self.context.out.line(&String::from_utf8_lossy(text));
            }
            return Err(failed("join-charter", &[("charter", charter.short())]));
        }
        let passphrase = passphrase::existing(self.context, &self.args.passphrase)?;
        let doing = say!(self.context.tr, "key-opening");
        let key =
            progress::during(self.context, &doing, || Identity::unlock_vote(&self.context.dir, &passphrase));
        let key = key.map_err(refused)?;
        let signed = CharterSigned { card: self.identity.card.id, charter };
        let bytes = cosign(&self.ticket.federation, ObjectKind::Charter, &[&key], &signed);
        identity::write_private(&path, &bytes).map_err(refused)?;
        self.context.paragraph(&say!(self.context.tr, "join-charter-signed", charter = charter.short()));
        self.signed = Some(bytes);
        Ok(())
    }

    fn waiting(&self, needed: u64, approved: &[String], missing: &[String]) {
        if self.context.json {
            self.context.out.json(&json!({
                "state": "waiting", "needed": needed, "approved": approved, "missing": missing,
            }));
            return;
        }
        let found = approved.len() as u64;
        let missing = missing.join(", ");
        self.context.paragraph(&say!(
            self.context.tr,
            "join-waiting",
            found = found,
            needed = needed,
            missing = missing
        ));
    }

    /// It is a member: the founding page is the federation's, or the answer is a lie.
    fn enter(&self, founding: &[u8]) -> Result<Exit, Failure> {
        let lie = |_| failed("join-another-federation", &[]);
        let page = Founding::from_bytes(founding).map_err(lie)?;
        if page.federation() != self.ticket.federation {
            return Err(failed("join-another-federation", &[]));
        }
        let checkpoint = self.ticket.invitation.register;
        let founded = identity::join(&self.context.dir, founding, checkpoint).map_err(refused)?;
        Ok(welcome(self.context, &founded.founding))
    }
}

fn welcome(context: &Context, founding: &Founding) -> Exit {
    let (name, federation) = (founding.text.name.as_str(), founding.federation());
    if context.json {
        let founders: Vec<&str> =
            founding.cards.iter().map(|card: &Verified<Card>| card.value.name.as_str()).collect();
        context.out.json(&json!({
            "state": "member", "federation": federation.to_string(), "name": name,
            "fingerprint": federation.words(), "founders": founders,
        }));
        return Exit::Done;
    }
    context.paragraph(&say!(context.tr, "join-welcome", name = name, words = federation.words()));
    Exit::Done
}

/// The sentence of the step that failed.
fn step(error: &join::AskError) -> &'static str {
    use join::AskError;
    match error {
        AskError::Request | AskError::Transport(_) => "join-step-system",
        AskError::Address(_) => "join-step-address",
        AskError::Port(_) => "join-step-port",
        AskError::NotNode(_) => "join-step-not-node",
        AskError::Key { .. } => "join-step-key",
        AskError::Door => "join-step-door",
        AskError::Answer | AskError::TooLarge => "join-step-answer",
    }
}
