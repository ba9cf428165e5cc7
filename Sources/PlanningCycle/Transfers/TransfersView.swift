// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars

/// 账户调拨: what is planned to move between accounts, and what should.
public struct TransfersView: Sendable {
  public let today: Day
  /// Free accounts by code, as they stand before the day it is seen from, 分.
  public let accounts: [(code: String, name: BilingualText, balance: Int64)]
  /// From today on, by day.
  public let planned: [OwnTransfer]
  public let suggested: [TransferSuggestion]
}

extension Workspace {
  /// - Throws: `StoreError`; `PlanningError` when the model has no cash plan by day.
  public func transfersView(_ proof: Authorized<To.ViewCash>) throws -> TransfersView {
    let book = try cashBook(proof, scenario: nil)
    let start = max(0, book.days.first.distance(to: book.today))
    let money = book.accountCash()
    return TransfersView(
      today: book.today,
      accounts: book.facts.accounts.indices.filter { !book.facts.accounts[$0].isRestricted }.map { place in
        let known = book.facts.accounts[place]
        return (known.code, known.name, start == 0 ? money[place].opening : money[place].closing[start - 1])
      },
      planned: book.transfers.filter { $0.day >= book.today }, suggested: book.suggestedTransfers())
  }
}
