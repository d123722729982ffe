//! Defects that the storms must find: a simulation that lets one of them pass proves nothing.

use bigre_protocol::mutant::{MUTANT, Mutant};
use bigre_tests::mesh::Options;
use bigre_tests::scenario::storm;

/// How many storms until one fails.
fn caught_after(most: u64, options: Options) -> Option<u64> {
    (0..most).find(|seed| storm(*seed, options).is_err()).map(|seed| seed + 1)
}

fn check(mutant: Option<Mutant>, options: Options, most: u64) {
    MUTANT.set(mutant);
    let caught = caught_after(most, options);
    MUTANT.set(None);
    let text = format!("{mutant:?}, early: {}: caught after {caught:?} storms\n", options.early);
    let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
    assert!(caught.is_some(), "{mutant:?} with {options:?} passes {most} storms");
}

#[test]
fn effects_before_their_writes_are_durable() {
    check(None, Options { early: true, ..Options::default() }, 5);
}

#[test]
fn any_root_is_accepted() {
    check(Some(Mutant::AnyRoot), Options::default(), 100);
}

#[test]
fn the_sign_lock_is_ignored() {
    check(Some(Mutant::SkipSignLock), Options::default(), 200);
}
