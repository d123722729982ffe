//! Knows every bound of the network module and where its value comes from; knows nothing of how they are
//! enforced.
//!
//! "Measured" means reproduced against libp2p 0.57 on loopback; "guess" means nobody has measured it yet.

use std::time::Duration;

/// The waits that a test shortens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// See [`CONNECTION_TIMEOUT`].
    pub(super) connect: Duration,
    /// See [`JOIN_DEADLINE`].
    pub(super) join: Duration,
    /// See [`AWAIT_DIAL`].
    pub(super) await_dial: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: CONNECTION_TIMEOUT, join: JOIN_DEADLINE, await_dial: AWAIT_DIAL }
    }
}

// --- gossip -----------------------------------------------------------------------------------------------

/// Biggest message that may be published or accepted, in bytes. Measured: small enough that frames read
/// together never reach [`GOSSIP_TRANSMIT_BYTES`].
pub const GOSSIP_MESSAGE_BYTES: usize = 32 * 1024;

/// What gossipsub compares its whole read buffer with, in bytes. Measured: the buffer holds a frame and up to
/// 8 KiB of the next one, and one frame above the limit silences the peer for ever, so this leaves 17 KiB of
/// head-room.
pub const GOSSIP_TRANSMIT_BYTES: usize = GOSSIP_MESSAGE_BYTES + 1024 + 16 * 1024;

/// Biggest gossipsub control message accepted, in bytes. Measured: the default of 16 KiB is below what other
/// nodes send.
pub const GOSSIP_CONTROL_BYTES: usize = 64 * 1024;

/// Message ids announced in one control message. Measured: 500 ids of 20 bytes fit in the 16 KiB others
/// accept.
pub const GOSSIP_CONTROL_IDS: usize = 500;

/// Messages in one gossipsub frame. Source: the default of the gossipsub codec.
pub const GOSSIP_MESSAGES_PER_FRAME: usize = 500;

/// Length of a message id, in bytes. Measured: the default of 72 makes announcements exceed the control
/// limit.
pub const GOSSIP_ID_BYTES: usize = 20;

/// Heartbeats during which a message waits for its verdict. Measured: a verdict after 6.5 s is lost with the
/// default of 5.
pub const GOSSIP_HISTORY: usize = 12;

/// Heartbeats whose messages are announced to peers outside the mesh. Source: the gossipsub specification.
pub const GOSSIP_HISTORY_ANNOUNCED: usize = 3;

/// Period of mesh upkeep. Source: the gossipsub specification.
pub const GOSSIP_HEARTBEAT: Duration = Duration::from_secs(1);

/// Peers a node relays to: wanted number. Source: the gossipsub specification.
pub const MESH_WANTED: usize = 6;

/// Peers a node relays to: lower bound. Source: the gossipsub specification.
pub const MESH_LOW: usize = 4;

/// Peers a node relays to: upper bound. Source: the gossipsub specification.
pub const MESH_HIGH: usize = 12;

/// Peers of the mesh that this node dialled itself. Source: the gossipsub specification.
pub const MESH_OUTBOUND: usize = 2;

// gossipsub accepts a mesh that cannot exist without a word, so the compiler checks it here.
const _: () =
    assert!(MESH_OUTBOUND <= MESH_WANTED / 2 && MESH_LOW <= MESH_WANTED && MESH_WANTED <= MESH_HIGH);
const _: () = assert!(MESH_OUTBOUND < MESH_LOW);

/// How long a message already seen is not reported again. Guess: twice the longest partition worth healing by
/// gossip.
pub const GOSSIP_DUPLICATE_CACHE: Duration = Duration::from_secs(120);

/// Messages waiting to be sent to one peer. Guess: 64 MiB at worst, of shared bytes.
pub const GOSSIP_QUEUE_MESSAGES: usize = 2000;

/// Age at which a message of ours waiting to be sent is dropped. Source: the default of gossipsub.
pub const GOSSIP_PUBLISH_AGE: Duration = Duration::from_secs(5);

/// Age at which a relayed message waiting to be sent is dropped. Guess: twice the default, for slow links.
pub const GOSSIP_FORWARD_AGE: Duration = Duration::from_secs(2);

/// Wait before a peer pruned from the mesh may come back. Guess: short, as meshes are small and peers are
/// named.
pub const GOSSIP_PRUNE_BACKOFF: Duration = Duration::from_secs(10);

/// Wait before a peer that unsubscribed may come back to the mesh. Guess: a restart takes seconds.
pub const GOSSIP_UNSUBSCRIBE_BACKOFF: Duration = Duration::from_secs(2);

/// Size above which peers are told not to send a message again. Source: the default of gossipsub.
pub const GOSSIP_IDONTWANT_BYTES: usize = 1024;

// --- connections ------------------------------------------------------------------------------------------

/// Inbound connections in the middle of their handshake. Guess.
pub const CONNECTIONS_PENDING_IN: u32 = 32;

/// Outbound connections in the middle of their handshake. Guess; a dial over the limit is retried with
/// back-off.
pub const CONNECTIONS_PENDING_OUT: u32 = 32;

/// Established connections made by peers. Guess: three times the 64 nodes of a full mesh.
pub const CONNECTIONS_IN: u32 = 200;

/// Established connections made by this node. Guess: a full mesh.
pub const CONNECTIONS_OUT: u32 = 64;

/// Established connections with one peer. Measured: with one, a restarted peer is locked out by its dead
/// connection.
pub const CONNECTIONS_PER_PEER: u32 = 3;

/// Longest time from dial to the end of the handshake. Guess: a satellite link with losses.
pub const CONNECTION_TIMEOUT: Duration = Duration::from_secs(15);

