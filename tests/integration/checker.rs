//! The checker: for each rule a plan that breaks it, and one that nearly does.

#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

mod planned;
mod sample;

use regimen::library::{Affected, Finding, Kind, Position};
use regimen::planner::plan::{Break, Plan, Withheld};
use regimen::planner::request::{FixedDose, Past};
use regimen::quantity::{Clock, Day, Difficulty, Hold, Points, Reps, Sets, Side};

use sample::{BRIDGE, FIGURE_FOUR, GLUTE_SET, Sample, faults_after, fine_after, good, unmet};

/// Where the bridge stands in the last phase.
const LAST_BRIDGE: (&str, &str, usize) = ("return", "A", 0);

fn difficulty(steps: i64) -> Difficulty {
    Difficulty::new(steps).unwrap()
}

#[test]
fn the_good_plan_has_no_fault() {
    fine_after(|_| {});
}

// ---------------------------------------------------------------- shape

#[test]
fn an_exercise_has_to_exist() {
    let spoil = |s: &mut Sample| s.item(("settle", "B", 0)).exercise = "str-nothing".to_owned();
    faults_after(
        spoil,
        &["in phase settle, session B (tue, fri), `str-nothing` is no exercise of the library"],
    );
    faults_after(
        |s| s.phase("build").daily[0].exercise = "aer-fly".to_owned(),
        &["in phase build, daily, `aer-fly` is no exercise of the library"],
    );
    faults_after(
        |s| s.phase("build").breaks[0].exercise = "ergo-nap".to_owned(),
        &["in phase build, breaks, `ergo-nap` is no exercise of the library"],
    );
    let withheld = |id: &str| Withheld {
        exercise: id.to_owned(),
        reason: "gt-comp".to_owned(),
        says: "Left out.".to_owned(),
    };
    faults_after(
        |s| s.plan.withheld.push(withheld("str-nothing")),
        &["among the withheld, `str-nothing` is no exercise of the library"],
    );
    fine_after(|s| s.plan.withheld.push(withheld("str-side-plank")));
}

#[test]
fn the_plan_answers_this_request_with_this_library() {
    faults_after(|s| s.plan.schema = 2, &["the plan has schema 2, and this program writes 1"]);
    faults_after(
        |s| s.plan.library = "0".to_owned(),
        &["the plan is for the library `0`, not this one"],
    );
    faults_after(
        |s| s.request.start = "2026-11-30".parse().unwrap(),
        &["the plan starts on 2026-11-23, and 2026-11-30 was asked for"],
    );
    faults_after(
        |s| s.plan.person.precautions.push("gt-flare".to_owned()),
        &["the plan names the precaution `gt-flare`, which is not in force"],
    );
    faults_after(
        |s| s.request.clearance.precautions.insert("wound".to_owned()),
        &["the plan does not name the precaution `wound`, which is in force"],
    );
    faults_after(
        |s| s.plan.person.muscles[0].severity = 1,
        &["the plan's muscles are not those of the request"],
    );
    fine_after(|s| s.plan.person.muscles.reverse());
}

#[test]
fn the_phases_are_those_of_the_library() {
    faults_after(
        |s| s.plan.phases.pop(),
        &["the phases are `settle`, `build`, and the library has `settle`, `build`, `return`"],
    );
    faults_after(
        |s| s.phase("build").weeks = (3, 7),
        &["phase build has weeks 3 to 7, and in the library 3 to 6"],
    );
}

#[test]
fn a_week_has_two_sessions_that_exist_on_days_that_were_given() {
    faults_after(
        |s| s.phase("build").week.insert(Day::Tue, "C".to_owned()),
        &["in phase build on tue, the session `C` does not exist"],
    );
    faults_after(
        |s| {
            let empty = regimen::planner::plan::Session { minutes: 0.0, items: Vec::new() };
            s.phase("build").sessions.insert("C".to_owned(), empty);
        },
        &["phase build has 3 sessions, and 2 are the most"],
    );
    faults_after(
        |s| s.phase("build").week.insert(Day::Sat, "B".to_owned()),
        &["in phase build on sat, a session is planned on a day that was not given"],
    );
    fine_after(|s| {
        s.request.days.insert(Day::Sat, 3);
        s.phase("build").week.insert(Day::Sat, "B".to_owned());
    });
}

#[test]
fn an_item_says_what_the_library_says() {
    let at = ("build", "A", 0);
    faults_after(
        |s| s.item(at).kind = Kind::Stretch,
        &[
            "in phase build, session A (mon, thu), `str-bridge` is called stretch, and is strengthen",
        ],
    );
    faults_after(
        |s| s.item(at).position = Position::Seated,
        &[
            "in phase build, session A (mon, thu), `str-bridge` is called seated, and is done supine",
        ],
    );
    faults_after(
        |s| s.item(at).side = Side::Left,
        &[
            "in phase build, session A (mon, thu), `str-bridge` is for the left side, and cannot be done one side at a time",
        ],
    );
    fine_after(|s| s.item(("build", "A", 1)).side = Side::Left);
}

#[test]
fn an_exercise_stands_once_in_a_session() {
    faults_after(
        |s| s.add("build", "B", FIGURE_FOUR),
        &["in phase build, session B (tue, fri), `stretch-figure-four-seated` stands twice"],
    );
}

