// SPDX-License-Identifier: Apache-2.0
import Calendars

/// A planned scenario as text for people, in either language.
public struct SupplyReport {
  let planned: PlannedScenario
  let inChinese: Bool
  /// Whether the grid has a column a day; else a column a bucket (period or week).
  let byDay: Bool

  public init(_ planned: PlannedScenario, inChinese: Bool, byDay: Bool = false) {
    self.planned = planned
    self.inChinese = inChinese
    self.byDay = byDay || planned.scenario.isByPeriod
  }

  static let ageLimits = [30, 60, 90, 180, 360]

  func pick(_ chinese: String, _ english: String) -> String { inChinese ? chinese : english }

  /// Everything: the title, the grid of each item, write-offs, orders, exceptions, loads, stock health.
  public var lines: [String] {
    let scenario = planned.scenario
    var result: [String] = []
    if !scenario.title.isEmpty { result.append("== \(scenario.title) ==") }
    if !scenario.source.isEmpty { result.append(pick("出处：", "Source: ") + scenario.source) }
    for item in planned.plan.inputs.bill.planningOrder { result += [""] + gridLines(item) }
    return result + section(pick("冲销记录", "Write-offs"), writeOffLines) + section(pick("计划单", "Planned orders"), orderLines)
      + section(pick("框架协议", "Frame agreements"), agreementLines) + section(pick("例外", "Exceptions"), exceptionLines)
      + section(pick("资源负荷（工时）", "Load of resources (hours)"), loadLines)
      + section(pick("库存状况", "Stock"), stockLines)
  }

  private func section(_ title: String, _ lines: [String]) -> [String] { lines.isEmpty ? [] : ["", title] + lines.map { "  " + $0 } }

  // MARK: Grid

  func gridLines(_ item: Int32) -> [String] {
    let scenario = planned.scenario
    let stated = scenario.items[Int(item)]
    let head = stated.name.isEmpty ? stated.code : "\(stated.code) \(stated.name)"
    var lines = ["\(head) — \(policy(item))"]
    let rows = GridRow.allCases.filter { $0 != .independent && $0 != .dependent }
    let titles = rows.map { pick($0.chinese, $0.english) }
    let values = rows.map { row in byDay ? planned.row(row, of: item) : planned.bucketed(planned.row(row, of: item), row) }
    let heads = columnHeads
    let width = titles.map(SupplyReport.width).max() ?? 0
    for start in stride(from: 0, to: heads.count, by: 13) {
      let columns = start..<min(start + 13, heads.count)
      let widths = columns.map { column in
        max(5, heads[column].count, values.map { SupplyReport.cell($0[column]).count }.max() ?? 0)
      }
      lines.append(
        String(repeating: " ", count: width) + zip(columns, widths).map { " " + SupplyReport.right(heads[$0], $1) }.joined())
      for (row, title) in titles.enumerated() {
        let cells = zip(columns, widths).map { " " + SupplyReport.right(SupplyReport.cell(values[row][$0]), $1) }.joined()
        lines.append(SupplyReport.left(title, width) + cells)
      }
    }
    return lines
  }

  private var columnHeads: [String] {
    let first = planned.scenario.days.lowerBound
    if byDay { return planned.scenario.days.map { short(planned.scenario.text($0)) } }
    var heads: [String] = []
    for (day, bucket) in planned.bucketOfDay.enumerated() where bucket == heads.count {
      heads.append(short(planned.scenario.text(first.adding(days: day))))
    }
    return heads
  }

  private func short(_ day: String) -> String { planned.scenario.isByPeriod ? day : String(day.dropFirst(5)) }

  private func policy(_ item: Int32) -> String {
    let policy = planned.plan.inputs.policies[Int(item)]
    var parts: [String] = []
    parts.append(pick("提前期 ", "lead time ") + leadTime(policy.leadTimeWorkingDays))
    switch policy.lotSize.rule {
    case .asNeeded: parts.append(pick("按需", "lot for lot"))
    case .fixed(let lot): parts.append(pick("固定批量 \(SupplyReport.number(lot))", "fixed lots of \(SupplyReport.number(lot))"))
    case .economic(let lot): parts.append(pick("经济批量 \(SupplyReport.number(lot))", "economic lots of \(SupplyReport.number(lot))"))
    case .period(let days): parts.append(pick("期间批量 \(days) 天", "lots of \(days) days"))
    }
    if policy.lotSize.minimum > 0 { parts.append(pick("最小 ", "at least ") + SupplyReport.number(policy.lotSize.minimum)) }
    if policy.lotSize.multiple > 0 { parts.append(pick("倍数 ", "multiples of ") + SupplyReport.number(policy.lotSize.multiple)) }
    if policy.safetyStock > 0 { parts.append(pick("安全库存 ", "safety stock ") + SupplyReport.number(policy.safetyStock)) }
    if policy.frozenDays > 0 { parts.append(pick("计划时界 \(policy.frozenDays) 天", "frozen for \(policy.frozenDays) days")) }
    parts.append(pick("期初 ", "opening ") + SupplyReport.number(policy.openingStock))
    return parts.joined(separator: pick("，", ", "))
  }

  /// `3 个工作日`, `1 period`.
  func leadTime(_ count: Int32) -> String {
    if planned.scenario.isByPeriod { return pick("\(count) 期", count == 1 ? "1 period" : "\(count) periods") }
    return pick("\(count) 个工作日", count == 1 ? "1 working day" : "\(count) working days")
  }

  // MARK: Numbers and columns

  /// At most two decimals, none for whole numbers.
  public static func number(_ value: Double) -> String {
    guard value.isFinite else { return value > 0 ? "∞" : "—" }
    guard value.magnitude < 1e15 else { return "\(value)" }
    let hundredths = Int64((value * 100).rounded(.toNearestOrAwayFromZero))
    let magnitude = hundredths.magnitude
    let sign = hundredths < 0 ? "-" : ""
    let whole = "\(sign)\(magnitude / 100)"
    let rest = magnitude % 100
    if rest == 0 { return whole }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  static func numbers(_ values: [Double]) -> String { values.map(number).joined(separator: " ") }

  /// A grid cell: nothing is a dot, so that what there is stands out.
  static func cell(_ value: Double) -> String { value.magnitude < 0.005 ? "·" : number(value) }

  /// Columns a text takes on a terminal: wide characters take two.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) {
      $0 + ($1.value >= 0x1100 && $1.properties.generalCategory != .nonspacingMark && isWide($1.value) ? 2 : 1)
    }
  }

  private static func isWide(_ scalar: UInt32) -> Bool {
    (0x1100...0x115F).contains(scalar) || (0x2E80...0xA4CF).contains(scalar) || (0xAC00...0xD7A3).contains(scalar)
      || (0xF900...0xFAFF).contains(scalar) || (0xFE30...0xFE6F).contains(scalar) || (0xFF00...0xFF60).contains(scalar)
      || (0x20000...0x3FFFD).contains(scalar)
  }

  static func left(_ text: String, _ columns: Int) -> String { text + String(repeating: " ", count: max(0, columns - width(text))) }
  static func right(_ text: String, _ columns: Int) -> String { String(repeating: " ", count: max(0, columns - width(text))) + text }
}
