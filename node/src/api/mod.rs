//! The local API: HTTP and JSON over a Unix socket, for whoever administers this node. Knows routes, limits and how a
//! refusal is said; must not know how the loop, the store or the search do what they are asked.
//!
//! Only this machine's user reaches the socket: the file's rights are the authorisation.

pub mod codes;
mod extract;
mod find;
pub mod model;
pub(crate) mod problem;
pub mod routes;
mod show;
mod socket;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::registry::Registry;
use tokio::net::UnixListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};

pub use socket::{ApiError, SOCKET_PATH_BYTES, bind};

use crate::draft::terms::Terms;
use crate::handle::Handle;
use crate::search::Searcher;
use crate::store::Reader;
use model::Problem;

/// Largest JSON body (guess: an entry's body is 4 KiB, its draft hardly more).
pub const JSON_BYTES: usize = 64 * 1024;
/// Largest file of members (design).
pub const CSV_BYTES: usize = 64 * 1024 * 1024;
/// Largest bundle (design: a federation's whole directories are a tenth of it).
pub const BUNDLE_BYTES: usize = 512 * 1024 * 1024;
/// Requests answered at once; the next wait (guess: one console has a handful).
const REQUESTS_AT_ONCE: usize = 64;
/// Searches run at once (guess: two cores, and the loop must go on).
const SEARCHES_AT_ONCE: usize = 2;
/// How long a request waits for its turn (guess).
const TURN: Duration = Duration::from_secs(5);
/// How long a question may take (design).
const QUESTION: Duration = Duration::from_secs(30);
/// How long a change, an upload or an export may take (guess: 50,000 members on a slow disk).
const CHANGE: Duration = Duration::from_secs(15 * 60);
/// How long requests in flight may take once the node stops (guess).
const LAST_WORDS: Duration = Duration::from_secs(5);

/// What every route can reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub(crate) handle: Handle,
    pub(crate) reader: Reader,
    pub(crate) searcher: Searcher,
    pub(crate) metrics: Arc<Registry>,
    pub(crate) import_secret: [u8; 32],
    pub(crate) laboratory: bool,
    terms: watch::Receiver<Arc<Terms>>,
    requests: Arc<Semaphore>,
    searches: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState").field("laboratory", &self.laboratory).finish_non_exhaustive()
    }
}

impl AppState {
    /// Over the loop, the store, the index and the vocabularies in force. `import_secret` makes the ids of imported members and never leaves the
    /// node; `laboratory` opens the routes that cut links.
    pub fn new(
        handle: Handle,
        reader: Reader,
        searcher: Searcher,
        terms: watch::Receiver<Arc<Terms>>,
        metrics: Arc<Registry>,
        import_secret: [u8; 32],
        laboratory: bool,
    ) -> AppState {
        AppState {
            handle,
            reader,
            searcher,
            metrics,
            import_secret,
            laboratory,
            terms,
            requests: Arc::new(Semaphore::new(REQUESTS_AT_ONCE)),
            searches: Arc::new(Semaphore::new(SEARCHES_AT_ONCE)),
            uploads: Arc::new(Semaphore::new(1)),
        }
    }

    /// The vocabularies in force, as they are now.
    pub(crate) fn terms(&self) -> Arc<Terms> {
        Arc::clone(&self.terms.borrow())
    }

    /// Runs what blocks (disk, index, long loops) away from the tasks.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(AppState) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let state = self.clone();
        let done = tokio::task::spawn_blocking(move || work(state)).await;
        done.unwrap_or_else(|_| Err(Problem::internal("a task ended before its end")))
    }

    /// The same for a search, of which few run at once. One that nobody waits for any more keeps its turn to its end.
    pub(crate) async fn searching<T: Send + 'static>(
        &self,
        work: impl FnOnce(AppState) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = turn(&self.searches).await?;
        let run = move |state| {
            let done = work(state);
            drop(turn);
            done
        };
        self.blocking(run).await
    }

    /// The turn of a file, of which one is in memory at once.
    pub(crate) async fn upload_turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        turn(&self.uploads).await
    }
}

async fn turn(gate: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
    match tokio::time::timeout(TURN, Arc::clone(gate).acquire_owned()).await {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Problem::new(
            "busy",
            "the node is answering too many requests at once: try again in a moment",
            [],
        )),
    }
}

/// Holds every request to its number and its time.
pub(crate) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let _turn = match turn(&state.requests).await {
        Ok(turn) => turn,
        Err(problem) => return problem.into_response(),
    };
    let is_question = request.method().is_safe() && request.uri().path() != routes::EXPORT;
    let within = if is_question { QUESTION } else { CHANGE };
    match tokio::time::timeout(within, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let seconds = within.as_secs().to_string();
            let message =
                format!("no answer within {seconds} seconds: try again, and look at the node's load");
            Problem::new("timeout", message, [("seconds", seconds)]).into_response()
        }
    }
}

/// Answers until `shutdown`; requests in flight then have a few seconds to end.
pub async fn serve(
    listener: UnixListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ApiError> {
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = axum::serve(listener, routes::router(state)).with_graceful_shutdown(async move {
        let _ = stopped.await;
    });
    let last_words = async move {
        shutdown.await;
        drop(stop);
        tokio::time::sleep(LAST_WORDS).await;
    };
    tokio::select! {
        served = async { serving.await } => served.map_err(ApiError::Serve),
        () = last_words => Ok(()),
    }
}
