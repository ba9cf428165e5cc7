// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import Testing

@testable import PlanningCycle

/// Sees: entries that do not make the balance, money on the wrong account or day, documents that are lost or counted twice.
/// Does not see: the rules of the plan behind the totals.
@Suite struct CashPlanStories {
  private let company: SmallCompany

  init() throws { company = try CashCompany.make() }

  private func proof() throws -> Authorized<To.ViewCash> { try Access.authorize(SmallCompany.wang, to: To.ViewCash.self) }

  private func entries(_ day: String, scenario: Int64? = nil) throws -> [CashEntry] {
    try company.workspace.cashEntries(try proof(), grain: .day, period: day, scenario: scenario).entries
  }

  @Test("the entries of each day are what the bank balance moves by, to the 分, and net cash flow as the plan has it")
  func entriesMakeTheBalance() throws {
    let book = try company.workspace.cashBook(try proof(), scenario: nil)
    var sums = [Int64](repeating: 0, count: book.days.count)
    for entry in book.entries() { sums[book.days.first.distance(to: entry.day)] += entry.amount }
    let flows = try company.workspace.plan.engine.values("net_cash_flow", at: .total)
    for day in sums.indices {
      #expect(sums[day] == book.balance[day] - (day == 0 ? book.opening : book.balance[day - 1]))
      #expect(abs(sums[day] - hundredths(flows[day])) <= 1, "day \(day)")
    }
  }

  @Test("a period has the entries of its days: weeks and months sum to their closing less their opening")
  func periods() throws {
    for grain in [CashView.Grain.week, .month] {
      let view = try company.workspace.cashView(try proof(), grain: grain)
      for period in view.periods {
        let found = try company.workspace.cashEntries(try proof(), grain: grain, period: period.id)
        #expect(found.net == period.closing - period.opening && found.unlisted == 0)
        #expect(period.accounts.reduce(0) { $0 + $1.closing } == period.closing)
      }
    }
  }

  @Test("an invoice comes a quarter by bill, as this customer's region paid; its document and due day are named")
  func invoices() throws {
    // 5 December 2026 is a Saturday: the bank moves the money on Monday the 7th.
    let paid = try #require(try entries("2026-12-07").first { $0.document == "invoice:FP-1" })
    #expect(paid.amount == 2_250_000 && paid.certainty == .known && paid.dueOn == day("2026-12-05") && !paid.isOverdue)
    let south = try #require(try entries("2026-12-24").first { $0.document == "invoice:FP-2" })
    #expect(south.amount == 5_000_000)
    let book = try company.workspace.cashBook(try proof(), scenario: nil)
    let first = book.entries().filter { $0.document == "invoice:FP-1" }
    #expect(first.reduce(0) { $0 + $1.amount } == 3_000_000 && first.count == 2, "by transfer, and by bill when it matures")
    let overdue = book.entries().filter { $0.isOverdue }
    #expect(Swift.Set(overdue.map(\.document)) == ["invoice:FP-0"])
  }

  @Test("bills in hand are cashed on the next bank day; endorsed and pledged ones bring nothing; our own is paid")
  func bills() throws {
    let book = try company.workspace.cashBook(try proof(), scenario: nil)
    let bills = book.entries().filter { $0.source == .bill || $0.source == .ownBill }
    #expect(bills.map { "\($0.day) \($0.amount)" } == ["2026-12-14 2000000", "2026-12-31 -1500000", "2027-03-01 6000000"])
    let register = book.facts.bills
    #expect(register.bills.map(\.number) == ["CD-1", "KP-1", "CD-3", "CD-4", "CD-2"], "by maturity")
    #expect(register.bills.map(\.state) == [.held, .issued, .endorsed, .pledged, .held])
  }

  @Test("an open purchase order is a contract: paid by the terms of its supplier, with tax")
  func purchaseOrders() throws {
    let book = try company.workspace.cashBook(try proof(), scenario: nil)
    let order = book.entries().filter { $0.document == "purchaseOrder:PO-1" }
    #expect(order.allSatisfy { $0.certainty == .contracted && $0.source == .purchaseOrder && $0.amount < 0 })
    let tax = try #require(try company.value("purchase_tax_rate|Item=MOTOR"))
    #expect(order.reduce(0) { $0 + $1.amount } == -hundredths(300 * 40 * (1 + tax)))
    let paid = try #require(book.entries().first { $0.document == "purchaseInvoice:CG-1" })
    #expect(paid.day == day("2026-12-21") && paid.dueOn == day("2026-12-19") && paid.amount == -2_500_000)
  }

  @Test("what somebody types beside the documents is an entry of its own")
  func typed() throws {
    try company.edit("other_cash_day@2026-12-16", "1234.56")
    try company.edit("payables_due@2026-12-21", "26000")
    #expect(try entries("2026-12-16").contains { $0.source == .typed && $0.amount == 123_456 })
    let day = try entries("2026-12-21")
    #expect(day.contains { $0.document == "purchaseInvoice:CG-1" && $0.amount == -2_500_000 })
    #expect(day.contains { $0.source == .typed && $0.amount == -100_000 && $0.line == "cash_suppliers" })
  }

  @Test("a scenario has its own cash plan")
  func scenario() throws {
    let id = try company.makeScenario("多付一笔")
    try company.edit("other_cash_day@2026-12-16", "-5000", in: id)
    #expect(try entries("2026-12-16", scenario: id).contains { $0.amount == -500_000 })
    #expect(try !entries("2026-12-16").contains { $0.amount == -500_000 })
  }

  @Test("planned money goes through the account that carried its kind; a loan through its bank's; a blocked account is not counted")
  func accounts() throws {
    let accounts = BankAccount.read(CashCompany.balances, upTo: SmallCompany.cutoff)
    #expect(accounts.map(\.code) == ["6222", "6333", "6444"] && accounts.map(\.isRestricted) == [false, false, true])
    let routing = CashRouting(accounts, CashCompany.bankLines, cutoff: SmallCompany.cutoff)
    #expect(routing.account("cash_collected") == 0 && routing.lines["cash_collected"]?.share == 0.9)
    #expect(routing.account("cash_wages") == 1 && routing.account("cash_bonus") == 1)
    #expect(routing.account("cash_taxes") == 0, "no tax was paid yet: where most money goes, transfers not counted")
    #expect(routing.account(at: "示例银行") == 1 && routing.account(at: "农商行") == 0 && routing.account(at: "别的银行") == nil)
    let alone = CashRouting(accounts, FactTable(kind: .bankTransactions), cutoff: SmallCompany.cutoff)
    #expect(alone.standard == 0 && alone.account("cash_wages") == 0)
  }

  @Test("a period, a line or an account that does not exist is named; without the right to see cash there is nothing")
  func refusals() throws {
    for (period, line, account) in [("2031-01-01", nil, nil), ("2026-12-07", "cash_lost", nil), ("2026-12-07", nil, "9999")]
      as [(String, String?, String?)]
    {
      let error = failure {
        try company.workspace.cashEntries(try proof(), grain: .day, period: period, line: line, account: account)
      }
      #expect((error as? CycleError)?.code == .cellNotKnown)
    }
    #expect(failure { try Access.authorize(SmallCompany.li, to: To.ViewCash.self) } != nil)
  }
}
