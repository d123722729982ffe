//! How the rest of the process speaks to the loop: requests with an answer, and a view that is always there.
//!
//! Knows the questions; must not know how the loop answers them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bigre_protocol::directory::entry::{Entry, Kind};
use bigre_protocol::id::{CoopId, EntryId, ObjectId, OpId};
use bigre_protocol::register::Published;
use bigre_protocol::replica::Replica;
use tokio::sync::{mpsc, oneshot, watch};

use crate::api::model::{
    BundleReport, ChainView, CharterView, DirectoryView, FactDraft, HeldView, IdentityView, InvitationDraft,
    InvitationView, JournalPart, OwnCard, PeerView, Problem, Propose, RegisterView, Status, SuspendDraft,
};
use crate::driver::{now, register};

/// Requests that may wait for the loop (guess: far more than one console ever has in flight).
pub const REQUESTS: usize = 64;

/// A change of our own directory: made whole under one head, or not at all.
#[derive(Debug, Default)]
pub struct Edit {
    /// Entries added, or replacing the one with the same id.
    pub put: Vec<Entry>,
    /// Entries taken out.
    pub remove: Vec<EntryId>,
}

/// Why a request is refused by the loop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The node may not sign yet.
    #[error(
        "this node must first hear from {needed} cooperatives (it has heard {heard}) that no newer copy of its own directory exists"
    )]
    WaitingForPeers {
        /// Cooperatives heard, this one included.
        heard: u64,
        /// Cooperatives needed.
        needed: u64,
    },
    /// Restored from an old backup: it is fetching its own directory back.
    #[error("this node was restored from an older copy and is fetching its own directory back")]
    Restoring,
    /// Its own directory is forked.
    #[error("two contradictory heads carry this node's signature: nothing more is signed")]
    Forked,
    /// More than the quota of a cooperative.
    #[error("the directory would hold {found} {what}; at most {most} are allowed")]
    Quota {
        /// Of what.
        what: &'static str,
        /// How many there would be.
        found: u64,
        /// How many there may be.
        most: u64,
    },
    /// No entry with this id in our own directory.
    #[error("no entry {0} in this cooperative's directory")]
    Unknown(EntryId),
    /// The disk is nearly full: the node is read-only.
    #[error("less than the configured space is free on the disk: the node only reads")]
    DiskLow,
    /// More heads than a day allows.
    #[error("more heads than a day allows were signed: try again later")]
    TooOften,
    /// Another node signs with our key.
    #[error("another node signs with this node's key: nothing more is signed here")]
    Twin,
    /// Not a member.
    #[error("this cooperative is not a member of the federation, not yet or no more")]
    NotMember,
    /// No such cooperative.
    #[error("no cooperative is called `{coop}`; there are {known}")]
    UnknownCoop {
        /// What was asked.
        coop: String,
        /// Those that there are.
        known: String,
    },
    /// The register refuses: stable code, and why.
    #[error("{1}")]
    Register(&'static str, String),
    /// The fund refuses: why, in full.
    #[error("{}", .0.message)]
    Fund(Box<Problem>),
    /// A bundle that is not one.
    #[error("the file is not a bundle of this federation: {0}")]
    Bundle(String),
    /// The node is stopping.
    #[error("the node is stopping")]
    Stopping,
}

/// What a person does about the register.
#[derive(Debug)]
pub enum Deed {
    /// Proposes a page.
    Propose(Box<Propose>),
    /// Approves a page, or takes that back: signed by vote keys.
    Approve(Vec<u8>),
    /// Puts a card of ours in force.
    Card(Vec<u8>),
    /// Calls for a suspension.
    Suspend(SuspendDraft),
    /// States a fact of the fund, under an id chosen before.
    Fact(OpId, Box<FactDraft>),
}

/// Something to be read from the replica, in the loop.
pub struct Look(Box<dyn FnOnce(&Replica) + Send>);

impl Look {
    pub(crate) fn look(self, replica: &Replica) {
        (self.0)(replica);
    }
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Look")
    }
}

