//! What a script writes into an object that it makes at its top.

use oxc_allocator::Allocator;
use oxc_ast::ast::{BindingPattern, Expression, ObjectPropertyKind, Statement};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// The text of a member of an object: `B…` of `var config = { key: "B…" };`. None where the script makes no such
/// object at its top, or where the member is put together.
///
/// ```
/// let script = "var config = { key: 'B1', server: url };";
/// let text = |member| kaipush_simulator::syntax::text_of(script, "config", member);
/// assert_eq!((text("key").as_deref(), text("server")), (Some("B1"), None));
/// ```
pub fn text_of(source: &str, variable: &str, member: &str) -> Option<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::unambiguous()).parse();
    let variables = parsed.program.body.iter().filter_map(|statement| match statement {
        Statement::VariableDeclaration(it) => Some(&it.declarations),
        _ => None,
    });
    let mut objects = variables.flatten().filter_map(|it| match (&it.id, &it.init) {
        (BindingPattern::BindingIdentifier(name), Some(Expression::ObjectExpression(object)))
            if name.name == variable =>
        {
            Some(object)
        }
        _ => None,
    });
    let object = objects.next_back()?;
    // Of two members of one name the last counts.
    let value = object.properties.iter().rev().find_map(|property| match property {
        ObjectPropertyKind::ObjectProperty(it)
            if it.key.static_name().is_some_and(|name| name == member) =>
        {
            Some(&it.value)
        }
        _ => None,
    })?;
    match value {
        Expression::StringLiteral(text) => Some(text.value.to_string()),
        Expression::TemplateLiteral(text) => text.single_quasi().map(|text| text.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn only_what_is_written_is_read() {
        for (source, expected) in [
            ("var config = { key: \"a\" };", Some("a")),
            ("let x = 1, config = { 'key': `a` };", Some("a")),
            ("var config = { key: '' };", Some("")),
            ("var config = { key: 'a', key: 'b' };", Some("b")),
            ("var config = { key: KEY };", None),
            ("var config = { key: 'a' + b };", None),
            ("var other = { key: 'a' };", None),
            ("// var config = { key: 'a' };", None),
            ("var config = { server: { key: 'a' } };", None),
            ("var config = {", None),
        ] {
            assert_eq!(text_of(source, "config", "key").as_deref(), expected, "{source}");
        }
    }
}
