// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Testing

@testable import PlanningCycle

/// Sees a rate of the wrong day, a class without a rate taken for 0 %, a rebate that takes its tax out of revenue. Does not see what the law will say.
@Suite("VAT in the plan")
struct VatStories {
  static func items(_ vatClass: FactValue, rate: FactValue? = nil) -> FactTable {
    SmallCompanyFacts.table(
      .items,
      ["FAN-1", "FAN-2"].map { code in
        var row: [String: FactValue] = [
          "code": .text(code), "name": .text(code), "family": "风扇", "unit": "件", "is_made": .boolean(true), "is_sold": .boolean(true),
          "standard_cost": SmallCompanyFacts.price(100), "vat_class": vatClass,
        ]
        row["tax_rate"] = rate
        return row
      })
  }

  static func rate(_ plan: PlanState, _ month: String) throws -> Double? {
    let fan = plan.sources.members.items[try #require(plan.sources.catalogue.itemIndex("FAN-1"))]
    return try plan.engine.value("tax_rate", at: ["Item": fan], period: .month(try #require(Month(iso: month))))
  }

  @Test("A class brings the rate of the law by its days; the item's own rate and dated rows of the company go first")
  func classes() throws {
    let services = try TermsStories.workspace([Self.items("信息技术服务")]).plan
    #expect(try Self.rate(services, "2026-12") == 0.06)
    let own = try TermsStories.workspace([Self.items("信息技术服务", rate: SmallCompanyFacts.thousandths(90))]).plan
    #expect(try Self.rate(own, "2026-12") == 0.09)
    let dated = SmallCompanyFacts.table(
      .taxRates, [["item": "FAN-1", "valid_from": .day(day("2027-03-01")), "rate": SmallCompanyFacts.thousandths(30)]])
    let changed = try TermsStories.workspace([Self.items("信息技术服务"), dated]).plan
    #expect(try Self.rate(changed, "2027-02") == 0.06)
    #expect(try Self.rate(changed, "2027-03") == 0.03)
    let small = SmallCompanyFacts.table(.drivers, [["name": "small_scale_taxpayer", "value": SmallCompanyFacts.price(1)]])
    #expect(try Self.rate(try TermsStories.workspace([Self.items("货物"), small]).plan, "2027-12") == 0.01)
  }

  @Test("A class that nobody knows is an alert with what to do, and no rate")
  func missing() throws {
    let workspace = try TermsStories.workspace([Self.items("魔法")])
    let alert = try #require(workspace.missingFactAlerts().first { $0.code == "vat.rate-missing" })
    #expect(alert.title.chinese == "2 种物料没有增值税税率" && alert.detail.chinese.contains("魔法") && alert.detail.english.contains("2026-11"))
    #expect(try TermsStories.workspace([Self.items("货物")]).missingFactAlerts().contains { $0.code == "vat.rate-missing" } == false)
  }

  @Test("A rebate by red invoice takes its amount without tax from revenue, and its tax is split by the rate of its day")
  func rebates() throws {
    func revenue(_ values: [String: FactValue]) throws -> Double {
      var row: [String: FactValue] = [
        "invoice_number": "RED-1", "line_number": .number(1), "customer": "C1", "invoiced_on": .day(day("2026-10-20")), "item": "FAN-1",
        "is_rebate": .boolean(true),
      ]
      for (name, value) in values { row[name] = value }
      let shipments = SmallCompanyFacts.table(
        .shipments,
        [
          [
            "shipment_number": "S1", "line_number": .number(1), "shipped_on": .day(day("2026-10-10")), "item": "FAN-1", "customer": "C1",
            "territory": "EAST", "quantity": SmallCompanyFacts.pieces(100), "amount_incl_tax": SmallCompanyFacts.yuan(11_300),
            "amount_excl_tax": SmallCompanyFacts.yuan(10_000),
          ]
        ])
      let plan = try TermsStories.workspace([shipments, SmallCompanyFacts.table(.invoices, [row])]).plan
      return try plan.engine.value("actual_revenue", at: .total, period: .month(month("2026-10"))) ?? 0
    }
    #expect(try revenue(["amount_incl_tax": SmallCompanyFacts.yuan(-339)]) == 9_700, "339 of which 39 are tax at 13 %")
    #expect(try revenue(["amount_incl_tax": SmallCompanyFacts.yuan(-339), "tax_amount": SmallCompanyFacts.yuan(-19)]) == 9_680)
    #expect(
      try revenue(["amount_incl_tax": SmallCompanyFacts.yuan(-339), "amount_excl_tax": SmallCompanyFacts.yuan(-310)]) == 9_690,
      "what the invoice says goes first")
  }
}
