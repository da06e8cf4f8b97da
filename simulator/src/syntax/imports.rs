//! What a script says about how it is loaded, what it loads, and for what.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Argument, AssignmentTarget, CallExpression, Expression, ObjectProperty};
use oxc_ast_visit::{Visit, walk};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// A script among others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imports {
    /// Whether it imports or exports as only modules may.
    pub is_module: bool,
    /// What it names in `importScripts`, which only workers have: each text as it is written.
    pub scripts: Vec<String>,
    /// Whether it listens to `fetch`, without which KaiOS 3 installs no site as an app.
    pub listens_to_fetch: bool,
    /// Whether it listens to `push` itself. `kaipush.onpush` is none of this: that is kaipush's.
    pub listens_to_push: bool,
    /// Whether it says which pushes are kaipush's: `kaipush.owns`.
    pub sets_owns: bool,
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
    find.0.is_module = parsed.program.source_type.is_module();
    find.0
}

#[derive(Default)]
struct Find(Imports);

impl<'a> Visit<'a> for Find {
    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        let name = match &call.callee {
            Expression::Identifier(name) => Some(&*name.name),
            // `self.importScripts`
            Expression::StaticMemberExpression(member) => Some(&*member.property.name),
            _ => None,
        };
        if name == Some("importScripts") {
            self.0.scripts.extend(call.arguments.iter().filter_map(text));
        }
        if name == Some("addEventListener")
            && let Some(event) = call.arguments.first().and_then(text)
        {
            self.0.listens_to_fetch |= event == "fetch";
            self.0.listens_to_push |= event == "push";
        }
        walk::walk_call_expression(self, call);
    }

    fn visit_assignment_target(&mut self, target: &AssignmentTarget<'a>) {
        match target {
            AssignmentTarget::AssignmentTargetIdentifier(name) => {
                self.0.listens_to_fetch |= name.name == "onfetch";
                self.0.listens_to_push |= name.name == "onpush";
            }
            // `self.onfetch`
            AssignmentTarget::StaticMemberExpression(member) => {
                let name = &*member.property.name;
                self.0.listens_to_fetch |= name == "onfetch";
                self.0.listens_to_push |= name == "onpush" && is_scope(&member.object);
                self.0.sets_owns |= name == "owns";
            }
            _ => {}
        }
        walk::walk_assignment_target(self, target);
    }

    // `kaipush = { owns: "marked" }`
    fn visit_object_property(&mut self, property: &ObjectProperty<'a>) {
        self.0.sets_owns |= property.key.static_name().is_some_and(|name| name == "owns");
        walk::walk_object_property(self, property);
    }
}

/// A text that stands there as it is.
fn text(argument: &Argument) -> Option<String> {
    match argument {
        Argument::StringLiteral(text) => Some(text.value.to_string()),
        Argument::TemplateLiteral(text) => text.single_quasi().map(|text| text.to_string()),
        _ => None,
    }
}

/// Whether this is the worker's global object.
fn is_scope(object: &Expression) -> bool {
    match object {
        Expression::ThisExpression(_) => true,
        Expression::Identifier(name) => matches!(&*name.name, "self" | "globalThis"),
        _ => false,
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
            ("addEventListener(`fetch`, answer);", true),
            ("self.onfetch = function () {};", true),
            ("onfetch = answer;", true),
            ("self.addEventListener('push', show); fetch('/a');", false),
            ("// self.onfetch = answer;", false),
        ] {
            assert_eq!(imports(source).listens_to_fetch, listens, "{source}");
        }
    }

    #[test]
    fn listeners_of_push_are_found_and_whose_pushes_are_kaipushs() {
        for (source, listens, sets) in [
            ("self.addEventListener('push', show);", true, false),
            ("self.onpush = show;", true, false),
            ("this.onpush = show;", true, false),
            ("onpush = show;", true, false),
            ("kaipush.onpush = show;", false, false),
            ("var kaipush = { onpush: show };", false, false),
            ("addEventListener('push', show); kaipush.owns = 'marked';", true, true),
            ("self.kaipush = { owns: 'marked' };", false, true),
            ("// self.onpush = show; kaipush.owns = 'marked';", false, false),
        ] {
            let found = imports(source);
            assert_eq!((found.listens_to_push, found.sets_owns), (listens, sets), "{source}");
        }
    }
}
