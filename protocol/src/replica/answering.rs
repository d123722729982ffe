//! Answering: a peer says what it holds, we send what it lacks, one frame whenever there is room.

use std::collections::VecDeque;

use super::{Event, Output, Replica, Stream};
use crate::directory::{Change, Cursor};
use crate::frame::{Frame, Hello};
use crate::id::{CoopId, ObjectId};
use crate::limits;
use crate::rejection::Rejection;

/// A stream on which we answer.
#[derive(Debug)]
pub(super) struct Answer {
    /// Whom.
    pub(super) peer: CoopId,
    /// Frames that may be sent now.
    room: u32,
    /// Whether the asker's HELLO came.
    heard: bool,
    /// Frames to send first.
    ready: VecDeque<Vec<u8>>,
    /// Directories to send then.
    jobs: VecDeque<Job>,
}

/// A directory to send.
#[derive(Debug)]
struct Job {
    coop: CoopId,
    full: bool,
    resumed: bool,
    cursor: Cursor,
    /// Removals up to this number concern nothing that was sent.
    removed_after: u64,
    /// Removals after this number must be remembered for the answer to be whole.
    needs: u64,
    /// The head last announced on this stream.
    begun: Option<ObjectId>,
}

/// Bytes of an entry in a PART besides its body: id, kind, salt and their CBOR heads.
const ENTRY_OVERHEAD: usize = 40;

impl Replica {
    pub(super) fn opened(&mut self, stream: Stream, peer: CoopId) {
        if self.answers.len() >= limits::ANSWERS_AT_ONCE {
            self.out.push(Output::Reset(stream));
            return;
        }
        let answer = Answer { peer, room: 0, heard: false, ready: VecDeque::new(), jobs: VecDeque::new() };
        self.answers.insert(stream, answer);
    }

    pub(super) fn answer_room(&mut self, stream: Stream) {
        if let Some(answer) = self.answers.get_mut(&stream) {
            answer.room = answer.room.saturating_add(1);
            self.advance(stream);
        }
    }

    pub(super) fn answer_frame(&mut self, now: u64, stream: Stream, bytes: &[u8]) {
        let Some(answer) = self.answers.get(&stream) else { return };
        let peer = answer.peer;
        if let Err(why) = self.take_question(now, stream, peer, bytes) {
            self.notify(Event::Refused { peer: Some(peer), why, avoided: false });
            self.answers.remove(&stream);
            self.out.push(Output::Reset(stream));
        }
    }

    fn take_question(
        &mut self,
        now: u64,
        stream: Stream,
        peer: CoopId,
        bytes: &[u8],
    ) -> Result<(), Rejection> {
        if bytes.len() > limits::FRAME_BYTES {
            return Err(Rejection::Size);
        }
        let Some(Frame::Hello(hello)) = Frame::from_bytes(bytes)? else {
            return Err(Rejection::OutOfTurn("an asker sends only HELLO"));
        };
        if hello.federation != self.register.federation {
            return Err(Rejection::Federation);
        }
        let jobs = self.jobs(&hello);
        let mut ready = VecDeque::from([Frame::Hello(Box::new(self.hello(now, Some(&peer)))).to_bytes()]);
        if hello.everything {
            ready.extend(self.lacking(Some(peer), &hello).iter().map(Frame::to_bytes));
        }
        let Some(answer) = self.answers.get_mut(&stream) else { return Ok(()) };
        if std::mem::replace(&mut answer.heard, true) {
            return Err(Rejection::OutOfTurn("a second HELLO"));
        }
        answer.ready = ready;
        answer.jobs = jobs;
        self.hear(now, peer, &hello, false);
        self.advance(stream);
        Ok(())
    }

    /// What the asker lacks of what it asks for.
    fn jobs(&self, hello: &Hello) -> VecDeque<Job> {
        let mut jobs = VecDeque::new();
        for (coop, directory) in &self.directories {
            let Some(at) = self.register.position(coop) else { continue };
            let ask = hello.asks.iter().find(|(place, _, _)| usize::from(*place) == at);
            let held = hello.heads.get(at).map_or(0, |(number, _)| *number);
            let (since, resume) = match ask {
                Some((_, since, resume)) => (*since, *resume),
                None if hello.everything => (held, None),
                None => continue,
            };
            let frozen = self.is_forked(coop);
            if directory.head().is_none() || directory.number() <= held || frozen {
                continue;
            }
            let full = since == 0 || !directory.knows_since(since);
            let resume = resume.filter(|(number, _)| full == (since == 0) && directory.knows_since(*number));
            let cursor = match resume {
                Some((number, id)) => Cursor { number, id: Some(id) },
                None if full => Cursor::default(),
                None => Cursor { number: since, id: None },
            };
            let removed_after = if !full {
                0
            } else if resume.is_some() {
                // Those of the very number where it stopped may not have been sent.
                cursor.number.saturating_sub(1)
            } else {
                directory.number()
            };
            let needs = if full && resume.is_none() { directory.number() } else { cursor.number };
            jobs.push_back(Job {
                needs,
                coop: *coop,
                full,
                resumed: resume.is_some(),
                cursor,
                removed_after,
                begun: None,
            });
        }
        jobs
    }

    /// Sends what there is room for.
    fn advance(&mut self, stream: Stream) {
        while let Some(answer) = self.answers.get_mut(&stream) {
            if !answer.heard || answer.room == 0 {
                return;
            }
            if let Some(bytes) = answer.ready.pop_front() {
                answer.room -= 1;
                self.out.push(Output::Send { stream, bytes });
                continue;
            }
            let Some(job) = answer.jobs.front_mut() else {
                self.out.push(Output::Send { stream, bytes: Frame::Done.to_bytes() });
                self.out.push(Output::Finish(stream));
                self.answers.remove(&stream);
                return;
            };
            let Some(directory) = self.directories.get(&job.coop) else { return };
            let Some(head) = directory.head() else {
                // Purged meanwhile.
                answer.jobs.pop_front();
                continue;
            };
            answer.room -= 1;
            if job.begun != Some(head.id) {
                if directory.forgotten() > job.needs {
                    // What went meanwhile is not remembered: only a new copy tells.
                    (job.full, job.resumed, job.begun, job.cursor) = (true, false, None, Cursor::default());
                    (job.removed_after, job.needs) = (directory.number(), directory.number());
                }
                let resumed = job.resumed || job.begun.is_some();
                job.begun = Some(head.id);
                let begin =
                    Frame::Begin { coop: job.coop, full: job.full, resumed, head: head.bytes.clone() };
                self.out.push(Output::Send { stream, bytes: begin.to_bytes() });
                continue;
            }
            let mut changes = Vec::new();
            let mut size = 0;
            let mut cursor = job.cursor;
            let mut more = false;
            for (at, change) in directory.changes_after(job.cursor) {
                let bytes = match change {
                    Change::Put(_, size) => usize::from(size) + ENTRY_OVERHEAD,
                    Change::Removed(_) if at.number <= job.removed_after => continue,
                    Change::Removed(_) => 17,
                };
                if size + bytes > limits::FRAME_FILL_BYTES {
                    more = true;
                    break;
                }
                size += bytes;
                cursor = at;
                changes.push(change);
            }
            if changes.is_empty() && !more {
                answer.jobs.pop_front();
                self.out.push(Output::Send { stream, bytes: Frame::End.to_bytes() });
                continue;
            }
            job.cursor = cursor;
            self.out.push(Output::SendPart { stream, coop: job.coop, changes, cursor });
        }
    }
}
