//! Documents to render: a plan like the ones that the program makes, and one of each block.

use jiff::civil::date;
use regimen::handout::{
    Block, Card, CardForm, Cell, Document, Inline, Marker, Note, Paper, Section, Table, TextStyle,
    Tone, Width,
};

use super::drawing::start_and_end;

/// How a sample is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Print {
    pub(crate) paper: Paper,
    pub(crate) body_pt: f32,
    pub(crate) mono: bool,
}

impl Print {
    /// The usual print: A4, 14 points, in colour.
    pub(crate) const USUAL: Self = Self { paper: Paper::A4, body_pt: 14.0, mono: false };

    /// Both papers, both sizes, with and without colour.
    pub(crate) const ALL: [Self; 8] = {
        let mut all = [Self::USUAL; 8];
        let mut i = 0;
        while i < 8 {
            if i & 1 == 1 {
                all[i].paper = Paper::Letter;
            }
            if i & 2 == 2 {
                all[i].body_pt = 18.0;
            }
            all[i].mono = i & 4 == 4;
            i += 1;
        }
        all
    };
}

/// A document with some sections.
pub(crate) fn document(print: Print, sections: Vec<Section>) -> Document {
    Document {
        title: "Exercise plan for Ana Łukasiewicz-Müller".into(),
        language: "en".into(),
        date: date(2026, 11, 23),
        paper: print.paper,
        body_pt: print.body_pt,
        mono: print.mono,
        header: (
            "Exercise plan for Ana Łukasiewicz-Müller".into(),
            "Praxis Müller · +49 30 1234 567".into(),
        ),
        footer: "regimen 0.1.0 · library 6f1c2a9be0d4 · seed 7".into(),
        page_label: "Page {page} of {pages}".into(),
        sections,
    }
}

/// A section on a new page.
pub(crate) fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), title: words(title), new_page: true, blocks }
}

/// Plain words.
pub(crate) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::text(text)]
}

/// A paragraph of body text.
pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph { style: TextStyle::Body, text: words(text) }
}

/// A heading of level 2.
pub(crate) fn heading(text: &str) -> Block {
    Block::Heading { level: 2, anchor: None, text: words(text) }
}

/// A list with bullets.
pub(crate) fn bullets(items: &[&str]) -> Block {
    Block::List { marker: Marker::Bullet, items: items.iter().map(|item| words(item)).collect() }
}

/// A cell of words.
pub(crate) fn cell(text: &str) -> Cell {
    Cell { text: words(text), ..Cell::default() }
}

/// A cell that heads its row.
pub(crate) fn row_head(text: &str) -> Cell {
    Cell { row_header: true, ..cell(text) }
}

/// A cell in the middle of its column.
pub(crate) fn centred(text: &str) -> Cell {
    Cell { centred: true, ..cell(text) }
}

/// A cell with boxes to tick.
pub(crate) fn boxes(count: usize) -> Cell {
    Cell { text: vec![Inline::TickBox; count], centred: true, ..Cell::default() }
}

/// A box with a paragraph.
pub(crate) fn callout(tone: Tone, title: &str, text: &str) -> Block {
    Block::Callout { tone, title: words(title), blocks: vec![paragraph(text)] }
}

