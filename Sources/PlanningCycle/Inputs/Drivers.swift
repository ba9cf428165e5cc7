// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// The drivers 动因 as imported, by name.
struct Drivers {
  struct Entry {
    let item: String?
    let department: String?
    let territory: String?
    let month: Month?
    let value: Double
  }

  private let entries: [String: [Entry]]

  init(_ table: FactTable) {
    var entries: [String: [Entry]] = [:]
    let name = table["name"]
    let item = table["item"]
    let department = table["department"]
    let territory = table["territory"]
    let month = table["month"]
    let value = table["value"]
    for row in 0..<table.rowCount {
      guard let key = name.text(row), let number = value.double(row) else { continue }
      entries[key, default: []].append(
        Entry(
          item: item.text(row), department: department.text(row), territory: territory.text(row),
          month: month.month(row), value: number))
    }
    self.entries = entries
  }

  subscript(_ name: String) -> [Entry] { entries[name] ?? [] }

  /// The value of a driver that has only one.
  func value(_ name: String) -> Double? { self[name].last { $0.department == nil && $0.item == nil }?.value }

  /// Names that begin so: `delivery_profile_0`, `delivery_profile_1` …, with the number behind.
  func numbered(_ prefix: String) -> [(number: Int, entries: [Entry])] {
    entries.keys.compactMap { key in
      guard key.hasPrefix(prefix), let number = Int(key.dropFirst(prefix.count)) else { return nil }
      return (number, entries[key] ?? [])
    }.sorted { $0.number < $1.number }
  }
}
