//! Vectors of cards that follow, pages, approvals, seals, journals and pulses (long because each vector is a row).

#![allow(clippy::too_many_lines, reason = "each vector is a row")]

use bigre_protocol::card::{Card, Cut};
use bigre_protocol::codec;
use bigre_protocol::envelope::{self, EnvelopeError, ObjectKind, Signed, Verified};
use bigre_protocol::fund::{FundRules, Line};
use bigre_protocol::id::{FederationId, ObjectId};
use bigre_protocol::journal::{Body, Entry, Suspend};
use bigre_protocol::limits;
use bigre_protocol::money::Amount;
use bigre_protocol::pulse::Pulse;
use bigre_protocol::register::{
    Act, Approval, CharterSigned, Object, Page, PageError, Pin, Published, Rules, Sealed, Votes,
};
use bigre_protocol::text::{Code, List, Text};
use ciborium::Value;
use serde_bytes::ByteBuf;
use serde_json::{Value as Json, json};

use super::council::{Council, START, TODAY, card_bytes, cosigned, keys, of, public_of};
use super::fixtures::{card_name, cbor, diagnostic, envelope_name, hex, refused, value};
use super::history::{expulsion, history, rules};

const FOREIGN: FederationId = FederationId([9; 32]);

/// The name of a refusal of a page, an approval or a seal.
fn page_name(error: &PageError) -> String {
    let name = match error {
        PageError::Envelope(error) => return envelope_name(error),
        PageError::Card(error) => return card_name(error),
        PageError::Later => "later",
        PageError::Height { .. } => "height",
        PageError::Previous => "previous",
        PageError::Pins => "pins",
        PageError::UnknownCard(_) => "unknown-card",
        PageError::Act(_) => "act",
        PageError::Stranger => "stranger",
        PageError::Unknown => "unknown",
        PageError::Attempt => "attempt",
        PageError::Charter => "charter",
        PageError::Approvals { .. } => "approvals",
        PageError::Seal => "seal",
    };
    name.into()
}

fn flipped(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    bytes
}

fn trailing(bytes: &[u8]) -> Vec<u8> {
    [bytes, &[0]].concat()
}

// Cards that follow.

/// Cards after the last of `before`.
pub(crate) fn cards() -> Vec<Json> {
    let council = Council::new();
    let first = council.register.seat(&council.coops[1]).unwrap().card().clone();
    let sign = |nths: &[u8], change: fn(&mut Card)| council.sign_card(1, nths, &council.next_card(1, change));
    let new_root = |card: &mut Card| card.root = keys(1, &[1, 8, 9], 2);
    let new_node = |card: &mut Card| {
        let cut = Cut { journal: (3, Some(ObjectId([3; 32]))), directory: 12 };
        (card.node, card.cut) = (public_of(1, 11), Some(cut));
    };
    let renewed = sign(&[1, 2], |card| card.expires += limits::CARD_MS);
    let second = Card::read_next(&renewed, &council.federation, &first).unwrap();
    let after = |nths: &[u8]| {
        let card = Card { number: 2, previous: Some(second.id), ..second.value.clone() };
        council.sign_card(1, nths, &card)
    };
    let none = |card: &mut Card| (card.node, card.cut) = (public_of(1, 11), Some(Cut::default()));
    let new_connection =
        |card: &mut Card| card.transport = List::new(vec![public_of(1, 7), public_of(1, 13)]).unwrap();
    let good = vec![
        ("renewed", renewed.clone(), vec![&first]),
        ("renewed, by all three", sign(&[3, 1, 2], |card| card.expires += 1), vec![&first]),
        ("another node key", sign(&[2, 3, 11], new_node), vec![&first]),
        ("another node key, nothing signed before", sign(&[1, 2, 11], none), vec![&first]),
        ("another root, by both", sign(&[1, 2, 8], new_root), vec![&first]),
        ("another root, by all that may", sign(&[1, 2, 3, 8, 9], new_root), vec![&first]),
        ("another connection key", sign(&[1, 2, 13], new_connection), vec![&first]),
        ("other voters", sign(&[1, 2], |card| card.vote = keys(1, &[12], 1)), vec![&first]),
        (
            "another name",
            sign(&[1, 2], |card| card.name = Text::new("Smart Belgique").unwrap()),
            vec![&first],
        ),
        ("number 2", after(&[1, 2]), vec![&first, &second]),
    ];
    let as_assent = |federation, kind| cosigned(federation, kind, 1, &[1, 2], &council.next_card(1, |_| {}));
    let bad = vec![
        ("by the old root alone", sign(&[1, 2], |card| card.root = keys(1, &[8, 9, 10], 2)), vec![&first]),
        ("by the new root alone", sign(&[8, 9], |card| card.root = keys(1, &[8, 9, 10], 2)), vec![&first]),
        ("by one of two of the old root", sign(&[1, 8], new_root), vec![&first]),
        ("by one of two of the new root", sign(&[1, 2], new_root), vec![&first]),
        ("by one root key of two", sign(&[1], |_| {}), vec![&first]),
        ("by one root key twice", sign(&[1, 1], |_| {}), vec![&first]),
        ("by a voter besides", sign(&[1, 2, 4], |_| {}), vec![&first]),
        ("the number after the next", sign(&[1, 2], |card| card.number = 2), vec![&first]),
        ("the number before", sign(&[1, 2], |card| card.number = 0), vec![&first]),
        ("after another card", sign(&[1, 2], |card| card.previous = Some(ObjectId([1; 32]))), vec![&first]),
        ("after no card", sign(&[1, 2], |card| card.previous = None), vec![&first]),
        ("number 2 after number 0", after(&[1, 2]), vec![&first]),
        ("number 1 after number 1", renewed.clone(), vec![&first, &second]),
        ("another node key that did not sign", sign(&[1, 2], none), vec![&first]),
        ("another node key, signed by the one before", sign(&[1, 2, 6], none), vec![&first]),
        ("a connection key that did not sign", sign(&[1, 2], new_connection), vec![&first]),
        (
            "another node key without a cut",
            sign(&[1, 2, 11], |card| card.node = public_of(1, 11)),
            vec![&first],
        ),
        (
            "a cut without another node key",
            sign(&[1, 2], |card| card.cut = Some(Cut::default())),
            vec![&first],
        ),
        ("of another federation", as_assent(&FOREIGN, ObjectKind::Card), vec![&first]),
        ("of no federation", as_assent(&FederationId::NONE, ObjectKind::Card), vec![&first]),
        ("as an assent", as_assent(&council.federation, ObjectKind::Assent), vec![&first]),
        ("a signature that does not verify", flipped(&renewed), vec![&first]),
        ("a threshold above the keys", sign(&[1, 2], |card| card.vote.threshold = 3), vec![&first]),
        ("the node's key to vote", sign(&[1, 2], |card| card.vote = keys(1, &[6], 1)), vec![&first]),
        ("a card and a byte", trailing(&renewed), vec![&first]),
    ];
    let federation = hex(council.federation.0);
    let start = |name: &str, bytes: &[u8], before: &[&Verified<Card>]| {
        let before: Vec<String> = before.iter().map(|card| hex(&card.bytes)).collect();
        json!({ "name": name, "federation": federation, "before": before, "hex": hex(bytes) })
    };
    let read = |bytes: &[u8], before: &[&Verified<Card>]| {
        Card::read_next(bytes, &council.federation, before.last().unwrap())
    };
    let mut vectors = Vec::new();
    for (name, bytes, before) in good {
        let card = read(&bytes, &before).unwrap();
        let mut vector = start(name, &bytes, &before);
        vector["id"] = json!(hex(card.id.0));
        vector["value"] = json!(diagnostic(&value(&codec::encode(&card.value))));
        vectors.push(vector);
    }
    for (name, bytes, before) in bad {
        vectors.push(refused(start(name, &bytes, &before), read(&bytes, &before).map_err(|e| card_name(&e))));
    }
    vectors
}

