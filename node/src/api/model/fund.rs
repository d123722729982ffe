//! What the local API says and hears of the solidarity fund and of guarantees. Amounts are whole minor units of the
//! fund's currency; times are milliseconds since the Unix epoch. Must not know the rules.

use bigre_protocol::id::{CoopId, ObjectId, OpId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A line of the fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FundLine {
    /// Its name, as `aid`.
    pub code: String,
    /// Most that one request may ask.
    pub maximum: u64,
    /// How long objections are waited for, in hours.
    pub window: u64,
    /// A shorter window, in hours, for requests up to an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quick: Option<(u64, u64)>,
    /// Whether what is paid is paid back.
    pub repayable: bool,
}

/// `GET /v1/fund`: the rules, and what each cooperative declares.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FundOverview {
    /// This cooperative.
    #[schema(value_type = String)]
    pub me: CoopId,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Decimals of the currency.
    pub decimals: u64,
    /// Open requests that a cooperative may have for each thousand members begun.
    pub open: u64,
    /// The lines.
    pub lines: Vec<FundLine>,
    /// Whose opinions decide.
    pub participants: Vec<String>,
    /// The same as the rules name them; none when every cooperative that votes takes part.
    pub named_participants: Vec<String>,
    /// Whether too few cooperatives were heard for money to be sent.
    pub isolated: bool,
    /// What is pledged, and how much of it is committed.
    pub pledges: Vec<FundPledge>,
}

/// What a cooperative declares on a line of a year.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FundPledge {
    /// Its name.
    pub coop: String,
    /// Whether it is ours.
    pub own: bool,
    /// The year.
    pub year: u16,
    /// The line; `guarantee` for guarantees.
    pub line: String,
    /// Money.
    pub amount: u64,
    /// Hours of work.
    pub hours: u64,
    /// Committed and not released, or the ceilings of guarantees.
    pub taken: u64,
}

/// Who holds an entry.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Confirmation {
    /// Whether enough cooperatives hold it: only then is it acted upon.
    pub confirmed: bool,
    /// Cooperatives known to hold it.
    pub held: u64,
    /// How many must.
    pub needed: u64,
}

/// An opinion.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FundOpinion {
    /// Whose.
    pub coop: String,
    /// Its entry.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// `consent`, `abstain` or `object`.
    pub view: String,
    /// Why it objects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A payment.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FundPayment {
    /// Its entry.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// `disburse`, `repay` or `honour`.
    pub kind: String,
    /// Who paid.
    pub from: String,
    /// Who is paid.
    pub to: String,
    /// Whether we paid.
    pub ours: bool,
    /// Whether we are paid.
    pub to_us: bool,
    /// How much.
    pub amount: u64,
    /// When it was stated.
    pub time: u64,
    /// The end-to-end id that the bank transfer carries, unless another reference was given.
    pub end_to_end: String,
    /// The hash of the other reference, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub receipt: Option<ObjectId>,
    /// Whether it is contested.
    pub disputed: bool,
    /// Who holds its entry.
    pub confirmation: Confirmation,
}

/// A commit.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FundCommit {
    /// Its entry.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// Whose.
    pub coop: String,
    /// Whether it is ours.
    pub own: bool,
    /// `open`, `accepted`, `disbursed`, `received`, `repaid`, `released`, `declined` or `in-suspense`.
    pub state: String,
    /// The year of the pledge.
    pub year: u16,
    /// Whether it is direct aid, out of its own money.
    pub direct: bool,
    /// How much.
    pub amount: u64,
    /// Taken back.
    pub released: u64,
    /// Taken up.
    pub accepted: u64,
    /// Sent, received, and paid back.
    pub disbursed: u64,
    /// Received.
    pub received: u64,
    /// Paid back and received.
    pub repaid: u64,
    /// The payments, repayments after what they repay.
    pub payments: Vec<FundPayment>,
    /// Who holds its entry.
    pub confirmation: Confirmation,
}

