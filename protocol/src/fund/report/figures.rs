//! How the figures of the report are counted. Must not know how they are shown.

use std::collections::{BTreeMap, BTreeSet};

use super::cycles::cycles;
use super::sums::{add, count, totals};
use super::{
    Asked, Context, Entries, ForkRow, Given, Guarantees, INSTALMENT_MS, Known, LATE_MS, Largest, LineRow,
    Report, Row, Summary, Sureties, year_begins, year_of,
};
use crate::fund::{
    Answer, Ask, CommitState, CommitView, Effect, Entered, Fact, Fund, GUARANTEE, GuaranteeView,
    RequestState, RequestView,
};
use crate::id::CoopId;
use crate::money::{Amount, pro_rata};
use crate::register::Standing;
use crate::text::Code;

/// What is counted while the facts are gone through.
struct Count<'c> {
    fund: &'c Fund,
    year: u16,
    as_of: u64,
    lines: Vec<Code>,
    /// By cooperative: those of the context, and no other.
    rows: BTreeMap<CoopId, Row>,
}

pub(super) fn report(fund: &Fund, year: u16, as_of: Option<u64>, context: &Context) -> Report {
    let suspense: BTreeSet<CoopId> = context
        .cooperatives
        .iter()
        .filter(|known| !is_member(known) || known.fork.is_some())
        .map(|known| known.coop)
        .collect();
    let requests = fund.requests(&suspense);
    let lines = lines(fund, year, &requests);
    let rows = context.cooperatives.iter().map(|known| (known.coop, row(known, &lines))).collect();
    let as_of = as_of.unwrap_or_else(|| last_time(fund, year));
    let mut count = Count { fund, year, as_of, lines, rows };
    count.pledges();
    requests.iter().for_each(|request| count.request(request));
    let guarantees: Vec<GuaranteeView> =
        fund.guarantees().into_iter().filter(|view| view.guarantee.year == year).collect();
    guarantees.iter().for_each(|guarantee| count.guarantee(guarantee));
    count.largest(&guarantees);
    context.cooperatives.iter().for_each(|known| count.fork(known));
    count.entries(context);
    let order: Vec<CoopId> = context.cooperatives.iter().map(|known| known.coop).collect();
    let (cycles, more_cycles) = circles(&order, &guarantees);
    let cooperatives: Vec<Row> = order.iter().filter_map(|coop| count.rows.remove(coop)).collect();
    let summary = Summary {
        page: context.page,
        year,
        as_of,
        forks: cooperatives.iter().filter(|row| row.fork.is_some()).count() as u64,
        lines: totals(&count.lines, &cooperatives),
        cycles,
        entries: cooperatives.iter().fold(Entries::default(), |sum, row| sum.plus(&row.entries)),
        currency: fund.now().rules.currency,
        federation: context.federation,
        guarantees: cooperatives.iter().fold(Sureties::default(), |sum, row| sum.plus(&row.guarantees.given)),
        suppressed: false,
        more_cycles,
    };
    Report { summary, cooperatives }
}

fn is_member(known: &Known) -> bool {
    matches!(known.standing, Standing::Active | Standing::Dormant)
}

fn standing(known: &Known) -> &'static str {
    match known.standing {
        Standing::Active => "active",
        Standing::Dormant => "dormant",
        Standing::Left => "left",
        Standing::Expelled => "expelled",
    }
}

fn row(known: &Known, lines: &[Code]) -> Row {
    let line =
        |line: &Code| LineRow { line: line.clone(), asked: Some(Asked::default()), given: Given::default() };
    let fork = known.fork.as_ref().map(|fork| {
        let mut entries = [fork.entries[0].0, fork.entries[1].0];
        entries.sort_unstable();
        ForkRow { seq: fork.seq, entries }
    });
    Row {
        coop: known.coop,
        fork,
        head: known.head,
        name: known.name.clone(),
        lines: lines.iter().map(line).collect(),
        entries: Entries::default(),
        standing: standing(known).into(),
        confirmed: known.confirmed,
        guarantees: Guarantees::default(),
    }
}

/// The lines of the rules in force in their order, then those of before that the year knows, by name.
fn lines(fund: &Fund, year: u16, requests: &[RequestView]) -> Vec<Code> {
    let mut lines: Vec<Code> = fund.now().rules.lines.iter().map(|line| line.code.clone()).collect();
    let pledged = fund.accounts().flat_map(|(_, account)| account.pledges());
    let mut others: BTreeSet<&Code> = pledged
        .filter(|(of, line, _)| *of == year && line.as_str() != GUARANTEE)
        .map(|(_, line, _)| line)
        .collect();
    let of_year = |request: &&RequestView| {
        let committed = request.commits.iter().any(|commit| commit.commit.year == year);
        year_of(request.time) == u64::from(year) || committed
    };
    others.extend(requests.iter().filter(of_year).map(|request| &request.ask.line));
    let others: Vec<Code> = others.into_iter().filter(|line| !lines.contains(line)).cloned().collect();
    lines.extend(others);
    lines
}

