// SPDX-License-Identifier: Apache-2.0

/// Supply that people have decided: an order that was released, or a planned order that was firmed.
public struct OpenReceipt: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// 已下达: its components have been issued or are with the supplier.
    case released
    /// 刚下达: nobody moves it but a change order, and its components are still in stock: it asks for them.
    case ordered
    /// 已锁定 (firm planned order): planning neither moves nor cancels it; it still asks for its components.
    case firm
  }

  /// Whether its components are still to be taken from stock.
  public var asksForComponents: Bool { kind != .released }

  public let item: Int32
  public let kind: Kind
  /// Day of the plan it is due; below zero when it is past due.
  public let day: Int32
  /// Units, above 0.
  public let quantity: Double
  /// Orders that ask for components: the day of the plan it is released; nil takes the item's lead time.
  public let releaseDay: Int32?

  public init(item: Int32, kind: Kind = .released, day: Int32, quantity: Double, releaseDay: Int32? = nil) {
    self.item = item
    self.kind = kind
    self.day = day
    self.quantity = quantity
    self.releaseDay = releaseDay
  }
}