/// A request to the loop.
#[derive(Debug)]
pub enum Request {
    /// Read something.
    Look(Look),
    /// Act upon the register; answered with the page, card or entry once it is durable.
    Act {
        /// What is done.
        act: Deed,
        /// The answer.
        reply: oneshot::Sender<Result<ObjectId, Refused>>,
    },
    /// Give an invitation out.
    Invite {
        /// For whom, how long.
        draft: InvitationDraft,
        /// The answer.
        reply: oneshot::Sender<Result<InvitationView, Refused>>,
    },
    /// Every invitation given out.
    Invitations {
        /// The answer.
        reply: oneshot::Sender<Vec<InvitationView>>,
    },
    /// Take an invitation back.
    Revoke {
        /// The start of its id.
        id: String,
        /// The answer.
        reply: oneshot::Sender<Result<InvitationView, Refused>>,
    },
    /// Let some connected peers go, so that they call back; answered with how many.
    Reach {
        /// The answer.
        reply: oneshot::Sender<u64>,
    },
    /// Change our own directory; answered with the number of the head once it is durable.
    Edit {
        /// The change.
        edit: Edit,
        /// The answer.
        reply: oneshot::Sender<Result<u64, Refused>>,
    },
    /// The ids of a directory's entries of one kind (all kinds when none is given), in order.
    Ids {
        /// Whose.
        coop: CoopId,
        /// Of which kind.
        kind: Option<Kind>,
        /// The answer.
        reply: oneshot::Sender<Vec<EntryId>>,
    },
    /// Entries of any directory whose printed id starts with a text, at most 10.
    Find {
        /// The start of the printed id, in lower case.
        prefix: String,
        /// The answer.
        reply: oneshot::Sender<Vec<(CoopId, EntryId)>>,
    },
    /// Everything held, as one file.
    Export {
        /// The answer.
        reply: oneshot::Sender<Vec<u8>>,
    },
    /// Take in such a file.
    Import {
        /// Its bytes.
        bytes: Vec<u8>,
        /// The answer.
        reply: oneshot::Sender<Result<BundleReport, Refused>>,
    },
    /// Compare heads with every connected peer now; answered with the time, in milliseconds since the Unix epoch.
    Compare {
        /// The answer.
        reply: oneshot::Sender<u64>,
    },
    /// Laboratory: cut these cooperatives off, join all others.
    Block(BTreeSet<CoopId>),
    /// Rewrite the store without what died.
    Compact {
        /// Bytes on disk before and after.
        reply: oneshot::Sender<Result<(u64, u64), Refused>>,
    },
}

/// What the loop shows of itself; a new one replaces it at every change, at most ten a second.
#[derive(Debug, Clone)]
pub struct View {
    /// For `GET /v1/status`.
    pub status: Status,
    /// For `GET /v1/peers`.
    pub peers: Vec<PeerView>,
    /// For `GET /v1/sync`.
    pub directories: Vec<DirectoryView>,
    /// For `GET /v1/identity`.
    pub identity: IdentityView,
    /// What the vocabularies in force are made of: built again when it changes.
    pub vocabularies: Vocabularies,
}

/// Which vocabularies are in force, who approves words, and whether any term changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabularies {
    /// The vocabularies that the rules name, in order.
    pub named: Vec<Published>,
    /// The cooperatives that vote.
    pub active: BTreeSet<CoopId>,
    /// A fingerprint of the terms of each directory that has any.
    pub terms: BTreeMap<CoopId, u64>,
}

/// A way to the loop. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Handle {
    requests: mpsc::Sender<Request>,
    view: watch::Receiver<Arc<View>>,
}

impl Handle {
    /// A handle over the loop's two ends.
    pub fn new(requests: mpsc::Sender<Request>, view: watch::Receiver<Arc<View>>) -> Self {
        Handle { requests, view }
    }

    /// What the loop shows now.
    pub fn view(&self) -> Arc<View> {
        self.view.borrow().clone()
    }

    /// Waits until the loop shows something else; false when it ended.
    pub async fn changed(&mut self) -> bool {
        self.view.changed().await.is_ok()
    }

