//! Seals, as a register verifies them.

use bigre_protocol::codec;
use bigre_protocol::envelope::{self, EnvelopeError, ObjectKind};
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::Body;
use bigre_protocol::limits::{self};
use bigre_protocol::register::{Page, PageError, Sealed};
use ciborium::Value;

use super::council::{Council, TODAY, of};
use super::pages::{expel, pins};
use super::{FOREIGN, forged, rules, trailing};

/// A seal of a page, changed: why it is refused by the register before it.
type SealRow = (&'static str, fn(&mut Council) -> Sealed, PageError);

pub(crate) fn seal(council: &mut Council) -> Sealed {
    council.seal(rules(9), &[0, 1, 2])
}

fn page_id(council: &Council, sealed: &Sealed) -> ObjectId {
    Page::read(&sealed.page, &council.federation).unwrap().id
}

/// A seal in which the votes of the third are others.
pub(crate) fn third(council: &mut Council, votes: fn(&mut Council, ObjectId) -> Vec<Vec<u8>>) -> Sealed {
    let page = council.page(rules(9), 0);
    let mut sealed = council.seal_page(&page, &[0, 1]);
    sealed.approvals.push(council.approval(2, page.id));
    sealed.votes.extend(votes(council, page.id));
    sealed
}

pub(crate) fn vote(council: &mut Council, coop: usize, body: &Body) -> Vec<u8> {
    council.entry(coop, body)
}

#[test]
fn seals() {
    let mut council = Council::new();
    assert!(seal(&mut council).verify(&council.register).is_ok());
    let key = || PageError::Envelope(EnvelopeError::Key);
    let rows: Vec<SealRow> = vec![
        (
            "q-1 approvals",
            |c| {
                let mut s = seal(c);
                s.approvals.pop();
                s
            },
            PageError::Approvals { found: 2, needed: 3 },
        ),
        (
            "an approval twice",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = s.approvals[1].clone();
                s
            },
            PageError::Approvals { found: 2, needed: 3 },
        ),
        (
            "a withdrawal for an approval",
            |c| {
                let mut s = seal(c);
                let approval = bigre_protocol::register::Approval {
                    withdrawn: true,
                    ..c.approval_of(2, page_id(c, &s))
                };
                s.approvals[2] = c.approve(2, &[4, 5], &approval);
                s
            },
            PageError::Approvals { found: 2, needed: 3 },
        ),
        (
            "an approval by a stranger",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = c.approval(4, page_id(c, &s));
                s
            },
            PageError::Stranger,
        ),
        (
            "an approval of another page",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = c.approval(2, ObjectId([1; 32]));
                s
            },
            PageError::Unknown,
        ),
        (
            "an approval by one voter of two",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = c.approve(2, &[4], &c.approval_of(2, page_id(c, &s)));
                s
            },
            PageError::Envelope(EnvelopeError::Signature),
        ),
        (
            "an approval by the root keys",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = c.approve(2, &[1, 2], &c.approval_of(2, page_id(c, &s)));
                s
            },
            key(),
        ),
        (
            "q-1 cooperatives",
            |c| {
                let mut s = c.seal(rules(9), &[0, 1]);
                s.approvals.push(c.approval(2, page_id(c, &s)));
                s
            },
            PageError::Seal,
        ),
        (
            "q-1 ballots",
            |c| {
                third(c, |c, page| {
                    let body = c.ack(page, TODAY);
                    vec![vote(c, 2, &body)]
                })
            },
            PageError::Seal,
        ),
        (
            "q-1 acknowledgements",
            |c| {
                third(c, |c, page| {
                    let body = c.ballot(page, TODAY, None);
                    vec![vote(c, 2, &body)]
                })
            },
            PageError::Seal,
        ),
        (
            "one cooperative counted twice",
            |c| {
                third(c, |c, page| {
                    let (ballot, ack) = (c.ballot(page, TODAY, None), c.ack(page, TODAY));
                    vec![vote(c, 1, &ballot), vote(c, 1, &ack)]
                })
            },
            PageError::Seal,
        ),
        (
            "the third at another attempt",
            |c| {
                third(c, |c, page| {
                    let (ballot, ack) = (c.ballot(page, TODAY + 1, None), c.ack(page, TODAY + 1));
                    vec![vote(c, 2, &ballot), vote(c, 2, &ack)]
                })
            },
            PageError::Seal,
        ),
        (
            "the third acknowledges another attempt",
            |c| {
                third(c, |c, page| {
                    let (ballot, ack) = (c.ballot(page, TODAY, None), c.ack(page, TODAY + 1));
                    vec![vote(c, 2, &ballot), vote(c, 2, &ack)]
                })
            },
            PageError::Seal,
        ),
        (
            "the third cites what nobody certified",
            |c| {
                third(c, |c, page| {
                    let (ballot, ack) = (c.ballot(page, TODAY, Some(TODAY - 1)), c.ack(page, TODAY));
                    vec![vote(c, 2, &ballot), vote(c, 2, &ack)]
                })
            },
            PageError::Unknown,
        ),
        (
            "the third is a stranger",
            |c| {
                third(c, |c, page| {
                    let ballot = c.ballot(page, TODAY, None);
                    vec![vote(c, 4, &ballot)]
                })
            },
            PageError::Stranger,
        ),
        (
            "the third signs with another key of its own",
            |c| {
                third(c, |c, page| {
                    let entry = c.draft(2, &c.ballot(page, TODAY, None));
                    vec![envelope::sign(&c.federation, ObjectKind::Entry, &of(2, 4), entry).bytes]
                })
            },
            PageError::Stranger,
        ),
        (
            "the third signs with a node key that the page does not pin",
            |c| {
                third(c, |c, page| {
                    c.rekey(2, 11);
                    let ballot = c.ballot(page, TODAY, None);
                    vec![vote(c, 2, &ballot)]
                })
            },
            PageError::Stranger,
        ),
        (
            "the third votes in another federation",
            |c| {
                third(c, |c, page| {
                    let entry = c.draft(2, &c.ballot(page, TODAY, None));
                    vec![envelope::sign(&FOREIGN, ObjectKind::Entry, &of(2, 6), entry).bytes]
                })
            },
            PageError::Envelope(EnvelopeError::Federation),
        ),
        (
            "the third signs a pulse",
            |c| {
                third(c, |c, page| {
                    let entry = c.draft(2, &c.ballot(page, TODAY, None));
                    vec![envelope::sign(&c.federation, ObjectKind::Pulse, &of(2, 6), entry).bytes]
                })
            },
            PageError::Envelope(EnvelopeError::Kind),
        ),
        (
            "a vote that does not verify",
            |c| {
                let mut s = seal(c);
                s.votes[2] = forged(&s.votes[2]);
                s
            },
            PageError::Envelope(EnvelopeError::Signature),
        ),
        (
            "a notice among the votes",
            |c| third(c, |c, page| vec![vote(c, 2, &Body::Propose(page))]),
            PageError::Seal,
        ),
        (
            "a ballot for another page",
            |c| {
                third(c, |c, _| {
                    let ballot = c.ballot(ObjectId([1; 32]), TODAY, None);
                    vec![vote(c, 2, &ballot)]
                })
            },
            PageError::Unknown,
        ),
        (
            "a ballot of two days before the proposal",
            |c| {
                third(c, |c, page| {
                    let ballot = c.ballot(page, TODAY - 2, None);
                    vec![vote(c, 2, &ballot)]
                })
            },
            PageError::Attempt,
        ),
        (
            "a page that is not the next",
            |c| {
                let mut page = c.page(rules(9), 0).value;
                page.height = 2;
                let page = c.read(&page);
                c.seal_page(&page, &[0, 1, 2])
            },
            PageError::Height { found: 2, expected: 1 },
        ),
        (
            "a page that pins too few",
            |c| {
                let mut page = c.page(rules(9), 0).value;
                pins(&mut page, |pins| pins.truncate(3));
                let page = c.read(&page);
                c.seal_page(&page, &[0, 1, 2])
            },
            PageError::Pins,
        ),
        (
            "a page of a later version",
            |c| {
                let mut s = seal(c);
                s.page = codec::encode(&Value::Map(vec![(Value::from("act"), Value::from("merge"))]));
                s
            },
            PageError::Later,
        ),
    ];
    for (name, make, expected) in rows {
        let mut council = Council::new();
        let sealed = make(&mut council);
        let again = Sealed::from_bytes(&sealed.to_bytes()).unwrap();
        assert_eq!(again.verify(&council.register).map(|_| ()), Err(expected), "{name}");
    }
    // With what was sealed before, and by whom.
    let mut council = Council::new();
    council.write(expel(&council, 3), &[0, 1, 2]);
    let sealed = council.seal(rules(9), &[1, 2, 3]);
    assert_eq!(sealed.verify(&council.register).map(|_| ()), Err(PageError::Stranger), "an expelled member");
    let fresh = Council::new();
    let skip = council.seal(rules(9), &[0, 1, 2]);
    assert_eq!(skip.verify(&fresh.register).map(|_| ()), Err(PageError::Height { found: 2, expected: 1 }));
    let mut other = Council::new();
    other.write(rules(7), &[0, 1, 2]);
    assert_eq!(skip.verify(&other.register).map(|_| ()), Err(PageError::Previous), "after another page");
    assert!(Sealed::from_bytes(&trailing(skip.to_bytes())).is_err());
    assert!(Sealed::from_bytes(&vec![0; limits::SEALED_BYTES + 1]).is_err());
}
