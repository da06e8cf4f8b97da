//! What is too new in patterns, functions and classes.

use oxc_ast::AstKind;
use oxc_ast::ast::{BindingPattern, Expression, FormalParameters};

use super::features::{
    ACCESSOR, ASYNC_FUNCTION, ASYNC_GENERATOR, ASYNC_METHOD, DECORATOR, FIELD, Feature,
    OBJECT_REST, PRIVATE_FIELD, PRIVATE_METHOD, REST_PATTERN, STATIC_BLOCK, STATIC_FIELD,
    TRAILING_COMMA,
};
use super::find::Find;

impl Find<'_> {
    /// Looks at one node.
    pub(super) fn definition(&mut self, kind: AstKind) {
        match kind {
            AstKind::Function(it) => {
                self.function(it.span.start, it.r#async, it.generator, &ASYNC_FUNCTION);
            }
            AstKind::ArrowFunctionExpression(it) => {
                self.function(it.span.start, it.r#async, false, &ASYNC_FUNCTION);
            }
            // The function of a method begins behind `async`.
            AstKind::ObjectProperty(it) if it.method => {
                if let Expression::FunctionExpression(value) = &it.value {
                    self.function(it.span.start, value.r#async, value.generator, &ASYNC_METHOD);
                }
            }
            AstKind::MethodDefinition(it) => {
                let (start, value) = (it.span.start, &it.value);
                self.function(start, value.r#async, value.generator, &ASYNC_METHOD);
                if it.key.is_private_identifier() {
                    self.note(start, &PRIVATE_METHOD);
                }
            }
            AstKind::PropertyDefinition(it) => {
                let feature = match (it.key.is_private_identifier(), it.r#static) {
                    (true, _) => &PRIVATE_FIELD,
                    (false, true) => &STATIC_FIELD,
                    (false, false) => &FIELD,
                };
                self.note(it.span.start, feature);
            }
            AstKind::AccessorProperty(it) => self.note(it.span.start, &ACCESSOR),
            AstKind::Decorator(it) => self.note(it.span.start, &DECORATOR),
            AstKind::StaticBlock(it) => self.note(it.span.start, &STATIC_BLOCK),
            AstKind::FormalParameters(it) => self.parameters(it),
            AstKind::ObjectPattern(it) => {
                if let Some(rest) = &it.rest {
                    self.note(rest.span.start, &OBJECT_REST);
                }
            }
            AstKind::ObjectAssignmentTarget(it) => {
                if let Some(rest) = &it.rest {
                    self.note(rest.span.start, &OBJECT_REST);
                }
            }
            _ => {}
        }
    }

    fn function(&mut self, start: u32, r#async: bool, generator: bool, plain: &'static Feature) {
        match (r#async, generator) {
            (true, true) => self.note(start, &ASYNC_GENERATOR),
            (true, false) => self.note(start, plain),
            _ => {}
        }
    }

    fn parameters(&mut self, parameters: &FormalParameters) {
        // `a => a`: no list, and a comma behind it belongs to somebody else.
        let bare = self
            .source
            .get(parameters.span.start as usize..)
            .is_none_or(|text| !text.starts_with('('));
        if let Some(last) = parameters.items.last()
            && parameters.rest.is_none()
            && !bare
        {
            self.comma_after(last.span.end, &TRAILING_COMMA);
        }
        if let Some(rest) = &parameters.rest
            && !matches!(rest.rest.argument, BindingPattern::BindingIdentifier(_))
        {
            self.note(rest.span.start, &REST_PATTERN);
        }
    }
}
