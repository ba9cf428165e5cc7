// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Commerce
import Journal

/// Rows of a batch as they are now, each beside what was known before it.
public struct RestatedRows: Sendable {
  public struct Change: Sendable {
    public let field: String
    public let label: BilingualText
    public let old: String?
    public let new: String?
  }

  public struct Row: Sendable {
    /// The values of the source's own key.
    public let key: String
    /// The document it is a line of; nil for kinds that are no document of trade.
    public let document: String?
    public let line: Int
    public let version: Int
    public let on: Day
    public let formerlyOn: Day?
    /// Minor units; nil for a kind without money.
    public let amount: Int64?
    public let formerAmount: Int64?
    /// Of a correction: the fields that differ.
    public let changes: [Change]
  }

  public let kind: FactKind
  public let batch: Int64
  public let rows: [Row]
  public let offset: Int
  /// There are more.
  public let hasMore: Bool

  public static let limit = 500
}

extension Workspace {
  /// Rows that a batch brought, page by page.
  ///
  /// - Parameter month: only rows that are true in it, or were.
  /// - Throws: `CycleError.batchNotKnown`; `AccessError` for a kind the person may not see; `StoreError`.
  public func restatedRows(
    _ proof: Authorized<To.ViewCompany>, batch: Int64, month: Month?, isCorrection: Bool?, offset: Int, limit: Int
  ) throws -> RestatedRows {
    let receipt = try receipt(of: batch, for: proof.person)
    let limit = min(max(1, limit), RestatedRows.limit)
    let found = try store.revisions(
      receipt.kind, batch: batch, days: month.map { $0.firstDay...$0.lastDay }, isCorrection: isCorrection, offset: max(0, offset),
      limit: limit + 1)
    let reader = FactRowText(receipt.kind)
    return RestatedRows(
      kind: receipt.kind, batch: batch, rows: found.prefix(limit).map { reader.row($0) }, offset: max(0, offset),
      hasMore: found.count > limit)
  }

  /// An import by its number.
  func receipt(of batch: Int64, for person: Person) throws -> FactReceipt {
    guard batch > 0, batch <= revision, let event = try store.events(after: batch - 1, limit: 1).first, event.sequence == batch,
      let receipt = FactReceipt(event)
    else {
      throw CycleError(
        .batchNotKnown, BilingualText("没有 \(batch) 号批次", "there is no batch \(batch)"),
        detail: BilingualText("这个编号不是一次导入", "no import has this number"),
        hint: BilingualText("批次号见导入记录", "imports are listed with their numbers"), parameters: ["batch": "\(batch)"])
    }
    if let permission = RestatedKind.of(receipt.kind)?.permission { try Access.require(person, permission) }
    return receipt
  }
}

extension CycleError.Code {
  public static let batchNotKnown = CycleError.Code("imports.batch-not-known")
}
