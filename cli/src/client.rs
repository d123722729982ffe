//! Speaks to the local API: HTTP/1 over the Unix socket of the node, every request within a time.
//!
//! Knows how to ask and what a refusal looks like; must not know what is asked. It blocks: never call it from within
//! an asynchronous task.

use std::path::{Path, PathBuf};
use std::time::Duration;

use bigre_node::api::model::Problem;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::UnixStream;

use crate::failure::{Exit, Failure};

/// How long a question may take (guess: a search is a few milliseconds).
pub const QUESTION: Duration = Duration::from_secs(30);
/// How long an import, an export or a compaction may take (guess: 50,000 members on a slow disk).
pub const LONG: Duration = Duration::from_secs(15 * 60);
/// Largest answer taken, in bytes (the whole of a federation of 30 full directories stays below).
const ANSWER_BYTES: usize = 2 << 30;

/// Why the node gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Nobody listens. Fault: the operator, who did not start the node.
    #[error("no node answers on {socket}")]
    NoNode {
        /// The socket.
        socket: PathBuf,
    },
    /// The socket is somebody else's.
    #[error("the socket {socket} cannot be used: {error}")]
    Denied {
        /// The socket.
        socket: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// No answer in time.
    #[error("no answer within {seconds} seconds")]
    Timeout {
        /// How long it was waited for.
        seconds: u64,
    },
    /// The connection broke, or the answer is not one.
    #[error("the answer was cut short or is not one: {error}")]
    Broken {
        /// What was found.
        error: String,
    },
    /// The node refuses.
    #[error("{}", .0.message)]
    Refused(Problem),
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Failure {
        let show = |path: &Path| path.display().to_string();
        match error {
            ClientError::Refused(problem) => Failure::refused(problem),
            ClientError::NoNode { socket } => {
                Failure::new(Exit::NoNode, "cli-no-node", &[("socket", show(&socket))])
            }
            ClientError::Denied { socket, error } => {
                let args = [("socket", show(&socket)), ("error", error.to_string())];
                Failure::new(Exit::NoNode, "cli-socket", &args)
            }
            ClientError::Timeout { seconds } => {
                Failure::new(Exit::NoNode, "cli-timeout", &[("seconds", seconds.to_string())])
            }
            ClientError::Broken { error } => Failure::new(Exit::NoNode, "cli-broken", &[("error", error)]),
        }
    }
}

/// A client of one node. Each request is a connection of its own.
#[derive(Debug)]
pub struct Client {
    socket: PathBuf,
    runtime: tokio::runtime::Runtime,
}

/// An answer: its status and its body.
type Answer = (StatusCode, Bytes);

/// What is sent along.
#[derive(Debug, Default)]
struct Body {
    bytes: Vec<u8>,
    kind: &'static str,
}

impl Client {
    /// A client of the node that listens on a socket.
    pub fn new(socket: PathBuf) -> Result<Client, ClientError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| ClientError::Broken { error: error.to_string() })?;
        Ok(Client { socket, runtime })
    }

    /// Asks for something.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        parse(&self.ask(Method::GET, path, Body::default(), QUESTION)?)
    }

    /// Sends something as JSON.
    pub fn send<B: Serialize, T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &B,
    ) -> Result<T, ClientError> {
        let bytes =
            serde_json::to_vec(body).map_err(|error| ClientError::Broken { error: error.to_string() })?;
        parse(&self.ask(method, path, Body { bytes, kind: "application/json" }, QUESTION)?)
    }

    /// Takes something away.
    pub fn delete<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        parse(&self.ask(Method::DELETE, path, Body::default(), QUESTION)?)
    }

    /// Asks for something that lasts, without a body.
    pub fn post<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        parse(&self.ask(Method::POST, path, Body::default(), LONG)?)
    }

    /// Sends a file. An answer that says in detail what is wrong with it (422) is an answer.
    pub fn upload<T: DeserializeOwned>(
        &self,
        path: &str,
        kind: &'static str,
        bytes: Vec<u8>,
    ) -> Result<T, ClientError> {
        match self.call(Method::POST, path, Body { bytes, kind }, LONG)? {
            (status, bytes) if status.is_success() => parse(&bytes),
            (StatusCode::UNPROCESSABLE_ENTITY, bytes) => {
                parse(&bytes).map_err(|_| refusal(StatusCode::UNPROCESSABLE_ENTITY, &bytes))
            }
            (status, bytes) => Err(refusal(status, &bytes)),
        }
    }

    /// Asks for a file.
    pub fn download(&self, path: &str) -> Result<Bytes, ClientError> {
        self.ask(Method::GET, path, Body::default(), LONG)
    }

    fn ask(&self, method: Method, path: &str, body: Body, within: Duration) -> Result<Bytes, ClientError> {
        let (status, bytes) = self.call(method, path, body, within)?;
        if status.is_success() { Ok(bytes) } else { Err(refusal(status, &bytes)) }
    }

    fn call(&self, method: Method, path: &str, body: Body, within: Duration) -> Result<Answer, ClientError> {
        self.runtime.block_on(async {
            match tokio::time::timeout(within, exchange(&self.socket, method, path, body)).await {
                Ok(answer) => answer,
                Err(_) => Err(ClientError::Timeout { seconds: within.as_secs() }),
            }
        })
    }
}

fn parse<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, ClientError> {
    serde_json::from_slice(bytes).map_err(|error| ClientError::Broken { error: error.to_string() })
}

async fn connect(socket: &Path) -> Result<UnixStream, ClientError> {
    use std::io::ErrorKind::{ConnectionRefused, NotFound};
    UnixStream::connect(socket).await.map_err(|error| match error.kind() {
        NotFound | ConnectionRefused => ClientError::NoNode { socket: socket.into() },
        _ => ClientError::Denied { socket: socket.into(), error },
    })
}

async fn exchange(socket: &Path, method: Method, path: &str, body: Body) -> Result<Answer, ClientError> {
    let broken = |error: &dyn std::fmt::Display| ClientError::Broken { error: error.to_string() };
    let stream = connect(socket).await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|error| broken(&error))?;
    let driver = tokio::spawn(connection);
    let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
    if !body.kind.is_empty() {
        request = request.header("content-type", body.kind);
    }
    let request = request.body(Full::new(Bytes::from(body.bytes))).map_err(|error| broken(&error))?;
    let answer = sender.send_request(request).await.map_err(|error| broken(&error))?;
    let status = answer.status();
    let bytes =
        Limited::new(answer.into_body(), ANSWER_BYTES).collect().await.map_err(|error| broken(&error))?;
    driver.abort();
    Ok((status, bytes.to_bytes()))
}

fn refusal(status: StatusCode, bytes: &Bytes) -> ClientError {
    match serde_json::from_slice::<Problem>(bytes) {
        Ok(problem) => ClientError::Refused(problem),
        Err(_) => ClientError::Broken { error: format!("HTTP {status}") },
    }
}

#[cfg(test)]
mod tests;
