//! A person -> commented `person.yaml`, and new answers into one that is there.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::model::{Days, DeskHours, MuscleEntry, PaperName, Person, Things, Wishes, Words};
use crate::finding::{At, Code, Finding, Place};
use crate::library::Library;
use crate::screening::{Answer, Answers};
use crate::source::{self, Marks, scalar};

/// The column that comments begin at.
const COMMENTS: usize = 34;

/// A person as the text of a `person.yaml` with a comment for every key. Keys without a value are
/// there as examples, commented out.
#[must_use]
pub fn written(person: &Person) -> String {
    let mut text = String::from(
        "# A person, for regimen. Needed: muscles, areas or conditions. All else may be left out.\n",
    );
    for Key { name, value, example, comment } in keys(person) {
        line(&mut text, name, value.as_deref(), example, comment);
    }
    text
}

/// A person as the lines of a `person.yaml` that holds what was said of them and nothing else.
#[must_use]
pub fn bare(person: &Person) -> Vec<String> {
    let mut text = String::new();
    for Key { name, value, .. } in keys(person) {
        let Some(value) = value else { continue };
        // A block begins on the next line.
        let space = if value.starts_with('\n') { "" } else { " " };
        let _ = writeln!(text, "{name}:{space}{value}");
    }
    text.lines().map(str::to_owned).collect()
}

/// A key of a `person.yaml`, with the value that a person has.
struct Key {
    name: &'static str,
    value: Option<String>,
    example: &'static str,
    comment: &'static str,
}

/// The keys in the order of the file.
fn keys(person: &Person) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut key = |name, value, example, comment| {
        keys.push(Key { name, value, example, comment });
    };
    key("schema", Some(person.schema.to_string()), "", "the version of this format");
    key("name", person.name.as_deref().map(scalar), "Ana Example", "printed on the page");
    key(
        "born",
        person.born.map(|year| year.to_string()),
        "1961",
        "from 65 on, stretches are held longer",
    );
    let muscles = (!person.muscles.is_empty()).then(|| muscles(&person.muscles));
    key(
        "muscles",
        muscles,
        "[{muscle: gluteus-medius, side: right, finding: weak, severity: 7}]",
        "by id, common name or abbreviation",
    );
    key(
        "areas",
        list(&person.areas),
        "[lateral-hip]",
        "where it hurts; ids: `regimen library list areas`",
    );
    key("conditions", list(&person.conditions), "", "presets by id");
    key("side", person.side.map(|side| side.as_str().to_owned()), "right", "of what names none");
    key(
        "days",
        person.days.as_ref().map(days),
        "[mon, tue, thu, sat]",
        "or a number, or {mon: 20, sat: 35} with minutes",
    );
    key("minutes", person.minutes.map(|minutes| minutes.to_string()), "20", "on each day");
    key(
        "equipment",
        person.equipment.as_ref().map(things),
        "[ball, band]",
        "beside household things; or all, or none",
    );
    key(
        "precautions",
        list(&person.precautions),
        "[knee-kneel]",
        "ids: `regimen library list precautions`",
    );
    key("avoid", list(&person.avoid), "[floor]", "positions, or floor");
    key(
        "exercises",
        wishes(&person.exercises),
        "{exclude: [str-plank]}",
        "include, exclude, dose, note, again",
    );
    key(
        "activities",
        list(&person.activities),
        "[climb the stairs, walk the dog]",
        "rated in the log",
    );
    key(
        "desk",
        person.desk.as_ref().map(desk),
        "{days: [mon, fri], from: \"09:00\", to: \"17:30\"}",
        "plans short breaks",
    );
    let answers = (!person.screening.is_empty()).then(|| screening(&person.screening));
    key("screening", answers, "{date: 2026-11-20, no: all}", "`regimen screen` asks again");
    key(
        "start",
        person.start.map(|date| date.to_string()),
        "2026-11-23",
        "the first day of week 1; today if not given",
    );
    key(
        "seed",
        person.seed.map(|seed| seed.to_string()),
        "7",
        "other numbers give other plans of equal worth",
    );
    key(
        "clinic",
        person.clinic.as_deref().map(scalar),
        "clinic.yaml",
        "from the folder of this file",
    );
    key("paper", person.paper.map(|paper| paper_name(paper).to_owned()), "a4", "or letter");
    key("language", person.language.as_deref().map(scalar), "en", "only en so far");
    keys
}

/// One key with its value and comment; without a value the example, commented out, if there is one.
fn line(text: &mut String, key: &str, value: Option<&str>, example: &str, comment: &str) {
    let whole = match value {
        // A block says by itself where it ends; its comment stands in its first line.
        Some(block) if block.starts_with('\n') => {
            let _ = writeln!(text, "{:<COMMENTS$}# {comment}{block}", format!("{key}:"));
            return;
        }
        Some(value) => format!("{key}: {value}"),
        None if example.is_empty() => return,
        None => format!("# {key}: {example}"),
    };
    let _ = writeln!(text, "{whole:<width$}  # {comment}", width = COMMENTS - 2);
}