// Pages.

fn judged(council: &Council, bytes: &[u8]) -> Result<ObjectId, String> {
    let page = Page::read(bytes, &council.federation).map_err(|error| page_name(&error))?;
    council.register.check(&page.value).map_err(|error| page_name(&error))?;
    Ok(page.id)
}

fn changed(council: &Council, act: Act, change: impl FnOnce(&mut Page)) -> Vec<u8> {
    let mut page = council.page(act, 0).value;
    change(&mut page);
    page.to_bytes()
}

/// A page as a map, with another act.
fn raw(council: &Council, act: Value) -> Vec<u8> {
    let Value::Map(mut pairs) = value(&council.page(rules(), 0).bytes) else { panic!("a map") };
    pairs[0].1 = act;
    cbor(&Value::Map(pairs))
}

fn admit(charter: Vec<u8>) -> Act {
    Act::Admit { card: ByteBuf::from(card_bytes(4)), charter: ByteBuf::from(charter) }
}

/// The first rules of the fund, changed.
fn fund_rules(change: impl FnOnce(&mut FundRules)) -> Act {
    let mut rules = FundRules::default();
    change(&mut rules);
    Act::FundRules(rules)
}

/// Changes the first line.
fn line(rules: &mut FundRules, change: impl FnOnce(&mut Line)) {
    let mut lines = rules.lines.to_vec();
    change(&mut lines[0]);
    rules.lines = List::new(lines).unwrap();
}

fn twice(rules: &mut FundRules) {
    let lines = vec![rules.lines[0].clone(); 2];
    rules.lines = List::new(lines).unwrap();
}

fn in_francs(rules: &mut FundRules) {
    rules.currency = "CHF".parse().unwrap();
}

fn name_two(rules: &mut FundRules, council: &Council) {
    rules.participants = List::new(council.coops[..2].to_vec()).unwrap();
}

