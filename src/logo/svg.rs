//! A logo of paths.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::atomic::{AtomicBool, Ordering};

use usvg::roxmltree::{Document, Node as XmlNode, ParsingOptions};
use usvg::tiny_skia_path::{Path, PathSegment, Transform};
use usvg::{BlendMode, FillRule, Group, ImageHrefResolver, Node, Options, Paint, PaintOrder, Tree};

use super::{Art, Colour, Fault, Logo, Patch, Step};

/// The most steps of all outlines together: far more than a logo has.
const STEPS: usize = 100_000;
/// The deepest that elements may be nested, and the longest chain of elements that name one another. The
/// reader of XML goes through elements in a loop; that of SVG calls itself for each level and each link.
const DEEPEST: usize = 64;
const LONGEST: usize = 4;
/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";
/// What to do with a picture that holds more than flat paths.
const AS_PNG: &str = "save the logo as PNG, or as SVG with flat colours and text as paths";

/// Whether a file is text with an `svg` element.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.contains("<svg") || text.contains(":svg"))
}

pub(super) fn read(bytes: &[u8]) -> Result<Logo, Fault> {
    let linked = AtomicBool::new(false);
    let damaged =
        |why: &dyn Display| Fault::new(format!("the SVG is damaged ({why})"), "save it again");
    let text = std::str::from_utf8(bytes).map_err(|error| damaged(&error))?;
    let rules = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, rules).map_err(|error| damaged(&error))?;
    if is_deep(&document) || is_linked(&document) {
        return Err(Fault::new("the SVG is nested too deep", AS_PNG));
    }
    if document.descendants().any(holds_words) {
        return Err(Fault::new("the SVG holds text", AS_PNG));
    }
    let tree = Tree::from_xmltree(&document, &options(&linked)).map_err(|error| damaged(&error))?;
    if linked.load(Ordering::Relaxed) {
        return Err(Fault::new("the SVG holds a picture", AS_PNG));
    }
    let mut patches = Patches::default();
    patches.group(tree.root(), 1.0)?;
    if patches.0.is_empty() {
        return Err(Fault::new("the SVG shows nothing", AS_PNG));
    }
    let size = tree.size();
    Ok(Logo { width: size.width(), height: size.height(), art: Art::Patches(patches.0) })
}

fn is_deep(document: &Document<'_>) -> bool {
    document.descendants().any(|node| node.ancestors().nth(DEEPEST).is_some())
}

/// Whether elements name one another in a circle or in a long chain, those within them included.
fn is_linked(document: &Document<'_>) -> bool {
    let mut links: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for node in document.descendants() {
        let within: Vec<&str> = node.ancestors().filter_map(|it| it.attribute("id")).collect();
        let linking = node.attributes().filter(|it| it.name() == "href" || has_link(it.value()));
        let named: Vec<&str> = linking.flat_map(|attribute| names(attribute.value())).collect();
        for id in within {
            links.entry(id).or_default().extend(&named);
        }
    }
    // What names nothing that is left is the end of a chain.
    for _ in 0..LONGEST {
        let left: BTreeSet<&str> = links.keys().copied().collect();
        links.retain(|_, named| !named.is_disjoint(&left));
    }
    // Which elements a style sheet gives a link to is not known here: with one thing to link to there is
    // no chain, and the reader looks for a thing that is linked to itself.
    let mut linkable =
        document.descendants().filter(|node| LINKABLE.contains(&node.tag_name().name()));
    let mut sheets = document.descendants().filter(|node| node.has_tag_name((SVG, "style")));
    let styled = sheets.any(|sheet| sheet.descendants().any(|it| it.text().is_some_and(has_link)));
    !links.is_empty() || styled && linkable.nth(1).is_some()
}

/// What a style sheet can link to, and what links to an element from there.
const LINKABLE: [&str; 6] = ["clipPath", "feImage", "filter", "marker", "mask", "pattern"];

fn has_link(text: &str) -> bool {
    text.to_ascii_lowercase().contains("url")
}

/// The names that a link leads to: after each `#`, up to what cannot be in a name.
fn names(value: &str) -> impl Iterator<Item = &str> {
    value.split('#').skip(1).filter_map(|rest| rest.split([')', '"', '\'', ' ']).next())
}