fn list(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| {
        let items: Vec<String> = items.iter().map(|item| scalar(item)).collect();
        format!("[{}]", items.join(", "))
    })
}

fn muscles(entries: &[MuscleEntry]) -> String {
    entries.iter().fold(String::new(), |mut text, entry| {
        let _ = write!(text, "\n  - {{muscle: {}", scalar(&entry.muscle));
        if let Some(side) = entry.side {
            let _ = write!(text, ", side: {}", side.as_str());
        }
        if let Some(finding) = entry.finding {
            let _ = write!(text, ", finding: {}", finding.as_str());
        }
        if let Some(severity) = entry.severity {
            let _ = write!(text, ", severity: {severity}");
        }
        text.push('}');
        text
    })
}

fn days(days: &Days) -> String {
    match days {
        Days::Count(count) => count.to_string(),
        Days::List(list) => {
            let names: Vec<&str> = list.iter().map(|day| day.as_str()).collect();
            format!("[{}]", names.join(", "))
        }
        Days::WithMinutes(map) => {
            let days: Vec<String> =
                map.iter().map(|(day, minutes)| format!("{}: {minutes}", day.as_str())).collect();
            format!("{{{}}}", days.join(", "))
        }
    }
}

fn things(things: &Things) -> String {
    match things {
        Things::All => "all".to_owned(),
        Things::None => "none".to_owned(),
        Things::List(items) => list(items).unwrap_or_else(|| "none".to_owned()),
    }
}

fn wishes(wishes: &Wishes) -> Option<String> {
    let mut text = String::new();
    for (key, ids) in [("include", &wishes.include), ("exclude", &wishes.exclude)] {
        if let Some(ids) = list(ids) {
            let _ = write!(text, "\n  {key}: {ids}");
        }
    }
    if !wishes.dose.is_empty() {
        text.push_str("\n  dose:");
    }
    for (id, dose) in &wishes.dose {
        let hold = dose.hold_s.map(|hold| format!(", hold_s: {hold}")).unwrap_or_default();
        let _ = write!(
            text,
            "\n    {}: {{sets: {}, reps: {}{hold}}}",
            scalar(id),
            dose.sets,
            dose.reps
        );
    }
    if !wishes.note.is_empty() {
        text.push_str("\n  note:");
    }
    for (id, note) in &wishes.note {
        let _ = write!(text, "\n    {}: {}", scalar(id), scalar(note));
    }
    if !wishes.again.is_empty() {
        text.push_str("\n  again:");
    }
    for (id, date) in &wishes.again {
        let _ = write!(text, "\n    {}: {date}", scalar(id));
    }
    (!text.is_empty()).then_some(text)
}

fn desk(desk: &DeskHours) -> String {
    let days: Vec<&str> = desk.days.iter().map(|day| day.as_str()).collect();
    format!("{{days: [{}], from: \"{}\", to: \"{}\"}}", days.join(", "), desk.from, desk.to)
}

const fn paper_name(paper: PaperName) -> &'static str {
    match paper {
        PaperName::A4 => "a4",
        PaperName::Letter => "letter",
    }
}

// ---------------------------------------------------------------- answers

/// Answers as they stand under `screening`: short when most of them are no.
#[must_use]
pub fn answered(library: &Library, answers: &Answers, date: Date) -> BTreeMap<String, Words> {
    let mut words = BTreeMap::from([("date".to_owned(), Words::One(date.to_string()))]);
    let mut no = Vec::new();
    let mut unknown = Vec::new();
    for (id, answer) in answers {
        match answer {
            Answer::No => no.push(id.clone()),
            // In the list, since a choice of the question may have the same name.
            Answer::Unknown => unknown.push(id.clone()),
            Answer::Yes => drop(words.insert(id.clone(), Words::One("yes".to_owned()))),
            Answer::Choices(ids) => {
                let ids: Vec<String> = ids.iter().cloned().collect();
                words.insert(id.clone(), Words::List(ids));
            }
        }
    }
    let whole = library.screening.questions.iter().all(|q| answers.contains_key(&q.id));
    if whole && !no.is_empty() {
        words.insert("no".to_owned(), Words::One("all".to_owned()));
    } else if !no.is_empty() {
        words.insert("no".to_owned(), Words::List(no));
    }
    if !unknown.is_empty() {
        words.insert("unknown".to_owned(), Words::List(unknown));
    }
    words
}

