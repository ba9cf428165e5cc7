// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import Testing

/// Sees sales and supply that count a forecast differently, an order counted beside the forecast it belongs to, and an item without a scheme that is
/// no longer planned as it was. Does not see which document wrote off what: the supply stories do.
@Suite("One consumed demand for sales and supply")
struct ConsumedDemandTests {
  /// A bare company that expects 100 lamps of February 2027 and has orders for 30 and 50 of them.
  func february() throws -> SampleCompany {
    let company = try SampleCompany()
    try company.fillBare()
    try company.one("delivery_profile", [0], 1)
    for region in SampleCompany.regions {
      try company.months("baseline", [1, region], from: "2026-11", [0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }
    for (text, units) in [("2027-02-08", 30.0), ("2027-02-22", 50)] {
      try company.days("open_orders", [1], from: text, [units])
      try company.months("backlog_units", [1, 1], from: "2027-02", [80])
      try company.months("backlog", [1, 1], from: "2027-02", [80 * 114])
    }
    return company
  }

  func expectChecks(_ company: SampleCompany) throws {
    for check in company.engine.checks() { #expect(check.passes, "\(check.name) \(check.failures.prefix(2))") }
  }

  @Test(
    "100 expected, 30 and 50 ordered: without a scheme 180 ship; with one the orders write 80 off, and stock, revenue and cost follow the same 100"
  )
  func writtenOff() throws {
    let company = try february()
    company.engine.calculate()
    #expect(try abs(company.month("shipped_units", "2027-02", ["Item": 1]) - 180) < 1e-9)
    let cost = try company.month("standard_cost_of_sales", "2027-02", ["Item": 1])
    try company.edit("forecast_spreading", ["Item": 1], nil, 0)
    try company.edit("consume_backward_days", ["Item": 1], nil, 7)
    #expect(try company.month("new_shipped_units", "2027-02", ["Item": 1]) == 20)
    #expect(try company.month("shipped_units", "2027-02", ["Item": 1]) == 100)
    let days = company.calendar.days(ofMonthAt: company.calendar.index(of: Month(iso: "2027-02")!)!)
    let demand: [Double] = try company.engine.values("demand", at: ["Item": 1])
    let asked: Double = demand[days].reduce(0, +)
    #expect(asked == 100)
    #expect(try company.month("standard_cost_of_sales", "2027-02", ["Item": 1]) == cost - 80 * 62)
    // Each region keeps the same share of what it expected.
    #expect(try company.month("new_shipped_units", "2027-02", ["Item": 1, "Region": 2]) == 10)
    try expectChecks(company)
  }

  @Test("within the demand time fence orders alone count, and what they cover does not eat a later forecast")
  func fence() throws {
    let company = try february()
    try company.one("forecast_spreading", [1], 2)
    try company.one("consume_backward_days", [1], 60)
    try company.one("consume_forward_days", [1], 60)
    // The fence ends with the 14th of February.
    try company.one("demand_fence_days", [1], Double(company.calendar.firstDay.distance(to: Day(iso: "2027-02-15")!)))
    company.engine.calculate()
    let left = try company.engine.values("new_demand", at: ["Item": 1])
    let dropped = try company.engine.values("forecast_dropped", at: ["Item": 1])
    let taken = try company.engine.values("forecast_written_off", at: ["Item": 1])
    let fence = company.calendar.firstDay.distance(to: Day(iso: "2027-02-15")!)
    #expect(left[..<fence].allSatisfy { $0 == 0 } && dropped[fence...].allSatisfy { $0 == 0 })
    let written: Double = taken.reduce(0, +)
    let rest: Double = left.reduce(0, +) + dropped.reduce(0, +)
    #expect(abs(written - 80) < 1e-9)
    #expect(abs(rest - 20) < 1e-9)
    try expectChecks(company)
  }

  @Test("an item without a scheme keeps every bit of its forecast")
  func plain() throws {
    let company = try SampleCompany()
    try company.fillWhole()
    for measure in ["forecast_spreading", "consume_backward_days", "consume_forward_days"] { try company.one(measure, [2], .nan) }
    try company.one("demand_fence_days", [2], 0)
    company.engine.calculate()
    for item in SampleCompany.sold {
      for region in SampleCompany.regions {
        let at: Coordinate = ["Item": item, "Region": region]
        #expect(
          try company.engine.values("new_shipped_units", at: at).map(\.bitPattern)
            == company.engine.values("expected_units", at: at).map(\.bitPattern))
      }
      #expect(try company.engine.values("forecast_written_off", at: ["Item": item]).allSatisfy { $0 == 0 })
    }
  }

  @Test("why so little is left: the forecast, less each order's day, less the fence")
  func why() throws {
    let company = try SampleCompany()
    try company.fillWhole()
    company.engine.calculate()
    for (measure, item) in [("new_demand", Int64(1)), ("forecast_written_off", 2), ("forecast_dropped", 2), ("new_demand", 2)] {
      let values = try company.engine.values(measure, at: ["Item": item])
      let days = values.indices.filter { values[$0] != 0 }
      #expect(!days.isEmpty, "\(measure) \(item)")
      for day in days.prefix(20) {
        let node = try company.engine.explain(measure, at: ["Item": item], period: .day(company.calendar.day(at: day)))
        let parts = node.children.compactMap(\.contribution)
        #expect(abs(parts.reduce(0, +) - values[day]) < 1e-9, "\(measure) \(item) \(day)")
      }
    }
    let written = try company.engine.values("forecast_written_off", at: ["Item": 2])
    let day = try #require(written.indices.first { written[$0] > 0 })
    let node = try company.engine.explain("forecast_written_off", at: ["Item": 2], period: .day(company.calendar.day(at: day)))
    #expect(node.children.contains { $0.label.hasPrefix("open_orders") }, "\(node.children.map(\.label))")
  }
}
