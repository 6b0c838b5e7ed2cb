//! Content that is compressed once, however many files hold it.

use std::cell::RefCell;
use std::sync::OnceLock;

use flate2::{Compress, Compression, FlushCompress, Status};

/// The level of compression, 0-9: with 5 a file is three hundredths smaller and a batch takes a fifth
/// longer; with 2 a file is four hundredths larger and a batch takes as long.
const LEVEL: u32 = 3;

/// The content of a page or of a drawing.
#[derive(Debug, Default)]
pub(super) struct Stream {
    content: Vec<u8>,
    packed: OnceLock<Option<Vec<u8>>>,
}

impl Stream {
    pub(super) fn new(content: Vec<u8>) -> Self {
        Self { content, packed: OnceLock::new() }
    }

    /// The content as it was compressed first; none if that failed.
    pub(super) fn packed(&self) -> Option<&[u8]> {
        self.packed.get_or_init(|| pack(&self.content)).as_deref()
    }
}

thread_local! {
    /// The compressor of this thread: making one anew takes longer than clearing it.
    static COMPRESSOR: RefCell<Compress> =
        RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// Data compressed; none if that failed.
pub(super) fn pack(data: &[u8]) -> Option<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        // Data that do not shrink take a few bytes more for each 16 kB.
        let mut packed = Vec::with_capacity(data.len() + data.len() / 1000 + 64);
        let status = compressor.compress_vec(data, &mut packed, FlushCompress::Finish).ok()?;
        (status == Status::StreamEnd).then_some(packed)
    })
}
