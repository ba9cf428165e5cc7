// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Journal

/// 账户调拨: money that somebody plans to move from one account of the company to another on a day. The balance of the plan does not know it.
public struct OwnTransfer: Sendable, Hashable {
  /// The event that planned it; its name for ever.
  public let event: Int64
  /// Codes of accounts.
  public let from: String
  public let to: String
  public let day: Day
  /// 分, above zero.
  public let amount: Int64
  public let reason: String

  init?(_ event: Event) {
    guard let from = event.payload["from"]?.text, let to = event.payload["to"]?.text, let day = event.payload["day"]?.day,
      let amount = event.payload["amount"]?.integer
    else { return nil }
    (self.event, self.from, self.to, self.day, self.amount, reason) = (event.sequence, from, to, day, amount, event.draft.reason)
  }

  init(from: String, to: String, day: Day, amount: Int64) {
    (event, self.from, self.to, self.day, self.amount, reason) = (0, from, to, day, amount, "")
  }
}

/// The transfers that stand, rebuilt from the events at start.
struct TransferLedger: Sendable {
  static let planned = "transfer.planned"
  static let cancelled = "transfer.cancelled"
  static let reverted = "transfer.reverted"
  static let restored = "transfer.restored"
  static let decisions: Swift.Set<String> = [planned, cancelled]

  private var transfers: [OwnTransfer] = []
  /// Event of the cancellation → the transfer it cancels.
  private var cancellations: [Int64: Int64] = [:]
  private var takenBack: Swift.Set<Int64> = []

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = TransferLedger() }
    switch event.kind {
    case Self.planned: if let transfer = OwnTransfer(event) { transfers.append(transfer) }
    case Self.cancelled: cancellations[event.sequence] = event.payload["transfer"]?.integer
    case Self.reverted: if let target = event.payload["undoes"]?.integer { takenBack.insert(target) }
    case Self.restored: if let target = event.payload["redoes"]?.integer { takenBack.remove(target) }
    default: break
    }
  }

  /// By day, then as they were planned.
  var standing: [OwnTransfer] {
    let gone = Swift.Set(cancellations.filter { !takenBack.contains($0.key) }.values)
    return transfers.filter { !takenBack.contains($0.event) && !gone.contains($0.event) }
      .sorted { ($0.day, $0.event) < ($1.day, $1.event) }
  }

  subscript(event: Int64) -> OwnTransfer? { standing.first { $0.event == event } }
}
