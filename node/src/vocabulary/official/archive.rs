//! Reads zip archives; the only code of the node that names the `zip` crate. Knows how large an archive may grow; must not know what
//! its files say, and never uses a name found in one as a path.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::OfficialError;
use super::source::FILES;

/// The names of an archive's files, each with its place in it.
pub(super) fn names(path: &Path) -> Result<Vec<(usize, String)>, OfficialError> {
    let archive = open(path)?;
    if archive.len() > FILES {
        return Err(OfficialError::TooMany { path: path.into(), most: FILES });
    }
    let name = |index| Some((index, archive.name_for_index(index)?.ok()?.into_owned()));
    Ok((0..archive.len()).filter_map(name).filter(|(_, name)| !name.ends_with('/')).collect())
}

/// The bytes of the file at a place, at most so many. What the archive declares is not believed: what comes out is
/// counted.
pub(super) fn read(path: &Path, index: usize, most: u64) -> Result<Vec<u8>, OfficialError> {
    let mut archive = open(path)?;
    let file = archive.by_index(index).map_err(|error| damaged(path, &error))?;
    let too_large = || OfficialError::TooLarge { file: path.display().to_string(), most };
    if file.size() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let read = file.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| damaged(path, &ZipError::Io(error)))?;
    if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
}

fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, OfficialError> {
    let file = File::open(path).map_err(|error| OfficialError::unreadable(path, &error))?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(path, &error))
}

fn damaged(path: &Path, error: &ZipError) -> OfficialError {
    OfficialError::Archive { path: path.into(), why: error.to_string() }
}

/// Writes an archive, for the tests.
#[cfg(test)]
pub(super) fn pack(path: &Path, files: &[(&str, &[u8])]) {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
}
