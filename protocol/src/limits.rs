//! Every bound of the protocol, in one place. Must not know who enforces it.
//!
//! Each constant says where its value comes from: the design, a measurement, or a guess.

/// Largest signed head, in bytes (design).
pub const HEAD_BYTES: usize = 4 * 1024;
/// Largest card, in bytes (design).
pub const CARD_BYTES: usize = 16 * 1024;
/// Largest page of the register, in bytes (design: 64 KiB; less what makes it a frame).
pub const PAGE_BYTES: usize = 63 * 1024;
/// Largest entry body, in bytes (design).
pub const BODY_BYTES: usize = 4 * 1024;
/// Largest gossip payload, in bytes (design; gossipsub's own limit must stay well above).
pub const GOSSIP_BYTES: usize = 32 * 1024;
/// Largest frame of a pull stream, in bytes (measured: larger frames gain nothing).
pub const FRAME_BYTES: usize = 64 * 1024;
/// What a frame of entries is filled to before it is sent: a body more must still fit.
pub const FRAME_FILL_BYTES: usize = FRAME_BYTES - BODY_BYTES - 512;
/// Deepest nesting of a CBOR value (design).
pub const CBOR_DEPTH: usize = 8;
/// Most items in one CBOR object (guess: three times the largest frame of ids).
pub const CBOR_ITEMS: usize = 16 * 1024;

/// Most characters of free text in an entry (design).
pub const ABOUT_CHARS: usize = 500;
/// Most characters of a display name or a cooperative's name (guess).
pub const NAME_CHARS: usize = 80;
/// Most characters of a title (guess).
pub const TITLE_CHARS: usize = 120;
/// Most characters of a member's own word for a trade or a skill (guess).
pub const WORD_CHARS: usize = 64;
/// Languages that a term has labels in (guess: three here, and those of neighbours).
pub const TERM_LANGUAGES: usize = 8;
/// Other labels of a term in one language (measured: ESCO's longest clean list has 90; the size of the body bounds
/// them all together).
pub const TERM_ALTERNATIVES: usize = 128;
/// Wider terms of a term (guess: ESCO has a few).
pub const TERM_BROADER: usize = 8;
/// Skills of a trade (measured: all but a hundred of ESCO's 3,000 trades have fewer essential ones).
pub const TERM_RELATED: usize = 64;
/// Vocabularies in force at once (guess: three official ones, and one of each large cooperative).
pub const VOCABULARIES: usize = 16;

/// Members per cooperative (design), until a `rules` page says otherwise.
pub const MEMBERS: u64 = 50_000;
/// Entries per cooperative (design).
pub const ENTRIES: u64 = 200_000;
/// Bytes of bodies per cooperative (design).
pub const DIRECTORY_BYTES: u64 = 256 * 1024 * 1024;
/// Heads a cooperative may sign in 24 hours (design).
pub const HEADS_PER_DAY: u64 = 5_000;
/// Removed ids that a directory remembers (guess: half of all entries).
pub const REMOVED_IDS: usize = 100_000;
/// Founders on one founding page (guess; the alliance has six).
pub const FOUNDERS: usize = 64;

