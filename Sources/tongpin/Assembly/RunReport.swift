// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import Foundation
import Planning
import PlanningCycle
import Wire

/// What a planning cycle came to: totals, statements by month, cash, planned orders, checks, alerts.
struct RunReport {
  static let statementLines = [
    "units", "orders", "revenue", "total_revenue", "total_cost_of_sales", "total_gross_margin", "profit_before_tax",
    "net_profit", "cash", "receivables", "inventory", "payables", "total_assets", "total_liabilities", "equity", "balance_check",
  ]

  let members: [JSON.Member]
  let text: String

  init(_ workspace: Workspace) throws {
    let plan = workspace.plan
    let engine = plan.engine
    let months = (plan.calendar.actualCount..<plan.calendar.monthCount).map { plan.calendar.month(at: $0) }
    let total = try engine.values("agreed", at: .total)
    let forecastTotal = total[plan.calendar.actualCount...].reduce(0, +)
    var leafTotal = 0.0
    for place in plan.baseline?.series.keys.sorted() ?? [] {
      leafTotal += try plan.agreed(item: place.item, region: place.region)[plan.calendar.actualCount...].reduce(0, +)
    }
    let orders = try workspace.plannedOrders()
    let checks = engine.checks()
    let statements = try Self.statementLines.compactMap { name -> (String, String, [Double])? in
      guard let index = engine.model.measure(named: name) else { return nil }
      let values = try engine.values(name, at: .total)
      let names = engine.model.measures[index].names
      return (name, Words.isChinese ? names.chinese ?? name : names.english ?? name, Array(values[plan.calendar.actualCount...]))
    }
    members = [
      .init("cutoff", .string(plan.cutoff.description)), .init("series", JSON(plan.baseline?.series.count ?? 0)),
      .init("totalForecast", .number("\(forecastTotal)")), .init("sumOfItemByTerritory", .number("\(leafTotal)")),
      .init("plannedOrders", JSON(orders.count)), .init("months", JSON(months) { .string($0.description) }),
      .init(
        "statements",
        .object(statements.map { name, _, values in .init(name, JSON(values) { .number(String(format: "%.2f", $0)) }) })),
      .init(
        "checks",
        JSON(checks) { .object([.init("name", .string($0.name)), .init("failures", JSON($0.failureCount))]) }),
      .init("alerts", JSON(workspace.alerts()) { .string(Words.pick($0.title)) }),
      .init("firstShortfall", workspace.firstShortfall().map { .string($0.day.description) } ?? .null),
    ]
    var lines = [
      Words.pick(
        "截至 \(plan.cutoff)：\(plan.baseline?.series.count ?? 0) 个序列，预测合计 \(Self.grouped(forecastTotal)) 件，计划订单 \(orders.count) 张",
        "through \(plan.cutoff): \(plan.baseline?.series.count ?? 0) series, \(Self.grouped(forecastTotal)) pieces forecast, \(orders.count) planned orders"
      )
    ]
    let shown = min(6, months.count)
    lines.append(Self.padded("", 30) + months.prefix(shown).map { Self.right($0.description, 18) }.joined())
    for (_, label, values) in statements {
      lines.append(Self.padded(label, 30) + values.prefix(shown).map { Self.right(Self.grouped($0), 18) }.joined())
    }
    for check in checks { lines.append((check.passes ? "✓ " : "✗ ") + check.name + (check.passes ? "" : " \(check.failureCount)")) }
    for alert in workspace.alerts() { lines.append("! " + Words.pick(alert.title) + " · " + Words.pick(alert.detail)) }
    text = lines.joined(separator: "\n")
  }

  private static func grouped(_ value: Double) -> String {
    let whole = String(Int64(abs(value).rounded()))
    var result = ""
    for (position, digit) in whole.reversed().enumerated() {
      if position > 0, position % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return (value < -0.5 ? "-" : "") + String(result.reversed())
  }

  /// Chinese characters are two columns wide.
  private static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) } }
  private static func padded(_ text: String, _ count: Int) -> String { text + String(repeating: " ", count: max(1, count - width(text))) }
  private static func right(_ text: String, _ count: Int) -> String { String(repeating: " ", count: max(1, count - width(text))) + text }
}

/// CSV files of a cycle, for other programs and for the independent check of the requirements.
enum RunExport {
  static func write(_ workspace: Workspace, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let plan = workspace.plan
    let days = (0..<plan.calendar.dayCount).map { plan.calendar.day(at: $0) }
    func write(_ name: String, _ lines: [String]) throws {
      try (lines.joined(separator: "\n") + "\n").write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    for (measure, file) in [("demand", "demand.csv"), ("scheduled_receipts", "scheduled.csv")] {
      var lines = ["item,day,quantity"]
      for (index, item) in plan.catalogue.items.enumerated() {
        for (day, value) in zip(days, try plan.daily(measure, item: index)) where value != 0 {
          lines.append("\(quoted(item.code)),\(day),\(value)")
        }
      }
      try write(file, lines)
    }
    var orders = ["item,release_day,due_day,quantity,late_by"]
    for order in try workspace.plannedOrders() {
      orders.append("\(quoted(order.item)),\(order.releaseOn),\(order.dueOn),\(order.quantity),\(order.lateBy)")
    }
    try write("planned_orders.csv", orders)
    var exceptions = ["day,works"]
    for day in days {
      let works = WorkingDays.china.isWorkday(day)
      if works != (day.weekday <= 5) { exceptions.append("\(day),\(works ? 1 : 0)") }
    }
    try write("days_off.csv", exceptions)
    try CompanyFile.write(workspace, to: folder + "/company.json")
  }

  private static func quoted(_ text: String) -> String {
    text.contains(",") || text.contains("\"") ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
  }
}
