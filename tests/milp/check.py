#!/usr/bin/env python3
"""Solves dumped problems again with another solver (HiGHS) and compares.

    pip install highspy
    python3 tests/milp/check.py problem.json ...          # files of `regimen plan --dump-problem`
    python3 tests/milp/check.py --people 60 --regimen target/release/regimen

Each phase (docs/formats.md, "The problem as data") becomes an integer program for every way to give the days to
session A, session B or rest; exercises choose sessions. Nothing of the planner's search is in it. Each asks for
a week that is worth no less than the plan's. `equal`: HiGHS found one as good itself and has proven that there is
no better one. `open`: the time was over before that. `better`: there is one, within the bound of a plan that is not
called proven. `wrong`: everything else, and the exit code is then 1.
"""

import argparse
import itertools
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import highspy

WEEK = 7


def worth(phase, plan):
    """The worth of a plan (exercise ids for each available day), or the rule that it breaks."""
    about = {one["id"]: one for one in phase["ex"]}
    uses, doses, loads, total = {}, {}, {}, 0
    for day, budget, ids in zip(phase["days"], phase["budget"], plan):
        session = [about[name] for name in ids]
        changes = max(len({one["pos"] for one in session if one["pos"] >= 0}) - 1, 0)
        if sum(one["t"] for one in session) + changes * phase["change_s"] > budget:
            return "time"
        if len(session) > phase["max_ex"]:
            return "places"
        total -= changes * phase["change_cost"]
        credits, loading = {}, {}
        for one in session:
            uses[one["id"]] = uses.get(one["id"], 0) + 1
            for need, credit in one["credit"]:
                credits[need] = credits.get(need, 0) + credit
            for muscle in one["load"]:
                loading[muscle] = loading.get(muscle, 0) + 1
        for need, credit in credits.items():
            doses[need] = doses.get(need, 0) + (credit >= phase["dose"])
        for muscle, times in loading.items():
            if times > phase["max_load_per_day"]:
                return "loads a day"
            loads.setdefault(muscle, []).append(day)
    for muscle, days in loads.items():
        if len(days) > phase["max_load_days"]:
            return "load days"
        if any((day + 1) % WEEK in days for day in days):
            return "rest between loads"
        if muscle in phase["loaded_before"] and phase["first_day"] in days:
            return "rest after the phase before"
    if len(uses) > phase["max_menu"]:
        return "menu"
    if len({tuple(sorted(ids)) for ids in plan if ids}) > phase["max_sessions"]:
        return "sessions"
    levels = {}
    for name, times in uses.items():
        one = about[name]
        if one["chain"] >= 0 and levels.setdefault(one["chain"], one["level"]) != one["level"]:
            return "chain"
        if times > one["max_days"]:
            return "days"
        total -= one["fixed"] + times * one["use"]
        total += one["prize"] if times >= phase["least_days"] else 0
    treated = set()
    for index, need in enumerate(phase["needs"]):
        days = doses.get(index, 0)
        total += sum(points for least, points in need["steps"] if least <= days)
        if days >= phase["least_days"]:
            treated.add(need["muscle"])
    for index, muscle in enumerate(phase["muscles"]):
        total -= 0 if index in treated else muscle["neglect"]
    return total


