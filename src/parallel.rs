//! Work on one document or one explanation that falls into parts, on all cores. The result is the same on
//! any number of them.
//!
//! In a batch each thread has its own people, and whoever waits for another is lent out. There all is done
//! one after the other, on the thread that asks.

use rayon::Scope;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

/// Whether this thread has its own work beside others that have theirs.
fn is_one_of_many() -> bool {
    rayon::current_thread_index().is_some()
}

/// Whether there is somebody else to do a part of the work.
#[must_use]
pub fn has_help() -> bool {
    !is_one_of_many() && rayon::current_num_threads() > 1
}

/// What is made of each part, in their order.
pub fn each<T: Sync, R: Send>(parts: &[T], make: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if is_one_of_many() {
        parts.iter().map(make).collect()
    } else {
        parts.par_iter().map(make).collect()
    }
}

/// Others that do what they are given while this thread goes on.
#[derive(Debug)]
pub struct Helpers<'a, 'scope>(Option<&'a Scope<'scope>>);

impl<'scope> Helpers<'_, 'scope> {
    /// Gives away what may be done beforehand. It is not done at all if there is nobody else.
    pub fn give(&self, job: impl FnOnce() + Send + 'scope) {
        if let Some(scope) = self.0 {
            scope.spawn(|_| job());
        }
    }
}

/// Does something with others that help; all of it is done in the end.
pub fn with_helpers<'scope, R>(work: impl FnOnce(&Helpers<'_, 'scope>) -> R) -> R {
    if is_one_of_many() {
        return work(&Helpers(None));
    }
    rayon::in_place_scope(|scope| work(&Helpers(Some(scope))))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use rayon::ThreadPoolBuilder;

    use super::*;

    #[test]
    fn parts_keep_their_order() {
        let numbers: Vec<u32> = (0..1000).collect();
        let double = || each(&numbers, |number| 2 * number);
        let wanted: Vec<u32> = numbers.iter().map(|number| 2 * number).collect();
        assert_eq!(double(), wanted);
        let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(pool.install(double), wanted);
    }

    #[test]
    fn what_is_given_away_is_done_unless_there_is_nobody_else() {
        let done = AtomicU32::new(0);
        let work = || {
            with_helpers(|helpers| {
                (0..10).for_each(|_| helpers.give(|| _ = done.fetch_add(1, Ordering::Relaxed)));
            });
            done.swap(0, Ordering::Relaxed)
        };
        assert_eq!(work(), 10);
        assert_eq!(ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(work), 0);
    }
}
