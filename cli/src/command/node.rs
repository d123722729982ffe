//! `bigre node run`: the node in the foreground, until Ctrl-C or SIGTERM.

use std::time::Duration;

use bigre_node::api::model::Problem;
use bigre_node::config::{Config, LogFormat, Overrides};
use bigre_node::{Ready, RunError};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::args::{NodeVerb, RunArgs};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::say;

pub(super) fn run(context: &Context, verb: &NodeVerb) -> Result<Exit, Failure> {
    let NodeVerb::Run(args) = verb;
    let config =
        Config::load(&context.dir, &overrides(context, args)).map_err(|e| Failure::refused(e.problem()))?;
    log_to_stderr(context, &config);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| stopped(&error))?;
    let listen = config.network.listen.join(", ");
    let result = runtime.block_on(async {
        let shutdown = interruption()?;
        let ready = |node: Ready| context.note(&ready(context, &node, &listen));
        Ok::<_, std::io::Error>(bigre_node::run(config, context.dir.clone(), shutdown, ready).await)
    });
    runtime.shutdown_timeout(Duration::from_secs(5));
    match result {
        Ok(Ok(())) => Ok(Exit::Done),
        Ok(Err(RunError::Identity(error))) => Err(Failure::refused(error.problem())),
        Ok(Err(RunError::NotFounded(_))) => Err(Failure::new(Exit::Refused, "cli-not-founded", &[])),
        Ok(Err(error)) => Err(stopped(&error)),
        Err(error) => Err(stopped(&error)),
    }
}

fn overrides(context: &Context, args: &RunArgs) -> Overrides {
    let mut overrides = Overrides::default();
    for (key, value) in &args.settings {
        overrides.set(key, value);
    }
    if !args.listen.is_empty() {
        overrides.set("network.listen", &args.listen.join(","));
    }
    match (&args.log, context.verbose) {
        (Some(level), _) => overrides.set("log.level", level),
        (None, 0) => {}
        (None, 1) => overrides.set("log.level", "debug"),
        (None, _) => overrides.set("log.level", "trace"),
    }
    overrides
}

fn stopped<E: std::fmt::Display>(error: &E) -> Failure {
    let error = error.to_string();
    let args = [("error".to_string(), error.clone())].into();
    Failure::refused(Problem { code: "node-stopped".into(), message: error, args })
}

fn log_to_stderr(context: &Context, config: &Config) {
    let filter = EnvFilter::builder().parse_lossy(&config.log.level);
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A subscriber that is already there belongs to whoever embeds this program: it stays.
    let _ = match config.log.format {
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
        LogFormat::Text => builder.with_ansi(context.out.error_color).try_init(),
    };
}

/// Ends at the first SIGINT or SIGTERM. A second one ends the process at once.
pub(super) fn interruption() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        tokio::spawn(async move {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
            std::process::exit(i32::from(Exit::Refused as u8));
        });
    })
}

/// The one line that says that the node is there.
fn ready(context: &Context, node: &Ready, listen: &str) -> String {
    say!(
        context.tr,
        "node-ready",
        name = node.name.as_str(),
        federation = node.federation.as_str(),
        words = node.fingerprint.as_str(),
        addresses = listen,
        socket = node.socket.display().to_string(),
    )
}