class Program:
    """An integer program under construction."""

    def __init__(self):
        self.cost, self.upper, self.whole, self.rows = [], [], [], []

    def binary(self, gain=0.0):
        return self.variable(gain, 1.0, True)

    def variable(self, gain, upper, whole):
        self.cost.append(gain)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def at_most(self, right, terms):
        """The sum of (factor, variable) is at most `right`."""
        sums = {}
        for factor, variable in terms:
            sums[variable] = sums.get(variable, 0) + factor
        self.rows.append((-highspy.kHighsInf, float(right), sums))

    def solve(self, seconds):
        """Maximises: (whether the outcome is known, values or none)."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = self.cost
        lp.col_lower_ = [0.0] * len(self.cost)
        lp.col_upper_ = self.upper
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[whole] for whole in self.whole]
        lp.row_lower_ = [row[0] for row in self.rows]
        lp.row_upper_ = [row[1] for row in self.rows]
        starts, index, value = [0], [], []
        for _, _, sums in self.rows:
            index.extend(sums)
            value.extend(float(factor) for factor in sums.values())
            starts.append(len(index))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, index, value
        solver = highspy.Highs()
        for name, setting in {
            "output_flag": False,
            "threads": 1,
            "time_limit": float(seconds),
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.5,
            "mip_feasibility_tolerance": 1e-7,
        }.items():
            solver.setOptionValue(name, setting)
        solver.passModel(lp)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return True, None
        whole = solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        values = list(solver.getSolution().col_value) if whole else None
        return status == highspy.HighsModelStatus.kOptimal, values


def maps(phase):
    """Every way to give the days to sessions, those once that no rule and no price can tell apart.

    Yields for each the sessions, as lists of places in `days`.
    """
    seen = set()
    count = phase["max_sessions"]
    for choice in itertools.product(range(count + 1), repeat=len(phase["days"])):
        sessions = [[at for at, one in enumerate(choice) if one == session] for session in range(count)]
        days = [[phase["days"][at] for at in session] for session in sessions]
        first = [phase["first_day"] in session for session in days]
        about = [
            (len(session), min((phase["budget"][at] for at in session), default=0), first[index])
            for index, session in enumerate(sessions)
        ]
        touches = [touch(one, other) for one in days for other in days]
        # Which session is called A makes no difference.
        key = min((about, touches), (about[::-1], touches[::-1]), key=repr)
        if repr(key) not in seen:
            seen.add(repr(key))
            yield sessions


def touch(one, other):
    """Whether a day of one session comes right after a day of the other, the week being a ring."""
    return any((day + 1) % WEEK in other or (day - 1) % WEEK in other for day in one)


def best(phase, least, seconds):
    """The best plan that is worth more than `least`, if there is one: (known, worth, plan)."""
    deadline, found, known = time.monotonic() + seconds, None, True
    for sessions in sorted(maps(phase), key=lambda sessions: -sum(map(len, sessions))):
        left = deadline - time.monotonic()
        if left <= 0:
            return False, least, found
        proven, plan = best_of(phase, sessions, least, left)
        known = known and proven
        if plan is not None:
            least, found = worth(phase, plan), plan
            if isinstance(least, str):
                raise ValueError(f"HiGHS breaks a rule: {least}")
    return known, least, found


def best_of(phase, sessions, least, seconds):
    """The best plan of one map that is worth more than `least`: (proven, plan or none)."""
    about, program = phase["ex"], Program()
    counts = [len(days) for days in sessions]
    inside = [[program.binary(-one["use"] * count) for count in counts] for one in about]
    menu = [program.binary(-one["fixed"]) for one in about]
    for exercise, one in enumerate(about):
        for session, count in enumerate(counts):
            program.at_most(0, [(1, inside[exercise][session]), (-1, menu[exercise])])
            if count == 0:
                program.at_most(0, [(1, inside[exercise][session])])
        program.at_most(0, [(1, menu[exercise])] + [(-1, state) for state in inside[exercise]])
        days = [(count, inside[exercise][session]) for session, count in enumerate(counts)]
        program.at_most(one["max_days"], days)
        if one["prize"]:
            done = [(-count, inside[exercise][session]) for session, count in enumerate(counts)]
            program.at_most(0, [(phase["least_days"], program.binary(one["prize"]))] + done)
    program.at_most(phase["max_menu"], [(1, one) for one in menu])
    time_and_place(program, phase, sessions, inside)
    loads(program, phase, sessions, inside)
    chains(program, phase, menu)
    needs(program, phase, counts, inside)
    neglected = sum(muscle["neglect"] for muscle in phase["muscles"])
    # Only what is better by a thousandth of a point is asked for.
    worthy = [(-gain, variable) for variable, gain in enumerate(program.cost) if gain]
    program.at_most(-(least + 1 + neglected), worthy)
    proven, values = program.solve(seconds)
    if not values:
        return proven, None
    plan = [[] for _ in phase["days"]]
    for session, days in enumerate(sessions):
        done = [one["id"] for one, states in zip(about, inside) if values[states[session]] > 0.5]
        for at in days:
            plan[at] = done
    return proven, plan


def time_and_place(program, phase, sessions, inside):
    about = phase["ex"]
    kinds = sorted({one["pos"] for one in about if one["pos"] >= 0})
    for session, days in enumerate(sessions):
        program.at_most(phase["max_ex"], [(1, states[session]) for states in inside])
        opened = {kind: program.binary() for kind in kinds}
        for one, states in zip(about, inside):
            if one["pos"] >= 0:
                program.at_most(0, [(1, states[session]), (-1, opened[one["pos"]])])
        changes = program.variable(-phase["change_cost"] * len(days), phase["max_ex"], False)
        program.at_most(1, [(1, one) for one in opened.values()] + [(-1, changes)])
        seconds = [(one["t"], states[session]) for one, states in zip(about, inside)]
        shortest = min((phase["budget"][at] for at in days), default=0)
        program.at_most(shortest, seconds + [(phase["change_s"], changes)])


def loads(program, phase, sessions, inside):
    days = [[phase["days"][at] for at in session] for session in sessions]
    for muscle in range(len(phase["muscles"])):
        loading = [e for e, one in enumerate(phase["ex"]) if muscle in one["load"]]
        if not loading:
            continue
        loaded = [program.binary() for _ in sessions]
        for session, own in enumerate(days):
            for exercise in loading:
                program.at_most(0, [(1, inside[exercise][session]), (-1, loaded[session])])
            done = [(1, inside[exercise][session]) for exercise in loading]
            program.at_most(0, done + [(-phase["max_load_per_day"], loaded[session])])
            rests = muscle in phase["loaded_before"] and phase["first_day"] in own
            if rests or touch(own, own):
                program.at_most(0, [(1, loaded[session])])
            for other in range(session):
                if touch(own, days[other]):
                    program.at_most(1, [(1, loaded[session]), (1, loaded[other])])
        counted = [(len(own), one) for own, one in zip(days, loaded)]
        program.at_most(phase["max_load_days"], counted)


def chains(program, phase, menu):
    for chain in sorted({one["chain"] for one in phase["ex"]} - {-1}):
        of_chain = [(e, one["level"]) for e, one in enumerate(phase["ex"]) if one["chain"] == chain]
        levels = {level: program.binary() for _, level in of_chain}
        program.at_most(1, [(1, one) for one in levels.values()])
        for exercise, level in of_chain:
            program.at_most(0, [(1, menu[exercise]), (-1, levels[level])])


def needs(program, phase, counts, inside):
    sessions = range(len(counts))
    met = [[] for _ in phase["muscles"]]
    for index, need in enumerate(phase["needs"]):
        serving = [(e, c) for e, one in enumerate(phase["ex"]) for n, c in one["credit"] if n == index]
        doses = [program.binary() for _ in sessions]
        for session in sessions:
            given = [(-min(c, phase["dose"]), inside[e][session]) for e, c in serving]
            program.at_most(0, [(phase["dose"], doses[session])] + given)
        # One of: a dose in these sessions, and in no other.
        ways = []
        for way in itertools.product([False, True], repeat=len(counts)):
            days = sum(count for count, dosed in zip(counts, way) if dosed)
            points = sum(points for least, points in need["steps"] if least <= days)
            if days:
                ways.append((way, program.binary(points)))
                if days >= phase["least_days"]:
                    met[need["muscle"]].append(ways[-1][1])
        program.at_most(1, [(1, one) for _, one in ways])
        for session in sessions:
            chosen = [(1, one) for way, one in ways if way[session]]
            program.at_most(0, chosen + [(-1, doses[session])])
    for muscle, about in enumerate(phase["muscles"]):
        if about["neglect"]:
            treated = program.binary(about["neglect"])
            program.at_most(0, [(1, treated)] + [(-1, one) for one in met[muscle]])


def people(count, regimen, folder):
    """Problem files of made-up people, the same on every run; some need all that the planner has."""
    if not count:
        return []
    listed = subprocess.run([regimen, "library", "list", "muscles", "--json"], capture_output=True, check=True)
    muscles = sorted(muscle["id"] for muscle in json.loads(listed.stdout))
    draw, made = random.Random(4), []
    for number in range(count):
        wanted = 8 if number % 5 == 0 else draw.randint(1, 8)
        asked = [
            f"{name}:{draw.choice(['left', 'right', 'both'])}:{draw.choice(['tight', 'weak', 'tender'])}:{draw.randint(1, 10)}"
            for name in draw.sample(muscles, min(wanted, len(muscles)))
        ]
        days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        days = days if number % 10 == 0 else draw.sample(days, draw.randint(2, 7))
        file = Path(folder) / f"{number}.json"
        command = [regimen, "plan", "--answer", "no=all", "--start", "2026-11-23", "--format", "json"]
        command += ["--days", ",".join(days), "--minutes", str(draw.choice([5, 10, 15, 20, 30, 45]))]
        command += ["--equipment", draw.choice(["none", "all"]), "-o", str(file.with_suffix(".plan"))]
        command += [word for name in asked for word in ("--muscle", name)]
        ran = subprocess.run(command + ["--dump-problem", str(file)], capture_output=True, check=False)
        if ran.returncode == 0:
            made.append(file)
        elif ran.returncode != 4:
            sys.exit(f"{' '.join(command)}\n{ran.stderr.decode()}")
    return made


def judge(phase, seconds):
    """One line about a phase: (verdict, words)."""
    own = worth(phase, phase["plan"])
    if own != phase["score"]:
        return "wrong", f"the plan is worth {own}, not {phase['score']}"
    began = time.monotonic()
    known, found, plan = best(phase, own - 1, seconds)
    took = time.monotonic() - began
    words = f"planner {own} to {phase['bound']}, HiGHS {found}, {took:.1f} s"
    if found > phase["bound"] or known and plan is None:
        return "wrong", words
    if found > own:
        return "better", words
    return ("equal" if known else "open"), words


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--people", type=int, default=0, help="so many made-up people")
    options.add_argument("--regimen", default="target/release/regimen")
    options.add_argument("--seconds", type=float, default=60, help="for each phase")
    options = options.parse_args()
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        for file in options.files + people(options.people, options.regimen, folder):
            for phase in json.loads(file.read_text())["phases"]:
                verdict, words = judge(phase, options.seconds)
                counts[verdict, phase["proven"]] = counts.get((verdict, phase["proven"]), 0) + 1
                print(f"{file.stem} {phase['name']}: {verdict}; {words}", flush=True)
    for (verdict, proven), count in sorted(counts.items()):
        print(f"{count} {verdict}, {'proven' if proven else 'not proven'} by the planner")
    return any(verdict == "wrong" for verdict, _ in counts)


if __name__ == "__main__":
    sys.exit(main())
