//! What to do for safety is always said: to one who wants quiet, and when nothing can be written.

use crate::command::Desk;

const NEW: &str = "new ana --defaults --muscle gluteus-medius --start 2026-11-23 --answer no=all";

/// 2026-11-16, a week before the plan, and 2026-12-01.
const BEFORE: &str = "1794787200";
const LATER: &str = "1796083200";

#[test]
fn quiet_is_for_what_went_well() {
    let desk = Desk::new();
    let run = |arguments: &str, day: &str| desk.run_with(arguments, &[("SOURCE_DATE_EPOCH", day)]);
    for arguments in [&format!("{NEW} -q"), "screen ana -q --answer no=all", "plan ana -q"] {
        assert_eq!(run(arguments, BEFORE).good().stderr, "", "{arguments}");
    }
    for arguments in [
        "plan ana --answer ces-saddle=yes -q",
        "explain ana --answer ces-saddle=yes -q",
        "screen -q --answer ces-saddle=yes",
        "new ben -q --defaults --muscle QL --answer no=all --answer ces-saddle=yes",
        "checkin ana -q --date 2026-11-29 --flag ces-bladder",
        "plan ana -q",
    ] {
        let ran = run(arguments, LATER);
        assert_eq!(ran.code, 3, "{arguments}: {}", ran.stderr);
        assert!(ran.stderr.contains("Get help now"), "{arguments}: {}", ran.stderr);
    }
    // A caution is for safety too.
    let ran = desk.run("screen -q --answer no=all --answer night-pain=yes").good();
    assert!(ran.stderr.contains("You can start, with care"), "{}", ran.stderr);
}

#[test]
fn a_referral_that_cannot_be_written_is_said_all_the_same() {
    let desk = Desk::new();
    let ran = desk.run("plan --area groin --answer ces-saddle=yes --referral -o nodir/x.pdf");
    assert_eq!(ran.code, 73);
    for words in ["cannot-write", "Get help now", "ces-saddle"] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
}
