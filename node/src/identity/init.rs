//! Makes a new identity: keys, card 0 and configuration, all of them or nothing.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use bigre_protocol::card::{Card, Keys, check_legal};
use bigre_protocol::envelope::{ObjectKind, Verified, cosign};
use bigre_protocol::id::FederationId;
use bigre_protocol::limits::DAY_MS;
use bigre_protocol::text::{List, Text, TextError};
use ed25519_dalek::SigningKey;

use super::{
    CARD, DirLock, FORMAT, FORMAT_FILE, IMPORT, IdentityError, KEYS, NODE, Passphrase, ROOT, Seed, TRANSPORT,
    VOTE,
};
use super::{files, public_of, random, vault};
use crate::config::{self, Config, check_address};

/// How long a card is valid, in milliseconds: 13 months of at most 31 days less a week (design: 13 months).
const CARD_MS: u64 = 396 * DAY_MS;
/// Where everything is written before it is named; never left behind.
const DRAFT: &str = ".init";

/// What a new identity is made of.
#[derive(Debug, Clone)]
pub struct InitOptions {
    /// The cooperative's name.
    pub name: String,
    /// Its legal id, as `FR:SIREN:123456789`.
    pub legal: String,
    /// Where other cooperatives reach its node: multiaddresses without peer id, at most 8; may be empty.
    pub addresses: Vec<String>,
    /// Locks the root and vote keys.
    pub passphrase: Passphrase,
    /// Work of the lock, as a power of two; `None` for [`super::WORK_FACTOR`]. Only trials set it lower.
    pub work_factor: Option<u8>,
}

/// Makes an identity in a directory that has none. On failure, nothing of it stays.
pub fn init(dir: &Path, options: &InitOptions) -> Result<Verified<Card>, IdentityError> {
    let new = New::check(options)?;
    let made = !dir.exists();
    files::make_dir(dir)?;
    let outcome = init_locked(dir, options, &new);
    if outcome.is_err() && made {
        let _ = std::fs::remove_file(dir.join("lock"));
        // Only an empty directory goes: never what somebody else put there.
        let _ = std::fs::remove_dir(dir);
    }
    outcome
}

fn init_locked(dir: &Path, options: &InitOptions, new: &New) -> Result<Verified<Card>, IdentityError> {
    files::check_private(dir)?;
    let _lock = DirLock::take(dir)?;
    if dir.join(CARD).exists() {
        let name = super::card(dir).map(|card| card.value.name.to_string()).unwrap_or_else(|_| "?".into());
        return Err(IdentityError::Exists { dir: dir.into(), name });
    }
    for name in [KEYS, "federation"] {
        if dir.join(name).exists() {
            return Err(IdentityError::Leftover { path: dir.join(name) });
        }
    }
    let draft = dir.join(DRAFT);
    let _ = std::fs::remove_dir_all(&draft);
    let outcome = new.write(&draft, options).and_then(|card| settle(dir, &draft).map(|()| card));
    let _ = std::fs::remove_dir_all(&draft);
    outcome
}

/// Gives the files their names, the card last: without it there is no identity.
fn settle(dir: &Path, draft: &Path) -> Result<(), IdentityError> {
    let mut named: Vec<PathBuf> = Vec::new();
    let mut name = |file: &str| {
        let (from, to) = (draft.join(file), dir.join(file));
        // A configuration that was prepared before the identity is the operator's: it stays.
        if file == config::FILE && to.exists() {
            return Ok(());
        }
        files::rename(&from, &to).map(|()| named.push(to))
    };
    let outcome = [KEYS, FORMAT_FILE, config::FILE, CARD].into_iter().try_for_each(&mut name);
    if outcome.is_err() {
        for path in named {
            let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        }
    }
    outcome
}

/// A checked name, legal id and addresses.
struct New {
    name: Text<{ bigre_protocol::limits::NAME_CHARS }>,
    legal: Text<64>,
    addresses: List<Text<200>, 8>,
}

