//! A panic → a trap, at once.
//!
//! A panic in a core ends in a trap anyway, and the shim knows what to do then. What a panic does
//! before that is to make a message which nobody reads: 3 kB (gzip) of a worker, with the standard
//! library's formatting and the names of source files. So the functions that begin a panic trap
//! instead, and what only they would have used goes: functions become traps, too, data becomes zeros,
//! and the tools that come after drop both.

use std::collections::HashSet;

use anyhow::{Result, ensure};
use wasmparser::BinaryReader;

use super::parts::{CODE, Parts, Target, reached};
use super::unread::unread;

/// Paths of functions that never return, or the modules of such; `Vec` has some more, each inside the
/// method that it belongs to.
const BEGINNINGS: &[&str] = &[
    "core::panicking::",
    "core::cell::panic_already_",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "std::panicking::begin_panic",
    "std::thread::local::panic_access_error",
    "__rustc::rust_begin_unwind",
    // No panic, but as far from being called: JavaScript Promise Integration, which no KaiOS has.
    "js_sys::futures::jspi::task_waker::raw_",
];

/// A body of its own length, no local variables, `unreachable`, `end`.
const TRAP: &[u8] = &[3, 0, 0x00, 0x0b];

/// The module with traps in the place of panics. It has to have its names and relocations still; the
/// latter go.
pub(super) fn trap(module: &[u8]) -> Result<Vec<u8>> {
    let parts = Parts::read(module)?;
    ensure!(!parts.references.is_empty(), "the module was linked without --emit-relocs");
    let names = parts.names.iter();
    let panics: HashSet<u32> =
        names.filter(|(_, name)| begins_panic(name)).map(|(index, _)| *index).collect();
    let unread = unread(module, &parts, &panics)?;
    let reached = reached(&parts, &panics, &unread);

    let mut bytes = module.to_vec();
    let (live, dead): (Vec<_>, Vec<_>) = parts
        .data
        .iter()
        .enumerate()
        .partition(|(piece, _)| reached.contains(&Target::Data(*piece)));
    let kept: HashSet<usize> = live.into_iter().flat_map(|(_, range)| range.clone()).collect();
    // Pieces may share bytes.
    for place in dead.into_iter().flat_map(|(_, range)| range.clone()) {
        if !kept.contains(&place) {
            bytes[place] = 0;
        }
    }

    let mut code = leb(parts.bodies.len());
    for (index, body) in (parts.imported..).zip(&parts.bodies) {
        if panics.contains(&index) || !reached.contains(&Target::Function(index)) {
            code.extend(TRAP);
        } else {
            code.extend(leb(body.len()));
            code.extend(&bytes[body.clone()]);
        }
    }
    Ok(written(&bytes, &parts, &code))
}

/// The module with another code section, without what stood in the linker's own sections.
fn written(bytes: &[u8], parts: &Parts, code: &[u8]) -> Vec<u8> {
    const HEADER: usize = 8;
    let mut module = bytes[..HEADER].to_vec();
    for (number, content) in &parts.sections {
        let content = if *number == CODE { code } else { &bytes[content.clone()] };
        if *number == 0 && is_linkers(content) {
            continue;
        }
        module.push(*number);
        module.extend(leb(content.len()));
        module.extend(content);
    }
    module
}

/// A custom section begins with its name.
fn is_linkers(content: &[u8]) -> bool {
    let name = BinaryReader::new(content, 0).read_string().unwrap_or_default();
    name == "linking" || name.starts_with("reloc.")
}

fn begins_panic(mangled: &str) -> bool {
    // Without the hashes that tell one compilation from another.
    let path = format!("{:#}", rustc_demangle::demangle(mangled));
    BEGINNINGS.iter().any(|beginning| path.starts_with(beginning))
        || (path.starts_with("<alloc::vec::Vec") && path.ends_with("::assert_failed"))
}

/// A length, as modules write numbers.
fn leb(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_are_known_by_either_kind_of_name() {
        for name in [
            "_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt",
            "_ZN4core9panicking9panic_fmt17h0123456789abcdefE",
            "_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind",
            "_RNvNtNtCsgXGp5Oqx2Ny_4core9panicking11panic_const28panic_const_async_fn_resumed",
            "_RNvNvMs_NtCs5cOc02OMXlo_5alloc3vecINtB6_3VecppE11swap_remove13assert_failed",
        ] {
            assert!(begins_panic(name), "{name}");
        }
        for name in [
            "push",
            "_ZN4core3fmt5write17h0123456789abcdefE",
            "_ZN3std9panicking12catch_unwind17h0123456789abcdefE",
            "_ZN3app9panicking9panic_fmt17h0123456789abcdefE",
        ] {
            assert!(!begins_panic(name), "{name}");
        }
    }

    #[test]
    fn numbers_are_written_in_pieces_of_seven_bits() {
        assert_eq!(leb(0), [0]);
        assert_eq!(leb(127), [127]);
        assert_eq!(leb(624_485), [0xe5, 0x8e, 0x26]);
    }

    #[test]
    fn a_module_that_says_too_little_is_refused() {
        assert!(trap(b"\0asm\x01\0\0\0").unwrap_err().to_string().contains("no names"));
    }
}