/// Pages judged after the first `state` pages of the register.
pub(crate) fn pages() -> Vec<Json> {
    let states = history().states;
    let [s0, s1, s2, s3, s4] = &states[..] else { panic!("five states") };
    let coop = |at: usize| s0.coops[at];
    let none = |_: &mut Page| {};
    let pins = |page: &mut Page, change: fn(&mut Vec<Pin>)| {
        let mut pins = page.pins.to_vec();
        change(&mut pins);
        page.pins = List::new(pins).unwrap();
    };
    let minutes = |page: &mut Page| page.minutes = Some(ByteBuf::from(vec![5; 32]));
    let successor = |council: &Council, nths: &[u8]| {
        let card = council.next_card(2, |card| card.root = keys(2, &[8, 9, 10], 2));
        ByteBuf::from(council.sign_card(2, nths, &card))
    };
    let cut = Some(Cut { journal: (1, Some(ObjectId([1; 32]))), directory: 2 });
    let succession = |council: &Council| {
        let card = council.next_card(2, |card| {
            (card.root, card.node, card.cut) = (keys(2, &[10, 13, 14], 2), public_of(2, 11), cut);
        });
        ByteBuf::from(council.sign_card(2, &[10, 13, 11], &card))
    };
    let charter = |federation: &FederationId, kind, charter| {
        let card = Card::read_founder(&card_bytes(4)).unwrap().id;
        cosigned(federation, kind, 4, &[4, 5], &CharterSigned { card, charter })
    };
    let (fed, in_force) = (&s0.federation, s0.register.charter_id());
    let only = |members| Act::Rules(Rules { members: Some(members), ..Rules::default() });
    let named = |names: &[&str]| {
        let one = |name: &&str| Published { coop: coop(1), name: Code::new(name).unwrap() };
        let vocabularies = Some(List::new(names.iter().map(one).collect()).unwrap());
        Act::Rules(Rules { vocabularies, ..Rules::default() })
    };
    let good: Vec<(&str, usize, Vec<u8>)> = vec![
        ("admit", 0, changed(s0, s0.admission(), none)),
        ("expel", 2, changed(s2, expulsion(s2, 3), none)),
        ("leave", 0, changed(s0, Act::Leave { cut: Cut::default(), coop: coop(3) }, none)),
        ("sleep", 0, changed(s0, Act::Sleep(coop(3)), none)),
        (
            "succeed",
            0,
            changed(s0, Act::Succeed { cut: None, card: successor(s0, &[8, 9]), coop: coop(2) }, none),
        ),
        (
            "succeed with another node key",
            1,
            changed(s1, Act::Succeed { cut, card: succession(s1), coop: coop(2) }, none),
        ),
        ("rules", 1, changed(s1, rules(), none)),
        ("rules with minutes", 0, changed(s0, only(9), minutes)),
        ("rules that name two vocabularies", 0, changed(s0, named(&["rome", "esco"]), none)),
        ("rules that end every vocabulary", 0, changed(s0, named(&[]), none)),
        ("upgrade", 3, changed(s3, Act::Upgrade(2), none)),
        ("rules of the fund", 0, changed(s0, Act::FundRules(FundRules::default()), none)),
        (
            "rules of the fund with participants",
            1,
            changed(s1, fund_rules(|rules| name_two(rules, s1)), none),
        ),
        ("rules of the fund in another currency", 0, changed(s0, fund_rules(in_francs), none)),
        ("an objection overruled", 2, changed(s2, Act::Overrule(ObjectId([7; 32])), none)),
        ("wake", 4, changed(s4, Act::Wake(coop(2)), none)),
    ];
    let bad: Vec<(&str, usize, Vec<u8>)> = vec![
        (
            "rules of the fund without a line",
            0,
            changed(s0, fund_rules(|rules| rules.lines = List::default()), none),
        ),
        ("rules of the fund with a line twice", 0, changed(s0, fund_rules(twice), none)),
        (
            "a line named guarantee",
            0,
            changed(
                s0,
                fund_rules(|rules| line(rules, |line| line.code = Code::new("guarantee").unwrap())),
                none,
            ),
        ),
        (
            "a line of nothing",
            0,
            changed(s0, fund_rules(|rules| line(rules, |line| line.maximum = Amount::ZERO)), none),
        ),
        (
            "a line with a window of a hundred days",
            0,
            changed(s0, fund_rules(|rules| line(rules, |line| line.window = 2_400)), none),
        ),
        (
            "a line with a longer window for less",
            0,
            changed(s0, fund_rules(|rules| line(rules, |line| line.window = 47)), none),
        ),
        ("no open request", 0, changed(s0, fund_rules(|rules| rules.open = 0), none)),
        ("a thousand and one open requests", 0, changed(s0, fund_rules(|rules| rules.open = 1_001), none)),
        (
            "a participant twice",
            0,
            changed(s0, fund_rules(|rules| rules.participants = List::new(vec![coop(1); 2]).unwrap()), none),
        ),
        (
            "rules of the fund of nothing",
            0,
            raw(s0, Value::Map(vec![(Value::from("fund-rules"), Value::Map(vec![]))])),
        ),
        (
            "overrule without a request",
            0,
            raw(s0, Value::Map(vec![(Value::from("overrule"), Value::from(1))])),
        ),
        ("wake who is awake", 0, changed(s0, Act::Wake(coop(2)), none)),
        ("sleep of a stranger", 0, changed(s0, Act::Sleep(coop(4)), none)),
        ("sleep of an expelled member", 3, changed(s3, Act::Sleep(coop(3)), none)),
        ("expulsion of a stranger", 0, changed(s0, expulsion(s0, 4), none)),
        ("expulsion again", 3, changed(s3, expulsion(s3, 3), none)),
        (
            "recognise without a branch",
            0,
            changed(s0, Act::Recognise { card: ObjectId([1; 32]), coop: coop(2) }, none),
        ),
        ("rules of nothing", 0, changed(s0, Act::Rules(Rules::default()), none)),
        ("rules that name a vocabulary twice", 0, changed(s0, named(&["esco", "rome", "esco"]), none)),
        ("rules of no member", 0, changed(s0, only(0), none)),
        ("rules of too many members", 0, changed(s0, only(10_000_001), none)),
        (
            "rules with a charter that is no text",
            0,
            changed(
                s0,
                Act::Rules(Rules { charter: Some(ByteBuf::from(vec![0xff])), ..Rules::default() }),
                none,
            ),
        ),
        ("upgrade to what is spoken", 0, changed(s0, Act::Upgrade(1), none)),
        ("admit a member again", 1, changed(s1, s1.admission(), none)),
        ("admit after the charter changed", 2, changed(s2, admit(s0.charter(4, &[4, 5])), none)),
        ("admit with one voter of two", 0, changed(s0, admit(s0.charter(4, &[4])), none)),
        ("admit with the root keys", 0, changed(s0, admit(s0.charter(4, &[1, 2])), none)),
        (
            "admit under another charter",
            0,
            changed(s0, admit(charter(fed, ObjectKind::Charter, ObjectId([1; 32]))), none),
        ),
        (
            "admit with a charter of another federation",
            0,
            changed(s0, admit(charter(&FOREIGN, ObjectKind::Charter, in_force)), none),
        ),
        ("admit with an approval", 0, changed(s0, admit(charter(fed, ObjectKind::Approval, in_force)), none)),
        (
            "succession by the old root",
            0,
            changed(s0, Act::Succeed { cut: None, card: successor(s0, &[1, 2]), coop: coop(2) }, none),
        ),
        (
            "succession by too few",
            0,
            changed(s0, Act::Succeed { cut: None, card: successor(s0, &[8]), coop: coop(2) }, none),
        ),
        (
            "succession with another cut",
            0,
            changed(s0, Act::Succeed { cut, card: successor(s0, &[8, 9]), coop: coop(2) }, none),
        ),
        (
            "succession of a stranger",
            0,
            changed(s0, Act::Succeed { cut: None, card: successor(s0, &[8, 9]), coop: coop(4) }, none),
        ),
        ("a height skipped", 0, changed(s0, only(9), |page| page.height = 2)),
        ("a height already written", 1, changed(s1, only(9), |page| page.height = 1)),
        ("after another page", 1, changed(s1, only(9), |page| page.previous = ObjectId(fed.0))),
        ("an electorate without one", 0, changed(s0, only(9), |page| pins(page, |pins| pins.truncate(3)))),
        ("an electorate in another order", 0, changed(s0, only(9), |page| pins(page, |pins| pins.reverse()))),
        (
            "an electorate with one twice",
            0,
            changed(s0, only(9), |page| pins(page, |pins| pins.push(pins[0]))),
        ),
        (
            "an electorate with an unknown card",
            0,
            changed(s0, only(9), |page| pins(page, |pins| pins[0].2 = ObjectId([1; 32]))),
        ),
        (
            "an electorate with another number",
            0,
            changed(s0, only(9), |page| pins(page, |pins| pins[0].1 = 1)),
        ),
        (
            "an electorate of before the expulsion",
            3,
            changed(s3, only(9), |page| page.pins = s2.register.pins()),
        ),
        ("proposed by a stranger", 0, changed(s0, only(9), |page| page.proposer = coop(4))),
        ("proposed by an expelled member", 3, changed(s3, only(9), |page| page.proposer = coop(3))),
        ("an act of a later version", 0, raw(s0, Value::Map(vec![(Value::from("merge"), Value::from(1))]))),
        ("an act of a later version, alone", 0, raw(s0, Value::from("merge"))),
        (
            "two acts",
            0,
            raw(s0, {
                let pair = |name: &str| (Value::from(name), Value::Bytes(coop(2).0.to_vec()));
                Value::Map(vec![pair("wake"), pair("sleep")])
            }),
        ),
        ("an act that is a number", 0, raw(s0, Value::from(1))),
        ("a page and a byte", 0, trailing(&s0.page(only(9), 0).bytes)),
    ];
    let mut vectors = Vec::new();
    for (name, state, bytes) in good {
        let id = judged(&states[state], &bytes);
        assert!(id.is_ok(), "{name}: {id:?}");
        vectors.push(json!({
            "name": name, "state": state, "hex": hex(&bytes), "id": hex(id.unwrap().0),
            "value": diagnostic(&value(&bytes)),
        }));
    }
    // Two cards of one number, of which one is recognised.
    let mut split = s3.clone();
    let branch = |later| s3.sign_card(1, &[1, 2], &s3.next_card(1, |card| card.expires += later));
    let branches = [branch(1), branch(2)];
    branches.iter().for_each(|card| drop(split.register.admit_card(card)));
    let chosen = split.register.seat(&coop(1)).unwrap().branches()[1].id;
    let bytes = changed(&split, Act::Recognise { card: chosen, coop: coop(1) }, none);
    let cards = branches.map(hex);
    vectors.push(json!({
        "name": "recognise", "state": 3, "cards": cards, "hex": hex(&bytes),
        "id": hex(judged(&split, &bytes).unwrap().0), "value": diagnostic(&value(&bytes)),
    }));
    for (name, state, bytes) in bad {
        let vector = json!({ "name": name, "state": state, "hex": hex(&bytes) });
        vectors.push(refused(vector, judged(&states[state], &bytes)));
    }
    vectors
}

