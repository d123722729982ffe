//! Bodies of entries of every kind: no bytes make reading panic. Must not know whose they are.
#![no_main]

use bigre_protocol::directory::entry::{Entry, Kind};
use bigre_protocol::id::EntryId;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((kind, body)) = bytes.split_first() else { return };
    let _ = Entry { id: EntryId([0; 16]), kind: Kind(*kind), salt: [0; 16], body: body.to_vec() }.read();
});
