// SPDX-License-Identifier: Apache-2.0

extension PeggingNetwork {
  /// Stock, receipts and planned orders of an item, in the order they can serve.
  static func supplies(of item: Int32, plan: SupplyPlan, receipts: [Int32]) -> [Supply] {
    let inputs = plan.inputs
    let policy = inputs.policies[Int(item)]
    var result: [Supply] = []
    if policy.openingStock > 0 {
      result.append(
        Supply(
          item: item, source: .stock, day: 0, releaseDay: 0, quantity: policy.openingStock, lateBy: 0, offer: -1))
    }
    for number in receipts {
      let receipt = inputs.receipts[Int(number)]
      let day = inputs.receiptDay(receipt)
      guard day < plan.dayCount else { continue }
      let release = receipt.asksForComponents ? inputs.releaseDay(receipt) : day
      result.append(
        Supply(
          item: item, source: .receipt(number), day: Int32(day), releaseDay: Int32(release), quantity: receipt.quantity,
          lateBy: 0, offer: -1))
    }
    result += plan.orders(of: item).map {
      Supply(
        item: item, source: .planned, day: $0.dueDay, releaseDay: $0.releaseDay, quantity: $0.quantity, lateBy: $0.lateBy,
        offer: $0.offer)
    }
    func rank(_ supply: Supply) -> Int {
      switch supply.source {
      case .stock: 0
      case .receipt: 1
      case .planned: 2
      }
    }
    return result.enumerated().sorted { left, right in
      (rank(left.element) == 0 ? -1 : left.element.day, rank(left.element), left.offset)
        < (rank(right.element) == 0 ? -1 : right.element.day, rank(right.element), right.offset)
    }.map(\.element)
  }

  /// What asks for an item, in the order it is served.
  static func demands(
    of item: Int32, plan: SupplyPlan, ends: [Int32], supplies: [Supply], suppliesOfItem: [Range<Int>]
  ) -> [PeggedDemand] {
    let inputs = plan.inputs
    let policy = inputs.policies[Int(item)]
    var first: [PeggedDemand] = []
    if policy.openingStock < 0 {
      first.append(PeggedDemand(item: item, day: 0, quantity: -policy.openingStock, cause: .backlog))
    }
    if policy.safetyStock > 0 {
      first.append(PeggedDemand(item: item, day: 0, quantity: policy.safetyStock, cause: .safetyStock))
    }
    var rest = ends.map { number in
      let end = inputs.demands[Int(number)]
      return PeggedDemand(item: item, day: end.day, quantity: end.quantity, cause: .end(number))
    }
    for position in inputs.bill.linesInto(item) {
      let line = inputs.bill.lines[position]
      for number in suppliesOfItem[Int(line.assembly)] where supplies[number].isToBeReleased(inputs.receipts) {
        let supply = supplies[number]
        guard line.validDays.contains(supply.releaseDay) else { continue }
        rest.append(
          PeggedDemand(
            item: item, day: supply.releaseDay, quantity: supply.quantity * line.requirementPerUnit,
            cause: .assembly(Int32(number))))
      }
    }
    rest = rest.filter { $0.day < plan.dayCount }.enumerated()
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    return first + rest
  }

  /// First come, first served.
  static func serve(
    _ supplyRange: Range<Int>, _ demandRange: Range<Int>, _ supplies: [Supply], _ demands: [PeggedDemand],
    _ links: inout [Link]
  ) {
    var supply = supplyRange.lowerBound
    var free = supplyRange.isEmpty ? 0 : supplies[supply].quantity
    for demand in demandRange {
      var open = demands[demand].quantity
      while open > LotSize.tolerance, supply < supplyRange.upperBound {
        let part = min(open, free)
        if part > LotSize.tolerance {
          links.append(Link(supply: Int32(supply), demand: Int32(demand), quantity: part))
        }
        open -= part
        free -= part
        if free <= LotSize.tolerance {
          supply += 1
          free = supply < supplyRange.upperBound ? supplies[supply].quantity : 0
        }
      }
    }
  }
}
