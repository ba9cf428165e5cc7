// SPDX-License-Identifier: Apache-2.0
public import Access
import Planning

extension Workspace {
  /// Why a figure of a preview would move: the typed cells stand on a branch, and the branch is compared with the plan or scenario it leaves.
  ///
  /// - Parameter cell: any cell of the plan; of a total that the preview names, or of a part of one.
  /// - Returns: value, value before, and contributions that sum to the change; nothing is kept.
  /// - Throws: as ``previewCells(_:_:holds:scenario:)``; `CycleError.cellNotKnown`; `AccessError` for a measure the person may not see.
  public func explainPreview(
    _ proof: Authorized<To.ViewPlan>, cell: String, of cells: [TypedCell], holds: [String], scenario: Int64? = nil
  ) throws -> ExplainView {
    try explain(cell, in: try draft(proof, cells, holds: holds, scenario: scenario), for: proof.person)
  }

  /// The same for a changed deal.
  ///
  /// - Throws: as ``previewDeal(_:code:change:)``; `CycleError.cellNotKnown`; `AccessError` for a measure the person may not see.
  public func explainPreview(
    _ proof: Authorized<To.EditDeal>, cell: String, ofDeal code: String, change: DealChange
  ) throws -> ExplainView {
    try explain(cell, in: try draft(proof, code: code, change: change), for: proof.person)
  }

  private func explain(_ cell: String, in draft: ChangeDraft, for person: Person) throws -> ExplainView {
    let found = try draft.new.findRow(cell, draft.new.sight(of: person))
    let tree = try draft.new.engine.explainChange(
      found.measure.id, at: found.coordinate, period: found.period, since: draft.old.engine, limits: .panel)
    return try view(tree, found, in: draft.new, for: person)
  }
}
