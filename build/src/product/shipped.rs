//! A file that ships, and what it weighs.

use std::fmt;
use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

/// One line of the table of sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipped {
    /// Relative to the folder that was written.
    pub path: String,
    /// Bytes of the file.
    pub raw: usize,
    /// Bytes after `gzip -9`.
    pub gzip: usize,
}

impl Shipped {
    /// Weighs a file.
    pub fn new(path: impl Into<String>, content: &[u8]) -> Result<Self> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content)?;
        Ok(Self { path: path.into(), raw: content.len(), gzip: encoder.finish()?.len() })
    }
}

impl fmt::Display for Shipped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:<44} {:>9} {:>9}", self.path, self.raw, self.gzip)
    }
}