/// Whether an element is of those whose words the reader passes over, so that the logo would lose them.
/// What is foreign to SVG may be offered to a program that knows it, beside what all others show.
fn holds_words(node: XmlNode<'_, '_>) -> bool {
    let is = |node: XmlNode<'_, '_>, name: &str| node.has_tag_name((SVG, name));
    let offered = node.has_attribute("requiredExtensions")
        && node.parent().is_some_and(|parent| is(parent, "switch"));
    is(node, "text") || is(node, "foreignObject") && !offered
}

/// Options under which nothing but the text itself is read; a picture in it is only noted.
fn options(linked: &AtomicBool) -> Options<'_> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| {
                linked.store(true, Ordering::Relaxed);
                None
            }),
            resolve_string: Box::new(|_, _| {
                linked.store(true, Ordering::Relaxed);
                None
            }),
        },
        ..Options::default()
    }
}

/// Painted areas, from back to front.
#[derive(Default)]
struct Patches(Vec<Patch>);

impl Patches {
    /// Adds what a group shows; `opacity` is that of the groups around it.
    fn group(&mut self, group: &Group, opacity: f32) -> Result<(), Fault> {
        let more = [
            (group.mask().is_some(), "a mask"),
            (!group.filters().is_empty(), "a filter"),
            (group.blend_mode() != BlendMode::Normal, "a blend mode"),
            (cuts(group), "a clip path"),
        ];
        if let Some((_, what)) = more.into_iter().find(|(there, _)| *there) {
            return Err(Fault::new(format!("the SVG holds {what}"), AS_PNG));
        }
        let opacity = opacity * group.opacity().get();
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, opacity)?,
                Node::Path(path) if path.is_visible() => self.path(path, opacity)?,
                Node::Path(_) => {}
                Node::Image(_) => return Err(Fault::new("the SVG holds a picture", AS_PNG)),
                Node::Text(_) => return Err(Fault::new("the SVG holds text", AS_PNG)),
            }
        }
        Ok(())
    }

    /// Adds the inside and the line of a path, the line as an area of its own.
    fn path(&mut self, path: &usvg::Path, opacity: f32) -> Result<(), Fault> {
        let place = path.abs_transform();
        let fill = path.fill().map(|fill| {
            let even_odd = fill.rule() == FillRule::EvenOdd;
            let colour = colour(fill.paint(), opacity * fill.opacity().get())?;
            Ok(patch(path.data().clone(), place, even_odd, colour))
        });
        let line = path.stroke().map(|stroke| {
            let colour = colour(stroke.paint(), opacity * stroke.opacity().get())?;
            let pen = stroke.to_tiny_skia();
            let dashed = match &pen.dash {
                Some(dash) => path.data().dash(dash, 1.0),
                None => Some(path.data().clone()),
            };
            let outline = dashed.and_then(|path| path.stroke(&pen, 1.0));
            Ok(outline.and_then(|outline| patch(outline, place, false, colour)))
        });
        let mut both = [fill, line];
        if path.paint_order() == PaintOrder::StrokeAndFill {
            both.reverse();
        }
        for patch in both.into_iter().flatten() {
            self.0.extend(patch?);
        }
        let steps: usize = self.0.iter().map(|patch| patch.path.len()).sum();
        if steps > STEPS {
            return Err(Fault::new("the SVG has too many details", AS_PNG));
        }
        Ok(())
    }
}

/// Whether a group's clip path cuts anything off. Drawing programs put one round the whole picture.
fn cuts(group: &Group) -> bool {
    let Some(clip) = group.clip_path() else { return false };
    let [Node::Path(edge)] = clip.root().children() else { return true };
    let straight = |segment: PathSegment| {
        matches!(segment, PathSegment::MoveTo(_) | PathSegment::LineTo(_) | PathSegment::Close)
    };
    let place = group.abs_transform().pre_concat(clip.transform());
    let Some(edge) = edge.data().clone().transform(place.pre_concat(edge.abs_transform())) else {
        return true;
    };
    let (round, own) = (edge.bounds(), group.abs_stroke_bounding_box());
    // A rectangle that lies straight is as large as what surrounds it.
    let rectangle = edge.len() <= 6 && edge.segments().all(straight) && is_upright(&edge);
    // Half a thousandth of the picture is rounding.
    let slack = 5e-4 * (own.width() + own.height());
    !(rectangle
        && round.left() <= own.left() + slack
        && round.top() <= own.top() + slack
        && round.right() >= own.right() - slack
        && round.bottom() >= own.bottom() - slack)
}