// Approvals.

/// Approvals of one page, after the first `state` pages of the register.
pub(crate) fn approvals() -> Vec<Json> {
    let states = history().states;
    let [s0, s1, s2, ..] = &states[..] else { panic!("states") };
    let only = Act::Rules(Rules { members: Some(9), ..Rules::default() });
    let page = |council: &Council| council.page(only.clone(), 0);
    let (p0, p1) = (page(s0), page(s1));
    let withdrawn = Approval { withdrawn: true, ..s0.approval_of(2, p0.id) };
    let good = [
        ("by both voters", 0, s0.approval(2, p0.id)),
        ("taken back", 0, s0.approve(2, &[4, 5], &withdrawn)),
        ("by the guest, once admitted", 1, s1.approval(4, p1.id)),
        ("under the charter that followed", 2, s2.approval(4, page(s2).id)),
    ];
    let other = |change: fn(&mut Approval)| {
        let mut approval = s0.approval_of(2, p0.id);
        change(&mut approval);
        s0.approve(2, &[4, 5], &approval)
    };
    let of_zero = s0.approval_of(2, p0.id);
    let under = Approval { charter: s0.register.charter_id(), ..s2.approval_of(2, page(s2).id) };
    let bad = [
        ("by one voter of two", 0, s0.approve(2, &[4], &of_zero)),
        ("by one voter twice", 0, s0.approve(2, &[4, 4], &of_zero)),
        ("by the root keys", 0, s0.approve(2, &[1, 2], &of_zero)),
        ("by the node", 0, s0.approve(2, &[6], &of_zero)),
        ("by another cooperative's voters", 0, s0.approve(1, &[4, 5], &of_zero)),
        ("of a stranger", 0, s0.approval(4, p0.id)),
        ("of a page that is not known", 0, other(|approval| approval.page = ObjectId([1; 32]))),
        ("under another charter", 0, other(|approval| approval.charter = ObjectId([1; 32]))),
        ("under the charter before", 2, s2.approve(2, &[4, 5], &under)),
        ("of another federation", 0, cosigned(&FOREIGN, ObjectKind::Approval, 2, &[4, 5], &of_zero)),
        ("signed as a charter", 0, cosigned(&s0.federation, ObjectKind::Charter, 2, &[4, 5], &of_zero)),
        ("not signed yet", 0, of_zero.draft()),
        ("that does not verify", 0, flipped(&s0.approval(2, p0.id))),
    ];
    let judge = |state: usize, bytes: &[u8]| {
        let register = &states[state].register;
        let mut votes = Votes::new(register);
        let page = page(&states[state]);
        assert!(votes.admit_notice(page.value.proposer, page.id, Vec::new()));
        assert_eq!(votes.admit_page(register, &page.bytes), Ok(true));
        votes.admit_approval(register, bytes).map_err(|error| page_name(&error))
    };
    let start = |name: &str, state: usize, bytes: &[u8]| json!({ "name": name, "state": state, "page": hex(page(&states[state]).bytes), "hex": hex(bytes) });
    let mut vectors = Vec::new();
    for (name, state, bytes) in good {
        assert_eq!(judge(state, &bytes), Ok(true), "{name}");
        let approval = Approval::peek(&bytes).unwrap();
        let mut vector = start(name, state, &bytes);
        vector["coop"] = json!(hex(approval.coop.0));
        vector["withdrawn"] = json!(approval.withdrawn);
        vectors.push(vector);
    }
    for (name, state, bytes) in bad {
        vectors.push(refused(start(name, state, &bytes), judge(state, &bytes)));
    }
    vectors
}

