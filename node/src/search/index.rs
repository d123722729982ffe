//! Knows the index on disk: opening, changing, committing, resting. Must not know how a search is ranked.
//!
//! The index is a cache: everything in it can be read again from the store. So it waits for no disk and never tries to save
//! what is damaged or of an older format, it starts again and says so. One process writes, through one [`Index`].

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bigre_protocol::directory::entry::Entry;
use bigre_protocol::id::{CoopId, EntryId};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term};

use super::document::{FORMAT, Made, Makers};
use super::files::Files;
use super::removal::{Keys, Removal};
use super::spelling::Spelling;
use super::terms::{Fields, register_tokenizer, schema};

/// Threads that write (measured: with one, the end of 100,000 entries is waited for while the other core rests).
const WRITERS: usize = 2;
/// Memory that words not yet written may take, for each thread that writes (measured: with 20 MB, a million entries are
/// a fourth more work, for their segments are merged while they come).
const MEMORY_BYTES: usize = 50_000_000;
/// Share of removed documents in a segment that has it written again (design: the disk stays under three times
/// what lives).
const REMOVED_RATIO: f32 = 0.3;
/// Segments below so many documents are merged together whatever their sizes (guess: half of tantivy's own
/// value).
const SMALL_SEGMENT: u32 = 5_000;

/// Changes whose documents are made before the first is written (guess: some megabytes of memory).
const TOGETHER: usize = 2_000;

/// Why the index fails. The fault is always this machine's: its disk, or its memory.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The directory cannot be made, read or emptied.
    #[error(
        "the search index in {path} cannot be opened: {error}. Check the disk and the rights of the folder"
    )]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The index cannot be written or read.
    #[error("the search index fails: {0}. It can be deleted while the node is stopped: it is built again")]
    Tantivy(#[from] TantivyError),
    /// A file of the index cannot be read.
    #[error(
        "the search index cannot be read: {0}. It can be deleted while the node is stopped: it is built again"
    )]
    Read(#[from] io::Error),
}

/// A change of what is searched.
#[derive(Debug, Clone, Copy)]
pub enum Change<'e> {
    /// An entry is new, or replaces the one with its id. One that this version cannot read is taken out.
    Put {
        /// Whose directory.
        coop: CoopId,
        /// The entry.
        entry: &'e Entry,
    },
    /// An entry is no more.
    Remove {
        /// Whose directory.
        coop: CoopId,
        /// The entry.
        id: EntryId,
    },
    /// A whole directory is no more.
    Drop {
        /// Whose.
        coop: CoopId,
    },
}

/// The index on disk, of which there is one in a process.
pub struct Index {
    index: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
    spelling: Spelling,
    /// Only while there is something to write: they hold memory and threads.
    writer: Option<IndexWriter<TantivyDocument>>,
    makers: Option<Makers>,
    /// Keys put since the last commit, which a search does not see yet.
    fresh: HashSet<u64>,
    /// Whether there are changes that were not committed.
    is_dirty: bool,
}

