//! Gossip messages: what is read is written back as it was. Must not know what a replica does with them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(Some(gossip)) = bigre_protocol::frame::Gossip::from_bytes(bytes) {
        assert_eq!(gossip.to_bytes(), bytes);
    }
});