impl New {
    fn check(options: &InitOptions) -> Result<New, IdentityError> {
        vault::check(&options.passphrase)?;
        let bad_name =
            |error: TextError| IdentityError::Name { name: options.name.clone(), why: error.to_string() };
        let bad_legal = |error| IdentityError::Legal { legal: options.legal.clone(), error };
        check_legal(&options.legal).map_err(bad_legal)?;
        let address = |text: &String| {
            let bad = |fault| IdentityError::Address { address: text.clone(), fault };
            check_address(text).map_err(bad)?;
            Text::new(text).map_err(|_| bad(config::Fault::NotAddress { address: text.clone() }))
        };
        let addresses = options.addresses.iter().map(address).collect::<Result<Vec<_>, _>>()?;
        let found = addresses.len();
        Ok(New {
            name: Text::new(&options.name).map_err(bad_name)?,
            legal: Text::new(&options.legal).map_err(bad_name)?,
            addresses: List::new(addresses).map_err(|_| IdentityError::Addresses { found })?,
        })
    }

    fn write(&self, draft: &Path, options: &InitOptions) -> Result<Verified<Card>, IdentityError> {
        files::make_dir(&draft.join(KEYS))?;
        let [root, vote, node, transport, import, nonce] =
            [random()?, random()?, random()?, random()?, random()?, random()?];
        let card = self.card([&root, &vote, &node, &transport], &nonce)?;
        let locked = |path: &str, what: &str, seed: &Seed| {
            let path = draft.join(path);
            let what = format!("Bigre: the {what} key of {}", self.name);
            let sealed = vault::seal(&path, &what, seed, &options.passphrase, options.work_factor)?;
            files::write_new(&path, &sealed)
        };
        locked(ROOT, "root", &root)?;
        locked(VOTE, "vote", &vote)?;
        let clear = |path: &str, what: &str, seed: &Seed| {
            let what = format!("Bigre: the {what} key of {}. Secret: show it to nobody", self.name);
            files::write_new(&draft.join(path), files::seed_text(&what, seed).as_bytes())
        };
        clear(NODE, "node", &node)?;
        clear(TRANSPORT, "transport", &transport)?;
        clear(IMPORT, "import", &import)?;
        files::write_new(&draft.join(FORMAT_FILE), format!("{FORMAT}\n").as_bytes())?;
        files::write_new(&draft.join(config::FILE), Config::initial_toml(&options.addresses).as_bytes())?;
        files::write_new(&draft.join(CARD), &card.bytes)?;
        files::sync_dir(&draft.join(KEYS))?;
        Ok(card)
    }

    fn card(
        &self,
        [root, vote, node, transport]: [&Seed; 4],
        nonce: &Seed,
    ) -> Result<Verified<Card>, IdentityError> {
        let single = |seed| {
            let keys = List::new(vec![public_of(seed)]).map_err(|error| self.bad_card(&error.to_string()))?;
            Ok::<_, IdentityError>(Keys { keys, threshold: 1 })
        };
        let card = Card {
            cut: None,
            name: self.name.clone(),
            node: public_of(node),
            root: single(root)?,
            vote: single(vote)?,
            legal: self.legal.clone(),
            nonce: **nonce,
            number: 0,
            expires: now_ms() + CARD_MS,
            previous: None,
            addresses: self.addresses.clone(),
            transport: List::new(vec![public_of(transport)])
                .map_err(|error| self.bad_card(&error.to_string()))?,
        };
        let keys = [root, node, transport].map(|seed| SigningKey::from_bytes(seed));
        let bytes = cosign(&FederationId::NONE, ObjectKind::Card, &keys.each_ref(), &card);
        Card::read_founder(&bytes).map_err(|error| self.bad_card(&error.to_string()))
    }

    fn bad_card(&self, why: &str) -> IdentityError {
        IdentityError::Name { name: self.name.to_string(), why: why.into() }
    }
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
