//! Frames of a pull: what is read is written back as it was. Must not know what a replica does with them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(Some(frame)) = bigre_protocol::frame::Frame::from_bytes(bytes) {
        assert_eq!(frame.to_bytes(), bytes);
    }
});
