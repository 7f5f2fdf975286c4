import ArgumentParser
import Foundation
import PlanFiles
import PlanModel
import PlanStore

/// How a run of the program ends: what is said, where, and with which exit code.
struct Outcome {
    var message: String
    var code: Int32
    var isError = true

    /// 0 done · 1 failure while running · 3 items for a person to settle · 4 a named thing does not exist · 5 busy, or written
    /// by a newer version · 6 refused by a rule · 10 `--check` · 64 usage.
    init(_ error: any Error, of arguments: [String]) {
        switch error {
        case let error as CommandFailure: self.init(message: error.message, code: error.code)
        case let error as PlanFileError: self.init(message: error.description, code: 3)
        case let error as UnknownName: self.init(message: error.description, code: 4)
        case let error as NoSuchPath: self.init(message: error.description, code: 4)
        case let error as StoreError: self.init(message: error.description, code: error.exitCode)
        case let error as Refusal: self.init(message: error.description, code: 6)
        default: self.init(ofParser: error, arguments)
        }
    }

    private init(message: String, code: Int32) {
        self.message = message
        self.code = code
    }

    private init(ofParser error: any Error, _ arguments: [String]) {
        code = Duban.exitCode(for: error).rawValue
        guard code != 0 else {
            message = HelpText.inChinese(
                Duban.fullMessage(for: error, columns: 10_000), width: min(StandardOutput.terminalWidth ?? 100, 120))
            isError = false
            return
        }
        guard code == ExitCode.validationFailure.rawValue else {
            message = error is ExitCode ? "" : "运行出错：\(error.localizedDescription)"
            return
        }
        message = UsageError(Duban.message(for: error), arguments).description
    }

    func leave() -> Never {
        let stream = isError ? FileHandle.standardError : FileHandle.standardOutput
        if !message.isEmpty {
            // Nobody is left to be told if this fails as well.
            try? stream.write(
                contentsOf: Data((message.hasSuffix("\n") ? message : message + "\n").withoutControls.utf8))
        }
        exit(code)
    }
}

/// A failure that a command found by itself.
struct CommandFailure: Error {
    var message: String
    var code: Int32

    init(_ problem: String, remedy: String, code: Int32 = 1) {
        message = "\(problem)\n    → \(remedy)"
        self.code = code
    }
}

extension StoreError {
    fileprivate var exitCode: Int32 {
        switch self {
        case .noLedger, .noFolder, .isFolder, .noFile, .noSuchPlan, .noSuchEvent, .whichPlan, .noPlans: 4
        case .busy, .newerVersion: 5
        case .refused: 6
        case .notALedger, .notABackup, .unreadable, .olderAndReadOnly, .diskFull, .readOnly, .damaged, .failed: 1
        }
    }
}
