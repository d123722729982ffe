//! A sign of life for what lasts: on a terminal only, and only after a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::context::Context;

/// How long nothing is drawn.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the sign moves.
const TICK: Duration = Duration::from_millis(120);

/// Does something that may last, showing a text meanwhile.
pub fn during<T>(context: &Context, text: &str, work: impl FnOnce() -> T) -> T {
    if !context.out.live || context.quiet || context.json {
        return work();
    }
    let done = Arc::new(AtomicBool::new(false));
    let (watched, text) = (done.clone(), text.to_owned());
    let drawer = std::thread::spawn(move || {
        std::thread::park_timeout(PATIENCE);
        if watched.load(Ordering::Acquire) {
            return;
        }
        let bar = ProgressBar::new_spinner().with_message(text);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        while !watched.load(Ordering::Acquire) {
            bar.tick();
            std::thread::park_timeout(TICK);
        }
        bar.finish_and_clear();
    });
    let result = work();
    done.store(true, Ordering::Release);
    drawer.thread().unpark();
    let _ = drawer.join();
    result
}

/// A bar for what is done in parts. Drawn on a terminal only, and only after a second; gone when dropped.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    drawer: Option<std::thread::JoinHandle<()>>,
}

impl Bar {
    /// Of so many parts.
    pub fn new(context: &Context, parts: u64) -> Bar {
        let bar = ProgressBar::with_draw_target(Some(parts), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg} {elapsed}") {
            bar.set_style(style);
        }
        let drawer = (context.out.live && !context.quiet && !context.json).then(|| {
            let shown = bar.clone();
            std::thread::spawn(move || {
                std::thread::park_timeout(PATIENCE);
                if !shown.is_finished() {
                    shown.set_draw_target(ProgressDrawTarget::stderr());
                    shown.enable_steady_tick(TICK);
                }
            })
        });
        Bar { bar, drawer }
    }

    /// What is being done.
    pub fn say(&self, text: String) {
        self.bar.set_message(text);
    }

    /// So many parts more are done.
    pub fn advance(&self, parts: u64) {
        self.bar.inc(parts);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        if let Some(drawer) = self.drawer.take() {
            drawer.thread().unpark();
            let _ = drawer.join();
            self.bar.finish_and_clear();
        }
    }
}
