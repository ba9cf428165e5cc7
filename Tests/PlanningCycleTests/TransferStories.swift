// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Testing

@testable import PlanningCycle

/// Sees a transfer that changes the balance of the company, one that stands on the wrong account, a suggestion that overdraws who gives. Does not see bank fees.
@Suite("Transfers between own accounts")
struct TransferStories {
  private let company: SmallCompany

  /// Wages go through 6333, which has 1,000; customers pay into 6222.
  init() throws { company = try SmallCompany(extra: Self.tables) }

  static let tables = [
    SmallCompanyFacts.table(
      .bankBalances,
      [account("6222", "农商行 基本户", 600_000), account("6333", "示例银行 代发户", 1_000), account("6444", "农商行 保证金户", 40_000, restricted: 40_000)]),
    CashCompany.bankLines,
  ]

  private static func account(_ code: String, _ name: String, _ amount: Int, restricted: Int = 0) -> [String: FactValue] {
    [
      "account": .text(code), "name": .text(name), "as_of": .day(day("2026-10-31")), "balance": SmallCompanyFacts.yuan(amount),
      "restricted": SmallCompanyFacts.yuan(restricted), "currency": "CNY",
    ]
  }

  private func proof() throws -> Authorized<To.ViewCash> { try Access.authorize(SmallCompany.wang, to: To.ViewCash.self) }

  private func context(_ key: String) -> CommandContext {
    CommandContext(person: SmallCompany.wang, key: key, expectedRevision: nil, reason: "发薪前", at: company.workspace.environment.now())
  }

  private func closings(_ book: CashBook, _ code: String) throws -> [Int64] {
    book.accountCash()[try #require(book.facts.accounts.firstIndex { $0.code == code })].closing
  }

  @Test(
    "A planned transfer moves what stands on both accounts from its day on, and nothing of the company's balance; undo and redo bring it back and forth"
  )
  func moves() throws {
    let before = try company.workspace.cashBook(try proof(), scenario: nil)
    _ = try company.workspace.planTransfer(
      try proof(), from: "6222", to: "6333", on: day("2026-12-10"), amount: "5万", context: context("transfer-1"))
    let after = try company.workspace.cashBook(try proof(), scenario: nil)
    #expect(after.balance == before.balance)
    let place = before.days.first.distance(to: day("2026-12-10"))
    for (code, sign) in [("6222", Int64(-1)), ("6333", 1)] {
      let (old, new) = (try closings(before, code), try closings(after, code))
      #expect(
        new[place - 1] == old[place - 1] && new[place] == old[place] + sign * 5_000_000
          && new.last == old.last.map { $0 + sign * 5_000_000 })
    }
    let found = try company.workspace.cashEntries(try proof(), grain: .day, period: "2026-12-10").entries.filter { $0.source == .transfer }
    #expect(found.map(\.amount).sorted() == [-5_000_000, 5_000_000] && found.allSatisfy { $0.certainty == .known })
    let plan = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self)
    _ = try company.workspace.undoLast(plan, context: context("transfer-undo"))
    #expect(try company.workspace.transfersView(try proof()).planned.isEmpty)
    _ = try company.workspace.redoLast(plan, context: context("transfer-redo"))
    let again = try #require(try company.restarted().transfersView(try proof()).planned.first)
    #expect(again.amount == 5_000_000 && again.reason == "发薪前", "it survives a restart")
    _ = try company.workspace.cancelTransfer(try proof(), again.event, context: context("transfer-cancel"))
    #expect(try company.workspace.transfersView(try proof()).planned.isEmpty)
    #expect(failure { try company.workspace.cancelTransfer(try proof(), again.event, context: context("twice")) } != nil)
  }

  @Test(
    "An account that wages will overdraw is helped by the one with money to spare, in time, with enough for thirteen weeks; applied, nothing is left to suggest"
  )
  func suggestion() throws {
    let one = try #require(try company.workspace.transfersView(try proof()).suggested.first)
    #expect(one.transfer.from == "6222" && one.transfer.to == "6333" && one.lowest < 0 && one.giverLowest >= 0)
    #expect(one.transfer.day <= one.overdrawnOn && WorkingDays.china.isWorkday(one.transfer.day))
    #expect(one.transfer.amount >= -one.lowest)
    let yuan = Double(one.transfer.amount) / 100
    _ = try company.workspace.planTransfer(
      try proof(), from: one.transfer.from, to: one.transfer.to, on: one.transfer.day, amount: "\(yuan)", context: context("apply"))
    let view = try company.workspace.transfersView(try proof())
    #expect(view.suggested.isEmpty && view.planned.count == 1)
  }

  @Test("Whoever lost the right to write cash takes no transfer back, not even their own, and does none again")
  func rightLost() throws {
    let wang = SmallCompany.wang
    let moved = Person(id: wang.id, login: wang.login, name: wang.name, title: "销售总监", role: .salesDirector)
    let plan = try Access.authorize(moved, to: To.ViewPlan.self)
    _ = try company.workspace.planTransfer(
      try proof(), from: "6222", to: "6333", on: day("2026-12-10"), amount: "5万", context: context("own"))
    #expect(throws: AccessError.self) { try company.workspace.undoLast(plan, context: company.context(moved)) }
    #expect(try company.workspace.transfersView(try proof()).planned.count == 1)
    _ = try company.workspace.undoLast(try Access.authorize(wang, to: To.ViewPlan.self), context: context("back"))
    #expect(throws: AccessError.self) { try company.workspace.redoLast(plan, context: company.context(moved)) }
    #expect(try company.workspace.transfersView(try proof()).planned.isEmpty)
  }

  @Test("Everything that speaks against a transfer is said at once")
  func refusals() throws {
    let error =
      failure {
        try company.workspace.planTransfer(
          try proof(), from: "6444", to: "9999", on: day("2026-12-12"), amount: "-1", context: context("wrong"))
      } as? CycleError
    #expect(error?.code == .transferRefused)
    for words in ["受限", "9999", "工作日", "大于零"] { #expect(error?.detail.chinese.contains(words) == true, "\(words)") }
    let same =
      failure {
        try company.workspace.planTransfer(
          try proof(), from: "6222", to: "6222", on: day("2026-11-02"), amount: "abc", context: context("same"))
      } as? CycleError
    for words in ["same", "past", "cannot be read"] { #expect(same?.detail.english.contains(words) == true, "\(words)") }
  }
}
