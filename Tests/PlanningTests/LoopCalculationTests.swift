// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Interest on the average balance needs the balance that the interest changes: a declared circle within a month.
@Suite struct LoopCalculationTests {
  private static let text = """
    model financing 融资 "Financing"
    input flow 经营现金流 "Operating cash flow" [month] 元
    input rate 月利率 "Monthly rate" [] %
    input opening 期初借款 "Opening debt" [] 元
    loop circle 利息循环 "Interest circle" (interest) until 1e-9 max 50
    measure interest 利息 "Interest" [month] 元
      = rate * (prev(debt, open: opening) + debt) / 2
    measure debt 借款 "Debt" [month] 元
      time: last
      = prev(debt, open: opening) + interest - flow
    measure total 利息合计 "Interest of the year" [month] 元
      time: last
      = cumulate(interest)
    """

  private func engine(rate: Double, flows: [Double]) throws -> PlanEngine {
    let model = PlanningModel.check(ModelText.parse(Self.text))
    try #require(model.isUsable, "\(model.findings)")
    let first = Month(year: 2026, month: 1)
    let engine = try PlanEngine(
      model: model, members: [],
      calendar: try PlanCalendar(firstMonth: first, lastMonth: first.adding(months: flows.count - 1), cutoff: first.adding(months: -1)))
    try engine.load("flow", members: [], firstPeriod: .month(first), values: flows, source: .constant)
    try engine.load("rate", members: [], firstPeriod: nil, values: [rate], source: .constant)
    try engine.load("opening", members: [], firstPeriod: nil, values: [1_000], source: .constant)
    engine.calculate()
    return engine
  }

  /// debt₁ = (debt₀ (1 + r/2) − flow) / (1 − r/2), solved by hand.
  @Test func theLoopSettlesOnTheSolutionOfTheMonth() throws {
    let flows = [100.0, -50, 30, 700, 0, 12.5]
    let engine = try engine(rate: 0.004, flows: flows)
    var debt = 1_000.0
    for (month, flow) in flows.enumerated() {
      debt = (debt * (1 + 0.002) - flow) / (1 - 0.002)
      let value = try #require(
        try engine.value("debt", at: .total, period: .month(Month(year: 2026, month: 1 + month))))
      #expect(abs(value - debt) <= 1e-7 * abs(debt), "month \(month + 1)")
    }
  }

  @Test func anEditLeavesTheBitsOfACalculationFromScratch() throws {
    let engine = try engine(rate: 0.004, flows: [100, -50, 30, 700, 0, 12.5, 60, -80])
    for (step, value) in [250.0, -3, 0, 999.99, 100].enumerated() {
      let month = PlanPeriod.month(Month(year: 2026, month: 1 + (step * 3) % 8))
      _ = try engine.apply([
        InputEdit(measure: "flow", coordinate: .total, period: month, value: value, source: .person(event: 1))
      ])
      #expect(engine.stateDigestBytes() == engine.calculatedFromScratch().stateDigestBytes(), "step \(step)")
    }
  }

  /// With a rate above 200 % the circle runs away: the cells are missing and nothing else stops.
  @Test func aLoopThatDoesNotSettleIsMissing() throws {
    let engine = try engine(rate: 2.5, flows: [100, 0])
    #expect(try engine.value("interest", at: .total, period: .month(Month(year: 2026, month: 1))) == nil)
    #expect(try engine.value("flow", at: .total, period: .month(Month(year: 2026, month: 1))) == 100)
  }
}
