//! Envelopes of several signatures: no bytes make reading panic. Must not know who signed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = bigre_protocol::envelope::Cosigned::parse(bytes, bigre_protocol::limits::CARD_BYTES);
});
