// SPDX-License-Identifier: Apache-2.0
import Access
public import Calendars

/// 同步节点: something that happened which sales and finance must know at the same time, with what it does to the money of both.
public struct SyncNode: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// A large deal.
    case won, slipped, lost
    case customerLost, receiptLate, supplyLate
  }

  /// What moves in one month, 分; money 不含税 but for receipts.
  public struct Month: Sendable, Equatable {
    public let month: Calendars.Month
    public let revenue: Int64
    public let receipts: Int64
  }

  /// What it changes: the plan less the plan as if it had not happened, or what the documents say.
  public struct Impact: Sendable {
    public enum Basis: String, Sendable { case plan, documents }

    public let basis: Basis
    /// Those that move, earliest first.
    public let months: [Month]
    /// Lowest bank balance of the thirteen weeks to come, without it and with it, 分; nil where it is not known, or not the reader's.
    public let lowest: (without: Int64, with: Int64)?

    public var revenue: Int64 { months.reduce(0) { $0 + $1.revenue } }
    public var receipts: Int64 { months.reduce(0) { $0 + $1.receipts } }
  }

  /// `slipped-D-1`
  public let id: String
  public let kind: Kind
  /// The deal, customer or item.
  public let subject: BilingualText
  public let detail: BilingualText
  public let region: BilingualText?
  public let owner: BilingualText?
  /// When it happened or came to light.
  public let on: Day
  /// Of a deal that slipped: the closing days.
  public let from: Day?
  public let to: Day?
  /// What makes it large, 分: 含税 of deals and receipts, 不含税 of orders and supply.
  public let amount: Int64
  /// nil for somebody who is narrowed: whose totals move they do not hear.
  public var impact: Impact?
  public let link: String
  /// Where it lies, for whose scope it is.
  let places: [String: [String]]
  /// Besides the right to see the plan.
  let permission: Permission?
}

/// The feed of sync nodes as somebody sees it.
public struct SyncNodesView: Sendable {
  /// As of which event they were looked for; where many people change and ask at once, a moment before the newest.
  public let revision: Int64
  public let since: Day
  public let today: Day
  /// From which amount on something is large, 分.
  public let large: Int64
  /// Newest first; of one day the largest money first.
  public let nodes: [SyncNode]
  public let count: Int
  public let mayEdit: Bool
}
