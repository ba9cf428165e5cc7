// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Testing

@testable import PlanningCycle

/// Sees: an advance that is paid twice or never used up, one paid again for an order of before, a deposit that is revenue, a line the balance sheet forgets.
/// Does not see: whether a partner keeps to the terms.
@Suite("Advances to suppliers and deposits of customers") struct AdvanceStories {
  private static let words = "预付30% 余款 30天"

  /// 100 motors at 40 without tax, ordered before the cutoff; sales terms in words, no profile.
  private static func company(supplier: String?, customer: String?, extra: [FactTable] = []) throws -> SmallCompany {
    let order = SmallCompanyFacts.table(
      .purchaseOrderLines,
      [
        [
          "order_number": "PO-1", "line_number": .number(1), "ordered_on": .day(day("2026-10-20")), "due_on": .day(day("2026-11-20")),
          "supplier": "S1", "item": "MOTOR", "quantity": SmallCompanyFacts.pieces(100), "price_excl_tax": SmallCompanyFacts.price(40),
        ]
      ])
    let sale = SmallCompanyFacts.table(
      .salesOrderLines,
      [
        [
          "channel": "经销", "order_number": "SO-X", "line_number": .number(1), "ordered_on": .day(day("2026-10-28")),
          "due_on": .day(day("2026-12-10")), "item": "FAN-1", "customer": "C1", "territory": "EAST",
          "quantity": SmallCompanyFacts.pieces(100),
          "amount_incl_tax": SmallCompanyFacts.yuan(22_600),
        ]
      ])
    let drivers = SmallCompanyFacts.table(
      .drivers,
      [
        ["name": "minimum_cash", "value": SmallCompanyFacts.price(100_000)],
        ["name": "delivery_profile_0", "value": SmallCompanyFacts.thousandths(700)],
        ["name": "delivery_profile_1", "value": SmallCompanyFacts.thousandths(300)],
      ])
    var facts = SmallCompanyFacts.all.filter { $0.kind != .drivers } + [drivers, order, sale] + extra
    if let supplier { facts.append(TermsStories.supplier(supplier)) }
    if let customer {
      facts.append(
        SmallCompanyFacts.table(
          .customers,
          [("C1", "东方百货", "EAST"), ("C2", "南方商场", "SOUTH")].map { code, name, region in
            ["code": .text(code), "name": .text(name), "territory": .text(region), "terms": .text(customer)]
          }))
    }
    return try SmallCompany(facts: facts)
  }

  private func values(_ company: SmallCompany, _ measure: String) throws -> [Double] {
    try company.workspace.plan.engine.values(measure, at: .total)
  }

