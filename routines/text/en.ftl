### The words of the page. Plain words, short sentences, reading grade 5; **two stars** make words stand out.

# The language of this file, as a BCP 47 tag. It decides on plurals, and on which way a page is laid out.
language = en

## Days, months, dates

day-mon = Monday
day-tue = Tuesday
day-wed = Wednesday
day-thu = Thursday
day-fri = Friday
day-sat = Saturday
day-sun = Sunday
day-short-mon = Mon
day-short-tue = Tue
day-short-wed = Wed
day-short-thu = Thu
day-short-fri = Fri
day-short-sat = Sat
day-short-sun = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
# A whole date, for the first page and the log.
date-long = { $weekday } { $day } { $month } { $year }
date-short = { $weekday } { $day } { $month }
# On a line of dates.
date-brief = { $day } { $month }
# An exercise in a sentence: its name may have commas.
named = “{ $name }”
list-two = { $first } and { $second }
list-more = { $first }, { $rest }
either-two = { $first } or { $second }
either-more = { $first }, { $rest }

# Weeks of a plan. $span is how many they are; the last ones are for where no line may break.
weeks = { $span ->
    [one] week { $first }
   *[other] weeks { $first } to { $last }
}
weeks-title = { $span ->
    [one] Week { $first }
   *[other] Weeks { $first } to { $last }
}
weeks-close = { $span ->
    [one] week{"\u00A0"}{ $first }
   *[other] weeks{"\u00A0"}{ $first }{"\u00A0"}to{"\u00A0"}{ $last }
}

side-left = left side
side-right = right side
side-both = both sides
side-short-left = left
side-short-right = right
side-short-both = both

## Every page

page-number = Page { $page } of { $pages }
footer = { $program } · library { $library } · seed { $seed }
footer-clinic = { $clinic } · { $phone }

## Overview

plan-title = Your exercise plan
plan-for = Exercise plan for { $name }
plan-phone = Call { $phone }
plan-registration = Registration { $registration }
logo-alt = Logo of { $clinic }
plan-what-for = What this plan works on
works-strengthen = stronger
works-stretch = looser
works-release = calmer
works-muscle = { $name } ({ $side })
works-on = **{ $name }** ({ $side }): { $what }
works-on-middle = **{ $name }**: { $what }
works-from-areas = You told us where it hurts: { $areas }. From this we chose muscles that often play a part. It is a guess that helps to pick exercises. It is not a diagnosis.
map-muscles = Orange: to work on.
map-muscles-mono = Dark stripes: to work on.
map-dotted = Dotted: pain.
map-areas = Pain from the muscles may be felt here: { $areas }.
map-told = You told us that it hurts here: { $areas }.
map-alt = A person from the front and from behind. The muscles that this plan works on are drawn in. The places where pain may be felt are dotted and numbered.
plan-no-days = There is **no session** in this part of your plan.
plan-days = Exercise on **{ $days }**, up to **{ $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}** each time.
# Where some weeks have other days: one sentence for each such part.
plan-days-weeks = { weeks-title }: exercise on **{ $days }**, up to **{ $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}** each time.
plan-weeks = { $weeks ->
    [one] 1 week, from { $start }
   *[other] { $weeks } weeks, from { $start }
}
timeline-alt = The weeks of the plan on a line.
timeline-phase = { $name }: { weeks }, { $start } to { $end }.

# What changed since the plan before.
changed-title = What is new in this plan
changed-new = **New:** { $names }
changed-progressed = **A bit more:** { $names }
changed-held = **The same for now:** { $names }
changed-regressed = **A bit less:** { $names }
changed-changed = **Changed:** { $names }
changed-stopped = **Left out now:** { $names }
changed-gone = **No more:** { $names }
changed-mark-new = New
changed-mark-progressed = A bit more
changed-mark-changed = Changed
changed-mark-held = The same
changed-mark-regressed = A bit less
changed-mark-stopped = Left out now
changed-mark-gone = No more
changed-mark-advanced = Next part
changed-mark-extended = This part goes on
changed-mark-restarted = An earlier part again
changed-mark-finished = Plan done
changed-mark-shortened = Shorter
changed-mark-lengthened = Longer
# A change of the whole plan: what it is, and the part or the minutes now.
changed-whole = The whole plan
changed-whole-to = **{ $mark }: { $to }.**
review-title = See someone
changed-from-to = Before: { $from }. Now: { $to }.
changed-days = Days a week: { $from } before, { $to } now.

