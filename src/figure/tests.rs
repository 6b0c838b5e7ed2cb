//! What must hold of every drawing.

use std::collections::BTreeMap;

use super::look::{GLUTE_MED, POSES, body, on_body, pdf_size, scene};
use super::{
    Area, Arrow, Band, Camera, Drawing, Gear, Paint, Point, Scene, Step, Surface, body_map, draw,
    map_posture,
};
use crate::body::{Body, Vector};

/// Points of a drawing, those on its lines only.
fn ends(drawing: &Drawing) -> impl Iterator<Item = Point> + '_ {
    drawing.shapes.iter().flat_map(|shape| &shape.path).filter_map(|step| match step {
        Step::Move(p) | Step::Line(p) | Step::Curve(_, _, p) => Some(*p),
        Step::Close => None,
    })
}

fn has(drawing: &Drawing, paint: Paint) -> bool {
    let painted = |shape: &super::Shape| {
        shape.fill == Some(paint) || shape.line.is_some_and(|(line, _)| line == paint)
    };
    drawing.shapes.iter().any(painted)
}

fn filled(drawing: &Drawing, paint: Paint) -> bool {
    drawing.shapes.iter().any(|shape| shape.fill == Some(paint))
}

/// The named posture as a scene of one view.
fn named(body: &Body, id: &str) -> Scene {
    scene(body, POSES.iter().find(|pose| pose.id == id).unwrap())
}

#[test]
fn every_drawing_lies_in_its_frame_and_costs_little() {
    let body = body();
    for pose in POSES {
        for turn in [0.0, 45.0, 90.0, 135.0, 180.0, -90.0, -45.0] {
            let mut scene = scene(&body, pose);
            scene.camera.turn += turn;
            let [drawing] = &draw(&body, &scene)[..] else { panic!("one view, one drawing") };
            let inside = |p: Point| {
                (0..=drawing.width).contains(&p.x) && (0..=drawing.height).contains(&p.y)
            };
            assert!(ends(drawing).all(inside), "{} {turn}", pose.id);
            assert!(drawing.shapes.iter().all(|shape| matches!(shape.path[0], Step::Move(_))));
            assert!((20..=70).contains(&drawing.shapes.len()), "{} {turn}", pose.id);
            assert!(drawing.width < 2000 && drawing.height < 1500, "{} {turn}", pose.id);
            let bytes = pdf_size(drawing);
            // Turned far from its camera, a scene may show more faces of its props.
            let limit = if turn == 0.0 { 6000 } else { 6600 };
            assert!(bytes < limit, "{} {turn}: {bytes} bytes", pose.id);
        }
    }
}

#[test]
fn a_left_pose_is_the_mirror_image_of_the_right_one() {
    let body = body();
    for pose in POSES.iter().filter(|pose| pose.props.is_empty() || pose.props[0] == "mat") {
        let mut right = scene(&body, pose);
        right.bands.clear();
        right.arrows.clear();
        right.gear.clear();
        let mut left = right.clone();
        left.camera.turn = 180.0 - left.camera.turn;
        for surface in &mut left.surfaces {
            surface.at = surface.at.mirrored();
        }
        for (i, segment) in body.skeleton.segments.iter().enumerate() {
            let other = match segment.id.split_once('-') {
                Some(("right", name)) => format!("left-{name}"),
                Some(("left", name)) => format!("right-{name}"),
                _ => segment.id.clone(),
            };
            let from = right.views[0].placed.frames[body.skeleton.segment(&other).unwrap()];
            let turn = from.turn;
            left.views[0].placed.frames[i] = crate::body::Frame {
                at: from.at.mirrored(),
                turn: crate::body::Rotation {
                    x: turn.x.mirrored(),
                    y: turn.y.mirrored(),
                    z: -turn.z.mirrored(),
                },
            };
        }
        let (right, left) = (&draw(&body, &right)[0], draw(&body, &left)[0].mirrored());
        assert_eq!((right.width, right.height), (left.width, left.height), "{}", pose.id);
        let (right, left) = (boxes(right), boxes(&left));
        assert!(right.keys().eq(left.keys()), "{}", pose.id);
        for (one, other) in right.values().flatten().zip(left.values().flatten()) {
            // Curves may be cut at other places, and each end is rounded.
            assert!((one - other).abs() <= 3, "{}: {right:?} {left:?}", pose.id);
        }
    }
}

/// The area that each paint fills: left, top, right, bottom.
fn boxes(drawing: &Drawing) -> BTreeMap<Paint, [i32; 4]> {
    let mut boxes = BTreeMap::new();
    for shape in &drawing.shapes {
        let Some(fill) = shape.fill else { continue };
        let own = boxes.entry(fill).or_insert([i32::MAX, i32::MAX, i32::MIN, i32::MIN]);
        for p in traced(shape) {
            *own = [own[0].min(p.x), own[1].min(p.y), own[2].max(p.x), own[3].max(p.y)];
        }
    }
    boxes
}

