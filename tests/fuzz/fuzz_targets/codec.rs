//! The canonical form: no bytes make it panic. Must not know what they encode.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = bigre_protocol::codec::check(bytes);
});
