//! What the program is made of: nothing that speaks to a network, and every licence written down.
//!
//! Reads `cargo metadata --offline`. Where only the crates of this platform were fetched, the tests look at
//! those. `REGIMEN_UPDATE=1` writes `THIRD_PARTY.md` anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Crates that speak to a network, or bring what does.
const REFUSED: &[&str] = &[
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "curl",
    "curl-sys",
    "dns-lookup",
    "h2",
    "hickory-proto",
    "hickory-resolver",
    "http",
    "hyper",
    "hyper-util",
    "isahc",
    "libssh2-sys",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "schannel",
    "security-framework",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "url",
    "webpki",
    "ws",
];

/// Crates that can open a socket and are there for something else: who may bring them, and why.
const EXPLAINED: &[(&str, &[&str], &str)] = &[
    (
        "mio",
        &["crossterm", "signal-hook-mio"],
        "waits for keys at the terminal; its sockets are for other programs, and nobody here names them",
    ),
    (
        "rustix",
        &["crossterm", "tempfile", "terminal_size"],
        "files and terminals; built without its feature `net`",
    ),
];

/// Licences that ask for no more than to be named and printed.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// The packages that the program is built from, on every platform: not those of tests and benches.
struct Tree {
    packages: Vec<Value>,
    /// By package: who depends on it, and its features.
    users: BTreeMap<String, BTreeSet<String>>,
    features: BTreeMap<String, BTreeSet<String>>,
    /// Whether all platforms are in it.
    whole: bool,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn metadata(more: &[&str]) -> Option<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(more)
        .current_dir(root())
        .output()
        .unwrap();
    output.status.success().then(|| serde_json::from_slice(&output.stdout).unwrap())
}

fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

impl Tree {
    fn read() -> Self {
        let all = metadata(&[]);
        let whole = all.is_some();
        let data =
            all.or_else(|| metadata(&["--filter-platform", &host()])).expect("cargo metadata");
        let nodes: BTreeMap<String, &Value> =
            list(&data["resolve"]["nodes"]).iter().map(|node| (word(&node["id"]), node)).collect();
        let root = word(&data["resolve"]["root"]);
        let names: BTreeMap<String, String> = list(&data["packages"])
            .iter()
            .map(|one| (word(&one["id"]), word(&one["name"])))
            .collect();
        let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut features: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![root.clone()];
        while let Some(id) = open.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            let node = nodes[&id];
            let of_package = features.entry(names[&id].clone()).or_default();
            of_package.extend(list(&node["features"]).iter().map(word));
            for dependency in list(&node["deps"]) {
                let shipped =
                    list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev");
                if shipped {
                    let used = word(&dependency["pkg"]);
                    users.entry(names[&used].clone()).or_default().insert(names[&id].clone());
                    open.push(used);
                }
            }
        }
        let packages = list(&data["packages"]).iter();
        let packages =
            packages.filter(|one| seen.contains(&word(&one["id"])) && word(&one["id"]) != root);
        Self { packages: packages.cloned().collect(), users, features, whole }
    }

    fn names(&self) -> BTreeSet<String> {
        self.packages.iter().map(|package| word(&package["name"])).collect()
    }
}

#[test]
fn nothing_in_the_program_speaks_to_a_network() {
    let tree = Tree::read();
    let names = tree.names();
    assert!(names.len() > 100, "the tree was read: {}", names.len());
    let refused: Vec<&&str> = REFUSED.iter().filter(|name| names.contains(**name)).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let asynchronous = |name: &&String| name.starts_with("tokio") || name.starts_with("async-");
    assert!(!names.iter().any(|name| asynchronous(&name)));
    for (name, may, why) in EXPLAINED {
        assert!(!why.is_empty());
        let users = tree.users.get(*name).cloned().unwrap_or_default();
        let others: Vec<&String> =
            users.iter().filter(|user| !may.contains(&user.as_str())).collect();
        assert!(others.is_empty(), "{name} is brought by {others:?} too");
    }
    assert!(!tree.features["rustix"].contains("net"));
}

/// The licence of a package, with `/` as `OR`.
fn licence(package: &Value) -> String {
    word(&package["license"]).replace('/', " OR ")
}

/// Whether one of the choices that a licence leaves is allowed in all of its parts.
fn is_allowed(licence: &str) -> bool {
    licence.split(" AND ").all(|part| {
        let part = part.trim().trim_matches(['(', ')']);
        part.split(" OR ").any(|one| ALLOWED.contains(&one.trim().trim_matches(['(', ')'])))
    })
}

#[test]
fn every_licence_lets_the_program_be_given_away() {
    for package in &Tree::read().packages {
        let licence = licence(package);
        assert!(is_allowed(&licence), "{}: `{licence}`", package["name"]);
    }
    assert!(!is_allowed("GPL-3.0-only") && !is_allowed("MIT AND GPL-2.0-only") && !is_allowed(""));
}

