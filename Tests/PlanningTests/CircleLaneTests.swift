// SPDX-License-Identifier: Apache-2.0

import Calendars
import Dispatch
import Formulas
import Testing

@testable import Planning

/// Rows of a circle side by side against edits late in the horizon, which calculate them one period at a time where they stand, and
/// against single cells; and everything on several threads against one.
///
/// Sees: a lane that takes another row's number, a period before the first or behind the last, an operation in another order, a thread that
/// writes another's rows. Does not see: loops that are repeated until they hold still, and circles across rows, which have no lanes.
@Suite struct CircleLaneTests {
  private static let text = """
    model lanes 并行 "Lanes"
    dimension Item 物料 "Item"
      hierarchy product 产品线: Family 产品族 "Family"
    section all 全部 "All"
    input demand [Item, month]
      blank: missing
    input lot [Item]
    input opening [Item]
    input limit [Item.Family, month]
    input rate [month]
    measure made [Item, month] = ceiling(max(0, demand - prev(stock, open: opening)) / lot) * lot
    measure stock [Item, month] = rollforward(open: opening, + made, - demand)
    measure high [Item, month] = if lag(low, 2, else: 3) > limit[by Item.Family] or month.number = 1 then min(demand, 7) else floor(prev(low) / 3)
    measure low [Item, month] = round(-high - lag(high, 3, else: lot) * 0.5, 1) + rate + lag(demand, 1, else: same)
    measure share [Item, month] = demand * 0.5 - prev(year_total) * 0.25 + prev(ever)
    measure year_total [Item, month] = cumulate(share, reset: year)
    measure ever [Item, month] = cumulate(share * 0.125)
    measure stock_families [Item.Family, month] = sum(stock by Item.Family)
    measure balance [month] = prev(balance) * rate + sum(low over Item)
    """ + "\n"

  /// More than one group of lanes, and a rest that fills no vector.
  private static let items = Array(Int64(1)...70)
  private static let families = Array(Int64(101)...104)
  private static let first = Month(year: 2025, month: 10)
  private static let monthCount = 18
  private static let numbers: [Double?] = [0, 1, -1, 2.5, -7.25, 1e308, -1e308, 3e-300, 1.0 / 3, 12, -0.1, 99, nil]

  private func engine() throws -> PlanEngine {
    let model = PlanningModel.check(ModelText.parse(Self.text), operators: [])
    try #require(model.isUsable, "\(model.findings)")
    let leaves = Self.items.map { MemberTable.Leaf(id: $0, code: "A\($0)", parents: ["Family": 101 + $0 % 4]) }
    let groups = Self.families.map { MemberTable.Group(id: $0, code: "F\($0)", level: "Family") }
    return try PlanEngine(
      model: model, members: [MemberTable(dimension: "Item", leaves: leaves, groups: groups)],
      calendar: try PlanCalendar(
        firstMonth: Self.first, lastMonth: Self.first.advanced(by: Self.monthCount - 1), cutoff: Month(year: 2026, month: 3)))
  }

  private func edits(_ months: Range<Int> = 0..<monthCount, seed: UInt64 = 77) -> [InputEdit] {
    var random = RecalculationOracleTests.Random(state: seed)
    var edits: [InputEdit] = []
    func set(_ measure: String, _ at: [String: Int64], _ month: Int?) {
      let number = Self.numbers[random.next(Self.numbers.count)]
      edits.append(
        InputEdit(
          measure: measure, coordinate: Coordinate(at), period: month.map { .month(Self.first.advanced(by: $0)) }, value: number,
          source: .constant))
    }
    for item in Self.items where months.lowerBound == 0 {
      set("lot", ["Item": item], nil)
      set("opening", ["Item": item], nil)
    }
    for month in months {
      set("rate", [:], month)
      for item in Self.items { set("demand", ["Item": item], month) }
      for family in Self.families { set("limit", ["Item": family], month) }
    }
    return edits
  }

  @Test func lanesLeaveTheBitsOfEditsAndOfSingleCells() throws {
    let engine = try engine()
    engine.calculate()
    _ = try engine.apply(edits())
    let edited = engine.stateDigestBytes()
    engine.calculate()
    #expect(engine.stateDigestBytes() == edited)
    var compared = 0
    for (block, plan) in engine.layout.model.blocks.enumerated() where !["stock", "year_total", "ever"].contains(plan.name) {
      let column = engine.columns[block]
      for row in 0..<column.rowCount {
        for period in 0..<column.periodCount {
          guard let term = engine.term(of: CellAddress(block: block, row: row, period: period)) else { continue }
          let (stored, defined) = (column.row(row)[period], engine.evaluate(term).asCell)
          compared += 1
          try #require(
            stored.bitPattern == defined.bitPattern, "\(plan.name) row \(row) period \(period): \(stored) is defined as \(defined)")
        }
      }
    }
    #expect(compared > 3 * Self.items.count * Self.monthCount)
  }

  @Test func oneEditAfterTheOtherLeavesTheBitsOfAllFromScratch() throws {
    let engine = try engine()
    engine.calculate()
    for (step, months) in [0..<Self.monthCount, 16..<18, 3..<5, 17..<18, 9..<10].enumerated() {
      _ = try engine.apply(edits(months, seed: UInt64(100 + step)))
      #expect(engine.stateDigestBytes() == engine.calculatedFromScratch().stateDigestBytes(), "after months \(months)")
    }
  }

  /// A running total that begins anew each January, beside the plain sum of its parts.
  @Test func aRunningTotalOnACircleBeginsAnewWithTheYear() throws {
    let engine = try engine()
    _ = try engine.apply(edits())
    let shares = try engine.values("share", at: Coordinate(["Item": 3])),
      totals = try engine.values("year_total", at: Coordinate(["Item": 3]))
    var sum = 0.0
    for month in 0..<Self.monthCount {
      if Self.first.advanced(by: month).month == 1 { sum = 0 }
      sum += shares[month].isNaN ? 0 : shares[month]
      #expect(totals[month].bitPattern == sum.asCell.bitPattern, "month \(month)")
    }
  }

  @Test func theCirclesOfItemsHaveLanes() throws {
    let circles = try engine().layout.circles.compactMap { $0 }
    #expect(circles.count == 4 && circles.allSatisfy { $0.lanes != nil })
  }

  @Test func threadsLeaveTheBitsOfOne() throws {
    let engine = try engine()
    _ = try engine.apply(edits())
    let alone = engine.stateDigestBytes()
    (engine.teamCells, engine.parallelCells) = (0, 0)
    for count in 2...3 {
      engine.workers = Threads(threadCount: count)
      engine.calculate()
      #expect(engine.stateDigestBytes() == alone, "\(count) threads")
    }
  }

  @Test func oneThreadAfterTheOtherIsAlsoATeam() throws {
    let engine = try engine()
    _ = try engine.apply(edits())
    let alone = engine.stateDigestBytes()
    (engine.teamCells, engine.parallelCells) = (0, 0)
    engine.workers = OneAfterTheOther(threadCount: 3)
    engine.calculate()
    #expect(engine.stateDigestBytes() == alone)
  }

  private struct OneAfterTheOther: ParallelWork {
    let threadCount: Int
    func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) { for index in (0..<count).reversed() { body(index) } }
  }

  private struct Threads: ParallelWork {
    let threadCount: Int
    func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) { DispatchQueue.concurrentPerform(iterations: count, execute: body) }
  }
}