#[test]
fn an_item_has_a_dose_for_each_week_of_the_phase() {
    let place =
        "in phase settle, session B (tue, fri), `stretch-figure-four-seated` has doses for weeks";
    let at = ("settle", "B", 0);
    faults_after(|s| s.item(at).dose.pop(), &[&format!("{place} [1], not for 1 to 2")]);
    faults_after(|s| s.item(at).dose[0].week = 3, &[&format!("{place} [3, 2], not for 1 to 2")]);
    faults_after(|s| s.item(at).dose.reverse(), &[&format!("{place} [2, 1], not for 1 to 2")]);
}

#[test]
fn an_item_serves_what_it_is_for() {
    let place = "in phase build, session A (mon, thu), `str-bridge` serves";
    let serve = |need: &str| {
        let need = need.to_owned();
        move |s: &mut Sample| s.item(("build", "A", 0)).serves.push(need)
    };
    faults_after(
        serve("gluteus-maximus"),
        &[&format!("{place} `gluteus-maximus`, which is no muscle and kind of work")],
    );
    faults_after(
        serve("gluteus-maximus/yoga"),
        &[&format!("{place} `gluteus-maximus/yoga`, which is no muscle and kind of work")],
    );
    faults_after(
        serve("hamstrings/strengthen"),
        &[&format!("{place} `hamstrings/strengthen`, and `hamstrings` is not affected")],
    );
    faults_after(
        serve("gluteus-maximus/function"),
        &[&format!("{place} `gluteus-maximus/function`, which it does not")],
    );
    faults_after(
        serve("piriformis/strengthen"),
        &[&format!("{place} `piriformis/strengthen`, which it does not")],
    );
    let hamstrings = Affected {
        muscle: "hamstrings".to_owned(),
        side: Side::Both,
        finding: Finding::Weak,
        severity: 3,
        weight: 3000,
    };
    fine_after(|s| {
        s.request.affected.push(hamstrings.clone());
        s.plan.person.muscles.push(hamstrings);
        serve("hamstrings/strengthen")(s);
    });
}

#[test]
fn what_belongs_into_a_session_is_not_beside_it_nor_the_reverse() {
    faults_after(
        |s| s.phase("build").breaks[0].exercise = "mob-sciatic-slider".to_owned(),
        &["in phase build, breaks, `mob-sciatic-slider` belongs into a session, being mobility"],
    );
    faults_after(
        |s| s.add("build", "B", "ergo-chin-tuck"),
        &[
            "in phase build, session B (tue, fri), `ergo-chin-tuck` belongs beside the sessions, being ergonomic-break",
        ],
    );
}

// ---------------------------------------------------------------- eligibility

#[test]
fn a_precaution_bars_always_or_until_a_phase() {
    faults_after(
        |s| s.precaution("preg-supine"),
        &[
            "in phase build, session A (mon, thu), `str-bridge` is barred by the precaution `preg-supine`",
            "in phase return, session A (mon, thu), `str-bridge` is barred by the precaution `preg-supine`",
        ],
    );
    // Brisk walking is barred up to and including the second phase, and fine in the third.
    faults_after(
        |s| s.precaution("gt-flare"),
        &["in phase build, daily, `aer-walk-brisk` is barred by the precaution `gt-flare`"],
    );
    fine_after(|s| {
        s.precaution("gt-flare");
        let daily = &mut s.phase("build").daily[0];
        (daily.exercise, daily.minutes) = ("aer-walk-easy".to_owned(), 15);
    });
    // A clearance that withholds nothing does not unbar: the checker reads the exercise.
    fine_after(|s| s.precaution("prolapse"));
}

#[test]
fn a_bar_until_a_phase_that_does_not_exist_stays() {
    let until = |s: &mut Sample, phase: &str| {
        s.precaution("prolapse");
        let bars = &mut s.exercise("ergo-chin-tuck").precautions_until;
        bars.insert("prolapse".to_owned(), phase.to_owned());
    };
    let fault = |phase: &str| {
        format!("in phase {phase}, breaks, `ergo-chin-tuck` is barred by the precaution `prolapse`")
    };
    faults_after(|s| until(s, "never"), &[&fault("settle"), &fault("build"), &fault("return")]);
    faults_after(|s| until(s, "settle"), &[&fault("settle")]);
}

#[test]
fn everything_needed_is_at_hand() {
    faults_after(
        |s| s.request.equipment.remove("mat"),
        &[
            "in phase build, session A (mon, thu), `str-bridge` needs `mat`, which is not at hand",
            "in phase return, session A (mon, thu), `str-bridge` needs `mat`, which is not at hand",
        ],
    );
    fine_after(|s| s.request.equipment.remove("wall"));
}

#[test]
fn a_position_to_avoid_is_avoided() {
    faults_after(
        |s| s.request.avoid.insert(Position::Supine),
        &[
            "in phase build, session A (mon, thu), `str-bridge` is done supine, which is to be avoided",
            "in phase return, session A (mon, thu), `str-bridge` is done supine, which is to be avoided",
        ],
    );
    fine_after(|s| s.request.avoid.insert(Position::Prone));
    // The bridge can be done on a bed, hands and knees cannot.
    fine_after(|s| s.request.avoid_floor = true);
    fine_after(|s| s.add("build", "B", "mc-bird-dog-leg"));
    faults_after(
        |s| {
            s.request.avoid_floor = true;
            s.add("build", "B", "mc-bird-dog-leg");
        },
        &[
            "in phase build, session B (tue, fri), `mc-bird-dog-leg` is done on the floor, which is to be avoided, and not on a bed",
        ],
    );
}

