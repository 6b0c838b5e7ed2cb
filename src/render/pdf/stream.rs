//! Content that is compressed once, however many files hold it.

use std::cell::RefCell;
use std::sync::OnceLock;

use libdeflater::{CompressionLvl, Compressor};

/// The level of compression, 0-12: with 1 packing takes half as long, and a file is a thirteenth larger.
const LEVEL: i32 = 5;

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
    /// The compressor of this thread and the space that it writes to: both take longer to make than to
    /// use again.
    static PACKER: RefCell<(Option<Compressor>, Vec<u8>)> = RefCell::new((compressor(), Vec::new()));
}

/// A compressor; none if there is no such level.
fn compressor() -> Option<Compressor> {
    CompressionLvl::new(LEVEL).ok().map(Compressor::new)
}

/// Data compressed; none if that failed.
pub(super) fn pack(data: &[u8]) -> Option<Vec<u8>> {
    PACKER.with_borrow_mut(|(compressor, space)| {
        let compressor = compressor.as_mut()?;
        let most = compressor.zlib_compress_bound(data.len());
        space.resize(most.max(space.len()), 0);
        let size = compressor.zlib_compress(data, space).ok()?;
        Some(space[..size].to_vec())
    })
}
