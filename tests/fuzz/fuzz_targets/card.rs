//! Cards: no bytes make reading panic. Must not know which federation they are for.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = bigre_protocol::card::Card::read_founder(bytes);
});
