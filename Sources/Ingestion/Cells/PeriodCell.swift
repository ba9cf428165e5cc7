// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The first day of a period where a column holds periods: `2026Q4`, `2026年四季度`, `2026年下半年`, `2026年11月`, `2026年第47周`, `2026年`.
enum PeriodCell {
  private static let numerals: [Character: Int] = ["一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2]

  /// Nil when the cell is no period; a day is read before.
  ///
  /// - Parameter year: of periods that name none.
  static func firstDay(_ bytes: UnsafeBufferPointer<UInt8>, year: Int?) -> CellOutcome? {
    guard bytes.count <= 48 else { return nil }
    var text = HeaderText.narrowed(String(decoding: bytes, as: UTF8.self)).filter { !" -/第度".contains($0) }
    var year = year
    if let digits = Int(text.prefix(4)), digits >= 1_000 {
      year = digits
      text = String(text.dropFirst(4))
      if text.first == "年" { text.removeFirst() }
    }
    guard let year, (1...9_999).contains(year) else { return nil }
    if text.isEmpty { return value(Month(year: year, month: 1).firstDay) }
    if text.hasSuffix("半年"), text.count == 3 { return half(text, year) }
    if text.first == "q" || text.hasSuffix("季") || text.hasSuffix("季末") { return quarter(text, year) }
    if text.first == "w" || text.hasSuffix("周") { return week(text, year) }
    if text.first == "h" { return half(String(text.dropFirst()), year) }
    if text.hasSuffix("月") || text.hasSuffix("期"), let month = number(String(text.dropLast())) {
      guard (1...12).contains(month) else { return .failure(.dateDoesNotExist) }
      return value(Month(year: year, month: month).firstDay)
    }
    return nil
  }

  private static func quarter(_ text: String, _ year: Int) -> CellOutcome? {
    guard let quarter = number(text.filter { $0 != "q" && $0 != "季" }) else { return nil }
    guard (1...4).contains(quarter) else { return .failure(.dateDoesNotExist) }
    return value(Quarter(year: year, quarter: quarter).firstDay)
  }

  private static func half(_ text: String, _ year: Int) -> CellOutcome? {
    guard let half = number(text.filter { $0 != "半" && $0 != "年" }) else { return nil }
    guard (1...2).contains(half) else { return .failure(.dateDoesNotExist) }
    return value(Month(year: year, month: half == 1 ? 1 : 7).firstDay)
  }

  /// Weeks after ISO 8601: they begin on a Monday.
  private static func week(_ text: String, _ year: Int) -> CellOutcome? {
    guard let number = number(text.filter { $0 != "w" && $0 != "周" }) else { return nil }
    return Week(year: year, number: number).map { value($0.firstDay) } ?? .failure(.dateDoesNotExist)
  }

  private static func number(_ text: String) -> Int? {
    if text.count == 1, let first = text.first, let value = numerals[first] { return value }
    return text.count <= 2 ? Int(text) : nil
  }

  private static func value(_ day: Day) -> CellOutcome { .value(Int64(day.ordinal)) }
}
