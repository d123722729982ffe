//! Tables that fit: side by side when there is room, one record under the other when there is not. The only file that
//! names comfy-table; must not know what the cells mean.

use std::ops::Range;

use comfy_table::{
    Attribute, Cell as Drawn, CellAlignment, Color, ContentArrangement, Table as Drawing, presets,
};

use super::{width, wrap};
use crate::i18n::clean;
use crate::out::{Out, Tone};

/// Columns of text that a column of the table needs at least, on average, to be read side by side (guess).
const READABLE: usize = 9;

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A cell with a tone.
    pub fn toned(tone: Tone, text: impl Into<String>) -> Cell {
        Cell { text: clean(&text.into()).into_owned(), tone }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell::toned(Tone::Plain, text)
    }
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    headers: Vec<String>,
    rows: Vec<Vec<Cell>>,
    numbers: Range<usize>,
}

impl Table {
    /// An empty table with its headers.
    pub fn new<const N: usize>(headers: [String; N]) -> Table {
        Table { headers: headers.into(), rows: Vec::new(), numbers: 0..0 }
    }

    /// A table of rows with as many cells as there are headers.
    pub fn of(headers: Vec<String>, rows: Vec<Vec<Cell>>) -> Table {
        Table { headers, rows, numbers: 0..0 }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(cells.into());
    }

    /// Puts the columns of a range, which hold numbers, to the right.
    pub fn with_numbers(mut self, columns: Range<usize>) -> Table {
        self.numbers = columns;
        self
    }

    /// Drops the columns that are empty in every row.
    pub fn without_empty_columns(mut self) -> Table {
        for at in (0..self.headers.len()).rev() {
            if self.rows.iter().all(|row| row.get(at).is_none_or(|cell| cell.text.is_empty())) {
                self.headers.remove(at);
                for row in &mut self.rows {
                    if at < row.len() {
                        row.remove(at);
                    }
                }
            }
        }
        self
    }

    /// The table as text, no line wider than the columns of `out`.
    pub fn render(&self, out: &Out) -> String {
        let columns = usize::from(out.columns);
        if self.headers.len() * (READABLE + 2) > columns { self.stacked(out) } else { self.side_by_side(out) }
    }

    fn side_by_side(&self, out: &Out) -> String {
        let mut drawing = Drawing::new();
        drawing.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        drawing.set_width(out.columns).force_no_tty();
        if out.color {
            drawing.enforce_styling();
        }
        let header = |text: &String| Drawn::new(text).add_attribute(Attribute::Bold);
        drawing.set_header(self.headers.iter().map(header).collect::<Vec<_>>());
        for row in &self.rows {
            drawing.add_row(row.iter().map(drawn).collect::<Vec<_>>());
        }
        if let Some(first) = drawing.column_mut(0) {
            first.set_padding((0, 1));
        }
        for at in self.numbers.clone() {
            if let Some(column) = drawing.column_mut(at) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let lines: Vec<String> = drawing.lines().map(|line| line.trim_end().to_string()).collect();
        lines.join("\n")
    }

    fn stacked(&self, out: &Out) -> String {
        let label = self
            .headers
            .iter()
            .map(|header| width(header))
            .max()
            .unwrap_or(0)
            .min(16.max(usize::from(out.columns) / 2));
        let room = usize::from(out.columns).saturating_sub(label + 2).max(4);
        let mut lines = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            if at > 0 {
                lines.push(String::new());
            }
            for (header, cell) in self.headers.iter().zip(row).filter(|(_, cell)| !cell.text.is_empty()) {
                for (at, part) in wrap(&cell.text, room).iter().enumerate() {
                    let name = if at == 0 { header.as_str() } else { "" };
                    let blank = " ".repeat((label + 2).saturating_sub(width(name)));
                    lines.push(format!(
                        "{}{blank}{}",
                        out.paint(Tone::Dim, name),
                        out.paint(cell.tone, part)
                    ));
                }
            }
        }
        lines.join("\n")
    }
}

fn drawn(cell: &Cell) -> Drawn {
    let drawn = Drawn::new(&cell.text);
    match cell.tone {
        Tone::Plain => drawn,
        Tone::Good => drawn.fg(Color::DarkGreen),
        Tone::Warn => drawn.fg(Color::DarkYellow),
        Tone::Bad => drawn.fg(Color::DarkRed),
        Tone::Dim => drawn.add_attribute(Attribute::Dim),
        Tone::Strong => drawn.add_attribute(Attribute::Bold),
    }
}
