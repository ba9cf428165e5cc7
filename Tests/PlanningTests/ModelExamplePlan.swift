// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Foundation
import Planning
import Testing

/// The example model of the manual: what every function's example runs on.
enum ExamplePlan {
  static let text = """
    model example
    dimension Item
      hierarchy product: Family
    dimension Lag: 0..1
    input x [month]
    input y [month]
      blank: missing
    input k [Item]
    input d [day]
    input share [Lag]
    """

  /// The example's measure, calculated.
  static func engine(_ formula: String, over axes: String) throws -> PlanEngine {
    let model = PlanningModel.check(ModelText.parse(text + "\nmeasure result [\(axes)]\n  total: none\n  = \(formula)\n"))
    let first = Month(year: 2025, month: 1)
    let calendar = try PlanCalendar(
      firstMonth: first, lastMonth: Month(year: 2026, month: 6), cutoff: Month(year: 2026, month: 2))
    let items = MemberTable(
      dimension: "Item",
      leaves: [
        MemberTable.Leaf(id: 1, code: "A", parents: ["Family": 11]),
        MemberTable.Leaf(
          id: 2, code: "B", parents: ["Family": 11], validFrom: Day(year: 2026, month: 3, day: 1)),
        MemberTable.Leaf(id: 3, code: "C", parents: ["Family": 12], validTo: Day(year: 2026, month: 4, day: 30)),
      ],
      groups: [
        MemberTable.Group(id: 11, code: "F1", level: "Family"), MemberTable.Group(id: 12, code: "F2", level: "Family"),
      ])
    let engine = try PlanEngine(model: model, members: [items], calendar: calendar)
    try engine.load(
      "x", members: [], firstPeriod: .month(first), values: (1...18).map { Double($0) * 10 }, source: .constant)
    try engine.load(
      "y", members: [], firstPeriod: .month(Month(year: 2026, month: 1)), values: [1, 2, 0, 4, 5], source: .constant)
    for id in Int64(1)...3 {
      try engine.load("k", members: [id], firstPeriod: nil, values: [Double(id)], source: .constant)
    }
    try engine.load(
      "d", members: [], firstPeriod: .day(calendar.firstDay), values: [Double](repeating: 1, count: calendar.dayCount),
      source: .constant)
    for lag in Int64(0)...1 {
      try engine.load("share", members: [lag], firstPeriod: nil, values: [0.5], source: .constant)
    }
    engine.calculate()
    return engine
  }

  /// Values of the months of 2026, or the one value without time, members in outline order.
  static func result(_ formula: String, over axes: String) throws -> [Double?] {
    let engine = try engine(formula, over: axes)
    var result: [Double?] = []
    for row in 0..<engine.rowCount(of: "result") {
      let at = engine.coordinate(ofRow: row, measure: engine.model.measure(named: "result") ?? 0)
      let values = try engine.values("result", at: at)
      result += (values.count == 1 ? values[...] : values[12...]).map { $0.isNaN ? nil : $0 }
    }
    return result
  }

  static func specification() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("Docs/specs/SPEC-formula-language.md"), encoding: .utf8)
  }

  static func fixture(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("Fixtures/plans/\(name).plan"), encoding: .utf8)
  }
}
