import ArgumentParser
import Foundation
import PlanFiles
import PlanModel

/// Which plan files.
struct PlanFileOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("方案文件夹（如 Plans/eshan）或其中的 plan.yaml，可写几个。", valueName: "路径"), completion: .file())
    var paths: [String]

    /// Every plan at the paths, read and checked. Nothing stops at the first problem.
    func plans() throws -> [CheckedPlan] { try Self.plans(at: paths) }

    static func plans(at paths: [String]) throws -> [CheckedPlan] {
        let folder = PlanFolder(standardFolders: standardFolders)
        var plans: [CheckedPlan] = []
        var issues: [Issue] = []
        for path in paths {
            do {
                plans += try folder.plans(at: path)
            } catch let error as PlanFileError {
                issues += error.issues
            }
        }
        guard issues.isEmpty else { throw PlanFileError(issues: plans.flatMap(\.issues) + issues) }
        return plans + sameCode(plans)
    }

    /// Where each plan's files are, from the root, by the plan's code.
    func folders(of plans: [Plan]) throws -> [String: String] {
        var folders: [String: String] = [:]
        for checked in try self.plans() {
            if let plan = checked.plan { folders[plan.code] = URL(filePath: checked.path).standardizedFileURL.path }
        }
        return folders
    }

    /// Two folders that would overwrite each other in the ledger.
    private static func sameCode(_ plans: [CheckedPlan]) -> [CheckedPlan] {
        var paths: [String: String] = [:]
        return plans.compactMap { checked in
            guard let plan = checked.plan, let first = paths.updateValue(checked.path, forKey: plan.code),
                first != checked.path
            else { return nil }
            let issue = Issue(checked.path, "方案代码 \(plan.code) 与 \(first) 相同", remedy: "给其中一个方案换一个代码")
            return CheckedPlan(path: checked.path, plan: nil, issues: [issue])
        }
    }

    /// After the folders beside the plan: the project's own Plans/standards, and what was installed with the program.
    private static var standardFolders: [String] {
        var folders = ["Plans/standards"]
        var folder = URL(filePath: CommandLine.executablePath).deletingLastPathComponent()
        for _ in 0..<6 {
            folders += ["\(folder.path)/share/duban/standards", "\(folder.path)/Plans/standards"]
            guard folder.path != "/" else { break }
            folder = folder.deletingLastPathComponent()
        }
        return folders
    }
}

extension CommandLine {
    /// The program itself, through every link.
    fileprivate static var executablePath: String {
        // Without /proc (another system) the name it was called by has to do.
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? arguments[0]
    }
}
