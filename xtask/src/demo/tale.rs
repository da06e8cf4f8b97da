//! The journey's lines: when, what, and how it looked.

use std::time::Instant;

use kaipush_simulator::Profile;

/// Prints steps with the time since the demo's beginning.
pub struct Tale(Instant);

impl Tale {
    /// Begins a tale with its heading.
    pub fn begin(profile: Profile) -> Self {
        let how = if profile.packaged { "packaged" } else { "hosted" };
        println!("{profile} ({}, {how}, core {})", profile.system, profile.core());
        Self(Instant::now())
    }

    /// One step.
    pub fn step(&self, what: &str, how: impl std::fmt::Display) {
        println!("{:>7.2} s  {what:<13} {how}", self.0.elapsed().as_secs_f32());
    }
}
