//! What gossip brings: a hint that something is new, and often the thing itself.

use super::admit::Changes;
use super::{Event, Output, Replica, Ticket};
use crate::directory::head::{Delta, SignedHead};
use crate::frame::{Frame, Gossip};
use crate::id::CoopId;
use crate::limits;
use crate::rejection::{Rejection, Verdict};

impl Replica {
    pub(super) fn gossip(&mut self, now: u64, from: CoopId, ticket: Ticket, bytes: &[u8]) {
        match self.judge(now, from, bytes) {
            Ok(()) => self.verdict(ticket, Verdict::Accept),
            Err((Rejection::Gap, Some((coop, number)))) => {
                // The verdict waits for the pull: nothing is relayed before it is durable.
                if let Some((older, _)) = self.waiting.insert(coop, (ticket, number)) {
                    self.verdict(older, Verdict::Ignore);
                }
            }
            Err((why, _)) => {
                self.verdict(ticket, why.verdict());
                if !matches!(why, Rejection::Duplicate | Rejection::Stale | Rejection::Gap) {
                    self.notify(Event::Refused { peer: Some(from), why, avoided: false });
                }
            }
        }
    }

    pub(super) fn verdict(&mut self, ticket: Ticket, verdict: Verdict) {
        self.out.push(Output::Verdict { ticket, verdict });
    }

    /// Takes a message in; an error comes with the head that it brought, if it is a good one.
    fn judge(
        &mut self,
        now: u64,
        from: CoopId,
        bytes: &[u8],
    ) -> Result<(), (Rejection, Option<(CoopId, u64)>)> {
        if bytes.len() > limits::GOSSIP_BYTES {
            return Err((Rejection::Size, None));
        }
        let alone = |why: Rejection| (why, None);
        match Gossip::from_bytes(bytes).map_err(|error| alone(error.into()))? {
            None => Err(alone(Rejection::UnknownKind)),
            Some(Gossip::Objects(objects)) => self.judge_objects(now, from, objects).map_err(alone),
            Some(Gossip::Head { head, delta }) => {
                let (coop, head) = self.admit_head(now, &head).map_err(alone)?;
                self.heard_of(from, coop, &head);
                let number = head.value.number;
                self.apply_delta(coop, head, delta).map_err(|why| (why, Some((coop, number))))
            }
        }
    }

    /// Takes objects in, in order: the message is worth passing on if one of them was new and none was at fault.
    fn judge_objects(&mut self, now: u64, from: CoopId, objects: Vec<Frame>) -> Result<(), Rejection> {
        let mut result = Err(Rejection::Duplicate);
        for object in objects {
            match self.admit_object(now, object) {
                Ok(()) if result.is_ok() || result == Err(Rejection::Duplicate) => result = Ok(()),
                Err(why) if why.verdict() == Verdict::Reject => return Err(why),
                Err(Rejection::Duplicate | Rejection::Stale) | Ok(()) => {}
                Err(why) => result = Err(why),
            }
        }
        if result == Err(Rejection::Gap) {
            // Something before it is missing: whoever passed it on has it.
            self.look_at(now, from);
        }
        result
    }

    fn apply_delta(
        &mut self,
        coop: CoopId,
        head: SignedHead,
        delta: Option<Vec<u8>>,
    ) -> Result<(), Rejection> {
        let Some(bytes) = delta else { return self.renew(coop, head) };
        if head.value.delta != Some(Delta::hash(&bytes)) {
            return Err(Rejection::DeltaHash);
        }
        let delta = Delta::from_bytes(&bytes)?;
        if self.directories.get(&coop).map(|directory| directory.number()) != Some(delta.from) {
            return Err(Rejection::Gap);
        }
        self.admit_changes(coop, head, Changes { put: delta.put, removed: delta.removed, full: false })
    }

    /// A head alone: the same set again (a renewed lease), or changes too many for gossip.
    fn renew(&mut self, coop: CoopId, head: SignedHead) -> Result<(), Rejection> {
        let same = self.directories.get_mut(&coop).is_some_and(|d| d.root() == head.value.root);
        if !same {
            return Err(Rejection::Gap);
        }
        self.admit_changes(coop, head, Changes { put: Vec::new(), removed: Vec::new(), full: false })
    }
}
