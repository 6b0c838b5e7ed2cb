//! Packs a finished PDF: streams are compressed, small objects are gathered in streams.
//!
//! krilla writes each of some thousand structure elements as an object of its own and lists them in
//! a plain table, which makes up half of the file. Object and cross-reference streams are part of
//! PDF 1.5 and allowed in PDF/A-2 and PDF/UA-1 (ISO 32000-1, 7.5.7 and 7.5.8). Objects are moved as
//! they stand, so what krilla checked still holds. Content is written tersely (`terse`), and drawings
//! take the place of their stand-ins. Compressing it all here takes one compressor for the whole file
//! instead of one for each stream.

use flate2::{Compress, Compression, FlushCompress, Status};

use super::terse::terse;

/// Objects in a stream: few enough for a reader to fetch one quickly.
const OBJECTS: usize = 1000;
/// The level of compression, 0-9: with 6 the file is a hundredth larger, with 9 hardly smaller.
const LEVEL: u32 = 7;
/// The bytes of an entry of the cross-reference stream, by field: its kind, a place, an index.
const FIELDS: [usize; 3] = [1, 4, 2];
/// The length of a line of krilla's table of objects.
const LINE: usize = 20;

/// The same PDF, smaller, with drawings in the place of their stand-ins; without drawings, as it was
/// if it is not written as krilla writes.
pub(super) fn pack(bytes: Vec<u8>, drawings: &[Vec<u8>]) -> Option<Vec<u8>> {
    match packed(&bytes, drawings) {
        Some(packed) if packed.len() < bytes.len() || !drawings.is_empty() => Some(packed),
        _ => drawings.is_empty().then_some(bytes),
    }
}

fn packed(bytes: &[u8], drawings: &[Vec<u8>]) -> Option<Vec<u8>> {
    let file = File::read(bytes)?;
    let (large, small): (Vec<_>, Vec<_>) =
        file.objects.iter().partition(|object| object.body.ends_with(b"\nendstream"));
    let mut packer = Packer::new(file.head, file.size);
    for object in large {
        packer.large(object, drawings)?;
    }
    for (objects, number) in small.chunks(OBJECTS).zip(file.size..) {
        packer.small(number, objects)?;
    }
    packer.finish(file.trailer)
}

/// An object as it stands in the file.
struct Object<'a> {
    number: usize,
    /// What stands between `obj` and `endobj`.
    body: &'a [u8],
}

/// A PDF as krilla writes it.
struct File<'a> {
    /// What stands before the first object.
    head: &'a [u8],
    /// The objects as they follow one another.
    objects: Vec<Object<'a>>,
    /// One more than the highest number of an object.
    size: usize,
    /// The trailer's keys but for its size.
    trailer: Vec<u8>,
}

impl<'a> File<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let start = number(after(bytes, b"startxref\n", Last)?)?;
        let table = bytes.get(start..)?.strip_prefix(b"xref\n0 ")?;
        let size = number(table)?;
        let lines = after(table, b"\n", First)?;
        let (lines, rest) = lines.split_at_checked(size.checked_mul(LINE)?)?;
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (number_of, line) in lines.chunks_exact(LINE).enumerate() {
            if line.get(17) == Some(&b'n') {
                places.push((number(line)?, number_of));
            }
        }
        places.sort_unstable();
        let ends = places.iter().skip(1).map(|(place, _)| *place).chain([start]);
        let object = |((place, number), end): (&(usize, usize), usize)| {
            let body = after(bytes.get(*place..end)?, b" obj\n", First)?;
            Some(Object { number: *number, body: body.strip_suffix(b"\nendobj\n")? })
        };
        let objects = places.iter().zip(ends).map(object).collect::<Option<Vec<_>>>()?;
        let head = bytes.get(..places.first()?.0)?;
        Some(Self { head, objects, size, trailer: trailer(rest)? })
    }
}

/// The keys of the trailer but for its size, which changes.
fn trailer(rest: &[u8]) -> Option<Vec<u8>> {
    let keys = after(rest, b"trailer\n<<", First)?;
    let keys = &keys[..find(keys, b"\nstartxref", Last)?];
    without_number(keys.strip_suffix(b">>")?, b"/Size ")
}

/// A structure element without its type, which every one has and none needs (ISO 32000-1, 14.7.2).
fn without_type(body: &[u8]) -> [&[u8]; 2] {
    match body.strip_prefix(b"<</Type/StructElem") {
        Some(rest) => [b"<<", rest],
        None => [body, b""],
    }
}