/// The value of `screening` as a block, the date and the lists first.
fn screening(answers: &BTreeMap<String, Words>) -> String {
    let general = ["date", "no", "unknown", "yes"];
    let first = general.iter().filter_map(|key| answers.get_key_value(*key));
    let rest = answers.iter().filter(|(key, _)| !general.contains(&key.as_str()));
    first.chain(rest).fold(String::new(), |mut text, (key, words)| {
        let value = match words {
            // A date is not quoted, since this is how one writes it.
            Words::One(word) if key == "date" && word.parse::<Date>().is_ok() => word.clone(),
            Words::One(word) if matches!(word.as_str(), "yes" | "no") => word.clone(),
            Words::One(word) => scalar(word),
            Words::List(words) => list(words).unwrap_or_else(|| "[]".to_owned()),
        };
        let _ = write!(
            text,
            "\n  {}: {value}",
            if general.contains(&key.as_str()) { key.clone() } else { scalar(key) }
        );
        text
    })
}

/// The text of a person with other answers; all else stays byte for byte. The answers before stay as a
/// comment above.
///
/// # Errors
/// A finding when the text is of a shape in which the answers cannot be replaced safely.
pub fn with_answers(
    name: &str,
    text: &str,
    answers: &BTreeMap<String, Words>,
) -> Result<String, Finding> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (before, _) = source::read::<Person>(name, body.as_bytes());
    let edited = match &before {
        Some(person) if !person.screening.is_empty() => replaced(body, &person.screening, answers),
        _ => Some(appended(body, answers)),
    };
    // The edit is believed only when reading it back gives the same person with the new answers.
    let expected = before.map(|person| Person { screening: answers.clone(), ..person });
    edited
        .filter(|edited| {
            let (read, findings) = source::read::<Person>(name, edited.as_bytes());
            findings.is_empty() && read == expected && read.is_some()
        })
        .ok_or_else(|| {
            Finding::error(
                Code::CannotWrite,
                "the answers under `screening` cannot be replaced here",
            )
            .at(Place::path(name, "screening"))
            .hint(format!("write them by hand:\nscreening:{}", screening(answers)))
        })
}

fn block(answers: &BTreeMap<String, Words>) -> String {
    let mut text = String::new();
    line(&mut text, "screening", Some(&screening(answers)), "", "`regimen screen` asks again");
    text
}

fn appended(text: &str, answers: &BTreeMap<String, Words>) -> String {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}{}", block(answers))
}

