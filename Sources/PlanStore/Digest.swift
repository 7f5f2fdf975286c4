import Crypto
import Foundation
import PlanModel

/// SHA-256 in hexadecimal, 64 letters.
enum Digest {
    /// What stands before the first row of a chain.
    static let zero = String(repeating: "0", count: 64)

    /// The digest of a row that carries the digest of the one before it.
    ///
    /// Each field is written with its length in bytes, so that no text can be taken for two: `5:hello`, an absent one `-`,
    /// each on a line of its own after the digest before. The form never changes: old rows are checked by it.
    static func chained(_ previous: String, _ fields: [String?]) -> String {
        var text = previous
        for field in fields { text += field.map { "\n\($0.utf8.count):\($0)" } ?? "\n-" }
        return hexadecimal(SHA256.hash(data: Data(text.utf8)))
    }

    static func hexadecimal(_ digest: SHA256Digest) -> String {
        let letters = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [letters[Int($0 >> 4)], letters[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Of a file, read piece by piece, with its size in bytes.
    static func ofFile(_ path: String) throws -> (size: Int, digest: String) {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }  // it was only read
        var hash = SHA256()
        var size = 0
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            size += piece.count
        }
        return (size, hexadecimal(hash.finalize()))
    }
}
