//! `regimen batch`: the plan of everybody under a folder, many at a time.
//!
//! Nothing is kept in memory that grows with the number of people: the folder is walked twice, once to
//! count and once to work, and the report is written as the work goes. One person's bad data never stops
//! the rest.

mod people;
mod progress;
mod report;
mod seal;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::args::{BatchArgs, Format, PersonArgs, PlanArgs};
use super::exit::Exit;
use super::folder::PERSON;
use super::{Context, Output, outputs, plan, print};
use crate::finding::{Code, Finding, Findings as _, Place};
use crate::handout::Gallery;
use crate::library::Library;
use crate::profile::Origin;
use crate::store;
use people::{Found, People, Unit};
use progress::Progress;
pub(super) use progress::Show;
use report::{Counts, Entry, Report, State};
pub(super) use seal::Hashes;
use seal::Sealer;

/// People that are worked on before the report is written on. More waste less time at the end of each
/// piece of work; fewer take less memory.
const AT_ONCE: usize = 256;
/// What a person's folder calls a page that is no record, without the ending.
const PAGE: &str = "plan";

pub(super) fn run(args: &BatchArgs, library: &Library, context: &Context) -> Output {
    match Batch::new(args, library, context).and_then(|batch| batch.run()) {
        Ok(output) => output,
        Err(finding) => Output::findings(vec![finding]),
    }
}

/// What the work on every person needs.
struct Batch<'a> {
    args: &'a BatchArgs,
    library: &'a Library,
    context: &'a Context<'a>,
    gallery: Gallery<'a>,
    sealer: Sealer,
    pool: ThreadPool,
    /// Where the people really are: nothing outside of it is read.
    root: PathBuf,
    /// Whether somebody wants the work to end.
    ended: Arc<AtomicBool>,
}

