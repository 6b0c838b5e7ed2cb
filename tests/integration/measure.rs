//! The lengths of muscles against the numbers of the model that they come from, and against a second,
//! plain computation in metres that shares no code with the body.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::Deserialize;

use regimen::body::{Body, BodySide, Change, Measure, MeasureReport, Posture, Why};
use regimen::render::measure::measure;
use regimen::{library, source};

static BODY: LazyLock<Body> = LazyLock::new(|| library::built_in().unwrap().body);

/// A clinical angle in degrees.
type Angle = (&'static str, &'static str, f64);

/// Lines, with the change that was found for each.
type Found = &'static [(&'static str, f64)];

fn posture(angles: &[Angle]) -> Posture {
    let mut posture = BODY.skeleton.neutral();
    for (joint, name, degrees) in angles {
        posture.angles[BODY.skeleton.turn(joint, name).unwrap()] = degrees.to_radians();
    }
    posture
}

fn change(angles: &[Angle], side: BodySide, id: &str) -> Change {
    let line = BODY.lines.line(id).unwrap_or_else(|| panic!("no line {id}"));
    BODY.lines.change(&BODY.skeleton, &posture(angles), side, line)
}

fn right(angles: &[Angle], id: &str) -> f64 {
    change(angles, BodySide::Right, id).known().unwrap()
}

// ------------------------------------------------------------ poses with known findings

const CROSS_BODY: &[Angle] = &[("right-hip", "flexion", 90.0), ("right-hip", "abduction", -25.0)];
const FIGURE_FOUR: &[Angle] = &[
    ("right-hip", "flexion", 90.0),
    ("right-hip", "abduction", 25.0),
    ("right-hip", "rotation", 45.0),
];
const HEEL_TO_BUTTOCK: &[Angle] =
    &[("right-hip", "flexion", -15.0), ("right-knee", "flexion", 90.0)];
const LEG_RAISED: &[Angle] = &[("right-hip", "flexion", 80.0)];
const LEG_CROSSED_BEHIND: &[Angle] =
    &[("right-hip", "flexion", -10.0), ("right-hip", "abduction", -15.0)];
const BUTTERFLY: &[Angle] = &[
    ("right-hip", "flexion", 80.0),
    ("right-hip", "abduction", 40.0),
    ("right-hip", "rotation", 40.0),
];

/// What a check of the method had found before this code was written, in per cent of fibre length.
#[test]
fn known_poses_lengthen_muscles_as_found_before() {
    let table: &[(&[Angle], Found)] = &[
        (CROSS_BODY, &[("peri", 87.0), ("glut-med3", 58.0), ("glut-max3", 57.0)]),
        (FIGURE_FOUR, &[("glut-max3", 67.0), ("peri", 64.0), ("glut-med3", 59.0)]),
        (HEEL_TO_BUTTOCK, &[("rect-fem", 67.0), ("tfl", 22.0), ("psoas", 10.0), ("iliacus", 10.0)]),
        (LEG_RAISED, &[("bifemlh", 77.0), ("semiten", 45.0)]),
        (LEG_CROSSED_BEHIND, &[("glut-min3", 19.0), ("glut-med1", 19.0), ("tfl", 17.0)]),
        (BUTTERFLY, &[("add-mag2", 69.0)]),
    ];
    for (angles, findings) in table {
        for (line, expected) in *findings {
            let found = right(angles, line);
            assert!((found - expected).abs() <= 2.0, "{line}: {found:.1}, not {expected}");
        }
    }
    // Adductor magnus was one number for its three parts: their mean is that number too.
    let parts = ["add-mag1", "add-mag2", "add-mag3"].map(|line| right(BUTTERFLY, line));
    let mean = parts.iter().sum::<f64>() / 3.0;
    assert!((mean - 69.0).abs() <= 2.0, "{mean:.1}");
}

// ------------------------------------------------------------ the report

/// The report of an exercise between two poses, right side.
fn report(start: &[Angle], end: &[Angle]) -> MeasureReport {
    let (start, end) = (posture(start), posture(end));
    MeasureReport::new(&BODY.lines, &BODY.skeleton, BodySide::Right, &start, &end)
}

