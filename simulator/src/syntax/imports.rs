//! What a script says about how it is loaded, what it loads, and for what.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Argument, AssignmentTarget, CallExpression, Expression};
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
    /// Whether it listens to `fetch`, without which KaiOS 3 installs no site as an app.
    pub listens_to_fetch: bool,
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
    let mut find = Find::default();
    find.visit_program(&parsed.program);
    let Find { scripts, listens_to_fetch } = find;
    Imports { is_module: parsed.program.source_type.is_module(), scripts, listens_to_fetch }
}

#[derive(Default)]
struct Find {
    scripts: Vec<String>,
    listens_to_fetch: bool,
}

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
            self.scripts.extend(texts);
        }
        let first = call.arguments.first();
        self.listens_to_fetch |= name == Some("addEventListener")
            && matches!(first, Some(Argument::StringLiteral(event)) if event.value == "fetch");
        walk::walk_call_expression(self, call);
    }

    fn visit_assignment_target(&mut self, target: &AssignmentTarget<'a>) {
        self.listens_to_fetch |= match target {
            AssignmentTarget::AssignmentTargetIdentifier(name) => name.name == "onfetch",
            // `self.onfetch`
            AssignmentTarget::StaticMemberExpression(member) => member.property.name == "onfetch",
            _ => false,
        };
        walk::walk_assignment_target(self, target);
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

    #[test]
    fn listeners_of_fetch_are_found() {
        for (source, listens) in [
            ("self.addEventListener('fetch', function () {});", true),
            ("addEventListener(\"fetch\", answer);", true),
            ("self.onfetch = function () {};", true),
            ("onfetch = answer;", true),
            ("self.addEventListener('push', show); fetch('/a');", false),
            ("// self.onfetch = answer;", false),
        ] {
            assert_eq!(imports(source).listens_to_fetch, listens, "{source}");
        }
    }
}
