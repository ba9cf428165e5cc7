// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SupplyPlanning

/// Frame agreements against a plain account of who pays what, on random single items. Sees an agreement that is called off twice, too early, or against
/// the wrong supplier. Does not see several items at once: balances are kept item by item.
@Suite("Frame agreements")
struct FrameAgreementLaws {
  struct Dice {
    var state: UInt64
    mutating func next(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, sides)
    }
  }

  func plan(_ dice: inout Dice, withAgreements: Bool) throws -> (SupplyPlan, [FrameAgreement]) {
    let days = 12
    let offers = (0..<2).map { supplier in
      SupplierOffer(
        item: 0, supplier: Int32(supplier), price: Double(5 + dice.next(6)), leadTimeWorkingDays: Int32(dice.next(4)),
        minimum: Double(dice.next(3) * 10))
    }
    let agreements = (0..<(1 + dice.next(3))).map { _ in
      let first = Int32(dice.next(days))
      return FrameAgreement(
        item: 0, supplier: Int32(dice.next(2)), price: Double(3 + dice.next(6)), quantity: Double(dice.next(120)),
        calledOff: Double(dice.next(40)), validDays: first...(first + Int32(dice.next(days))))
    }
    var inputs = SupplyInputs(
      bill: try BillOfMaterials(itemCount: 1, lines: []), calendar: LeadTimeCalendar(isWorkingDay: Array(repeating: true, count: days)),
      policies: [ItemPolicy()], offers: offers, agreements: withAgreements ? agreements : [])
    for day in 0..<days where dice.next(2) == 0 {
      inputs.demands.append(EndDemand(item: 0, day: Int32(day), quantity: Double(1 + dice.next(50)), cause: .order(Int32(day))))
    }
    return (SupplyPlan(inputs), agreements)
  }

  @Test("every unit is paid once, no agreement gives more than it has nor outside its days, and what it gives is the cheapest there is")
  func accounts() throws {
    var called = 0
    for seed in 1...400 {
      var dice = Dice(state: UInt64(seed))
      let (plan, agreements) = try plan(&dice, withAgreements: true)
      let orders = plan.orders(of: 0)
      let (uses, parts) = useAgreements(agreements, offers: plan.inputs.offers, orders: orders, dayCount: plan.dayCount)
      var left = agreements.map { max(0, $0.quantity - $0.calledOff) }
      for (order, paid) in zip(orders, parts) {
        #expect(abs(paid.reduce(0) { $0 + $1.quantity } - order.quantity) < 1e-9, "seed \(seed)")
        let offer = plan.inputs.offers.all[Int(order.offer)]
        // The plain account: one unit after the other from the cheapest agreement that holds.
        var rest = order.quantity
        var cost = 0.0
        let holding = agreements.indices.filter {
          agreements[$0].supplier == offer.supplier && agreements[$0].validDays ~= order.releaseDay
        }
        for index in holding.sorted(by: { (agreements[$0].price, $0) < (agreements[$1].price, $1) }) {
          let taken = min(rest, left[index])
          (left[index], rest, cost) = (left[index] - taken, rest - taken, cost + taken * agreements[index].price)
          if taken > 0 { called += 1 }
        }
        cost += rest * offer.price
        #expect(abs(cost - paid.reduce(0) { $0 + $1.price * $1.quantity }) < 1e-9, "seed \(seed)")
      }
      for (use, rest) in zip(uses, left) { #expect(abs(use.left - rest) < 1e-9 && use.left >= 0, "seed \(seed)") }
    }
    #expect(called > 300, "agreements were called off \(called) times")
  }

  @Test("agreements of nothing change nothing, bit for bit")
  func empty() throws {
    for seed in 1...100 {
      var dice = Dice(state: UInt64(seed))
      let (plain, agreements) = try plan(&dice, withAgreements: false)
      var inputs = plain.inputs
      inputs.offers = SupplierOffers(
        itemCount: 1, plain.inputs.offers.all,
        agreements: agreements.map {
          FrameAgreement(item: 0, supplier: $0.supplier, price: $0.price, quantity: 0, validDays: $0.validDays)
        })
      #expect(SupplyPlan(inputs).orders(of: 0) == plain.orders(of: 0), "seed \(seed)")
    }
  }
}