fn replaced(
    text: &str,
    old: &BTreeMap<String, Words>,
    answers: &BTreeMap<String, Words>,
) -> Option<String> {
    let marks = Marks::of("", text);
    let start = marks.locate(&At::Key("screening".to_owned()))?.start;
    let value = marks.locate(&At::Path("screening".to_owned()))?;
    // The end of a collection that is written as a block lies behind the comments after it: the last
    // scalar says where it ends.
    let flow = text.get(value.clone())?.starts_with('{');
    let end_of = |path: String| Some(marks.locate(&At::Path(path))?.end);
    let scalars = old.iter().flat_map(|(key, words)| match words {
        Words::One(_) => vec![format!("screening.{key}")],
        Words::List(list) => (0..list.len()).map(|i| format!("screening.{key}[{i}]")).collect(),
    });
    let end = if flow { value.end } else { scalars.filter_map(end_of).max()? };
    let end = text.get(end..)?.find('\n').map_or(text.len(), |line| end + line + 1);
    let column = text.get(..start)?;
    if !(column.is_empty() || column.ends_with('\n')) {
        return None;
    }
    let was: Vec<&str> = text.get(start..end)?.lines().map(|line| line.trim()).collect();
    let history: String = was.iter().map(|line| format!("# before: {line}\n")).collect();
    Some(format!("{column}{history}{}{}", block(answers), text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;
    use crate::profile::{Origin, resolve};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn read(text: &str) -> Person {
        let (person, findings) = source::read::<Person>("person.yaml", text.as_bytes());
        assert!(findings.is_empty(), "{findings:?}\n{text}");
        person.unwrap()
    }

    const WHOLE: &str = "schema: 1
name: \"Ana: 'the' #1 – née Ł\"
born: 1961
muscles: [{muscle: QL, side: right, finding: weak, severity: 7}, {muscle: hip flexors}]
areas: [lateral-hip]
side: left
days: {mon: 20, sat: 35}
minutes: 20
equipment: all
precautions: [knee-kneel]
avoid: [floor]
exercises: {include: [a], exclude: [b], dose: {c: {sets: 1, reps: 2, hold_s: 3}}, note: {d: \"yes\"}, again: {e: 2026-11-01}}
activities: [\"no\", climb the stairs, \"12\", \"a, b\"]
desk: {days: [mon], from: \"09:00\", to: \"17:30\"}
screening: {date: 2026-11-20, no: all, thr: [posterior], falls: yes}
start: 2026-11-23
seed: 7
clinic: my clinic.yaml
paper: letter
language: en
";

    #[test]
    fn what_is_written_is_read_back() {
        let texts = [
            WHOLE,
            "areas: [groin]",
            r#"areas: ["groin -", "a - b"]"#,
            "days: 3\nequipment: none",
            "days: [tue]\nequipment: [ball]",
        ];
        for text in texts {
            let person = read(text);
            assert_eq!(read(&written(&person)), person, "{}", written(&person));
            assert_eq!(read(&bare(&person).join("\n")), person, "{:?}", bare(&person));
        }
    }

    #[test]
    fn a_sign_of_a_comment_within_a_value_is_kept() {
        let person = read("muscles:\n  - {muscle: \"# one  # two\"}\nname: \"# Ana\"\n");
        let lines = bare(&person);
        assert_eq!(
            lines,
            ["schema: 1", "name: \"# Ana\"", "muscles:", "  - {muscle: \"# one  # two\"}"]
        );
        assert_eq!(read(&lines.join("\n")), person);
    }

    #[test]
    fn a_person_without_values_is_all_examples() {
        let text = written(&Person::default());
        assert_eq!(read(&text), Person::default());
        for line in text.lines().filter(|line| !line.starts_with("schema")) {
            assert!(line.starts_with("# "), "{line}");
        }
        // Each example is what the key takes.
        let examples: String = text
            .lines()
            .skip(1)
            .map(|line| format!("{}\n", line.trim_start_matches("# ")))
            .collect();
        let person = read(&examples);
        assert_eq!(person.muscles.len(), 1);
        assert_eq!(person.seed, Some(7));
    }

    #[test]
    fn new_answers_leave_all_else_as_it_is() {
        let answers = BTreeMap::from([
            ("date".to_owned(), Words::One("2026-12-07".to_owned())),
            ("no".to_owned(), Words::One("all".to_owned())),
            ("night-pain".to_owned(), Words::One("yes".to_owned())),
        ]);
        let new = "screening:                        # `regimen screen` asks again\n  date: 2026-12-07\n  no: all\n  night-pain: yes\n";
        for (before, after) in [
            ("areas: [groin] # left", format!("areas: [groin] # left\n{new}")),
            (
                "# me\nscreening: {no: all}  # old\n\n# the rest\nareas: [groin]\n",
                format!(
                    "# me\n# before: screening: {{no: all}}  # old\n{new}\n# the rest\nareas: [groin]\n"
                ),
            ),
            (
                "screening:\n  no: all # ok\n  thr:\n    - posterior\n# the rest\nareas: [groin]\n",
                format!(
                    "# before: screening:\n# before: no: all # ok\n# before: thr:\n# before: - posterior\n{new}# the rest\nareas: [groin]\n"
                ),
            ),
        ] {
            assert_eq!(with_answers("p", before, &answers).unwrap(), after);
        }
        // Two keys in one line cannot be taken apart, and a text with findings is not touched.
        for bad in ["{areas: [groin], screening: {no: all}}", "areas: [groin]\nwhat: 1\n", ""] {
            assert_eq!(
                with_answers("p", bad, &answers).unwrap_err().code,
                Code::CannotWrite,
                "{bad}"
            );
        }
    }

    fn an_answer() -> impl Strategy<Value = Answer> {
        prop_oneof![
            8 => Just(Answer::No),
            1 => Just(Answer::Yes),
            1 => Just(Answer::Unknown),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn answers_come_back_as_they_were(
            given in prop::collection::vec(prop::option::weighted(0.9, an_answer()), 60),
            whole in any::<bool>(),
        ) {
            let library = built_in().unwrap();
            let mut answers = Answers::new();
            for (question, answer) in library.screening.questions.iter().zip(given) {
                let choices = question.choices.iter().map(|choice| choice.id.clone());
                let answer = match answer {
                    Some(Answer::Yes) if !question.choices.is_empty() => Answer::Choices(choices.take(2).collect()),
                    Some(answer) => answer,
                    None if whole => Answer::No,
                    None => continue,
                };
                answers.insert(question.id.clone(), answer);
            }
            let day = date(2026, 11, 20);
            let person = Person { areas: vec!["groin".to_owned()], screening: answered(&library, &answers, day), ..Person::default() };
            let read = read(&written(&person));
            let (profile, findings) = resolve(&library, &read, &Origin::default(), day);
            prop_assert!(findings.is_empty(), "{:?}", findings);
            let profile = profile.unwrap();
            prop_assert_eq!(profile.answers, answers);
            prop_assert_eq!(profile.answered, Some(day));
        }

        #[test]
        fn any_word_comes_back(words in prop::collection::vec("\\PC{0,12}", 0..4)) {
            let person = Person { activities: words, ..Person::default() };
            prop_assert_eq!(read(&written(&person)), person);
        }
    }
}
