import Foundation

/// The variables that the program was started with.
enum Environment {
    /// Nil if it is not set, or empty. Looked up by itself: `ProcessInfo` copies all of them each time.
    static subscript(name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
