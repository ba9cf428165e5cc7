// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// A transfer that would keep an account from being overdrawn. It costs nothing: the money stays in the company.
public struct TransferSuggestion: Sendable, Hashable {
  public let transfer: OwnTransfer
  /// The first day the account is overdrawn without it, and its lowest balance within the thirteen weeks, 分.
  public let overdrawnOn: Day
  public let lowest: Int64
  /// The lowest balance of the account that gives, after it.
  public let giverLowest: Int64
}

extension CashBook {
  /// For each account that the thirteen weeks overdraw, the account that has most to spare gives what is missing, in whole 万 where it can, on the last bank
  /// day before. Every suggestion counts on those before it.
  ///
  /// - Returns: by account; nothing for one that no single account can help.
  func suggestedTransfers() -> [TransferSuggestion] {
    let start = max(0, days.first.distance(to: today))
    let window = start..<min(start + 91, days.count)
    var closings = accountCash().map(\.closing)
    let usable = facts.accounts.indices.filter { !facts.accounts[$0].isRestricted }
    var found: [TransferSuggestion] = []
    for needy in usable {
      guard let first = window.first(where: { closings[needy][$0] < 0 }), let lowest = closings[needy][window].min() else { continue }
      let earliest = bankDays.nextWorkday(onOrAfter: today)
      let day = max(earliest, bankDays.previousWorkday(onOrBefore: days.first.adding(days: first)))
      let place = days.first.distance(to: day)
      guard window.contains(place) else { continue }
      func spare(_ account: Int) -> Int64 { closings[account][place..<window.upperBound].min() ?? 0 }
      guard let giver = usable.filter({ $0 != needy }).max(by: { (spare($0), $1) < (spare($1), $0) }), spare(giver) >= -lowest else {
        continue
      }
      let amount = min(Self.wholeWan(-lowest), spare(giver))
      found.append(
        TransferSuggestion(
          transfer: OwnTransfer(from: facts.accounts[giver].code, to: facts.accounts[needy].code, day: day, amount: amount),
          overdrawnOn: days.first.adding(days: first), lowest: lowest, giverLowest: spare(giver) - amount))
      for later in place..<days.count {
        closings[giver][later] -= amount
        closings[needy][later] += amount
      }
    }
    return found
  }

  private static func wholeWan(_ amount: Int64) -> Int64 { (amount + 999_999) / 1_000_000 * 1_000_000 }

  /// Two entries of each transfer: out of one account, into the other.
  func transferEntries() -> [CashEntry] {
    transfers.flatMap { transfer -> [CashEntry] in
      [(transfer.from, transfer.to, -transfer.amount), (transfer.to, transfer.from, transfer.amount)].map { own, other, amount in
        CashEntry(
          line: "transfer", day: transfer.day, label: BilingualText("账户调拨", "Transfer between own accounts"),
          counterparty: accountName(other), amount: amount, source: .transfer, certainty: .known, timing: nil, isOverdue: false,
          dueOn: nil, account: facts.accounts.firstIndex { $0.code == own }, document: nil, cell: nil)
      }
    }
  }

  func accountName(_ code: String) -> BilingualText {
    facts.accounts.first { $0.code == code }?.name ?? BilingualText(name: code)
  }
}
