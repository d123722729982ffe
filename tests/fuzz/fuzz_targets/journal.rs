//! What a journal's entry says: no bytes make reading panic. Must not know who signed it.
#![no_main]

use bigre_protocol::codec;
use bigre_protocol::journal::Entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(entry) = codec::decode::<Entry>(bytes) {
        let _ = entry.read();
    }
});
