//! What goes into a replica and what comes out: values, so that the same inputs give the same outputs.

use crate::directory::entry::Entry;
use crate::directory::{Change, Cursor};
use crate::durable::ProofKind;
use crate::durable::Write;
use crate::fund::{Fact, Void};
use crate::id::{CoopId, EntryId, ObjectId};
use crate::journal::Suspend;
use crate::register::{Act, PageError};
use crate::rejection::{Rejection, Verdict};

/// Names a stream of a pull. Even numbers are ours, odd ones the peers'; one for each, never again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream(pub u64);

/// Names a gossip message that waits for its verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Names a local request that waits for its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Request(pub u64);

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Input {
    /// A connection to a cooperative's node opened.
    Connected(CoopId),
    /// The last connection to it closed.
    Disconnected(CoopId),
    /// A gossip message, held back from relaying until its verdict.
    Gossip {
        /// Who passed it on.
        from: CoopId,
        /// For the verdict.
        ticket: Ticket,
        /// The message.
        bytes: Vec<u8>,
    },
    /// A peer opened a stream.
    Opened {
        /// The stream.
        stream: Stream,
        /// The peer.
        peer: CoopId,
    },
    /// One more frame can be sent on a stream: given once when it is open, then once after each frame is on
    /// its way. There is never room for two: END must not be asked for before the bodies of a PART were read.
    Room(Stream),
    /// A frame came.
    Frame {
        /// The stream.
        stream: Stream,
        /// The frame.
        bytes: Vec<u8>,
    },
    /// A stream ended, well or not.
    Closed(Stream),
    /// Our own cooperative changes its directory.
    Edit {
        /// For the answer.
        request: Request,
        /// Entries added or replaced.
        put: Vec<Entry>,
        /// Entries taken out.
        remove: Vec<EntryId>,
    },
    /// A person acts upon the register.
    Act {
        /// For the answer.
        request: Request,
        /// What is done.
        action: Action,
    },
    /// Frames of a file: objects and directories.
    File {
        /// For the answer.
        request: Request,
        /// The frames, in order.
        frames: Vec<Vec<u8>>,
    },
    /// Somebody here wants heads compared with every connected peer now.
    Compare,
    /// The time of [`super::Replica::wake_at`] came.
    Wake,
}

/// What a person does about the register.
#[derive(Debug, Clone)]
pub enum Action {
    /// Propose the next page.
    Propose {
        /// What it does.
        act: Box<Act>,
        /// SHA-256 of the minutes.
        minutes: Option<[u8; 32]>,
    },
    /// Put our cooperative's approval of a page, or its withdrawal, on our journal.
    Approval(Vec<u8>),
    /// Put a card of our cooperative in force.
    Card(Vec<u8>),
    /// Call for the suspension of a cooperative.
    Suspend(Suspend),
    /// State a fact of the fund on our journal.
    Fact(Box<Fact>),
}

/// Why a local request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Too few cooperatives were heard since the start.
    WaitingForPeers {
        /// Cooperatives heard, this one included.
        heard: usize,
        /// Cooperatives needed.
        needed: usize,
    },
    /// A peer holds a newer copy of our own directory: it is being fetched.
    Restoring,
    /// Our own directory or journal is forked.
    Forked,
    /// Another node signs with our key.
    Twin,
    /// We are not a member, not yet or no more.
    NotMember,
    /// We do not vote: our cooperative is dormant.
    NoVoice,
    /// Two pages of one number are sealed: the register is frozen.
    Split,
    /// Three pages of ours are proposed already.
    Proposals,
    /// The page or the approval.
    Page(PageError),
    /// The card.
    Rejected(Rejection),
    /// Over a quota.
    Quota {
        /// `members`, `entries` or `bytes`.
        what: &'static str,
        /// How many there would be.
        found: u64,
        /// How many there may be.
        most: u64,
    },
    /// No such entry in our own directory.
    Unknown(EntryId),
    /// More heads than a day allows.
    TooOften,
    /// What the fund's rules say against it.
    Fact(Void),
    /// It is about an entry that is not held here.
    NotHeld(ObjectId),
    /// It rests on an entry that is not confirmed yet.
    Unconfirmed {
        /// The entry.
        entry: ObjectId,
        /// Cooperatives known to hold it.
        held: Vec<CoopId>,
        /// How many must.
        needed: usize,
    },
    /// Fewer than a quorum of cooperatives were heard within 24 hours: no money is sent meanwhile.
    Isolated,
    /// The cooperative is suspended: what concerns its money waits.
    Suspended(CoopId),
}

