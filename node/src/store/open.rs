//! Opening: finding the current generation, judging it, and beginning a new one when it cannot be used. Knows
//! what may be found on disk; must not decide what the node does about it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::sign_lock::SignLock;

use super::disk;
use super::engine::{Changes, Engine, Fault, explain};
use super::error::StoreError;
use super::generation::{Current, Home};
use super::layout::{FORMAT, FORMAT_KEY, META_KEY, Meta, format_row, read_format};
use super::place::Places;
use super::read::{Live, Shared};
use super::{Opened, State, Store, StoreOptions};

impl Store {
    /// Opens the store of a directory, or begins one. `lock` is the sign-lock kept beside it.
    ///
    /// A store that cannot be read is moved aside and an empty one begun: the state says so. Errors are
    /// what only the operator can mend.
    pub fn open(dir: &Path, options: StoreOptions, lock: SignLock) -> Result<Opened, StoreError> {
        let home = Home::open(dir)?;
        let Found { adopted, damaged } = find(&home, options, &lock)?;
        let fresh = adopted.is_none();
        let (engine, meta, generation) = match adopted {
            Some(adopted) => adopted,
            None => {
                let generation = match home.current()? {
                    Current::Named(generation) => generation + 1,
                    _ => 1,
                };
                (begin(&home, generation, options)?, Meta::default(), generation)
            }
        };
        home.keep_only(generation)?;
        let state = match damaged {
            Some(moved_to) => State::Damaged { moved_to },
            None if meta.batch < lock.batch() => {
                State::Truncated { expected: lock.batch(), found: meta.batch }
            }
            None if meta.batch > lock.batch() + 1 => {
                State::LockBehind { lock: lock.batch(), found: meta.batch }
            }
            None if fresh => State::Fresh,
            None => State::Clean,
        };
        tracing::info!(generation, batch = meta.batch, ?state, "store opened");
        let live = Live { engine, places: Places::default(), generation };
        let shared = Arc::new(Shared::new(home.dir().into(), live));
        let store =
            Store { home, options, lock, shared, meta, damaged: Vec::new(), loaded: false, stopped: false };
        Ok(Opened { store, state })
    }
}

/// What was found on disk.
struct Found {
    /// A generation that can be used: its engine, what it says of itself, its number.
    adopted: Option<(Engine, Meta, u64)>,
    /// Where one that cannot be used was moved.
    damaged: Option<PathBuf>,
}

/// Looks for a generation that can be used; what cannot be is moved aside.
fn find(home: &Home, options: StoreOptions, lock: &SignLock) -> Result<Found, StoreError> {
    let detail = match home.current()? {
        Current::Absent if home.generations()?.is_empty() => {
            return Ok(Found { adopted: None, damaged: None });
        }
        // Killed before the first generation was whole: nothing was ever kept in it.
        Current::Absent if lock.batch() == 0 && !lock.created() => {
            for (generation, _) in home.generations()? {
                home.forget(generation)?;
            }
            return Ok(Found { adopted: None, damaged: None });
        }
        Current::Absent => "CURRENT is gone".into(),
        Current::Unreadable => "CURRENT cannot be read".into(),
        Current::Named(generation) if home.is_condemned(generation)? => "found damaged while in use".into(),
        Current::Named(generation) if !home.path(generation).is_dir() => {
            "the current generation is gone".into()
        }
        Current::Named(generation) => match adopt(&home.path(generation), options) {
            Ok((engine, meta)) => {
                return Ok(Found { adopted: Some((engine, meta, generation)), damaged: None });
            }
            Err(StoreError::Damaged { detail, .. }) => detail,
            Err(other) => return Err(other),
        },
    };
    let damaged = home.move_aside()?;
    tracing::error!(detail, moved_to = ?damaged, "store moved aside");
    Ok(Found { adopted: None, damaged })
}

/// Opens a generation and reads what it says of itself.
fn adopt(path: &Path, options: StoreOptions) -> Result<(Engine, Meta), StoreError> {
    let fail = |fault| explain(fault, path);
    let damaged = |detail: &str| fail(Fault::Damaged(detail.into()));
    let engine = Engine::open(path, options.cache_bytes)?;
    let Some(format) = engine.get(FORMAT_KEY).map_err(fail)? else {
        let mut rows = 0;
        engine
            .scan(&[], &[], &mut |_, _| {
                rows += 1;
                false
            })
            .map_err(fail)?;
        if rows > 0 {
            return Err(damaged("rows without a format"));
        }
        // Cut back to nothing: an empty store that the sign-lock knows better.
        found(&engine)?;
        return Ok((engine, Meta::default()));
    };
    let format = read_format(&format).ok_or_else(|| damaged("an unreadable format"))?;
    if format > FORMAT {
        return Err(StoreError::NewerFormat { path: path.into(), found: format, known: FORMAT });
    }
    let meta = engine.get(META_KEY).map_err(fail)?.and_then(|row| Meta::from_row(&row));
    Ok((engine, meta.ok_or_else(|| damaged("unreadable counts"))?))
}

/// Begins a generation and makes it the current one.
fn begin(home: &Home, generation: u64, options: StoreOptions) -> Result<Engine, StoreError> {
    home.forget(generation)?;
    let path = home.path(generation);
    disk::make_dir(&path)?;
    let engine = Engine::open(&path, options.cache_bytes)?;
    found(&engine)?;
    home.switch(generation)?;
    Ok(engine)
}

/// Writes the first rows of a generation.
fn found(engine: &Engine) -> Result<(), StoreError> {
    let mut changes = Changes::default();
    changes.insert_uncounted(FORMAT_KEY, &format_row(FORMAT));
    changes.insert_uncounted(META_KEY, &Meta::default().to_row());
    engine.apply(changes).map_err(|fault| engine.explain(fault))?;
    engine.make_durable()
}
