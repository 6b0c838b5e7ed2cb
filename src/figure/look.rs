//! Postures to look at, for tests: `cargo test look -- --ignored` writes each as an SVG file.

use super::{Camera, Drawing, Phase, Scene, Step, View, draw};
use crate::body::{Body, Posture, Rotation, Skeleton, SkeletonFile, Vector};

/// The built-in body.
pub(super) fn body() -> Body {
    let text = include_str!("../../routines/body/skeleton.yaml");
    let file: SkeletonFile = crate::source::read_trusted("skeleton.yaml", text).unwrap();
    let bases = include_str!("../../routines/body/bases.yaml");
    let bases = crate::source::read_trusted("bases.yaml", bases).unwrap();
    Body { skeleton: Skeleton::try_from(file).unwrap(), bases }
}

/// How the trunk lies.
#[derive(Clone, Copy)]
pub(super) enum Base {
    Upright,
    Supine,
    Prone,
    OnLeft,
}

type Angle = (&'static str, &'static str, f64);

/// A posture set down on the floor. A joint without a side is both.
pub(super) fn posture(skeleton: &Skeleton, base: Base, pitch: f64, angles: &[Angle]) -> Posture {
    let mut posture = skeleton.neutral();
    let turn = match base {
        Base::Upright => Rotation::NONE,
        Base::Supine => Rotation { x: Vector::Y, y: -Vector::X, z: Vector::Z },
        Base::Prone => Rotation { x: -Vector::Y, y: Vector::X, z: Vector::Z },
        Base::OnLeft => Rotation { x: Vector::Z, y: Vector::X, z: Vector::Y },
    };
    posture.root.turn = Rotation::about(Vector::Z, pitch.to_radians()).after(turn);
    for (joint, name, degrees) in angles {
        for side in ["", "right-", "left-"] {
            if let Some(turn) = skeleton.turn(&format!("{side}{joint}"), name) {
                posture.angles[turn] += degrees.to_radians();
            }
        }
    }
    let placed = skeleton.place(&posture);
    let low = skeleton.balls.iter().map(|ball| placed.ball(ball).y - ball.radius);
    posture.root.at.y -= low.fold(f64::MAX, f64::min);
    posture
}

pub(super) struct Pose {
    pub(super) id: &'static str,
    pub(super) base: Base,
    pub(super) pitch: f64,
    pub(super) camera: (f64, f64),
    pub(super) angles: &'static [Angle],
}

const fn pose(
    id: &'static str,
    base: Base,
    pitch: f64,
    camera: (f64, f64),
    angles: &'static [Angle],
) -> Pose {
    Pose { id, base, pitch, camera, angles }
}

