//! The words of the page: all of them from Fluent or the library, in any language, easy to read.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use fluent_syntax::{parser, serializer};
use regimen::handout::{Document, calendar};
use regimen::render::ics::ics;
use regimen::render::pages::svg::svg;
use regimen::render::pdf::{PlacedBox, boxes, pdf};
use regimen::render::{md, text};

use crate::page::{Made, PEOPLE};
use crate::render::pages::{PRINTS, printed};
use crate::render::pdf_text::Read;
use crate::render::{assert_words, expected, texts};

// ------------------------------------------------------------------------------- pseudo-locales

/// How much longer each word is: German and Finnish are about that much longer than English.
const LONGER: f32 = 1.4;

/// Words with accents on every vowel, each four tenths longer; all else stays as it is.
fn longer(text: &str) -> String {
    let mut longer = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        if end == 0 {
            longer.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            longer.push_str(&longer_word(&rest[..end]));
            rest = &rest[end..];
        }
    }
    longer
}

fn longer_word(word: &str) -> String {
    let wanted = (word.len() as f32 * LONGER).ceil() as usize;
    let mut more = wanted - word.len();
    let mut long = String::new();
    for c in word.chars() {
        let accented = accented(c);
        long.push(accented);
        if accented != c && more > 0 {
            long.push(accented.to_lowercase().next().unwrap());
            more -= 1;
        }
    }
    long.extend(std::iter::repeat_n('ž', more));
    long
}

fn accented(vowel: char) -> char {
    match vowel {
        'a' => 'á',
        'e' => 'é',
        'i' => 'ï',
        'o' => 'ö',
        'u' => 'ű',
        'y' => 'ý',
        'A' => 'Á',
        'E' => 'É',
        'I' => 'Ï',
        'O' => 'Ö',
        'U' => 'Ű',
        'Y' => 'Ý',
        other => other,
    }
}

/// A file of messages with every text changed, and the rest as it is.
fn in_messages(ftl: &str, change: fn(&str) -> String) -> String {
    let mut resource: Resource<String> = parser::parse(ftl.to_owned()).unwrap();
    for entry in &mut resource.body {
        if let Entry::Message(message) = entry
            && message.id.name != "language"
            && let Some(value) = &mut message.value
        {
            in_pattern(value, change);
        }
    }
    serializer::serialize(&resource)
}

fn in_pattern(pattern: &mut Pattern<String>, change: fn(&str) -> String) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = change(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Select { variants, .. } => {
                    variants.iter_mut().for_each(|variant| in_pattern(&mut variant.value, change));
                }
                // Not what is written as a number: a space that holds.
                Expression::Inline(InlineExpression::StringLiteral { value })
                    if !value.contains('\\') =>
                {
                    *value = change(value);
                }
                Expression::Inline(_) => {}
            },
        }
    }
}

