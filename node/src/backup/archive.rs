//! What is inside a backup: files by their names, and perhaps a bundle, as canonical CBOR. Knows which files of a data
//! directory are its identity; must not know what is in them.

use std::io::Read as _;
use std::path::Path;

use bigre_protocol::codec;
use bigre_protocol::text::Text;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use zeroize::Zeroize as _;

use super::{BUNDLE, BackupError, FILE_BYTES, FILES, FORMAT};
use crate::identity::{CREDENTIAL, IdentityError, KEYS, NODE, RESTORED};

/// Directories whose files are part of the identity.
pub(super) const FOLDERS: [&str; 2] = [KEYS, "federation"];
/// Files of the data directory that are not its identity: of the store, of a backup put back, a cut-short write.
const NOT_IDENTITY: [&str; 4] = ["CURRENT", "CONDEMNED", RESTORED, BUNDLE];
/// Endings of such files: locks (the sign-lock above all), files not yet named, logs.
const NOT_IDENTITY_ENDS: [&str; 3] = [".lock", ".new", ".log"];
/// Longest name of a file, in characters.
const PATH_CHARS: usize = 120;

/// The archive: a map whose keys stand in canonical order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Archive {
    /// When it was made, in milliseconds since the Unix epoch.
    pub(super) time: u64,
    /// Files: path within the data directory, bytes.
    pub(super) files: Vec<(Text<PATH_CHARS>, ByteBuf)>,
    /// What the federation publishes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bundle: Option<ByteBuf>,
    /// Layout.
    pub(super) format: u64,
}

impl Drop for Archive {
    fn drop(&mut self) {
        self.files.iter_mut().for_each(|(_, bytes)| bytes.as_mut_slice().zeroize());
    }
}

/// Whether a path of an archive is a file of an identity.
pub(super) fn is_identity(path: &str) -> bool {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let fine = |name: &str| {
        !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']) && name != "lock"
    };
    let ends = NOT_IDENTITY_ENDS.iter().any(|end| name.ends_with(end));
    (folder.is_empty() && !path.starts_with('/') || FOLDERS.contains(&folder))
        && fine(name)
        && !ends
        && !NOT_IDENTITY.contains(&name)
}

impl Archive {
    /// Takes the files of an identity, in the order of their paths. The node key comes from systemd's credential when
    /// there is one.
    pub(super) fn collect(dir: &Path, time: u64, bundle: Option<Vec<u8>>) -> Result<Archive, BackupError> {
        let credentials = std::env::var_os("CREDENTIALS_DIRECTORY");
        let credential = credentials.map(|from| Path::new(&from).join(CREDENTIAL));
        Archive::collect_with(dir, time, bundle, credential.as_deref())
    }

    pub(super) fn collect_with(
        dir: &Path,
        time: u64,
        bundle: Option<Vec<u8>>,
        credential: Option<&Path>,
    ) -> Result<Archive, BackupError> {
        let mut archive =
            Archive { time, files: Vec::new(), bundle: bundle.map(ByteBuf::from), format: FORMAT };
        for folder in ["", FOLDERS[0], FOLDERS[1]] {
            archive.collect_folder(dir, folder)?;
        }
        if let Some(path) = credential.filter(|path| path.exists() && archive.file(NODE).is_none()) {
            archive.add(path, NODE)?;
        }
        archive.files.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(archive)
    }

    fn collect_folder(&mut self, dir: &Path, folder: &str) -> Result<(), BackupError> {
        let inside = dir.join(folder);
        if !folder.is_empty() && !inside.exists() {
            return Ok(());
        }
        let failed = || IdentityError::io(&inside, "list");
        for entry in std::fs::read_dir(&inside).map_err(failed())? {
            let entry = entry.map_err(failed())?;
            // What is linked to counts as what it is, but sockets and directories do not.
            if !std::fs::metadata(entry.path()).is_ok_and(|found| found.is_file()) {
                continue;
            }
            let name = entry.file_name();
            let path = match (folder, name.to_str()) {
                ("", Some(name)) => name.to_owned(),
                (_, Some(name)) => format!("{folder}/{name}"),
                (_, None) => return Err(BackupError::Name { path: entry.path() }),
            };
            if is_identity(&path) {
                self.add(&entry.path(), &path)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, from: &Path, path: &str) -> Result<(), BackupError> {
        let name = Text::new(path).ok().filter(|name| name.as_str() == path);
        let name = name.ok_or_else(|| BackupError::Name { path: from.into() })?;
        if self.files.len() >= FILES {
            return Err(BackupError::TooMany { most: FILES });
        }
        self.files.push((name, ByteBuf::from(read_bounded(from, FILE_BYTES)?)));
        Ok(())
    }

    /// The bytes of a file.
    pub(super) fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.iter().find(|(name, _)| name.as_str() == path).map(|(_, bytes)| bytes.as_slice())
    }

    pub(super) fn to_bytes(&self) -> zeroize::Zeroizing<Vec<u8>> {
        codec::encode(self).into()
    }

    /// Reads an archive from what a backup's lock held. `file` is the backup, for errors.
    pub(super) fn from_bytes(file: &Path, bytes: &[u8]) -> Result<Archive, BackupError> {
        let archive: Archive =
            codec::decode(bytes).map_err(|_| BackupError::NotBackup { path: file.into() })?;
        if archive.format > FORMAT {
            return Err(BackupError::Newer { path: file.into(), found: archive.format });
        }
        let damaged = |why: &str| BackupError::Damaged { path: file.into(), why: why.into() };
        let ordered = archive.files.is_sorted_by(|(a, _), (b, _)| a < b);
        if archive.format == 0 || !ordered || archive.files.len() > FILES {
            return Err(damaged("its files are not in order"));
        }
        if !archive.files.iter().all(|(path, _)| is_identity(path)) {
            return Err(damaged("it names files that are not of an identity"));
        }
        Ok(archive)
    }
}

/// Reads a file whole, up to a size in bytes.
pub(super) fn read_bounded(path: &Path, most: u64) -> Result<Vec<u8>, BackupError> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(IdentityError::io(path, "read"))?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(IdentityError::io(path, "read"))?;
    if bytes.len() as u64 > most {
        return Err(BackupError::TooLarge { path: path.into(), most });
    }
    Ok(bytes)
}
