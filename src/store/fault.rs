//! Where a test may end the process, as a power cut or `kill -9` would, or fill the disk: between any two
//! steps of a write.

#[cfg(not(test))]
pub(super) use quiet::may_come;
#[cfg(test)]
pub(super) use test::may_come;
#[cfg(test)]
pub(crate) use test::{death_at, full_disk_from};

#[cfg(not(test))]
mod quiet {
    #[allow(clippy::unnecessary_wraps)] // In tests it may fail.
    pub(in crate::store) const fn may_come() -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod test {
    use std::io;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// Steps that were taken since a fault was ordered.
    static TAKEN: AtomicU64 = AtomicU64::new(0);
    /// The step at which the process ends, from 1; 0 is never.
    static DEATH: AtomicU64 = AtomicU64::new(0);
    /// The first step that finds the disk full, from 1; 0 is never.
    static FULL: AtomicU64 = AtomicU64::new(0);

    /// Ends the process at the step with this number, from 1.
    pub(crate) fn death_at(step: u64) {
        DEATH.store(step, Ordering::SeqCst);
    }

    /// Lets every step from this one on find the disk full, from 1.
    pub(crate) fn full_disk_from(step: u64) {
        FULL.store(step, Ordering::SeqCst);
    }

    /// A step: nothing is cleaned up and no destructor runs when it is the last one.
    pub(in crate::store) fn may_come() -> io::Result<()> {
        let (death, full) = (DEATH.load(Ordering::SeqCst), FULL.load(Ordering::SeqCst));
        if death == 0 && full == 0 {
            return Ok(());
        }
        let step = TAKEN.fetch_add(1, Ordering::SeqCst) + 1;
        if step == death {
            std::process::abort();
        }
        if full > 0 && step >= full {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        Ok(())
    }
}