/// A person whose page is in longer words: those of Fluent, of the library and of the person.
fn pseudo(made: &mut Made) {
    let each = |text: &mut String| *text = longer(text);
    let library = &mut made.library;
    library.words = in_messages(&library.words, longer);
    for exercise in library.exercises.values_mut() {
        each(&mut exercise.name);
        each(&mut exercise.setup);
        exercise.steps.iter_mut().for_each(each);
        [&mut exercise.feel, &mut exercise.avoid, &mut exercise.stop_if, &mut exercise.why]
            .into_iter()
            .for_each(each);
        exercise.sources.iter_mut().for_each(|source| each(&mut source.says));
    }
    library.muscles.muscles.iter_mut().for_each(|muscle| {
        each(&mut muscle.name);
        each(&mut muscle.latin);
        each(&mut muscle.does);
    });
    library.areas.iter_mut().for_each(|area| each(&mut area.name));
    for precaution in &mut library.precautions {
        each(&mut precaution.name);
        each(&mut precaution.clinician);
        precaution.leaves_out.iter_mut().for_each(each);
        each(&mut precaution.because);
        precaution.ends.iter_mut().for_each(each);
    }
    for question in &mut library.screening.questions {
        each(&mut question.ask);
        each(&mut question.because);
        question.notes.iter_mut().for_each(|note| each(&mut note.text));
        question.choices.iter_mut().for_each(|choice| each(&mut choice.name));
    }
    for action in library.screening.levels.values_mut() {
        each(&mut action.title);
        each(&mut action.action);
    }
    for advice in &mut library.advice {
        each(&mut advice.title);
        advice.lines.iter_mut().for_each(each);
    }
    for test in &mut library.tests {
        each(&mut test.name);
        each(&mut test.result);
        test.lines.iter_mut().for_each(each);
    }
    for thing in &mut library.equipment {
        each(&mut thing.name);
        thing.two.iter_mut().chain(&mut thing.usage).for_each(each);
    }
    for source in &mut library.sources {
        each(&mut source.key);
        source.authors.iter_mut().for_each(each);
        source.title.iter_mut().for_each(each);
        source.published.iter_mut().for_each(each);
        source.doi.iter_mut().for_each(each);
    }
    for exercise in library.exercises.values_mut() {
        exercise.sources.iter_mut().for_each(|source| each(&mut source.key));
    }
    for advice in &mut library.advice {
        advice.sources.iter_mut().for_each(|source| each(&mut source.key));
    }
    let plan = &mut made.programme.plan;
    each(&mut plan.program);
    "0".clone_into(&mut plan.library);
    plan.person.name.iter_mut().for_each(each);
    plan.unkept.iter_mut().for_each(|unkept| each(&mut unkept.says));
    for unmet in &mut plan.unmet {
        each(&mut unmet.says);
        unmet.detail.iter_mut().for_each(&each);
    }
    plan.withheld.iter_mut().for_each(|withheld| each(&mut withheld.says));
    let person = &mut made.profile.person;
    person.name.iter_mut().for_each(each);
    person.activities.iter_mut().for_each(each);
    person.exercises.note.values_mut().for_each(each);
    let clinic = &mut made.clinic;
    each(&mut clinic.name);
    for value in [
        &mut clinic.therapist,
        &mut clinic.phone,
        &mut clinic.address,
        &mut clinic.registration,
        &mut clinic.emergency,
    ] {
        value.iter_mut().for_each(each);
    }
}

/// What is no word: the letters of sessions.
const SESSIONS: [&str; 2] = ["A", "B"];
/// What else is no word: places of numbers, and the grade of a source.
const NO_WORDS: [&str; 3] = ["{page}", "{pages}", "(A)"];

/// A vowel without an accent gives away a text that no translator can reach.
fn literal(text: &str) -> bool {
    let text = NO_WORDS.iter().fold(text.to_owned(), |text, part| text.replace(part, ""));
    !SESSIONS.contains(&text.trim()) && text.chars().any(|c| accented(c) != c)
}

#[test]
fn every_word_of_the_page_can_be_translated() {
    for (name, yaml) in PEOPLE {
        let mut made = Made::of(name, yaml);
        pseudo(&mut made);
        let mut document = made.printed(PRINTS[0].1);
        let mut literals = Vec::new();
        texts::each(&mut document, &mut |text| {
            if literal(text) && !literals.contains(text) {
                literals.push(text.clone());
            }
        });
        assert!(literals.is_empty(), "{name}: {literals:#?}");
        let calendar = calendar(&made.handout(PRINTS[0].1)).unwrap();
        for event in &calendar.events {
            let wrong = event.lines.iter().chain([&event.title]).find(|text| literal(text));
            // The letter of a session is no word.
            let wrong =
                wrong.filter(|text| !text.contains(" A ") || literal(&text.replace(" A ", " ")));
            assert!(wrong.is_none(), "{wrong:?}");
        }
    }
}

