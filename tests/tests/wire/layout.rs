//! How vectors are laid out as text: keys in order, `name` first, short values on one line. Must not know nouns.

use serde_json::Value as Json;

const WIDTH: usize = 118;

/// The text of a file.
pub(crate) fn text(value: &Json) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out.push('\n');
    out
}

fn write(value: &Json, indent: usize, out: &mut String) {
    let line = flat(value);
    if line.chars().count() + 2 * indent <= WIDTH {
        out.push_str(&line);
        return;
    }
    match value {
        Json::Array(items) => {
            let items = items.iter().map(|item| (None, item)).collect();
            block(('[', ']'), items, indent, out);
        }
        Json::Object(_) => {
            let items = pairs(value).into_iter().map(|(key, item)| (Some(key), item)).collect();
            block(('{', '}'), items, indent, out);
        }
        _ => out.push_str(&line),
    }
}

fn block((open, close): (char, char), items: Vec<(Option<&str>, &Json)>, indent: usize, out: &mut String) {
    out.push(open);
    let last = items.len() - 1;
    for (at, (key, item)) in items.into_iter().enumerate() {
        out.push('\n');
        out.push_str(&"  ".repeat(indent + 1));
        if let Some(key) = key {
            out.push_str(&format!("{}: ", Json::from(key)));
        }
        write(item, indent + 1, out);
        if at < last {
            out.push(',');
        }
    }
    out.push('\n');
    out.push_str(&"  ".repeat(indent));
    out.push(close);
}

/// The members of an object: `name`, `about`, then by key, whatever order the library keeps them in.
fn pairs(value: &Json) -> Vec<(&str, &Json)> {
    let mut pairs: Vec<(&str, &Json)> =
        value.as_object().into_iter().flatten().map(|(key, item)| (key.as_str(), item)).collect();
    pairs.sort_by_key(|(key, _)| (*key != "name", *key != "about", *key));
    pairs
}

fn flat(value: &Json) -> String {
    match value {
        Json::Array(items) => format!("[{}]", items.iter().map(flat).collect::<Vec<_>>().join(", ")),
        Json::Object(_) => {
            let pairs =
                pairs(value).into_iter().map(|(key, item)| format!("{}: {}", Json::from(key), flat(item)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
