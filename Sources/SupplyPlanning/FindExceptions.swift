// SPDX-License-Identifier: Apache-2.0

/// Everything a planner must see in a plan: short, late and piled up items, and receipts to expedite, to delay, to cancel or to ask after, each with those it hurts.
///
/// A receipt is needed on the day on which stock and the receipts before it no longer keep the safety stock; planned orders do not count, for a receipt that
/// can be moved makes a planned order unnecessary.
///
/// - Parameters:
///   - items: positions of the items that are looked at; nil for all.
///   - coverDays: stock is piled up when it covers more than so many days; 0 asks nothing.
///   - toleranceDays: a receipt is not delayed for so many days.
/// - Returns: by item in planning order; within an item its state first, then its receipts by day.
public func findExceptions(
  _ plan: SupplyPlan, network: PeggingNetwork, items: [Int32]? = nil, coverDays: Int = 0, toleranceDays: Int = 0
) -> [SupplyException] {
  var receiptsOf: [Int32: [Int32]] = [:]
  for (number, receipt) in plan.inputs.receipts.enumerated() { receiptsOf[receipt.item, default: []].append(Int32(number)) }
  var result: [SupplyException] = []
  let wanted = items.map { Set($0) }
  for item in plan.inputs.bill.planningOrder where wanted?.contains(item) ?? true {
    let policy = policyInForce(of: item, plan)
    for found in exceptions(
      of: item, rows: plan.rows.netting(Int(item)), policy: policy, calendar: plan.inputs.calendar, coverDays: coverDays)
    {
      switch found.kind {
      case .short: result.append(found.hurting(network.endDemands(asking: item, on: found.day)))
      case .late: result.append(found.hurting(lateEnds(item, network)))
      default: result.append(found)
      }
    }
    result += receiptExceptions(
      of: item, receipts: receiptsOf[item] ?? [], plan: plan, network: network, toleranceDays: toleranceDays)
  }
  return result
}

/// The policy with the shortest lead time that the item's suppliers offer: what cannot be in time even so is late.
private func policyInForce(of item: Int32, _ plan: SupplyPlan) -> ItemPolicy {
  let policy = plan.inputs.policies[Int(item)]
  let offers = plan.inputs.offers
  guard let lead = offers.of(Int(item)).map({ offers.all[$0].leadTimeWorkingDays }).min() else { return policy }
  return ItemPolicy(
    openingStock: policy.openingStock, safetyStock: policy.safetyStock, lotSize: policy.lotSize, leadTimeWorkingDays: lead,
    frozenDays: policy.frozenDays)
}

private func lateEnds(_ item: Int32, _ network: PeggingNetwork) -> [PeggedDemand.Cause] {
  var order: [PeggedDemand.Cause] = []
  var seen: Set<PeggedDemand.Cause> = []
  for supply in network.supplies(of: item) where network.supplies[supply].lateBy > 0 {
    for end in network.endDemands(ofSupply: supply) where seen.insert(end.cause).inserted { order.append(end.cause) }
  }
  return order
}

private func receiptExceptions(
  of item: Int32, receipts: [Int32], plan: SupplyPlan, network: PeggingNetwork, toleranceDays: Int
) -> [SupplyException] {
  let inputs = plan.inputs
  let ordered = receipts.filter { inputs.receiptDay(inputs.receipts[Int($0)]) < plan.dayCount }
    .sorted { (inputs.receipts[Int($0)].day, $0) < (inputs.receipts[Int($1)].day, $1) }
  guard !ordered.isEmpty else { return [] }
  let needs = daysOfNeed(item, ordered, plan)
  return ordered.enumerated().compactMap { turn, number in
    let receipt = inputs.receipts[Int(number)]
    let due = inputs.receiptDay(receipt)
    guard let need = needs[turn] else {
      return SupplyException(
        kind: receipt.day < 0 ? .pastDue : .cancel, item: item, day: receipt.day, quantity: receipt.quantity, workingDays: 0,
        reason: .noDemand, receipt: number)
    }
    func found(_ kind: SupplyException.Kind, _ reason: SupplyException.Reason, hurts: [PeggedDemand.Cause]) -> SupplyException {
      SupplyException(
        kind: kind, item: item, day: receipt.day, quantity: receipt.quantity, workingDays: 0, reason: reason, receipt: number,
        newDay: Int32(need.day), hurts: hurts)
    }
    let hurts = need.onlySafety ? [] : network.endDemands(asking: item, on: Int32(need.day))
    let why = need.onlySafety ? SupplyException.Reason.safetyStock : .demand
    if receipt.day < 0 { return found(.pastDue, why, hurts: hurts) }
    if need.day < due { return found(.expedite, why, hurts: hurts) }
    return need.day > due + toleranceDays ? found(.delay, .noDemand, hurts: []) : nil
  }
}

/// For each receipt the day it is needed, and whether only the safety stock needs it; nil when nothing does.
private func daysOfNeed(_ item: Int32, _ receipts: [Int32], _ plan: SupplyPlan) -> [(day: Int, onlySafety: Bool)?] {
  let index = Int(item)
  let safety = plan.inputs.policies[index].safetyStock
  var needs = [(day: Int, onlySafety: Bool)?](repeating: nil, count: receipts.count)
  var stock = plan.inputs.policies[index].openingStock
  var next = 0
  for day in 0..<plan.dayCount where next < receipts.count {
    stock -= plan.grossRequirement(index, day)
    while next < receipts.count, stock < safety - LotSize.tolerance {
      needs[next] = (day, stock >= -LotSize.tolerance)
      stock += plan.inputs.receipts[Int(receipts[next])].quantity
      next += 1
    }
  }
  return needs
}
