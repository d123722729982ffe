//! Chance that is the same every time: a ChaCha stream and the few draws made of it. Must not know what is drawn.
//!
//! The draws are our own, so that a new version of a library changes no invented federation.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A seeded source of draws.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// A stream of its own for each seed and each purpose.
    pub(super) fn new(seed: u64, purpose: &str) -> Dice {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..].iter_mut().zip(purpose.bytes()).for_each(|(slot, byte)| *slot = byte);
        Dice(ChaCha8Rng::from_seed(key))
    }

    /// A number below another, which is not 0; the bias is below 2^-40.
    pub(super) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.0.next_u64() % most.max(1) as u64).unwrap_or(0)
    }

    /// Yes, so many times in a hundred.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several, which are not none.
    pub(super) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }

    /// One of several texts.
    pub(super) fn word<'a>(&mut self, among: &[&'a str]) -> &'a str {
        among[self.below(among.len())]
    }

    /// Some of several, each at most once, in their order.
    pub(super) fn some<'a, T>(&mut self, among: &'a [T], count: usize) -> Vec<&'a T> {
        let mut left = count.min(among.len());
        let mut taken = Vec::new();
        for (at, one) in among.iter().enumerate() {
            if self.below(among.len() - at) < left {
                taken.push(one);
                left -= 1;
            }
        }
        taken
    }

    /// One of several by weight; the first when all weigh nothing.
    pub(super) fn weighted<'a, T>(&mut self, among: &'a [T], weight: impl Fn(&T) -> u32) -> &'a T {
        let total: usize = among.iter().map(|one| weight(one) as usize).sum();
        let mut left = self.below(total);
        for one in among {
            let weight = weight(one) as usize;
            if left < weight {
                return one;
            }
            left -= weight;
        }
        &among[0]
    }

    /// Sixteen bytes: an id or a salt.
    pub(super) fn sixteen(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_the_same_every_time_and_differ_by_purpose() {
        let draws = |purpose: &str| {
            let mut dice = Dice::new(1, purpose);
            (0..8).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draws("a"), draws("a"));
        assert_ne!(draws("a"), draws("b"));
        let mut dice = Dice::new(1, "some");
        assert_eq!(dice.some(&[1, 2, 3, 4], 9), [&1, &2, &3, &4]);
        assert_eq!(dice.some(&[1, 2, 3, 4], 2).len(), 2);
        assert_eq!(*dice.weighted(&[0, 5, 0], |weight| *weight), 5);
        assert!(dice.chance(100) && !dice.chance(0));
    }
}
