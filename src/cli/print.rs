//! A plan -> its page in a format -> a file, or standard output.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{CardsFlag, Format, PageArgs, PlanArgs};
use super::{Output, after, is_standard_output, outputs, range};
use crate::finding::{Code, Finding, Place};
use crate::handout::{
    CardForm, Document, Gallery, Handout, Look, Paper, calendar, document_parts, document_with,
};
use crate::planner::plan::Plan;
use crate::profile::{Origin, PaperName, Profile};
use crate::{render, store};

/// How the page is set, as the arguments and the person ask for it.
pub(super) fn look(args: &PlanArgs, profile: &Profile) -> Look {
    let paper = paper(profile.person.paper.unwrap_or_default());
    let cards = match args.page.cards {
        Some(CardsFlag::One) => CardForm::Large,
        Some(CardsFlag::Two) => CardForm::Full,
        Some(CardsFlag::Four) => CardForm::Short,
        // With letters that large a card takes most of a page.
        None if args.page.large_print => CardForm::Large,
        None => CardForm::Full,
    };
    let PageArgs { large_print, mono, .. } = args.page;
    // Who asks for the therapist's pages alone wants them to be there.
    let part = |part: &String| part.starts_with("clinician");
    let clinician = args.page.clinician || args.page.pages.iter().any(part);
    Look { paper, large_print, mono, cards, clinician }
}

/// The paper by its name.
pub(super) const fn paper(name: PaperName) -> Paper {
    match name {
        PaperName::A4 => Paper::A4,
        PaperName::Letter => Paper::Letter,
    }
}

/// What is printed of a plan and a person: without the name, if it is to stay off the page.
pub(super) fn shown<'a>(
    page: &PageArgs,
    plan: &'a Plan,
    profile: &'a Profile,
) -> (Cow<'a, Plan>, Cow<'a, Profile>) {
    let mut plan = Cow::Borrowed(plan);
    if page.anonymous {
        plan.to_mut().person.name = None;
    }
    (plan, shown_profile(page, profile))
}

/// What is printed of a person.
pub(super) fn shown_profile<'a>(page: &PageArgs, profile: &'a Profile) -> Cow<'a, Profile> {
    let mut profile = Cow::Borrowed(profile);
    if page.anonymous {
        let profile = profile.to_mut();
        profile.name = None;
        profile.person.name = None;
    }
    profile
}

/// The format that is asked for, or that the name of the file tells.
pub(super) fn format(args: &PlanArgs) -> Format {
    let of_output = || Format::of(&outputs::ending(args.output.as_deref()?)?);
    args.page.format.or_else(of_output).unwrap_or(Format::Pdf)
}

/// Whether the page is a PDF with all its parts.
pub(super) fn is_whole_pdf(args: &PlanArgs) -> bool {
    matches!(format(args), Format::Pdf) && args.page.pages.is_empty()
}

/// The bytes of the file, or of a file for each page.
pub(super) fn print(
    args: &PlanArgs,
    handout: &Handout,
    gallery: Option<&Gallery>,
) -> Result<Vec<Vec<u8>>, Vec<Finding>> {
    match format(args) {
        Format::Json => whole(args, render::json::json(handout.plan)),
        Format::Ics => whole(args, render::ics::ics(&calendar(handout)?).into_bytes()),
        format => pages(format, args, &parts(args, handout, gallery)?),
    }
}

/// A document as pages in a format; one that holds data and no pages gets a PDF.
pub(super) fn pages(
    format: Format,
    args: &PlanArgs,
    document: &Document,
) -> Result<Vec<Vec<u8>>, Vec<Finding>> {
    match format {
        Format::Text => Ok(vec![render::text::text(document).into_bytes()]),
        Format::Md => Ok(vec![render::md::md(document).into_bytes()]),
        Format::Svg => {
            let pages = render::pages::svg::svg(document)?;
            Ok(pages.into_iter().map(String::into_bytes).collect())
        }
        Format::Png => render::pages::png::png(document, args.page.dpi),
        Format::Pdf | Format::Json | Format::Ics => Ok(vec![render::pdf::pdf(document)?]),
    }
}

/// A referral is a page for people; there is no plan that could be data.
pub(super) fn no_data() -> Finding {
    Finding::error(Code::Conflict, "a referral is a page, and this format has none")
        .at(Place::whole(Origin::COMMAND_LINE))
}

