//! What a cooperative states about money on its own journal: amounts, codes, ids and hashes; no reason and no name,
//! because there is no field for one. Must not know what may be stated when (that is [`super::fold`]).

use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};

use crate::codec::{self, CodecError, Origin};
use crate::id::{CoopId, ObjectId, OpId, digest};
use crate::limits::FUND_PARTICIPANTS;
use crate::money::Amount;
use crate::text::{Code, List};

/// A hash of something kept outside: terms, evidence, a bank's reference.
pub type Hash = ByteArray<32>;

/// What a cooperative declares that it can bring, on one line of one year; or what it takes back of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// Names the act.
    pub op: OpId,
    /// The line of the fund; [`super::GUARANTEE`] for guarantees.
    pub line: Code,
    /// The year.
    pub year: u16,
    /// Hours of work: the social capacity.
    pub hours: u32,
    /// Money: the economic capacity.
    pub amount: Amount,
}

/// How an advance is repaid: so many equal instalments, 30 days apart, the last one when the request says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// How many.
    pub count: u16,
    /// How much each.
    pub amount: Amount,
}

/// A cooperative asks, and vouches for whoever needs it without saying who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Names the act.
    pub op: OpId,
    /// The line of the fund.
    pub line: Code,
    /// How it is repaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// Until when, in milliseconds since the Unix epoch: for people. With a plan, when the last instalment is due.
    pub until: u64,
    /// The request of the same cooperative that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<ObjectId>,
    /// How much.
    pub amount: Amount,
    /// Members of the cooperative, as its directory says: they bound the open requests.
    pub members: u64,
}

/// What a participant thinks of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// It consents.
    Consent,
    /// It leaves it to the others.
    Abstain,
    /// It objects.
    Object,
}

impl View {
    /// All of them.
    pub const ALL: [View; 3] = [View::Consent, View::Abstain, View::Object];

    /// A stable name, the one that is written.
    pub fn name(self) -> &'static str {
        match self {
            View::Consent => "consent",
            View::Abstain => "abstain",
            View::Object => "object",
        }
    }
}

/// A participant's opinion: one a request, replaceable before the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// Names the act.
    pub op: OpId,
    /// Why it objects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// What it thinks.
    pub view: View,
    /// Of which request.
    pub request: ObjectId,
}

/// What the opinions came to: granted nothing, the request is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Names the act.
    pub op: OpId,
    /// How much.
    pub granted: Amount,
    /// Of which request.
    pub request: ObjectId,
    /// The opinions that decide.
    pub opinions: List<ObjectId, FUND_PARTICIPANTS>,
}

/// A cooperative sets a part of its pledge aside for a request; without a decision, its own money: direct aid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Names the act.
    pub op: OpId,
    /// The line of the pledge, the request's.
    pub line: Code,
    /// The year of the pledge.
    pub year: u16,
    /// Until when it should be taken up, in milliseconds since the Unix epoch: for people.
    pub until: u64,
    /// How much.
    pub amount: Amount,
    /// For which request.
    pub request: ObjectId,
    /// The decision that it follows; none for direct aid, which no pledge bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<ObjectId>,
}

/// Takes back what was not taken up of one's commit or guarantee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Of which commit or guarantee.
    pub of: ObjectId,
    /// Names the act.
    pub op: OpId,
    /// How much.
    pub amount: Amount,
}

/// The requester's cooperative takes a commit up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accept {
    /// Names the act.
    pub op: OpId,
    /// How much of it.
    pub amount: Amount,
    /// Which commit.
    pub commit: ObjectId,
    /// Whether it is direct aid, which needs no decision.
    pub direct: bool,
    /// For which request of ours.
    pub request: ObjectId,
}

/// Says of something that it is so, without an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Of what.
    pub of: ObjectId,
    /// Names the act.
    pub op: OpId,
}

/// The same, with a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodedMark {
    /// Of what.
    pub of: ObjectId,
    /// Names the act.
    pub op: OpId,
    /// Why, or how, as a code.
    pub code: Code,
}

/// Money was sent: by bank, outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disburse {
    /// Names the act.
    pub op: OpId,
    /// The accepted part that it pays.
    pub accept: ObjectId,
    /// How much.
    pub amount: Amount,
    /// Of which commit of ours.
    pub commit: ObjectId,
    /// [`reference_hash`] of the bank transfer's end-to-end id, if it is not [`end_to_end_id`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Hash>,
}

