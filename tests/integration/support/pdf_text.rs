//! What a screen reader finds in a PDF: its structure, and the words of each part in reading order.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test stops here")]

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, decode_text_string};

/// A part of the structure.
#[derive(Debug)]
pub(crate) struct Element {
    /// The standard name, for example `H1` or `TD`.
    pub(crate) role: String,
    /// The words that belong to it and not to a part of it.
    pub(crate) text: String,
    /// How many links on the page belong to it.
    pub(crate) links: usize,
    /// What it shows, if it is a picture.
    pub(crate) alt: Option<String>,
    /// Where it stands on its page, from the lower left corner in points: left, foot, right, top.
    pub(crate) area: Option<[f32; 4]>,
}

/// A PDF as a screen reader has it.
pub(crate) struct Read {
    /// The parts in reading order, each before its own parts.
    pub(crate) elements: Vec<Element>,
    /// The words in reading order, with a line for each part.
    pub(crate) text: String,
    /// The number of pages.
    pub(crate) pages: usize,
    /// The words that are no part of the text, page by page.
    pub(crate) artifacts: Vec<String>,
    /// How often a colour that is no grey is set.
    pub(crate) colours: usize,
    /// The size of the smallest words that are part of the text.
    pub(crate) smallest: f32,
    /// The drawings that are written apart from the pages: the bytes of each before compression.
    pub(crate) forms: Vec<usize>,
    /// How often such a drawing is shown.
    pub(crate) shown: usize,
}

impl Read {
    /// Reads a PDF.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("a PDF");
        let mut contents = BTreeMap::new();
        let mut artifacts = Vec::new();
        let (mut colours, mut smallest, mut shown) = (0, f32::MAX, 0);
        for page in document.page_iter() {
            let content = PageContent::new(&document, page);
            artifacts.push(content.artifacts);
            colours += content.colours;
            smallest = smallest.min(content.smallest);
            shown += content.shown;
            contents.insert(page, content.marked);
        }
        let pages = contents.len();
        let mut reader =
            Reader { document: &document, contents, elements: Vec::new(), text: String::new() };
        let root = dictionary(
            &document,
            document.catalog().expect("a catalog").get(b"StructTreeRoot").expect("tags"),
        );
        reader.children(root, None, usize::MAX);
        let (elements, text) = (reader.elements, reader.text);
        let mut forms = Vec::new();
        for content in forms_of(&document) {
            forms.push(content.len());
            let operations = Content::decode(&content).expect("content").operations;
            colours += operations.iter().filter(|operation| sets_colour(operation)).count();
        }
        Self { elements, text, pages, artifacts, colours, smallest, forms, shown }
    }

    /// The pictures in reading order.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(|element| element.role == "Figure")
    }

    /// How many parts have a role.
    pub(crate) fn count(&self, role: &str) -> usize {
        self.elements.iter().filter(|element| element.role == role).count()
    }

    /// The words of the parts with a role.
    pub(crate) fn texts(&self, role: &str) -> Vec<&str> {
        let parts = self.elements.iter().filter(|element| element.role == role);
        parts.map(|element| element.text.trim()).collect()
    }
}

struct Reader<'a> {
    document: &'a Document,
    contents: BTreeMap<ObjectId, BTreeMap<i64, String>>,
    elements: Vec<Element>,
    text: String,
}

impl Reader<'_> {
    fn children(&mut self, node: &Dictionary, page: Option<ObjectId>, element: usize) {
        let page = node.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let Ok(children) = node.get(b"K") else { return };
        match deref(self.document, children) {
            Object::Array(children) => {
                for child in children.clone() {
                    self.child(&child, page, element);
                }
            }
            child => self.child(&child.clone(), page, element),
        }
    }

    fn child(&mut self, child: &Object, page: Option<ObjectId>, parent: usize) {
        if let Ok(id) = child.as_i64() {
            return self.content(id, page, parent);
        }
        let node = dictionary(self.document, child).clone();
        if let Ok(id) = node.get(b"MCID").and_then(Object::as_i64) {
            let page = node.get(b"Pg").and_then(Object::as_reference).ok().or(page);
            return self.content(id, page, parent);
        }
        if node.has_type(b"OBJR") {
            self.elements[parent].links += 1;
            return;
        }
        let role = node.get(b"S").and_then(Object::as_name).expect("a role");
        let role = String::from_utf8_lossy(role).into_owned();
        let inline = role == "Link";
        if !inline && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        let alt = node.get(b"Alt").ok().map(|alt| decode_text_string(alt).expect("text"));
        let area = self.area(&node);
        self.elements.push(Element { role, text: String::new(), links: 0, alt, area });
        self.children(&node, page, self.elements.len() - 1);
        if !inline {
            self.text.push('\n');
        }
    }

    /// The area that a part's attributes tell.
    fn area(&self, node: &Dictionary) -> Option<[f32; 4]> {
        let attributes = match deref(self.document, node.get(b"A").ok()?) {
            Object::Array(all) => all.first()?,
            one => one,
        };
        let area = dictionary(self.document, attributes).get(b"BBox").ok()?;
        let numbers = area.as_array().expect("an area").iter();
        let numbers: Vec<f32> = numbers.map(|n| n.as_float().expect("a number")).collect();
        numbers.try_into().ok()
    }

    fn content(&mut self, id: i64, page: Option<ObjectId>, element: usize) {
        let page = page.expect("a page");
        let content = self.contents.get_mut(&page).and_then(|contents| contents.remove(&id));
        let content = content.expect("content that belongs to one part");
        self.elements[element].text.push_str(&content);
        self.text.push_str(&content);
    }
}