#[test]
fn an_exercise_waits_for_its_phase_and_has_a_dose_in_it() {
    faults_after(
        |s| {
            s.add("settle", "B", "mob-sciatic-slider");
            s.exercise("mob-sciatic-slider").earliest_phase = "build".to_owned();
        },
        &[
            "in phase settle, session B (tue, fri), `mob-sciatic-slider` comes before its earliest phase, build",
        ],
    );
    fine_after(|s| s.add("settle", "B", "mob-sciatic-slider"));
    faults_after(
        |s| s.add("return", "B", "mc-bird-dog-leg"),
        &["in phase return, session B (tue, fri), `mc-bird-dog-leg` has no dose in this phase"],
    );
}

#[test]
fn a_session_is_no_harder_than_its_phase() {
    let slider = |s: &mut Sample, steps| {
        s.add("settle", "B", "mob-sciatic-slider");
        s.exercise("mob-sciatic-slider").difficulty = difficulty(steps);
    };
    faults_after(
        |s| slider(s, 3),
        &[
            "in phase settle, session B (tue, fri), `mob-sciatic-slider` is of difficulty 3, and the phase allows 2",
        ],
    );
    fine_after(|s| slider(s, 2));
    fine_after(|s| s.exercise("ergo-chin-tuck").difficulty = difficulty(5));
}

#[test]
fn what_is_excluded_stays_out() {
    faults_after(
        |s| s.request.exclude.insert("aer-walk-easy".to_owned()),
        &["in phase settle, daily, `aer-walk-easy` is excluded by the request"],
    );
    fine_after(|s| s.request.exclude.insert("str-plank".to_owned()));
}

// ---------------------------------------------------------------- size

/// Exercises that load nothing and belong to no chain.
const LIGHT: [&str; 7] = [
    "mob-sciatic-slider",
    "mob-open-book",
    "mob-knee-rolls",
    "stretch-calf-wall-bent",
    "stretch-calf-wall-straight",
    "stretch-adductor-seated",
    "stretch-butterfly-supine",
];

#[test]
fn a_session_holds_few_exercises() {
    let add = |s: &mut Sample, count| {
        LIGHT[..count].iter().for_each(|id| s.add("settle", "A", id));
    };
    fine_after(|s| add(s, 2));
    faults_after(
        |s| add(s, 3),
        &["in phase settle, session A (mon, thu), stand 5 exercises, and 4 are the most"],
    );
    // The limit for all phases holds as well.
    faults_after(
        |s| {
            s.library.phases.limits.session = 3;
            add(s, 2);
        },
        &["in phase settle, session A (mon, thu), stand 4 exercises, and 3 are the most"],
    );
}

#[test]
fn a_week_has_few_exercises_to_learn() {
    let add = |s: &mut Sample, in_b: usize| {
        LIGHT[..3].iter().for_each(|id| s.add("return", "A", id));
        LIGHT[7 - in_b..].iter().for_each(|id| s.add("return", "B", id));
    };
    fine_after(|s| add(s, 3));
    faults_after(|s| add(s, 4), &["in phase return, the week has 9 exercises, and 8 are the most"]);
}

#[test]
fn a_day_has_few_breaks() {
    let add = |s: &mut Sample, ids: &[&str]| {
        s.phase("settle").breaks.extend(
            ids.iter()
                .map(|id| Break { exercise: (*id).to_owned(), at: vec![Clock::from_minutes(900)] }),
        );
    };
    fine_after(|s| add(s, &["ergo-walk-break", "ergo-sit-stand-change", "ergo-walk-break"]));
    faults_after(
        |s| add(s, &["ergo-walk-break", "ergo-sit-stand-change", "ergo-scapular-squeeze"]),
        &["in phase settle, a day has 4 breaks, and 3 are the most"],
    );
}

// ---------------------------------------------------------------- time

#[test]
fn every_week_fits_its_days() {
    let nine_minutes = |s: &mut Sample, change_s| {
        s.library.phases.limits.change_s = change_s;
        s.session("build", "A").minutes = 20.0;
        s.session("return", "A").minutes = 20.0;
        s.request.days.insert(Day::Thu, 9);
    };
    // 482 s and one change of position: 540 s with 58 s for it.
    fine_after(|s| nine_minutes(s, 58));
    faults_after(
        |s| nine_minutes(s, 59),
        &["in phase return on thu, session A takes 9 min 1 s in week 10, and the day has 9 min"],
    );
}

#[test]
fn only_a_real_change_of_position_takes_time() {
    let third = |s: &mut Sample, id: &str| {
        s.phase("settle").week.remove(&Day::Thu);
        s.request.days.insert(Day::Mon, 60);
        s.add("settle", "A", id);
        let session = s.session("settle", "A");
        session.items.swap(0, 1); // Seated, any, and the third.
        session.minutes = 7.4;
    };
    // 262 s, and 2 x (15 + 10 x 5) + 5 s of the slider, seated: 397 s.
    faults_after(
        |s| {
            third(s, "mob-sciatic-slider");
            s.session("settle", "A").minutes = 6.5;
        },
        &[
            "in phase settle, session A (mon), the page says 6.5 minutes, and week 1 takes 6 min 37 s",
        ],
    );
    // 262 s, 20 s to stand up, 2 x (15 + 66) + 5 s of the stretch: 449 s.
    faults_after(
        |s| third(s, "stretch-calf-wall-bent"),
        &[
            "in phase settle, session A (mon), the page says 7.4 minutes, and week 1 takes 7 min 29 s",
        ],
    );
}

