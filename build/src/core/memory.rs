//! How much memory a module takes before it does anything.

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload};

/// Pages of 64 KiB at the start.
pub(super) fn initial_pages(wasm: &[u8]) -> Result<u64> {
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::MemorySection(memories) = payload? {
            let first =
                memories.into_iter().next().context("the module has an empty memory section")?;
            return Ok(first?.initial);
        }
    }
    anyhow::bail!("the module has no memory of its own")
}
