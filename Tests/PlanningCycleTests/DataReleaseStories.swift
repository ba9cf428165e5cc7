// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// The figures of October are released to those who work with them.
/// Sees: a month that is released by who handed it in, figures that move after they were released and nobody says so.
/// Does not see: whether the figures are right.
@Suite struct DataReleaseStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let treasurer: Person
  private let zhou: Person
  private let boss: Person

  init() throws {
    let company = try SmallCompany()
    treasurer = try company.join("qian", .treasurer)
    zhou = try company.join("zhou", .financeDirector)
    boss = try company.join("wang", .generalManager)
    self.company = company
  }

  private func submit(_ text: String = "2026-10", as person: Person? = nil) throws {
    let person = person ?? treasurer
    _ = try workspace.submitData(
      try Access.authorize(person, to: To.ImportFacts.self), month: month(text), context: company.context(person))
  }

  private func release(_ text: String = "2026-10", of other: Workspace? = nil) throws -> DataReleaseView? {
    try (other ?? workspace).dataReleases(try Access.authorize(zhou, to: To.ViewCompany.self)).first { $0.month == month(text) }
  }

  @Test("released once finance agreed; an order that comes later is said to have moved it, and a restart finds it so")
  func released() throws {
    #expect(try release()?.released == nil && release()?.mayHandIn == true)
    try submit()
    #expect(try release()?.running != nil && (failure { try submit() } as? CycleError)?.code == .approvalRunning)
    let view = try #require(try company.waiting(for: zhou))
    #expect(view.purpose == .data && view.title.chinese == "2026年10月数据发布" && view.figures.contains { $0.label.chinese == "订单额" })
    try company.approve(as: zhou)
    let done = try #require(try release())
    #expect(done.released?.by.chinese == "zhou" && done.moved.isEmpty && done.running == nil)
    let late = SmallCompanyFacts.table(
      .salesOrderLines,
      [
        [
          "channel": "经销", "order_number": "SO-LATE", "line_number": .number(1), "ordered_on": .day(day("2026-10-30")), "item": "FAN-1",
          "customer": "C1", "territory": "EAST", "quantity": SmallCompanyFacts.pieces(10), "amount_incl_tax": SmallCompanyFacts.yuan(2_260),
        ]
      ])
    _ = try company.store.record(
      FactBatch(table: late, recordedOn: SmallCompany.today),
      for: EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "late-order"), at: workspace.environment.now())
    let again = try company.restarted()
    let moved = try #require(try release(of: again)?.moved.first { $0.label.chinese == "订单额" })
    #expect(moved.now - moved.before == 226_000)
  }

  @Test("who hands it in does not release it; a month that is not closed is refused")
  func refused() throws {
    try submit(as: zhou)
    #expect(try company.waiting(for: zhou) == nil && company.waiting(for: boss) != nil)
    #expect((failure { try submit("2026-11") } as? CycleError)?.code == .dataNotClosed)
    #expect((failure { try submit(as: SmallCompany.li) } as? AccessError)?.code == .permissionMissing)
  }
}
