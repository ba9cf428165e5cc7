// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import PlanningCycle
import Workbooks

/// The audit as a table, one row an event.
enum AuditSheet {
  /// Characters of one cell; spreadsheets take 32,767.
  private static let textLimit = 8_000

  private static let head = [
    BilingualText("时间（北京）", "Time (China)"), BilingualText("事件", "Event"), BilingualText("类别", "Group"), BilingualText("类型", "Kind"),
    BilingualText("登录名", "Login"), BilingualText("姓名", "Name"), BilingualText("英文名", "English name"),
    BilingualText("代 / 视角", "In place of"),
    BilingualText("途径", "Channel"), BilingualText("地址", "Address"), BilingualText("会话", "Session"), BilingualText("客户端", "Client"),
    BilingualText("事项", "What (Chinese)"), BilingualText("事项（英文）", "What"), BilingualText("对象", "Object"), BilingualText("变更", "Changes"),
    BilingualText("理由", "Reason"), BilingualText("依据", "Evidence"), BilingualText("哈希", "Hash"),
  ]

  private static let cut = BilingualText("只含最新的 100000 条，请缩小范围", "only the newest 100,000 rows; narrow the search")

  static func workbook(_ rows: [AuditRow], company: BilingualText, isWhole: Bool) -> Workbook {
    var lines = [Workbook.Row(Workbook.Cell.words(company), rank: .header)] + Workbook.Row.headers(head)
    lines += rows.map { Workbook.Row(cells($0).map { $0.isEmpty ? .blank : .text($0) }, rank: .plain) }
    if !isWhole { lines.append(Workbook.Row(Workbook.Cell.words(cut), rank: .total)) }
    return Workbook([Workbook.Sheet("审计 Audit", fixedColumns: 2, rows: lines)])
  }

  /// UTF-8 with a mark at the beginning, as spreadsheets expect it; a text that would begin a formula is quoted.
  static func csv(_ rows: [AuditRow], isChinese: Bool, isWhole: Bool) -> [UInt8] {
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    func put(_ fields: [String]) {
      bytes += Array(
        fields.map { field in
          let safe = field.first.map { "=+-@\t\r".contains($0) } == true ? "'" + field : field
          return "\"" + safe.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",").utf8)
      bytes += [0x0D, 0x0A]
    }
    put(head.map { isChinese ? $0.chinese : $0.english })
    for row in rows { put(cells(row)) }
    if !isWhole { put([isChinese ? cut.chinese : cut.english]) }
    return bytes
  }

  private static func cells(_ row: AuditRow) -> [String] {
    let changes = row.changes.map { change in
      let unit = change.unit.isEmpty ? "" : " " + change.unit
      return change.isHidden
        ? "\(change.label.chinese): ***" : "\(change.label.chinese): \(change.old?.chinese ?? "") → \(change.new?.chinese ?? "")\(unit)"
    }
    let rest = row.changeCount > row.changes.count ? ["… \(row.changeCount)"] : []
    return [
      row.at.minuteText, (row.chain == .journal ? "" : "T") + "\(row.sequence)", row.group.label.chinese + " " + row.group.label.english,
      row.kind,
      row.actor.login, row.actor.name.chinese, row.actor.name.english, row.inPlaceOf?.chinese ?? "", row.origin?.channel.rawValue ?? "",
      row.origin?.address ?? "", row.origin?.session ?? "", row.origin?.agent ?? "", row.label.chinese, row.label.english,
      row.subject?.key ?? "", (changes + rest).joined(separator: "\n"), row.reason,
      row.evidence.map { "\($0.kind) \($0.text)" }.joined(separator: "\n"),
      row.digest,
    ].map { String($0.prefix(textLimit)) }
  }
}