// Seals.

/// Sealed pages, after the first `state` pages of the register.
pub(crate) fn seals() -> Vec<Json> {
    let history = history();
    let s0 = history.states[0].clone();
    let only = Act::Rules(Rules { members: Some(9), ..Rules::default() });
    let page = s0.page(only.clone(), 0);
    let whole = s0.clone().seal_page(&page, &[0, 1, 2]);
    let id = page.id;
    let with = |change: &mut dyn FnMut(&mut Sealed, &mut Council)| {
        let (mut sealed, mut council) = (whole.clone(), s0.clone());
        change(&mut sealed, &mut council);
        sealed
    };
    let vote = |council: &mut Council, coop: usize, body: Body| council.entry(coop, &body);
    // The votes are three ballots, then three acknowledgements; the third cooperative's are 2 and 5.
    let third = |ballot: Option<Body>, ack: Option<Body>, nth: u8| {
        with(&mut |sealed, council| {
            council.rekey(2, nth);
            sealed.votes.remove(5);
            sealed.votes.remove(2);
            for body in [&ballot, &ack].into_iter().flatten() {
                sealed.votes.push(vote(council, 2, body.clone()));
            }
        })
    };
    let (ballot, ack) = (s0.ballot(id, TODAY, None), s0.ack(id, TODAY));
    let later = {
        // Certified on the first day, acknowledged by one; certified again on the next day, and acknowledged by all.
        let mut council = s0.clone();
        let mut sealed = council.seal_page(&page, &[0, 1, 2]);
        sealed.votes.truncate(4);
        let (again, ack) = (council.ballot(id, TODAY + 1, Some(TODAY)), council.ack(id, TODAY + 1));
        for body in [again, ack] {
            sealed.votes.extend([0, 1, 2].map(|coop| council.entry(coop, &body)));
        }
        sealed
    };
    let four = s0.clone().seal_page(&page, &[3, 2, 1, 0]);
    let expelled = {
        let mut council = history.states[3].clone();
        council.seal(only.clone(), &[0, 1, 2, 3])
    };
    let stale = {
        let mut council = history.states[1].clone();
        let page = council.page(only, 0);
        council.rekey(1, 6);
        council.seal_page(&page, &[0, 1, 2, 4])
    };
    let good = [
        ("by three of four", 0, whole.clone()),
        ("by all four", 0, four),
        ("an admission", 0, history.pages[0].clone()),
        ("new rules, by keys that followed", 1, history.pages[1].clone()),
        ("an expulsion", 2, history.pages[2].clone()),
        ("at the second attempt", 0, later),
        ("a vote twice", 0, with(&mut |sealed, _| sealed.votes.push(sealed.votes[0].clone()))),
    ];
    let entry = s0.draft(2, &ballot);
    let foreign = envelope::sign(&FOREIGN, ObjectKind::Entry, &of(2, 6), entry.clone()).bytes;
    let as_pulse = envelope::sign(&s0.federation, ObjectKind::Pulse, &of(2, 6), entry).bytes;
    let missing = |at: usize| with(&mut |sealed, _| drop(sealed.votes.remove(at)));
    let bad = [
        ("two approvals of three", 0, with(&mut |sealed, _| sealed.approvals.truncate(2))),
        ("an approval twice", 0, with(&mut |sealed, _| sealed.approvals[2] = sealed.approvals[1].clone())),
        (
            "a withdrawal for an approval",
            0,
            with(&mut |sealed, council| {
                let approval = Approval { withdrawn: true, ..council.approval_of(2, id) };
                sealed.approvals[2] = council.approve(2, &[4, 5], &approval);
            }),
        ),
        ("an approval by a stranger", 0, with(&mut |sealed, c| sealed.approvals[2] = c.approval(4, id))),
        (
            "an approval of another page",
            0,
            with(&mut |sealed, c| sealed.approvals[2] = c.approval(2, ObjectId([1; 32]))),
        ),
        (
            "an approval by one voter",
            0,
            with(&mut |sealed, c| sealed.approvals[2] = c.approve(2, &[4], &c.approval_of(2, id))),
        ),
        ("two ballots of three", 0, missing(2)),
        ("two acknowledgements of three", 0, missing(5)),
        (
            "a stranger's ballot",
            0,
            with(&mut |sealed, c| sealed.votes[2] = c.entry(4, &c.ballot(id, TODAY, None).clone())),
        ),
        ("by the voter's key", 0, third(Some(ballot.clone()), Some(ack.clone()), 4)),
        ("by a node key that is not pinned", 0, third(Some(ballot.clone()), Some(ack.clone()), 11)),
        ("by a node key that retired", 1, stale),
        ("by an expelled member", 3, expelled),
        (
            "at another attempt",
            0,
            third(Some(s0.ballot(id, TODAY + 1, None)), Some(s0.ack(id, TODAY + 1)), 6),
        ),
        (
            "an acknowledgement of another attempt",
            0,
            third(Some(ballot.clone()), Some(s0.ack(id, TODAY + 1)), 6),
        ),
        (
            "a ballot that cites what is not certified",
            0,
            third(Some(s0.ballot(id, TODAY, Some(TODAY - 1))), Some(ack.clone()), 6),
        ),
        (
            "a ballot that cites its own attempt",
            0,
            third(Some(s0.ballot(id, TODAY, Some(TODAY))), Some(ack.clone()), 6),
        ),
        ("a ballot of two days before", 0, third(Some(s0.ballot(id, TODAY - 2, None)), Some(ack.clone()), 6)),
        (
            "a ballot for another page",
            0,
            third(Some(s0.ballot(ObjectId([1; 32]), TODAY, None)), Some(ack), 6),
        ),
        ("a notice among the votes", 0, third(Some(Body::Propose(id)), None, 6)),
        ("a ballot of another federation", 0, with(&mut |sealed, _| sealed.votes[2] = foreign.clone())),
        ("a ballot signed as a pulse", 0, with(&mut |sealed, _| sealed.votes[2] = as_pulse.clone())),
        (
            "a ballot that does not verify",
            0,
            with(&mut |sealed, _| sealed.votes[2] = flipped(&sealed.votes[2])),
        ),
        ("a page already written", 1, history.pages[0].clone()),
        ("a page after the next", 0, history.pages[1].clone()),
    ];
    let mut vectors = Vec::new();
    for (name, state, sealed) in good {
        let page = sealed.verify(&history.states[state].register);
        assert!(page.is_ok(), "{name}: {page:?}");
        let id = hex(page.unwrap().id.0);
        vectors.push(json!({ "name": name, "state": state, "hex": hex(sealed.to_bytes()), "id": id }));
    }
    let read = |state: usize, bytes: &[u8]| {
        Sealed::from_bytes(bytes)?.verify(&history.states[state].register).map(|page| page.id)
    };
    let mut bad: Vec<(&str, usize, Vec<u8>)> =
        bad.into_iter().map(|(name, state, sealed)| (name, state, sealed.to_bytes())).collect();
    let Value::Array(mut four) = value(&whole.to_bytes()) else { panic!("an array") };
    four.push(Value::Null);
    bad.push(("a seal of four elements", 0, cbor(&Value::Array(four))));
    bad.push(("a seal and a byte", 0, trailing(&whole.to_bytes())));
    for (name, state, bytes) in bad {
        let vector = json!({ "name": name, "state": state, "hex": hex(&bytes) });
        vectors.push(refused(vector, read(state, &bytes).map_err(|error| page_name(&error))));
    }
    vectors
}

