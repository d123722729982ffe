//! A directory from a file: the same frames as over the network, through the same door.

use std::collections::BTreeMap;

use super::pulling::unless_untimely;
use super::{Output, Replica, Request, Taken};
use crate::directory::entry::Entry;
use crate::directory::{Change, Cursor};
use crate::frame::{Frame, Hello, Part};
use crate::id::{CoopId, EntryId};
use crate::limits;
use crate::rejection::Rejection;
use crate::text::List;

impl Replica {
    pub(super) fn file(&mut self, now: u64, request: Request, frames: &[Vec<u8>]) {
        let mut taken: BTreeMap<CoopId, Taken> = BTreeMap::new();
        let mut refused = Vec::new();
        let mut current = None;
        let mut pieces = Vec::new();
        for bytes in frames {
            let result = self.file_frame(now, bytes, (&mut current, &mut pieces), &mut taken);
            if let Err(why) = result {
                if let Some(coop) = current.take() {
                    self.arrivals.remove(&coop);
                    taken.insert(coop, Taken::Refused(Some(coop), why));
                } else {
                    refused.push(Taken::Refused(None, why));
                }
            }
        }
        if let Some(coop) = current {
            // The file ends in the middle of a directory.
            self.arrivals.remove(&coop);
            taken.insert(coop, Taken::Refused(Some(coop), Rejection::Gap));
        }
        let taken = taken.into_values().chain(refused).collect();
        self.out.push(Output::Imported { request, taken });
    }

    fn file_frame(
        &mut self,
        now: u64,
        bytes: &[u8],
        (current, pieces): (&mut Option<CoopId>, &mut Vec<u8>),
        taken: &mut BTreeMap<CoopId, Taken>,
    ) -> Result<(), Rejection> {
        match Frame::from_bytes(bytes)? {
            Some(Frame::Begin { coop, full, head, .. }) => {
                *current = Some(coop);
                // What a peer is sending of it is passed over.
                if self.begin(now, (None, None), coop, (full, false), &head)? {
                    return Ok(());
                }
                taken.insert(coop, Taken::Unchanged(coop));
                *current = None;
                Ok(())
            }
            Some(Frame::Part(part)) => current.map_or(Ok(()), |coop| self.part(None, coop, part)),
            Some(Frame::End) => {
                let Some(coop) = *current else { return Ok(()) };
                self.complete(None, coop)?;
                *current = None;
                let number = self.directories.get(&coop).map_or(0, |directory| directory.number());
                taken.insert(coop, Taken::Updated(coop, number));
                Ok(())
            }
            Some(Frame::Hello(_) | Frame::Done) | None => Ok(()),
            Some(Frame::Sealed(piece, last)) => {
                pieces.extend_from_slice(&piece);
                if pieces.len() > limits::SEALED_BYTES {
                    return Err(Rejection::Size);
                }
                if last { unless_untimely(self.admit_sealed(&std::mem::take(pieces))) } else { Ok(()) }
            }
            Some(object) => unless_untimely(self.admit_object(now, object)),
        }
    }

    /// Everything held, as frames of a file. `fetch` gives the entries of a directory by their ids.
    pub fn export<E>(
        &self,
        mut fetch: impl FnMut(&CoopId, &[EntryId]) -> Result<Vec<Entry>, E>,
    ) -> Result<Vec<Vec<u8>>, E> {
        // As for a peer that holds nothing.
        let nothing = Hello {
            register: (0, super::peers::short(&crate::id::ObjectId(self.register.federation.0))),
            assents: 0,
            cards: List::default(),
            pulses: List::default(),
            proofs: List::default(),
            journals: List::default(),
            votes: [0; 8],
            ..self.hello(self.now, None)
        };
        let mut frames: Vec<Vec<u8>> = self.lacking(None, &nothing).iter().map(Frame::to_bytes).collect();
        for (coop, directory) in &self.directories {
            let Some(head) = directory.head() else { continue };
            let begin = Frame::Begin { coop: *coop, full: true, resumed: false, head: head.bytes.clone() };
            frames.push(begin.to_bytes());
            let mut ids = Vec::new();
            let mut size = 0;
            for (_, change) in directory.changes_after(Cursor::default()) {
                let Change::Put(id, bytes) = change else { continue };
                if size + usize::from(bytes) + 40 > limits::FRAME_FILL_BYTES {
                    frames.push(part(fetch(coop, &ids)?));
                    ids.clear();
                    size = 0;
                }
                size += usize::from(bytes) + 40;
                ids.push(id);
            }
            frames.push(part(fetch(coop, &ids)?));
            frames.push(Frame::End.to_bytes());
        }
        Ok(frames)
    }
}

fn part(put: Vec<Entry>) -> Vec<u8> {
    Frame::Part(Part { put, removed: Vec::new(), cursor: Cursor::default() }).to_bytes()
}
