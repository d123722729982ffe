//! What is printed fits, whatever the width and the alphabet.

use super::*;
use crate::out::{Out, Tone};

fn out(columns: u16, color: bool) -> Out {
    let mut out = Out::into(Box::new(std::io::sink()), Box::new(std::io::sink()), columns);
    out.color = color;
    out
}

fn table() -> Table {
    let mut table =
        Table::new(["quoi", "qui", "où", "coopérative", "confirmé", "pourquoi"].map(String::from));
    table.row([
        "Graphisme éditorial, identité visuelle et accompagnement de projets culturels".into(),
        Cell::toned(Tone::Strong, "Camille D."),
        "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson (12 km)".into(),
        "Oxalis".into(),
        "il y a 3 jours".into(),
        Cell::toned(Tone::Dim, "métier : graphiste ; compétence : mise en page"),
    ]);
    table.row([
        "日本語の通訳と翻訳".into(),
        "Ω".into(),
        "Bruxelles".into(),
        "Smart".into(),
        "à l'instant".into(),
        Cell::toned(Tone::Good, "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselbund"),
    ]);
    table
}

/// The text without the codes that colour it.
fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut escape = false;
    for c in text.chars() {
        match (c, escape) {
            ('\x1b', _) => escape = true,
            ('m', true) => escape = false,
            (_, true) => {}
            (c, false) => bare.push(c),
        }
    }
    bare
}

#[test]
fn tables_fit_every_width() {
    for columns in [20, 40, 80, 120] {
        let plain = table().render(&out(columns, false));
        for line in plain.lines() {
            assert!(width(line) <= usize::from(columns), "{columns}: {} `{line}`", width(line));
        }
        assert!(!plain.contains('\x1b'));
        let painted = table().render(&out(columns, true));
        assert_eq!(
            bare(&painted).replace(' ', ""),
            plain.replace(' ', ""),
            "colour adds nothing and hides nothing"
        );
    }
}

#[test]
fn narrow_tables_are_stacked_and_wide_ones_are_not() {
    assert!(table().render(&out(40, false)).starts_with("quoi  "));
    assert!(table().render(&out(120, false)).lines().next().unwrap().contains("coopérative"));
}

#[test]
fn columns_that_say_nothing_are_dropped() {
    let mut table = Table::new(["a", "b", "c"].map(String::from));
    table.row(["1".into(), "".into(), "3".into()]);
    let text = table.without_empty_columns().render(&out(80, false));
    assert!(!text.contains('b'), "{text}");
}

#[test]
fn lines_break_at_blanks_and_long_words_are_cut() {
    assert_eq!(wrap("un deux trois", 8), ["un deux", "trois"]);
    assert_eq!(wrap("anticonstitutionnellement", 10), ["anticonsti", "tutionnell", "ement"]);
    assert_eq!(wrap("a\n\nb", 10), ["a", "", "b"]);
    assert_eq!(wrap("", 10), [""]);
    for columns in 1..40 {
        for line in wrap("日本語 et une phrase plus longue, avec du texte", columns.max(2)) {
            assert!(width(&line) <= columns.max(2), "{columns}: {line}");
        }
    }
}

#[test]
fn sizes_and_distances() {
    let (french, english) = (Translator::new(Lang::Fr), Translator::new(Lang::En));
    for (bytes, expected) in
        [(0, "0 o"), (1_023, "1023 o"), (1_536, "1,5 Kio"), (64 << 20, "64,0 Mio"), (200 << 30, "200 Gio")]
    {
        assert_eq!(size(bytes, &french), expected);
    }
    assert_eq!(size(1_536, &english), "1.5 KiB");
    assert_eq!(kilometres(0.42, &french), "0,4 km");
    assert_eq!(kilometres(12.4, &french), "12 km");
    assert_eq!(listed(&["a".into(), "b".into(), "c".into()], &french), "a, b et c");
}