// Journals.

/// Entries, verified with the `key` given; and what is held of the next page, in eight bytes.
pub(crate) fn journals() -> Vec<Json> {
    let mut council = Council::new();
    let page = council.page(Act::Sleep(council.coops[3]), 2);
    let approval = council.approval(2, page.id);
    let withdrawal =
        council.approve(2, &[4, 5], &Approval { withdrawn: true, ..council.approval_of(2, page.id) });
    let code = Code::new("spam").unwrap();
    let bodies = vec![
        ("a page is proposed", "propose", Body::Propose(page.id)),
        ("an approval", "approve", Body::Approve(approval)),
        ("a withdrawal", "withdraw", Body::Withdraw(withdrawal)),
        ("a ballot", "ballot", council.ballot(page.id, TODAY, None)),
        ("a ballot that cites", "ballot", council.ballot(page.id, TODAY + 1, Some(TODAY))),
        ("an acknowledgement", "ack", council.ack(page.id, TODAY)),
        (
            "a call to suspend",
            "suspend",
            Body::Suspend(Suspend { code, coop: council.coops[3], incident: 1 }),
        ),
        ("an even kind of a later version", "unknown", Body::Unknown(64)),
        ("an odd kind of a later version", "unknown", Body::Unknown(65)),
    ];
    let key = public_of(2, 6);
    let start = |name: &str, bytes: &[u8]| {
        let federation = hex(council.federation.0);
        json!({ "name": name, "what": "entry", "federation": federation, "key": hex(key.0), "hex": hex(bytes) })
    };
    let read = |bytes: &[u8]| {
        let signed = Signed::parse(bytes, limits::ENTRY_BYTES)?;
        let entry: Verified<Entry> = signed.verify(bytes, &council.federation, ObjectKind::Entry, &key)?;
        entry.value.read()?;
        Ok::<_, EnvelopeError>(entry)
    };
    let mut vectors = Vec::new();
    let (mut seq, mut previous) = (0, None);
    for (name, reads, body) in bodies {
        seq += 1;
        let entry = council.sign(2, Entry { seq, previous, ..council.draft(2, &body) });
        previous = Some(entry.id);
        let mut vector = start(name, &entry.bytes);
        assert_eq!(read(&entry.bytes).as_ref(), Ok(&entry));
        vector["id"] = json!(hex(entry.id.0));
        vector["reads"] = json!(reads);
        vector["value"] = json!(diagnostic(&value(&codec::encode(&entry.value))));
        vector["body"] = json!(diagnostic(&value(&entry.value.body)));
        vectors.push(vector);
    }
    let draft = |change: &dyn Fn(&mut Entry)| {
        let mut entry = council.draft(2, &Body::Propose(page.id));
        change(&mut entry);
        council.sign(2, entry).bytes
    };
    let body = |kind: u64, body: Vec<u8>| {
        draft(&|entry| (entry.kind, entry.body) = (kind, ByteBuf::from(body.clone())))
    };
    let good = draft(&|_| {});
    let as_kind = |federation, kind| {
        envelope::sign(federation, kind, &of(2, 6), council.draft(2, &Body::Propose(page.id))).bytes
    };
    let bad = [
        ("a notice of 31 bytes", body(2, codec::encode(&ByteBuf::from(vec![1; 31])))),
        (
            "an approval that is a map",
            body(4, codec::encode(&std::collections::BTreeMap::<String, u8>::new())),
        ),
        ("a ballot that is an acknowledgement", body(8, codec::encode(&7u64))),
        (
            "an acknowledgement without a page",
            body(10, cbor(&Value::Map(vec![(Value::from("height"), Value::from(1))]))),
        ),
        (
            "a call with words for a code",
            body(12, {
                let pair = |key: &str, value: Value| (Value::from(key), value);
                cbor(&Value::Map(vec![
                    pair("code", Value::from("too many words")),
                    pair("coop", Value::Bytes(vec![1; 32])),
                    pair("incident", Value::from(1)),
                ]))
            }),
        ),
        ("a body that is not canonical", body(2, vec![0x18, 1])),
        ("an unknown kind whose body is not canonical", body(64, vec![0xf7])),
        ("an empty body", body(64, Vec::new())),
        ("larger than an entry may be", body(64, codec::encode(&"x".repeat(limits::ENTRY_BYTES)))),
        ("of another federation", as_kind(&FOREIGN, ObjectKind::Entry)),
        ("signed as a head", as_kind(&council.federation, ObjectKind::Head)),
        ("by another key", {
            let mut council = council.clone();
            council.rekey(2, 4);
            council.sign(2, council.draft(2, &Body::Propose(page.id))).bytes
        }),
        ("that does not verify", flipped(&good)),
        ("an entry and a byte", trailing(&good)),
    ];
    for (name, bytes) in bad {
        vectors.push(refused(start(name, &bytes), read(&bytes).map_err(|error| envelope_name(&error))));
    }
    vectors.extend(fingerprints(&mut council));
    vectors
}

