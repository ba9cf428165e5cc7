// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Testing

@testable import PlanningCycle

/// Sees a receipt put on the wrong invoice, an open item forgotten, a profile that collects more than was billed, a profile that cannot be taken over.
/// Does not see whether customers will go on as they did.
@Suite("How customers pay")
struct PartnerPaymentStories {
  /// C1 is billed 1,000 on the first of five months and pays the first three 45 days later, a third by bill; C2 pays part on time.
  static func tables() -> [FactTable] {
    var invoices: [[String: FactValue]] = []
    func invoice(_ number: String, _ customer: String, _ on: Day, _ yuan: Int) {
      invoices.append([
        "invoice_number": .text(number), "line_number": .number(1), "customer": .text(customer), "invoiced_on": .day(on),
        "amount_incl_tax": SmallCompanyFacts.yuan(yuan), "is_rebate": .boolean(yuan < 0),
      ])
    }
    for index in 0..<5 { invoice("A\(index)", "C1", month("2026-06").adding(months: index).firstDay, 1_000) }
    invoice("B1", "C2", day("2026-08-10"), 500)
    invoice("B2", "C2", day("2026-08-20"), -100)
    var receipts: [[String: FactValue]] = []
    func receipt(_ customer: String, _ invoice: String, _ on: Day, _ yuan: Int, _ method: FactValue) {
      var row: [String: FactValue] = [
        "receipt_number": .text("R\(receipts.count)"), "received_on": .day(on), "customer": .text(customer), "method": method,
        "amount": SmallCompanyFacts.yuan(yuan),
      ]
      if !invoice.isEmpty { row["invoice_number"] = .text(invoice) }
      receipts.append(row)
    }
    for index in 0..<3 {
      let on = month("2026-06").adding(months: index).firstDay.adding(days: 45)
      receipt("C1", "A\(index)", on, 1_000, index == 0 ? "银行承兑汇票" : "电汇")
    }
    receipt("C2", "", day("2026-09-09"), 300, "电汇")
    return [
      SmallCompanyFacts.table(.invoices, invoices), SmallCompanyFacts.table(.receipts, receipts),
      SmallCompanyFacts.table(
        .customers,
        [
          ["code": "C1", "name": "东方百货", "territory": "EAST", "terms": "30天"], ["code": "C2", "name": "南方商场", "territory": "SOUTH"],
        ]),
    ]
  }

  @Test("Delay, bills and open items stand beside the contract; what is overdue is counted, what is not due says nothing")
  func customers() throws {
    let workspace = try TermsStories.workspace(Self.tables())
    let view = try workspace.partnerPayments(try Access.authorize(SmallCompany.wang, to: To.ViewCash.self))
    #expect(view.customers.map(\.code) == ["C1", "C2"] && view.customerCount == 2)
    let first = view.customers[0]
    #expect(first.terms == BilingualText("30天", "30 days") && first.contractDays == 30 && first.billed == 500_000)
    // Three of the last four due were paid 15 days late; September's has been open for 30 days, October's falls due today.
    #expect(first.behaviour.receiptCount == 3 && first.behaviour.openCount == 2)
    #expect(first.behaviour.delayDays(0.5) == 15 && first.behaviour.onTimeShare == 0)
    #expect(abs(first.behaviour.billShare - 1 / 3.0) < 1e-9)
    #expect(first.overdue == 100_000, "what falls due today is not overdue yet")
    let second = view.customers[1]
    #expect(second.terms == nil && second.contractDays == 30 && second.billed == 40_000)
    #expect(second.overdue == 10_000, "500 less a red invoice of 100 and 300 paid")
    #expect(second.behaviour.delayDays(0.5) == 0 && second.behaviour.delayDays(0.8) == nil, "the rest is not paid yet")
  }

  @Test(
    "A region's profile, learnt from invoice to receipt, never collects more than was billed and can be taken over into the plan by its cells"
  )
  func profile() throws {
    let company = try TermsStories.workspace(Self.tables())
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewCash.self)
    let east = try #require(try company.partnerPayments(proof).regions.first { $0.code == "EAST" })
    #expect(east.current[1] == 1 && east.learnt.count == 13)
    let learnt: Double = east.learnt.reduce(0, +)
    #expect(learnt <= 1.0 && learnt > 0.5)
    // Days 16 to 45 after the invoice are the second step; a quarter of what was due by then has not come.
    #expect(east.learnt[1] == 0.75 && learnt == 0.75)
    let cells = zip(east.cells, east.learnt).map { TypedCell(cell: $0, value: "\($1)", spread: .proportional) }
    let context = CommandContext(
      person: SmallCompany.wang, key: "learnt", expectedRevision: nil, reason: "按实际回款", at: company.environment.now())
    _ = try company.editCells(try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self), cells, holds: [], context: context)
    let after = try #require(try company.partnerPayments(proof).regions.first { $0.code == "EAST" })
    #expect(after.current == after.learnt)
  }

  @Test("Terms above sixty days are a question about the contract and both sides' size; where sizes rule the law out, nothing is asked")
  func hints() throws {
    func suppliers(_ size: FactValue?) throws -> [PartnerPayments.Supplier] {
      var row: [String: FactValue] = ["code": "S1", "name": "电机厂", "terms": "月结60天 截止25 付款日10"]
      row["size"] = size
      let workspace = try TermsStories.workspace([SmallCompanyFacts.table(.suppliers, [row])])
      return try workspace.partnerPayments(try Access.authorize(SmallCompany.wang, to: To.ViewCash.self)).suppliers
    }
    let asked = try suppliers(nil)[0]
    #expect(asked.terms == BilingualText("月结60天 截止25 付款日10", "monthly 60 days cut-off 25 pay day 10"))
    // From 26 November to the statement of 25 December, sixty days to 23 February, and to 10 March.
    #expect(asked.longestDays == 104)
    #expect(asked.hints.count == 1 && asked.hints[0].chinese.contains("收款方规模") && asked.hints[0].english.contains("decree 802"))
    #expect(try suppliers("小微企业")[0].hints.first?.chinese.contains("收款方规模") == false)
    #expect(try suppliers("大型企业")[0].hints.isEmpty)
  }
}
