//! How the keys of a person are written, for findings on a value that has another shape.

use crate::finding::{At, Code, Finding};

/// Keys whose value is no plain word, as one types them.
const SHAPES: [(&str, &str); 4] = [
    (
        "muscles",
        "`muscles: [{muscle: QL, side: right, severity: 5}]`; all but `muscle` may be left out",
    ),
    (
        "screening",
        "`screening: {no: all}`, or answers such as `{pregnant: no, thr: posterior}`; `regimen screen` writes them",
    ),
    ("exercises", "`exercises: {exclude: [str-plank]}`"),
    ("desk", "`desk: {days: [mon, tue], from: \"09:00\", to: \"17:30\"}`"),
];

/// Shows how a key is written where its value was a word or a list instead.
pub fn show_shapes(findings: &mut [Finding]) {
    for finding in findings {
        let Some(At::Path(path)) = finding.place.as_ref().map(|place| &place.at) else { continue };
        let other_shape = ["expected a list", "expected a mapping"]
            .iter()
            .any(|expected| finding.message.ends_with(expected));
        // Of the key itself or of an entry of its list; deeper values have keys of their own.
        let key = path.split('[').next().filter(|_| !path.contains('.'));
        let shape = SHAPES.iter().find(|(known, _)| key == Some(*known));
        if let Some((_, shape)) = shape.filter(|_| finding.code == Code::BadValue && other_shape) {
            finding.hint = Some(format!("write it so: {shape}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Person;
    use crate::source;

    #[test]
    fn a_value_of_another_shape_is_answered_with_the_right_one() {
        for (text, shown) in [
            ("muscles: [QL]", "{muscle: QL, side: right, severity: 5}"),
            ("muscles: [QL:right:5]", "{muscle: QL, side: right, severity: 5}"),
            ("muscles: QL", "{muscle: QL, side: right, severity: 5}"),
            ("screening: no", "{no: all}"),
            ("exercises: str-plank", "exclude"),
            ("exercises: {exclude: str-plank}", "`[str-plank]`"),
            ("desk: mon", "from:"),
            ("conditions: gtps", "`[gtps]`"),
        ] {
            let (_, mut findings) = source::read::<Person>("p.yaml", text.as_bytes());
            show_shapes(&mut findings);
            let hint = findings.first().and_then(|it| it.hint.clone()).unwrap_or_default();
            assert!(hint.contains(shown), "{text}: {findings:?}");
        }
    }

    /// What is shown can be read.
    #[test]
    fn the_shapes_are_those_of_the_format() {
        for (key, shape) in SHAPES {
            let text = shape.split('`').nth(1).unwrap();
            let (person, findings) = source::read::<Person>("p.yaml", text.as_bytes());
            assert!(person.is_some() && findings.is_empty(), "{key}: {findings:?}");
        }
    }
}