fn fingerprints(council: &mut Council) -> Vec<Json> {
    let register = council.register.clone();
    let page = council.page(Act::Sleep(council.coops[3]), 2);
    let mut votes = Votes::new(&register);
    let mut vectors = Vec::new();
    let mut say = |name: &str, votes: &Votes| {
        let frames: Vec<Json> = votes
            .objects()
            .map(|object| match object {
                Object::Entry(bytes) => json!({ "what": "entry", "hex": hex(bytes) }),
                Object::Page(bytes) => json!({ "what": "page", "hex": hex(bytes) }),
                Object::Approval(bytes) => json!({ "what": "approval", "hex": hex(bytes) }),
            })
            .collect();
        vectors.push(json!({
            "name": name, "what": "votes", "federation": hex(register.federation.0), "objects": frames,
            "fingerprint": hex(votes.fingerprint()),
        }));
    };
    say("nothing said", &votes);
    let notice = council.entry(2, &Body::Propose(page.id));
    assert!(votes.admit_notice(council.coops[2], page.id, notice));
    say("a notice", &votes);
    assert_eq!(votes.admit_page(&register, &page.bytes), Ok(true));
    for coop in 0..3 {
        assert_eq!(votes.admit_approval(&register, &council.approval(coop, page.id)), Ok(true));
    }
    let withdrawn = Approval { withdrawn: true, ..council.approval_of(1, page.id) };
    assert_eq!(votes.admit_approval(&register, &council.approve(1, &[4, 5], &withdrawn)), Ok(true));
    say("a page with approvals, one taken back", &votes);
    let bodies = [council.ballot(page.id, TODAY, None), council.ack(page.id, TODAY)];
    for body in bodies {
        let vote = council.entry(2, &body);
        assert_eq!(votes.admit_vote(&register, &vote, Some(TODAY)), Ok(true));
    }
    say("a page with votes", &votes);
    vectors
}

