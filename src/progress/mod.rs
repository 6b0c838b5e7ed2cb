//! From check-ins to the next plan: what was done and how it felt decides doses, levels and phases.

pub mod append;
pub mod check;
pub mod course;
pub mod diff;
#[cfg(test)]
pub(crate) mod fixture;
pub mod load;
pub mod model;
pub mod short;
