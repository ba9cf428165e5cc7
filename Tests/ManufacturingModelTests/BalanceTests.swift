// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning
import Testing

/// Sees a flow with one side only, a finding in the model text, a recalculation that differs from scratch; does not see a rule that is stated wrongly.
@Suite("The manufacturing plan")
struct BalanceTests {
  @Test("The model text has no finding")
  func noFindings() throws {
    let model = PlanningModel.check(
      ModelText.parse(try SampleCompany.modelText), operators: SampleCompany.operators.map(\.signature))
    #expect(model.findings.map(\.description) == [])
  }

  func expectChecks(_ engine: PlanEngine) {
    for check in engine.checks() {
      #expect(check.passes, "\(check.name): \(check.failures.prefix(3))")
    }
  }

  @Test("A whole company balances in every month, and stock rolls forward")
  func wholeCompany() throws {
    let company = try SampleCompany()
    try company.fillWhole()
    company.engine.calculate()
    expectChecks(company.engine)
    #expect(try company.month("total_assets", "2027-12") > 10_000)
    #expect(try company.month("bonus_paid", "2027-02") > 1_500)
    #expect(try company.month("income_tax_paid", "2027-01") > 0)
    #expect(try company.month("bills_payable", "2027-12") > 0)
    #expect(try company.month("vat_due", "2027-06") > 0)
  }

  @Test("A small-scale taxpayer balances in every month, and pays by the quarter")
  func smallScale() throws {
    let company = try SampleCompany()
    try company.fillSmallScale()
    company.engine.calculate()
    expectChecks(company.engine)
    let paid = try company.engine.values("taxes_paid", at: .total)
    for index in company.calendar.actualCount..<company.calendar.monthCount where paid[index] != 0 {
      #expect(company.calendar.month(at: index).month % 3 == 1)
    }
  }

  @Test("A company without VAT, departments, terms and bills balances too, with 30 days on both sides")
  func bareCompany() throws {
    let company = try SampleCompany()
    try company.fillBare()
    company.engine.calculate()
    expectChecks(company.engine)
    #expect(try company.month("vat_due", "2027-06") == 0)
    #expect(try company.month("net_profit", "2027-06") > 0)
    let billed = try company.engine.values("billing_day", at: .total)
    let collected = try company.engine.values("collections", at: .total)
    let early = collected[0..<30].reduce(0, +)
    #expect(early == 0, "nothing is collected in the first 30 days")
    let open = billed.reduce(0, +) - collected.reduce(0, +)
    #expect(abs(open - (try company.month("receivables", "2027-12"))) < 0.005)
  }

  @Test(
    "A 3.39 million deal that slips over the year end moves 3,000,000.00 of revenue, and nothing else of the year's revenue"
  )
  func dealSlips() throws {
    let company = try SampleCompany()
    try company.fillWhole()
    let price = 113 + 1 + 1.0
    _ = try company.edit(
      "pipeline", ["Item": 1, "Region": 1], .month(Month(iso: "2026-12")!), 3_390_000 / price)
    try company.edit("delivery_shift_units", ["Item": 1, "Region": 1], .month(Month(iso: "2026-12")!), 0)
    try company.edit("delivery_shift", ["Item": 1, "Region": 1], .month(Month(iso: "2026-12")!), 0)
    try company.edit("delivery_shift_units", ["Item": 1, "Region": 1], .month(Month(iso: "2027-02")!), 0)
    try company.edit("delivery_shift", ["Item": 1, "Region": 1], .month(Month(iso: "2027-02")!), 0)
    try company.edit("delivery_profile", ["DeliveryLag": 1], nil, 0)
    let december = try company.month("total_revenue", "2026-12")
    let january = try company.month("total_revenue", "2027-01")
    let orders = try company.month("orders", "2026-12")
    try company.edit("pipeline", ["Item": 1, "Region": 1], .month(Month(iso: "2026-12")!), 0)
    try company.edit(
      "pipeline", ["Item": 1, "Region": 1], .month(Month(iso: "2027-01")!), 3_390_000 / (price + 1))
    #expect(abs(december - (try company.month("total_revenue", "2026-12")) - 3_000_000) < 0.005)
    #expect(abs((try company.month("total_revenue", "2027-01")) - january - 3_000_000) < 0.005)
    #expect(abs(orders - (try company.month("orders", "2026-12")) - 3_390_000) < 0.005)
    expectChecks(company.engine)
  }
}
