//! Every name in a pose is there, every angle is within its range, and the body can be so.

use std::collections::BTreeSet;

use super::{Exercise, Finding, Library, in_exercise};
use crate::body::pose::{Pose, Prop, Shift, Stage};
use crate::body::{Body, Fault, FaultKind, Moment};
use crate::finding::{Code, Findings, Place, did_you_mean};

/// The farthest that anything is from the body, in body heights.
const FAR: f64 = 3.0;

pub(super) fn check(library: &Library) -> Vec<Finding> {
    let advice = library.advice.iter().enumerate().filter_map(|(i, advice)| {
        let place = move |path| Place::path("advice.yaml", format!("advice[{i}].pose.{path}"));
        Some(pose_findings(&library.body, advice.pose.as_ref()?, &place))
    });
    let exercises = library.exercises.values().map(|exercise| exercise_pose(library, exercise));
    exercises.chain(advice).flatten().collect()
}

fn exercise_pose(library: &Library, exercise: &Exercise) -> Vec<Finding> {
    let Some(pose) = &exercise.pose else { return Vec::new() };
    pose_findings(&library.body, pose, &|path| in_exercise(exercise, format!("pose.{path}")))
}

/// What is wrong with a pose; `place` gives the place of a path in it.
///
/// A pose with a wrong name is not solved, for it would be another pose.
#[must_use]
pub fn pose_findings(body: &Body, pose: &Pose, place: &dyn Fn(String) -> Place) -> Vec<Finding> {
    let mut names = Names { body, place, findings: Vec::new() };
    names.pose(pose);
    let mut findings = names.findings;
    if findings.any_error() {
        return findings;
    }
    if let Some(solved) = body.solved(pose) {
        for moment in &solved.moments {
            findings.extend(moment.faults.iter().map(|fault| faulty(moment, fault, place)));
        }
    }
    findings
}

/// Looks for names that nothing has.
struct Names<'a> {
    body: &'a Body,
    place: &'a dyn Fn(String) -> Place,
    findings: Vec<Finding>,
}

