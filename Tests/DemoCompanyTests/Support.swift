// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

@testable import DemoCompany

/// A seed and a day the demo is generated for; made once and shared.
struct Case: Hashable, Sendable, CustomStringConvertible {
  let seed: UInt64
  let today: String

  var description: String { "seed \(seed), \(today)" }

  static let main = Case(seed: 20_261_123, today: "2026-11-23")
  static let all = [
    main, Case(seed: 1, today: "2026-11-23"), Case(seed: 2, today: "2027-01-15"),
    Case(seed: 3, today: "2026-07-08"),
    Case(seed: 4, today: "2028-02-29"),
  ]

  private static let simulated: [Case: DemoSources] = {
    var result: [Case: DemoSources] = [:]
    for item in all {
      guard let today = Day(iso: item.today) else { preconditionFailure("a day of the calendar") }
      result[item] = DemoCompany.simulate(seed: item.seed, today: today)
    }
    return result
  }()
  private static let made: [Case: DemoFacts] = simulated.mapValues { $0.facts() }

  var facts: DemoFacts { Case.made[self]! }
  var sources: DemoSources { Case.simulated[self]! }

  func table(_ kind: FactKind) -> FactTable { facts.table(kind)! }
}

extension FactTable {
  func int(_ field: String, _ row: Int) -> Int64 { self[field].integer(row) ?? 0 }
  func word(_ field: String, _ row: Int) -> String { self[field].text(row) ?? "" }
  func date(_ field: String, _ row: Int) -> Day { self[field].day(row)! }

  /// Sums of one column by a text key.
  func sums(of field: String, by key: (Int) -> String, where isIn: (Int) -> Bool = { _ in true }) -> [String:
    Int64]
  {
    let column = self[field]
    var result: [String: Int64] = [:]
    for row in 0..<rowCount where isIn(row) { result[key(row), default: 0] += column.integer(row) ?? 0 }
    return result
  }

  func total(_ field: String, where isIn: (Int) -> Bool = { _ in true }) -> Int64 {
    let column = self[field]
    return (0..<rowCount).reduce(0) { isIn($1) ? $0 + (column.integer($1) ?? 0) : $0 }
  }
}

/// FNV-1a over every value of every table, as text would be read: a change of one cell changes it.
func digest(_ facts: DemoFacts) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  for table in facts.tables {
    table.kind.rawValue.utf8.forEach(mix)
    for column in table.columns {
      column.field.name.utf8.forEach(mix)
      column.texts.joined(separator: "\n").utf8.forEach(mix)
      for (value, isPresent) in zip(column.integers, column.isPresent) {
        mix(isPresent ? 1 : 0)
        withUnsafeBytes(of: value.littleEndian) { $0.forEach(mix) }
      }
    }
  }
  return hash
}