impl From<Void> for Refusal {
    fn from(void: Void) -> Self {
        Refusal::Fact(void)
    }
}

/// What came of one directory in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It advanced to a number.
    Updated(CoopId, u64),
    /// It is not newer than what is held.
    Unchanged(CoopId),
    /// It was refused; `None` when not even its cooperative could be read.
    Refused(Option<CoopId>, Rejection),
}

/// Something to tell people and metrics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A directory advanced.
    Advanced {
        /// Whose.
        coop: CoopId,
        /// To which number.
        number: u64,
        /// Entries added or replaced.
        put: usize,
        /// Entries gone.
        removed: usize,
    },
    /// What a peer sent was refused.
    Refused {
        /// The peer, or `None` for a file.
        peer: Option<CoopId>,
        /// Why.
        why: Rejection,
        /// Whether the peer is avoided for a while.
        avoided: bool,
    },
    /// A cooperative signed two contradictory things.
    Forked(CoopId, ProofKind),
    /// A cooperative has a new card.
    Card {
        /// Whose.
        coop: CoopId,
        /// Its number.
        number: u64,
    },
    /// A journal has a new entry.
    Entry {
        /// Whose.
        coop: CoopId,
        /// Its number.
        seq: u64,
    },
    /// Something new is said of the register, or known of its members.
    Register,
    /// A page is sealed: it is in force.
    Sealed(u64),
    /// A cooperative is not a member any more.
    Ended(CoopId),
    /// Two pages of one number are sealed: the register is frozen below it.
    Split(u64),
    /// What was held of a directory was signed by a key that is cut off since.
    Void(CoopId),
    /// Another node signs with our key.
    Twin,
    /// A directory whose lease ended long ago was erased.
    Purged(CoopId),
    /// A peer restarted behind an open connection.
    Restarted(CoopId),
    /// What was found on disk of a directory does not match its head: it will be fetched again.
    Damaged(CoopId),
}

/// An effect. The writes of a batch of outputs are durable before anything else of it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Keep.
    Persist(Write),
    /// Tell gossip what to do with a message.
    Verdict {
        /// Which message.
        ticket: Ticket,
        /// What to do.
        verdict: Verdict,
    },
    /// Gossip a message.
    Publish(Vec<u8>),
    /// Open a stream to a peer.
    Open {
        /// Its name from now on.
        stream: Stream,
        /// The peer.
        peer: CoopId,
    },
    /// Send a frame.
    Send {
        /// The stream.
        stream: Stream,
        /// The frame.
        bytes: Vec<u8>,
    },
    /// Send a PART: the bodies are looked up on disk.
    SendPart {
        /// The stream.
        stream: Stream,
        /// Whose directory.
        coop: CoopId,
        /// What changed.
        changes: Vec<Change>,
        /// The place reached.
        cursor: Cursor,
    },
    /// No more frames on this stream.
    Finish(Stream),
    /// Break a stream off.
    Reset(Stream),
    /// Close every connection to a peer and dial it again.
    Bounce(CoopId),
    /// A local change is signed.
    Done {
        /// Which request.
        request: Request,
        /// The number of the head that carries it.
        result: Result<u64, Refusal>,
    },
    /// What a person did about the register is durable.
    Acted {
        /// Which request.
        request: Request,
        /// The page, card or entry concerned.
        result: Result<ObjectId, Refusal>,
    },
    /// A file was taken in.
    Imported {
        /// Which request.
        request: Request,
        /// What came of each directory.
        taken: Vec<Taken>,
    },
    /// Tell.
    Notify(Event),
}
