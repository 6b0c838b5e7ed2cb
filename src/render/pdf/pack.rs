//! Packs a finished PDF: streams are compressed, small objects are gathered in streams.
//!
//! krilla writes each of some thousand structure elements as an object of its own and lists them in
//! a plain table, which makes up half of the file. Object and cross-reference streams are part of
//! PDF 1.5 and allowed in PDF/A-2 and PDF/UA-1 (ISO 32000-1, 7.5.7 and 7.5.8). Objects are moved as
//! they stand, so what krilla checked still holds. Pages and drawings take the place of their stand-ins.
//! Compressing it all here takes one compressor instead of one for each stream.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::paint::Painted;
use super::stream::{self, Stream};
use crate::parallel::each;

/// Objects in a stream: few enough for a reader to fetch one quickly.
const OBJECTS: usize = 1000;
/// The bytes of an entry of the cross-reference stream, by field: its kind, a place, an index.
const FIELDS: [usize; 3] = [1, 4, 2];
/// The length of a line of krilla's table of objects.
const LINE: usize = 20;

/// The same PDF, smaller, with its pages and drawings in the places of their stand-ins; without either, as
/// it was if it is not written as krilla writes. None if one has no place.
pub(super) fn pack(painted: &Painted) -> Option<Vec<u8>> {
    let plain = painted.pages.is_empty() && painted.forms.is_empty();
    match packed(painted) {
        Some(packed) if packed.len() < painted.bytes.len() || !plain => Some(packed),
        _ => plain.then(|| painted.bytes.clone()),
    }
}

