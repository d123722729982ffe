//! The files of the index: tantivy's own, but nothing waits until they are on the disk. Must not know what is in them.
//!
//! A commit would otherwise wait for the disk twice for each of half a dozen files. After a power cut any of them may be torn, old or
//! missing: whoever opens the index looks at all of them, with [`Files::are_whole`].

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};
use tantivy::index::SegmentComponent;

/// The files that each segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FieldNorms,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
];

/// The directory of an index.
#[derive(Debug, Clone)]
pub(super) struct Files {
    root: PathBuf,
    mapped: MmapDirectory,
}

impl Files {
    /// Those of a directory that is there.
    pub(super) fn open(root: &Path) -> Result<Files, OpenDirectoryError> {
        Ok(Files { root: root.to_owned(), mapped: MmapDirectory::open(root)? })
    }

    /// Whether every file of an index is there and as it was written, and no file is there that it has lost track of.
    pub(super) fn are_whole(root: &Path, index: &tantivy::Index) -> tantivy::Result<bool> {
        for segment in index.searchable_segment_metas()? {
            let removed = segment.has_deletes().then_some(SegmentComponent::Delete);
            for component in COMPONENTS.into_iter().chain(removed) {
                if !index.directory().validate_checksum(&segment.relative_path(component))? {
                    return Ok(false);
                }
            }
        }
        let known = index.directory().list_managed_files();
        for file in fs::read_dir(root)? {
            let name = file?.file_name();
            if !name.as_encoded_bytes().starts_with(b".") && !known.contains(Path::new(&name)) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// A file being written.
struct Unwaited(File);

impl Write for Unwaited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for Unwaited {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.0.flush()
    }
}

impl Directory for Files {
    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = File::create_new(self.root.join(path)).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_owned()),
            _ => OpenWriteError::wrap_io_error(error, path.to_owned()),
        })?;
        Ok(BufWriter::new(Box::new(Unwaited(file))))
    }

    /// Another process, and this one after it died, sees the file as it was or as it is now.
    fn atomic_write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let unfinished = self.root.join(format!(".{}.new", path.display()));
        fs::write(&unfinished, bytes)?;
        fs::rename(unfinished, self.root.join(path))
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}
