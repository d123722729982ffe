//! The sheets of a workbook (XLSX) as lines of text. The only code that names `calamine`; must not know what a column
//! means.
//!
//! Cells are read one after the other, as they stand in the file: nothing is laid out by the places that a file claims.
//! A formula is never evaluated: what the spreadsheet last made of it counts when it is plain text, and is left for a
//! person when it is anything else.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx};

use super::{CELL_BYTES, COLUMNS, Fault, LINE_BYTES, LINES, Refused, Row, Sheet, archive, refused};

/// Bytes of all cells together: what the node takes as one file.
const ALL_BYTES: usize = bigre_node::api::CSV_BYTES;

/// Most merged areas (bound of the work, guess: a list of people has none).
const MERGED: usize = 1_000;

/// Reads a sheet of a workbook: the one of a name, or the first that is not hidden.
pub(super) fn read(bytes: &[u8], named: Option<&str>) -> Result<Sheet, Refused> {
    archive::check(bytes)?;
    // The library is careful, and its input is not: whatever it stumbles over is a damaged file to us.
    let read = catch_unwind(AssertUnwindSafe(|| of_workbook(bytes, named)));
    read.unwrap_or_else(|_| Err(damaged()))
}

fn damaged() -> Refused {
    refused("cli-sheet-damaged", &[])
}

fn of_workbook(bytes: &[u8], named: Option<&str>) -> Result<Sheet, Refused> {
    let mut workbook: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let visible = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let all: Vec<&calamine::Sheet> = sheets.collect();
    let names: Vec<String> = all.iter().copied().filter(visible).map(|sheet| sheet.name.clone()).collect();
    let chosen = match named {
        None => names.first().cloned().ok_or_else(damaged)?,
        Some(named) => {
            let same = |name: &&String| name.to_lowercase() == named.trim().to_lowercase();
            let known = all.iter().map(|sheet| &sheet.name).find(same).cloned();
            known.ok_or_else(|| {
                let args = [("sheet", named.to_owned()), ("known", names.join(", "))];
                refused("cli-sheet-unknown", &args)
            })?
        }
    };
    let merged = workbook.merge_cells_by_sheet_name(&chosen).map_err(|_| damaged())?;
    let grid = grid(&mut workbook, &chosen)?;
    let mut sheet = laid_out(grid, &merged)?;
    sheet.others = names.into_iter().filter(|name| *name != chosen).collect();
    sheet.delimiter = b',';
    Ok(sheet)
}

/// What a cell holds.
type Held = (String, Option<Fault>);

/// The cells that hold something, by line and column from 0.
fn grid(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<BTreeMap<u32, BTreeMap<u32, Held>>, Refused> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|_| damaged())?;
    let mut grid: BTreeMap<u32, BTreeMap<u32, Held>> = BTreeMap::new();
    let mut bytes = 0usize;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| damaged())? {
        let Some(held) = held(&cell.value, cell.formula.is_some()) else { continue };
        let (line, column) = cell.pos;
        if column as usize >= COLUMNS {
            let args = [("found", (column + 1).to_string()), ("limit", COLUMNS.to_string())];
            return Err(refused("cli-sheet-columns", &args));
        }
        bytes += held.0.len();
        if bytes > ALL_BYTES {
            return Err(refused("cli-sheet-large", &[("limit", (ALL_BYTES >> 20).to_string())]));
        }
        grid.entry(line).or_default().insert(column, held);
        if grid.len() > LINES + 1 {
            return Err(refused("cli-sheet-lines", &[("limit", LINES.to_string())]));
        }
    }
    Ok(grid)
}

/// The text of a cell, and what is wrong with it; none for an empty one.
fn held(value: &DataRef<'_>, is_formula: bool) -> Option<Held> {
    let text = |text: &str| {
        let is_long = text.len() > CELL_BYTES.min(LINE_BYTES);
        if is_long { (String::new(), Some(Fault::Long)) } else { (text.to_owned(), None) }
    };
    let of_formula = is_formula.then_some(Fault::Formula);
    Some(match value {
        DataRef::Empty if is_formula => (String::new(), of_formula),
        DataRef::Empty => return None,
        DataRef::String(found) if found.trim().is_empty() && !is_formula => return None,
        DataRef::SharedString(found) if found.trim().is_empty() && !is_formula => return None,
        DataRef::String(found) => text(found),
        DataRef::SharedString(found) => text(found),
        DataRef::Int(number) => (number.to_string(), of_formula),
        DataRef::Float(number) => (shown(*number), of_formula),
        DataRef::Bool(yes) => (if *yes { "yes" } else { "no" }.to_owned(), of_formula),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => {
            (String::new(), Some(Fault::Date))
        }
        DataRef::Error(_) => (String::new(), Some(Fault::Error)),
    })
}

/// A number as a person would have typed it: 34200, not 34200.0.
fn shown(number: f64) -> String {
    // Above 2^53, a number of the spreadsheet is no longer the one that was typed.
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// The first line that holds something as headings, the others as lines as wide as it.
fn laid_out(mut grid: BTreeMap<u32, BTreeMap<u32, Held>>, merged: &[Dimensions]) -> Result<Sheet, Refused> {
    let (top, first) = grid.pop_first().ok_or_else(|| refused("empty-file", &[]))?;
    let width = first.keys().last().map_or(0, |last| *last as usize + 1);
    let merged: Vec<&Dimensions> = merged.iter().filter(|area| area.start != area.end).collect();
    if merged.len() > MERGED {
        return Err(damaged());
    }
    if merged.iter().any(|area| area.start.0 <= top && top <= area.end.0) {
        return Err(refused("cli-sheet-merged", &[("line", (top + 1).to_string())]));
    }
    let mut sheet = Sheet { headings: vec![String::new(); width], ..Sheet::default() };
    for (column, (text, fault)) in first {
        if fault.is_some() {
            return Err(refused("cli-sheet-heading", &[("column", (column + 1).to_string())]));
        }
        sheet.headings[column as usize] = text.trim().to_owned();
    }
    for (line, cells) in grid {
        let mut row =
            Row { line: u64::from(line) + 1, cells: vec![String::new(); width], faults: Vec::new() };
        // What stands beside the columns that have a name is no member's.
        for (column, (text, fault)) in cells.into_iter().filter(|(column, _)| (*column as usize) < width) {
            row.faults.extend(fault.map(|fault| (column as usize, fault)));
            row.cells[column as usize] = text;
        }
        let across = merged.iter().filter(|area| area.start.0 <= line && line <= area.end.0);
        for area in across {
            let columns = area.start.1 as usize..=area.end.1 as usize;
            row.faults.extend(columns.take(width).filter(|at| *at < width).map(|at| (at, Fault::Merged)));
        }
        let is_empty = row.faults.is_empty() && row.cells.iter().all(|cell| cell.trim().is_empty());
        if !is_empty {
            sheet.rows.push(row);
        }
    }
    Ok(sheet)
}
