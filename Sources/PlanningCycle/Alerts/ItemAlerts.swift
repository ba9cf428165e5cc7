// SPDX-License-Identifier: Apache-2.0
import Planning

extension Workspace {
  /// Measures that alerts about items are read from.
  private static let itemBasis = [
    "projected_stock", "demand", "dependent_demand", "planned_receipts", "scheduled_receipts", "firm_receipts", "released_receipts",
    "lead_time", "standard_cost", "opening_stock", "average_price", "orders", "purchase_price", "actual_cash", "agreed_units",
    "agreement_quantity", "bought_receipts",
  ]

  /// Alerts about single items and about facts that are not there, which look at every item: looked for anew when something they rest on moved. Of a branch they
  /// always are.
  func itemAlerts(_ plan: PlanState) -> [Alert] {
    let isRunning = plan.engine === self.plan.engine
    let known = knownAlerts?.alerts(on: planningDay, revision: revision, plan.engine) { seen in
      movesItems(tableChanges.touched(after: seen, through: revision, plan))
    }
    if isRunning, let known { return known }
    let alerts = stockAlerts(plan) + agreementAlerts(plan) + missingFactAlerts()
    if isRunning { knownAlerts = KeptAlerts(alerts, on: planningDay, revision: revision, plan.engine) }
    return alerts
  }

  /// Whether rows that moved are among those these alerts are read from.
  ///
  /// - Parameter touched: nil when it is not known what moved.
  func movesItems(_ touched: TouchedRows?) -> Bool {
    guard let changed = touched?.changed else { return true }
    return Self.itemBasis.contains { plan.engine.model.measure(named: $0).map(changed.contains) ?? false }
  }
}
