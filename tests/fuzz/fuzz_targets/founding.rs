//! Founding pages: what is read is written back as it was. Must not know who founded.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(founding) = bigre_protocol::register::Founding::from_bytes(bytes) {
        assert_eq!(founding.to_bytes(), bytes);
    }
});