/// The texts of exercises: name, setup, steps, feel, avoid, stop, why.
type Texts = (&'static str, &'static str, &'static [&'static str], [&'static str; 4]);

const EXERCISES: [Texts; 4] = [
    (
        "Hip lift (bridge)",
        "Lie on your back. Bend your knees, feet flat and hip-width apart, arms by your sides.",
        &[
            "Breathe out and press both feet down.",
            "Lift your hips until your shoulders, hips and knees line up.",
            "Hold, and keep breathing.",
            "Lower slowly, all the way down.",
        ],
        [
            "Your buttocks and the backs of your thighs working.",
            "Arching your low back or pushing up too high.",
            "You feel sharp pain in your back, or a cramp that stays.",
            "Strong buttock muscles share the work with your back when you stand, walk and lift. \
             Here it makes your large buttock muscle stronger.",
        ],
    ),
    (
        "Front-of-hip stretch, one knee down",
        "Kneel on one knee on a folded mat, other foot flat in front. Stay near something firm to \
         hold.",
        &[
            "Rest your hands on the front thigh.",
            "Tuck your tailbone under.",
            "Shift your whole body forward to a mild pull.",
            "Stay tall and breathe slowly.",
            "Shift back and put your hands down.",
        ],
        [
            "A mild pull at the front of the hip of the kneeling leg.",
            "Arching your low back, or leaning your chest forward.",
            "Your knee or low back hurts, or you feel unsteady.",
            "It stretches the front of your hip, which helps the leg go back as you walk.",
        ],
    ),
    (
        "Deep buttock ball press on floor",
        "Sit on the floor, knees bent, feet flat, hands behind you.",
        &[
            "Lean over and slip the ball under one buttock.",
            "Set it halfway between your tailbone and the side of your hip.",
            "Ease down to a mild ache, no more.",
            "Breathe slowly and let the ache ease.",
            "Lean away and take the ball out.",
        ],
        [
            "A mild, deep ache in the buttock that eases.",
            "Pressing on the tailbone, the sitting bone or the side of the hip.",
            "You feel tingling, numbness or pain down the leg, even if mild.",
            "Many people feel a sore, deep buttock ease for a short time after gentle pressure. \
             Here it calms your piriformis.",
        ],
    ),
    (
        "Side-lying hip lift",
        "Lie on your good side, lower knee bent, upper leg straight and in line with your body.",
        &[
            "Turn the toes of your upper foot a little to the floor.",
            "Lift the leg as high as a hand.",
            "Hold, then lower slowly.",
        ],
        [
            "The outer side of your upper hip working.",
            "Rolling back, or lifting the leg to the front.",
            "You feel pain on the outer hip above 5 out of 10.",
            "A strong outer hip keeps your pelvis level when you stand on one leg.",
        ],
    ),
];

/// The card of an exercise.
pub(crate) fn card(number: u32) -> Block {
    let (name, setup, steps, [feel, avoid, stop, why]) =
        EXERCISES[(number as usize - 1) % EXERCISES.len()];
    let note =
        |tone, label: &str, text: &str| Note { tone, label: label.into(), text: words(text) };
    Block::Card(Card {
        form: CardForm::Full,
        anchor: format!("card-{number}"),
        number,
        title: words(name),
        dose: vec![
            Inline::strong("Week 1: 10 times, hold 3 seconds."),
            Inline::Break,
            Inline::strong("Weeks 2 to 3: 2 rounds: 10 times, hold 3 seconds."),
            Inline::Break,
            Inline::text("Mon, Wed and Fri. Rest 45 seconds between rounds. Work your "),
            Inline::strong("right"),
            Inline::text(" side."),
        ],
        pictures: start_and_end(number),
        setup: words(setup),
        steps: steps.iter().map(|step| words(step)).collect(),
        notes: vec![
            note(Tone::Go, "Feel it:", feel),
            note(Tone::Care, "Avoid:", avoid),
            note(Tone::Stop, "Stop if:", stop),
            note(Tone::Plain, "Why:", why),
            note(Tone::Plain, "Too hard?", "Go back to “Buttock squeeze”."),
            note(
                Tone::Plain,
                "Easy for two weeks?",
                "Next comes “Hip lift, one foot ahead”. Ask before you move on.",
            ),
        ],
    })
}

/// A plan like the ones that the program makes.
pub(crate) fn plan(print: Print) -> Document {
    let mut cards = vec![heading("Lying on your back")];
    cards.extend((1..=4).map(card));
    cards.push(heading("Standing"));
    cards.extend((5..=8).map(card));
    document(
        print,
        vec![
            section("overview", "Exercise plan for Ana Łukasiewicz-Müller", overview()),
            section("week", "Weeks 1 to 2: Settle and move", week()),
            section("cards", "Weeks 1 to 2: how to do them", cards),
            section("log", "Your log", log()),
        ],
    )
}

fn overview() -> Vec<Block> {
    vec![
        paragraph("Starts Monday 23 November 2026. Ends Sunday 14 February 2027. 12 weeks."),
        paragraph(
            "From Zoë Müller, Praxis Müller, Torstraße 1, Berlin. Questions? Call +49 30 1234 567.",
        ),
        Block::Paragraph {
            style: TextStyle::Lead,
            text: words(
                "A few moves, done often, help most. Do your days, tick the boxes, and let pain be \
                 your guide.",
            ),
        },
        Block::Callout {
            tone: Tone::Stop,
            title: words("Stop, and get help now"),
            blocks: vec![
                paragraph("Call 112 if you have:"),
                bullets(&[
                    "numb skin between your legs, or new trouble with pee or poo",
                    "a leg or foot that gets weak, or both legs going numb",
                    "a leg that cannot take your weight",
                    "a fever with back or hip pain, or a hot, red, swollen joint",
                    "chest pain, or you find it hard to breathe",
                    "one calf that is swollen, warm and sore",
                ]),
            ],
        },
        heading("What this plan works on"),
        Block::Columns(vec![
            vec![
                Block::Heading { level: 3, anchor: None, text: words("To make stronger") },
                bullets(&["Gluteus medius (right side)", "Gluteus maximus (both sides)"]),
            ],
            vec![
                Block::Heading { level: 3, anchor: None, text: words("To loosen") },
                bullets(&["Iliopsoas (both sides)", "Rectus femoris (right side)"]),
            ],
        ]),
        heading("Your time"),
        Block::Paragraph {
            style: TextStyle::Body,
            text: vec![
                Inline::text("You exercise on "),
                Inline::strong("Monday, Tuesday, Thursday and Saturday"),
                Inline::text(". Each time takes up to "),
                Inline::strong("20 minutes"),
                Inline::text(", rests included. Your week is on "),
                Inline::Link { to: "week".into(), text: "its own page".into() },
                Inline::text("."),
            ],
        },
        heading("Your three steps"),
        Block::Table(Table {
            summary: "The phases of the plan with their weeks, dates and aims".into(),
            columns: vec![Width::Mm(20.0), Width::Mm(44.0), Width::Share(1.0), Width::Mm(26.0)],
            head: vec![cell("Weeks"), cell("Dates"), cell("What you do"), cell("How hard")],
            rows: [
                ("1 to 2", "Mon 23 November to Sun 6 December", "Settle and move.", "2 to 4 of 10"),
                ("3 to 6", "Mon 7 December to Sun 3 January", "Build up.", "4 to 6 of 10"),
                ("7 to 12", "Mon 4 January to Sun 14 February", "Back to life.", "6 to 8 of 10"),
            ]
            .map(|(weeks, dates, aim, effort)| {
                let aim = vec![
                    Inline::strong(aim),
                    Inline::text(" Calm the pain. Wake the muscles. Move with ease."),
                ];
                vec![
                    Cell { row_header: true, ..centred(weeks) },
                    cell(dates),
                    Cell { text: aim, ..Cell::default() },
                    centred(effort),
                ]
            })
            .to_vec(),
            row_mm: 0,
        }),
        Block::Paragraph {
            style: TextStyle::Note,
            text: words("How hard: 0 is no effort at all, 10 is the most you can do."),
        },
        heading("Let pain be your guide"),
        paragraph(
            "Rate your pain from 0 (none) to 10 (the worst). Rate it while you exercise, and again \
             the next morning.",
        ),
        callout(Tone::Go, "0 to 2: go on", "This is fine. Do your plan."),
        callout(
            Tone::Care,
            "3 to 5: take care",
            "Do the same, not more. By the next morning it must be back to your usual level.",
        ),
        callout(
            Tone::Stop,
            "6 to 10: stop that exercise",
            "Next time do half, or the easier one. Do the same if pain is up the next morning, or \
             wakes you more at night.",
        ),
        paragraph("Dull soreness for a day or two after new strength work is normal."),
        Block::Callout {
            tone: Tone::Plain,
            title: words("Ask a doctor or physiotherapist"),
            blocks: vec![bullets(&[
                "tingling, numbness or weakness is new, or spreads down your leg",
                "you are worse after 2 weeks, or no better after 4 to 6 weeks",
            ])],
        },
    ]
}

fn week() -> Vec<Block> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const REST: [bool; 7] = [false, false, true, false, true, false, true];
    let mut rows = vec![
        std::iter::once(row_head("Session"))
            .chain(REST.map(|rest| match rest {
                true => Cell { shaded: true, ..centred("rest") },
                false => Cell { text: vec![Inline::strong("A")], ..centred("") },
            }))
            .collect::<Vec<Cell>>(),
    ];
    for number in 1..=8_u32 {
        let name = EXERCISES[(number as usize - 1) % 4].0;
        let label = Cell {
            text: vec![
                Inline::Link { to: format!("card-{number}"), text: format!("{number}. {name}") },
                Inline::Break,
                Inline::text("2 × 10, hold 3 s"),
            ],
            row_header: true,
            ..Cell::default()
        };
        let days = REST.map(|rest| match rest {
            true => Cell { shaded: true, ..boxes(0) },
            false => boxes(2),
        });
        rows.push(std::iter::once(label).chain(days).collect());
    }
    vec![
        Block::Paragraph {
            style: TextStyle::Body,
            text: vec![
                Inline::text(
                    "Calm the pain. Wake the muscles. Move with ease. Aim for an effort of ",
                ),
                Inline::strong("2 to 4 out of 10"),
                Inline::text("."),
            ],
        },
        heading("Your week"),
        Block::Table(Table {
            summary: "The week: exercises by day, with a box to tick for each week".into(),
            columns: std::iter::once(Width::Share(1.0)).chain([Width::Mm(15.0); 7]).collect(),
            head: std::iter::once(cell("Exercise")).chain(DAYS.map(centred)).collect(),
            rows,
            row_mm: 0,
        }),
        Block::Paragraph {
            style: TextStyle::Note,
            text: words("One box for each time: the first box is for week 1, the last for week 2."),
        },
    ]
}

