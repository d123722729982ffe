//! Pages with their seals: what is read is written back as it was. Must not know who signed.
#![no_main]

use bigre_protocol::register::Sealed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(sealed) = Sealed::from_bytes(bytes) {
        assert_eq!(sealed.to_bytes(), bytes);
    }
});
