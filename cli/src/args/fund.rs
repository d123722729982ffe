//! The solidarity fund and guarantees: what may be typed. Must not know the rules.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

/// The id of an act, chosen before.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OpArgs {
    /// A name for this act: said again with the same name, nothing happens twice
    #[arg(long = "id", value_name = "NAME")]
    pub op: Option<String>,
    /// How long to wait, in seconds, for what it rests on to come here and be confirmed; by default a moment
    #[arg(long, value_name = "SECONDS")]
    pub wait: Option<u64>,
}

/// An entry of the fund, and how much of it.
#[derive(Debug, Clone, clap::Args)]
pub struct PartArgs {
    /// The start of its id
    #[arg(value_name = "ID")]
    pub of: String,
    /// How much; by default all that can be
    pub amount: Option<String>,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// An entry of the fund.
#[derive(Debug, Clone, clap::Args)]
pub struct MarkArgs {
    /// The start of its id
    #[arg(value_name = "ID")]
    pub of: String,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// An entry of the fund, and a code.
#[derive(Debug, Clone, clap::Args)]
pub struct CodedArgs {
    /// The start of its id
    #[arg(value_name = "ID")]
    pub of: String,
    /// A code that the cooperatives agreed on: letters, digits, - . : and never a name
    #[arg(long)]
    pub code: String,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// A payment.
#[derive(Debug, Clone, clap::Args)]
pub struct PayArgs {
    /// The start of its id
    #[arg(value_name = "ID")]
    pub of: String,
    /// How much; by default all that can be
    pub amount: Option<String>,
    /// The reference that the bank transfer carries, if not the one that is printed; only its fingerprint is published
    #[arg(long, value_name = "REFERENCE")]
    pub bank_ref: Option<String>,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// `fund`.
#[derive(Debug, Subcommand)]
pub enum FundVerb {
    /// What awaits this cooperative
    Inbox,
    /// The rules of the fund: its lines, their maxima and windows, who takes part
    Rules,
    /// Say what this cooperative can bring in a year, in money and hours; without an amount, what all bring
    Pledge(PledgeArgs),
    /// Requests: ask, list, show, withdraw
    #[command(subcommand)]
    Request(RequestVerb),
    /// Say what this cooperative thinks of another's request
    Opinion(OpinionArgs),
    /// Decide on a request of this cooperative, from the opinions held
    Decide(DecideArgs),
    /// Set a part of the pledge aside for a request
    Commit(CommitArgs),
    /// Take a commit up for a request of this cooperative
    Accept(PartArgs),
    /// Do not take a commit up
    Decline(MarkArgs),
    /// Say that money was sent for a commit
    Disburse(PayArgs),
    /// Say that a payment came, in full
    Receipt(PartArgs),
    /// Say that an advance is paid back, in part or whole
    Repay(PayArgs),
    /// Take back what was not taken up of a commit
    Release(PartArgs),
    /// Contest an entry that concerns this cooperative
    Dispute(CodedArgs),
    /// Contest it no more
    Settle(CodedArgs),
    /// Reverse an entry of this cooperative
    Correct(MarkArgs),
    /// The year in figures, the same on every node
    Report(ReportArgs),
    /// Work the report out again from exported files, without any node
    Audit(AuditArgs),
    /// What would happen if these cooperatives called all their guarantees at once
    Stress(StressArgs),
    /// Compare a bank statement (camt.053) with the payments of this cooperative
    Reconcile(ReconcileArgs),
}

/// `fund pledge`.
#[derive(Debug, Clone, clap::Args)]
pub struct PledgeArgs {
    /// The year
    pub year: Option<u16>,
    /// How much in all that year on that line; less than before lowers it
    pub amount: Option<String>,
    /// The line; `guarantee` is the capacity for guarantees
    #[arg(long)]
    pub line: Option<String>,
    /// Hours of work in all that year on that line
    #[arg(long)]
    pub hours: Option<u32>,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// `fund request`.
#[derive(Debug, Subcommand)]
pub enum RequestVerb {
    /// Ask; this cooperative vouches for whoever needs it, without saying who
    New(RequestArgs),
    /// The requests
    List {
        /// Closed, withdrawn and refused ones too
        #[arg(long)]
        all: bool,
    },
    /// One request: opinions, commits, payments
    Show {
        /// The start of its id
        #[arg(value_name = "ID")]
        of: String,
    },
    /// Take a request back, or what is left of it
    Withdraw(MarkArgs),
}

/// `fund request new`.
#[derive(Debug, Clone, clap::Args)]
pub struct RequestArgs {
    /// The line
    #[arg(long)]
    pub line: String,
    /// How much
    #[arg(long)]
    pub amount: String,
    /// How it is paid back, as 6x250: instalments 30 days apart, the last one due at the end
    #[arg(long, value_name = "NxAMOUNT")]
    pub repay: Option<String>,
    /// Until when, as 2027-06-30
    #[arg(long, value_name = "DATE")]
    pub until: String,
    /// The request of this cooperative that it replaces
    #[arg(long, value_name = "ID")]
    pub amends: Option<String>,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// What is thought of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ViewName {
    /// It consents.
    Consent,
    /// It leaves it to the others.
    Abstain,
    /// It objects.
    Object,
}

/// `fund opinion`.
#[derive(Debug, Clone, clap::Args)]
pub struct OpinionArgs {
    /// The start of the request's id
    #[arg(value_name = "ID")]
    pub of: String,
    /// What this cooperative thinks; a consent is signed when the window for objections ends
    pub view: ViewName,
    /// Why it objects: a code that the cooperatives agreed on, never a name
    #[arg(long)]
    pub code: Option<String>,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// `fund decide`.
#[derive(Debug, Clone, clap::Args)]
pub struct DecideArgs {
    /// The start of the request's id
    #[arg(value_name = "ID")]
    pub of: String,
    /// How much is granted; by default all that was asked
    #[arg(long)]
    pub amount: Option<String>,
    /// Grant nothing
    #[arg(long, conflicts_with = "amount")]
    pub refuse: bool,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// `fund commit`.
#[derive(Debug, Clone, clap::Args)]
pub struct CommitArgs {
    /// The start of the request's id
    #[arg(value_name = "ID")]
    pub of: String,
    /// How much
    pub amount: String,
    /// The year of the pledge; by default this one
    #[arg(long)]
    pub year: Option<u16>,
    /// Until when it should be taken up; by default as long as the request
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Out of this cooperative's own money, without a decision and beyond its pledge
    #[arg(long)]
    pub direct: bool,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// `fund report`.
#[derive(Debug, Clone, clap::Args)]
pub struct ReportArgs {
    /// The year; by default this one
    #[arg(long)]
    pub year: Option<u16>,
    /// Print CSV, for spreadsheets
    #[arg(long, conflicts_with = "html")]
    pub csv: bool,
    /// Print a page with charts, to be read or printed
    #[arg(long)]
    pub html: bool,
    /// Small figures too, which may name the person behind a request: for treasurers
    #[arg(long)]
    pub full: bool,
}

/// `fund audit`.
#[derive(Debug, Clone, clap::Args)]
pub struct AuditArgs {
    /// The directory that `register export` wrote
    #[arg(long, value_name = "DIR")]
    pub offline: PathBuf,
    /// The year; by default this one
    #[arg(long)]
    pub year: Option<u16>,
    /// Small figures too, which may name the person behind a request: for treasurers
    #[arg(long)]
    pub full: bool,
}

/// `fund stress`.
#[derive(Debug, Clone, clap::Args)]
pub struct StressArgs {
    /// The cooperatives that call everything, separated by commas
    #[arg(long, value_name = "COOPS", value_delimiter = ',', required = true)]
    pub draw: Vec<String>,
}

/// `fund reconcile`.
#[derive(Debug, Clone, clap::Args)]
pub struct ReconcileArgs {
    /// The bank statement: camt.053, as XML
    pub file: PathBuf,
    /// State the receipts of all payments found in it
    #[arg(long)]
    pub receipts: bool,
}

/// `guarantee`.
#[derive(Debug, Subcommand)]
pub enum GuaranteeVerb {
    /// Stand surety for another cooperative
    Offer(GuaranteeArgs),
    /// Accept a guarantee given to this cooperative
    Accept(MarkArgs),
    /// Call a guarantee given to this cooperative
    Call(CallArgs),
    /// Pay what was called
    Honour(PayArgs),
    /// Refuse to pay what was called
    Refuse(CodedArgs),
    /// Take back what was not called
    Release(PartArgs),
    /// The guarantees given and received, their limits and what they expose to
    List,
}

/// `guarantee offer`.
#[derive(Debug, Clone, clap::Args)]
pub struct GuaranteeArgs {
    /// A cooperative: name, id or its start
    pub coop: String,
    /// Up to how much
    #[arg(long)]
    pub ceiling: String,
    /// Until when, as 2027-12-31
    #[arg(long, value_name = "DATE")]
    pub until: String,
    /// The year of the capacity; by default this one
    #[arg(long)]
    pub year: Option<u16>,
    /// The terms both agreed on: only the SHA-256 of this file is published
    #[arg(long, value_name = "FILE")]
    pub terms: Option<PathBuf>,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}

/// `guarantee call`.
#[derive(Debug, Clone, clap::Args)]
pub struct CallArgs {
    /// The start of the guarantee's id
    #[arg(value_name = "ID")]
    pub of: String,
    /// How much
    pub amount: String,
    /// The evidence: only the SHA-256 of this file is published
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// The act's name.
    #[command(flatten)]
    pub op: OpArgs,
}