/// Points all along a shape's path.
fn traced(shape: &super::Shape) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for step in &shape.path {
        match *step {
            Step::Move(p) | Step::Line(p) => points.push(p),
            Step::Curve(a, b, p) => {
                let from = points[points.len() - 1];
                points.extend((1..=8).map(|i| {
                    let (t, s) = (f64::from(i) / 8.0, 1.0 - f64::from(i) / 8.0);
                    let at = |from, a, b, to| {
                        let ends = f64::from(from) * s * s * s + f64::from(to) * t * t * t;
                        let bow = f64::from(a) * s + f64::from(b) * t;
                        libm::round(ends + 3.0 * s * t * bow) as i32
                    };
                    Point { x: at(from.x, a.x, b.x, p.x), y: at(from.y, a.y, b.y, p.y) }
                }));
            }
            Step::Close => {}
        }
    }
    points
}

#[test]
fn all_views_are_equally_high_and_the_same_scene_is_drawn_the_same() {
    let body = body();
    let mut scene = named(&body, "hook-lying");
    scene.views.extend(named(&body, "bridge").views);
    let drawings = draw(&body, &scene);
    assert_eq!(drawings.len(), 2);
    assert_eq!(drawings[0].height, drawings[1].height);
    assert_eq!(drawings, draw(&body, &scene));
}

#[test]
fn a_scene_without_views_has_no_drawings() {
    assert!(draw(&body(), &Scene::default()).is_empty());
}

#[test]
fn every_surface_and_every_piece_of_gear_is_drawn() {
    let body = body();
    let plain = named(&body, "stand-side").views;
    let bare = draw(&body, &Scene { views: plain.clone(), ..Scene::default() });
    let surfaces = [
        "floor",
        "mat",
        "seat",
        "chair",
        "chair-back",
        "bed",
        "bench",
        "sofa",
        "step",
        "worktop",
        "table",
        "desk",
        "wall",
        "door-frame",
        "ball",
        "roller",
        "foam-roller",
        "pillow",
        "towel",
        "something",
    ];
    for id in surfaces {
        let at = Vector::new(0.0, 0.3, 0.0);
        let normal = if matches!(id, "wall" | "door-frame") { -Vector::X } else { Vector::Y };
        let (id, touched) = (id.to_owned(), vec![at]);
        let surface = Surface { id, at, normal, facing: Vector::X, touched, thick: 0.0 };
        let scene =
            Scene { views: plain.clone(), surfaces: vec![surface.clone()], ..Scene::default() };
        let drawn = draw(&body, &scene);
        assert!(drawn[0].shapes.len() > bare[0].shapes.len(), "{}", surface.id);
    }
    let gear = [
        "strap",
        "towel",
        "band",
        "loop",
        "weight",
        "dumbbell",
        "bag",
        "backpack",
        "ball",
        "pillow",
        "roller",
        "foam-roller",
        "heat-pack",
        "cold-pack",
        "pole",
        "water",
        "something",
    ];
    for id in gear {
        let points = vec![vec![Vector::Y * 0.5, Vector::new(0.1, 0.5, 0.1)]];
        let gear = vec![Gear { id: id.to_owned(), points, ..Gear::default() }];
        let scene = Scene { views: plain.clone(), gear, ..Scene::default() };
        let drawn = draw(&body, &scene);
        assert!(drawn[0].shapes.len() > bare[0].shapes.len(), "{id}");
    }
}

#[test]
fn a_muscle_is_filled_where_it_is_seen_and_dashed_where_it_is_not() {
    let body = body();
    let views = named(&body, "stand-front").views;
    let lines = vec![on_body(&body.skeleton, &views[0].placed, GLUTE_MED)];
    let bands = vec![Band { lines, twin: false }];
    for (turn, seen) in [(0.0, true), (20.0, true), (-30.0, true), (150.0, false), (180.0, false)] {
        let camera = Camera { turn, up: 10.0 };
        let scene =
            Scene { camera, views: views.clone(), bands: bands.clone(), ..Scene::default() };
        let drawing = &draw(&body, &scene)[0];
        assert_eq!(filled(drawing, Paint::Muscle), seen, "{turn}");
        assert!(has(drawing, Paint::Muscle) && has(drawing, Paint::MuscleHatch), "{turn}");
    }
}

