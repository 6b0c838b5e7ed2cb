//! A body in a pose -> a picture.

mod drawing;

pub use drawing::{Drawing, Paint, Point, Shape, Step};
