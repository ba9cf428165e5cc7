// SPDX-License-Identifier: Apache-2.0
import SupplyPlanning
import Wire

/// How long one scenario takes, step by step, in milliseconds of wall time; planning is the median of seven runs.
struct RequirementsTiming {
  let json: JSON

  init(file: String, text: String) {
    var scenario: SupplyScenario?
    var reading = PlanTiming()
    reading.measure { scenario = readSupplyScenario(text) }
    guard let scenario else { preconditionFailure("reading always gives a scenario") }
    var (demanding, netting, listing, everything) = (PlanTiming(), PlanTiming(), PlanTiming(), PlanTiming())
    var orders = 0
    for _ in 0..<7 {
      var demand: DemandPlan?
      demanding.measure { demand = planDemand(scenario.demand) { scenario.isWorkingDay($0) ? 1 : 0 } }
      guard let demand else { break }
      let inputs = supplyInputs(scenario, demand)
      var plan: SupplyPlan?
      netting.measure { plan = SupplyPlan(inputs) }
      listing.measure { orders = scenario.items.indices.reduce(0) { $0 + (plan?.orders(of: Int32($1)).count ?? 0) } }
    }
    everything.measure { _ = planScenario(scenario) }
    func milliseconds(_ timing: PlanTiming) -> JSON {
      .number(String((PlanTiming.quantile(timing.wall, 0.5) * 100).rounded() / 100))
    }
    json = .object([
      .init("file", .string(file)), .init("items", JSON(scenario.items.count)), .init("lines", JSON(scenario.lines.count)),
      .init("days", JSON(scenario.dayCount)), .init("planned_orders", JSON(orders)), .init("read_ms", milliseconds(reading)),
      .init("demand_ms", milliseconds(demanding)), .init("requirements_ms", milliseconds(netting)),
      .init("orders_ms", milliseconds(listing)),
      .init("everything_ms", milliseconds(everything)),
    ])
  }
}