impl Names<'_> {
    fn pose(&mut self, pose: &Pose) {
        let bases = self.body.bases.bases.keys().map(String::as_str);
        self.look("base", "base", &pose.base, bases.collect());
        for (id, prop) in &pose.props {
            self.prop(id, prop, pose);
        }
        if let Some(camera) = &pose.camera {
            self.number("camera.turn".to_owned(), camera.turn, 360.0);
            self.number("camera.up".to_owned(), camera.up, 90.0);
        }
        let stages = [
            ("start", Some(&pose.start)),
            ("middle", pose.middle.as_ref()),
            ("end", pose.end.as_ref()),
        ];
        for (name, stage) in stages {
            if let Some(stage) = stage {
                self.stage(name, stage);
            }
        }
        let spots = spots(self.body);
        if let Some(spot) = &pose.moves {
            self.look("moves", "spot", spot, spots.clone());
        }
        for (i, push) in pose.push.iter().enumerate() {
            self.look(&format!("push[{i}].at"), "spot", &push.at, spots.clone());
            self.shift(&format!("push[{i}].to"), &push.to);
        }
    }

    /// A number that is one, and not absurd.
    fn number(&mut self, path: String, number: f64, most: f64) {
        if number.is_nan() || number.abs() > most {
            let message = format!("{number} is not a number from -{most} to {most}");
            let finding = Finding::error(Code::BadValue, message);
            self.findings.push(finding.at((self.place)(path)));
        }
    }

    fn shift(&mut self, path: &str, shift: &Shift) {
        for (key, number) in [("ahead", shift.ahead), ("up", shift.up), ("across", shift.across)] {
            self.number(format!("{path}.{key}"), number, FAR);
        }
    }

    fn prop(&mut self, id: &str, prop: &Prop, pose: &Pose) {
        let path = format!("props.{id}");
        if let Some(height) = prop.height {
            self.number(format!("{path}.height"), height, FAR);
        }
        if let Some(fixed) = &prop.fixed {
            self.shift(&format!("{path}.fixed"), fixed);
        }
        let bases = &self.body.bases;
        let known = bases.surfaces.keys().chain(bases.gear.keys()).map(String::as_str).collect();
        self.look(&path, "prop", id, known);
        for (i, spot) in prop.at.iter().enumerate() {
            self.look(&format!("{path}.at[{i}]"), "spot", spot, spots(self.body));
        }
        if let Some(over) = &prop.over {
            let path = format!("{path}.over");
            self.look(&path, "surface", over, surfaces(self.body));
            if pose.is_over_itself(id) {
                let message = format!("the prop `{id}` lies over itself");
                let finding = Finding::error(Code::PoseProp, message).at((self.place)(path));
                self.findings
                    .push(finding.hint("say what is below it, down to what stands by itself"));
            }
        }
        let stages = [Some(&pose.start), pose.middle.as_ref(), pose.end.as_ref()];
        let touched = stages.into_iter().flatten().any(|stage| stage.touch.contains_key(id))
            || bases.bases.get(&pose.base).is_some_and(|base| base.touch.contains_key(id));
        if prop.at.is_empty() && prop.fixed.is_none() && !touched {
            self.findings.push(
                Finding::error(Code::PoseProp, format!("the prop `{id}` has no place"))
                    .at((self.place)(path))
                    .hint("say which spots it is `at`, or what touches it"),
            );
        }
    }

    fn stage(&mut self, name: &str, stage: &Stage) {
        self.angles(name, stage);
        if let Some(tilt) = &stage.pelvis {
            for (key, angle) in [("lean", tilt.lean), ("side", tilt.side), ("turn", tilt.turn)] {
                self.number(format!("{name}.pelvis.{key}"), angle, 360.0);
            }
        }
        for (surface, touching) in &stage.touch {
            self.look(&format!("{name}.touch.{surface}"), "surface", surface, surfaces(self.body));
            for (i, contact) in touching.iter().enumerate() {
                let path = format!("{name}.touch.{surface}[{i}]");
                self.look(&path, "contact", contact, contacts(self.body));
            }
        }
        for (i, contact) in stage.slides.iter().enumerate() {
            self.look(&format!("{name}.slides[{i}]"), "contact", contact, contacts(self.body));
        }
        for (hand, target) in &stage.reach {
            let path = format!("{name}.reach.{hand}");
            self.look(&path, "spot", hand, spots(self.body));
            self.look(&path, "spot", target, spots(self.body));
        }
        for (spot, shift) in &stage.shift {
            self.shift(&format!("{name}.shift.{spot}"), shift);
            self.look(&format!("{name}.shift.{spot}"), "spot", spot, spots(self.body));
        }
    }

    /// Joints, their turns and their ranges.
    fn angles(&mut self, name: &str, stage: &Stage) {
        let skeleton = &self.body.skeleton;
        for (word, turns) in &stage.angles {
            let joints = skeleton.joints(word);
            let path = format!("{name}.angles.{word}");
            let Some(joint) = joints.first() else {
                let words = skeleton.joint_words();
                self.look(&path, "joint", word, words.iter().map(String::as_str).collect());
                continue;
            };
            let known = skeleton.turns.iter().filter(|turn| turn.joint == *joint);
            for (angle, degrees) in turns {
                let path = format!("{path}.{angle}");
                let Some(turn) = known.clone().find(|turn| turn.name == *angle) else {
                    let names = known.clone().map(|turn| turn.name.as_str()).collect();
                    self.look(&path, "angle of this joint", angle, names);
                    continue;
                };
                let (least, most) = (turn.range.0.to_degrees(), turn.range.1.to_degrees());
                if !(least - 0.5..=most + 0.5).contains(degrees) {
                    let message = format!(
                        "{word} {angle} of {degrees} degrees is outside the normal range, {least:.0} to {most:.0}"
                    );
                    let finding = Finding::error(Code::PoseRange, message);
                    self.findings.push(finding.at((self.place)(path)));
                }
            }
        }
    }

    fn look(&mut self, path: &str, what: &str, name: &str, known: BTreeSet<&str>) {
        if !known.contains(name) {
            let finding = Finding::error(Code::UnknownId, format!("there is no {what} `{name}`"));
            let hint = did_you_mean(name, known);
            self.findings.push(finding.at((self.place)(path.to_owned())).maybe_hint(hint));
        }
    }
}

/// The spots by name.
fn spots(body: &Body) -> BTreeSet<&str> {
    body.skeleton.spots.iter().map(|spot| spot.id.as_str()).collect()
}

fn contacts(body: &Body) -> BTreeSet<&str> {
    body.skeleton.contacts.keys().map(String::as_str).collect()
}

fn surfaces(body: &Body) -> BTreeSet<&str> {
    body.bases.surfaces.keys().map(String::as_str).collect()
}

/// The finding for a fault of a moment.
fn faulty(moment: &Moment, fault: &Fault, place: &dyn Fn(String) -> Place) -> Finding {
    let stage = moment.stage;
    let percent = (fault.by * 100.0).abs();
    let about = &fault.about;
    let (code, message) = match fault.kind {
        FaultKind::Contact if fault.by > 0.0 => (
            Code::PoseContact,
            format!("{about} is {percent:.1} % of body height off what it touches"),
        ),
        FaultKind::Contact => (
            Code::PoseContact,
            format!("{about} is {percent:.1} % of body height into what it touches"),
        ),
        FaultKind::Through => (
            Code::PoseThrough,
            format!("{about} goes {percent:.1} % of body height through a floor or wall"),
        ),
        FaultKind::Reach => {
            (Code::PoseReach, format!("{about} stays {percent:.1} % of body height short"))
        }
        FaultKind::Angle => (
            Code::PoseAngle,
            format!(
                "{about} cannot be so together with the rest: it is off by {:.0} degrees",
                fault.by
            ),
        ),
        FaultKind::Balance => (
            Code::PoseBalance,
            format!(
                "the body would fall: its mass is {percent:.1} % of body height outside what holds it"
            ),
        ),
    };
    let path =
        if fault.path.is_empty() { stage.to_owned() } else { format!("{stage}.{}", fault.path) };
    Finding::error(code, message).at(place(path))
}
