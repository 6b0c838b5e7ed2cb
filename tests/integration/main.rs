//! The whole program and its parts from outside, in one binary.

// Tests read and write files of their own, and may fail.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad_input;
mod checker;
mod command;
mod dump;
mod explain;
mod figure;
mod measure;
mod page;
mod pictures;
mod plan;
mod planner;
mod postures;
mod render;
mod week;
