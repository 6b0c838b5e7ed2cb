//! Postures for tests, and to look at: `cargo test --lib look -- --ignored --nocapture` prints each as
//! an SVG picture.

use super::{
    Area, Arrow, Band, Camera, Drawing, Gear, Phase, Scene, Step, Surface, View, body_map, draw,
};
use crate::body::{Body, Posture, Rotation, Skeleton, SkeletonFile, Vector};

/// The built-in body.
pub(super) fn body() -> Body {
    let text = include_str!("../../routines/body/skeleton.yaml");
    let file: SkeletonFile = crate::source::read_trusted("skeleton.yaml", text).unwrap();
    Body { skeleton: Skeleton::try_from(file).unwrap(), ..Body::default() }
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
    pub(super) props: &'static [&'static str],
    pub(super) muscle: &'static [Line],
    pub(super) arrow: &'static [(&'static str, [f64; 3])],
}

const fn pose(
    id: &'static str,
    base: Base,
    pitch: f64,
    camera: (f64, f64),
    angles: &'static [Angle],
) -> Pose {
    Pose { id, base, pitch, camera, angles, props: &[], muscle: &[], arrow: &[] }
}

impl Pose {
    const fn with(mut self, props: &'static [&'static str], muscle: &'static [Line]) -> Self {
        self.props = props;
        self.muscle = muscle;
        self
    }

    const fn moving(mut self, arrow: &'static [(&'static str, [f64; 3])]) -> Self {
        self.arrow = arrow;
        self
    }
}

pub(super) const POSES: &[Pose] = &[
    pose(
        "stand-side",
        Base::Upright,
        0.0,
        (20.0, 10.0),
        &[("shoulder", "flexion", 5.0), ("elbow", "flexion", 15.0)],
    )
    .with(&["floor"], BICEPS),
    pose(
        "stand-front",
        Base::Upright,
        0.0,
        (85.0, 8.0),
        &[("shoulder", "abduction", 12.0), ("elbow", "flexion", 10.0), ("hip", "abduction", 4.0)],
    )
    .with(&["floor"], RECTUS),
    pose(
        "stand-back",
        Base::Upright,
        0.0,
        (-110.0, 8.0),
        &[("shoulder", "abduction", 12.0), ("elbow", "flexion", 10.0), ("hip", "abduction", 4.0)],
    )
    .with(&["floor", "heat-pack"], GLUTE_MED),
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
    )
    .with(&["floor"], GLUTE_MED),
    pose(
        "supine",
        Base::Supine,
        0.0,
        (-20.0, 20.0),
        &[("shoulder", "abduction", 20.0), ("elbow", "pronation", 60.0)],
    )
    .with(&["mat"], RECTUS),
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
    )
    .with(&["mat", "band"], BICEPS),
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
    )
    .with(&["mat"], BICEPS)
    .moving(&[("low-belly", [0.0, -0.12, 0.0]), ("low-belly", [0.0, 0.0, 0.0])]),
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
    )
    .with(&["mat"], GLUTE_MED)
    .moving(&[
        ("right-ankle", [-0.06, -0.3, 0.0]),
        ("right-ankle", [-0.03, -0.15, 0.0]),
        ("right-ankle", [0.0, 0.0, 0.0]),
    ]),
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
    )
    .with(&["mat"], RECTUS),
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
    )
    .with(&["mat"], BICEPS)
    .moving(&[
        ("right-heel", [0.3, -0.3, 0.0]),
        ("right-heel", [0.1, -0.15, 0.0]),
        ("right-heel", [0.0, 0.0, 0.0]),
    ]),
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
    )
    .with(&["mat"], RECTUS),
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
    )
    .with(&["seat"], RECTUS),
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
    )
    .with(&["seat"], RECTUS),
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
    )
    .with(&["floor", "weight"], BICEPS),
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
    )
    .with(&["mat"], RECTUS),
    pose(
        "arms-overhead",
        Base::Upright,
        0.0,
        (70.0, 8.0),
        &[("shoulder", "flexion", 170.0), ("shoulder-girdle", "elevation", 20.0)],
    )
    .with(&["wall-behind"], RECTUS),
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
    )
    .with(&["bed"], BICEPS),
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
    )
    .with(&["mat", "pillow"], GLUTE_MED),
    pose(
        "desk",
        Base::Upright,
        0.0,
        (-30.0, 14.0),
        &[
            ("hip", "flexion", 90.0),
            ("knee", "flexion", 90.0),
            ("shoulder", "flexion", 20.0),
            ("elbow", "flexion", 75.0),
            ("elbow", "pronation", 80.0),
        ],
    )
    .with(&["seat", "desk"], &[]),
    pose(
        "worktop",
        Base::Upright,
        0.0,
        (20.0, 12.0),
        &[
            ("right-hip", "abduction", 30.0),
            ("shoulder", "flexion", 35.0),
            ("elbow", "flexion", 50.0),
            ("elbow", "pronation", 80.0),
        ],
    )
    .with(&["floor", "worktop"], GLUTE_MED)
    .moving(&[("right-ankle", [0.0, -0.03, -0.2]), ("right-ankle", [0.0, 0.0, 0.0])]),
    pose(
        "step-up",
        Base::Upright,
        0.0,
        (30.0, 12.0),
        &[("left-hip", "flexion", 30.0), ("left-knee", "flexion", 70.0)],
    )
    .with(&["step"], RECTUS),
    pose(
        "wall-sit",
        Base::Upright,
        0.0,
        (15.0, 10.0),
        &[("hip", "flexion", 60.0), ("knee", "flexion", 60.0)],
    )
    .with(&["floor", "wall-behind"], RECTUS),
    pose("wall-side", Base::Upright, 0.0, (140.0, 10.0), &[])
        .with(&["floor", "wall-side"], GLUTE_MED),
    pose(
        "roller",
        Base::Prone,
        0.0,
        (-20.0, 14.0),
        &[("shoulder", "flexion", 90.0), ("elbow", "flexion", 90.0)],
    )
    .with(&["mat", "roller"], RECTUS),
    pose(
        "strap",
        Base::Supine,
        0.0,
        (-20.0, 16.0),
        &[
            ("right-hip", "flexion", 80.0),
            ("shoulder", "flexion", 60.0),
            ("elbow", "flexion", 40.0),
        ],
    )
    .with(&["mat", "strap"], BICEPS)
    .moving(&[
        ("right-heel", [0.3, -0.35, 0.0]),
        ("right-heel", [0.1, -0.15, 0.0]),
        ("right-heel", [0.0, 0.0, 0.0]),
    ]),
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
    // A colour is `0.12 0.34 0.56 rg `, a width `12 w `; both stand only where they change.
    let (mut fill, mut line, mut bytes) = (None, None, 0);
    for shape in &drawing.shapes {
        bytes += shape.path.iter().map(step).sum::<usize>() + 2;
        if shape.fill.is_some() && shape.fill != fill {
            fill = shape.fill;
            bytes += 18;
        }
        if shape.line.is_some() && shape.line != line {
            line = shape.line;
            bytes += 18 + 5;
        }
    }
    bytes
}

