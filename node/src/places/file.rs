//! The table of places in memory: one text, one small row a place, and two sorted indexes. Knows the file's columns;
//! must not know what people type.

use std::io::Read;

use flate2::read::GzDecoder;

use super::{PlaceInfo, Precision, fold};

/// Most bytes that a table may hold once decompressed (measured: 2.1 MB; the margin is a guess).
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// The columns, in their order.
const HEADER: &str =
    "code\tparent\tname_fr\tname_nl\tother_names\tpostal_codes\tlat\tlon\tpopulation\tapproximate";
const COLUMNS: usize = 10;
/// The region where the name on the spot is Dutch.
const FLANDERS: &str = "BE-R2000";
/// Commune, department, region, country: a longer chain turns round.
const LEVELS: usize = 4;
/// Stands for no parent.
const NONE: u32 = u32::MAX;

/// Why a table of places cannot be read. The fault is of whoever made the file.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// Not gzip, not UTF-8, or larger than a table may be.
    #[error("the file of places cannot be decompressed")]
    Unreadable(#[from] std::io::Error),
    /// Not the columns of this version.
    #[error("the first line of the file of places is not `{HEADER}`")]
    Header,
    /// A line that does not hold what its columns should.
    #[error("line {line} of the file of places is not valid: {what}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// What is wrong.
        what: &'static str,
    },
}

#[derive(Debug)]
struct Row {
    at: u32,
    len: u16,
    approximate: bool,
    flemish: bool,
    parent: u32,
    lat: f32,
    lon: f32,
    population: u32,
}

/// A folded name of a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    at: u32,
    len: u16,
    /// Whether it is one of its two official names.
    pub(super) official: bool,
    index: u32,
}

impl Key {
    /// Which place.
    pub(super) fn index(&self) -> usize {
        self.index as usize
    }
}

/// The table.
#[derive(Debug)]
pub(super) struct Table {
    text: String,
    rows: Vec<Row>,
    folded: String,
    keys: Vec<Key>,
    postal: Vec<(u32, u32)>,
}

impl Table {
    /// Reads a compressed table.
    pub(super) fn read(gzip: &[u8]) -> Result<Table, TableError> {
        let mut text = String::new();
        GzDecoder::new(gzip).take(MOST_BYTES).read_to_string(&mut text)?;
        text.shrink_to_fit();
        let mut rows = Vec::new();
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Err(TableError::Header);
        }
        let mut at = HEADER.len() + 1;
        for (number, line) in lines.enumerate() {
            rows.push(row(line, at).map_err(|what| TableError::Line { line: number + 2, what })?);
            at += line.len() + 1;
        }
        rows.shrink_to_fit();
        let mut table = Table { text, rows, folded: String::new(), keys: Vec::new(), postal: Vec::new() };
        table.link()?;
        table.index_names();
        table.index_postal();
        Ok(table)
    }

    /// Checks the order of the codes, finds parents, marks what is Flemish.
    fn link(&mut self) -> Result<(), TableError> {
        let mut known = (String::new(), NONE);
        for index in 0..self.rows.len() {
            let bad = |what| TableError::Line { line: index + 2, what };
            if index > 0 && self.field(index - 1, 0) >= self.field(index, 0) {
                return Err(bad("its code is not after the one before"));
            }
            // Neighbours mostly have one parent.
            let code = self.field(index, 1);
            if code != known.0 {
                let parent = match code {
                    "" => Some(NONE),
                    code => self.index(code).and_then(|parent| u32::try_from(parent).ok()),
                };
                known = (code.into(), parent.ok_or_else(|| bad("no such parent"))?);
            }
            self.rows[index].parent = known.1;
        }
        let flanders = self.index(FLANDERS);
        for index in 0..self.rows.len() {
            let (mut levels, mut flemish) = (0, false);
            for place in self.chain(Some(index)) {
                levels += 1;
                flemish |= Some(place) == flanders;
                if levels > LEVELS {
                    return Err(TableError::Line { line: index + 2, what: "it holds itself" });
                }
            }
            self.rows[index].flemish = flemish;
        }
        Ok(())
    }

    fn index_names(&mut self) {
        let (mut folded, mut keys): (String, Vec<Key>) = (String::new(), Vec::new());
        for (row, index) in self.rows.iter().zip(0u32..) {
            let columns = columns(line_of(&self.text, row));
            let official = [columns[2], columns[3]].into_iter().map(|name| (name, true));
            let names = official.chain(columns[4].split('|').map(|name| (name, false)));
            let first = keys.len();
            for (name, official) in names.filter(|(name, _)| !name.is_empty()) {
                let name = fold(name);
                let (Ok(at), Ok(len)) = (u32::try_from(folded.len()), u16::try_from(name.len())) else {
                    continue;
                };
                if !keys[first..].iter().any(|key| text_of(&folded, key) == name) {
                    folded.push_str(&name);
                    keys.push(Key { at, len, official, index });
                }
            }
        }
        folded.shrink_to_fit();
        // The first letters beside each key: most comparisons then stay out of the texts.
        let mut ordered: Vec<(u64, Key)> =
            keys.into_iter().map(|key| (head(text_of(&folded, &key)), key)).collect();
        ordered.sort_unstable_by(|(head_a, a), (head_b, b)| {
            let texts = || text_of(&folded, a).cmp(text_of(&folded, b));
            head_a.cmp(head_b).then_with(texts).then(a.index.cmp(&b.index))
        });
        self.keys = ordered.into_iter().map(|(_, key)| key).collect();
        self.folded = folded;
    }

    fn index_postal(&mut self) {
        let mut postal = Vec::new();
        for (row, index) in self.rows.iter().zip(0u32..) {
            let codes = columns(line_of(&self.text, row))[5];
            postal.extend(codes.split('|').filter_map(postal_key).map(|code| (code, index)));
        }
        postal.sort_unstable();
        postal.shrink_to_fit();
        self.postal = postal;
    }

    /// How many places.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Bytes of memory: the texts and the indexes.
    pub(super) fn bytes(&self) -> usize {
        self.text.capacity()
            + self.folded.capacity()
            + self.rows.capacity() * size_of::<Row>()
            + self.keys.capacity() * size_of::<Key>()
            + self.postal.capacity() * size_of::<(u32, u32)>()
    }

    fn field(&self, index: usize, column: usize) -> &str {
        line_of(&self.text, &self.rows[index]).split('\t').nth(column).unwrap_or("")
    }

    /// The place of a code.
    pub(super) fn index(&self, code: &str) -> Option<usize> {
        let index = self.rows.partition_point(|row| code_of(line_of(&self.text, row)) < code);
        (index < self.rows.len() && self.field(index, 0) == code).then_some(index)
    }

    /// A place and what holds it, from the finest.
    pub(super) fn chain(&self, index: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(index, |index| {
            Some(self.rows[*index].parent).filter(|parent| *parent != NONE).map(|parent| parent as usize)
        })
    }

    /// What is known of a place.
    pub(super) fn info(&self, index: usize) -> PlaceInfo<'_> {
        let row = &self.rows[index];
        let [code, parent, name_fr, name_nl, other_names, postal_codes, ..] =
            columns(line_of(&self.text, row));
        PlaceInfo {
            code,
            parent: Some(parent).filter(|parent| !parent.is_empty()),
            name_fr,
            name_nl: if name_nl.is_empty() { name_fr } else { name_nl },
            lat_lon: (!row.lat.is_nan()).then_some((row.lat, row.lon)),
            population: Some(row.population).filter(|count| *count > 0),
            approximate: row.approximate,
            precision: precision(code),
            flemish: row.flemish,
            other_names,
            postal_codes,
        }
    }

    /// Inhabitants; 0 when unknown.
    pub(super) fn population(&self, index: usize) -> u32 {
        self.rows.get(index).map_or(0, |row| row.population)
    }

    /// Every folded name, in order.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The text of a folded name.
    pub(super) fn folded(&self, key: &Key) -> &str {
        text_of(&self.folded, key)
    }

    /// The folded names that begin with a text.
    pub(super) fn beginning(&self, start: &str) -> &[Key] {
        let from = self.keys.partition_point(|key| self.folded(key) < start);
        let count = self.keys[from..].partition_point(|key| self.folded(key).starts_with(start));
        &self.keys[from..from + count]
    }

    /// The communes of a postal code: four digits are Belgian, five French.
    pub(super) fn of_postal(&self, code: &str) -> impl Iterator<Item = usize> + '_ {
        let key = postal_key(code);
        let from = self.postal.partition_point(|(code, _)| Some(*code) < key);
        self.postal[from..]
            .iter()
            .take_while(move |(code, _)| Some(*code) == key)
            .map(|(_, index)| *index as usize)
    }
}