#[test]
fn both_sides_take_twice_the_time_and_one_side_once() {
    let print = |s: &mut Sample, side, minutes| {
        s.item(("settle", "B", 0)).side = side;
        s.session("settle", "B").minutes = minutes;
    };
    let fault = |minutes: &str, real: &str| {
        format!(
            "in phase settle, session B (tue, fri), the page says {minutes} minutes, and week 1 takes {real}"
        )
    };
    // 2 x (15 + 66) + 5 s is 2.78 min, and 15 + 66 s just 1.35.
    fine_after(|s| print(s, Side::Both, 2.8));
    fine_after(|s| print(s, Side::Both, 2.9));
    faults_after(|s| print(s, Side::Both, 2.7), &[&fault("2.7", "2 min 47 s")]);
    fine_after(|s| print(s, Side::Right, 1.3));
    faults_after(|s| print(s, Side::Right, 1.2), &[&fault("1.2", "1 min 21 s")]);
    faults_after(|s| print(s, Side::Both, f64::NAN), &[&fault("NaN", "2 min 47 s")]);
}

// ---------------------------------------------------------------- loads

#[test]
fn a_muscle_is_not_loaded_on_adjacent_days() {
    let in_b_on_tuesday = |s: &mut Sample| {
        s.phase("build").week.remove(&Day::Fri);
        s.add("build", "B", "str-hip-extension-standing");
    };
    faults_after(
        in_b_on_tuesday,
        &["in phase build on mon, `gluteus-maximus` is loaded, and again on the next day, tue"],
    );
    fine_after(|s| {
        in_b_on_tuesday(s);
        s.phase("build").week.remove(&Day::Mon);
    });
    fine_after(|s| {
        s.add("build", "B", "str-hip-extension-standing");
        s.exercise("str-hip-extension-standing").low_load = true;
    });
    fine_after(|s| s.add("build", "B", "str-hamstring-curl-standing"));
}

/// Gives session A its days in a phase, and no other session.
fn only_a(s: &mut Sample, phase: &str, days: &[Day]) {
    s.request.days.extend(days.iter().map(|day| (*day, 20)));
    s.phase(phase).week = days.iter().map(|day| (*day, "A".to_owned())).collect();
}

#[test]
fn the_end_of_the_week_meets_its_beginning() {
    faults_after(
        |s| only_a(s, "return", &[Day::Mon, Day::Thu, Day::Sun]),
        &[
            "in phase return on sun, `gluteus-maximus` is loaded, and again on the next day, mon",
            // A third day is one session more, and the bridge rises beside it.
            "in phase return, the dose of gluteus-maximus/strengthen rises from 180 s to 315 s in week 7, and 270 s are the most",
        ],
    );
    fine_after(|s| {
        only_a(s, "return", &[Day::Mon, Day::Thu, Day::Sat]);
        s.climb(LAST_BRIDGE, &[(2, 9), (2, 10), (3, 8), (3, 9), (3, 10), (3, 10)]);
    });
}

#[test]
fn the_end_of_a_phase_meets_the_next() {
    let weekend = |s: &mut Sample, last| {
        only_a(s, "build", &[Day::Tue, last]);
        only_a(s, "return", &[Day::Mon, Day::Thu]);
    };
    faults_after(
        |s| weekend(s, Day::Sun),
        &[
            "in phase build on sun, `gluteus-maximus` is loaded, and again on the next day, mon in phase return",
        ],
    );
    fine_after(|s| weekend(s, Day::Sat));
}

#[test]
fn the_phases_meet_where_the_calendar_says() {
    let begin = |s: &mut Sample, start: &str| {
        s.request.start = start.parse().unwrap();
        s.plan.start = s.request.start;
        only_a(s, "build", &[Day::Tue]);
        only_a(s, "return", &[Day::Wed]);
    };
    // From a Monday the last Tuesday of one phase and the first Wednesday of the next are 8 days apart.
    fine_after(|s| begin(s, "2026-11-23"));
    faults_after(
        |s| begin(s, "2026-11-25"),
        &[
            "in phase build on tue, `gluteus-maximus` is loaded, and again on the next day, wed in phase return",
        ],
    );
}

#[test]
fn a_muscle_is_loaded_on_few_days_a_week() {
    let fault = |phase: &str| {
        format!(
            "in phase {phase}, `gluteus-maximus` is loaded on mon, thu, and 1 days a week are the most"
        )
    };
    faults_after(|s| s.library.phases.limits.load_days = 1, &[&fault("build"), &fault("return")]);
    fine_after(|s| s.library.phases.limits.load_days = 2);
}

#[test]
fn few_exercises_load_a_muscle_on_a_day() {
    let fault = |day: &str| {
        format!(
            "in phase build on {day}, `str-bridge`, `str-hip-extension-standing`, `str-mini-squat-worktop` load `gluteus-maximus`, and 2 exercises a day are the most"
        )
    };
    faults_after(
        |s| {
            s.add("build", "A", "str-hip-extension-standing");
            s.add("build", "A", "str-mini-squat-worktop");
        },
        &[&fault("mon"), &fault("thu")],
    );
    fine_after(|s| {
        s.add("build", "A", "str-hip-extension-standing");
        s.add("build", "A", "mc-hip-hinge-wall"); // Low load.
    });
}

// ---------------------------------------------------------------- doses

#[test]
fn no_dose_is_above_the_librarys() {
    let place = "in phase settle, session A (mon, thu), `mc-glute-set` in week";
    let at = ("settle", "A", 0);
    let fault = |week: u32, given: &str| {
        format!("{place} {week} has {given}, and 1 x 10 of 5 s is the most")
    };
    let all = |given: &str| [fault(1, given), fault(2, given)];
    let check = |dose, given: &str| {
        let faults = all(given);
        faults_after(|s| s.level(at, dose), &[&faults[0], &faults[1]]);
    };
    check((2, 10, 5), "2 x 10 of 5 s");
    check((1, 11, 5), "1 x 11 of 5 s");
    check((1, 10, 6), "1 x 10 of 6 s");
    fine_after(|s| s.level(at, (1, 9, 4)));
    faults_after(
        |s| s.item(at).dose[0].reps = 0,
        &[&format!("{place} 1 has 1 x 0 of 5 s, which is nothing to do")],
    );
}

