// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Testing

@testable import PlanningCycle

/// Sees: a return whose lines do not lead to what is paid, a payment the cash plan does not make, a rate counted under another, a day that no table knows shown
/// as if it were published. Does not see a rate of the law that is wrong.
@Suite("Taxes of the plan")
struct TaxStories {
  private let workspace: Workspace
  private var plan: PlanState { workspace.plan }
  private static let treasurer = Person(id: 11, login: "xu", name: "许", title: "资金主管", role: .treasurer)

  init() throws {
    let drivers = SmallCompanyFacts.table(
      .drivers,
      [
        ["name": "surcharge_rate", "value": SmallCompanyFacts.thousandths(120)],
        ["name": "invoice_lag_days", "value": SmallCompanyFacts.price(15)],
        ["name": "wage_tax_withheld", "value": SmallCompanyFacts.price(1)],
      ])
    // The second fan is a service from March 2027 on: two rates in one month.
    let rates = SmallCompanyFacts.table(
      .taxRates, [["item": "FAN-2", "valid_from": .day(day("2027-03-01")), "rate": SmallCompanyFacts.thousandths(60)]])
    workspace = try SmallCompany(facts: BudgetCompany.facts, extra: [drivers, rates]).workspace
  }

  private func view() throws -> TaxView { try workspace.taxView(try Access.authorize(Self.treasurer, to: To.ViewTaxes.self)) }
  private func section(_ topic: TaxView.Topic) throws -> TaxView.Section { try #require(try view().sections.first { $0.topic == topic }) }
  private func line(_ key: String, _ section: TaxView.Section) throws -> [Int64?] {
    try #require(section.lines.first { $0.key == key }, "\(section.topic) \(key)").figures.map(\.value)
  }

  @Test("Every return leads to what is paid: the exact kernel files the same months and owes the same")
  func kernel() throws {
    let vat = try section(.vat)
    let (output, input) = (try line("output_vat_month", vat), try line("input_vat", vat))
    let months = zip(output, input).map { VatMonth(output: $0 ?? 0, input: $1 ?? 0) }
    let returns = try #require(
      VatReturn.returns(from: month("2026-11"), months, openingCarried: try line("carried_in", vat)[0] ?? 0, workingDays: .china))
    #expect(returns.count == vat.columns.count && returns.contains { $0.payable > 0 } && returns.contains { $0.entries.input > 0 })
    let (due, paid) = (try line("vat_due", vat), try line("paid", vat))
    for (index, filed) in returns.enumerated() {
      // Each side of a month is rounded by itself, and carried on.
      #expect(abs(filed.payable - (due[index] ?? 0)) <= Int64(index + 2), "\(filed.month)")
      guard index + 1 < returns.count else { continue }
      #expect(vat.columns[index].payBy == filed.payBy.day && vat.columns[index].isPresumed == filed.payBy.isDerived, "\(filed.month)")
      let surcharge = try line("vat_surcharge", vat)[index] ?? 0
      #expect(abs((paid[index] ?? 0) - (due[index] ?? 0) - surcharge) <= 1)
    }
  }

