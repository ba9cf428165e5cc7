// SPDX-License-Identifier: Apache-2.0

/// 框架协议: so many units of an item that a supplier delivers at one price, when they are called off on the days it holds.
public struct FrameAgreement: Hashable, Sendable {
  /// Position of the item among the planned items.
  public let item: Int32
  /// Position of the supplier among the suppliers.
  public let supplier: Int32
  /// Money a unit, ≥ 0.
  public let price: Double
  /// Units that were agreed 锁定数量.
  public let quantity: Double
  /// Units that were called off before the plan.
  public let calledOff: Double
  /// Days of the plan on which an order may be released against it.
  public let validDays: ClosedRange<Int32>

  public init(
    item: Int32, supplier: Int32, price: Double, quantity: Double, calledOff: Double = 0, validDays: ClosedRange<Int32> = Component.always
  ) {
    self.item = item
    self.supplier = supplier
    self.price = price
    self.quantity = max(0, quantity)
    self.calledOff = max(0, calledOff)
    self.validDays = validDays
  }

  /// Units left when the plan begins; not below 0.
  public var left: Double { max(0, quantity - calledOff) }
}

/// One part of a planned order: what it calls off from an agreement, or what it buys at the offer's price.
public struct CallOff: Hashable, Sendable {
  /// Position among the agreements; nil at the price of the offer.
  public let agreement: Int32?
  public let quantity: Double
  /// Money a unit.
  public let price: Double
}

/// What the agreements of one item still hold while its orders are planned one after another.
struct AgreementBalance {
  /// Positions in `agreements` of this item's, cheapest first, then in the order given.
  private let positions: [Int32]
  private let agreements: [FrameAgreement]
  private(set) var left: [Double]

  /// - Returns: nil when the item has no agreement: nothing needs to be kept.
  init?(_ agreements: [FrameAgreement], item: Int) {
    let own = agreements.indices.filter { Int(agreements[$0].item) == item }
    guard !own.isEmpty else { return nil }
    positions = own.sorted { (agreements[$0].price, $0) < (agreements[$1].price, $1) }.map { Int32($0) }
    self.agreements = agreements
    left = agreements.map(\.left)
  }

  /// How an order of so much would be paid: what agreements of the supplier hold on the day of its release, then the offer's price.
  func parts(of quantity: Double, from offer: SupplierOffer, releasedOn day: Int32) -> [CallOff] {
    var rest = quantity
    var result: [CallOff] = []
    for position in positions where rest > 0 {
      let agreement = agreements[Int(position)]
      guard agreement.supplier == offer.supplier, agreement.validDays.contains(day), left[Int(position)] > 0 else { continue }
      let taken = min(rest, left[Int(position)])
      result.append(CallOff(agreement: position, quantity: taken, price: agreement.price))
      rest -= taken
    }
    if rest > 0 { result.append(CallOff(agreement: nil, quantity: rest, price: offer.price)) }
    return result
  }

  mutating func take(_ parts: [CallOff]) {
    for part in parts { if let position = part.agreement { left[Int(position)] -= part.quantity } }
  }
}

/// What became of one agreement in a plan.
public struct AgreementUse: Hashable, Sendable {
  /// Units that planned orders call off.
  public var planned = 0.0
  /// Units left after them.
  public var left: Double
  /// 超出: units that its supplier delivers at the offer's price although they are released on days on which the agreement holds.
  public var exceeded = 0.0
  /// 到期未用: units that nobody called off by the last day it holds, when that day lies in the plan.
  public var unused = 0.0
}

/// How planned orders use agreements, item by item in the order of their due days: the same rule that chose the suppliers.
///
/// - Returns: for each agreement its use; for each order of `orders`, which are those of one plan by item and due day, its parts.
/// - Complexity: O(orders × agreements of their item).
public func useAgreements(
  _ agreements: [FrameAgreement], offers: SupplierOffers, orders: [PlannedOrder], dayCount: Int
) -> (uses: [AgreementUse], parts: [[CallOff]]) {
  var uses = agreements.map { AgreementUse(left: $0.left) }
  var parts: [[CallOff]] = []
  var balance: (item: Int32, state: AgreementBalance?)?
  for order in orders {
    if balance?.item != order.item { balance = (order.item, AgreementBalance(agreements, item: Int(order.item))) }
    guard order.offer >= 0 else {
      parts.append([])
      continue
    }
    let offer = offers.all[Int(order.offer)]
    let own =
      balance?.state?.parts(of: order.quantity, from: offer, releasedOn: order.releaseDay)
      ?? [CallOff(agreement: nil, quantity: order.quantity, price: offer.price)]
    balance?.state?.take(own)
    for part in own {
      if let position = part.agreement {
        uses[Int(position)].planned += part.quantity
        uses[Int(position)].left -= part.quantity
      } else if let last = agreements.lastIndex(where: {
        $0.item == order.item && $0.supplier == offer.supplier && $0.validDays.contains(order.releaseDay)
      }) {
        uses[last].exceeded += part.quantity
      }
    }
    parts.append(own)
  }
  for (position, agreement) in agreements.enumerated() where Int(agreement.validDays.upperBound) < dayCount {
    uses[position].unused = uses[position].left
  }
  return (uses, parts)
}
