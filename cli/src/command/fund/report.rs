//! `bigre fund report` and `bigre fund audit`: the year in figures, from the node or from exported files. Must not count
//! anything.

use bigre_protocol::fund::report::{Published, year_of};

use super::Desk;
use crate::args::{AuditArgs, ReportArgs};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::{exported, report};

pub(super) fn run(desk: &Desk<'_>, args: &ReportArgs) -> Result<Exit, Failure> {
    let year = args.year.unwrap_or_else(|| this_year(desk.context));
    let published: Published = desk.client.get(&format!("/v1/fund/report?year={year}&full={}", args.full))?;
    let (out, tr) = (&desk.context.out, &desk.context.tr);
    if args.csv {
        out.line(String::from_utf8_lossy(&report::csv(&published, tr)?).trim_end());
    } else if args.html {
        out.line(&report::html(&published, tr));
    } else {
        report::show(desk.context, &published);
    }
    Ok(Exit::Done)
}

/// The same from files, every signature verified, without any node.
pub(super) fn audit(context: &Context, args: &AuditArgs) -> Result<Exit, Failure> {
    let replica = exported::read(&args.offline)?;
    let year = args.year.unwrap_or_else(|| this_year(context));
    report::show(context, &replica.report(year, None).publish(args.full));
    Ok(Exit::Done)
}

fn this_year(context: &Context) -> u16 {
    u16::try_from(year_of(context.now)).unwrap_or(u16::MAX)
}
