/// The report's values, for programs.
struct JSONFormat: Format {
    let name = "json"
    let purpose = "供程序读取"
    let extensions = ["json"]

    func render(_ report: some Report, _ setting: Setting) -> String {
        let head = report.head
        let entries: [(String, JSON)] = [
            ("schema", .string("\(type(of: report).name)/1")), ("plan", .string(head.plan)),
            ("title", .string(head.title)),
            ("asOf", .string(head.day.description)), ("rule", .string(head.rule)),
            ("knownOn", .optional(head.knownOn)),
        ]
        return JSON.object(entries + report.json).text
    }
}
