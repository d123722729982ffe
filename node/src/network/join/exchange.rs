//! Knows how one question is heard and answered; knows nothing of the other ones.

use futures::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::{PeerId, swarm};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, timeout_at},
};

use super::{
    super::{Event, ExchangeId, limits},
    Unread,
};

/// How an exchange ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Outcome {
    /// The answer was sent.
    Answered,
    /// The time was up.
    Late,
    /// The question is too large.
    TooLarge,
    /// The answer is too large: the caller's fault.
    AnswerTooLarge,
    /// The asker left before the answer, or did not keep still.
    Lost,
    /// The caller is gone.
    Unheard,
}

impl Outcome {
    /// As counted.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Late => "late",
            Self::TooLarge => "too_large",
            Self::AnswerTooLarge => "answer_too_large",
            Self::Lost => "lost",
            Self::Unheard => "unheard",
        }
    }
}

/// One exchange, from the opening of its stream to its end.
#[derive(Debug)]
pub(super) struct Exchange {
    /// Its name.
    pub(super) id: ExchangeId,
    /// Who asks.
    pub(super) peer: PeerId,
    /// What the caller answers.
    pub(super) answer: oneshot::Receiver<Vec<u8>>,
    /// The caller.
    pub(super) events: mpsc::Sender<Event>,
    /// When it ends at the latest.
    pub(super) deadline: Instant,
}

impl Exchange {
    /// Lives until the exchange is over.
    pub(super) async fn run(mut self, stream: swarm::Stream) -> Outcome {
        let (mut reader, mut writer) = stream.split();
        let deadline = self.deadline;
        match timeout_at(deadline, self.talk(&mut reader, &mut writer)).await {
            Err(_) => Outcome::Late,
            Ok(Err(outcome)) => outcome,
            Ok(Ok(())) => {
                // Closing the connection now would take from the asker what it has not read yet.
                let _ = timeout_at(deadline, reader.read(&mut [0])).await;
                Outcome::Answered
            }
        }
    }

    async fn talk<R, W>(&mut self, reader: &mut R, writer: &mut W) -> Result<(), Outcome>
    where
        R: AsyncRead + Unpin,
        W: AsyncWrite + Unpin,
    {
        let request =
            super::read(reader, limits::JOIN_REQUEST_BYTES).await.map_err(|unread| match unread {
                Unread::TooLarge => Outcome::TooLarge,
                Unread::Cut => Outcome::Lost,
            })?;
        let asked = Event::JoinAsked { peer: self.peer, exchange: self.id, request };
        self.events.send(asked).await.map_err(|_| Outcome::Unheard)?;
        let mut more = [0];
        let answer = tokio::select! {
            biased;
            answer = &mut self.answer => answer.map_err(|_| Outcome::Unheard)?,
            // There is nothing more to say for the asker but that it left.
            _ = reader.read(&mut more) => return Err(Outcome::Lost),
        };
        if answer.len() > limits::JOIN_ANSWER_BYTES {
            tracing::error!(bytes = answer.len(), "answer too large for the join door");
            return Err(Outcome::AnswerTooLarge);
        }
        super::write(writer, &answer).await.map_err(|_| Outcome::Lost)?;
        // The length is what counts.
        let _ = writer.close().await;
        Ok(())
    }
}
