//! The flags of lists of members. Must not know what is in them.

use std::path::PathBuf;

use clap::ValueEnum;

/// A character encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    /// UTF-8.
    #[value(name = "utf8")]
    Utf8,
    /// UTF-8 that begins with a byte order mark, as Excel writes.
    #[value(name = "utf8-bom")]
    Utf8Bom,
    /// Latin-1 (Windows-1252).
    #[value(name = "latin1")]
    Latin1,
}

/// How a list is read.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SheetFlags {
    /// Which column is which field, as a file that --mapping-template begins
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The sheet of a workbook; the first one by default
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// What separates the columns of a CSV file: `,` (default), `;` or `tab`
    #[arg(long, value_name = "CHARACTER")]
    pub delimiter: Option<String>,
    /// How a CSV file is encoded; UTF-8 by default
    #[arg(long)]
    pub encoding: Option<Encoding>,
}

/// `member import`.
#[derive(Debug, Clone, clap::Args)]
pub struct ImportArgs {
    /// The CSV or XLSX file; `-` for standard input
    pub file: PathBuf,
    /// Show what would change, write nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Do not ask
    #[arg(long, short = 'y')]
    pub yes: bool,
    /// How it is read.
    #[command(flatten)]
    pub reading: SheetFlags,
    /// Print a mapping file for this list, to be completed, and do nothing else
    #[arg(long, conflicts_with = "mapping")]
    pub mapping_template: bool,
    /// Where lines with problems are set aside; beside the list by default
    #[arg(long, value_name = "FILE")]
    pub review: Option<PathBuf>,
    /// Take out the members that the file no longer has
    #[arg(long, alias = "replace")]
    pub remove_missing: bool,
    /// Even if more than half of the members disappear
    #[arg(long, requires = "remove_missing")]
    pub force: bool,
}

/// `member tag`.
#[derive(Debug, Clone, clap::Args)]
pub struct TagArgs {
    /// The CSV or XLSX file; `-` for standard input
    pub file: PathBuf,
    /// How it is read.
    #[command(flatten)]
    pub reading: SheetFlags,
    /// Where the list with its codes goes; beside it by default
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Where the lines go whose words are not sure, with suggestions; beside the list by default
    #[arg(long, value_name = "FILE")]
    pub review: Option<PathBuf>,
    /// From which confidence words count as sure, from 0 to 1
    #[arg(long, value_name = "NUMBER", default_value_t = 0.8, value_parser = share)]
    pub min: f32,
}

fn share(text: &str) -> Result<f32, String> {
    let number = text.replace(',', ".").parse::<f32>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "0 … 1".into())
}
