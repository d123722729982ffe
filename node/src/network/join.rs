//! Knows the join protocol, the one spoken with peers that are not pinned: one question, one answer, then the
//! end; must not know what is asked.
//!
//! On the wire, the question and the answer are each a length (four bytes, big-endian) and so many bytes. The
//! asker keeps its side open until it has the answer, and closes the connection.

mod ask;
mod exchange;
mod lobby;

use std::io;

use futures::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::StreamProtocol;

#[cfg(test)]
pub(super) use ask::ask_within;
pub use ask::{AskError, ask};
pub(super) use lobby::Lobby;

/// The protocol of the join door.
pub(super) const PROTOCOL: StreamProtocol = StreamProtocol::new("/bigre/join/1");

/// Why nothing could be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Unread {
    /// More was announced than is allowed.
    TooLarge,
    /// The other end is gone.
    Cut,
}

/// Reads what follows a length of at most `most`.
async fn read<R: AsyncRead + Unpin>(reader: &mut R, most: usize) -> Result<Vec<u8>, Unread> {
    let mut length = [0; 4];
    reader.read_exact(&mut length).await.map_err(|_| Unread::Cut)?;
    let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| Unread::TooLarge)?;
    if length > most {
        return Err(Unread::TooLarge);
    }
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes).await.map_err(|_| Unread::Cut)?;
    Ok(bytes)
}

/// Writes a length and what it announces.
async fn write<W: AsyncWrite + Unpin>(writer: &mut W, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    writer.write_all(&length.to_be_bytes()).await?;
    writer.write_all(bytes).await?;
    writer.flush().await
}
