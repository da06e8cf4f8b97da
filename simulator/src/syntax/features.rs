//! Which Firefox reads which syntax first. A test holds every version against MDN's data.

use crate::engine::Engine;

/// A piece of the language.
#[derive(Debug)]
pub(super) struct Feature {
    /// What a developer calls it.
    pub(super) name: &'static str,
    /// The first Firefox that reads it, if any does.
    pub(super) since: Option<u16>,
    /// Where MDN's data says so; `key#text` for a note. Empty where it says nothing.
    #[cfg_attr(not(test), expect(dead_code, reason = "the test's"))]
    pub(super) key: &'static str,
}

impl Feature {
    pub(super) fn is_newer_than(&self, engine: Engine) -> bool {
        self.since.is_none_or(|since| since > engine.firefox())
    }
}

macro_rules! features {
    ($($id:ident $since:literal $key:literal $name:literal)*) => {
        $(pub(super) const $id: Feature = Feature {
            name: $name,
            since: if $since == 0 { None } else { Some($since) },
            key: $key,
        };)*

        /// All of them.
        #[cfg(test)]
        pub(super) const ALL: &[Feature] = &[$($id),*];
    };
}

// Only what can be the first thing that one of the engines stumbles over: `for await` (57) is found in
// async functions (52), `import.meta` (62) and `export * as` (80) in modules (60). 0 is no Firefox.
features! {
    ASYNC_FUNCTION 52 "javascript.statements.async_function" "an async function"
    ASYNC_METHOD 52 "javascript.functions.method_definitions.async_methods" "an async method"
    ASYNC_GENERATOR 57 "javascript.statements.async_generator_function" "an async generator"
    TOP_LEVEL_AWAIT 89 "javascript.operators.await.top_level" "`await` outside of functions"
    EXPONENT 52 "javascript.operators.exponentiation" "`**`"
    EXPONENT_ASSIGNMENT 52 "javascript.operators.exponentiation_assignment" "`**=`"
    TRAILING_COMMA 52 "javascript.grammar.trailing_commas.trailing_commas_in_functions" "a comma after the last parameter or argument"
    REST_PATTERN 52 "javascript.functions.rest_parameters.destructuring" "a pattern as rest parameter"
    TEMPLATE_ESCAPE 53 "javascript.grammar.template_literals.template_literal_revision" "an unknown escape in a tagged template"
    WORKER_LET 54 "javascript.statements.let#in workers" "`let` in a worker"
    OBJECT_REST 55 "javascript.operators.destructuring.rest_in_objects" "`...` in an object's pattern"
    OBJECT_SPREAD 55 "javascript.operators.spread.spread_in_object_literals" "`...` in an object"
    CATCH_WITHOUT 58 "javascript.statements.try_catch.optional_catch_binding" "`catch` without a variable"
    MODULE 60 "javascript.statements.import" "a module"
    DYNAMIC_IMPORT 67 "javascript.operators.import" "`import()`"
    WORKER_IMPORT 114 "javascript.operators.import.worker_support" "`import()` in a worker"
    IMPORT_OPTIONS 138 "javascript.operators.import.options_parameter" "`import()` with options"
    IMPORT_ATTRIBUTES 138 "javascript.statements.import.import_attributes" "`with` after an import"
    IMPORT_SOURCE 153 "javascript.statements.import.import_source" "`import source`"
    IMPORT_DEFER 0 "javascript.statements.import.defer" "`import defer`"
    EXPORT_STRING 87 "javascript.statements.export.arbitrary_module_namespace_identifier_names" "a string as a module's name"
    HASHBANG 67 "javascript.grammar.hashbang_comments" "a `#!` line"
    BIG_INT 68 "javascript.builtins.BigInt" "a BigInt"
    FIELD 69 "javascript.classes.public_class_fields" "a class field"
    STATIC_FIELD 75 "javascript.classes.static.class_fields" "a static class field"
    PRIVATE_FIELD 90 "javascript.classes.private_class_fields" "a private class field"
    PRIVATE_METHOD 90 "javascript.classes.private_class_methods" "a private method"
    PRIVATE_IN 90 "javascript.classes.private_class_fields_in" "`#name in`"
    STATIC_BLOCK 93 "javascript.classes.static.initialization_blocks" "a `static` block"
    NUMERIC_SEPARATOR 70 "javascript.grammar.numeric_separators" "`_` in a number"
    NULLISH 72 "javascript.operators.nullish_coalescing" "`??`"
    OPTIONAL_CHAINING 74 "javascript.operators.optional_chaining" "`?.`"
    AND_ASSIGNMENT 79 "javascript.operators.logical_and_assignment" "`&&=`"
    OR_ASSIGNMENT 79 "javascript.operators.logical_or_assignment" "`||=`"
    NULLISH_ASSIGNMENT 79 "javascript.operators.nullish_coalescing_assignment" "`??=`"
    USING 141 "javascript.statements.using" "`using`"
    AWAIT_USING 141 "javascript.statements.await_using" "`await using`"
    DECORATOR 0 "" "a decorator"
    ACCESSOR 0 "" "an `accessor` field"
    LOOKBEHIND 78 "javascript.regular_expressions.lookbehind_assertion" "`(?<=` or `(?<!` in a regular expression"
    NAMED_GROUP 78 "javascript.regular_expressions.named_capturing_group" "a named group in a regular expression"
    PROPERTY_ESCAPE 78 "javascript.regular_expressions.unicode_character_class_escape" "`\\p` in a regular expression"
    SAME_NAMES 129 "javascript.regular_expressions.named_capturing_group.duplicate_named_capturing_groups" "two groups of one name in a regular expression"
    MODIFIERS 132 "javascript.regular_expressions.modifier" "`(?i:` in a regular expression"
    FLAG_S 78 "javascript.builtins.RegExp.dotAll" "the flag `s` of a regular expression"
    FLAG_D 88 "javascript.builtins.RegExp.hasIndices" "the flag `d` of a regular expression"
    FLAG_V 116 "javascript.builtins.RegExp.unicodeSets" "the flag `v` of a regular expression"
}
