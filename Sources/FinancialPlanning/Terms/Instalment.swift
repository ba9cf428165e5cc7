// SPDX-License-Identifier: Apache-2.0

/// A part of an instalment that is settled by a bill of exchange instead of a transfer.
public struct BillPart: Hashable, Sendable {
  public let kind: BillKind
  /// Of the instalment, in millionths; 1,000,000 is all of it.
  public let share: Int64
  public let tenor: BillTenor

  public init(kind: BillKind, share: Int64, tenor: BillTenor) {
    self.kind = kind
    self.share = share
    self.tenor = tenor
  }
}

/// One part of a price with its own day: 预付 30 %, 验收 30 %, 质保金 10 % after twelve months.
public struct Instalment: Hashable, Sendable {
  /// What the part is; it says nothing about the day.
  public enum Role: Hashable, Sendable {
    /// 预付: before anything is delivered.
    case advance
    /// An ordinary part, or the whole price.
    case part
    /// 质保金: kept back for the time of the warranty.
    case retention
  }

  public let role: Role
  /// Of the price, in millionths; 1,000,000 is all of it.
  public let share: Int64
  public let anchor: TermsAnchor
  /// From the anchor's day to the day it falls due. Its bill share is 0: bills stand in `bills`, exactly and by kind.
  public let due: PaymentTerms
  /// Settled by bill; the rest of the instalment is transferred.
  public let bills: [BillPart]

  public init(role: Role = .part, share: Int64 = Instalment.whole, anchor: TermsAnchor, due: PaymentTerms, bills: [BillPart] = []) {
    self.role = role
    self.share = share
    self.anchor = anchor
    self.due = due
    self.bills = bills
  }

  /// All of it, in millionths.
  public static let whole: Int64 = 1_000_000

  /// Transferred, in millionths of the instalment.
  public var wireShare: Int64 { Instalment.whole - bills.reduce(0) { $0 + $1.share } }
}