/// Money came: the whole of a payment, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Of which payment: a disbursement, a repayment or a guarantee honoured.
    pub of: ObjectId,
    /// Names the act.
    pub op: OpId,
    /// How much.
    pub amount: Amount,
}

/// An advance is paid back, in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repay {
    /// Names the act.
    pub op: OpId,
    /// How much.
    pub amount: Amount,
    /// Of which receipt of ours.
    pub receipt: ObjectId,
    /// As of a disbursement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Hash>,
}

/// A cooperative stands surety for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guarantee {
    /// Names the act.
    pub op: OpId,
    /// For whom.
    pub to: CoopId,
    /// The year of the capacity that it draws on.
    pub year: u16,
    /// Hash of the terms both agreed on, outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<Hash>,
    /// Until when, in milliseconds since the Unix epoch: no balance changes by itself.
    pub until: u64,
    /// Up to how much.
    pub ceiling: Amount,
}

/// The beneficiary calls a guarantee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Names the act.
    pub op: OpId,
    /// How much.
    pub amount: Amount,
    /// Hash of the evidence, kept outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Hash>,
    /// Which guarantee.
    pub guarantee: ObjectId,
}

/// The guarantor pays what was called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Honour {
    /// Which call.
    pub of: ObjectId,
    /// Names the act.
    pub op: OpId,
    /// How much.
    pub amount: Amount,
    /// As of a disbursement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Hash>,
}

