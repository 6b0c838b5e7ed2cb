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
list-two = { $first } and { $second }
list-more = { $first }, { $rest }

side-left = left side
side-right = right side
side-both = both sides

## Every page

page-number = Page { $page } of { $pages }
footer = { $program } · library { $library } · seed { $seed }
footer-clinic = { $clinic } · { $phone }

## Overview

plan-title = Your exercise plan
plan-for = Exercise plan for { $name }
plan-dates = Starts { $start }. Ends { $end }. { $weeks } weeks.
plan-from = From { $who }.
plan-phone = Questions? Call { $phone }.
plan-registration = Registration: { $registration }.
plan-lead = A few moves, done often, help most.
plan-what-for = What this plan works on
works-strengthen = To make stronger
works-stretch = To loosen
works-release = To calm
works-muscle = { $name } ({ $side })
works-from-areas = You told us where it hurts: { $areas }. From this we chose muscles that often play a part. It is a guess that helps to pick exercises. It is not a diagnosis.
map-muscles = Orange: the muscles that this plan works on.
map-areas = Dotted: where pain from them may be felt. { $areas }.
map-told = Dotted: where you told us it hurts. { $areas }.
map-alt = A person from the front and from behind. The muscles that this plan works on are drawn in. The places where pain may be felt are dotted and numbered.
plan-days = You exercise on **{ $days }**.
plan-minutes = Each time takes up to **{ $minutes } minutes**, rests included.
plan-phases = Your three steps
phases-summary = The phases of the plan with their weeks, dates and aims
phases-weeks = Weeks
phases-dates = Dates
phases-aim = What you do
phases-effort = How hard
weeks-range = { $first } to { $last }
dates-range = { $first } to { $last }
effort-range = { $low } to { $high } of 10
effort-note = How hard: 0 is no effort at all, 10 is the most you can do.

phase-settle = Settle and move
phase-build = Build up
phase-return = Back to life
phase-aim-settle = Calm the pain. Wake the muscles. Move with ease.
phase-aim-build = Get stronger, bit by bit.
phase-aim-return = Get ready for the things that you want to do.

need-title = What you need
need-nothing = Only things that every home has.

stop-title = Stop, and get help now
stop-lead = Call { $number } if you have:
emergency-number = your local emergency number
stop-1 = numb skin between your legs, or new trouble with pee or poo
stop-2 = a leg or foot that gets weak, or both legs going numb
stop-3 = a leg that cannot take your weight
stop-4 = a fever with back or hip pain, or a hot, red, swollen joint
stop-5 = chest pain, or you find it hard to breathe
stop-6 = one calf that is swollen, warm and sore

light-title = Let pain be your guide
light-lead = Rate your pain from 0 (none) to 10 (the worst). Rate it while you exercise, and again the next morning.
zone = { $first } to { $last }
light-go = { $zone }: go on
light-go-text = This is fine. Do your plan.
light-care = { $zone }: take care
light-care-text = Do the same, not more. By the next morning it must be back to your usual level.
light-stop = { $zone }: stop that exercise
light-stop-text = Next time do half, or the easier one. Do the same if pain is up the next morning, or wakes you more at night.
light-normal = Dull soreness for a day or two after new strength work is normal.

ask-title = Ask a doctor or physiotherapist
ask-lead = Ask before you go on if:
ask-1 = tingling, numbness or weakness is new, or spreads down your leg
ask-2 = pain at night gets worse from week to week
ask-3 = pain stays above { $limit } after you have done less two times
ask-4 = you are worse after 2 weeks, or no better after 4 to 6 weeks

rules-title = Good to know
rules-breathe = Breathe out when you work, and never hold your breath. Stretch to a mild pull, and never bounce.
rules-press = Press on muscle, never on bone. Keep off your spine, your groin, swellings, bruises, sore veins and numb skin.
rules-general = This is general advice from an exercise library. It is not a diagnosis.

## Conditions

conditions-title = What you have
conditions-overruled = { $wanted }: { $exercises } would often be used. You also have: { $left_out }. So they are left out.

## Before you start