fn log() -> Vec<Block> {
    let rows = (1..=8).map(|day| {
        vec![
            row_head(&format!("Mon {day} November")),
            centred("A"),
            boxes(1),
            Cell::default(),
            Cell::default(),
            Cell::default(),
        ]
    });
    let heads = ["Day", "Session", "Done", "Pain during", "Pain next morning", "Effort"];
    vec![
        paragraph("Write a number from 0 to 10. Effort: 0 is none, 10 is the most you can do."),
        heading("Weeks 1 and 2"),
        Block::Table(Table {
            summary: "A row for each session with room for what you did".into(),
            columns: vec![
                Width::Share(1.0),
                Width::Mm(22.0),
                Width::Mm(18.0),
                Width::Mm(24.0),
                Width::Mm(30.0),
                Width::Mm(22.0),
            ],
            head: heads.map(centred).to_vec(),
            rows: rows.collect(),
            row_mm: 11,
        }),
        paragraph(
            "At the end of week 2: how well can you do it? 0 is not at all, 10 is as well as before.",
        ),
        Block::Table(Table {
            summary: "Three activities with room for a number from 0 to 10".into(),
            columns: vec![Width::Share(1.0), Width::Mm(30.0)],
            head: vec![cell("Activity"), centred("0 to 10")],
            rows: ["Climb the stairs", "Sleep on my right side", ""]
                .map(|activity| vec![row_head(activity), Cell::default()])
                .to_vec(),
            row_mm: 11,
        }),
        Block::Paragraph {
            style: TextStyle::Body,
            text: vec![
                Inline::text("Name"),
                Inline::Blank(60),
                Inline::text("Date"),
                Inline::Blank(30),
                Inline::Break,
                Inline::text("I have read this:"),
                Inline::TickBox,
                Inline::text("yes"),
                Inline::TickBox,
                Inline::text("no"),
            ],
        },
    ]
}
