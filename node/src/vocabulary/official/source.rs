//! Which files a person gave: folders, archives and single files, as one list. Knows paths and bounds; must not know
//! which files a format needs.

use std::path::{Path, PathBuf};

use super::archive;
use super::error::OfficialError;

/// Most bytes of one file, unpacked (guess: twice the largest of ESCO, its relations with labels).
const FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Most files of a folder or an archive, and in all (guess: ESCO has 20 a language, ROME 60).
pub(super) const FILES: usize = 1_000;
/// How deep folders are looked into: the folder of a download, and one for each language (guess).
const DEPTH: usize = 2;

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
enum Place {
    Disk(PathBuf),
    Zipped(PathBuf, usize),
}

/// A file that was given, or found in a folder or an archive.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// As it is shown: where it is, for people.
    pub(super) shown: String,
    /// Its name without folders nor extension, in lower case.
    pub(super) stem: String,
    place: Place,
}

impl Source {
    fn new(name: &str, shown: String, place: Place) -> Source {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
        let stem = base.rsplit_once('.').map_or(base.as_str(), |(stem, _)| stem);
        Source { shown, stem: stem.into(), place }
    }

    /// Its bytes, at most [`FILE_BYTES`].
    pub(super) fn read(&self) -> Result<Vec<u8>, OfficialError> {
        match &self.place {
            Place::Zipped(path, index) => archive::read(path, *index, FILE_BYTES),
            Place::Disk(path) => {
                let unreadable = |error| OfficialError::unreadable(path, &error);
                if std::fs::metadata(path).map_err(unreadable)?.len() > FILE_BYTES {
                    return Err(OfficialError::TooLarge { file: self.shown.clone(), most: FILE_BYTES });
                }
                std::fs::read(path).map_err(unreadable)
            }
        }
    }
}

/// Every table among the paths: the files given, those of folders and of archives. In the order given, then of names.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<Source>, OfficialError> {
    let mut found = Vec::new();
    for path in paths {
        let kind = std::fs::metadata(path).map_err(|error| OfficialError::unreadable(path, &error))?;
        if kind.is_dir() {
            folder(path, DEPTH, &mut found)?;
        } else if is_archive(path) {
            unpack(path, &mut found)?;
        } else {
            add(path, &mut found)?;
        }
    }
    Ok(found)
}

fn folder(path: &Path, depth: usize, found: &mut Vec<Source>) -> Result<(), OfficialError> {
    let unreadable = |error| OfficialError::unreadable(path, &error);
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        if inside.len() >= FILES {
            return Err(OfficialError::TooMany { path: path.into(), most: FILES });
        }
        inside.push(entry.map_err(unreadable)?.path());
    }
    inside.sort();
    for path in inside {
        if path.is_dir() {
            if depth > 0 {
                folder(&path, depth - 1, found)?;
            }
        } else if is_archive(&path) {
            unpack(&path, found)?;
        } else if is_table(&path.to_string_lossy()) {
            add(&path, found)?;
        }
    }
    Ok(())
}

fn unpack(path: &Path, found: &mut Vec<Source>) -> Result<(), OfficialError> {
    for (index, name) in archive::names(path)?.into_iter().filter(|(_, name)| is_table(name)) {
        let shown = format!("{} ({name})", path.display());
        push(Source::new(&name, shown, Place::Zipped(path.into(), index)), path, found)?;
    }
    Ok(())
}

fn add(path: &Path, found: &mut Vec<Source>) -> Result<(), OfficialError> {
    let shown = path.display().to_string();
    push(Source::new(&shown, shown.clone(), Place::Disk(path.into())), path, found)
}

fn push(source: Source, path: &Path, found: &mut Vec<Source>) -> Result<(), OfficialError> {
    if found.len() >= FILES {
        return Err(OfficialError::TooMany { path: path.into(), most: FILES });
    }
    found.push(source);
    Ok(())
}

fn ends(name: &str, extensions: &[&str]) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| extensions.contains(&extension.as_str()))
}

fn is_archive(path: &Path) -> bool {
    ends(&path.to_string_lossy(), &["zip"])
}

/// Whether a name is that of a table; what an archiver of macOS adds beside each file is not.
fn is_table(name: &str) -> bool {
    ends(name, &["csv", "tsv", "txt"]) && !name.starts_with("__MACOSX/") && !name.contains("/._")
}
