//! A stretch lengthens the muscle that it claims; a one-sided exercise has two sides.

use std::collections::BTreeSet;

use super::{Exercise, Finding, Library, in_exercise};
use crate::body::pose::Pose;
use crate::body::{Body, BodySide, Change, Measure, MeasureReport, Posture, Solved};
use crate::finding::Code;
use crate::library::Kind;

/// The least that a stretch lengthens its muscle from start to end, in per cent of the optimal fibre
/// length. A project default: below it the two pictures show no stretch of that muscle.
const LEAST: f64 = 5.0;
/// Sides whose angles are all this near look the same, in degrees.
const ALIKE: f64 = 5.0;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    library.exercises.values().flat_map(|exercise| of(library, exercise)).collect()
}

fn of(library: &Library, exercise: &Exercise) -> Vec<Finding> {
    let body = &library.body;
    let Some(pose) = &exercise.pose else { return Vec::new() };
    let Some(solved) = body.solved(pose) else { return Vec::new() };
    let mut findings = Vec::new();
    if exercise.kind == Kind::Stretch && pose.unmeasured.is_none() {
        findings.extend(stretch(body, exercise, &solved));
    }
    if exercise.unilateral && same_sides(body, pose, &solved) {
        let message = "the exercise is one-sided, and its pose shows both sides alike";
        let finding = Finding::error(Code::PoseSides, message);
        findings.push(finding.at(in_exercise(exercise, "pose")));
    }
    findings
}

/// The first primary muscle is longer at the end than at the start.
fn stretch(body: &Body, exercise: &Exercise, solved: &Solved) -> Option<Finding> {
    let muscle = exercise.primary.first()?;
    let (start, end) = (solved.moments.first()?, solved.moments.last()?);
    let report = MeasureReport::new(
        &body.lines,
        &body.skeleton,
        BodySide::Right,
        &start.posture,
        &end.posture,
    );
    let message = match report.muscle(muscle).map_or(Change::Unknown, |found| found.greatest) {
        Change::Known(longer) if longer >= LEAST => return None,
        Change::Known(longer) => format!(
            "the stretch makes {muscle} longer by {longer:.1} % of its fibre length; at least {LEAST:.0} % is asked for"
        ),
        Change::Unknown => {
            let why = why_unknown(body, muscle, [&start.posture, &end.posture]);
            format!("what the stretch does to {muscle} is not known: {why}")
        }
    };
    let finding = Finding::error(Code::PoseStretch, message);
    Some(
        finding
            .at(in_exercise(exercise, "pose"))
            .hint("look at `regimen figure ID --measure`, or say in `unmeasured` why it cannot be"),
    )
}

/// Why nothing is known of a muscle between postures.
fn why_unknown(body: &Body, muscle: &str, postures: [&Posture; 2]) -> String {
    let lines = body.lines.muscles.get(muscle).map_or(&[][..], Vec::as_slice);
    let measured = || lines.iter().filter(|line| line.fibre.is_some());
    let beyond = postures.into_iter().find_map(|posture| {
        let measure = Measure::new(&body.skeleton, posture);
        measured().find_map(|line| measure.beyond(&body.skeleton, line, BodySide::Right))
    });
    beyond.unwrap_or_else(|| "the model has no line of it with a fibre length".to_owned())
}

/// Whether the right and the left do the same at every moment.
fn same_sides(body: &Body, pose: &Pose, solved: &Solved) -> bool {
    let named = names(pose);
    let alone = |name: &&String| {
        let other = match (name.strip_prefix("right-"), name.strip_prefix("left-")) {
            (Some(part), _) => format!("left-{part}"),
            (_, Some(part)) => format!("right-{part}"),
            _ => return false,
        };
        !named.contains(&other)
    };
    // A thing, a press or a contact on one side tells the sides apart too.
    let aside = pose.props.values().filter_map(|prop| prop.fixed).any(|it| it.across != 0.0);
    !aside
        && !named.iter().any(|name| alone(&name))
        && solved.moments.iter().all(|moment| {
            body.skeleton.turns.iter().enumerate().all(|(index, turn)| {
                let Some(joint) = turn.joint.strip_prefix("right-") else { return true };
                let other = body.skeleton.turn(&format!("left-{joint}"), &turn.name);
                let angle = |index: usize| moment.posture.angles[index].to_degrees();
                other.is_none_or(|other| (angle(index) - angle(other)).abs() < ALIKE)
            })
        })
}

/// Every spot and contact that a pose names.
fn names(pose: &Pose) -> BTreeSet<String> {
    let stages = [Some(&pose.start), pose.middle.as_ref(), pose.end.as_ref()];
    let stages = stages.into_iter().flatten();
    let touched = stages.flat_map(|stage| stage.touch.values().flatten());
    let held = pose.props.values().flat_map(|prop| &prop.at);
    touched.chain(held).chain(pose.push.iter().map(|push| &push.at)).cloned().collect()
}
