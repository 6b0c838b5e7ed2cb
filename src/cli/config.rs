//! The user's defaults: a file in the platform's folder for settings, and `REGIMEN_*` variables over it.
//! Flags and the person's file win over both.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use etcetera::BaseStrategy as _;
use serde::Deserialize;
use serde_json::json;

use super::args::{ConfigCommand, ThingsFlag, paper};
use super::{Context, Output};
use crate::finding::{Code, Finding, Findings as _, Place};
use crate::library::Library;
use crate::profile::{Origin, PaperName, Person, Things, resolve};
use crate::{source, store};

/// The file, from the platform's folder for settings.
const FILE: &str = "regimen/config.yaml";
/// The variable that names another file.
const ELSEWHERE: &str = "REGIMEN_CONFIG";
const CLINIC: &str = "REGIMEN_CLINIC";
const PAPER: &str = "REGIMEN_PAPER";
const EQUIPMENT: &str = "REGIMEN_EQUIPMENT";
const LANGUAGE: &str = "REGIMEN_LANGUAGE";

/// The file as it is written. All keys may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    /// The clinic's file, from the folder of this file.
    #[serde(default)]
    clinic: Option<String>,
    #[serde(default)]
    paper: Option<PaperName>,
    /// What is at hand beside household things.
    #[serde(default)]
    equipment: Option<Things>,
    #[serde(default)]
    language: Option<String>,
}

/// A value, and the file or variable that it comes from.
#[derive(Debug, Clone)]
pub(super) struct From<T> {
    pub(super) value: T,
    pub(super) source: String,
}

/// What stands where neither a flag nor the person's file says anything.
#[derive(Debug, Clone, Default)]
pub(super) struct Defaults {
    pub(super) clinic: Option<From<PathBuf>>,
    paper: Option<From<PaperName>>,
    equipment: Option<From<Things>>,
    language: Option<From<String>>,
    /// The file that was looked for, where the platform has a folder for settings.
    file: Option<PathBuf>,
    /// Whether it is there.
    found: bool,
}

#[allow(clippy::disallowed_methods)] // The one place that asks the environment for defaults.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Reads the file and the variables.
pub(super) fn load(context: &mut Context) -> (Defaults, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut defaults = Defaults::default();
    let named = variable(ELSEWHERE).map(PathBuf::from);
    let usual =
        || Some(etcetera::base_strategy::choose_native_strategy().ok()?.config_dir().join(FILE));
    let must_be_there = named.is_some();
    defaults.file = named.or_else(usual);
    if let Some(file) = defaults.file.clone() {
        // Where nobody may look into the home folder there is no such file; a link that leads nowhere is one.
        defaults.found = store::is_there(&file);
        if must_be_there || defaults.found {
            findings.extend(defaults.lay_file(&file, context));
        }
    }
    findings.extend(defaults.lay_variables());
    context.texts.sort(&mut findings);
    (defaults, findings)
}

impl Defaults {
    fn lay_file(&mut self, file: &Path, context: &mut Context) -> Vec<Finding> {
        let name = file.display().to_string();
        let (config, findings) = match context.read(file) {
            Err(finding) => return vec![finding],
            Ok(bytes) => source::read::<Config>(&name, &bytes),
        };
        // A file of comments alone sets nothing.
        let blank = |finding: &Finding| finding.code == Code::Empty;
        if findings.iter().all(blank) && !findings.is_empty() {
            return Vec::new();
        }
        let Config { clinic, paper, equipment, language } = config.unwrap_or_default();
        self.clinic = clinic
            .map(|path| From { value: file.with_file_name("").join(path), source: name.clone() });
        self.paper = paper.map(|value| From { value, source: name.clone() });
        self.equipment = equipment.map(|value| From { value, source: name.clone() });
        self.language = language.map(|value| From { value, source: name });
        findings
    }

    fn lay_variables(&mut self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some(value) = given::<PathBuf>(CLINIC, &mut findings, |text| Ok(text.into())) {
            self.clinic = Some(value);
        }
        if let Some(value) = given(PAPER, &mut findings, paper) {
            self.paper = Some(value);
        }
        let things = |text: &str| ThingsFlag::from_str(text).map(|flag| flag.0);
        if let Some(value) = given(EQUIPMENT, &mut findings, things) {
            self.equipment = Some(value);
        }
        if let Some(value) = given(LANGUAGE, &mut findings, |text| Ok(text.to_owned())) {
            self.language = Some(value);
        }
        findings
    }

