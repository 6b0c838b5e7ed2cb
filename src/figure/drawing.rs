//! A picture as plain data: closed shapes and lines, in the order in which they are painted.
//!
//! Coordinates are whole thousandths of body height, x to the right and y down from the top left
//! corner, so that a drawing is the same on every machine, is short in a file, and can be read as a
//! snapshot. Nothing here knows a file format.

/// A point, in thousandths of body height from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

/// One stretch of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Starts a new line here.
    Move(Point),
    /// A straight line to here.
    Line(Point),
    /// A cubic Bezier curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Back to where the line began.
    Close,
}

/// What a shape is painted with: a meaning, not a colour, so that colour and black-and-white pages
/// can each give it theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paint {
    /// Outlines.
    Ink,
    /// The white of the page.
    Paper,
    /// Skin.
    Skin,
    /// Hair.
    Hair,
    /// Shirt.
    Shirt,
    /// Shorts.
    Shorts,
    /// Shoes.
    Shoe,
    /// The mat or another soft surface.
    Mat,
    /// Its edge, and the line of a floor or wall.
    MatEdge,
    /// A prop: chair, step, ball.
    Prop,
    /// The side of a prop that is in shade.
    PropShade,
    /// A band, strap or weight: what a person holds.
    Gear,
    /// The target muscle.
    Muscle,
    /// The strokes on it that tell it on a black-and-white page.
    MuscleHatch,
    /// Where pain may be felt.
    Pain,
    /// The dots on it that tell it on a black-and-white page.
    PainHatch,
    /// The arrow that shows what moves.
    Arrow,
    /// Something hot.
    Heat,
    /// Something cold.
    Cold,
    /// The lightest ground of a diagram; words on it are read.
    Low,
    /// A ground between the two.
    Mid,
    /// The darkest ground of a diagram on which words are read.
    High,
}

/// A painted path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shape {
    /// Where it runs; it starts with a move. What lies inside is told by the non-zero rule.
    pub path: Vec<Step>,
    /// What its inside is painted with.
    pub fill: Option<Paint>,
    /// What its line is painted with, and the line's width in thousandths of body height. Ends and
    /// corners are round.
    pub line: Option<(Paint, i32)>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Drawing {
    /// Its width, in thousandths of body height.
    pub width: i32,
    /// Its height, in thousandths of body height.
    pub height: i32,
    /// What is painted, the farthest first.
    pub shapes: Vec<Shape>,
}

impl Paint {
    /// Its colour on a colour page: red, green, blue.
    #[must_use]
    pub const fn colour(self) -> [u8; 3] {
        match self {
            Self::Ink => [0x1f, 0x29, 0x33],
            Self::Paper => [0xff, 0xff, 0xff],
            Self::Skin => [0xfb, 0xe9, 0xdc],
            Self::Hair => [0x2a, 0x33, 0x3d],
            Self::Shirt => [0xdf, 0xe7, 0xee],
            Self::Shorts => [0x84, 0x93, 0xa5],
            Self::Shoe => [0x50, 0x5d, 0x6b],
            Self::Mat => [0xed, 0xf0, 0xf5],
            Self::MatEdge => [0xb9, 0xc4, 0xd3],
            Self::Prop => [0xe3, 0xd9, 0xc6],
            Self::PropShade => [0xc2, 0xb2, 0x94],
            Self::Gear => [0x2f, 0x6f, 0x8f],
            Self::Muscle => [0xd9, 0x4f, 0x1e],
            Self::MuscleHatch => [0x7d, 0x25, 0x08],
            Self::Pain => [0xf6, 0xc9, 0xa8],
            Self::PainHatch => [0xb0, 0x62, 0x2c],
            Self::Arrow => [0x0b, 0x5c, 0xad],
            Self::Heat => [0xd9, 0x4f, 0x1e],
            Self::Cold => [0x3b, 0x82, 0xc4],
            Self::Low => [0xe6, 0xee, 0xf7],
            Self::Mid => [0xc7, 0xd9, 0xec],
            Self::High => [0xa3, 0xc1, 0xdf],
        }
    }

    /// Its grey on a black-and-white page: 0 is black.
    #[must_use]
    pub const fn grey(self) -> u8 {
        match self {
            Self::Ink | Self::Arrow | Self::MuscleHatch => 0x00,
            Self::Hair | Self::PainHatch => 0x33,
            Self::Shoe | Self::Gear | Self::Heat => 0x59,
            Self::Shorts | Self::Cold => 0x99,
            Self::PropShade | Self::MatEdge => 0xbf,
            Self::Muscle | Self::Pain | Self::High => 0xcc,
            Self::Prop | Self::Shirt | Self::Mid => 0xe6,
            Self::Mat | Self::Low => 0xf2,
            Self::Paper | Self::Skin => 0xff,
        }
    }
}

impl Drawing {
    /// The mirror image, left for right.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let flip = |point: Point| Point { x: self.width - point.x, y: point.y };
        let mut mirrored = self.clone();
        for step in mirrored.shapes.iter_mut().flat_map(|shape| &mut shape.path) {
            *step = match *step {
                Step::Move(to) => Step::Move(flip(to)),
                Step::Line(to) => Step::Line(flip(to)),
                Step::Curve(a, b, to) => Step::Curve(flip(a), flip(b), flip(to)),
                Step::Close => Step::Close,
            };
        }
        mirrored
    }
}
