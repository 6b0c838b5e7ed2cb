//! Packs the small objects of a finished PDF into compressed streams.
//!
//! krilla writes each of some thousand structure elements as an object of its own, which makes up
//! half of the file. Object streams are part of PDF 1.5 and allowed in PDF/A-2 and PDF/UA-1.

use lopdf::{Document, SaveOptions};

/// Objects in a stream: few enough for a reader to fetch one quickly.
const OBJECTS: usize = 200;
/// The level of compression, 0-9.
const LEVEL: u32 = 6;

/// The same PDF, smaller; as it was if it cannot be packed.
pub(super) fn pack(bytes: Vec<u8>) -> Vec<u8> {
    packed(&bytes).filter(|packed| packed.len() < bytes.len()).unwrap_or(bytes)
}

fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut document = Document::load_mem(bytes).ok()?;
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS)
        .compression_level(LEVEL)
        .build();
    let mut packed = Vec::with_capacity(bytes.len());
    document.save_with_options(&mut packed, options).ok()?;
    Some(packed)
}
