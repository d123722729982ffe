//! When an honest cooperative states a fact that would have effect: what it rests on was not taken back, is relied upon,
//! and nobody objects. Must not know who confirms an entry, nor how.

use std::collections::BTreeSet;

use super::fact::{Fact, View};
use super::fold::{Entered, Fund};
use super::void::Void;
use crate::id::{CoopId, ObjectId};
use crate::mutant::{Mutant, mutant};

/// Whether a fact is about money that somebody else promised or sent: only what is confirmed is acted upon.
fn rests_on_confirmed(fact: &Fact) -> bool {
    !matches!(
        fact,
        Fact::Request(_)
            | Fact::Withdraw(_)
            | Fact::Opinion(_)
            | Fact::Release(_)
            | Fact::Decline(_)
            | Fact::Correct(_)
            | Fact::Dispute(_)
            | Fact::Settle(_)
            | Fact::Refuse(_)
            | Fact::Decision(_)
    ) && !mutant(Mutant::FirstSight)
}

impl Fund {
    /// Whether an honest cooperative states a fact now that would have effect; why not. `rely`: whether it relies on an
    /// entry that the fact rests on, and that must be confirmed when `true` is given.
    pub fn conduct<E: From<Void>>(
        &self,
        fact: &Fact,
        rely: impl Fn(&ObjectId, &Entered, bool) -> Result<(), E>,
    ) -> Result<(), E> {
        for id in fact.cites() {
            let Some(entered) = self.get(&id) else { continue };
            if entered.corrected && !matches!(fact, Fact::Dispute(_)) {
                return Err(Void::CitesVoid(id).into());
            }
            rely(&id, entered, rests_on_confirmed(fact))?;
        }
        match fact {
            Fact::Opinion(opinion) => Ok(self.must_be_open(&opinion.request)?),
            Fact::Decision(decision) if !decision.granted.is_zero() => {
                let stands = self.objections(&decision.request).is_empty();
                if stands { Ok(()) } else { Err(Void::Objection.into()) }
            }
            Fact::Commit(commit) => {
                let by = self.get(&commit.request).map(|entered| entered.coop);
                let account = by.and_then(|coop| self.account(&coop));
                if account.is_some_and(|account| account.is_withdrawn(&commit.request)) {
                    return Err(Void::Withdrawn.into());
                }
                let objected = commit.decision.is_some() && !self.objections(&commit.request).is_empty();
                if objected { Err(Void::Objection.into()) } else { Ok(()) }
            }
            Fact::Correct(mark) => {
                let author = self.get(&mark.of).map(|entered| entered.coop);
                let relies = |by: &Entered| by.stands() && Some(by.coop) != author && !by.fact.contests();
                let relied_on = self.about(&mark.of).iter().any(|(_, by)| relies(by));
                if relied_on { Err(Void::ReliedOn.into()) } else { Ok(()) }
            }
            Fact::Release(release) => match self.commit(&release.of, &BTreeSet::new()) {
                Some(commit) => {
                    let taken = commit.released + commit.accepted();
                    let left = commit.commit.amount.minor().saturating_sub(taken);
                    let found = release.amount.minor();
                    if found > left { Err(Void::OverCommit { found, left }.into()) } else { Ok(()) }
                }
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Whether opinions on a request still matter.
    pub fn must_be_open(&self, request: &ObjectId) -> Result<(), Void> {
        let coop = self.get(request).map(|entered| entered.coop);
        match coop.and_then(|coop| self.account(&coop)) {
            Some(account) if account.is_withdrawn(request) => Err(Void::Withdrawn),
            Some(account) if !account.open().contains(request) => Err(Void::Decided),
            _ => Ok(()),
        }
    }

    /// The participants whose last opinion is an objection that no page overruled.
    pub fn objections(&self, request: &ObjectId) -> Vec<CoopId> {
        if self.now().overruled.contains(request) {
            return Vec::new();
        }
        let opinions = self.opinions(request).into_iter();
        opinions.filter(|(_, (_, opinion))| opinion.view == View::Object).map(|(by, _)| by).collect()
    }
}
