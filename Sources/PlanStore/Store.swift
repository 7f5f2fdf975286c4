import Foundation
import GRDB
import PlanModel

/// The office's ledger file. All SQL of the project is behind this type.
public struct Store: Sendable {
    let database: DatabaseQueue
    /// As messages name it.
    let path: String
    /// Opened by a command that only reads: writing through it is a mistake of the program, and refused.
    private(set) var mayWrite = true

    /// Opens a ledger that exists, to read it. Writes nothing, unless an older version's tables have to be brought up to date.
    public static func reading(_ path: String) throws(StoreError) -> Store {
        try words(path) {
            guard FileManager.default.fileExists(atPath: path) else { throw StoreError.noLedger(path: path) }
            try refuseFolders(path)
            guard FileManager.default.isReadableFile(atPath: path) else { throw StoreError.unreadable(path: path) }
            try refusePart(path)
            let store = try Store(database: openToRead(path), path: path, mayWrite: false)
            guard try store.isOlder() else { return store }
            guard FileManager.default.isWritableFile(atPath: path) else {
                throw StoreError.olderAndReadOnly(path: path)
            }
            try store.database.close()
            return try writing(path)
        }
    }

    /// Opens a ledger to write to it, making the file if there is none, and brings its tables up to date.
    ///
    /// An older file is first copied beside itself (`duban.sqlite.v1.bak`).
    public static func writing(_ path: String) throws(StoreError) -> Store {
        try words(path) {
            let folder = URL(filePath: path).deletingLastPathComponent().path
            guard FileManager.default.fileExists(atPath: folder) else { throw StoreError.noFolder(path: folder) }
            try refuseFolders(path)
            if !FileManager.default.fileExists(atPath: path) { try make(path) }
            try refusePart(path)
            let store = try Store(
                database: DatabaseQueue(path: path, configuration: configuration(.writing)), path: path)
            guard try store.isOlder(mayCreate: true) else { return store }
            try store.migrate()
            return store
        }
    }

    /// Makes an empty ledger. It is made beside its place and put there when it is whole: nobody ever finds half of one.
    private static func make(_ path: String) throws {
        let draft = draft(beside: path)
        defer { remove(draft) }
        let store = try Store(
            database: DatabaseQueue(path: draft, configuration: configuration(.writing)), path: path)
        try store.migrate()
        try store.database.close()
        // Unlike a renaming this leaves alone what somebody else has put there in the meantime.
        guard link(draft, path) == 0 || errno == EEXIST else { throw StoreError.readOnly(path: path) }
    }

    /// Opens a ledger that exists, to record something in it.
    public static func recording(_ path: String) throws(StoreError) -> Store {
        try words(path) {
            guard FileManager.default.fileExists(atPath: path) else { throw StoreError.noLedger(path: path) }
            try refuseFolders(path)
            try refusePart(path)
            let store = try Store(
                database: DatabaseQueue(path: path, configuration: configuration(.writing)), path: path)
            if try store.isOlder() { try store.migrate() }
            return store
        }
    }

    /// An empty ledger in memory, for tests: real SQLite, so that a test runs the SQL that ships.
    public static func inMemory() throws -> Store {
        let store = Store(database: try DatabaseQueue(configuration: configuration(.writing)), path: "内存")
        try store.migrate()
        return store
    }

    private enum Use {
        /// Reads a file that could be written to: leaves no -wal and -shm behind, as a read-only connection would.
        case reading
        /// Reads a file that cannot be written to.
        case readOnlyFile
        case writing
    }

