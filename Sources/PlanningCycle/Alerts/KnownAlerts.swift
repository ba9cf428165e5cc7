// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// The alerts that look at every item: kept until something they rest on moves, so that a change elsewhere does not wait for them.
struct KnownAlerts {
  /// Measures they are read from.
  private static let basis = [
    "projected_stock", "demand", "standard_cost", "opening_stock", "purchase_price", "actual_cash", "agreed_units",
    "agreement_quantity", "bought_receipts",
  ]

  private let alerts: [Alert]
  private let day: Day
  private var revision: Int64
  private weak var engine: PlanEngine?

  init(_ alerts: [Alert], on day: Day, revision: Int64, _ engine: PlanEngine) {
    self.alerts = alerts
    self.day = day
    self.revision = revision
    self.engine = engine
  }

  /// The same for a plan with the same cells; nil when they are another plan's.
  func carried(from engine: PlanEngine, to other: PlanEngine) -> KnownAlerts? {
    engine === self.engine ? KnownAlerts(alerts, on: day, revision: revision, other) : nil
  }

  /// The same alerts at a later revision; nil when they may be others there.
  ///
  /// - Parameter touched: what moved between the two revisions; nil when that is not known.
  mutating func alerts(
    on day: Day, revision: Int64, _ engine: PlanEngine, touched: (_ after: Int64) -> TouchedRows?
  ) -> [Alert]? {
    guard day == self.day, engine === self.engine else { return nil }
    if revision == self.revision { return alerts }
    guard let changed = touched(self.revision)?.changed,
      !Self.basis.contains(where: { engine.model.measure(named: $0).map(changed.contains) ?? false })
    else { return nil }
    self.revision = revision
    return alerts
  }
}

extension Workspace {
  /// Alerts about single items and about facts that are not there; of a branch they are looked for anew.
  func itemAlerts(_ plan: PlanState) -> [Alert] {
    guard plan.engine === self.plan.engine else { return stockAlerts(plan) + agreementAlerts(plan) + missingFactAlerts() }
    let known = knownAlerts?.alerts(on: planningDay, revision: revision, plan.engine) { seen in
      tableChanges.touched(after: seen, through: revision, plan)
    }
    if let known { return known }
    let alerts = stockAlerts(plan) + agreementAlerts(plan) + missingFactAlerts()
    knownAlerts = KnownAlerts(alerts, on: planningDay, revision: revision, plan.engine)
    return alerts
  }
}
