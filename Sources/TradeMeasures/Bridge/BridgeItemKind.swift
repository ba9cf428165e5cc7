// SPDX-License-Identifier: Apache-2.0

/// The named items of a bridge. There is none for what is left over: that is the residual, and it is reported.
public enum BridgeItemKind: UInt8, CaseIterable, Hashable, Sendable {
  // What waits between two measures, and what came to the later one first.
  case notOrdered, orderedAhead, notDelivered, deliveredAhead, notAccepted, acceptedAhead, notInvoiced, invoicedAhead
  case notRecognised, recognisedAhead, unsettled, advance, retention, billInHand, bankedAhead
  // What made the amounts differ.
  case price, quantity, tax, rounding
  // What never reaches the later measure.
  case cancelled, rejected, framework, billEndorsed, billDishonoured, setOff, writeOff, commission, bankFee, discount, exchange
  // What the later measure has without the earlier one.
  case orderWithoutContract, deliveryWithoutOrder, returns, rebate, allowance, invoiceWithoutDelivery, billWithoutReceipt
  // What a bill costs, and what another slice has.
  case discountInterest, reassigned

  /// Stable identifier of the item in the API.
  public var id: String { String(describing: self) }

  /// Whether it is a state between two days and not an event: such items add over months as a balance does.
  public var isTiming: Bool { rawValue <= BridgeItemKind.bankedAhead.rawValue }

  /// What waits between the two measures of a step.
  static func waiting(_ step: TradeStep) -> BridgeItemKind {
    switch step {
    case .contractToOrder: .notOrdered
    case .orderToDelivery: .notDelivered
    case .deliveryToAcceptance: .notAccepted
    case .acceptanceToInvoice: .notInvoiced
    case .invoiceToRecognition: .notRecognised
    case .invoiceToSettlement: .unsettled
    case .settlementToCash: .billInHand
    }
  }

  /// What came to the later measure of a step first.
  static func ahead(_ step: TradeStep) -> BridgeItemKind {
    switch step {
    case .contractToOrder: .orderedAhead
    case .orderToDelivery: .deliveredAhead
    case .deliveryToAcceptance: .acceptedAhead
    case .acceptanceToInvoice: .invoicedAhead
    case .invoiceToRecognition: .recognisedAhead
    case .invoiceToSettlement: .advance
    case .settlementToCash: .bankedAhead
    }
  }
}

/// An item of one bridge: a kind, and for what waits between two days which end of the period it is about.
public struct BridgeItem: Hashable, Sendable {
  public enum Side: UInt8, CaseIterable, Hashable, Sendable {
    /// An event of the period.
    case event
    /// 上期转入: documents of other periods whose other half lies in this one.
    case broughtIn
    /// 转出: documents of this period whose other half lies in another one, or is not there yet.
    case carriedOut
  }

  public let kind: BridgeItemKind
  public let side: Side

  public init(_ kind: BridgeItemKind, _ side: Side = .event) {
    self.kind = kind
    self.side = side
  }

  /// Stable: `unsettled.carriedOut`, `tax`.
  public var id: String {
    switch side {
    case .event: kind.id
    case .broughtIn: kind.id + ".broughtIn"
    case .carriedOut: kind.id + ".carriedOut"
    }
  }

  public init?(id: String) {
    guard let found = BridgeItem.all.first(where: { $0.id == id }) else { return nil }
    self = found
  }

  static let count = BridgeItemKind.allCases.count * 3
  static let all: [BridgeItem] = BridgeItemKind.allCases.flatMap { kind in Side.allCases.map { BridgeItem(kind, $0) } }
  var index: Int { Int(kind.rawValue) * 3 + Int(side.rawValue) }
}