/// A handle that searches: cheap to clone, good for any thread, always at the last commit.
#[derive(Clone)]
pub struct Searcher {
    pub(super) reader: IndexReader,
    pub(super) fields: Fields,
    pub(super) spelling: Spelling,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("entries", &self.entries()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher").field("entries", &self.entries()).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index of a directory, and tells the batch that it is in step with.
    ///
    /// None when it is empty: it was never filled, or it was damaged or of another format and was deleted. The
    /// caller then puts every entry again.
    pub fn open(dir: &Path) -> Result<(Index, Option<u64>), IndexError> {
        let failed = |error| IndexError::Directory { path: dir.to_owned(), error };
        fs::create_dir_all(dir).map_err(failed)?;
        if let Some((index, batch)) = open_sound(dir) {
            return Ok((Index::over(index)?, Some(batch)));
        }
        fs::remove_dir_all(dir).map_err(failed)?;
        fs::create_dir_all(dir).map_err(failed)?;
        let settings =
            IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        let files = Files::open(dir).map_err(TantivyError::from)?;
        let index = tantivy::Index::builder().schema(schema().0).settings(settings).open_or_create(files)?;
        Ok((Index::over(index)?, None))
    }

    fn over(mut index: tantivy::Index) -> Result<Index, IndexError> {
        register_tokenizer(&mut index);
        let (_, fields) = schema();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let spelling = Spelling::default();
        Ok(Index {
            index,
            fields,
            reader,
            spelling,
            writer: None,
            makers: None,
            fresh: HashSet::new(),
            is_dirty: false,
        })
    }

    /// A handle to search with.
    pub fn searcher(&self) -> Searcher {
        Searcher { reader: self.reader.clone(), fields: self.fields, spelling: self.spelling.clone() }
    }

    /// How many entries can be found.
    pub fn entries(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Takes everything out, to be filled again.
    pub fn clear(&mut self) -> Result<(), IndexError> {
        self.fresh.clear();
        self.writer()?.delete_all_documents()?;
        Ok(())
    }

    /// Makes changes, in order. None is found before [`Index::commit`], and all are forgotten without it.
    pub fn apply<'e>(&mut self, changes: impl IntoIterator<Item = Change<'e>>) -> Result<(), IndexError> {
        let segments = self.reader.searcher();
        let known = segments.segment_readers().iter().map(|segment| Keys::of(segment, self.fields));
        let known: Vec<Keys> = known.collect::<tantivy::Result<_>>()?;
        let mut changes = changes.into_iter();
        loop {
            let some: Vec<Change<'e>> = changes.by_ref().take(TOGETHER).collect();
            if some.is_empty() {
                return Ok(());
            }
            for part in some.split_inclusive(|change| matches!(change, Change::Drop { .. })) {
                self.replace(part, &known)?;
                if let Some(Change::Drop { coop }) = part.last() {
                    let term = Term::from_field_bytes(self.fields.coop, coop.as_bytes());
                    self.writer()?.delete_term(term);
                }
            }
        }
    }

    /// Takes entries out, and puts in what they are now; of several changes of one entry, the last counts.
    fn replace(&mut self, changes: &[Change<'_>], known: &[Keys]) -> Result<(), IndexError> {
        let mut made = self.makers.get_or_insert_with(|| Makers::new(self.fields)).make(changes);
        let mut later = HashSet::with_capacity(made.len());
        made.reverse();
        made.retain(|made| later.insert(made.key));
        made.reverse();
        let mut out = Vec::new();
        for Made { key, .. } in &made {
            // Taking out what is not there would be paid for in every segment.
            let mut is_in = self.fresh.contains(key);
            for keys in known {
                is_in = is_in || !keys.docs(self.fields, *key)?.is_empty();
            }
            out.extend(is_in.then_some(*key));
        }
        if !out.is_empty() {
            let removal = Removal { fields: self.fields, keys: out.into() };
            self.writer()?.delete_query(Box::new(removal))?;
        }
        for Made { key, document } in made {
            if let Some(document) = document {
                self.writer()?.add_document(document)?;
                self.fresh.insert(key);
            }
        }
        Ok(())
    }

    /// Makes the changes found, and notes the batch that the index is now in step with.
    pub fn commit(&mut self, batch: u64) -> Result<(), IndexError> {
        let mut prepared = self.writer()?.prepare_commit()?;
        prepared.set_payload(&payload(batch));
        prepared.commit()?;
        self.fresh = HashSet::new();
        self.is_dirty = false;
        self.reader.reload()?;
        Ok(())
    }

    /// Gives memory, threads and replaced files back after a time without changes; the next change takes what it
    /// needs again. Changes not committed are kept, and nothing is given back.
    pub fn rest(&mut self) -> Result<(), IndexError> {
        if self.is_dirty {
            return Ok(());
        }
        self.makers = None;
        if let Some(writer) = self.writer.take() {
            writer.wait_merging_threads()?;
            self.reader.reload()?;
        }
        Ok(())
    }

    fn writer(&mut self) -> Result<&mut IndexWriter<TantivyDocument>, IndexError> {
        self.is_dirty = true;
        match &mut self.writer {
            Some(writer) => Ok(writer),
            none => Ok(none.insert(new_writer(&self.index)?)),
        }
    }
}

/// A writer with threads for changes and one for merges. Which segment an entry comes to lie in is chance then: no answer
/// goes by it.
fn new_writer(index: &tantivy::Index) -> Result<IndexWriter<TantivyDocument>, IndexError> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(WRITERS)
        .num_merge_threads(1)
        .memory_budget_per_thread(MEMORY_BYTES)
        .build();
    let writer = index.writer_with_options(options)?;
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(REMOVED_RATIO);
    policy.set_min_layer_size(SMALL_SEGMENT);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

impl Searcher {
    /// How many entries can be found.
    pub fn entries(&self) -> u64 {
        self.reader.searcher().num_docs()
    }
}

/// What a commit notes: the format and the batch.
fn payload(batch: u64) -> String {
    format!("{FORMAT} {batch}")
}

/// The index of a directory and its batch, if every file of it is there, whole and of this format.
fn open_sound(dir: &Path) -> Option<(tantivy::Index, u64)> {
    let index = tantivy::Index::open(Files::open(dir).ok()?).ok()?;
    let noted = index.load_metas().ok()?.payload?;
    let (format, batch) = noted.split_once(' ')?;
    let is_sound = format.parse() == Ok(FORMAT)
        && index.schema() == schema().0
        && Files::are_whole(dir, &index).unwrap_or(false)
        && index.reader().is_ok();
    is_sound.then(|| batch.parse().ok())?.map(|batch| (index, batch))
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