/// Words in code are found where they stand too, whether or not an example prints them.
#[test]
fn no_sentence_stands_in_the_code_of_the_page() {
    let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for folder in ["handout", "render"] {
        for file in rust_files(&src.join(folder)) {
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let place = file.strip_prefix(&src).unwrap().display().to_string();
            for literal in sentences(code) {
                if !MACHINE_FILES.iter().any(|name| place.ends_with(name)) {
                    found.push(format!("{place}: {literal}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Files whose literals are of a format, and what the program prints at a terminal: that is English.
const MACHINE_FILES: [&str; 10] = [
    "render/pdf/pack.rs",
    "render/course.rs",
    "render/fonts.rs",
    "render/measure.rs",
    "render/svg.rs",
    "render/pages/logo.rs",
    "render/pages/svg.rs",
    "render/ics.rs",
    "render/sheet.rs",
    "render/json.rs",
];

fn rust_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Literals of two words or more, outside comments and the messages of findings.
fn sentences(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines: Vec<&str> =
        code.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
    for (i, line) in lines.iter().enumerate() {
        for literal in line.split('"').skip(1).step_by(2) {
            let words = literal.split(' ').filter(|word| {
                let letters = word.chars().filter(char::is_ascii_alphabetic).count();
                letters > 1 && !word.starts_with('{')
            });
            let near = &lines[i.saturating_sub(3)..(i + 3).min(lines.len())];
            let of_a_finding = near.iter().any(|line| {
                ["Finding", "message", "hint", "broken", "debug_assert", "say(", "///", "reason"]
                    .iter()
                    .any(|name| line.contains(name))
            });
            if words.count() > 1 && !of_a_finding {
                found.push(literal.to_owned());
            }
        }
    }
    found
}

#[test]
fn the_finder_of_sentences_finds_what_is_planted() {
    let code = "let a = cell(\"Rest day today\");\n\n\n\n\n// \"Not this one\"\nlet id = \"week-title\";\n\n\n\n\n\
                let message = format!(\"the link {} leads nowhere\", 1);\n";
    assert_eq!(sentences(code), ["Rest day today"]);
    assert!(literal("Rest") && !literal(&longer("Rest")) && !literal("12 × 3"));
}

#[test]
fn longer_words_are_four_tenths_longer() {
    assert_eq!(longer("Rest 45 s."), "Rééstž 45 sž.");
    let text = "Breathe out and lift your hips until they line up.";
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() as f32;
    assert!(letters(&longer(text)) >= LONGER * letters(text));
}

/// Checks that each word is on the page, in order, inside the margins.
fn assert_holds(document: &Document, name: &str) {
    let pdf = pdf(document).unwrap_or_else(|findings| panic!("{name}: {findings:?}"));
    assert_words(document, &Read::new(&pdf));
    let (width, _) = size(document);
    for placed in boxes(document).unwrap() {
        assert!(placed.x >= 50.0 && placed.x + placed.width <= width - 50.0, "{name}: {placed:?}");
    }
}

fn size(document: &Document) -> (f32, f32) {
    match document.paper {
        regimen::handout::Paper::A4 => (210.0 / 25.4 * 72.0, 297.0 / 25.4 * 72.0),
        regimen::handout::Paper::Letter => (612.0, 792.0),
    }
}

#[test]
fn every_layout_holds_words_that_are_four_tenths_longer() {
    for (name, yaml) in &PEOPLE[..2] {
        let mut made = Made::of(name, yaml);
        pseudo(&mut made);
        for (print, look) in PRINTS {
            let document = made.printed(look);
            assert_holds(&document, &format!("{name} {print}"));
            let text = text::text(&document);
            assert!(text.lines().all(|line| line.chars().count() <= 80), "{name}");
            assert!(!md::md(&document).is_empty());
        }
    }
}

/// Letters that are read to the left: the marks tell so, since the bundled fonts have no Hebrew and
/// no Arabic.
fn to_the_left(text: &str) -> String {
    let words = text.trim();
    if words.is_empty() {
        return text.to_owned();
    }
    // White space stays at the ends, where the page collapses it.
    let (before, after) = text.split_once(words).unwrap();
    format!("{before}\u{200f}\u{202e}{words}\u{202c}{after}")
}

/// What stands at the left stands at the right: lists, tables, pictures, headers.
#[test]
fn a_language_that_is_read_to_the_left_mirrors_the_page() {
    let printed = &printed()[0];
    let mut document = printed.document.clone();
    "ar-EG".clone_into(&mut document.language);
    let (width, _) = size(&document);
    let (left, right) = (boxes(&printed.document).unwrap(), boxes(&document).unwrap());
    assert_eq!(left.len(), right.len());
    for (here, there) in left.iter().zip(&right) {
        let mirrored = PlacedBox { x: width - here.x - here.width, ..*here };
        assert!((mirrored.x - there.x).abs() < 0.01, "{here:?} {there:?}");
        assert_eq!((mirrored.y, mirrored.page, mirrored.kind), (there.y, there.page, there.kind));
    }
}

#[test]
fn words_that_are_read_to_the_left_run_to_the_left_from_the_right_margin() {
    for number in [0, 2] {
        let mut document = printed()[number].document.clone();
        texts::each(&mut document, &mut |text| *text = to_the_left(text));
        // The numbers of pages are put in later.
        "{page}/{pages}".clone_into(&mut document.page_label);
        "ar".clone_into(&mut document.language);
        let read = Read::new(&pdf(&document).unwrap());
        // Every word is there. A line's letters stand in the order of the page, from left to right.
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
            letters.sort_unstable();
            letters
        };
        assert_eq!(sorted(&read.text), sorted(&expected(&document).concat()));
        let (width, _) = size(&document);
        for placed in boxes(&document).unwrap() {
            assert!(placed.x >= 50.0 && placed.x + placed.width <= width - 50.0, "{placed:?}");
        }
        let page = &svg(&document).unwrap()[0];
        assert!(page.contains("xml:lang=\"ar\""));
        let reversed: String = document.title.chars().rev().filter(|c| c.is_alphabetic()).collect();
        let title = read.texts("H1")[0].replace(|c: char| !c.is_alphabetic(), "");
        assert_eq!(title, reversed, "the first heading on one line, from left to right");
    }
}

// --------------------------------------------------------------------------------- easy to read

/// The highest school grade that the words of a page may ask for.
const GRADE_MOST: f32 = 6.0;

/// The syllables of a word: groups of vowels, without a silent e at its end.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let groups = word.split(|c| !vowel(c)).filter(|group| !group.is_empty()).count();
    let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
    let silent_ed = word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    groups.saturating_sub(usize::from(silent || (silent_ed && groups > 1))).max(1)
}

/// The Flesch-Kincaid grade of the sentences of a text.
fn grade(sentences: &[Vec<&str>]) -> f32 {
    let words: usize = sentences.iter().map(Vec::len).sum();
    let spoken: usize = sentences.iter().flatten().map(|word| syllables(word)).sum();
    0.39 * words as f32 / sentences.len() as f32 + 11.8 * spoken as f32 / words as f32 - 15.59
}

/// The sentences of a text that have three words or more: shorter ones are labels and make a page
/// seem easier than it is.
fn sentences_of(text: &str) -> Vec<Vec<&str>> {
    let word = |word: &&str| word.chars().any(char::is_alphabetic);
    text.split(['.', '!', '?', ':', '\n'])
        .map(|sentence| {
            let words = sentence.split([' ', '\u{a0}', '/', '(', ')', ',', ';', '“', '”']);
            words.filter(word).collect::<Vec<_>>()
        })
        .filter(|words| words.len() > 2)
        .collect()
}

/// The parts of a document that are no prose for the person: publications, and what is for a therapist.
const NO_PROSE: [&str; 2] = ["sources", "therapist"];

#[test]
fn a_page_asks_for_six_years_of_school_at_most() {
    for printed in printed().iter().step_by(PRINTS.len()) {
        let mut document = printed.document.clone();
        document.sections.retain(|section| !NO_PROSE.iter().any(|id| section.id.starts_with(id)));
        let text = text::text(&document);
        let paragraphs: Vec<String> =
            text.split("\n\n").map(|part| part.replace('\n', " ")).collect();
        let sentences: Vec<Vec<&str>> =
            paragraphs.iter().flat_map(|part| sentences_of(part)).collect();
        let grade = grade(&sentences);
        assert!(grade <= GRADE_MOST, "{}: grade {grade:.2}", printed.name);
        assert!(sentences.len() > 200, "{}", sentences.len());
    }
}

#[test]
fn syllables_are_counted_and_long_words_are_hard() {
    let counts = ["the", "exercise", "gluteus", "little", "pain", "lifted", "pulled", "a"];
    assert_eq!(counts.map(syllables), [1, 3, 2, 2, 1, 2, 1, 1]);
    let hard = "Considerable physiological adaptation necessitates progression.";
    assert!(grade(&sentences_of(hard)) > 15.0);
    assert!(grade(&sentences_of("Lift your hips. Hold for a moment.")) < 3.0);
}

#[test]
fn the_calendar_is_written_in_longer_words_too() {
    let (name, yaml) = PEOPLE[0];
    let mut made = Made::of(name, yaml);
    pseudo(&mut made);
    let written = ics(&calendar(&made.handout(PRINTS[0].1)).unwrap());
    assert!(written.split("\r\n").all(|line| line.len() <= 75));
}
