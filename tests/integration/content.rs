//! What the library bars, offers and says, read as a therapist reads it: person by person.

use regimen::library::{Exercise, Library, Position, built_in};
use regimen::screening::clear;

use crate::command::Desk;

const START: &str = "--answer no=all --start 2026-11-30 --format text";

fn text(arguments: &str) -> String {
    let text = Desk::new().run(&format!("plan {arguments} {START}")).good().text();
    // As it is read: lines of a page are one sentence.
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a precaution bars an exercise in each of the three phases.
fn barred(library: &Library, id: &str, precaution: &str) -> [bool; 3] {
    let clearance = clear(library, &[precaution.to_owned()].into());
    ["settle", "build", "return"].map(|phase| clearance.bars(id, phase).is_some())
}

#[test]
fn positions_are_listed_by_the_ids_that_flags_take() {
    let listed = Desk::new().run("library list positions").good().text();
    let lines: Vec<&str> = listed.lines().collect();
    assert!(lines[0].starts_with("id"), "{listed}");
    assert!(lines.contains(&"side-lying    Lying on your side"), "{listed}");
    let json = Desk::new().run("library list positions --json").good().text();
    let entries: serde_json::Value = serde_json::from_str(&json).unwrap();
    for entry in entries.as_array().unwrap() {
        let id = entry["id"].as_str().unwrap();
        Desk::new().run(&format!("library list --position {id}")).good();
    }
    assert_eq!(entries[0], serde_json::json!({"id": "supine", "name": "Lying on your back"}));
}

#[test]
fn what_harms_is_barred_for_as_long_as_it_may() {
    let library = built_in().unwrap();
    let (always, early) = ([true; 3], [true, true, false]);
    for (id, precaution, wanted) in [
        // The sore tendon stands on one leg every second time, as in the slow march.
        ("stretch-quad-standing", "gt-comp", always),
        ("str-hamstring-curl-standing", "gt-comp", early),
        ("str-hip-extension-standing", "gt-comp", early),
        ("str-march-standing", "gt-comp", early),
        // The trunk rests on the arms.
        ("mc-bird-dog-leg", "shoulder-load", always),
        ("mob-cat-camel", "shoulder-load", always),
        ("mob-frog-rock", "shoulder-load", always),
        ("str-quadruped-hip-ext", "shoulder-load", always),
        // The trunk tips to the thighs of one who sits.
        ("stretch-hamstring-seated-edge", "fai-flex", always),
        ("ergo-pelvic-clock-seated", "fai-flex", always),
        // The knees rise above the hips, the hands lean on them.
        ("str-heel-raise-seated", "thr-post", always),
        ("stretch-soleus-seated", "thr-post", always),
    ] {
        assert_eq!(barred(&library, id, precaution), wanted, "{id} {precaution}");
    }
}

#[test]
fn who_should_not_get_down_to_the_floor_is_never_sent_there() {
    let library = built_in().unwrap();
    let floor = |exercise: &&Exercise| exercise.needs_the_floor();
    let down: Vec<&Exercise> = library.exercises.values().filter(floor).collect();
    assert!(down.len() > 10, "{}", down.len());
    for precaution in ["fall-risk", "thr-post", "thr-ant", "recent-op", "knee-kneel"] {
        for exercise in &down {
            assert_eq!(barred(&library, &exercise.id, precaution), [true; 3], "{}", exercise.id);
        }
        assert_eq!(barred(&library, "str-bridge", precaution), [false; 3], "{precaution}");
    }
    // Others get down to it.
    assert_eq!(barred(&library, "mc-bird-dog-leg", "gt-comp"), [false; 3]);
    for more in [
        "--answer falls=yes",
        "--answer thr=posterior",
        "--answer thr=anterior",
        "--answer surgery=hip",
        // One gets down by way of a knee.
        "--answer weight-on=kneeling",
        "--avoid kneeling",
    ] {
        let text = text(&format!("--condition hip-oa --born 1948 {more}"));
        assert!(text.contains("Do this on a firm bed."), "{more}: {text}");
        assert!(text.contains("A firm bed") || text.contains("a firm bed"), "{more}");
        for words in ["mat or a carpet", "To get down to the floor", "one knee, then the other"] {
            assert!(!text.contains(words), "{more}: {words}");
        }
    }
}

#[test]
fn who_gets_down_to_the_floor_reads_how_and_nobody_else() {
    let rule = "To get down to the floor, hold a heavy chair";
    let floor = "--muscle multifidus:both:weak:8";
    assert!(text(floor).contains(rule));
    assert!(!text(&format!("{floor} --avoid floor")).contains(rule));
    assert!(!text("--muscle gluteus-maximus:both:weak:8").contains(rule));
}

#[test]
fn a_new_hip_is_not_put_to_bed_on_the_other_side() {
    let side = "with the sore side up";
    let base = "--muscle gluteus-medius:both:weak:8";
    assert!(text(base).contains(side));
    for answer in ["thr=posterior", "thr=anterior", "surgery=hip"] {
        assert!(!text(&format!("{base} --answer {answer}")).contains(side), "{answer}");
    }
}

#[test]
fn what_is_in_the_plan_is_not_told_as_left_out() {
    let library = built_in().unwrap();
    for condition in ["ql-low-back", "si-joint"] {
        let text = text(&format!("--condition {condition} --minutes 30 --days mon,wed,fri"));
        let (plan, left) = text.split_once("Left out for you").unwrap();
        let quoted = left.split('“').skip(1).filter_map(|rest| rest.split('”').next());
        let is_exercise = |name: &&str| library.exercises.values().any(|one| one.name == **name);
        for name in quoted.filter(is_exercise) {
            assert!(!plan.contains(name), "{condition}: {name}");
        }
    }
    // What no part has is told, each by its name.
    let text = text("--condition hip-oa --minutes 30 --days mon,wed,fri");
    let told = "left out: “Wide-knee rock back (frog)” and “Kneeling thigh stretch, foot on wall”. \
                This takes a stiff hip to its far end.";
    assert!(text.contains(told), "{text}");
}

#[test]
fn what_a_condition_leaves_out_of_a_need_is_named_and_not_called_unsafe() {
    let text = text("--condition hip-flexor-sitting --minutes 30 --days mon,wed,fri");
    let told = "What can train your long front-of-thigh muscle is not right for you in these weeks. \
                Left out for you: “Slow march at the worktop”. This works the muscles";
    assert!(text.contains(told), "{text}");
}

#[test]
fn a_precaution_is_called_by_what_the_person_has() {
    let base = "--muscle gluteus-medius:both:weak:8";
    for (answers, name) in [
        ("--answer after-birth=yes", "A birth in the last 12 weeks: left out are pressure"),
        (
            "--answer aneurysm=yes",
            "A bulging blood vessel (aneurysm): left out are long, hard holds.",
        ),
        (
            "--answer after-birth=yes --answer belly-pelvis=hernia",
            "A birth in the last 12 weeks and a hernia: left out are pressure",
        ),
        // Which of them it is was not said, or a flag named the precaution itself.
        (
            "--answer belly-pelvis=yes",
            "A hernia, a bulging blood vessel (aneurysm), kidney disease",
        ),
        (
            "--answer after-birth=yes --precaution abdo-press",
            "A hernia, a bulging blood vessel (aneurysm), kidney disease",
        ),
    ] {
        let text = text(&format!("{base} {answers}"));
        assert!(text.contains(name), "{answers}: {text}");
    }
}

#[test]
fn a_muscle_in_the_middle_of_the_body_has_no_side() {
    let text =
        text("--muscle pelvic-floor:right:weak:8 --muscle gluteus-medius:right:weak:8 --days 4");
    assert!(text.contains("Side-of-hip muscle (right): stronger"), "{text}");
    assert!(text.contains("Pelvic floor muscles: stronger"), "{text}");
    assert!(text.contains("makes your pelvic floor muscles stronger"), "{text}");
}

#[test]
fn a_need_for_daily_life_is_told_as_that() {
    let text = text(
        "--muscle rectus-abdominis:both:weak:8 --muscle gluteus-medius:both:weak:8 \
         --days sun,mon --minutes 20",
    );
    assert!(text.contains("to train your front belly muscle for daily life"), "{text}");
    assert!(!text.contains("use your front belly"), "{text}");
}

#[test]
fn the_end_of_a_precaution_is_a_sentence_that_can_be_read_as_it_stands() {
    let library = built_in().unwrap();
    let mut told = 0;
    for ends in library.precautions.iter().filter_map(|it| it.ends.as_deref()) {
        let sentence = ends.contains("may come back") || ends.contains("moves come back");
        assert!(sentence && ends.ends_with('.') && !ends.contains("phase"), "{ends}");
        told += 1;
    }
    assert!(told > 20);
    let text = text("--condition hip-oa --answer falls=yes");
    let line =
        "You could fall. They may come back when a physiotherapist has checked your balance.";
    assert!(text.contains(line), "{text}");
}

#[test]
fn two_lines_of_a_page_do_not_ask_for_two_things() {
    // The light says that pain up to 2 is fine: so does the note.
    let cracked = text("--condition ql-low-back --born 1950 --answer vert-fracture=yes");
    assert!(
        cracked.contains("3 to 10: stop") && cracked.contains("pain above 2: stop"),
        "{cracked}"
    );
    assert!(!cracked.contains("must not hurt"));
    // The plan's walk adds minutes of its own.
    let walk = text("--condition hip-oa --born 1964");
    assert!(walk.contains("Walk as your plan says") && !walk.contains("Add a minute"), "{walk}");
    // Some standing cards name a wall.
    let falls = text("--condition gluteal-tendinopathy --born 1955 --answer falls=yes");
    assert!(falls.contains("Keep a hand on the worktop, wall or chair"), "{falls}");
    assert!(!falls.contains("for each standing move"));
}

#[test]
fn pain_is_told_of_ten_as_everywhere_on_the_page() {
    let library = built_in().unwrap();
    for condition in library.conditions.values() {
        assert!(!condition.course.contains("of 100"), "{}", condition.course);
    }
}

#[test]
fn a_squeeze_is_no_level_below_a_hip_lift_with_a_band() {
    let library = built_in().unwrap();
    for id in ["mc-glute-set", "str-standing-abd", "str-suitcase-carry", "stretch-child-pose"] {
        let exercise = &library.exercises[id];
        assert!(library.harder(exercise).is_empty() && library.easier(exercise).is_empty(), "{id}");
    }
    let bridge = &library.exercises["str-bridge"];
    let next: Vec<&str> = library.harder(bridge).iter().map(|it| it.id.as_str()).collect();
    assert_eq!(next, ["str-bridge-band", "str-bridge-wide"]);
}

#[test]
fn a_towel_does_where_nothing_has_to_fasten() {
    let library = built_in().unwrap();
    for id in ["stretch-quad-side-lying", "stretch-happy-baby", "stretch-hamstring-strap"] {
        let things = &library.exercises[id].equipment;
        assert!(
            things.contains(&"towel".to_owned()) && !things.contains(&"strap".to_owned()),
            "{id}"
        );
    }
    assert_eq!(library.exercises["str-iso-abd-supine"].equipment, ["strap"]);
    let strap = library.equipment("strap").unwrap();
    assert!(!strap.name.contains("towel") && strap.name.contains("fastens"), "{}", strap.name);
}

#[test]
fn nothing_is_held_where_something_moves() {
    let show = |id: &str| Desk::new().run(&format!("library show {id}")).good().text();
    for (id, dose) in [
        ("release-thigh-hands-seated", "45 seconds, 2 times, each side, 4 days a week."),
        ("release-quad-roller", "60 seconds, 2 times, each side"),
        ("str-suitcase-carry", "3 rounds: 30 seconds, each side, 3 days a week."),
    ] {
        let text = show(id);
        assert!(
            text.contains(dose) && !text.contains("old 45") && !text.contains("old 30"),
            "{text}"
        );
    }
    // What is held says when.
    let swing = show("mob-foot-swing-seated");
    assert_eq!(swing.matches("and pause").count(), 2, "{swing}");
}

#[test]
fn where_sides_take_turns_the_card_says_what_counts_as_one() {
    let library = built_in().unwrap();
    let both = |exercise: &&Exercise| {
        let steps = exercise.steps.join(" ");
        !exercise.unilateral && (steps.contains("other foot") || steps.contains("other side"))
    };
    for exercise in library.exercises.values().filter(both) {
        let steps = exercise.steps.join(" ");
        let said = ["makes one", "each time", "full count", "all your steps"]
            .iter()
            .any(|words| steps.contains(words));
        assert!(said, "{}: {steps}", exercise.id);
    }
    for id in ["str-bridge-march", "mob-knee-rolls", "mob-hip-windscreen", "mob-90-90-switch"] {
        assert!(library.exercises[id].steps.join(" ").contains("each time"), "{id}");
    }
}

#[test]
fn days_and_weeks_are_said_as_people_say_them() {
    let show = |id: &str| Desk::new().run(&format!("library show {id}")).good().text();
    let cold = show("therm-cold-pack");
    assert!(cold.contains("10 minutes, one day a week.") && !cold.contains("1 days"), "{cold}");
    assert!(show("therm-heat-pack").contains("15 minutes, every day."));
    let text = text("--condition ql-low-back");
    let lead = "Do this before you start, and at the end of weeks 2, 6 and 12.";
    assert!(text.contains(lead), "{text}");
}

#[test]
fn a_test_waits_for_the_signature_that_the_plan_waits_for() {
    let waits = "Not before your plan is signed";
    let base = "--muscle gluteus-medius:left:weak:6 --born 1975";
    assert!(!text(base).contains(waits));
    let signed = text(&format!("{base} --answer inflam=yes"));
    assert!(signed.contains("Test yourself") && signed.contains(waits), "{signed}");
}

#[test]
fn a_choice_has_the_note_that_belongs_to_it() {
    let note = "A pelvic-health physiotherapist can help you further.";
    let of = |choice: &str| text(&format!("--muscle QL --answer belly-pelvis={choice}"));
    let kidney = of("kidney");
    assert!(kidney.contains("Breathe out as you lift or push."), "{kidney}");
    assert!(!kidney.contains(note) && !kidney.contains("squeezing can make"), "{kidney}");
    assert_eq!(of("prolapse").matches(note).count(), 1);
    // Of all of them each note is told once.
    assert_eq!(of("yes").matches(note).count(), 1);
}

const ILL: &str = "--muscle gluteus-medius:left:weak:6 --born 1975 --answer pem=yes";

#[test]
fn whom_effort_makes_ill_is_told_neither_to_keep_going_nor_to_build_up() {
    let well = text("--muscle gluteus-medius:left:weak:6 --born 1975");
    let ill = text(ILL);
    for words in [
        "do less, but do something",
        "not in bed for days",
        "30 minutes on five days a week",
        "Dull soreness for a day or two",
        "Next comes",
    ] {
        assert!(well.contains(words), "{words}");
        assert!(!ill.contains(words), "{words}");
    }
    for words in ["On a bad day, rest.", "Are you ill or worn out the day after?"] {
        assert!(ill.contains(words), "{words}: {ill}");
        assert!(!well.contains(words), "{words}");
    }
}

#[test]
fn a_test_is_asked_only_of_those_who_may_do_all_that_they_can() {
    let (chair, leg) = ("count how often you stand up", "Lift one foot. Count the seconds");
    let base = "--muscle gluteus-medius:left:weak:6 --born 1975";
    let usual = text(base);
    assert!(usual.contains(chair) && usual.contains(leg), "{usual}");
    // Nor of those in whom something has to heal first.
    let heal = ["surgery=hip", "surgery=spine", "recent-fx=yes"];
    for answer in ["heart=yes", "pem=yes", "vert-fracture=yes"].into_iter().chain(heal) {
        let text = text(&format!("{base} --answer {answer}"));
        assert!(!text.contains("Test yourself"), "{answer}: {text}");
    }
    // Who avoids a position that a test takes, or leaves out the exercise that it is like.
    let standing = text(&format!("{base} --avoid standing"));
    assert!(!standing.contains(chair) && !standing.contains(leg), "{standing}");
    let seated = text(&format!("{base} --avoid seated"));
    assert!(!seated.contains(chair) && seated.contains(leg), "{seated}");
    let without = "muscles: [{muscle: gluteus-medius, side: left, severity: 6}]\nborn: 1975\n\
                   exercises: {exclude: [str-sit-to-stand]}\n";
    let ran = Desk::new().file("p.yaml", without).run(&format!("plan p.yaml {START}")).good();
    let left_out = ran.text();
    assert!(!left_out.contains(chair) && left_out.contains("Stand on one leg"), "{left_out}");
}

#[test]
fn a_precaution_that_sets_a_limit_is_told_with_it() {
    let base = "--muscle gluteus-medius:left:weak:6 --born 1970";
    let small = text(&format!("{base} --precaution small-start --precaution vert-fx"));
    for words in [
        "An illness that wants a small start: half of each dose in weeks 1 to 2. A small start is kinder to you.",
        "A bone in your spine that has cracked: pain of 2 out of 10 at most.",
        "A bone in your spine that has cracked: left out are moves that bend your back",
    ] {
        assert!(small.contains(words), "{words}: {small}");
    }
    let both = text(&format!("{base} --precaution crash --precaution bp-iso"));
    for words in [
        "An illness that effort makes worse for a day or more: effort of 3 out of 10 at most and half of each dose in weeks 1 to 12.",
        // The lower limit is the one of the plan.
        "pressure that is not under control: effort of 3 out of 10 at most.",
    ] {
        assert!(both.contains(words), "{words}: {both}");
    }
    assert!(!text(base).contains("Some things are kept small"));
}

#[test]
fn a_cracked_bone_in_the_spine_is_kept_from_what_weak_bones_are() {
    let library = built_in().unwrap();
    let of = |id: &str| clear(&library, &[id.to_owned()].into()).withheld;
    let cracked = of("vert-fx");
    assert!(cracked.contains_key("stretch-roll-down-seated"));
    for weak in ["osteo-flex", "osteo-press"] {
        for (exercise, phases) in of(weak) {
            assert!(phases.keys().eq(cracked[&exercise].keys()), "{exercise}");
        }
    }
}

#[test]
fn the_pool_waits_until_what_was_cut_has_healed() {
    let library = built_in().unwrap();
    for precaution in ["wound", "recent-op"] {
        assert_eq!(barred(&library, "aer-pool-walk", precaution), [true; 3], "{precaution}");
    }
    for part in ["hip", "spine", "abdominal-or-pelvic"] {
        let text = text(&format!(
            "--condition hip-oa --equipment pool --born 1955 --answer surgery={part}"
        ));
        assert!(
            !text.contains("Walking in a pool") && text.contains("pool walks"),
            "{part}: {text}"
        );
    }
    assert!(text("--condition hip-oa --equipment pool --born 1955").contains("Walking in a pool"));
}

/// The words that say how an exercise is done.
fn how(exercise: &Exercise) -> String {
    format!("{} {}", exercise.setup, exercise.steps.join(" "))
}

#[test]
fn what_an_exercise_goes_through_or_holds_is_known_to_what_bars_it() {
    let library = built_in().unwrap();
    let holds = |exercise: &Exercise| exercise.equipment.iter().any(|id| id == "dumbbell");
    for exercise in library.exercises.values() {
        let (id, words) = (exercise.id.as_str(), how(exercise).to_lowercase());
        let takes = |wanted: Position| exercise.positions().any(|position| position == wanted);
        if takes(Position::Quadruped) || words.contains("hands and knees") {
            assert!(takes(Position::Quadruped), "{id} goes through hands and knees");
            for precaution in ["wrist-load", "shoulder-load", "knee-kneel"] {
                assert_eq!(barred(&library, id, precaution), [true; 3], "{id} {precaution}");
            }
        }
        if holds(exercise) {
            assert_eq!(barred(&library, id, "shoulder-load"), [true; 3], "{id} holds a weight");
        }
        let rises = ["stand tall", "stand,", "stand up"].iter().any(|it| words.contains(it));
        if exercise.position == Position::Seated && rises {
            assert!(takes(Position::Standing), "{id} stands up");
        }
        let sits = ["sit down", "onto the seat"].iter().any(|it| words.contains(it));
        if exercise.position == Position::Standing && sits && id != "ergo-walk-break" {
            assert!(takes(Position::Seated), "{id} sits down");
        }
    }
}

#[test]
fn a_hip_that_pinches_is_bent_no_further_than_a_right_angle() {
    let library = built_in().unwrap();
    // Hands and knees, a rock of the back alone; and what leaves a chair, as everybody has to.
    let known = ["mob-cat-camel", "ergo-sit-stand-change"];
    let skeleton = &library.body.skeleton;
    for exercise in library.exercises.values().filter(|it| !known.contains(&it.id.as_str())) {
        let solved = exercise.pose.as_ref().and_then(|pose| library.body.solved(pose));
        let moments = solved.iter().flat_map(|it| &it.moments);
        let hips = ["left-hip", "right-hip"].map(|hip| skeleton.turn(hip, "flexion").unwrap());
        let bends = moments.flat_map(|it| hips.map(|hip| it.posture.angles[hip].to_degrees()));
        let most = bends.fold(0.0, f64::max);
        let [.., last] = barred(&library, &exercise.id, "fai-flex");
        assert!(last || most < 98.0, "{} bends a hip by {most:.0} degrees", exercise.id);
    }
}

#[test]
fn who_avoids_a_position_is_neither_planned_nor_told_to_take_it() {
    let sitter = "muscles: [{muscle: quadriceps}, {muscle: gluteus-medius}, {muscle: iliopsoas}]\n\
                  desk: {days: [mon, fri], from: \"09:00\", to: \"17:00\"}\n";
    let of = |more: &str| {
        let desk = Desk::new().file("p.yaml", format!("{sitter}{more}"));
        let page = desk.run(&format!("plan p.yaml {START}")).good().text();
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let asks = [
        "stand tall",
        "Stand up",
        "Walk for two to five minutes",
        "30 minutes on five days a week",
        "count how often you stand up",
        "Lie on your side, with",
    ];
    let usual = of("");
    for words in asks {
        assert!(usual.contains(words), "{words}: {usual}");
    }
    let sits = of("avoid: [standing, side-lying]\n");
    for words in asks {
        assert!(!sits.contains(words), "{words}: {sits}");
    }
    // What asks for nothing of the kind stays.
    for words in ["Keep up your usual day as far as pain allows.", "Move every 20 to 30 minutes."] {
        assert!(sits.contains(words), "{words}: {sits}");
    }
    let back = "--muscle erector-spinae:both:tight:8 --days mon,tue,wed,thu,fri --minutes 30";
    assert!(text(back).contains("child's pose"));
    for without in ["--avoid quadruped", "--precaution wrist-load"] {
        let text = text(&format!("{back} {without}"));
        assert!(!text.contains("child's pose"), "{without}: {text}");
    }
}

#[test]
fn who_is_kept_to_light_effort_reads_so_on_the_card_of_a_walk() {
    let limit = "Effort of 4 out of 10 at most. Slow down before it is more.";
    let base = "--muscle gluteus-medius:left:weak:6 --born 1975";
    let heart = text(&format!("{base} --answer heart=yes"));
    assert!(heart.contains("Brisk walk") && heart.contains(limit), "{heart}");
    let ill = text(&format!("{base} --answer pem=yes"));
    assert!(ill.contains("Effort of 3 out of 10 at most. Slow"), "{ill}");
    assert!(!text(base).contains("Slow down before it is more."));
}

#[test]
fn nobody_is_told_to_lie_flat_who_may_have_to_lie_otherwise() {
    let library = built_in().unwrap();
    for exercise in library.exercises.values().filter(|it| it.position == Position::Any) {
        let how = how(exercise);
        let lies = how.contains(" lie ") || how.contains("lying") || how.contains("Lie ");
        let said = ["propped up", "on your side"].iter().any(|words| how.contains(words));
        assert!(!lies || said, "{}: {how}", exercise.id);
    }
}

#[test]
fn where_sides_take_turns_the_dose_counts_both() {
    let library = built_in().unwrap();
    for exercise in library.exercises.values() {
        let steps = exercise.steps.join(" ");
        let changes = ["sides", "legs", "feet"].map(|what| format!("hange {what} each time"));
        assert_eq!(
            changes.iter().any(|words| steps.contains(words)),
            exercise.turns,
            "{}",
            exercise.id
        );
    }
    let shown = Desk::new().run("library show mob-knee-rolls").good().text();
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let dose = "Hold 2 seconds, 10 times, left and right counted together, every day.";
    assert!(shown.contains(dose), "{shown}");
}
