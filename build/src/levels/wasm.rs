//! Does a module keep to the WebAssembly of Gecko 84?

use std::path::Path;

use wasmparser::{Validator, WasmFeatures};

use super::Problem;

/// What Gecko 84 has (BCD, Firefox): the first release (52), mutable globals, sign extension (62),
/// saturating conversion (64), several values (78), bulk memory and reference types (79). Without
/// SIMD (89), exceptions (100), tail calls, garbage collection.
fn gecko_84() -> WasmFeatures {
    WasmFeatures::MVP
        | WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::REFERENCE_TYPES
}

/// Validates the module with these features and no others; `file` names it in the answer.
pub fn wasm(file: &Path, module: &[u8]) -> Vec<Problem> {
    match Validator::new_with_features(gecko_84()).validate_all(module) {
        Ok(_) => Vec::new(),
        Err(error) => {
            let text = format!(
                "byte {}: {}; Gecko 84 (KaiOS 3) cannot read this module",
                error.offset(),
                error.message()
            );
            vec![Problem::of(file, text)]
        }
    }
}
