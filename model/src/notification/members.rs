//! What a notification holds, each member under the name that it has in a payload.
//!
//! One list instead of a field of a struct for each: reading, copying, writing and dropping then are
//! a loop each. With fields they were a third of what the small worker does with a push.

use crate::error::Warning;
use crate::value::{Fields, whole};
use crate::{Sink, Value};

/// What a payload may say in a member.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A text.
    Text,
    /// A direction of writing: another one makes `showNotification` throw a TypeError.
    Direction,
    /// True; false is as good as nothing.
    Flag,
    /// True or false.
    Choice,
    /// A whole number.
    Number,
    /// A list of whole numbers.
    Numbers,
    /// An object with members of its own.
    Object(&'static [(&'static str, Kind)]),
}

/// A member's value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Member {
    Text(String),
    Flag(bool),
    Number(u32),
    Numbers(Vec<u32>),
    Object(Members),
}

/// Members by their names, in no order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members(Vec<(&'static str, Member)>);

impl PartialEq for Members {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().all(|(name, member)| other.get(name) == Some(member))
    }
}

impl Eq for Members {}

impl Members {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, name: &str) -> Option<&Member> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, member)| member)
    }

    pub(super) fn set(&mut self, name: &'static str, member: Member) {
        self.remove(name);
        self.0.push((name, member));
    }

    pub(crate) fn remove(&mut self, name: &str) {
        if let Some(at) = self.0.iter().position(|(known, _)| *known == name) {
            self.0.swap_remove(at);
        }
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Member::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn numbers(&self, name: &str) -> &[u32] {
        match self.get(name) {
            Some(Member::Numbers(numbers)) => numbers,
            _ => &[],
        }
    }

    pub(crate) fn set_text(&mut self, name: &'static str, text: String) {
        self.set(name, Member::Text(text));
    }

    pub(super) fn set_flag(&mut self, name: &'static str) {
        self.set(name, Member::Flag(true));
    }

    /// Without numbers it is as if it was not said.
    pub(super) fn set_numbers(&mut self, name: &'static str, numbers: &[u32]) {
        self.remove(name);
        if !numbers.is_empty() {
            self.set(name, Member::Numbers(numbers.to_vec()));
        }
    }

    /// Reads the members of a table.
    pub(super) fn read<V: Value>(
        fields: &mut Fields<V>,
        table: &'static [(&'static str, Kind)],
    ) -> Self {
        let mut members = Self::default();
        for (name, kind) in table {
            let Some(value) = fields.object.get(name) else { continue };
            match Member::read(&value, *kind, fields.warnings) {
                Some(member) if member.is_idle(*kind) => (),
                Some(member) => members.0.push((name, member)),
                None => fields.note(name),
            }
        }
        members
    }

    /// Writes those of these names that are texts.
    pub(super) fn write_texts<S: Sink>(&self, names: &[&str], out: &S) {
        for name in names {
            out.set_text_if(name, self.text(name));
        }
    }

    /// Writes all of them.
    pub(super) fn write<S: Sink>(&self, out: &S) {
        for (name, member) in &self.0 {
            member.write(name, out);
        }
    }
}

impl Member {
    /// `None` for a value of another kind.
    fn read<V: Value>(value: &V, kind: Kind, warnings: &mut Vec<Warning>) -> Option<Self> {
        Some(match kind {
            Kind::Text => Self::Text(value.as_text()?),
            Kind::Direction => {
                let text = value.as_text()?;
                matches!(text.as_str(), "auto" | "ltr" | "rtl").then_some(Self::Text(text))?
            }
            Kind::Flag | Kind::Choice => Self::Flag(value.as_flag()?),
            Kind::Number => Self::Number(number(value)?),
            Kind::Numbers => Self::Numbers(match number(value) {
                // `vibrate: 200` is legal wherever `vibrate: [200]` is (Vibration API, section 8).
                Some(one) => vec![one],
                None => value.as_list()?.iter().map(number).collect::<Option<_>>()?,
            }),
            Kind::Object(table) if value.is_object() => {
                Self::Object(Members::read(&mut Fields { object: value, warnings }, table))
            }
            Kind::Object(_) => return None,
        })
    }

    /// Whether it says no more than its absence would.
    fn is_idle(&self, kind: Kind) -> bool {
        match self {
            Self::Flag(flag) => !flag && matches!(kind, Kind::Flag),
            Self::Numbers(numbers) => numbers.is_empty(),
            _ => false,
        }
    }

    pub(super) fn write<S: Sink>(&self, name: &str, out: &S) {
        match self {
            Self::Text(text) => out.set_text(name, text),
            Self::Flag(flag) => out.set_flag(name, *flag),
            Self::Number(number) => out.set_number(name, *number),
            Self::Numbers(numbers) => out.set_numbers(name, numbers),
            Self::Object(members) => {
                let inner = S::empty();
                members.write(&inner);
                out.set_object(name, inner);
            }
        }
    }
}

fn number<V: Value>(value: &V) -> Option<u32> {
    value.as_number().and_then(whole)
}
