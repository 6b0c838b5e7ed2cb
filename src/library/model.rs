//! The library as data: everything under `routines/`, and what is asked of it.
//!
//! `docs/formats.md` is the manual of these files. A value that has been loaded and checked is not
//! doubted again by the rest of the program.

use std::collections::BTreeMap;

use super::beside::{Advice, Equipment, SelfTest, Source};
use super::condition::Condition;
use super::diary::Diary;
use super::dosage::Dosage;
use super::exercise::{Exercise, Work};
use super::muscle::{Area, Muscle, Muscles};
use super::origins::Origins;
use super::phase::{Phase, Phases};
use super::progress::Progress;
use super::safety::{Precaution, Screening};
use super::wording::{Gap, Review, Wording};
use crate::body::Body;
use crate::quantity::Side;

/// Why an exercise does not belong to a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barrier {
    /// It is above the phase's limit of difficulty.
    TooHard,
    /// The phase comes before its earliest one.
    TooEarly,
    /// It has no dose there.
    NoDose,
}

/// Everything under `routines/`, loaded and checked.
#[derive(Debug, Clone)]
pub struct Library {
    /// The exercises by id.
    pub exercises: BTreeMap<String, Exercise>,
    /// Muscles and groups.
    pub muscles: Muscles,
    /// Body areas.
    pub areas: Vec<Area>,
    /// Precautions.
    pub precautions: Vec<Precaution>,
    /// Condition presets by id.
    pub conditions: BTreeMap<String, Condition>,
    /// Safety questions.
    pub screening: Screening,
    /// Advice.
    pub advice: Vec<Advice>,
    /// Things.
    pub equipment: Vec<Equipment>,
    /// Tests at home.
    pub tests: Vec<SelfTest>,
    /// Sources.
    pub sources: Vec<Source>,
    /// How texts are worded.
    pub wording: Wording,
    /// Muscles that are out of reach on purpose.
    pub gaps: Vec<Gap>,
    /// What a clinician should look at.
    pub review: Review,
    /// Phases and the score.
    pub phases: Phases,
    /// Doses and time.
    pub dosage: Dosage,
    /// From check-ins to the next plan.
    pub progress: Progress,
    /// Diaries to try the rules of progress with, by id.
    pub courses: BTreeMap<String, Diary>,
    /// The body that is drawn and measured.
    pub body: Body,
    /// The words of the page, as Fluent text.
    pub words: String,
    /// A user's words, each message of which replaces that of `words`.
    pub own_words: Option<String>,
    /// Where the entries of a user's files stand in them.
    pub origins: Origins,
    /// SHA-256 over all files, as 16 hexadecimal digits: the same content, the same hash.
    pub hash: String,
}

