//! Envelopes of one signature: no bytes make reading panic. Must not know who signed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = bigre_protocol::envelope::Signed::parse(bytes, bigre_protocol::limits::HEAD_BYTES);
});
