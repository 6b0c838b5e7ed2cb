#!/usr/bin/env python3
"""Solves dumped problems again with another solver (HiGHS) and compares.

    pip install highspy
    python3 tests/milp/check.py problem.json ...          # files of `regimen plan --dump-problem`
    python3 tests/milp/check.py --people 60 --regimen target/release/regimen

Each phase becomes one integer program (docs/formats.md, "The problem as data"): days choose session A,
session B or rest, exercises choose sessions. Nothing of the planner's search is in it. Where HiGHS proves an
optimum, a phase that is `proven` must have just that worth, and any other one a worth not above it and a bound
not below it. Exit code 1 if one has not.
"""

import argparse
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

    def solve(self, offset, seconds, start=None):
        """Maximises: (status, value, bound, values)."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.offset_ = float(offset)
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
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = start
            solver.setSolution(solution)
        solver.run()
        info = solver.getInfo()
        proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = list(solver.getSolution().col_value)
        return proven, info.objective_function_value, info.mip_dual_bound, values


def best(phase, seconds):
    """What HiGHS finds for a phase: (proven, value, bound, plan)."""
    days, exercises = range(len(phase["days"])), range(len(phase["ex"]))
    sessions = range(phase["max_sessions"])
    about, program = phase["ex"], Program()
    at = [[program.binary() for _ in sessions] for _ in days]
    inside = [[program.binary() for _ in sessions] for _ in exercises]
    menu = [program.binary(-one["fixed"]) for one in about]
    for day in days:
        program.at_most(1, [(1, at[day][session]) for session in sessions])
        # Sessions are called by the order in which they come.
        for session in sessions[1:]:
            before = [(-1, at[other][session - 1]) for other in range(day)]
            program.at_most(0, [(1, at[day][session])] + before)
    used = [[program.binary(-one["use"]) for _ in days] for one in about]
    for exercise in exercises:
        for day in days:
            both = []
            for session in sessions:
                done = program.variable(0.0, 1.0, False)
                both.append((1, done))
                program.at_most(0, [(1, done), (-1, inside[exercise][session])])
                program.at_most(0, [(1, done), (-1, at[day][session])])
                program.at_most(1, [(1, inside[exercise][session]), (1, at[day][session]), (-1, done)])
            program.at_most(0, both + [(-1, used[exercise][day])])
            program.at_most(0, [(-factor, done) for factor, done in both] + [(1, used[exercise][day])])
            program.at_most(0, [(1, used[exercise][day]), (-1, menu[exercise])])
        program.at_most(0, [(1, menu[exercise])] + [(-1, used[exercise][day]) for day in days])
    program.at_most(phase["max_menu"], [(1, one) for one in menu])
    time_and_place(program, phase, at, inside)
    loads(program, phase, used)
    chains(program, phase, menu)
    needs(program, phase, used)
    for exercise, one in enumerate(about):
        if one["prize"]:
            won = program.binary(one["prize"])
            done = [(-1, used[exercise][day]) for day in days]
            program.at_most(0, [(phase["least_days"], won)] + done)
    offset = -sum(muscle["neglect"] for muscle in phase["muscles"])
    proven, value, bound, values = program.solve(offset, seconds)
    plan = [[about[e]["id"] for e in exercises if values and values[used[e][day]] > 0.5] for day in days]
    return proven, value, bound, plan


def time_and_place(program, phase, at, inside):
    about, change_s = phase["ex"], phase["change_s"]
    kinds = sorted({one["pos"] for one in about if one["pos"] >= 0})
    for session in range(phase["max_sessions"]):
        program.at_most(phase["max_ex"], [(1, states[session]) for states in inside])
        opened = {kind: program.binary() for kind in kinds}
        for one, states in zip(about, inside):
            if one["pos"] >= 0:
                program.at_most(0, [(1, states[session]), (-1, opened[one["pos"]])])
        most = phase["max_ex"]
        changes = program.variable(0.0, most, False)
        program.at_most(1, [(1, one) for one in opened.values()] + [(-1, changes)])
        seconds = [(one["t"], states[session]) for one, states in zip(about, inside)]
        seconds.append((change_s, changes))
        longest = max(phase["budget"], default=0)
        program.at_most(longest, seconds)
        for day, budget in enumerate(phase["budget"]):
            # On this day the session must fit; on others it may be as long as the longest day.
            program.at_most(longest, seconds + [(longest - budget, at[day][session])])
            cost = program.variable(-phase["change_cost"], most, False)
            program.at_most(most, [(1, changes), (most, at[day][session]), (-1, cost)])


def loads(program, phase, used):
    days = range(len(phase["days"]))
    for muscle in range(len(phase["muscles"])):
        loading = [e for e, one in enumerate(phase["ex"]) if muscle in one["load"]]
        if not loading:
            continue
        loaded = [program.binary() for _ in days]
        for day in days:
            done = [(1, used[exercise][day]) for exercise in loading]
            program.at_most(0, done + [(-phase["max_load_per_day"], loaded[day])])
            for exercise in loading:
                program.at_most(0, [(1, used[exercise][day]), (-1, loaded[day])])
            if phase["days"][day] == phase["first_day"] and muscle in phase["loaded_before"]:
                program.at_most(0, [(1, loaded[day])])
            for other in days:
                if (phase["days"][day] + 1) % WEEK == phase["days"][other]:
                    program.at_most(1, [(1, loaded[day]), (1, loaded[other])])
        program.at_most(phase["max_load_days"], [(1, one) for one in loaded])


def chains(program, phase, menu):
    for chain in sorted({one["chain"] for one in phase["ex"]} - {-1}):
        of_chain = [(e, one["level"]) for e, one in enumerate(phase["ex"]) if one["chain"] == chain]
        levels = {level: program.binary() for _, level in of_chain}
        program.at_most(1, [(1, one) for one in levels.values()])
        for exercise, level in of_chain:
            program.at_most(0, [(1, menu[exercise]), (-1, levels[level])])


def needs(program, phase, used):
    days = range(len(phase["days"]))
    met = [[] for _ in phase["muscles"]]
    for index, need in enumerate(phase["needs"]):
        serving = [(e, c) for e, one in enumerate(phase["ex"]) for n, c in one["credit"] if n == index]
        doses = [program.binary() for _ in days]
        for day in days:
            given = [(-min(credit, phase["dose"]), used[exercise][day]) for exercise, credit in serving]
            program.at_most(0, [(phase["dose"], doses[day])] + given)
        dosed = [(-1, dose) for dose in doses]
        for least, points in need["steps"]:
            reached = program.binary(points)
            program.at_most(0, [(least, reached)] + dosed)
        enough = program.binary()
        program.at_most(0, [(phase["least_days"], enough)] + dosed)
        met[need["muscle"]].append(enough)
    for muscle, about in enumerate(phase["muscles"]):
        if about["neglect"]:
            treated = program.binary(about["neglect"])
            program.at_most(0, [(1, treated)] + [(-1, one) for one in met[muscle]])


def people(count, regimen, folder):
    """Problem files of made-up people, the same on every run; some need all that the planner has."""
    if not count:
        return []
    listed = subprocess.run([regimen, "library", "list", "muscles"], capture_output=True, check=True)
    muscles = sorted(line.split()[0] for line in listed.stdout.decode().splitlines() if line.strip())
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
    proven, value, bound, plan = best(phase, seconds)
    took = time.monotonic() - began
    found = worth(phase, plan)
    words = f"planner {phase['score']} to {phase['bound']}, HiGHS {found} to {bound:.1f}, {took:.1f} s"
    if isinstance(found, str) or abs(found - value) > 0.5:
        return "wrong", f"HiGHS's own week is worth {found}, not {value}: {words}"
    if found > phase["bound"] or bound < phase["score"] - 0.5:
        return "wrong", words
    if not proven:
        return "open", words
    if phase["proven"] and found != phase["score"]:
        return "wrong", words
    return ("equal" if found == phase["score"] else "better"), words


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
