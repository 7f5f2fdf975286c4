"""Times duban beside the sqlite3 command line and Taskwarrior: the same questions, in turn, in one run.

Called by Scripts/bench, which builds and installs what is needed. Every figure is of a whole process, as the system
accounts for it; the runs alternate, so that a machine that slows down slows all alike.
"""

import argparse
import datetime
import hashlib
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


def events(count):
    """Ten for each task: progress, put off, reported, then signed off or returned; one task in three is only begun. Yields
    task, day, kind, percent, new deadline, document, note; in the order in which they are recorded."""
    chance = random.Random(7)
    dues = {number: due for number, _, due, _, _ in tasks(count)}
    for turn in range(10):
        for number in range(1, count + 1):
            story = number % 3  # signed off, returned and open, only begun
            day = str(datetime.date(2024, 1, 1) + datetime.timedelta(18 * turn + chance.randint(0, 17)))
            kind, percent, new_due, document = "progress", 10 * turn, None, None
            if turn in (4, 5) and dues[number][8:] < "28":  # put off to the 28th
                kind, percent, new_due = ("extensionRequested", "extensionApproved")[turn - 4], None, f"{dues[number][:8]}28"
                document = f"{number}号" if turn == 5 else None
            ends = ({8: "reportedDone", 9: "signedOff"}, {7: "reportedDone", 8: "returned"}, {})[story]
            if turn in ends:
                kind, percent = ends[turn], None
            yield number, day, kind, percent, new_due, document, f"第{turn}次：按月报送进展"


def digest(previous, fields):
    """As EventChain.swift makes it."""
    text = previous
    for field in fields:
        text += "\n-" if field is None else f"\n{len(str(field).encode())}:{field}"
    return hashlib.sha256(text.encode()).hexdigest()


def add_events(ledger, peer, count):
    """The same events in both: in the ledger with the chain that `duban doctor` checks."""
    ours, theirs = sqlite3.connect(ledger), sqlite3.connect(peer)
    theirs.executescript(
        """
        PRAGMA journal_mode = WAL;
        CREATE TABLE event (id INTEGER PRIMARY KEY AUTOINCREMENT, taskID INTEGER NOT NULL REFERENCES task,
            day TEXT NOT NULL, recordedAt TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, percent INTEGER,
            newDue TEXT, document TEXT, note TEXT NOT NULL);
        CREATE INDEX eventOfTask ON event (taskID, day);
        """
    )
    ids = dict(ours.execute("SELECT code, id FROM task"))
    previous, number, at = "0" * 64, 0, "2024-07-01T01:02:03Z"
    for task, day, kind, percent, new_due, document, note in events(count):
        number += 1
        task_id = ids[str(task)]
        fields = [number, task_id, None, day, at, "bench", None, kind, None, percent, new_due, document, None, "0", None]
        own = digest(previous, fields + [note, "0"])
        ours.execute(
            "INSERT INTO event (id, taskID, day, recordedAt, actor, kind, percent, newDueOn, document, note, previous, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, task_id, day, at, "bench", kind, percent, new_due, document, note, previous, own),
        )
        theirs.execute(
            "INSERT INTO event (taskID, day, recordedAt, actor, kind, percent, newDue, document, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (task, day, at, "bench", kind, percent, new_due, document, note),
        )
        previous = own
    for database in (ours, theirs):
        database.commit()
        database.execute("ANALYZE" if database is theirs else "PRAGMA wal_checkpoint(TRUNCATE)")
        database.commit()
        database.close()
    return number


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
# The same of tasks that things have happened to: put off, reported, returned, signed off.
EVENTFUL = f"""
WITH late AS (
    SELECT task.id, task.code, task.title,
        coalesce((SELECT max(newDue) FROM event
            WHERE event.taskID = task.id AND kind = 'extensionApproved' AND day <= '{DAY}'), task.due) AS due
    FROM task
    WHERE task.due < '{DAY}' AND coalesce((SELECT kind FROM event
        WHERE event.taskID = task.id AND day <= '{DAY}'
            AND kind IN ('reportedDone', 'signedOff', 'returned', 'cancelled', 'reopened')
        ORDER BY day DESC, event.id DESC LIMIT 1), 'open') NOT IN ('reportedDone', 'signedOff', 'cancelled'))
SELECT late.code, late.title,
    (SELECT group_concat(unit.name, '、') FROM assignment JOIN unit ON unit.id = assignment.unitID
     WHERE assignment.taskID = late.id AND assignment.role = 'lead') AS leads,
    (SELECT group_concat(unit.name, '、') FROM assignment JOIN unit ON unit.id = assignment.unitID
     WHERE assignment.taskID = late.id AND assignment.role = 'responsible') AS responsible,
    late.due, CAST(julianday('{DAY}') - julianday(late.due) AS INTEGER) AS days,
    (SELECT day || ' ' || kind FROM event WHERE event.taskID = late.id AND day <= '{DAY}'
     ORDER BY day DESC, event.id DESC LIMIT 1) AS lastEvent
FROM late WHERE late.due < '{DAY}' ORDER BY late.due, late.id;
"""
INSERT = """
PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
INSERT INTO event (taskID, day, recordedAt, actor, kind, percent, note)
VALUES (8, '2024-07-08', '2024-07-08T04:00:00Z', 'bench', 'progress', 40, '已完成招标');
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


def with_events(options, ledger, peer, size, environment):
    """What a year of work does to the questions: about ten events for each task, and one more that is recorded."""
    count = add_events(ledger, peer, size)
    failures = []
    doctor = run([options.duban, "doctor"], environment)
    if doctor[3] != 0:
        sys.exit("doctor finds fault with the events of the bench")
    print(f"{size:>6}  {f'doctor, {count} events':<22}{doctor[1] * 1000:>9.1f}{'':>32}{doctor[2]:>6.0f}")
    questions = [
        ("overdue, events", ["overdue", "--width", "200"], EVENTFUL, 3.0, 0),
        ("summary, events", ["summary"], None, None, 0),
        ("log of a task", ["log", "8"], None, None, 0),
        # On the clock, with what the disk takes: each run adds one event, or one row.
        ("progress (wall)", ["progress", "8", "已完成招标", "--percent", "40"], INSERT, 3.0, 1),
    ]
    for name, arguments, sql, bar, figure in questions:
        commands = {"duban": [options.duban] + arguments}
        if sql:
            commands["sqlite3"] = ["sqlite3", "-csv", peer, sql]
        medians = measure(commands, options.runs, environment)
        ours = medians["duban"]
        row = f"{size:>6}  {name:<22}{ours[figure] * 1000:>9.1f}"
        ratio = ours[figure] / medians["sqlite3"][figure] if sql else None
        row += f"{medians['sqlite3'][figure] * 1000:>9.1f}{ratio:>7.2f}" if sql else f"{'':>16}"
        row += f"{'':>16}{ours[2]:>6.0f}  " + (f"<= {bar:.0f} x sqlite3" if bar else "")
        if bar and ratio > bar:
            failures.append(f"{name} at {size}: {ratio:.2f} x sqlite3")
        print(row, flush=True)
    return failures


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
            if size == 10000:
                failures += with_events(options, ledger, peer, size, environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("ms: processor time of the whole process, median (wall: by the clock); MB: peak memory of duban")
    if failures and not options.no_check:
        sys.exit("missed: " + "; ".join(failures))


main()
