//! What is too new in a regular expression.

use oxc_ast::ast::{RegExpFlags, RegExpLiteral};
use oxc_regular_expression::ast::{
    CharacterClassContents, Disjunction, LookAroundAssertionKind, Term,
};

use super::features::{
    FLAG_D, FLAG_S, FLAG_V, Feature, LOOKBEHIND, MODIFIERS, NAMED_GROUP, PROPERTY_ESCAPE,
    SAME_NAMES,
};

/// Tells `note` of everything newer than Firefox 48 in it. The expression's own place is close enough.
pub(super) fn each(literal: &RegExpLiteral, note: &mut dyn FnMut(&'static Feature)) {
    let flags = [(RegExpFlags::S, &FLAG_S), (RegExpFlags::D, &FLAG_D), (RegExpFlags::V, &FLAG_V)];
    for (flag, feature) in flags {
        if literal.regex.flags.contains(flag) {
            note(feature);
        }
    }
    if let Some(pattern) = &literal.regex.pattern.pattern {
        disjunction(&pattern.body, &mut Vec::new(), note);
    }
}

fn disjunction<'a>(
    body: &Disjunction<'a>,
    names: &mut Vec<&'a str>,
    note: &mut dyn FnMut(&'static Feature),
) {
    for part in body.body.iter().flat_map(|alternative| alternative.body.iter()) {
        term(part, names, note);
    }
}

fn term<'a>(part: &Term<'a>, names: &mut Vec<&'a str>, note: &mut dyn FnMut(&'static Feature)) {
    match part {
        Term::LookAroundAssertion(around) => {
            if matches!(
                around.kind,
                LookAroundAssertionKind::Lookbehind | LookAroundAssertionKind::NegativeLookbehind
            ) {
                note(&LOOKBEHIND);
            }
            disjunction(&around.body, names, note);
        }
        Term::Quantifier(quantifier) => term(&quantifier.body, names, note),
        Term::CapturingGroup(group) => {
            if let Some(name) = group.name {
                note(&NAMED_GROUP);
                if names.contains(&name.as_str()) {
                    note(&SAME_NAMES);
                }
                names.push(name.as_str());
            }
            disjunction(&group.body, names, note);
        }
        Term::IgnoreGroup(group) => {
            if group.modifiers.is_some() {
                note(&MODIFIERS);
            }
            disjunction(&group.body, names, note);
        }
        Term::UnicodePropertyEscape(_) => note(&PROPERTY_ESCAPE),
        // Nested classes come with the flag `v` only.
        Term::CharacterClass(class)
            if class
                .body
                .iter()
                .any(|one| matches!(one, CharacterClassContents::UnicodePropertyEscape(_))) =>
        {
            note(&PROPERTY_ESCAPE);
        }
        _ => {}
    }
}
