// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// Sees: a pledged bill that counts as cash, one that is pledged and discounted at once, money that is lost between bill, blocked account and bank.
/// Does not see: what a bank lends against the pledge.
@Suite("Pledged bills") struct PledgeStories {
  private let company: SmallCompany

  init() throws { company = try CashCompany.make() }

  private func proof() throws -> Authorized<To.ViewCash> { try Access.authorize(SmallCompany.wang, to: To.ViewCash.self) }
  private func line(_ bill: String) throws -> BillsView.Line? {
    try company.workspace.billsView(try proof()).lines.first { $0.bill.number == bill }
  }
  private func book() throws -> CashBook { try company.workspace.cashBook(try proof(), scenario: nil) }

  private func plan(_ bill: String, _ step: PlannedBillStep) throws {
    _ = try company.workspace.planBillStep(try proof(), bill: bill, step, context: company.context(SmallCompany.wang))
  }

  private func refusal(_ bill: String, _ step: PlannedBillStep) -> CycleError? { failure { try plan(bill, step) } as? CycleError }

  private func expectTied(_ comment: Comment) throws {
    let engine = company.workspace.plan.engine
    for check in ["balance_check", "cash_flow_check", "cash_indirect_check"] {
      #expect(try engine.values(check, at: .total).allSatisfy { abs($0) < 0.005 }, comment)
    }
    let book = try book()
    var sums = [Int64](repeating: 0, count: book.days.count)
    for entry in book.entries() where entry.line == "cash_collected" { sums[book.days.first.distance(to: entry.day)] += entry.amount }
    #expect(sums == book.total("cash_collected"), comment)
  }

  @Test("A bill pledged in the facts brings no cash at maturity: its money is blocked, until somebody plans the release")
  func pledgedInTheFacts() throws {
    // CD-4 over 8,000 matures on Wednesday, 20 January 2027.
    let before = try company.value("cash_balance@2027-01-20")
    let restricted = try company.value("restricted_cash@2027-01") ?? 0
    #expect(try (company.value("restricted_cash@2026-12") ?? 0) + 8_000 == restricted)
    #expect(try line("CD-4")?.freedOn == nil)
    try expectTied("as the facts say")
    try plan("CD-4", .release(on: day("2027-01-11")))
    #expect(try line("CD-4")?.freedOn == day("2027-01-20"), "a bill that is back in hand is paid on its maturity")
    #expect(try abs((company.value("cash_balance@2027-01-20") ?? 0) - (before ?? 0) - 8_000) < 0.005)
    #expect(try company.value("restricted_cash@2027-01") == restricted - 8_000)
    #expect(try book().entries().contains { $0.amount == 800_000 && $0.day == day("2027-01-20") && $0.label.english.contains("CD-4") })
    #expect(refusal("CD-4", .release(on: day("2027-01-12")))?.code == .billNotKnown, "what is released is released once")
    try expectTied("released before maturity")
    _ = try company.undo(as: SmallCompany.wang)
    #expect(try company.value("cash_balance@2027-01-20") == before)
  }

  @Test("Money of a bill that is pledged beyond its maturity comes on the day it is freed, as a receipt from customers")
  func freedLater() throws {
    let (before, sales) = (try company.value("cash_balance@2027-03-01") ?? 0, try company.value("cash_in_sales@2027-03") ?? 0)
    // CD-2 over 60,000 matures on Sunday, 28 February; the bank has it on Monday.
    try plan("CD-2", .pledge(on: day("2026-12-01"), until: day("2027-03-15")))
    let pledged = try #require(try line("CD-2"))
    #expect(pledged.isPlannedPledge && pledged.freedOn == day("2027-03-15") && pledged.proceeds == nil && !pledged.isPlannedAway)
    #expect(try abs((company.value("cash_balance@2027-03-01") ?? 0) - before + 60_000) < 0.005)
    #expect(try company.value("pledges_blocked@2027-03-01") == 60_000)
    #expect(try company.value("pledges_blocked@2027-03-15") == -60_000)
    #expect(try abs((company.value("cash_in_sales@2027-03") ?? 0) - sales) < 0.005, "blocked and freed in one month")
    let blocked = try book().restricted()
    let from = try book().days.first
    #expect(blocked[from.distance(to: day("2027-03-14"))] - blocked[from.distance(to: day("2027-03-15"))] == 6_000_000)
    try expectTied("freed after maturity")
  }

  @Test("A pledged bill is neither discounted, endorsed nor pledged again; without a release its money stays blocked")
  func once() throws {
    try plan("CD-2", .pledge(on: day("2026-12-01"), until: nil))
    #expect(try line("CD-2")?.freedOn == nil)
    for step: PlannedBillStep in [
      .discount(on: day("2026-12-02"), rate: nil), .endorse(on: day("2026-12-02"), supplier: "S1"),
      .pledge(on: day("2026-12-02"), until: nil),
    ] { #expect(refusal("CD-2", step)?.code == .billNotKnown) }
    try expectTied("pledged for good")
    let blocked = try company.value("restricted_cash@2027-03") ?? 0
    try plan("CD-2", .release(on: day("2027-02-10")))
    #expect(try company.value("restricted_cash@2027-03") == blocked - 60_000)
    #expect(try line("CD-2")?.freedOn == day("2027-03-01"))
  }

  @Test("Every reason comes at once: a pledge that is past and ends before it begins; a release of what is not pledged; no bank day")
  func refusals() throws {
    let wrong = refusal("CD-2", .pledge(on: day("2026-11-02"), until: day("2026-10-30")))
    #expect(wrong?.code == .billStepRefused && wrong?.detail.english.contains("is past") == true)
    #expect(wrong?.detail.english.contains("before the pledge") == true)
    #expect(refusal("CD-2", .pledge(on: day("2027-03-10"), until: nil))?.detail.english.contains("matures") == true)
    #expect(refusal("CD-2", .pledge(on: day("2026-12-01"), until: day("2027-03-14")))?.detail.english.contains("2027-03-15") == true)
    #expect(refusal("CD-2", .release(on: day("2026-12-01")))?.code == .billNotKnown)
    #expect(refusal("CD-4", .release(on: day("2026-11-02")))?.detail.chinese.contains("已经过去") == true)
  }

  @Test("Of bills that mature on one day, those whose faces add up to what was given away are the ones that left")
  func whichBills() {
    #expect(CashBook.positions(of: [10, 20, 30], adding: 20) == [1])
    #expect(CashBook.positions(of: [10, 20, 30], adding: 30) == [0, 1])
    #expect(CashBook.positions(of: [10, 20, 30], adding: 50) == [1, 2])
    #expect(CashBook.positions(of: [10, 20, 30], adding: 45) == [0, 1], "typed by hand: one after the other as far as it goes")
  }
}
