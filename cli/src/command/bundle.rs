//! `bigre export` and `bigre import`: everything held, in one file that travels without network.

use std::io::Read as _;
use std::path::Path;

use bigre_node::api::model::BundleReport;

use crate::context::Context;
use crate::failure::{Exit, Failure, Told};
use crate::out::Tone;
use crate::render::{listed, size};
use crate::{progress, say};

pub(super) fn export(context: &Context, file: &Path) -> Result<Exit, Failure> {
    let client = context.client()?;
    let doing = say!(context.tr, "export-doing");
    let bytes = progress::during(context, &doing, || client.download("/v1/export"))?;
    if file == Path::new("-") {
        context.out.bytes(&bytes).map_err(|error| Failure::file("cli-write", file, &error))?;
        return Ok(Exit::Done);
    }
    std::fs::write(file, &bytes).map_err(|error| Failure::file("cli-write", file, &error))?;
    let held = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let path = file.display().to_string();
    if context.json {
        context.out.json(&serde_json::json!({ "file": path, "bytes": held }));
    } else {
        context.note(&say!(context.tr, "export-done", file = path, size = size(held, &context.tr)));
    }
    Ok(Exit::Done)
}

pub(super) fn import(context: &Context, file: &Path) -> Result<Exit, Failure> {
    let bytes = read(file)?;
    let client = context.client()?;
    let doing = say!(context.tr, "import-doing");
    let report: BundleReport =
        progress::during(context, &doing, || client.upload("/v1/import", "application/cbor", bytes))?;
    let exit = if report.refused.is_empty() { Exit::Done } else { Exit::Refused };
    if context.json {
        context.out.json(&report);
        return Ok(exit);
    }
    let tr = &context.tr;
    let updated = u64::try_from(report.updated.len()).unwrap_or(u64::MAX);
    context.note(&say!(tr, "import-done", updated = updated, directories = report.directories));
    for (name, number) in &report.updated {
        context.note(&say!(tr, "import-updated", name = name.as_str(), number = *number));
    }
    if !report.unchanged.is_empty() {
        context.note(&say!(tr, "import-unchanged", names = listed(&report.unchanged, tr)));
    }
    for (name, problem) in &report.refused {
        let why = Told::of(problem, tr).line();
        let line = say!(tr, "import-refused", name = name.as_str(), why = why);
        context.out.error(&context.out.paint_error(Tone::Bad, &line));
    }
    Ok(exit)
}

/// A file, or standard input for `-`.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let read = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    read.map_err(|error| Failure::file("cli-read", file, &error))
}