pub(super) const POSES: &[Pose] = &[
    pose(
        "stand-side",
        Base::Upright,
        0.0,
        (20.0, 10.0),
        &[("shoulder", "flexion", 5.0), ("elbow", "flexion", 15.0)],
    ),
    pose(
        "stand-front",
        Base::Upright,
        0.0,
        (85.0, 8.0),
        &[("shoulder", "abduction", 12.0), ("elbow", "flexion", 10.0), ("hip", "abduction", 4.0)],
    ),
    pose(
        "stand-back",
        Base::Upright,
        0.0,
        (-110.0, 8.0),
        &[("shoulder", "abduction", 12.0), ("elbow", "flexion", 10.0), ("hip", "abduction", 4.0)],
    ),
    pose(
        "stand-oblique",
        Base::Upright,
        0.0,
        (50.0, 10.0),
        &[
            ("shoulder", "flexion", 10.0),
            ("shoulder", "abduction", 8.0),
            ("elbow", "flexion", 10.0),
            ("hip", "rotation", 10.0),
        ],
    ),
    pose(
        "supine",
        Base::Supine,
        0.0,
        (-20.0, 20.0),
        &[("shoulder", "abduction", 20.0), ("elbow", "pronation", 60.0)],
    ),
    pose(
        "hook-lying",
        Base::Supine,
        0.0,
        (-20.0, 18.0),
        &[
            ("hip", "flexion", 50.0),
            ("knee", "flexion", 95.0),
            ("ankle", "flexion", -42.0),
            ("shoulder", "abduction", 20.0),
        ],
    ),
    pose(
        "bridge",
        Base::Supine,
        28.0,
        (-20.0, 18.0),
        &[
            ("hip", "flexion", -5.0),
            ("knee", "flexion", 80.0),
            ("ankle", "flexion", -10.0),
            ("shoulder", "abduction", 20.0),
            ("neck", "flexion", 15.0),
            ("head", "flexion", 13.0),
            ("thoracic", "flexion", 8.0),
        ],
    ),
    pose(
        "side-lying-abd",
        Base::OnLeft,
        0.0,
        (-20.0, 20.0),
        &[
            ("right-hip", "abduction", 35.0),
            ("left-hip", "flexion", 30.0),
            ("left-knee", "flexion", 50.0),
            ("left-shoulder", "flexion", 150.0),
            ("left-elbow", "flexion", 60.0),
            ("right-shoulder", "flexion", 40.0),
            ("right-elbow", "flexion", 60.0),
        ],
    ),
    pose(
        "quadruped",
        Base::Prone,
        0.0,
        (-20.0, 14.0),
        &[
            ("hip", "flexion", 90.0),
            ("knee", "flexion", 90.0),
            ("ankle", "flexion", -40.0),
            ("shoulder", "flexion", 90.0),
            ("wrist", "flexion", -85.0),
            ("elbow", "pronation", 80.0),
            ("head", "flexion", -20.0),
        ],
    ),
    pose(
        "bird-dog",
        Base::Prone,
        0.0,
        (-20.0, 14.0),
        &[
            ("left-hip", "flexion", 90.0),
            ("left-knee", "flexion", 90.0),
            ("left-ankle", "flexion", -40.0),
            ("right-shoulder", "flexion", 90.0),
            ("right-wrist", "flexion", -85.0),
            ("right-elbow", "pronation", 80.0),
            ("left-shoulder", "flexion", 175.0),
            ("head", "flexion", -20.0),
        ],
    ),
    pose(
        "half-kneeling",
        Base::Upright,
        0.0,
        (15.0, 12.0),
        &[
            ("left-hip", "flexion", 90.0),
            ("left-knee", "flexion", 90.0),
            ("right-knee", "flexion", 90.0),
            ("right-ankle", "flexion", -45.0),
            ("shoulder", "flexion", 25.0),
            ("elbow", "flexion", 50.0),
        ],
    ),
    pose(
        "sit",
        Base::Upright,
        0.0,
        (25.0, 14.0),
        &[
            ("hip", "flexion", 90.0),
            ("knee", "flexion", 90.0),
            ("shoulder", "flexion", 30.0),
            ("elbow", "flexion", 50.0),
            ("elbow", "pronation", 60.0),
        ],
    ),
    pose(
        "sit-front",
        Base::Upright,
        0.0,
        (80.0, 14.0),
        &[
            ("hip", "flexion", 88.0),
            ("hip", "abduction", 8.0),
            ("knee", "flexion", 90.0),
            ("shoulder", "flexion", 30.0),
            ("elbow", "flexion", 50.0),
            ("elbow", "pronation", 60.0),
        ],
    ),
    pose(
        "squat",
        Base::Upright,
        -35.0,
        (30.0, 10.0),
        &[
            ("hip", "flexion", 95.0),
            ("hip", "abduction", 10.0),
            ("knee", "flexion", 80.0),
            ("ankle", "flexion", 20.0),
            ("shoulder", "flexion", 110.0),
            ("elbow", "flexion", 10.0),
        ],
    ),
    pose(
        "press-up",
        Base::Prone,
        0.0,
        (-20.0, 14.0),
        &[
            ("lumbar", "flexion", -25.0),
            ("thoracic", "flexion", -15.0),
            ("shoulder", "flexion", 55.0),
            ("wrist", "flexion", -70.0),
            ("elbow", "pronation", 80.0),
            ("elbow", "flexion", 10.0),
            ("ankle", "flexion", -50.0),
        ],
    ),
    pose(
        "arms-overhead",
        Base::Upright,
        0.0,
        (70.0, 8.0),
        &[("shoulder", "flexion", 170.0), ("shoulder-girdle", "elevation", 20.0)],
    ),
    pose(
        "knee-to-chest",
        Base::Supine,
        0.0,
        (-20.0, 16.0),
        &[
            ("right-hip", "flexion", 120.0),
            ("right-knee", "flexion", 130.0),
            ("shoulder", "flexion", 50.0),
            ("shoulder", "rotation", 20.0),
            ("elbow", "flexion", 70.0),
        ],
    ),
    pose(
        "figure-four",
        Base::Supine,
        0.0,
        (-30.0, 20.0),
        &[
            ("left-hip", "flexion", 80.0),
            ("left-knee", "flexion", 90.0),
            ("right-hip", "flexion", 80.0),
            ("right-hip", "abduction", 35.0),
            ("right-hip", "rotation", 55.0),
            ("right-knee", "flexion", 100.0),
            ("shoulder", "abduction", 20.0),
        ],
    ),
];

