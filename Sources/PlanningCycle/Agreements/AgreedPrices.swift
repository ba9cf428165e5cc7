// SPDX-License-Identifier: Apache-2.0
import SupplyPlanning

/// Orders of one item priced by its agreements: the same rule for the cells of the plan, the orders that are released, and the table of agreements.
enum AgreedPrices {
  struct Agreement {
    /// Money a unit.
    let price: Double
    /// Units locked, and called off so far.
    let quantity: Double
    let calledOff: Double
    /// Days of the plan on which an order may be released against it.
    let days: ClosedRange<Int32>
  }

  /// For each order, by due day, what it calls off from which agreement (a position in `agreements`), and what is left for the ordinary price.
  static func parts(of orders: [PlannedOrder], _ agreements: [Agreement], dayCount: Int) -> [[CallOff]] {
    use(orders, agreements, dayCount: dayCount).parts
  }

  static func use(
    _ orders: [PlannedOrder], _ agreements: [Agreement], dayCount: Int
  ) -> (uses: [AgreementUse], parts: [[CallOff]]) {
    let frames = agreements.map {
      FrameAgreement(item: 0, supplier: 0, price: $0.price, quantity: $0.quantity, calledOff: $0.calledOff, validDays: $0.days)
    }
    // Who supplies is settled before: one offer, whose price nobody asks for here.
    let offers = SupplierOffers(itemCount: 1, [SupplierOffer(item: 0, supplier: 0)])
    let chosen = orders.map {
      PlannedOrder(item: 0, releaseDay: $0.releaseDay, dueDay: $0.dueDay, quantity: $0.quantity, lateBy: $0.lateBy, offer: 0)
    }
    return useAgreements(frames, offers: offers, orders: chosen, dayCount: dayCount)
  }
}