#[test]
fn only_what_moves_gets_an_arrow_and_it_is_long_enough() {
    let body = body();
    let views = named(&body, "stand-side").views;
    let from = Vector::new(0.2, 0.3, 0.05);
    for (way, push, wanted) in [(0.01, false, false), (0.03, false, true), (0.01, true, true)] {
        let paths = vec![Some(vec![from, from + Vector::Y * way])];
        let arrows = vec![Arrow { paths, push }];
        let drawing = &draw(&body, &Scene { views: views.clone(), arrows, ..Scene::default() })[0];
        assert_eq!(has(drawing, Paint::Arrow), wanted, "{way} {push}");
        let shapes = drawing.shapes.iter();
        let blue = shapes.filter(|shape| {
            shape.fill == Some(Paint::Arrow) || shape.line.is_some_and(|(p, _)| p == Paint::Arrow)
        });
        let arrow = Drawing { shapes: blue.cloned().collect(), ..Drawing::default() };
        let (low, high) =
            ends(&arrow).fold((i32::MAX, i32::MIN), |(low, high), p| (low.min(p.y), high.max(p.y)));
        assert!(!wanted || high - low >= 60, "{}", high - low);
    }
}

/// The number of the first shape that is filled with a paint, and of the last.
fn painted(drawing: &Drawing, paint: Paint) -> (usize, usize) {
    let is = |shape: &super::Shape| shape.fill == Some(paint);
    let first = drawing.shapes.iter().position(is);
    (first.unwrap(), drawing.shapes.iter().rposition(is).unwrap())
}

/// A scene of one plain view with gear at spots of the body.
fn wearing(body: &Body, pose: &str, id: &str, spots: &[&str]) -> Scene {
    let views = named(body, pose).views;
    let spot = |name: &&str| views[0].placed.spot(body.skeleton.spot(name).unwrap());
    let points = vec![spots.iter().map(spot).collect()];
    let gear = vec![Gear { id: id.to_owned(), facing: Vector::X, points, ..Gear::default() }];
    Scene { views, gear, ..Scene::default() }
}

#[test]
fn a_loop_runs_behind_and_before_the_legs_from_every_side() {
    let body = body();
    let mut scene =
        wearing(&body, "stand-side", "loop", &["right-thigh-outer", "left-thigh-outer"]);
    for turn in [0.0, 40.0, 90.0, 140.0, 180.0, -90.0] {
        scene.camera.turn = turn;
        let drawing = &draw(&body, &scene)[0];
        let (behind, before) = painted(drawing, Paint::Gear);
        // The legs of the shorts are the last that is filled so.
        let (_, legs) = painted(drawing, Paint::Shorts);
        assert!(behind < legs && legs < before, "{turn}: {behind} {legs} {before}");
    }
}

#[test]
fn water_is_behind_the_body_and_only_its_waves_are_before_it() {
    let body = body();
    let drawing = &draw(&body, &wearing(&body, "stand-side", "water", &["belly"]))[0];
    assert_eq!(painted(drawing, Paint::Mat), (0, 0));
    let last = drawing.shapes.last().unwrap();
    assert_eq!((last.fill, last.line.map(|line| line.0)), (None, Some(Paint::Cold)));
}

#[test]
fn a_wall_hides_nobody_wherever_it_is_seen_from() {
    let body = body();
    let mut scene = named(&body, "stand-side");
    scene.bands.clear();
    let wall = |at| Surface {
        id: "wall".to_owned(),
        at,
        normal: Vector::X,
        facing: Vector::X,
        ..Surface::default()
    };
    scene.surfaces = vec![wall(-Vector::X * 0.2)];
    for turn in [0.0, 20.0, 60.0, 90.0, 180.0, -20.0, -90.0] {
        scene.camera.turn = turn;
        let drawing = &draw(&body, &scene)[0];
        let edge = |shape: &super::Shape| shape.line.is_some_and(|line| line.0 == Paint::MatEdge);
        assert!(edge(&drawing.shapes[0]), "{turn}: the wall is painted first");
        assert!(!drawing.shapes[1..].iter().any(edge), "{turn}");
    }
}

#[test]
fn a_bicycle_is_within_the_legs() {
    let body = body();
    let spots = ["tail-bone", "right-palm", "left-palm", "right-sole", "left-sole"];
    let drawing = &draw(&body, &wearing(&body, "sit", "bicycle", &spots))[0];
    let (_, wheel) = painted(drawing, Paint::Prop);
    let (_, legs) = painted(drawing, Paint::Shorts);
    assert!(wheel < legs);
    assert!(pdf_size(drawing) < 6000, "{}", pdf_size(drawing));
}

