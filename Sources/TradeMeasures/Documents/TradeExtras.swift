// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Documents of sales that no table of facts has columns for; each names the document it belongs to.
public struct TradeExtras: Sendable {
  /// 验收单. A customer who has one accepts by document only; the others by the days of the rules.
  public struct Acceptance: Hashable, Sendable {
    public let number: String
    public let acceptedOn: Day
    public let shipmentNumber: String
    /// Line of the shipment; nil for all of them.
    public let shipmentLine: Int64?

    public init(number: String, acceptedOn: Day, shipmentNumber: String, shipmentLine: Int64? = nil) {
      self.number = number
      self.acceptedOn = acceptedOn
      self.shipmentNumber = shipmentNumber
      self.shipmentLine = shipmentLine
    }
  }

  /// What of an order line will never be shipped.
  public struct Cancellation: Hashable, Sendable {
    public let number: String
    public let cancelledOn: Day
    public let orderNumber: String
    public let orderLine: Int64
    /// Ten-thousandths of a unit; nil for all that is open.
    public let quantity: Int64?

    public init(number: String, cancelledOn: Day, orderNumber: String, orderLine: Int64, quantity: Int64? = nil) {
      self.number = number
      self.cancelledOn = cancelledOn
      self.orderNumber = orderNumber
      self.orderLine = orderLine
      self.quantity = quantity
    }
  }

  /// 质保金: the last part of an invoice, paid after the warranty.
  public struct Retention: Hashable, Sendable {
    public let invoiceNumber: String
    /// Minor units, incl. tax.
    public let amount: Int64

    public init(invoiceNumber: String, amount: Int64) {
      self.invoiceNumber = invoiceNumber
      self.amount = amount
    }
  }

  public var acceptances: [Acceptance]
  public var cancellations: [Cancellation]
  public var retentions: [Retention]

  public init(acceptances: [Acceptance] = [], cancellations: [Cancellation] = [], retentions: [Retention] = []) {
    self.acceptances = acceptances
    self.cancellations = cancellations
    self.retentions = retentions
  }

  public static let none = TradeExtras()
}