phase-settle = Settle and move
phase-build = Build up
phase-return = Back to life
phase-aim-settle = Calm the pain. Wake the muscles. Move with ease.
phase-aim-build = Get stronger, bit by bit.
phase-aim-return = Get ready for the things that you want to do.

stop-title = Stop, and call { $number }, if you have:
emergency-number = your local emergency number
stop-1 = numb skin between your legs, or new trouble with pee or poo
stop-2 = a leg or foot that gets weak, or both legs going numb
stop-3 = a leg that cannot take your weight
stop-4 = a fever with back or hip pain, or a hot, red, swollen joint
stop-5 = chest pain, or you find it hard to breathe
stop-6 = one calf that is swollen, warm and sore

light-title = Your pain, 0 to 10
light-range = { $low } to { $high }
light-go = { $range }: go on
light-go-text = This is fine. Do your plan.
light-care = { $range }: take care
light-care-text = Do the same, not more. Still up the next morning? Then do half.
light-stop = { $range }: stop
light-stop-text = Leave that exercise for today. Next time do half, or the easier one.
light-normal = Dull soreness for a day or two after new strength work is normal.
# In its place for people whom more makes ill.
rules-steady = Are you ill or worn out the day after? Then it was too much. Rest until that has passed, and do half next time.

## Guide

guide-title = Before your first day
need-title = What you need
need-nothing = Only things that every home has.
ask-title = Ask a doctor or physiotherapist
ask-lead = Ask before you go on if:
ask-1 = tingling, numbness or weakness is new, or spreads down your leg
ask-2 = pain at night gets worse from week to week
ask-3 = pain stays above { $limit } after you have done less two times
ask-4 = you are worse after 2 weeks, or no better after 4 to 6 weeks
rules-title = Good to know
rules-rate = Rate your pain while you exercise and again the next morning: 0 is none, 10 is the worst.
rules-morning = Is it back to your usual level the next morning? Then all is well. If not, or if it wakes you more at night, do half next time.
rules-few = A few moves, done often, help most.
rules-breathe = Breathe out when you work, and never hold your breath. Stretch to a mild pull, and never bounce.
rules-press = Press on muscle, never on bone. Keep off your spine, your groin, swellings, bruises, sore veins and numb skin.
rules-floor = To get down to the floor, hold a heavy chair: one knee, then the other. To get up, roll to your side first. Too hard? Use a firm bed.
rules-effort = Effort is a number too: 0 is none, 10 is the most you can do.
rules-general = This is general advice from an exercise library. It is not a diagnosis.
show-me-title = Show me
show-me-lead = Show your therapist each exercise once. They tick it when you do it well.

## Referral: instead of a plan

referral-title = No exercises yet
referral-for = No exercises yet for { $name }
referral-lead-refused = We made no exercise plan, to keep you safe. Please do this.
referral-lead = We made no exercise plan, to keep you safe. Please do this first.
referral-number = In an emergency call **{ $number }**.
referral-answers = Your answers that need a check
referral-show = Show this page to the doctor or nurse
referral-show-lead = It says what you asked for and what you answered.
referral-asked = **Exercises were asked for:** { $names }
referral-muscle = { $name } ({ $side })
referral-areas = **It hurts here:** { $names }
referral-precautions = **To be careful with:** { $names }
referral-again = When you have been seen, answer the questions again. Then a plan can be made.
referral-seen = For the doctor, nurse or physiotherapist
referral-may = may start gentle exercises
referral-may-not = must not start yet
referral-because = Because:
referral-name = Name:
referral-signature = Signature:
referral-date = Date:
referral-footer = { $program } · library { $library }

