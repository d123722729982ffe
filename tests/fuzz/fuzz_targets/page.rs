//! Pages and approvals: no bytes make reading panic. Must not know whether they may be written.
#![no_main]

use bigre_protocol::id::FederationId;
use bigre_protocol::register::{Approval, Page};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let federation = FederationId([9; 32]);
    if let Ok(page) = Page::read(bytes, &federation) {
        let _ = page.value.subject(&federation);
        let _ = page.value.first_attempt();
    }
    let _ = Approval::peek(bytes);
});