// Pulses.

/// Pulses, verified with the `key` given.
pub(crate) fn pulses() -> Vec<Json> {
    let council = Council::new();
    let key = public_of(2, 6);
    let pulse = || Pulse {
        page: (0, council.register.head),
        time: START,
        number: START,
        journals: List::new(vec![
            (0, None),
            (3, Some(ObjectId([3; 32]))),
            (0, None),
            (1, Some(ObjectId([1; 32]))),
        ])
        .unwrap(),
        directories: List::new(vec![0, 7, 1, 0]).unwrap(),
    };
    let sign = |pulse: Pulse| envelope::sign(&council.federation, ObjectKind::Pulse, &of(2, 6), pulse).bytes;
    let raw = |change: fn(&mut Vec<(Value, Value)>)| {
        let Value::Map(mut pairs) = value(&codec::encode(&pulse())) else { panic!("a map") };
        change(&mut pairs);
        envelope::sign(&council.federation, ObjectKind::Pulse, &of(2, 6), Value::Map(pairs)).bytes
    };
    let good = [
        ("of four journals", sign(pulse())),
        ("of nothing", sign(Pulse { journals: List::default(), directories: List::default(), ..pulse() })),
        (
            "with a field of a later version",
            raw(|pairs| pairs.push((Value::from("zzzzzzzzzzzz"), Value::from(1)))),
        ),
    ];
    let bad = [
        ("without a page", raw(|pairs| pairs.retain(|(key, _)| key.as_text() != Some("page")))),
        ("with a time that is a text", raw(|pairs| pairs[1].1 = Value::from("now"))),
        (
            "with a journal of three",
            raw(|pairs| {
                pairs[3].1 = Value::Array(vec![Value::Array(vec![Value::from(0), Value::Null, Value::Null])])
            }),
        ),
        ("by another key", envelope::sign(&council.federation, ObjectKind::Pulse, &of(2, 11), pulse()).bytes),
        ("of another federation", envelope::sign(&FOREIGN, ObjectKind::Pulse, &of(2, 6), pulse()).bytes),
        (
            "signed as an entry",
            envelope::sign(&council.federation, ObjectKind::Entry, &of(2, 6), pulse()).bytes,
        ),
        ("that does not verify", flipped(&sign(pulse()))),
        ("larger than a pulse may be", vec![0; limits::PULSE_BYTES + 1]),
    ];
    let start = |name: &str, bytes: &[u8]| {
        let federation = hex(council.federation.0);
        if bytes.len() > limits::PULSE_BYTES {
            return json!({ "name": name, "federation": federation, "key": hex(key.0), "hex": "", "then_zero_bytes": bytes.len() });
        }
        json!({ "name": name, "federation": federation, "key": hex(key.0), "hex": hex(bytes) })
    };
    let read = |bytes: &[u8]| -> Result<Verified<Pulse>, EnvelopeError> {
        let signed = Signed::parse(bytes, limits::PULSE_BYTES)?;
        signed.verify(bytes, &council.federation, ObjectKind::Pulse, &key)
    };
    let mut vectors = Vec::new();
    for (name, bytes) in good {
        let pulse = read(&bytes).unwrap();
        let Value::Array(parts) = value(&bytes) else { panic!("an array") };
        let mut vector = start(name, &bytes);
        vector["id"] = json!(hex(pulse.id.0));
        vector["value"] = json!(diagnostic(&value(parts[2].as_bytes().unwrap())));
        vectors.push(vector);
    }
    for (name, bytes) in bad {
        vectors.push(refused(start(name, &bytes), read(&bytes).map_err(|error| envelope_name(&error))));
    }
    vectors
}
