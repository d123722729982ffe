//! The journals of an exported directory, the pulses that confirm them and the proofs against them: written, and read
//! through the doors of a node. Must not know what follows from them.

use std::path::{Path, PathBuf};

use bigre_protocol::codec;
use bigre_protocol::durable::ProofKind;
use bigre_protocol::id::{CoopId, ObjectId};
use bigre_protocol::register::Founding;
use bigre_protocol::replica::Replica;
use serde_bytes::ByteBuf;

use super::{FOUNDING, files, unsound, walk};
use crate::failure::Failure;

/// How far the journals go: an array of `[coop, seq, id]`, in the order of the seats.
const HEADS: &str = "heads.cbor";

/// What is exported besides the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journals {
    /// The entries of each journal, with the id of the last one.
    pub journals: Vec<(CoopId, ObjectId, Vec<Vec<u8>>)>,
    /// The latest pulse of each node.
    pub pulses: Vec<(CoopId, Vec<u8>)>,
    /// Two objects that one cooperative must not both have signed; the number of a [`ProofKind`].
    pub proofs: Vec<(CoopId, u64, [Vec<u8>; 2])>,
}

impl Journals {
    /// What a replica holds.
    pub fn of(replica: &Replica) -> Journals {
        let journal = |seat: &bigre_protocol::register::Seat| {
            let head = replica.journal(&seat.coop)?.head()?;
            Some((seat.coop, head, replica.entries(&seat.coop).to_vec()))
        };
        let proofs = replica.proof_objects();
        Journals {
            journals: replica.register().seats().iter().filter_map(journal).collect(),
            pulses: replica.pulses().map(|(coop, pulse)| (*coop, pulse.bytes.clone())).collect(),
            proofs: proofs.map(|(coop, kind, pair)| (coop, kind as u64, pair.map(<[u8]>::to_vec))).collect(),
        }
    }

    /// The files, with their paths inside the directory: each journal is a sequence of byte strings (RFC 8742).
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let heads: Vec<(CoopId, u64, ObjectId)> =
            self.journals.iter().map(|(coop, id, entries)| (*coop, entries.len() as u64, *id)).collect();
        let mut files = vec![(PathBuf::from(HEADS), codec::encode(&heads))];
        for (coop, _, entries) in &self.journals {
            let sequence = codec::encode_sequence(entries.iter().map(Vec::as_slice));
            files.push((Path::new("journals").join(format!("{coop}.cbor")), sequence));
        }
        for (coop, pulse) in &self.pulses {
            files.push((Path::new("pulses").join(format!("{coop}.cbor")), pulse.clone()));
        }
        for (coop, kind, pair) in &self.proofs {
            let pair = pair.each_ref().map(|object| serde_bytes::Bytes::new(object));
            files.push((Path::new("proofs").join(format!("{coop}-{kind}.cbor")), codec::encode(&pair)));
        }
        files
    }
}

/// Verifies an exported directory: the register, each journal entry by entry, the pulses and the proofs. What is given
/// back holds exactly what the node held that wrote it, and answers what it would.
pub fn read(dir: &Path) -> Result<Replica, Failure> {
    walk(dir, |_| {}, |_| {})?;
    let path = dir.join(FOUNDING);
    let bytes = std::fs::read(&path).map_err(|error| Failure::file("cli-read", &path, &error))?;
    let founding = Founding::from_bytes(&bytes).map_err(|error| unsound(FOUNDING, error))?;
    let mut replica = Replica::reader(founding).ok_or_else(|| unsound(FOUNDING, "no reader"))?;
    register(dir, &mut replica)?;
    let (forked_cards, others): (Vec<_>, Vec<_>) =
        proofs(dir)?.into_iter().partition(|proof| proof.kind == ProofKind::Card);
    take(&mut replica, forked_cards)?;
    journals(dir, &mut replica)?;
    for (file, bytes) in files(&dir.join("pulses"))? {
        let coop = coop(&replica, &file, stem(&file))?;
        replica.read_pulse(&coop, &bytes).map_err(|error| unsound(&file, error))?;
    }
    take(&mut replica, others)?;
    Ok(replica)
}

