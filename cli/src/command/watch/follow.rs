//! `bigre watch run --follow`: looks again and again until it is interrupted. Must not know how one looks.

use std::collections::BTreeMap;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::look::{Round, complain};
use crate::command::node::interruption;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::say;

/// How often it looks (design: a directory is signed at most once a second, and compared every minute).
pub(super) const EVERY: Duration = Duration::from_secs(60);

/// What went wrong and was told, by the name of the search: it is not told again each time.
type Told = BTreeMap<String, String>;

pub(super) fn run(context: &Context, name: Option<&str>, every: Duration) -> Result<Exit, Failure> {
    let failed = |error: &std::io::Error| {
        Failure::new(Exit::Refused, "cli-watch-signals", &[("error", error.to_string())])
    };
    // The worker hears the signals while this thread looks.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.map_err(|error| failed(&error))?;
    let (end, ended) = channel();
    let interruption = runtime.block_on(async { interruption() }).map_err(|error| failed(&error))?;
    runtime.spawn(async move {
        interruption.await;
        let _ = end.send(());
    });
    context.paragraph(&say!(context.tr, "watch-following", seconds = every.as_secs()));
    let mut told = Told::new();
    // A first look that fails ends it, as without --follow.
    let mut round = Round::ask(context, name)?;
    loop {
        show(context, &round, &mut told)?;
        round = loop {
            match ended.recv_timeout(every) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(Exit::Done),
            }
            match Round::ask(context, name) {
                Ok(round) => break round,
                // A node that starts anew is waited for.
                Err(failure) if failure.exit == Exit::NoNode => {
                    if is_news(&mut told, "", &failure) {
                        failure.show(&context.out, &context.tr, context.json);
                    }
                }
                Err(failure) => return Err(failure),
            }
        };
        told.remove("");
    }
}

/// Shows what is new, as one line for programs, and what goes wrong, once.
fn show(context: &Context, round: &Round, told: &mut Told) -> Result<(), Failure> {
    if round.count() > 0 {
        let text =
            if context.json { round.json().to_string() } else { round.text(context, Context::clock()) };
        round.deliver(context, &text)?;
        context.note("");
    }
    let failing: Vec<&str> = round.failures().map(|(watch, _)| watch.name.as_str()).collect();
    told.retain(|name, _| failing.contains(&name.as_str()));
    for (watch, failure) in round.failures() {
        if is_news(told, &watch.name, failure) {
            complain(context, &watch.name, failure);
        }
    }
    Ok(())
}

fn is_news(told: &mut Told, name: &str, failure: &Failure) -> bool {
    let code = failure.problem.code.clone();
    told.insert(name.to_owned(), code.clone()) != Some(code)
}
