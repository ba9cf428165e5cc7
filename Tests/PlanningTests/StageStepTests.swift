// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Testing

@testable import Planning

/// Steps of a stage against the single cell and against edits: two operations at once, past the caches or not, with zeros, missing
/// cells and numbers that overflow.
///
/// Sees: a step that computes something else than its term, takes a wrong row, or sums in another order.
@Suite struct StageStepTests {
  private static let signs = ["+", "-", "*", "/"]

  private static let text: String = {
    var lines = [
      "model steps 步骤 \"Steps\"", "dimension Item 物料 \"Item\"", "  hierarchy product 产品线: Family 产品族 \"Family\"",
      "dimension Region 区域 \"Region\"", "dimension Lag 滞后 \"Lag\": 0..2", "section all 全部 \"All\"",
      "input x [Item, Region, month]", "  blank: missing", "input y [Item, Region, month]", "  blank: missing", "input z [Region]",
      "input p [Region, Lag] %", "input q [Item, month]",
    ]
    for a in signs {
      lines.append("measure two_\(number(a)) [Item, Region, month] = x \(a) q")
      for b in signs {
        lines.append("measure left_\(number(a))\(number(b)) [Item, Region, month] = (x \(a) y) \(b) z")
        lines.append("measure right_\(number(a))\(number(b)) [Item, Region, month] = q \(a) (x \(b) 2)")
        lines.append("measure both_\(number(a))\(number(b)) [Item, Region, month] = (x \(a) y) \(b) (y \(a) z)")
      }
    }
    for (name, formula) in [
      ("copy", "x"), ("share", "divide(x, y, else: 0)"), ("window", "movingsum(x, -2..1)"), ("year", "cumulate(x, reset: year)"),
      ("late", "spread(x, profile: p)"), ("stock", "rollforward(+ x, - y)"), ("before", "x - lag(y, 2, else: z)"),
      ("after", "lead(x, 3, else: 1) * y"), ("chosen", "if x > y then x else q"),
    ] {
      lines.append("measure \(name) [Item, Region, month] = \(formula)")
      lines.append("measure \(name)_items [Item, month] = sum(\(name) over Region)")
      lines.append("measure \(name)_families [Item.Family, Region, month] = sum(\(name) by Item.Family)")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private static func number(_ sign: String) -> Int { signs.firstIndex(of: sign) ?? 0 }

  private static let items: [Int64] = Array(1...45)
  private static let regions: [Int64] = [1, 2, 3]
  private static let first = Month(year: 2025, month: 10)
  private static let monthCount = 18

  /// What a formula may meet, zeros and plain numbers most often.
  private static let numbers: [Double?] = [0, 1, -1, 2.5, -7.25, 1e308, -1e308, 3e-300, 1.0 / 3, 12, -0.1, 99, nil]

  private func engine() throws -> PlanEngine {
    let model = PlanningModel.check(ModelText.parse(Self.text), operators: [])
    try #require(model.isUsable, "\(model.findings)")
    // Families lie apart, so that the rows of one are not consecutive.
    let members = [
      MemberTable(
        dimension: "Item",
        leaves: Self.items.map { MemberTable.Leaf(id: $0, code: "A\($0)", parents: ["Family": $0 % 7 == 0 ? 101 : 100 + $0 / 15 + 1]) },
        groups: (101...105).map { MemberTable.Group(id: $0, code: "F\($0)", level: "Family") }),
      MemberTable(dimension: "Region", leaves: Self.regions.map { MemberTable.Leaf(id: $0, code: "R\($0)") }),
    ]
    return try PlanEngine(
      model: model, members: members,
      calendar: try PlanCalendar(
        firstMonth: Self.first, lastMonth: Month(year: 2027, month: 3), cutoff: Month(year: 2026, month: 3)))
  }

  private func edits() -> [InputEdit] {
    var random = RecalculationOracleTests.Random(state: 31)
    var edits: [InputEdit] = []
    func set(_ measure: String, _ at: [String: Int64], _ month: Int?) {
      let number = Self.numbers[random.next(Self.numbers.count)]
      edits.append(
        InputEdit(
          measure: measure, coordinate: Coordinate(at), period: month.map { .month(Self.first.advanced(by: $0)) }, value: number,
          source: .constant))
    }
    for month in 0..<Self.monthCount {
      for item in Self.items {
        set("q", ["Item": item], month)
        for region in Self.regions {
          set("x", ["Item": item, "Region": region], month)
          set("y", ["Item": item, "Region": region], month)
        }
      }
    }
    for region in Self.regions {
      set("z", ["Region": region], nil)
      for lag in 0..<3 { set("p", ["Region": region, "Lag": Int64(lag)], nil) }
    }
    return edits
  }

  @Test func stepsLeaveTheBitsOfEditsAndOfSingleCells() throws {
    let engine = try engine()
    engine.calculate()
    _ = try engine.apply(edits())
    let edited = engine.stateDigestBytes()
    for stagedCells in [0, Int.max] {
      engine.stagedCells = stagedCells
      engine.calculate()
      #expect(engine.stateDigestBytes() == edited, "past the caches: \(stagedCells == 0)")
    }
    for (block, plan) in engine.layout.model.blocks.enumerated() where !Self.isRunning(plan.kind) {
      let column = engine.columns[block]
      for row in 0..<column.rowCount {
        for period in 0..<column.periodCount {
          guard let term = engine.term(of: CellAddress(block: block, row: row, period: period)) else { continue }
          let (stored, defined) = (column.row(row)[period], engine.evaluate(term).asCell)
          try #require(
            stored.bitPattern == defined.bitPattern, "\(plan.name) row \(row) period \(period): \(stored) is defined as \(defined)")
        }
      }
    }
  }

  /// Once a running balance has overflowed it stays missing, while its single term begins anew; `TwoRoadsTests` compares these.
  private static func isRunning(_ kind: BlockKind) -> Bool {
    switch kind {
    case .cumulate, .rollForward: true
    default: false
    }
  }

  @Test func theFormulasOfAStageHaveSteps() throws {
    let engine = try engine()
    let blocks = engine.layout.model.blocks.indices.filter { engine.layout.model.blocks[$0].name.contains("_") }
    let programs = blocks.compactMap { engine.layout.programs[$0] }
    #expect(programs.count >= 52 && programs.allSatisfy { $0.steps != nil })
  }
}