/// A drawing as an SVG picture.
pub(super) fn svg(drawing: &Drawing) -> String {
    use std::fmt::Write as _;
    let colour = |paint: super::Paint| {
        let [r, g, b] = paint.colour();
        format!("#{r:02x}{g:02x}{b:02x}")
    };
    let (w, h) = (drawing.width, drawing.height);
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">"#
    );
    out.push_str(r##"<rect width="100%" height="100%" fill="#fff"/>"##);
    for shape in &drawing.shapes {
        let fill = shape.fill.map_or("none".to_owned(), colour);
        let _ =
            write!(out, r#"<path stroke-linecap="round" stroke-linejoin="round" fill="{fill}""#);
        if let Some((paint, width)) = shape.line {
            let _ = write!(out, r#" stroke="{}" stroke-width="{width}""#, colour(paint));
        }
        out.push_str(" d=\"");
        for step in &shape.path {
            let _ = match *step {
                Step::Move(p) => write!(out, "M{} {}", p.x, p.y),
                Step::Line(p) => write!(out, "L{} {}", p.x, p.y),
                Step::Curve(a, b, p) => {
                    write!(out, "C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, p.x, p.y)
                }
                Step::Close => write!(out, "Z"),
            };
        }
        out.push_str("\"/>");
    }
    out + "</svg>"
}

/// About what a drawing costs in a PDF before compression, in bytes.
pub(super) fn pdf_size(drawing: &Drawing) -> usize {
    let point = |p: super::Point| format!("{} {} ", p.x, p.y).len();
    let step = |step: &Step| match step {
        Step::Move(p) | Step::Line(p) => point(*p) + 2,
        Step::Curve(a, b, p) => point(*a) + point(*b) + point(*p) + 2,
        Step::Close => 2,
    };
    // Colour, line width and the painting operator.
    let shape = |shape: &super::Shape| shape.path.iter().map(step).sum::<usize>() + 40;
    drawing.shapes.iter().map(shape).sum()
}

pub(super) fn scene(body: &Body, pose: &Pose) -> Scene {
    let posture = posture(&body.skeleton, pose.base, pose.pitch, pose.angles);
    let placed = body.skeleton.place(&posture);
    Scene {
        camera: Camera { turn: pose.camera.0, up: pose.camera.1 },
        views: vec![View { placed, phase: Phase::Start }],
        ..Scene::default()
    }
}

#[test]
#[ignore = "writes pictures to look at"]
#[allow(clippy::disallowed_methods)]
fn look() {
    let folder = std::env::var("LOOK").unwrap();
    let body = body();
    for pose in POSES {
        let drawing = &draw(&body, &scene(&body, pose))[0];
        println!("{} {} shapes, {} bytes", pose.id, drawing.shapes.len(), pdf_size(drawing));
        std::fs::write(format!("{folder}/{}.svg", pose.id), svg(drawing)).unwrap();
    }
}
