//! A body in a pose -> a picture.
//!
//! The body is made of ellipsoids on the skeleton's segments (`mannequin`), each seen as an oval
//! (`eye`). Outlines run smoothly along ovals (`oval`); the parts are painted in the order in which
//! they hide each other (`order`), and the result is rounded to a [`Drawing`] (`frame`).

mod arrow;
mod band;
mod bicycle;
mod draw;
mod drawing;
mod exercise;
mod eye;
mod flat;
mod frame;
mod gear;
mod head;
#[cfg(test)]
mod look;
mod mannequin;
mod map;
mod order;
mod oval;
mod person;
mod prop;
mod ribbon;
mod scene;
mod solid;
#[cfg(test)]
mod tests;
mod water;

pub use draw::draw;
pub use drawing::{Drawing, Paint, Point, Shape, Step};
pub use exercise::{pictures, scene};
pub use map::{Area, body_map, map_posture};
pub use scene::{Arrow, Band, Camera, Gear, Phase, Scene, Surface, View};