/// Keys of a dictionary without one that has a number.
fn without_number(keys: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let (before, rest) = split(keys, key)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    Some([before, &rest[digits..]].concat())
}

/// A PDF in the making.
struct Packer {
    bytes: Vec<u8>,
    compressor: Compress,
    /// The cross-reference stream: an entry for each object by its number.
    entries: Vec<Entry>,
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Entry {
    /// Nowhere.
    Free,
    /// At a place in the file.
    At(usize),
    /// In the object stream of a number, at an index.
    In(usize, usize),
}

impl Packer {
    fn new(head: &[u8], size: usize) -> Self {
        let compressor = Compress::new(Compression::new(LEVEL), true);
        Self { bytes: head.to_vec(), compressor, entries: vec![Entry::Free; size] }
    }

    /// Writes an object that is a stream, compressed unless it is already or has to be plain:
    /// metadata are for programs that know no PDF.
    fn large(&mut self, object: &Object<'_>, drawings: &[Vec<u8>]) -> Option<()> {
        let (keys, data) = split(object.body, b"\nstream\n")?;
        let plain =
            [&b"/Filter"[..], b"/Metadata"].iter().all(|key| find(keys, key, First).is_none());
        if !plain {
            self.object(object.number, object.body);
            return Some(());
        }
        let keys = without_number(keys.strip_prefix(b"<<")?.strip_suffix(b">>")?, b"/Length ")?;
        let data = data.strip_suffix(b"\nendstream")?;
        let shorter;
        let form = find(&keys, b"/Subtype/Form", First).is_some();
        let data = if form && !data.is_empty() {
            drawings.get(first_number(data)?)?
        } else if keys.is_empty() {
            shorter = terse(data);
            shorter.as_deref().unwrap_or(data)
        } else {
            data
        };
        let body = self.stream(&keys, data)?;
        self.object(object.number, &body);
        Some(())
    }

    fn object(&mut self, number: usize, body: &[u8]) {
        self.entry(number, Entry::At(self.bytes.len()));
        self.bytes.extend(format!("{number} 0 obj\n").bytes());
        self.bytes.extend(body);
        self.bytes.extend(b"\nendobj\n");
    }

    /// Writes objects into an object stream: a list of numbers and places, then what they are.
    fn small(&mut self, number: usize, objects: &[&Object<'_>]) -> Option<()> {
        let mut list = String::new();
        let mut bodies = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            list.push_str(&format!("{} {} ", object.number, bodies.len()));
            bodies.extend(without_type(object.body).concat());
            bodies.push(b'\n');
            self.entry(object.number, Entry::In(number, index));
        }
        let keys = format!("/Type/ObjStm/N {}/First {}", objects.len(), list.len());
        let body = self.stream(keys.as_bytes(), &[list.as_bytes(), &bodies].concat())?;
        self.object(number, &body);
        Some(())
    }

    /// Writes the cross-reference stream, which stands for the table and the trailer.
    fn finish(mut self, trailer: Vec<u8>) -> Option<Vec<u8>> {
        let (number, place) = (self.entries.len(), self.bytes.len());
        self.entry(number, Entry::At(place));
        let width: usize = FIELDS.iter().sum();
        let [kind, at, index] = FIELDS;
        let keys = format!(
            "/Type/XRef/Size {}/W[{kind} {at} {index}]/DecodeParms<</Predictor 12/Columns {width}>>",
            self.entries.len()
        );
        let keys = [keys.as_bytes(), &trailer].concat();
        let rows = self.rows();
        let body = self.stream(&keys, &rows)?;
        self.object(number, &body);
        self.bytes.extend(format!("startxref\n{place}\n%%EOF").bytes());
        Some(self.bytes)
    }

    /// A compressed stream with its dictionary.
    fn stream(&mut self, keys: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        self.compressor.reset();
        // Data that do not shrink take a few bytes more for each 16 kB.
        let mut packed = Vec::with_capacity(data.len() + data.len() / 1000 + 64);
        let status = self.compressor.compress_vec(data, &mut packed, FlushCompress::Finish).ok()?;
        if status != Status::StreamEnd {
            return None;
        }
        let length = format!("/Filter/FlateDecode/Length {}>>\nstream\n", packed.len());
        Some([b"<<", keys, length.as_bytes(), &packed, b"\nendstream"].concat())
    }

    fn entry(&mut self, number: usize, entry: Entry) {
        if number >= self.entries.len() {
            self.entries.resize(number + 1, Entry::Free);
        }
        self.entries[number] = entry;
    }

