//! Clocks, memory and the rows of tables. Knows the machine; must not know what is measured.

use std::path::Path;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// A moment, by the wall and by the time that this process worked.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    wall: Instant,
    clock: ClockId,
    cpu: Duration,
}

impl Moment {
    /// Now, with the work of every thread.
    pub(crate) fn of_process() -> Moment {
        Moment::of(ClockId::ProcessCPUTime)
    }

    /// Now, with the work of this thread alone.
    pub(crate) fn of_thread() -> Moment {
        Moment::of(ClockId::ThreadCPUTime)
    }

    fn of(clock: ClockId) -> Moment {
        Moment { wall: Instant::now(), clock, cpu: worked(clock) }
    }

    /// What passed since.
    pub(crate) fn elapsed(&self) -> Span {
        Span { cpu: worked(self.clock).saturating_sub(self.cpu), wall: self.wall.elapsed() }
    }
}

fn worked(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Time that passed, and time worked in it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    pub(crate) wall: Duration,
    pub(crate) cpu: Duration,
}

impl std::ops::AddAssign for Span {
    fn add_assign(&mut self, other: Span) {
        self.wall += other.wall;
        self.cpu += other.cpu;
    }
}

/// The spread of some spans.
pub(crate) struct Spread {
    wall: Vec<Duration>,
    cpu: Vec<Duration>,
}

impl Spread {
    pub(crate) fn of(spans: &[Span]) -> Spread {
        let sorted = |mut times: Vec<Duration>| {
            times.sort_unstable();
            times
        };
        Spread {
            wall: sorted(spans.iter().map(|span| span.wall).collect()),
            cpu: sorted(spans.iter().map(|span| span.cpu).collect()),
        }
    }

    /// Milliseconds: median, 99th percentile and longest by the wall, 99th percentile of the work.
    pub(crate) fn cells(&self) -> [String; 4] {
        let last = |times: &[Duration]| ms(times.last().copied().unwrap_or_default());
        [
            ms(quantile(&self.wall, 50)),
            ms(quantile(&self.wall, 99)),
            last(&self.wall),
            ms(quantile(&self.cpu, 99)),
        ]
    }
}

/// What so many in a hundred of some sorted times do not exceed.
fn quantile(sorted: &[Duration], percent: usize) -> Duration {
    let at = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(at).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1_000.0)
}

/// Bytes of this process's memory: its own, and that of files it reads, which the system takes back when it needs room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Resident {
    pub(crate) own: u64,
    pub(crate) files: u64,
}

impl Resident {
    /// Now; zeros where the system does not tell.
    pub(crate) fn now() -> Resident {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let of = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) * 1024
        };
        Resident { own: of("RssAnon:"), files: of("RssFile:") }
    }

    /// What was added since.
    pub(crate) fn since(self, before: Resident) -> Resident {
        Resident { own: self.own.saturating_sub(before.own), files: self.files.saturating_sub(before.files) }
    }
}

/// Bytes of the files of a directory.
pub(crate) fn disk(dir: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for file in std::fs::read_dir(dir)? {
        bytes += file?.metadata()?.len();
    }
    Ok(bytes)
}

/// Prints one figure.
pub(crate) fn row(name: &str, value: impl std::fmt::Display) {
    println!("  {name:<62} {value:>14}");
}

/// Prints one row of a table: a name, then cells.
pub(crate) fn cells(name: &str, cells: &[String]) {
    let cells: String = cells.iter().map(|cell| format!("{cell:>9}")).collect();
    println!("  {name:<24}{cells}");
}