/// The page, or the parts of it that are asked for.
fn parts(
    args: &PlanArgs,
    handout: &Handout,
    gallery: Option<&Gallery>,
) -> Result<Document, Vec<Finding>> {
    let own;
    let gallery = match gallery {
        Some(gallery) => gallery,
        None => {
            own = Gallery::of(handout.library);
            &own
        }
    };
    if args.page.pages.is_empty() {
        return document_with(handout, gallery);
    }
    document_parts(handout, gallery, &args.page.pages).map_err(|findings| {
        let here = |finding: Finding| finding.at(Place::whole(Origin::COMMAND_LINE));
        findings.into_iter().map(here).collect()
    })
}

/// A format that has no pages, and so no parts.
fn whole(args: &PlanArgs, bytes: Vec<u8>) -> Result<Vec<Vec<u8>>, Vec<Finding>> {
    if args.page.pages.is_empty() {
        return Ok(vec![bytes]);
    }
    Err(vec![no_pages()])
}

/// Parts of what has none.
pub(super) fn no_pages() -> Finding {
    Finding::error(Code::Conflict, "`--pages` chooses pages, and this format has none")
        .at(Place::path(Origin::COMMAND_LINE, "--pages"))
        .hint("take another format, or leave `--pages` out")
}

/// Where pages go that are not recorded; `usual` is the name that they have if none is given.
pub(super) fn destination(args: &PlanArgs, usual: &str) -> PathBuf {
    match (&args.output, format(args)) {
        (Some(path), _) => path.clone(),
        (None, Format::Pdf) => Path::new(usual).with_extension("pdf"),
        (None, Format::Svg) => Path::new(usual).with_extension("svg"),
        (None, Format::Png) => Path::new(usual).with_extension("png"),
        (None, _) => PathBuf::from("-"),
    }
}

/// Writes what was printed: to standard output, or to files, and then says what was written.
pub(super) fn deliver(
    args: &PlanArgs,
    usual: &str,
    mut files: Vec<Vec<u8>>,
    said: impl FnOnce(&str) -> String,
) -> Output {
    let path = destination(args, usual);
    if is_standard_output(&path) {
        return match (files.pop(), files.is_empty()) {
            (Some(bytes), true) => Output { bytes, ..Output::default() },
            _ => Output::findings(vec![several()]),
        };
    }
    let paths = names(&path, files.len());
    for (done, (path, bytes)) in paths.iter().zip(&files).enumerate() {
        if let Err(finding) = store::replace(path, bytes) {
            return Output::findings(vec![after(&paths[..done], finding)]);
        }
    }
    let mut message = said(&range(&paths));
    if let Some(page) = further(args, &path, paths.len()) {
        let _ = write!(message, "\n{} is of an earlier run, and was left there", page.display());
    }
    Output { message, written: paths, ..Output::default() }
}

/// The page that an earlier run with more pages left behind these.
fn further(args: &PlanArgs, path: &Path, count: usize) -> Option<PathBuf> {
    let next = if count == 1 { 1 } else { count + 1 };
    let page = numbered(path, next, digits(count));
    (has_many(args) && store::is_there(&page)).then_some(page)
}

fn several() -> Finding {
    let message = "several pictures cannot go to standard output";
    Finding::error(Code::CannotWrite, message)
        .hint("name a file with `-o`, or choose one page with `--pages`")
        .at(Place::whole(Origin::COMMAND_LINE))
}

/// The name of each of several files: `plan.svg` becomes `plan-01.svg`, `plan-02.svg` and so on.
fn names(path: &Path, count: usize) -> Vec<PathBuf> {
    if count == 1 {
        return vec![path.to_owned()];
    }
    (1..=count).map(|number| numbered(path, number, digits(count))).collect()
}

fn digits(count: usize) -> usize {
    count.to_string().len().max(2)
}

/// Whether the format has a file for each page.
pub(super) fn has_many(args: &PlanArgs) -> bool {
    matches!(format(args), Format::Svg | Format::Png)
}

/// Whether a file has the name of a page of several.
pub(super) fn is_numbered(path: &Path, file: &Path) -> bool {
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let (Some(whole), Some(page)) = (stem(path), stem(file)) else { return false };
    let number = page.strip_prefix(&whole).and_then(|rest| rest.strip_prefix('-'));
    let is_number = number.is_some_and(|number| {
        number.len() >= digits(1) && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_number && path.parent() == file.parent() && path.extension() == file.extension()
}

fn numbered(path: &Path, number: usize, digits: usize) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number:0digits$}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_pages_are_known_by_their_names() {
        let path = Path::new("out/plan.png");
        for count in [2, 40, 1000] {
            for page in names(path, count) {
                assert!(is_numbered(path, &page), "{}", page.display());
            }
        }
        for other in
            ["out/plan.png", "out/plan-1.png", "out/plan-x1.png", "out/plan-01.svg", "plan-01.png"]
        {
            assert!(!is_numbered(path, Path::new(other)), "{other}");
        }
    }
}
