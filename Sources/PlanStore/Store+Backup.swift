import Foundation
import GRDB
import PlanModel

extension Store {
    /// Copies the ledger, whole and as of one moment, while others may go on writing.
    ///
    /// The copy is made beside its place, looked through, and only then takes it.
    public func backup(to target: String, mayReplace: Bool) throws(StoreError) {
        try Self.words(path) {
            let file = URL(filePath: target)
            try Self.refuseFolders(target)
            let isThere = FileManager.default.fileExists(atPath: target)
            guard !isThere || mayReplace else {
                throw StoreError.refused("文件已存在：\(target)", remedy: "换一个文件名，或加 --force 覆盖")
            }
            guard !Self.isSameFile(target, path) else {
                throw StoreError.refused("备份不能写在台账自己身上：\(target)", remedy: "换一个文件名")
            }
            // A log that waits beside the old file would be taken for the new one's.
            guard !["", "-wal", "-shm", "-journal"].contains(where: { Self.isSameFile(target, path + $0) }) else {
                throw StoreError.refused("这是台账的一部分，不能用备份覆盖：\(target)", remedy: "换一个文件名")
            }
            guard !["-wal", "-journal"].contains(where: { FileManager.default.fileExists(atPath: target + $0) }) else {
                throw StoreError.refused("这个文件正被别的程序打开，不能覆盖：\(target)", remedy: "关掉那个程序，或换一个文件名")
            }
            guard FileManager.default.fileExists(atPath: file.deletingLastPathComponent().path) else {
                throw StoreError.noFolder(path: file.deletingLastPathComponent().path)
            }
            let draft = Self.draft(beside: target)
            defer { Self.remove(draft) }
            // What goes wrong from here on is the backup's place, not the ledger.
            try Self.words(target) {
                try Self.copy(database, to: draft)
                try Self.refuseBroken(draft, named: target)
                try Self.keepMode(of: path, for: draft)
                try Self.put(draft, at: target)
            }
        }
    }

    /// Puts a backup in the ledger's place. What stands there is first copied beside it.
    ///
    /// - Returns: where the former ledger was kept; nil if there was none.
    /// - Throws: `StoreError`, and the ledger is as it was: a backup that is broken, or is none, is refused.
    public static func restore(
        _ backup: String, to path: String, at time: String, mayLosePlans: Bool = false
    ) throws(StoreError) -> String? {
        try words(backup) {
            guard FileManager.default.fileExists(atPath: backup) else { throw StoreError.noFile(path: backup) }
            try refuseFolders(backup)
            do {
                try refuseBroken(backup, named: backup)
            } catch StoreError.notALedger {
                throw StoreError.notABackup(path: backup)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
                throw StoreError.notABackup(path: backup)
            }
        }
        return try words(path) {
            try refuseFolders(path)
            guard !isSameFile(backup, path) else {
                throw StoreError.refused("这就是台账自己：\(backup)", remedy: "写备份文件的名字")
            }
            if !mayLosePlans { try refuseOtherPlans(backup, path) }
            let kept = try keepFormer(path, time)
            guard kept != nil, let ledger = try openable(path) else {
                // None there, or nothing that can be read: the backup takes its place.
                let draft = draft(beside: path)
                defer { remove(draft) }
                try copy(openToRead(backup), to: draft)
                if kept != nil { try keepMode(of: path, for: draft) }
                for ending in ["-wal", "-shm"] { remove(path + ending) }
                try put(draft, at: path)
                return kept
            }
            // In the ledger's own file and as one transaction: who has it open goes on with the new content.
            try openToRead(backup).backupWaiting(to: ledger.database)
            return kept
        }
    }