#[test]
fn a_stretch_repeats_until_its_seconds_are_reached() {
    let at = ("settle", "B", 1);
    let bend = |s: &mut Sample, older, dose| {
        s.request.older = older;
        s.add("settle", "B", "stretch-side-bend-seated"); // 1 x 2 of 20 s.
        s.level(at, dose);
    };
    let faults = |given: &str, most: &str| {
        [1, 2].map(|week| {
            format!("in phase settle, session B (tue, fri), `stretch-side-bend-seated` in week {week} has {given}, and {most} is the most")
        })
    };
    fine_after(|s| bend(s, false, (1, 3, 20)));
    let four = faults("1 x 4 of 20 s", "1 x 3 of 20 s");
    faults_after(|s| bend(s, false, (1, 4, 20)), &[&four[0], &four[1]]);
    // Longer holds are for older people.
    let longer = faults("1 x 2 of 30 s", "1 x 3 of 20 s");
    faults_after(|s| bend(s, false, (1, 2, 30)), &[&longer[0], &longer[1]]);
    fine_after(|s| bend(s, true, (1, 2, 30)));
    let longest = faults("1 x 2 of 31 s", "1 x 3 of 30 s");
    faults_after(|s| bend(s, true, (1, 2, 31)), &[&longest[0], &longest[1]]);
}

#[test]
fn only_a_stretch_of_an_older_person_is_held_longer() {
    let knees = |s: &mut Sample| {
        s.request.older = true;
        s.add("settle", "B", "mob-knee-rolls");
        s.item(("settle", "B", 1)).dose[0].hold_s = 3;
    };
    faults_after(
        knees,
        &[
            "in phase settle, session B (tue, fri), `mob-knee-rolls` in week 1 has 1 x 10 of 3 s, and 1 x 10 of 2 s is the most",
        ],
    );
}

#[test]
fn a_fixed_dose_is_kept_as_it_is() {
    let fix = |s: &mut Sample, hold_s: Option<i64>| {
        let fixed = FixedDose {
            sets: Sets::new(4).unwrap(),
            reps: Reps::new(12).unwrap(),
            hold_s: hold_s.map(|hold_s| Hold::new(hold_s).unwrap()),
        };
        s.request.doses.insert(BRIDGE.to_owned(), fixed);
        s.level(("build", "A", 0), (4, 12, 3));
        s.level(LAST_BRIDGE, (4, 12, 3));
    };
    fine_after(|s| fix(s, None));
    fine_after(|s| fix(s, Some(3)));
    let place = "in phase return, session A (mon, thu), `str-bridge` in week 9 has";
    faults_after(
        |s| {
            fix(s, None);
            s.item(LAST_BRIDGE).dose[2].reps = 11;
        },
        &[&format!("{place} 4 x 11 of 3 s, and 4 x 12 of 3 s is fixed for it")],
    );
    faults_after(
        |s| {
            fix(s, Some(3));
            s.item(LAST_BRIDGE).dose[2].hold_s = 2;
        },
        &[&format!("{place} 4 x 12 of 2 s, and 4 x 12 of 3 s is fixed for it")],
    );
}

/// The good plan after a week that had its first phase on fewer days.
fn on(days: &[Day], hurt: &str) -> Vec<String> {
    let mut sample = good();
    let mut last = sample.plan.phases[0].clone();
    last.week.retain(|day, _| days.contains(day));
    let schedule = sample.plan.phases.iter().map(|phase| (phase.id.clone(), phase.weeks));
    sample.request.past = Some(Past {
        schedule: schedule.collect(),
        before: vec![last],
        no_more_days: [hurt.to_owned()].into(),
        ..Past::default()
    });
    let mut faults = sample.faults();
    faults.retain(|fault| fault.contains("and may be on"));
    faults
}

#[test]
fn what_hurt_is_on_no_more_days_than_before() {
    let exercise = good().item(("settle", "B", 0)).exercise.clone();
    let expected = format!("in phase settle, `{exercise}` is on 4 days a week, and may be on 2");
    assert_eq!(on(&[Day::Tue, Day::Fri], &exercise)[0], expected);
    assert!(on(&Day::ALL, &exercise).is_empty());
    // What was not in the week before has rules of its own.
    assert!(on(&[], &exercise).is_empty());
}

#[test]
fn what_is_done_daily_is_no_longer_than_the_librarys() {
    let walk = |minutes, days| {
        move |s: &mut Sample| {
            let daily = &mut s.phase("settle").daily[0];
            (daily.minutes, daily.days) = (minutes, days);
        }
    };
    let fault = |given: &str| {
        format!(
            "in phase settle, daily, `aer-walk-easy` has {given}, and 10 min on 5 days are the most"
        )
    };
    faults_after(walk(11, 5), &[&fault("11 min on 5 days")]);
    faults_after(walk(10, 6), &[&fault("10 min on 6 days")]);
    fine_after(walk(9, 5));
}

