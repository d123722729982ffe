//! Who this node is: the keys, the card and the founding page kept in its data directory.
//!
//! Knows how they are made, kept, protected and read back; must not know what is done with them.
//!
//! ```text
//! data/            0700   one node, one directory
//!   format                its layout's number
//!   config.toml           settings, no secret
//!   card.cbor             card 0, signed by the root key: what the founders exchange, and what names the cooperative
//!   card-now.cbor         the card in force, once there is a later one
//!   keys/root.age         signs cards; passphrase, opened by the standard `age` tool
//!   keys/vote.age         approves pages of the register; the same passphrase
//!   keys/*.next.age       their successors, with a .pub beside, until a card names them; the old ones are numbered
//!   keys/node.key  0600   signs directory heads (or the systemd credential `bigre-node.key`)
//!   keys/node.next.key    its successor, until a card names it
//!   keys/transport.key    the libp2p key
//!   keys/import.key       makes the ids of imported members
//!   federation/           founding.cbor, once founded; assent.cbor of a founder, checkpoint.cbor of a newcomer
//!   restored              there when a backup was put back: nobody knows here what was signed since
//!   lock                  held, with its pid, by the process that uses the directory
//! ```

mod error;
pub(crate) mod files;
mod founding;
mod init;
mod key_file;
mod lock;
mod renew;
pub(crate) mod vault;

use std::path::{Path, PathBuf};

use bigre_protocol::card::{Card, CardError};
use bigre_protocol::envelope::{Cosigned, Verified, public_key};
use bigre_protocol::id::{CoopId, PublicKey};
use bigre_protocol::limits::CARD_BYTES;
use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

pub use error::IdentityError;
pub use founding::SIGN_LOCK;
pub use founding::{Founded, found, found_after, founded, join, plan_founding};
pub use init::{InitOptions, init};
pub use key_file::{KeyNote, KeyUse, new_key_file, open_key_file, read_key_file};
pub use lock::DirLock;
pub use renew::{has_key, next_key, put_aside, settle_keys};

/// Layout of the data directory that this version writes.
pub const FORMAT: u64 = 1;
/// Fewest characters of a passphrase (NIST SP 800-63B, memorised secrets).
pub const PASSPHRASE_CHARS: usize = 8;
/// Work of a passphrase's scrypt, as a power of two (the `age` tool's own default: about a second).
pub const WORK_FACTOR: u8 = 18;
/// Name of the systemd credential that holds the node key.
pub const CREDENTIAL: &str = "bigre-node.key";

/// Says that this directory came out of a backup.
pub(crate) const RESTORED: &str = "restored";
pub(crate) const CARD: &str = "card.cbor";
pub(crate) const CARD_NOW: &str = "card-now.cbor";
pub(crate) const FORMAT_FILE: &str = "format";
pub(crate) const KEYS: &str = "keys";
pub(crate) const ROOT: &str = "keys/root.age";
pub(crate) const VOTE: &str = "keys/vote.age";
pub(crate) const NODE: &str = "keys/node.key";
const NODE_NEXT: &str = "keys/node.next.key";
pub(crate) const TRANSPORT: &str = "keys/transport.key";
pub(crate) const IMPORT: &str = "keys/import.key";

/// A passphrase, wiped from memory when dropped.
pub type Passphrase = Zeroizing<String>;
/// A 32-byte secret, wiped from memory when dropped.
pub type Seed = Zeroizing<[u8; 32]>;

/// What a running node needs of its identity. The root and vote keys stay locked.
pub struct Identity {
    /// Signs directory heads.
    pub node: SigningKey,
    /// Seed of the key of the node's connections.
    pub transport: Seed,
    /// Makes the ids of imported members.
    pub import: Seed,
    /// Card 0.
    pub card: Verified<Card>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("card", &self.card.id).finish_non_exhaustive()
    }
}

impl Identity {
    /// Reads the identity of a data directory, refusing loose permissions, damage and keys that are not the card's.
    /// The node key comes from systemd's credential `bigre-node.key` when there is one.
    pub fn load(dir: &Path) -> Result<Identity, IdentityError> {
        let credentials = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
        Identity::load_with(dir, credentials.as_deref())
    }

    fn load_with(dir: &Path, credentials: Option<&Path>) -> Result<Identity, IdentityError> {
        let card = card(dir)?;
        let now = current(dir)?;
        files::check_private(&dir.join(KEYS))?;
        let credential = credentials.map(|from| from.join(CREDENTIAL)).filter(|path| path.exists());
        let credential = match &credential {
            Some(path) => Some(SigningKey::from_bytes(&*files::read_credential(path)?)),
            None => None,
        };
        // A key renewed since is in the data directory, whatever the system still hands over.
        let node = match credential.filter(|key| public_key(key) == now.node) {
            Some(key) => key,
            None => SigningKey::from_bytes(&*files::read_seed(&dir.join(NODE))?),
        };
        if public_key(&node) != now.node {
            return Err(IdentityError::NotTheCards { path: dir.join(NODE) });
        }
        let transport = files::read_seed(&dir.join(TRANSPORT))?;
        if !now.transport.contains(&public_of(&transport)) {
            return Err(IdentityError::NotTheCards { path: dir.join(TRANSPORT) });
        }
        Ok(Identity { node, transport, import: files::read_seed(&dir.join(IMPORT))?, card })
    }

