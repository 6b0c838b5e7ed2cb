//! The recipes of `docs/scale/`: each names every part once, and its command is one that the program takes.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::batch::{caseload, tree};

const PARTS: u32 = 16;

fn recipe(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scale").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// Runs the words of a recipe for every part; afterwards there is what one run makes.
fn run_parts(words: &[String], number: &str) {
    let desk = caseload().file("plans/keep", "").file("whole/keep", "");
    for part in 0..PARTS {
        let words: Vec<String> =
            words.iter().map(|word| word.replace(number, &part.to_string())).collect();
        let ran = desk.run(&words.join(" "));
        assert!(ran.code < 2, "{words:?}: {}", ran.stderr);
    }
    assert_eq!(desk.run("batch people --output whole --resume").code, 1);
    let mut made = tree(&desk.path("plans"));
    let reports = made.keys().filter(|name| name.to_string_lossy().starts_with("report-")).count();
    assert_eq!(reports, PARTS as usize);
    made.retain(|name, _| !name.to_string_lossy().starts_with("report-"));
    assert!(made == tree(&desk.path("whole")), "{:?}", made.keys());
}

/// The words after the program's name, up to a word.
fn words_of(text: &str, end: Option<&str>) -> Vec<String> {
    let text = text.replace("\\\n", " ").replace('"', "");
    let command = text.split("regimen batch ").nth(1).unwrap().lines().next().unwrap().to_owned();
    let words = format!("batch {command}");
    let words = words.split_whitespace().map(str::to_owned);
    words.take_while(|word| Some(word.as_str()) != end).collect()
}

#[test]
fn the_job_of_kubernetes_is_indexed_and_has_a_pod_for_each_part() {
    let job: Value = serde_yaml::from_str(&recipe("kubernetes.yaml")).unwrap();
    assert_eq!((&job["apiVersion"], &job["kind"]), (&"batch/v1".into(), &"Job".into()));
    let spec = &job["spec"];
    assert_eq!(spec["completionMode"], "Indexed");
    assert_eq!(spec["completions"], PARTS);
    let pod = &spec["template"]["spec"];
    assert_eq!(pod["restartPolicy"], "Never", "what backoffLimitPerIndex asks for");
    let container = &pod["containers"][0];
    // Every place that is mounted is one that there is.
    let names = |list: &Value| -> Vec<String> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&pod["volumes"]), names(&container["volumeMounts"]));
    let index = &container["env"][0]["valueFrom"]["fieldRef"]["fieldPath"];
    assert_eq!(index, "metadata.annotations['batch.kubernetes.io/job-completion-index']");
    let words = container["command"].as_array().unwrap();
    let words: Vec<String> = words.iter().map(|word| word.as_str().unwrap().to_owned()).collect();
    assert_eq!(words[0], "regimen");
    assert!(words.contains(&format!("--shard=$(JOB_COMPLETION_INDEX)/{PARTS}")));
    let here =
        words[1..].iter().map(|word| word.replace("/people", "people").replace("/plans", "plans"));
    run_parts(&here.collect::<Vec<_>>(), "$(JOB_COMPLETION_INDEX)");
}

#[test]
fn the_array_of_slurm_has_a_task_for_each_part() {
    let script = recipe("slurm.sh");
    assert!(script.contains(&format!("#SBATCH --array=0-{}\n", PARTS - 1)));
    run_parts(&words_of(&script, None), "$SLURM_ARRAY_TASK_ID");
}

#[test]
fn parallel_is_given_each_part() {
    let script = recipe("parallel.sh");
    let parts: Vec<u32> = script
        .split(":::")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .map(|part| part.parse().unwrap())
        .collect();
    assert_eq!(parts, (0..PARTS).collect::<Vec<_>>());
    run_parts(&words_of(&script, Some(":::")), "{}");
}

#[test]
fn the_scripts_are_ones_that_a_shell_reads() {
    for name in ["slurm.sh", "parallel.sh"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scale").join(name);
        let read = Command::new("sh").arg("-n").arg(path).status();
        assert!(read.is_ok_and(|status| status.success()), "{name}");
    }
}
