// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import Testing

@testable import PlanningCycle

/// Sees a deposit that stays in the balance while the bank blocks it, one that never comes back, money that is in neither cash nor restricted money.
/// Does not see what a bank asks for: the share is given.
@Suite("Deposits of own bills")
struct DepositStories {
  /// KP-1 over 15,000 is out until New Year's Eve against 4,500 on the blocked account; the supplier takes bills of three months for everything.
  static func tables(deposit: Int = 4_500) -> [FactTable] {
    let out: [String: FactValue] = [
      "bill_number": "KP-1", "direction": "应付", "event": "开出", "happened_on": .day(day("2026-10-08")), "counterparty": "电机厂",
      "face_amount": SmallCompanyFacts.yuan(15_000), "matures_on": .day(day("2026-12-31")),
      "deposit_amount": SmallCompanyFacts.yuan(deposit),
      "kind": "银行承兑汇票",
    ]
    let blocked: [String: FactValue] = [
      "account": "6999", "name": "保证金户", "as_of": .day(day("2026-10-31")), "balance": SmallCompanyFacts.yuan(4_500),
      "restricted": SmallCompanyFacts.yuan(4_500), "currency": "CNY",
    ]
    return [
      SmallCompanyFacts.table(.bills, [out]), SmallCompanyFacts.table(.bankBalances, [blocked]),
      TermsStories.supplier("30天 银承100% 3个月"),
    ]
  }

  private func proof() throws -> Authorized<To.ViewCash> { try Access.authorize(SmallCompany.wang, to: To.ViewCash.self) }

  @Test("A deposit comes back with its bill, on the bank day of the maturity; until then it is blocked and not in the balance")
  func comesBack() throws {
    let workspace = try TermsStories.workspace(Self.tables())
    let book = try workspace.cashBook(try proof(), scenario: nil)
    let back = try #require(book.entries().first { $0.cell == "deposits_due@2026-12-31" })
    #expect(back.amount == 450_000 && back.source == .ownBill && back.certainty == .known && back.line == "cash_deposits")
    let free = book.facts.accounts.reduce(0) { $0 + $1.free }
    #expect(book.opening == free, "what is blocked is no cash")
    let view = try workspace.cashView(try proof(), grain: .day)
    #expect(view.periods.first?.restricted == 450_000 + placed(book, before: view.periods[0].from.adding(days: 1)))
    #expect(view.periods.allSatisfy { $0.accounts.reduce(0) { $0 + $1.closing } == $0.closing })
  }

  private func placed(_ book: CashBook, before day: Day) -> Int64 {
    let count = book.days.first.distance(to: day)
    return -book.total("cash_deposits").prefix(count).reduce(0, +)
  }

  @Test("Bills that the plan issues block the same share as those of the last year, for three months; the statements tie in every month")
  func planned() throws {
    let plan = try TermsStories.workspace(Self.tables()).plan
    let engine = plan.engine
    let issued = try engine.values("supplier_bills", at: .total)
    let placed = try engine.values("deposits_placed", at: .total)
    #expect(issued.contains { $0 > 0 })
    for day in issued.indices { #expect(abs(placed[day] - 0.3 * issued[day]) < 1e-9) }
    let restricted = try engine.values("restricted_cash", at: .total)
    let out = try engine.values("bills_payable", at: .total)
    for month in restricted.indices where plan.calendar.month(at: month) >= plan.cutoff {
      #expect(abs(restricted[month] - 0.3 * out[month]) < 1e-6, "a deposit for every bill that is out, and for nothing else")
    }
    for check in ["balance_check", "cash_flow_check", "cash_indirect_check"] {
      #expect(try engine.values(check, at: .total).allSatisfy { abs($0) < 0.005 }, "\(check)")
    }
    let statement = try engine.values("total_assets", at: .total)
    #expect(statement.allSatisfy { $0.isFinite })
  }

  @Test("A deposit above the face counts as the face: a bank returns no more than the bill was worth")
  func aboveFace() throws {
    let book = try TermsStories.workspace(Self.tables(deposit: 150_000)).cashBook(try proof(), scenario: nil)
    #expect(book.entries().first { $0.cell == "deposits_due@2026-12-31" }?.amount == 1_500_000)
  }
}
