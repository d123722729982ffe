//! A place that several have the name of: a person at a terminal is asked which, others are told. Must not know what is
//! asked for there.

use std::io::IsTerminal as _;

use bigre_node::api::model::{FairParams, SearchParams};
use bigre_node::places::chosen_code;

use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::{passphrase, say};

/// What is asked around a place.
pub(super) trait Placed {
    /// Names the place by its code, and takes it out of the words where `typed` stands at their end.
    fn put(&mut self, code: &str, typed: &str);
}

impl Placed for SearchParams {
    fn put(&mut self, code: &str, typed: &str) {
        if self.near.is_empty() {
            // The words keep saying whether around it or in it.
            let before = self.q.trim_end().strip_suffix(typed).map(str::len);
            self.q.truncate(before.unwrap_or(self.q.len()));
            self.q.push_str(code);
        } else {
            code.clone_into(&mut self.near);
        }
    }
}

impl Placed for FairParams {
    fn put(&mut self, code: &str, _: &str) {
        code.clone_into(&mut self.near);
    }
}

/// Asks a node; when the place is that of several, asks the person which, then the node again.
pub(super) fn asked<Q: Placed, A>(
    context: &Context,
    wanted: &mut Q,
    ask: impl Fn(&Q) -> Result<A, Failure>,
) -> Result<A, Failure> {
    let failure = match ask(wanted) {
        Err(failure) if failure.problem.code == "ambiguous-place" => failure,
        answer => return answer,
    };
    if context.json || !std::io::stdin().is_terminal() {
        return Err(failure);
    }
    let args = &failure.problem.args;
    let (Some(typed), Some(choices)) = (args.get("place"), args.get("choices")) else { return Err(failure) };
    let choices: Vec<&str> = choices.split(", ").collect();
    context.out.error(&say!(context.tr, "place-several", place = typed.as_str()));
    for (number, choice) in (1..).zip(&choices) {
        context.out.error(&format!("  {number}  {choice}"));
    }
    let line = passphrase::typed(context, &say!(context.tr, "place-ask"))?;
    let Some(code) = chosen(&line, &choices) else {
        let args = [("typed", line.trim().to_owned()), ("most", choices.len().to_string())];
        return Err(Failure::new(Exit::Usage, "cli-place-choice", &args));
    };
    wanted.put(code, typed);
    ask(wanted)
}

/// The code of the number typed.
fn chosen<'c>(line: &str, choices: &[&'c str]) -> Option<&'c str> {
    let number: usize = line.trim().parse().ok()?;
    chosen_code(choices.get(number.checked_sub(1)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_chooses_a_place() {
        let choices = ["Saint-Denis – La Réunion (FR-97411)", "Saint-Denis – Seine-Saint-Denis (FR-93066)"];
        assert_eq!(chosen(" 2\n", &choices), Some("FR-93066"));
        for nonsense in ["", "0", "3", "-1", "x", "99999999999999999999"] {
            assert_eq!(chosen(nonsense, &choices), None, "{nonsense}");
        }
    }

    #[test]
    fn the_place_chosen_takes_the_name_s_place() {
        let mut words = SearchParams { q: "pain près de Saint-Denis".into(), ..SearchParams::default() };
        words.put("FR-93066", "de Saint-Denis");
        assert_eq!((words.q.as_str(), words.near.as_str()), ("pain près FR-93066", ""));
        let mut near =
            SearchParams { q: "pain".into(), near: "saint denis".into(), ..SearchParams::default() };
        near.put("FR-93066", "saint denis");
        assert_eq!((near.q.as_str(), near.near.as_str()), ("pain", "FR-93066"));
    }
}
