import Foundation
import Testing

/// Compares output with a file in Golden/ beside the test.
///
/// `GOLDEN=write swift test` writes the files anew; read the difference before committing it.
func expectGolden(
    _ output: String, _ name: String, test: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = URL(filePath: test).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["GOLDEN"] == "write" {
        try Data(output.utf8).write(to: file)
    } else {
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(output == expected, "\(name)", sourceLocation: sourceLocation)
    }
}
