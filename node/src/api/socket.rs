//! The Unix socket: where it is, who may use it, and what stands in its way. Must not know what is said through it.

use std::io;
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, fchmod};
use tokio::net::{UnixListener, UnixSocket, UnixStream};

/// Longest path of a socket, in bytes (Linux: `sun_path` is 108 with its final zero).
pub const SOCKET_PATH_BYTES: usize = 107;
/// Connections that may wait to be accepted (guess).
const BACKLOG: u32 = 128;

/// Why the local API does not serve. The fault is the operator's or the system's.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The path does not fit.
    #[error(
        "the path of the socket has {bytes} bytes, the system allows {SOCKET_PATH_BYTES}: {}. Give a shorter one in the \
         configuration, as under /run", path.display()
    )]
    PathTooLong {
        /// The path.
        path: PathBuf,
        /// Its length.
        bytes: usize,
    },
    /// Somebody answers there.
    #[error("a node already answers on {}: stop it first, or give this one its own data directory", .0.display())]
    Live(PathBuf),
    /// Something else is there.
    #[error("{} is there and is not a socket: move it away", .0.display())]
    NotASocket(PathBuf),
    /// The system refuses.
    #[error("cannot {doing} the socket {}: {source}. Check that its directory exists and belongs to this user", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Serving ended.
    #[error("the local API stopped: {0}")]
    Serve(io::Error),
}

/// Opens the socket for this user alone (mode 0600). One that nobody answers on is removed first.
pub async fn bind(path: &Path) -> Result<UnixListener, ApiError> {
    let bytes = path.as_os_str().len();
    if bytes > SOCKET_PATH_BYTES {
        return Err(ApiError::PathTooLong { path: path.into(), bytes });
    }
    remove_stale(path).await?;
    let io = |doing: &'static str| move |source| ApiError::Io { doing, path: path.into(), source };
    let socket = UnixSocket::new_stream().map_err(io("make"))?;
    let mode = Mode::RUSR | Mode::WUSR;
    // Before it has a name: at no moment can anybody else connect.
    fchmod(&socket, mode).map_err(|error| io("protect")(error.into()))?;
    socket.bind(path).map_err(io("open"))?;
    // Systems that take no mode from the socket itself take it here.
    rustix::fs::chmod(path, mode).map_err(|error| io("protect")(error.into()))?;
    socket.listen(BACKLOG).map_err(io("listen on"))
}

async fn remove_stale(path: &Path) -> Result<(), ApiError> {
    let io = |doing: &'static str| move |source| ApiError::Io { doing, path: path.into(), source };
    let found = match std::fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(io("look at")(error)),
    };
    if !found.file_type().is_socket() {
        return Err(ApiError::NotASocket(path.into()));
    }
    match UnixStream::connect(path).await {
        Ok(_) => Err(ApiError::Live(path.into())),
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            std::fs::remove_file(path).map_err(io("remove"))
        }
        // Its backlog is full: somebody is there.
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Err(ApiError::Live(path.into())),
        Err(error) => Err(io("try")(error)),
    }
}
