// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Planning

/// What stock health is worked out from, taken from the plan in one go so that the rest needs no workspace.
public struct StockHealthDraft: Sendable {
  let supply: SupplyDraft
  let inflows: [Int: StockInflow]
  let families: [Catalogue.Named]
  /// Position of an item's family.
  let familyOf: [Int]
  /// Months of the plan after the cutoff, a year at most.
  let months: [Month]
  let asOf: Day
}

extension Workspace {
  /// - Throws: `PlanningError` when the model has no `demand`, `scheduled_receipts` or `lead_time`.
  public func stockHealthDraft(_ proof: Authorized<To.ViewSupply>, showsCost: Bool) throws -> StockHealthDraft {
    let catalogue = plan.catalogue
    let positions = plan.members.familyPositions
    let last = min(plan.calendar.lastMonth, plan.cutoff.adding(months: 12))
    return StockHealthDraft(
      supply: try supplyDraft(proof, showsCost: showsCost), inflows: plan.sources.inflows, families: catalogue.families,
      familyOf: catalogue.items.map { positions[$0.family] ?? 0 },
      months: (1...max(1, plan.cutoff.distance(to: last))).map { plan.cutoff.adding(months: $0) }, asOf: plan.cutoff.lastDay)
  }
}