## How it has gone

progress-title = How it has gone
progress-done = You did **{ $done } of { $planned } sessions** in { $weeks ->
    [one] the first week
   *[other] { $weeks } weeks
}.
progress-pain = Your pain
progress-pain-lead = The worst of each week, 0 to 10. Full dots: while you exercised. Open dots: the next morning.
progress-pain-alt = A chart of pain by week.
progress-during = While exercising: { $weeks }.
progress-morning = The next morning: { $weeks }.
progress-function = What you can do
progress-function-lead = What matters to you: { $names }. The mean of each week: 0 is not at all, 10 is as well as before.
progress-function-alt = A chart of what you can do by week.
progress-mean = The mean: { $weeks }.
progress-week-alt = week { $week }: { $rating }
progress-tests = Your tests
progress-tests-summary = Results of the tests by week
progress-week = Week
progress-chair = Stand-ups in 30 seconds
progress-left = Left leg, seconds
progress-right = Right leg, seconds
progress-changes = What changed, and why
progress-changes-summary = Changes to exercises with their reasons
progress-exercise = Exercise
progress-change = Change
progress-why = Why

## Conditions

conditions-title = What you have
conditions-answer = **Please answer first.** { $asks }
conditions-overruled = { $wanted }: { $exercises } would often be used. You also have: { $left_out }. { $count ->
    [one] So it is left out.
   *[other] So they are left out.
}

## Before you start

before-title = Before you start
before-lead = Please tick yes or no for each question first.
before-if-emergency = One yes here: get help now
before-if-urgent = One yes here: see a doctor first
before-if-sign-off = One yes here: ask before you start
before-if-again = One yes here: do not start yet
before-if-caution = One yes here: take care
before-do-sign-off = Tell them: this plan was made before you said yes. It leaves nothing out for it.
before-do-again = This plan was made before you said yes. It leaves nothing out for it, so some moves may not be safe for you. Answer again and get a new plan, or ask a doctor or physiotherapist first.
before-do-caution = Start gently. If you are not sure, ask a doctor or physiotherapist.
before-soft = Two or more of the ones with a star (*): see a doctor first.
# Lists of questions follow both. $what is the heading of the level, such as “See a doctor first”.
before-together = { $what } if you tick yes here:
before-together-with = { $count ->
    [one] and also here:
   *[other] and also at one of these:
}
before-question = Question
before-yes = Yes
before-no = No
before-summary = Safety questions with boxes for yes and no
sign-title = Ask before you start
sign-open-title = If you ticked yes above: your doctor, midwife or physiotherapist signs here
sign-lead = Show this plan to your doctor, surgeon, midwife or physiotherapist. Start when they have signed.
sign-name = Name
sign-date = Date
sign-signature = Signature
care-title = Take care
answers-given = Your answers:
answers-known = This is why:
answers-given-on = Your answers of { $date }:
answer-yes = Yes.
answer-choices = Yes: { $names }.
answer-unknown = I do not know.
# Nobody said yes to the question: something else that is known does.
answer-by-age = Yes, by your year of birth.
answer-by-others = Counts as yes, by your other answers.
answer-by-age-and-others = Counts as yes, by your other answers and your year of birth.