/// Idle time after which a connection that nothing keeps alive is closed. Source: ten heartbeats of the
/// slowest protocol.
pub const CONNECTION_IDLE: Duration = Duration::from_secs(300);

/// Longest wait for a peer to take leave, after which the connection is dropped. Guess; libp2p itself waits
/// for ever, and a connection whose send buffer is full then lasts until the system gives up on it.
pub const CONNECTION_CLOSE: Duration = Duration::from_secs(5);

/// Inbound streams of one connection in negotiation. Guess.
pub const STREAMS_NEGOTIATING: usize = 64;

/// Streams of one connection, all protocols together. Measured: caps the memory yamux may take.
pub const STREAMS_PER_CONNECTION: usize = 128;

/// Silence after which a QUIC connection is lost, in milliseconds. Guess: three lost keep-alives.
pub const QUIC_IDLE_MILLIS: u32 = 30_000;

/// Period of QUIC keep-alive packets. Source: below the 30 s at which home routers forget a mapping.
pub const QUIC_KEEP_ALIVE: Duration = Duration::from_secs(10);

/// Unacknowledged bytes on one QUIC stream. Guess: 20 ms at 100 MB/s.
pub const QUIC_STREAM_BYTES: u32 = 2_000_000;

/// Unacknowledged bytes on one QUIC connection. Guess: four streams at full window.
pub const QUIC_CONNECTION_BYTES: u32 = 8_000_000;

/// Period of pings. Source: the default of libp2p.
pub const PING_INTERVAL: Duration = Duration::from_secs(15);

/// Wait for the answer to a ping. Source: the default of libp2p.
pub const PING_TIMEOUT: Duration = Duration::from_secs(20);

/// Failed pings in a row, over all connections of a peer, after which every connection with it is closed.
/// Guess.
pub const PING_FAILURES: u32 = 2;

// --- dialling ---------------------------------------------------------------------------------------------

/// First wait before a peer is dialled again, before jitter. Guess: faster than a service restarts.
pub const REDIAL_FIRST: Duration = Duration::from_millis(500);

/// Longest wait before a peer is dialled again, before jitter. Guess: a minute is the patience of a person.
pub const REDIAL_LAST: Duration = Duration::from_secs(60);

/// Age at which a connection proves that the peer wants us, and resets the back-off. Guess: a peer that
/// refuses us closes at once, after the handshake.
pub const REDIAL_PROOF: Duration = Duration::from_secs(5);

/// How long a peer asked to call us is not dialled. Guess: thirty times [`REDIAL_FIRST`], and within the
/// patience of a person.
pub const AWAIT_DIAL: Duration = Duration::from_secs(15);

/// Addresses dialled for one peer; the rest is ignored. Guess: two transports, two families, two spare.
pub const ADDRESSES_PER_PEER: usize = 6;

// --- streams ----------------------------------------------------------------------------------------------

/// Biggest frame on a stream, in bytes: 64 KiB of content and 1 KiB for its envelope. Source: the protocol.
pub const FRAME_BYTES: usize = 64 * 1024 + 1024;

/// Frames a caller may have handed over to one stream without having been told that there is room again.
/// Guess.
pub const STREAM_WINDOW: usize = 4;

/// Open inbound streams of one peer. Guess: one pull a namespace.
pub const STREAMS_IN_PER_PEER: usize = 4;

/// Open inbound streams in all. Guess: one for each node of a full mesh.
pub const STREAMS_IN: usize = 64;

/// Open outbound streams to one peer. Source: what that peer accepts.
pub const STREAMS_OUT_PER_PEER: usize = STREAMS_IN_PER_PEER;

/// Open outbound streams in all. Guess: one for each node of a full mesh.
pub const STREAMS_OUT: usize = 64;

/// Longest silence while a frame is expected, and longest time for one frame to be taken by the peer. Guess:
/// 65 KiB in 30 s is 18 kbit/s.
pub const STREAM_IDLE: Duration = Duration::from_secs(30);

/// Longest negotiation of an outbound stream. Guess.
pub const STREAM_OPEN: Duration = Duration::from_secs(10);

// --- join door --------------------------------------------------------------------------------------------

/// Established connections of peers that are not pinned. Guess: newcomers come one at a time, and retry.
pub const JOIN_GUESTS: usize = 4;

/// Unanswered questions of one peer. Source: the threat model.
pub const JOIN_PER_PEER: usize = 1;

/// Biggest question, in bytes. Source: the threat model.
pub const JOIN_REQUEST_BYTES: usize = 16 * 1024;

/// Biggest answer, in bytes. Guess: ten times what a newcomer must read before its first comparison.
pub const JOIN_ANSWER_BYTES: usize = 1024 * 1024;

/// Longest connection of a peer that is not pinned, and longest exchange of one that is. Source: the threat
/// model.
pub const JOIN_DEADLINE: Duration = Duration::from_secs(10);

// --- queues -----------------------------------------------------------------------------------------------

/// Commands waiting for the swarm task. Guess.
pub const COMMANDS: usize = 256;

/// Gossip and connection events waiting for the caller. Guess: 32 MiB at worst.
pub const NOTICES: usize = 1024;

/// Stream events waiting for the caller. Guess: 4 MiB at worst, and streams then wait for their turn in
/// order.
pub const FRAMES: usize = 64;

/// Failed dials and calls received waiting for room in [`NOTICES`]; later ones are only counted. Guess.
pub const BACKLOG: usize = 256;

/// Longest wait for connections to close at shutdown. Guess: below the patience of a service manager.
pub const SHUTDOWN: Duration = Duration::from_secs(8);
