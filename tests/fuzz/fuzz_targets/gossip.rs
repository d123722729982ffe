//! Gossip messages: what is read is read again from what it writes. Must not know what a replica does with them.
#![no_main]

use bigre_protocol::frame::Gossip;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(Some(gossip)) = Gossip::from_bytes(bytes) else { return };
    // Objects of a later version are passed over; a message of nothing else says nothing.
    if !matches!(&gossip, Gossip::Objects(objects) if objects.is_empty()) {
        assert_eq!(Gossip::from_bytes(&gossip.to_bytes()), Ok(Some(gossip)));
    }
});
