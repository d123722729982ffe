//! Bounded texts and lists: a value of these types is already valid. Must not know what it means.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, de};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Why a text or a list is refused. The fault is of its author.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// More characters or elements than the bound.
    #[error("{found} is more than the {most} allowed")]
    TooLong {
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// Nothing, where something is needed.
    #[error("it is empty")]
    Empty,
    /// Not in Unicode's composed form (NFC).
    #[error("it is not in Unicode's composed form")]
    NotComposed,
    /// A control character, or one that reverses the direction of what follows (CVE-2021-42574).
    #[error("it holds the invisible character U+{0:04X}")]
    Invisible(u32),
    /// A character that this kind of text does not allow.
    #[error("it holds the character `{0}`, which is not allowed here")]
    Character(char),
}

/// Whether a character may stand in a text: no controls, no bidirectional overrides, no line separators.
pub fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}'
            | '\u{2066}'..='\u{2069}' | '\u{061C}' | '\u{FEFF}')
}

fn check(text: &str, most: usize) -> Result<(), TextError> {
    if text.is_ascii() {
        if let Some(byte) = text.bytes().find(u8::is_ascii_control) {
            return Err(TextError::Invisible(u32::from(byte)));
        }
    } else {
        if let Some(c) = text.chars().find(|c| !is_visible(*c)) {
            return Err(TextError::Invisible(u32::from(c)));
        }
        if !is_nfc(text) {
            return Err(TextError::NotComposed);
        }
    }
    // Bytes bound characters from above: most texts need no count.
    let found = if text.len() <= most { text.len() } else { text.chars().count() };
    if found == 0 {
        return Err(TextError::Empty);
    }
    if found > most { Err(TextError::TooLong { found, most }) } else { Ok(()) }
}

/// A non-empty text of at most `MOST` characters, in NFC, without invisible characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Text<const MOST: usize>(String);

impl<const MOST: usize> Text<MOST> {
    /// Trims, composes and checks what a person typed.
    pub fn new(text: &str) -> Result<Self, TextError> {
        let composed: String = text.trim().nfc().collect();
        check(&composed, MOST)?;
        Ok(Self(composed))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MOST: usize> Deref for Text<MOST> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MOST: usize> fmt::Debug for Text<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Texts are personal: their length is enough for a log.
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl<const MOST: usize> fmt::Display for Text<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de, const MOST: usize> Deserialize<'de> for Text<MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        check(&text, MOST).map_err(de::Error::custom)?;
        Ok(Self(text))
    }
}

/// A code of a vocabulary or a place: 1 to 32 of `A-Z a-z 0-9 - . :`, as `t-baker` or `FR-34172`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Code(String);

impl Code {
    /// Longest code, in bytes.
    pub const MOST: usize = 32;

    /// Checks a code.
    pub fn new(text: &str) -> Result<Self, TextError> {
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        if text.len() > Self::MOST {
            return Err(TextError::TooLong { found: text.len(), most: Self::MOST });
        }
        match text.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':'))) {
            Some(c) => Err(TextError::Character(c)),
            None => Ok(Self(text.into())),
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({})", self.0)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Code::new(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// At most `MOST` values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(transparent)]
pub struct List<T, const MOST: usize>(Vec<T>);

impl<T, const MOST: usize> List<T, MOST> {
    /// Checks the length.
    pub fn new(values: Vec<T>) -> Result<Self, TextError> {
        if values.len() > MOST {
            return Err(TextError::TooLong { found: values.len(), most: MOST });
        }
        Ok(Self(values))
    }

    /// Whether there is none: such lists are left out of the encoding.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T, const MOST: usize> Default for List<T, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MOST: usize> Deref for List<T, MOST> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for List<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        List::new(Vec::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_composed_and_bounded() {
        assert_eq!(Text::<8>::new(" caf\u{65}\u{301} ").unwrap().as_str(), "café");
        assert_eq!(Text::<3>::new("café"), Err(TextError::TooLong { found: 4, most: 3 }));
        assert_eq!(Text::<3>::new("  "), Err(TextError::Empty));
        assert_eq!(Text::<30>::new("a\u{202E}b"), Err(TextError::Invisible(0x202E)));
        assert_eq!(Text::<30>::new("a\u{0}b"), Err(TextError::Invisible(0)));
    }

    #[test]
    fn codes_are_plain() {
        assert!(Code::new("FR-34172").is_ok());
        assert_eq!(Code::new("a b"), Err(TextError::Character(' ')));
        assert!(Code::new(&"x".repeat(33)).is_err());
    }
}
