//! Syntax that is too new for an engine. Firefox reads it all, so it is told from the tree.

mod commas;
mod definitions;
mod expressions;
mod features;
mod find;
mod imports;
mod object;
mod pattern;
mod refused;
mod statements;

use oxc_allocator::Allocator;
use oxc_ast_visit::Visit as _;
use oxc_parser::{ParseOptions, Parser};
use oxc_span::{GetSpan as _, SourceType};

pub use imports::{Imports, imports};
pub use object::text_of;
pub use refused::{Reason, Refused};

use crate::engine::Engine;
use features::MODULE;
use find::Find;
use refused::place;

/// How a script is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A page's `<script>`.
    PageScript,
    /// `<script type="module">`, and what modules import.
    Module,
    /// A service worker or another classic worker, and what they import.
    Worker,
}

/// What becomes of a module, in words, on an engine that knows none; `None` where it runs. An unknown type of script
/// is passed over, without an error.
///
/// ```
/// use kaipush_simulator::{Engine, syntax};
/// let told = syntax::passed_over("app.js", Engine::Gecko48);
/// assert_eq!(told.as_deref(), Some("app.js: modules are passed over, they need Firefox 60"));
/// assert_eq!(syntax::passed_over("app.js", Engine::Gecko84), None);
/// ```
pub fn passed_over(name: &str, engine: Engine) -> Option<String> {
    let since = MODULE.since.filter(|_| MODULE.is_newer_than(engine))?;
    Some(format!("{name}: modules are passed over, they need Firefox {since}"))
}

/// Whether the engine can read a script. `name` is what a refusal calls the file.
///
/// # Errors
/// With the first thing in the file that is too new, or with why nobody could read it.
pub fn check(name: &str, source: &str, engine: Engine, kind: Kind) -> Result<(), Refused> {
    let refused = |at: usize, reason| {
        let (line, column) = place(source, at);
        Err(Refused { file: name.to_owned(), line, column, reason })
    };
    let too_new = |at, feature: &features::Feature| {
        refused(
            at,
            Reason::TooNew {
                feature: feature.name,
                since: feature.since,
                engine: engine.firefox(),
            },
        )
    };
    if kind == Kind::Module && MODULE.is_newer_than(engine) {
        return too_new(0, &MODULE);
    }

    let allocator = Allocator::default();
    let source_type = if kind == Kind::Module { SourceType::mjs() } else { SourceType::script() };
    let options = ParseOptions { parse_regular_expression: true, ..ParseOptions::default() };
    let parsed = Parser::new(&allocator, source, source_type).with_options(options).parse();
    if let Some(error) = parsed.diagnostics.iter().next() {
        let at = error.labels.first().map_or(0, |label| label.offset());
        return refused(at as usize, Reason::Unreadable(error.message.to_string()));
    }
    // oxc leaves this to whoever reads on.
    let mut statements = parsed.program.body.iter();
    if kind != Kind::Module
        && let Some(it) = statements.find(|it| it.is_module_declaration())
    {
        let why = "only a module may import and export";
        return refused(it.span().start as usize, Reason::Unreadable(why.to_owned()));
    }

    let mut find = Find::new(source, engine, kind);
    find.visit_program(&parsed.program);
    match find.first() {
        Some((at, feature)) => too_new(at, feature),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