pub(super) fn scene(body: &Body, pose: &Pose) -> Scene {
    let skeleton = &body.skeleton;
    let posture = posture(skeleton, pose.base, pose.pitch, pose.angles);
    let mut placed = skeleton.place(&posture);
    let contact = |placed: &crate::body::Placed, id: &str| -> Vec<Vector> {
        let balls = skeleton.contacts[id].iter().map(|i| &skeleton.balls[*i]);
        balls.map(|ball| placed.ball(ball) - Vector::Y * ball.radius).collect()
    };
    let spot = |placed: &crate::body::Placed, id: &str| placed.spot(skeleton.spot(id).unwrap());
    let mean = |points: &[Vector]| {
        points.iter().fold(Vector::ZERO, |a, b| a + *b) * (1.0 / points.len() as f64)
    };
    let mut surfaces = Vec::new();
    let mut gear = Vec::new();
    let mut add = |id: &str, at: Vector, normal: Vector, touched: Vec<Vector>| {
        surfaces.push(Surface {
            id: id.to_owned(),
            at,
            normal,
            facing: Vector::X,
            touched,
            thick: 0.0,
        });
    };
    let mut hold = |id: &str, points: Vec<Vec<Vector>>| {
        gear.push(Gear { id: id.to_owned(), facing: Vector::X, fixed: None, points });
    };
    let raise = |placed: &mut crate::body::Placed, by: f64| {
        placed.frames.iter_mut().for_each(|frame| frame.at = frame.at + Vector::Y * by);
    };
    for prop in pose.props {
        match *prop {
            "seat" => {
                let at = contact(&placed, "seat");
                add("seat", mean(&at), Vector::Y, at);
            }
            "bed" => {
                raise(&mut placed, 0.28);
                let at = contact(&placed, "back");
                add("bed", mean(&at), Vector::Y, at);
            }
            "worktop" | "desk" => {
                let at = contact(&placed, "hands");
                add(prop, mean(&at), Vector::Y, at);
            }
            "wall-behind" => {
                let at = spot(&placed, "tail-bone");
                add("wall", at, Vector::X, vec![at]);
            }
            "wall-side" => {
                let at = spot(&placed, "right-hip-side");
                add("wall", at, -Vector::Z, vec![at]);
            }
            "step" => {
                raise(&mut placed, 0.1);
                let at = contact(&placed, "right-foot");
                add("step", mean(&at), Vector::Y, at);
            }
            "floor" => {
                let at = contact(&placed, "feet");
                add("floor", mean(&at), Vector::Y, at);
            }
            "roller" => {
                let at = spot(&placed, "right-thigh");
                add("roller", at, Vector::Y, vec![at]);
            }
            "strap" => {
                let at = ["left-palm", "right-sole", "right-palm"].map(|id| spot(&placed, id));
                hold("strap", vec![at.to_vec()]);
            }
            "band" => {
                let at = ["left-thigh", "right-thigh"].map(|id| spot(&placed, id));
                hold("loop", vec![at.to_vec()]);
            }
            "weight" => {
                let at = ["left-palm", "right-palm"].map(|id| spot(&placed, id));
                hold("weight", vec![at.to_vec()]);
            }
            "heat-pack" => {
                let at = vec![spot(&placed, "low-back")];
                hold("heat-pack", vec![at]);
            }
            "pillow" => {
                let at = ["left-knee", "right-knee"].map(|id| spot(&placed, id));
                hold("pillow", vec![at.to_vec()]);
            }
            _ => add(prop, Vector::ZERO, Vector::Y, Vec::new()),
        }
    }
    let lines = on_body(skeleton, &placed, pose.muscle);
    let arrow = (!pose.arrow.is_empty()).then(|| {
        let at = pose.arrow.iter().map(|(id, shift)| spot(&placed, id) + Vector::from(*shift));
        Arrow { paths: vec![Some(at.collect())], push: false }
    });
    Scene {
        camera: Camera { turn: pose.camera.0, up: pose.camera.1 },
        views: vec![View { placed, phase: Phase::Start }],
        surfaces,
        gear,
        bands: vec![Band { lines: vec![lines], twin: false }],
        arrows: arrow.into_iter().collect(),
    }
}

