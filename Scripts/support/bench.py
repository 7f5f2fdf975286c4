"""Times duban beside the sqlite3 command line and Taskwarrior: the same questions, in turn, in one run.

Called by Scripts/bench, which builds and installs what is needed. Every figure is of a whole process, as the system
accounts for it; the runs alternate, so that a machine that slows down slows all alike.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

DAY = "2024-07-08"
UNITS = [f"县第{n}局" for n in range(1, 41)]


def tasks(count):
    """Plans alike for every run: four units a task, about a third overdue on DAY."""
    chance = random.Random(20240708)
    for number in range(1, count + 1):
        isLate = chance.random() < 1 / 3
        year, month = (2024, chance.randint(1, 6)) if isLate else (2025, chance.randint(1, 12))
        due = f"{year}-{month:02}-{chance.randint(1, 28):02}"
        units = chance.sample(UNITS, 4)
        yield number, f"完成第{number}项整改任务并报领导小组办公室", due, units[:2], units[2:]


def write_plan(folder, count):
    os.makedirs(folder)
    with open(f"{folder}/units.yaml", "w") as file:
        file.write("units:\n")
        for number, name in enumerate(UNITS):
            file.write(f"  - {{name: {name}, code: u{number}, kind: department}}\n")
    with open(f"{folder}/plan.yaml", "w") as file:
        file.write(f"plan: bench\ncounty: 某县\ntitle: {count}项任务的方案\nissued: 2023-12-01\ntasks:\n")
        for number, title, due, leads, others in tasks(count):
            file.write(
                f'  - code: "{number}"\n    title: {title}\n    measures: 逐校核实，限期补齐，按月报送进展\n'
                f"    due: {due}\n    lead: [{', '.join(leads)}]\n    responsible: [{', '.join(others)}]\n"
            )


def write_sqlite(path, count):
    database = sqlite3.connect(path)
    database.executescript(
        """
        CREATE TABLE unit (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE task (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, title TEXT NOT NULL, due TEXT NOT NULL,
            done INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE assignment (taskID INTEGER NOT NULL REFERENCES task, unitID INTEGER NOT NULL REFERENCES unit,
            role TEXT NOT NULL, PRIMARY KEY (taskID, unitID)) WITHOUT ROWID;
        CREATE INDEX assignmentOfUnit ON assignment (unitID);
        CREATE INDEX taskOpen ON task (due) WHERE done = 0;
        """
    )
    database.executemany("INSERT INTO unit VALUES (?, ?)", enumerate(UNITS))
    for number, title, due, leads, others in tasks(count):
        database.execute("INSERT INTO task (id, code, title, due) VALUES (?, ?, ?, ?)", (number, str(number), title, due))
        for role, names in (("lead", leads), ("responsible", others)):
            for name in names:
                database.execute("INSERT INTO assignment VALUES (?, ?, ?)", (number, UNITS.index(name), role))
    database.commit()
    database.execute("ANALYZE")
    database.close()


def write_taskwarrior(folder, count):
    os.makedirs(folder)
    with open(f"{folder}/rc", "w") as file:
        file.write(f"data.location={folder}\nconfirmation=off\nverbose=nothing\ndefault.command=overdue\n")
    entries = [
        {"description": title, "due": due.replace("-", "") + "T160000Z", "project": leads[0], "tags": leads + others}
        for _, title, due, leads, others in tasks(count)
    ]
    with open(f"{folder}/import.json", "w") as file:
        json.dump(entries, file, ensure_ascii=False)
    subprocess.run(
        ["task", f"rc:{folder}/rc", "import", f"{folder}/import.json"], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


# What the overdue list has in a wide terminal: code, title, leads, responsible units, deadline, days overdue.
LIST = f"""
SELECT task.code, task.title,
    (SELECT group_concat(unit.name, '、') FROM assignment JOIN unit ON unit.id = assignment.unitID
     WHERE assignment.taskID = task.id AND assignment.role = 'lead') AS leads,
    (SELECT group_concat(unit.name, '、') FROM assignment JOIN unit ON unit.id = assignment.unitID
     WHERE assignment.taskID = task.id AND assignment.role = 'responsible') AS responsible,
    task.due, CAST(julianday('{DAY}') - julianday(task.due) AS INTEGER) AS days
FROM task WHERE task.done = 0 AND task.due < '{DAY}' ORDER BY task.due, task.id;
"""
LONG = """
SELECT task.code, task.title, unit.name, assignment.role
FROM task JOIN assignment ON assignment.taskID = task.id JOIN unit ON unit.id = assignment.unitID
ORDER BY task.id, assignment.role, unit.id;
"""
OF_UNIT = f"""
SELECT task.code, task.title, assignment.role, task.due, task.due < '{DAY}'
FROM unit JOIN assignment ON assignment.unitID = unit.id JOIN task ON task.id = assignment.taskID
WHERE unit.name = '{UNITS[0]}' ORDER BY assignment.role, task.id;
"""
BY_UNIT = f"""
SELECT unit.name, sum(assignment.role = 'lead'), sum(assignment.role = 'lead' AND task.due < '{DAY}'),
    sum(assignment.role = 'responsible'), sum(assignment.role = 'responsible' AND task.due < '{DAY}')
FROM unit JOIN assignment ON assignment.unitID = unit.id JOIN task ON task.id = assignment.taskID
GROUP BY unit.id ORDER BY unit.id;
"""


def run(command, environment):
    """Seconds of processor time and of the clock, and megabytes at the peak."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024, process.returncode


def measure(commands, runs, environment):
    """Medians for each command, the runs in turn."""
    figures = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            figure = run(command, environment)
            if turn > 0:  # the first run warms the caches
                figures[name].append(figure)
            if figure[3] not in (0, 1 if name == "taskwarrior" else 0):
                sys.exit(f"{name} failed with exit code {figure[3]}: {' '.join(command)}")
    return {name: [statistics.median(column) for column in list(zip(*values))[:3]] for name, values in figures.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--duban", required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[15, 1000, 10000])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--no-check", action="store_true", help="print the table without judging it")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="duban-bench-")
    failures = []
    print(f"{'tasks':>6}  {'question':<22}{'duban ms':>9}{'sqlite3':>9}{'ratio':>7}{'task':>9}{'ratio':>7}{'MB':>6}  bar")
    try:
        for size in options.sizes:
            base = f"{folder}/{size}"
            plan, ledger, peer, warrior = f"{base}/plan", f"{base}/ledger.sqlite", f"{base}/peer.sqlite", f"{base}/task"
            write_plan(plan, size)
            write_sqlite(peer, size)
            write_taskwarrior(warrior, size)
            environment = dict(os.environ, DUBAN_DB=ledger, DUBAN_TODAY=DAY, TASKRC=f"{warrior}/rc", TZ="Asia/Shanghai")
            applied = run([options.duban, "apply", plan], environment)
            if applied[3] != 0:
                sys.exit("apply failed")
            bar = 6.0 if size == 10000 else None
            print(f"{size:>6}  {'apply':<22}{applied[1] * 1000:>9.1f}{'':>32}{applied[2]:>6.0f}  {f'<= {bar:.0f} s' if bar else ''}")
            if bar and applied[1] > bar:
                failures.append(f"apply of {size} tasks: {applied[1]:.1f} s")
            sqlite = ["sqlite3", "-csv", peer]
            faketime = shutil.which("faketime")
            overdue = (["faketime", f"{DAY} 12:00:00"] if faketime else []) + ["task", "overdue"]
            questions = [
                ("overdue", ["overdue", "--width", "200"], LIST, overdue, 2.0),
                ("overdue -O json", ["overdue", "-O", "json"], LIST, None, None),
                ("matrix -O csv", ["matrix", "-O", "csv"], LONG, None, 3.0),
                ("matrix", ["matrix"], LONG, None, None),
                ("duties", ["duties", UNITS[0]], OF_UNIT, None, None),
                ("summary", ["summary"], BY_UNIT, None, None),
                ("upcoming", ["upcoming"], None, None, None),
                ("coverage", ["coverage"], None, None, None),
                ("timeline", ["timeline"], None, None, None),
            ]
            for name, arguments, sql, other, bar in questions:
                commands = {"duban": [options.duban] + arguments}
                if sql:
                    commands["sqlite3"] = sqlite + [sql]
                if other:
                    commands["taskwarrior"] = other
                medians = measure(commands, options.runs, environment)
                ours = medians["duban"]
                row = f"{size:>6}  {name:<22}{ours[0] * 1000:>9.1f}"
                for peerName in ("sqlite3", "taskwarrior"):
                    if peerName in medians:
                        theirs = medians[peerName]
                        row += f"{theirs[0] * 1000:>9.1f}{ours[0] / max(theirs[0], 1e-4):>7.2f}"
                    else:
                        row += f"{'':>9}{'':>7}"
                row += f"{ours[2]:>6.0f}  "
                if size == 10000 and bar:
                    row += f"<= {bar:.0f} x sqlite3, 80 MB"
                    if ours[0] / medians["sqlite3"][0] > bar:
                        failures.append(f"{name} at {size}: {ours[0] / medians['sqlite3'][0]:.2f} x sqlite3")
                    if ours[2] > 80:
                        failures.append(f"{name} at {size}: {ours[2]:.0f} MB")
                if size == 15:
                    row += "<= 60 ms"
                    if ours[0] > 0.060:
                        failures.append(f"{name} at 15: {ours[0] * 1000:.0f} ms")
                print(row, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("ms: processor time of the whole process, median; MB: peak memory of duban")
    if failures and not options.no_check:
        sys.exit("missed: " + "; ".join(failures))


main()
