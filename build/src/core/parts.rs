//! What the linker left in a module beside its code: names, symbols, and which of them each place
//! refers to (`--emit-relocs`).

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use anyhow::{Result, ensure};
use wasmparser::{
    DataKind, ExternalKind, KnownCustom, Linking, LinkingSectionReader, Name, NameSectionReader,
    Parser, Payload, RelocationType, SymbolFlags, SymbolInfo, TypeRef,
};

/// The code section's number.
pub(super) const CODE: u8 = 10;

/// The parts of a module; ranges are places in its bytes.
#[derive(Default)]
pub(super) struct Parts<'a> {
    /// Every section with its number, and its content.
    pub(super) sections: Vec<(u8, Range<usize>)>,
    /// Imported functions come first in the numbering.
    pub(super) imported: u32,
    /// The functions of the module's own.
    pub(super) bodies: Vec<Range<usize>>,
    /// How many parameters each of them has.
    pub(super) parameters: Vec<u32>,
    pub(super) names: HashMap<u32, &'a str>,
    /// Functions and data that somebody outside may use.
    pub(super) roots: Vec<Target>,
    /// Pieces of data that have a name: what the linker moves as a whole.
    pub(super) data: Vec<Range<usize>>,
    /// Places that refer to something, in their order.
    pub(super) references: Vec<(usize, Target)>,
}

/// What a place refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// A function by its number.
    Function(u32),
    /// A piece of data by its place in [`Parts::data`].
    Data(usize),
}

impl<'a> Parts<'a> {
    pub(super) fn read(module: &'a [u8]) -> Result<Self> {
        let mut parts = Self::default();
        let mut types = Vec::new();
        let mut segments = Vec::new();
        let mut symbols = Vec::new();
        let mut relocations = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            if let Some(section) = payload.as_section() {
                parts.sections.push(section);
            }
            match payload {
                Payload::TypeSection(all) => {
                    for one in all.into_iter_err_on_gc_types() {
                        types.push(one?.params().len() as u32);
                    }
                }
                Payload::FunctionSection(functions) => {
                    for of in functions {
                        parts.parameters.push(types.get(of? as usize).copied().unwrap_or_default());
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        parts.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            parts.roots.push(Target::Function(export.index));
                        }
                    }
                }
                Payload::StartSection { func, .. } => parts.roots.push(Target::Function(func)),
                Payload::CodeSectionEntry(body) => parts.bodies.push(body.range()),
                Payload::DataSection(data) => {
                    for segment in data {
                        let segment = segment?;
                        ensure!(matches!(segment.kind, DataKind::Active { .. }), "passive data");
                        segments.push(segment.range.end - segment.data.len()..segment.range.end);
                    }
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Name(names) => parts.read_names(names)?,
                    KnownCustom::Linking(linking) => {
                        symbols = parts.read_symbols(linking, &segments)?;
                    }
                    KnownCustom::Reloc(section) => relocations.push(section),
                    _ => (),
                },
                _ => (),
            }
        }
        for section in relocations {
            let content = parts.sections.get(section.section_index() as usize);
            let start = content.map_or(0, |(_, content)| content.start);
            for entry in section.entries() {
                let entry = entry?;
                // Those of types count types; only the others count symbols.
                let target = symbols.get(entry.index as usize).copied().flatten();
                if let (Some(target), true) = (target, entry.ty != RelocationType::TypeIndexLeb) {
                    parts.references.push((start + entry.offset as usize, target));
                }
            }
        }
        parts.references.sort_by_key(|(place, _)| *place);
        ensure!(!parts.names.is_empty(), "the module has no names");
        Ok(parts)
    }

    /// The places in a range that refer to something.
    pub(super) fn references_in(&self, range: &Range<usize>) -> &[(usize, Target)] {
        let from = self.references.partition_point(|(place, _)| *place < range.start);
        let to = self.references.partition_point(|(place, _)| *place < range.end);
        &self.references[from..to]
    }

    fn read_names(&mut self, names: NameSectionReader<'a>) -> Result<()> {
        for name in names {
            if let Name::Function(functions) = name? {
                for function in functions {
                    let function = function?;
                    self.names.insert(function.index, function.name);
                }
            }
        }
        Ok(())
    }

    /// What each symbol stands for, if it is a function or data.
    fn read_symbols(
        &mut self,
        linking: LinkingSectionReader<'a>,
        segments: &[Range<usize>],
    ) -> Result<Vec<Option<Target>>> {
        let mut symbols = Vec::new();
        for part in linking.subsections() {
            let Linking::SymbolTable(table) = part? else { continue };
            for symbol in table {
                let symbol = symbol?;
                let target = match symbol {
                    SymbolInfo::Func { index, .. } => Some(Target::Function(index)),
                    SymbolInfo::Data { symbol: Some(data), .. } => {
                        segments.get(data.index as usize).map(|segment| {
                            let start = segment.start + data.offset as usize;
                            self.data.push(start..start + data.size as usize);
                            Target::Data(self.data.len() - 1)
                        })
                    }
                    _ => None,
                };
                if let (Some(target), true) = (target, is_kept(&symbol)) {
                    self.roots.push(target);
                }
                symbols.push(target);
            }
        }
        Ok(symbols)
    }
}

/// `#[used]` and exported symbols.
fn is_kept(symbol: &SymbolInfo) -> bool {
    let (SymbolInfo::Func { flags, .. } | SymbolInfo::Data { flags, .. }) = symbol else {
        return false;
    };
    flags.intersects(SymbolFlags::NO_STRIP | SymbolFlags::EXPORTED)
}

/// Everything that can be reached from the roots, when the bodies of `dead` functions are empty and
/// the places in `unread` do not count.
pub(super) fn reached(
    parts: &Parts,
    dead: &HashSet<u32>,
    unread: &HashSet<usize>,
) -> HashSet<Target> {
    let mut reached = HashSet::new();
    let mut open = parts.roots.clone();
    // Data without a name of its own is kept as it is, and so is what it refers to.
    let code = parts.bodies.iter();
    let known = |place: usize| {
        code.clone().any(|body| body.contains(&place))
            || parts.data.iter().any(|piece| piece.contains(&place))
    };
    open.extend(parts.references.iter().filter(|(place, _)| !known(*place)).map(|(_, to)| *to));
    while let Some(target) = open.pop() {
        if !reached.insert(target) {
            continue;
        }
        let range = match target {
            Target::Data(piece) => Some(&parts.data[piece]),
            Target::Function(index) if dead.contains(&index) => None,
            Target::Function(index) => {
                index.checked_sub(parts.imported).and_then(|own| parts.bodies.get(own as usize))
            }
        };
        let references = range.map_or(&[][..], |range| parts.references_in(range));
        open.extend(
            references.iter().filter(|(place, _)| !unread.contains(place)).map(|(_, to)| *to),
        );
    }
    reached
}