/// The lines of a muscle in the world.
pub(super) fn on_body(
    skeleton: &Skeleton,
    placed: &crate::body::Placed,
    lines: &[Line],
) -> Vec<Vec<Vector>> {
    lines.iter().map(|line| muscle(skeleton, placed, line)).collect()
}

/// A line through points of segments; metres in the muscles' own frame.
fn muscle(
    skeleton: &Skeleton,
    placed: &crate::body::Placed,
    line: &[(&str, [f64; 3])],
) -> Vec<Vector> {
    let at = |(on, at): &(&str, [f64; 3])| {
        let frame = placed.frames[skeleton.segment(on).unwrap()];
        frame.place(Vector::from(*at) * (1.0 / skeleton.unit_m))
    };
    line.iter().map(at).collect()
}

type Line = &'static [(&'static str, [f64; 3])];

pub(super) const GLUTE_MED: &[Line] = &[
    &[("pelvis", [-0.0408, 0.0304, 0.1209]), ("right-thigh", [-0.0218, -0.0117, 0.0555])],
    &[("pelvis", [-0.0855, 0.0445, 0.0766]), ("right-thigh", [-0.0258, -0.0058, 0.0527])],
    &[("pelvis", [-0.1223, 0.0105, 0.0648]), ("right-thigh", [-0.0309, -0.0047, 0.0518])],
];
pub(super) const RECTUS: &[Line] = &[&[
    ("pelvis", [-0.0295, -0.0311, 0.0968]),
    ("right-thigh", [0.0334, -0.403, 0.0019]),
    ("right-shank", [0.03, -0.05, 0.0]),
]];
pub(super) const BICEPS: &[Line] = &[&[
    ("pelvis", [-0.1244, -0.1001, 0.0666]),
    ("right-shank", [-0.0301, -0.036, 0.02943]),
    ("right-shank", [-0.0234, -0.0563, 0.0343]),
]];

#[test]
#[ignore = "prints pictures to look at, an SVG a line"]
fn look() {
    let body = body();
    println!("<!-- map -->{}", svg(&map(&body)));
    for pose in POSES {
        let drawing = &draw(&body, &scene(&body, pose))[0];
        println!("<!-- {} -->{}", pose.id, svg(drawing));
    }
}

/// A map with three muscles and three areas.
fn map(body: &Body) -> Drawing {
    let skeleton = &body.skeleton;
    let placed = skeleton.place(&super::map_posture(skeleton));
    let band =
        |lines: &[Line]| Band { lines: vec![on_body(skeleton, &placed, lines)], twin: false };
    let spots = [["right-hip-side", "right-thigh-outer"], ["low-back", "tail-bone"]];
    let area = |(number, spots): (u8, [&str; 2])| {
        let points = spots.map(|id| placed.spot(skeleton.spot(id).unwrap())).to_vec();
        Area { number, points, radius: 0.035 }
    };
    let areas: Vec<Area> = [4, 12].into_iter().zip(spots).map(area).collect();
    body_map(body, &[GLUTE_MED, RECTUS, BICEPS].map(band), &areas)
}