    /// Opens the root key.
    pub fn unlock_root(dir: &Path, passphrase: &Passphrase) -> Result<SigningKey, IdentityError> {
        unlock(&dir.join(ROOT), passphrase, &current(dir)?.root.keys)
    }

    /// Opens the vote key.
    pub fn unlock_vote(dir: &Path, passphrase: &Passphrase) -> Result<SigningKey, IdentityError> {
        unlock(&dir.join(VOTE), passphrase, &current(dir)?.vote.keys)
    }
}

/// The card of a data directory, which must be private and of a layout that this version knows.
pub fn card(dir: &Path) -> Result<Verified<Card>, IdentityError> {
    let path = dir.join(CARD);
    if !path.exists() {
        return Err(IdentityError::NoIdentity { dir: dir.into() });
    }
    files::check_private(dir)?;
    files::check_format(dir)?;
    read_card(&path)
}

/// The card in force of a data directory: the one that its node put there last, or card 0.
pub fn current(dir: &Path) -> Result<Card, IdentityError> {
    let first = card(dir)?;
    let path = dir.join(CARD_NOW);
    if !path.exists() {
        return Ok(first.value);
    }
    let bad = |error: CardError| IdentityError::BadCard { path: path.clone(), error };
    let read = Cosigned::parse(&files::read(&path)?, CARD_BYTES).and_then(|cosigned| cosigned.peek::<Card>());
    let card = read.map_err(|error| bad(error.into()))?;
    card.check().map_err(bad)?;
    Ok(card)
}

/// Writes a new node key beside the one in force, and gives it, to sign the card that names it: the node takes it once
/// that card is in force. One that waits already is kept.
pub fn next_node_key(dir: &Path) -> Result<SigningKey, IdentityError> {
    let path = dir.join(NODE_NEXT);
    if path.exists() {
        return Ok(SigningKey::from_bytes(&*files::read_seed(&path)?));
    }
    let seed = random()?;
    let what = "Bigre: the next node key. Secret: show it to nobody";
    files::write_new(&path, files::seed_text(what, &seed).as_bytes())?;
    files::sync_dir(&dir.join(KEYS))?;
    Ok(SigningKey::from_bytes(&seed))
}

/// Keeps the card that is in force now; gives the key that waited for it, if it names another node key than before.
pub(crate) fn adopt(dir: &Path, bytes: &[u8], card: &Card) -> Result<Option<SigningKey>, IdentityError> {
    let next = dir.join(NODE_NEXT);
    let mut key = None;
    if next.exists() {
        let seed = files::read_seed(&next)?;
        if public_of(&seed) == card.node {
            files::rename(&next, &dir.join(NODE))?;
            key = Some(SigningKey::from_bytes(&seed));
        }
    }
    files::replace(&dir.join(CARD_NOW), bytes)?;
    Ok(key)
}

/// Writes a file of the data directory for its owner alone, in the place of the one of that name.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), IdentityError> {
    files::replace(path, bytes)
}

/// Reads a card that founders exchange.
pub fn read_card(path: &Path) -> Result<Verified<Card>, IdentityError> {
    parse_card(path, &files::read(path)?)
}

/// Reads such a card from the bytes of a file.
pub(crate) fn parse_card(path: &Path, bytes: &[u8]) -> Result<Verified<Card>, IdentityError> {
    Card::read_founder(bytes).map_err(|error| IdentityError::BadCard { path: path.into(), error })
}

/// Which cooperative a data directory is, once its federation is founded.
pub fn coop(dir: &Path) -> Result<Option<CoopId>, IdentityError> {
    Ok(founded(dir)?.map(|founded| founded.coop))
}

fn unlock(path: &Path, passphrase: &Passphrase, expected: &[PublicKey]) -> Result<SigningKey, IdentityError> {
    let key = SigningKey::from_bytes(&*vault::open(path, passphrase)?);
    if expected.contains(&public_key(&key)) {
        Ok(key)
    } else {
        Err(IdentityError::NotTheCards { path: path.into() })
    }
}

pub(crate) fn public_of(seed: &Seed) -> PublicKey {
    public_key(&SigningKey::from_bytes(seed))
}

fn random() -> Result<Seed, IdentityError> {
    let mut seed = Seed::default();
    getrandom::fill(seed.as_mut_slice())
        .map_err(|error| IdentityError::Random { error: error.to_string() })?;
    Ok(seed)
}

#[cfg(test)]
mod tests;
