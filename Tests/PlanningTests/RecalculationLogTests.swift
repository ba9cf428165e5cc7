// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Sees: work that was not needed. Does not see: a wrong number (the oracle does).
@Suite struct RecalculationLogTests {
  private func names(_ engine: PlanEngine) -> [String] { engine.log.lines.map(\.name) }

  private func apply(
    _ engine: PlanEngine, _ name: String, _ at: Coordinate, _ month: String?, _ value: Double?
  ) throws {
    let period = try month.map { PlanPeriod.month(try #require(Month(iso: $0))) }
    _ = try engine.apply([
      InputEdit(measure: name, coordinate: at, period: period, value: value, source: .person(event: 1))
    ])
  }

  @Test func aBaselineUnderAnOverrideStopsAtTheAgreedForecast() throws {
    let engine = try SampleModel.engine()
    try apply(engine, "override", ["Item": 101, "Region": 1], "2026-06", 500)
    try apply(engine, "baseline", ["Item": 101, "Region": 1], "2026-06", 77)
    #expect(engine.log.description == "agreed 1 touched, 0 changed")
  }

  @Test func openingCashTouchesNoSalesNoSupply() throws {
    let engine = try SampleModel.engine()
    try apply(engine, "opening_cash", .total, nil, 400_000)
    #expect(Set(names(engine)).isSubset(of: ["interest", "cash", "cash#1", "cash_day#1", "cash_day"]))
    #expect(names(engine).contains("cash"))
  }

  @Test func aFamilyDiscountTouchesItsFamilyAlone() throws {
    let engine = try SampleModel.engine()
    try apply(engine, "discount", ["Item": 12, "Region": 2], nil, 0.5)
    let revenue = try #require(engine.log.lines.first { $0.name == "revenue" })
    #expect(revenue.touched == 3 * 18)
    #expect(!names(engine).contains("agreed") && !names(engine).contains("cost"))
  }

  @Test func oneMonthOfUnitsTouchesOneMonthOfCost() throws {
    let engine = try SampleModel.engine()
    try apply(engine, "override", ["Item": 101, "Region": 1], "2026-06", 500)
    #expect(engine.log.lines.first { $0.name == "cost" }?.touched == 1)
    #expect(engine.log.lines.first { $0.name == "collections" }?.touched == 4)
  }
}