  private func expectChecks(_ company: SmallCompany) {
    for check in company.workspace.plan.engine.checks() { #expect(check.passes, "\(check.name) \(check.failures.prefix(2))") }
  }

  private func balance(_ company: SmallCompany, _ month: Month, _ key: String) throws -> Int64 {
    let view = try company.workspace.statement(
      try Access.authorize(SmallCompany.wang, to: To.ViewStatements.self), .balance, month: month)
    #expect(view.checks.allSatisfy { $0.holds })
    return try #require(view.lines.first { $0.key == key }?.values[0], "\(key)")
  }

  @Test("30 % with the order: paid so many bank days before the goods, an asset until they come; for an order of before it was paid before")
  func suppliers() throws {
    let company = try Self.company(supplier: Self.words, customer: nil)
    let plan = company.workspace.plan
    let (given, used) = (try values(company, "advances_given"), try values(company, "advances_used"))
    let bought = try values(company, "purchases_payable")
    let opening = try company.value("actual_prepayments@2026-10") ?? 0
    #expect(abs(opening - 0.3 * 4_000 * 1.13) < 0.005)
    #expect(given.contains { $0 > 0 })
    // Each purchase uses 30 % of itself, on its day.
    for day in bought.indices {
      let part: Double = 0.3 * bought[day]
      #expect(abs(used[day] - part) < 1e-6)
    }
    var open = opening
    for day in given.indices {
      open += given[day] - used[day]
      #expect(open > -0.005, "nothing is used up that was not paid")
    }
    let paid = try values(company, "supplier_transfers").reduce(0, +)
    let (advanced, all): (Double, Double) = (given.reduce(0, +), bought.reduce(0, +))
    let later: Double = 0.3 * (all - 4_520)
    #expect(abs(advanced - later) < 0.01, "the order of October is not paid in advance again")
    #expect(paid > advanced)
    let month = month("2027-03")
    #expect(try balance(company, month, "prepayments") == hundredths(company.value("prepayments@2027-03") ?? 0))
    #expect(try company.value("prepayments@2027-03") ?? 0 > 0)
    expectChecks(company)
    // The cash calendar pays the rest of PO-1 only.
    let book = try company.workspace.cashBook(try Access.authorize(SmallCompany.wang, to: To.ViewCash.self), scenario: nil)
    let entries = book.supplierEntries().filter { $0.label.chinese.contains("PO-1") }
    #expect(entries.reduce(0) { $0 + $1.amount } == -hundredths(0.7 * 4_520))
    // A figure of it leads to the purchases it is for.
    let paidOn = plan.calendar.firstDay.adding(days: try #require(given.firstIndex { $0 > 0 }))
    let view = try company.workspace.explain(
      try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self), cell: "advances_given@\(paidOn)")
    #expect(!view.parts.isEmpty)
  }

  @Test(
    "Deposits of customers: money before the shipment is a contract liability and its tax, no receivable below nought, and revenue stays where it was"
  )
  func customers() throws {
    let (plain, asking) = (
      try Self.company(supplier: nil, customer: "30天"), try Self.company(supplier: nil, customer: Self.words)
    )
    #expect(try values(plain, "revenue") == values(asking, "revenue") && values(plain, "deposits_received").allSatisfy { $0 == 0 })
    let (received, used) = (try values(asking, "deposits_received"), try values(asking, "deposits_used"))
    let billed = try values(asking, "billing_day")
    for day in billed.indices {
      let most: Double = 0.3 * billed[day] + 1e-6
      #expect(used[day] <= most)
    }
    #expect(received.contains { $0 > 0 } && used.contains { $0 > 0 })
    let opening = try asking.value("actual_customer_deposits@2026-10") ?? 0
    let backlog = try values(asking, "backlog").reduce(0, +)
    #expect(opening > 0 && abs(opening - 0.3 * backlog) < 0.02, "what orders on hand brought")
    #expect(try (asking.value("order_lead_days|Region=EAST") ?? 0) >= 1)
    for month in asking.workspace.plan.calendar.actualCount - 1..<asking.workspace.plan.calendar.monthCount {
      let (net, tax) = (try values(asking, "contract_liabilities")[month], try values(asking, "vat_to_transfer")[month])
      let rest: Double = try net + tax - values(asking, "customer_deposits")[month]
      #expect(abs(rest) < 1e-6 && net > -0.01)
      #expect(abs(tax - net * 0.13) < 1e-6)
    }
    // Money comes earlier, and in all as much.
    #expect(try values(asking, "cash_balance")[20] > values(plain, "cash_balance")[20])
    let december = month("2026-12")
    let (net, tax) = (try balance(asking, december, "contract_liabilities"), try balance(asking, december, "vat_to_transfer"))
    #expect(abs(net + tax - hundredths(try asking.value("customer_deposits@2026-12") ?? 0)) <= 1)
    expectChecks(asking)
    // A profile that somebody gives takes the place of what was agreed.
    try asking.edit("collection_profile|Region=EAST;CollectionLag=1", "100%")
    try asking.edit("collection_profile|Region=SOUTH;CollectionLag=1", "100%")
    #expect(try values(asking, "deposits_received").allSatisfy { $0 == 0 })
    expectChecks(asking)
  }

  @Test("With a ledger, what stands there is the opening balance: 1123 is prepaid, 2203 and 2205 are deposits")
  func ledger() throws {
    let rows: [(String, Int)] = [("1002", 400_000), ("1123", 5_000), ("2203", -3_000), ("2205", -1_000), ("4001", -401_000)]
    let ledger = SmallCompanyFacts.table(
      .ledgerBalances,
      rows.map { code, yuan in
        ["period": .month(month("2026-10")), "scenario": "实际", "account": .text(code), "amount": SmallCompanyFacts.yuan(yuan)]
      })
    let company = try Self.company(supplier: nil, customer: nil, extra: [ledger])
    #expect(try company.value("prepayments@2026-10") == 5_000 && company.value("customer_deposits@2026-10") == 4_000)
    #expect(try company.value("other_net_assets@2026-10") ?? 0 == 0)
    expectChecks(company)
  }
}