/// The row of the text that begins with a name, with one space between cells.
fn row(text: &str, name: &str) -> String {
    let line = text.lines().find(|line| line.trim_start().starts_with(name)).unwrap();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_text_of_a_report_says_what_is_known_and_why_the_rest_is_not() {
    let bent = [("right-hip", "flexion", 80.0), ("right-knee", "flexion", 130.0)];
    let text = measure(&report(LEG_RAISED, &bent));
    assert_eq!(row(&text, "gracilis"), "gracilis +13.1 unknown unknown");
    assert_eq!(row(&text, "piriformis"), "piriformis +52.6 +52.6 0.0");
    assert_eq!(row(&text, "hamstrings"), "hamstrings unknown");
    assert_eq!(row(&text, "quadratus-lumborum"), "quadratus-lumborum ~ 0.0 0.0 0.0");
    assert_eq!(row(&text, "diaphragm"), "diaphragm not measured");
    assert!(text.lines().all(|line| line.len() <= 80));
    for note in ["greatest of its parts", "~ A rough line", "unknown: ", "not measured: "] {
        assert!(text.contains(note), "{note}");
    }
    assert!(!measure(&report(&[], LEG_RAISED)).contains("unknown"));
}

#[test]
fn the_json_of_a_report_has_numbers_or_nothing() {
    let bent = [("right-knee", "flexion", 130.0)];
    let json = serde_json::to_value(report(LEG_RAISED, &bent)).unwrap();
    assert_eq!((&json["schema"], &json["side"]), (&1.into(), &"right".into()));
    let muscle = |id: &str| {
        let muscles = json["muscles"].as_array().unwrap();
        muscles.iter().find(|muscle| muscle["muscle"] == id).unwrap().clone()
    };
    let piriformis = muscle("piriformis");
    assert_eq!(piriformis["greatest"], -52.6);
    assert_eq!(piriformis["lines"][0]["start"], 52.6);
    assert_eq!(piriformis["lines"][0]["end"], 0.0);
    assert!(piriformis["lines"][0]["unknown"].is_null());
    let gracilis = muscle("gracilis");
    assert!(gracilis["greatest"].is_null());
    assert_eq!(gracilis["lines"][0]["unknown"], "beyond-range");
    assert_eq!(muscle("diaphragm")["lines"][0]["unknown"], "not-measured");
}

// ------------------------------------------------------------ a second computation

/// The model's own numbers: metres and radians, with its own frames and joints.
#[derive(Deserialize)]
struct Model {
    joints: BTreeMap<String, Joint>,
    muscles: BTreeMap<String, Muscle>,
}

#[derive(Deserialize)]
struct Joint {
    at: Option<[f64; 3]>,
    x: Option<Series>,
    y: Option<Series>,
}

#[derive(Deserialize)]
struct Series {
    angle_rad: Vec<f64>,
    metres: Vec<f64>,
}

#[derive(Deserialize)]
struct Muscle {
    optimal_fibre_m: f64,
    points: Vec<Point>,
}

#[derive(Deserialize)]
struct Point {
    #[serde(rename = "in")]
    frame: String,
    at: Option<[f64; 3]>,
    x: Option<Series>,
    y: Option<Series>,
    z: Option<Series>,
    #[serde(default)]
    when: BTreeMap<String, [f64; 2]>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let text = include_str!("../fixtures/gait2392-muscle-paths.yaml");
    source::read_trusted("gait2392-muscle-paths.yaml", text).unwrap()
});

/// The model's angles, in degrees and with its own signs.
#[derive(Debug, Clone, Copy, Default)]
struct Pose {
    hip_flexion: f64,
    hip_adduction: f64,
    hip_internal: f64,
    knee_extension: f64,
    dorsiflexion: f64,
    back_extension: f64,
    back_right: f64,
    back_left_turn: f64,
}

type Matrix = [[f64; 3]; 3];

