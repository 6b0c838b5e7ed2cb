//! The whole program and its parts from outside, in one binary.

// Tests read and write files of their own, and may fail.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad_input;
mod batch;
mod batch_faults;
mod checker;
mod command;
mod conditions;
mod config;
mod content;
mod dependencies;
mod dump;
mod explain;
mod figure;
mod fitting;
mod flags;
mod folder;
mod fuzzed;
mod invalid;
mod invariants;
mod manual;
mod measure;
mod mutated;
mod outputs;
mod page;
mod pages_bad;
mod pages_formats;
mod pages_seen;
mod pages_structure;
mod pages_words;
mod parts;
#[path = "support/people.rs"]
mod people;
mod pictures;
mod plan;
mod planner;
mod postures;
mod progress;
mod render;
mod replan;
mod safety;
mod scale;
mod schema;
mod shared;
mod somebody;
#[path = "support/twisted.rs"]
mod twisted;
mod week;
mod worse;