#[test]
fn walking_rises_by_a_fifth_a_week_at_most() {
    let to = |minutes| move |s: &mut Sample| s.phase("build").daily[0].weeks[0].minutes = minutes;
    // As many minutes on more days are more.
    faults_after(
        |s| s.phase("settle").daily[0].days = 4,
        &["in phase build, daily, `aer-walk-brisk` rises to 12 min in week 3"],
    );
    faults_after(to(13), &["in phase build, daily, `aer-walk-brisk` rises to 13 min in week 3"]);
    fine_after(to(12));
    fine_after(to(11));
}

/// Gives the bridge doses in the second phase, and takes it out of the third.
fn bridge_in_build(doses: [(u32, u32); 4]) -> impl Fn(&mut Sample) {
    move |s| {
        s.level(("build", "A", 0), (1, 1, 3)); // With an hour for it.
        s.climb(("build", "A", 0), &doses);
        s.replace(LAST_BRIDGE, "stretch-adductor-seated");
    }
}

#[test]
fn a_dose_rises_by_a_fifth_or_one_repetition_a_set() {
    let fault = |from: &str, to: &str, most: u32| {
        format!(
            "in phase build, `str-bridge` rises from {from} of 3 s to {to} of 3 s in week 4, and {most} repetitions in all are the most"
        )
    };
    // One repetition more in each of two sets: 12, then 14.
    fine_after(bridge_in_build([(2, 6), (2, 7), (2, 8), (2, 9)]));
    faults_after(
        bridge_in_build([(2, 6), (2, 8), (2, 8), (2, 9)]),
        &[&fault("2 x 6", "2 x 8", 14)],
    );
    // A fifth of 10 is more than one repetition; one of 9 is not, and a new set is no small step.
    fine_after(bridge_in_build([(1, 10), (2, 6), (2, 7), (2, 8)]));
    faults_after(
        bridge_in_build([(1, 9), (2, 6), (2, 7), (2, 8)]),
        &[&fault("1 x 9", "2 x 6", 10)],
    );
    // It may fall as it likes.
    fine_after(bridge_in_build([(2, 10), (1, 6), (1, 7), (2, 4)]));
}

#[test]
fn a_dose_rises_slowly_from_phase_to_phase_too() {
    faults_after(
        |s| s.climb(LAST_BRIDGE, &[(3, 8), (3, 8), (3, 9), (3, 10), (3, 10), (3, 10)]),
        &[
            "in phase return, `str-bridge` rises from 2 x 9 of 3 s to 3 x 8 of 3 s in week 7, and 21 repetitions in all are the most",
        ],
    );
}

#[test]
fn seconds_count_where_the_hold_changes() {
    let hold = |s: &mut Sample, build: (u32, u32)| {
        s.add("settle", "B", "str-plank-incline"); // 1 x 3 of 15 s: 45 s, so 60 s are the most.
        s.add("build", "B", "str-plank-incline"); // Holds of 20 s.
        s.climb(("build", "B", 1), &[build; 4]);
    };
    fine_after(|s| hold(s, (1, 3)));
    faults_after(
        |s| hold(s, (2, 2)),
        &[
            "in phase build, `str-plank-incline` rises from 1 x 3 of 15 s to 2 x 2 of 20 s in week 3, and 60 s in all are the most",
            "in phase build, the dose of transversus-abdominis/strengthen rises from 90 s to 160 s in week 3, and 135 s are the most",
        ],
    );
    // One hold of 20 s is little more than three of 5 s, and four times as long.
    faults_after(
        |s| {
            hold(s, (1, 1));
            s.item(("settle", "B", 1)).dose.iter_mut().for_each(|dose| dose.hold_s = 5);
        },
        &[
            "in phase build, the hold of `str-plank-incline` leaps from 1 x 3 of 5 s to 1 x 1 of 20 s in week 3",
        ],
    );
}

#[test]
fn light_and_other_work_comes_back_by_small_steps() {
    fine_after(|s| s.climb(("settle", "A", 0), &[(1, 5), (1, 6)]));
    faults_after(
        |s| s.climb(("settle", "A", 0), &[(1, 4), (1, 10)]),
        &[
            "in phase settle, `mc-glute-set` comes back from 1 x 4 of 5 s to 1 x 10 of 5 s in week 2 at once",
        ],
    );
    let stretch = |doses: [(u32, u32, u32); 2]| {
        move |s: &mut Sample| {
            for (dose, (sets, reps, hold_s)) in
                s.item(("settle", "B", 0)).dose.iter_mut().zip(doses)
            {
                (dose.sets, dose.reps, dose.hold_s) = (sets, reps, hold_s);
            }
        }
    };
    fine_after(stretch([(1, 1, 30), (1, 2, 20)]));
    faults_after(
        stretch([(1, 4, 10), (1, 2, 25)]),
        &[
            "in phase settle, `stretch-figure-four-seated` comes back from 1 x 4 of 10 s to 1 x 2 of 25 s in week 2 at once",
        ],
    );
    faults_after(
        stretch([(1, 1, 30), (1, 2, 30)]),
        &[
            "in phase settle, `stretch-figure-four-seated` comes back from 1 x 1 of 30 s to 1 x 2 of 30 s in week 2 at once",
        ],
    );
}

#[test]
fn a_muscle_gains_little_work_of_a_kind_in_a_week() {
    // One more exercise in the third phase: 2 x 9 bridges on two days are 180 s, and one
    // session more is 270 s.
    let more = |s: &mut Sample, doses: &[(u32, u32)]| {
        s.add("return", "A", "str-bridge-wide");
        let item = s.item(("return", "A", 2));
        assert_eq!(item.exercise, "str-bridge-wide");
        s.climb(("return", "A", 2), doses);
    };
    let few = [(1, 5), (1, 6), (1, 7), (1, 8), (1, 9), (1, 10)];
    fine_after(|s| more(s, &few));
    let many = [(1, 8), (1, 9), (1, 10), (2, 6), (2, 7), (2, 8)];
    faults_after(
        |s| more(s, &many),
        &[
            "in phase return, the dose of gluteus-maximus/strengthen rises from 180 s to 290 s in week 7, and 270 s are the most",
        ],
    );
}

