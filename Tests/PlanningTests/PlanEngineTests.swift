// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Sees: a wrong number in the plain case of each function. Does not see: order of edits (the law does).
@Suite struct PlanEngineTests {
  private func month(_ text: String) throws -> PlanPeriod { .month(try #require(Month(iso: text))) }

  @Test func theSampleModelHasNoErrors() {
    #expect(SampleModel.checked.findings.filter { $0.severity == .error }.map(\.description) == [])
  }

  @Test func revenueIsUnitsTimesPriceLessDiscountWithoutTax() throws {
    let engine = try SampleModel.engine()
    let at: Coordinate = ["Item": 103, "Region": 2]
    let units = try #require(try engine.value("agreed", at: at, period: month("2026-05")))
    let price = try #require(try engine.value("price", at: ["Item": 103], period: month("2026-05")))
    let revenue = try #require(try engine.value("收入", at: at, period: month("2026-05")))
    #expect(abs(revenue - units * price * (1 - 0.05) / 1.13) < 1e-9)
  }

  @Test func anOverrideReplacesTheBaselineAndEmptyingItBringsTheBaselineBack() throws {
    let engine = try SampleModel.engine()
    let at: Coordinate = ["Item": 101, "Region": 1]
    let before = try engine.value("agreed", at: at, period: month("2026-06"))
    let person = InputSource.person(event: 42)
    let wave = try engine.apply([
      InputEdit(measure: "override", coordinate: at, period: month("2026-06"), value: 999, source: person)
    ])
    #expect(!wave.isEmpty)
    #expect(try engine.value("agreed", at: at, period: month("2026-06")) == 999)
    #expect(try engine.source("override", at: at, period: month("2026-06")) == person)
    _ = try engine.apply([
      InputEdit(measure: "override", coordinate: at, period: month("2026-06"), value: nil, source: person)
    ])
    #expect(try engine.value("agreed", at: at, period: month("2026-06")) == before)
  }

  @Test func aParentIsTheSumOfItsLeavesAndARatioIsThatOfTheTotals() throws {
    let engine = try SampleModel.engine()
    let period = try month("2026-07")
    let family = try #require(try engine.value("revenue", at: ["Item": 11, "Region": 3], period: period))
    var sum = 0.0
    for item in Int64(101)...105 {
      sum += try #require(try engine.value("revenue", at: ["Item": item, "Region": 3], period: period))
    }
    #expect(family == sum)
    #expect(try engine.value("family_revenue", at: ["Item": 11, "Region": 3], period: period) == family)
    let rate = try #require(try engine.value("margin_rate", at: .total, period: .year(2026)))
    let margin = try #require(try engine.value("margin", at: .total, period: .year(2026)))
    let revenue = try #require(try engine.value("revenue", at: .total, period: .year(2026)))
    #expect(rate == margin / revenue)
    #expect(try engine.value("price", at: .total, period: period) == nil)
  }

  @Test func collectionsFollowTheProfileAndReceivablesRollForward() throws {
    let engine = try SampleModel.engine()
    let at: Coordinate = ["Item": 104, "Region": 1]
    let gross = try engine.values("gross", at: at)
    let collections = try engine.values("collections", at: at)
    #expect(abs(collections[5] - (0.3 * gross[5] + 0.4 * gross[4] + 0.2 * gross[3] + 0.1 * gross[2])) < 1e-9)
    let receivable = try engine.values("receivable", at: at)
    #expect(receivable[5] == (receivable[4] + gross[5]) - collections[5])
  }

  @Test func daysOfAMonthSumToTheMonthAndRestOnWorkdays() throws {
    let engine = try SampleModel.engine()
    let days = try engine.values("inflow_day", at: .total)
    let weekday = engine.calendar.day(at: 3).weekday
    #expect(weekday == 6)
    #expect(days[3] == 0)
    let inflow = try #require(try engine.value("inflow", at: .total, period: month("2026-04")))
    let sum = try #require(try engine.value("inflow_day", at: .total, period: month("2026-04")))
    #expect(abs(sum - inflow) <= inflow * 1e-15)
    let failing = engine.checks().filter { !$0.passes }.map(\.name)
    #expect(failing == [])
  }

  @Test func theCashOfDaysEndsWhereTheCashOfMonthsEndsButForInterest() throws {
    let engine = try SampleModel.engine()
    let interest = try engine.values("interest", at: .total)[6...].reduce(0, +)
    let day = try #require(try engine.values("cash_day", at: .total).last)
    let month = try #require(try engine.values("cash", at: .total).last)
    #expect(abs(day - interest - month) < 1e-6)
  }

  @Test func ordersAreReceiptsMovedForwardByTheLeadTimeOfTheItem() throws {
    let engine = try SampleModel.engine()
    let receipts = try engine.values("receipts", at: ["Item": 103])
    let orders = try engine.values("orders", at: ["Item": 103])
    #expect(Array(orders[0..<16]) == Array(receipts[2...]))
    #expect(orders[16] == 0)
  }

  @Test func yearToDateStartsAgainInJanuaryAndLastYearIsMissingBeforeTheHorizon() throws {
    let engine = try SampleModel.engine()
    let at: Coordinate = ["Item": 101, "Region": 1]
    let revenue = try engine.values("revenue", at: at)
    let ytd = try engine.values("revenue_ytd", at: at)
    #expect(ytd[2] == revenue[0] + revenue[1] + revenue[2])
    #expect(ytd[3] == revenue[3])
    let yoy = try engine.values("revenue_yoy", at: at)
    #expect(yoy[3] == revenue[3])
    #expect(yoy[14] == revenue[14] - revenue[2])
  }

  @Test func writingTheSameNumberAgainRecalculatesNothing() throws {
    let engine = try SampleModel.engine()
    let at: Coordinate = ["Item": 101, "Region": 1]
    let value = try engine.value("baseline", at: at, period: month("2026-06"))
    let wave = try engine.apply([
      InputEdit(
        measure: "baseline", coordinate: at, period: month("2026-06"), value: value, source: .constant)
    ])
    #expect(wave.isEmpty && wave.touchedCells == 0)
  }

  @Test func editsThatCannotBeWrittenChangeNothing() throws {
    let engine = try SampleModel.engine()
    let digest = engine.stateDigestBytes()
    let good = InputEdit(
      measure: "baseline", coordinate: ["Item": 101, "Region": 1], period: try month("2026-06"), value: 5,
      source: .constant)
    let bad: [(InputEdit, PlanningError.Code)] = [
      (
        InputEdit(measure: "agreed", coordinate: .total, period: nil, value: 1, source: .constant),
        .notAnInput
      ),
      (
        InputEdit(measure: "bseline", coordinate: .total, period: nil, value: 1, source: .constant),
        .measureNotKnown
      ),
      (
        InputEdit(
          measure: "baseline", coordinate: ["Item": 7, "Region": 1], period: nil, value: 1, source: .constant),
        .memberNotKnown
      ),
      (
        InputEdit(
          measure: "baseline", coordinate: ["Item": 11, "Region": 1], period: nil, value: 1, source: .constant
        ),
        .coordinateNotLeaf
      ),
      (
        InputEdit(
          measure: "baseline", coordinate: ["Item": 101, "Region": 1], period: try month("2031-01"), value: 1,
          source: .constant), .periodOutsideHorizon
      ),
      (
        InputEdit(
          measure: "baseline", coordinate: ["Item": 101, "Region": 1], period: try month("2026-06"),
          value: .infinity, source: .constant), .notFinite
      ),
    ]
    for (edit, code) in bad {
      let error = #expect(throws: PlanningError.self) { try engine.apply([good, edit]) }
      #expect(error?.code == code)
    }
    #expect(engine.stateDigestBytes() == digest)
  }
}
