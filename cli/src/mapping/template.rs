//! A mapping file to begin with, from the headings of a list. Knows what a heading probably is; must not know what is in
//! the columns.

use bigre_node::import::{self, Heading};

use super::is_own;
use crate::i18n::Translator;
use crate::say;

/// The mapping of a list, as far as its headings tell, with comments in the reader's language.
pub fn template(headings: &[String], tr: &Translator) -> String {
    let mut lines = comment(&say!(tr, "mapping-head"));
    let theirs: Vec<(&str, Heading)> = (headings.iter())
        .filter(|name| !name.trim().is_empty() && !is_own(name))
        .map(|name| (name.as_str(), import::heading(name)))
        .collect();
    lines.extend(["".into(), "[columns]".into()]);
    for field in import::fields() {
        let meant = |wanted: fn(&Heading) -> Option<&str>| {
            theirs.iter().find(|(_, heading)| wanted(heading) == Some(field)).map(|(name, _)| quoted(name))
        };
        let sure = meant(|heading| if let Heading::Field(name) = heading { Some(name) } else { None });
        let near = meant(|heading| if let Heading::Unknown(name) = heading { Some(name) } else { None });
        lines.push(match (sure, near) {
            (Some(name), _) => format!("{field} = {name}"),
            (None, Some(name)) => format!("# {field} = {name}  # {}", say!(tr, "mapping-perhaps")),
            (None, None) => format!("# {field} = \"\""),
        });
    }
    let names = |wanted: fn(&Heading) -> bool| -> Vec<String> {
        theirs.iter().filter(|(_, heading)| wanted(heading)).map(|(name, _)| quoted(name)).collect()
    };
    let unknown = names(|heading| matches!(heading, Heading::Unknown(_)));
    if !unknown.is_empty() {
        lines.extend(comment(&say!(tr, "mapping-unread", columns = unknown.join(", "))));
    }
    let forbidden = names(|heading| matches!(heading, Heading::Forbidden(_)));
    if !forbidden.is_empty() {
        lines.extend(comment(&say!(tr, "mapping-forbidden", columns = forbidden.join(", "))));
    }
    lines.push(String::new());
    lines.extend(comment(&say!(tr, "mapping-constants")));
    lines.extend([
        "[constants]".into(),
        "# languages = \"fr\"".into(),
        "# precision = \"department\"".into(),
    ]);
    lines.push(String::new());
    lines.extend(comment(&say!(tr, "mapping-separators")));
    lines.extend(["[separators]".into(), "# trades = \";\"".into(), String::new()]);
    lines.extend(comment(&say!(tr, "mapping-values")));
    lines.extend(["# [values.available]".into(), "# \"en activité\" = \"yes\"".into()]);
    lines.join("\n")
}

fn comment(text: &str) -> Vec<String> {
    text.lines().map(|line| format!("# {line}")).collect()
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(super::on_one_line(text)).to_string()
}