#[test]
fn few_exercises_have_more_than_in_the_week_before() {
    // The bridge rises in each week of the third phase; two others with it are one too many.
    let with = |others: &'static [&'static str]| {
        move |s: &mut Sample| {
            for (index, id) in others.iter().enumerate() {
                s.add("return", "A", id);
                let reps = [(1, 4), (1, 5), (1, 5), (1, 5), (1, 5), (1, 5)];
                s.climb(("return", "A", 2 + index), &reps);
            }
        }
    };
    fine_after(with(&["str-clamshell"]));
    faults_after(
        with(&["str-clamshell", "str-heel-raise"]),
        &[
            "in phase return, `str-bridge`, `str-clamshell`, `str-heel-raise` have more in week 8 than in the week before, and 2 may",
        ],
    );
}

#[test]
fn an_exercise_that_paused_begins_anew() {
    let again = |s: &mut Sample, build: &str| {
        s.replace(("build", "A", 0), build);
        s.add("settle", "A", "str-heel-raise"); // 1 x 12.
        s.add("return", "A", "str-heel-raise"); // 3 x 10.
    };
    fine_after(|s| again(s, BRIDGE));
}

// ---------------------------------------------------------------- chains

#[test]
fn a_week_has_one_level_of_a_chain() {
    faults_after(
        |s| s.add("build", "A", GLUTE_SET),
        &[
            "in phase build, the week has two levels of the chain `bridge`: `mc-glute-set`, `str-bridge`",
        ],
    );
    // Several exercises may share a level.
    fine_after(|s| {
        s.add("build", "A", "stretch-hip-flexor-bed-edge");
        s.add("build", "B", "stretch-hip-flexor-standing");
    });
}

#[test]
fn a_chain_is_climbed_one_step_at_a_time() {
    let offset = [
        "in phase return, `str-bridge-offset` is at level 4 of the chain `bridge`, and `str-bridge-band` at level 3 is easier and comes first",
        "in phase return, `str-bridge-offset` is at level 4 of the chain `bridge`, and goes from difficulty 1 to 3 at once",
    ];
    // Whether there is a band or not.
    faults_after(|s| s.replace(LAST_BRIDGE, "str-bridge-offset"), &offset);
    let band = |s: &mut Sample| {
        s.request.equipment.insert("band".to_owned());
    };
    faults_after(
        |s| {
            band(s);
            s.replace(LAST_BRIDGE, "str-bridge-offset");
        },
        &offset,
    );
    fine_after(|s| {
        band(s);
        s.replace(LAST_BRIDGE, "str-bridge-band");
        s.climb(LAST_BRIDGE, &[(2, 9), (2, 10), (2, 12), (3, 9), (3, 10), (3, 12)]);
    });
    // Down is always free.
    fine_after(|s| {
        s.replace(("build", "A", 0), "stretch-adductor-seated");
        s.replace(LAST_BRIDGE, BRIDGE);
    });
}

#[test]
fn a_chain_is_entered_at_its_easiest_difficulty() {
    let harder = |s: &mut Sample| {
        for (phase, name) in [
            ("settle", "A"),
            ("settle", "B"),
            ("build", "A"),
            ("build", "B"),
            ("return", "A"),
            ("return", "B"),
        ] {
            let items = &mut s.session(phase, name).items;
            items.retain(|item| item.exercise != "stretch-figure-four-seated");
        }
        s.add("settle", "B", "stretch-figure-four-supine");
    };
    let fault = "in phase settle, `stretch-figure-four-supine` is at level 2 of the chain `figure-four`, and `stretch-figure-four-seated` at level 1 is easier and comes first";
    faults_after(harder, &[fault]);
    // Whatever the person may do.
    faults_after(
        |s| {
            s.request.exclude.insert("stretch-figure-four-seated".to_owned());
            harder(s);
        },
        &[fault],
    );
    // Levels 1 and 2 are of one difficulty.
    fine_after(|s| {
        s.replace(("settle", "A", 0), BRIDGE);
        s.climb(("settle", "A", 0), &[(1, 9), (1, 10)]);
    });
}

#[test]
fn nothing_is_done_above_a_level_that_a_precaution_bars() {
    let without_level_one = |s: &mut Sample| {
        s.session("settle", "A").items.remove(0);
        s.request.exclude.insert(GLUTE_SET.to_owned());
    };
    fine_after(without_level_one);
    let fault = |phase: &str| {
        format!(
            "in phase {phase}, `str-bridge` is at level 2 of the chain `bridge`, above level 1, which a precaution bars"
        )
    };
    faults_after(
        |s| {
            without_level_one(s);
            s.precaution("pfloor-over");
        },
        &[&fault("build"), &fault("return")],
    );
    // One of the two exercises of level 1 is barred, the other is not.
    fine_after(|s| {
        s.precaution("preg-supine");
        s.add("settle", "B", "stretch-hip-flexor-standing");
        s.add("build", "B", "stretch-hip-flexor-half-kneeling");
        s.replace(("build", "A", 0), "mob-sciatic-slider");
        s.replace(LAST_BRIDGE, "mob-sciatic-slider");
    });
}

