//! The planner: which exercises on which days, phase by phase, and how good that is.
//!
//! One small optimisation problem per phase (`docs/architecture.md`): a week has at most two sessions,
//! A and B; hard rules (`rule/`) are never traded; soft wishes (`wish/`) are one score of six terms.

pub mod plan;
pub mod request;
