//! A card: all that a person needs to do one exercise.

use super::dose::Manner;
use super::phase::{card_anchor, cards_section};
use super::words::stars;
use super::{Block, Card, CardForm, Inline, Maker, Note, Tone, dose};
use crate::library::{Exercise, Kind};
use crate::planner::plan::{Daily, Item, PhasePlan};
use crate::quantity::{Day, Side};
use crate::screening::{effort_limit, wants_bed};

/// What every card begins with.
struct Top<'a> {
    anchor: String,
    number: u32,
    exercise: &'a Exercise,
    /// The side that the pictures show.
    side: Side,
    dose: Vec<Inline>,
}

impl<'a> Maker<'a> {
    pub(super) fn card(&self, phase: &PhasePlan, item: &Item, number: u32) -> Option<Block> {
        let exercise = self.exercise(&item.exercise)?;
        let manner = Manner::of(exercise, item.side);
        let mut dose = dose::by_week(self.words, item, manner);
        let mut more = vec![self.card_days(phase, &item.exercise)];
        if item.dose.iter().any(|dose| dose.sets > 1) {
            more.push(self.rest(phase));
        }
        dose.push(Inline::Break);
        dose.push(Inline::text(more.join(" ")));
        if exercise.unilateral {
            dose.push(Inline::text(" "));
            dose.extend(self.text(&format!("card-side-{}", item.side.as_str())));
        }
        if dose::is_uneven(item, manner) {
            dose.push(Inline::text(" "));
            dose.extend(self.text("card-uneven"));
        }
        let anchor = card_anchor(phase, &exercise.id);
        let top = Top { anchor, number, exercise, side: item.side, dose };
        let ways = self.ways(phase, exercise, &item.dose);
        if let Some(before) = self.seen_before(phase, &item.exercise) {
            return Some(self.again(top, before, ways));
        }
        let mut notes: Vec<Note> = self.changed(&exercise.id).into_iter().collect();
        notes.extend(self.notes(exercise, self.reason(phase, item)));
        notes.extend(ways);
        Some(self.fill(top, notes))
    }

    pub(super) fn daily_card(
        &self,
        phase: &PhasePlan,
        daily: &Daily,
        number: u32,
    ) -> Option<Block> {
        let exercise = self.exercise(&daily.exercise)?;
        let mut dose = dose::of_daily(self.words, daily);
        dose.extend(self.most_effort(exercise));
        let anchor = card_anchor(phase, &exercise.id);
        let top = Top { anchor, number, exercise, side: Side::Both, dose };
        if let Some(before) = self.seen_before(phase, &daily.exercise) {
            return Some(self.again(top, before, Vec::new()));
        }
        let mut notes: Vec<Note> = self.changed(&exercise.id).into_iter().collect();
        notes.extend(self.notes(exercise, None));
        Some(self.fill(top, notes))
    }

    /// The first phase whose cards are printed and have the exercise, if it is an earlier one, with its
    /// number there.
    fn seen_before(&self, phase: &PhasePlan, id: &str) -> Option<(&PhasePlan, u32)> {
        let earlier = self.handout.plan.phases.iter().take_while(|other| other.id != phase.id);
        earlier
            .filter(|other| self.is_printed(&cards_section(other)))
            .filter_map(|other| {
                let mut numbered = other.numbered().into_iter();
                numbered.find(|(_, known)| *known == id).map(|(number, _)| (other, number))
            })
            .next()
    }

    /// A short card for an exercise that the person knows: its dose and pictures, and where its
    /// steps are.
    fn again(
        &self,
        top: Top<'a>,
        (before, its_number): (&PhasePlan, u32),
        mut notes: Vec<Note>,
    ) -> Block {
        let Top { anchor, number, exercise, side, dose } = top;
        let to = card_anchor(before, &exercise.id);
        let number_of_it = [("number", its_number.into())];
        let text = self.words.with_weeks("card-again-link", before.weeks, &number_of_it);
        let link = Inline::Link { to, text };
        let mut setup = self.on_bed(exercise);
        setup.extend(self.text("card-again"));
        setup.extend([Inline::text(" "), link, Inline::text(".")]);
        notes.insert(0, self.labelled("card-stop", Tone::Stop, &exercise.stop_if));
        let (form, mut notes) = self.formed(notes);
        // What is known needs no page of its own.
        let form = if form == CardForm::Large { CardForm::Full } else { form };
        notes.splice(0..0, self.own_note(exercise));
        Block::Card(Card {
            form,
            anchor,
            number,
            title: vec![Inline::text(exercise.name.clone())],
            dose,
            pictures: self.pictures(exercise, side),
            setup,
            steps: Vec::new(),
            notes,
        })
    }

    /// A card outside the phases, for a break.
    pub(super) fn plain_card(&self, exercise: &Exercise, number: u32, dose: Vec<Inline>) -> Block {
        let anchor = format!("desk-{}", exercise.id);
        let top = Top { anchor, number, exercise, side: Side::Both, dose };
        self.fill(top, self.notes(exercise, None))
    }

