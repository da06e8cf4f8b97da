//! What a script says about how it is loaded, and what it loads.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Argument, CallExpression, Expression};
use oxc_ast_visit::{Visit, walk};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// A script among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imports {
    /// Whether it imports or exports as only modules may.
    pub is_module: bool,
    /// What it names in `importScripts`, which only workers have: each text as it is written.
    pub scripts: Vec<String>,
}

/// Reads them. Of a script that is no JavaScript it finds nothing; [`super::check`] says why.
///
/// ```
/// let found = kaipush_simulator::syntax::imports("importScripts('a.js', name);");
/// assert_eq!((found.is_module, &*found.scripts[0], found.scripts.len()), (false, "a.js", 1));
/// ```
pub fn imports(source: &str) -> Imports {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::unambiguous()).parse();
    let mut find = Find(Vec::new());
    find.visit_program(&parsed.program);
    Imports { is_module: parsed.program.source_type.is_module(), scripts: find.0 }
}

struct Find(Vec<String>);

impl<'a> Visit<'a> for Find {
    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        let name = match &call.callee {
            Expression::Identifier(name) => Some(&*name.name),
            // `self.importScripts`
            Expression::StaticMemberExpression(member) => Some(&*member.property.name),
            _ => None,
        };
        if name == Some("importScripts") {
            let texts = call.arguments.iter().filter_map(|argument| match argument {
                Argument::StringLiteral(text) => Some(text.value.to_string()),
                Argument::TemplateLiteral(text) => text.single_quasi().map(|text| text.to_string()),
                _ => None,
            });
            self.0.extend(texts);
        }
        walk::walk_call_expression(self, call);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_and_imported_scripts_are_found() {
        for (source, is_module, scripts) in [
            ("var a = 1;", false, &[][..]),
            ("import './a.js';", true, &[]),
            ("export default 1;", true, &[]),
            ("import('./a.js');", false, &[]),
            (
                "importScripts('a.js', \"b.js\"); self.importScripts('c.js');",
                false,
                &["a.js", "b.js", "c.js"],
            ),
            ("importScripts(`a.js`, `${b}.js`);", false, &["a.js"]),
            ("if (x) { importScripts(name); }", false, &[]),
            ("// importScripts('a.js');", false, &[]),
            ("var text = \"importScripts('a.js')\";", false, &[]),
            ("import {", true, &[]),
        ] {
            let found = imports(source);
            assert_eq!(found.is_module, is_module, "{source}");
            assert_eq!(found.scripts, scripts, "{source}");
        }
    }
}
