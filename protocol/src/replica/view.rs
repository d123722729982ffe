//! What can be seen of a replica from outside, and the erasure of what nobody renews.

use super::{Event, Progress, Replica};
use crate::directory::Directory;
use crate::directory::entry::Kind;
use crate::durable::{ProofKind, Write};
use crate::envelope::{self, ObjectKind};
use crate::id::{CoopId, EntryId};
use crate::invitation::{Invitation, Ticket};
use crate::limits;
use crate::register::{Founding, Register};

use super::peers::Peer;

impl Replica {
    /// The federation's register.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The founding page.
    pub fn founding(&self) -> &Founding {
        &self.founding
    }

    /// An invitation, signed by our node key.
    pub fn sign_invitation(&self, invitation: Invitation) -> Ticket {
        let federation = self.register.federation;
        let signed =
            envelope::sign(&federation, ObjectKind::Invitation, &self.identity.key, invitation.clone());
        Ticket { invitation, federation, bytes: signed.bytes }
    }

    /// Our own cooperative.
    pub fn me(&self) -> CoopId {
        self.identity.coop
    }

    /// All directories, by cooperative.
    pub fn directories(&self) -> impl Iterator<Item = (&CoopId, &Directory)> {
        self.directories.iter()
    }

    /// One directory.
    pub fn directory(&self, coop: &CoopId) -> Option<&Directory> {
        self.directories.get(coop)
    }

    /// The other nodes.
    pub fn peers(&self) -> impl Iterator<Item = (&CoopId, &Peer)> {
        self.peers.iter()
    }

    /// Whether a cooperative's directory is frozen by a fork.
    pub fn is_forked(&self, coop: &CoopId) -> bool {
        self.proofs.contains_key(&(*coop, ProofKind::Directory))
    }

    /// What each cooperative is proved to have contradicted.
    pub fn proofs(&self) -> impl Iterator<Item = (CoopId, ProofKind)> {
        self.proofs.keys().copied()
    }

    /// How many founders' assents are held.
    pub fn assents(&self) -> usize {
        self.assents.len()
    }

    /// How far a directory on its way has come.
    pub fn progress(&self, coop: &CoopId) -> Option<Progress> {
        self.arrivals.get(coop).map(|arrival| arrival.progress())
    }

    /// Whether a directory is being asked for.
    pub fn is_pulling(&self, coop: &CoopId) -> bool {
        self.pulls.values().any(|pull| pull.wants(coop))
    }

    /// The highest number of a directory that a peer said it holds.
    pub fn newest(&self, coop: &CoopId) -> u64 {
        let Some(at) = self.register.position(coop) else { return 0 };
        let peers = self.peers.values().filter_map(|peer| peer.heads.get(at)).map(|(number, _)| *number);
        peers.chain(self.directories.get(coop).map(|directory| directory.number())).max().unwrap_or(0)
    }

    /// The cooperatives whose nodes hold the number of a directory that we hold, this one included.
    pub fn holders(&self, coop: &CoopId) -> Vec<CoopId> {
        let Some(at) = self.register.position(coop) else { return Vec::new() };
        let Some(head) = self.directories.get(coop).and_then(|directory| directory.head()) else {
            return Vec::new();
        };
        let mark = super::peers::mark(head);
        let same = |peer: &Peer| peer.heads.get(at) == Some(&mark);
        let others = self.peers.iter().filter(|(_, peer)| same(peer)).map(|(coop, _)| *coop);
        std::iter::once(self.identity.coop).chain(others).collect()
    }

    /// The ids of a directory's entries of one kind, or of all.
    pub fn ids(&self, coop: &CoopId, kind: Option<Kind>) -> Vec<EntryId> {
        let directory = self.directories.get(coop).into_iter().flat_map(Directory::iter);
        directory.filter(|leaf| kind.is_none_or(|kind| leaf.kind == kind)).map(|leaf| leaf.id).collect()
    }

    /// Whether a directory's lease ended: it is hidden.
    pub fn has_lapsed(&self, now: u64, coop: &CoopId) -> bool {
        let head = self.directories.get(coop).and_then(|directory| directory.head());
        *coop != self.identity.coop && head.is_some_and(|head| head.value.lease <= now)
    }

    /// Erases the directories whose lease ended a week ago, when other clocks agree.
    pub(super) fn purge(&mut self, now: u64) {
        if now < self.next_purge {
            return;
        }
        self.next_purge = now + limits::PURGE_CHECK_MS;
        let over = |directory: &Directory| {
            let end = directory.head().map(|head| head.value.lease.saturating_add(limits::PURGE_GRACE_MS));
            end.is_some_and(|end| self.has_passed(now, end))
        };
        let gone: Vec<CoopId> = self
            .directories
            .iter()
            .filter(|(coop, directory)| **coop != self.identity.coop && over(directory))
            .map(|(coop, _)| *coop)
            .collect();
        for coop in gone {
            self.directories.insert(coop, Directory::default());
            self.persist(Write::Drop { coop });
            self.notify(Event::Purged(coop));
        }
    }
}
