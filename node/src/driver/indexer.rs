//! Keeps the search index in step with the store, on a thread of its own. Must not know why entries change.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use bigre_protocol::durable::Write;

use crate::search::{Change, Index, IndexError};

/// Batches that may wait for the index: beyond, the loop waits too (guess: a few cold copies).
const QUEUE: usize = 32;
/// Changes put into one commit at most, so that what came first is found soon (measured: a second of work).
const COMMIT_ENTRIES: usize = 50_000;
/// After so long without a change the index lets go of its writer's memory (guess).
const REST: Duration = Duration::from_secs(5);

/// A durable batch to index.
struct Job {
    batch: u64,
    writes: Vec<Write>,
}

/// The thread that indexes.
pub(crate) struct Indexer {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<Result<(), IndexError>>>,
}

impl Indexer {
    /// Starts the thread over an open index.
    pub(crate) fn start(index: Index) -> std::io::Result<Indexer> {
        let (jobs, queue) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("indexer".into()).spawn(move || work(index, &queue))?;
        Ok(Indexer { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Hands a batch over. False when the thread is dead: [`Indexer::stop`] says why.
    pub(crate) fn index(&self, batch: u64, writes: Vec<Write>) -> bool {
        self.jobs.as_ref().is_some_and(|jobs| jobs.send(Job { batch, writes }).is_ok())
    }

    /// Waits until everything handed over is indexed, and ends the thread.
    pub(crate) fn stop(&mut self) -> Result<(), IndexError> {
        self.jobs = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Ok(()),
        }
    }
}

fn work(mut index: Index, queue: &Receiver<Job>) -> Result<(), IndexError> {
    let mut resting = true;
    loop {
        let first = match queue.recv_timeout(if resting { Duration::MAX } else { REST }) {
            Ok(job) => job,
            Err(RecvTimeoutError::Timeout) => {
                index.rest()?;
                resting = true;
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return index.rest(),
        };
        resting = false;
        let mut batch = first.batch;
        let mut entries = first.writes.len();
        index.apply(changes(&first.writes))?;
        while entries < COMMIT_ENTRIES
            && let Ok(job) = queue.try_recv()
        {
            batch = job.batch;
            entries += job.writes.len();
            index.apply(changes(&job.writes))?;
        }
        index.commit(batch)?;
    }
}

fn changes(writes: &[Write]) -> impl Iterator<Item = Change<'_>> {
    writes.iter().filter_map(|write| match write {
        Write::Put { coop, entry, .. } => Some(Change::Put { coop: *coop, entry }),
        Write::Remove { coop, id, .. } => Some(Change::Remove { coop: *coop, id: *id }),
        Write::Drop { coop } => Some(Change::Drop { coop: *coop }),
        Write::Keep { .. } | Write::Erase { .. } | Write::Trim { .. } | Write::SignLock(_) => None,
    })
}
