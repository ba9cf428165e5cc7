// SPDX-License-Identifier: Apache-2.0

/// A what-if: a branch of a plan, and the plan as it was when the branch was made.
///
/// Making one costs next to nothing; edits go to ``head`` and recalculate there alone. The plan it came from may go on
/// meanwhile: ``PlanEngine/merge(_:conflicts:)`` brings both together.
public final class PlanBranch {
  /// The plan at the moment of branching. Never edited.
  public let ancestor: PlanEngine
  /// The plan of the branch.
  public let head: PlanEngine

  public init(of plan: PlanEngine) {
    if !plan.isCalculated { plan.calculate() }
    ancestor = plan.fork()
    head = plan.fork()
  }

  /// What the branch changed, input cell by input cell.
  public func changes() throws(PlanningError) -> [CellDifference] { try head.inputDifferences(from: ancestor) }
}