impl<'a> Batch<'a> {
    fn new(
        args: &'a BatchArgs,
        library: &'a Library,
        context: &'a Context<'a>,
    ) -> Result<Self, Finding> {
        sound(args)?;
        // As many as the machine has cores, unless the user says otherwise.
        let pool = ThreadPoolBuilder::new().num_threads(args.jobs.unwrap_or(0)).build();
        let pool = pool.map_err(|error| cannot_start(&error))?;
        let ended = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&ended);
        ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed))
            .map_err(|error| cannot_start(&error))?;
        if let Some(output) = args.output.as_ref().filter(|_| !args.dry_run) {
            store::make_folder(output)?;
        }
        let sealer = Sealer::new(args, library, &context.defaults);
        let root = store::real(&args.folder)?;
        let gallery = Gallery::of(library);
        Ok(Self { args, library, context, gallery, sealer, pool, root, ended })
    }

    fn run(&self) -> Result<Output, Finding> {
        let all = self.people(&|_| {}).count() as u64;
        let progress = Progress::new(all, self.context.show);
        let mut report = Report::new(self.args.report.as_deref(), self.library)?;
        let mut counts = Counts::default();
        let visit = |folder: &str| self.clear(folder);
        let mut people = self.people(&visit);
        while !self.is_ended() {
            let found: Vec<Found> = people.by_ref().take(AT_ONCE).collect();
            if found.is_empty() {
                break;
            }
            for entry in self.work(&found, &progress) {
                counts.add(entry.state);
                report.add(&entry)?;
            }
        }
        progress.finish();
        report.finish(&counts, self.is_ended())?;
        Ok(self.output(&counts))
    }

    fn output(&self, counts: &Counts) -> Output {
        let failed = (counts.failed() > 0).then_some(Exit::Failed);
        if self.is_ended() {
            let message = format!("{counts}; ended early: the same with --resume does the rest");
            return Output { message, exit: Some(Exit::Interrupted), ..Output::default() };
        }
        Output { message: counts.to_string(), exit: failed, ..Output::default() }
    }

    fn is_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// The people of this run, in a fixed order.
    fn people<'b>(&'b self, visit: &'b dyn Fn(&str)) -> impl Iterator<Item = Found> + 'b {
        let shard = self.args.shard.unwrap_or_default();
        People::under(&self.args.folder, visit).filter(move |found| shard.has(found.name()))
    }

    /// Clears away what a run that died left in a folder of the people and in its counterpart.
    fn clear(&self, folder: &str) {
        if self.args.dry_run {
            return;
        }
        store::clear(&self.args.folder.join(folder));
        if let Some(output) = &self.args.output {
            let counterpart = output.join(folder);
            // It may be a link to what is none of ours.
            if store::is_inside(output, &counterpart) {
                store::clear(&counterpart);
            }
        }
    }

    /// Those who are through when the work is ended.
    fn work(&self, found: &[Found], progress: &Progress) -> Vec<Entry> {
        let one = |found: &Found| {
            if self.is_ended() {
                return None;
            }
            let entry = self.entry(found);
            progress.note(&entry);
            Some(entry)
        };
        // A plan takes long enough to be handed out alone.
        self.pool.install(|| found.par_iter().with_max_len(1).filter_map(one).collect())
    }

    fn entry(&self, found: &Found) -> Entry {
        match found {
            Found::Person(unit) => self
                .one(unit)
                .unwrap_or_else(|finding| Entry::failed(unit.name.clone(), vec![finding])),
            Found::Refused(name, finding) => Entry::failed(name.clone(), vec![finding.clone()]),
        }
    }

    fn one(&self, unit: &Unit) -> Result<Entry, Finding> {
        let state = |state| Ok(Entry::of(unit.name.clone(), state));
        if let Some(since) = self.args.since
            && !unit.files().iter().any(|file| store::is_changed_since(file, since))
        {
            return state(State::Unchanged);
        }
        let place = self.place(unit);
        if self.args.resume && self.sealer.holds(&place.seal) {
            return state(State::UpToDate);
        }
        if self.args.dry_run {
            return state(State::Would);
        }
        self.prepare(&place)?;
        self.make(unit, &place)
    }

    /// Where a person's plan goes. Files and folders of one name never meet: `ann.yaml` has `ann.pdf`, and
    /// the folder `ann` has `ann/plan.pdf`.
    fn place(&self, unit: &Unit) -> Placed {
        let root = self.args.output.as_deref().unwrap_or(&self.args.folder);
        let ending = self.args.page.format.unwrap_or(Format::Pdf).ending();
        let path = root.join(&unit.name);
        let (page, folder) = if unit.folder {
            (path.join(format!("{PAGE}.{ending}")), path)
        } else {
            let folder = path.parent().map_or_else(|| root.to_owned(), Path::to_owned);
            (path.with_extension(ending), folder)
        };
        let asked = self.args.output.is_some() || self.args.page.format.is_some();
        let name = page.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let seal = folder.join(format!(".{name}.seal"));
        let recorded = unit.folder && !asked;
        Placed { page: (!recorded).then_some(page), folder, seal }
    }

    /// Makes the folder that is written to, if it is one for plans alone, and sees that it is no other.
    fn prepare(&self, place: &Placed) -> Result<(), Finding> {
        let root = self.args.output.as_deref().unwrap_or(&self.args.folder);
        if self.args.output.is_some() {
            store::make_folder_in(root, &place.folder)?;
        }
        let plans = place.folder.join("plans");
        for written in [&place.folder, &plans, &place.seal].into_iter().chain(&place.page) {
            if !store::is_inside(root, written) {
                return Err(super::outside(written));
            }
        }
        Ok(())
    }

    /// Plans and prints one person.
    fn make(&self, unit: &Unit, place: &Placed) -> Result<Entry, Finding> {
        let args = PlanArgs {
            who: PersonArgs { person: Some(unit.path.clone()), ..PersonArgs::default() },
            output: place.page.clone(),
            page: self.args.page.clone(),
            ..PlanArgs::default()
        };
        let mut written = outputs::of_one(&args);
        written.extend_from_slice(&self.context.outputs);
        let mut context = Context {
            colour: false,
            show: Show::Nothing,
            within: Some(self.root.clone()),
            gallery: Some(&self.gallery),
            defaults: self.context.defaults.clone(),
            outputs: written,
            ..Context::on(self.context.today)
        };
        let made = plan::run(&args, self.library, &mut context);
        let state = match (made.findings.any_error(), made.exit) {
            (true, _) => State::Failed,
            (false, Some(Exit::Refer)) => State::Stopped,
            (false, _) if made.written.is_empty() => State::Kept,
            (false, _) => State::Done,
        };
        if state == State::Done {
            self.sealer.seal(&place.seal, &context.read, &made.written)?;
        }
        // The report is for machines as well: what to do for safety is never left out.
        let says = made.said(false);
        let name = unit.name.clone();
        let left = place.page.clone().filter(|page| state == State::Stopped && page.exists());
        Ok(Entry { name, state, written: made.written, says, findings: made.findings, left })
    }
}

/// Where a person's plan goes.
struct Placed {
    /// The page's file; none for a person's folder that keeps a record.
    page: Option<PathBuf>,
    /// The folder that is written to.
    folder: PathBuf,
    seal: PathBuf,
}

/// Whether the command can be carried out at all.
fn sound(args: &BatchArgs) -> Result<(), Finding> {
    let wrong = |code, message: String| {
        Finding::error(code, message).at(Place::whole(Origin::COMMAND_LINE))
    };
    let folder = args.folder.display();
    if !args.folder.is_dir() {
        return Err(wrong(Code::Unreadable, format!("`{folder}` is not a folder"))
            .hint("name the folder that holds the people"));
    }
    if store::is_there(&args.folder.join(PERSON)) {
        return Err(wrong(Code::Conflict, format!("`{folder}` is one person, not many"))
            .hint("use `regimen plan`, or name the folder above it"));
    }
    if args.report.as_deref().is_some_and(super::is_standard_output) {
        return Err(wrong(Code::Conflict, "the report cannot go to standard output".to_owned())
            .hint("name a file"));
    }
    if matches!(args.page.format, Some(Format::Json | Format::Ics)) && !args.page.pages.is_empty() {
        return Err(print::no_pages());
    }
    Ok(())
}

fn cannot_start(error: &dyn std::fmt::Display) -> Finding {
    Finding::error(Code::CannotWrite, format!("the work cannot be started: {error}"))
        .at(Place::whole(Origin::COMMAND_LINE))
}

#[cfg(test)]
mod killed;
