//! What the functions of a module weigh, and the modules of source that they come from.

use std::collections::HashMap;

use anyhow::Result;

use super::parts::Parts;

/// How many names of a path tell where something comes from: `kaipush::outbox::flush`.
const DEPTH: usize = 3;

/// The code of a module, the largest function first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The functions.
    pub functions: Vec<Function>,
}

/// One function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its path: `kaipush::outbox::flush::carry::{{closure}}`.
    pub name: String,
    /// Bytes of its body.
    pub bytes: usize,
}

impl Code {
    /// Reads a module that has the names of its functions still.
    pub(super) fn read(module: &[u8]) -> Result<Self> {
        let parts = Parts::read(module)?;
        let name = |index| parts.names.get(&index).copied().unwrap_or("?");
        let functions = (parts.imported..).zip(&parts.bodies);
        Ok(Self::of(functions.map(|(index, body)| (name(index), body.len()))))
    }

    /// Takes mangled names and sizes.
    fn of<'a>(functions: impl Iterator<Item = (&'a str, usize)>) -> Self {
        let readable = |mangled| format!("{:#}", rustc_demangle::demangle(mangled));
        let functions = functions.map(|(name, bytes)| Function { name: readable(name), bytes });
        let mut functions: Vec<_> = functions.collect();
        functions.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
        Self { functions }
    }

    /// Bytes of all functions.
    pub fn bytes(&self) -> usize {
        self.functions.iter().map(|function| function.bytes).sum()
    }

    /// The modules of source with the bytes and the number of their functions, the largest first.
    pub fn modules(&self) -> Vec<(String, usize, usize)> {
        let mut modules: HashMap<String, (usize, usize)> = HashMap::new();
        for function in &self.functions {
            let (bytes, count) = modules.entry(module(&function.name)).or_default();
            *bytes += function.bytes;
            *count += 1;
        }
        let mut modules: Vec<_> =
            modules.into_iter().map(|(name, (bytes, count))| (name, bytes, count)).collect();
        modules.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        modules
    }
}

/// Where a function comes from: of a method the module of its type, of a trait's method that of the type
/// it is for, of drop glue `core::ptr`. What has no path is nobody's: C's functions, and the exports.
fn module(path: &str) -> String {
    let path = path.trim_start_matches(['<', '&', '(', '[']).trim_start_matches("dyn ");
    let end = path.find(|letter: char| !(letter.is_alphanumeric() || "_:".contains(letter)));
    let (path, cut) = path.split_at(end.unwrap_or(path.len()));
    let mut names: Vec<_> = path.split("::").filter(|name| !name.is_empty()).collect();
    // Types are spelled with capitals; where there is none, the last name is the function's own.
    let types = names.iter().position(|name| name.starts_with(char::is_uppercase));
    let own = match types {
        Some(types) => types,
        None if cut.starts_with("<impl ") => names.len(),
        None => names.len().saturating_sub(1),
    };
    names.truncate(own.min(DEPTH));
    if names.is_empty() { "(no path)".to_owned() } else { names.join("::") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_module_of_its_type() {
        for (path, expected) in [
            ("kaipush::outbox::flush::flush", "kaipush::outbox::flush"),
            ("kaipush::outbox::flush::carry::{{closure}}::{{closure}}", "kaipush::outbox::flush"),
            ("kaipush::settings::Settings::load::{{closure}}", "kaipush::settings"),
            ("<kaipush::foreign::Js as kaipush_model::value::Value>::as_list", "kaipush::foreign"),
            ("core::ptr::drop_in_place<alloc::rc::Rc<kaipush::store::Shelf>>", "core::ptr"),
            (
                "kaipush_model::message::localise::<impl kaipush_model::message::Message<V>>::f",
                "kaipush_model::message::localise",
            ),
            (
                "<core::iter::adapters::skip::Skip<I> as core::iter::Iterator>::next",
                "core::iter::adapters",
            ),
            ("<alloc::vec::Vec<T>>::push", "alloc::vec"),
            ("<[T] as alloc::slice::Join>::join", "(no path)"),
            ("__rustc[2a]::__rdl_alloc", "(no path)"),
            ("memcmp", "(no path)"),
        ] {
            assert_eq!(module(path), expected, "{path}");
        }
    }

    #[test]
    fn the_largest_comes_first() {
        let names = [("_ZN3app1a1f17h0123456789abcdefE", 5), ("app::b::f", 7), ("app::a::g", 4)];
        let code = Code::of(names.into_iter());
        assert_eq!(code.bytes(), 16);
        let names: Vec<_> = code.functions.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["app::b::f", "app::a::f", "app::a::g"]);
        let modules = [("app::a".to_owned(), 9, 2), ("app::b".to_owned(), 7, 1)];
        assert_eq!(code.modules(), modules);
    }

    /// One import, two functions, the names of both.
    #[test]
    fn names_are_counted_from_the_first_import() {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |number: u8, content: &[u8]| {
            wasm.extend([number, content.len() as u8]);
            wasm.extend(content);
        };
        section(1, &[1, 0x60, 0, 0]);
        section(2, b"\x01\x01e\x01f\0\0");
        section(3, &[2, 0, 0]);
        section(10, &[2, 2, 0, 0x0b, 3, 0, 0x00, 0x0b]);
        section(0, b"\x04name\x01\x0c\x02\x01\x03a::\x02\x04b::c");
        let code = Code::read(&wasm).unwrap();
        let functions: Vec<_> = code.functions.iter().map(|f| (&*f.name, f.bytes)).collect();
        assert_eq!(functions, [("b::c", 3), ("a::", 2)]);
        assert!(Code::read(&wasm[..8]).unwrap_err().to_string().contains("no names"));
    }
}
