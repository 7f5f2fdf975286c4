import GRDB

/// The tables, as a list of changes that only ever grows: a migration that has shipped is never edited.
enum Schema {
    /// `DBAN`: marks the file as a ledger of duban, so that another program's database is never written to.
    static let applicationID = 0x4442_414E

    static var migrator: DatabaseMigrator { migrator(upTo: migrations.count) }

    /// The first so many migrations: what an older version of the program knew.
    static func migrator(upTo count: Int) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations.prefix(count) {
            migrator.registerMigration(migration.name) { db in
                try db.execute(sql: migration.sql)
                if migration.name == "3 problems, one chain of events, versions of plans" {
                    try EventChain.takeOverTaskEvents(db)
                }
            }
        }
        return migrator
    }

    /// A CHECK passes when it comes to NULL, as `x = date(x)` does for `abc`: hence IS. `date(x)` alone keeps 2025-02-30,
    /// with a modifier it becomes 2025-03-02.
    static let migrations: [(name: String, sql: String)] = [
        (
            "1 plans, units and tasks",
            """
            CREATE TABLE standard (
                id INTEGER PRIMARY KEY,
                code TEXT NOT NULL UNIQUE CHECK (code <> ''),
                title TEXT NOT NULL,
                authority TEXT NOT NULL,
                year INTEGER NOT NULL
            ) STRICT;

            -- The indicators, the rules that span them (教督〔2017〕6号: 至少6项达标 …) and what bars recognition.
            CREATE TABLE indicator (
                id INTEGER PRIMARY KEY,
                standardID INTEGER NOT NULL REFERENCES standard,
                -- retired: no longer in the standard, but a withdrawn task still names it.
                kind TEXT NOT NULL CHECK (kind IN ('indicator', 'rule', 'veto', 'retired')),
                position INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (code <> ''),
                category TEXT NOT NULL,
                name TEXT NOT NULL,
                scope TEXT NOT NULL CHECK (scope IN ('school', 'county')),
                note TEXT,
                UNIQUE (standardID, code)
            ) STRICT;

            CREATE TABLE threshold (
                indicatorID INTEGER NOT NULL REFERENCES indicator ON DELETE CASCADE,
                position INTEGER NOT NULL,
                stage TEXT NOT NULL CHECK (stage IN ('小学', '初中', 'all')),
                measure TEXT NOT NULL,
                comparison TEXT NOT NULL CHECK (comparison IN ('>=', '<=', '<')),
                value REAL NOT NULL,
                unit TEXT NOT NULL,
                PRIMARY KEY (indicatorID, position)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE plan (
                id INTEGER PRIMARY KEY,
                code TEXT NOT NULL UNIQUE CHECK (code <> ''),
                county TEXT NOT NULL,
                title TEXT NOT NULL,
                document TEXT,
                issuedOn TEXT CHECK (issuedOn IS date(issuedOn, '+0 days')),
                standardID INTEGER REFERENCES standard,
                alertBlueDays INTEGER NOT NULL CHECK (alertBlueDays >= 0),
                alertYellowDays INTEGER NOT NULL CHECK (alertYellowDays BETWEEN 0 AND alertBlueDays)
            ) STRICT;

            CREATE TABLE phase (
                id INTEGER PRIMARY KEY,
                planID INTEGER NOT NULL REFERENCES plan,
                position INTEGER NOT NULL,
                name TEXT NOT NULL CHECK (name <> ''),
                startOn TEXT NOT NULL CHECK (startOn IS date(startOn, '+0 days')),
                endOn TEXT NOT NULL CHECK (endOn IS date(endOn, '+0 days')),
                UNIQUE (planID, name),
                CHECK (startOn <= endOn)
            ) STRICT;

            -- Units and groups of units: a group is a word of the document that stands for its members.
            CREATE TABLE unit (
                id INTEGER PRIMARY KEY,
                planID INTEGER NOT NULL REFERENCES plan,
                position INTEGER NOT NULL,
                name TEXT NOT NULL CHECK (name <> ''),
                kind TEXT NOT NULL
                    CHECK (kind IN ('department', 'party', 'office', 'township', 'school', 'other', 'group')),
                code TEXT CHECK (code <> ''),
                mail TEXT CHECK (mail LIKE '%_@_%'),
                duties TEXT,
                -- Not in the units file any more, but withdrawn tasks or events still name it.
                isWithdrawn INTEGER NOT NULL DEFAULT 0 CHECK (isWithdrawn IN (0, 1)),
                UNIQUE (planID, name),
                UNIQUE (planID, code)
            ) STRICT;

            CREATE TABLE unitAlias (
                planID INTEGER NOT NULL REFERENCES plan,
                name TEXT NOT NULL CHECK (name <> ''),
                unitID INTEGER NOT NULL REFERENCES unit ON DELETE CASCADE,
                position INTEGER NOT NULL,
                PRIMARY KEY (planID, name)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX unitAliasOfUnit ON unitAlias (unitID);

            CREATE TABLE groupMember (
                groupID INTEGER NOT NULL REFERENCES unit ON DELETE CASCADE,
                position INTEGER NOT NULL,
                unitID INTEGER NOT NULL REFERENCES unit ON DELETE CASCADE,
                PRIMARY KEY (groupID, position),
                UNIQUE (groupID, unitID),
                CHECK (groupID <> unitID)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX groupMemberOfUnit ON groupMember (unitID);

            CREATE TABLE task (
                id INTEGER PRIMARY KEY,
                planID INTEGER NOT NULL REFERENCES plan,
                position INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (code <> ''),
                title TEXT NOT NULL CHECK (title <> ''),
                measures TEXT,
                phaseID INTEGER REFERENCES phase ON DELETE SET NULL,
                deadlineKind TEXT NOT NULL CHECK (deadlineKind IN ('by', 'window', 'recurring', 'ongoing', 'unstated')),
                deadlineText TEXT,
                startOn TEXT CHECK (startOn IS date(startOn, '+0 days')),
                -- The deadline as issued: 原定时限. Of a recurring duty the last day on which it holds, if it has one.
                dueOn TEXT CHECK (dueOn IS date(dueOn, '+0 days')),
                -- daily, weeks:2:7, months:1:31, calendar:3:3:31: see Cycle+Column.swift.
                cycle TEXT,
                eachMemberReports INTEGER NOT NULL CHECK (eachMemberReports IN (0, 1)),
                source TEXT,
                -- The day on which a plan without this task was applied. The task and its events stay.
                withdrawnOn TEXT CHECK (withdrawnOn IS date(withdrawnOn, '+0 days')),
                -- A hint for reading less, kept by triggers: since that day the task is closed beyond doubt.
                closedOn TEXT CHECK (closedOn IS date(closedOn, '+0 days')),
                UNIQUE (planID, code),
                CHECK (
                    CASE deadlineKind
                        WHEN 'by' THEN startOn IS NULL AND dueOn IS NOT NULL
                        WHEN 'window' THEN startOn IS NOT NULL AND dueOn IS NOT NULL
                        WHEN 'recurring' THEN startOn IS NOT NULL
                        ELSE startOn IS NULL AND dueOn IS NULL
                    END),
                CHECK ((deadlineKind = 'recurring') = (cycle IS NOT NULL)),
                CHECK (startOn <= dueOn)
            ) STRICT;
            CREATE INDEX taskOpenAndDue ON task (planID, deadlineKind, dueOn)
                WHERE closedOn IS NULL AND withdrawnOn IS NULL;
            CREATE INDEX taskClosed ON task (planID, closedOn) WHERE closedOn IS NOT NULL AND withdrawnOn IS NULL;
            CREATE INDEX taskInForce ON task (planID) WHERE withdrawnOn IS NULL;

            CREATE TABLE assignment (
                taskID INTEGER NOT NULL REFERENCES task,
                -- Leads first, each role as printed.
                position INTEGER NOT NULL,
                unitID INTEGER NOT NULL REFERENCES unit,
                role TEXT NOT NULL CHECK (role IN ('lead', 'responsible', 'supporting')),
                PRIMARY KEY (taskID, position),
                UNIQUE (taskID, unitID)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX assignmentOfUnit ON assignment (unitID);

            CREATE TABLE fix (
                taskID INTEGER NOT NULL REFERENCES task,
                position INTEGER NOT NULL,
                indicatorID INTEGER NOT NULL REFERENCES indicator,
                target TEXT,
                PRIMARY KEY (taskID, position),
                UNIQUE (taskID, indicatorID)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX fixOfIndicator ON fix (indicatorID);
            """
        ),
        (
            "2 events and the journal of plan changes",
            """
            -- What is true on a day is worked out from the events up to that day, so none may change.
            CREATE TABLE taskEvent (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                taskID INTEGER NOT NULL REFERENCES task,
                day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
                recordedAt TEXT NOT NULL CHECK (recordedAt IS strftime('%Y-%m-%dT%H:%M:%SZ', recordedAt)),
                actor TEXT NOT NULL,
                unitID INTEGER REFERENCES unit,
                kind TEXT NOT NULL CHECK (kind IN (
                    'progress', 'reportedDone', 'signedOff', 'returned', 'extensionRequested', 'extensionApproved',
                    'extensionRefused', 'supervised', 'cancelled', 'reopened', 'reversed')),
                -- The turn of a recurring duty: 2024-W27.
                period TEXT,
                percent INTEGER CHECK (percent BETWEEN 0 AND 100),
                newDueOn TEXT CHECK (newDueOn IS date(newDueOn, '+0 days')),
                document TEXT,
                level TEXT CHECK (level IN ('blue', 'yellow', 'red')),
                reversedID INTEGER REFERENCES taskEvent CHECK (reversedID < id),
                note TEXT NOT NULL DEFAULT '',
                CHECK (percent IS NULL OR kind = 'progress'),
                CHECK ((newDueOn IS NOT NULL) = (kind IN ('extensionRequested', 'extensionApproved'))),
                CHECK ((document IS NOT NULL) = (kind IN ('extensionApproved', 'supervised'))),
                CHECK ((level IS NOT NULL) = (kind = 'supervised')),
                CHECK ((reversedID IS NOT NULL) = (kind = 'reversed'))
            ) STRICT;
            CREATE INDEX taskEventOfTask ON taskEvent (taskID, day);

            CREATE TRIGGER taskEventStands BEFORE UPDATE ON taskEvent
                BEGIN SELECT RAISE(ABORT, 'events are never changed: add another'); END;
            CREATE TRIGGER taskEventStays BEFORE DELETE ON taskEvent
                BEGIN SELECT RAISE(ABORT, 'events are never deleted: add another'); END;

            -- task.closedOn may only err towards reading more: a task that was ever opened again loses the hint.
            CREATE TRIGGER taskEventCloses AFTER INSERT ON taskEvent
                WHEN NEW.kind IN ('signedOff', 'cancelled') AND NEW.period IS NULL
                BEGIN
                    UPDATE task
                    SET closedOn = NEW.day
                    WHERE id = NEW.taskID AND NOT EXISTS (
                        SELECT 1 FROM taskEvent
                        WHERE taskID = NEW.taskID AND kind IN ('returned', 'reopened', 'reversed'));
                END;
            CREATE TRIGGER taskEventReopens AFTER INSERT ON taskEvent
                WHEN NEW.kind IN ('returned', 'reopened', 'reversed')
                BEGIN
                    UPDATE task SET closedOn = NULL WHERE id = NEW.taskID;
                END;

            -- What each `apply` changed, for good.
            CREATE TABLE planChange (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                planID INTEGER NOT NULL REFERENCES plan,
                appliedAt TEXT NOT NULL CHECK (appliedAt IS strftime('%Y-%m-%dT%H:%M:%SZ', appliedAt)),
                actor TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'withdrawn', 'restored')),
                subject TEXT NOT NULL CHECK (subject IN ('plan', 'standard', 'indicator', 'phase', 'unit', 'task')),
                name TEXT NOT NULL,
                field TEXT NOT NULL,
                before TEXT NOT NULL,
                after TEXT NOT NULL
            ) STRICT;
            CREATE INDEX planChangeOfPlan ON planChange (planID);
            CREATE TRIGGER planChangeStands BEFORE UPDATE ON planChange
                BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
            CREATE TRIGGER planChangeStays BEFORE DELETE ON planChange
                BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;
            """
        ),
        (
            "3 problems, one chain of events, versions of plans",
            """
            -- What inspections found (问题清单). What becomes of it is told by events; the first has the kind `found`.
            CREATE TABLE problem (
                id INTEGER PRIMARY KEY,
                planID INTEGER NOT NULL REFERENCES plan,
                number INTEGER NOT NULL CHECK (number > 0),
                title TEXT NOT NULL CHECK (title <> ''),
                source TEXT NOT NULL CHECK (source IN ('selfCheck', 'inspection', 'mockEvaluation')),
                -- The school or unit: often one that the units file does not list.
                place TEXT CHECK (place <> ''),
                indicatorID INTEGER REFERENCES indicator,
                taskID INTEGER REFERENCES task,
                dueOn TEXT CHECK (dueOn IS date(dueOn, '+0 days')),
                measures TEXT,
                UNIQUE (planID, number)
            ) STRICT;

            CREATE TABLE problemLead (
                problemID INTEGER NOT NULL REFERENCES problem,
                position INTEGER NOT NULL,
                unitID INTEGER NOT NULL REFERENCES unit,
                PRIMARY KEY (problemID, position),
                UNIQUE (problemID, unitID)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX problemLeadOfUnit ON problemLead (unitID);

            -- Everything that happened to tasks and problems, as one chain: each row carries the digest of the one before.
            CREATE TABLE event (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                taskID INTEGER REFERENCES task,
                problemID INTEGER REFERENCES problem,
                day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
                recordedAt TEXT NOT NULL CHECK (recordedAt IS strftime('%Y-%m-%dT%H:%M:%SZ', recordedAt)),
                actor TEXT NOT NULL,
                unitID INTEGER REFERENCES unit,
                kind TEXT NOT NULL CHECK (kind IN (
                    'found', 'progress', 'reportedDone', 'verified', 'signedOff', 'returned', 'extensionRequested',
                    'extensionApproved', 'extensionRefused', 'supervised', 'cancelled', 'reopened', 'reversed')),
                -- The turn of a recurring duty: 2024-W27.
                period TEXT,
                percent INTEGER CHECK (percent BETWEEN 0 AND 100),
                newDueOn TEXT CHECK (newDueOn IS date(newDueOn, '+0 days')),
                document TEXT,
                level TEXT CHECK (level IN ('blue', 'yellow', 'red')),
                -- An extension that was asked for after the deadline.
                isLate INTEGER NOT NULL DEFAULT 0 CHECK (isLate IN (0, 1)),
                reversedID INTEGER REFERENCES event CHECK (reversedID < id),
                note TEXT NOT NULL DEFAULT '',
                -- The digest of the event before; of the first, 64 zeros.
                previous TEXT NOT NULL UNIQUE CHECK (length(previous) = 64),
                -- SHA-256 of `previous` and everything in this row, its evidence and its problem: see EventChain.swift.
                digest TEXT NOT NULL CHECK (length(digest) = 64),
                CHECK ((taskID IS NULL) <> (problemID IS NULL)),
                CHECK (percent IS NULL OR kind = 'progress'),
                CHECK ((newDueOn IS NOT NULL) = (kind IN ('extensionRequested', 'extensionApproved'))),
                CHECK ((document IS NOT NULL) = (kind IN ('extensionApproved', 'supervised'))),
                CHECK ((level IS NOT NULL) = (kind = 'supervised')),
                CHECK (isLate = 0 OR kind = 'extensionRequested'),
                CHECK ((reversedID IS NOT NULL) = (kind = 'reversed')),
                CHECK (kind NOT IN ('found', 'verified') OR problemID IS NOT NULL)
            ) STRICT;
            CREATE INDEX eventOfTask ON event (taskID, day) WHERE taskID IS NOT NULL;
            CREATE INDEX eventOfProblem ON event (problemID, day) WHERE problemID IS NOT NULL;

            -- Files that bear an event out, as they were when it was recorded.
            CREATE TABLE evidence (
                eventID INTEGER NOT NULL REFERENCES event,
                position INTEGER NOT NULL,
                path TEXT NOT NULL CHECK (path <> ''),
                size INTEGER NOT NULL CHECK (size >= 0),
                digest TEXT NOT NULL CHECK (length(digest) = 64),
                PRIMARY KEY (eventID, position)
            ) STRICT, WITHOUT ROWID;

            -- Every version of every plan, so that a report of a past day shows the plan of that day.
            CREATE TABLE planVersion (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                planID INTEGER NOT NULL REFERENCES plan,
                -- From this day on it is in force; the first one also before.
                day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
                appliedAt TEXT NOT NULL CHECK (appliedAt IS strftime('%Y-%m-%dT%H:%M:%SZ', appliedAt)),
                actor TEXT NOT NULL,
                -- Where the plan's files were.
                folder TEXT,
                -- The plan in JSON, with the id of each of its units: see PlanVersion.swift.
                content TEXT NOT NULL,
                -- The last rows that there were of `event` and `planChange`: their digests go into this one.
                lastEventID INTEGER NOT NULL,
                lastChangeID INTEGER NOT NULL,
                previous TEXT NOT NULL UNIQUE CHECK (length(previous) = 64),
                digest TEXT NOT NULL CHECK (length(digest) = 64)
            ) STRICT;
            CREATE INDEX planVersionOfPlan ON planVersion (planID);

            CREATE TRIGGER eventStands BEFORE UPDATE ON event
                BEGIN SELECT RAISE(ABORT, '记录不能修改，只能另加一条（duban undo）'); END;
            CREATE TRIGGER eventStays BEFORE DELETE ON event
                BEGIN SELECT RAISE(ABORT, '记录不能删除，只能另加一条（duban undo）'); END;
            -- REPLACE would delete without asking the trigger above.
            CREATE TRIGGER eventReplacesNone BEFORE INSERT ON event
                WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR previous = NEW.previous)
                BEGIN SELECT RAISE(ABORT, '记录不能替换'); END;
            CREATE TRIGGER evidenceStands BEFORE UPDATE ON evidence
                BEGIN SELECT RAISE(ABORT, '佐证材料的登记不能修改'); END;
            CREATE TRIGGER evidenceStays BEFORE DELETE ON evidence
                BEGIN SELECT RAISE(ABORT, '佐证材料的登记不能删除'); END;
            CREATE TRIGGER evidenceReplacesNone BEFORE INSERT ON evidence
                WHEN EXISTS (SELECT 1 FROM evidence WHERE eventID = NEW.eventID AND position = NEW.position)
                BEGIN SELECT RAISE(ABORT, '佐证材料的登记不能替换'); END;
            CREATE TRIGGER problemStands BEFORE UPDATE ON problem
                BEGIN SELECT RAISE(ABORT, '问题不能修改'); END;
            CREATE TRIGGER problemStays BEFORE DELETE ON problem
                BEGIN SELECT RAISE(ABORT, '问题不能删除'); END;
            CREATE TRIGGER problemReplacesNone BEFORE INSERT ON problem
                WHEN EXISTS (
                    SELECT 1 FROM problem WHERE id = NEW.id OR (planID = NEW.planID AND number = NEW.number))
                BEGIN SELECT RAISE(ABORT, '问题不能替换'); END;
            CREATE TRIGGER planVersionStands BEFORE UPDATE ON planVersion
                BEGIN SELECT RAISE(ABORT, '方案的版本不能修改'); END;
            CREATE TRIGGER planVersionStays BEFORE DELETE ON planVersion
                BEGIN SELECT RAISE(ABORT, '方案的版本不能删除'); END;
            CREATE TRIGGER planVersionReplacesNone BEFORE INSERT ON planVersion
                WHEN EXISTS (SELECT 1 FROM planVersion WHERE id = NEW.id OR previous = NEW.previous)
                BEGIN SELECT RAISE(ABORT, '方案的版本不能替换'); END;

            -- task.closedOn may only err towards reading more: a task that was ever opened again loses the hint.
            CREATE TRIGGER eventCloses AFTER INSERT ON event
                WHEN NEW.kind IN ('signedOff', 'cancelled') AND NEW.period IS NULL AND NEW.taskID IS NOT NULL
                    -- A recurring duty is signed off turn by turn.
                    AND (NEW.kind = 'cancelled'
                        OR (SELECT deadlineKind FROM task WHERE id = NEW.taskID) <> 'recurring')
                BEGIN
                    UPDATE task
                    SET closedOn = NEW.day
                    WHERE id = NEW.taskID AND NOT EXISTS (
                        SELECT 1 FROM event
                        WHERE taskID = NEW.taskID AND kind IN ('returned', 'reopened', 'reversed'));
                END;
            -- What was kept before did not tell recurring duties apart.
            UPDATE task SET closedOn = NULL WHERE deadlineKind = 'recurring';
            CREATE TRIGGER eventReopens AFTER INSERT ON event
                WHEN NEW.kind IN ('returned', 'reopened', 'reversed') AND NEW.taskID IS NOT NULL
                BEGIN
                    UPDATE task SET closedOn = NULL WHERE id = NEW.taskID;
                END;
            """
        ),
    ]
}
