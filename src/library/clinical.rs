//! `docs/clinical.md`: every claim with its source and grade, and what a clinician should still look at.
//! It is made from the data, so that it says what the program does.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Citation, Grade, Implied, Library, Precaution, Question, Read};

/// Key of the source that stands for general knowledge.
const GENERAL: &str = "GK";

/// The document as Markdown.
#[must_use]
pub fn clinical(library: &Library) -> String {
    let mut text = String::from(
        "# Clinical content and where it comes from\n\n\
         Made from `routines/` by a test; do not edit. Grades: A guideline or systematic review, B controlled \
         trial, C laboratory or observational study, D general knowledge. This is no clinician's approval.\n\n",
    );
    review(library, &mut text);
    conditions(library, &mut text);
    exercises(library, &mut text);
    precautions(library, &mut text);
    questions(library, &mut text);
    sources(library, &mut text);
    text
}

/// Adds a line. Writing to a string cannot fail.
macro_rules! line {
    ($text:expr, $($part:tt)*) => {{ let _ = writeln!($text, $($part)*); }};
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// Claims that rest on general knowledge alone, by what they are of, and the open questions.
fn review(library: &Library, text: &mut String) {
    line!(text, "## Wanting a clinician's review\n");
    for question in &library.review.open {
        line!(text, "- {question}");
    }
    let general = |citations: &[Citation]| citations.iter().all(|it| it.grade == Grade::D);
    let exercises: Vec<&str> = library
        .exercises
        .values()
        .filter(|exercise| general(&exercise.sources))
        .map(|exercise| exercise.id.as_str())
        .collect();
    let only = |keys: &[String]| keys.iter().all(|key| key == GENERAL);
    let precautions: Vec<&str> = library
        .precautions
        .iter()
        .filter(|it| only(&it.sources))
        .map(|it| it.id.as_str())
        .collect();
    let questions: Vec<&str> = library
        .screening
        .questions
        .iter()
        .filter(|it| only(&it.sources))
        .map(|it| it.id.as_str())
        .collect();
    line!(text, "\nResting on general knowledge alone (grade D, GK):\n");
    for (what, ids, all) in [
        ("exercises", exercises, library.exercises.len()),
        ("precautions", precautions, library.precautions.len()),
        ("safety questions", questions, library.screening.questions.len()),
    ] {
        let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        line!(text, "- {} of {all} {what}: {}", ids.len(), ids.join(", "));
    }
    line!(
        text,
        "\nDoses without a source of their own are project defaults within the rules of dosage.\n"
    );
}

fn conditions(library: &Library, text: &mut String) {
    line!(text, "## Condition presets\n");
    for condition in library.conditions.values() {
        line!(text, "### {} (`{}`)\n", condition.clinician, condition.id);
        line!(text, "- course: {}", condition.course);
        line!(text, "- pain limit: {} of 10", condition.pain_limit);
        for (phase, ids) in &condition.prefer {
            line!(text, "- comes first in `{phase}`: {}", ids.join(", "));
        }
        for avoided in &condition.avoid {
            let (exercise, until, because) = (&avoided.exercise, &avoided.until, &avoided.because);
            line!(text, "- left out up to and including `{until}`: {exercise}. {because}");
        }
        if !condition.precautions.is_empty() {
            line!(text, "- precautions: {}", condition.precautions.join(", "));
        }
        for note in &condition.clinician_notes {
            line!(text, "- note: {note}");
        }
        for citation in &condition.sources {
            line!(text, "- {}", said(citation));
        }
        line!(text, "");
    }
}

fn said(citation: &Citation) -> String {
    format!("**{}** ({}): {}", citation.key, citation.grade.as_str(), citation.says)
}

fn exercises(library: &Library, text: &mut String) {
    line!(text, "## Exercises\n");
    line!(text, "| exercise | kind | left out with | sources |\n|---|---|---|---|");
    for exercise in library.exercises.values() {
        let always = exercise.precautions.iter().cloned();
        let for_now = exercise.precautions_until.iter();
        let for_now = for_now.map(|(id, last)| format!("{id} (to {last})"));
        let barred: Vec<String> = always.chain(for_now).collect();
        let sources: Vec<String> = exercise.sources.iter().map(said).collect();
        let (id, kind) = (&exercise.id, exercise.kind.as_str());
        line!(text, "| `{id}` | {kind} | {} | {} |", barred.join(", "), cell(&sources.join("; ")));
    }
    line!(text, "");
}

fn precautions(library: &Library, text: &mut String) {
    line!(text, "## Precautions\n");
    line!(
        text,
        "| precaution | for the clinician | ends | exercises | sources |\n|---|---|---|---|---|"
    );
    for precaution in &library.precautions {
        let phases = &library.phases.phases;
        let bars = library.exercises.values().filter(|it| {
            phases.iter().any(|phase| library.barred_by(it, &precaution.id, &phase.id))
        });
        line!(
            text,
            "| `{}` | {} | {} | {} | {} |",
            precaution.id,
            cell(&format!("{}{}", precaution.clinician, limits(precaution))),
            cell(precaution.ends.as_deref().unwrap_or("-")),
            bars.count(),
            precaution.sources.join(", ")
        );
    }
    line!(text, "");
}

/// The limits that a precaution sets, to follow its words.
fn limits(precaution: &Precaution) -> String {
    let Precaution { bed, steady, no_tests, pain_limit, effort_limit, dose_share, .. } = precaution;
    let bed = bed.then(|| ". Nothing on the floor; a firm bed where that will do".to_owned());
    let steady = steady.then(|| ". No harder exercise offered".to_owned());
    let tests = no_tests.then(|| ". No tests at home".to_owned());
    let pain = pain_limit.map(|most| format!(". Pain at most {}", most.get()));
    let effort = effort_limit.map(|most| format!(". Effort at most {}", most.get()));
    let doses =
        dose_share.iter().map(|(phase, share)| format!(". {phase}: {} % of doses", share.get()));
    bed.into_iter().chain(steady).chain(tests).chain(pain).chain(effort).chain(doses).collect()
}

fn questions(library: &Library, text: &mut String) {
    line!(text, "## Safety questions\n");
    line!(text, "| question | asks | level | brings | sources |\n|---|---|---|---|---|");
    for question in &library.screening.questions {
        let choices = question.choices.iter();
        let of_choices =
            choices.map(|choice| format!("`{}`: {}", choice.id, choice.brings.join(", ")));
        let always = question.brings.join(", ");
        let always = Some(always).filter(|ids| !ids.is_empty());
        let brings: Vec<String> = always.into_iter().chain(of_choices).collect();
        let soft = if question.soft { " (soft: two of these are urgent)" } else { "" };
        line!(
            text,
            "| `{}` | {} | {:?}{soft} | {} | {} |",
            question.id,
            cell(&format!("{}{}", question.ask, offered(question))),
            question.level,
            brings.join("; "),
            question.sources.join(", ")
        );
    }
    line!(text, "");
    for rule in &library.screening.implied {
        line!(text, "- {}", implied(rule));
    }
    line!(text, "");
}

/// What counts as a yes to a question beside the answer to it.
fn implied(rule: &Implied) -> String {
    let ids = |ids: &[String], word: &str| {
        let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        ids.join(word)
    };
    let with = Some(ids(&rule.with, " or ")).filter(|with| !with.is_empty());
    let over = rule.over.map(|years| format!("an age over {years}"));
    let under = rule.under.map(|years| format!("an age under {years}"));
    let one: Vec<String> = with.into_iter().chain(over).chain(under).collect();
    let all = Some(ids(&rule.all, " and ")).filter(|all| !all.is_empty());
    let parts: Vec<String> = all.into_iter().chain(Some(one.join(" or "))).collect();
    let (question, parts) = (&rule.question, parts.join(", and "));
    format!("`{question}` counts as yes, whatever is answered to it, with {parts}.")
}

/// The choices of a question by id and name, to follow its words.
fn offered(question: &Question) -> String {
    let choices = question.choices.iter();
    choices.map(|choice| format!("<br>`{}`: {}", choice.id, choice.name)).collect()
}

fn sources(library: &Library, text: &mut String) {
    line!(text, "## Sources\n");
    let mut cited: BTreeMap<&str, usize> = BTreeMap::new();
    let of_exercises = library.exercises.values().flat_map(|it| &it.sources);
    let of_conditions = library.conditions.values().flat_map(|it| &it.sources);
    let of_advice = library.advice.iter().flat_map(|it| &it.sources);
    for citation in of_exercises.chain(of_conditions).chain(of_advice) {
        *cited.entry(&citation.key).or_default() += 1;
    }
    line!(text, "| key | what | read | claims |\n|---|---|---|---|");
    for source in &library.sources {
        let year = source.year.map(|year| year.to_string());
        let doi = source.doi.as_ref().map(|doi| format!("doi {doi}"));
        let parts = [&source.authors, &year, &source.title, &source.published, &doi];
        let what: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        let read = match source.read {
            Read::FullText => "full text",
            Read::Abstract => "abstract or first page",
            Read::Secondary => "through another page",
            Read::NotOpened => "not opened",
            Read::General => "general knowledge",
        };
        let claims = cited.get(source.key.as_str()).copied().unwrap_or_default();
        line!(text, "| {} | {} | {read} | {claims} |", source.key, cell(&what.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::built_in;

    /// `REGIMEN_UPDATE=1` writes the document anew.
    #[test]
    #[allow(clippy::disallowed_methods)] // A test keeps a file of the repository in step.
    fn the_document_in_the_repository_is_the_one_that_the_data_makes() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/clinical.md");
        let made = clinical(&built_in().unwrap());
        if std::env::var_os("REGIMEN_UPDATE").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let there = std::fs::read_to_string(&path).unwrap();
        assert!(
            there == made,
            "docs/clinical.md is out of step: REGIMEN_UPDATE=1 cargo test clinical"
        );
    }

    #[test]
    fn each_choice_of_a_question_is_told_with_what_it_brings() {
        let made = clinical(&built_in().unwrap());
        let row = made.lines().find(|line| line.starts_with("| `thr` |")).unwrap();
        for part in
            ["`lateral`: from the side", "`lateral`: thr-ant;", "`unknown`: thr-post, thr-ant |"]
        {
            assert!(row.contains(part), "{part}: {row}");
        }
    }

    #[test]
    fn every_exercise_preset_precaution_question_and_source_is_in_it() {
        let library = built_in().unwrap();
        let made = clinical(&library);
        let ids = library.exercises.keys().chain(library.conditions.keys());
        let ids = ids.chain(library.precautions.iter().map(|it| &it.id));
        for id in ids.chain(library.screening.questions.iter().map(|it| &it.id)) {
            assert!(made.contains(&format!("`{id}`")), "{id}");
        }
        for source in &library.sources {
            assert!(made.contains(&format!("\n| {} |", source.key)), "{}", source.key);
        }
    }
}