/// Whether every corner of a path is a corner of its bounds.
fn is_upright(path: &Path) -> bool {
    let bounds = path.bounds();
    path.points().iter().all(|point| {
        (point.x == bounds.left() || point.x == bounds.right())
            && (point.y == bounds.top() || point.y == bounds.bottom())
    })
}

fn colour(paint: &Paint, opacity: f32) -> Result<Colour, Fault> {
    let Paint::Color(colour) = paint else {
        return Err(Fault::new("the SVG holds a gradient or a pattern", AS_PNG));
    };
    let alpha = (opacity * 255.0).round().clamp(0.0, 255.0) as u8;
    Ok(Colour { rgb: [colour.red, colour.green, colour.blue], alpha })
}

/// An area at its place; none if that place has no size.
fn patch(path: Path, place: Transform, even_odd: bool, colour: Colour) -> Option<Patch> {
    let path = path.transform(place)?;
    Some(Patch { path: steps(&path), even_odd, colour })
}

fn steps(path: &Path) -> Vec<Step> {
    let mut at = (0.0, 0.0);
    let mut steps = Vec::new();
    for segment in path.segments() {
        let (step, end) = match segment {
            PathSegment::MoveTo(to) => (Step::Move(to.x, to.y), (to.x, to.y)),
            PathSegment::LineTo(to) => (Step::Line(to.x, to.y), (to.x, to.y)),
            PathSegment::QuadTo(by, to) => {
                let third = |from: f32, by: f32| from + 2.0 / 3.0 * (by - from);
                let (a, b) = (third(at.0, by.x), third(at.1, by.y));
                let (c, d) = (third(to.x, by.x), third(to.y, by.y));
                (Step::Curve([a, b, c, d, to.x, to.y]), (to.x, to.y))
            }
            PathSegment::CubicTo(a, b, to) => {
                (Step::Curve([a.x, a.y, b.x, b.y, to.x, to.y]), (to.x, to.y))
            }
            PathSegment::Close => (Step::Close, at),
        };
        steps.push(step);
        at = end;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> Result<Logo, Fault> {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
             width='40' height='20'>{inside}</svg>"
        );
        assert!(looks_like(text.as_bytes()));
        read(text.as_bytes())
    }

    fn patches(logo: Logo) -> Vec<Patch> {
        let Art::Patches(patches) = logo.art else { panic!() };
        patches
    }

    #[test]
    fn paths_keep_place_colour_and_order() {
        let logo = svg("<g transform='translate(5 0)' opacity='0.5'><rect width='10' height='10' \
                        fill='#102030' stroke='red'/></g>");
        let logo = logo.unwrap();
        assert_eq!((logo.width, logo.height), (40.0, 20.0));
        let patches = patches(logo);
        assert_eq!(patches.len(), 2);
        assert_eq!(patches[0].colour, Colour { rgb: [16, 32, 48], alpha: 128 });
        assert_eq!(patches[0].path[0], Step::Move(5.0, 0.0));
        assert_eq!(patches[1].colour.rgb, [255, 0, 0]);
    }

    #[test]
    fn a_clip_path_round_the_whole_is_no_clip_path() {
        let clip = |width: u32| {
            svg(&format!(
                "<clipPath id='c'><rect width='{width}' height='20'/></clipPath>\
                 <g clip-path='url(#c)'><circle cx='20' cy='10' r='8'/></g>"
            ))
        };
        assert_eq!(patches(clip(40).unwrap()).len(), 1);
        assert!(clip(20).unwrap_err().message.contains("a clip path"));
    }

    /// Elements one within the other.
    fn nested(start: &str, end: &str) -> String {
        format!("{}{}", start.repeat(50_000), end.repeat(50_000))
    }

    /// Elements of which each links to the next, and the last one to the first.
    fn circle(element: &str, link: &str, count: usize) -> String {
        let one = |i: usize| {
            let link = link.replace("NEXT", &format!("c{}", (i + 1) % count));
            format!("<{element} id='c{i}' {link}><rect width='9' height='9'/></{element}>")
        };
        let all: String = (0..count).map(one).collect();
        format!("{all}<g clip-path='url(#c0)' mask='url(#c0)'><rect width='9' height='9'/></g>")
    }

    #[test]
    fn links_as_programs_write_them_are_followed() {
        let inside = "<defs><g id='dot'><circle cx='20' cy='10' r='8' fill='#123'/></g></defs>\
                      <clipPath id='page'><rect width='40' height='20'/></clipPath>\
                      <style>.whole{clip-path:url(#page)}</style>\
                      <g id='layer' class='whole'><use xlink:href='#dot'/></g>";
        assert_eq!(patches(svg(inside).unwrap()).len(), 1);
    }

    /// The stack of a test's thread is as small as that of any thread that reads a logo.
    #[test]
    fn the_deepest_that_is_let_through_is_read() {
        let (start, end) = ("<g opacity='0.9'>".repeat(DEEPEST - 5), "</g>".repeat(DEEPEST - 5));
        let link = |i: usize| {
            let next = format!("<use xlink:href='#c{}'/><rect width='9' height='9'/>", i + 1);
            format!("<g id='c{i}'>{start}{next}{end}</g>")
        };
        let all: String = (0..LONGEST).map(link).collect();
        assert!(svg(&all).is_ok());
    }

    #[test]
    fn what_is_foreign_is_refused_unless_it_is_for_the_program_that_wrote_it() {
        let foreign = "<foreignObject width='9' height='9'><p xmlns='http://www.w3.org/1999/xhtml'>\
                       Clinic</p></foreignObject><rect width='9' height='9'/>";
        assert!(svg(foreign).unwrap_err().message.contains("text"));
        assert!(svg(&format!("<switch>{foreign}</switch>")).unwrap_err().message.contains("text"));
        let illustrator = "<switch><foreignObject requiredExtensions='http://ns.adobe.com/ai/' \
                           width='1' height='1'/><g><rect width='9' height='9'/></g></switch>";
        assert_eq!(patches(svg(illustrator).unwrap()).len(), 1);
    }

    #[test]
    fn what_a_page_would_not_show_as_it_stands_is_refused() {
        let gradient = "<linearGradient id='g'><stop stop-color='red'/><stop offset='1'/>\
                        </linearGradient><rect width='9' height='9' fill='url(#g)'/>";
        for (inside, what) in [
            ("<text>Hi</text>", "text"),
            ("<image width='9' height='9' xlink:href='/etc/hostname'/>", "a picture"),
            ("<image width='9' height='9' xlink:href='data:image/png;base64,iVBO'/>", "a picture"),
            (gradient, "a gradient"),
            ("", "shows nothing"),
            (&nested("<g>", "</g>"), "too deep"),
            (&nested("<g><!-- </g> -->", "</g>"), "too deep"),
            (&nested("<g id='/>'>", "</g>"), "too deep"),
            (&circle("clipPath", "clip-path='url(#NEXT)'", 3), "too deep"),
            (&circle("clipPath", "style='clip-path: url( \"#NEXT\" )'", 3), "too deep"),
            (
                "<g id='a'><use xlink:href='#b'/></g><g id='b'><use xlink:href='#c'/></g>\
                 <g id='c'><use xlink:href='#a'/></g>",
                "too deep",
            ),
            (&circle("mask", "mask='url(#NEXT)'", 9_000), "too deep"),
            (
                &format!("<style>*{{clip-path:url(#c0)}}</style>{}", circle("clipPath", "", 3)),
                "too deep",
            ),
            ("<g", "damaged"),
        ] {
            let fault = svg(inside).unwrap_err();
            assert!(fault.message.contains(what), "{what}: {}", fault.message);
        }
    }
}
