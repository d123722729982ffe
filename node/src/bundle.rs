//! The file that carries directories on a USB stick: a header, then the frames of a pull. Must not know what
//! the frames say: whatever they bring goes through the replica's one door.

use bigre_protocol::id::FederationId;
use bigre_protocol::limits::FRAME_BYTES;

/// First bytes of every bundle.
pub const MAGIC: &[u8] = b"bigre-bundle-1\n";

/// Why bytes are not a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Not the first bytes of one.
    #[error("it does not begin as a bundle does")]
    Magic,
    /// Of another federation.
    #[error("it belongs to the federation {0}")]
    Federation(String),
    /// It ends too early, or a length in it cannot be.
    #[error("it is damaged or cut short at byte {0}")]
    Damaged(usize),
}

/// The bytes of a bundle: header, federation, then each frame after its length (32 bits, big-endian).
pub fn write(federation: &FederationId, frames: &[Vec<u8>]) -> Vec<u8> {
    let size: usize = frames.iter().map(|frame| frame.len() + 4).sum();
    let mut bytes = Vec::with_capacity(MAGIC.len() + FederationId::LEN + size);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&federation.0);
    for frame in frames {
        bytes.extend_from_slice(&u32::try_from(frame.len()).unwrap_or(u32::MAX).to_be_bytes());
        bytes.extend_from_slice(frame);
    }
    bytes
}

/// The frames of a bundle of this federation.
pub fn read(federation: &FederationId, bytes: &[u8]) -> Result<Vec<Vec<u8>>, BundleError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(BundleError::Magic)?;
    let (found, mut rest) =
        rest.split_at_checked(FederationId::LEN).ok_or(BundleError::Damaged(bytes.len()))?;
    if found != federation.0 {
        let mut other = FederationId::NONE;
        other.0.copy_from_slice(found);
        return Err(BundleError::Federation(other.words()));
    }
    let mut frames = Vec::new();
    while !rest.is_empty() {
        let damaged = BundleError::Damaged(bytes.len() - rest.len());
        let Some((length, after)) = rest.split_first_chunk::<4>() else { return Err(damaged) };
        let length = u32::from_be_bytes(*length) as usize;
        if length > FRAME_BYTES {
            return Err(damaged);
        }
        let Some((frame, after)) = after.split_at_checked(length) else { return Err(damaged) };
        frames.push(frame.to_vec());
        rest = after;
    }
    Ok(frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let federation = FederationId([3; 32]);
        let frames = vec![vec![1, 2, 3], Vec::new(), vec![9; 1000]];
        let bytes = write(&federation, &frames);
        assert_eq!(read(&federation, &bytes), Ok(frames));
        assert_eq!(read(&federation, b"PK"), Err(BundleError::Magic));
        assert!(matches!(read(&FederationId([4; 32]), &bytes), Err(BundleError::Federation(_))));
        // Cut between two frames it is shorter, cut anywhere else it is damaged.
        let whole = [MAGIC.len() + 32, MAGIC.len() + 39, MAGIC.len() + 43, bytes.len()];
        for end in 0..=bytes.len() {
            assert_eq!(read(&federation, &bytes[..end]).is_ok(), whole.contains(&end), "cut at {end}");
        }
    }
}
