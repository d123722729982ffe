//! The query of a URL, from a value's fields. Must not know which fields there are.

use serde::Serialize;
use serde_json::Value;

/// `?a=1&b=x%20y` of a flat value: what is empty, false or absent is left out. Empty when nothing is left.
pub fn query<T: Serialize>(fields: &T) -> String {
    let Ok(Value::Object(fields)) = serde_json::to_value(fields) else { return String::new() };
    let pairs: Vec<String> = fields
        .iter()
        .filter_map(|(name, value)| {
            let text = match value {
                Value::String(text) if !text.is_empty() => encode(text),
                Value::Number(number) if number.as_u64() != Some(0) => number.to_string(),
                Value::Bool(true) => "true".into(),
                _ => return None,
            };
            Some(format!("{name}={text}"))
        })
        .collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// Percent-encodes a text for a path or a query (RFC 3986: all but unreserved characters).
pub fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_given_is_asked() {
        #[derive(Serialize)]
        struct Fields {
            q: &'static str,
            coop: &'static str,
            within_km: Option<f64>,
            far: Option<f64>,
            page: u64,
            per_page: u64,
            available: bool,
        }
        let fields = Fields {
            q: "bière & pain",
            coop: "",
            within_km: Some(50.5),
            far: None,
            page: 2,
            per_page: 0,
            available: true,
        };
        assert_eq!(query(&fields), "?available=true&page=2&q=bi%C3%A8re%20%26%20pain&within_km=50.5");
        assert_eq!(query(&serde_json::json!({})), "");
    }
}