    private static func configuration(_ use: Use) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = use == .readOnlyFile
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // Every acknowledged write is on the disk, also when the power fails in the next second.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // 16 MB: a ledger of 10,000 tasks is read once, not page by page again and again.
            try db.execute(sql: "PRAGMA cache_size = -16000")
        }
        return configuration
    }

    /// A file that may not be written to is read as it stands: a read-only connection would leave a -wal and a -shm beside
    /// it that lock its owner out. If a log waits beside it, somebody is writing, and it has to be read with its log.
    static func openToRead(_ path: String) throws -> DatabaseQueue {
        let files = FileManager.default
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let hasLog = files.fileExists(atPath: path + "-wal")
        if files.isWritableFile(atPath: path), files.isWritableFile(atPath: folder) {
            return try DatabaseQueue(path: path, configuration: configuration(.reading))
        }
        guard !hasLog else { return try DatabaseQueue(path: path, configuration: configuration(.readOnlyFile)) }
        var address = URLComponents()
        address.scheme = "file"
        address.path = URL(filePath: path).path
        address.queryItems = [URLQueryItem(name: "immutable", value: "1")]
        return try DatabaseQueue(path: address.string ?? path, configuration: configuration(.readOnlyFile))
    }

    static func refuseFolders(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw StoreError.isFolder(path: path)
        // A pipe or a device: reading it might never end.
        default: throw StoreError.notALedger(path: path)
        }
    }

    /// A file that is still being copied ends in the middle. SQLite itself does not notice if only the last page is cut.
    private static func refusePart(_ path: String) throws {
        guard isPart(path) else { return }
        // A writer in the middle of its work looks the same for a moment.
        Thread.sleep(forTimeInterval: 0.05)
        guard !isPart(path) else { throw StoreError.damaged(path: path, detail: "文件不完整，可能还没有复制完") }
    }

    /// By its header, https://www.sqlite.org/fileformat.html: the page size stands at byte 16, the number of pages at 28.
    static func isPart(_ path: String) -> Bool {
        // With a log beside it, the file alone says nothing.
        guard access(path + "-wal", F_OK) != 0 else { return false }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var header = [UInt8](repeating: 0, count: 100)
        let length = read(file, &header, header.count)
        let size = UInt64(max(0, lseek(file, 0, SEEK_END)))
        guard length == header.count, header.starts(with: "SQLite format 3".utf8) else { return false }
        func number(_ place: Int, bytes: Int) -> UInt64 {
            header[place..<place + bytes].reduce(0) { $0 << 8 | UInt64($1) }
        }
        let pageSize = number(16, bytes: 2) == 1 ? 65_536 : number(16, bytes: 2)
        // An old SQLite leaves the number of pages behind; then the two counters differ.
        let pages = number(24, bytes: 4) == number(92, bytes: 4) ? number(28, bytes: 4) : 0
        return pageSize > 0 && (!size.isMultiple(of: pageSize) || size < pages * pageSize)
    }

    /// True if tables are missing: a new file, or one of an older version.
    func isOlder(mayCreate: Bool = false) throws -> Bool {
        try database.read { db in
            let isOurs = try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID
            if !isOurs || mayCreate {
                let isEmpty = try !Bool.fetchOneOrFalse(db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_schema)")
                guard isOurs || (isEmpty && mayCreate) else { throw StoreError.notALedger(path: path) }
                guard !isEmpty else { return true }
            }
            // The migrator's own record, asked once: every command starts here.
            let applied = try String.fetchSet(db, sql: "SELECT identifier FROM grdb_migrations")
            let known = Set(Schema.migrations.map(\.name))
            guard applied.isSubset(of: known) else { throw StoreError.newerVersion(path: path) }
            return applied != known
        }
    }

    private func migrate() throws {
        try copyOlderFile()
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
        }
        do {
            try Schema.migrator.migrate(database)
        } catch {
            // Another process may have done the same in this very moment; then all is well.
            guard try database.read(Schema.migrator.hasCompletedMigrations) else { throw error }
        }
        try keepMissingVersions()
    }

    /// Before an older file is changed, it is copied whole, with what its log holds.
    private func copyOlderFile() throws {
        let version = try database.read { db in
            try Schema.migrator.appliedIdentifiers(db).count
        }
        guard version > 0 else { return }
        var copy = "\(path).v\(version).bak"
        var number = 2
        while FileManager.default.fileExists(atPath: copy) {
            copy = "\(path).v\(version)-\(number).bak"
            number += 1
        }
        try database.backup(to: DatabaseQueue(path: copy))
    }

    /// Runs work on the ledger and tells what SQLite finds wrong in the office's words.
    static func words<Value>(_ path: String, _ work: () throws -> Value) throws(StoreError) -> Value {
        do {
            return try work()
        } catch let error as StoreError {
            throw error.located(at: path)
        } catch let error as DatabaseError {
            throw StoreError(error, path)
        } catch {
            throw .failed(path: path, detail: "\(error)")
        }
    }
}

extension StoreError {
    /// Where a reader deep inside found the file damaged, it does not know the file's name.
    func located(at path: String) -> StoreError {
        if case .damaged(path: "", let detail) = self { .damaged(path: path, detail: detail) } else { self }
    }

    init(_ error: DatabaseError, _ path: String) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly(path: path)
        case .SQLITE_NOTADB: self = .notALedger(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, detail: "SQLite 错误\(error.extendedResultCode.rawValue)")
        // The shared memory beside the log could not grow: that is what a full disk shows first.
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: self = .diskFull(path: path)
        case .SQLITE_IOERR: self = .failed(path: path, detail: "磁盘读写失败，错误\(error.extendedResultCode.rawValue)")
        default:
            self = .failed(path: path, detail: "SQLite 错误\(error.extendedResultCode.rawValue)：\(error.message ?? "")")
        }
    }
}

extension Bool {
    fileprivate static func fetchOneOrFalse(_ db: Database, sql: String) throws -> Bool {
        try Bool.fetchOne(db, sql: sql) ?? false
    }
}
