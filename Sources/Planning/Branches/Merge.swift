// SPDX-License-Identifier: Apache-2.0

/// A cell that the plan and the branch both changed, to different numbers.
public struct MergeConflict: Hashable, Sendable {
  /// From the ancestor to the plan.
  public let ours: CellDifference
  /// From the ancestor to the branch.
  public let theirs: CellDifference
}

/// What happens where both sides changed a cell.
public enum ConflictRule: Hashable, Sendable {
  /// Nothing is merged.
  case refuse
  /// The plan keeps its number.
  case keepOurs
  /// The branch's number is taken.
  case takeTheirs
}

/// The outcome of a merge.
public struct MergeResult: Sendable {
  /// Cells both sides changed to different numbers; with ``ConflictRule/refuse`` and any of these nothing was applied.
  public let conflicts: [MergeConflict]
  /// Input cells taken from the branch.
  public let applied: Int
  public let wave: Wave
}

extension PlanEngine {
  /// Brings the changes of a branch into this plan as one wave: three-way, cell by cell.
  ///
  /// A cell that only the branch changed is taken; one that only the plan changed stays; one that both changed to the same
  /// number is no conflict.
  ///
  /// - Throws: `planning.state-of-another-model`.
  public func merge(_ branch: PlanBranch, conflicts rule: ConflictRule = .refuse) throws(PlanningError) -> MergeResult {
    let theirs = try branch.changes()
    var ours: [CellPlace: CellDifference] = [:]
    for change in try inputDifferences(from: branch.ancestor) { ours[change.place] = change }
    var conflicts: [MergeConflict] = []
    var edits: [InputEdit] = []
    for change in theirs {
      if let mine = ours[change.place] {
        if mine.after?.bitPattern == change.after?.bitPattern { continue }
        conflicts.append(MergeConflict(ours: mine, theirs: change))
        if rule != .takeTheirs { continue }
      }
      edits.append(
        InputEdit(
          measure: change.measure, coordinate: change.coordinate, period: change.period, value: change.after,
          source: change.source ?? .person(event: 0)))
    }
    if rule == .refuse, !conflicts.isEmpty { return MergeResult(conflicts: conflicts, applied: 0, wave: Wave()) }
    return MergeResult(conflicts: conflicts, applied: edits.count, wave: try apply(edits))
  }
}
