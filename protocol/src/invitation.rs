//! Invitations, and what is said at the join door. Knows their shape; must not know who admits whom.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::codec;
use crate::envelope::{EnvelopeError, ObjectKind, Signed, Verified};
use crate::id::{CoopId, EntryId, FederationId, ObjectId, PublicKey};
use crate::limits::{INVITATION_BYTES, NAME_CHARS};
use crate::text::{List, Text};

/// What an invitation's text begins with.
pub const PREFIX: &str = "BIGRE1";

/// An invitation to join: signed by the sponsor's node key, it expires, it can be revoked, and it serves once. Whoever
/// holds it may ask; nobody is admitted by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// 16 random bytes.
    pub id: EntryId,
    /// Whom it is for.
    pub guest: Text<NAME_CHARS>,
    /// Until when, in milliseconds since the Unix epoch.
    pub until: u64,
    /// Who invites.
    pub sponsor: CoopId,
    /// A recent page of the register: a newcomer's chain must lead through it, or stolen old keys could make another.
    pub register: (u64, ObjectId),
    /// Where to ask, the sponsor first: multiaddresses without peer id, and the key of the node there.
    pub addresses: List<(Text<200>, PublicKey), 8>,
}

/// An invitation that was read from a text: not verified, for its holder has nothing to verify it with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// What it says.
    pub invitation: Invitation,
    /// The federation.
    pub federation: FederationId,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Ticket {
    /// Reads the signed bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Ticket, EnvelopeError> {
        let signed = Signed::parse(bytes, INVITATION_BYTES)?;
        if signed.kind != ObjectKind::Invitation as u8 {
            return Err(EnvelopeError::Kind);
        }
        Ok(Ticket { invitation: signed.peek()?, federation: signed.federation, bytes: bytes.to_vec() })
    }

    /// Reads what a person pasted, perhaps with the words around it: spaces, line breaks and case do not matter.
    pub fn from_text(text: &str) -> Option<Ticket> {
        let text = text.to_ascii_uppercase();
        let ticket = &text[text.find(PREFIX)? + PREFIX.len()..];
        let is_code = |word: &&str| word.chars().all(|c| c.is_ascii_uppercase() || ('2'..='7').contains(&c));
        let code: String = ticket.split_whitespace().take_while(is_code).collect();
        let bytes = data_encoding::BASE32_NOPAD.decode(code.as_bytes()).ok()?;
        Ticket::from_bytes(&bytes).ok()
    }

    /// As a text: letters and digits only, so that a QR code of it is small.
    pub fn to_text(&self) -> String {
        format!("{PREFIX}{}", data_encoding::BASE32_NOPAD.encode(&self.bytes))
    }

    /// Verifies who signed it.
    pub fn verify(&self, sponsor: &PublicKey) -> Result<Verified<Invitation>, EnvelopeError> {
        let signed = Signed::parse(&self.bytes, INVITATION_BYTES)?;
        signed.verify(&self.bytes, &self.federation, ObjectKind::Invitation, sponsor)
    }
}

/// What a guest says at the join door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its card 0.
    pub card: ByteBuf,
    /// The invitation.
    pub ticket: ByteBuf,
    /// Its signature of the charter, once it has one.
    pub charter: Option<ByteBuf>,
}

/// What it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reply {
    /// No, for a reason with a stable code: `ticket-forged`, `ticket-expired`, `ticket-revoked`, `ticket-used`,
    /// `ticket-unknown`, `card-refused`, `not-now`; and a detail.
    No(String, String),
    /// Ask the sponsor's node: its name.
    Sponsor(String),
    /// The charter must be signed first: its text.
    Charter(ByteBuf),
    /// The page is proposed: how many approvals are needed, who gave one, who did not yet.
    Waiting(u64, Vec<String>, Vec<String>),
    /// The cooperative is a member: the founding page.
    Welcome(ByteBuf),
}

impl Question {
    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Question, codec::CodecError> {
        codec::decode(bytes)
    }
}

impl Reply {
    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Reply, codec::CodecError> {
        codec::decode(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope;
    use ed25519_dalek::SigningKey;

    #[test]
    fn a_ticket_is_read_back_from_what_a_person_pastes() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let public = envelope::public_key(&key);
        let address = Text::new("/dns/bigre.example.coop/tcp/4040").unwrap();
        let invitation = Invitation {
            id: EntryId([1; 16]),
            guest: Text::new("Manucoop").unwrap(),
            until: 7,
            sponsor: CoopId([2; 32]),
            register: (3, ObjectId([4; 32])),
            addresses: List::new(vec![(address, public)]).unwrap(),
        };
        let federation = FederationId([5; 32]);
        let signed = envelope::sign(&federation, ObjectKind::Invitation, &key, invitation.clone());
        let text = Ticket::from_bytes(&signed.bytes).unwrap().to_text();
        let lines: Vec<&str> =
            text.as_bytes().chunks(64).map(|part| std::str::from_utf8(part).unwrap()).collect();
        let pasted = format!("Voici :\n\n  {}\n\n(à bientôt)", lines.join("\n").to_lowercase());
        let ticket = Ticket::from_text(&pasted).unwrap();
        assert_eq!((ticket.invitation.clone(), ticket.federation), (invitation, federation));
        assert!(ticket.verify(&public).is_ok());
        assert!(ticket.verify(&envelope::public_key(&SigningKey::from_bytes(&[4; 32]))).is_err());
        assert_eq!(Ticket::from_text("BIGRE1AAAA"), None);
    }

    #[test]
    fn questions_and_replies_are_read_back() {
        let question =
            Question { card: ByteBuf::from(vec![1]), ticket: ByteBuf::from(vec![2]), charter: None };
        assert_eq!(Question::from_bytes(&question.to_bytes()), Ok(question));
        for reply in [
            Reply::No("ticket-used".into(), String::new()),
            Reply::Sponsor("Oxalis".into()),
            Reply::Waiting(5, vec!["Oxalis".into()], Vec::new()),
            Reply::Welcome(ByteBuf::from(vec![3])),
        ] {
            assert_eq!(Reply::from_bytes(&reply.to_bytes()), Ok(reply));
        }
    }
}