fn times(a: Matrix, b: Matrix) -> Matrix {
    std::array::from_fn(|i| std::array::from_fn(|j| (0..3).map(|k| a[i][k] * b[k][j]).sum()))
}

/// `origin + turn * point`.
fn at((origin, turn): ([f64; 3], Matrix), point: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|i| origin[i] + (0..3).map(|k| turn[i][k] * point[k]).sum::<f64>())
}

fn about_x(degrees: f64) -> Matrix {
    let (s, c) = degrees.to_radians().sin_cos();
    [[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]]
}

fn about_y(degrees: f64) -> Matrix {
    let (s, c) = degrees.to_radians().sin_cos();
    [[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]]
}

fn about_z(degrees: f64) -> Matrix {
    let (s, c) = degrees.to_radians().sin_cos();
    [[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]]
}

/// A series at an angle, on straight lines.
fn on(series: &Series, degrees: f64) -> f64 {
    let (xs, ys) = (&series.angle_rad, &series.metres);
    let x = degrees.to_radians();
    let Some(i) = (1..xs.len()).find(|i| x <= xs[*i]) else { return ys[ys.len() - 1] };
    if x < xs[0] {
        return ys[0];
    }
    ys[i - 1] + (ys[i] - ys[i - 1]) * (x - xs[i - 1]) / (xs[i] - xs[i - 1])
}

