//! A replica of nobody's, that reads what others exported: through the same doors as a node, years later, without a
//! clock; and what a node exports for it. It signs nothing. Must not know files.

use ed25519_dalek::SigningKey;

use super::{Identity, Replica};
use crate::durable::ProofKind;
use crate::id::{CoopId, InstanceId};
use crate::register::Founding;
use crate::rejection::Rejection;
use crate::text::Text;

impl Replica {
    /// A replica that only reads; `None` never, but for a defect of the text below.
    pub fn reader(founding: Founding) -> Option<Replica> {
        // No seat has this id, and nothing is signed with this key: only what came in by `handle` is answered.
        let identity = Identity {
            coop: CoopId([0; 32]),
            key: SigningKey::from_bytes(&[0; 32]),
            instance: InstanceId([0; 8]),
            program: Text::new("bigre audit").ok()?,
        };
        Some(Replica::new(founding, identity))
    }

    /// Reads the next entry of a cooperative's journal.
    pub fn read_entry(&mut self, coop: &CoopId, bytes: &[u8]) -> Result<(), Rejection> {
        let (author, entry) = self.verify_entry(bytes)?;
        let body = entry.value.read()?;
        let read = if author == *coop {
            self.append(u64::MAX, author, entry, &body)
        } else {
            Err(Rejection::UnknownKey)
        };
        self.out.clear();
        read
    }

    /// Reads a card that follows one held.
    pub fn read_card(&mut self, bytes: &[u8]) -> Result<(), Rejection> {
        let read = self.admit_card(bytes);
        self.out.clear();
        read
    }

    /// Reads the next page, with what seals it.
    pub fn read_page(&mut self, bytes: &[u8]) -> Result<(), Rejection> {
        let read = self.admit_sealed(bytes);
        self.out.clear();
        read
    }

    /// Reads the pulse of a cooperative's node.
    pub fn read_pulse(&mut self, coop: &CoopId, bytes: &[u8]) -> Result<(), Rejection> {
        let (author, _) = self.verify_pulse(bytes)?;
        let read =
            if author == *coop { self.admit_pulse(u64::MAX, bytes) } else { Err(Rejection::UnknownKey) };
        self.out.clear();
        read
    }

    /// Reads a proof of what a cooperative did.
    pub fn read_proof(
        &mut self,
        coop: &CoopId,
        kind: ProofKind,
        a: &[u8],
        b: &[u8],
    ) -> Result<(), Rejection> {
        let read = match self.verify_proof(a, b)? {
            proved if proved == (*coop, kind) => self.admit_proof(a, b),
            _ => Err(Rejection::NoProof),
        };
        self.out.clear();
        read
    }

    /// The two objects of each proof.
    pub fn proof_objects(&self) -> impl Iterator<Item = (CoopId, ProofKind, [&[u8]; 2])> {
        self.proofs.iter().map(|((coop, kind), (a, b))| (*coop, *kind, [a.as_slice(), b.as_slice()]))
    }
}
