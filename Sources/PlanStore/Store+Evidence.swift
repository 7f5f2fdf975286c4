import Foundation
import PlanModel

extension Store {
    /// Files that bear something out, as they are now.
    ///
    /// A file in the ledger's folder is kept by its path from there, so that both can be moved together.
    ///
    /// - Throws: `StoreError.noFile` for the first one that is no file or cannot be read.
    public static func evidence(_ paths: [String], ledger: String) throws(StoreError) -> [TaskEvent.Evidence] {
        guard !paths.isEmpty else { return [] }
        var evidence: [TaskEvent.Evidence] = []
        let folder = folder(ofLedger: ledger)
        for path in paths {
            let file = URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
            guard isRegular(file), let (size, digest) = try? Digest.ofFile(file) else { throw .noFile(path: path) }
            guard path.withoutControls == path else { throw .refused("文件名里有看不见的控制字符：\(path)", remedy: "给文件改一个名字再登记") }
            let kept = file.hasPrefix(folder + "/") ? String(file.dropFirst(folder.count + 1)) : file
            evidence.append(TaskEvent.Evidence(path: kept, size: size, digest: digest))
        }
        return evidence
    }

    /// What is wrong with a file that was registered; nil if it is as it was.
    static func fault(of evidence: TaskEvent.Evidence, ledger: String) -> String? {
        let path = evidence.path.hasPrefix("/") ? evidence.path : "\(folder(ofLedger: ledger))/\(evidence.path)"
        guard FileManager.default.fileExists(atPath: path) else { return "\(evidence.path) 不见了" }
        guard isRegular(path) else { return "\(evidence.path) 不是普通文件" }
        guard let (size, digest) = try? Digest.ofFile(path) else { return "\(evidence.path) 读不了" }
        return size == evidence.size && digest == evidence.digest ? nil : "\(evidence.path) 与登记时不一样"
    }

    /// A device or a pipe has no end, or never begins.
    private static func isRegular(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)  // nil: there is none
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }

    private static func folder(ofLedger path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.deletingLastPathComponent().path
    }
}
