// SPDX-License-Identifier: Apache-2.0
import Calendars
import SalesAnalytics

/// What a saved view asks, part by part, as the address of its screen holds it: `by` is `territory,month`.
public struct ViewQuestion: Hashable, Sendable {
  public let parts: [String: String]

  public init(_ parts: [String: String]) { self.parts = parts.filter { !$0.value.isEmpty } }

  /// Bytes of names and values.
  var size: Int { parts.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } }

  /// Measures it names, wherever it does.
  var measures: [SalesMeasure] {
    let names = ["measures", "shown", "rank", "measure", "sort"].flatMap { list($0) }
    return names.compactMap { SalesMeasure(rawValue: Self.sorted($0)) }
  }

  /// Members it names; nothing of what no document tells.
  var members: [SalesFilter] {
    let places = parts["territory"].map { [SalesFilter(.territory, [$0])] } ?? []
    return places
      + SalesFilterText.parts(parts["filter"] ?? "").compactMap { part in
        SalesDimension(rawValue: part.name).map { SalesFilter($0, (part.codes ?? []).filter { !$0.isEmpty }) }
      }
  }

  /// Words somebody typed to look for.
  var words: String { parts["words"] ?? "" }

  /// Everything that no such screen understands; empty when it can be asked.
  func problems(on screen: SavedView.Screen) -> [BilingualText] {
    let known = Self.known(screen)
    var result: [BilingualText] = []
    for (name, value) in parts.sorted(by: { $0.key < $1.key }) {
      guard let check = known[name] else {
        result.append(
          BilingualText(
            "不认识“\(name.prefix(40))”；可用：\(known.keys.sorted().joined(separator: ", "))",
            "“\(name.prefix(40))” is not understood; known are \(known.keys.sorted().joined(separator: ", "))"))
        continue
      }
      if let allowed = check(value) {
        result.append(
          BilingualText("\(name) 不能是“\(value.prefix(80))”；可用：\(allowed)", "\(name) cannot be “\(value.prefix(80))”; known are \(allowed)"))
      }
    }
    if (parts["first"] == nil) != (parts["last"] == nil) {
      result.append(BilingualText("first 和 last 要一起写", "first and last come together"))
    } else if let first = Self.day(parts["first"], isLast: false), let last = Self.day(parts["last"], isLast: true), first > last {
      result.append(BilingualText("first（\(first)）不能晚于 last（\(last)）", "first (\(first)) is not after last (\(last))"))
    }
    return result
  }

  private func list(_ name: String) -> [String] { (parts[name] ?? "").split(separator: ",").map(String.init) }
}

// What each part may be: a check gives what is allowed, or nil when the value is among it.
extension ViewQuestion {
  private typealias Check = @Sendable (String) -> String?

  private static let spans = ["month", "quarter", "year", "twelve", "before", "two", "all"]
  private static let mostFilters = 20
  /// Days that documents may have: beyond them a year was mistyped.
  private static let years = 1970...2199

  private static func known(_ screen: SavedView.Screen) -> [String: Check] {
    let members = SalesDimension.allCases.filter { !$0.isTime }
    let both: [String: Check] = [
      "span": among(spans), "first": aDay, "last": aDay, "asOf": aDay, "filter": filters, "of": among(members.map(\.rawValue)),
      "rank": among(SalesMeasure.allCases.map(\.rawValue)),
    ]
    let own: [String: Check] =
      switch screen {
      case .sales:
        [
          "view": among(["abc", "growth", "ageing"]), "by": several(SalesDimension.allCases.map(\.rawValue), most: 3),
          "measures": several(SalesMeasure.allCases.map(\.rawValue), most: SalesMeasure.allCases.count),
          "compare": among(SalesBeside.allCases.map(\.rawValue)), "hierarchy": among(["now", "then"]),
          "sort": { among(SalesMeasure.allCases.map(\.rawValue) + ["code"])(sorted($0)) },
          "shown": among(SalesMeasure.allCases.map(\.rawValue)), "measure": among(SalesMeasure.allCases.map(\.rawValue)),
          "grain": among(["week", "month", "quarter", "year"]), "alike": among(SalesAlike.allCases.map(\.rawValue)),
          "cell": among(["A", "B", "C"].flatMap { one in ["X", "Y", "Z", "–"].map { one + $0 } }),
        ]
      case .customers:
        [
          "view": among(["bridge", "concentration"]), "sign": several(OrderCycle.Sign.allCases.map(\.rawValue), most: 5),
          "segment": several(RFMScores.Segment.allCases.map(\.rawValue), most: 10), "territory": { shortened($0, 100) },
          "words": { shortened($0, 200) }, "owes": among(CustomerOwes.allCases.map(\.rawValue)),
          "sort": { among(CustomerSort.allCases.map(\.rawValue))($0.hasPrefix("-") ? String($0.dropFirst()) : $0) },
          "grain": among(["month", "quarter", "year"]),
        ]
      }
    return both.merging(own) { $1 }
  }

  private static func among(_ words: [String]) -> Check { { words.contains($0) ? nil : words.joined(separator: ", ") } }

  private static func several(_ words: [String], most: Int) -> Check {
    { value in
      let found = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return found.count <= most && found.allSatisfy { words.contains($0) } ? nil : "1–\(most) " + words.joined(separator: ", ")
    }
  }

  private static func shortened(_ value: String, _ most: Int) -> String? { value.count <= most ? nil : "≤ \(most)" }

  private static let aDay: Check = { day($0, isLast: true) == nil ? "2026-10-31, 2026-10" : nil }

  private static let filters: Check = { text in
    let parts = SalesFilterText.parts(text)
    let members = SalesDimension.allCases.filter { !$0.isTime }.map(\.rawValue)
    let isRead = !parts.isEmpty && parts.count <= mostFilters && parts.allSatisfy { members.contains($0.name) && $0.codes != nil }
    return isRead ? nil : members.map { $0 + ":CODE,CODE" }.joined(separator: "; ")
  }

  /// A day, or a month whose first or last day it is.
  private static func day(_ text: String?, isLast: Bool) -> Day? {
    guard let text, let day = Day(iso: text) ?? Month(iso: text).map({ isLast ? $0.lastDay : $0.firstDay }) else { return nil }
    return years.contains(day.year) ? day : nil
  }

  /// The measure of an order: `-growth.collected` is of `collected`.
  private static func sorted(_ order: String) -> String {
    let name = order.hasPrefix("-") ? order.dropFirst() : order[...]
    return String(name.hasPrefix("growth.") ? name.dropFirst("growth.".count) : name)
  }
}