  @Test("Two rates of one month stand apart and add up to the output of the month; a rate that began in March is not there before")
  func rates() throws {
    let vat = try section(.vat)
    let (thirteen, six) = (try line("output_130000", vat), try line("output_60000", vat))
    let whole = try line("output_vat_month", vat)
    for index in whole.indices { #expect((thirteen[index] ?? 0) + (six[index] ?? 0) == whole[index]) }
    let march = try #require(vat.columns.firstIndex { $0.key == "2027-03" })
    #expect(six[..<march].allSatisfy { $0 == 0 } && (six[march] ?? 0) > 0 && (thirteen[march] ?? 0) > 0)
  }

  @Test("Input VAT waits for the supplier's invoice: what came in the second half of a month is deducted in the next")
  func invoices() throws {
    let received = try plan.engine.values("purchase_vat", at: .total)
    var expected = [Double](repeating: 0, count: plan.calendar.monthCount)
    for (place, vat) in received.enumerated() {
      let on = plan.calendar.day(at: place).adding(days: 15).monthOf
      if let index = plan.calendar.index(of: on) { expected[index] += vat }
    }
    let deducted = try plan.engine.values("purchase_vat_deducted", at: .total)
    for month in plan.calendar.actualCount..<plan.calendar.monthCount { #expect(abs(deducted[month] - expected[month]) < 1e-6) }
    let awaited = try line("vat_awaited", try section(.vat))
    #expect(awaited.contains { ($0 ?? 0) > 0 })
    #expect(plan.engine.checks().allSatisfy { $0.passes }, "the balance holds with what is awaited")
  }

  @Test("Payments are those of the cash plan, to the last 分; days of a year without a notice are 推定")
  func payments() throws {
    let view = try view()
    #expect(view.checks.count == 3 && view.checks.allSatisfy { $0.holds })
    let cash = try ["cash_taxes", "cash_wage_tax"].reduce(Int64(0)) { sum, measure in
      try plan.engine.values(measure, at: .total).reduce(sum) { $0 + hundredths($1) }
    }
    #expect(view.payments.reduce(0) { $0 + $1.amount } == cash && cash > 0)
    #expect(view.payments.map(\.day) == view.payments.map(\.day).sorted())
    #expect(view.payments.allSatisfy { $0.isPresumed == (WorkingDays.china.status(of: $0.day.year) == .presumed) })
    #expect(view.payments.contains { $0.label.chinese.contains("个税") } && view.payments.contains { $0.label.chinese.contains("增值税") })
    let seller = try Access.authorize(SmallCompany.chen, to: To.ViewPlan.self)
    #expect(throws: AccessError.self) { try Access.require(seller.person, .viewCash) }
  }

  @Test(
    "The year is settled by 31 May: what the adjustments add is paid that day, what they take off comes back in June; the balance holds",
    arguments: [20_000, -5_000])
  func settlement(adjustment: Int) throws {
    let row: [String: FactValue] = [
      "name": "tax_adjustments", "month": .month(month("2026-06")), "value": SmallCompanyFacts.price(adjustment),
    ]
    let company = try SmallCompany(facts: BudgetCompany.facts, extra: [SmallCompanyFacts.table(.drivers, [row])])
    // A year with a profit: of a loss, adjustments take no tax.
    let bare = try SmallCompany(facts: BudgetCompany.facts)
    for one in [company, bare] { try one.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "5000") }
    let (plain, plan) = (bare.workspace.plan, company.workspace.plan)
    let view = try company.workspace.taxView(try Access.authorize(Self.treasurer, to: To.ViewTaxes.self))
    let year = try #require(view.sections.first { $0.topic == .settlement })
    #expect(year.columns.map(\.key) == ["2026"] && year.columns[0].payBy == day("2027-05-31"))
    let tax = Int64(adjustment * 100 / 4)
    func value(_ key: String) throws -> Int64 { try #require(try line(key, year)[0], "\(key)") }
    #expect(try value("tax_adjustments") == Int64(adjustment * 100), "what is said for a year stands in its December")
    #expect(try abs(value("income_tax_to_date") - value("prepaid_to_date") - value("paid_january") - value("income_tax_to_settle")) <= 2)
    #expect(
      try value("income_tax_to_settle") == tax && value("income_tax_settled") == max(0, tax) && value("income_tax_refunded") == max(0, -tax)
    )
    let words = adjustment > 0 ? "汇算清缴补税" : "汇算清缴退税"
    let entry = try #require(view.payments.first { $0.label.chinese.hasSuffix(words) })
    #expect(entry.amount == tax && entry.day == (adjustment > 0 ? day("2027-05-31") : day("2027-06-15")))
    #expect(view.checks.allSatisfy { $0.holds } && plan.engine.checks().allSatisfy { $0.passes })
    func cash(_ plan: PlanState, _ text: String) throws -> Double {
      try plan.engine.value("cash", at: .total, period: .month(month(text))) ?? 0
    }
    #expect(try abs(cash(plan, "2027-04") - cash(plain, "2027-04")) < 0.005, "prepaid on the profit of the books")
    #expect(try abs(cash(plan, "2027-06") - cash(plain, "2027-06") + Double(tax) / 100) < 0.005)
    let refunds = try plan.engine.value("cash_in_refunds", at: .total, period: .month(month("2027-06"))) ?? 0
    #expect(abs(refunds - Double(max(0, -tax)) / 100) < 0.005, "a refund is no negative payment of the statement")
  }

  @Test("Income tax is prepaid in the month after its quarter; each figure can be explained")
  func quarters() throws {
    let income = try section(.income)
    #expect(income.columns.map(\.key) == ["2026Q4", "2027Q1", "2027Q2", "2027Q3", "2027Q4"])
    let (owed, paid) = (try line("income_tax_payable", income), try line("income_tax_paid", income))
    #expect(income.columns[0].payBy == TaxDay.of(month("2027-01"), workingDays: .china).day)
    for index in 0..<4 { #expect(paid[index] == max(0, owed[index] ?? 0)) }
    #expect(paid[4] == nil, "January 2028 lies behind the plan")
    let proof = try Access.authorize(Self.treasurer, to: To.ViewPlan.self)
    for line in try view().sections.flatMap(\.lines) {
      let cell = try #require(line.figures.compactMap(\.cell).first, "\(line.key)")
      _ = try workspace.explain(proof, cell: cell)
    }
  }
}