fn packed(painted: &Painted) -> Option<Vec<u8>> {
    let file = File::read(&painted.bytes)?;
    let (large, small): (Vec<_>, Vec<_>) =
        file.objects.iter().partition(|object| object.body.ends_with(b"\nendstream"));
    let large = large.into_iter().map(|object| Part::large(object, painted));
    let small = small.chunks(OBJECTS).zip(file.size..);
    let small = small.map(|(objects, number)| Some(Part::small(number, objects)));
    let parts: Vec<Part<'_>> = large.chain(small).collect::<Option<_>>()?;
    let bodies = each(&parts, Part::body);
    let mut packer = Packer::new(file.head, file.size);
    for (part, body) in parts.iter().zip(bodies) {
        packer.part(part, &body?);
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

/// Keys of a dictionary without one that has a number.
fn without_number(keys: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let (before, rest) = split(keys, key)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    Some([before, &rest[digits..]].concat())
}

/// An object of the packed file before it is compressed.
struct Part<'a> {
    number: usize,
    data: Data<'a>,
    /// The small objects that stand in it, in their order.
    holds: Vec<usize>,
}

/// What stands in an object.
enum Data<'a> {
    /// What is written as it is.
    Plain(&'a [u8]),
    /// What is to be compressed, with the keys of the stream's dictionary.
    Small(Vec<u8>, Cow<'a, [u8]>),
    /// A page or a drawing, with its keys.
    Stream(Vec<u8>, &'a Stream),
}

impl<'a> Part<'a> {
    /// An object that is a stream: a page, a drawing, or what krilla wrote. It stays as it is if it is
    /// compressed already or has to be plain: metadata are for programs that know no PDF.
    fn large(object: &Object<'a>, painted: &'a Painted) -> Option<Self> {
        let (keys, data) = split(object.body, b"\nstream\n")?;
        let part = |data| Some(Self { number: object.number, data, holds: Vec::new() });
        let has = |key: &[u8]| find(keys, key, First).is_some();
        if has(b"/Filter") || has(b"/Metadata") {
            return part(Data::Plain(object.body));
        }
        let form = has(b"/Subtype/Form");
        let keys = without_number(keys.strip_prefix(b"<<")?.strip_suffix(b">>")?, b"/Length ")?;
        let data = data.strip_suffix(b"\nendstream")?;
        // A drawing of nothing has no stand-in.
        if form && !data.is_empty() {
            let form = painted.forms.get(first_number(data)?)?.as_ref()?;
            part(Data::Stream(keys, form.stream()))
        } else if keys.is_empty() && !painted.pages.is_empty() {
            part(Data::Stream(keys, painted.pages.get(first_number(data)?)?))
        } else {
            part(Data::Small(keys, Cow::Borrowed(data)))
        }
    }

    /// A stream of small objects: a list of numbers and places, then what they are.
    fn small(number: usize, objects: &[&Object<'_>]) -> Self {
        let mut list = String::new();
        let mut bodies = Vec::new();
        for object in objects {
            let _ = write!(list, "{} {} ", object.number, bodies.len());
            without_type(object.body).iter().for_each(|part| bodies.extend(*part));
            bodies.push(b'\n');
        }
        let keys = format!("/Type/ObjStm/N {}/First {}", objects.len(), list.len()).into_bytes();
        let data = [list.as_bytes(), &bodies].concat();
        let holds = objects.iter().map(|object| object.number).collect();
        Self { number, data: Data::Small(keys, Cow::Owned(data)), holds }
    }

    /// What stands between `obj` and `endobj`.
    fn body(&self) -> Option<Cow<'a, [u8]>> {
        match &self.data {
            Data::Plain(body) => Some(Cow::Borrowed(body)),
            Data::Small(keys, data) => Some(stream_of(keys, &stream::pack(data)?).into()),
            Data::Stream(keys, stream) => Some(stream_of(keys, stream.packed()?).into()),
        }
    }
}

/// A structure element without its type, which every one has and none needs (ISO 32000-1, 14.7.2).
fn without_type(body: &[u8]) -> [&[u8]; 2] {
    match body.strip_prefix(b"<</Type/StructElem") {
        Some(rest) => [b"<<", rest],
        None => [body, b""],
    }
}

/// A compressed stream with its dictionary.
fn stream_of(keys: &[u8], packed: &[u8]) -> Vec<u8> {
    let length = format!("/Filter/FlateDecode/Length {}>>\nstream\n", packed.len());
    [b"<<", keys, length.as_bytes(), packed, b"\nendstream"].concat()
}

/// A PDF in the making.
struct Packer {
    bytes: Vec<u8>,
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
        Self { bytes: head.to_vec(), entries: vec![Entry::Free; size] }
    }

    /// Writes a part with its body.
    fn part(&mut self, part: &Part<'_>, body: &[u8]) {
        for (index, number) in part.holds.iter().enumerate() {
            self.entry(*number, Entry::In(part.number, index));
        }
        self.object(part.number, body);
    }

    fn object(&mut self, number: usize, body: &[u8]) {
        self.entry(number, Entry::At(self.bytes.len()));
        self.bytes.extend(format!("{number} 0 obj\n").bytes());
        self.bytes.extend(body);
        self.bytes.extend(b"\nendobj\n");
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
        self.object(number, &stream_of(&keys, &stream::pack(&rows)?));
        self.bytes.extend(format!("startxref\n{place}\n%%EOF").bytes());
        Some(self.bytes)
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
    use std::sync::Arc;

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

    fn painted(bytes: Vec<u8>) -> Painted {
        Painted { bytes, ..Painted::default() }
    }

    #[test]
    fn a_packed_file_says_the_same() {
        let words = "very ".repeat(400);
        let file = plain(&words);
        let small = pack(&painted(file.clone())).unwrap();
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
            assert_eq!(pack(&painted(broken.clone())), Some(broken), "{from}");
        }
        assert_eq!(pack(&Painted::default()), Some(Vec::new()));
        // A stand-in must not be taken for a page or a drawing.
        assert_eq!(pack(&Painted { pages: vec![Arc::default()], ..Painted::default() }), None);
        assert_eq!(pack(&Painted { forms: vec![None], ..Painted::default() }), None);
    }
}