macro_rules! facts {
    ($($(#[$doc:meta])* $number:literal $constant:ident $name:ident($body:ty) $word:literal,)*) => {
        /// The kinds of journal entries that are facts of the fund: even, so that who does not know one passes it over.
        pub mod kind {
            $($(#[$doc])* pub const $constant: u64 = $number;)*
        }

        /// One fact, on exactly one journal, signed by whoever may state it (design, section 7).
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Fact {
            $($(#[$doc])* $name($body),)*
        }

        impl Fact {
            /// Kinds of journal entries that are facts of the fund, with their names.
            pub const KINDS: &'static [(u64, &'static str)] = &[$(($number, $word)),*];

            /// Its kind of journal entry.
            pub fn kind(&self) -> u64 {
                match self { $(Fact::$name(_) => $number,)* }
            }

            /// Its stable name.
            pub fn name(&self) -> &'static str {
                match self { $(Fact::$name(_) => $word,)* }
            }

            /// Its canonical bytes.
            pub fn to_bytes(&self) -> ByteBuf {
                ByteBuf::from(match self { $(Fact::$name(body) => codec::encode(body),)* })
            }

            /// Reads the body of a journal entry of a kind; `None` for a kind that is not one of the fund.
            pub fn read(kind: u64, bytes: &[u8]) -> Option<Result<Fact, CodecError>> {
                Fact::read_from(Origin::Anybody, kind, bytes)
            }

            /// The same, of an origin.
            pub(crate) fn read_from(
                origin: Origin,
                kind: u64,
                bytes: &[u8],
            ) -> Option<Result<Fact, CodecError>> {
                Some(match kind {
                    $($number => codec::decode_from::<$body>(origin, bytes).map(Fact::$name),)*
                    _ => return None,
                })
            }

            /// The id that its author chose before stating it: stated twice, it counts once.
            pub fn op(&self) -> OpId {
                match self { $(Fact::$name(body) => body.op,)* }
            }

            /// The same, under another id.
            pub fn set_op(&mut self, op: OpId) {
                match self { $(Fact::$name(body) => body.op = op,)* }
            }
        }
    };
}

facts! {
    /// A pledge, or a raise.
    20 PLEDGE Pledge(Pledge) "pledge",
    /// A pledge lowered.
    22 PLEDGE_LESS PledgeLess(Pledge) "pledge-less",
    /// A request.
    24 REQUEST Request(Ask) "request",
    /// A request taken back, or what is left of it.
    26 WITHDRAW Withdraw(Mark) "withdraw",
    /// An opinion.
    28 OPINION Opinion(Opinion) "opinion",
    /// A decision.
    30 DECISION Decision(Decision) "decision",
    /// A commit.
    32 COMMIT Commit(Commit) "commit",
    /// A commit or a guarantee taken back, in part or whole.
    34 RELEASE Release(Release) "release",
    /// A commit taken up.
    36 ACCEPT Accept(Accept) "accept",
    /// A commit not taken up.
    38 DECLINE Decline(Mark) "decline",
    /// A payment to the requester's cooperative.
    40 DISBURSE Disburse(Disburse) "disburse",
    /// A receipt, of whichever payment.
    42 RECEIPT Receipt(Receipt) "receipt",
    /// A repayment.
    44 REPAY Repay(Repay) "repay",
    /// A guarantee.
    46 GUARANTEE Guarantee(Guarantee) "guarantee",
    /// A guarantee accepted by its beneficiary.
    48 GUARANTEE_ACCEPT GuaranteeAccept(Mark) "guarantee-accept",
    /// A guarantee called.
    50 CALL Call(Call) "call",
    /// A call paid.
    52 HONOUR Honour(Honour) "honour",
    /// A call not paid.
    54 REFUSE Refuse(CodedMark) "refuse",
    /// Something is contested.
    56 DISPUTE Dispute(CodedMark) "dispute",
    /// It is not any more.
    58 SETTLE Settle(CodedMark) "settle",
    /// One's own entry reversed, as in accounts.
    60 CORRECT Correct(Mark) "correct",
}

impl Fact {
    /// The entries that it is about, in no journal or another; not those that a decision counts.
    pub fn cites(&self) -> Vec<ObjectId> {
        match self {
            Fact::Pledge(_) | Fact::PledgeLess(_) | Fact::Guarantee(_) => Vec::new(),
            Fact::Request(ask) => ask.amends.into_iter().collect(),
            Fact::Withdraw(mark)
            | Fact::Decline(mark)
            | Fact::GuaranteeAccept(mark)
            | Fact::Correct(mark) => {
                vec![mark.of]
            }
            Fact::Refuse(mark) | Fact::Dispute(mark) | Fact::Settle(mark) => vec![mark.of],
            Fact::Opinion(opinion) => vec![opinion.request],
            Fact::Decision(decision) => vec![decision.request],
            Fact::Commit(commit) => std::iter::once(commit.request).chain(commit.decision).collect(),
            Fact::Release(release) => vec![release.of],
            Fact::Accept(accept) => vec![accept.commit, accept.request],
            Fact::Disburse(disburse) => vec![disburse.accept, disburse.commit],
            Fact::Receipt(receipt) => vec![receipt.of],
            Fact::Repay(repay) => vec![repay.receipt],
            Fact::Call(call) => vec![call.guarantee],
            Fact::Honour(honour) => vec![honour.of],
        }
    }

    /// How much money it is about; a decision's is what it grants.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Fact::Pledge(pledge) | Fact::PledgeLess(pledge) => Some(pledge.amount),
            Fact::Request(ask) => Some(ask.amount),
            Fact::Decision(decision) => Some(decision.granted),
            Fact::Commit(commit) => Some(commit.amount),
            Fact::Release(release) => Some(release.amount),
            Fact::Accept(accept) => Some(accept.amount),
            Fact::Disburse(disburse) => Some(disburse.amount),
            Fact::Receipt(receipt) => Some(receipt.amount),
            Fact::Repay(repay) => Some(repay.amount),
            Fact::Guarantee(guarantee) => Some(guarantee.ceiling),
            Fact::Call(call) => Some(call.amount),
            Fact::Honour(honour) => Some(honour.amount),
            _ => None,
        }
    }

    /// Of a payment, the hash of its bank reference, if its end-to-end id is not the one its `op` gives.
    pub fn reference(&self) -> Option<&Hash> {
        match self {
            Fact::Disburse(disburse) => disburse.reference.as_ref(),
            Fact::Repay(repay) => repay.reference.as_ref(),
            Fact::Honour(honour) => honour.reference.as_ref(),
            _ => None,
        }
    }

    /// Whether it only contests another, or ends that.
    pub fn contests(&self) -> bool {
        matches!(self, Fact::Dispute(_) | Fact::Settle(_))
    }

    /// Whether money moves by bank with it.
    pub fn is_payment(&self) -> bool {
        matches!(self, Fact::Disburse(_) | Fact::Repay(_) | Fact::Honour(_))
    }
}

/// The end-to-end id that a bank transfer should carry: `BIGRE` and 26 characters, within SEPA's 35 (EPC 125-05).
pub fn end_to_end_id(op: &OpId) -> String {
    format!("BIGRE{}", op.to_string().to_ascii_uppercase())
}

/// What the journal keeps of a bank's reference, spaces and case aside: enough to know it again, not to read it.
pub fn reference_hash(reference: &str) -> Hash {
    let plain: String =
        reference.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    ByteArray::new(digest("bigre-bank-reference-v1", &[plain.as_bytes()]))
}