    /// The entries, each less the one before it (PNG's filter `up`), so that they compress well.
    fn rows(&self) -> Vec<u8> {
        /// The number of the filter.
        const UP: u8 = 2;
        let mut rows = Vec::new();
        let mut before = Vec::new();
        for entry in &self.entries {
            let fields = match *entry {
                // No object 0 is ever used again, hence the highest generation.
                Entry::Free => [0, 0, usize::from(u16::MAX)],
                Entry::At(place) => [1, place, 0],
                Entry::In(stream, index) => [2, stream, index],
            };
            let row: Vec<u8> = fields
                .iter()
                .zip(FIELDS)
                .flat_map(|(field, width)| {
                    field.to_be_bytes()[size_of::<usize>() - width..].to_vec()
                })
                .collect();
            before.resize(row.len(), 0);
            rows.push(UP);
            rows.extend(row.iter().zip(&before).map(|(now, before)| now.wrapping_sub(*before)));
            before = row;
        }
        rows
    }
}

/// Which of several places is meant.
#[derive(Clone, Copy)]
enum Which {
    First,
    Last,
}
use Which::{First, Last};

/// Where words stand in some bytes.
fn find(bytes: &[u8], words: &[u8], which: Which) -> Option<usize> {
    let mut windows = bytes.windows(words.len());
    match which {
        First => windows.position(|window| window == words),
        Last => windows.rposition(|window| window == words),
    }
}

/// What follows words.
fn after<'a>(bytes: &'a [u8], words: &[u8], which: Which) -> Option<&'a [u8]> {
    find(bytes, words, which).map(|at| &bytes[at + words.len()..])
}

/// What stands before words and after them.
fn split<'a>(bytes: &'a [u8], words: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find(bytes, words, First)?;
    Some((&bytes[..at], &bytes[at + words.len()..]))
}

/// The number that comes first on the first path of some content.
fn first_number(content: &[u8]) -> Option<usize> {
    let before = &content[..find(content, b" m ", First)?];
    number(before.rsplit(|byte| *byte == b' ').nth(1)?)
}

/// The number that some bytes begin with.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[..digits]).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file as krilla writes it, with an object that is a stream and others that are not.
    fn plain(words: &str) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n%&&&&\n\n".to_vec();
        let bodies = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Count 0/Kids[]>>".to_owned(),
            format!("<</Length {}>>\nstream\n{words}\nendstream", words.len()),
            format!("[({words})]"),
        ];
        let mut places = Vec::new();
        for (number, body) in (1..).zip(&bodies) {
            places.push(file.len());
            file.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
        }
        let start = file.len();
        file.extend(b"xref\n0 5\n0000000000 65535 f\r\n");
        for place in places {
            file.extend(format!("{place:010} 00000 n\r\n").bytes());
        }
        file.extend(b"trailer\n<</Size 5/Root 1 0 R/ID[(a) (b)]>>\nstartxref\n");
        file.extend(format!("{start}\n%%EOF").bytes());
        file
    }

    #[test]
    fn a_packed_file_says_the_same() {
        let words = "very ".repeat(400);
        let file = plain(&words);
        let small = pack(file.clone(), &[]).unwrap();
        assert!(small.len() < file.len(), "{} bytes of {}", small.len(), file.len());
        let read = lopdf::Document::load_mem(&small).unwrap();
        let before = lopdf::Document::load_mem(&file).unwrap();
        for id in [1, 2, 4] {
            assert_eq!(read.objects.get(&(id, 0)), before.objects.get(&(id, 0)), "object {id}");
        }
        let content = |file: &lopdf::Document| {
            file.objects[&(3, 0)].as_stream().unwrap().get_plain_content().unwrap()
        };
        assert_eq!(content(&read), content(&before));
        for key in [&b"Root"[..], b"ID"] {
            assert_eq!(read.trailer.get(key).unwrap(), before.trailer.get(key).unwrap());
        }
    }

    #[test]
    fn what_is_not_as_krilla_writes_stays_as_it_is() {
        let file = plain(&"very ".repeat(400));
        let text = String::from_utf8_lossy(&file).into_owned();
        for (from, to) in [
            ("startxref", "start"),
            ("xref\n0 5", "xref\n1 5"),
            ("0 5\n", "0 9999999999\n"),
            ("trailer", "tail"),
            ("endobj", "end"),
        ] {
            let broken = text.replace(from, to).into_bytes();
            assert_eq!(pack(broken.clone(), &[]), Some(broken), "{from}");
        }
        assert_eq!(pack(Vec::new(), &[]), Some(Vec::new()));
        // A stand-in must not be taken for a drawing.
        assert_eq!(pack(Vec::new(), &[Vec::new()]), None);
    }
}
