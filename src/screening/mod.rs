//! Safety first: red flags and precautions decide whether a plan is made, and what is left out of it.
//!
//! The rules are those of the safety questions in `routines/screening.yaml`: any one emergency answer
//! is enough; two soft answers together are urgent; some answers and an age imply another one's yes; "I do not know" counts as yes where the question
//! says so. An emergency or urgent answer stops the plan.

mod clear;
mod outcome;

pub use clear::{
    Bar, Clearance, bars_tests, clear, dose_share, effort, effort_limit, has_one_of, is_steady,
    pain_limit, wants_bed,
};
pub use outcome::{Answer, Answers, ImpliedBy, Outcome, outcome};
