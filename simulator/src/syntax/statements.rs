//! What is too new in statements and modules.

use oxc_ast::AstKind;
use oxc_ast::ast::{ModuleExportName, VariableDeclarationKind};

use super::Kind;
use super::features::{
    AWAIT_USING, CATCH_WITHOUT, EXPORT_STRING, HASHBANG, IMPORT_ATTRIBUTES, USING, WORKER_LET,
};
use super::find::Find;

impl Find<'_> {
    /// Looks at one node.
    pub(super) fn statement(&mut self, kind: AstKind) {
        match kind {
            AstKind::Hashbang(it) => self.note(it.span.start, &HASHBANG),
            AstKind::VariableDeclaration(it) => match it.kind {
                VariableDeclarationKind::Let if self.kind == Kind::Worker => {
                    self.note(it.span.start, &WORKER_LET);
                }
                VariableDeclarationKind::Using => self.note(it.span.start, &USING),
                VariableDeclarationKind::AwaitUsing => self.note(it.span.start, &AWAIT_USING),
                _ => {}
            },
            AstKind::ForOfStatement(it) if it.r#await => {
                self.await_outside(it.span.start);
            }
            AstKind::CatchClause(it) if it.param.is_none() => {
                self.note(it.span.start, &CATCH_WITHOUT);
            }
            AstKind::ImportDeclaration(it) => self.phase(it.span.start, it.phase),
            AstKind::WithClause(it) => self.note(it.span.start, &IMPORT_ATTRIBUTES),
            AstKind::ImportSpecifier(it) => self.exported(&it.imported),
            AstKind::ExportSpecifier(it) => {
                self.exported(&it.local);
                self.exported(&it.exported);
            }
            AstKind::ExportAllDeclaration(it) => {
                if let Some(name) = &it.exported {
                    self.exported(name);
                }
            }
            _ => {}
        }
    }

    fn exported(&mut self, name: &ModuleExportName) {
        if let ModuleExportName::StringLiteral(name) = name {
            self.note(name.span.start, &EXPORT_STRING);
        }
    }
}
