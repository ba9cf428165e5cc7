// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import SalesAnalytics
import Wire

/// What an address asks of sales: of whom, when, by what. Whatever it says that cannot be meant is refused with what may stand there.
struct SalesQuery {
  /// The period when the address names none, up to the as-of day.
  enum Span { case thisYear, twoYears, twelveMonths }

  /// Days that documents may have: beyond them a year was mistyped.
  private static let years = 1970...2199
  private static let mostFilters = 20

  let asOf: Day
  let period: ClosedRange<Day>
  let filters: [SalesFilter]
  private let query: [String: String]

  init(_ input: RouteInput, salesDay: Day, span: Span) throws {
    query = input.query
    asOf = try SalesQuery.day(query, "asOf", isLast: true) ?? salesDay
    let last = try SalesQuery.day(query, "last", isLast: true) ?? asOf
    let first = try SalesQuery.day(query, "first", isLast: false) ?? SalesQuery.begin(span, last)
    guard first <= last else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 first（\(first)）不能晚于 last（\(last)）",
        en: "the query parameter first (\(first)) is not after last (\(last))",
        parameters: ["name": "first"])
    }
    period = first...last
    filters = try SalesQuery.filters(query["filter"] ?? "")
  }

  private static func begin(_ span: Span, _ last: Day) -> Day {
    switch span {
    case .thisYear: Month(year: last.year, month: 1).firstDay
    case .twoYears: Month(year: last.year - 1, month: 1).firstDay
    case .twelveMonths: last.monthOf.adding(months: -11).firstDay
    }
  }

  /// Dimensions in the order they are named; those of time are checked by the question itself.
  func dimensions(_ name: String = "by", otherwise: [SalesDimension]) throws -> [SalesDimension] {
    let words = list(name)
    let found = try words.map { word in
      try SalesQuery.known(word, SalesDimension(rawValue: word), name, SalesDimension.allCases.map(\.rawValue))
    }
    if found.count > 3 { throw SalesQuery.notReadable(name, "1–3 " + SalesDimension.allCases.map(\.rawValue).joined(separator: ", ")) }
    return words.isEmpty ? otherwise : found
  }

  /// One dimension that is no time, or one that is.
  func dimension(_ name: String = "by", isTime: Bool, otherwise: SalesDimension) throws -> SalesDimension {
    let allowed = SalesDimension.allCases.filter { $0.isTime == isTime }
    guard let word = list(name).first else { return otherwise }
    return try SalesQuery.known(word, allowed.first { $0.rawValue == word }, name, allowed.map(\.rawValue))
  }

  /// Each measure once.
  func measures(otherwise: [SalesMeasure]) throws -> [SalesMeasure] {
    let found = try list("measures").map { word in
      try SalesQuery.known(word, SalesMeasure(rawValue: word), "measures", SalesMeasure.allCases.map(\.rawValue))
    }
    let distinct = found.enumerated().filter { !found[..<$0.offset].contains($0.element) }.map(\.element)
    return distinct.isEmpty ? otherwise : distinct
  }

  func measure(_ name: String, otherwise: SalesMeasure) throws -> SalesMeasure {
    guard let word = list(name).first else { return otherwise }
    return try SalesQuery.known(word, SalesMeasure(rawValue: word), name, SalesMeasure.allCases.map(\.rawValue))
  }

  /// One word of a few.
  func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, otherwise: Choice) throws -> Choice where Choice.RawValue == String {
    guard let word = query[name], !word.isEmpty else { return otherwise }
    return try SalesQuery.known(word, Choice(rawValue: word), name, Choice.allCases.map(\.rawValue))
  }

  /// Several words of a few; none where the address names none.
  func choices<Choice: RawRepresentable & CaseIterable>(_ name: String, _ kind: Choice.Type) throws -> [Choice]
  where Choice.RawValue == String {
    try list(name).map { try known($0, kind, name) }
  }

  func known<Choice: RawRepresentable & CaseIterable>(_ word: String, _ kind: Choice.Type, _ name: String) throws -> Choice
  where Choice.RawValue == String {
    try SalesQuery.known(word, Choice(rawValue: word), name, Choice.allCases.map(\.rawValue))
  }

  func whole(_ name: String, in range: ClosedRange<Int>, otherwise: Int) throws -> Int {
    guard let text = query[name], !text.isEmpty else { return otherwise }
    guard let value = Int(text), range.contains(value) else {
      throw SalesQuery.notReadable(name, "\(range.lowerBound)–\(range.upperBound)")
    }
    return value
  }

  /// A share such as 0.8, in thousandths.
  func thousandths(_ name: String, otherwise: Int) throws -> Int {
    guard let text = query[name], !text.isEmpty else { return otherwise }
    guard let value = Double(text), value > 0, value <= 1 else { throw SalesQuery.notReadable(name, "0.001–1") }
    return Int((value * 1000).rounded())
  }

  func text(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }

  private func list(_ name: String) -> [String] { (query[name] ?? "").split(separator: ",").map(String.init) }

  /// `territory:EAST,NORTH;family:AC`
  private static func filters(_ text: String) throws -> [SalesFilter] {
    let allowed = SalesDimension.allCases.filter { !$0.isTime }
    let parts = SalesFilterText.parts(text)
    if parts.count > mostFilters { throw notReadable("filter", "≤ \(mostFilters)") }
    return try parts.map { part in
      let dimension = try known(part.name, allowed.first { $0.rawValue == part.name }, "filter", allowed.map(\.rawValue))
      guard let codes = part.codes else { throw notReadable("filter", "\(part.name):CODE,CODE") }
      return SalesFilter(dimension, codes)
    }
  }

  /// A day, or a month whose first or last day it is.
  private static func day(_ query: [String: String], _ name: String, isLast: Bool) throws -> Day? {
    guard let text = query[name], !text.isEmpty else { return nil }
    let day = Day(iso: text) ?? Month(iso: text).map { isLast ? $0.lastDay : $0.firstDay }
    guard let day, years.contains(day.year) else {
      throw Problem.request(
        "request.day-not-known", zh: "查询参数 \(name) 应为 1970 到 2199 年的日期或月份，如 2026-10-31 或 2026-10，现为 \(text)",
        en: "the query parameter \(name) is a day or a month of 1970 to 2199, as 2026-10-31 or 2026-10, not \(text)",
        parameters: ["name": .string(name), "value": .string(text)])
    }
    return day
  }

  private static func known<Value>(_ word: String, _ value: Value?, _ name: String, _ allowed: [String]) throws -> Value {
    guard let value else {
      let words = allowed.joined(separator: ", ")
      throw Problem.request(
        "request.value-not-known", zh: "\(name) 没有 \(word)；可用：\(words)", en: "\(name) has no \(word); known are \(words)",
        parameters: ["name": .string(name), "value": .string(word)])
    }
    return value
  }

  private static func notReadable(_ name: String, _ allowed: String) -> Problem {
    Problem.request(
      "request.query-not-readable", zh: "查询参数 \(name) 应为 \(allowed)", en: "the query parameter \(name) is \(allowed)",
      parameters: ["name": .string(name)])
  }
}