left-out-title = Left out for you
left-out-lead = Some exercises are not in your plan, to keep you safe.
left-out-line = **{ $name }:** left out are { $what }. { $because }
left-out-condition = **{ $name }:** left out: { $what }. { $because }
limits-lead = Some things are kept small, to keep you safe.
limits-line = **{ $name }:** { $limits }.
limit-pain = pain of { $limit } out of 10 at most
limit-effort = effort of { $limit } out of 10 at most
limit-dose = { $share ->
    [50] half of each dose
   *[other] { $share } % of each dose
} in { $weeks }
unkept-title = What was asked for
unkept-include = **{ $name }** is not in the plan. { $says }
unkept-dose = **{ $name }** is in the plan as it was asked for. { $says }
unkept-dose-absent = **{ $name }** is not in the plan, so the dose that was set for it is not used. { $says }
unkept-note = **{ $name }** is not in the plan, so the note on it is on no card. { $says }
unmet-title = What this plan could not cover
unmet-line = **{ $phases }:** { $says }
unmet-all-phases = All weeks
unmet-what = { $works } { $names }
unmet-your = your { $muscle }
unmet-to-stretch = stretch
unmet-to-release = ease
unmet-to-strengthen = train
# Work for daily life, which is told in words of its own.
unmet-what-function = train { $names } for daily life
unmet-for-library = We have no exercise to { $what }.
unmet-for-precaution = What can { $what } is not right for you in these weeks. { $detail }
unmet-for-position = To { $what } you need a position that you asked to avoid. { $detail }
unmet-for-equipment = To { $what } you need { $detail }.
unmet-for-excluded = You asked to leave out what can { $what }. { $detail }
unmet-for-pain = What can { $what } was stopped because of what it did.
unmet-for-phase = What can { $what } is not right for these weeks.
unmet-for-time = There was no time left to { $what }.
unmet-for-days = Your days are too few or too close together to { $what }.
unmet-for-priority = Other exercises came first, so none to { $what } is in these weeks.

## A phase

phase-title = { weeks-title }: { $name }
phase-lead = { $aim } Aim for an effort of **{ $low } to { $high } out of{"\u00A0"}10**.
phase-lead-none = { $aim } There are no sessions in these weeks.
phase-lead-one = { $aim } Aim for an effort of **{ $high } out of{"\u00A0"}10** at most.
week-summary = The week: exercises by day, with a box to tick for each week
week-boxes = { $span ->
    [one] The box is for week { $first }.
   *[other] One box for each week: the first is for week { $first }, the last for week { $last }.
}
week-times = 2{"\u00A0"}×{"\u00A0"}10 means 2 rounds of 10.
week-exercise = Exercise
week-session = Session
week-minutes = Minutes
week-rest = rest
week-ab = Do session A on A days and session B on B days.
week-amount-side = { $amount }, { $side }
week-side-left = left side
week-side-right = right side
week-side-both = each side
daily-exercise = On top of your sessions
daily-summary = What to do on top of the sessions: minutes each time, with a box to tick for each week
daily-week = Week { $week }
daily-days = { $days ->
    [7] every day
    [one] one day a week
   *[other] { $days } days a week
}
daily-minutes = { $minutes } min
daily-boxes = Tick a week when you have done all of its days.

cards-title = { weeks-title }: how to do them

position-supine = Lying on your back
position-prone = Lying on your front
position-side-lying = Lying on your side
position-floor-seated = Sitting on the floor
position-quadruped = On hands and knees
position-kneeling = Kneeling
position-seated = Sitting on a chair
position-standing = Standing
position-any = In any position
beside-title = On top of your sessions

## A card

card-feel = Feel it:
card-avoid = Avoid:
card-stop = Stop if:
card-why = Why:
card-easier = Too hard?
card-harder = Easy for two weeks?
card-easier-text = Go back to “{ $name }”.
card-easier-less = Do half as many.
# Of one there is no half.
card-easier-shorter = Do it for half as long.
card-easier-smaller = Make the move smaller.
card-harder-text = Next comes “{ $name }”. Ask before you move on.
card-note = For you:
card-side-left = Work your **left** side.
card-side-right = Work your **right** side.
card-side-both = Do one side, then the other.
card-uneven = Begin each time with the other side.
# A walk or a ride of those whom a precaution keeps to light effort.
card-effort = **Effort of { $limit } out of{"\u00A0"}10 at most.** Slow down before it is more.
card-bed = **Do this on a firm bed.**
card-again = You know this one. How to do it:
card-again-link = number{"\u00A0"}{ $number } in { weeks-close }