/// The greatest time of a fact held that is not after a year.
fn last_time(fund: &Fund, year: u16) -> u64 {
    let year = u64::from(year);
    let times = fund.entered().map(|(_, entered)| entered.time).filter(|time| *time < year_begins(year + 1));
    times.max().unwrap_or(0).max(year_begins(year))
}

impl Count<'_> {
    fn line(&mut self, coop: &CoopId, line: &Code) -> Option<&mut LineRow> {
        let at = self.lines.iter().position(|other| other == line)?;
        self.rows.get_mut(coop)?.lines.get_mut(at)
    }

    fn pledges(&mut self) {
        let (fund, of) = (self.fund, self.year);
        for (coop, account) in fund.accounts() {
            for (_, line, pledged) in account.pledges().filter(|(year, ..)| *year == of) {
                if line.as_str() == GUARANTEE {
                    if let Some(row) = self.rows.get_mut(coop) {
                        row.guarantees.capacity = pledged.amount;
                    }
                } else if let Some(row) = self.line(coop, line) {
                    (row.given.pledged, row.given.hours) = (pledged.amount, pledged.hours);
                }
            }
        }
    }

    fn request(&mut self, request: &RequestView) {
        if year_of(request.time) == u64::from(self.year)
            && let Some(asked) =
                self.line(&request.coop, &request.ask.line).and_then(|row| row.asked.as_mut())
        {
            asked.requests += 1;
            count(&mut asked.states, request.state.name(), 1);
            add(&mut asked.granted, request.granted());
            if request.state != RequestState::Withdrawn {
                add(&mut asked.asked, request.ask.amount.minor());
            }
        }
        let page = self.fund.get(&request.id).map_or(0, |entered| entered.page);
        let line = self.fund.sitting(page).rules.line(&request.ask.line);
        let repayable = line.is_some_and(|line| line.repayable);
        let of = self.year;
        for commit in request.commits.iter().filter(|commit| commit.commit.year == of) {
            let overdue = if repayable { overdue(&request.ask, commit, self.as_of) } else { 0 };
            self.commit(commit, &request.coop, overdue);
        }
    }

    fn commit(&mut self, commit: &CommitView, asker: &CoopId, overdue: u64) {
        let late = self.as_of.saturating_sub(LATE_MS);
        let (line, committed) = (&commit.commit.line, commit.commit.amount.minor() - commit.released);
        let transit = |late: u64| {
            let under_way = commit.payments.iter().filter(|sent| sent.receipt.is_none() && sent.time < late);
            under_way.map(|sent| sent.amount).sum::<u64>()
        };
        let back = commit.payments.iter().flat_map(|sent| &sent.repayments);
        let returning: u64 = back.filter(|sent| sent.receipt.is_none()).map(|sent| sent.amount).sum();
        if let Some(LineRow { given, .. }) = self.line(&commit.coop, line) {
            add(&mut given.committed, committed);
            if commit.commit.decision.is_none() {
                add(&mut given.direct, committed);
            }
            add(&mut given.accepted, commit.accepted());
            add(&mut given.disbursed, commit.disbursed());
            add(&mut given.received, commit.received());
            add(&mut given.transit, transit(u64::MAX));
            add(&mut given.late, transit(late));
            add(&mut given.repaid, commit.repaid());
            add(&mut given.returning, returning);
            add(&mut given.overdue, overdue);
            if commit.state == CommitState::InSuspense {
                given.suspended += 1;
                add(&mut given.suspense, committed.saturating_sub(commit.received()));
            }
        }
        if let Some(asked) = self.line(asker, line).and_then(|row| row.asked.as_mut()) {
            add(&mut asked.accepted, commit.accepted());
            add(&mut asked.received, commit.received());
            add(&mut asked.transit, transit(u64::MAX));
            add(&mut asked.repaid, commit.repaid());
            add(&mut asked.overdue, overdue);
        }
    }

    fn guarantee(&mut self, view: &GuaranteeView) {
        let sums = sureties(view);
        if let Some(row) = self.rows.get_mut(&view.coop) {
            row.guarantees.given = row.guarantees.given.plus(&sums);
        }
        if let Some(row) = self.rows.get_mut(&view.guarantee.to) {
            row.guarantees.received = row.guarantees.received.plus(&sums);
        }
    }

    fn largest(&mut self, guarantees: &[GuaranteeView]) {
        let mut exposures: BTreeMap<(CoopId, CoopId), u64> = BTreeMap::new();
        for view in guarantees {
            add(exposures.entry((view.coop, view.guarantee.to)).or_default(), view.exposure());
        }
        for ((coop, to), exposure) in exposures {
            let Some(Row { guarantees, .. }) = self.rows.get_mut(&coop) else { continue };
            // The first of those that it is the same for stays: they come by id.
            if exposure > guarantees.largest.map_or(0, |largest| largest.exposure) {
                let share = (u128::from(exposure) * 1_000).checked_div(u128::from(guarantees.capacity));
                let per_mille = share.map(|share| u64::try_from(share).unwrap_or(u64::MAX));
                guarantees.largest = Some(Largest { to, exposure, per_mille });
            }
        }
    }

    /// What the branch that is not held committed counts too.
    fn fork(&mut self, known: &Known) {
        for (id, fact) in known.fork.iter().flat_map(|fork| &fork.entries) {
            if self.fund.get(id).is_some() {
                continue;
            }
            match fact {
                Some(Fact::Commit(commit)) if commit.year == self.year => {
                    let owed = commit.amount.minor();
                    if let Some(row) = self.line(&known.coop, &commit.line) {
                        add(&mut row.given.owed, owed);
                    }
                }
                Some(Fact::Guarantee(guarantee)) if guarantee.year == self.year => {
                    if let Some(row) = self.rows.get_mut(&known.coop) {
                        add(&mut row.guarantees.given.owed, guarantee.ceiling.minor());
                    }
                }
                _ => {}
            }
        }
    }

    fn entries(&mut self, context: &Context) {
        let confirmed: BTreeMap<CoopId, u64> =
            context.cooperatives.iter().map(|known| (known.coop, known.confirmed)).collect();
        for (id, entered) in self.fund.entered() {
            if self.year_of(entered) != u64::from(self.year) {
                continue;
            }
            let Some(row) = self.rows.get_mut(&entered.coop) else { continue };
            let entries = &mut row.entries;
            match &entered.effect {
                Effect::Void(why) => count(&mut entries.voids, why.name(), 1),
                Effect::Waiting(_) => entries.waiting += 1,
                Effect::Valid => {
                    let settled = self.fund.about(id);
                    let mut settled =
                        settled.iter().filter(|(_, by)| matches!(by.fact, Fact::Settle(_)) && by.stands());
                    if matches!(entered.fact, Fact::Dispute(_)) && settled.next().is_none() {
                        entries.disputes += 1;
                    }
                }
            }
            entries.corrections += u64::from(entered.corrected);
            let upto = confirmed.get(&entered.coop).copied().unwrap_or(0);
            entries.unconfirmed += u64::from(entered.seq > upto);
        }
    }

    /// The year that a fact belongs to: that of the pledge, the commit or the guarantee that it states or leads to; that of
    /// a request's time; or of its own, when what it is about is not held.
    fn year_of(&self, entered: &Entered) -> u64 {
        let mut entered = entered;
        loop {
            match &entered.fact {
                Fact::Pledge(pledge) | Fact::PledgeLess(pledge) => return u64::from(pledge.year),
                Fact::Commit(commit) => return u64::from(commit.year),
                Fact::Guarantee(guarantee) => return u64::from(guarantee.year),
                Fact::Request(_) => return year_of(entered.time),
                other => match other.cites().first().and_then(|id| self.fund.get(id)) {
                    Some(cited) => entered = cited,
                    None => return year_of(entered.time),
                },
            }
        }
    }
}

