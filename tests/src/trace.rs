//! What happened, as one number and, when asked for, as lines. Must not know why.

/// Adds up everything that happens: two runs of one seed have one hash.
#[derive(Debug, Clone)]
pub struct Trace {
    hash: u64,
    lines: Option<Vec<String>>,
}

impl Trace {
    /// A trace, with lines or without.
    pub fn new(lines: bool) -> Trace {
        Trace { hash: 0xcbf2_9ce4_8422_2325, lines: lines.then(Vec::new) }
    }

    /// Adds bytes to the hash (FNV-1a).
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.hash = (self.hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Adds some numbers to the hash.
    pub fn numbers(&mut self, numbers: &[u64]) {
        for number in numbers {
            self.add(&number.to_be_bytes());
        }
    }

    /// Adds a line, if lines are kept.
    pub fn line(&mut self, line: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            lines.push(line());
        }
    }

    /// The hash so far.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// The lines so far.
    pub fn lines(&self) -> &[String] {
        self.lines.as_deref().unwrap_or_default()
    }
}