# Below a picture.
picture-start = Start
picture-middle = Then
picture-end = End
# For those who do not see it: the name, and the first words of how to get there.
picture-alt-still = { $name }. { $words }
picture-alt-start = { $name }, at the start. { $words }
picture-alt-middle = { $name }, on the way.
picture-alt-end = { $name }, at the end. { $words }

dose-reps = { $reps ->
    [one] once
   *[other] { $reps } times
}
dose-hold = { $reps ->
    [one] hold { $hold } seconds, once
   *[other] hold { $hold } seconds, { $reps } times
}
# Seconds of strokes, rolling or steps: nothing is held still.
dose-timed = { $reps ->
    [one] { $hold } seconds
   *[other] { $hold } seconds, { $reps } times
}
dose-sets = { $sets ->
    [one] { $dose }
   *[other] { $sets } rounds: { $dose }
}
dose-each = { $dose }, each side
# Where sides take turns: whoever counts each side by itself would do twice as much.
dose-turns = { $dose }, left and right counted together
dose-rest = Rest { $rest } seconds between rounds.
dose-same = **{ $dose }.**
dose-start = **{ $dose }.** Rounds × times:
dose-start-held = **{ $dose }.** Week by week:
dose-weeks = { weeks-close }:{"\u00A0"}**{ $dose }**.
dose-minutes = { $minutes ->
    [one] 1 minute, { daily-days }.
   *[other] { $minutes } minutes, { daily-days }.
}
dose-minutes-climb = { $days ->
    [7] **Every day.**
    [one] **One day a week.**
   *[other] **{ $days } days a week.**
} Minutes each time:
dose-minutes-weeks = { weeks-close }:{"\u00A0"}**{ $minutes }**.
# A break inside would tear a dose apart, so its spaces do not break.
dose-short = { $sets }{"\u00A0"}×{"\u00A0"}{ $reps }
dose-short-weeks = { weeks-close }: { $dose }
dose-short-hold = { $dose }, hold { $hold } s
dose-short-timed = { $times ->
    [one] { $hold } s
   *[other] { $times }{"\u00A0"}×{"\u00A0"}{ $hold } s
}
dose-short-for = { $dose }, { $hold } s each

## One exercise by itself

sheet-through = On the way: { $positions }.
sheet-needs = You need: { $things }.
sheet-doses = How much
sheet-dose = { $dose }, { daily-days }.
sheet-not-with = Left out for people with
sheet-until = (until the end of “{ $phase }”)

## Desk, advice

desk-title = At your desk
desk-lead = On work days, stop for a moment at these times. Do the short break with that number.
desk-weeks = { weeks-title }: **{ $told }.**
desk-minutes = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
desk-line = { $count ->
    [one] { $number }: { $name }, once a day
   *[other] { $number }: { $name }, { $count } times a day
}
desk-alt = Your working day on a strip, with the times of your breaks.
desk-alt-line = { $number }, { $name }: { $times }.
advice-title = Good habits

## Log

log-title = { $span ->
    [one] Your log: week { $first }
   *[other] Your log: weeks { $first } and { $last }
}
log-lead = Write a number from 0 to 10. Effort: 0 is none, 10 is the most you can do.
log-summary = A row for each session with room for what you did
log-day = Day
log-session = Session
log-done = Done
log-pain = Pain during
log-morning = Pain next morning
log-effort = Effort
log-checks-title = How are you doing?
log-checks-name = Name three things that matter to you.
log-checks-same = Name the same three things as on the first sheet.
log-checks-lead = Rate how well you can do each: 0 is not at all, 10 is as well as before.
log-checks-summary = Activities and tests with room for a number
log-check = What
log-start = At the start
log-end = End of week { $week }
log-rating = 0 to 10
log-screen = Is something new or worse? Read “Stop, and call” at the beginning of your plan. A new illness, an operation, or a baby on the way? Ask a doctor first.

## Tests at home