    fn fill(&self, top: Top<'a>, notes: Vec<Note>) -> Block {
        let Top { anchor, number, exercise, side, dose } = top;
        let (form, mut notes) = self.formed(notes);
        notes.splice(0..0, self.own_note(exercise));
        let mut setup = self.on_bed(exercise);
        setup.extend(stars(&exercise.setup));
        Block::Card(Card {
            form,
            anchor,
            number,
            title: vec![Inline::text(exercise.name.clone())],
            dose,
            pictures: self.pictures(exercise, side),
            setup,
            steps: exercise.steps.iter().map(|step| stars(step)).collect(),
            notes,
        })
    }

    /// Whether the exercise is done on a firm bed: the person or a precaution says to stay off the floor.
    pub(super) fn takes_bed(&self, exercise: &Exercise) -> bool {
        let asked = self.handout.profile.takes_bed(exercise);
        let lies = exercise.position.is_on_the_floor() && exercise.bed;
        asked || (lies && wants_bed(self.handout.library, &self.clearance))
    }

    /// Where to lie for those who stay off the floor.
    fn on_bed(&self, exercise: &Exercise) -> Vec<Inline> {
        if !self.takes_bed(exercise) {
            return Vec::new();
        }
        let mut text = self.text("card-bed");
        text.push(Inline::text(" "));
        text
    }

    /// What the therapist wrote for this exercise.
    fn own_note(&self, exercise: &Exercise) -> Option<Note> {
        let own = self.handout.profile.person.exercises.note.get(&exercise.id)?;
        let (label, text) = (self.words.get("card-note"), vec![Inline::text(own.clone())]);
        Some(Note { tone: Tone::Care, label, text })
    }

    /// The form of cards, with what is left of the library's notes in it: a short card keeps when to stop.
    fn formed(&self, mut notes: Vec<Note>) -> (CardForm, Vec<Note>) {
        let form = self.handout.look.cards;
        if form == CardForm::Short {
            notes.retain(|note| note.tone == Tone::Stop);
        }
        (form, notes)
    }

    /// How hard a walk or a ride may be at most, where a precaution limits effort.
    fn most_effort(&self, exercise: &Exercise) -> Vec<Inline> {
        let limit = effort_limit(self.handout.library, &self.clearance);
        let Some(limit) = limit.filter(|_| exercise.kind == Kind::Aerobic) else {
            return Vec::new();
        };
        let mut text = vec![Inline::Break];
        text.extend(self.words.inline("card-effort", &[("limit", limit.into())]));
        text
    }

    fn card_days(&self, phase: &PhasePlan, id: &str) -> String {
        let days = Day::ALL.into_iter().filter(|day| {
            let session = phase.week.get(day).and_then(|name| phase.sessions.get(name));
            session.is_some_and(|session| session.items.iter().any(|item| item.exercise == id))
        });
        let names: Vec<String> = days.map(|day| self.words.day_short(day)).collect();
        format!("{}.", self.words.list(&names))
    }

    fn rest(&self, phase: &PhasePlan) -> String {
        let rests = &self.handout.library.dosage.time.between_sets_s;
        let rest = rests.get(&phase.id).copied().unwrap_or(0);
        self.words.with("dose-rest", &[("rest", rest.into())])
    }

    fn notes(&self, exercise: &Exercise, reason: Option<String>) -> Vec<Note> {
        let why = reason
            .map_or_else(|| exercise.why.clone(), |reason| format!("{} {reason}", exercise.why));
        vec![
            self.labelled("card-feel", Tone::Go, &exercise.feel),
            self.labelled("card-avoid", Tone::Care, &exercise.avoid),
            self.labelled("card-stop", Tone::Stop, &exercise.stop_if),
            self.labelled("card-why", Tone::Plain, &why),
        ]
    }

    pub(super) fn labelled(&self, id: &str, tone: Tone, text: &str) -> Note {
        Note { tone, label: self.words.get(id), text: stars(text) }
    }

    /// Why the exercise is in this person's plan: it was asked for, it is a first choice for a condition,
    /// or the need that it serves most.
    fn reason(&self, phase: &PhasePlan, item: &Item) -> Option<String> {
        if self.handout.profile.person.exercises.include.contains(&item.exercise) {
            return Some(self.words.get("why-asked"));
        }
        if self.clearance.prefers(&item.exercise, &phase.id) {
            return Some(self.words.get("why-preferred"));
        }
        let (id, work) = item.serves.first()?.split_once('/')?;
        let name = self.muscle_name(id);
        let affected = self.handout.plan.person.muscles.iter().filter(|entry| entry.muscle == id);
        let side = affected.map(|entry| entry.side).reduce(Side::join).unwrap_or(Side::Both);
        let muscle = match self.handout.library.said_side(id, side) {
            None | Some(Side::Both) => name,
            Some(one) => {
                self.words.with(&format!("why-{}", one.as_str()), &[("muscle", (&name).into())])
            }
        };
        let works = self.words.with(&format!("why-{work}"), &[("muscle", (&muscle).into())]);
        Some(self.words.with("why-here", &[("works", (&works).into())]))
    }
}