// ---------------------------------------------------------------- coverage

#[test]
fn what_is_called_unmet_is_unmet_and_says_why() {
    let add = |need: &'static str| move |s: &mut Sample| s.plan.unmet.push(unmet(need));
    let place = "in phase settle, the unmet need";
    faults_after(
        add("piriformis/stretch"),
        &[&format!("{place} `piriformis/stretch` is met on 4 days")],
    );
    faults_after(
        add("gluteus-maximus/strengthen"),
        &[&format!("{place} `gluteus-maximus/strengthen` is met on 2 days")],
    );
    // The stretch of the piriformis does half of what this needs.
    fine_after(add("gluteus-maximus/stretch"));
    fine_after(|s| {
        s.phase("settle").week.remove(&Day::Thu);
        add("gluteus-maximus/strengthen")(s);
    });
    faults_after(
        add("piriformis/release"),
        &[&format!("{place} `piriformis/release` is listed twice")],
    );
    faults_after(
        add("piriformis"),
        &[&format!("{place} `piriformis` is no muscle and kind of work")],
    );
    faults_after(
        add("tfl/stretch"),
        &[&format!("{place} `tfl/stretch` is of `tfl`, which is not affected")],
    );
    faults_after(
        |s| s.plan.unmet[0].says = " ".to_owned(),
        &[&format!("{place} `piriformis/release` has no sentence for the patient")],
    );
    faults_after(
        |s| s.plan.unmet[0].reason = "because".to_owned(),
        &[&format!("{place} `piriformis/release` has the reason `because`, which is none")],
    );
    faults_after(
        |s| s.plan.unmet[0].phase = "rest".to_owned(),
        &[
            "in phase rest, the unmet need `piriformis/release` is in a phase that the plan does not have",
        ],
    );
}

// ---------------------------------------------------------------- score

#[test]
fn the_certificate_agrees_with_itself() {
    faults_after(
        |s| s.phase("build").certificate.terms.menu = Points(-1_199),
        &[
            "in phase build, the score is 70000 thousandths of a point, and its terms add up to 70001",
        ],
    );
    faults_after(
        |s| s.phase("build").certificate.bound = Points(70_001),
        &[
            "in phase build, the score 70000 is called the best, and the bound is 70001 (thousandths of a point)",
        ],
    );
    fine_after(|s| {
        let certificate = &mut s.phase("build").certificate;
        (certificate.bound, certificate.proven) = (Points(70_001), false);
    });
    faults_after(
        |s| {
            let certificate = &mut s.phase("build").certificate;
            (certificate.bound, certificate.proven) = (Points(69_999), false);
        },
        &["in phase build, the bound 69999 is below the score 70000 (thousandths of a point)"],
    );
    faults_after(
        |s| s.phase("build").certificate.variety = Points(1_001),
        &[
            "in phase build, 1001 thousandths of a point are given up for variety, and 1000 are the most",
        ],
    );
    fine_after(|s| s.phase("build").certificate.variety = Points(1_000));
}

// ---------------------------------------------------------------- any plan at all

#[test]
fn what_is_light_and_new_begins_low_after_time_off() {
    let begun = |share: u32, known: bool| {
        let mut sample = good();
        let settle = sample.plan.phases.remove(0);
        let before = if known { vec![settle] } else { Vec::new() };
        let schedule = vec![("build".to_owned(), (3, 6)), ("return".to_owned(), (7, 12))];
        let light_share = Some(share);
        sample.request.past = Some(Past { schedule, before, light_share, ..Past::default() });
        let faults = sample.faults().into_iter();
        faults.filter(|fault| fault.contains("is new after time off")).collect::<Vec<_>>()
    };
    let fault = format!(
        "in phase build, `{FIGURE_FOUR}` is new after time off and has 1 x 2 of 30 s at first"
    );
    let found = begun(40, false);
    // It is in both sessions.
    assert!(found.len() == 2 && found.iter().all(|one| one.starts_with(&fault)), "{found:?}");
    assert_eq!(begun(40, true), [""; 0]);
    assert_eq!(begun(60, false), [""; 0]);
}

/// Every number of a plan made as large as it may be, every id and name that is not a value of its
/// own type made unknown.
fn spoilt(value: &mut serde_json::Value, numbers: u64) {
    match value {
        serde_json::Value::Number(number) => *number = numbers.into(),
        serde_json::Value::Array(entries) => {
            entries.iter_mut().for_each(|entry| spoilt(entry, numbers));
        }
        serde_json::Value::Object(entries) => {
            entries.iter_mut().filter(|(key, _)| *key != "schema").for_each(|(_, entry)| {
                spoilt(entry, numbers);
            });
        }
        _ => {}
    }
}

#[test]
fn no_plan_from_a_file_makes_the_checker_panic() {
    let good = good();
    for numbers in [0, 1, u64::from(u32::MAX)] {
        let mut value = serde_json::to_value(&good.plan).unwrap();
        spoilt(&mut value, numbers);
        let text = value.to_string();
        for (from, to) in [("", ""), (BRIDGE, "str-nothing"), ("\"build\"", "\"rest\"")] {
            let plan: Plan = serde_json::from_str(&text.replace(from, to)).unwrap();
            let spoilt =
                Sample { library: good.library.clone(), request: good.request.clone(), plan };
            assert!(!spoilt.faults().is_empty(), "{numbers} {to}");
        }
    }
    let mut empty = good;
    empty.plan.phases.clear();
    assert_eq!(
        empty.faults().len(),
        2,
        "no phases, and an unmet need in none: {:?}",
        empty.faults()
    );
}
