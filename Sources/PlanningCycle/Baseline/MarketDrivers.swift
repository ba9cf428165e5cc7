// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal

/// What may move sales from outside 市场动因, as imported among the drivers: a name that begins with `market:` or `市场:`, month by month.
///
/// A driver speaks of the whole company, of a territory, of an item, or of an item in a territory; the closer goes before the wider, value by value.
/// What somebody expects of months to come is a value like any other. Rows without a month, and rows of a department, are not among them.
struct MarketDrivers: Sendable {
  struct Named: Sendable {
    /// Without what it begins with.
    let name: String
    fileprivate var values: [Scope: [Month: Double]] = [:]

    /// Whether it differs from place to place.
    var isOfCompany: Bool { values.keys.allSatisfy { $0 == Scope(item: nil, region: nil) } }

    /// nil where nobody knows it.
    func value(_ place: SalesHistory.Place, _ month: Month) -> Double? {
      let scopes = [
        Scope(item: place.item, region: place.region), Scope(item: place.item, region: nil), Scope(item: nil, region: place.region),
        Scope(item: nil, region: nil),
      ]
      return scopes.lazy.compactMap { values[$0]?[month] }.first
    }
  }

  fileprivate struct Scope: Hashable, Comparable, Sendable {
    let item: Int?
    let region: Int?

    static func < (left: Scope, right: Scope) -> Bool {
      (left.item ?? -1, left.region ?? -1) < (right.item ?? -1, right.region ?? -1)
    }
  }

  /// What their names begin with.
  static let beginnings = ["market:", "market：", "市场:", "市场："]

  /// By name.
  let all: [Named]

  var isEmpty: Bool { all.isEmpty }

  static let none = MarketDrivers(all: [])

  static func read(_ table: FactTable, _ catalogue: Catalogue) -> MarketDrivers {
    var found: [String: Named] = [:]
    let (name, item, territory) = (table["name"], table["item"], table["territory"])
    let (department, month, value) = (table["department"], table["month"], table["value"])
    for row in 0..<table.rowCount {
      guard let text = name.text(row), let short = shortName(text), department.text(row) == nil, let month = month.month(row),
        let number = value.double(row)
      else { continue }
      let (ownItem, ownTerritory) = (item.text(row), territory.text(row))
      let scope = Scope(item: ownItem.flatMap(catalogue.itemIndex), region: ownTerritory.flatMap(catalogue.regionIndex))
      // A code that nobody knows is no word about the whole company.
      guard (scope.item == nil) == (ownItem == nil), (scope.region == nil) == (ownTerritory == nil) else { continue }
      found[short, default: Named(name: short)].values[scope, default: [:]][month] = number
    }
    return MarketDrivers(all: found.values.sorted { $0.name < $1.name })
  }

  /// nil for a driver of the plan.
  private static func shortName(_ name: String) -> String? {
    guard let beginning = beginnings.first(where: { name.lowercased().hasPrefix($0) }) else { return nil }
    let short = name.dropFirst(beginning.count).drop { $0 == " " }
    return short.isEmpty ? nil : String(short)
  }

  /// Every value in one order: part of what a run was made from.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func append<Number: FixedWidthInteger>(_ number: Number) { withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) } }
    for driver in all {
      bytes += Array(driver.name.utf8) + [0]
      for (scope, months) in driver.values.sorted(by: { $0.key < $1.key }) {
        append(Int64(scope.item ?? -1))
        append(Int64(scope.region ?? -1))
        for (month, value) in months.sorted(by: { $0.key < $1.key }) {
          append(month.ordinal)
          append(value.bitPattern)
        }
      }
    }
    return bytes
  }
}