/// A name without case, spaces, hyphens and dots, so that `Glute Med` and `glute-med` are one.
#[must_use]
pub fn fold_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Library {
    /// The muscle with an id.
    #[must_use]
    pub fn muscle(&self, id: &str) -> Option<&Muscle> {
        self.muscles.muscles.iter().find(|muscle| muscle.id == id)
    }

    /// The side to say with a muscle: none for one in the middle of the body.
    #[must_use]
    pub fn said_side(&self, muscle: &str, side: Side) -> Option<Side> {
        let is_in_the_middle = self.muscle(muscle).is_some_and(|muscle| muscle.midline);
        (!is_in_the_middle).then_some(side)
    }

    /// Every name that a muscle or group answers to, with its id.
    pub fn muscle_names(&self) -> impl Iterator<Item = (&str, &str)> {
        let muscles = self.muscles.muscles.iter().flat_map(|muscle| {
            [&muscle.id, &muscle.name, &muscle.latin]
                .into_iter()
                .chain(&muscle.aliases)
                .map(|name| (muscle.id.as_str(), name.as_str()))
        });
        let groups = self.muscles.groups.iter().flat_map(|group| {
            [&group.id, &group.name]
                .into_iter()
                .chain(&group.aliases)
                .map(|name| (group.id.as_str(), name.as_str()))
        });
        muscles.chain(groups)
    }

    /// The id of the muscle or group that a name stands for, however it is spelt.
    #[must_use]
    pub fn find_muscle(&self, name: &str) -> Option<&str> {
        let wanted = fold_name(name);
        self.muscle_names().find(|(_, known)| fold_name(known) == wanted).map(|(id, _)| id)
    }

    /// The area with an id.
    #[must_use]
    pub fn area(&self, id: &str) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == id)
    }

    /// The precaution with an id.
    #[must_use]
    pub fn precaution(&self, id: &str) -> Option<&Precaution> {
        self.precautions.iter().find(|precaution| precaution.id == id)
    }

    /// Whether a precaution, or one that it is like, bars an exercise in a phase: by name, or as one on the
    /// floor for people who do not get down to it. A last phase that the library does not have never comes.
    #[must_use]
    pub fn barred_by(&self, exercise: &Exercise, precaution: &str, phase: &str) -> bool {
        let now = self.phase_index(phase);
        let lasts = |last: &String| self.phase_index(last).is_none_or(|last| now <= Some(last));
        let names = |id: &str| {
            exercise.precautions.iter().any(|own| own == id)
                || exercise.precautions_until.get(id).is_some_and(lasts)
        };
        let known = self.precaution(precaution);
        let like = known.map_or(&[][..], |it| it.like.as_slice());
        let off_the_floor = known.is_some_and(|it| it.bed) && exercise.needs_the_floor();
        off_the_floor || names(precaution) || like.iter().any(|id| names(id))
    }

    /// The thing with an id.
    #[must_use]
    pub fn equipment(&self, id: &str) -> Option<&Equipment> {
        self.equipment.iter().find(|thing| thing.id == id)
    }

    /// The position of a phase in the programme, from 0.
    #[must_use]
    pub fn phase_index(&self, id: &str) -> Option<usize> {
        self.phases.phases.iter().position(|phase| phase.id == id)
    }

    /// Whether an exercise belongs to a phase: it has a dose there, and comes neither before its earliest
    /// phase nor above the phase's limit of difficulty.
    #[must_use]
    pub fn belongs(&self, exercise: &Exercise, phase: &Phase) -> bool {
        self.barrier(exercise, phase).is_none()
    }

    /// Why an exercise does not belong to a phase. Where it is too hard or too early it needs no dose, so
    /// that is told first.
    #[must_use]
    pub fn barrier(&self, exercise: &Exercise, phase: &Phase) -> Option<Barrier> {
        if exercise.difficulty > phase.max_difficulty {
            return Some(Barrier::TooHard);
        }
        if self.phase_index(&phase.id) < self.phase_index(&exercise.earliest_phase) {
            return Some(Barrier::TooEarly);
        }
        (!exercise.dose.contains_key(&phase.id)).then_some(Barrier::NoDose)
    }

    /// The kinds of work that an exercise counts for.
    #[must_use]
    pub fn work_of<'a>(&'a self, exercise: &'a Exercise) -> &'a [Work] {
        match &exercise.work {
            Some(work) => work,
            None => self.phases.work.get(&exercise.kind).map_or(&[], Vec::as_slice),
        }
    }

    /// Whether an exercise loads its primary muscles.
    #[must_use]
    pub fn is_loading(&self, exercise: &Exercise) -> bool {
        !exercise.low_load
            && self.work_of(exercise).iter().any(|work| self.phases.loading.contains(work))
    }

    /// The exercises of a chain by level, easiest first.
    #[must_use]
    pub fn chain(&self, id: &str) -> Vec<&Exercise> {
        let mut found: Vec<&Exercise> = self
            .exercises
            .values()
            .filter(|exercise| exercise.chain.as_ref().is_some_and(|link| link.id == id))
            .collect();
        found.sort_by_key(|exercise| exercise.chain.as_ref().map_or(0, |link| link.level));
        found
    }

    /// The next easier exercises of the same chain.
    #[must_use]
    pub fn easier(&self, exercise: &Exercise) -> Vec<&Exercise> {
        self.neighbours(exercise, |level| level.checked_sub(1))
    }

    /// The next harder exercises of the same chain.
    #[must_use]
    pub fn harder(&self, exercise: &Exercise) -> Vec<&Exercise> {
        self.neighbours(exercise, |level| level.checked_add(1))
    }

    fn neighbours(&self, exercise: &Exercise, step: fn(u32) -> Option<u32>) -> Vec<&Exercise> {
        let Some(link) = &exercise.chain else { return Vec::new() };
        let wanted = step(link.level);
        self.chain(&link.id)
            .into_iter()
            .filter(|other| other.chain.as_ref().map(|l| l.level) == wanted)
            .collect()
    }
}
