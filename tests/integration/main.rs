//! The whole program and its parts from outside, in one binary.

#![allow(clippy::disallowed_methods)] // Tests read and write files of their own.

mod bad_input;
mod checker;
mod command;
mod plan;
mod planner;
mod render;
