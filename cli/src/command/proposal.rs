//! Trades of the list for a title that somebody gives: asked of a person at a terminal, told to others. Must not know
//! how they are found.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;

use bigre_node::api::model::{EntryDraft, TermView};
use bigre_node::draft::terms::key;

use crate::client::Client;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::query::query;
use crate::{passphrase, say};

/// Trades proposed for one title.
const PROPOSED: usize = 5;

/// The trades near a title, when the draft has neither trade nor skill, and its title is not itself the name of one.
pub(super) fn near(context: &Context, client: &Client, draft: &EntryDraft) -> Result<Vec<TermView>, Failure> {
    let title = draft.title.as_deref().unwrap_or_default();
    if context.json || !draft.practice.trades.is_empty() || !draft.practice.skills.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = BTreeMap::from([("q", title), ("kind", "trade"), ("lang", context.tr.lang().code())]);
    let mut terms: Vec<TermView> = client.get(&format!("/v1/vocabulary{}", query(&wanted)))?;
    let is_title = |term: &TermView| term.labels.values().any(|label| key(label) == key(title));
    if terms.iter().any(is_title) {
        terms.clear();
    }
    terms.truncate(PROPOSED);
    Ok(terms)
}

/// Asks a person at a terminal which of the trades it is, and puts them into the draft.
pub(super) fn ask(context: &Context, terms: &[TermView], draft: &mut EntryDraft) -> Result<(), Failure> {
    if terms.is_empty() || !std::io::stdin().is_terminal() {
        return Ok(());
    }
    for (number, term) in (1..).zip(terms) {
        context.out.error(&format!("  {number}  {}", term.label));
    }
    let line = passphrase::typed(context, &say!(context.tr, "proposal-ask"))?;
    draft.practice.trades = chosen(&line, terms)?;
    Ok(())
}

/// The codes of the numbers typed.
fn chosen(line: &str, terms: &[TermView]) -> Result<Vec<String>, Failure> {
    let words = line.split([' ', ',', ';']).map(str::trim).filter(|word| !word.is_empty());
    let code = |word: &str| {
        let term = word.parse::<usize>().ok().and_then(|number| terms.get(number.checked_sub(1)?));
        let args = [("typed", word.to_owned()), ("most", terms.len().to_string())];
        term.map(|term| term.code.clone()).ok_or_else(|| Failure::new(Exit::Usage, "cli-choice", &args))
    };
    words.map(code).collect()
}

/// Tells who was not asked which trades are near.
pub(super) fn tell(context: &Context, terms: &[TermView], draft: &EntryDraft) {
    if terms.is_empty() || !draft.practice.trades.is_empty() || std::io::stdin().is_terminal() {
        return;
    }
    let named: Vec<String> = terms.iter().map(|term| format!("{} ({})", term.label, term.code)).collect();
    context.paragraph(&say!(context.tr, "proposal-hint", terms = named.join(", ")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_choose_among_what_is_proposed() {
        let term = |code: &str| TermView {
            code: code.into(),
            kind: "trade".into(),
            label: code.into(),
            labels: BTreeMap::new(),
        };
        let terms = [term("t-baker"), term("t-cook")];
        assert_eq!(chosen("2\n", &terms).unwrap(), ["t-cook"]);
        assert_eq!(chosen("1, 2\n", &terms).unwrap(), ["t-baker", "t-cook"]);
        assert!(chosen("\n", &terms).unwrap().is_empty());
        for nonsense in ["3", "0", "-1", "x", "1 99999999999999999999"] {
            assert!(chosen(nonsense, &terms).is_err(), "{nonsense}");
        }
    }
}
