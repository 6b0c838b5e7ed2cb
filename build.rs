//! Prepares the files of `routines/` and builds them into the program: YAML becomes JSON, which is read
//! many times faster and says the same. A file that is no YAML stops the build.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[allow(clippy::disallowed_methods)] // A build script reads the tree that it builds from.
fn main() -> io::Result<()> {
    let root =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("routines");
    println!("cargo::rerun-if-changed=routines");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&root).map_err(io::Error::other)?;
        let name = name.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file)?;
        let text = if name.ends_with(".yaml") { as_json(&name, &text)? } else { text };
        let _ = writeln!(table, "    ({name:?}, {text:?}),");
    }
    table.push_str("]\n");
    println!("cargo::rustc-env=REGIMEN_SOURCES={:016x}", sources(&root)?);
    println!("cargo::rustc-env=REGIMEN_TARGET={}", env::var("TARGET").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("routines.rs"), table)
}

/// A number for what the program is made of: another source, another number (FNV-1a). Plans of another
/// program are not taken for up to date.
#[allow(clippy::disallowed_methods)]
fn sources(routines: &Path) -> io::Result<u64> {
    let root = routines.with_file_name("");
    let mut files = Vec::new();
    // What is counted is watched too: Cargo runs the script again for nothing else.
    for name in ["Cargo.lock", "Cargo.toml", "src", "fonts"] {
        println!("cargo::rerun-if-changed={name}");
        every(&root.join(name), &mut files)?;
    }
    files.sort();
    let mut number: u64 = 0xcbf2_9ce4_8422_2325;
    for file in &files {
        for byte in fs::read(file)? {
            number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(number)
}

/// A file, or every file below a folder; nothing where neither is there, as in a package without a lock.
#[allow(clippy::disallowed_methods)]
fn every(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            every(&entry?.path(), files)?;
        }
    }
    Ok(())
}

fn as_json(name: &str, text: &str) -> io::Result<String> {
    let wrong =
        |error: &dyn std::fmt::Display| io::Error::other(format!("routines/{name}: {error}"));
    let value: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| wrong(&error))?;
    serde_json::to_string(&value).map_err(|error| wrong(&error))
}

#[allow(clippy::disallowed_methods)]
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ext| ext == "yaml" || ext == "ftl") {
            files.push(path);
        }
    }
    Ok(())
}