/// A request.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FundRequest {
    /// Its entry.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// The cooperative that vouches.
    pub coop: String,
    /// Whether it is ours.
    pub own: bool,
    /// `open`, `granted`, `part-funded`, `funded`, `paid`, `closed`, `withdrawn`, `refused` or `disputed`.
    pub state: String,
    /// The line.
    pub line: String,
    /// How much is asked.
    pub amount: u64,
    /// Instalments: how many, and how much each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<(u16, u64)>,
    /// Until when.
    pub until: u64,
    /// When it was stated.
    pub time: u64,
    /// When the window for objections ends, by this node's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_ends: Option<u64>,
    /// Whether our consent waits for the end of the window.
    pub consent_planned: bool,
    /// The last opinion of each.
    pub opinions: Vec<FundOpinion>,
    /// Participants without an opinion.
    pub silent: Vec<String>,
    /// Who objects, and was not overruled.
    pub objections: Vec<String>,
    /// Consents needed now.
    pub needed: u64,
    /// What was granted, once decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<u64>,
    /// Accepted, sent, received and paid back.
    pub accepted: u64,
    /// Sent.
    pub disbursed: u64,
    /// Received.
    pub received: u64,
    /// Paid back and received.
    pub repaid: u64,
    /// What should have been paid back by now and was not.
    pub overdue: u64,
    /// The commits.
    pub commits: Vec<FundCommit>,
    /// The request that it replaces, and the one that replaced it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub amends: Option<ObjectId>,
    /// The request that replaced it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub replaced: Option<ObjectId>,
    /// Who holds its entry.
    pub confirmation: Confirmation,
}

/// A call upon a guarantee.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FundCall {
    /// Its entry.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// How much.
    pub amount: u64,
    /// `waiting`, `honoured`, `received` or `refused`.
    pub state: String,
    /// The payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<FundPayment>,
}

/// A guarantee.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FundGuarantee {
    /// Its entry.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// Who stands surety.
    pub from: String,
    /// For whom.
    pub to: String,
    /// Whether it is ours.
    pub ours: bool,
    /// Whether it is for us.
    pub to_us: bool,
    /// `offered`, `accepted` or `released`.
    pub state: String,
    /// Up to how much.
    pub ceiling: u64,
    /// What can still be called.
    pub limit: u64,
    /// What its author stands for.
    pub exposure: u64,
    /// The year of the capacity that it draws on.
    pub year: u16,
    /// Until when.
    pub until: u64,
    /// The calls.
    pub calls: Vec<FundCall>,
    /// Who holds its entry.
    pub confirmation: Confirmation,
}

/// Something that awaits our cooperative.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FundTask {
    /// `opinion`, `objection`, `decide`, `commit`, `accept`, `disburse`, `receipt`, `in-transit`, `repay`, `overdue`,
    /// `guarantee-accept`, `call`, `dispute`.
    pub what: String,
    /// What to act upon.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// The other cooperative.
    pub coop: String,
    /// How much.
    pub amount: u64,
    /// Since when it waits.
    pub since: u64,
    /// Whether the entry is confirmed: before, it only waits.
    pub confirmed: bool,
}

