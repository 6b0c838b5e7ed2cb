//! `schema/`: the JSON Schemas of the files, kept equal to the program's by `REGIMEN_UPDATE=1`.

use std::path::{Path, PathBuf};

use crate::command::Desk;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schema")
}

fn names() -> Vec<String> {
    Desk::new().run("library schema").good().text().lines().map(str::to_owned).collect()
}

#[test]
fn the_schemas_of_the_repository_are_those_of_the_program() {
    let mut there: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    there.sort();
    let mut made: Vec<String> = names().iter().map(|name| format!("{name}.schema.json")).collect();
    made.sort();
    for name in names() {
        let file = format!("{name}.schema.json");
        let schema = Desk::new().run(&format!("library schema {name}")).good().text();
        let path = folder().join(&file);
        if std::env::var_os("REGIMEN_UPDATE").is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        let known = std::fs::read_to_string(&path).unwrap();
        assert!(
            known == schema,
            "schema/{file} is out of step: REGIMEN_UPDATE=1 cargo test schema"
        );
    }
    if std::env::var_os("REGIMEN_UPDATE").is_none() {
        assert_eq!(there, made);
    }
}

/// What a schema says of a key, wherever it stands.
fn says(schema: &serde_json::Value, key: &str) -> bool {
    match schema {
        serde_json::Value::Object(map) => {
            map.get("properties").is_some_and(|it| it.get(key).is_some())
                || map.values().any(|value| says(value, key))
        }
        serde_json::Value::Array(list) => list.iter().any(|value| says(value, key)),
        _ => false,
    }
}

#[test]
fn a_schema_knows_every_key_of_the_files_that_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, file) in [
        ("exercise", "routines/exercises/strengthen/str-bridge.yaml"),
        ("condition", "routines/conditions/gluteal-tendinopathy.yaml"),
        ("person", "examples/ana.yaml"),
        ("phases", "routines/phases.yaml"),
        ("muscles", "routines/muscles.yaml"),
        ("wording", "routines/wording.yaml"),
    ] {
        let text = Desk::new().run(&format!("library schema {name}")).good().text();
        let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
        let file = std::fs::read_to_string(root.join(file)).unwrap();
        let keys = file.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key);
        for key in keys.filter(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')) {
            assert!(says(&schema, key), "{name}: {key}");
        }
    }
    let ran = Desk::new().run("library schema exercice");
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("exercise"), "{}", ran.stderr);
}
