//! A sign of life for what lasts: on a terminal only, and only after a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

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
