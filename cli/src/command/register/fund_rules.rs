//! `bigre register propose fund-rules`: the rules of the fund in force, with what is to change of them. Must not know
//! which rules may be.

use bigre_node::api::model::{ActDraft, FundLine, FundOverview};
use bigre_protocol::money::Currency;

use crate::args::FundRulesArgs;
use crate::client::Client;
use crate::command::fund::amount_failure;
use crate::failure::{Exit, Failure};

pub(super) fn act(client: &Client, args: &FundRulesArgs) -> Result<ActDraft, Failure> {
    let overview: FundOverview = client.get("/v1/fund")?;
    let currency = args.currency.as_ref().map_or(overview.currency, |code| code.trim().to_uppercase());
    let unit: Currency = currency.parse().map_err(|error| amount_failure(&error))?;
    let nothing = args.line.is_empty() && args.quick.is_empty() && args.without.is_empty();
    let same = args.open.is_none() && args.currency.is_none() && args.participant.is_empty();
    if nothing && same && !args.everybody {
        return Err(Failure::new(Exit::Usage, "cli-no-rule", &[]));
    }
    let mut lines = overview.lines;
    for text in &args.line {
        let (code, maximum, window, rest) = parts(text, unit)?;
        let repayable = match rest {
            None => false,
            Some("repaid") => true,
            Some(_) => return Err(bad(text)),
        };
        let line = FundLine { code: code.into(), maximum, window, quick: None, repayable };
        match lines.iter_mut().find(|other| other.code == code) {
            Some(other) => *other = line,
            None => lines.push(line),
        }
    }
    for text in &args.quick {
        let (code, amount, window, rest) = parts(text, unit)?;
        let line =
            lines.iter_mut().find(|line| line.code == code && rest.is_none()).ok_or_else(|| bad(text))?;
        line.quick = Some((amount, window));
    }
    lines.retain(|line| !args.without.contains(&line.code));
    let participants = if args.participant.is_empty() && !args.everybody {
        overview.named_participants
    } else {
        args.participant.clone()
    };
    Ok(ActDraft::FundRules { open: args.open.unwrap_or(overview.open), lines, currency, participants })
}

fn bad(text: &str) -> Failure {
    Failure::new(Exit::Usage, "cli-bad-line", &[("line", text.to_owned())])
}

/// `advance:10000:7d:repaid` or `aid:500:48h`: name, amount in minor units, hours, and what follows.
fn parts(text: &str, unit: Currency) -> Result<(&str, u64, u64, Option<&str>), Failure> {
    let mut parts = text.split(':').map(str::trim);
    let (Some(code), Some(amount), Some(window)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(bad(text));
    };
    let amount = unit.read(amount).map_err(|error| amount_failure(&error))?.minor();
    let digits = window.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &window[digits.len()..] {
        "h" => 1,
        "d" | "j" => 24,
        _ => return Err(bad(text)),
    };
    let window = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(unit)).ok_or_else(|| bad(text))?;
    let rest = parts.next();
    if parts.next().is_some() { Err(bad(text)) } else { Ok((code, amount, window, rest)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_people_type_them() {
        let read = |text| parts(text, Currency::EUR).ok();
        assert_eq!(read("advance:10000:7d:repaid"), Some(("advance", 1_000_000, 168, Some("repaid"))));
        assert_eq!(read("aid:500,50:48h"), Some(("aid", 50_050, 48, None)));
        for text in ["", "aid", "aid:1", "aid:1:2", "aid:x:2h", "aid:1:xh", "aid:1:2w", "a:1:2h:repaid:more"]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
