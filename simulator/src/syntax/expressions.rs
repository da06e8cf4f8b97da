//! What is too new in expressions.

use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, AssignmentOperator, BinaryOperator, LogicalOperator, ObjectPropertyKind,
};
use oxc_span::GetSpan as _;

use super::features::{
    AND_ASSIGNMENT, BIG_INT, DYNAMIC_IMPORT, EXPONENT, EXPONENT_ASSIGNMENT, IMPORT_OPTIONS,
    NULLISH, NULLISH_ASSIGNMENT, NUMERIC_SEPARATOR, OBJECT_SPREAD, OPTIONAL_CHAINING,
    OR_ASSIGNMENT, PRIVATE_FIELD, PRIVATE_IN, TEMPLATE_ESCAPE, TRAILING_COMMA, WORKER_IMPORT,
};
use super::find::Find;
use super::{Kind, pattern};

impl Find<'_> {
    /// Looks at one node.
    pub(super) fn expression(&mut self, kind: AstKind) {
        match kind {
            AstKind::AwaitExpression(it) => self.await_outside(it.span.start),
            AstKind::BinaryExpression(it) if it.operator == BinaryOperator::Exponential => {
                self.note_after(it.left.span().end, &EXPONENT);
            }
            AstKind::AssignmentExpression(it) => self.assignment(it.left.span().end, it.operator),
            AstKind::LogicalExpression(it) if it.operator == LogicalOperator::Coalesce => {
                self.note_after(it.left.span().end, &NULLISH);
            }
            AstKind::PrivateInExpression(it) => self.note(it.span.start, &PRIVATE_IN),
            AstKind::StaticMemberExpression(it) if it.optional => {
                self.note_after(it.object.span().end, &OPTIONAL_CHAINING);
            }
            AstKind::ComputedMemberExpression(it) if it.optional => {
                self.note_after(it.object.span().end, &OPTIONAL_CHAINING);
            }
            AstKind::PrivateFieldExpression(it) => {
                if it.optional {
                    self.note_after(it.object.span().end, &OPTIONAL_CHAINING);
                }
                self.note(it.field.span.start, &PRIVATE_FIELD);
            }
            AstKind::CallExpression(it) => {
                if it.optional {
                    self.note_after(it.callee.span().end, &OPTIONAL_CHAINING);
                }
                self.arguments(&it.arguments);
            }
            AstKind::NewExpression(it) => self.arguments(&it.arguments),
            AstKind::ImportExpression(it) => {
                self.phase(it.span.start, it.phase);
                self.note(it.span.start, &DYNAMIC_IMPORT);
                if self.kind == Kind::Worker {
                    self.note(it.span.start, &WORKER_IMPORT);
                }
                // A comma is either the options' or stands alone, and both came together.
                self.comma_after(it.source.span().end, &IMPORT_OPTIONS);
            }
            AstKind::ObjectExpression(it) => {
                for property in &it.properties {
                    match property {
                        ObjectPropertyKind::SpreadProperty(spread) => {
                            self.note(spread.span.start, &OBJECT_SPREAD);
                        }
                        ObjectPropertyKind::ObjectProperty(_) => {}
                    }
                }
            }
            AstKind::TaggedTemplateExpression(it) => {
                let unknown = it.quasi.quasis.iter().find(|part| part.value.cooked.is_none());
                if let Some(part) = unknown {
                    self.note(part.span.start, &TEMPLATE_ESCAPE);
                }
            }
            AstKind::NumericLiteral(it) if it.raw.is_some_and(|raw| raw.contains('_')) => {
                self.note(it.span.start, &NUMERIC_SEPARATOR);
            }
            AstKind::BigIntLiteral(it) => self.note(it.span.start, &BIG_INT),
            AstKind::RegExpLiteral(it) => {
                pattern::each(it, &mut |feature| self.note(it.span.start, feature));
            }
            _ => {}
        }
    }

    fn arguments(&mut self, arguments: &[Argument]) {
        if let Some(last) = arguments.last() {
            self.comma_after(last.span().end, &TRAILING_COMMA);
        }
    }

    fn assignment(&mut self, end: u32, operator: AssignmentOperator) {
        match operator {
            AssignmentOperator::Exponential => self.note_after(end, &EXPONENT_ASSIGNMENT),
            AssignmentOperator::LogicalAnd => self.note_after(end, &AND_ASSIGNMENT),
            AssignmentOperator::LogicalOr => self.note_after(end, &OR_ASSIGNMENT),
            AssignmentOperator::LogicalNullish => self.note_after(end, &NULLISH_ASSIGNMENT),
            _ => {}
        }
    }
}