/// The first eight bytes of a text, as a number that orders as they do.
fn head(text: &str) -> u64 {
    let mut first = [0; 8];
    first.iter_mut().zip(text.bytes()).for_each(|(slot, byte)| *slot = byte);
    u64::from_be_bytes(first)
}

/// A postal code as a number that keeps its length: `01000` in France is not `1000` in Belgium.
fn postal_key(code: &str) -> Option<u32> {
    let digits = matches!(code.len(), 4 | 5) && code.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = if digits { code.parse().ok()? } else { return None };
    Some(if code.len() == 5 { 100_000 + number } else { number })
}

fn row(line: &str, at: usize) -> Result<Row, &'static str> {
    if line.split('\t').count() != COLUMNS {
        return Err("it has not ten columns");
    }
    let [code, _, name, _, _, _, lat, lon, population, approximate] = columns(line);
    if code.is_empty() || name.is_empty() {
        return Err("it has no code or no name");
    }
    let degrees = |text: &str| if text.is_empty() { Ok(f32::NAN) } else { text.parse() };
    let count = if population.is_empty() { Ok(0) } else { population.parse() };
    Ok(Row {
        at: u32::try_from(at).map_err(|_| "the file is too large")?,
        len: u16::try_from(line.len()).map_err(|_| "it is too long")?,
        approximate: approximate == "1",
        flemish: false,
        parent: NONE,
        lat: degrees(lat).map_err(|_| "its latitude is not a number")?,
        lon: degrees(lon).map_err(|_| "its longitude is not a number")?,
        population: count.map_err(|_| "its population is not a number")?,
    })
}

fn columns(line: &str) -> [&str; COLUMNS] {
    let mut fields = line.split('\t');
    std::array::from_fn(|_| fields.next().unwrap_or(""))
}

fn code_of(line: &str) -> &str {
    line.split('\t').next().unwrap_or("")
}

fn line_of<'a>(text: &'a str, row: &Row) -> &'a str {
    let at = row.at as usize;
    text.get(at..at + usize::from(row.len)).unwrap_or("")
}

fn text_of<'a>(folded: &'a str, key: &Key) -> &'a str {
    let at = key.at as usize;
    folded.get(at..at + usize::from(key.len)).unwrap_or("")
}

/// What the form of a code says.
fn precision(code: &str) -> Precision {
    match code.as_bytes() {
        [_, _] => Precision::Country,
        [_, _, b'-', b'R', ..] => Precision::Region,
        [_, _, b'-', b'D' | b'P', ..] => Precision::Department,
        _ => Precision::Commune,
    }
}
