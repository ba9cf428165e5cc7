// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import PlanningCycle

/// What the small company's master data and orders are read as.
enum SmallCatalogue {
  static func read() throws -> Catalogue {
    try ReadCatalogue.read { (kind) throws(StoreError) in
      SmallCompanyFacts.all.first { $0.kind == kind } ?? FactTable(kind: kind)
    }
  }
}

@Suite struct PipelineLayerTests {
  private static let months = month("2026-11")...month("2027-12")

  private func layer(_ rows: [[String: FactValue]], profile: [Double] = [0.7, 0.3]) throws -> PipelineLayer {
    let deals = Deal.read(
      deals: SmallCompanyFacts.table(.deals, rows), stages: FactTable(kind: .dealStages))
    let half = StageStatistics(stage: "报价", winRate: 0.5, decidedCount: 0, wonCount: 0, delayDays: 0)
    return PipelineLayer.build(
      deals: deals, statistics: [half], catalogue: try SmallCatalogue.read(), months: Self.months,
      deliveryProfile: profile
    ) { _, _, _ in 226 }
  }

  private func deal(_ code: FactValue, _ changes: [String: FactValue] = [:]) -> [String: FactValue] {
    let usual: [String: FactValue] = [
      "code": code, "item": "FAN-1", "territory": "EAST", "stage": "报价", "kind": "项目型",
      "quantity": SmallCompanyFacts.pieces(100), "closes_on": .day(day("2026-12-10")),
    ]
    return usual.merging(changes) { _, new in new }
  }

  private func total(_ layer: PipelineLayer) -> Double {
    layer.shares.keys.sorted().reduce(0) { $0 + layer.pieces($1) }
  }

  @Test("an open project deal counts by the win rate of its stage, a committed one in full")
  func weights() throws {
    #expect(total(try layer([deal("A")])) == 50)
    #expect(total(try layer([deal("A", ["is_committed": .boolean(true)])])) == 100)
    #expect(total(try layer([deal("A"), deal("B", ["is_committed": .boolean(true)])])) == 150)
  }

  @Test("flow deals, decided deals, deals of unknown items or stages and deals beyond the plan add nothing")
  func addsNothing() throws {
    for change: [String: FactValue] in [
      ["kind": "流水型"], ["stage": "赢单"], ["stage": "输单"], ["item": "FAN-9"], ["stage": "从未见过"],
      ["closes_on": .day(day("2028-01-01"))],
    ] {
      #expect(total(try layer([deal("A", change)])) == 0, "\(change)")
    }
  }

  @Test("a closing day that is past is expected in the first planned month; money alone becomes pieces by the price")
  func placed() throws {
    let late = try layer([deal("A", ["closes_on": .day(day("2026-09-01"))])])
    #expect(late.shares.keys.map(\.month) == [month("2026-11")])
    var money = deal("A", ["amount_incl_tax": SmallCompanyFacts.yuan(22_600)])
    money["quantity"] = nil
    #expect(abs(total(try layer([money])) - 50) < 1e-9)
  }

  @Test("what a deal ships elsewhere is taken from where the profile would ship it: shifts sum to nought")
  func shiftsSumToNought() throws {
    let moved = try layer([deal("A", ["delivers_on": .day(day("2027-04-05"))]), deal("B")])
    #expect(!moved.shifts.isEmpty)
    #expect(abs(moved.shifts.values.reduce(0) { $0 + $1.pieces }) < 1e-9)
    #expect(abs(moved.shifts.values.reduce(0) { $0 + $1.amount }) < 1e-6)
    let april = moved.shifts.filter { $0.key.month == month("2027-04") }
    #expect(april.values.map(\.pieces) == [50])
  }

  @Test("the order of the rows does not matter")
  func order() throws {
    let rows = [deal("A"), deal("B", ["quantity": SmallCompanyFacts.pieces(7)]), deal("C", ["territory": "SOUTH"])]
    #expect(try layer(rows).shares == layer(rows.reversed()).shares)
  }
}

@Suite struct StageStatisticsTests {
  @Test("nobody decided yet: one half; decided deals without history passed every stage")
  func few() {
    func table(_ rows: [[String: FactValue]]) -> FactTable { SmallCompanyFacts.table(.deals, rows) }
    let open = Deal.read(
      deals: table([["code": "A", "stage": "报价"]]), stages: FactTable(kind: .dealStages))
    #expect(StageStatistics.learn(from: open).map(\.winRate) == [0.5])
    let decided = Deal.read(
      deals: table([["code": "A", "stage": "报价"], ["code": "B", "stage": "Won"], ["code": "C", "stage": "丢单"]]),
      stages: FactTable(kind: .dealStages))
    // One of two decided deals was won: (1 + 1) ÷ (2 + 2).
    let learnt = StageStatistics.learn(from: decided)
    #expect(learnt.map(\.stage) == ["报价"])
    #expect(learnt.map(\.winRate) == [0.5])
    #expect(learnt.map(\.decidedCount) == [2])
    #expect(StageStatistics.learn(from: []).isEmpty)
  }
}