    /// What a person who says nothing else would be refused for.
    fn misunderstood(&self, library: &Library, context: &Context) -> Vec<Finding> {
        let area = library.areas.first().map(|area| area.id.clone());
        let mut person = Person { areas: area.into_iter().collect(), ..Person::default() };
        let mut origin = Origin::default();
        self.lay(&mut person, &mut origin);
        resolve(library, &person, &origin, context.today).1
    }

    /// Fills in what neither a flag nor the person's file says.
    pub(super) fn lay(&self, person: &mut Person, origin: &mut Origin) {
        let mut note = |key, source: &str| {
            origin.settings.insert(key, source.to_owned());
        };
        if let (None, Some(paper)) = (person.paper, &self.paper) {
            person.paper = Some(paper.value);
            note("paper", &paper.source);
        }
        if let (None, Some(things)) = (&person.equipment, &self.equipment) {
            person.equipment = Some(things.value.clone());
            note("equipment", &things.source);
        }
        if let (None, Some(language)) = (&person.language, &self.language) {
            person.language = Some(language.value.clone());
            note("language", &language.source);
        }
    }
}

/// The value of a variable, if it has one that can be read.
fn given<T>(
    name: &str,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Option<From<T>> {
    let text = variable(name)?;
    match read(text.trim()) {
        Ok(value) => Some(From { value, source: name.to_owned() }),
        Err(message) => {
            let message = format!("`{text}` is not understood: {message}");
            findings.push(Finding::error(Code::BadValue, message).at(Place::whole(name)));
            None
        }
    }
}

/// `regimen config show`: each default, and where it comes from.
pub(super) fn run(command: &ConfigCommand, library: &Library, context: &mut Context) -> Output {
    let ConfigCommand::Show { json } = command;
    let (defaults, mut findings) = load(context);
    if findings.any_error() {
        return Output::findings(findings);
    }
    findings.extend(defaults.misunderstood(library, context));
    let bytes = if *json { as_json(&defaults) } else { as_text(&defaults) };
    Output { bytes: bytes.into_bytes(), findings, ..Output::default() }
}

/// Each key, its value in words and its source; what nobody says has the program's own default.
fn rows(defaults: &Defaults) -> [(&'static str, String, String); 4] {
    let own = |value: &str| (value.to_owned(), "built in".to_owned());
    let clinic = defaults.clinic.as_ref();
    let clinic = clinic.map(|from| (from.value.display().to_string(), from.source.clone()));
    let paper = defaults.paper.as_ref().map(|from| {
        let name = if from.value == PaperName::Letter { "letter" } else { "a4" };
        (name.to_owned(), from.source.clone())
    });
    let equipment = defaults.equipment.as_ref();
    let equipment = equipment.map(|from| (things(&from.value), from.source.clone()));
    let language = defaults.language.as_ref().map(|from| (from.value.clone(), from.source.clone()));
    [
        ("clinic", clinic, "none"),
        ("paper", paper, "a4"),
        ("equipment", equipment, "none"),
        ("language", language, "en"),
    ]
    .map(|(key, given, usual)| {
        let (value, source) = given.unwrap_or_else(|| own(usual));
        (key, value, source)
    })
}

fn things(things: &Things) -> String {
    match things {
        Things::All => "all".to_owned(),
        Things::None => "none".to_owned(),
        Things::List(list) => list.join(","),
    }
}

fn file(defaults: &Defaults) -> String {
    defaults.file.as_ref().map_or_else(String::new, |file| file.display().to_string())
}

fn as_text(defaults: &Defaults) -> String {
    let rows = rows(defaults);
    let width = rows.iter().map(|(_, value, _)| value.chars().count()).max().unwrap_or(0);
    let line = |(key, value, source): &(&str, String, String)| {
        format!("{key:<10} {value:<width$}  {source}\n")
    };
    let there = if defaults.found { "" } else { " (not there)" };
    format!("{}file       {}{there}\n", rows.iter().map(line).collect::<String>(), file(defaults))
}

fn as_json(defaults: &Defaults) -> String {
    let values: serde_json::Map<String, serde_json::Value> = rows(defaults)
        .into_iter()
        .map(|(key, value, source)| (key.to_owned(), json!({"value": value, "source": source})))
        .collect();
    format!("{:#}\n", json!({"file": file(defaults), "found": defaults.found, "values": values}))
}
