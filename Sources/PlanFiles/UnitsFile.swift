import PlanModel
import Yams

/// `units.yaml`: the units and groups of a plan, under every name that the document gives them.
struct UnitsFile {
    var path: String
    /// Units first, then groups, each with the line of its name.
    var units: [Located<OrgUnit>]

    var directory: UnitDirectory { UnitDirectory(units.map(\.value)) }
}

extension UnitsFile {
    /// What could be read, and everything that is wrong with it. Nil if it is not even a file of units.
    static func read(_ path: String) -> (file: UnitsFile?, issues: [Issue]) {
        do {
            return read(try YAMLFile.read(path), path)
        } catch {
            return (nil, error.issues)
        }
    }

    static func read(_ node: Node, _ path: String) -> (file: UnitsFile?, issues: [Issue]) {
        var reader = FileReader(path)
        guard let top = reader.fields(node, of: "单位文件", known: ["units", "groups"]) else { return (nil, reader.issues) }
        let units = reader.list(top, "units").compactMap { unit($0, &reader) }
        let groups = reader.list(top, "groups").compactMap { group($0, &reader) }
        let file = UnitsFile(path: path, units: units + groups)
        return (file, reader.issues + file.check())
    }

    private static func unit(_ node: Node, _ reader: inout FileReader) -> Located<OrgUnit>? {
        let known = ["name", "code", "aliases", "kind", "mail", "duties"]
        guard let fields = reader.fields(node, of: "单位", known: known),
            let name = reader.required(fields, "name", of: "单位", example: "县教育体育局")
        else { return nil }
        let kind = reader.choice(fields, "kind", of: OrgUnit.Kind.allCases.filter { $0 != .group })
        return Located(
            value: OrgUnit(
                name: name.value, kind: kind ?? .other, code: shortCode(fields, &reader),
                aliases: reader.names(fields, "aliases").map(\.value), mail: mail(fields, &reader),
                duties: reader.text(fields, "duties")?.value),
            line: name.line)
    }

    private static func group(_ node: Node, _ reader: inout FileReader) -> Located<OrgUnit>? {
        let known = ["name", "code", "aliases", "members", "duties"]
        guard let fields = reader.fields(node, of: "单位组", known: known),
            let name = reader.required(fields, "name", of: "单位组", example: "各乡镇（街道）")
        else { return nil }
        return Located(
            value: OrgUnit(
                name: name.value, kind: .group, code: shortCode(fields, &reader),
                aliases: reader.names(fields, "aliases").map(\.value), duties: reader.text(fields, "duties")?.value,
                members: reader.names(fields, "members").map(\.value)),
            line: name.line)
    }

    private static func shortCode(_ fields: Fields, _ reader: inout FileReader) -> String? {
        guard let code = reader.name(fields, "code") else { return nil }
        guard code.value.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            reader.report(code.line, "单位代码只能用英文字母、数字和“-”：\(code.value)", remedy: "例如 code: czj")
            return nil
        }
        return code.value
    }

    private static func mail(_ fields: Fields, _ reader: inout FileReader) -> String? {
        guard let mail = reader.name(fields, "mail") else { return nil }
        let parts = mail.value.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = mail.value.allSatisfy { $0.isASCII && !$0.isWhitespace && !"<>,;\"".contains($0) }
        guard isPlain, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !mail.value.hasPrefix("-") else {
            reader.report(mail.line, "不是邮箱地址：\(mail.value)", remedy: "写成 jt@example.org 的样子，一个单位一个地址")
            return nil
        }
        return mail.value
    }
}

extension UnitsFile {
    /// Every check, in the order of the checks. A new check is one function and one term of this sum.
    private func check() -> [Issue] { clashingNames() + repeatedNames() + unknownMembers() + circularGroups() }

    private func clashingNames() -> [Issue] {
        UnitDirectory.clashes(in: units.map(\.value)).map { clash in
            let (first, second) = (units[clash.first], units[clash.second])
            return Issue(
                "\(path):\(second.line)",
                "“\(clash.name)”已属于第\(first.line)行的\(first.value.name)，不能又属于\(second.value.name)",
                remedy: "一个名称、简称或代码只归一个单位；删去其中一处")
        }
    }

    /// The same alias or member twice, perhaps under two spellings.
    private func repeatedNames() -> [Issue] {
        let directory = directory
        return units.flatMap { unit in
            var aliases: Set<String> = []
            let names = unit.value.aliases.filter { !aliases.insert(UnitDirectory.key($0)).inserted }
            var members: Set<String> = []
            let twice = unit.value.members.filter { name in
                directory[name].map { !members.insert($0.name).inserted } ?? false
            }
            return names.map { name in
                Issue("\(path):\(unit.line)", "\(unit.value.name)的别名“\(name)”写了两次", remedy: "只留一次")
            }
                + twice.map { name in
                    Issue("\(path):\(unit.line)", "\(unit.value.name)的成员“\(name)”写了两次", remedy: "只留一次")
                }
        }
    }

    private func unknownMembers() -> [Issue] {
        let directory = directory
        return units.flatMap { group in
            group.value.members.filter { directory[$0] == nil }.map { name in
                Issue(
                    "\(path):\(group.line)", "\(group.value.name)的成员不认识：\(name)",
                    remedy: PlanFile.unitRemedy(name, directory, unitsPath: path))
            }
        }
    }

    private func circularGroups() -> [Issue] {
        let directory = directory
        return units.filter { group in
            var next = group.value.members
            var seen: Set<String> = []
            while let name = next.popLast() {
                guard let member = directory[name], seen.insert(member.name).inserted else { continue }
                if member.name == group.value.name { return true }
                next += member.members
            }
            return false
        }.map { group in
            Issue("\(path):\(group.line)", "\(group.value.name)的成员里（直接或间接）有它自己", remedy: "从 members 中删去它自己")
        }
    }
}