/// The frame of a body of the model, by the way from the pelvis.
fn frame(name: &str, pose: Pose) -> ([f64; 3], Matrix) {
    let centre = |joint: &str| MODEL.joints[joint].at.unwrap();
    let pelvis = ([0.0; 3], [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
    let hip = times(
        times(about_z(pose.hip_flexion), about_x(pose.hip_adduction)),
        about_y(pose.hip_internal),
    );
    let femur = (centre("hip"), hip);
    let knee = &MODEL.joints["knee"];
    let slide = |series: &Option<Series>| on(series.as_ref().unwrap(), pose.knee_extension);
    let tibia = (
        at(femur, [slide(&knee.x), slide(&knee.y), 0.0]),
        times(femur.1, about_z(pose.knee_extension)),
    );
    let talus = (at(tibia, centre("ankle")), times(tibia.1, about_z(pose.dorsiflexion)));
    let back = times(
        times(about_z(pose.back_extension), about_x(pose.back_right)),
        about_y(pose.back_left_turn),
    );
    match name {
        "pelvis" => pelvis,
        "femur" => femur,
        "tibia" => tibia,
        "foot" => (at(talus, centre("subtalar")), talus.1),
        "torso" => (centre("back"), back),
        other => panic!("no frame {other}"),
    }
}

fn length(muscle: &Muscle, pose: Pose) -> f64 {
    let active = |point: &&Point| {
        point.when.iter().all(|(angle, [least, most])| {
            let degrees = match angle.as_str() {
                "knee-extension" => pose.knee_extension,
                "hip-flexion" => pose.hip_flexion,
                other => panic!("no angle {other}"),
            };
            (*least..=*most).contains(&degrees.to_radians())
        })
    };
    let place = |point: &Point| {
        let here = |series: &Option<Series>| on(series.as_ref().unwrap(), pose.knee_extension);
        let local = point.at.unwrap_or_else(|| [here(&point.x), here(&point.y), here(&point.z)]);
        at(frame(&point.frame, pose), local)
    };
    let points: Vec<[f64; 3]> = muscle.points.iter().filter(active).map(place).collect();
    let between =
        |pair: &[[f64; 3]]| (0..3).map(|i| (pair[1][i] - pair[0][i]).powi(2)).sum::<f64>().sqrt();
    points.windows(2).map(between).sum()
}

impl Pose {
    fn random(generator: &mut ChaCha8Rng) -> Self {
        let mut between = |least: f64, most: f64| {
            least + (most - least) * f64::from(generator.next_u32()) / f64::from(u32::MAX)
        };
        Self {
            hip_flexion: between(-30.0, 120.0),
            hip_adduction: between(-50.0, 30.0),
            hip_internal: between(-60.0, 45.0),
            knee_extension: between(-120.0, 5.0),
            dorsiflexion: between(-50.0, 25.0),
            back_extension: between(-50.0, 25.0),
            back_right: between(-25.0, 25.0),
            back_left_turn: between(-15.0, 15.0),
        }
    }

    /// The same pose in clinical angles of a side; the back is mirrored for the left.
    fn clinical(self, side: BodySide) -> Vec<Angle> {
        let (hip, knee, ankle, mirror) = match side {
            BodySide::Right => ("right-hip", "right-knee", "right-ankle", 1.0),
            BodySide::Left => ("left-hip", "left-knee", "left-ankle", -1.0),
        };
        vec![
            (hip, "flexion", self.hip_flexion),
            (hip, "abduction", -self.hip_adduction),
            (hip, "rotation", -self.hip_internal),
            (knee, "flexion", -self.knee_extension),
            (ankle, "flexion", self.dorsiflexion),
            ("lumbar", "flexion", -self.back_extension),
            ("lumbar", "side-bend", mirror * self.back_right),
            ("lumbar", "rotation", -mirror * self.back_left_turn),
        ]
    }
}

#[test]
fn random_poses_agree_with_a_plain_computation_from_the_model() {
    let mut generator = ChaCha8Rng::seed_from_u64(3);
    let mut compared = 0;
    for _ in 0..20 {
        let pose = Pose::random(&mut generator);
        for (id, muscle) in &MODEL.muscles {
            let Some(line) = BODY.lines.line(id) else { continue };
            let expected = length(muscle, pose);
            let change =
                100.0 * (expected - length(muscle, Pose::default())) / muscle.optimal_fibre_m;
            for side in BodySide::BOTH {
                let posture = posture(&pose.clinical(side));
                let measure = Measure::new(&BODY.skeleton, &posture);
                let metres = measure.length(line, side) * BODY.skeleton.unit_m;
                assert!((metres - expected).abs() < 2e-6, "{id} {metres} {expected} {pose:?}");
                let found = measure.change(line, side).known().unwrap();
                assert!((found - change).abs() < 0.005, "{id} {found} {change} {pose:?}");
                compared += 1;
            }
        }
    }
    // Every line of the model but that of the front shin muscle, which the library does not treat.
    assert_eq!(compared, 20 * 2 * (MODEL.muscles.len() - 1));
}

// ------------------------------------------------------------ what is known and what is not

#[test]
fn nothing_changes_in_the_anatomical_position() {
    for line in BODY.lines.muscles.values().flatten() {
        for side in BodySide::BOTH {
            let found = change(&[], side, &line.id);
            let expected = line.fibre.map_or(Change::Unknown, |_| Change::Known(0.0));
            assert_eq!(found, expected, "{}", line.id);
        }
    }
}

#[test]
fn beyond_the_range_of_the_model_nothing_is_claimed() {
    let bent = |degrees| [("right-knee", "flexion", degrees)];
    assert!(change(&bent(120.0), BodySide::Right, "rect-fem").known().is_some());
    assert_eq!(change(&bent(121.0), BodySide::Right, "rect-fem"), Change::Unknown);
    // A line that does not cross the knee does not care, nor does the other leg.
    assert!(change(&bent(121.0), BodySide::Right, "psoas").known().is_some());
    assert!(change(&bent(121.0), BodySide::Left, "rect-fem").known().is_some());

    let drawn_up = [("right-hip", "flexion", 125.0)];
    assert_eq!(change(&drawn_up, BodySide::Right, "psoas"), Change::Unknown);
    assert!(change(&drawn_up, BodySide::Right, "vas-lat").known().is_some());
}

#[test]
fn a_side_is_measured_on_its_own() {
    let left = [("left-hip", "flexion", 80.0)];
    assert_eq!(change(&left, BodySide::Right, "bifemlh"), Change::Known(0.0));
    assert!(change(&left, BodySide::Left, "bifemlh").known().unwrap() > 70.0);
}

#[test]
fn rough_lines_lengthen_the_way_that_anatomy_says() {
    let away = [("lumbar", "side-bend", -20.0), ("thoracic", "side-bend", -20.0)];
    let forward = [("lumbar", "flexion", 40.0), ("thoracic", "flexion", 30.0)];
    let back = [("lumbar", "flexion", -20.0)];
    let cases: &[(&[Angle], &str, bool)] = &[
        (&away, "quadratus-lumborum", true),
        (&away, "iliocostalis", true),
        (&forward, "iliocostalis", true),
        (&forward, "multifidus-low", true),
        (&forward, "multifidus-high", true),
        (&forward, "spinalis-thoracis", true),
        (&forward, "ercspn", true),
        (&forward, "rectus-abdominis", false),
        (&back, "rectus-abdominis", true),
    ];
    for (angles, line, longer) in cases {
        let found = right(angles, line);
        assert!(found.abs() > 5.0 && (found > 0.0) == *longer, "{line}: {found:.1}");
        assert!(found.abs() < 130.0, "{line}: {found:.1}");
    }
}

#[test]
fn a_report_sums_a_muscle_up_by_its_greatest_difference() {
    let crossed = report(LEG_RAISED, CROSS_BODY);
    let medius = crossed.muscle("gluteus-medius").unwrap();
    let rear = medius.lines.iter().find(|line| line.line == "glut-med3").unwrap();
    assert_eq!(medius.greatest, rear.difference);
    assert_eq!(rear.difference, rear.end.since(rear.start));
    assert!(medius.lines.iter().any(|line| line.difference.known().unwrap() < 0.0));

    // One part beyond the range: nothing is said of the muscle. A part that is only drawn is no matter.
    let curled = report(&[], &[("right-hip", "flexion", 125.0)]);
    let hamstrings = curled.muscle("hamstrings").unwrap();
    assert_eq!(hamstrings.greatest, Change::Unknown);
    let why: Vec<Option<Why>> = hamstrings.lines.iter().map(|line| line.unknown).collect();
    let beyond = Some(Why::BeyondRange);
    assert_eq!(why, [beyond, None, beyond, beyond]);
    assert!(curled.muscle("erector-spinae").unwrap().greatest.known().is_some());
    let pectorals = curled.muscle("pectorals").unwrap();
    assert_eq!(pectorals.greatest, Change::Unknown);
    assert_eq!(pectorals.lines[0].unknown, Some(Why::NotMeasured));
}

#[test]
fn lines_to_draw_go_through_the_points_that_are_on_the_way() {
    let body = &*BODY;
    let still = body.skeleton.neutral();
    let placed = body.skeleton.place(&still);
    let world = |muscle: &str, side| body.lines.world(&placed, &still, muscle, side);
    for (muscle, lines) in &body.lines.muscles {
        let (right, left) = (world(muscle, BodySide::Right), world(muscle, BodySide::Left));
        assert_eq!(right.len(), lines.len());
        for (right, left) in right.iter().flatten().zip(left.iter().flatten()) {
            assert!((*right - left.mirrored()).length() < 1e-9, "{muscle}");
        }
        // On the body: no further from the nearest of its round parts than the thickness of a limb.
        for point in right.iter().flatten() {
            let away =
                |ball: &regimen::body::Ball| (placed.ball(ball) - *point).length() - ball.radius;
            let nearest = body.skeleton.balls.iter().map(away).fold(f64::MAX, f64::min);
            assert!(nearest < 0.06, "{muscle}: {nearest:.3} at {point:?}");
        }
    }
    assert!(world("biceps-brachii", BodySide::Right).is_empty());
    // Rectus femoris turns round the thigh bone only when the knee is well bent.
    let points = |degrees| {
        let bent = posture(&[("right-knee", "flexion", degrees)]);
        let placed = body.skeleton.place(&bent);
        body.lines.world(&placed, &bent, "rectus-femoris", BodySide::Right)[0].len()
    };
    assert_eq!((points(60.0), points(90.0)), (2, 3));
}
