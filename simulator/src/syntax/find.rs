//! Looks through a tree for what is newer than an engine.

use oxc_ast::AstKind;
use oxc_ast::ast::{ImportPhase, Statement};
use oxc_ast_visit::Visit;
use oxc_span::GetSpan as _;

use super::features::{Feature, IMPORT_DEFER, IMPORT_SOURCE, TOP_LEVEL_AWAIT};
use super::{Kind, commas};
use crate::engine::Engine;

/// The search, and the first thing it has found.
pub(super) struct Find<'s> {
    pub(super) source: &'s str,
    engine: Engine,
    pub(super) kind: Kind,
    /// How many functions there are around.
    functions: u32,
    first: Option<(usize, &'static Feature)>,
}

impl<'s> Find<'s> {
    pub(super) fn new(source: &'s str, engine: Engine, kind: Kind) -> Self {
        Self { source, engine, kind, functions: 0, first: None }
    }

    /// Where the first thing begins that is too new, and what it is.
    pub(super) fn first(&self) -> Option<(usize, &'static Feature)> {
        self.first
    }

    pub(super) fn note(&mut self, at: u32, feature: &'static Feature) {
        let at = at as usize;
        // Of two at one place the outer counts, which came first.
        if feature.is_newer_than(self.engine) && self.first.is_none_or(|(first, _)| at < first) {
            self.first = Some((at, feature));
        }
    }

    /// The same for something between nodes, such as an operator.
    pub(super) fn note_after(&mut self, end: u32, feature: &'static Feature) {
        let at = commas::skip(self.source, end as usize);
        self.note(u32::try_from(at).unwrap_or(end), feature);
    }

    pub(super) fn comma_after(&mut self, end: u32, feature: &'static Feature) {
        if commas::comma(self.source, end as usize).is_some() {
            self.note_after(end, feature);
        }
    }

    /// `import source` and `import defer`, as statement and as call.
    pub(super) fn phase(&mut self, at: u32, phase: Option<ImportPhase>) {
        match phase {
            Some(ImportPhase::Source) => self.note(at, &IMPORT_SOURCE),
            Some(ImportPhase::Defer) => self.note(at, &IMPORT_DEFER),
            None => {}
        }
    }

    pub(super) fn await_outside(&mut self, at: u32) {
        if self.functions == 0 {
            self.note(at, &TOP_LEVEL_AWAIT);
        }
    }
}

impl<'a> Visit<'a> for Find<'_> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        self.statement(kind);
        self.expression(kind);
        self.definition(kind);
        if is_function(kind) {
            self.functions += 1;
        }
    }

    fn leave_node(&mut self, kind: AstKind<'a>) {
        if is_function(kind) {
            self.functions -= 1;
        }
    }

    // Statements are in order, and nothing earlier comes after the first that has something.
    fn visit_statement(&mut self, it: &Statement<'a>) {
        if self.first.is_none_or(|(at, _)| it.span().start as usize <= at) {
            oxc_ast_visit::walk::walk_statement(self, it);
        }
    }
}

fn is_function(kind: AstKind) -> bool {
    matches!(kind, AstKind::Function(_) | AstKind::ArrowFunctionExpression(_))
}