/// What to state. Entries are named by the start of their id, cooperatives by name or by the start of theirs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum FactDraft {
    /// What is pledged in all on a line of a year; what is not given stays.
    Pledge {
        /// The year.
        year: u16,
        /// The line; `guarantee` for guarantees.
        line: String,
        /// Money.
        amount: Option<u64>,
        /// Hours.
        hours: Option<u32>,
    },
    /// A request.
    Request {
        /// The line.
        line: String,
        /// How much.
        amount: u64,
        /// Instalments: how many, and how much each.
        plan: Option<(u16, u64)>,
        /// Until when.
        until: u64,
        /// The request of ours that it replaces.
        amends: Option<String>,
    },
    /// A request, or what is left of it, taken back.
    Withdraw {
        /// The request.
        of: String,
    },
    /// An opinion.
    Opinion {
        /// The request.
        of: String,
        /// `consent`, `abstain` or `object`.
        view: String,
        /// Why it objects.
        code: Option<String>,
    },
    /// The decision on a request of ours; the opinions held are counted.
    Decision {
        /// The request.
        of: String,
        /// How much; all that was asked when not given, nothing to refuse.
        granted: Option<u64>,
    },
    /// A commit.
    Commit {
        /// The request.
        of: String,
        /// How much.
        amount: u64,
        /// The year of the pledge; this one when not given.
        year: Option<u16>,
        /// Until when; the request's when not given.
        until: Option<u64>,
        /// Out of one's own money, without a decision and beyond the pledge.
        direct: bool,
    },
    /// A commit or a guarantee of ours taken back.
    Release {
        /// The commit or guarantee.
        of: String,
        /// How much; all that is left when not given.
        amount: Option<u64>,
    },
    /// A commit taken up.
    Accept {
        /// The commit.
        of: String,
        /// How much; as much as can be when not given.
        amount: Option<u64>,
    },
    /// A commit not taken up.
    Decline {
        /// The commit.
        of: String,
    },
    /// Money sent.
    Disburse {
        /// The commit of ours.
        of: String,
        /// How much; all that is left of what was accepted when not given.
        amount: Option<u64>,
        /// The bank's reference, if the transfer does not carry the end-to-end id; only its hash is kept.
        reference: Option<String>,
    },
    /// Money received.
    Receipt {
        /// The payment.
        of: String,
        /// How much; the payment's amount when not given.
        amount: Option<u64>,
    },
    /// Money paid back.
    Repay {
        /// The request, the commit or the receipt.
        of: String,
        /// How much.
        amount: u64,
        /// As of a payment.
        reference: Option<String>,
    },
    /// A guarantee.
    Guarantee {
        /// For whom.
        to: String,
        /// Up to how much.
        ceiling: u64,
        /// Until when.
        until: u64,
        /// The year of the capacity; this one when not given.
        year: Option<u16>,
        /// SHA-256 of the terms, in hexadecimal.
        terms: Option<String>,
    },
    /// A guarantee accepted.
    GuaranteeAccept {
        /// The guarantee.
        of: String,
    },
    /// A guarantee called.
    Call {
        /// The guarantee.
        of: String,
        /// How much.
        amount: u64,
        /// SHA-256 of the evidence, in hexadecimal.
        evidence: Option<String>,
    },
    /// A call paid.
    Honour {
        /// The call.
        of: String,
        /// How much; what was called when not given.
        amount: Option<u64>,
        /// As of a payment.
        reference: Option<String>,
    },
    /// A call not paid.
    Refuse {
        /// The call.
        of: String,
        /// Why, as a code.
        code: String,
    },
    /// Something contested.
    Dispute {
        /// The entry.
        of: String,
        /// Why, as a code.
        code: String,
    },
    /// Contested no more.
    Settle {
        /// The dispute, or the entry that we contested.
        of: String,
        /// How, as a code.
        code: String,
    },
    /// An entry of ours reversed.
    Correct {
        /// The entry.
        of: String,
    },
}

/// `POST /v1/fund/facts`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct State {
    /// 16 bytes chosen before, in base32: stated again, nothing happens. Made by the node when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub op: Option<OpId>,
    /// What.
    #[serde(flatten)]
    pub draft: FactDraft,
}

/// What came of a statement.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Stated {
    /// The entry; of a consent that waits, the request's.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// The operation.
    #[schema(value_type = String)]
    pub op: OpId,
    /// The kind of fact: its stable name.
    pub kind: String,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// Whether it had been stated before under the same operation: nothing changed.
    pub already: bool,
    /// A consent is signed when the window for objections ends, then, unless somebody objects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_until: Option<u64>,
    /// What the bank transfer should carry as its end-to-end id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_to_end: Option<String>,
}