/// The register, which was verified.
fn register(dir: &Path, replica: &mut Replica) -> Result<(), Failure> {
    let mut cards = files(&dir.join("cards"))?;
    let mut follow = |replica: &mut Replica| loop {
        let before = cards.len();
        cards.retain(|(_, bytes)| replica.read_card(bytes).is_err());
        if cards.len() == before {
            break;
        }
    };
    for (file, bytes) in files(&dir.join("pages"))? {
        follow(replica);
        replica.read_page(&bytes).map_err(|error| unsound(&file, error))?;
    }
    follow(replica);
    Ok(())
}

fn journals(dir: &Path, replica: &mut Replica) -> Result<(), Failure> {
    let path = dir.join(HEADS);
    let bytes = std::fs::read(&path).map_err(|error| Failure::file("cli-read", &path, &error))?;
    let heads: Vec<(CoopId, u64, ObjectId)> = codec::decode(&bytes).map_err(|error| unsound(HEADS, error))?;
    for (file, bytes) in files(&dir.join("journals"))? {
        let coop = coop(replica, &file, stem(&file))?;
        if !heads.iter().any(|(other, ..)| *other == coop) {
            return Err(unsound(&file, format!("{HEADS} does not name this journal")));
        }
        let entries = codec::decode_sequence(&bytes).map_err(|error| unsound(&file, error))?;
        for (at, entry) in entries.iter().enumerate() {
            let refused = |error| unsound(&format!("{file}, entry {}", at + 1), error);
            replica.read_entry(&coop, entry).map_err(refused)?;
        }
    }
    for (coop, seq, id) in heads {
        let journal = replica.journal(&coop);
        let (held, head) = journal.map_or((0, None), |journal| (journal.seq(), journal.head()));
        if (held, head) != (seq, Some(id)) {
            let why = format!("{HEADS} says that it ends with entry {seq}, {}; it has {held}", id.short());
            return Err(unsound(&format!("journals/{coop}.cbor"), why));
        }
    }
    Ok(())
}

struct Proof {
    file: String,
    coop: CoopId,
    kind: ProofKind,
    objects: (ByteBuf, ByteBuf),
}

fn proofs(dir: &Path) -> Result<Vec<Proof>, Failure> {
    let mut found = Vec::new();
    for (file, bytes) in files(&dir.join("proofs"))? {
        let name = stem(&file).rsplit_once('-');
        let parts = name.and_then(|(coop, kind)| Some((coop.parse().ok()?, kind.parse().ok()?)));
        let Some((coop, kind)) = parts.and_then(|(coop, kind)| Some((coop, ProofKind::from_number(kind)?)))
        else {
            return Err(unsound(&file, "its name is not a cooperative's id and the kind of a proof"));
        };
        let objects = codec::decode(&bytes).map_err(|error| unsound(&file, error))?;
        found.push(Proof { file, coop, kind, objects });
    }
    Ok(found)
}

fn take(replica: &mut Replica, proofs: Vec<Proof>) -> Result<(), Failure> {
    for Proof { file, coop, kind, objects: (a, b) } in proofs {
        replica.read_proof(&coop, kind, &a, &b).map_err(|error| unsound(&file, error))?;
    }
    Ok(())
}

fn stem(file: &str) -> &str {
    Path::new(file).file_stem().and_then(|name| name.to_str()).unwrap_or_default()
}

/// The cooperative that a file is named after.
fn coop(replica: &Replica, file: &str, name: &str) -> Result<CoopId, Failure> {
    let coop: CoopId = name.parse().map_err(|error| unsound(file, error))?;
    match replica.register().seat(&coop) {
        Some(_) if coop.to_string() == name => Ok(coop),
        _ => Err(unsound(file, "no cooperative of this register has this id")),
    }
}
