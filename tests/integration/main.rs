//! The program as a whole.

mod render;
