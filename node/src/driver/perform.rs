//! What the replica asks for, done in order: durable first, then everything else.

use std::collections::BTreeMap;

use bigre_protocol::directory::{Change, Cursor};
use bigre_protocol::durable::Write;
use bigre_protocol::frame::{Frame, Part};
use bigre_protocol::id::CoopId;
use bigre_protocol::rejection;
use bigre_protocol::replica::{Event, Output, Refusal, Replica, Request as RequestId, Stream, Taken};

use super::{Driver, DriverError, Waiting, now};
use crate::api::model::{BundleReport, Problem};
use crate::handle::Refused;
use crate::metrics::Why;
use crate::network::{Command, StreamId, Verdict};
use crate::store::StoreError;

impl Driver {
    /// Does what a batch of outputs asks for. Nothing leaves before its writes are durable.
    pub(super) async fn perform(&mut self, outputs: Vec<Output>) -> Result<(), DriverError> {
        let mut writes = Vec::new();
        let mut effects = Vec::new();
        for output in outputs {
            match output {
                Output::Persist(write) => writes.push(write),
                other => effects.push(other),
            }
        }
        if !writes.is_empty() {
            self.keep(writes)?;
        }
        if effects.iter().any(|effect| matches!(effect, Output::Done { .. } | Output::Imported { .. })) {
            // Whoever is answered sees the change in what is asked next.
            self.show();
        }
        for effect in effects {
            self.effect(effect).await?;
        }
        if self.twin {
            return Err(DriverError::Twin);
        }
        if std::mem::take(&mut self.card_due) {
            let outputs = self.take_card()?;
            // Its writes are the sign-lock's, and nothing leaves with it.
            return Box::pin(self.perform(outputs)).await;
        }
        if self.pin_due {
            self.pin().await;
        }
        Ok(())
    }

    fn keep(&mut self, writes: Vec<Write>) -> Result<(), DriverError> {
        let started = std::time::Instant::now();
        let batch = tokio::task::block_in_place(|| self.store.commit(&writes))?;
        self.metrics.batches.inc();
        self.metrics.commit_seconds.inc_by(started.elapsed().as_secs_f64());
        let entries = writes.iter().filter(|write| matches!(write, Write::Put { .. })).count();
        self.metrics.entries_written.inc_by(entries as u64);
        self.view_due = true;
        let indexed = tokio::task::block_in_place(|| self.indexer.index(batch, writes));
        if !indexed {
            self.indexer.stop()?;
        }
        if self.store.needs_compaction() {
            tokio::task::block_in_place(|| self.store.compact())?;
        }
        self.low = self.store.is_low()?;
        Ok(())
    }

    async fn effect(&mut self, effect: Output) -> Result<(), DriverError> {
        match effect {
            // Sorted out by `perform`.
            Output::Persist(_) => {}
            Output::Verdict { ticket, verdict } => {
                if let Some(ticket) = self.tickets.remove(&ticket) {
                    let verdict = match verdict {
                        rejection::Verdict::Accept => Verdict::Accept,
                        rejection::Verdict::Ignore => Verdict::Ignore,
                        rejection::Verdict::Reject => Verdict::Reject,
                    };
                    self.network.send(Command::Verdict { ticket, verdict }).await;
                }
            }
            Output::Publish(bytes) => self.network.send(Command::Publish(bytes)).await,
            Output::Open { stream, peer } => self.open(stream, peer).await,
            Output::Send { stream, bytes } => self.send(stream, bytes).await,
            Output::SendPart { stream, coop, changes, cursor } => {
                let bytes = tokio::task::block_in_place(|| self.part(&coop, &changes, cursor))?;
                self.send(stream, bytes).await;
            }
            Output::Finish(stream) => self.network.send(Command::Finish { stream: StreamId(stream.0) }).await,
            Output::Reset(stream) => self.network.send(Command::Reset { stream: StreamId(stream.0) }).await,
            Output::Bounce(coop) => {
                let peers = self.links.get(&coop).map(|link| link.connected.clone()).unwrap_or_default();
                for peer in peers {
                    self.network.send(Command::Bounce(peer)).await;
                }
            }
            Output::Done { request, result } => self.done(request, result),
            Output::Acted { request, result } => self.acted(request, result),
            Output::Imported { request, taken } => self.imported(request, taken),
            Output::Notify(event) => self.tell(event),
        }
        Ok(())
    }

    async fn open(&mut self, stream: Stream, peer: CoopId) {
        match self.links.get(&peer).and_then(|link| link.connected.first()) {
            Some(peer_id) => {
                self.streams.insert(stream, false);
                self.network.send(Command::OpenStream { peer: *peer_id, stream: StreamId(stream.0) }).await;
            }
            // It went meanwhile: the replica is told at once by its disconnection.
            None => tracing::debug!(stream = stream.0, "no connection to open a stream on"),
        }
    }

    async fn send(&mut self, stream: Stream, frame: Vec<u8>) {
        self.network.send(Command::Send { stream: StreamId(stream.0), frame }).await;
    }

