// SPDX-License-Identifier: Apache-2.0
package import Calendars
package import Commerce
import Foundation
package import Journal
package import PlanningCycle

/// A folder of one test, gone with it.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("tongpin-" + UUID().uuidString).path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Foundation.Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }

  package func write(_ name: String, _ bytes: [UInt8]) throws {
    try Foundation.Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  package func copy(to other: TemporaryFolder) throws {
    try FileManager.default.copyItem(atPath: path, toPath: other.path)
  }
}

package enum Samples {
  package static let wang = Actor(id: 7, login: "wang.fang")
  package static let day = Day(year: 2026, month: 11, day: 23)!

  package static func moment(_ seconds: Int64) -> Moment { Moment(millisecondsSinceEpoch: seconds * 1000) }

  package static func draft(_ key: String, _ value: Int64 = 1, actor: Actor = wang) -> EventDraft {
    EventDraft(
      kind: "cell.entered", actor: actor, idempotencyKey: key, reason: "年度促销",
      payload: .map(["value": .integer(value)]))
  }

  package static let forecastRun = ForecastRun(
    purpose: "baseline", cutoff: day, inputDigest: .sha256([1]), method: "auto", parameters: .map([:]), seed: 0, programVersion: "0.1.0")

  /// Rows of many series in the order of a store.
  package static func forecastRows(_ count: Int) -> [ForecastResultRow] {
    (0..<count).map { row in
      let series = String(1_000_000 + row / 24)
      return ForecastResultRow(series: "K\(series)", layer: "baseline", ordinal: Int32(24_300 + row % 24), value: Int64(row), low: 1)
    }
  }

  package static func importDraft(_ key: String) -> EventDraft {
    EventDraft(
      kind: "facts.recorded", actor: wang, idempotencyKey: key, payload: .map(["mapping": .text("standard")]))
  }

  /// Order lines `first ..< first + count`; quantity = number × 10 + `extra`.
  package static func orders(_ count: Int, first: Int = 1, extra: Int64 = 0) -> FactTable {
    var table = FactTable(kind: .salesOrderLines)
    for number in first..<first + count {
      table.append(
        [
          "channel": .text(number.isMultiple(of: 2) ? "经销" : "电商"), "order_number": .text("SO\(number / 4)"),
          "line_number": .number(Int64(number)), "ordered_on": .day(day.adding(days: number % 300)),
          "item": .text("KT-\(number % 90)"), "customer": .text("C\(number % 80)"),
          "quantity": .number(Int64(number) * 10_000 + extra), "price_incl_tax": .number(2_999_000_000),
          "tax_rate": .number(130_000), "amount_incl_tax": .number(Int64(number) * 299_900),
        ], line: Int32(number + 1))
    }
    return table
  }

  package static func batch(_ table: FactTable, file: String = "orders.csv", bytes: [UInt8]? = nil) -> FactBatch {
    FactBatch(table: table, fileName: file, fileBytes: bytes, recordedOn: day)
  }
}

extension Samples {
  /// The rows of a table as they would be appended to another.
  package static func rows(_ table: FactTable) -> [(values: [FactValue?], line: Int32)] {
    (0..<table.rowCount).map { row in
      (
        table.columns.map { column in
          column.field.type == .text
            ? column.text(row).map { .text($0) } : column.integer(row).map { .number($0) }
        }, table.lines[row]
      )
    }
  }

  /// Whether channel, order number and line number ascend, texts by their bytes.
  package static func keysAscend(_ table: FactTable) -> Bool {
    let keys = (0..<table.rowCount).map { row in
      (
        Array((table["channel"].text(row) ?? "").utf8), Array((table["order_number"].text(row) ?? "").utf8),
        table["line_number"].integer(row) ?? 0
      )
    }
    return zip(keys, keys.dropFirst()).allSatisfy { left, right in
      if left.0 != right.0 { return left.0.lexicographicallyPrecedes(right.0) }
      if left.1 != right.1 { return left.1.lexicographicallyPrecedes(right.1) }
      return left.2 < right.2
    }
  }
}

extension TemporaryFolder {
  package func permissions(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}

package func processNumber() -> Int32 { ProcessInfo.processInfo.processIdentifier }

/// The same bytes every time, so that two stores have one key.
package struct FixedBytes: RandomBytes {
  package init() {}
  package func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 7, count: count) }
}
