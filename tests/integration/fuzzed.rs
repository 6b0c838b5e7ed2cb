//! Small files for every format, odd and ordinary, through what the fuzz targets call; and thousands of
//! copies of them with something broken.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::people::Draw;

#[path = "../../fuzz/entry.rs"]
mod entry;

/// A small file that takes longer hangs, however busy the machine is. The fuzz targets allow one second.
const MOST: Duration = Duration::from_secs(30);
/// Broken copies of each file in the ordinary suite; of exercises, which check the whole library, fewer.
const COPIES: u64 = 60;
const COPIES_OF_EXERCISES: u64 = 2;

fn corpus(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn run(entry: fn(&[u8]), path: &Path, bytes: &[u8]) {
    let begin = Instant::now();
    entry(bytes);
    let took = begin.elapsed();
    assert!(took < MOST, "{} took {took:?}", path.display());
}

#[test]
fn every_file_of_the_corpus_is_read_or_refused() {
    for (name, entry) in entry::ALL {
        // What is made once, such as the library, is not the file's time.
        entry(b"");
        let files = corpus(name);
        assert!(!files.is_empty(), "{name}");
        for (path, bytes) in files {
            assert!(bytes.len() <= 16 << 10, "{} is not small", path.display());
            run(entry, &path, &bytes);
        }
    }
}

/// One to four changes of bytes, of pieces, or of words that formats know.
fn broken(bytes: &[u8], others: &[(PathBuf, Vec<u8>)], draw: &mut Draw) -> Vec<u8> {
    const WORDS: [&[u8]; 20] = [
        b"[",
        b"]",
        b"{",
        b"}",
        b": ",
        b"\n- ",
        b"\"",
        b"'",
        b"|",
        b"&a ",
        b"*a",
        b"!!",
        b"\t",
        b"\0",
        b"-1",
        b"1e999",
        b"99999999999999999999",
        b"9999-12-31",
        b"~",
        "\u{202e}🦵".as_bytes(),
    ];
    let mut bytes = bytes.to_vec();
    for _ in 0..draw.between(1, 4) {
        let mut at = || usize::try_from(draw.below(bytes.len() as u64 + 1)).unwrap();
        let (one, two) = (at(), at());
        let (from, to) = (one.min(two), one.max(two).min(one.min(two) + 64));
        match draw.below(6) {
            0 => drop(bytes.drain(from..to)),
            1 => bytes.truncate(one),
            2 => drop(bytes.splice(one..one, draw.one_of(&WORDS).iter().copied())),
            3 if !bytes.is_empty() => {
                let at = one.min(bytes.len() - 1);
                bytes[at] = u8::try_from(draw.below(256)).unwrap();
            }
            4 => {
                let piece = bytes[from..to].to_vec();
                drop(bytes.splice(two..two, piece));
            }
            _ => {
                let (_, other) = draw.one_of(others);
                let begin = usize::try_from(draw.below(other.len() as u64 + 1)).unwrap();
                let piece = &other[begin..other.len().min(begin + 64)];
                drop(bytes.splice(one..one, piece.iter().copied()));
            }
        }
    }
    bytes
}

fn break_all(times: u64) {
    for (name, entry) in entry::ALL {
        entry(b"");
        let files = corpus(name);
        let copies = if name == "exercise" { COPIES_OF_EXERCISES } else { COPIES };
        for (number, (path, bytes)) in files.iter().enumerate() {
            let mut draw = Draw::new(number as u64);
            for _ in 0..copies * times {
                run(entry, path, &broken(bytes, &files, &mut draw));
            }
        }
    }
}

#[test]
fn broken_copies_are_read_or_refused() {
    break_all(1);
}

#[test]
#[ignore = "takes minutes"]
fn a_hundred_times_as_many_broken_copies_are_read_or_refused() {
    break_all(100);
}

#[test]
fn every_target_has_a_corpus_and_calls_its_entry() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for (name, _) in entry::ALL {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        let target = std::fs::read_to_string(fuzz.join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(target.contains("fuzz_target!") && target.contains("entry::"), "{name}");
    }
    let targets = std::fs::read_dir(fuzz.join("fuzz_targets")).unwrap().count();
    assert_eq!(targets, entry::ALL.len());
}
