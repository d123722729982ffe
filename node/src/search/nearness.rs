//! Knows how near two folded words are: typing errors, beginnings, compounds. Must not know any vocabulary.

/// Longest word compared, in characters: longer ones are only ever equal (bound of the work, guess).
const LONGEST: usize = 40;
/// Shortest beginning that stands for a whole word (guess: `dev`, `psy`).
const BEGINNING: usize = 3;
/// Shortest part of a compound that stands for it (guess: Dutch compounds such as `webontwikkelaar`).
const PART: usize = 5;

/// How a typed word stands for a known one, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// The same word.
    Same,
    /// The known word begins with the typed one.
    Beginning,
    /// That many letters wrong, missing, too many or swapped.
    Typo(u8),
    /// Made of one root, which whoever has the families of words sees.
    Kin,
    /// One is a part of the other.
    Part,
}

/// Which letters a word has and how long it is: a comparison that rules most words out before their letters are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    /// One bit for each of a-z, the others share the rest.
    bits: u32,
    bytes: u32,
}

impl Letters {
    pub(super) fn of(word: &str) -> Letters {
        let bit = |byte: u8| match byte {
            b'a'..=b'z' => byte - b'a',
            other => 26 + other % 6,
        };
        let bits = word.bytes().fold(0, |bits, byte| bits | 1 << bit(byte));
        Letters { bits, bytes: u32::try_from(word.len()).unwrap_or(u32::MAX) }
    }

    /// Whether two words certainly differ by more typing errors: one changes two letters at most, and a letter takes up
    /// to four bytes.
    pub(super) fn is_far(self, other: Letters, errors: usize) -> bool {
        (self.bits ^ other.bits).count_ones() as usize > 2 * errors
            || self.bytes.abs_diff(other.bytes) as usize > 4 * errors
    }
}

/// How many typing errors a word of so many letters may have: none up to 4, for a short word with an error is
/// another word; 1 up to 7; 2 beyond.
pub(super) fn errors_allowed(letters: usize) -> usize {
    match letters {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    }
}

/// How `typed` stands for `known`, if it does.
pub(super) fn nearness(typed: &str, known: &str) -> Option<Nearness> {
    if typed == known {
        return Some(Nearness::Same);
    }
    let (typed_letters, known_letters) = (typed.chars().count(), known.chars().count());
    if typed_letters >= BEGINNING && known.starts_with(typed) {
        return Some(Nearness::Beginning);
    }
    let allowed = errors_allowed(typed_letters.min(known_letters));
    if let Some(errors) = errors(typed, known, allowed) {
        return Some(Nearness::Typo(u8::try_from(errors).unwrap_or(u8::MAX)));
    }
    let is_part = |part: &str, letters: usize, whole: &str| letters >= PART && whole.contains(part);
    let is_either = is_part(typed, typed_letters, known) || is_part(known, known_letters, typed);
    is_either.then_some(Nearness::Part)
}

/// Letters to change, add, drop or swap with their neighbour to get from one word to the other, when they are
/// at most `most`.
pub(super) fn errors(a: &str, b: &str, most: usize) -> Option<usize> {
    if most == 0 {
        return (a == b).then_some(0);
    }
    let mut letters = ([' '; LONGEST], [' '; LONGEST]);
    let a = fill(a, &mut letters.0)?;
    let b = fill(b, &mut letters.1)?;
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    // Rows of the table of distances between beginnings: the one before last, the last, the current.
    let mut rows = [[0usize; LONGEST + 1]; 3];
    for (column, cell) in rows[1].iter_mut().enumerate() {
        *cell = column;
    }
    for (i, &x) in a.iter().enumerate() {
        rows[2][0] = i + 1;
        let mut least = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let change = rows[1][j] + usize::from(x != y);
            let mut best = change.min(rows[1][j + 1] + 1).min(rows[2][j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(rows[0][j - 1] + 1);
            }
            rows[2][j + 1] = best;
            least = least.min(best);
        }
        if least > most {
            return None;
        }
        rows.rotate_left(1);
    }
    let found = rows[1][b.len()];
    (found <= most).then_some(found)
}

/// The letters of a word, unless there are too many.
fn fill<'b>(word: &str, buffer: &'b mut [char; LONGEST]) -> Option<&'b [char]> {
    let mut length = 0;
    for letter in word.chars() {
        *buffer.get_mut(length)? = letter;
        length += 1;
    }
    Some(&buffer[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_up_to_what_is_allowed() {
        for (a, b, most, found) in [
            ("menuisier", "menuisier", 2, Some(0)),
            ("menusier", "menuisier", 2, Some(1)),
            ("menuiseir", "menuisier", 2, Some(1)),
            ("mneuiseir", "menuisier", 2, Some(2)),
            ("mneuiseir", "menuisier", 1, None),
            ("", "ab", 2, Some(2)),
            ("abc", "", 2, None),
            ("kitten", "sitting", 3, Some(3)),
            ("é", "e", 1, Some(1)),
        ] {
            assert_eq!(errors(a, b, most), found, "{a} {b}");
            assert_eq!(errors(b, a, most), found, "{b} {a}");
        }
    }

    #[test]
    fn a_short_word_is_never_another_one() {
        for (typed, known) in
            [("chat", "char"), ("pain", "bain"), ("web", "wed"), ("psi", "psy"), ("vinr", "vin")]
        {
            assert_eq!(nearness(typed, known), None, "{typed} {known}");
        }
        assert_eq!(nearness("macon", "macon"), Some(Nearness::Same));
        assert_eq!(nearness("maccon", "macon"), Some(Nearness::Typo(1)));
        assert_eq!(nearness("mccon", "macom"), None);
        assert_eq!(nearness("plombeir", "plombier"), Some(Nearness::Typo(1)));
        assert_eq!(nearness("developeru", "developpeur"), Some(Nearness::Typo(2)));
        assert_eq!(nearness("dev", "developpeur"), Some(Nearness::Beginning));
        assert_eq!(nearness("ontwikkelaar", "webontwikkelaar"), Some(Nearness::Part));
        assert_eq!(nearness("de", "developpeur"), None);
    }

    #[test]
    fn long_words_are_only_equal() {
        let long = "a".repeat(60);
        assert_eq!(nearness(&long, &long), Some(Nearness::Same));
        assert_eq!(errors(&long, &"a".repeat(59), 2), None);
    }
}
