// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import Testing

@testable import PlanningCycle

/// Sees: a rebate that reduces revenue twice or never, a red invoice in the wrong month, VAT that is not given back, a liability that stays.
/// Does not see: whether a customer earned its rebate.
@Suite("Rebates held over and credited by red invoice") struct RebateStories {
  private static func rebates(_ basis: String) -> FactTable {
    SmallCompanyFacts.table(
      .rebates,
      [
        ["customer": "C1", "valid_from": .day(day("2026-01-01")), "rate": SmallCompanyFacts.thousandths(30), "basis": .text(basis)],
        ["customer": "C2", "valid_from": .day(day("2026-01-01")), "rate": SmallCompanyFacts.thousandths(50), "basis": .text(basis)],
      ])
  }

  private func values(_ company: SmallCompany, _ measure: String) throws -> [Double] {
    try company.workspace.plan.engine.values(measure, at: .total)
  }

  @Test(
    "Settled by the quarter: revenue falls as goods ship, receivables and output VAT in the last month of the quarter, and what is owed is a liability"
  )
  func quarterly() throws {
    let (monthly, quarterly) = (
      try SmallCompany(extra: [Self.rebates("当月开票含税金额")]), try SmallCompany(extra: [Self.rebates("按季度开票含税金额")])
    )
    let plan = quarterly.workspace.plan
    let (held, owed) = (try values(quarterly, "rebate_held"), try values(quarterly, "rebate_payable"))
    #expect(try values(monthly, "rebate_payable").allSatisfy { $0 == 0 })
    #expect(try values(quarterly, "total_revenue") == values(monthly, "total_revenue"), "revenue does not wait")
    let (accrued, credited) = (try values(quarterly, "rebate_accrued"), try values(quarterly, "rebate_credited"))
    #expect(accrued.contains { $0 > 0 })
    for month in held.indices where plan.calendar.month(at: month) > plan.cutoff {
      let isEnd = plan.calendar.month(at: month).month % 3 == 0
      #expect((held[month] == 1) == !isEnd)
      if isEnd { #expect(abs(owed[month]) < 1e-6, "a red invoice takes all that was held") } else { #expect(credited[month] == 0) }
    }
    for check in ["balance_check", "cash_flow_check", "cash_indirect_check"] {
      #expect(try values(quarterly, check).allSatisfy { abs($0) < 0.005 }, "\(check)")
    }
    // Output VAT, over all that is settled, is the same; only its months differ.
    let (late, soon) = (try values(quarterly, "output_vat_month"), try values(monthly, "output_vat_month"))
    #expect(late != soon)
    let (waiting, opening) = (try values(quarterly, "rebate_owed_vat"), try values(quarterly, "actual_rebate_owed_vat"))
    let difference = late.reduce(0, +) - soon.reduce(0, +)
    #expect(abs(difference - ((waiting.last ?? 0) - (opening.max() ?? 0))) < 0.01)
  }

  @Test("The VAT return shows what waits beside the rates, and all of it is the output of the month")
  func taxReturn() throws {
    let company = try SmallCompany(facts: BudgetCompany.facts, extra: [Self.rebates("按季度开票含税金额")])
    let view = try company.workspace.taxView(try Access.authorize(SmallCompany.wang, to: To.ViewTaxes.self))
    let lines = try #require(view.sections.first { $0.topic == .vat }).lines
    let whole = try #require(lines.first { $0.key == "output_vat_month" }).figures.map { $0.value ?? 0 }
    let waiting = try #require(lines.first { $0.key == "output_rebates" }).figures.map { $0.value ?? 0 }
    #expect(waiting.contains { $0 > 0 } && waiting.contains { $0 < 0 }, "kept when accrued, given back when credited")
    let parts = lines.filter { $0.key.hasPrefix("output_") && $0.key != "output_vat_month" }
    for index in whole.indices { #expect(parts.reduce(0) { $0 + ($1.figures[index].value ?? 0) } == whole[index]) }
  }

  @Test("The words of a rebate say how often it is settled; a driver says it for all")
  func words() throws {
    let words: [(String?, Int)] = [("按季度开票额", 3), ("半年度", 6), ("年度回款", 12), ("当月开票含税金额", 1), ("By quarter", 3), (nil, 1)]
    for (text, months) in words { #expect(FillInputs.settlementMonths(text) == months, "\(text ?? "nothing")") }
    let driver = SmallCompanyFacts.table(.drivers, [["name": "rebate_settlement_months", "value": SmallCompanyFacts.thousandths(12_000)]])
    let company = try SmallCompany(extra: [Self.rebates("当月开票含税金额"), driver])
    #expect(try company.value("rebate_held@2026-11") == 1)
    #expect(try company.value("rebate_held@2026-12") ?? 0 == 0)
    #expect(try company.value("rebate_held@2027-03") == 1)
  }
}
