//! The signs of boxes, as shapes in a unit square: no font has them all.

use crate::handout::Tone;

/// A shape of a sign.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// A filled shape in the sign's colour.
    Ground(Vec<(f32, f32)>),
    /// A filled disc in the sign's colour: centre and radius.
    Disc((f32, f32), f32),
    /// A thick white line.
    Stroke(Vec<(f32, f32)>, f32),
    /// A white dot.
    Dot((f32, f32), f32),
}

/// The shapes of a tone's sign, from back to front.
pub(super) fn sign(tone: Tone) -> Vec<Part> {
    match tone {
        Tone::Plain => Vec::new(),
        Tone::Go => vec![
            Part::Disc((0.5, 0.5), 0.5),
            Part::Stroke(vec![(0.27, 0.53), (0.43, 0.69), (0.73, 0.33)], 0.12),
        ],
        Tone::Care => vec![
            Part::Ground(vec![(0.5, 0.03), (1.02, 0.94), (-0.02, 0.94)]),
            Part::Stroke(vec![(0.5, 0.36), (0.5, 0.63)], 0.11),
            Part::Dot((0.5, 0.79), 0.065),
        ],
        Tone::Stop => {
            // A regular octagon: its corners cut a square's sides at this part of their length.
            const A: f32 = 0.293;
            const B: f32 = 1.0 - A;
            vec![
                Part::Ground(vec![
                    (A, 0.0),
                    (B, 0.0),
                    (1.0, A),
                    (1.0, B),
                    (B, 1.0),
                    (A, 1.0),
                    (0.0, B),
                    (0.0, A),
                ]),
                Part::Stroke(vec![(0.25, 0.5), (0.75, 0.5)], 0.16),
            ]
        }
    }
}
