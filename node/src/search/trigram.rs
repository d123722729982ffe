//! Knows which rows share the most runs of three letters with a text. Must not know what the rows mean.

/// How much a longer row counts less, from 0 to 1 (guess; BM25 usually has 0.75).
const LENGTH_WEIGHT: f32 = 0.6;
/// Saturation of one run, as in BM25 (its usual value; with single occurrences only its part in the length counts).
const SATURATION: f32 = 1.2;

/// Share of the best row's likeness below which a row is not worth naming (measured: the first ten hold the right row as often).
const LEAST: f32 = 0.2;

/// Rows being gathered.
#[derive(Debug, Default)]
pub(super) struct TrigramsBuilder {
    /// Run of three bytes, row.
    pairs: Vec<(u32, u32)>,
    lengths: Vec<u16>,
}

/// Rows by run of three letters.
#[derive(Debug)]
pub(super) struct Trigrams {
    /// Runs in order, and where their rows begin in `rows`; one more position at the end.
    keys: Vec<u32>,
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// For each row, what its length makes of each run met.
    weights: Vec<f32>,
}

impl TrigramsBuilder {
    /// Adds a row: a folded phrase. Rows are numbered from 0 in the order of their addition.
    pub(super) fn add(&mut self, phrase: &str) {
        let row = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        let runs = runs(phrase);
        self.lengths.push(u16::try_from(runs.len()).unwrap_or(u16::MAX));
        self.pairs.extend(runs.into_iter().map(|run| (run, row)));
    }

    /// The rows, ready to be looked up.
    pub(super) fn build(mut self) -> Trigrams {
        self.pairs.sort_unstable();
        let (mut keys, mut starts, mut rows) = (Vec::new(), Vec::new(), Vec::with_capacity(self.pairs.len()));
        for (key, row) in self.pairs {
            if keys.last() != Some(&key) {
                keys.push(key);
                starts.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
            }
            rows.push(row);
        }
        starts.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let total: f32 = self.lengths.iter().map(|&length| f32::from(length)).sum();
        let mean = (total / self.lengths.len().max(1) as f32).max(1.0);
        let weight = |&length: &u16| {
            let relative = f32::from(length) / mean;
            (SATURATION + 1.0) / (1.0 + SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative))
        };
        let weights = self.lengths.iter().map(weight).collect();
        Trigrams { keys, starts, rows, weights }
    }
}

impl Trigrams {
    /// The rows most like a folded phrase, the likest first, at most `most`; with a likeness from 0 to 1,
    /// 1 for the likest. Rare runs count more than common ones.
    pub(super) fn nearest(&self, phrase: &str, most: usize) -> Vec<(u32, f32)> {
        let mut scores = vec![0f32; self.weights.len()];
        let all = self.weights.len() as f32;
        for run in runs(phrase) {
            let Ok(at) = self.keys.binary_search(&run) else { continue };
            let rows = &self.rows[self.starts[at] as usize..self.starts[at + 1] as usize];
            let rarity = (1.0 + (all - rows.len() as f32 + 0.5) / (rows.len() as f32 + 0.5)).ln();
            for &row in rows {
                scores[row as usize] += rarity;
            }
        }
        scores.iter_mut().zip(&self.weights).for_each(|(score, weight)| *score *= weight);
        let best = scores.iter().copied().fold(0f32, f32::max);
        let least = (best * LEAST).max(f32::MIN_POSITIVE);
        let alike = (0u32..).zip(&scores).filter(|(_, score)| **score >= least);
        let mut found: Vec<(u32, f32)> = alike.map(|(row, score)| (row, score / best)).collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if found.len() > most && most > 0 {
            found.select_nth_unstable_by(most - 1, order);
            found.truncate(most);
        }
        found.sort_unstable_by(order);
        found
    }
}

/// The distinct runs of three bytes of a phrase, with a space before and after it.
fn runs(phrase: &str) -> Vec<u32> {
    let bytes: Vec<u8> = [b" ", phrase.as_bytes(), b" "].concat();
    let mut runs: Vec<u32> = bytes.windows(3).map(|w| u32::from_be_bytes([0, w[0], w[1], w[2]])).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(phrases: &[&str]) -> Trigrams {
        let mut builder = TrigramsBuilder::default();
        phrases.iter().for_each(|phrase| builder.add(phrase));
        builder.build()
    }

    #[test]
    fn the_likest_row_comes_first() {
        let trigrams = of(&["menuisier", "boulanger", "menuisier agencement", "developpeur web"]);
        let rows = |text| trigrams.nearest(text, 10).into_iter().map(|(row, _)| row).collect::<Vec<_>>();
        assert_eq!(rows("menuisier")[..2], [0, 2]);
        assert_eq!(rows("menusier")[..2], [0, 2]);
        assert_eq!(rows("developeur").first(), Some(&3));
        assert!(rows("zzz").is_empty());
        assert!(rows("").is_empty());
        assert_eq!(trigrams.nearest("menuisier", 1), [(0, 1.0)]);
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        assert!(of(&[]).nearest("menuisier", 10).is_empty());
    }
}
