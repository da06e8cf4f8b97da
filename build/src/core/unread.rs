//! Constants that are there for a panic only: its message, where in the source it is, how to write a value.
//!
//! They are put down right before the call, from which nothing returns. Where in the source somebody else's caller
//! is (`#[track_caller]`) is handed on before that, always as the last parameter.

use std::collections::HashSet;
use std::mem;
use std::ops::Range;

use anyhow::Result;
use wasmparser::{BinaryReader, FunctionBody, Operator};

use super::parts::Parts;

/// The places of such constants, in a module whose functions `panics` never return.
pub(super) fn unread(
    module: &[u8],
    parts: &Parts,
    panics: &HashSet<u32>,
) -> Result<HashSet<usize>> {
    let readings = parts.bodies.iter().map(|body| Reading::of(module, body.clone(), panics));
    let readings = readings.collect::<Result<Vec<_>>>()?;
    let forgetful = forgetful(parts, &readings);
    let mut unread = HashSet::new();
    for reading in &readings {
        let handed = reading.handed.iter().filter(|(to, _)| forgetful.contains(to));
        let handed = handed.map(|(_, word)| word);
        for word in reading.last.iter().chain(handed) {
            if let Word::Constant(range) = word {
                unread.extend(parts.references_in(range).iter().map(|(place, _)| *place));
            }
        }
    }
    Ok(unread)
}

/// The functions that do no more with their last parameter than to say it in a panic, or to hand it on to such.
fn forgetful(parts: &Parts, readings: &[Reading]) -> HashSet<u32> {
    let mut all = Vec::new();
    for (number, reading) in (0..).zip(readings) {
        let last = parts.parameters.get(number).and_then(|count| count.checked_sub(1));
        if let Some(last) = last.filter(|last| !reading.used.contains(last)) {
            let word = Word::Local(last);
            let to = reading.handed.iter().filter(|(_, handed)| *handed == word);
            all.push((parts.imported + number as u32, to.map(|(to, _)| *to).collect::<Vec<_>>()));
        }
    }
    loop {
        let names: HashSet<u32> = all.iter().map(|(name, _)| *name).collect();
        let before = all.len();
        all.retain(|(_, to)| to.iter().all(|one| names.contains(one)));
        if all.len() == before {
            return names;
        }
    }
}

/// What is put down for the next call.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Word {
    /// A constant, by the place of its operator.
    Constant(Range<usize>),
    /// A local variable, by its number; the parameters come first.
    Local(u32),
}

/// What a function does with words.
#[derive(Default)]
struct Reading {
    /// Put down right before a panic.
    last: Vec<Word>,
    /// Put down right before a call, and so its last argument.
    handed: Vec<(u32, Word)>,
    /// Local variables that anything else is done with.
    used: HashSet<u32>,
}

impl Reading {
    fn of(module: &[u8], body: Range<usize>, panics: &HashSet<u32>) -> Result<Self> {
        let mut reading = Self::default();
        let mut words = Vec::new();
        let reader = BinaryReader::new(&module[body.clone()], body.start);
        let mut operators = FunctionBody::new(reader).get_operators_reader()?;
        while !operators.eof() {
            let (operator, start) = operators.read_with_offset()?;
            match operator {
                Operator::I32Const { .. } => {
                    words.push(Word::Constant(start..operators.original_position()));
                }
                Operator::LocalGet { local_index } => words.push(Word::Local(local_index)),
                Operator::Call { function_index } if panics.contains(&function_index) => {
                    reading.last.append(&mut words);
                }
                other => {
                    if let Operator::Call { function_index } = other {
                        reading.handed.extend(words.pop().map(|word| (function_index, word)));
                    }
                    if let Operator::LocalSet { local_index } | Operator::LocalTee { local_index } =
                        other
                    {
                        reading.used.insert(local_index);
                    }
                    reading.used.extend(mem::take(&mut words).iter().filter_map(|word| {
                        if let Word::Local(number) = word { Some(*number) } else { None }
                    }));
                }
            }
        }
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parts::Target;
    use super::*;

    const GET: u8 = 0x20;
    const SET: u8 = 0x21;
    const CALL: u8 = 0x10;
    const DROP: u8 = 0x1a;
    const CONST: u8 = 0x41;
    const END: u8 = 0x0b;

    /// A panic, imported.
    const PANIC: u8 = 0;
    /// `(caller)`: says it in a panic.
    const CHECK: u8 = 1;
    /// `(_, caller)`: hands it on.
    const BORROW: u8 = 2;
    /// `(caller)`: hands it to itself.
    const AGAIN: u8 = 3;
    /// `(text)`: does something with it, too.
    const SHOW: u8 = 4;
    /// `(text)`: hands it to that.
    const SAY: u8 = 5;
    /// `(text)`: it is another one then.
    const CHANGE: u8 = 6;
    /// `()`.
    const NOTHING: u8 = 7;

    /// Which of the constants are unread that a function puts down before these calls.
    fn unread_before(calls: &[u8]) -> Vec<bool> {
        let mut bodies: Vec<(u32, Vec<u8>)> = vec![
            (1, vec![GET, 0, CALL, PANIC]),
            (2, vec![GET, 1, CALL, CHECK]),
            (1, vec![GET, 0, CALL, AGAIN]),
            (1, vec![GET, 0, CALL, CHECK, GET, 0, DROP]),
            (1, vec![GET, 0, CALL, SHOW]),
            (1, vec![CONST, 0, SET, 0, GET, 0, CALL, CHECK]),
            (0, vec![]),
        ];
        bodies.push((0, calls.iter().flat_map(|call| [CONST, 0, CALL, *call]).collect()));
        let mut parts = Parts { imported: 1, ..Parts::default() };
        let mut module = Vec::new();
        for (parameters, body) in bodies {
            let start = module.len();
            module.push(0);
            module.extend(body);
            module.push(END);
            parts.bodies.push(start..module.len());
            parts.parameters.push(parameters);
        }
        let first = parts.bodies.last().unwrap().start + 2;
        let places: Vec<_> = (0..calls.len()).map(|call| first + 4 * call).collect();
        parts.references = places.iter().map(|place| (*place, Target::Data(0))).collect();
        let unread = unread(&module, &parts, &HashSet::from([u32::from(PANIC)])).unwrap();
        places.iter().map(|place| unread.contains(place)).collect()
    }

    #[test]
    fn what_only_a_panic_says_is_unread() {
        assert_eq!(unread_before(&[PANIC, CHECK, BORROW, AGAIN]), [true; 4]);
        assert_eq!(unread_before(&[SHOW, SAY, CHANGE, NOTHING]), [false; 4]);
    }
}
