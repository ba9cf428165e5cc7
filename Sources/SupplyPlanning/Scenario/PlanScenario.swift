// SPDX-License-Identifier: Apache-2.0
import Calendars

/// A scenario planned: demand with its write-offs, rows, pegging, exceptions, loads.
public struct PlannedScenario {
  public let scenario: SupplyScenario
  public let demand: DemandPlan
  public let plan: SupplyPlan
  public let network: PeggingNetwork
  public let exceptions: [SupplyException]
  public let loads: [ResourceLoad]
  /// Bucket of each day: its period, or its week (Monday to Sunday) counted from the first.
  public let bucketOfDay: [Int]
}

/// Plans everything a scenario states.
public func planScenario(_ scenario: SupplyScenario) -> PlannedScenario {
  let demand = planDemand(scenario.demand) { scenario.isWorkingDay($0) ? 1 : 0 }
  let plan = SupplyPlan(supplyInputs(scenario, demand))
  let network = PeggingNetwork(plan)
  let first = scenario.days.lowerBound
  let buckets = (0..<scenario.dayCount).map { day in
    scenario.isByPeriod ? day : (day + first.weekday - 1) / 7
  }
  let loads = checkCapacity(
    network: network, inputs: plan.inputs, resources: scenario.resources, steps: scenario.steps, bucketOfDay: buckets)
  let exceptions =
    findExceptions(plan, network: network, coverDays: scenario.coverDays, toleranceDays: scenario.toleranceDays)
    + overloads(loads, network: network)
  return PlannedScenario(
    scenario: scenario, demand: demand, plan: plan, network: network, exceptions: exceptions, loads: loads, bucketOfDay: buckets)
}

/// The planning documents of a scenario.
public func supplyInputs(_ scenario: SupplyScenario, _ demand: DemandPlan) -> SupplyInputs {
  let bill: BillOfMaterials
  do {
    bill = try BillOfMaterials(itemCount: scenario.items.count, lines: scenario.lines.map(\.line))
  } catch {
    preconditionFailure("the reader left out every line that cannot be used: \(error.detail)")
  }
  var inputs = SupplyInputs(
    bill: bill, calendar: LeadTimeCalendar(isWorkingDay: scenario.days.map { scenario.isWorkingDay($0) }),
    policies: scenario.items.map { item in
      ItemPolicy(
        openingStock: item.stock, safetyStock: item.safetyStock,
        lotSize: LotSize(minimum: item.minimum, multiple: item.multiple, rule: item.rule),
        leadTimeWorkingDays: Int32(item.leadTimeWorkingDays), frozenDays: Int32(item.frozenDays))
    }, offers: scenario.offers.map(\.offer), agreements: scenario.agreements.map(\.agreement))
  inputs.receipts = scenario.receipts
  inputs.demands = demand.demands
  return inputs
}

extension PlannedScenario {
  /// The name of what asks: an order's or a forecast's number, or what is kept.
  public func name(_ cause: PeggedDemand.Cause) -> String {
    switch cause {
    case .end(let number):
      switch plan.inputs.demands[Int(number)].cause {
      case .order(let order): scenario.orderNumbers[Int(order)]
      case .forecast(let line): scenario.forecastNumbers[Int(line)]
      }
    case .assembly(let supply): scenario.items[Int(network.supplies[Int(supply)].item)].code
    case .safetyStock: "safety"
    case .backlog: "backlog"
    }
  }

  /// Names of those an exception hurts, each once.
  public func names(_ causes: [PeggedDemand.Cause]) -> [String] {
    var result: [String] = []
    for name in causes.map(name) where !result.contains(name) { result.append(name) }
    return result
  }

  /// End demands of a supply by name, in the order they are met.
  public func ends(ofSupply supply: Int) -> [(name: String, quantity: Double)] {
    var result: [(name: String, quantity: Double)] = []
    for end in network.endDemands(ofSupply: supply) {
      let name = name(end.cause)
      if let index = result.firstIndex(where: { $0.name == name }) {
        result[index].quantity += end.quantity
      } else {
        result.append((name, end.quantity))
      }
    }
    return result
  }

  /// What became of each frame agreement, and how each planned order is paid, by item and due day.
  public func agreementUse() -> (uses: [AgreementUse], orders: [PlannedOrder], parts: [[CallOff]]) {
    let orders = scenario.items.indices.flatMap { plan.orders(of: Int32($0)) }
    let (uses, parts) = useAgreements(
      scenario.agreements.map(\.agreement), offers: plan.inputs.offers, orders: orders, dayCount: plan.dayCount)
    return (uses, orders, parts)
  }

  /// How an item is got: as stated, else made when it has a bill of materials, else bought.
  public func kind(of item: Int32) -> ScenarioItem.Kind {
    let bill = plan.inputs.bill
    let hasLines = bill.firstLineOfAssembly[Int(item)] < bill.firstLineOfAssembly[Int(item) + 1]
    return scenario.items[Int(item)].kind ?? (hasLines ? .make : .buy)
  }

  /// The supplier of a planned order; nil where none was chosen.
  public func supplier(_ supply: Supply) -> String? {
    supply.offer < 0 ? nil : scenario.suppliers[Int(plan.inputs.offers.all[Int(supply.offer)].supplier)]
  }
}