before-title = Before you start
before-lead = Please tick yes or no for each question first.
before-if-emergency = One yes here: get help now
before-if-urgent = One yes here: see a doctor first
before-if-sign-off = One yes here: ask before you start
before-if-caution = One yes here: take care
before-soft = Two or more of the ones with a star (*): see a doctor first.
before-question = Question
before-yes = Yes
before-no = No
before-summary = Safety questions with boxes for yes and no
sign-title = Ask before you start
sign-lead = You gave these answers. Show this plan to your doctor, surgeon, midwife or physiotherapist. Start when they have signed.
sign-name = Name
sign-date = Date
sign-signature = Signature
care-title = Take care
care-lead = You gave these answers:

left-out-title = Left out for you
left-out-lead = Some exercises are not in your plan, to keep you safe.
left-out-line = **{ $name }:** left out are { $what }. { $because }
left-out-ends = ({ $ends })
left-out-condition = **{ $name }:** left out are { $what }. { $because }
unkept-title = What was asked for
unkept-include = **{ $name }** is not in the plan. { $says }
unkept-dose = **{ $name }** is in the plan as it was asked for. { $says }
unmet-title = What this plan could not cover
unmet-line = **{ $phases }:** { $says }

## A phase

phase-title = Weeks { $first } to { $last }: { $name }
phase-lead = { $aim } Aim for an effort of **{ $low } to { $high } out of 10**.
week-summary = The week: exercises by day, with a box to tick for each week
week-boxes = One box for each week: the first is for week { $first }, the last for week { $last }.
week-times = 2 × 10 means 2 rounds of 10.
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

cards-title = Weeks { $first } to { $last }: how to do them

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
card-harder-text = Next comes “{ $name }”. Ask before you move on.
card-note = For you:
card-side-left = Work your **left** side.
card-side-right = Work your **right** side.
card-side-both = Do one side, then the other.
card-again = You know this one. How to do it:
card-again-link = number { $number } in weeks { $first } to { $last }

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
dose-sets = { $sets ->
    [one] { $dose }
   *[other] { $sets } rounds: { $dose }
}
dose-each = { $dose }, each side
dose-rest = Rest { $rest } seconds between rounds.
dose-same = **{ $dose }.**
dose-start = **{ $dose }.** Rounds × times:
dose-week = week { $first }: **{ $sets } × { $reps }**.
dose-weeks = weeks { $first } to { $last }: **{ $sets } × { $reps }**.
dose-minutes = { $minutes ->
    [one] 1 minute, { $days } days a week.
   *[other] { $minutes } minutes, { $days } days a week.
}
dose-minutes-climb = **{ $days } days a week.** Minutes each time:
dose-minutes-week = week { $first }: **{ $minutes }**.
dose-minutes-weeks = weeks { $first } to { $last }: **{ $minutes }**.
dose-short = { $sets } × { $reps }
dose-short-week = week { $first }: { $dose }
dose-short-weeks = weeks { $first } to { $last }: { $dose }
dose-short-hold = { $dose }, hold { $hold } s

## One exercise by itself

sheet-needs = You need: { $things }.
sheet-doses = How much
sheet-dose = { $dose }, { $days ->
    [one] 1 day a week.
   *[other] { $days } days a week.
}
sheet-not-with = Left out for people with
sheet-until = (until the end of “{ $phase }”)

## Desk, advice

desk-title = At your desk
desk-lead = On work days, stop for a moment at these times. Do one short break each time.
desk-summary = The breaks of a working day
desk-time = Time
desk-break = Break
advice-title = Good habits

## Log

log-title = Your log: weeks { $first } and { $last }
log-title-one = Your log: week { $first }
log-lead = Write a number from 0 to 10. Effort: 0 is none, 10 is the most you can do.
log-summary = A row for each session with room for what you did
log-day = Day
log-session = Session
log-done = Done
log-pain = Pain during
log-morning = Pain next morning
log-effort = Effort
log-activities-title = What matters to you
log-activities-lead = At the end of week { $week }: how well can you do it? 0 is not at all, 10 is as well as before.
log-activities-summary = Three activities with room for a number from 0 to 10
log-activity = Activity
log-rating = 0 to 10
log-screen = Has a safety answer changed? Then read “Before you start” again.

## Sources

sources-title = Where this comes from
sources-lead = What the exercises in this plan rest on. A: guideline or review of many studies. B: trial. C: laboratory study. D: general knowledge of therapists.
sources-line = { $what } ({ $grade })

## Why an exercise is in the plan

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
calendar-stop = Stop an exercise if it hurts 6 or more out of 10. How to do each one is in your plan.
