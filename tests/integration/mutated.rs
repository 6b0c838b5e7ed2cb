//! Real files of the library with something broken in them: findings, never a panic.

use std::path::Path;

use regimen::finding::{Finding, Findings};
use regimen::library::{Condition, Exercise, with_files};
use regimen::source;

/// Copies of each file that are only read, which is quick.
const READ: u64 = 24;
/// Of all copies, those that are laid over the library and checked with it, which is slow.
const CHECKED: usize = 24;

/// Numbers that look random (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// The files of a folder of `routines/`, with their names there.
fn files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("routines");
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().display().to_string();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// One to three changes such as slips, merges that went wrong and cut copies make.
fn mutated(text: &str, draw: &mut Draw) -> Vec<u8> {
    let mut text = text.to_owned();
    for _ in 0..=draw.below(3) {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = draw.below(lines.len());
        match draw.below(8) {
            0 => _ = lines.remove(at),
            1 => lines.insert(at, lines[draw.below(lines.len())].clone()),
            2 => lines.truncate(at),
            3 => {
                let other = draw.below(lines.len());
                lines.swap(at, other);
            }
            4 => lines[at] = format!("  {}", lines[at]),
            5 => {
                let wild =
                    ["[", "{a: ", "- ", "&x ", "*x", "\"", ": ", "\t", "\u{0}", "🦵", "%", "|"];
                let line = &mut lines[at];
                let place =
                    (0..=draw.below(line.len() + 1)).rev().find(|i| line.is_char_boundary(*i));
                line.insert_str(place.unwrap(), draw.of(&wild));
            }
            6 => {
                let values =
                    ["-1", "999999999999999999999", "1e400", ".nan", "~", "[]", "{}", "yes", ""];
                if let Some((key, _)) = lines[at].clone().split_once(": ") {
                    lines[at] = format!("{key}: {}", draw.of(&values));
                }
            }
            _ => {
                let digits =
                    lines[at].replace(|c: char| c.is_ascii_digit(), draw.of(&["0", "9", "-7"]));
                lines[at] = digits;
            }
        }
        text = lines.join("\n");
        if text.is_empty() {
            break;
        }
    }
    text.into_bytes()
}

/// Every finding speaks, and an error comes with what cannot be used.
fn sound(name: &str, findings: &[Finding], useless: bool) {
    for finding in findings {
        assert!(!finding.message.is_empty(), "{name}");
    }
    assert!(!useless || findings.any_error(), "{name}: no value and no error");
}

#[test]
fn thousands_of_broken_copies_are_read_with_findings() {
    let mut draw = Draw(20_261_121);
    let mut copies = 0;
    let mut broken = 0;
    let mut some = Vec::new();
    for (name, text) in files("exercises").into_iter().chain(files("conditions")) {
        for _ in 0..READ {
            let bytes = mutated(&text, &mut draw);
            let (is_there, findings) = if name.starts_with("exercises") {
                let (value, findings) = source::read::<Exercise>(&name, &bytes);
                (value.is_some(), findings)
            } else {
                let (value, findings) = source::read::<Condition>(&name, &bytes);
                (value.is_some(), findings)
            };
            sound(&name, &findings, !is_there);
            copies += 1;
            broken += u32::from(!findings.is_empty());
            if !findings.any_error() && draw.below(8) == 0 {
                some.push((name.clone(), bytes));
            }
        }
    }
    assert!(copies >= 3_000, "{copies}");
    assert!(broken * 3 > copies, "{broken} of {copies} have findings");
    // Those that can be read are laid over the library, a spread of them, and checked with all else.
    let step = (some.len() / CHECKED).max(1);
    for file in some.into_iter().step_by(step) {
        let (library, findings) = with_files(std::slice::from_ref(&file));
        sound(&file.0, &findings, library.is_none());
    }
}

#[test]
fn broken_copies_of_the_other_files_are_findings_too() {
    let mut draw = Draw(5);
    let others: Vec<(String, String)> =
        files("").into_iter().filter(|(name, _)| !name.contains('/')).collect();
    assert!(others.len() >= 10);
    for (name, text) in others {
        let bytes = mutated(&text, &mut draw);
        let (library, findings) = with_files(&[(name.clone(), bytes)]);
        sound(&name, &findings, library.is_none());
    }
}