/// Seats of a register, those of former members included (design: about 1,000 cooperatives).
pub const SEATS: usize = 1_024;
/// Cards of one cooperative (guess: one a month for eighty years).
pub const CARDS: u64 = 1_000;
/// Largest entry of a journal, in bytes (design).
pub const ENTRY_BYTES: usize = 8 * 1024;
/// Largest pulse, in bytes: some 45 for each cooperative (guess; it must fit a gossip message).
pub const PULSE_BYTES: usize = 31 * 1024;
/// Largest invitation, in bytes (guess; it must fit a QR code of a terminal).
pub const INVITATION_BYTES: usize = 1_024;
/// Largest charter, in bytes (guess: it must fit a page).
pub const CHARTER_BYTES: usize = 32 * 1024;
/// Pages an honest cooperative has proposed at once (security reference, A8).
pub const PROPOSALS: usize = 3;
/// Pages of one cooperative that others hold at once: above, a node floods (guess).
pub const PROPOSALS_HELD: usize = 32;
/// Largest page with everything that seals it, in bytes (guess: 1,000 cooperatives, two thirds of them thrice).
pub const SEALED_BYTES: usize = 1_400 * 1024;
/// Journal entries a cooperative may sign in 24 hours (security reference, D6.7).
pub const ENTRIES_PER_DAY: u64 = 500;
/// Journal entries a peer sends in one answer; the next comparison goes on (guess).
pub const ENTRIES_PER_ANSWER: u64 = 4_096;
/// Cooperatives that take part in the fund's decisions, and opinions that a decision lists (what fits an entry; a larger
/// federation names participants in its fund rules).
pub const FUND_PARTICIPANTS: usize = 192;
/// Lines of the fund (guess: the design has three).
pub const FUND_LINES: usize = 16;
/// Longest window for objections, in hours (guess: a quarter).
pub const FUND_WINDOW_HOURS: u64 = 24 * 92;
/// Instalments of a repayment (guess: ten years of months).
pub const FUND_INSTALMENTS: u16 = 120;
/// Shortest time between two pulses of one node, in milliseconds (guess).
pub const PULSE_INTERVAL_MS: u64 = 1_000;
/// How long an emergency suspension lasts, in milliseconds: 21 days (design).
pub const SUSPENSION_MS: u64 = 21 * DAY_MS;
/// How long a card is valid, in milliseconds: 13 months (design).
pub const CARD_MS: u64 = 396 * DAY_MS;

/// Shortest time between two heads of one directory, in milliseconds (design).
pub const HEAD_INTERVAL_MS: u64 = 1_000;
/// How long other nodes may keep a directory without a newer head, in milliseconds: 90 days (design).
pub const LEASE_MS: u64 = 90 * DAY_MS;
/// How often an unchanged directory signs a head again, in milliseconds: 30 days (design).
pub const RENEW_MS: u64 = 30 * DAY_MS;
/// How long after its lease an unrenewed directory is deleted, in milliseconds: 7 days (design).
pub const PURGE_GRACE_MS: u64 = 7 * DAY_MS;
/// How often leases are looked at, in milliseconds: one hour (guess).
pub const PURGE_CHECK_MS: u64 = 60 * 60 * 1_000;
/// How far ahead of our clock a head may be dated, in milliseconds: 10 minutes (design).
pub const AHEAD_MS: u64 = 10 * 60 * 1_000;
/// How often heads are compared with a connected peer, in milliseconds, plus jitter (design).
pub const COMPARE_MS: u64 = 60 * 1_000;
/// How long the cooperative with the higher id lets the other begin to compare, in milliseconds (guess: a slow
/// link's round trip).
pub const YIELD_MS: u64 = 500;
/// How long a pull may last without a frame before it is given up, in milliseconds (guess).
pub const PULL_IDLE_MS: u64 = 30 * 1_000;
/// How long a peer that served a wrong answer is avoided, in milliseconds (guess).
pub const AVOID_MS: u64 = 5 * 60 * 1_000;
/// How long a peer is left alone after a pull from it failed, in milliseconds; doubled each time (guess).
pub const RETRY_MS: u64 = 1_000;
/// How long at most (design: minutes at most).
pub const RETRY_MOST_MS: u64 = 60_000;
/// Failed pulls after which another peer is asked, even if it has to begin again (guess).
pub const RETRIES: u32 = 3;
/// Age beyond which a peer's heads no longer count as fresh, in milliseconds: 24 hours (design).
pub const FRESH_MS: u64 = DAY_MS;
/// Pulls a node runs at once (guess: two cores).
pub const PULLS_AT_ONCE: usize = 4;
/// Pulls a node answers at once (guess).
pub const ANSWERS_AT_ONCE: usize = 64;
/// One day, in milliseconds.
pub const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
