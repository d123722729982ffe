//! Deltas: what is read is written back as it was. Must not know which head they lead to.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(delta) = bigre_protocol::directory::head::Delta::from_bytes(bytes) {
        assert_eq!(delta.to_bytes(), bytes);
    }
});
