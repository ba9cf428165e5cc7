// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce

extension Workspace {
  public func documents(
    _ proof: Authorized<To.ViewPlan>, matching text: String, kind: DocumentKind?
  ) throws -> [TradeDocument] {
    try documentIndex().search(text, kind: kind)
  }

  /// - Throws: `CycleError.documentNotKnown`.
  public func chain(_ proof: Authorized<To.ViewPlan>, of document: String) throws -> DocumentChain {
    try DocumentChain.trace(
      document, index: try documentIndex(), catalogue: plan.catalogue, bills: try facts.table(.billOfMaterials))
  }

  public func dealsView(_ proof: Authorized<To.ViewPlan>) throws -> DealsView {
    DealsView.make(
      deals: plan.deals, statistics: plan.statistics, catalogue: plan.catalogue, today: planningDay)
  }
}
