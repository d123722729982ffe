//! `bigre fund report` and `bigre fund audit`: the year in figures, from the node or from exported files. Must not count
//! anything.

use bigre_protocol::fund::report::{Published, year_of};

use super::Desk;
use crate::args::{AuditArgs, ReportArgs};
use crate::context::Context;
use crate::exported;
use crate::failure::{Exit, Failure};

pub(super) fn run(desk: &Desk<'_>, args: &ReportArgs) -> Result<Exit, Failure> {
    let year = args.year.unwrap_or_else(|| this_year(desk.context));
    let published: Published = desk.client.get(&format!("/v1/fund/report?year={year}&full={}", args.full))?;
    show(desk.context, &published)
}

/// The same from files, every signature verified, without any node.
pub(super) fn audit(context: &Context, args: &AuditArgs) -> Result<Exit, Failure> {
    let replica = exported::read(&args.offline)?;
    let year = args.year.unwrap_or_else(|| this_year(context));
    show(context, &replica.report(year, None).publish(args.full))
}

fn this_year(context: &Context) -> u16 {
    u16::try_from(year_of(context.now)).unwrap_or(u16::MAX)
}

fn show(context: &Context, published: &Published) -> Result<Exit, Failure> {
    context.out.json(published);
    Ok(Exit::Done)
}
