//! The pictures of an exercise: what is drawn, and the words for those who do not see it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::words::{Words, stars};
use super::{Inline, Maker, Picture};
use crate::figure::Drawing;
use crate::library::{Advice, Exercise};
use crate::quantity::Side;

/// The most characters of a picture's words. The same words stand beside the picture in full, so a
/// listener needs only enough to know which moment it shows.
const WORDS_MOST: usize = 140;

/// The moment of an exercise that a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// The one picture of an exercise that is held.
    Still,
    /// Before the first step.
    Start,
    /// On the way.
    Middle,
    /// Where the movement ends.
    End,
}

impl Moment {
    /// The id of its messages.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Still => "still",
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }

    /// The moment of the picture at `index` of `count`.
    const fn of(index: usize, count: usize) -> Self {
        match index {
            _ if count == 1 => Self::Still,
            0 => Self::Start,
            _ if index + 1 == count => Self::End,
            _ => Self::Middle,
        }
    }
}

impl Maker<'_> {
    /// The pictures of an exercise done on a side, in the order of doing.
    pub(super) fn pictures(&self, exercise: &Exercise, side: Side) -> Vec<Picture> {
        let drawings = self.drawings(exercise, side);
        pictures(self.words, exercise, drawings)
    }

    /// The one drawing that tells an exercise best: where its movement ends.
    pub(super) fn telling_drawing(&self, exercise: &Exercise, side: Side) -> Option<Arc<Drawing>> {
        self.drawings(exercise, side).pop()
    }

    /// The drawings of an exercise as this person does it: on a bed, if not on the floor.
    fn drawings(&self, exercise: &Exercise, side: Side) -> Vec<Arc<Drawing>> {
        let on_bed = self.takes_bed(exercise);
        self.gallery.exercise(exercise, shown(side), on_bed)
    }
}

impl Maker<'_> {
    /// Draws all exercises of the plan at once: they take longer than all words.
    pub(super) fn draw_all(&self) {
        let phases = self.handout.plan.phases.iter();
        let sessions = phases.flat_map(|phase| phase.sessions.values());
        let items = sessions.flat_map(|session| &session.items);
        let items = items.map(|item| (item.exercise.as_str(), shown(item.side)));
        let daily = self.handout.plan.phases.iter().flat_map(|phase| &phase.daily);
        let daily = daily.map(|daily| (daily.exercise.as_str(), shown(Side::Both)));
        let all: BTreeSet<(&str, Side)> = items.chain(daily).collect();
        let exercise = |(id, side)| {
            let exercise = self.exercise(id)?;
            Some((exercise, side, self.takes_bed(exercise)))
        };
        self.gallery.draw_all(&all.into_iter().filter_map(exercise).collect::<Vec<_>>());
    }

    /// The pictures of a piece of advice; its heading says what they show.
    pub(super) fn advice_pictures(&self, advice: &Advice) -> Vec<Picture> {
        let picture = |drawing| Picture {
            drawing,
            alt: without_stars(&advice.title),
            caption: String::new(),
        };
        self.gallery.advice(advice).into_iter().map(picture).collect()
    }
}

/// The side that a picture shows: the left only if nothing else is asked for.
const fn shown(side: Side) -> Side {
    match side {
        Side::Left => Side::Left,
        Side::Right | Side::Both => Side::Right,
    }
}

/// Drawings with their words.
fn pictures(words: &Words, exercise: &Exercise, drawings: Vec<Arc<Drawing>>) -> Vec<Picture> {
    let count = drawings.len();
    let picture = |(index, drawing)| {
        let moment = Moment::of(index, count);
        let caption = match moment {
            Moment::Still => String::new(),
            _ => words.get(&format!("picture-{}", moment.as_str())),
        };
        Picture { drawing, alt: alt(words, exercise, moment), caption }
    };
    drawings.into_iter().enumerate().map(picture).collect()
}

/// What a picture shows: the name, so that one who jumps from picture to picture knows the exercise,
/// the moment, and the first words of how to get there.
fn alt(words: &Words, exercise: &Exercise, moment: Moment) -> String {
    let steps = || exercise.steps.iter().map(String::as_str);
    let text = match moment {
        Moment::Start => first_sentences([exercise.setup.as_str()].into_iter()),
        Moment::End => first_sentences(steps()),
        Moment::Still => first_sentences([exercise.setup.as_str()].into_iter().chain(steps())),
        // Neither the setup nor the steps say when it is.
        Moment::Middle => String::new(),
    };
    let values = [("name", (&exercise.name).into()), ("words", (&text).into())];
    words.with(&format!("picture-alt-{}", moment.as_str()), &values).trim_end().to_owned()
}

/// The first sentences of some texts: at least one, and as many as stay within [`WORDS_MOST`].
fn first_sentences<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for sentence in texts.flat_map(|text| text.split_inclusive(". ")) {
        let sentence = without_stars(sentence);
        let length = all.chars().count() + 1 + sentence.chars().count();
        if !all.is_empty() && length > WORDS_MOST {
            break;
        }
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&sentence);
    }
    all
}

/// The words without the stars of those that stand out.
fn without_stars(text: &str) -> String {
    let words = stars(text.trim()).into_iter().filter_map(|piece| match piece {
        Inline::Text(words) | Inline::Strong(words) => Some(words),
        _ => None,
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    /// The pictures of a bridge for so many drawings.
    fn bridge(count: usize) -> Vec<Picture> {
        let library = built_in().unwrap();
        let words = Words::read(&library.words).unwrap();
        let exercise = Exercise {
            name: "Hip lift".into(),
            setup: "Lie on your back. Bend your knees.".into(),
            steps: vec![
                "Breathe out and press **both** feet down.".into(),
                "Lift your hips until your shoulders, hips and knees line up.".into(),
                "Hold, and keep breathing as long as the plan says for this week.".into(),
            ],
            ..library.exercises["str-bridge"].clone()
        };
        let pictures = pictures(&words, &exercise, vec![Arc::default(); count]);
        assert!(words.findings().is_empty(), "{:?}", words.findings());
        pictures
    }

    #[test]
    fn each_picture_tells_its_moment() {
        let told = |count| {
            let pictures = bridge(count).into_iter();
            pictures.map(|picture| (picture.caption, picture.alt)).collect::<Vec<_>>()
        };
        let said = |caption: &str, alt: &str| (caption.to_owned(), alt.to_owned());
        let start = said("Start", "Hip lift, at the start. Lie on your back. Bend your knees.");
        let end = "Hip lift, at the end. Breathe out and press both feet down. \
                   Lift your hips until your shoulders, hips and knees line up.";
        let end = said("End", end);
        assert_eq!(told(0), []);
        assert_eq!(told(2), [start.clone(), end.clone()]);
        assert_eq!(told(3), [start, said("Then", "Hip lift, on the way."), end]);
        let still = "Hip lift. Lie on your back. Bend your knees. Breathe out and press both feet \
                     down. Lift your hips until your shoulders, hips and knees line up.";
        assert_eq!(told(1), [said("", still)]);
    }

    #[test]
    fn one_long_sentence_is_told_in_full() {
        let long = format!("Lie {}.", "very ".repeat(60));
        assert_eq!(first_sentences([long.trim(), "Then lift."].into_iter()), long);
    }

    #[test]
    fn the_left_is_shown_only_where_it_is_all_there_is() {
        let sides = [Side::Left, Side::Right, Side::Both].map(shown);
        assert_eq!(sides, [Side::Left, Side::Right, Side::Right]);
    }
}