    /// The frame of some changes, with their bodies as they are now: what changed since comes again later.
    fn part(&self, coop: &CoopId, changes: &[Change], cursor: Cursor) -> Result<Vec<u8>, StoreError> {
        let mut removed = Vec::new();
        let mut ids = Vec::new();
        for change in changes {
            match change {
                Change::Put(id, _) => ids.push(*id),
                Change::Removed(id) => removed.push(*id),
            }
        }
        let put = self.reader.entries(coop, &ids)?.into_iter().flatten().collect();
        Ok(Frame::Part(Part { put, removed, cursor }).to_bytes())
    }

    fn done(&mut self, request: RequestId, result: Result<u64, Refusal>) {
        let Some(Waiting::Edit(reply)) = self.waiting.remove(&request) else { return };
        drop(reply.send(result.map_err(|refusal| refused(&self.replica, refusal))));
    }

    fn imported(&mut self, request: RequestId, taken: Vec<Taken>) {
        let Some(Waiting::Import(reply)) = self.waiting.remove(&request) else { return };
        let name = |coop: &CoopId| {
            let card = self.replica.register().card(coop);
            card.map_or_else(|| coop.short(), |card| card.name.to_string())
        };
        let mut report = BundleReport { directories: taken.len() as u64, ..BundleReport::default() };
        for taken in &taken {
            match taken {
                Taken::Updated(coop, number) => report.updated.push((name(coop), *number)),
                Taken::Unchanged(coop) => report.unchanged.push(name(coop)),
                Taken::Refused(coop, why) => {
                    let problem = Problem {
                        code: "bundle-refused".into(),
                        message: why.to_string(),
                        args: BTreeMap::from([("why".to_owned(), why.name().to_owned())]),
                    };
                    report.refused.push((coop.as_ref().map(name).unwrap_or_default(), problem));
                }
            }
        }
        drop(reply.send(Ok(report)));
    }

    fn tell(&mut self, event: Event) {
        self.view_due = true;
        match event {
            Event::Advanced { coop, number, put, removed } => {
                self.metrics.advanced.inc();
                tracing::info!(coop = %coop.short(), number, put, removed, "directory advanced");
            }
            Event::Refused { peer, why, avoided } => {
                self.metrics.refused.get_or_create(&Why { why: why.name() }).inc();
                self.metrics.avoided.inc_by(u64::from(avoided));
                let peer = peer.map(|peer| peer.short()).unwrap_or_default();
                tracing::warn!(peer, why = why.name(), avoided, "refused");
            }
            Event::Forked(coop, kind) => {
                self.metrics.forks.inc();
                tracing::error!(coop = %coop.short(), ?kind, "it signed two contradictory things");
            }
            Event::Card { coop, number } => {
                self.card_due |= coop == self.replica.me();
                tracing::info!(coop = %coop.short(), number, "new card");
            }
            Event::Entry { coop, seq } => {
                self.metrics.journal_entries.inc();
                tracing::debug!(coop = %coop.short(), seq, "journal entry");
            }
            // The members, their keys or their addresses may be others.
            Event::Register => self.pin_due = true,
            Event::Sealed(height) => tracing::info!(height, "page sealed"),
            Event::Ended(coop) => tracing::info!(coop = %coop.short(), "not a member any more"),
            Event::Split(height) => {
                tracing::error!(height, "two pages of one number are sealed: the register is frozen");
            }
            Event::Void(coop) => {
                tracing::warn!(coop = %coop.short(), "its directory was signed by a key cut off since");
            }
            Event::Twin => {
                self.twin = true;
                tracing::error!("another node signs with this node's key: nothing more is signed here");
            }
            Event::Purged(coop) => tracing::info!(coop = %coop.short(), "directory erased"),
            Event::Restarted(coop) => tracing::info!(coop = %coop.short(), "peer restarted: reconnecting"),
            Event::Damaged(coop) => {
                tracing::warn!(coop = %coop.short(), at = now(), "what was on disk does not match its head");
            }
        }
    }
}

pub(super) fn refused(replica: &Replica, refusal: Refusal) -> Refused {
    match refusal {
        Refusal::WaitingForPeers { heard, needed } => {
            Refused::WaitingForPeers { heard: heard as u64, needed: needed as u64 }
        }
        Refusal::Restoring => Refused::Restoring,
        Refusal::Forked => Refused::Forked,
        Refusal::Quota { what, found, most } => Refused::Quota { what, found, most },
        Refusal::Unknown(id) => Refused::Unknown(id),
        Refusal::TooOften => Refused::TooOften,
        Refusal::Twin => Refused::Twin,
        Refusal::NotMember => Refused::NotMember,
        Refusal::NoVoice => {
            Refused::Register("no-voice", "this cooperative is dormant or not a member".into())
        }
        Refusal::Split => Refused::Register("register-split", "two pages of one number are sealed".into()),
        Refusal::Proposals => {
            Refused::Register("too-many-proposals", "three pages are proposed already".into())
        }
        Refusal::Page(error) => Refused::Register("page-refused", error.to_string()),
        Refusal::Fact(_)
        | Refusal::NotHeld(_)
        | Refusal::Unconfirmed { .. }
        | Refusal::Isolated
        | Refusal::Suspended(_) => super::fund::refused(replica, &refusal),
        Refusal::Rejected(why) => Refused::Register("card-refused", why.to_string()),
    }
}