#[test]
fn a_band_is_fixed_to_a_post_that_stands_on_the_floor() {
    let body = body();
    let mut scene = wearing(&body, "stand-side", "band", &["right-palm"]);
    let without = draw(&body, &scene)[0].width;
    scene.gear[0].fixed = Some(Vector::new(0.8, 0.6, 0.1));
    let drawing = &draw(&body, &scene)[0];
    assert!(filled(drawing, Paint::PropShade) && drawing.width > without + 400);
}

#[test]
fn an_arrow_is_near_what_moves() {
    let body = body();
    let views = named(&body, "stand-side").views;
    let knee = views[0].placed.spot(body.skeleton.spot("right-knee").unwrap());
    let paths = vec![Some(vec![knee, knee + Vector::X * 0.05])];
    let arrows = vec![Arrow { paths, push: false }];
    let drawing = &draw(&body, &Scene { views, arrows, ..Scene::default() })[0];
    let of = |paint: Paint| {
        let shapes = drawing.shapes.iter().filter(|shape| shape.fill == Some(paint)).cloned();
        let shapes = Drawing { shapes: shapes.collect(), ..Drawing::default() };
        ends(&shapes).collect::<Vec<Point>>()
    };
    let apart = |a: &Point, b: &Point| (a.x - b.x).pow(2) + (a.y - b.y).pow(2);
    let skin = of(Paint::Skin);
    let off = of(Paint::Arrow).iter().flat_map(|a| skin.iter().map(|b| apart(a, b))).min();
    assert!(off.unwrap() < 100 * 100, "{off:?}");
}

#[test]
fn bad_numbers_make_no_endless_work() {
    let body = body();
    for bad in [f64::NAN, f64::INFINITY, 1e300, -1e300] {
        let mut scene = named(&body, "strap");
        scene.bands[0].lines[0][0][0] = Vector::X * bad;
        scene.surfaces[0].at = Vector::Y * bad;
        scene.gear[0].points[0][0] = Vector::Z * bad;
        scene.arrows =
            vec![Arrow { paths: vec![Some(vec![Vector::ZERO, Vector::X * bad])], push: false }];
        assert_eq!(draw(&body, &scene).len(), 1);
        scene.camera.turn = bad;
        assert_eq!(draw(&body, &scene).len(), 1);
    }
}

#[test]
fn the_map_shows_a_muscle_and_an_area_on_the_side_where_they_are() {
    let body = body();
    let placed = body.skeleton.place(&map_posture(&body.skeleton));
    let spot = |id: &str| placed.spot(body.skeleton.spot(id).unwrap());
    let middle = |drawing: &Drawing, paint: Paint| {
        let of = |shape: &&super::Shape| shape.fill == Some(paint);
        let shapes: Vec<_> = drawing.shapes.iter().filter(of).cloned().collect();
        let xs: Vec<i32> = ends(&Drawing { shapes, ..Drawing::default() }).map(|p| p.x).collect();
        assert!(!xs.is_empty(), "{paint:?}");
        2 * xs.iter().sum::<i32>() / xs.len() as i32 > drawing.width
    };
    for (id, behind) in [("belly", false), ("low-back", true), ("right-calf", true)] {
        let area = Area { number: 12, points: vec![spot(id)], radius: 0.03 };
        assert_eq!(middle(&body_map(&body, &[], &[area]), Paint::Pain), behind, "{id}");
    }
    let lines = vec![on_body(&body.skeleton, &placed, GLUTE_MED)];
    assert!(middle(&body_map(&body, &[Band { lines, twin: false }], &[]), Paint::Muscle));
}

/// A drawing in numbers, a shape a line.
fn text(drawing: &Drawing) -> String {
    use std::fmt::Write as _;
    let mut text = format!("{} x {}\n", drawing.width, drawing.height);
    for shape in &drawing.shapes {
        if let Some(fill) = shape.fill {
            let _ = write!(text, "{fill:?} ");
        }
        if let Some((paint, width)) = shape.line {
            let _ = write!(text, "({paint:?} {width}) ");
        }
        for step in &shape.path {
            let _ = match step {
                Step::Move(p) => write!(text, "M {} {} ", p.x, p.y),
                Step::Line(p) => write!(text, "L {} {} ", p.x, p.y),
                Step::Curve(a, b, p) => {
                    write!(text, "C {} {} {} {} {} {} ", a.x, a.y, b.x, b.y, p.x, p.y)
                }
                Step::Close => write!(text, "Z"),
            };
        }
        let trimmed = text.trim_end().len();
        text.truncate(trimmed);
        text.push('\n');
    }
    text
}

#[test]
fn two_drawings_are_these_numbers() {
    let body = body();
    insta::assert_snapshot!("hook-lying", text(&draw(&body, &named(&body, "hook-lying"))[0]));
    insta::assert_snapshot!("sit", text(&draw(&body, &named(&body, "sit"))[0]));
}
