//! Findings -> terminal: each one drawn on the text that it is about.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::finding::{At, Finding, Severity};
use crate::source::Marks;

/// The texts that were read, by the name that findings use.
#[derive(Debug, Default)]
pub(super) struct Texts(BTreeMap<String, String>);

impl Texts {
    /// Keeps a text for drawing; what is not UTF-8 cannot be drawn on.
    pub(super) fn keep(&mut self, name: &str, bytes: &[u8]) {
        if let Ok(text) = std::str::from_utf8(bytes) {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            self.0.insert(name.to_owned(), text.to_owned());
        }
    }
}

impl Texts {
    /// The text that was kept under a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Sorts findings by source and by their place in it.
    pub(super) fn sort(&self, findings: &mut [Finding]) {
        let marks: BTreeMap<&str, Marks> =
            self.0.iter().map(|(name, text)| (name.as_str(), Marks::of(name, text))).collect();
        findings.sort_by_key(|finding| {
            let place = finding.place.as_ref()?;
            let start =
                marks.get(place.source.as_str())?.locate(&place.at).map(|range| range.start);
            Some((place.source.clone(), start))
        });
    }
}

/// Draws findings, one paragraph each.
pub(super) fn draw(findings: &[Finding], texts: &Texts, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut marks: BTreeMap<&str, Marks> = BTreeMap::new();
    let mut drawn = String::new();
    for finding in findings {
        let place = finding.place.as_ref();
        let text = place.and_then(|place| texts.0.get_key_value(&place.source));
        let range = text.and_then(|(name, text)| {
            let marks = marks.entry(name).or_insert_with(|| Marks::of(name, text));
            marks.locate(&place?.at)
        });
        let report = match (text, range) {
            (Some((name, text)), Some(range)) => {
                let snippet = Snippet::source(text.as_str())
                    .path(name.as_str())
                    .annotation(AnnotationKind::Primary.span(range));
                title(finding).element(snippet)
            }
            _ => with_origin(title(finding), finding),
        };
        let report = match &finding.hint {
            Some(hint) => report.element(Level::HELP.message(hint.as_str())),
            None => report,
        };
        drawn.push_str(&renderer.render(&[report]));
        drawn.push_str("\n\n");
    }
    drawn
}

fn title(finding: &Finding) -> Group<'_> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    Group::with_title(level.primary_title(finding.message.as_str()).id(finding.code.as_str()))
}

/// The place of a finding that has no text to be drawn on.
fn with_origin<'a>(group: Group<'a>, finding: &'a Finding) -> Group<'a> {
    match &finding.place {
        Some(place) => {
            let path = match &place.at {
                At::Path(path) | At::Key(path) => format!("{}: {path}", place.source),
                _ => place.source.clone(),
            };
            group.element(annotate_snippets::Origin::path(path))
        }
        None => group,
    }
}
