//! From check-ins to the next plan: what was done and how it felt decides doses, levels and phases.
//!
//! The log is data ([`model`], [`load`], [`check`]). One file holds one rule: the colour of a session
//! (`zone`), an exercise (`exercise`), time off (`missed`), how weeks were told (`weekly`), the nights (`night`), what is new to the next plan (`news`), what begins as new (`anew`), the minutes (`minutes`), the gate of a phase
//! (`gate`), its length (`stage`), what is done beside the sessions (`beside`), when to see someone (`review`). `advance` puts them together to what
//! the planner is asked, and `change` tells what came of it.

pub mod append;
pub mod calendar;
pub mod check;
pub mod course;
pub mod diff;
pub mod load;
pub mod model;
pub mod short;
pub mod turn;

mod advance;
mod anew;
mod begin;
mod beside;
mod change;
mod dose;
mod exercise;
#[cfg(test)]
pub(crate) mod fixture;
mod gate;
mod history;
mod limits;
mod minutes;
mod missed;
mod news;
mod night;
mod past;
mod review;
mod stage;
mod stopped;
mod weekly;
mod zone;

pub use advance::Known;
pub(crate) use advance::{Advance, advance};
pub(crate) use anew::begins_anew;
pub(crate) use change::Between;
pub use stopped::{Again, cut, stopped, stopped_since};
