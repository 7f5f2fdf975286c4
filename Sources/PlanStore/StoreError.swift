/// Why the ledger cannot be read or written, in words for the office.
public enum StoreError: Error, Hashable {
    /// No file there. A reading command never makes an empty one.
    case noLedger(path: String)
    case noFolder(path: String)
    /// A folder where a file was meant.
    case isFolder(path: String)
    case unreadable(path: String)
    /// A file that was named is not there, or is none.
    case noFile(path: String)
    case noSuchPlan(code: String, known: [String])
    /// Several plans, and nothing says which.
    case whichPlan([String])
    case noPlans(path: String)
    /// No event of that number in the plan.
    case noSuchEvent(id: Int, remedy: String)
    /// The file is no database, or another program's.
    case notALedger(path: String)
    /// Somebody wants to restore the ledger from a file that is none.
    case notABackup(path: String)
    /// Written by a newer version of the program.
    case newerVersion(path: String)
    /// Written by an older version, and the file or its folder cannot be written to.
    case olderAndReadOnly(path: String)
    /// Another program is writing, and did not finish in time.
    case busy(path: String)
    case diskFull(path: String)
    case readOnly(path: String)
    case damaged(path: String, detail: String)
    /// A rule of the ledger forbids it.
    case refused(String, remedy: String)
    case failed(path: String, detail: String)
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noLedger(let path):
            "没有台账文件：\(path)\n    → 台账在别处的，先 cd 到它的文件夹，或用 --db 指明；还没有台账的，先写入方案：duban apply 方案文件夹"
        case .noFolder(let path): "没有这个文件夹：\(path)\n    → 先建好文件夹，或换一个地方"
        case .isFolder(let path): "这是文件夹，不是台账文件：\(path)\n    → --db 后面写文件名，如 \(path)/duban.sqlite"
        case .noFile(let path): "没有这个文件，或者读不了：\(path)\n    → 检查文件名和所在的文件夹"
        case .unreadable(let path): "没有权限读这个台账：\(path)\n    → 请文件的主人放开权限，或复制一份"
        case .noSuchPlan(let code, let known):
            "没有方案“\(code)”\n    → 台账里有：\(known.joined(separator: "、"))；新方案先运行 duban apply"
        case .whichPlan(let codes):
            "台账里有\(codes.count)个方案，没有说要看哪一个\n    → 加上 --plan，可用：\(codes.joined(separator: "、"))"
        case .noSuchEvent(let id, let remedy): "没有第\(id)条记录\n    → \(remedy)"
        case .noPlans(let path): "台账里还没有方案：\(path)\n    → 先运行 duban apply Plans/方案 --db \(path)"
        case .notALedger(let path): "不是督办台账：\(path)\n    → 用 --db 指明台账文件；这个文件没有动过"
        case .notABackup(let path): "不是台账的备份，没有恢复：\(path)\n    → 写 duban backup 存下的文件；现在的台账没有动过"
        case .newerVersion(let path): "台账由较新版本的 duban 建立：\(path)\n    → 请升级本机的 duban；台账没有动过"
        case .olderAndReadOnly(let path): "台账是旧版本格式，需要升级，但文件不能写：\(path)\n    → 复制到可以写的文件夹再打开"
        case .busy(let path): "台账正被别的程序写入：\(path)\n    → 稍等片刻再试；一直如此时，看看是否有另一个 duban 没有退出"
        case .diskFull(let path): "磁盘满了，没有写入：\(path)\n    → 腾出空间再试；台账保持原样"
        case .readOnly(let path): "写不进去（文件或文件夹只读）：\(path)\n    → 检查权限，或复制到可以写的文件夹；台账保持原样"
        case .damaged(let path, let detail):
            "台账文件损坏（\(detail)）：\(path)\n    → 不要再写入；先复制保存这个文件，再用最近的备份恢复：duban restore 备份文件"
        case .refused(let problem, let remedy): "\(problem)\n    → \(remedy)"
        case .failed(let path, let detail): "读写台账出错（\(detail)）：\(path)\n    → 台账保持原样；请把这行文字发给维护人员"
        }
    }
}