/// What of a commit is due by a time and was not paid back: as many equal parts of what was received as the plan has, 30
/// days apart, the last one when the request says; without a plan, all of it then.
pub fn overdue(ask: &Ask, commit: &CommitView, as_of: u64) -> u64 {
    let count = ask.plan.map_or(1, |plan| usize::from(plan.count));
    let received = Amount::new(commit.received()).unwrap_or_default();
    let parts = pro_rata(received, &vec![1; count]);
    let due = |at: usize| ask.until.saturating_sub((count - 1 - at) as u64 * INSTALMENT_MS) <= as_of;
    let due: u64 = (0..count).filter(|at| due(*at)).map(|at| parts[at].minor()).sum();
    due.saturating_sub(commit.repaid())
}

fn sureties(view: &GuaranteeView) -> Sureties {
    let answered = |of: fn(&Answer, u64) -> u64| {
        view.calls.iter().fold(0u64, |sum, (_, amount, answer)| sum.saturating_add(of(answer, *amount)))
    };
    Sureties {
        owed: 0,
        limit: view.limit(),
        called: answered(|_, amount| amount),
        number: 1,
        refused: answered(|answer, amount| if let Answer::Refused(_) = answer { amount } else { 0 }),
        ceilings: view.guarantee.ceiling.minor(),
        exposure: view.exposure(),
        honoured: answered(|answer, _| answer.honoured()),
    }
}

/// Who stands surety for whom in a circle: only guarantees that were accepted and for which something is stood for.
fn circles(order: &[CoopId], guarantees: &[GuaranteeView]) -> (Vec<Vec<CoopId>>, bool) {
    let places: BTreeMap<CoopId, usize> = order.iter().enumerate().map(|(at, coop)| (*coop, at)).collect();
    let mut edges: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for view in guarantees.iter().filter(|view| view.exposure() > 0) {
        if let (Some(from), Some(to)) = (places.get(&view.coop), places.get(&view.guarantee.to)) {
            edges.entry(*from).or_default().insert(*to);
        }
    }
    let (found, more) = cycles(&edges);
    (found.iter().map(|path| path.iter().map(|at| order[*at]).collect()).collect(), more)
}
