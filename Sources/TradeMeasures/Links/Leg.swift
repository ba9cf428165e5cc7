// SPDX-License-Identifier: Apache-2.0

/// Two neighbouring measures in the tree of documents.
public enum TradeStep: Int, CaseIterable, Hashable, Sendable {
  case contractToOrder, orderToDelivery, deliveryToAcceptance, acceptanceToInvoice, invoiceToRecognition, invoiceToSettlement,
    settlementToCash

  public var from: TradeStage {
    switch self {
    case .contractToOrder: .contract
    case .orderToDelivery: .order
    case .deliveryToAcceptance: .delivery
    case .acceptanceToInvoice: .acceptance
    case .invoiceToRecognition, .invoiceToSettlement: .invoice
    case .settlementToCash: .settlement
    }
  }

  public var to: TradeStage {
    switch self {
    case .contractToOrder: .order
    case .orderToDelivery: .delivery
    case .deliveryToAcceptance: .acceptance
    case .acceptanceToInvoice: .invoice
    case .invoiceToRecognition: .recognition
    case .invoiceToSettlement: .settlement
    case .settlementToCash: .cash
    }
  }
}

/// How two documents were found to belong together.
public enum LinkBasis: UInt8, Hashable, Sendable {
  /// One names the other.
  case stated
  /// The oldest open one of the same customer (and item).
  case oldestOpen
  /// The same order and item.
  case sameOrder
  /// One stands in for the other.
  case standIn

  public var words: TradeText {
    switch self {
    case .stated: TradeText("单据写明", "stated on the document")
    case .oldestOpen: TradeText("按规则：同一客户最早未清", "by rule: oldest open one of the customer")
    case .sameOrder: TradeText("按规则：同一订单同一物料", "by rule: same order and item")
    case .standIn: TradeText("替代单据", "standing in")
    }
  }
}

/// A part of a document of one measure and what became of it in the next one.
///
/// `carried` of `from` goes to `to`, less the differences, on the day of `to`; or ends with `event`; or is still open. Without `from`, the differences alone make `to`.
struct Leg {
  /// Movement of the earlier measure; −1 for none.
  let from: Int32
  /// Movement of the later measure; −1 for none.
  let to: Int32
  /// Document that ends the part without its reaching the later measure; −1 for none.
  let event: Int32
  /// Amount in terms of the earlier measure.
  let carried: Int64
  let firstDifference: Int32
  let differenceCount: UInt8
  /// What it counts as while one of the two days lies outside of a period.
  let waiting: BridgeItemKind
  /// What `event` makes of it.
  let ending: BridgeItemKind
  let basis: LinkBasis
}

struct LegDifference {
  let kind: BridgeItemKind
  let amount: Int64
}

/// The legs of one step.
struct StepLegs {
  private(set) var legs: [Leg] = []
  private(set) var differences: [LegDifference] = []
  let step: TradeStep

  init(_ step: TradeStep) { self.step = step }

  /// A part that goes on.
  mutating func link(
    _ from: Int32, _ to: Int32, carried: Int64, _ found: [LegDifference] = [], basis: LinkBasis, waiting: BridgeItemKind? = nil
  ) {
    let kept = found.filter { $0.amount != 0 }
    if carried == 0 && kept.isEmpty { return }
    append(from, to, -1, carried, kept, waiting ?? BridgeItemKind.waiting(step), .cancelled, basis)
  }

  /// A part that ends on the day of `event`.
  mutating func end(
    _ from: Int32, by event: Int32, _ kind: BridgeItemKind, carried: Int64, basis: LinkBasis, waiting: BridgeItemKind? = nil
  ) {
    if carried != 0 { append(from, -1, event, carried, [], waiting ?? BridgeItemKind.waiting(step), kind, basis) }
  }

  /// A part that is still open.
  mutating func leaveOpen(_ from: Int32, carried: Int64, waiting: BridgeItemKind? = nil) {
    if carried != 0 { append(from, -1, -1, carried, [], waiting ?? BridgeItemKind.waiting(step), .cancelled, .stated) }
  }

  /// What appears in the later measure without any earlier document.
  mutating func arise(_ to: Int32, _ kind: BridgeItemKind, amount: Int64, basis: LinkBasis = .stated) {
    if amount != 0 { append(-1, to, -1, 0, [LegDifference(kind: kind, amount: -amount)], kind, .cancelled, basis) }
  }

  private mutating func append(
    _ from: Int32, _ to: Int32, _ event: Int32, _ carried: Int64, _ found: [LegDifference], _ waiting: BridgeItemKind,
    _ ending: BridgeItemKind,
    _ basis: LinkBasis
  ) {
    legs.append(
      Leg(
        from: from, to: to, event: event, carried: carried, firstDifference: Int32(differences.count), differenceCount: UInt8(found.count),
        waiting: waiting, ending: ending, basis: basis))
    differences.append(contentsOf: found)
  }

  func differences(of leg: Leg) -> ArraySlice<LegDifference> {
    differences[Int(leg.firstDifference)..<Int(leg.firstDifference) + Int(leg.differenceCount)]
  }
}
