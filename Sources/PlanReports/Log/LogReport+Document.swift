import PlanModel

extension LogReport {
    public var document: Document {
        let filter = filterWords.isEmpty ? "" : "（\(filterWords.joined(separator: "，"))）"
        return Document(
            title: title, subtitle: head.subtitle, blocks: blocks,
            footnotes: [
                head.foot("\(rows.count)条记录\(filter)"), "记录只增不改：写错的用 duban undo 序号 撤销（如 duban undo 12），撤销本身也是一条记录",
            ], page: .a4Landscape, data: table)
    }

    private var title: String {
        switch subject {
        case .task(let onDay)?: "任务\(onDay.task.code)办理经过"
        case .former(let task)?: "任务\(task.code)办理经过"
        case .problem(let problem, _)?: "问题\(problem.number)整改经过"
        case nil: Self.title
        }
    }

    private var blocks: [Document.Block] {
        let nothing = rows.isEmpty ? [Document.Block.paragraph("没有记录。")] : []
        guard let subject else { return nothing + [.table(table)] }
        // One line an event, as a story is read.
        let told =
            rows.map { (day: $0.event.day, words: Self.sentence($0)) }
            + planChanges.map { (day: $0.day, words: "\($0.day.inChinese)　\($0.inChinese)（\($0.actor)）") }
        let lines = told.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
            .map(\.element.words)
        let story = lines.isEmpty ? [] : [Document.Block.paragraph(lines.joined(separator: "\n"))]
        return opening(subject) + nothing + story + [.paragraph(ending(subject))]
    }

    private func opening(_ subject: Subject) -> [Document.Block] {
        switch subject {
        case .task(let onDay):
            let task = onDay.task
            let leads = task.units(.lead)
            return [
                .paragraph(
                    "\(task.title)。原定\(task.deadline.inChinese)，"
                        + (leads.isEmpty ? "没有明确牵头单位。" : "\(leads.joined(separator: "、"))牵头。"))
            ]
        case .former(let task): return [.paragraph("\(task.title)。当天的方案里没有这项任务（已撤下，或后来才加入）。")]
        case .problem(let problem, _):
            let place = problem.place.map { "（\($0)）" } ?? ""
            return [
                .paragraph(
                    "\(problem.title)\(place)。整改时限\(problem.deadline.inChinese)，"
                        + (problem.leads.isEmpty ? "没有明确责任单位。" : "\(problem.leads.joined(separator: "、"))负责。"))
            ]
        }
    }

    private static func sentence(_ row: Row) -> String {
        let remarks = [row.event.actor.isEmpty ? nil : "\(row.event.actor)登记", row.remarks.isEmpty ? nil : row.remarks]
            .compactMap { $0 }
        return "\(row.event.day.inChinese)　第\(row.event.id)条　\(row.sentence)"
            + (remarks.isEmpty ? "" : "（\(remarks.joined(separator: "；"))）")
    }

    private func ending(_ subject: Subject) -> String {
        switch subject {
        case .task(let onDay): "截至\(head.day.inChinese)：\(onDay.words)，现定时限\(onDay.standing.deadline.inChinese)。"
        case .former: "截至\(head.day.inChinese)：方案里没有这项任务。"
        case .problem(_, let row): "截至\(head.day.inChinese)：\(row?.words ?? "登记已撤销")。"
        }
    }

    private var table: Table {
        Table(
            columns: [
                .init("序号", .number), .init("日期", .word), .init("编号", .word), .init("任务或问题", .text, isDetail: true),
                .init("记录"), .init("说明"), .init("登记人", .word, isDetail: true),
                .init("登记时间", .word, isDetail: true),
            ],
            rows: rows.map { row in
                [
                    .count(row.event.id), .day(row.event.day), .text(row.code), .text(row.title),
                    .text(row.sentence),
                    row.remarks.isEmpty ? .empty : .marked(row.remarks, .yellow), .text(row.event.actor),
                    .text(row.event.recordedInChina),
                ]
            })
    }
}
