//! Takes out of a text what whoever helps does not need: addresses, names of machines and of people, keys. Must not know
//! what the text says.

use std::net::{IpAddr, SocketAddr};

/// Shortest run of letters and digits that is taken for a key or an id, in characters (peer ids have 52, keys 52 or 64).
const KEY_CHARS: usize = 40;

/// What is replaced, besides what looks like an address or a key.
#[derive(Debug, Clone, Default)]
pub struct Mask {
    known: Vec<(String, &'static str)>,
}

impl Mask {
    /// Also replaces a text that is known to tell something. Shorter than 3 characters, it is left alone.
    pub fn with(mut self, text: &str, instead: &'static str) -> Mask {
        if text.chars().count() >= 3 {
            self.known.push((text.to_owned(), instead));
            // The longest first: a directory before the one it is in.
            self.known.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        }
        self
    }

    /// The text without what tells too much.
    pub fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (known, instead) in &self.known {
            text = text.replace(known, instead);
        }
        let mut masked = String::with_capacity(text.len());
        // What stood before the run, as `/dns/` before a name.
        let mut before = "";
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            masked.push_str(&instead(before, word).unwrap_or_else(|| word.to_owned()));
            if !word.is_empty() {
                before = word;
            }
            let end = after.find(is_word).unwrap_or(after.len());
            let (between, after) = after.split_at(end);
            masked.push_str(between);
            if between != "/" {
                before = "";
            }
            rest = after;
        }
        masked
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | ':' | '-' | '_' | '%' | '@')
}

/// What stands instead of a run, if something must.
fn instead(before: &str, word: &str) -> Option<String> {
    if matches!(before, "dns" | "dns4" | "dns6" | "dnsaddr") {
        return Some("<name>".into());
    }
    if matches!(before, "home" | "Users") || word.contains('@') {
        return Some("<person>".into());
    }
    let bare = word.trim_matches('.').split('%').next().unwrap_or_default();
    if let Ok(address) = bare.trim_end_matches(':').parse::<IpAddr>().or_else(|_| bare.parse::<IpAddr>()) {
        return (!says_nothing(address)).then(|| "<ip>".into());
    }
    if let Ok(address) = bare.parse::<SocketAddr>() {
        return (!says_nothing(address.ip())).then(|| format!("<ip>:{}", address.port()));
    }
    if is_host(bare.trim_end_matches(':')) {
        return Some("<name>".into());
    }
    (word.chars().filter(|c| c.is_alphanumeric()).count() >= KEY_CHARS).then(|| "<key>".into())
}

/// `a.b.example`: three labels or more, the last of letters. Two would be `config.toml` as well.
fn is_host(word: &str) -> bool {
    let labels: Vec<&str> = word.split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    labels.len() >= 3
        && labels.iter().all(|l| !l.is_empty())
        && last.len() >= 2
        && last.chars().all(char::is_alphabetic)
}

/// The same on every machine.
fn says_nothing(address: IpAddr) -> bool {
    address.is_loopback() || address.is_unspecified()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keys_and_people_go_and_the_rest_stays() {
        let mask =
            Mask::default().with("/srv/bigre/data", "DATA").with("/srv/bigre", "ELSEWHERE").with("a", "x");
        for (text, expected) in [
            ("/ip4/192.0.2.7/tcp/4040 is taken", "/ip4/<ip>/tcp/4040 is taken"),
            ("[\"/ip6/2001:db8::7/udp/4040/quic-v1\"]", "[\"/ip6/<ip>/udp/4040/quic-v1\"]"),
            ("/ip4/0.0.0.0/tcp/4040, /ip6/::/tcp/4040", "/ip4/0.0.0.0/tcp/4040, /ip6/::/tcp/4040"),
            ("/dns/bigre.oxalis.example/tcp/1", "/dns/<name>/tcp/1"),
            ("call 198.51.100.2:4040 or [2001:db8::1]:4040.", "call <ip>:4040 or [<ip>]:4040."),
            ("fe80::1%eth0 and 192.0.2.1.", "<ip> and <ip>"),
            ("mail anne@example.org", "mail <person>"),
            ("taken on machine.oxalis.example: config.toml", "taken on <name> config.toml"),
            ("DATA stays; /srv/bigre/data/keys /srv/bigre/x", "DATA stays; DATA/keys ELSEWHERE/x"),
            ("id 12D3KooWGzB8NqYg1VwZkzhtYV1mGqPq5pXQ9Z7vJ4c9y8JmXQ2a.", "id <key>"),
            ("bigre 0.1.0 at 12:30:45, api.sock", "bigre 0.1.0 at 12:30:45, api.sock"),
            (concat!("/ho", "me/anne/bigre"), concat!("/ho", "me/<person>/bigre")),
            ("", ""),
            ("été « à jour »", "été « à jour »"),
        ] {
            assert_eq!(mask.apply(text), expected);
        }
    }
}
