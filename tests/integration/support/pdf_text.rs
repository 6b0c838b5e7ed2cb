//! What a screen reader finds in a PDF: its structure, and the words of each part in reading order.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test stops here")]

use std::collections::BTreeMap;

use lopdf::content::Operation;
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
}

impl Read {
    /// Reads a PDF.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("a PDF");
        let mut contents = BTreeMap::new();
        let mut artifacts = Vec::new();
        let (mut colours, mut smallest) = (0, f32::MAX);
        for page in document.page_iter() {
            let content = PageContent::new(&document, page);
            artifacts.push(content.artifacts);
            colours += content.colours;
            smallest = smallest.min(content.smallest);
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
        Self { elements, text, pages, artifacts, colours, smallest }
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
        self.elements.push(Element { role, text: String::new(), links: 0 });
        self.children(&node, page, self.elements.len() - 1);
        if !inline {
            self.text.push('\n');
        }
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
                "sc" | "scn" | "SC" | "SCN" | "rg" | "RG" | "k" | "K" => {
                    content.colours += usize::from(operation.operands.len() > 1);
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

fn deref<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).expect("an object").1
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    deref(document, object).as_dict().expect("a dictionary")
}
