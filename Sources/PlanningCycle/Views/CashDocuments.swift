// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Planning

/// The documents behind a figure of the cash view, and what the plan derives beyond them: together exactly the figure.
public struct CashDocuments: Sendable {
  public struct Entry: Sendable {
    public let document: TradeDocument
    /// What of it moves money in the period, 分.
    public let amount: Int64
    public let dueOn: Day
  }

  public let documents: [Entry]
  public let rest: Int64
  /// The cell that explains the figure.
  public let cell: String?
}

/// The entries of a period of the cash view: together what its balance moves by.
public struct CashEntries: Sendable {
  /// Listed at most; what else there is comes as one sum.
  public static let limit = 1_000

  public let from: Day
  public let through: Day
  /// By day, then line; at most `limit`, the largest.
  public let entries: [CashEntry]
  public let total: Int
  /// Of all entries, listed or not, 分.
  public let net: Int64
  /// Of those that are not listed, 分.
  public let unlisted: Int64
  /// Codes and names of the accounts, as the entries count them.
  public let accounts: [BankAccount]
}

extension Workspace {
  /// What money comes and goes in a period, piece by piece.
  ///
  /// - Parameters:
  ///   - line: one line of the plan only.
  ///   - account: one account only, by code; empty for what is on none.
  /// - Throws: `CycleError.cellNotKnown` for a period, line or account that the view does not have; `scenarioNotKnown`; `StoreError`.
  public func cashEntries(
    _ proof: Authorized<To.ViewCash>, grain: CashView.Grain, period: String, line: String? = nil, account: String? = nil,
    scenario: Int64? = nil
  ) throws -> CashEntries {
    guard let range = cashRange(period, grain: grain) else { throw PlanState.notKnown(period, period) }
    if let line, !Self.cashLines.contains(where: { $0.name == line }) { throw PlanState.notKnown(period + "/" + line, line) }
    let book = try cashBook(proof, scenario: scenario)
    var place: Int??
    if let account {
      place = .some(book.facts.accounts.firstIndex { $0.code == account })
      if !account.isEmpty, place == .some(nil) { throw PlanState.notKnown(period + "/" + account, account) }
    }
    let days = plan.calendar.day(at: range.lowerBound)...plan.calendar.day(at: range.upperBound - 1)
    let found = book.entries().filter { entry in
      days.contains(entry.day) && (line == nil || entry.line == line) && (place == nil || entry.account == place ?? nil)
    }
    var listed = found
    if found.count > CashEntries.limit {
      let least = found.map { $0.amount.magnitude }.sorted(by: >)[CashEntries.limit - 1]
      listed = Array(found.filter { $0.amount.magnitude >= least }.prefix(CashEntries.limit))
    }
    let net = found.reduce(0) { $0 + $1.amount }
    return CashEntries(
      from: days.lowerBound, through: days.upperBound, entries: listed, total: found.count, net: net,
      unlisted: net - listed.reduce(0) { $0 + $1.amount }, accounts: book.facts.accounts)
  }

  /// - Throws: `CycleError.cellNotKnown` for a period or line that the view does not have.
  public func cashDocuments(
    _ proof: Authorized<To.ViewCash>, grain: CashView.Grain, period: String, line: String
  ) throws -> CashDocuments {
    let found = try cashEntries(proof, grain: grain, period: period, line: line)
    let sign = Int64(Self.cashLines.first { $0.name == line }?.sign ?? 1)
    let index = try documentIndex()
    let documents = found.entries.compactMap { entry in
      entry.document.flatMap { index.documents[$0] }.map {
        CashDocuments.Entry(document: $0, amount: sign * entry.amount, dueOn: entry.dueOn ?? entry.day)
      }
    }.sorted { ($1.amount, $0.document.id) < ($0.amount, $1.document.id) }
    return CashDocuments(
      documents: documents, rest: sign * found.net - documents.reduce(0) { $0 + $1.amount },
      cell: CellAddress(measure: line, members: [], column: grain == .month ? period : found.from.description).text)
  }
}
