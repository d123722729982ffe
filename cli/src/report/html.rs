//! The report as one page that stands alone: no script, nothing from elsewhere, to be read or printed. Each chart has its
//! table, and each bar its name and amount: colour only repeats them. Must not know what the figures mean.

use std::fmt::Write as _;

use bigre_protocol::fund::report::Published;
use bigre_protocol::money::Currency;

use super::{Cell, Table, identity, notes, shown, tables, title};
use crate::i18n::{Translator, clean};
use crate::render::money;
use crate::say;

const STYLE: &str = include_str!("report.css");
/// The bars: from dark to light, so that they differ on paper too.
const SHADES: [&str; 4] = ["#1f3a5f", "#4f7cac", "#9dbad5", "#d5b942"];
/// Sizes of a chart, in units of its picture.
const WIDTH: u128 = 360;
const LEFT: u64 = 250;
const BAR: u64 = 14;

/// The page, in the reader's language.
pub fn html(published: &Published, tr: &Translator) -> String {
    let (lang, title) = (tr.lang().code(), escaped(&title(published, tr)));
    let mut page = String::new();
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n",
        escaped(&identity(published, tr)),
    );
    for (at, table) in tables(published, tr).into_iter().filter_map(Table::brief).enumerate() {
        section(&mut page, at, &table, published.report.summary.currency, tr);
    }
    page.push_str("<section>\n");
    for note in notes(published, tr) {
        let _ = writeln!(page, "<p>{}</p>", escaped(&note));
    }
    page.push_str("</section>\n</main>\n</body>\n</html>\n");
    page
}

/// A text that the page shows and does not obey.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

fn section(page: &mut String, at: usize, table: &Table, currency: Currency, tr: &Translator) {
    let _ = writeln!(page, "<section>\n<h2 id=\"t{at}\">{}</h2>", escaped(&table.title));
    if !table.bars.is_empty() {
        chart(page, at, table, currency, tr);
    }
    let _ = writeln!(page, "<div class=\"wide\"><table aria-labelledby=\"t{at}\">\n<thead><tr>");
    for header in &table.headers {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escaped(header));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (place, row) in table.rows.iter().enumerate() {
        let sum = table.total && place + 1 == table.rows.len();
        page.push_str(if sum { "<tr class=\"total\">" } else { "<tr>" });
        for (column, cell) in row.iter().enumerate() {
            let text = escaped(&shown(cell, currency, tr));
            let _ = match (column, cell) {
                (0, _) => write!(page, "<th scope=\"row\">{text}</th>"),
                (_, Cell::Text(_)) => write!(page, "<td>{text}</td>"),
                _ => write!(page, "<td class=\"figure\">{text}</td>"),
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n</section>\n");
}

/// Bars of some columns, side by side for each cooperative.
fn chart(page: &mut String, at: usize, table: &Table, currency: Currency, tr: &Translator) {
    let rows = &table.rows[..table.rows.len() - usize::from(table.total)];
    let amount = |row: &[Cell], column: usize| match row.get(column) {
        Some(Cell::Money(minor)) => *minor,
        _ => 0,
    };
    let all = rows.iter().flat_map(|row| table.bars.iter().map(|column| amount(row, *column)));
    let most = all.max().unwrap_or(0).max(1);
    let group = BAR * (table.bars.len() as u64 + 2);
    let height = group * rows.len() as u64;
    let told = escaped(&say!(tr, "report-chart", title = table.title.as_str()));
    let _ = writeln!(
        page,
        "<svg role=\"img\" aria-labelledby=\"c{at}\" viewBox=\"0 0 760 {height}\"><title id=\"c{at}\">{told}</title>"
    );
    for (place, row) in rows.iter().enumerate() {
        let mut y = group * place as u64 + BAR;
        let name = row.first().map(|cell| shown(cell, currency, tr)).unwrap_or_default();
        let _ = writeln!(page, "<text x=\"0\" y=\"{y}\" class=\"name\">{}</text>", escaped(&name));
        for (column, shade) in table.bars.iter().zip(SHADES.iter().cycle()) {
            let minor = amount(row, *column);
            // Whole units: at most WIDTH, as no amount is above the most.
            let length = u128::from(minor) * WIDTH / u128::from(most);
            let header = table.headers.get(*column).map_or("", String::as_str);
            let _ = writeln!(
                page,
                "<text x=\"{}\" y=\"{}\" class=\"label\">{}</text>\
                 <rect x=\"{LEFT}\" y=\"{}\" width=\"{length}\" height=\"{}\" fill=\"{shade}\" stroke=\"#222\" stroke-width=\"0.5\"/>\
                 <text x=\"{}\" y=\"{}\">{}</text>",
                LEFT - 6,
                y + BAR - 3,
                escaped(header),
                y + 2,
                BAR - 4,
                u128::from(LEFT) + length + 6,
                y + BAR - 3,
                escaped(&money(minor, currency, tr)),
            );
            y += BAR;
        }
    }
    page.push_str("</svg>\n");
}