tests-title = Test yourself
tests-weeks = { $count ->
    [one] week { $weeks }
   *[other] weeks { $weeks }
}
# $from is the first week of this plan: a later plan goes on from one before.
tests-lead = { $from ->
    [1] Do this before you start, and at the end of { tests-weeks }.
   *[other] Do this at the end of { tests-weeks }.
} Write the numbers in your log. They are for you, to see how far you have come.
tests-signed = Not before your plan is signed: see “Before you start”.
tests-safe = Only if you feel steady and well, and someone is near. Stop if it hurts or you feel dizzy.

## For the therapist

clinician-title = For the therapist
clinician-lead = These pages are for a health professional. They say why this plan is as it is. The library was reviewed by desk, not yet by a clinician.
clinician-sign = Read before handing out
clinician-sign-lead = I have read this plan, and it suits this person.
clinician-reasons = Why each exercise is here
clinician-doses = Doses, rules and sources
clinician-withheld = Withheld and not met
clinician-settings = Settings to make the same plan again
clinician-cert = What this plan reports
quality-title = How good each week is
quality-lead = Score and bound are points of about 100. No two-session week under the same rules scores more than the bound.
quality-summary = Score, bound and proof by phase
quality-phase = Phase
quality-score = Score
quality-bound = Bound
quality-proven = Proven best
quality-nodes = Search nodes
quality-yes = yes
quality-no = no
quality-terms-lead = What the score is made of: needs that are treated, muscles left out, changes of position, exercises to learn, exercises that are new, time and difficulty.
quality-terms-summary = The terms of the score by phase
quality-coverage = Coverage
quality-neglect = Neglect
quality-changes = Changes
quality-menu = Menu
quality-novelty = Novelty
quality-effort = Effort
reasons-lead = Worth: the points that the week would lose without the exercise, and the terms that they come from.
reasons-summary = Exercises with dose, needs served and worth
reasons-exercise = Exercise
reasons-dose = Sessions, dose, side
reasons-for = Serves
reasons-worth = Worth
doses-lead = The library’s dose in each phase, and what the exercise rests on. A: guideline or systematic review. B: controlled trial. C: laboratory or observational study. D: general clinical knowledge.
doses-climb = A loading exercise starts at { $entry } % of its dose in the first phase, and a new one later at { $share } %. Repetitions rise by at most { $rise } % a week, or by one in each set. At most { $many } exercises rise in a week, and the work of a muscle by at most { $rise } % or one session.
doses-load = A muscle is loaded on at most { $days } days a week, never on adjacent days, by at most { $day } exercises a day.
doses-stretch = A stretch is repeated up to { $seconds } seconds a day. From { $older } years it is held for at least { $hold } seconds.
doses-time = Minutes count { $rep } seconds a repetition, the rests, and { $change } seconds for each change of position.
doses-pain = Pain of 0 to { $safe } is safe, up to { $limit } the dose stays, above it the exercise stops.
doses-summary = Exercises with doses and sources
doses-exercise = Exercise
doses-dose = Dose in the library
doses-sources = Rests on
settings-lead = Save these lines as a file and give it to `regimen plan`. The same library makes the same plan.
doses-weeks = { $span ->
    [one] { $first }:
   *[other] { $first }-{ $last }:
}
doses-minutes = { $minutes } min, { $days } d/wk
doses-counted = { $sets } × { $reps }{ $hold ->
    [0] { "" }
   *[other] , { $hold } s
}, { $days } d/wk
withheld-summary = Withheld exercises with their precautions
withheld-continued = { $precaution }, continued
withheld-exercise = Exercise
withheld-precaution = Precaution
withheld-why = Why
unmet-all-title = Needs that no session meets
unmet-all-summary = Unmet needs with their reasons
unmet-need = Need
unmet-phase = Phase
unmet-reason = Reason
unmet-says = In words
cert-lead = The 16 items of the Consensus on Exercise Reporting Template (CERT, 2016), in our own words, and what this plan says to each.
cert-summary = Items of the template and what this plan says
cert-number = No.
cert-item = Item
cert-here = In this plan
cert-nobody = not named
cert-events = Events so far:
cert-1 = Equipment
cert-1-text = { $things }
cert-2 = Who instructs
cert-2-text = Therapist: { $therapist }. The plan was made by a program; its version, library and seed are at the foot of each page.
cert-3 = Alone or in a group
cert-3-text = Alone.
cert-4 = Supervision
cert-4-text = None at home. A first check with tick boxes is in the guide (“Show me”).
cert-5 = How adherence is recorded
cert-5-text = Tick boxes in each week, and a log of each session.
cert-6 = Motivation
cert-6-text = Few exercises, own activities that are rated, tests against oneself, a reason on each card.
cert-7 = Progression
cert-7-text = By phase. Loads that are new after the first phase start at { $share } % of the dose. At most { $many } rise in a week, each by at most { $rise } %. Pain above { $limit } of 10, or more pain the next morning, lowers the dose.
cert-8 = Description of each exercise
cert-8-text = A card each: pictures of start and end, steps, where to feel it, what to avoid.
cert-9 = Home programme
cert-9-text = All of it is done at home: { $sessions } sessions a week of up to { $minutes } minutes, and what stands under “On top of your sessions”.
cert-10 = Parts that are not exercise
cert-10-text = Advice on habits and pain; short breaks for people who sit.
cert-11 = Adverse events
cert-11-text = The beginning of the plan says when to stop and whom to call. The line below is for what happened.
cert-12 = Setting
cert-12-text = Home, and the desk if the person sits at work.
cert-13 = Dose
cert-13-text = { $weeks } weeks. Sets, repetitions, holds, rests and days are on each card and in the tables above.
cert-14 = Tailoring
cert-14-text = To muscles, findings, sides and severity, time, equipment, precautions, and positions to avoid.
cert-15 = Starting level
cert-15-text = Each chain of exercises begins at the easiest level that the person may do; each phase has a greatest difficulty.
cert-16 = Fidelity
cert-16-text = The log shows what was done, pain, effort and tests at the end of each phase.