    /// Another plan's backup, taken by mistake, would make a plan disappear.
    private static func refuseOtherPlans(_ backup: String, _ path: String) throws {
        // A ledger that cannot be read has no plans to lose.
        guard FileManager.default.fileExists(atPath: path), let present = try? reading(path).plans() else { return }
        let kept = try openToRead(backup).read { try String.fetchSet($0, sql: "SELECT code FROM plan") }
        let lost = present.map(\.code).filter { !kept.contains($0) }
        guard lost.isEmpty else {
            throw StoreError.refused(
                "备份里没有台账现有的方案：\(lost.joined(separator: "、"))（备份里有：\(kept.sorted().joined(separator: "、"))）",
                remedy: "看看是不是拿错了备份；确要用它恢复的，加 --yes")
        }
    }

    /// Nil if the file is broken or no ledger at all. A newer one, or one that may not be written to, is not to be replaced.
    private static func openable(_ path: String) throws -> Store? {
        do {
            return try writing(path)
        } catch .damaged, .notALedger, .failed {
            return nil
        }
    }

    /// A copy of the ledger as it is, broken or not.
    private static func keepFormer(_ path: String, _ time: String) throws -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let stamp = time.filter { $0.isNumber || $0 == "T" }
        var kept = "\(path).before-restore-\(stamp).bak"
        var number = 2
        while FileManager.default.fileExists(atPath: kept) {
            kept = "\(path).before-restore-\(stamp)-\(number).bak"
            number += 1
        }
        if let ledger = try? reading(path) {
            try copy(ledger.database, to: kept)
            try keepMode(of: path, for: kept)
        } else {
            try FileManager.default.copyItem(atPath: path, toPath: kept)
            if FileManager.default.fileExists(atPath: path + "-wal") {
                try FileManager.default.copyItem(atPath: path + "-wal", toPath: kept + "-wal")
            }
        }
        return kept
    }

    /// - Throws: `StoreError` if the file is no whole ledger of this or an older version of the program.
    private static func refuseBroken(_ file: String, named name: String) throws {
        if isPart(file) { throw StoreError.damaged(path: name, detail: "文件不完整，可能还没有复制完") }
        let database = try openToRead(file)
        defer { try? database.close() }  // it was only read
        let store = Store(database: database, path: name, mayWrite: false)
        // An older version is brought up to date when it is next opened.
        guard try !store.isOlder() else {
            let faults = try database.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }.filter {
                $0 != "ok"
            }
            guard faults.isEmpty else { throw StoreError.damaged(path: name, detail: faults[0]) }
            return
        }
        if let finding = try store.examine().first(where: { $0.isDamage && !$0.faults.isEmpty }) {
            throw StoreError.damaged(path: name, detail: "\(finding.name)：\(finding.faults[0])")
        }
    }

    /// Who may not read the ledger may not read its copy.
    private static func keepMode(of path: String, for copy: String) throws {
        if let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: copy)
        }
    }

    private static func copy(_ source: DatabaseQueue, to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try source.backup(to: copy)
        try copy.close()
    }

    /// Moves a whole file to its place, also for good: its name is on the disk when this returns.
    private static func put(_ draft: String, at target: String) throws {
        let place = URL(filePath: target).resolvingSymlinksInPath().path
        guard rename(draft, place) == 0 else { throw StoreError.readOnly(path: target) }
        let folder = open(URL(filePath: place).deletingLastPathComponent().path, O_RDONLY)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    static func draft(beside path: String) -> String {
        let place = URL(filePath: path).resolvingSymlinksInPath()
        return place.deletingLastPathComponent().appending(path: ".\(place.lastPathComponent).\(UUID().uuidString)")
            .path
    }

    static func remove(_ path: String) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            // Mostly there is none.
            try? FileManager.default.removeItem(atPath: path + ending)
        }
    }

    private static func isSameFile(_ a: String, _ b: String) -> Bool {
        URL(filePath: a).resolvingSymlinksInPath().standardizedFileURL.path
            == URL(filePath: b).resolvingSymlinksInPath().standardizedFileURL.path
    }
}

extension DatabaseQueue {
    /// Waits for writers, as SQLite does elsewhere by itself.
    fileprivate func backupWaiting(to target: DatabaseQueue) throws {
        for attempt in 1... {
            do {
                return try backup(to: target)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attempt < 100 {
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }
}
