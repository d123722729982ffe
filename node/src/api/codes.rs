//! Every code that the local API refuses or remarks with: its HTTP status and the parts of its sentence. Knows the
//! list; must not know when a code is used.
//!
//! A program that translates the sentences needs this list and nothing else.

/// One code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Its stable name.
    pub name: &'static str,
    /// The HTTP status of an answer that carries it alone.
    pub status: u16,
    /// The names of its arguments, in alphabetical order.
    pub args: &'static [&'static str],
}

const fn code(name: &'static str, status: u16, args: &'static [&'static str]) -> Code {
    Code { name, status, args }
}

/// The codes, in alphabetical order. Lists within an argument are separated by a comma and a
/// space.
pub const CODES: &[Code] = &[
    code("ambiguous-coop", 409, &["coop", "matches"]),
    code("ambiguous-id", 409, &["id", "matches"]),
    code("ambiguous-member", 409, &["matches", "member"]),
    code("ambiguous-place", 422, &["choices", "place"]),
    code("bad-bundle", 422, &["detail"]),
    code("bad-code", 400, &["detail"]),
    code("bad-cut", 409, &["detail"]),
    code("bad-hexadecimal", 400, &["detail"]),
    code("bad-id", 400, &["id"]),
    code("bad-json", 400, &["detail"]),
    code("bad-parameter", 400, &["detail", "parameter"]),
    code("bad-vocabulary", 422, &["detail"]),
    code("body-too-large", 413, &["limit"]),
    code("busy", 503, &[]),
    code("byte-order-mark", 422, &["flag"]),
    code("card-refused", 409, &["detail"]),
    code("contact-in-text", 200, &["field"]),
    code("disk-low", 507, &[]),
    code("duplicate-column", 422, &["column", "other"]),
    code("duplicate-member", 422, &["line", "other_line"]),
    code("duplicate-term", 422, &["code", "line"]),
    code("empty-file", 422, &[]),
    code("entry-not-found", 404, &["id"]),
    code("entry-too-large", 422, &["found", "limit"]),
    code("forbidden-column", 422, &["column", "what"]),
    code("forked", 409, &[]),
    code("fund-ambiguous", 409, &["id", "matches"]),
    code("fund-bad-year", 422, &["year"]),
    code("fund-below-committed", 409, &["limit"]),
    code("fund-cites-void", 409, &["id"]),
    code("fund-consents", 409, &["found", "limit"]),
    code("fund-currency", 409, &[]),
    code("fund-decided", 409, &[]),
    code("fund-irreversible", 409, &[]),
    code("fund-isolated", 409, &[]),
    code("fund-line", 409, &["line"]),
    code("fund-mixed", 409, &[]),
    code("fund-no-commit-left", 409, &["id"]),
    code("fund-no-entry", 404, &["id"]),
    code("fund-not-accepted", 409, &[]),
    code("fund-not-decided", 409, &[]),
    code("fund-not-held", 404, &["id"]),
    code("fund-not-participant", 409, &[]),
    code("fund-not-repayable", 409, &[]),
    code("fund-not-yours", 409, &[]),
    code("fund-nothing", 409, &[]),
    code("fund-objection", 409, &[]),
    code("fund-oneself", 409, &[]),
    code("fund-other-amount", 409, &["limit"]),
    code("fund-other-kind", 409, &["id", "is", "wanted"]),
    code("fund-over-accept", 409, &["found", "limit"]),
    code("fund-over-asked", 409, &["found", "limit"]),
    code("fund-over-capacity", 409, &["found", "limit"]),
    code("fund-over-ceiling", 409, &["found", "limit"]),
    code("fund-over-commit", 409, &["found", "limit"]),
    code("fund-over-granted", 409, &["found", "limit"]),
    code("fund-over-maximum", 409, &["found", "limit"]),
    code("fund-over-pledge", 409, &["found", "limit"]),
    code("fund-over-receipt", 409, &["found", "limit"]),
    code("fund-overflow", 409, &[]),
    code("fund-plan", 409, &[]),
    code("fund-recused", 409, &[]),
    code("fund-relied-on", 409, &[]),
    code("fund-repeated", 409, &[]),
    code("fund-rested-on", 409, &[]),
    code("fund-suspended", 409, &["coop"]),
    code("fund-too-many-open", 409, &["limit"]),
    code("fund-twice", 409, &[]),
    code("fund-unconfirmed", 409, &["found", "id", "missing", "needed"]),
    code("fund-withdrawn", 409, &[]),
    code("fund-wrong-kind", 409, &[]),
    code("id-too-short", 400, &["id", "least"]),
    code("internal", 500, &["detail"]),
    code("invisible-character", 422, &["character", "field"]),
    code("invitation-refused", 409, &["detail"]),
    code("invitation-unknown", 404, &["detail"]),
    code("kind-mismatch", 409, &["id", "is", "wanted"]),
    code("labels-dropped", 200, &["count"]),
    code("lapsed", 410, &["coop"]),
    code("large-shrink", 409, &["held", "removed"]),
    code("line-too-long", 422, &["limit"]),
    code("listings-removed", 200, &["count"]),
    code("member-not-found", 422, &["member"]),
    code("missing-column", 422, &["column"]),
    code("missing-field", 422, &["field"]),
    code("no-header", 422, &["allowed"]),
    code("no-place", 400, &[]),
    code("no-voice", 409, &["detail"]),
    code("no-words", 422, &[]),
    code("nobody-removed", 200, &["count"]),
    code("not-a-laboratory", 404, &[]),
    code("not-a-member", 409, &[]),
    code("not-csv", 422, &["found"]),
    code("not-ours", 403, &["coop", "id"]),
    code("own-word", 200, &["word"]),
    code("page-refused", 409, &["detail"]),
    code("quota", 409, &["found", "limit", "what"]),
    code("register-split", 409, &["detail"]),
    code("restoring", 409, &[]),
    code("stopping", 503, &[]),
    code("timeout", 504, &["seconds"]),
    code("title-is-trade", 200, &["label", "title"]),
    code("too-long", 422, &["field", "found", "limit"]),
    code("too-many", 422, &["field", "found", "limit"]),
    code("too-many-heads", 429, &[]),
    code("too-many-proposals", 409, &["detail"]),
    code("twin", 409, &[]),
    code("unbalanced-quotes", 422, &[]),
    code("unexpected-field", 422, &["field", "kind"]),
    code("unknown-column", 422, &["allowed", "column", "suggestions"]),
    code("unknown-coop", 404, &["coop", "known"]),
    code("unknown-delimiter", 400, &["allowed", "delimiter"]),
    code("unknown-encoding", 400, &["allowed", "encoding"]),
    code("unknown-exchange", 422, &["allowed", "exchange"]),
    code("unknown-kind", 422, &["allowed", "kind"]),
    code("unknown-language", 422, &["language"]),
    code("unknown-mode", 422, &["mode", "suggestions"]),
    code("unknown-place", 422, &["place", "suggestions"]),
    code("unknown-precision", 422, &["allowed", "precision"]),
    code("unknown-route", 404, &["path"]),
    code("unknown-sector", 422, &["sector", "suggestions"]),
    code("unknown-skill", 422, &["skill", "suggestions"]),
    code("unknown-sort", 400, &["allowed", "sort"]),
    code("unknown-term", 422, &["suggestions", "term"]),
    code("unknown-trade", 422, &["suggestions", "trade"]),
    code("unknown-value", 422, &["allowed", "field"]),
    code("unknown-vocabulary", 404, &["name"]),
    code("unknown-word", 404, &["word"]),
    code("utf16", 422, &[]),
    code("waiting-for-peers", 409, &["heard", "needed"]),
    code("warn-card", 200, &["days"]),
    code("warn-closed", 200, &["closed", "others"]),
    code("warn-fault", 200, &["names"]),
    code("warn-split", 200, &["names", "number"]),
    code("warn-suspended", 200, &["names"]),
    code("warn-update", 200, &["version"]),
    code("wrong-cell-count", 422, &["expected", "found"]),
    code("wrong-content-type", 415, &["expected"]),
    code("wrong-delimiter", 422, &["flag", "found"]),
    code("wrong-encoding", 422, &["flag", "found"]),
    code("wrong-method", 405, &["method", "path"]),
];

/// The code of a name.
pub fn find(name: &str) -> Option<&'static Code> {
    CODES.binary_search_by(|code| code.name.cmp(name)).ok().map(|at| &CODES[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_their_arguments_are_in_order_and_stand_once() {
        assert!(CODES.is_sorted_by(|a, b| a.name < b.name));
        for code in CODES {
            assert!(code.args.is_sorted_by(|a, b| a < b), "{}", code.name);
            assert!(code.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            assert_eq!(find(code.name), Some(code));
        }
    }
}
