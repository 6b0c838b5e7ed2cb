//! The record in a person's folder: plans that were handed out and the check-ins since.

use std::path::{Path, PathBuf};

use super::folder::{CHECKINS, Folder, PlanName};
use super::{Context, after};
use crate::finding::{Finding, Findings};
use crate::planner::plan::Plan;
use crate::progress::append::appended;
use crate::progress::load;
use crate::progress::model::{Checkin, Log};
use crate::store::Locked;
use crate::{source, store};

/// What a folder holds of a person's way so far.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The plans that were handed out, the earliest first.
    pub(super) plans: Vec<Plan>,
    pub(super) log: Log,
    /// The log's text, if there is a log.
    text: Option<String>,
}

/// Reads the plans and the log of a folder.
///
/// # Errors
/// All findings, if one of them is an error.
pub(super) fn history(folder: &Folder, context: &mut Context) -> Result<History, Vec<Finding>> {
    let mut history = History::default();
    let mut findings = Vec::new();
    for name in folder.plans().map_err(|finding| vec![finding])? {
        let path = folder.plan(name);
        let (plan, found) = read(&path, context, load::plan);
        history.plans.extend(plan);
        findings.extend(found);
    }
    let path = folder.checkins();
    if !context.is_absent(&path) {
        let (log, found) = read(&path, context, load::log);
        history.log = log.unwrap_or_default();
        history.text = context.texts.get(&path.display().to_string()).map(str::to_owned);
        findings.extend(found);
    }
    // A plan that was made again for the same day has taken the place of the one before.
    let replaced: Vec<bool> =
        history.plans.windows(2).map(|pair| pair[0].start == pair[1].start).collect();
    let mut replaced = replaced.into_iter();
    history.plans.retain(|_| !replaced.next().unwrap_or(false));
    if findings.any_error() { Err(findings) } else { Ok(history) }
}

/// A reader: a file's name and bytes -> what it holds, and findings.
type Load<T> = fn(&str, &[u8]) -> (Option<T>, Vec<Finding>);

/// Reads a file of a person's, by the reader of its format.
pub(super) fn read<T>(
    path: &Path,
    context: &mut Context,
    load: Load<T>,
) -> (Option<T>, Vec<Finding>) {
    let name = path.display().to_string();
    match context.read(path) {
        Err(finding) => (None, vec![finding]),
        Ok(bytes) => load(&name, &bytes),
    }
}

/// Adds check-ins to the end of the log, in one step. `history` was read under the same lock.
///
/// # Errors
/// A finding when the log cannot be written; it is as it was then.
pub(super) fn add(
    folder: &Folder,
    lock: &Locked,
    history: &History,
    new: &[Checkin],
) -> Result<(), Finding> {
    let name = folder.checkins().display().to_string();
    let text = appended(&name, history.text.as_deref(), &history.log, new)?;
    lock.replace(CHECKINS, text.as_bytes())
}

/// Hands a plan out: its page, and then the plan as data, which is the record. A plan that is recorded
/// already is not recorded again, and none is ever written over. Returns the page's file.
///
/// # Errors
/// A finding when something cannot be written.
pub(super) fn hand_out_under(
    lock: &Locked,
    folder: &Folder,
    plan: &Plan,
    page: &[u8],
) -> Result<PathBuf, Finding> {
    let plans = folder.plans()?;
    let text = source::write(plan);
    let recorded = PlanName::last(plan.start, &plans)
        .filter(|name| store::read(&folder.plan(*name)).is_ok_and(|old| old == text.as_bytes()));
    let name = recorded.unwrap_or_else(|| PlanName::next(plan.start, &plans));
    let written = folder.path().join(name.file("pdf"));
    lock.replace(&name.file("pdf"), page)?;
    if recorded.is_none() {
        lock.create(&name.file("yaml"), text.as_bytes())
            .map_err(|finding| after(std::slice::from_ref(&written), finding))?;
    }
    Ok(written)
}

/// The same under a lock of its own.
#[cfg(test)]
fn hand_out(folder: &Folder, plan: &Plan, page: &[u8]) -> Result<PathBuf, Finding> {
    hand_out_under(&store::lock(folder.path())?, folder, plan, page)
}

#[cfg(test)]
mod killed;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::fixture::handed_out;
    use jiff::civil::date;

    #[test]
    fn a_plan_is_recorded_once_and_never_written_over() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::of(temp.path()).unwrap();
        let first = handed_out(date(2026, 11, 23));
        let mut second = first.clone();
        second.seed += 1;
        let pages = [&first, &first, &second, &first].map(|plan| {
            let page = hand_out(&folder, plan, b"%PDF").unwrap();
            page.file_name().unwrap().to_string_lossy().into_owned()
        });
        // The first one again, after another one, is a plan of its own: the last one counts.
        let names = ["2026-11-23.pdf", "2026-11-23.pdf", "2026-11-23-2.pdf", "2026-11-23-3.pdf"];
        assert_eq!(pages, names);
        let texts = folder.plans().unwrap().into_iter().map(|name| store::read(&folder.plan(name)));
        let texts: Vec<Vec<u8>> = texts.map(Result::unwrap).collect();
        assert_eq!(texts[0], texts[2]);
        assert_ne!(texts[0], texts[1]);
    }
}