    async fn ask<T>(&self, request: impl FnOnce(oneshot::Sender<T>) -> Request) -> Result<T, Refused> {
        let (reply, answer) = oneshot::channel();
        self.requests.send(request(reply)).await.map_err(|_| Refused::Stopping)?;
        answer.await.map_err(|_| Refused::Stopping)
    }

    /// Reads something from the replica; it keeps the loop from its work meanwhile.
    pub async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Replica) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        self.ask(|reply| Request::Look(Look(Box::new(move |replica| drop(reply.send(look(replica))))))).await
    }

    /// Changes our own directory.
    pub async fn edit(&self, edit: Edit) -> Result<u64, Refused> {
        self.ask(|reply| Request::Edit { edit, reply }).await?
    }

    /// The ids of a directory's entries.
    pub async fn ids(&self, coop: CoopId, kind: Option<Kind>) -> Result<Vec<EntryId>, Refused> {
        self.ask(|reply| Request::Ids { coop, kind, reply }).await
    }

    /// Entries whose printed id starts with a text.
    pub async fn find(&self, prefix: String) -> Result<Vec<(CoopId, EntryId)>, Refused> {
        self.ask(|reply| Request::Find { prefix, reply }).await
    }

    /// Everything held, as one file.
    pub async fn export(&self) -> Result<Vec<u8>, Refused> {
        self.ask(|reply| Request::Export { reply }).await
    }

    /// Takes in such a file.
    pub async fn import(&self, bytes: Vec<u8>) -> Result<BundleReport, Refused> {
        self.ask(|reply| Request::Import { bytes, reply }).await?
    }

    /// Compares heads with every connected peer now: whoever is heard after the time given back was asked.
    pub async fn compare(&self) -> Result<u64, Refused> {
        self.ask(|reply| Request::Compare { reply }).await
    }

    /// Acts upon the register.
    pub async fn act(&self, act: Deed) -> Result<ObjectId, Refused> {
        self.ask(|reply| Request::Act { act, reply }).await?
    }

    /// The register.
    pub async fn register(&self) -> Result<RegisterView, Refused> {
        self.look(|replica| register::view(replica, now())).await
    }

    /// The charter in force.
    pub async fn charter(&self) -> Result<CharterView, Refused> {
        self.look(|replica| register::charter(replica.register())).await
    }

    /// Gives an invitation out.
    pub async fn invite(&self, draft: InvitationDraft) -> Result<InvitationView, Refused> {
        self.ask(|reply| Request::Invite { draft, reply }).await?
    }

    /// Every invitation given out.
    pub async fn invitations(&self) -> Result<Vec<InvitationView>, Refused> {
        self.ask(|reply| Request::Invitations { reply }).await
    }

    /// Takes an invitation back.
    pub async fn revoke(&self, id: String) -> Result<InvitationView, Refused> {
        self.ask(|reply| Request::Revoke { id, reply }).await?
    }

    /// Lets some connected peers go, so that they call back.
    pub async fn reach(&self) -> Result<u64, Refused> {
        self.ask(|reply| Request::Reach { reply }).await
    }

    /// Our card in force.
    pub async fn card(&self) -> Result<OwnCard, Refused> {
        self.look(register::own_card).await?.ok_or(Refused::NotMember)
    }

    /// All that is needed to verify the register off line.
    pub async fn chain(&self) -> Result<ChainView, Refused> {
        self.look(register::chain).await
    }

    /// How far the journals are held, and what says so.
    pub async fn held(&self) -> Result<HeldView, Refused> {
        self.look(register::held).await
    }

    /// Entries of a journal after one.
    pub async fn journal(&self, coop: CoopId, after: u64) -> Result<JournalPart, Refused> {
        self.look(move |replica| register::journal(replica, &coop, after)).await
    }

    /// Cuts cooperatives off (laboratory).
    pub async fn block(&self, coops: BTreeSet<CoopId>) -> Result<(), Refused> {
        self.requests.send(Request::Block(coops)).await.map_err(|_| Refused::Stopping)
    }

    /// Rewrites the store without what died.
    pub async fn compact(&self) -> Result<(u64, u64), Refused> {
        self.ask(|reply| Request::Compact { reply }).await?
    }
}
