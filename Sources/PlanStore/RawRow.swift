import GRDB
import GRDBSQLite

/// The row on which a statement stands, read straight from SQLite.
///
/// For the three tables that grow with the plan: GRDB's own rows take three times as long, which shows from some thousand
/// tasks on. Everything else is read with GRDB.
struct RawRow {
    fileprivate let statement: SQLiteStatement

    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

    func id(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    /// Nil for NULL.
    func optionalID(_ column: Int32) -> Int64? { isNull(column) ? nil : id(column) }

    func flag(_ column: Int32) -> Bool { sqlite3_column_int64(statement, column) != 0 }

    /// Empty for NULL: for columns that are NOT NULL.
    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// Nil for NULL.
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    private func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
}

extension Database {
    /// Runs a SELECT and hands over each row. The row is only good during the call.
    func forEachRow(_ sql: String, _ arguments: StatementArguments, _ body: (RawRow) throws -> Void) throws {
        let statement = try makeStatement(sql: sql)
        try statement.setArguments(arguments)
        let row = RawRow(statement: statement.sqliteStatement)
        defer { sqlite3_reset(statement.sqliteStatement) }
        while true {
            let code = sqlite3_step(statement.sqliteStatement)
            guard code == SQLITE_ROW else {
                guard code == SQLITE_DONE else {
                    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage, sql: sql)
                }
                return
            }
            try body(row)
        }
    }
}
