// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Sees: a stale cell behind scoped formulas, totals, weights, allocations, dated members or aligned years, in any chain of edits.
/// Does not see: a formula that is wrong in both ways of calculating it (the examples do).
@Suite struct ModelOracleTests {
  private static let text = """
    model m
    dimension Item
      hierarchy product: Family
    dimension Region
    input units [Item, Region, month] 件
    input price [Item, month] 元/件
      blank: missing   total: weighted(price by volume)
    input cost [Item.Family, month] 元
    input rent [month] 元
    measure volume [Item, month] 件 = sum(units over Region)
    measure sales [Item, Region, month] 元
      = units * price
      where Region = "R1": units * price * 0.9
      where Item.Family = "F0" and month.number = 2: 0
      where not valid(Item): 0
    totals fam [Item.Family, Region, month]: sales
    totals all [month]: sales_fam
    measure cost_share [Item, Region, month] 元 = allocate(cost, by: sales)
    measure rent_share [Item, month] 元 = allocate(rent, by: volume)
    measure same [Item, Region, month] 元 = sales - first(sameperiod(sales), 0)
    measure ytd [Item, Region, month] 元
      time: last
      = yeartodate(actual: sales, forecast: cost_share)
    """

  private static let first = Month(year: 2025, month: 1)

  private func engine() throws -> PlanEngine {
    let model = PlanningModel.check(ModelText.parse(Self.text))
    var leaves: [MemberTable.Leaf] = []
    for index in Int64(0)..<6 {
      leaves.append(
        MemberTable.Leaf(
          id: index + 1, code: "P\(index)", parents: index == 5 ? [:] : ["Family": 11 + index % 2],
          validFrom: index == 2 ? Day(year: 2025, month: 6, day: 1) : nil))
    }
    let items = MemberTable(
      dimension: "Item", leaves: leaves,
      groups: [
        MemberTable.Group(id: 11, code: "F0", level: "Family"), MemberTable.Group(id: 12, code: "F1", level: "Family"),
      ])
    let regions = MemberTable(
      dimension: "Region", leaves: [MemberTable.Leaf(id: 1, code: "R0"), MemberTable.Leaf(id: 2, code: "R1")])
    let engine = try PlanEngine(
      model: model, members: [items, regions],
      calendar: PlanCalendar(
        firstMonth: Self.first, lastMonth: Self.first.adding(months: 17), cutoff: Self.first.adding(months: 11)))
    engine.calculate()
    return engine
  }

  @Test func randomEditsLeaveTheBitsOfACalculationFromScratch() throws {
    let engine = try engine()
    var random = RecalculationOracleTests.Random(state: 41)
    for step in 0..<400 {
      let month = PlanPeriod.month(Self.first.adding(months: random.next(18)))
      let item = Int64(1 + random.next(6))
      let number = random.next(9) == 0 ? nil : Double(random.next(4_000)) / 8 - 50
      let (measure, at): (String, Coordinate) =
        switch random.next(5) {
        case 0: ("price", ["Item": item])
        case 1: ("cost", ["Item": Int64(11 + random.next(2))])
        case 2: ("rent", .total)
        default: ("units", ["Item": item, "Region": Int64(1 + random.next(2))])
        }
      _ = try engine.apply([
        InputEdit(measure: measure, coordinate: at, period: month, value: number, source: .person(event: 1))
      ])
      let fresh = engine.calculatedFromScratch()
      try #require(engine.stateDigestBytes() == fresh.stateDigestBytes(), "step \(step): \(measure) \(at)")
    }
    // What was handed out is what there was, to the bit; the item without family gets no share of a family's cost.
    let rent = try engine.values("rent", at: .total)
    var shares = [Double](repeating: 0, count: 18)
    for item in Int64(1)...6 {
      for (t, value) in try engine.values("rent_share", at: ["Item": item]).enumerated() { shares[t] += value }
    }
    #expect(shares == rent)
    #expect(try engine.values("cost_share", at: ["Item": 6, "Region": 1]).allSatisfy(\.isNaN))
  }

  @Test func anEditOfOneCostLeavesOtherMeasuresAlone() throws {
    let engine = try engine()
    let wave = try engine.apply([
      InputEdit(
        measure: "rent", coordinate: .total, period: .month(Self.first), value: 600, source: .person(event: 1))
    ])
    let touched = Set(engine.log.lines.map { String($0.name.prefix { $0 != "#" }) })
    #expect(touched == ["rent_share"] && !wave.isEmpty)
  }
}
