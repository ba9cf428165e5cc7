// SPDX-License-Identifier: Apache-2.0
import Alerting
import Calendars
import PlanningCycle
import Workbooks

/// The alerts of now, by rank, and the newest lines of their log.
struct AlertWorkbook {
  let company: BilingualText
  let alerts: [Alert]
  let log: [AlertLogEntry]

  var workbook: Workbook {
    Workbook([
      sheet(
        "提醒 Alerts",
        [
          BilingualText("次序", "Rank"), BilingualText("级别", "Severity"), BilingualText("提醒", "Alert (Chinese)"),
          BilingualText("提醒（英文）", "Alert"), BilingualText("说明", "Detail (Chinese)"), BilingualText("说明（英文）", "Detail"),
          BilingualText("金额", "Money"), BilingualText("最迟", "Act by"), BilingualText("发生日", "Raised on"),
          BilingualText("告知时间（北京）", "Told (China)"), BilingualText("推迟到", "Put off until"), BilingualText("状态", "State"),
        ], alerts.map(line)),
      sheet(
        "记录 Log",
        [
          BilingualText("序号", "Number"), BilingualText("时间（北京）", "Time (China)"), BilingualText("变化", "Change"),
          BilingualText("级别", "Severity"), BilingualText("提醒", "Alert (Chinese)"), BilingualText("提醒（英文）", "Alert"),
          BilingualText("说明", "Detail (Chinese)"), BilingualText("说明（英文）", "Detail"), BilingualText("金额", "Money"),
          BilingualText("起因", "Cause (Chinese)"), BilingualText("起因（英文）", "Cause"), BilingualText("操作人", "By"),
        ], log.map(line)),
    ])
  }

  private func sheet(_ name: String, _ head: [BilingualText], _ lines: [Workbook.Row]) -> Workbook.Sheet {
    let title = Workbook.Row(Workbook.Cell.words(company), rank: .header)
    return Workbook.Sheet(name, fixedColumns: 2, rows: [title] + Workbook.Row.headers(head) + lines)
  }

  private func line(_ alert: Alert) -> Workbook.Row {
    let state = alert.isAcknowledged ? "已知悉 acknowledged" : alert.standing.snoozedUntil != nil ? "已推迟 put off" : "待处理 open"
    let words: [Workbook.Cell] =
      [.figure(Double(alert.standing.rank), decimals: 0), .text(severity(alert))] + Workbook.Cell.words(alert.title)
      + Workbook.Cell.words(alert.detail)
    let days: [Workbook.Cell] = [
      .day(alert.urgentBy), .day(alert.standing.raisedOn), alert.standing.toldAt.map { .text($0.minuteText) } ?? .blank,
      .day(alert.standing.snoozedUntil), .text(state),
    ]
    return Workbook.Row(words + [.amount(alert.money)] + days, rank: .plain)
  }

  private func line(_ entry: AlertLogEntry) -> Workbook.Row {
    let change =
      switch entry.kind {
      case .worse: "加重 worse"
      case .recovered: "解除 recovered"
      default: "新增 raised"
      }
    let words: [Workbook.Cell] =
      [.figure(Double(entry.number), decimals: 0), .text(entry.at.minuteText), .text(change), .text(severity(entry.alert))]
      + Workbook.Cell.words(entry.alert.title) + Workbook.Cell.words(entry.alert.detail)
    return Workbook.Row(
      words + [.amount(entry.alert.money)] + Workbook.Cell.words(entry.cause?.label) + [entry.cause.map { .text($0.login) } ?? .blank],
      rank: .plain)
  }

  private func severity(_ alert: Alert) -> String {
    switch alert.severity {
    case .critical: "严重 critical"
    case .warning: "警告 warning"
    case .info: "提示 info"
    }
  }
}