/// The texts of the files of a package that say who wrote it and on what terms, by the file's name; the
/// code of others that it carries along in folders has its own.
fn notices(package: &Value) -> Vec<(String, String)> {
    let folder = PathBuf::from(word(&package["manifest_path"])).with_file_name("");
    let mut found = Vec::new();
    notices_under(&folder, &mut found);
    found.sort();
    found.dedup();
    found
}

fn notices_under(folder: &Path, found: &mut Vec<(String, String)>) {
    let terms = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"];
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().to_uppercase();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            notices_under(&entry.path(), found);
        } else if terms.iter().any(|word| name.starts_with(word))
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            found.push((name, text));
        }
    }
}

/// The lines that name who holds the rights.
fn holders(notices: &[(String, String)]) -> BTreeSet<String> {
    let lines = notices.iter().flat_map(|(_, text)| text.lines()).map(str::trim);
    let named = lines.filter(|line| {
        let line = line.to_lowercase();
        line.starts_with("copyright")
            && line.chars().any(|c| c.is_ascii_digit() || c == '©')
            && !line.contains("[yyyy]")
    });
    named.map(|line| line.replace('|', "/")).collect()
}

fn row(package: &Value) -> String {
    let by = holders(&notices(package));
    let by = by.into_iter().collect::<Vec<_>>().join("; ");
    let (name, version) = (word(&package["name"]), word(&package["version"]));
    format!("| {name} | {version} | {} | {by} |", licence(package))
}

/// Texts of licences that are neither MIT nor Apache-2.0, each once.
fn texts(tree: &Tree) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in &tree.packages {
        let licence = licence(package);
        let known = ["MIT", "Apache-2.0"];
        let parts = licence.split(" AND ");
        let other = parts.clone().any(|part| {
            !part.split(" OR ").any(|one| known.contains(&one.trim().trim_matches(['(', ')'])))
        });
        let terms = notices(package)
            .into_iter()
            .filter(|(name, _)| !name.contains("MIT") && !name.contains("APACHE"));
        for (_, text) in terms.filter(|_| other) {
            let text = text.replace("\r\n", "\n").trim().to_owned();
            texts.entry(text).or_default().insert(word(&package["name"]));
        }
    }
    texts
}

fn third_party(tree: &Tree) -> String {
    let mut text = String::from(
        "# Third-party software\n\nWhat the program is built from, on any platform, with its licence. Made by \
         `REGIMEN_UPDATE=1 cargo test --test integration dependencies` from `cargo metadata`; a test \
         compares. Where a licence leaves a choice (`OR`), MIT or Apache-2.0 is taken: their texts are \
         `LICENSE-MIT` (with the names below in the place of ours) and `LICENSE-APACHE`; the C code in \
         `libdeflate-sys` and `libmimalloc-sys` is under MIT. The fonts are \
         described in `fonts/`. Other texts stand at the end.\n\n\
         | package | version | licence | rights |\n|---|---|---|---|\n",
    );
    let mut packages: Vec<&Value> = tree.packages.iter().collect();
    packages.sort_by_key(|package| (word(&package["name"]), word(&package["version"])));
    for package in packages {
        let _ = writeln!(text, "{}", row(package));
    }
    for (terms, names) in texts(tree) {
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        let _ = write!(text, "\n## Of {names}\n\n```text\n{terms}\n```\n");
    }
    text
}

#[test]
fn every_package_stands_in_third_party() {
    let tree = Tree::read();
    let path = root().join("THIRD_PARTY.md");
    if std::env::var_os("REGIMEN_UPDATE").is_some() {
        assert!(tree.whole, "run `cargo fetch` first, so that all platforms are seen");
        fs::write(&path, third_party(&tree)).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap();
    if tree.whole {
        assert!(
            stored == third_party(&tree),
            "run REGIMEN_UPDATE=1 cargo test --test integration dependencies"
        );
    }
    for package in &tree.packages {
        assert!(stored.contains(&row(package)), "{}", row(package));
    }
}

#[test]
fn the_rules_for_cargo_deny_are_those_of_these_tests() {
    let deny = fs::read_to_string(root().join("deny.toml")).unwrap();
    for name in REFUSED {
        assert!(deny.contains(&format!("\"{name}\"")), "deny.toml does not refuse {name}");
    }
    let licences = deny.split("allow = [").nth(1).unwrap().split(']').next().unwrap();
    for licence in ALLOWED {
        assert!(licences.contains(&format!("\"{licence}\"")), "deny.toml does not allow {licence}");
    }
    assert_eq!(licences.matches('"').count(), 2 * ALLOWED.len());
}
