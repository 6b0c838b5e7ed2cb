//! The first page: for whom, from when, what for, how much, and when to stop.

use std::collections::BTreeMap;

use super::{
    Block, Cell, Inline, Maker, Section, Table, TextStyle, Tone, Width, bullets, cell, centred,
};
use crate::library::{Kind, Work};
use crate::quantity::Day;

/// The worst pain on the scale.
const WORST_PAIN: u32 = 10;

impl Maker<'_> {
    pub(super) fn overview(&self) -> Section {
        let mut blocks = self.who_and_when();
        blocks.extend(self.time());
        blocks.push(self.stop_box());
        blocks.push(self.heading("plan-what-for"));
        blocks.extend(self.with_map(self.works_on()));
        blocks.push(self.heading("plan-phases"));
        blocks.push(self.phases());
        blocks.push(self.note("effort-note"));
        Section {
            id: "overview".to_owned(),
            title: vec![Inline::text(super::title(self.words, self.handout.plan))],
            new_page: true,
            blocks,
        }
    }

    /// The second page: what pain and soreness mean, whom to ask, what to have ready.
    pub(super) fn guide(&self) -> Section {
        let mut blocks = vec![self.paragraph("light-lead")];
        blocks.extend(self.light());
        blocks.push(self.paragraph("light-normal"));
        blocks.push(self.ask_box());
        blocks.push(self.heading("need-title"));
        blocks.push(self.needs());
        blocks.push(self.heading("rules-title"));
        let mut exercises =
            self.handout.plan.exercises().into_iter().filter_map(|id| self.exercise(id));
        let mut rules = vec![self.text("rules-breathe")];
        if exercises.any(|exercise| exercise.kind == Kind::Release) {
            rules.push(self.text("rules-press"));
        }
        rules.push(self.text("rules-general"));
        blocks.push(bullets(rules));
        Section { id: "guide".to_owned(), title: self.text("light-title"), new_page: true, blocks }
    }

    fn who_and_when(&self) -> Vec<Block> {
        let plan = self.handout.plan;
        let last = plan.phases.last().map_or(0, |phase| phase.weeks.1);
        let weeks = (last + 1).saturating_sub(plan.first_week());
        let (start, end) =
            (self.words.date_long(plan.start), self.words.date_long(self.week_end(last)));
        let dates = self.words.inline(
            "plan-dates",
            &[("start", (&start).into()), ("end", (&end).into()), ("weeks", weeks.into())],
        );
        let mut blocks = vec![Block::Paragraph { style: TextStyle::Body, text: dates }];
        if let Some(clinic) = self.handout.clinic {
            let who: Vec<&str> = clinic
                .therapist
                .iter()
                .chain([&clinic.name])
                .chain(&clinic.address)
                .map(String::as_str)
                .collect();
            let mut text =
                self.words.inline("plan-from", &[("who", who.join(", ").as_str().into())]);
            let more = [
                ("plan-phone", "phone", &clinic.phone),
                ("plan-registration", "registration", &clinic.registration),
            ];
            for (id, key, value) in more {
                if let Some(value) = value {
                    text.push(Inline::text(" "));
                    text.extend(self.words.inline(id, &[(key, value.into())]));
                }
            }
            blocks.push(Block::Paragraph { style: TextStyle::Body, text });
        }
        blocks
    }

    fn stop_box(&self) -> Block {
        let number = self.handout.clinic.and_then(|clinic| clinic.emergency.clone());
        let number = number.unwrap_or_else(|| self.words.get("emergency-number"));
        let lead = self.words.inline("stop-lead", &[("number", (&number).into())]);
        let signs = (1..=6).map(|i| self.text(&format!("stop-{i}"))).collect();
        Block::Callout {
            tone: Tone::Stop,
            title: self.text("stop-title"),
            blocks: vec![Block::Paragraph { style: TextStyle::Body, text: lead }, bullets(signs)],
        }
    }

    fn ask_box(&self) -> Block {
        let limit = [("limit", self.handout.plan.pain_limit.into())];
        let signs = (1..=4).map(|i| self.words.inline(&format!("ask-{i}"), &limit)).collect();
        Block::Callout {
            tone: Tone::Care,
            title: self.text("ask-title"),
            blocks: vec![self.paragraph("ask-lead"), bullets(signs)],
        }
    }

    /// What is worked on, by what is done for it: only needs that the plan meets in some phase.
    fn works_on(&self) -> Vec<Block> {
        let served = self.served();
        let kinds = [
            ("works-strengthen", &[Work::Strengthen, Work::Function][..]),
            ("works-stretch", &[Work::Stretch]),
            ("works-release", &[Work::Release]),
        ];
        let mut items = Vec::new();
        for (id, works) in kinds {
            let names: Vec<String> = self
                .affected_names()
                .into_iter()
                .filter(|(muscle, _)| {
                    works.iter().any(|work| served.contains(&format!("{muscle}/{}", work.as_str())))
                })
                .map(|(_, name)| name)
                .collect();
            if !names.is_empty() {
                let label = Inline::strong(format!("{}: ", self.words.get(id)));
                items.push(vec![label, Inline::text(format!("{}.", self.words.list(&names)))]);
            }
        }
        let mut blocks = vec![bullets(items)];
        if self.handout.profile.proposed {
            let library = self.handout.library;
            let areas: Vec<&str> = self
                .handout
                .profile
                .areas
                .iter()
                .map(|id| library.area(id).map_or(id.as_str(), |area| area.name.as_str()))
                .collect();
            let areas = self.words.list(&areas);
            let text = self.words.inline("works-from-areas", &[("areas", (&areas).into())]);
            blocks.push(Block::Paragraph { style: TextStyle::Body, text });
        }
        blocks
    }

    fn served(&self) -> Vec<String> {
        let sessions = self.handout.plan.phases.iter().flat_map(|phase| phase.sessions.values());
        sessions
            .flat_map(|session| session.items.iter().flat_map(|item| item.serves.iter().cloned()))
            .collect()
    }

    /// Each affected muscle once, with its side in words, in the order of the plan.
    fn affected_names(&self) -> Vec<(String, String)> {
        let mut sides: Vec<(String, crate::quantity::Side)> = Vec::new();
        for affected in &self.handout.plan.person.muscles {
            match sides.iter_mut().find(|(muscle, _)| *muscle == affected.muscle) {
                Some((_, side)) => *side = side.join(affected.side),
                None => sides.push((affected.muscle.clone(), affected.side)),
            }
        }
        sides
            .into_iter()
            .map(|(muscle, side)| {
                let side = self.words.get(&format!("side-{}", side.as_str()));
                let name = self.muscle_name(&muscle);
                let text = self
                    .words
                    .with("works-muscle", &[("name", (&name).into()), ("side", (&side).into())]);
                (muscle, text)
            })
            .collect()
    }

    fn time(&self) -> Vec<Block> {
        let mut days: BTreeMap<Day, ()> = BTreeMap::new();
        let mut minutes = 0;
        for phase in &self.handout.plan.phases {
            days.extend(phase.week.keys().map(|day| (*day, ())));
            let longest = phase.sessions.values().map(|session| session.minutes.ceil() as u32);
            minutes = longest.fold(minutes, u32::max);
        }
        let names: Vec<String> = days.keys().map(|day| self.words.day(*day)).collect();
        let days = self.words.list(&names);
        let mut text = self.words.inline("plan-days", &[("days", (&days).into())]);
        text.push(Inline::text(" "));
        text.extend(self.words.inline("plan-minutes", &[("minutes", minutes.into())]));
        text.push(Inline::text(" "));
        text.extend(self.text("plan-lead"));
        vec![Block::Paragraph { style: TextStyle::Body, text }]
    }

    fn phases(&self) -> Block {
        let range = |id: &str, first: &str, last: &str| {
            self.words.with(id, &[("first", first.into()), ("last", last.into())])
        };
        let library = self.handout.library;
        let rows = self.handout.plan.phases.iter().map(|phase| {
            let (first, last) = phase.weeks;
            let (from, to) = (
                self.words.date_short(self.week_start(first)),
                self.words.date_short(self.week_end(last)),
            );
            let aim = self.words.get(&format!("phase-aim-{}", phase.id));
            let effort = library
                .phases
                .phases
                .iter()
                .find(|p| p.id == phase.id)
                .map_or((0, 0), |p| p.effort);
            let effort = self
                .words
                .with("effort-range", &[("low", effort.0.into()), ("high", effort.1.into())]);
            vec![
                Cell {
                    row_header: true,
                    ..centred(range("weeks-range", &first.to_string(), &last.to_string()))
                },
                cell(range("dates-range", &from, &to)),
                Cell {
                    text: vec![
                        Inline::strong(format!("{}. ", self.phase_name(phase))),
                        Inline::text(aim),
                    ],
                    ..Cell::default()
                },
                centred(effort),
            ]
        });
        Block::Table(Table {
            summary: self.words.get("phases-summary"),
            columns: vec![Width::Mm(20.0), Width::Mm(44.0), Width::Share(1.0), Width::Mm(26.0)],
            head: ["phases-weeks", "phases-dates", "phases-aim", "phases-effort"]
                .map(|id| cell(self.words.get(id)))
                .to_vec(),
            rows: rows.collect(),
            row_mm: 0,
        })
    }

    fn light(&self) -> Vec<Block> {
        let limit = self.handout.plan.pain_limit;
        let safe = self.handout.library.dosage.pain.safe.min(limit);
        let zones = [
            ("light-go", Tone::Go, 0, safe),
            ("light-care", Tone::Care, safe + 1, limit),
            ("light-stop", Tone::Stop, limit + 1, WORST_PAIN),
        ];
        let zones = zones.into_iter().filter(|(_, _, first, last)| first <= last);
        zones
            .map(|(id, tone, first, last)| Block::Callout {
                tone,
                title: self.words.inline(id, &[("zone", (&self.zone(first, last)).into())]),
                blocks: vec![self.paragraph(&format!("{id}-text"))],
            })
            .collect()
    }

    /// Numbers from one to another; a single one by itself.
    fn zone(&self, first: u32, last: u32) -> String {
        if first == last {
            return first.to_string();
        }
        self.words.with("zone", &[("first", first.into()), ("last", last.into())])
    }

    /// Everything that the plan's exercises need, what is bought first.
    fn needs(&self) -> Block {
        let library = self.handout.library;
        let used: Vec<&str> = self.handout.plan.exercises().into_iter().collect();
        let needed = |id: &str| {
            used.iter()
                .filter_map(|exercise| self.exercise(exercise))
                .any(|e| e.equipment.iter().any(|thing| thing == id))
        };
        let mut things: Vec<_> =
            library.equipment.iter().filter(|thing| needed(&thing.id)).collect();
        things.sort_by_key(|thing| thing.household);
        if things.is_empty() {
            return self.paragraph("need-nothing");
        }
        let names: Vec<&str> = things.iter().map(|thing| thing.name.as_str()).collect();
        let mut text =
            vec![Inline::text(super::words::capital(&format!("{}.", self.words.list(&names))))];
        for usage in things.iter().filter_map(|thing| thing.usage.as_deref()) {
            text.push(Inline::text(format!(" {usage}")));
        }
        Block::Paragraph { style: TextStyle::Body, text }
    }
}
