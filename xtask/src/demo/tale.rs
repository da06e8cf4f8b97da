//! The journey's lines: when, what, and how it looked.

use std::time::Instant;

use kaipush_simulator::Product;

/// Prints steps with the time since the demo's beginning.
pub struct Tale(Instant);

impl Tale {
    /// Begins a tale with its heading.
    pub fn begin(product: Product) -> Self {
        let system = match product {
            Product::Kaios25 => "KaiOS 2.5, plain JavaScript",
            Product::Kaios3 => "KaiOS 3, WebAssembly",
        };
        println!("{} ({system})", product.folder());
        Self(Instant::now())
    }

    /// One step.
    pub fn step(&self, what: &str, how: impl std::fmt::Display) {
        println!("{:>7.2} s  {what:<13} {how}", self.0.elapsed().as_secs_f32());
    }
}
