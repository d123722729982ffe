//! Storms of many seeds: whatever happens, nodes never break a promise, and agree once it is over.

use bigre_tests::mesh::Options;
use bigre_tests::scenario::storm;

#[test]
fn storms() {
    let count: u64 = std::env::var("BIGRE_STORMS").ok().and_then(|v| v.parse().ok()).unwrap_or(300);
    let lines = std::env::var("BIGRE_TRACE").is_ok();
    let one: Option<u64> = std::env::var("SEED").ok().and_then(|v| v.parse().ok());
    let mut failed = Vec::new();
    let t = std::time::Instant::now();
    for seed in one.map_or(0..count, |s| s..s + 1) {
        let r = std::panic::catch_unwind(|| storm(seed, Options { lines, ..Options::default() }));
        match r {
            Ok(Ok(_)) => {}
            Ok(Err((why, trace))) => {
                if lines { std::fs::write("/tmp/scratch-sim/trace.txt", trace.join("\n")).unwrap(); }
                failed.push(why);
            }
            Err(p) => failed.push(format!("seed {seed} PANIC {:?}", p.downcast_ref::<String>())),
        }
    }
    println!("{:?}", t.elapsed());
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}
