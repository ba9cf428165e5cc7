// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce

extension Workspace {
  /// Documents of the person's rows; those of purchases are the company's.
  public func documents(
    _ proof: Authorized<To.ViewPlan>, matching text: String, kind: DocumentKind?
  ) throws -> [TradeDocument] {
    let scope = proof.scope
    return try documentIndex().search(text, kind: kind) { $0.lies(inside: scope) }
  }

  /// - Throws: `CycleError.documentNotKnown`, also for a document that is not the person's to see: the two are not told apart.
  public func chain(_ proof: Authorized<To.ViewPlan>, of document: String) throws -> DocumentChain {
    let scope = proof.scope
    return try DocumentChain.trace(
      document, index: try documentIndex(), catalogue: plan.catalogue, bills: try facts.table(.billOfMaterials)
    ) { $0.lies(inside: scope) }
  }

  public func dealsView(_ proof: Authorized<To.ViewPlan>) throws -> DealsView {
    DealsView.make(
      deals: plan.deals.filter { proof.scope.admits(row: plan.catalogue.places(of: $0)) }, statistics: plan.statistics,
      catalogue: plan.catalogue, today: planningDay)
  }
}