/// The words on a page by their marks.
struct PageContent {
    marked: BTreeMap<i64, String>,
    artifacts: String,
    colours: usize,
    smallest: f32,
    shown: usize,
}

/// What the words between two marks belong to.
enum Mark {
    Content(i64),
    Artifact,
    /// A mark inside another, which says nothing about where the words belong.
    Inner,
    /// Words that stand in the mark itself and not in what is shown.
    Actual(String),
}

impl PageContent {
    fn new(document: &Document, page: ObjectId) -> Self {
        let fonts = document.get_page_fonts(page).expect("fonts");
        let encodings: BTreeMap<Vec<u8>, Encoding> = fonts
            .iter()
            .map(|(name, font)| {
                (name.clone(), font.get_font_encoding(document).expect("an encoding"))
            })
            .collect();
        let mut content = Self {
            marked: BTreeMap::new(),
            artifacts: String::new(),
            colours: 0,
            smallest: f32::MAX,
            shown: 0,
        };
        let mut marks = Vec::new();
        let mut font: (&[u8], f32) = (&[], 0.0);
        let operations = document.get_and_decode_page_content(page).expect("content").operations;
        for operation in &operations {
            match operation.operator.as_str() {
                "BMC" | "BDC" => {
                    let mark = content.mark(operation);
                    if let Mark::Actual(text) = &mark {
                        content.owner(&marks, font.1).push_str(text);
                    }
                    marks.push(mark);
                }
                "EMC" => drop(marks.pop()),
                "Tf" => {
                    let [name, size] = operation.operands.as_slice() else { panic!("a font") };
                    font = (name.as_name().expect("a name"), size.as_float().expect("a size"));
                }
                "Tj" | "TJ" => content.show(operation, &encodings[font.0], font.1, &marks),
                _ if sets_colour(operation) => content.colours += 1,
                "Do" => {
                    // In the structure, or beside words that say all.
                    assert!(
                        marks.iter().any(|mark| matches!(mark, Mark::Content(_) | Mark::Artifact)),
                        "no picture"
                    );
                    content.shown += 1;
                }
                other => assert!(!matches!(other, "'" | "\""), "text by {other}"),
            }
        }
        content
    }

    fn mark(&mut self, operation: &Operation) -> Mark {
        let properties = operation.operands.get(1).and_then(|o| o.as_dict().ok());
        let id = properties.and_then(|p| p.get(b"MCID").ok()).and_then(|id| id.as_i64().ok());
        if let Some(id) = id {
            self.marked.entry(id).or_default();
            return Mark::Content(id);
        }
        if let Some(text) = properties.and_then(|properties| properties.get(b"ActualText").ok()) {
            return Mark::Actual(decode_text_string(text).expect("text"));
        }
        match operation.operands[0].as_name() {
            Ok(b"Artifact") => Mark::Artifact,
            _ => Mark::Inner,
        }
    }

    fn show(&mut self, operation: &Operation, encoding: &Encoding, size: f32, marks: &[Mark]) {
        if marks.iter().any(|mark| matches!(mark, Mark::Actual(_))) {
            return;
        }
        let text = self.owner(marks, size);
        let mut decode = |operand: &Object| {
            if let Object::String(bytes, _) = operand {
                text.push_str(&Document::decode_text(encoding, bytes).expect("text"));
            }
        };
        match &operation.operands[0] {
            Object::Array(parts) => parts.iter().for_each(&mut decode),
            part => decode(part),
        }
    }
}

impl PageContent {
    /// Where words of a size inside these marks belong.
    fn owner(&mut self, marks: &[Mark], size: f32) -> &mut String {
        match marks.iter().rev().find(|mark| !matches!(mark, Mark::Inner)) {
            Some(Mark::Content(id)) => {
                self.smallest = self.smallest.min(size);
                self.marked.get_mut(id).expect("a mark")
            }
            Some(_) => &mut self.artifacts,
            None => panic!("words outside any mark"),
        }
    }
}

/// The drawings of a document, as content.
fn forms_of(document: &Document) -> Vec<Vec<u8>> {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let forms = streams.filter(|stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
    });
    forms.map(|form| form.get_plain_content().expect("content")).collect()
}

/// Whether an operation sets a colour that is no grey.
fn sets_colour(operation: &Operation) -> bool {
    let setters = ["sc", "scn", "SC", "SCN", "rg", "RG", "k", "K"];
    setters.contains(&operation.operator.as_str()) && operation.operands.len() > 1
}

fn deref<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).expect("an object").1
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    deref(document, object).as_dict().expect("a dictionary")
}