## Sources

sources-title = Where this comes from
sources-lead = What the exercises in this plan rest on. A: guideline or review of many studies. B: trial. C: laboratory study. D: general knowledge of therapists.
sources-line = { $what } ({ $grade })

## Why an exercise is in the plan

why-asked = You or your therapist asked for it.
why-preferred = It is a first choice for what you have.
why-left = left { $muscle }
why-right = right { $muscle }
why-here = Here it { $works }.
why-strengthen = makes your { $muscle } stronger
why-stretch = loosens your { $muscle }
why-release = calms your { $muscle }
why-function = trains your { $muscle } for daily life

## The sessions in a calendar

calendar-session = Exercises: session { $session } ({ $minutes ->
    [one] 1 minute
   *[other] up to { $minutes } minutes
})
calendar-only-session = Exercises ({ $minutes ->
    [one] 1 minute
   *[other] up to { $minutes } minutes
})
calendar-exercise = { $number }. { $name }: { $dose }
calendar-stop = Stop an exercise if it hurts { $from } or more out of 10.
calendar-questions = Not every safety question has a yes or no yet. Your plan has them on the page “Before you start”. Answer them first.
calendar-how = How to do each one is in your plan.

## What is other than in an earlier plan

diff-title = What changed in the plan
diff-lead = From the plan of { $before } to the plan of { $now }.
diff-same = Both plans ask for the same.
diff-muscles-new = New: { $names }
diff-muscles-gone = No longer treated: { $names }
diff-precautions-new = New care needed: { $names }
diff-precautions-gone = Care no longer needed: { $names }
diff-weeks-moved = { $now }, before { $before }
diff-over = over
diff-summary = Each exercise that is new, gone or done in another way
diff-exercise = Exercise
diff-before = Before
diff-now = Now
diff-why = Why
diff-none = –
