//! regimen plans phased home-exercise programmes for hip, pelvis and low-back muscle pain.

pub mod checker;
pub mod cli;
pub mod finding;
pub mod handout;
pub mod library;
pub mod planner;
pub mod profile;
pub mod quantity;
pub mod render;
pub mod screening;
pub mod source;
pub mod store;
